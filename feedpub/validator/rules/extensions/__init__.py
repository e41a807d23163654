"""Rules of the extensions of RSS and Atom: Dublin Core, Media RSS, iTunes, podcast, threading, paging and others."""

from __future__ import annotations

from feedpub.validator.rules.extensions import (
    addresses,
    apple,
    categories,
    codes,
    itunes,
    meaning,
    media,
    numbers,
    paging,
    podcast,
    structure,
    syndication,
    texts,
    threads,
)

MODULES = (
    addresses,
    apple,
    categories,
    codes,
    itunes,
    meaning,
    media,
    numbers,
    paging,
    podcast,
    structure,
    syndication,
    texts,
    threads,
)
