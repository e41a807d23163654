"""What the options and arguments of commands stand for. Loads nothing that understands command lines."""

from __future__ import annotations

from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict

from feedpub.cli import environment
from feedpub.cli.console import Console
from feedpub.io import reading, tree
from feedpub.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from feedpub.incremental.request import Request
    from feedpub.model.options import Options
    from feedpub.pipeline.surveying import Survey


_CONFIGURATION: Final = "feedpub.toml"
"""Where it is looked for without reading it; `feedpub.config`, which reads it, is slow to import."""
_SOME_URL: Final = "https://example.com/"
"""The address of the site plays no part for its rules, so a file without it will do."""


def folder(path: Path) -> Path:
    """Return the path of a folder. Raises as `io.tree.require_folder` does."""
    tree.require_folder(str(path))
    return path


class GivenToCompare(TypedDict):
    """The options of commands that put the site beside what is published (`options.to_compare`)."""

    site: Path
    url: str | None
    out: Path | None
    target: str | None
    site_type: str | None
    built: Path | None
    against: str
    against_optional: bool


def to_compare(given: GivenToCompare) -> Request:
    """Return what is to be compared. Raises as `folder` and `config.load` do."""
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts

    overrides = config.overrides(given["url"], given["out"], given["site_type"], given["built"], given["target"])
    place = folder(given["site"])
    return pipeline.Request(
        folder=place,
        options=config.load(place, overrides),
        now=environment.now(),
        against=given["against"],
        against_optional=given["against_optional"],
        key=environment.key(str(place), make=False),
    )


def console(*, quiet: bool = False, verbose: bool = False) -> Console:
    """Return the console for what the options ask."""
    return Console(verbosity=-1 if quiet else 1 if verbose else 0)


class Configured(NamedTuple):
    """A configuration that says which rules are wanted where no site is asked for, and the folder of its site."""

    folder: Path
    options: Options

    def modules(self, *, run: bool | None) -> tuple[str, tuple[str, ...]]:
        """Return the folder and the modules of rules to be run there. Raises as `config.local_rules` does."""
        from feedpub import config  # noqa: PLC0415 - start-up counts

        return str(self.folder), config.local_rules(self.options, run=run)


def configured(file: Path | None = None) -> Configured | None:
    """Return what a file says, without one what that of the current folder does, if there is one."""
    if file is None and not reading.is_file(".", _CONFIGURATION):
        return None
    from feedpub import config  # noqa: PLC0415 - start-up counts, and most folders have none

    place = file or Path()
    folder = place if reading.is_folder(place) else place.parent
    return Configured(folder=folder, options=config.load(place, config.overrides(_SOME_URL)))


def no_such_rule(name: str, known: Collection[str]) -> UsageError:
    """Return the error for a name that no rule has; it names those that were probably meant."""
    return UsageError(
        f"there is no rule {name}{_meant(name, known, 3)}\n`feedpub explain` lists all {len(known)} rules."
    )


def no_such_code(name: str, known: Collection[str]) -> UsageError:
    """Return the error for a code that no message and no rule has; it names those that were probably meant."""
    return UsageError(
        f"there is no code {name}{_meant(name, known, 3)}\n`feedpub explain` lists all {len(known)} codes."
    )


def source_of(name: str, site: Path, found: Survey) -> str:
    """Return the source path of the post that is meant. Raises UsageError when there is none, or more than one."""
    from feedpub.pipeline.why import addressed  # noqa: PLC0415 - start-up counts

    meant_by_it = addressed.named(name, found, (name, below(name, site) or name))
    if len(meant_by_it) == 1:
        return meant_by_it[0]
    if meant_by_it:
        raise several(name, meant_by_it)
    if not (reading.exists(name) or reading.exists(site / name)):
        raise no_such_post(name, found)
    raise UsageError(
        f"{name} is not a post or page of this site: its ending is not among content.extensions, it has no front "
        "matter, its name begins with `.` or `_`, content.exclude names it, or it lies outside of the content folder"
    )


def several(name: str, sources: Iterable[str]) -> UsageError:
    """Return the error for a name that several posts have."""
    return UsageError(f"{name} may be {' or '.join(sources)}; name one of them")


def no_such_post(name: str, found: Survey) -> UsageError:
    """Return the error for a name or an address that nothing of the site has; it names what was probably meant.

    Raises as `addressed.path_of` does.
    """
    from feedpub.pipeline.why import addressed  # noqa: PLC0415 - start-up counts

    posts = found.collected.posts
    path = addressed.path_of(name, found.site.url)
    if path is not None:
        wanted = found.site.url + path
        known = [post.url for post in posts] + [url for spec, _ in found.selection.feeds for url in spec.urls.values()]
        return UsageError(f"no post, page or feed is at {wanted}{_meant(wanted, known, 2)}")
    known = [*(post.source for post in posts), *(one.source for one in found.collected.skipped)]
    meant = _meant(name, [*known, *(post.stem for post in posts)], 2)
    return UsageError(f"no post or page has the file, URL, name or slug {name}{meant}")


def below(name: str | Path, site: Path) -> str | None:
    """Return a path from the current folder as a path of the site; None for one that leads out of it."""
    try:
        return Path(normpath(Path(name).absolute())).relative_to(normpath(site.absolute())).as_posix()
    except ValueError:
        return None


def _meant(name: str, known: Collection[str], most: int) -> str:
    """Return the names that were probably meant, in words that follow the wrong one; empty where there are none."""
    from difflib import get_close_matches  # noqa: PLC0415 - start-up counts

    close = get_close_matches(name, known, n=most)
    return f"; did you mean {' or '.join(close)}?" if close else ""
