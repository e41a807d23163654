"""Bodies of Hexo's posts for their feeds: its own tags of Nunjucks as Markdown, all others left out."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from feedpub.collect import post
from feedpub.collect.fields import as_flag
from feedpub.collect.left_out import Body, Generator, Notes
from feedpub.collect.problem import FrontMatterError
from feedpub.collect.record import Named
from feedpub.collect.templates import ANY, without_formulas, without_templates
from feedpub.content.code import without_code
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.errors import SystemFault
from feedpub.sites.hexo import address, front
from feedpub.sites.hexo.rules import ENDINGS, POSTS, HexoRules
from feedpub.sites.shared.configuration import is_too_long
from feedpub.sites.shared.reading import rules_in
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post

HEXO: Final = Generator(title="Hexo", command="hexo generate", folder="public")
_CODE: Final = frozenset({"code", "codeblock"})
_QUOTES: Final = frozenset({"blockquote", "quote", "pullquote"})
_OPENING: Final = re.compile(
    r"\{%-?[ \t]*+(?P<name>codeblock|code|blockquote|quote|pullquote|raw)"
    r"(?P<args>(?:[ \t][^\n]{0,500}?)?)-?%\}[ \t]*+\n?"
    r"|(?P<comment>\{#[^\n{}]{0,500}?#\})"
)
_ENDS: Final = {
    name: re.compile(rf"\n?(?<![ \t])[ \t]*+\{{%-?[ \t]*+end{name}[ \t]*+-?%\}}") for name in (*_CODE, *_QUOTES, "raw")
}
_LANGUAGE: Final = re.compile(r"\blang:([\w+#-]+)")
_TICKS: Final = re.compile(r"`{3,}+")
_ARGUMENT: Final = re.compile(r""""([^"]*)"|'([^']*)'|(\S+)""")
_TEMPLATE: Final = re.compile(r"\{%[^{}]{0,1000}?%\}|\{\{[^{}\n]{0,1000}?\}\}")
_ADDRESS: Final = re.compile(r"(?:https?:)?//\S+|/\S*|www\.\S+")
_NUMBER: Final = re.compile(r"\d+(?:px|%)?")


