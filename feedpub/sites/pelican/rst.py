"""reStructuredText, through docutils, of which this is the home: title and fields of a file, and its text as HTML.

A feed is made of the post alone: what directives do that read files stands in `directives`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, msgpack

from feedpub.collect.problem import Problem
from feedpub.io import workers
from feedpub.model.records import Level
from feedpub.sites.pelican import directives, growth
from feedpub.sites.pelican.head import PelicanHead
from feedpub.sites.pelican.slugs import MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKS: Final = "!-/:-@[-`{-~"
_ADORNED = re.compile(rf"([{_MARKS}])\1+[ \t]*")
_FIELD = re.compile(r":[^:\s][^:]*:(?:\s|$)")
_SYSTEM_MESSAGE = re.compile(r"<string>:(\d+): \([A-Z]+/\d\) (.*)", re.DOTALL)


class RstError(Exception):
    """A text that docutils refuses; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


class _RstResult(Struct, frozen=True, kw_only=True):
    """What was made of a text: its fields, or its HTML and what is left out of it, or why it is refused."""

    fields: dict[str, list[str]] = {}
    html: str = ""
    left_out: list[tuple[str, int]] = []
    problem: Problem | None = None


_LONG: Final = 4000
"""Characters from which on a text may cost docutils so much that it is worth a process of its own."""
_SECONDS: Final = 2
"""Of the processor's time for a text, and one more for each 10,000 characters: three times what lists take."""
_PER_SECOND: Final = 10_000


def _made(text: str, make: Callable[[], _RstResult]) -> _RstResult:
    """Return what is made of a text, in bounded time. Raises RstError, and MissingLibraryError without docutils."""
    if len(text) <= _LONG or not workers.can_help():
        return make()
    _docutils()  # once, and not in each process
    seconds = _SECONDS + len(text) // _PER_SECOND
    try:
        packed = workers.apart(lambda: msgpack.encode(_or_problem(make)), seconds)
    except workers.TooCostlyError:
        raise RstError(_too_costly(f"docutils takes more than {seconds} seconds for it")) from None
    made = msgpack.decode(packed, type=_RstResult)
    if made.problem is not None:
        raise RstError(made.problem)
    return made


def _or_problem(make: Callable[[], _RstResult]) -> _RstResult:
    try:
        return make()
    except RstError as error:
        return _RstResult(problem=error.problem)


def head(text: str, language: str) -> PelicanHead:
    """Return title and fields. Raises RstError, and MissingLibraryError without docutils.

    As few lines as possible are read by docutils: the whole text only where the title depends on it.
    """
    lines = text.split("\n")
    end = _end_of_fields(lines)
    values = None
    if end is not None and not _has_more_titles(lines, end):
        try:
            values = _values("\n".join(lines[:end]), language)
        except RstError:
            values = None
    if values is None or end is None:
        values = _values(text, language)
        end = _end_of_fields(lines) or 0
    return PelicanHead(values=values, text="\n".join(lines[:end]), body=text, body_line=1, is_html=True)


def html(text: str, language: str) -> tuple[str, list[tuple[str, int]]]:
    """Return the text without title and fields as HTML, and the directives left out of it: their names and lines.

    Raises like `head`.
    """
    made = _made(text, lambda: _html(text, language))
    return made.html, made.left_out


def _html(text: str, language: str) -> _RstResult:
    core, writer = _docutils()
    parts = _published(core, text, language, writer)
    return _RstResult(html=str(parts["body"]), left_out=getattr(parts["whole"], directives.LEFT_OUT, []))


def _values(text: str, language: str) -> dict[str, list[str]]:
    return _made(text, lambda: _RstResult(fields=dict(_fields(_document(text, language))))).fields


def _end_of_fields(lines: list[str]) -> int | None:
    """Return the number of lines up to the end of the fields behind the title; None where there is no such thing."""
    at = _skip_blank(lines, 0)
    if at + 1 < len(lines) and _ADORNED.fullmatch(lines[at]) and lines[at + 1].strip():
        at += 3
    elif at + 1 < len(lines) and _ADORNED.fullmatch(lines[at + 1]):
        at += 2
    else:
        return None
    at = _skip_blank(lines, at)
    if at >= len(lines) or not _FIELD.match(lines[at]):
        return None
    while at < len(lines) and (not lines[at].strip() or lines[at][0] in " \t" or _FIELD.match(lines[at])):
        at += 1
    return at


