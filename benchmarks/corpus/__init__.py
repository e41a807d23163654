"""Sites of any number of posts, the same on every machine; each family is written in a way of its own.

`varied` is what the benchmark measures: its shares are drawn from counts over real sites (benchmarks/README.md).
`second` has other words, other shares and another seed, so that what was fitted to the first is seen. `uniform` is
one sentence repeated below one front matter, which all figures until 2026 were measured with.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final, Protocol

from benchmarks.corpus import uniform, varied, weights
from benchmarks.corpus.terms import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["CATEGORIES", "FAMILIES", "Maker", "write"]

_SEOUL: Final = timezone(timedelta(hours=9))
_FIRST: Final = datetime(2004, 1, 1, 8, 0, tzinfo=_SEOUL)
_LAST: Final = datetime(2024, 1, 1, 8, 0, tzinfo=_SEOUL)
_PER_FOLDER: Final = 1000


class Maker(Protocol):
    """Makes one post."""

    def __call__(self, number: int, when: datetime, rng: random.Random) -> tuple[str, str]:
        """Return the name and the text of the file."""


FAMILIES: Final[Mapping[str, Maker]] = {
    "varied": varied.Varied(weights.FIRST, seed=1),
    "second": varied.Varied(weights.SECOND, seed=2),
    "uniform": uniform.post,
}


def write(folder: Path, posts: int, make: Maker = FAMILIES["varied"], *, seed: int = 1) -> None:
    """Write `posts` posts below folder/content, at most a thousand in a folder."""
    rng = random.Random(seed)  # noqa: S311 - the same posts every time, nothing secret
    step = (_LAST - _FIRST) / max(posts, 1)
    for number in range(posts):
        shelf = folder / "content" / f"{number // _PER_FOLDER:04}"
        if number % _PER_FOLDER == 0:
            shelf.mkdir(parents=True, exist_ok=True)
        name, text = make(number, (_FIRST + step * number).replace(microsecond=0), rng)
        (shelf / name).write_text(text, encoding="utf-8")
