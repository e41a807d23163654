"""Pages of a built site, and what is made of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedpub import config
from feedpub.collect.record import Named, Record
from feedpub.collect.settings import settings_for
from feedpub.model.options import ContentOptions, SiteOptions
from feedpub.sites import collect
from feedpub.sites.html import reading
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect import Collected
    from feedpub.model.records import Post

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://example.com/"


def page(head: str = "", body: str = "", lang: str = "en") -> str:
    """Return a page; `head` and `body` are what stands in these."""
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def dated(body: str = "<p>Text.</p>", head: str = "", title: str = "Hello", date: str = "2024-06-21T10:00:00Z") -> str:
    """Return a page with a date of publication."""
    og = f'<meta property="article:published_time" content="{date}"><meta property="og:title" content="{title}">'
    return page(og + head, f"<main><article><h1>{title}</h1>{body}</article></main>")


def rules_of(**rules: object) -> reading.BuiltSiteRules:
    """Return the rules that pages are read by."""
    return reading.BuiltSiteRules(**rules)  # type: ignore[arg-type]  # any field of the rules


def record(html: str | bytes, path: str = "a/index.html", **rules: object) -> Record | None:
    """Return the record of a page."""
    settings = settings_for(
        ContentOptions(),
        SiteOptions(url=URL, language="en"),
        dialect="html",
        extra=rules_of(**rules),
    )
    data = html if isinstance(html, bytes) else html.encode()
    return reading.parse(data, Named(source=f"_site/{path}", path=path), settings)


def post(html: str | bytes, path: str = "a/index.html", **rules: object) -> Post:
    """Return the post of a page that has one."""
    found = record(html, path, **rules)
    assert found is not None
    assert found.post is not None
    return found.post


def body(html: str, path: str = "a/index.html", **rules: object) -> str:
    """Return the text of a page."""
    return reading.body(html.encode(), path, post(html, path, **rules), URL, rules_of(**rules))


def site(folder: Path, files: dict[str, str | bytes], **overrides: str) -> Collected:
    """Return what is collected of a built site in `_site`."""
    write(folder / "_site", files)
    options = config.load(folder, {"built.folder": "_site", **{k.replace("__", "."): v for k, v in overrides.items()}})
    return collect(folder, options.content, options.site, now=NOW, built=options.built)
