"""Rules of the extensions of RSS and Atom: Dublin Core, Media RSS, iTunes, podcast, threading, paging and others."""

from __future__ import annotations

from feedpub.validator.rules.extensions import (
    addresses,
    categories,
    comments,
    completeness,
    files,
    itunes,
    meaning,
    media,
    paging,
    podcast,
    structure,
    values,
)

MODULES = (
    addresses,
    categories,
    comments,
    completeness,
    files,
    itunes,
    meaning,
    media,
    paging,
    podcast,
    structure,
    values,
)
