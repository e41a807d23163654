"""What people call a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import pipeline
from feedpub.cli.asked import source_of
from feedpub.model.errors import UsageError
from tests.owner import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    one = Site(tmp_path)
    one.posts(2)
    one.post("deep/amber", title="Another", date="2024-01-01", id="urn:x:1", slug="deep")
    return one


def source(site: Site, name: str) -> str:
    return source_of(name, site.folder, pipeline.survey(site.request()))


@pytest.mark.parametrize("name", ["content/birch.md", "birch.md", "birch", "https://example.com/on-birch/", "on-birch"])
def test_a_post_is_known_by_file_name_url_and_slug(site: Site, name: str) -> None:
    assert source(site, name) == "content/birch.md"


def test_a_path_from_the_current_folder_is_known(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.content)
    assert source(site, "birch.md") == "content/birch.md"
    assert source(site, str(site.content / "birch.md")) == "content/birch.md"


def test_a_name_of_two_posts_is_asked_about(site: Site) -> None:
    with pytest.raises(UsageError, match=r"may be content/amber\.md or content/deep/amber\.md"):
        source(site, "amber")


def test_a_name_that_is_nearly_right_is_guessed(site: Site) -> None:
    with pytest.raises(UsageError, match="did you mean birch"):
        source(site, "brch")


def test_a_file_that_is_no_post_is_told_why(site: Site) -> None:
    (site.content / "notes.rtf").write_text("x")
    with pytest.raises(UsageError, match="is not a post or page of this site"):
        source(site, "content/notes.rtf")
