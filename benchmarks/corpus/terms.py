"""The categories of the sites, the first ones far more often than the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random

CATEGORIES: Final = tuple(
    [f"Topic {number}" for number in range(1, 21)] + [f"주제 {number}" for number in range(1, 21)]
)


def chosen(rng: random.Random) -> list[str]:
    """Choose one to three categories; the squared number makes the first ones common."""
    wanted = rng.randint(1, 3)
    return list(dict.fromkeys(CATEGORIES[int(rng.random() ** 2 * len(CATEGORIES))] for _ in range(wanted)))


def numbered(number: int, categories: int) -> list[str]:
    """Return the one category of a post where each of so many has the next post in turn."""
    return [f"Subject {number % categories + 1}"]
