"""How findings of the guard are put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED: Final = 3
"""Posts, or paths, that a finding about many names."""


def listed(names: Sequence[str], form: str = "`{}`") -> str:
    """Return the first few names, and how many more there are."""
    shown = ", ".join(map(form.format, names[:NAMED]))
    more = len(names) - NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def joined(parts: Sequence[str]) -> str:
    """Return all of them, with `and` before the last."""
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]


def posts(count: int) -> str:
    """Return the number of posts."""
    return f"{count} post{'' if count == 1 else 's'}"


def finding(  # noqa: PLR0913 - the fields of a diagnostic, named by every caller
    code: str, path: str, text: str, *, hint: str, why: str, found: str = "", count: int = 1, element: str = ""
) -> Diagnostic:
    """Return what stops a build; its text says how many it is of, where they are several (`listed`)."""
    return Diagnostic(
        code=f"guard/{code}",
        level=Level.ERROR,
        where=Where(path=path, element=element),
        text=text,
        hint=hint,
        why=why,
        found=found,
        count=count,
        is_counted=True,
    )
