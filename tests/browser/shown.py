"""The blogs of this folder as `feedpub serve` shows them, and every address of them that somebody can look at."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub import config, pipeline
from feedpub.cli import languages
from feedpub.incremental.store import MemoryStore
from feedpub.model.records import Kind
from feedpub.pipeline import previewing
from feedpub.preview.building import ContinuousBuild, ShownBuild
from feedpub.preview.feeds import key_of, served_at
from feedpub.preview.layout import ROOT, address
from feedpub.preview.server import PreviewServer
from feedpub.preview.wording import PageLanguage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.model.records import Document
    from feedpub.pipeline.previewing import Preview

BLOGS: Final = Path(__file__).parent / "blogs"
NOW: Final = datetime(2026, 6, 5, 12, tzinfo=UTC)
"""When they are built: behind the date of every post."""
WITH_FEEDS: Final = ("en", "ko", "de", "ja", "ar")
ALL: Final = (*WITH_FEEDS, "mistakes", "broken")
NEWEST: Final = "content/opening-hours.md"
"""What the last build did not know, so that there is something to be seen of changes."""


class Shown(Struct, frozen=True, kw_only=True):
    """A blog that is being served."""

    url: str
    """Of the first page, with the slash at its end."""
    build: ShownBuild

    def addresses(self) -> list[str]:
        """Return every page of it, and each kind of document once, as what follows the host."""
        preview = self.build.preview
        if preview is None:
            return ["/", f"{ROOT}findings", "/nothing"]
        return [
            "/",
            *(f"{ROOT}{name}" for name in ("findings", "changes", "sitemap", "posts")),
            *_of_feeds(preview),
            *(address("document", path=one.path) for one in _one_of_each(preview)),
            address("posts", wanted="nothing of the kind"),
            *(address("post", source=one.source) for one in preview.posts),
            *(address("post", source=one.source) for one in preview.skipped),
            *(address("text", post=source) for source in preview.items),
            *(served_at(one, preview) for one in _one_of_each(preview) if one.path.endswith((".html", ".xml"))),
            "/nothing",
        ]


def _one_of_each(preview: Preview) -> Iterator[Document]:
    """Return the first document of each kind, and of each ending among those that have none."""
    seen: set[object] = set()
    for document in preview.documents:
        kind = document.path.rpartition(".")[2] if document.kind is Kind.UNKNOWN else document.kind
        if kind not in seen:
            seen.add(kind)
            yield document


def _of_feeds(preview: Preview) -> Iterator[str]:
    for spec, held in preview.feeds()[:2]:  # that of the site, and one of a term
        yield address("feed", path=key_of(spec))
        yield address("item", path=key_of(spec), post=held[0].post.source)


@contextmanager
def served(blog: str, folder: Path) -> Iterator[Shown]:
    """Serve a copy of a blog that was last published before its newest post was written. `folder` is empty.

    The pages are in the language of the blog where there are messages in it.
    """
    copy = folder / blog
    shutil.copytree(BLOGS / blog, copy)
    if blog in WITH_FEEDS:
        newest = (copy / NEWEST).read_bytes() if (copy / NEWEST).is_file() else None
        (copy / NEWEST).unlink(missing_ok=True)
        pipeline.build(_request(copy))
        if newest is not None:
            (copy / NEWEST).write_bytes(newest)
    language = languages.found(blog) or languages.ENGLISH
    build = ContinuousBuild(_made_of(copy), PageLanguage(tag=language, say=languages.translator(language)))
    # How long it took differs from one run to the next, and pictures should not.
    build._shown = replace(build.build(), seconds=0.042)  # noqa: SLF001 - nothing else knows that it is a picture
    with PreviewServer(build, 0, lambda function, *given: function(*given)) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield Shown(url=server.url, build=build.shown)
        finally:
            build.close()
            server.shutdown()
            thread.join()


def _request(folder: Path) -> pipeline.Request:
    return pipeline.Request(folder=folder, options=config.load(folder), now=NOW)


def _made_of(folder: Path) -> Callable[[], Preview]:
    memory = MemoryStore(lambda: int(NOW.timestamp() * 10**9))

    def make() -> Preview:
        return previewing.preview(replace(_request(folder), memory=memory))

    return make
