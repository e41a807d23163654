"""The words of feedpub as data: what every stage takes and gives.

Nothing here reads a file, a clock or a setting. Every record is frozen, and right by construction: text is
free of characters that XML 1.0 forbids, dates are aware and in UTC, URLs are absolute and percent-encoded.
Names follow RFC 4287 (Atom), RSS 2.0, JSON Feed 1.1 and sitemaps.org.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping  # noqa: TC003 - what is packed is read by the types of its fields
from datetime import datetime  # noqa: TC003 - what is packed is read by the types of its fields
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.model.details import KnownAs, Translation, Video  # noqa: TC001 - what is packed is read by the types of its fields
from feedpub.model.extensions import PostExtensions  # noqa: TC001 - what is packed is read by the types of its fields
from feedpub.model.podcasts import Episode, is_recording

if TYPE_CHECKING:
    from typing import Self

    from feedpub.model.site import Site


class Level(enum.Enum):
    """How bad a finding is: an error stops a build, a warning does not, an info is advice."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return _RANKS[self]


_RANKS = {Level.INFO: 0, Level.WARNING: 1, Level.ERROR: 2}


class Where(Struct, frozen=True, kw_only=True, array_like=True):
    """A place in a file, as far as it is known. Lines and columns count from 1; columns count characters."""

    path: str
    line: int | None = None
    column: int | None = None
    element: str = ""
    """The element, attribute's element or JSON key concerned, its name as written (`atom:link`)."""
    xpath: str = ""
    """`/rss/channel/item[2]/enclosure/@length`, or `$.items[0].id` for JSON; names as written."""


class Diagnostic(Struct, frozen=True, kw_only=True, array_like=True):
    """The one way to say something about a file: configuration, post or document alike."""

    code: str
    """`area/what-is-wrong`, stable between releases: `rss/guid-not-unique`, `post/no-date`."""
    level: Level
    where: Where
    text: str
    """What was found, in one sentence."""
    hint: str = ""
    """What to write instead."""
    why: str = ""
    """Whom it harms, and how; one sentence."""
    found: str = ""
    """The value in question, shortened."""
    count: int = 1
    """How often the same finding occurs in the file; `where` is the first place."""
    refs: tuple[str, ...] = ()
    """Names of the same finding elsewhere: `w3c:` and the event class of the W3C feed validator."""
    is_counted: bool = False
    """Whether the text itself says how many there are."""


class Format(enum.Enum):
    """A format that a feed is published in: its name, by which options, and the module that makes it, are called."""

    media_type: str
    """The media type by which `rel=alternate` links and readers know the format."""

    RSS = "rss", "application/rss+xml"
    ATOM = "atom", "application/atom+xml"
    JSON = "json", "application/feed+json"

    def __new__(cls, name: str, media_type: str) -> Self:
        """Return a member whose value is the name."""
        member = object.__new__(cls)
        member._value_ = name
        member.media_type = media_type
        return member


class Kind(enum.Enum):
    """What a document is; the value is the `kind` of `feedpub validate --format json`."""

    RSS = "rss"
    RDF = "rdf"
    """RSS 1.0 or 0.90."""
    ATOM = "atom"
    ATOM03 = "atom03"
    """Atom 0.3, a draft that is still read."""
    JSONFEED = "jsonfeed"
    SITEMAP = "sitemap"
    SITEMAPINDEX = "sitemapindex"
    UNKNOWN = "unknown"
    """Not a feed or sitemap: a style sheet, robots.txt."""


class Markup(enum.Enum):
    """What the body of a post is written in."""

    MARKDOWN = "markdown"
    HTML = "html"


class Taxonomy(enum.Enum):
    """What a term is a term of; the value is the name of its table in the configuration."""

    CATEGORY = "categories"
    TAG = "tags"
    AUTHOR = "authors"
    LANGUAGE = "languages"
    SECTION = "sections"


