"""The record of a post as most are written, made in a third of the time that `post` takes for any post.

Most have a title, a date, terms, perhaps a summary and an author, each said once and in text, and nothing needs to be
said about them. Of anything else there is no record here, and `post` makes it. Tests hold the two together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from feedpub.collect import filename, permalink, terms
from feedpub.collect.fields import NOTHING, as_flag, plan
from feedpub.collect.permalink import Placeholders
from feedpub.collect.record import Record
from feedpub.content import body_images
from feedpub.model.records import Author, Markup, Post
from feedpub.text import dates, plain, urls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from feedpub.collect.frontmatter import FrontMatter, Value
    from feedpub.collect.record import FileName, Named
    from feedpub.collect.settings import Settings


_MARKUP = {".md": Markup.MARKDOWN, ".markdown": Markup.MARKDOWN, ".html": Markup.HTML}


class _UnusualError(ValueError):
    """Something that `post` must see to."""


class _Keys(NamedTuple):
    """The key that each meaning has in a front matter; empty for none. The names are those of `fields.KEYS`."""

    title: str = ""
    date: str = ""
    updated: str = ""
    summary: str = ""
    categories: str = ""
    tags: str = ""
    authors: str = ""
    draft: str = ""


def record(front: FrontMatter, named: Named, settings: Settings, data: bytes) -> Record | None:
    """Return the record that `post.record` gives, or None for a post that is not usual."""
    keys = _keys(tuple(front.values))
    if keys is None or front.notes or named.language or "\\" in front.block.text:
        return None
    try:
        return _record(front, keys, named, settings, may_have_images(data))
    except ValueError:
        return None


def may_have_images(data: bytes) -> bool:
    """Whether there may be a picture in the body of a file.

    Looking in bytes is many times as fast as in text, and for one byte many times as fast as for two.
    """
    if b"<" in data and (b"<img" in data or (b"IMG" in data and b"<IMG" in data)):
        return True
    return b"!" in data and b"![" in data


def local(moment: datetime, settings: Settings) -> datetime:
    """Return the moment on the clocks of the site; as it is where they would show the year 10000."""
    try:
        return moment.astimezone(settings.zone)
    except OverflowError:
        return moment


@lru_cache(maxsize=1024)
def _keys(keys: tuple[str, ...]) -> _Keys | None:
    """Return what these keys mean; None where two mean the same, one is not usual, or there is no title."""
    found: dict[str, str] = {}
    for meaning, key, _ in plan(keys):
        if meaning in found or meaning not in _Keys._fields:
            return None
        found[meaning] = key
    return _Keys(**found) if "title" in found else None


def _record(front: FrontMatter, keys: _Keys, named: Named, settings: Settings, has_images: bool) -> Record:  # noqa: FBT001 - one more fact
    values, block = front.values, front.block
    name = filename.read(named)
    if keys.draft and as_flag(values[keys.draft]) is not False:
        raise _UnusualError
    date = _date(_text(values, keys.date), name, settings)
    categories = _terms(values, keys.categories)
    title = _title(_text(values, keys.title))
    url = _url(title, local(date, settings), categories, name, settings)
    markup = _markup(name)
    post = Post(
        source=named.source,
        stem=name.stem,
        url=url,
        title=title,
        markup=markup,
        body_line=block.body_line,
        date=date,
        updated=_updated(_text(values, keys.updated), date, settings) if keys.updated else None,
        summary=_summary(_text(values, keys.summary)) if keys.summary else "",
        authors=_authors(_text(values, keys.authors)) if keys.authors else (),
        categories=categories,
        tags=_terms(values, keys.tags),
        body_images=body_images(block.body, markup, url) if has_images else (),
    )
    if (categories or post.tags) and terms.is_too_much(post, settings.max_terms):
        raise _UnusualError
    return Record(source=named.source, post=post, not_before=date, key=named.base)


def _text(values: Mapping[str, Value], key: str) -> str:
    """Return the text of a key without white space around it; empty where there is none."""
    value = values[key] if key else ""
    if type(value) is not str:
        raise _UnusualError
    if value in NOTHING:
        return ""
    return value.strip() or _unusual()


def _unusual() -> str:
    raise _UnusualError


def _title(written: str) -> str:
    if not written:
        raise _UnusualError
    return plain.on_one_line(written) if "\n" in written or "  " in written else written


def _date(written: str, name: FileName, settings: Settings) -> datetime:
    if not written:
        if name.day is None:
            raise _UnusualError
        written = name.day.isoformat()
    return dates.parse_date(written, settings.zone)


def _updated(written: str, date: datetime, settings: Settings) -> datetime | None:
    updated = dates.parse_date(written, settings.zone) if written else None
    if updated is not None and updated < date:
        raise _UnusualError
    return updated


def _summary(written: str) -> str:
    if "<" in written or "&" in written:
        raise _UnusualError
    return plain.on_one_line(written)


@lru_cache(maxsize=1024)
def _authors(written: str) -> tuple[Author, ...]:
    if "<" in written:
        raise _UnusualError
    return (Author(name=" ".join(written.split())),) if written else ()


def _terms(values: Mapping[str, Value], key: str) -> tuple[str, ...]:
    value = values[key] if key else ""
    if type(value) is str:
        return () if value in NOTHING else terms.of_text(value)
    if value and set(map(type, value)) != {str}:
        raise _UnusualError
    return terms.of_words(tuple(value))


def _markup(name: FileName) -> Markup:
    found = _MARKUP.get(name.ending)
    if found is None:
        raise _UnusualError
    return found


def _url(title: str, moment: datetime, categories: tuple[str, ...], name: FileName, settings: Settings) -> str:
    slug = urls.slugify(name.name)
    if name.is_index or not slug:
        raise _UnusualError
    facts = Placeholders(
        folder=name.folder,
        name=name.stem,
        slug=slug,
        title=title,
        date=moment,
        categories=categories,
        language=settings.language,
    )
    return settings.site_url + permalink.quoted(permalink.expand(settings.permalink, facts))
