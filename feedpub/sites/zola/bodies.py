"""Bodies of Zola pages for their feeds: its own shortcodes replaced, links to files made addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.collect import frontmatter, post
from feedpub.collect.left_out import MARK, Body, Generator, Notes, without_marks
from feedpub.collect.problem import FrontMatterError
from feedpub.collect.record import Named
from feedpub.collect.templates import is_secret
from feedpub.content.code import without_code
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.errors import ContentError, SystemFault
from feedpub.model.records import Diagnostic, Level
from feedpub.sites.hugo import embedded
from feedpub.sites.shared.configuration import is_too_long
from feedpub.sites.shared.reading import rules_in
from feedpub.sites.zola.rules import ZolaRules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post, Where

ZOLA: Final = Generator(title="Zola", command="zola build", folder="public")
MORE: Final = re.compile(r"<!--\s*more\s*-->")
_SHORTCODE = re.compile(
    r"\{(?P<mark>[{%])\s*(?P<name>[A-Za-z_]\w*)\s*\("
    r"""(?P<args>(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`[^`]*+`|[^{}()"'`])*+)\)\s*[}%]\}""",
    re.DOTALL,
)
_END = re.compile(r"\{%\s*end\s*%\}")
_BLOCK: Final = re.compile(rf"(?P<end>{_END.pattern})|\{{%\s*[A-Za-z_]\w*\s*\(")
_SEEN: Final = re.compile(r"\S")
_ESCAPED = re.compile(r"\{(?P<mark>[{%])/\*(?P<text>(?:(?!\{[{%]/\*|\*/[}%]\}).)*+)\*/(?P<end>[}%])\}", re.DOTALL)
_ARGUMENT = re.compile(r"""(?<!\w)(\w++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s,]+))""")
_CORRECT: Final = "Correct the path; it begins at the folder `content`."
_LINK = re.compile(r"(?P<before>\]\(<?|\]:[ \t]*<?)@/(?P<path>[^\s)>#]+)(?P<hash>#[^\s)>]*)?")
_ID = re.compile(r"[\w.\-]+")


def plainly(body: str) -> str | None:
    """Return the body without shortcodes, to look for its pictures; None where it has none."""
    if not _SHORTCODE.search(body):
        return None
    return _END.sub("", _SHORTCODE.sub("", body))


def body(folder: Path, data: bytes, read: Post, settings: Settings) -> Body:
    """Return the body of a page. Raises ContentError with what of it Zola refuses, too."""
    try:
        front = frontmatter.read(post.decode(data), settings.grammar)
    except FrontMatterError as error:
        raise SystemFault(f"{read.source} has changed during the build.", read.source) from error
    if front is None:
        raise SystemFault(f"{read.source} has changed during the build.", read.source)
    text = front.block.body
    notes = Notes(read, ZOLA, text)
    if _SHORTCODE.search(text):
        refused = tuple(_nowhere(text, notes, rules_in(settings, ZolaRules)))
        if refused:
            raise ContentError(refused[0].text, refused)
        text = _without_shortcodes(_without_secrets(text), notes)
    text = _ESCAPED.sub(lambda match: f"{{{match['mark']}{match['text']}{match['end']}}}", text)
    if "@/" in text:
        text, lost = _linked(folder, text, read, settings, notes)
        if lost:
            raise ContentError(lost[0].text, lost)
    return Body(text=text, left_out=notes.left_out)


def _without_shortcodes(text: str, notes: Notes) -> str:
    """Return the text with its shortcodes replaced or left out; what stands between one and its end is kept.

    What one encrypts is not.
    """

    def made(match: re.Match[str]) -> str:
        maker = _MAKERS.get(match["name"]) if match["mark"] == "{" else None
        arguments = {key: next(filter(None, rest), "") for key, *rest in _ARGUMENT.findall(match["args"])}
        shown = maker(arguments) if maker else ""
        if not shown:
            written = f"{match['name']}(…)"
            what = f"{{{{ {written} }}}}" if match["mark"] == "{" else f"{{% {written} %}}"
            notes.note(what, match.start(), "it lacks what it needs" if maker else "")
        return shown or MARK

    return without_marks(_END.sub("", _SHORTCODE.sub(made, text)))


def _without_secrets(text: str) -> str:
    """Return the text with blanks in place of what stands between a shortcode that encrypts it and its end."""
    parts: list[str] = []
    at, start, depth = 0, 0, 0
    for match in _BLOCK.finditer(text):
        if depth:
            depth += -1 if match["end"] else 1
            if not depth:
                parts += [text[at:start], _SEEN.sub(" ", text[start : match.start()])]
                at = match.start()
        elif not match["end"] and is_secret(text, match.start()) and (opening := _SHORTCODE.match(text, match.start())):
            start, depth = opening.end(), 1
    return "".join([*parts, text[at:]])


def _nowhere(text: str, notes: Notes, rules: ZolaRules) -> Iterator[Diagnostic]:
    """Return an error for each shortcode that neither Zola nor anything that belongs to the site can have."""
    if rules.shortcodes is None:
        return
    for match in _SHORTCODE.finditer(text):
        name = match["name"]
        if name not in _MAKERS and name not in rules.shortcodes:
            yield Diagnostic(
                code="post/bad-shortcode",
                level=Level.ERROR,
                where=notes.place(match.start()),
                text=f"The shortcode `{name}` cannot be replaced: neither Zola nor the site has one of this name.",
                why="The feed would carry the post without a part of it.",
                hint="Correct it: Zola refuses it, too.",
                found=name,
            )


def _youtube(given: Mapping[str, str]) -> str:
    name = given.get("id", "")
    page = f"https://www.youtube.com/watch?v={name}"
    return embedded.player(f"https://www.youtube.com/embed/{name}", page, "") if _ID.fullmatch(name) else ""


def _vimeo(given: Mapping[str, str]) -> str:
    name = given.get("id", "")
    page = f"https://vimeo.com/{name}"
    return embedded.player(f"https://player.vimeo.com/video/{name}", page, "") if _ID.fullmatch(name) else ""


def _streamable(given: Mapping[str, str]) -> str:
    name = given.get("id", "")
    return embedded.link(f"https://streamable.com/{name}") if _ID.fullmatch(name) else ""


def _gist(given: Mapping[str, str]) -> str:
    address = given.get("url", "")
    return embedded.link(address, given.get("file", "")) if address.startswith("https://") else ""


_MAKERS: Final[Mapping[str, Callable[[Mapping[str, str]], str]]] = {
    "youtube": _youtube,
    "vimeo": _vimeo,
    "streamable": _streamable,
    "gist": _gist,
}


def _linked(folder: Path, text: str, read: Post, settings: Settings, notes: Notes) -> tuple[str, list[Diagnostic]]:
    """Put addresses in place of paths of files (`@/posts/first.md`), but not in code."""
    is_lax = rules_in(settings, ZolaRules).has_lax_links
    kept: list[str] = []
    lost: list[Diagnostic] = []
    known: dict[str, str] = {}
    places = Notes(read, ZOLA, text)
    end = 0
    for match in _LINK.finditer(without_code(text)):
        if match["path"] not in known:
            known[match["path"]] = _address(folder, match["path"], settings)
        address = known[match["path"]]
        if not address and is_lax:
            notes.note(f"@/{match['path']}", match.start(), "it leads to no page of the site", _CORRECT)
        elif not address:
            lost.append(_lost(match["path"], places.place(match.start())))
        address = address or MARK
        kept += [text[end : match.start()], match["before"], address, match["hash"] or ""]
        end = match.end()
    return without_marks("".join([*kept, text[end:]])), lost


def _address(folder: Path, path: str, settings: Settings) -> str:
    """Return the address of the page that a file is; empty where there is none."""
    from feedpub.sites.zola import post as posts  # noqa: PLC0415 - which reads bodies for their pictures

    if is_too_long(path):
        return ""
    try:
        data = reading.read(folder, f"content/{refusal.checked(path)}")
    except RefusedError:
        return ""  # the link leads to no page
    if data is None:
        return ""
    suffix = path.rpartition(".")[0].rpartition(".")[2]
    languages = rules_in(settings, ZolaRules).languages
    language = next((each.key for each in languages if each.key == suffix), languages[0].key)
    record = posts.parse(data, Named(source=f"content/{path}", path=path, language=language), settings)
    return record.post.url if record.post else ""


def _lost(path: str, where: Where) -> Diagnostic:
    return Diagnostic(
        code="post/lost-link",
        level=Level.ERROR,
        where=where,
        text=f"There is no page `{path}` that the link `@/{path}` could lead to.",
        why="Readers would be led nowhere.",
        hint=_CORRECT,
        found=path,
    )