class Absence(enum.Enum):
    """Why a post stands in no feed, not in the sitemap, or is left out altogether; the value says it to people."""

    DRAFT = "it is a draft (`draft: true`)"
    UNPUBLISHED = "it is not published (`published: false`)"
    FUTURE = "its date lies in the future"
    EXPIRED = "its expiry date has passed"
    NO_DATE = "it has no date: give it `date: YYYY-MM-DD`, or put the date at the front of the file name"
    FEED_FALSE = "its front matter says `feed: false`"
    HIDDEN = "its front matter says `hidden: true`"
    HELD_BACK = "its author holds it back (`password`, `private` or the like); `feed: true` publishes it"
    SITEMAP_FALSE = "its front matter says `sitemap: false`"
    NOINDEX = "it says `noindex`"
    CANONICAL_ELSEWHERE = "its canonical address is another page"
    REDIRECT = "it only sends its visitors on to another page"
    ERROR_PAGE = "it is what a web server shows in case of an error"
    PROOF = "it only proves to a search engine or the like whose site this is"
    EXCLUDED = "the configuration excludes it"
    SITEMAP_EXCLUDE = "`sitemap.exclude` leaves it out"
    ROBOTS = "robots.txt forbids crawlers to fetch it"
    OWN_TEMPLATE = "the template of the site's own feed leaves it out, by what its front matter says"
    OTHER_COLLECTION = "it is in none of the collections that the site's own feeds hold"
    NO_FEED = "its collection has no feed, and is not in that of the site"
    UNLISTED = "its generator lists it nowhere (`build.list: never`)"
    UNRENDERED = "its generator makes no page of it (`build.render: never`, `headless`, `render = false`)"
    BROKEN = "it has errors"


class Author(Struct, frozen=True, kw_only=True, array_like=True):
    """A person (RFC 4287 section 3.2). The name is never empty; the e-mail and URL may be."""

    name: str
    email: str = ""
    url: str = ""


class Image(Struct, frozen=True, kw_only=True, array_like=True):
    """A picture, by absolute URL. `length` is in bytes, `width` and `height` in pixels, where known."""

    url: str
    alt: str = ""
    type: str = ""
    length: int | None = None
    width: int | None = None
    height: int | None = None


class Enclosure(Struct, frozen=True, kw_only=True, array_like=True):
    """A media file that comes with a post (RSS 2.0, `enclosure`): its true size in bytes and media type."""

    url: str
    length: int
    type: str
    duration: int | None = None
    """Of a recording, in seconds, where known."""


class Term(Struct, frozen=True, kw_only=True, order=True, array_like=True):
    """One category, tag, author, language or section. The slug is the percent-safe part of its feeds' paths."""

    slug: str
    label: str
    taxonomy: Taxonomy


class Listing(Struct, frozen=True, kw_only=True, array_like=True):
    """A page that lists posts, made by the site's generator: of a section, a term, or a language."""

    term: Term
    """Its slug is the path of the page below the site, without slashes at its ends: `ko/tags/tea-time`."""
    url: str
    has_feed: bool | None = True
    """Whether the generator gives it a feed, or a place in the sitemap alone; None where feedpub's own rules apply."""
    site_title: str = ""
    """The title of the site in the language of the page; empty where there is only one."""
    language: str = ""
    """BCP 47 tag; empty where the site's applies."""
    has_translations: bool = True
    """Whether it lists a post in another language than the site's, too, when there is a version in that."""
    versions: str = ""
    """What the versions of the page in several languages have in common; empty where there is no other."""


class Post(Struct, frozen=True, kw_only=True, array_like=True):
    """One source file: a post when it has a date, a page (sitemap only) when it has none."""

    source: str
    """Path of the file below the site's folder, with `/`."""
    stem: str
    """What a scheme of ids keys on: the file's name without ending, the folder's for an `index` file."""
    url: str
    title: str
    markup: Markup
    body_line: int
    """Line of the file on which the body begins, from 1."""
    date: datetime | None = None
    updated: datetime | None = None
    """The declared date of modification; None where the author declared none."""
    day: str = ""
    """Day of the date on the clock that its author wrote it by, `2024-06-21`, where the site's zone has another."""
    id: str = ""
    """The id the author wrote (`id` or `guid`); empty where the scheme of the site decides."""
    slug: str = ""
    """The slug as the author wrote it; empty where the file's name gives it."""
    summary: str = ""
    """Plain text the author wrote as excerpt; empty where it is taken from the body."""
    language: str = ""
    """BCP 47 tag; empty where the site's applies."""
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    """The parts of the site it belongs to by its place: sections of Hugo and Zola, collections of Jekyll."""
    only_in_sections: bool = False
    """Whether it stands in the feeds of its sections and listings alone, as documents of a Jekyll collection do."""
    listings: tuple[Listing, ...] | None = None
    """The pages that list it: feeds are of these, not of its terms and language; None where our own rules apply."""
    image: Image | None = None
    """The picture that stands for the post."""
    body_images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    """Those of its front matter, then those of its body."""
    enclosures: tuple[Enclosure, ...] = ()
    translations: tuple[Translation, ...] = ()
    """Every version of the post that is known, this one included; empty when there is only this one."""
    aliases: tuple[str, ...] = ()
    """Old absolute URLs of the post."""
    not_in_feeds: Absence | None = None
    not_in_sitemap: Absence | None = None
    excerpt_only: bool = False
    """Whether its author gives feeds the summary alone (`feed: {excerpt_only: true}`)."""
    known_as: KnownAs | None = None
    """None where every feed gives its id alike, as nearly all do."""
    episode: Episode | None = None
    """What players are told of its recording besides; None where its author says nothing of the kind."""

    @property
    def recording(self) -> Enclosure | None:
        """The first of its files that is to be heard or watched."""
        return next((file for file in self.enclosures if is_recording(file.type)), None)

    extensions: PostExtensions | None = None
    """What feeds say of it besides; None for nothing."""

    def id_in(self, form: Format, name: str) -> str:
        """Return what readers know the post by in a format, its id being `name`: without a guid the address."""
        known = self.known_as
        if known is None:
            return name
        if form is Format.RSS:
            return (name if known.rss is None else known.rss) or name
        return (known.atom if form is Format.ATOM else known.json) or name

    def every_id(self, name: str) -> frozenset[str]:
        """Return what readers know the post by in any format, its id being `name`."""
        return frozenset(self.id_in(form, name) for form in Format) if self.known_as else frozenset((name,))

    def has_guid(self, name: str) -> bool:
        """Whether RSS gives it a guid; not where its old items had none and it still has the address they had."""
        return self.known_as is None or self.known_as.rss != "" or name != self.url

    @property
    def last_modified(self) -> datetime | None:
        """The declared modification date, else the date: `updated` of an item and `lastmod` of a URL."""
        return self.updated or self.date


