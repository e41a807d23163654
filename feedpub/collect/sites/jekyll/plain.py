"""What can be told of a body with Liquid in it without carrying the Liquid out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedpub.collect.sites.jekyll.rules import Rules

_BLOCKS = re.compile(r"\{%-?\s*(raw|comment|highlight)\b.*?(?:%\}.*?(?:\{%-?\s*end\1\s*-?%\}|\Z)|\Z)", re.DOTALL)
_SITE = re.compile(r"\{\{-?\s*site\.(url|baseurl)\s*-?\}\}")
_ADDRESS = re.compile(r"""\{\{-?\s*["']([^"']*)["']\s*\|\s*(relative_url|absolute_url)\s*-?\}\}""")
_PICTURE = re.compile(r"<img\b[^>]*+(?:>|\Z)|!\[[^\]]{0,1000}+\]\((?P<target>[^)]{0,2000}+)\)", re.IGNORECASE)


def has_liquid(body: str) -> bool:
    """Whether Jekyll would look for Liquid in the body."""
    return "{{" in body or "{%" in body


def plainly(body: str, rules: Rules, site_url: str) -> str:
    """Give the body without Liquid as far as that can be told without the library: enough to find its pictures."""
    host = site_url.removesuffix("/").removesuffix(f"/{rules.baseurl}") if rules.baseurl else site_url.rstrip("/")
    base = f"/{rules.baseurl}" if rules.baseurl else ""
    body = _BLOCKS.sub("", body)
    body = _SITE.sub(lambda match: host if match[1] == "url" else base, body)
    body = _ADDRESS.sub(lambda match: site_url + match[1].lstrip("/"), body)
    return without_pictures(body)


def without_pictures(body: str) -> str:
    """Return the body without the pictures whose address is a template, and so cannot be known."""

    def kept(match: re.Match[str]) -> str:
        address = match[0] if match["target"] is None else match["target"]
        return "" if "{{" in address or "{%" in address else match[0]

    return _PICTURE.sub(kept, body)
