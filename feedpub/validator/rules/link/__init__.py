"""Rules of atom:link wherever it stands."""

from __future__ import annotations

from feedpub.validator.rules.link import attributes, feed, own_address

MODULES = (attributes, feed, own_address)
