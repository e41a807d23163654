"""Rules about the HTML that feeds carry, in whatever format: RSS, Atom and JSON Feed alike."""

from __future__ import annotations

from feedpub.validator.rules.content import alike, broken, leftovers, markup, remains, safety, size, source

MODULES = (alike, broken, leftovers, markup, remains, safety, size, source)
