"""What a document says that other documents must agree with. Collected in the one pass, kept when the tree is gone."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from os.path import commonprefix
from typing import TYPE_CHECKING, NamedTuple, overload

from msgspec import Struct, field

from feedpub.validator.values.likeness import AlikePair, nearly_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class ItemFact(Struct, frozen=True):
    """An item of a feed: id, link, title and dates as written; where it stands; its page where the link leads away."""

    id: str
    link: str
    title: str
    published: str
    updated: str
    line: int
    column: int
    path: str
    page: str = ""
    """Of an item that leads to another site: the page of its own that it has besides."""

    @property
    def address(self) -> str:
        """The address on the site of the feed, as far as it says one."""
        return self.page or self.link


class PageFact(Struct, frozen=True):
    """A link from a document of a feed to another of the same feed (RFC 5005; `next_url` in JSON Feed)."""

    relation: str
    address: str
    """As written."""
    line: int
    column: int
    path: str


class UrlFact(NamedTuple):
    """An entry of a sitemap or sitemap index, as written; where its loc stands."""

    loc: str
    lastmod: str
    line: int
    column: int
    ordinal: int
    """Which child of the root it is, counted from 1."""


def beginning(texts: Sequence[str]) -> str:
    """Return what all texts begin with; the least and the greatest tell, for all others lie between them."""
    return commonprefix((min(texts), max(texts)))  # noqa: RUF071 - by letters it is to be


class Rows(NamedTuple):
    """Where entries stand that follow each other, laid out alike: each loc in a line of its own, or all in one."""

    line: int
    """Of the first loc."""
    column: int
    """Of every loc; of the first where all stand in one line."""
    heights: Sequence[int]
    """Lines of each entry."""
    widths: Sequence[int] = ()
    """Letters of each entry where all stand in one line."""


class Urls(Sequence[UrlFact]):
    """The entries of a sitemap or index, in columns: there may be a million, and few are looked at each for itself."""

    __slots__ = ("_alike", "_beginning", "_columns", "_lines", "_places", "_rows", "lastmods", "locs")

    def __init__(self) -> None:
        self.locs: list[str] = []
        self.lastmods: list[str] = []
        self._places: list[tuple[int, int, int]] = []
        """Line, column and ordinal of those that were added one by one."""
        self._rows: Rows | None = None
        """Where those stand that follow them."""
        self._lines = array("L")
        self._columns = array("L")
        self._beginning: tuple[int, str] = (0, "")
        self._alike: tuple[int, tuple[AlikePair, ...]] = (0, ())

    def append(self, one: UrlFact) -> None:
        """Add an entry."""
        assert self._rows is None, "rows come last"  # noqa: S101 - a fault of the reader would give wrong places
        self.locs.append(one.loc)
        self.lastmods.append(one.lastmod)
        self._places.append((one.line, one.column, one.ordinal))

    def extend(self, locs: Iterable[str], lastmods: Iterable[str], rows: Rows) -> None:
        """Add entries that stand in rows, as the last ones."""
        assert self._rows is None, "rows come last"  # noqa: S101 - a fault of the reader would give wrong places
        self.locs.extend(locs)
        self.lastmods.extend(lastmods)
        self._rows = rows

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.locs)

    @overload
    def __getitem__(self, place: int) -> UrlFact: ...
    @overload
    def __getitem__(self, place: slice) -> list[UrlFact]: ...
    def __getitem__(self, place: int | slice) -> UrlFact | list[UrlFact]:
        """Return one, or some."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        return UrlFact(self.locs[place], self.lastmods[place], *self._place(place))

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same entries at the same places."""
        return isinstance(other, Urls) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as that of a list

    @property
    def beginning(self) -> str:
        """What all addresses begin with."""
        number, common = self._beginning
        if number != len(self.locs):
            common = beginning(self.locs)
            self._beginning = len(self.locs), common
        return common

    @property
    def alike(self) -> tuple[AlikePair, ...]:
        """The pairs of addresses that are nearly the same."""
        if self._alike[0] != len(self.locs):
            self._alike = len(self.locs), tuple(nearly_same(self.locs))
        return self._alike[1]

    def beginning_otherwise(self, start: str) -> Iterator[UrlFact]:
        """Return those whose address does not begin with these letters."""
        if not self.beginning.startswith(start):
            yield from (self[place] for place, loc in enumerate(self.locs) if not loc.startswith(start))

    def ending_in(self, ends: tuple[str, ...]) -> Iterator[UrlFact]:
        """Return those whose address ends in one of these."""
        yield from (self[place] for place, loc in enumerate(self.locs) if loc.endswith(ends))

    def _place(self, place: int) -> tuple[int, int, int]:
        """Return line, column and ordinal."""
        before = len(self._places)
        if place < before or self._rows is None:
            return self._places[place]
        if not self._lines:
            self._lines.extend(accumulate(self._rows.heights, initial=self._rows.line))
            self._columns.extend(accumulate(self._rows.widths, initial=self._rows.column))
        ordinal = (self._places[-1][2] if before else 0) + 1 + place - before
        column = self._columns[place - before if self._rows.widths else 0]
        return self._lines[place - before], column, ordinal


class AlternateFact(Struct, frozen=True):
    """`xhtml:link rel=alternate` of a sitemap: the page that has it, its language and address."""

    loc: str
    hreflang: str
    href: str
    line: int
    column: int
    path: str


class ValueFact(Struct, frozen=True):
    """A value of a sitemap that has to be looked at more closely: the text and its place."""

    text: str
    line: int
    column: int
    path: str


class Facts(Struct):
    """What one document states; each list in document order."""

    self_url: str = ""
    self_line: int = 0
    self_column: int = 0
    self_path: str = ""
    home_url: str = ""
    title: str = ""
    updated: str = ""
    hubs: list[str] = field(default_factory=list)
    pages: list[PageFact] = field(default_factory=list)
    is_archive: bool = False
    """Whether it says that it is an archive (`fh:archive`)."""
    items: list[ItemFact] = field(default_factory=list)
    urls: Urls = field(default_factory=Urls)
    alternates: list[AlternateFact] = field(default_factory=list)
    odd_urls: list[UrlFact] = field(default_factory=list)
    """Those of `urls` whose address is not of the plain form that every rule passes."""
    faulty_urls: dict[str, list[tuple[int, str]]] | None = None
    """Name of a fault of addresses -> places in `odd_urls` with what shows it; None until it is asked for."""
    odd_lastmods: list[ValueFact] = field(default_factory=list)
    """The values of lastmod that are not of the plain form that every rule passes."""
    odd_lines: list[ValueFact] = field(default_factory=list)
    """The lines of a text sitemap that are no addresses."""
    hints: list[ValueFact] = field(default_factory=list)
    """The first changefreq or priority."""
    articles: int = 0
    """How many articles a news sitemap lists."""
    url_path: str = ""
    """Path of a loc, `{}` for the ordinal of its url: `/urlset/url[{}]/loc`."""

    def path_of(self, one: UrlFact) -> str:
        """Return the path of an address of a sitemap."""
        return self.url_path.format(one.ordinal)
