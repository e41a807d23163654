"""What is to be said of a code of the product at length: the record, and the two ways in which it is declared.

The validator's rules say the same of theirs in `validator.rule`. Here stand the codes of everything else: a build, its
posts, its configuration, its guard. Nothing here is loaded by a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

E, W, I = Level.ERROR, Level.WARNING, Level.INFO  # noqa: E741 - a column of the tables that follow
"""Short names of levels, for the declarations."""

TOML: Final = '[site]\nurl = "https://example.com/"\nlanguage = "en"\n'
"""A configuration with all that must be given, for samples in which it plays no part."""


class SampleSite(Struct, frozen=True, kw_only=True):
    """The files of a site of which a build says the code; the tests build it and see."""

    files: Mapping[str, str]
    """Path below the site's folder -> text. A site of no generator gets a `feedpub.toml` where there is none."""
    before: Mapping[str, str] = {}
    """The site as it was when it was built and published first; empty where that plays no part."""
    arguments: tuple[str, ...] = ()
    """Options of the second build, or of the only one."""
    encoding: str = "utf-8"
    """What the files are written in."""
    environ: Mapping[str, str] = {}
    links: Mapping[str, str] = {}
    """Path of each symbolic link -> what it leads to, as seen from its folder."""

    @property
    def command(self) -> str:
        """The command that says the code."""
        return " ".join(
            (*(f"{name}={value}" for name, value in self.environ.items()), "feedpub build", *self.arguments)
        )


class Message(Struct, frozen=True, kw_only=True):
    """A code of the product, with all that is ever said about it."""

    name: str
    """`area/what-is-wrong`, as in `Diagnostic.code`."""
    levels: tuple[Level, ...]
    """The levels at which it is said, the usual one first."""
    summary: str
    """What it means, in one sentence."""
    why: str
    """Whom it harms, and how."""
    fix: str
    """What to do."""
    sample: SampleSite | None = None
    no_sample: str = ""
    """Why there is no sample, in a sentence, where there is none."""

    @property
    def area(self) -> str:
        """What stands before the slash."""
        return self.name.partition("/")[0]

    @property
    def level(self) -> str:
        """The levels in words: `error`, or `warning or error`."""
        return " or ".join(level.value for level in self.levels)


def message(  # noqa: PLR0913 - the fields of the record
    name: str,
    levels: Level | tuple[Level, ...],
    summary: str,
    *,
    why: str,
    fix: str,
    sample: SampleSite | None = None,
    no_sample: str = "",
) -> Message:
    """Return the declaration of a code."""
    levels = levels if isinstance(levels, tuple) else (levels,)
    return Message(name=name, levels=levels, summary=summary, why=why, fix=fix, sample=sample, no_sample=no_sample)


def site(  # noqa: PLR0913 - the fields of the record
    files: Mapping[str, str],
    *,
    before: Mapping[str, str] | None = None,
    arguments: tuple[str, ...] = (),
    encoding: str = "utf-8",
    environ: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
) -> SampleSite:
    """Return a sample of several files."""
    return SampleSite(
        files=files,
        before=before or {},
        arguments=arguments,
        encoding=encoding,
        environ=environ or {},
        links=links or {},
    )


def post(text: str, *, name: str = "content/tea.md") -> SampleSite:
    """Return a sample of one post."""
    return SampleSite(files={name: text})
