"""Top-level domains that begin with another; the table is `feedpub/validator/data/longer_domains.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def is_longer(host: str, behind: str) -> bool:
    """Whether letters behind a host make another top-level domain of its own: `any` behind `a.comp`."""
    return host.rpartition(".")[2].lower() + behind.lower() in _longer_domains()


@cache
def _longer_domains() -> frozenset[str]:
    text = (Path(__file__).parent.parent / "data" / "longer_domains.txt").read_text("utf-8")
    return frozenset(text.partition("\n")[2].split())
