"""What a document says that other documents must agree with. Collected in the one pass, kept when the tree is gone."""

from __future__ import annotations

from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class AlternateFact:
    """`xhtml:link rel=alternate` of a sitemap: the page that has it, its language and address."""

    loc: str
    hreflang: str
    href: str
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
