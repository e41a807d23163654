"""The feeds of an Eleventy site as its author wrote them: templates whose permalink is that of an XML or JSON file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect import frontmatter
from feedpub.collect.problem import FrontMatterError
from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.sites.eleventy import javascript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ENDINGS: Final = (".njk", ".liquid", ".html", ".md")
_COLLECTION = re.compile(r"\bcollections(?:\.(\w+)|\[\s*[\"']([^\"']+)[\"']\s*\])")
_FEW = re.compile(r"getNewestCollectionItemsByDate|\bslice\b|\bhead\s*\(|\blimit\b|\bbatch\b")
_USUAL: Final = 20
_NOT_RUN: Final = "{{ javascript }}"
"""Stands for a value of front matter that only a run of it could tell."""
_KINDS: Final = (("rss", "<rss"), ("atom", "<feed"), ("json", "jsonfeed.org"))


class EleventyFeed(Struct, frozen=True, kw_only=True):
    """A feed that the site makes by itself."""

    format: str
    path: str
    """Below the output."""
    collection: str
    limit: int
    where: Where
    said: Mapping[str, str] = field(default_factory=dict)
    """What it says of the site: `title`, `subtitle`, `language`, `base`."""


def feeds_of(site: Path, below: str, output: str) -> Iterator[EleventyFeed]:
    """Return the feeds whose templates lie at the top of the input folder, or in a folder `feed` or `feeds` there."""
    around = f"{below}/" if below else ""
    places = [below, *(around + name for name in ("feed", "feeds") if name != output)]
    for place in places:
        for name in _templates(site, place):
            if feed := _feed(site, f"{place}/{name}".lstrip("/"), around):
                yield feed


def _templates(site: Path, place: str) -> tuple[str, ...]:
    try:
        return tuple(name for name in reading.listing(site, place).others if name.endswith(_ENDINGS))
    except RefusedError:
        return ()  # that a link leads out of the site is said where its pages are looked for


def _feed(site: Path, file: str, around: str) -> EleventyFeed | None:
    try:
        text = reading.text(site, file) if reading.is_file(site, file) else None
        front = read(text) if text is not None else None
    except (RefusedError, UnicodeDecodeError, FrontMatterError):
        return None  # it is no feed; what is wrong with it is said when it is read as a page
    path = front.values.get("permalink") if front else None
    kind = next((name for name, mark in _KINDS if text and mark in text), "")
    if text is None or front is None or not kind or not isinstance(path, str) or "{" in path:
        return None
    match = _COLLECTION.search(text)
    return EleventyFeed(
        format=kind,
        path=path.lstrip("/"),
        collection=(match[1] or match[2]) if match else "",
        limit=_USUAL if _FEW.search(text) else 0,
        where=Where(path=file.removeprefix(around), line=1, column=1),
    )


def read(text: str) -> frontmatter.FrontMatter | None:
    """Return the front matter, also where `---json`, `---yaml` or `---js` opens it. Raises FrontMatterError."""
    for name, mark in (("---json", ";;;"), ("---yaml", "---"), ("---yml", "---")):
        first, _, rest = text.partition("\n")
        if first.strip() == name:
            head, _, body = rest.partition("\n---")
            return frontmatter.read(f"{mark}\n{head}\n{mark}{body}")
    return _of_script(text) if text.startswith(("---js\n", "---javascript\n")) else frontmatter.read(text)


def _of_script(text: str) -> frontmatter.FrontMatter | None:
    """Return front matter in JavaScript, with what is written out in it; the rest stands as a template."""
    head, _, body = text.partition("\n")[2].partition("\n---")
    values = {
        key: _NOT_RUN if value is javascript.UNKNOWN else value
        for key, value in javascript.Script(head).declared().items()
    }
    written = json.dumps(values, default=lambda _: None) + "\n" * head.count("\n")  # so that all lines stay
    return frontmatter.read(f";;;\n{written}\n;;;{body}")


_PICTURE = re.compile(r"<img\b[^>]*+(?:>|\Z)|!\[[^\]]{0,1000}+\]\((?P<target>[^)]{0,2000}+)\)", re.IGNORECASE)


def without_pictures(body: str) -> str:
    """Return the body without the pictures whose address is a template, and so cannot be known."""

    def kept(match: re.Match[str]) -> str:
        address = match[0] if match["target"] is None else match["target"]
        return "" if "{{" in address or "{%" in address else match[0]

    return _PICTURE.sub(kept, body)
