"""The findings of publishing as diagnostics: what stands in the way of a file, and how to fix it. Pure."""

from __future__ import annotations

from feedpub.model.records import Diagnostic, Level, Where

_OBSTACLES = {
    "outside": (
        "The path leads out of the output folder through a symbolic link or `..`.",
        "Make the folder an ordinary one, or publish the file under another path.",
        "feedpub never writes outside the output folder.",
    ),
    "not-a-file": (
        "A folder, or something else that is no ordinary file, stands where the file has to be.",
        "Rename it, or publish the file under another path.",
        "A web server has one answer only for each address.",
    ),
    "not-a-folder": (
        "A part of the path has to be a folder, and a file stands there.",
        "Rename that file, or publish under another path.",
        "Nothing can be written below a file.",
    ),
    "not-a-path": (
        "This is no path of a file below the output folder.",
        "Give a relative path with `/`, without `.`, `..` or empty parts.",
        "feedpub never writes outside the output folder.",
    ),
}


def not_ours(folder: str, path: str, *, known: bool, option: str, can_be_taken_over: bool) -> Diagnostic:
    """Return the error for a file that publishing would overwrite; `known`: it stands where ours once stood.

    `option` gives ours another path.
    """
    text = (
        "This file was published by feedpub, and something else has replaced or edited it since."
        if known
        else "A file that feedpub did not make stands where it would publish its own."
    )
    if can_be_taken_over:
        hint = f"Replace it once with `--take-over`, move it away, or publish under another path: `{option}`."
    else:
        hint = f"Publish under another path, or not at all: `{option}`; or move the file away."
        text += " It is a file of another kind, which `--take-over` does not replace."
    return _finding(
        "publish/not-ours",
        folder,
        path,
        text,
        hint=hint,
        why="Overwriting it would lose what is in it, or another program would overwrite ours the next time.",
    )


def obstacle(folder: str, path: str, name: str) -> Diagnostic:
    """Return the error for a path at which nothing can be written; `name` is the value of an `Obstacle`."""
    text, hint, why = _OBSTACLES[name]
    return _finding(f"publish/{name}", folder, path, text, hint=hint, why=why)


def clash(folder: str, path: str, other: str) -> Diagnostic:
    """Return the error for two documents that are one file, everywhere or where case does not count."""
    if path == other:
        return _finding(
            "publish/same-path",
            folder,
            path,
            "Two documents have this path.",
            hint="Give one of them another path, category or slug.",
            why="The second would overwrite the first.",
        )
    return _finding(
        "publish/case-clash",
        folder,
        path,
        f"This path and `{other}` differ only in case or in the composition of their letters.",
        hint="Give one of them another path, category or slug.",
        why="On macOS and Windows they are one file, so one feed would overwrite the other.",
    )


def file_and_folder(folder: str, path: str, below: str) -> Diagnostic:
    """Return the error for a document whose path is a folder of another's."""
    return _finding(
        "publish/file-and-folder",
        folder,
        path,
        f"This document has the name of a folder that `{below}` needs.",
        hint="Give one of them another path, category or slug.",
        why="A name can be a file or a folder, not both.",
    )


def edited(folder: str, path: str) -> Diagnostic:
    """Return the warning for a file of ours that would go, but was changed by somebody."""
    return _finding(
        "publish/edited",
        folder,
        path,
        "feedpub published this file once and would remove it now; it was changed since, so it stays.",
        hint="Remove it yourself when nobody needs it; feedpub does not care for it any longer.",
        why="Readers and search engines may still find it, and it is never brought up to date.",
        level=Level.WARNING,
    )


def damaged(path: str, what: str) -> Diagnostic:
    """Return the warning for a manifest or journal that cannot be read; `what` says which."""
    return _finding(
        f"publish/{what}-damaged",
        "",
        path,
        f"The {what} cannot be read and is left out of account.",
        hint="Nothing need be done: this run writes a new one.",
        why="Files that are no longer published are not removed by this run; remove them yourself.",
        level=Level.WARNING,
    )


def not_sealed(path: str) -> Diagnostic:
    """Return the note of a journal that may have come from anywhere: it was not made with this user's key."""
    return _finding(
        "publish/journal-not-ours",
        "",
        path,
        "This journal of an interrupted run was not written by you on this machine, and is not carried out.",
        hint="Nothing need be done: this run publishes everything itself.",
        why="Whoever can put a file into `.feedpub` could otherwise have files moved and removed.",
        level=Level.INFO,
    )


def unfinished(folder: str) -> Diagnostic:
    """Return the note of a dry run that an earlier run was killed while publishing."""
    return _finding(
        "publish/unfinished",
        "",
        folder,
        "An earlier run was interrupted while publishing; the next build finishes it first.",
        hint="Run the build without `--dry-run`.",
        why="Until then this plan may list changes that are already on their way.",
        level=Level.INFO,
    )


def _finding(  # noqa: PLR0913 - the fields of a diagnostic, named by every caller
    code: str, folder: str, path: str, text: str, *, hint: str, why: str, level: Level = Level.ERROR
) -> Diagnostic:
    where = Where(path=f"{folder}/{path}" if folder else path)
    return Diagnostic(code=code, level=level, where=where, text=text, hint=hint, why=why)
