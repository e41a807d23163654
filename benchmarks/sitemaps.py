"""`python -m benchmarks.sitemaps`: how many URLs a second are written into sitemaps, and validated, on one processor.

Posts without pictures, 50,000 URLs a file; validating is that of each file and that of all of them together. Seconds
of CPU, the best of several runs, with the command's own threshold for cyclic garbage. `--kind` times sites of other
addresses and entries.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from msgspec.structs import replace

from benchmarks.measure import best_of
from feedpub import validator
from feedpub.generate import sitemap
from feedpub.generate.listed import listed
from feedpub.model.details import Translation
from feedpub.model.options import SitemapOptions
from feedpub.model.records import Image, Kind, Markup, Post
from feedpub.model.site import Site
from feedpub.validator.sources import bytes_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedpub.model.records import Document

_URL: Final = "https://example.com/"
_SITE: Final = Site(url=_URL, title="Example", description="Example")
_FIRST: Final = datetime(2004, 1, 1, tzinfo=UTC)
_NOW: Final = datetime(2026, 11, 20, tzinfo=UTC)
_UNDATED: Final = 10
_THRESHOLDS: Final = (1_000_000, 20, 100)
"""Those of `feedpub.cli`."""


def posts(number: int, kind: str = "plain") -> list[Post]:
    """Return posts of a kind of site, one every ten minutes."""
    change = KINDS[kind]
    return [change(_post(place), place) for place in range(number)]


def _post(place: int) -> Post:
    return Post(
        source=f"content/{place}.md",
        stem=str(place),
        url=f"{_URL}news/{place:07}/",
        title=f"Post {place}",
        markup=Markup.MARKDOWN,
        body_line=1,
        date=_FIRST + timedelta(minutes=10) * place,
    )


def _as_it_is(post: Post, _place: int) -> Post:
    return post


def _korean(post: Post, place: int) -> Post:
    return replace(post, url=f"{_URL}{quote('소식')}/{place:07}-{quote('서울-의회-예산안-통과')}/")


def _with_picture(post: Post, place: int) -> Post:
    return replace(post, image=Image(url=f"{_URL}pictures/{place:07}.jpg"))


def _some_undated(post: Post, place: int) -> Post:
    return post if place % _UNDATED else replace(post, date=None)


def _translated(post: Post, place: int) -> Post:
    """Return every second post as the translation of the one before it."""
    pair = place - place % 2
    versions = (
        Translation(language="en", url=f"{_URL}news/{pair:07}/"),
        Translation(language="ko", url=f"{_URL}news/{pair + 1:07}/"),
    )
    return replace(post, translations=versions)


KINDS: Final[dict[str, Callable[[Post, int], Post]]] = {
    "plain": _as_it_is,
    "korean": _korean,
    "pictures": _with_picture,
    "undated": _some_undated,
    "translated": _translated,
}
"""`korean`: percent-encoded addresses; `pictures`: one each; `undated`: one page in ten has no date."""


def written(found: Sequence[Post]) -> tuple[Document, ...]:
    """Return the sitemaps of the posts."""
    options = SitemapOptions()
    return sitemap.generate(_SITE, listed(_SITE, found, options), options)


def checked(made: Sequence[Document]) -> None:
    """Validate the files, each for itself and all together. Raises ValueError when one is not as it should be."""
    rules = validator.Ruleset(validator.RULES)
    reports = [
        validator.check(bytes_source(one.path, one.data, _URL + one.path), rules, now=_NOW)
        for one in made
        if one.kind is not Kind.UNKNOWN
    ]
    documents = tuple(report.document for report in reports)
    folder = validator.Folder(documents=documents, base_url=_URL, has_file=lambda _: True)
    for report in validator.check_folder(reports, folder, rules):
        if not report.ok:
            raise ValueError(report.diagnostics[0].text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a line for each of the two and one for both."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sitemaps", description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kind", choices=KINDS, default="plain")
    options = parser.parse_args(arguments)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    gc.set_threshold(*_THRESHOLDS)
    found = posts(options.pages, options.kind)
    made = written(found)
    writing = best_of(options.runs, lambda: written(found), time.process_time)
    checking = best_of(options.runs, lambda: checked(made), time.process_time)
    for what, seconds in (("written", writing), ("validated", checking), ("both", writing + checking)):
        print(f"{what:10} {options.pages / seconds:12,.0f} URLs a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
