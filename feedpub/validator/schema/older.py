"""The elements of the formats before RSS 2.0 and Atom 1.0 that have a namespace: RSS 0.90 and 1.0, and Atom 0.3."""

from __future__ import annotations

from typing import Final

from feedpub.validator.schema.shape import Schema, Shape

RSS1: Final = Schema(
    {
        "channel": Shape(children="title link description image? items textinput?"),
        "image": Shape(children="title url link"),
        "item": Shape(children="title link description?"),
        "textinput": Shape(children="title description name link"),
    },
    prefix="rss1:",
)
"""RSS 1.0, sections 5.3 to 5.6; RSS 0.90 has the same, but neither `items` nor `rdf:about`."""

ATOM03: Final = Schema(
    {
        "feed": Shape(
            children="title link+ author? contributor* tagline? id? generator? copyright? info? modified entry*"
        ),
        "entry": Shape(
            children="title link+ author? contributor* id modified issued created? summary? content*",
        ),
        "author": Shape(children="name url? email?"),
        "contributor": Shape(children="name url? email?"),
    },
    prefix="atom03:",
)
"""Atom 0.3 (draft-ietf-atompub-format-00), sections 4.3 to 4.13."""
