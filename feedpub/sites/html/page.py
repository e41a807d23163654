"""What a page says of itself, from its text alone: whether it is one, what it is called, which article it holds.

Order of sources: JSON-LD, Open Graph and other `meta`, microdata, h-entry, `time`. A source that is about a list,
or about another page, is not asked.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect.terms import as_language
from feedpub.content import head as heads
from feedpub.model.details import Translation
from feedpub.model.records import Author
from feedpub.sites.html import address, content, jsonld, marked, tree, visible, words
from feedpub.sites.html.facts import PageFacts, by_commas, listed, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_NOINDEX = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*+(\d++(?:\.\d*+)?|\.\d++)\s*+[;,]?\s*+(?:url\s*+=\s*+)?[\"']?\s*+([^\s\"']++)", re.IGNORECASE
)
_LONGEST_TITLE = 2000
"""Characters of a title up to which the name of the site is looked for in it."""
_AT_ONCE = 15
"""Seconds after which a page that goes on to another one has been read."""
_PARTED = re.compile(r"(?:(?<!\s)\s++|\A)[|\-–—·•»«:/~]+(?:\s++|\Z)|(?:(?<!\s)\s++)?[|•»«]\s*+|:\s++")
_DATES = (
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "article.published",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "datepublished",
)
_CHANGES = ("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified", "datemodified")
_NO_ARTICLE = ("website", "blog", "profile")


class HtmlPage(Struct, frozen=True, kw_only=True, dict=True):
    """One page, and its address by its path. Not slotted: what is found is kept."""

    text: str
    url: str
    is_home: bool = False

    @cached_property
    def head(self) -> heads.Head:
        """The tags of its head."""
        return heads.read(self.text)

    @cached_property
    def root(self) -> _Element | None:
        """Its tree; `content.html` uses it up."""
        return tree.parse(self.text)

    @cached_property
    def base(self) -> str:
        """What its addresses are resolved against."""
        if "<base" not in self.text and "<BASE" not in self.text:
            return self.url
        written = next((tag.values["href"] for tag in self.head.named("base") if tag.values.get("href")), "")
        return address.absolute(self.url, written) or self.url

    @cached_property
    def canonical(self) -> str:
        """The absolute address that its canonical link names; empty without one."""
        link = next(self.head.links("canonical"), None)
        return address.absolute(self.base, link["href"].strip()) if link else ""

    @property
    def og_url(self) -> str:
        """The address that Open Graph names; empty without one."""
        return address.absolute(self.base, self.head.meta("og:url"))

    @property
    def is_noindex(self) -> bool:
        """Whether search engines are asked not to list it."""
        return any(_NOINDEX.search(content) for content in self.head.metas("robots", "googlebot"))

    @property
    def refresh(self) -> str:
        """The address to which it sends its visitors at once; empty when it does not."""
        match = _REFRESH.match(self.head.meta("refresh"))
        return address.absolute(self.base, unescape(match[2])) if match and float(match[1]) <= _AT_ONCE else ""

    @property
    def site_name(self) -> str:
        """What Open Graph calls the site."""
        return self.head.meta("og:site_name")

    @property
    def full_title(self) -> str:
        """What its `title` element says."""
        return next((" ".join(unescape(tag.inside).split()) for tag in self.head.named("title")), "")

    @cached_property
    def heading(self) -> str:
        """Its first heading, that of its article before any other; empty without one."""
        if self.root is None:
            return ""
        around = content.article(self.root)
        first = next((self.root if around is None else around).iter("h1"), None)
        return tree.words(first) if first is not None else ""

    def is_titled(self, title: str) -> bool:
        """Return whether its title or first heading has the words of a title; also where it has neither."""
        shown = [words.in_text(each) for each in (self.full_title, self.heading) if each]
        return not shown or any(set(words.in_text(title)) <= set(each) for each in shown)

    @property
    def language(self) -> str:
        """The language that its root element, or else a `meta`, tells; empty for none."""
        html = next((tag.values for tag in self.head.named("html")), {})
        return as_language(html.get("lang") or html.get("xml:lang") or self.head.meta("content-language"))

    @property
    def translations(self) -> tuple[Translation, ...]:
        """The versions in other languages that it links."""
        found: dict[str, Translation] = {}
        for link in self.head.links("alternate"):
            written = link.get("hreflang", "").strip()
            tag = "x-default" if written.lower() == "x-default" else as_language(written)
            if tag and (url := address.absolute(self.base, link["href"].strip())):
                found.setdefault(tag.lower(), Translation(language=tag, url=url))
        return tuple(found.values())

    def title(self, facts: PageFacts, names: tuple[str, ...]) -> str:
        """Return its title without the name of the site (`names`) at the end; empty when it has none."""
        names = listed((*names, self.site_name))
        told = _without_site(facts.title or self.head.meta("og:title"), "", names)
        shown = _without_site(self.full_title, self.heading, names)
        of_site = {name.casefold() for name in names} if not self.is_home else set()
        return next((each for each in (told, shown, self.heading) if each and each.casefold() not in of_site), "")

    def facts(self) -> PageFacts:
        """Return what is said of its article; without a date when it is no article."""
        found = together(self._sources())
        return replace(found, published="") if self.is_home else found

    def visible_date(self) -> str:
        """Return the date that it shows to people; empty for none, and for the home page and lists."""
        if self.is_home or self.head.meta("og:type").lower() in _NO_ARTICLE:
            return ""
        around = content.article(self.root) if self.root is not None else None
        return (
            ""
            if around is not None and marked.leads_elsewhere(around, self._is_here)
            else visible.date(self.root, around, self.url)
        )

    def _sources(self) -> Iterator[PageFacts]:
        is_list = self.head.meta("og:type").lower() in _NO_ARTICLE
        root = self.root
        if root is not None:
            yield jsonld.facts(tree.scripts(root), self._is_here)
        yield self._open_graph(has_date=not is_list)
        if root is not None:
            if "itemscope" in self.text:
                yield marked.microdata(root, self._is_here)
            if any(sign in self.text for sign in ("h-entry", "hentry", "pubdate")):
                yield marked.entry(root, self._is_here)
        yield self._metas(has_date=not is_list)
        around = content.article(root) if root is not None else None
        if around is not None and not is_list:
            yield marked.shown(around, self._is_here)
            yield PageFacts(tags=marked.tags(around))

    def _is_here(self, reference: str) -> bool:
        url = address.absolute(self.base, reference)
        return address.key(url) in {address.key(self.url), address.key(self.canonical or self.url)}

    def _open_graph(self, *, has_date: bool) -> PageFacts:
        head = self.head
        return PageFacts(
            published=head.meta("article:published_time") if has_date else "",
            updated=head.meta(*_CHANGES),
            description=head.meta("og:description"),
            image=head.meta("og:image", "og:image:url", "og:image:secure_url"),
            image_alt=head.meta("og:image:alt"),
            authors=_authors(head.metas("article:author")),
            sections=listed(head.metas("article:section")),
            tags=listed(head.metas("article:tag")),
        )

    def _metas(self, *, has_date: bool) -> PageFacts:
        head = self.head
        return PageFacts(
            published=head.meta(*_DATES) if has_date else "",
            description=head.meta("description", "twitter:description", "dc.description", "dcterms.abstract"),
            image=head.meta("twitter:image", "twitter:image:src"),
            image_alt=head.meta("twitter:image:alt"),
            authors=_authors(head.metas("author", "dc.creator", "dcterms.creator")),
            tags=listed(tag for each in head.metas("keywords") for tag in by_commas(each)),
        )


def _authors(names: Iterator[str]) -> tuple[Author, ...]:
    """Return the authors that are named, not linked."""
    return tuple(Author(name=name) for name in listed(names) if "://" not in name and not name.startswith("/"))


def _without_site(written: str, heading: str, names: tuple[str, ...]) -> str:
    """Take the name of the site from the end of a title; also what follows the heading of the page, after a sign."""
    if len(written) > _LONGEST_TITLE:
        return written
    for parted in _PARTED.finditer(written):
        rest = written[parted.end() :]
        # A sign with nothing behind it is that of a site without a name.
        if not rest or any(rest.casefold() == name.casefold() for name in names):
            return written[: parted.start()].strip()
        if heading and written[: parted.start()].casefold() == heading.casefold():
            return written[: parted.start()].strip()
    return written
