"""Rules of the extensions of RSS and Atom: Dublin Core, Media RSS, iTunes, podcast, threading, paging and others."""

from __future__ import annotations

from feedpub.validator.rules.extensions import (
    addresses,
    categories,
    comments,
    completeness,
    files,
    geography,
    itunes,
    meaning,
    media,
    opensearch,
    paging,
    podcast,
    podcast_grammars,
    shows,
    structure,
    values,
)

MODULES = (
    *(addresses, categories, comments, completeness, files, geography, itunes, meaning, media, opensearch, paging),
    *(podcast, podcast_grammars, shows, structure, values),
)