class Skipped(Struct, frozen=True, kw_only=True):
    """A source file that no document mentions, and the reason."""

    source: str
    reason: Absence


class Item(Struct, frozen=True, kw_only=True, array_like=True):
    """A post as a feed holds it. Shared by every feed that holds the post."""

    post: Post
    date: datetime
    updated: datetime
    id: str
    html: str
    """The whole body: sanitised, every URL absolute. Empty when the feeds carry summaries only."""
    summary: str
    """Plain text, never empty unless the post has no text at all."""

    def id_in(self, form: Format) -> str:
        """Return what readers know it by in a format."""
        return self.post.id_in(form, self.id)

    def link_in(self, form: Format) -> str:
        """Return the address that it leads to in a format: of the post, or of the page elsewhere that it is about.

        JSON Feed has both, and where readers know an item by nothing but its address that stays what it was.
        """
        more = self.post.extensions
        is_led = more is not None and more.is_led_to and form is not Format.JSON
        if more is None or not is_led or (form is Format.RSS and not self.post.has_guid(self.id)):
            return self.post.url
        return more.linked


class Paging(Struct, frozen=True, kw_only=True, array_like=True):
    """The place of a document among those that hold one feed together (RFC 5005); addresses are by format."""

    older: Mapping[Format, str] = {}
    """Of the archive before it (`prev-archive`, in JSON Feed `next_url`); none for the oldest."""
    newer: Mapping[Format, str] = {}
    """Of the archive after it (`next-archive`)."""
    current: Mapping[Format, str] = {}
    """Of the document that subscribers have; none for that document itself."""
    is_archive: bool = False
    """Whether no new post will enter it (`fh:archive`)."""
    is_complete: bool = False
    """Whether it holds all posts there are (`fh:complete`)."""


class FeedSpec(Struct, frozen=True, kw_only=True, array_like=True):
    """A feed that exists: whose posts it holds and where each format of it is published."""

    term: Term | None
    """None: all posts of the site."""
    id: str
    """Atom feed id (RFC 4287 section 4.2.6): independent of the address of publication."""
    title: str
    description: str
    language: str
    paths: Mapping[Format, str]
    """Path below the output folder of each format, with `/`, not percent-encoded."""
    urls: Mapping[Format, str]
    """Absolute address at which each format is published."""
    limit: int
    """The greatest number of items; 0 means all."""
    home_url: str = ""
    """The page that it is the feed of: of a term its own, where there is one; empty for that of the site."""
    podcast_guid: str = ""
    """podcast:guid of its RSS; empty where the site has no podcast."""
    paging: Paging | None = None
    """None for a feed in one document that does not say whether it holds all posts, as most are."""

    @property
    def is_window(self) -> bool:
        """Whether it is one of the archives of a feed, not the document that people subscribe to."""
        return self.paging is not None and bool(self.paging.current)


class Feed(Struct, frozen=True, kw_only=True):
    """A feed with its items, newest first. There is at least one item."""

    spec: FeedSpec
    site: Site
    items: tuple[Item, ...]

    @property
    def updated(self) -> datetime:
        """The newest `updated` of its items: a feed changes when an item does, never by the clock."""
        return max(item.updated for item in self.items)


class Document(Struct, frozen=True, kw_only=True, dict=True):
    """A file to be published: its path below the output folder (with `/`), what it is, its bytes."""

    path: str
    kind: Kind
    data: bytes

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()
