"""Rules about the HTML that feeds carry, in whatever format: RSS, Atom and JSON Feed alike."""

from __future__ import annotations

from feedpub.validator.rules.content import broken, leftovers, markup, safety, size, source

MODULES = (broken, leftovers, markup, safety, size, source)
