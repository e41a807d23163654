"""Whose fault a finding in a generated document is: it is said of the file that its author can correct.

An entry of a feed, or of the sitemap, was made from a post: what the rules find in the entry is told at the key of
the front matter, or the line of the body, that it comes from. What is found beside the entries comes from the
configuration. Nothing here decides what is wrong, only where.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect import frontmatter
from feedpub.collect.fields import Fields
from feedpub.collect.files import read_bytes
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.config import FILE_NAME
from feedpub.model.errors import SystemFault
from feedpub.model.options import IdScheme
from feedpub.model.records import Document, FeedSpec, Level, Post, Where
from feedpub.pipeline import causes, kept_ids
from feedpub.text.positions import Lines, Spot, toml_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedpub.incremental.request import Request
    from feedpub.model.records import Diagnostic

_ENTRY: Final = re.compile(r"/(?:\w+:)?(?:rss/channel|feed)/(?:item|entry)\[(\d+)\]/?(.*)|\$\.items\[(\d+)\]\.?(.*)")
_URL: Final = re.compile(r"/urlset/url\[(\d+)\]/?(.*)")
_LOC: Final = re.compile(rb"<loc>([^<]*)</loc>")
_STEP: Final = re.compile(r"(?<![\w-])[\w-]++(?=\[|/|\.|$)")
_SHARED_DATE: Final = "atom/updated-shared"
_TEMPLATE: Final = "content/template-source"
_LACKING: Final = "itunes/required-tag-missing"
_BODIES: Final = frozenset(("content", "content:encoded", "content_html"))
"""Elements that hold HTML."""
_ELEMENT: Final = re.compile(r"<?([A-Za-z][A-Za-z0-9]*+)(?:>| |$)")
"""The name of an element in a finding: `script`, `<b> is not closed`."""
_TOP: Final = Spot(1, 1)
_LEAST: Final = 3
"""Characters of a value that is looked for in a file; shorter ones stand everywhere, unless they belong nowhere."""
_MISPLACED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]+")
"""Control characters, and what stands for a letter that was lost."""
_SUMMARY: Final = ("summary",)
_AUTHORS, _TERMS = ("authors",), ("tags", "tag", "categories", "category", "taxonomies")
_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("author", "authors", "creator", "contributor"), _AUTHORS),
    **dict.fromkeys(("category", "tags", "subject", "keywords"), _TERMS),
    **dict.fromkeys(("enclosure", "attachments"), ("enclosures",)),
    **dict.fromkeys(("image", "banner_image", "thumbnail", "content"), ("image",)),
    **dict.fromkeys(("pubDate", "published", "date_published", "date"), ("date",)),
    **dict.fromkeys(("updated", "modified", "date_modified", "lastmod"), ("updated", "date")),
    **dict.fromkeys(("guid", "id"), ("id", "permalink", "slug")),
    **dict.fromkeys(("language", "lang"), ("language",)),
    **dict.fromkeys(("summary", "description"), _SUMMARY),
    **dict.fromkeys(("loc", "url"), ("permalink", "slug")),
    "title": ("title",),
    "link": ("permalink", "slug", "translations", "enclosures", "link", "via", "license"),
    "external_url": ("link",),
    **dict.fromkeys(("comments", "commentRss"), ("discussion",)),
    "point": ("place",),
    "source": ("source",),
}
"""Elements of entries, and the meanings of the keys that they come from (`collect.fields.KEYS`)."""
_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("author", "authors", "managingEditor", "creator"), ("site.author",)),
    **dict.fromkeys(("language", "lang"), ("site.language",)),
    **dict.fromkeys(("subtitle", "description"), ("site.description", "site.title")),
    **dict.fromkeys(("rights", "copyright"), ("site.rights",)),
    **dict.fromkeys(("image", "icon", "logo", "favicon"), ("site.logo", "site.icon", "podcast.image")),
    "title": ("site.title",),
    "hubs": ("feeds.hub",),
    **{name: (f"podcast.{name}",) for name in ("category", "explicit", "owner", "type", "locked", "medium", "funding")},
    **{name: (f"podcast.{name}",) for name in ("person", "license", "txt", "value", "block", "complete")},
    "email": ("podcast.owner",),
    "valueRecipient": ("podcast.value",),
    "new-feed-url": ("podcast.new_feed_url",),
}
"""Elements of a feed, and the options that they come from; the first that is set."""
_OF_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "post/duplicate-id": ("id",),
    "post/duplicate-url": ("permalink", "slug"),
    "podcast/duration-unknown": ("enclosures",),
}
"""Codes of findings about posts, and the meanings of the keys that they are about."""
_OF_NEWEST: Final = frozenset({"lastBuildDate", "pubDate", "updated", "lastmod"})
"""Elements of a feed or sitemap that have the date of their newest post."""
_QUOTED: Final = re.compile(r'"([^"]+)"')
_DATA: Final = ("yml", "yaml", "json", "csv", "tsv")
"""Endings of `_data/authors`, from which generators take who wrote a post."""


class Sources(Struct, frozen=True, kw_only=True):
    """What was made, by the names that findings give documents, and the posts of the site."""

    documents: Mapping[str, Document]
    feeds: Mapping[str, Sequence[Post]]
    """The posts of each document that is a feed, in the order of its entries."""
    posts: Iterable[Post]
    specs: Mapping[str, FeedSpec] = {}
    """What each document of a feed is the feed of."""
    pinned: frozenset[str] = frozenset()
    """Sources of the posts whose id stands in feedpub.ids."""


def traced(diagnostics: Iterable[Diagnostic], made: Sources, request: Request) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, each said of the file that it comes from, as far as that is known; one for each cause."""
    tracer = _Tracer(made, request)
    return causes.one_for_each(map(tracer.placed, diagnostics), made.documents)


