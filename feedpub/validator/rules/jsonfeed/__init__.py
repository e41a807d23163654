"""Rules of JSON Feed (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

from feedpub.validator.rules.jsonfeed import advice, reading, structure, value

MODULES = (advice, reading, structure, value)
