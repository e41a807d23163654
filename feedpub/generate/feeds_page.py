"""A page that leads visitors to the feeds of a site: what a feed is, addresses, the newest posts, the feeds of terms.

It needs no script and fetches nothing but what its site names. Of posts it shows titles and dates alone, never texts,
so that a build in which only texts have changed leaves it as it is. Its class names are documented
(docs/how-to/show-your-feeds.md): sites have style sheets for them. Pure.
"""

from __future__ import annotations

import pkgutil
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.generate.opml import current, group_of, is_of_its_own
from feedpub.generate.phrases import CATALOGUE, Phrases, format_name, phrases_in, written_day
from feedpub.model.records import Document, Kind, Taxonomy
from feedpub.text import dates
from feedpub.text.markup import element, html_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from feedpub.model.records import Feed, FeedSpec, Item
    from feedpub.model.site import Site
    from feedpub.text.markup import Node

_NEWEST: Final = 5
"""Posts that are shown."""


class FeedsPage(Struct, frozen=True, kw_only=True):
    """Where the page is, and what it needs to know besides the feeds."""

    path: str
    site: Site
    zone: tzinfo
    """In which the days of posts are written."""
    opml: str = ""
    """URL of the file with all feeds; empty for none."""
    stylesheet: str = ""
    """URL of the style sheet of the site; empty for ours, which is then part of the page."""


def generate(feeds: Sequence[Feed], page: FeedsPage) -> Document:
    """Return the page. `feeds` are those that are published, at least one, in the order of the selection."""
    phrases = phrases_in(page.site.language)
    root = element("html", _head(feeds, page, phrases), _body(feeds, page, phrases), lang=_language(page, phrases))
    return Document(path=page.path, kind=Kind.UNKNOWN, data=html_document(root) + b"\n")


def _language(page: FeedsPage, phrases: Phrases) -> str:
    """Return the language of our own words: that of the site to the letter, where it is one that we know."""
    tag = page.site.language
    return tag if tag.lower().partition("-")[0] == phrases.language else phrases.language


def _head(feeds: Sequence[Feed], page: FeedsPage, phrases: Phrases) -> Node:
    site = page.site
    of_site = next((feed.spec for feed in feeds if feed.spec.term is None), None)
    alternates = of_site.urls.items() if of_site else ()
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="generator", content="feedpub"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", phrases.title.format(site=site.title)),
        element("link", rel="icon", href=site.icon) if site.icon else None,
        (
            element("link", rel="alternate", type=form.media_type, title=site.title, href=url)
            for form, url in alternates
        ),
        element("link", rel="stylesheet", href=page.stylesheet) if page.stylesheet else element("style", f"\n{_css()}"),
    )


def _css() -> str:
    # Not importlib.resources, which loads tempfile, zipfile and more.
    data = pkgutil.get_data(__package__, "feeds_page.css")
    assert data is not None, "installed with the package"  # noqa: S101 - for the type checker
    return data.decode()


def _body(feeds: Sequence[Feed], page: FeedsPage, phrases: Phrases) -> Node:
    site = page.site
    of_site = next((feed for feed in feeds if feed.spec.term is None), None)
    others = [spec for spec in current(feeds) if spec.term is not None]
    return element(
        "body",
        element(
            "header", element("p", _of_site(element("a", site.title, href=site.url), page)), class_="feedpub-header"
        ),
        element(
            "main",
            element("h1", phrases.title.format(site=site.title), dir="auto"),
            element("div", element("p", phrases.what), element("p", phrases.how), class_="feedpub-what"),
            _of_whole_site(of_site, page, phrases) if of_site else None,
            _of_terms(others, page, phrases),
            _of_all(page, phrases) if page.opml else None,
        ),
        class_="feedpub",
    )


def _of_whole_site(feed: Feed, page: FeedsPage, phrases: Phrases) -> Node:
    return element(
        "section",
        _of_site(element("h2", feed.spec.title, id="feed", dir="auto"), page),
        _addresses(feed.spec, phrases),
        element("h3", phrases.newest, id="newest"),
        element(
            "ul",
            (_item(item, page, phrases) for item in feed.items[:_NEWEST]),
            class_="feedpub-items",
            aria_labelledby="newest",
        ),
        class_="feedpub-feed",
        aria_labelledby="feed",
    )


def _of_site(node: Node, page: FeedsPage, language: str = "") -> Node:
    """Return an element with words of the site, which says their language where ours are in another."""
    language = language or page.site.language
    if language and language != _language(page, phrases_in(page.site.language)):
        node.set("lang", language)
    return node


def _addresses(spec: FeedSpec, phrases: Phrases) -> Node:
    return element(
        "ul",
        (
            element(
                "li",
                element("a", format_name(form), href=url, type=form.media_type),
                " ",
                element("code", url, class_="feedpub-address"),
            )
            for form, url in spec.urls.items()
        ),
        class_="feedpub-addresses",
        aria_label=phrases.addresses.format(feed=_name_of(spec)),
    )


def _item(item: Item, page: FeedsPage, phrases: Phrases) -> Node:
    link = element("a", item.post.title, href=item.post.url, dir="auto")
    day = item.date.astimezone(page.zone).date()
    return element(
        "li",
        _of_site(link, page, item.post.language),
        " ",
        element("time", written_day(day, phrases), datetime=dates.rfc3339(item.date)),
    )


def _of_terms(specs: Iterable[FeedSpec], page: FeedsPage, phrases: Phrases) -> Iterator[Node]:
    """Return a section for the terms of each taxonomy, and first those of feeds with a selection of their own."""
    for group, members in groupby(specs, group_of):
        name = group.value if group else "more"
        yield element(
            "section",
            element("h2", phrases.headings[group] if group else phrases.more, id=name),
            element("ul", (_term(spec, page, phrases) for spec in members), class_="feedpub-terms"),
            class_=f"feedpub-{name}",
            aria_labelledby=name,
        )


def _term(spec: FeedSpec, page: FeedsPage, phrases: Phrases) -> Node:
    has_page = spec.home_url and spec.home_url != page.site.url
    name = element("a", _name_of(spec), href=spec.home_url) if has_page else element("span", _name_of(spec))
    name.set("dir", "auto")
    return element("li", element("h3", _of_site(name, page, spec.language)), _addresses(spec, phrases))


def _name_of(spec: FeedSpec) -> str:
    """Return what a feed is of: a language by what it calls itself, where we know."""
    if spec.term is None:
        return spec.title
    if spec.term.taxonomy is Taxonomy.LANGUAGE and not is_of_its_own(spec):
        known = CATALOGUE.get(spec.term.label.lower().partition("-")[0])
        return f"{known.name} ({spec.term.label})" if known else spec.term.label
    return spec.term.label


def _of_all(page: FeedsPage, phrases: Phrases) -> Node:
    name = page.opml.rpartition("/")[2]
    return element(
        "p", phrases.opml, " ", element("a", name, href=page.opml, type="text/x-opml"), class_="feedpub-opml"
    )
