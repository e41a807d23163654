"""Feeds as generators write them, by templates of theirs, with ids of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a generator knows of a post."""

    id: str
    url: str
    title: str
    date: datetime
    text: str


def moment(date: str) -> datetime:
    return datetime.fromisoformat(date).replace(tzinfo=UTC)


def atom(home: str, path: str, entries: Iterable[Entry]) -> str:
    """Return the feed as jekyll-feed, Zola, Pelican and Eleventy make it: ids, links, the whole text."""
    body = "".join(
        f'<entry><title type="html">{escape(one.title)}</title><link href="{one.url}" rel="alternate" '
        f'type="text/html"/><published>{one.date.isoformat()}</published><updated>{one.date.isoformat()}</updated>'
        f'<id>{one.id}</id><content type="html" xml:base="{one.url}">&lt;p&gt;{escape(one.text)}&lt;/p&gt;</content>'
        "<author><name>Ada</name></author></entry>"
        for one in _newest_first(entries)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Woods</title>'
        f'<link href="{home}{path}" rel="self" type="application/atom+xml"/><link href="{home}" rel="alternate"/>'
        f"<updated>2026-01-01T00:00:00+00:00</updated><id>{home}{path}</id>{body}</feed>\n"
    )


def rss(home: str, path: str, entries: Iterable[Entry]) -> str:
    """Return the feed as Hugo makes it: the guid is an address."""
    body = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.url}</link><pubDate>{format_datetime(one.date)}</pubDate>"
        f"<guid>{one.id}</guid><description>{escape(one.text)}</description></item>"
        for one in _newest_first(entries)
    )
    return (
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Woods</title>'
        f"<link>{home}</link><description>Recent content on Woods</description><language>en</language>"
        f'<atom:link href="{home}{path}" rel="self" type="application/rss+xml"/>{body}</channel></rss>\n'
    )


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: one.date, reverse=True)
