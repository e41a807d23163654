"""Schemes of URIs that IANA has registered; the table is `feedpub/validator/data/uri_schemes.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"
OF_ONE_MACHINE = frozenset(
    {
        *("file", "javascript", "vbscript", "about", "blob", "cid", "view-source", "resource", "res", "c", "d"),
        *("chrome", "chrome-extension", "moz-extension", "safari-web-extension", "webkit-fake-url"),
        *("content", "intent", "android-app", "ms-appx", "capacitor"),
    }
)
"""Schemes of which nobody else can open anything, registered or not (`c:` and `d:` are drives)."""


@cache
def _registered() -> frozenset[str]:
    text = _DATA.joinpath("uri_schemes.txt").read_text("utf-8")
    return frozenset(text.partition("\n")[2].split())


def is_registered(scheme: str) -> bool:
    """Whether a scheme is registered, provisionally or for ever; the case does not matter."""
    return scheme.lower() in _registered()


def is_mistyped(scheme: str) -> bool:
    """Whether a scheme that is none was probably meant for http or https: it has no other letters."""
    return "t" in scheme.lower() and set(scheme.lower()) <= set("https")


def is_known(scheme: str) -> bool:
    """Whether a scheme is registered, or one of which more is to be said than that it is not."""
    return scheme.lower() in OF_ONE_MACHINE or is_registered(scheme)
