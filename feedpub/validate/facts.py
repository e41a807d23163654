"""What a document says that other documents must agree with. Collected in the one pass, kept when the tree is gone."""

from __future__ import annotations

from dataclasses import field

from feedpub.records import dataclass


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item of a feed: id, link, title and dates as written; where it stands."""

    id: str
    link: str
    title: str
    published: str
    updated: str
    line: int
    column: int
    path: str


@dataclass(frozen=True, slots=True)
class UrlFact:
    """An entry of a sitemap or sitemap index, as written; where its loc stands."""

    loc: str
    lastmod: str
    line: int
    column: int
    ordinal: int
    """Which child of the root it is, counted from 1."""


@dataclass(frozen=True, slots=True)
class AlternateFact:
    """`xhtml:link rel=alternate` of a sitemap: the page that has it, its language and address."""

    loc: str
    hreflang: str
    href: str
    line: int
    column: int
    path: str


@dataclass(frozen=True, slots=True)
class ValueFact:
    """A value of a sitemap that has to be looked at more closely: the text and its place."""

    text: str
    line: int
    column: int
    path: str


@dataclass(slots=True)
class Facts:
    """What one document states; each list in document order."""

    self_url: str = ""
    self_line: int = 0
    self_column: int = 0
    self_path: str = ""
    home_url: str = ""
    title: str = ""
    updated: str = ""
    hubs: list[str] = field(default_factory=list)
    items: list[ItemFact] = field(default_factory=list)
    urls: list[UrlFact] = field(default_factory=list)
    alternates: list[AlternateFact] = field(default_factory=list)
    odd_urls: list[UrlFact] = field(default_factory=list)
    """Those of `urls` whose address is not of the plain form that every rule passes."""
    odd_lastmods: list[ValueFact] = field(default_factory=list)
    """The values of lastmod that are not of the plain form that every rule passes."""
    hints: list[ValueFact] = field(default_factory=list)
    """The first changefreq or priority."""
    articles: int = 0
    """How many articles a news sitemap lists."""
    url_path: str = ""
    """Path of a loc, `{}` for the ordinal of its url: `/urlset/url[{}]/loc`."""

    def path_of(self, one: UrlFact) -> str:
        """Give the path of an address of a sitemap."""
        return self.url_path.format(one.ordinal)
