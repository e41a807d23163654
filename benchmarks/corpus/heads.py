"""Front matter, in YAML and TOML, in the styles in which people and their tools write it."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.corpus.weights import happens, pick

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from benchmarks.corpus.weights import Weights

_UNSAFE: Final = re.compile(r"""[:#] |[:#]$| #|^[-\[\]{}&*!|>'"%@`#,?:=.—…\d]|\\""")
"""What a plain scalar must not hold, and what might make something else of it than text."""
_DATES: Final = {
    "day": "%Y-%m-%d",
    "jekyll": "%Y-%m-%d %H:%M:%S +0900",
    "iso": "%Y-%m-%dT%H:%M:%S+09:00",
    "quoted": '"%Y-%m-%dT%H:%M:%S+09:00"',
    "minutes": "%Y-%m-%d %H:%M:00",
}
_OTHERS: Final = {"layout": "post", "draft": "false", "comments": "true", "toc": "true"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a post says of itself; None and empty for what it does not say."""

    title: str
    when: datetime
    updated: datetime | None
    categories: Sequence[str]
    tags: Sequence[str]
    authors: Sequence[str]
    summary: Sequence[str]
    """Sentences."""
    image: str


def written(facts: Facts, weights: Weights, rng: random.Random) -> str:
    """Return the front matter of a post, with the lines around it."""
    if happens(weights.toml, rng):
        return "\n".join(("+++", *_toml(facts, weights, rng), "+++", ""))
    return "\n".join(("---", *_yaml(facts, weights, rng), "---", ""))


def _yaml(facts: Facts, weights: Weights, rng: random.Random) -> Iterator[str]:
    style = pick(weights.titles, rng)
    is_commented = happens(weights.comment, rng)
    for key, value in _others(weights, rng):
        yield f"{key}: {value}{' # as the theme wants it' if is_commented else ''}"
    if is_commented:
        yield "# what readers see"
    yield f"title: {_scalar(facts.title, style)}"
    date = pick(weights.dates, rng)
    if date != "name":
        yield f"date: {facts.when.strftime(_DATES[date])}"
    if facts.updated:
        yield f"{rng.choice(('last_modified_at', 'lastmod', 'updated'))}: {facts.updated.strftime(_DATES['iso'])}"
    yield from _list("categories", facts.categories, pick(weights.lists, rng), style)
    if facts.tags:
        yield from _list("tags", facts.tags, pick({**weights.lists, "text": 0}, rng), style)
    if len(facts.authors) == 1:
        yield f"author: {_scalar(facts.authors[0], style)}"
    elif facts.authors:
        yield from _list("authors", facts.authors, "block", style)
    if facts.image:
        yield from _image(facts.image, pick({**weights.image, "none": 0}, rng), style)
    if facts.summary:
        yield from _summary(facts.summary, weights, rng)


def _others(weights: Weights, rng: random.Random) -> Iterator[tuple[str, str]]:
    return ((key, value) for key, value in _OTHERS.items() if happens(weights.others, rng))


def _scalar(text: str, style: str) -> str:
    if style == "single":
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False) if style == "double" or _UNSAFE.search(text) else text


def _list(key: str, values: Sequence[str], form: str, style: str) -> Iterator[str]:
    if form == "text" and len(values) == 1 and values[0].isalpha():
        yield f"{key}: {values[0]}"
    elif form == "block":
        yield f"{key}:"
        yield from (f"  - {_scalar(value, style)}" for value in values)
    else:
        yield f"{key}: [{', '.join(_scalar(value, style) for value in values)}]"


def _image(image: str, form: str, style: str) -> Iterator[str]:
    if form == "map":
        yield from ("header:", f"  image: {_scalar(image, style)}", "  teaser: /assets/teaser.png")
    elif form == "list":
        yield from ("images:", f"  - {_scalar(image, style)}")
    else:
        yield f"image: {_scalar(image, style)}"


def _summary(sentences: Sequence[str], weights: Weights, rng: random.Random) -> Iterator[str]:
    style = pick(weights.summaries, rng)
    keys = ("excerpt", "feature_text") if happens(weights.twice, rng) else (rng.choice(("description", "excerpt")),)
    for key in keys:
        yield from _block(key, sentences, style)


def _block(key: str, sentences: Sequence[str], style: str) -> Iterator[str]:
    if style == "literal":
        yield from (f"{key}: |", *(f"  {each}" for each in sentences))
    elif style in {"folded", "stripped"}:
        lines = textwrap.wrap(" ".join(sentences), 80, break_on_hyphens=False)
        yield from (f"{key}: {'>' if style == 'folded' else '>-'}", *(f"  {line}" for line in lines))
    else:
        yield f"{key}: {_scalar(' '.join(sentences), style)}"


def _toml(facts: Facts, weights: Weights, rng: random.Random) -> Iterator[str]:
    yield f"title = {_toml_text(facts.title)}"
    yield f"date = {facts.when.strftime(_DATES[rng.choice(('day', 'iso'))])}"
    if facts.updated:
        yield f"updated = {facts.updated.strftime(_DATES['iso'])}"
    for key, values in (("categories", facts.categories), ("tags", facts.tags), ("authors", facts.authors)):
        if values:
            yield f"{key} = [{', '.join(map(_toml_text, values))}]"
    if facts.summary:
        yield f"description = {_toml_text(' '.join(facts.summary))}"
    if happens(weights.comment, rng):
        yield "# what the theme wants"
    if facts.image:
        yield from ("[extra]", f"image = {_toml_text(facts.image)}")


def _toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
