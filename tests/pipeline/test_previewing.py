"""A preview makes what a build would make, whatever was remembered of the previews before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub import config, pipeline
from feedpub.incremental.store import MemoryStore
from feedpub.pipeline import items, previewing
from tests.owner import NOW, Site
from tests.running import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

    from feedpub.pipeline.previewing import Preview


class _Previewed(Site):
    """A site that is previewed again and again."""

    def __init__(self, folder: Path, **settings: object) -> None:
        super().__init__(folder, feeds__limit=4, feeds__tags__enabled=True, **settings)
        self.memory = MemoryStore(lambda: 0)

    def preview(self) -> Preview:
        return previewing.preview(self.request(memory=self.memory))

    def check(self) -> None:
        """Hold the preview to what a build would make of the same files."""
        built = pipeline.build(self.request(dry_run=True))
        assert _bytes(self.preview()) == {one.path: one.data for one in built.documents}


def _bytes(preview: Preview) -> Mapping[str, bytes]:
    return {one.path: one.data for one in preview.documents}


def test_a_preview_is_what_a_build_would_make_after_every_change(tmp_path: Path) -> None:
    site = _Previewed(tmp_path)
    site.posts(6)
    site.check()
    site.check()
    text = site.content / "fjord.md"
    text.write_text(text.read_text("utf-8") + "\nMore of it.\n", "utf-8")
    site.check()
    text.write_text(text.read_text("utf-8").replace("Of fjords", "Of other fjords"), "utf-8")
    site.check()
    site.post("new", title="New", date="2024-07-01", tags="[a]", categories="[News, Other]")
    site.check()
    (site.content / "ember.md").unlink()
    site.check()
    site.set("feeds.footer", "<p>{title}</p>")
    site.check()
    site.set("feeds.content", "summary")
    site.set("feeds.formats", ["json"])
    site.check()
    site.pin('"content/new.md" = "urn:x:new"')
    site.check()


def test_a_post_is_rendered_again_only_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = _Previewed(tmp_path)
    site.posts(4)
    rendered: list[str] = []
    render = items._rendered  # noqa: SLF001 - what has to be made is not to be seen in what was made

    def noted(making: items.Making, share: items.Share) -> object:
        rendered.extend(post.source for post in share.posts)
        return render(making, share)

    monkeypatch.setattr(items, "_rendered", noted)
    site.preview()
    assert len(rendered) == 4
    site.preview()
    assert len(rendered) == 4
    amber = site.content / "amber.md"
    amber.write_text(amber.read_text("utf-8") + "More.\n", "utf-8")
    site.preview()
    assert rendered[4:] == ["content/amber.md"]


def test_a_text_that_says_what_another_file_does_is_made_each_time(tmp_path: Path) -> None:
    site = write(
        tmp_path,
        {
            "_config.yml": "url: https://example.com\ntitle: Tea\n",
            "_posts/2024-06-21-tea.md": "---\ntitle: Tea\npermalink: /green/\n---\nTea.\n",
            "_posts/2024-06-22-cup.md": "---\ntitle: Cup\n---\n[For tea]({% post_url 2024-06-21-tea %})\n",
        },
    )
    memory = MemoryStore(lambda: 0)

    def text() -> str:
        loaded = config.read(site, config.overrides(None))
        request = pipeline.Request(folder=site, options=loaded.options, now=NOW, doubts=loaded.doubts, memory=memory)
        return previewing.preview(request).items["_posts/2024-06-22-cup.md"].html

    assert "https://example.com/green/" in text()
    write(site, {"_posts/2024-06-21-tea.md": "---\ntitle: Tea\npermalink: /black/\n---\nTea.\n"})
    assert "https://example.com/black/" in text()


def test_an_error_of_a_post_is_said_and_refuses_the_build_that_is_previewed(tmp_path: Path) -> None:
    site = _Previewed(tmp_path)
    site.posts(2)
    assert not site.preview().refused
    site.post("bad", title="Bad", date="2024-13-45")
    preview = site.preview()
    assert preview.refused
    assert [one.code for one in preview.said_of("content/bad.md")] == ["post/bad-date"]
    assert "Bad" not in {post.title for post in preview.posts}


def test_a_post_that_a_feed_keeps_out_is_said_to_be_so(tmp_path: Path) -> None:
    site = _Previewed(tmp_path)
    site.posts(5)
    site.build()
    (site.content / "ember.md").unlink()
    said = " ".join(site.preview().placement("content/amber.md"))
    assert "older than all that is published there" in said


def test_archives_are_previewed_as_they_are_published(tmp_path: Path) -> None:
    site = _Previewed(tmp_path, feeds__archives__by="month")
    for month in range(1, 8):
        site.post(f"post-{month}", title=f"Post {month}", date=f"2024-0{month}-01")
    site.check()
    site.build()
    site.check()
    said = "\n".join(site.preview().placement("content/post-1.md"))
    assert "in an archive of “example.com”" in said
    assert "6 posts are newer, and it holds 4 (feeds.limit)" in said
