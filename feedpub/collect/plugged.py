"""A dialect of somebody else: what goes wrong in it is said of the plug-in, by a PluginError."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from feedpub.collect.dialect import FoundSite, Walked
from feedpub.collect.left_out import Body
from feedpub.collect.record import Record
from feedpub.io import plugins
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from feedpub.collect.dialect import Dialect
    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings
    from feedpub.io.plugins import Plugin
    from feedpub.model.options import ContentOptions, SiteOptions
    from feedpub.model.records import Post

    Answer = TypeVar("Answer")

_CALLED: Final = ("detect", "configuration", "check_permalink", "walk", "parse", "body")


class PluggedDialect:
    """The dialect that an entry point names: it has the names of `Dialect`, and what it gives is of the right kind.

    Raises PluginError when it cannot be loaded, or lacks any of them.
    """

    def __init__(self, plugin: Plugin) -> None:
        found = plugins.load(plugin)
        missing = [name for name in _CALLED if not callable(getattr(found, name, None))]
        missing += [name for name in ("NAME", "TITLE") if not isinstance(getattr(found, name, None), str)]
        if missing:
            raise plugin.failed_to_load(f"a dialect has to have {', '.join(missing)}")
        self._plugin, self._dialect = plugin, cast("Dialect", found)
        self.NAME, self.TITLE = self._dialect.NAME, self._dialect.TITLE
        if plugin.name != self.NAME:
            raise plugin.failed_to_load(f"its NAME is {self.NAME!r}: the entry point has to have the same name")

    def detect(self, folder: Path) -> tuple[str, ...]:
        """Return what the dialect does."""
        return self._checked(tuple, self._dialect.detect, folder)

    def configuration(self, folder: Path, files: tuple[str, ...]) -> FoundSite:
        """Return what the dialect does."""
        return self._checked(FoundSite, self._dialect.configuration, folder, files)

    def check_permalink(self, pattern: str) -> None:
        """Raise ValueError where the dialect does."""
        try:
            self._dialect.check_permalink(pattern)
        except (FeedpubError, ValueError):
            raise
        except (Exception, SystemExit) as error:
            raise self._plugin.failed_to_run(error) from error

    def walk(self, folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
        """Return what the dialect does."""
        walked = self._checked(Walked, self._dialect.walk, folder, options, site, skip)
        if walked.settings.dialect != self.NAME:
            raise self._plugin.failed_to_run(f"the settings of its walk name the dialect {walked.settings.dialect!r}")
        return walked

    def parse(self, data: bytes, named: Named, settings: Settings) -> Record | None:
        """Return what the dialect does."""
        return self._checked((Record, type(None)), self._dialect.parse, data, named, settings)

    def body(self, folder: Path, data: bytes, post: Post, settings: Settings) -> Body:
        """Return what the dialect does."""
        return self._checked(Body, self._dialect.body, folder, data, post, settings)

    def _checked(self, kind: Any, call: Callable[..., Answer], *given: object) -> Answer:  # noqa: ANN401 - as isinstance takes it
        try:
            answer = call(*given)
        except FeedpubError:
            raise  # of the site, and said as a dialect should
        except (Exception, SystemExit) as error:
            raise self._plugin.failed_to_run(error) from error
        if not isinstance(answer, kind):
            raise self._plugin.failed_to_run(f"{call.__name__} returned a {type(answer).__name__}")
        return answer
