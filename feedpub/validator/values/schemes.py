"""Schemes of URIs that IANA has registered; the table is `feedpub/validator/data/uri_schemes.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"


@cache
def _registered() -> frozenset[str]:
    text = _DATA.joinpath("uri_schemes.txt").read_text("utf-8")
    return frozenset(text.partition("\n")[2].split())


def is_registered(scheme: str) -> bool:
    """Whether a scheme is registered, provisionally or for ever; the case does not matter."""
    return scheme.lower() in _registered()
