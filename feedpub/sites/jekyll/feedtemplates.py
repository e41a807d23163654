"""The feeds that a Jekyll site makes by templates of its own: any file with front matter that is a feed.

Its layout and what it includes belong to it. Nothing of it is run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.collect import frontmatter
from feedpub.collect.fields import as_flag
from feedpub.collect.problem import FrontMatterError
from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.sites.shared import feedtemplates
from feedpub.sites.shared.expressions import UnreadError, Values
from feedpub.sites.shared.feeds import JEKYLL_ID, OwnFeed, main_first
from feedpub.sites.shared.reading import NOTHING
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.sites.shared.expressions import ValueFilter
    from feedpub.sites.shared.feedtemplates import FeedLoop

USUAL: Final = ("feed.xml", "atom.xml", "rss.xml", "index.xml", "feed/index.xml", "feed/feed.xml", "feed.json")
_ENDINGS: Final = (".xml", ".rss", ".atom", ".json", ".rdf")
_SPECIAL: Final = (".", "_", "#", "~")
_MOST_FOLDERS: Final = 500
_MOST_BYTES: Final = 100_000
_INCLUDE: Final = re.compile(r"\{%-?\s*include\s++([\w./-]++)[^%]{0,1000}+%\}")
_LAYOUTS: Final = (".xml", ".rss", ".atom", ".json", ".html", ".liquid")
_DEEPEST: Final = 3
_SHOWN: Final = 100
_CONTAINS: Final = re.compile(r"\w+\.(categories|tags|category|tag)\s+contains\s++(\S.*)")
_IS: Final = re.compile(r"\w+\.(\w+)\s*+==\s*+(\S.*)")
_IS_NOT: Final = re.compile(r"\w+\.\w+\s*+!=\s*+\S.*|\w+\.\w+\s*+==\s*+(?:nil|null|false)")
_TERMS: Final = {"categories": "categories", "category": "categories", "tags": "tags", "tag": "tags"} | dict.fromkeys(
    ("lang", "language", "locale"), "languages"
)
_DOCUMENTS: Final = "site.documents"
"""Posts, and the documents of all collections."""
_ORDERING: Final = frozenset({"sort", "reverse", "compact", "uniq", "sort_natural", "slice"})

CHIRPY: Final = OwnFeed(
    path="feed.xml", format="atom", limit=5, id="{url}", is_newest_first=True, where=Where(path="_config.yml")
)
"""The feed that the theme Chirpy brings among its assets."""


def feeds_of(site: Path, source: str, keys: Mapping[str, Value], hidden: Callable[[str, str], bool]) -> list[OwnFeed]:
    """Return the feeds of a site, the main one first; `source` is its folder below the site's, with a slash.

    `hidden` tells the files that Jekyll passes over, by path and name.
    """
    found: dict[str, OwnFeed] = {}
    for path in _paths(site, source, hidden):
        if feed := _feed(site, source, path, keys):
            found.setdefault(feed.path, feed)
    return main_first(list(found.values()), USUAL)


def _paths(site: Path, source: str, hidden: Callable[[str, str], bool]) -> Iterator[str]:
    """Return the files below the source that may be feeds; folders are entered up to a number."""
    waiting = [""]
    seen = 0
    while waiting and seen < _MOST_FOLDERS:
        below = waiting.pop(0)
        seen += 1
        try:
            listed = reading.listing(site, (source + below).rstrip("/"))
        except RefusedError:
            continue  # that a link leads out of the site is said where its pages are looked for
        yield from (
            path for name in listed.others if name.endswith(_ENDINGS) and not hidden(path := below + name, name)
        )
        waiting += [
            f"{path}/"
            for name in listed.folders
            if not name.startswith(_SPECIAL) and not hidden(path := below + name, name)
        ]


def _feed(site: Path, source: str, path: str, keys: Mapping[str, Value]) -> OwnFeed | None:
    """Return the feed that a file makes; None for anything else."""
    text = _text(site, source + path)
    if not text.startswith("---"):
        return None
    front = _front(text)
    if front is None or as_flag(front.get("published")) is False:
        return None
    address = front.get("permalink")
    address = address.lstrip("/") if isinstance(address, str) and address else path
    if address.endswith("/"):
        address += "index.xml" if path.endswith(".xml") else "index.html"
    if not urls.is_safe_file(address) or ":" in address:
        return None
    template = _Template(site, source, front, keys)
    return template.feed(address, text, source + path)


def _text(site: Path, path: str) -> str:
    try:
        if not reading.is_file(site, path):
            return ""
        return (reading.beginning(site, path, _MOST_BYTES) or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except RefusedError:
        return ""  # it is said where pages are looked for


def _front(text: str) -> Mapping[str, Value] | None:
    try:
        found = frontmatter.read(text)
    except FrontMatterError:
        return None  # what is wrong with it is said when it is read as a page
    return found.values if found else {}


def _body(text: str) -> str:
    try:
        return frontmatter.body(text) or text
    except FrontMatterError:
        return text


class _Template:
    """One template with what it is made of."""

    def __init__(self, site: Path, source: str, front: Mapping[str, Value], keys: Mapping[str, Value]) -> None:
        self._site, self._source, self._front, self._keys = site, source, front, keys
        self._files: dict[str, str] = {}

    def feed(self, address: str, text: str, file: str) -> OwnFeed | None:
        """Return the feed; None where it is none."""
        self._files[file] = text
        whole = self._whole(text, self._front)
        template = feedtemplates.plain(whole, self._is_true)
        values = Values(self._known, self._filters())
        loop = feedtemplates.loop_of(template, values)
        if loop is None:
            return None
        self._variable = loop.variable
        only, limit, unread = self._selection(loop, values)
        if unread and address not in USUAL:
            return None
        id_, unread_id = self._id(loop, values)
        return OwnFeed(
            path=address,
            format=loop.format,
            limit=limit,
            id=id_,
            is_newest_first=loop.source is not None and all(name != "sort" for name, _ in loop.source.filters),
            has_collections=loop.source is not None and loop.source.values == (_DOCUMENTS,),
            only=only,
            beside=loop.beside,
            unread=unread_id,
            where=self._where(loop.id, file),
        )

    _variable = "post"

    def _whole(self, text: str, front: Mapping[str, Value], depth: int = 0) -> str:
        """Return the template that holds the feed: the file, or its layout, with what it includes."""
        body = self._with_includes(_body(text))
        layout = front.get("layout")
        if feedtemplates.kind_of(body) or not isinstance(layout, str) or layout in NOTHING or depth > _DEEPEST:
            return body
        for ending in _LAYOUTS:
            name = f"{self._source}_layouts/{layout}{ending}"
            if found := _text(self._site, name):
                self._files[name] = found
                return self._whole(found, _front(found) or {}, depth + 1)
        return body

    def _with_includes(self, text: str, depth: int = 0) -> str:
        if depth > _DEEPEST:
            return text

        def included(match: re.Match[str]) -> str:
            name = f"{self._source}_includes/{match[1]}"
            found = "" if ".." in name else _text(self._site, name)
            self._files[name] = found
            return self._with_includes(found, depth + 1) if feedtemplates.may_hold_items(found) else ""

        return _INCLUDE.sub(included, text)

    def _where(self, part: str, file: str) -> Where:
        for name, text in reversed(self._files.items()):
            if part and part in text:
                return Where(path=name, line=feedtemplates.line_of(text, part), column=1)
        return Where(path=file, line=1, column=1)

    # What is known

    def _known(self, name: str) -> str | None:
        root, _, rest = name.partition(".")
        if root == self._variable:
            return _OF_POST.get(rest)
        if name == "site.url":
            return "{site}/" if str(self._keys.get("url", "")).endswith("/") else "{site}"
        if name == "site.baseurl":
            return "{base}" if str(self._keys.get("baseurl") or "").strip("/") else ""
        if name in {"site.github.url", "site.production_url"}:
            return "{site}{base}"
        return _scalar(self._value_of(name))

    def _value_of(self, name: str) -> Value | None:
        root, *steps = re.split(r"\s{0,20}\.\s*+|\[[\"']|[\"']\]\.?", name.strip())
        found: Value | None = dict(self._front) if root == "page" else dict(self._keys) if root == "site" else None
        for step in filter(None, steps):
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def _is_true(self, condition: str) -> bool | None:
        """Tell whether a condition holds that asks for the configuration or the front matter alone."""
        if not re.fullmatch(r"(?:page|site)(?:\.\w+)+", condition) or condition.startswith("site.data"):
            return None
        value = self._value_of(condition)
        return value is not None and value not in ("false", "~", "null")

    def _filters(self) -> Mapping[str, ValueFilter]:
        return {
            **feedtemplates.UNCHANGING,
            "date": feedtemplates.formatted_date,
            "prepend": lambda value, start: start + value,
            "append": lambda value, end: value + end,
            "default": lambda value, other="", *_: value or other,
            "absolute_url": _absolute,
            "relative_url": lambda value: value if value.startswith("{base}") else f"{{base}}{_slashed(value)}",
            "replace": _replaced,
            "remove": _replaced,
            "strip_index": lambda value: value,
            "uri_escape": _encoded,
        }

    # What is told

    def _selection(self, loop: FeedLoop, values: Values) -> tuple[Mapping[str, tuple[str, ...]], int, bool]:
        """Return of which posts the feed is, how many it holds, and whether that could not be told."""
        limit = _number(loop.limit, values)
        source = loop.source
        if source is None or len(source.values) != 1:
            return {}, limit, True
        only = self._root(source.values[0], values)
        unread = only is None
        only = dict(only or {})
        for name, arguments in source.filters:
            if name == "slice" and len(arguments) == 2:  # noqa: PLR2004 - start and length
                limit = _number(arguments[1], values) or limit
            elif name not in _ORDERING and (term := self._where_term(name, arguments, values)) is not None:
                only |= term
            elif name not in _ORDERING:
                unread = True
        return only, limit, unread

    def _root(self, written: str, values: Values) -> dict[str, tuple[str, ...]] | None:
        """Return the terms that the list at the root of a loop is of; None for one that is not known."""
        match = re.fullmatch(r"site\.(\w+)(?:\.([\w-]+)|\[(.+)\])?", written)
        if match is None:
            return {} if written == "paginator.posts" else None
        if written == _DOCUMENTS:
            return {}
        name, label, inner = match[1], match[2], match[3]
        if name == "posts" and not (label or inner):
            return {}
        if inner:
            label = _told(lambda: values.value(inner))
        if name in {"categories", "tags"}:
            return {name: (label,)} if label else None
        collections = self._keys.get("collections")
        is_collection = isinstance(collections, dict) and name in collections
        return {"sections": (name,)} if is_collection and not (label or inner) else None

    def _where_term(self, name: str, arguments: tuple[str, ...], values: Values) -> dict[str, tuple[str, ...]] | None:
        """Return the terms that a filter `where` or `where_exp` asks for: none where it leaves out a few posts."""
        if name not in {"where", "where_exp"} or len(arguments) != 2:  # noqa: PLR2004 - what, and which
            return None
        if name == "where_exp":
            condition = arguments[1][1:-1]
            if _IS_NOT.fullmatch(condition):
                return {}
            match = _CONTAINS.fullmatch(condition) or _IS.fullmatch(condition)
            key, wanted = (match[1], match[2]) if match else ("", "")
        else:
            key, wanted = arguments[0].strip("\"'"), arguments[1]
        label = _told(lambda: values.value(wanted)) if key in _TERMS else ""
        return {_TERMS[key]: (label,)} if label else None

    def _id(self, loop: FeedLoop, values: Values) -> tuple[str, str]:
        """Return the pattern of ids, or what of the template could not be read."""
        written = " ".join(loop.id.split())[:_SHOWN] or "an item without an id"
        try:
            made = self._normal(values.text(loop.id))
        except UnreadError:
            return "", written
        return (made, "") if made else ("", written)

    def _normal(self, made: str) -> str:
        """Return a pattern in its shortest form; nothing for one that is the same for all posts."""
        base = str(self._keys.get("baseurl") or "").strip("/")
        url = str(self._keys.get("url") or "").rstrip("/")
        if url and made.startswith(url):
            made = "{site}" + made.removeprefix(url)
        if not base:
            made = made.replace("{base}", "")
        whole = "{site}{base}" if base else "{site}"
        for start in (whole, whole.replace("{site}", "{site}/")):
            if made == f"{start}{{path}}":
                return "{url}"
        return made if feedtemplates.tells_posts_apart(made) or made == JEKYLL_ID else ""


_OF_POST: Final = {"url": "{path}", "id": "{id}", "slug": "{slug}", "date": feedtemplates.DATE}


def _absolute(value: str, *_: str) -> str:
    if value == "{id}":
        return JEKYLL_ID
    if value.startswith(("{site}", "{url}", JEKYLL_ID, "http://", "https://")):
        return value
    return f"{{site}}{{base}}{_slashed(value)}"


def _slashed(value: str) -> str:
    return value if value.startswith(("/", "{path}", "{id}")) else f"/{value}"


def _replaced(value: str, old: str, new: str = "") -> str:
    """Return a value in which a part is replaced; that of a post's address is known to end in no `index.html`."""
    if old.strip("/") in {"index.html", "index"}:
        return value
    if "{" in value and not value.startswith(old):
        raise ValueError(value)
    return new + value[len(old) :] if value.startswith(old) and "{" in value else value.replace(old, new)


def _encoded(value: str) -> str:
    if "{id}" in value or "{slug}" in value:
        raise ValueError(value)
    return value


def _scalar(value: Value | None) -> str | None:
    return value if isinstance(value, str) and value not in NOTHING and "{" not in value else None


def _told(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except UnreadError:
        return ""


def _number(written: str, values: Values) -> int:
    """Return a number that a template says; 0, which is all, where it says none."""
    text = _told(lambda: values.value(written)) if written else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - digits
