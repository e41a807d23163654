"""Where posts may lie and where may be published: what folders of a site are taken for something else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from feedpub.config.mistakes import bad_value
from feedpub.io import reading, resolving
from feedpub.io.refusal import RefusedError
from feedpub.text import portable, urls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from feedpub.config.mistakes import Mistake
    from feedpub.model.options import Options

_SOURCES: Final = frozenset(
    {"_posts", "_drafts", "_data", "_includes", "_layouts", "_sass", "archetypes", "i18n", "layouts", "node_modules"}
    | {"templates", "themes"}
)
"""Folders at the top of a site from which generators make it."""


def contradictions(options: Options, site_folder: FilePath) -> Iterator[Mistake]:
    """Return what is wrong with the folders of posts and output. `site_folder` is that of the site."""
    folder, output = options.content.folder, options.output.folder
    if "\0" in folder + output:  # said before; such a name cannot even be looked up
        return
    content = site_folder / (folder or "content")
    if urls.is_safe_path(folder):
        yield from _content(site_folder, folder)
    is_own = not _is_dialect(options.site.type)
    real = resolving.real
    if _is_built(options.site.type) and real(site_folder / output) == real(site_folder / options.built.folder):
        return  # the feeds of pages stand beside them
    if what := _output_flaw(real(site_folder / output), real(site_folder), real(content), is_own=is_own):
        yield bad_value(
            ("output", "folder"),
            f"{output!r} {what}",
            output,
            hint="Name a folder of its own, like `public`.",
            why="What is published must not mix with what it is made from.",
        )


def _content(site_folder: FilePath, folder: str) -> Iterator[Mistake]:
    key = ("content", "folder")
    try:
        if not reading.is_folder(site_folder, folder):
            hint = "Make it, or fix the name; where another program makes it, run that first."
            yield bad_value(key, "there is no such folder", folder, hint=hint)
    except RefusedError as error:
        yield bad_value(key, f"it {error.sentence}", folder, hint=error.diagnostic.hint, why=error.diagnostic.why)


def _output_flaw(output: str, site: str, content: str, *, is_own: bool) -> str:
    """Return why nothing may be published in a folder, in words that follow it; empty where it may be.

    All are without links. A generator may have its output below its content, which it passes over: `is_own` is false.
    A folder that holds the site may be published, for its pages may be made from a folder within.
    """
    taken = {site: "is the folder of the site itself", content: "is the folder of the posts"}
    if output == os.path.dirname(output):  # noqa: PTH120 - `output` is text
        return "is the root of the file system"
    if output in taken:
        return taken[output]
    if private := portable.private(output):
        return f"lies in `{private}`"
    if _is_below(output, site) and _is_below(content, output):
        return "holds the folder of the posts"
    if is_own and _is_below(output, content):
        return "lies in the folder of the posts"
    first = _names(output[len(site) :])[0] if _is_below(output, site) else ""
    return f"lies in `{first}`, where sources of the site are" if first in _SOURCES else ""


def _names(path: str) -> list[str]:
    """Return the names of a path as file systems without case see them."""
    return [name.casefold() for name in path.split(os.sep) if name]  # noqa: PTH206 - `path` is text


def _is_below(inner: str, outer: str) -> bool:
    return inner.casefold().startswith(outer.rstrip(os.sep).casefold() + os.sep)


def _is_built(name: str) -> bool:
    from feedpub.collect import dialects  # noqa: PLC0415 - `feedpub init` needs no stage

    return name == dialects.BUILT


def _is_dialect(name: str) -> bool:
    from feedpub.collect import dialects  # noqa: PLC0415 - `feedpub init` needs no stage

    return dialects.is_dialect(name)
