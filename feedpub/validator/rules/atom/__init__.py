"""Rules of Atom 1.0 (RFC 4287), one module a subject."""

from __future__ import annotations

from feedpub.validator.rules.atom import content, dates, entries, ids, persons, structure, text, values

MODULES = (content, dates, entries, ids, persons, structure, text, values)
