"""What a build came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from feedpub.incremental.up_to_date import Tally
    from feedpub.model.records import Diagnostic, Document
    from feedpub.publish import Plan


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build came to. Documents that were known to stand as they are are not among those made."""

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    plan: Plan
    tally: Tally
