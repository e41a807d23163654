"""The one way from front matter to a record: tables of what is read from which keys, compiled for the keys that occur.

For each set of keys there is a plan: the readers that it needs, in the order in which their messages are told. What no
key says costs nothing and has the default of its field; what a dialect tells is not read. Where several keys say the
same, the order is that of `fields.KEYS`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from feedpub.collect import address, episodes, extensions, filename, held_back, media, misspelt, terms, title, videos
from feedpub.collect.fields import Fields, as_flag
from feedpub.collect.podcast_keys import PodcastKeys
from feedpub.collect.record import Record
from feedpub.content import body_images
from feedpub.model.records import Absence, Level, Markup, Post
from feedpub.text import dates, patterns, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from feedpub.collect.fields import Path
    from feedpub.collect.frontmatter import FrontMatter, Value
    from feedpub.collect.held_back import HeldBack
    from feedpub.collect.record import Attachment, Named
    from feedpub.collect.settings import Settings
    from feedpub.collect.told import Told

    Reader: TypeAlias = Callable[["RecordBuilder"], object]
    Row: TypeAlias = tuple[str, Reader, tuple[str, ...]]
    Plan: TypeAlias = tuple[tuple[str, Reader], ...]

_MARKDOWN: Final = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown"})
_HTML: Final = frozenset({".html", ".htm"})
_TAG: Final = patterns.lazy(r"\s*<(?:[A-Za-z][A-Za-z0-9-]*[\s/>]|!--)")
_NAME: Final = patterns.lazy(r"[\w.-]+")
_LOOKS_LIKE_POST: Final = ("categories", "category", "tags", "tag")  # pages have descriptions and authors, too
_NO_DATE_HINT: Final = (
    "Give it `date: YYYY-MM-DD`, or put the date at the front of the file's name: `2024-06-21-{name}`."
)
_NO_DATE_WHY: Final = "Without a date it stands in no feed, and in the sitemap without lastmod: readers never see it."


class RecordBuilder(Fields):
    """What is known of one file: its name, its keys, and the fields of its post as far as they have been read."""

    __slots__ = (
        "_podcast_keys",
        "_told",
        "attached",
        "body",
        "held_back",
        "is_unlisted",
        "name",
        "named",
        "post",
        "settings",
        "shown_from",
    )

    def __init__(self, front: FrontMatter, named: Named, settings: Settings, told: Told) -> None:
        super().__init__(front, settings.mistakes)
        self.problems += told.problems
        self._told = told
        self.named = named
        self.name = filename.read(named)
        self.settings = settings
        self.body = front.block.body if told.body is None else told.body
        self.is_unlisted = settings.has_hidden and "hidden" in self.paths and self.flag("hidden")
        self.held_back: HeldBack | None = None
        """How the author holds the post back, once it is known whether that keeps it out of feeds."""
        self.shown_from: datetime | None = None
        """The moment from which the post is shown, where its dates are read and not told."""
        self.attached: tuple[Attachment, ...] = ()
        """The media files of the post, once they are known."""
        self._podcast_keys: PodcastKeys | None = None
        self.post: dict[str, Any] = {
            "source": named.source,
            "stem": self.name.stem,
            "markup": told.markup or _markup(self.name.ending, self.body),
            "body_line": front.block.body_line,
            "id": told.id,
            "language": named.language,
            "not_in_feeds": told.not_in_feeds,
            "not_in_sitemap": told.not_in_sitemap,
        }

    @property
    def tells_drafts(self) -> bool:
        """Whether the keys say what is a draft, and not the generator."""
        return self._told.hidden is None

    @property
    def url(self) -> str:
        """The address of the post, against which others are resolved."""
        url: str = self.post["url"]
        return url

    @property
    def podcast_keys(self) -> PodcastKeys:
        """What the front matter says of a podcast."""
        if self._podcast_keys is None:
            self._podcast_keys = PodcastKeys(self.values)
        return self._podcast_keys

    @property
    def image_base(self) -> str:
        """The address against which that of the post's picture is resolved."""
        return self._told.image_base or self.url

    @property
    def local(self) -> datetime | None:
        """The date on the clocks of the site; as it is where they would show the year 10000."""
        date: datetime | None = self.post["date"]
        try:
            return date and date.astimezone(self.settings.zone)
        except OverflowError:
            return date

    def moment(self, path: Path, value: Value) -> datetime | None:
        """Return the moment in UTC that an author wrote; one without an offset is in the zone of the site."""
        if not isinstance(value, str):
            self.wrong_type(path, "a date", value)
            return None
        try:
            return self._read_date(value)
        except ValueError as error:
            name = f"`{path[0]}`" if path else "The name of the file"
            self.note(
                path,
                code="post/bad-date",
                text=f"{name}: {error}.",
                hint=getattr(error, "hint", "Write `2024-06-21`, or with the time `2024-06-21 10:00:00 +09:00`."),
                why="Readers sort by date, and drop an entry whose date they cannot read.",
                found=value,
            )
            return None

    def _read_date(self, value: str) -> datetime:
        zone = self.settings.zone
        try:
            return dates.parse_date(value, zone)
        except ValueError:
            if self.settings.dialect:
                raise  # its generator refuses what nobody could take for another day, too
            from feedpub.text import written_dates  # noqa: PLC0415 - start-up counts, and few dates are written so

            return written_dates.parse_written(value, zone)

    def record(self, *, may_have_images: bool, may_have_videos: bool = False) -> Record:
        """Return the record; without a post when there are errors."""
        told_of_post, told_of_record = self._told.by_field()
        of_post, of_record = _plans(tuple(self.paths), (*told_of_post, *told_of_record))
        post = self._post(told_of_post, of_post, may_have_images=may_have_images)
        if may_have_videos:
            post = videos.with_videos(post, self.body, self.settings.flavour)
        if terms.is_too_much(post, self.settings.max_terms):
            self.problems.append(terms.refusal(post, self.settings.max_terms, terms.place_of(self)))
        found: dict[str, Any] = {"not_before": self.shown_from, "key": self.named.base, **told_of_record}
        for field, read in of_record:
            found[field] = read(self)
        if post.date is None and self._told.dates is None:
            _note_missing_date(self)
        if not self.settings.dialect:
            misspelt.note(self)
        if self.problems:
            found["diagnostics"] = tuple(problem.diagnostic(post.source) for problem in self.problems)
            if self.is_broken:
                return Record(source=post.source, post=None, diagnostics=found["diagnostics"])
        return Record(source=post.source, post=post, **found)

    def _post(self, told: Mapping[str, Any], plan: Plan, *, may_have_images: bool) -> Post:
        fields = self.post
        fields |= told
        for field, read in plan:
            fields[field] = read(self)
        if fields["date"] is None:
            fields["not_in_feeds"] = Absence.NO_DATE
            if fields["not_in_sitemap"] is None:
                fields["not_in_sitemap"] = address.not_for_readers(fields["url"], self.settings.site_url)
        if may_have_images:
            fields["body_images"] = body_images(self.body, fields["markup"], self.url, self.settings.flavour)
        return Post(**fields)


