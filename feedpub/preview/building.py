"""The build that is shown: the last one that could be made, and what hinders the next."""

from __future__ import annotations

import time
from threading import Condition
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.incremental.store import key_of
from feedpub.model.errors import ContentError, FeedpubError, UsageError, faults
from feedpub.preview.wording import ENGLISH, PageLanguage

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.model.records import Diagnostic, Level
    from feedpub.pipeline.previewing import Preview


class BuildFailure(Struct, frozen=True, kw_only=True):
    """Why there is no build of what the files hold now."""

    error: FeedpubError

    @property
    def text(self) -> str:
        """What the error says, without the full stop."""
        return str(self.error).removesuffix(".")

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What it says of files."""
        return self.error.diagnostics if isinstance(self.error, ContentError | UsageError) else ()


class ShownBuild(Struct, frozen=True, kw_only=True):
    """What visitors see."""

    version: str = ""
    """Another one where anything is otherwise; empty before the first build."""
    preview: Preview | None = None
    """The last build that could be made; None where there was none."""
    failure: BuildFailure | None = None
    """Why the files as they are now cannot be built; None where `preview` is of them."""
    seconds: float = 0.0
    """How long the build took."""
    language: PageLanguage = ENGLISH
    """What the pages are written in."""

    def count(self, level: Level) -> int:
        """Return how many findings there are of a level, each once however often it occurs, as on the terminal."""
        said = self.failure.diagnostics if self.failure else self.preview.diagnostics if self.preview else ()
        return sum(one.level is level for one in said)


class ContinuousBuild:
    """Builds when told to, and lets threads wait for what comes of it. `make` makes one build."""

    def __init__(self, make: Callable[[], Preview], language: PageLanguage = ENGLISH) -> None:
        self._make = make
        self._shown = ShownBuild(language=language)
        self._changed = Condition()
        self._is_over = False

    @property
    def shown(self) -> ShownBuild:
        """What visitors see now."""
        return self._shown

    def build(self) -> ShownBuild:
        """Build once more and show that. Whatever makes it impossible is shown, too; nothing is raised for it."""
        begun = time.perf_counter()
        preview, failure = self._shown.preview, None
        try:
            with faults():
                preview = self._make()
        except FeedpubError as error:
            failure = BuildFailure(error=error)
        shown = ShownBuild(
            version=_version(preview, failure),
            preview=preview,
            failure=failure,
            seconds=time.perf_counter() - begun,
            language=self._shown.language,
        )
        with self._changed:
            self._shown = shown
            self._changed.notify_all()
        return shown

    def wait(self, version: str, seconds: float) -> str | None:
        """Return the version that is shown as soon as it is another, at the latest after so many seconds.

        None where there will be no other.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or self._shown.version != version, seconds)
            return None if self._is_over else self._shown.version

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()


def _version(preview: Preview | None, failure: BuildFailure | None) -> str:
    if preview is None:
        return key_of(_said(failure))
    documents = [(document.path, document.digest) for document in preview.documents]
    sources = [post.source for post in preview.posts]
    return key_of(documents, sources, preview.skipped, preview.diagnostics, _said(failure))


def _said(failure: BuildFailure | None) -> tuple[object, ...]:
    return (failure.text, failure.diagnostics) if failure else ()
