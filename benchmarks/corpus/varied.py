"""Posts as people write them: each in one of many ways, drawn by weights."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from benchmarks.corpus import heads, terms
from benchmarks.corpus.bodies import Markdown, Page
from benchmarks.corpus.weights import between, happens, pick
from benchmarks.corpus.words import Words

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from datetime import datetime

    from benchmarks.corpus.weights import Weights

_ENDINGS: Final = {"korean-page": ".html", "english-page": ".html"}
_KILO: Final = 1000


class Varied:
    """Makes posts of a family; with `categories`, each stands in one of so many, in turn."""

    def __init__(self, weights: Weights, seed: int, categories: int = 0) -> None:
        self.weights = weights
        self._categories = categories
        self._korean, self._english = Words(seed, korean=True), Words(seed, korean=False)

    def __call__(self, number: int, when: datetime, rng: random.Random) -> tuple[str, str]:
        """Return the name and the text of a post."""
        body = pick(self.weights.bodies, rng)
        words = self._korean if body.startswith("korean") else self._english
        writer = (Page if "page" in body else Markdown)(words=words, weights=self.weights, rng=rng)
        found = terms.numbered(number, self._categories) if self._categories else terms.chosen(rng)
        head = heads.written(self._facts(words, found, writer.image(), when, rng), self.weights, rng)
        text = writer.text(int(between(self.weights.kilobytes, rng) * _KILO))
        slug = "-".join((self._korean if happens(0.1, rng) else self._english).names(3, rng))
        return f"{when:%Y-%m-%d}-{slug}-{number}{_ENDINGS.get(body, '.md')}", f"{head}\n{text}\n"

    def _facts(
        self, words: Words, categories: Sequence[str], image: str, when: datetime, rng: random.Random
    ) -> heads.Facts:
        weights = self.weights
        return heads.Facts(
            title=words.title(rng),
            when=when,
            updated=when + timedelta(days=rng.randint(1, 900)) if happens(weights.updated, rng) else None,
            categories=categories,
            tags=words.names(rng.randint(1, 6), rng) if happens(weights.tags, rng) else (),
            authors=self._authors(rng) if happens(weights.author, rng) else (),
            summary=words.sentences(rng.randint(60, 400), rng) if happens(weights.summary, rng) else (),
            image="" if pick(weights.image, rng) == "none" else image,
        )

    def _authors(self, rng: random.Random) -> list[str]:
        people = self._english.names(12, rng)
        return [f"{people[0].title()} {people[1].title()}"] if happens(0.85, rng) else [*people[:2]]
