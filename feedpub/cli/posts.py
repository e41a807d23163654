"""Which post is meant by what a person calls it: its file, its URL, its name or its slug."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.io import reading
from feedpub.model.errors import UsageError

if TYPE_CHECKING:
    from feedpub.pipeline.surveying import Survey


def source_of(name: str, site: Path, found: Survey) -> str:
    """Return the source path of the post that is meant. Raises UsageError when there is none, or more than one."""
    collected = found.collected
    known = [post.source for post in collected.posts] + [one.source for one in collected.skipped]
    for candidate in (name, _below(name, site)):
        if candidate in known:
            return candidate
    meant = sorted(
        {post.source for post in collected.posts if name in {post.url, post.stem} or post.url.endswith(f"/{name}/")}
        | {
            source
            for source in known
            if source.endswith(f"/{name}") or source.rpartition("/")[2].startswith(f"{name}.")
        }
    )
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UsageError(f"{name} may be {' or '.join(meant)}; name one of them")
    if not (reading.exists(name) or reading.exists(site / name)):
        close = get_close_matches(name, [*known, *(post.stem for post in collected.posts)], n=2)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise UsageError(f"no post or page has the file, URL, name or slug {name}{hint}")
    raise UsageError(
        f"{name} is not a post or page of this site: its ending is not among content.extensions, it has no front "
        "matter, its name begins with `.` or `_`, content.exclude names it, or it lies outside of the content folder"
    )


def _below(name: str, site: Path) -> str:
    """Return a path from the current folder as a path of the site."""
    try:
        return Path(name).absolute().relative_to(site.absolute()).as_posix()
    except ValueError:
        return name