# How each field is read


def _date(builder: RecordBuilder) -> datetime | None:
    """Return the date of the post; the last of several is the moment from which it is shown."""
    moments: list[datetime] = []
    for path in builder.paths.get("date", ()):
        value = builder.values[path[0]]
        if path[0].lower() != "published" or as_flag(value) is None:
            moment = builder.moment(path, value)
            if moment is not None:
                moments.append(moment)
    if not moments and builder.name.day is not None:
        midnight = builder.moment((), builder.name.day.isoformat())
        moments = [midnight] if midnight is not None else []
    if not moments:
        return None
    builder.shown_from = max(moments)
    return moments[0]


def _language(builder: RecordBuilder) -> str:
    return terms.language(builder) or builder.named.language


def _summary(builder: RecordBuilder) -> str:
    for path in builder.paths["summary"]:
        written = builder.as_text(path, builder.values[path[0]])
        if "<" in written or "&" in written:
            written = plain.plain(written)
        if written:
            return plain.on_one_line(written)
    return ""


def _updated(builder: RecordBuilder) -> datetime | None:
    path, value = builder.all("updated")[0]
    updated, published = builder.moment(path, value), builder.post["date"]
    if updated is None or published is None or updated >= published:
        return updated
    builder.note(
        path,
        code="post/updated-before-date",
        text=f"The post says it was changed {dates.rfc3339(updated)}, before its date, {dates.rfc3339(published)}.",
        hint=f"Correct `{path[0]}` or the date. The date is used for both.",
        why="Search engines stop trusting dates that cannot be.",
        level=Level.WARNING,
    )
    return None


def _id(builder: RecordBuilder) -> str:
    """Return the id that the front matter gives. Generators know none: a bare word is the site's own."""
    written = builder.text("id")
    is_name = bool(builder.settings.dialect) and _NAME.fullmatch(written)
    return builder.post["id"] if is_name or not written else written


def _slug(builder: RecordBuilder) -> str:
    """Return the slug as it is written."""
    _, value = builder.all("slug")[0]
    return value if isinstance(value, str) else ""


def _aliases(builder: RecordBuilder) -> tuple[str, ...]:
    found = [
        media.absolute(builder, path, written, builder.settings.site_url)
        for path, value in builder.all("aliases")
        for written in builder.words(path, value, split=False)
        if written
    ]
    return tuple(dict.fromkeys(alias for alias in found if alias))


def _not_in_feeds(builder: RecordBuilder) -> Absence | None:
    if "heldback" in builder.paths:
        builder.held_back = held_back.read(builder)
    if builder.is_unlisted:
        return Absence.HIDDEN
    if builder.says_no("feed"):
        return Absence.FEED_FALSE
    return Absence.HELD_BACK if builder.held_back else builder.post["not_in_feeds"]


def _excerpt_only(builder: RecordBuilder) -> bool:
    given = builder.first("feed")
    return bool(given and isinstance(given[1], dict) and as_flag(given[1].get("excerpt_only")))


