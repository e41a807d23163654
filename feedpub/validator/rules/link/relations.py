"""What the relation of a link is called, and whether it is registered (RFC 4287 section 4.2.7.2, RFC 8288).

The table of relations is `feedpub/validator/data/link_relations.txt`, read when the first relation is looked at.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedpub.text.xml import Element

_DATA = Path(__file__).parent.parent.parent / "data"
_IANA = "http://www.iana.org/assignments/relation/"


@cache
def _registered() -> frozenset[str]:
    text = _DATA.joinpath("link_relations.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def relation(link: Element) -> str:
    """Return the relation of a link in its short form; `alternate` when it states none."""
    stated = link.get("rel")
    return "alternate" if stated is None else stated.strip().removeprefix(_IANA).lower()


def is_registered(name: str) -> bool:
    """Whether a relation, in its short form, is registered with IANA."""
    return name in _registered()
