"""How often a post is written in which way: two families of shares.

FIRST follows the counts over real sites that benchmarks/README.md holds, with more Korean HTML than they have, because
those whom feedpub is for write so, and with some of every form, however rare. SECOND is another site's guess.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import random

Shares: TypeAlias = Mapping[str, float]
Quantiles: TypeAlias = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares from 0 to 1; those of alternatives need not come to 1 together."""

    toml: float
    titles: Shares
    """Styles of title, author and picture: `plain`, `double`, `single`."""
    summary: float
    summaries: Shares
    """Styles of the summary: those of titles, `folded`, `stripped`, `literal`."""
    twice: float
    """Of those with a summary: it is said twice, as `excerpt` and `feature_text`."""
    lists: Shares
    """`flow`, `block`, `text`: of categories and tags."""
    tags: float
    author: float
    image: Shares
    """`none`, `text`, `map`, `list`."""
    updated: float
    comment: float
    others: float
    """Of `layout`, `draft`, `comments` and `toc`, each."""
    dates: Shares
    """`day`, `jekyll`, `iso`, `quoted`, `minutes`; `name` for a date in the name of the file alone."""
    bodies: Shares
    """`english`, `korean`: Markdown; `english-page`, `korean-page`: HTML; `korean-page-in-md`."""
    kilobytes: Quantiles
    features: Shares
    """What a body has at all, if it is long enough for all that it has: `heading`, `list`, `code`, `table`,
    `quotation`, `footnote`, `link`, `reference`, `emphasis`, `styles`."""
    pictures: float
    most_pictures: int
    forms: Shares
    """Of pictures in Markdown: `inline`, `reference`, `img`, `lazy`, `srcset`; in HTML the last three."""


def happens(share: float, rng: random.Random) -> bool:
    """Draw whether something is the case that is so in this share of cases."""
    return rng.random() < share


def pick(shares: Shares, rng: random.Random) -> str:
    """Choose one of the alternatives."""
    return rng.choices([*shares], [*shares.values()])[0]


def between(quantiles: Quantiles, rng: random.Random) -> float:
    """Draw a number of a distribution of which some quantiles are known."""
    at = rng.random()
    for (low, least), (high, most) in pairwise(quantiles):
        if at <= high:
            return least * math.pow(most / least, (at - low) / (high - low))
    return quantiles[-1][1]


FIRST: Final = Weights(
    toml=0.1,
    titles={"plain": 35, "double": 55, "single": 10},
    summary=0.45,
    summaries={"plain": 30, "double": 30, "single": 8, "folded": 20, "stripped": 5, "literal": 7},
    twice=0.2,
    lists={"flow": 45, "block": 45, "text": 10},
    tags=0.6,
    author=0.6,
    image={"none": 66, "text": 22, "map": 8, "list": 4},
    updated=0.1,
    comment=0.04,
    others=0.3,
    dates={"day": 20, "jekyll": 20, "iso": 20, "quoted": 5, "minutes": 5, "name": 30},
    bodies={"english": 45, "korean": 25, "english-page": 7, "korean-page": 15, "korean-page-in-md": 8},
    kilobytes=((0, 0.3), (0.05, 0.5), (0.25, 1.5), (0.5, 3.3), (0.75, 6.8), (0.95, 16), (0.99, 35), (1, 60)),
    features={
        "heading": 0.75,
        "list": 0.6,
        "code": 0.4,
        "table": 0.12,
        "quotation": 0.3,
        "footnote": 0.06,
        "link": 0.75,
        "reference": 0.14,
        "emphasis": 0.6,
        "styles": 0.5,
    },
    pictures=0.3,
    most_pictures=8,
    forms={"inline": 62, "reference": 8, "img": 22, "lazy": 4, "srcset": 4},
)

SECOND: Final = Weights(
    toml=0.25,
    titles={"plain": 60, "double": 15, "single": 25},
    summary=0.7,
    summaries={"plain": 15, "double": 20, "single": 15, "folded": 15, "stripped": 15, "literal": 20},
    twice=0.05,
    lists={"flow": 25, "block": 60, "text": 15},
    tags=0.9,
    author=0.3,
    image={"none": 40, "text": 25, "map": 20, "list": 15},
    updated=0.35,
    comment=0.12,
    others=0.1,
    dates={"day": 10, "jekyll": 35, "iso": 25, "quoted": 15, "minutes": 10, "name": 5},
    bodies={"english": 30, "korean": 15, "english-page": 20, "korean-page": 15, "korean-page-in-md": 20},
    kilobytes=((0, 0.3), (0.1, 0.5), (0.3, 1.2), (0.6, 4), (0.8, 8.5), (0.95, 18), (0.99, 30), (1, 60)),
    features={
        "heading": 0.7,
        "list": 0.6,
        "code": 0.15,
        "table": 0.25,
        "quotation": 0.3,
        "footnote": 0.12,
        "link": 0.9,
        "reference": 0.3,
        "emphasis": 0.8,
        "styles": 0.8,
    },
    pictures=0.55,
    most_pictures=5,
    forms={"inline": 35, "reference": 20, "img": 20, "lazy": 12, "srcset": 13},
)
