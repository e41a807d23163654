"""A site that is previewed, and what a browser gets of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from feedpub.incremental.store import MemoryStore
from feedpub.pipeline import previewing
from feedpub.preview.building import ContinuousBuild
from feedpub.preview.server import answer
from feedpub.preview.wording import ENGLISH, PageLanguage
from tests.owner import NOW, Site

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.pipeline.previewing import Preview
    from feedpub.preview.answers import PreviewAnswer

LOCAL = '<a href="http://localhost:3000/x">here</a>'
"""A link that the validator warns of."""


class PreviewedSite(Site):
    """A site with three posts, a draft, a post with an error and one with a warning."""

    def __init__(self, folder: Path, language: PageLanguage = ENGLISH, **settings: object) -> None:
        super().__init__(folder, site__title="Tea & <books>", site__author="Ada", feeds__limit=3, **settings)
        self.posts(3)
        self.post("draft", title="Not yet", date="2024-06-20", draft="true")
        self.post(
            "korean", title="우리 동네 찻집", date="2024-06-21", lang="ko", body="비 오는 날.<script>alert(1)</script>"
        )
        self.memory = MemoryStore(lambda: int(NOW.timestamp() * 10**9))
        self.continuous = ContinuousBuild(self.preview, language)

    def preview(self) -> Preview:
        return previewing.preview(self.request(memory=self.memory, key=None))

    def get(self, target: str) -> PreviewAnswer:
        """Return what is answered of what is shown now."""
        if not self.continuous.shown.version:
            self.continuous.build()
        return answer(target, self.continuous.shown)

    def page(self, target: str) -> html.HtmlElement:
        """Return a page, read by a parser of HTML."""
        found = self.get(target)
        assert found.type == "text/html; charset=utf-8"
        return html.document_fromstring(found.body.decode())


def text_of(node: html.HtmlElement) -> str:
    """Return the words of an element, as people read them."""
    return " ".join("".join(map(str, node.itertext())).split())


def state_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
