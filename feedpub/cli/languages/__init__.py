"""Which language messages are said in, and the way to its catalogue.

Findings are made, kept and compared in English. They are translated where they are shown to a person, here and nowhere
else, so caches, baselines, plug-ins and reports for programs depend on no language. A catalogue is one file, `ko.po`
(gettext), which is read when a language other than English is wanted and something is said. What it does not have stays
English.

catalogue   the texts of one language, and how a message finds its translation
particles   what of Korean depends on a value
"""

# ruff: noqa: PTH110, PTH118, PTH120, PTH208 - this is asked in every run: pathlib is slow to load

from __future__ import annotations

import os
import sys
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from feedpub.cli.languages.catalogue import Catalogue

ENGLISH: Final = "en"
_FOLDER: Final = os.path.dirname(__file__)
_ENDING: Final = ".po"
_NO_LANGUAGE: Final = ("", "C", "POSIX")

_asked: ContextVar[str] = ContextVar("asked", default="")


def ask(name: str) -> None:
    """Say everything in this language from now on, as `--lang` asks; the empty name asks for none."""
    _asked.set(name)


def available() -> tuple[str, ...]:
    """Return the names of all languages, English first."""
    return (ENGLISH, *sorted(name.removesuffix(_ENDING) for name in os.listdir(_FOLDER) if name.endswith(_ENDING)))


def found(name: str) -> str:
    """Return the language that a name means, as `ko_KR.UTF-8` or `ko-KR` mean `ko`; empty where there is none."""
    tag = name.partition(".")[0].partition("@")[0].replace("-", "_")
    return next((one for one in _widening(tag) if one == ENGLISH or _is_there(one)), "")


def _widening(tag: str) -> Iterator[str]:
    """Return `pt_BR`, then `pt`."""
    language, _, territory = tag.partition("_")
    if territory:
        yield f"{language.lower()}_{territory.upper()}"
    yield language.lower()


def _is_there(name: str) -> bool:
    return name.replace("_", "").isalnum() and os.path.exists(os.path.join(_FOLDER, name + _ENDING))


def of_environment(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language of the environment.

    The first of LC_ALL, LC_MESSAGES and LANG that is set names it (POSIX.1-2017, Base Definitions, 8.2); unless that is
    `C`, the list in LANGUAGE precedes it (GNU gettext, "The LANGUAGE variable"). What there is no catalogue for is
    English. Whether the terminal can show it is another question.
    """
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "")
    if locale.partition(".")[0] in _NO_LANGUAGE:
        return ENGLISH
    names = [*environ.get("LANGUAGE", "").split(":"), locale]
    return next((one for name in names if name and (one := found(name))), ENGLISH)


def say(text: str) -> str:
    """Return what is said to the person at the terminal, in the language of `--lang`, else of the environment."""
    return translator()(text)


def spoken() -> str:
    """Return the language of the person at the terminal: that of `--lang`, else of the environment."""
    return _asked.get() or of_environment()


def translator(language: str = "") -> Callable[[str], str]:
    """Return `say` for many texts, for which the environment is asked once, or the same in this language."""
    asked = language or _asked.get()
    language = asked or of_environment()
    if language == ENGLISH:
        return str
    catalogue = catalogue_of(language)
    return catalogue.lines if asked or catalogue.can_be_written_in(_encoding()) else str


def _encoding() -> str:
    """Return the encoding of the terminal; what is no stream with one takes any character."""
    return getattr(sys.stderr, "encoding", None) or "utf-8"


def write(text: str) -> str:
    """Return what is written for others to read, on a code host or build server: in the language of `--lang` alone."""
    return translator(_asked.get() or ENGLISH)(text)


@cache
def catalogue_of(language: str) -> Catalogue:
    """Return the catalogue of a language that `available` names, English excepted."""
    from feedpub.cli.languages.catalogue import read  # noqa: PLC0415 - nothing of it is needed for English

    return read(os.path.join(_FOLDER, language + _ENDING))