def _not_in_sitemap(builder: RecordBuilder) -> Absence | None:
    if given := builder.first("sitemap"):
        value = given[1]
        excluded = isinstance(value, dict) and as_flag(value.get("exclude") or value.get("disable")) is True
        if excluded or as_flag(value) is False:
            return Absence.SITEMAP_FALSE
    robots = builder.first("robots")
    if builder.flag("noindex") or (robots and "noindex" in str(robots[1]).lower()):
        return Absence.NOINDEX
    if builder.is_unlisted:
        return Absence.HIDDEN
    if builder.held_back and builder.held_back.is_secret:
        return Absence.HELD_BACK
    if given := builder.first("canonical"):
        written = builder.as_text(*given)
        canonical = media.absolute(builder, given[0], written, builder.url) if written else ""
        if canonical and _comparable(canonical) != _comparable(builder.url):
            return Absence.CANONICAL_ELSEWHERE
    told: Absence | None = builder.post["not_in_sitemap"]
    return told


def _hidden(builder: RecordBuilder) -> Absence | None:
    if builder.flag("draft") or (builder.held_back and builder.held_back.is_draft):
        return Absence.DRAFT
    # Eleventy's `permalink: false` makes no page of the file.
    return Absence.UNPUBLISHED if builder.says_no("published") or builder.says_no("permalink") else None


def _expires(builder: RecordBuilder) -> datetime | None:
    return builder.moment(*builder.all("expires")[0])


def _not_before(builder: RecordBuilder) -> datetime | None:
    return None if builder.flag("future") else builder.shown_from


def _key(builder: RecordBuilder) -> str:
    key = builder.text("translationkey")
    return f"key:{key}" if key else builder.named.base


# What is read


_ALWAYS: Final = ()
_OF_POST: Final[tuple[Row, ...]] = (
    ("date", _date, _ALWAYS),
    ("language", _language, ("language",)),
    ("categories", terms.categories, ("categories", "category", "taxonomies")),
    ("summary", _summary, ("summary",)),
    ("title", title.title, _ALWAYS),
    ("url", address.url, _ALWAYS),
    ("updated", _updated, ("updated",)),
    ("id", _id, ("id",)),
    ("slug", _slug, ("slug",)),
    ("authors", terms.authors, ("authors",)),
    ("tags", terms.tags, ("tags", "tag", "taxonomies")),
    ("image", media.image, ("image",)),
    ("videos", videos.videos, ("videos",)),
    ("translations", terms.translations, ("translations",)),
    ("aliases", _aliases, ("aliases",)),
    ("not_in_feeds", _not_in_feeds, ("hidden", "feed", "heldback")),
    ("not_in_sitemap", _not_in_sitemap, ("hidden", "sitemap", "robots", "noindex", "canonical", "heldback")),
    ("excerpt_only", _excerpt_only, ("feed",)),
    ("extensions", extensions.extensions, extensions.MEANINGS),
)
"""Each field of a post, its reader, and the meanings of the keys that it is read from; later ones look at earlier."""
_OF_RECORD: Final[tuple[Row, ...]] = (
    ("attachments", media.attachments, ("enclosures", "podcast")),
    ("episode", episodes.episode, ("podcast",)),
    ("hidden", _hidden, ("draft", "published", "permalink", "heldback")),
    ("expires", _expires, ("expires",)),
    ("not_before", _not_before, ("future",)),
    ("key", _key, ("translationkey",)),
)
"""The same of the record around it."""


@lru_cache(maxsize=1024)
def _plans(given: tuple[str, ...], told: tuple[str, ...]) -> tuple[Plan, Plan]:
    """Return the readers that these meanings need where these fields are told; posts of a site have the same few."""
    return _plan(_OF_POST, given, told), _plan(_OF_RECORD, given, told)


def _plan(rows: Iterable[Row], given: tuple[str, ...], told: tuple[str, ...]) -> Plan:
    return tuple(
        (field, read)
        for field, read, meanings in rows
        if field not in told and (meanings is _ALWAYS or any(meaning in given for meaning in meanings))
    )


# Beside the keys


def _markup(ending: str, body: str) -> Markup:
    """Let a name that says what the body is go before its looks."""
    if ending in _MARKDOWN:
        return Markup.MARKDOWN
    if ending in _HTML or _TAG.match(body):
        return Markup.HTML
    return Markup.MARKDOWN


def _comparable(url: str) -> str:
    return url.partition("://")[2].partition("#")[0].removesuffix("index.html").rstrip("/")


def _note_missing_date(builder: RecordBuilder) -> None:
    """Leave a page alone; tell what looks like a post how to become one."""
    is_meant = builder.name.ending not in builder.settings.usual_extensions
    if is_meant or any(meaning in builder.paths for meaning in _LOOKS_LIKE_POST):
        builder.note(
            (),
            code="post/no-date",
            text="This looks like a post and has no date.",
            hint=_NO_DATE_HINT.format(name=builder.named.path.rpartition("/")[2]),
            why=_NO_DATE_WHY,
            level=Level.WARNING,
        )
