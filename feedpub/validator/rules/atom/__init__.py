"""Rules of Atom 1.0 (RFC 4287), one module a subject."""

from __future__ import annotations

from feedpub.validator.rules.atom import content, entries, structure, text, values

MODULES = (content, entries, structure, text, values)
