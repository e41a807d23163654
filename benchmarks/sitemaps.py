"""`python -m benchmarks.sitemaps`: how many URLs a second are written into sitemaps, and validated, on one processor.

Posts without pictures, 50,000 URLs a file; validating is that of each file and that of all of them together. Seconds
of CPU, the best of several runs.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from benchmarks.measure import best_of
from feedpub import validate
from feedpub.generate import sitemap
from feedpub.model import Kind, Markup, Post, Site
from feedpub.options import SitemapOptions
from feedpub.validate.sources import bytes_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.model import Document

_URL: Final = "https://example.com/"
_SITE: Final = Site(url=_URL, title="Example", description="Example")
_FIRST: Final = datetime(2004, 1, 1, tzinfo=UTC)
_NOW: Final = datetime(2026, 11, 20, tzinfo=UTC)


def posts(number: int) -> list[Post]:
    """Give posts, one every three hours."""
    return [
        Post(
            source=f"content/{place}.md",
            stem=str(place),
            url=f"{_URL}news/{place:07}/",
            title=f"Post {place}",
            markup=Markup.MARKDOWN,
            body_line=1,
            date=_FIRST + timedelta(minutes=10) * place,
        )
        for place in range(number)
    ]


def written(found: Sequence[Post]) -> tuple[Document, ...]:
    """Give the sitemaps of the posts."""
    return sitemap.generate(_SITE, found, SitemapOptions())


def checked(made: Sequence[Document]) -> None:
    """Validate the files, each for itself and all together. Raises ValueError when one is not as it should be."""
    rules = validate.Ruleset(validate.RULES)
    reports = [
        validate.check(bytes_source(one.path, one.data, _URL + one.path), rules, now=_NOW)
        for one in made
        if one.kind is not Kind.UNKNOWN
    ]
    documents = tuple(report.document for report in reports)
    folder = validate.Folder(documents=documents, base_url=_URL, has_file=lambda _: True)
    for report in validate.check_folder(reports, folder, rules):
        if not report.valid:
            raise ValueError(report.diagnostics[0].text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a line for each of the two and one for both."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sitemaps", description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    found = posts(options.pages)
    made = written(found)
    writing = best_of(options.runs, lambda: written(found), time.process_time)
    checking = best_of(options.runs, lambda: checked(made), time.process_time)
    for what, seconds in (("written", writing), ("validated", checking), ("both", writing + checking)):
        print(f"{what:10} {options.pages / seconds:12,.0f} URLs a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
