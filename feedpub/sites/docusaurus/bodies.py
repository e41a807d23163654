"""Bodies of the posts of Docusaurus for their feeds: Markdown without modules, components and what is of pages only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.collect import post
from feedpub.collect.left_out import MARK, Body, Generator, Notes, without_marks
from feedpub.collect.mdx import without_mdx
from feedpub.collect.problem import FrontMatterError
from feedpub.collect.record import Named
from feedpub.content.code import without_code
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.errors import SystemFault
from feedpub.sites.docusaurus.rules import DocusaurusRules
from feedpub.sites.shared.configuration import is_too_long
from feedpub.sites.shared.reading import rules_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post

DOCUSAURUS: Final = Generator(title="Docusaurus", command="docusaurus build", folder="build")
_IMPORTS: Final = re.compile(r"\s*+(?:import\s(?:[^\n]|\n(?!\n))*+(?:\n{2,}|\Z)\s*+)*+")
_TITLE: Final = re.compile(r"(?:#[ \t]+[^ \t\n][^\n]*|[^\n#][^\n]*\n=+)[ \t]*(?:\n|\Z)")
_TRUNCATED: Final = re.compile(r"<!--\s*truncate\s*-->|\{/\*\s*truncate\s*\*/\}")
_HEADING: Final = re.compile(r"^#{1,6}[ \t][^\n]*+", re.MULTILINE)
_ANCHOR: Final = re.compile(r"(?<![ \t])[ \t]*+\{(?:/\*[ \t]{0,9})?#[\w-]{1,200}(?:[ \t]{0,9}\*/)?\}[ \t]*+\Z")
_FENCE: Final = re.compile(
    r"^(?P<start>[ \t>]*):{3,}"
    r"(?:(?P<kind>\w+)(?:\[(?P<label>[^\]\n]*)\]|[ \t]+(?P<title>[^\n{]*))?(?:\{[^\n}]*\})?)?[ \t]*$",
    re.MULTILINE,
)
_PICTURE: Final = re.compile(
    r"!\[[^\[\]]{0,500}\]\((?!\w+:|/|#)(?P<path>[^()\s]{1,500})(?:\s+[\"'][^\n]{0,300}?[\"'])?\)"
)
_LINK: Final = re.compile(
    r"(?P<before>\]\(<?)(?!\w+:|/|#)(?P<path>[^\s()#>]{1,500}\.mdx?)(?P<hash>#[^\s()>]*)?(?=>?\))"
)


def without_imports(body: str) -> str:
    """Return the body without the modules at its start, behind which its title may stand."""
    match = _IMPORTS.match(body)
    return body[match.end() :] if match else body


def plainly(body: str) -> str | None:
    """Return the body without the pictures whose addresses Docusaurus makes up; None where it has none."""
    return _PICTURE.sub("", body) if "](" in body else None


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body of a post."""
    from feedpub.sites.docusaurus import post as posts  # noqa: PLC0415 - which reads bodies for their pictures

    try:
        text = posts.read(post.decode(data)).block.body
    except FrontMatterError as error:
        raise SystemFault(f"{read.source} has changed during the build.", read.source) from error
    text = _outside_code(text, _HEADING, lambda heading: _ANCHOR.sub("", heading))
    text = _outside_code(_without_title(text), _TRUNCATED, lambda _: "<!-- more -->")
    beside = Notes(read, DOCUSAURUS, text)
    text = _with_addresses(folder, text, read, settings, beside)
    notes = Notes(read, DOCUSAURUS, text)
    text = _without_fences(without_mdx(text, without_code(text), notes))
    return Body(text=text, left_out=(*beside.left_out, *notes.left_out))


def _outside_code(text: str, pattern: re.Pattern[str], shown: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(without_code(text)):
        parts += [text[end : match.start()], shown(text[match.start() : match.end()])]
        end = match.end()
    return "".join([*parts, text[end:]])


def _without_title(text: str) -> str:
    """Return the text without the heading that is the title of its post; its lines stay."""
    start = len(text) - len(without_imports(text))
    match = _TITLE.match(text, start)
    return text[:start] + "\n" * match[0].count("\n") + text[match.end() :] if match else text


def _without_fences(text: str) -> str:
    """Return the text with the titles of its admonitions in bold, and without the lines around them."""

    def shown(match: re.Match[str]) -> str:
        title = match["label"] or match["title"] or (match["kind"] or "").capitalize()
        return f"{match['start']}\n{match['start']}**{title.strip()}**\n" if title else match["start"]

    if ":::" not in text:
        return text
    parts: list[str] = []
    end = 0
    for match in _FENCE.finditer(without_code(text)):
        parts += [text[end : match.start()], shown(match)]
        end = match.end()
    return "".join([*parts, text[end:]])


def _with_addresses(folder: Path, text: str, read: Post, settings: Settings, notes: Notes) -> str:
    """Return the text with the addresses of posts in place of their files, without pictures that lie beside it."""
    parts: list[str] = []
    end = 0
    plain = without_code(text)
    found = [*_PICTURE.finditer(plain), *_LINK.finditer(plain)]
    for match in sorted(found, key=lambda each: each.start()):
        if match.start() < end:
            continue
        parts.append(text[end : match.start()])
        end = match.end()
        if match.re is _PICTURE:
            notes.note("![…](…)", match.start())
            parts.append(MARK)
        else:
            address = _address(folder, match["path"], read, settings)
            if not address:
                notes.note(match["path"], match.start(), "it leads to no post of the blog")
            parts += [match["before"], address or MARK, match["hash"] or ""]
    return without_marks("".join([*parts, text[end:]]))


def _address(folder: Path, path: str, read: Post, settings: Settings) -> str:
    """Return the address of the post that a file is; empty where it is none."""
    from feedpub.sites.docusaurus import post as posts  # noqa: PLC0415 - which reads bodies for their pictures

    blog = rules_in(settings, DocusaurusRules).blog_of(read.source)
    for start in (read.source.rpartition("/")[0], blog.path):
        try:
            source = refusal.checked(_joined(start, path))
            data = (
                None if is_too_long(source) or not source.startswith(f"{blog.path}/") else reading.read(folder, source)
            )
        except RefusedError:
            continue  # the link leads to no post
        if data is not None:
            record = posts.parse(data, Named(source=source, path=source[len(blog.path) + 1 :]), settings)
            return record.post.url if record.post else ""
    return ""


def _joined(start: str, path: str) -> str:
    import posixpath  # noqa: PLC0415 - few texts have links to files

    return posixpath.normpath(f"{start}/{path}")
