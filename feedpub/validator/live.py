"""A live site as rules see it: which addresses were visited, as what, and what was answered. Asks nobody.

Whoever has asked (`feedpub.live`) hands over the exchanges; a rule is shown one visit and the whole site.
"""

from __future__ import annotations

import enum
from datetime import datetime  # noqa: TC003 - msgspec reads the types of fields
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.content import charset, head
from feedpub.model.records import Kind
from feedpub.validator.document import ParsedDocument
from feedpub.validator.facts import Facts
from feedpub.validator.findings import Findings
from feedpub.validator.rule import LIVE
from feedpub.validator.values import robots, uris
from feedpub.web.answers import MOVED, Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.model.records import Diagnostic
    from feedpub.validator.ruleset import Ruleset

FEED_TYPES: Final[Mapping[str, Kind]] = {
    "application/rss+xml": Kind.RSS,
    "application/atom+xml": Kind.ATOM,
    "application/feed+json": Kind.JSONFEED,
    "application/rdf+xml": Kind.RDF,
}
"""By which readers know that a link of a page leads to a feed."""


class Role(enum.Enum):
    """What an address was visited as; the value is the word of transcripts and messages."""

    FEED = "feed"
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    HOME = "home"
    """The home page."""
    PAGE = "page"
    """A page out of a sitemap."""
    ENCLOSURE = "enclosure"
    HUB = "hub"
    PLAIN = "plain"
    """The address given, with http in place of https."""


class Visit(Struct, frozen=True, kw_only=True):
    """All that was asked of one address, in order: the request and its redirects first."""

    role: Role
    url: str
    exchanges: tuple[Exchange, ...] = ()
    """Empty where robots.txt forbids to ask."""
    kind: Kind = Kind.UNKNOWN
    """What the document is, for feeds and sitemaps."""
    named_by: str = ""
    """The address of what names this one; empty for the one that the user gave."""
    media_type: str = ""
    """What names it says that it is of this type."""
    length: str = ""
    """What names it says that it has so many bytes, as written."""
    encoding: str = ""
    """The encoding that the document itself says it has; empty where it says none."""

    @property
    def hops(self) -> tuple[Exchange, ...]:
        """The first request and those that its redirects led to."""
        for number, one in enumerate(self.exchanges, start=1):
            if one.status not in MOVED or number == len(self.exchanges):
                return self.exchanges[:number]
        return ()

    @property
    def last(self) -> Exchange | None:
        """What was answered in the end; None where nothing was asked."""
        return self.hops[-1] if self.exchanges else None

    @property
    def again(self) -> tuple[Exchange, ...]:
        """What was asked after that, of the address that answered."""
        return self.exchanges[len(self.hops) :]

    @property
    def whole(self) -> tuple[Exchange, ...]:
        """Every answer with the whole document (200), plain or packed."""
        answers = (self.last, *self.again)
        return tuple(one for one in answers if one and one.status == _OK and not one.is_conditional)

    @property
    def packed(self) -> tuple[Exchange, ...]:
        """What was answered where gzip was offered."""
        return tuple(one for one in self.whole if one.asked_for("accept-encoding"))

    @property
    def conditional(self) -> tuple[Exchange, ...]:
        """What was answered where only changes were asked for."""
        return tuple(one for one in self.again if one.is_conditional)


class PageLink(Struct, frozen=True, kw_only=True):
    """A feed as the home page names it (`<link rel="alternate">`)."""

    url: str
    """Absolute."""
    media_type: str
    title: str


class LiveSite(Struct, frozen=True, kw_only=True):
    """All visits; `now` is when they were made."""

    visits: tuple[Visit, ...]
    now: datetime
    late: int = 0
    """Addresses that were not visited because the time or the bytes for all were used up."""

    def all(self, *roles: Role) -> tuple[Visit, ...]:
        """Return the visits in these roles."""
        return tuple(one for one in self.visits if one.role in roles)

    def robots_of(self, url: str) -> bytes | None:
        """Return the robots.txt that holds for an address; None where none was answered."""
        for one in self.all(Role.ROBOTS):
            if (
                uris.origin(one.url) == uris.origin(url)
                and one.last
                and one.last.status == _OK
                and not is_page(one.last)
            ):
                return one.last.data
        return None

    def visit_of(self, url: str, *roles: Role) -> Visit | None:
        """Return the visit of an address, or of what its redirects lead to."""
        wanted = uris.canonical(url)
        for one in self.all(*roles):
            if any(uris.canonical(address) == wanted for address in (one.url, *(hop.url for hop in one.hops))):
                return one
        return None


_OK: Final = 200
_MOST_DIGITS: Final = 18
_OF_WORDPRESS: Final = "/wp-json/"
"""Where the links with the type of JSON lead that are to programs for WordPress, and to no feed."""
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})


def number(text: str) -> int | None:
    """Return a number of a header; None for what is none, or is larger than any that means something."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def is_page(one: Exchange) -> bool:
    """Whether an answer is a page for people."""
    start = one.data[:1024].lstrip()[:15].lower()
    return start.startswith((b"<!doctype html", b"<html")) or (
        one.media_type in _HTML and not start.startswith(b"<?xml")
    )


def head_of(one: Exchange) -> head.Head:
    """Return the head of a page."""
    return head.read(charset.decode(one.data))


def linked_feeds(page: Exchange) -> Iterator[PageLink]:
    """Return the feeds that a page names, in order; an address that is none is left out."""
    found = head_of(page)
    base = next((tag.values["href"] for tag in found.named("base") if "href" in tag.values), "")
    for link in found.links("alternate"):
        media_type = link.get("type", "").partition(";")[0].strip().lower()
        if media_type in FEED_TYPES or (media_type == "application/json" and _OF_WORDPRESS not in link["href"]):
            url = uris.resolve(uris.resolve(page.url, base), link["href"].strip())
            yield PageLink(url=url, media_type=media_type, title=link.get("title", ""))


def forbidding(site: LiveSite, agent: str, url: str) -> robots.RobotsRule | None:
    """Return the line of robots.txt that forbids a crawler an address; None where it may be fetched."""
    data = site.robots_of(url)
    if data is None:
        return None
    parts = uris.split(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return robots.rules_for(agent, data).forbidding(path)


def diagnostics(site: LiveSite, rules: Ruleset) -> dict[str, tuple[Diagnostic, ...]]:
    """Return what rules find, by the address it is said of; the place is an address without lines.

    Raises PluginError for a rule of a plug-in that fails.
    """
    wanted = rules.for_scope(None, LIVE)
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for visit in site.visits:
        document = ParsedDocument(path=visit.url, url=visit.url, now=site.now, facts=Facts(), kind=visit.kind)
        findings = Findings(document, rules)
        shown = [(one, level) for one, level in wanted if not one.selectors or visit.role.value in one.selectors]
        findings.run(shown, None, visit, site)
        said = (replace(one, where=replace(one.where, line=None, column=None)) for one in findings.diagnostics())
        found[visit.url] = (*found.get(visit.url, ()), *said)
    return found
