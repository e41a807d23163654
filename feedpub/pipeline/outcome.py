"""What a build came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.records import dataclass

if TYPE_CHECKING:
    from feedpub.model import Diagnostic, Document
    from feedpub.publish import Plan
    from feedpub.unchanged import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build came to. Documents that were known to stand as they are are not among those made."""

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    plan: Plan
    tally: Tally