def _skip_blank(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _has_more_titles(lines: list[str], end: int) -> bool:
    """Whether a later line may underline a title of the same rank: then the first one is no title of the whole."""
    first = next(line for line in lines if _ADORNED.fullmatch(line) or line.strip())
    mark = first[0] if _ADORNED.fullmatch(first) else lines[lines.index(first) + 1][0]
    return any(line[:1] == mark and _ADORNED.fullmatch(line) for line in lines[end:])


def _document(text: str, language: str) -> Any:  # noqa: ANN401 - docutils has no types
    core, writer = _docutils()
    return _published(core, text, language, writer)["whole"]


def _docutils() -> tuple[Any, Any]:
    try:
        from docutils import core  # noqa: PLC0415 - sites in Markdown do without it
        from docutils.writers import html4css1  # noqa: PLC0415 - sites in Markdown do without it
    except ImportError as error:
        raise MissingLibraryError("docutils", "rst") from error
    directives.register()
    return core, html4css1


def _published(core: Any, text: str, language: str, html4css1: Any) -> dict[str, Any]:  # noqa: ANN401 - docutils has no types
    """Return the parts that docutils makes of the text, and the document as `whole`."""
    from docutils.utils import SystemMessage  # noqa: PLC0415 - sites in Markdown do without it

    directives.know(text, language)
    try:
        with _unheard():
            _, publisher = core.publish_programmatically(
                source_class=_io().StringInput,
                source=text,
                source_path=None,
                destination_class=_io().StringOutput,
                destination=None,
                destination_path=None,
                reader=growth.reader(),
                reader_name="standalone",
                parser=None,
                parser_name="restructuredtext",
                writer=html4css1.Writer(),
                writer_name=None,
                settings=_settings_for(text, language),
                settings_spec=None,
                settings_overrides=None,
                config_section=None,
                enable_exit_status=False,
            )
    except SystemMessage as error:
        raise RstError(_refused(str(error))) from error
    except growth.GrowthError as error:
        raise RstError(_too_costly(str(error))) from error
    except Exception as error:
        # Whatever docutils stumbles over is a mistake in one post.
        raise RstError(_refused(f"{type(error).__name__}: {error}")) from error
    finally:
        directives.forget()
    return {**publisher.writer.parts, "whole": publisher.document}


@contextmanager
def _unheard() -> Iterator[None]:
    """Let docutils print nothing: what it has to say of formulas is the post's, and reports are read by machines."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        yield


def _settings_for(text: str, language: str) -> Any:  # noqa: ANN401 - docutils has no types
    settings = _settings(language).copy()
    settings.feedpub_text = text
    return settings


@lru_cache(maxsize=8)
def _settings(language: str) -> Any:  # noqa: ANN401 - docutils has no types for what they come to
    """Return the settings of docutils; to make them takes longer than to read a short post."""
    from docutils import frontend  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.parsers.rst import Parser  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.readers.standalone import Reader  # noqa: PLC0415 - sites in Markdown do without it
    from docutils.writers.html4css1 import Writer  # noqa: PLC0415 - sites in Markdown do without it

    settings = frontend.get_default_settings(Parser, Reader, Writer)
    for name, value in {**_SETTINGS, "language_code": _known(language)}.items():
        setattr(settings, name, value)
    return settings


_SETTINGS: Final[dict[str, object]] = {
    "initial_header_level": "2",
    "syntax_highlight": "none",
    "halt_level": 2,
    "traceback": True,
    "report_level": 5,
    "warning_stream": False,
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "file_insertion_enabled": False,
    "raw_enabled": True,
    "_disable_config": True,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
    "line_length_limit": 1_000_000,
}


def _io() -> Any:  # noqa: ANN401 - docutils has no types
    from docutils import io  # noqa: PLC0415 - sites in Markdown do without it

    return io


def _known(language: str) -> str:
    from docutils.parsers.rst.languages import get_language  # noqa: PLC0415 - sites in Markdown do without it

    return language if get_language(language) else "en"


def _fields(document: Any) -> Iterator[tuple[str, list[str]]]:  # noqa: ANN401 - docutils has no types
    from docutils import nodes  # noqa: PLC0415 - sites in Markdown do without it

    title = document.first_child_matching_class(nodes.title)
    if title is not None:
        yield "title", [_escaped(document[title].astext())]
    found: dict[str, list[str]] = {}
    for info in document.findall(nodes.docinfo):
        for element in info.children:
            if element.tagname == "field":
                name, body = element.children
                found[name.astext().lower()] = [body.astext()]
            elif element.tagname == "authors":
                found["authors"] = [";".join(each.astext() for each in element.children) + ";"]
            else:
                found[element.tagname] = [element.astext()]
    yield from found.items()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _too_costly(why: str) -> Problem:
    return Problem(
        code="post/too-costly",
        text=f"The reStructuredText costs too much: {why}.",
        hint="Divide it, or take out what is wide, long or often repeated: tables, lists in lists, names and classes.",
        why="One post must not keep all others from being published.",
        line=1,
        column=1,
    )


def _refused(message: str) -> Problem:
    match = _SYSTEM_MESSAGE.fullmatch(message)
    line, what = (int(match[1]), match[2]) if match else (1, message)
    first = " ".join(what.split("\n")[0].split()).rstrip(".")
    return Problem(
        code="post/bad-rst",
        text=f"The reStructuredText cannot be read: {first}.",
        hint="Correct the line; Pelican leaves the post out, too.",
        why="A feed must not carry a post without its text.",
        line=line,
        column=1,
        level=Level.WARNING,
    )