def _of_plain_text(one: Diagnostic, *, is_of_post: bool) -> Diagnostic:
    """Return a finding about markup in plain text as it is said of a source, in which nothing is escaped.

    Of a post it is advice: what was written is published right, and whoever writes about HTML means it so.
    """
    if one.code == _SHARED_DATE and is_of_post:  # no build has made it: two posts were changed on one day
        return replace(one, level=Level.INFO)
    if one.code == _TEMPLATE and is_of_post:  # what the generator would carry out was, or was taken out and said
        return replace(one, level=Level.INFO)
    if causes.fault(one.code) != causes.MARKUP or one.where.element in _BODIES:
        return one
    return replace(
        one,
        level=Level.INFO if is_of_post and one.level is Level.WARNING else one.level,
        hint="Write the characters themselves, without tags and entities: titles, names and summaries are plain text.",
    )


def _is_telling(value: str) -> bool:
    """Whether a value can be looked for in a file: it is long enough, or of characters that a text should not have."""
    return len(value) >= _LEAST or bool(_MISPLACED.fullmatch(value))


def located(diagnostics: Iterable[Diagnostic], request: Request) -> list[Diagnostic]:
    """Return the diagnostics, those that name a term of a post or an option with the line on which it stands."""
    tracer = _Tracer(Sources(documents={}, feeds={}, posts=()), request)
    return [replace(one, where=tracer.located(one)) if lacks_line(one) else one for one in diagnostics]


def lacks_line(one: Diagnostic) -> bool:
    """Whether the line of a finding is to be looked for, and can be."""
    return one.where.line is None and bool(one.where.element or one.code in _OF_KEYS)


