"""Which findings forbid publishing, by what was asked for: `--strict`, `--keep-going`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.config import FILE_NAME
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.incremental.request import Request
    from feedpub.model.records import Diagnostic


def of_posts(diagnostics: Iterable[Diagnostic], request: Request) -> bool:
    """Whether findings about posts forbid it; errors of posts that are left out do not."""
    return any(_forbids(one, request) and not _is_left_out(one, request) for one in diagnostics)


def of_documents(diagnostics: Iterable[Diagnostic], request: Request) -> bool:
    """Whether findings about what was made forbid it."""
    return any(_forbids(one, request) for one in diagnostics)


def _forbids(one: Diagnostic, request: Request) -> bool:
    """Whether nothing may be published because of this."""
    return one.level.rank >= (Level.WARNING if request.strict else Level.ERROR).rank


def _is_left_out(one: Diagnostic, request: Request) -> bool:
    """Whether this is an error of a post that --keep-going leaves out; a warning's post is in the feeds."""
    is_of_a_post = one.where.path != FILE_NAME and not one.code.startswith(("config/", "ids/"))
    return request.keep_going and is_of_a_post and one.level is Level.ERROR
