"""Rules of the extensions of RSS and Atom: Dublin Core, Media RSS, iTunes, podcast, threading, paging and others."""

from __future__ import annotations

from feedpub.validate.rules.extensions import addresses, codes, numbers, structure, syndication, texts

MODULES = (addresses, codes, numbers, structure, syndication, texts)
