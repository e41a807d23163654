"""What a build came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedpub.unchanged import Tally

if TYPE_CHECKING:
    from feedpub.model import Diagnostic, Document
    from feedpub.pipeline.surveying import Survey
    from feedpub.publish import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build came to."""

    survey: Survey
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    plan: Plan

    @property
    def tally(self) -> Tally:
        """What it came to in numbers."""
        posts = sum(post.date is not None for post in self.survey.collected.posts)
        return Tally(
            feeds=len(self.survey.selection.feeds),
            posts=posts,
            pages=len(self.survey.collected.posts) - posts,
            files=len(self.documents),
        )
