"""Rules of JSON Feed (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

from feedpub.validator.rules.jsonfeed import advice, content, structure, syntax, value

MODULES = (advice, content, structure, syntax, value)
