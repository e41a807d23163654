"""A site in a folder, and what the rules say of its feeds and sitemaps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from feedpub.validator import RULES, Ruleset
from feedpub.validator.check import check, check_files
from feedpub.validator.sources import Location, file_source, files_in
from tests.validator.corpus import BASE_URL, NOW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from feedpub.validator.check import Report


@cache
def _rules() -> Ruleset:
    return Ruleset(RULES)


def put(root: Path, files: Mapping[str, str]) -> None:
    """Write the files of a site; one without text is a page."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text or "<!DOCTYPE html><title>A page</title>", "utf-8")


def said(root: Path, rule: str, base_url: str = BASE_URL) -> list[str]:
    """Return what a rule says of the documents of a site, each with its line."""
    reports = check_files(files_in(root), Location(root=root, base_url=base_url), _rules(), now=NOW)
    return _said(reports, rule)


def said_of_one(root: Path, path: str, rule: str) -> list[str]:
    """Return what a rule says of one document of a site, that is checked alone."""
    source = file_source(root / path, Location(root=root, base_url=BASE_URL))
    return _said((check(source, _rules(), now=NOW),), rule)


def _said(reports: tuple[Report, ...], rule: str) -> list[str]:
    found = [one for report in reports for one in report.diagnostics]
    assert not [one for one in found if one.code == "internal/crash"]
    return [f"{one.where.line}: {one.text}" for one in found if one.code == rule for _ in range(one.count)]


def rss(inside: str, head: str = "") -> str:
    """Return a feed of RSS with an item, which is in line 2."""
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
        ' xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>News</title>'
        f"<link>https://example.com/</link>{head}\n<item><title>One</title>{inside}</item></channel></rss>"
    )


def atom(inside: str) -> str:
    """Return a feed of Atom with an entry, which is in line 2."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>\n<entry>{inside}</entry></feed>'


def sitemap(*entries: str) -> str:
    """Return a sitemap with one entry a line, from line 2 on."""
    urls = "\n".join(f"<url>{entry}</url>" for entry in entries)
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n{urls}\n</urlset>'
    )
