"""Sites of Lektor: a `.lektorproject` file, and a `contents.lr` for each page."""

from __future__ import annotations

import configparser
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedpub import Diagnostic, Level, UsageError, Where
from feedpub.collect.dialect import FoundSite, Taken, Walked
from feedpub.collect.files import walk_folder
from feedpub.collect.left_out import Body
from feedpub.collect.names import Names
from feedpub.collect.record import Named, Record
from feedpub.collect.settings import settings_for
from feedpub.model.options import ContentOptions
from feedpub.model.records import Absence, Markup, Post

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.options import SiteOptions

NAME = "lektor"
TITLE = "Lektor"

_CONTENTS = "contents.lr"
_KEY = re.compile(r"([a-z0-9_]+):[ \t]*", re.IGNORECASE)
_OPTIONS = {"name": ("site", "title"), "url": ("site", "url"), "locale": ("site", "language")}


def detect(folder: Path) -> tuple[str, ...]:
    """Return the project file by which a Lektor site is known; () where there is none."""
    return tuple(sorted(file.name for file in folder.glob("*.lektorproject")))[:1]


def configuration(folder: Path, files: tuple[str, ...]) -> FoundSite:
    """Return the options that the project file stands for. Raises UsageError when it cannot be read."""
    taken = [Taken(path=("content", "folder"), value="content", key="", where=Where(path=files[0] if files else NAME))]
    for name in files:
        project = configparser.ConfigParser(interpolation=None)
        try:
            project.read_string((folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, configparser.Error) as error:
            raise UsageError(f"{name} cannot be read: {error}") from error
        taken += [
            Taken(path=path, value=project["project"][key], key=key, where=Where(path=name))
            for key, path in _OPTIONS.items()
            if project.has_option("project", key)
        ]
    return FoundSite(name=NAME, title=TITLE, files=files, taken=tuple(taken))


def check_permalink(pattern: str) -> None:
    """Raise ValueError for any pattern but the default: a page's address is its folder."""
    if pattern != ContentOptions().permalink:
        raise ValueError("pages of a Lektor site have the addresses of their folders; remove the key")


def walk(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Return the files to be read."""
    found = walk_folder(folder, folder / options.folder, (_CONTENTS,), options.exclude, skip)
    return Walked(
        names=Names.of(Named(source=file.source, path=file.path) for file in found.files),
        settings=settings_for(options, site, dialect=NAME),
        diagnostics=found.diagnostics,
    )


def parse(data: bytes, named: Named, settings: Settings) -> Record:
    """Return the record of a page; one with a `pub_date` is a post. Pure: it reads neither disk nor clock."""
    fields, body_line = _fields(data.decode("utf-8", "replace"))
    path = named.path.removesuffix(_CONTENTS)
    try:
        day = fields.get("pub_date", "")
        date = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=settings.zone) if day else None
    except ValueError:
        return Record(source=named.source, post=None, diagnostics=(_bad_date(named.source, day),))
    post = Post(
        source=named.source,
        stem=path.rstrip("/").rpartition("/")[2] or "index",
        url=settings.site_url + path,
        title=fields.get("title") or path or settings.site_url,
        markup=Markup.MARKDOWN,
        body_line=body_line,
        date=date.astimezone(UTC) if date else None,
        summary=fields.get("summary", ""),
        tags=tuple(fields.get("tags", "").split()),
        not_in_feeds=None if date else Absence.NO_DATE,
    )
    hidden = Absence.UNPUBLISHED if fields.get("_discoverable", "yes") == "no" else None
    return Record(source=named.source, post=post, hidden=hidden, not_before=post.date)


def body(folder: Path, data: bytes, post: Post, settings: Settings) -> Body:  # noqa: ARG001 - every dialect is called alike
    """Return the text of a page, in Markdown."""
    return Body(text=_fields(data.decode("utf-8", "replace"))[0].get("body", ""))


def _fields(text: str) -> tuple[dict[str, str], int]:
    """Return the fields of a page, which lines of three hyphens divide, and the line on which its text begins."""
    fields: dict[str, str] = {}
    line = body_line = 1
    for part in re.split(r"^---[ \t]*\n", text.replace("\r\n", "\n"), flags=re.MULTILINE):
        if key := _KEY.match(part):
            value = part[key.end() :]
            fields[key[1].lower()] = value.strip()
            if key[1].lower() == "body":
                body_line = line + len(value) - len(value.lstrip("\n"))
        line += part.count("\n") + 1
    return fields, body_line


def _bad_date(source: str, value: str) -> Diagnostic:
    return Diagnostic(
        code="lektor/bad-date",
        level=Level.ERROR,
        where=Where(path=source),
        text=f"pub_date is {value!r}.",
        hint="Write it like 2026-11-28.",
        why="Without a date the post stands in no feed.",
    )