class _Tracer:
    """Looks for the origins of findings; each file is read once, and understood once."""

    def __init__(self, made: Sources, request: Request) -> None:
        self._made, self._request = made, request
        self._text = cache(self._read)
        self._lines = cache(lambda path: Lines(self._text(path)))
        self._options = cache(lambda: toml_keys(self._text(FILE_NAME)))
        self._fields = cache(self._fields_of)
        self._addresses = cache(self._addresses_in)
        self._by_url = cache(lambda: {post.url: post for post in made.posts})

    def placed(self, one: Diagnostic) -> Diagnostic:
        document = self._made.documents.get(one.where.path)
        if document is None or one.level is Level.INFO:
            return one
        entry = self._entry(one, document)
        if entry:
            is_pinned = entry[0].source in self._made.pinned
            is_generated = self._request.options.ids.scheme is not IdScheme.UUID
            one = kept_ids.lowered(
                one, entry[0], is_pinned=is_pinned, is_generated=is_generated, is_strict=self._request.strict
            )
        where = self._in_post(one, *entry) if entry else self._of_newest(one) or self._in_options(one)
        if where is None:
            return one
        is_of_post = entry is not None and where.path == entry[0].source  # and not of what all posts have in common
        return _of_plain_text(replace(one, where=where), is_of_post=is_of_post)

    def located(self, one: Diagnostic) -> Where:
        """Return the place of the element (a term, or an option) in the file, or of the key that is to blame."""
        where = one.where
        if one.code in _OF_KEYS:
            spot = self._key(where.path, _OF_KEYS[one.code])
        elif where.path == FILE_NAME:
            spot = self._options().get(tuple(where.element.split(".")))
        else:
            spot = self._spot_of(where.element, where.path) or self._key(where.path, _TERMS)
        return replace(where, line=spot.line, column=spot.column) if spot else where

    # Which post

    def _entry(self, one: Diagnostic, document: Document) -> tuple[Post, list[str]] | None:
        """Return the post of the entry that a finding lies in, and the elements around the finding, outermost first."""
        if match := _ENTRY.match(one.where.xpath):
            held = self._made.feeds.get(one.where.path, ())
            number = int(match[1]) - 1 if match[1] else int(match[3])
            return (held[number], _STEP.findall(match[2] or match[4] or "")) if number < len(held) else None
        if match := _URL.match(one.where.xpath):
            addresses = self._addresses(document.data)
            number = int(match[1]) - 1
            post = self._by_url().get(addresses[number]) if number < len(addresses) else None
            return (post, _STEP.findall(match[2])) if post else None
        return None

    @staticmethod
    def _addresses_in(data: bytes) -> list[str]:
        return [html.unescape(found.decode()) for found in _LOC.findall(data)]

    # Where in its files

    def _in_post(self, one: Diagnostic, post: Post, steps: Sequence[str]) -> Where:
        if one.where.element in _BODIES:
            return self._in_body(one, post)
        if where := self._of_value(one, (post.source, *self._configurations())):
            return where
        groups = next((_GROUPS[step] for step in steps if step in _GROUPS), ())
        # What no key says comes out of the text where it is a summary.
        otherwise = Spot(post.body_line, 1) if groups == _SUMMARY else _TOP
        spot = (self._key(post.source, groups, otherwise) if groups or not steps else None) or _TOP
        return Where(path=post.source, line=spot.line, column=spot.column, element=one.where.element)

    def _in_body(self, one: Diagnostic, post: Post) -> Where:
        """Return the place in the text of a post, or in what stands below every text; else where the text begins."""
        footer = self._request.options.feeds.footer
        wanted = tuple(self._as_written(one.found, post))
        for value in wanted:
            if spot := self._spot_of(value, post.source, post.body_line):
                return Where(path=post.source, line=spot.line, column=spot.column, element=one.where.element)
        if spot := next((self._options().get(("feeds", "footer")) for value in wanted if value in footer), None):
            return Where(path=FILE_NAME, line=spot.line, column=spot.column, element="feeds.footer")
        if where := self._of_value(one, (post.source, *self._configurations())):
            return where
        return Where(path=post.source, line=post.body_line, column=1, element=one.where.element)

    def _as_written(self, found: str, post: Post) -> Iterator[str]:
        """Return what may stand in the source of a text for something that was found in what it became."""
        if match := _ELEMENT.match(found):
            yield f"<{match[1]}"
        if _is_telling(found):
            yield found
        for base in (post.url, self._request.options.site.url):
            if found.startswith(base) and len(found) - len(base) >= _LEAST:
                yield found.removeprefix(base)

    def _of_newest(self, one: Diagnostic) -> Where | None:
        """Return the key of the newest post where a document as a whole has a date of it."""
        steps = _STEP.findall(one.where.xpath)
        if not steps or steps[-1] not in _OF_NEWEST:
            return None
        posts = self._made.feeds.get(one.where.path, self._made.posts)
        dated = [(post.last_modified, post.source) for post in posts if post.last_modified is not None]
        if not dated:
            return None
        source = max(dated)[1]
        spot = self._key(source, ("updated", "date"))
        return Where(path=source, line=spot.line, column=spot.column, element=one.where.element) if spot else None

    def _in_title(self, one: Diagnostic) -> Where | None:
        """Return the place of what is wrong in the title of the feed of a term: in the template, or in the term."""
        spec = self._made.specs.get(one.where.path)
        if spec is None or spec.term is None or spec.term.slug in spec.paths.values() or one.where.element != "title":
            return None
        wrong = [quoted for quoted in _QUOTED.findall(one.text) if quoted != "title"]
        table = spec.term.taxonomy.value
        spot = self._options().get(("feeds", table, "title"))
        if spot and any(each in getattr(self._request.options.feeds, table).title for each in wrong):
            return Where(path=FILE_NAME, line=spot.line, column=spot.column, element=f"feeds.{table}.title")
        if not any(each in spec.term.label for each in wrong):
            return None
        source = self._made.feeds[one.where.path][0].source
        if where := self._first_of(spec.term.label, (source, *self._configurations()), one.where.element):
            return where
        spot = self._key(source, (table, *_TERMS))
        return Where(path=source, line=spot.line, column=spot.column, element=one.where.element) if spot else None

    def _in_options(self, one: Diagnostic) -> Where | None:
        """Return the place in the configuration of what a feed says of itself; None where it says none."""
        if one.where.path not in self._made.feeds:
            return None
        if where := self._in_title(one) or self._of_value(one, self._configurations()):
            return where
        if one.code == _LACKING:  # what is not there stands nowhere; the table is where it belongs
            top = self._options().get(("podcast",), Spot(1, 1))
            return Where(path=FILE_NAME, line=top.line, column=top.column, element=one.where.element)
        steps = (*_STEP.findall(one.where.xpath), one.where.element.rpartition(":")[2])
        places = self._options()
        for option in next((_OPTIONS[step] for step in steps if step in _OPTIONS), ()):
            table, name = option.split(".")
            value = getattr(getattr(self._request.options, table), name)
            if not value:  # what is not set stands nowhere
                continue
            if spot := places.get((table, name)):
                return Where(path=FILE_NAME, line=spot.line, column=spot.column, element=option)
            if isinstance(value, str) and (where := self._first_of(value, self._configurations(), option)):
                return where  # a key of the generator's configuration gives it
        return None

    def _configurations(self) -> Iterator[str]:
        yield FILE_NAME
        yield from self._request.options.site.config
        folder = self._request.options.content.folder
        for below in dict.fromkeys(("_data", f"{folder}/_data".lstrip("/"))):
            yield from (f"{below}/authors.{ending}" for ending in _DATA)

    def _of_value(self, one: Diagnostic, files: Iterable[str]) -> Where | None:
        """Return where the value that was found stands, as it stands, in the first of the files that has it."""
        return self._first_of(one.found, files, one.where.element)

    def _first_of(self, value: str, files: Iterable[str], element: str) -> Where | None:
        if not _is_telling(value):
            return None
        for path in files:
            if spot := self._spot_of(value, path):
                return Where(path=path, line=spot.line, column=spot.column, element=element)
        return None

    def _spot_of(self, value: str, path: str, first_line: int = 1) -> Spot | None:
        """Return where a text first stands in a file, from a line on; not as a part of a longer word."""
        lines = self._lines(path)
        pattern = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)" if value[-1].isalnum() else re.escape(value))
        match = pattern.search(self._text(path), lines.offset(first_line))
        return lines.spot(match.start()) if match else None

    def _fields_of(self, source: str) -> Fields | None:
        try:
            front = frontmatter.read(self._text(source), frontmatter.OF_ANY)
        except FrontMatterError:  # as Jekyll and Hugo allow what is an error otherwise
            return None
        return Fields(front) if front else None

    def _key(self, source: str, groups: Iterable[str], otherwise: Spot = _TOP) -> Spot | None:
        """Return the place of the first key that has one of the meanings; None where no front matter can be read."""
        fields = self._fields(source)
        if fields is None:
            return None
        path = next((path for group in groups for path in fields.paths.get(group, ())), None)
        return Spot(*fields.place(path)) if path else otherwise

    def _read(self, path: str) -> str:
        """Return the text of a file of the site; nothing for one that is not there."""
        try:
            data = read_bytes(self._request.folder, path, self._request.options.content.max_bytes)
        except SystemFault:  # nothing but the place in a message hangs on it
            return ""
        return "" if isinstance(data, Problem) else data.decode(errors="replace")