def plainly(body: str) -> str | None:
    """Return the body without tags, to look for its pictures; None where it has none."""
    if "{%" not in body and "{{" not in body:
        return None

    def made(match: re.Match[str]) -> str:
        name, arguments = _parts(match[0][2:-2].strip("-~ \t\n"))
        return _picture(arguments, "") if name in {"asset_img", "asset_image"} and match[0][1] == "%" else ""

    return _TEMPLATE.sub(made, body)


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body of a post or page."""
    try:
        found = front.read(post.decode(data))
    except FrontMatterError as error:
        raise SystemFault(f"{read.source} has changed during the build.", read.source) from error
    text = found.block.body
    if not any(mark in text for mark in ("{%", "{{", "{#")) or as_flag(found.values.get("disableNunjucks")):
        return Body(text=text)
    text = _with_markdown(text)
    notes = Notes(read, HEXO, text)
    tags = _HexoTags(folder, read, settings)
    text = without_templates(text, without_formulas(without_code(text)), notes, ANY, tags.carried_out)
    return Body(text=text, left_out=notes.left_out)


def _with_markdown(text: str) -> str:
    """Return the text with code and quotations in Markdown, line by line, and without comments."""
    plain = without_code(text)
    parts: list[str] = []
    at = 0
    endless: set[str] = set()
    while match := _OPENING.search(plain, at):
        parts.append(text[at : match.start()])
        at = match.end()
        name = match["name"]
        if not name:
            continue
        end = None if name in endless else _ENDS[name].search(text if name in _CODE else plain, at)
        if end is None:
            endless.add(name)
            parts.append(text[match.start() : at])
            continue
        inside = text[at : end.start()]
        at = end.end()
        if name == "raw":
            parts.append(text[match.start() : at])
        else:
            parts.append((_fenced if name in _CODE else _quoted)(inside, match["args"].strip()))
    return "".join([*parts, text[at:]])


def _fenced(code: str, arguments: str) -> str:
    ticks = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(code)), default=0))
    language = _LANGUAGE.search(arguments)
    return f"{ticks}{language[1] if language else ''}\n{code}\n{ticks}"


def _quoted(text: str, source: str) -> str:
    lines = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return f"\n{lines}\n{f'> — {source}' if source else ''}\n"


def _parts(written: str) -> tuple[str, list[str]]:
    """Return the name of a tag and its arguments, without their quotes."""
    name, _, rest = written.partition(" ")
    return name, [next(filter(None, each), "") for each in _ARGUMENT.findall(rest)]


def _picture(arguments: Sequence[str], base: str) -> str:
    """Return a picture of the folder of a post: classes, its name, sizes, title and text in its place."""
    place = next((number for number, each in enumerate(arguments) if "." in each), None)
    return "" if place is None else _image(base + urls.quote_path(arguments[place]), arguments[place + 1 :])


def _image(source: str, rest: Sequence[str]) -> str:
    texts = [each for each in rest if not _NUMBER.fullmatch(each)]
    label = re.sub(r"[\[\]\\]", "", (texts[1] if len(texts) > 1 else " ".join(texts)).strip("\"'"))
    return f"![{label}](<{source}>)"


def _link(text: str, target: str) -> str:
    return f'<a href="{html.escape(target)}">{html.escape(text)}</a>'


class _HexoTags:
    """The tags of one post that Hexo itself has."""

    def __init__(self, folder: Path, read: Post, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._base = f"{read.url.removesuffix('.html').rstrip('/')}/"
        self._made: Mapping[str, Callable[[list[str]], str | None]] = {
            "asset_img": self._asset_image,
            "asset_image": self._asset_image,
            "asset_path": lambda given: self._base + urls.quote_path(given[0]),
            "asset_link": lambda given: _link(" ".join(given[1:]) or given[0], self._base + urls.quote_path(given[0])),
            "img": self._any_image,
            "image": self._any_image,
            "a": self._any_link,
            "link": self._any_link,
            "anchor": self._any_link,
            "iframe": lambda given: f'<iframe src="{html.escape(given[0])}"></iframe>',
            "post_link": self._post_link,
            "post_path": self._post_path,
            "url_for": lambda given: self._at(given[0]),
            "full_url_for": lambda given: self._at(given[0]),
        }

    def carried_out(self, mark: str, written: str) -> str | None:
        """Return what a template becomes; None for one that only Hexo can carry out."""
        name, given = _parts(written)
        made = self._made.get(name) if mark == "{%" and given else None
        return made(given) or None if made else None

    def _asset_image(self, given: list[str]) -> str | None:
        return _picture(given, self._base)

    def _any_image(self, given: list[str]) -> str | None:
        place = next((number for number, each in enumerate(given) if _ADDRESS.fullmatch(each)), None)
        return None if place is None else _image(self._at(given[place]), given[place + 1 :])

    def _any_link(self, given: list[str]) -> str | None:
        place = next((number for number, each in enumerate(given) if _ADDRESS.fullmatch(each)), None)
        return None if place is None else _link(" ".join(given[:place]) or given[place], given[place])

    def _at(self, path: str) -> str:
        """Return the address of a path of the site."""
        if urls.is_web(path) or path.startswith("//"):
            return path
        return self._settings.site_url + urls.quote_path(path.lstrip("/"))

    def _post_link(self, given: list[str]) -> str | None:
        name, mark, fragment = given[0].partition("#")
        found = self._post(name)
        words = given[1:-1] if given[-1] in {"true", "false"} else given[1:]
        return _link(" ".join(words) or found.title, found.url + mark + fragment) if found else None

    def _post_path(self, given: list[str]) -> str | None:
        found = self._post(given[0])
        return found.url if found else None

    def _post(self, slug: str) -> Post | None:
        """Return the post with a slug; None where there is none."""
        from feedpub.sites.hexo import post as posts  # noqa: PLC0415 - which reads bodies for their pictures

        rules = rules_in(self._settings, HexoRules)
        start = f"{rules.source}/{POSTS}"
        for path in self._candidates(slug, start, rules):
            data = reading.read(self._folder, start + path)
            if data is not None:
                named = Named(source=start + path, path=POSTS + path)
                return posts.parse(data, named, self._settings).post
        return None

    def _candidates(self, slug: str, start: str, rules: HexoRules) -> list[str]:
        """Return the paths at which the post may lie: that of the slug itself, else those whose names stand for it."""
        if is_too_long(slug):
            return []
        try:
            likely = [
                f"{slug}{ending}"
                for ending in ENDINGS
                if reading.is_file(self._folder, refusal.checked(f"{start}{slug}{ending}"))
            ]
        except RefusedError:
            return []  # a name that leads out of the site is none of a post
        if likely:
            return likely
        there = (path.removeprefix(start) for path in reading.names_below(self._folder, start.rstrip("/")))
        return [
            path for path in there if path.endswith(ENDINGS) and address.named(rules.file_name, path)["title"] == slug
        ]
