"""The elements of Atom 1.0 (RFC 4287 sections 3.2, 4.1 and 4.2)."""

from __future__ import annotations

from typing import Final

from feedpub.validator.schema.shape import Schema, Shape

_PERSON: Final = Shape(children="name uri? email?")
_TEXT: Final = Shape(attributes="type?")
_OF_FEEDS: Final = "author* category* contributor* generator? icon? link* logo? rights? subtitle?"
ATOM: Final = Schema(
    {
        "feed": Shape(children=f"id title updated {_OF_FEEDS} entry*"),
        "entry": Shape(
            children="id title updated author* category* content? contributor* link* published? rights? source?"
            " summary?"
        ),
        "source": Shape(children=f"id? title? updated? {_OF_FEEDS}"),
        "author": _PERSON,
        "contributor": _PERSON,
        **dict.fromkeys(("title", "subtitle", "summary", "rights"), _TEXT),
        "content": Shape(attributes="type? src?"),
        "category": Shape(attributes="term scheme? label?"),
        "generator": Shape(attributes="uri? version?"),
        "link": Shape(attributes="href rel? type? hreflang? title? length?"),
    },
    prefix="atom:",
)
CONTAINERS: Final = tuple(ATOM.children)
DEFINED: Final = frozenset(name for names in ATOM.children.values() for name in names) | frozenset(CONTAINERS)
"""All elements, by their usual names."""


def is_unknown(name: str) -> bool:
    """Whether a usual name is in Atom's namespace, and Atom has no such element."""
    return name.startswith("atom:") and name not in DEFINED
