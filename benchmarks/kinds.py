"""`python -m benchmarks.kinds`: what a post costs feedpub, by the way in which it is written.

Each kind has sites of its own, two sizes of each: what the greater takes more than the smaller is the cost of the posts
that it has more, without all that any build costs. Seconds of CPU of cold builds. `read` is the cost of a post that
stands in no feed but in the sitemap; `published` that of one in the feeds of its category, in three formats, validated.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks import corpus, generators
from benchmarks.corpus import varied, weights
from benchmarks.measure import cost_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.corpus.weights import Quantiles, Weights

_ALIKE: Final = ((0.0, 4.0), (1.0, 4.0))
"""All kinds but those of length have as many kilobytes, so that the way of writing is what differs."""
_PLAIN: Final = replace(
    weights.FIRST,
    toml=0,
    titles={"double": 1},
    summary=1,
    summaries={"double": 1},
    twice=0,
    lists={"block": 1},
    tags=1,
    author=1,
    image={"none": 1},
    updated=0,
    comment=0,
    others=0,
    dates={"jekyll": 1},
    bodies={"english": 1},
    kilobytes=_ALIKE,
    features={},
    pictures=0,
)
_NO_CATEGORIES: Final = "\n[feeds.categories]\nenabled = false\n"


def _with(*features: str, body: str = "english", kilobytes: Quantiles = _ALIKE) -> Weights:
    return replace(_PLAIN, features=dict.fromkeys(features, 1.0), bodies={body: 1}, kilobytes=kilobytes)


def _pictures(form: str, body: str = "english") -> Weights:
    return replace(_PLAIN, pictures=1, forms={form: 1}, bodies={body: 1})


def _long(kilobytes: float) -> Weights:
    return _with("link", "emphasis", kilobytes=((0.0, kilobytes), (1.0, kilobytes)))


KINDS: Final[Mapping[str, Weights]] = {
    "front matter: quoted": _PLAIN,
    "front matter: plain text": replace(_PLAIN, titles={"plain": 1}, summaries={"plain": 1}),
    "front matter: single quotes": replace(_PLAIN, titles={"single": 1}, summaries={"single": 1}),
    "front matter: folded summary": replace(_PLAIN, summaries={"folded": 1}),
    "front matter: literal summary": replace(_PLAIN, summaries={"literal": 1}),
    "front matter: summary said twice": replace(_PLAIN, twice=1),
    "front matter: flow lists": replace(_PLAIN, lists={"flow": 1}),
    "front matter: comments": replace(_PLAIN, comment=1, others=1),
    "front matter: picture": replace(_PLAIN, image={"text": 1}),
    "front matter: map with picture": replace(_PLAIN, image={"map": 1}),
    "front matter: updated": replace(_PLAIN, updated=1),
    "front matter: date in the name": replace(_PLAIN, dates={"name": 1}),
    "front matter: TOML": replace(_PLAIN, toml=1),
    "Markdown: links, emphasis": _with("link", "emphasis"),
    "Markdown: headings, lists": _with("heading", "list"),
    "Markdown: code": _with("code"),
    "Markdown: tables": _with("table"),
    "Markdown: footnotes": _with("footnote"),
    "Markdown: reference links": _with("reference"),
    "Markdown: Korean": _with("link", "emphasis", body="korean"),
    "pictures: inline": _pictures("inline"),
    "pictures: reference": _pictures("reference"),
    "pictures: img in Markdown": _pictures("img"),
    "pictures: img in HTML": _pictures("img", "english-page"),
    "pictures: lazy": _pictures("lazy", "english-page"),
    "pictures: srcset": _pictures("srcset", "english-page"),
    "HTML": _with("link", "emphasis", "heading", "list", body="english-page"),
    "HTML: Korean, styles, tables": _with("styles", "table", "link", "emphasis", body="korean-page"),
    "HTML: the same in .md": _with("styles", "table", "link", "emphasis", body="korean-page-in-md"),
    "length: 0.5 KB": _long(0.5),
    "length: 15 KB": _long(15),
    "length: 60 KB": _long(60),
}


class Figure(NamedTuple):
    """What a post of a kind costs, in milliseconds."""

    kind: str
    read: float
    published: float


def measured(kind: str, posts: int, runs: int, work: Path) -> Figure:
    """Build sites of a kind, in turn, and return what one post costs."""
    generator = generators.feedpub()
    sizes = {False: (posts // 4, posts * 2), True: (posts // 4, posts)}
    found: dict[bool, float] = {}
    for is_published, two in sizes.items():
        folders = [work / f"{is_published}-{size}" for size in two]
        for folder, size in zip(folders, two, strict=True):
            _prepare(folder, size, kind, is_published=is_published)
        pairs = []
        for _ in range(runs):
            costs = []
            for folder in folders:
                generator.forget(folder)
                costs.append(cost_of(generator.command, folder).cpu)
            pairs.append((costs[1] - costs[0]) / (two[1] - two[0]))
        found[is_published] = 1000 * median(pairs)
    return Figure(kind, found[False], found[True])


def _prepare(folder: Path, posts: int, kind: str, *, is_published: bool) -> None:
    source = folder.with_name(f"{folder.name}-corpus")
    corpus.write(source, posts, varied.Varied(KINDS[kind], seed=1, categories=posts // 20 if is_published else 1))
    generators.feedpub().prepare(folder, source / "content")
    if not is_published:
        with (folder / "feedpub.toml").open("a", encoding="utf-8") as file:
            file.write(_NO_CATEGORIES)


def lines(figures: Sequence[Figure]) -> Iterable[str]:
    """Return the table, dearest first, with what each costs of the cheapest; lengths are told apart."""
    alike = [figure for figure in figures if not figure.kind.startswith("length")] or figures
    read, published = min(each.read for each in alike), min(each.published for each in alike)
    yield "| kind | read, ms | of the cheapest | published, ms | of the cheapest |"
    yield "|---|---:|---:|---:|---:|"
    for each in sorted(figures, key=lambda figure: -figure.published):
        yield (
            f"| {each.kind} | {each.read:.3f} | {each.read / read:.1f} "
            f"| {each.published:.2f} | {each.published / published:.1f} |"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every kind, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kinds", description=__doc__)
    parser.add_argument("--posts", type=int, default=800, help="posts of the greater site; twice that where only read")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[""], help="beginnings of the names of kinds")
    options = parser.parse_args(arguments)
    figures = []
    for kind in KINDS:
        if kind.startswith(tuple(options.only)):
            with tempfile.TemporaryDirectory(prefix="feedpub-bench-") as work:
                figures.append(measured(kind, options.posts, options.runs, Path(work)))
            print(f"{figures[-1].kind}: {figures[-1].published:.2f} ms", file=sys.stderr, flush=True)
    print("\n".join(lines(figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
