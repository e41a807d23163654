"""Rules of XML itself, for every kind of document: can it be read, its encoding, namespaces, characters."""

from __future__ import annotations

from feedpub.validator.rules.xml import declarations, encoding, reading

MODULES = (declarations, encoding, reading)
