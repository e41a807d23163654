"""Rules of JSON Feed (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

from feedpub.validator.rules.jsonfeed import advice, structure, value

MODULES = (advice, structure, value)
