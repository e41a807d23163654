"""The feeds of an Eleventy site as its author wrote them: templates whose permalink is that of an XML or JSON file.

And those that eleventy-plugin-rss is asked for. Nothing of them is run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field, structs

from feedpub.collect.problem import FrontMatterError
from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.sites.eleventy import templates
from feedpub.sites.shared import feedtemplates
from feedpub.sites.shared.expressions import UnreadError, Values
from feedpub.sites.shared.feeds import OwnFeed, main_first
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.sites.shared.expressions import ValueFilter
    from feedpub.sites.shared.feedtemplates import FeedLoop

USUAL: Final = ("feed.xml", "feed/feed.xml", "atom.xml", "rss.xml", "index.xml", "feed.json", "feed/feed.json")
_ENDINGS: Final = (".njk", ".liquid", ".html", ".md")
_OF_FEEDS: Final = (".xml", ".atom", ".rss", ".rdf", ".json")
_SKIPPED: Final = frozenset({"node_modules", "vendor"})
_HIDDEN: Final = (".", "#", "~", "_")
_MOST_FOLDERS: Final = 500
_MOST_BYTES: Final = 100_000
_NAMED: Final = re.compile(rb"permalink\s*+(?:[\"']\s*+)?:")
_COLLECTION: Final = re.compile(r"\bcollections(?:\.(\w+)|\[\s*[\"']([^\"']+)[\"']\s*\])")
_SLICED: Final = re.compile(r"slice\(\s*(?:0\s*,\s*|-)(\d{1,6})\s*\)")
_FEW: Final = re.compile(r"getNewestCollectionItemsByDate|\bslice\b|\bhead\b|\blimit\b|\bbatch\b")
_LIMITING: Final = frozenset({"head", "limit", "take", "first", "eleventyFeedHead", "slice"})
_USUAL_LIMIT: Final = 20
_ADDRESS: Final = re.compile(r"(?i)(?:url|base|host|origin|domain|hostname)$")
_SHOWN: Final = 100


class EleventyFeed(Struct, frozen=True, kw_only=True):
    """A feed that the site makes by itself."""

    feed: OwnFeed
    collection: str
    """Whose posts it holds; empty where that cannot be told."""
    said: Mapping[str, str] = field(default_factory=dict)
    """What it says of the site: `title`, `subtitle`, `language`, `base`, `author`, `email`."""


def feeds_of(
    site: Path, below: str, skipped: frozenset[str], data: Callable[[str], str | None]
) -> Iterator[EleventyFeed]:
    """Return the feeds whose templates lie in the input folder; `skipped` are folders that hold no pages.

    `data` tells the text of a name of the site's data, None where it is not known.
    """
    waiting = [below]
    seen = 0
    while waiting and seen < _MOST_FOLDERS:
        place = waiting.pop(0)
        seen += 1
        start = f"{place}/" if place else ""
        try:
            listed = reading.listing(site, place)
        except RefusedError:
            continue  # that a link leads out of the site is said where its pages are looked for
        for name in listed.others:
            if name.endswith(_ENDINGS) and (feed := _feed(site, start + name, data)):
                yield feed
        waiting += [
            start + name
            for name in listed.folders
            if not name.startswith(_HIDDEN) and name not in _SKIPPED and start + name not in skipped
        ]


def ordered(feeds: Sequence[EleventyFeed]) -> tuple[EleventyFeed, ...]:
    """Return the feeds, the main one first."""
    places = {id(one): place for place, one in enumerate(main_first([each.feed for each in feeds], USUAL))}
    return tuple(sorted(feeds, key=lambda each: places[id(each.feed)]))


def _feed(site: Path, file: str, data: Callable[[str], str | None]) -> EleventyFeed | None:
    try:
        raw = reading.beginning(site, file, _MOST_BYTES) if reading.is_file(site, file) else None
        if raw is None or not _NAMED.search(raw):
            return None
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        front = templates.read(text)
    except (RefusedError, UnicodeDecodeError, FrontMatterError):
        return None  # it is no feed; what is wrong with it is said when it is read as a page
    path = front.values.get("permalink") if front else None
    if front is None or not isinstance(path, str) or "{" in path or not path.strip().endswith(_OF_FEEDS):
        return None
    path = path.strip().removeprefix("./").lstrip("/")
    if not urls.is_safe_file(path):
        return None
    told = _told(path, front.block.body, text, file, data)
    return structs.replace(told, said=_said(front.values.get("metadata"))) if told else None


def _said(metadata: Value | None) -> Mapping[str, str]:
    """Return what the feed of the first Eleventy Base Blog, and of many since, says of the site in its front matter."""
    if not isinstance(metadata, dict):
        return {}
    author = metadata.get("author")
    author = author if isinstance(author, dict) else {"name": author or ""}
    given: dict[str, Value | None] = {
        **{key: metadata.get(key) for key in ("title", "subtitle", "language")},
        "base": metadata.get("url"),
        "author": author.get("name"),
        "email": author.get("email"),
    }
    texts = {key: value.strip() for key, value in given.items() if isinstance(value, str) and "{" not in value}
    if not urls.is_web(texts.get("base", "")):
        texts.pop("base", None)
    return {key: text for key, text in texts.items() if text}


def _told(path: str, body: str, text: str, file: str, data: Callable[[str], str | None]) -> EleventyFeed | None:
    variables: list[str] = []

    def known(name: str) -> str | None:
        root, _, rest = name.partition(".")
        if root in variables:
            return _OF_POST.get(rest)
        found = data(name)
        return found if found is not None else "{site}" if _ADDRESS.search(name) else None

    values = Values(known, _FILTERS)
    template = feedtemplates.plain(body, lambda _: None)
    loop = feedtemplates.loop_of(template, values)
    if loop is None:
        return None
    variables.append(loop.variable)
    written = f"{loop.written} {' '.join(loop.source.values) if loop.source else ''}"
    match = _COLLECTION.search(written) or _COLLECTION.search(template)
    pattern, unread = _id(loop, values)
    return EleventyFeed(
        feed=OwnFeed(
            path=path,
            format=loop.format,
            limit=_limit(loop, template, values),
            id=pattern,
            beside=loop.beside,
            unread=unread,
            where=Where(path=file, line=feedtemplates.line_of(text, loop.id), column=1),
        ),
        collection=(match[1] or match[2]) if match else "",
    )


def _id(loop: FeedLoop, values: Values) -> tuple[str, str]:
    """Return the pattern of ids, or what of the template could not be read."""
    written = " ".join(loop.id.split())[:_SHOWN] or "an item without an id"
    try:
        made = values.text(loop.id).replace(f"/{_REST}", "{path}")
    except UnreadError:
        return "", written
    if made in {"{site}{path}", "{site}{base}{path}", "{url}"}:
        return "{url}", ""
    return (made, "") if feedtemplates.tells_posts_apart(made) else ("", written)


def _limit(loop: FeedLoop, template: str, values: Values) -> int:
    """Return how many posts the feed holds, 0 for all; the usual number where it says some."""
    written = [loop.limit]
    for name, arguments in loop.source.filters if loop.source else ():
        if name in _LIMITING and arguments:
            written.append(arguments[-1])
    for one in filter(None, written):
        try:
            text = values.value(one).lstrip("-")
        except UnreadError:
            continue
        if text.isascii() and text.isdigit() and len(text) < 9:  # noqa: PLR2004 - digits
            return int(text)
    if match := _SLICED.search(loop.written) or _SLICED.search(template):
        return int(match[1])
    source = f"{loop.written} {loop.source.filters if loop.source else template}"
    return _USUAL_LIMIT if _FEW.search(source) else 0


_OF_POST: Final = {"url": "{path}", "page.url": "{path}", "date": feedtemplates.DATE, "fileSlug": "{slug}"}


_REST: Final = "{rest}"
"""Stands for the path of a post without the slash at its front."""


def _replaced(value: str, old: str, new: str, number: str = "") -> str:
    """Return a value with a part replaced; of the path of a post only the first slash can be known."""
    if value == "{path}" and (old, new, number) == ("/", "", "1"):
        return _REST
    if "{" in value:
        raise ValueError(value)
    return value.replace(old, new)


def _absolute(value: str, *_: str) -> str:
    """Return the whole address of a post. Raises ValueError for that of anything else."""
    if value not in {"{path}", "{base}{path}", "{url}"}:
        raise ValueError(value)
    return "{url}"


_FILTERS: Final[Mapping[str, ValueFilter]] = {
    **feedtemplates.UNCHANGING,
    "absoluteUrl": _absolute,
    "htmlBaseUrl": _absolute,
    "absolute_url": _absolute,
    "toAbsoluteUrl": _absolute,
    "addPathPrefixToFullUrl": feedtemplates.unchanged,
    "url": lambda value, *_: f"{{base}}{value}" if value == "{path}" else value,
    "date": feedtemplates.formatted_date,
    "replace": _replaced,
    "append": lambda value, end: value + end,
    "prepend": lambda value, start: start + value,
    "default": lambda value, other="", *_: value or other,
}
