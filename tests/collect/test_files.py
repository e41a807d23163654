"""Which files are read, and that nothing leads out of the folder."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.collect import Progress, read_body
from feedpub.collect.files import File, read_bytes, walk
from feedpub.collect.problem import Problem
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.options import ContentOptions
from feedpub.model.records import Absence, Level, Markup
from feedpub.sites import collect
from tests.collect.sites import NOW, SITE, Sites
from tests.drawn import examples

if TYPE_CHECKING:
    from tests.collect.sites import Sites

POST = "---\ntitle: a\n---\n"


def paths(site: Path, *, skip: tuple[Path, ...] = (), **options: object) -> list[str]:
    chosen = ContentOptions(**options)  # type: ignore[arg-type]  # any of the options
    return [file.source for file in walk(site, chosen, skip).files]


def make(site: Path, *names: str) -> None:
    for name in names:
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(POST, encoding="utf-8")


def test_files_are_sorted_whatever_the_disk_says(tmp_path: Path) -> None:
    make(tmp_path, "b/z.md", "b/a.md", "a.md", "c.html", "B.md", "d.MD")
    assert paths(tmp_path) == ["B.md", "a.md", "b/a.md", "b/z.md", "c.html", "d.MD"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.md", ".b.md", "_c.md", "#d.md", "~e.md", "f.md~", "_g/a.md", "node_modules/a.md", "h.pdf")
    make(tmp_path, ".git/a.md", "x/node_modules/b.md")
    assert paths(tmp_path) == ["a.md"]


NAMES = st.text(st.sampled_from("aB.~_#é\u200b\x01"), min_size=1, max_size=4).filter(lambda name: name.strip("."))


@examples(100)
@given(st.lists(st.tuples(st.lists(NAMES, max_size=2), NAMES, st.sampled_from(["", ".md", ".MD", ".txt"])), max_size=8))
def test_a_walk_finds_what_a_look_at_each_file_finds(files: list[tuple[list[str], str, str]]) -> None:
    """Hold the walk, which looks at many names at once, to the plain way of saying what it does."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        for folders, name, ending in files:
            with suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
                make(site, "/".join([*folders, name + ending]))
        wanted = [
            path.relative_to(site).as_posix()
            for path in site.rglob("*")
            if path.is_file() and path.name.lower().endswith(".md")
            if not any(part[0] in "._#~" or part[-1] == "~" for part in path.relative_to(site).parts)
        ]
        found = walk(site, ContentOptions(folder=".", extensions=(".md",)))
    assert [file.path for file in found.files] == sorted(path for path in wanted if "\x01" not in path)
    assert len(found.diagnostics) == sum("\x01" in path for path in wanted)


def test_the_content_folder_is_used_where_there_is_one(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "content/b.md")
    assert paths(tmp_path) == ["content/b.md"]
    assert walk(tmp_path, ContentOptions()).files == (File(source="content/b.md", path="b.md"),)


def test_a_folder_that_is_named_is_used(tmp_path: Path) -> None:
    make(tmp_path, "content/a.md", "blog/posts/b.md")
    assert paths(tmp_path, folder="blog/posts") == ["blog/posts/b.md"]
    assert paths(tmp_path, folder=".") == ["blog/posts/b.md", "content/a.md"]


@pytest.mark.parametrize("folder", ["missing", "..", "../other", "/"])
def test_a_folder_that_is_not_there_or_not_below_the_site_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "other").mkdir()
    with pytest.raises(UsageError) as caught:
        paths(tmp_path / "site", folder=folder)
    assert [each.code for each in caught.value.diagnostics] == ["config/no-content-folder"]


def test_a_usual_folder_that_is_a_link_to_nothing_or_a_pipe_is_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    (tmp_path / "content").symlink_to("gone/content")
    with pytest.raises(UsageError) as caught:
        paths(tmp_path)
    assert [each.code for each in caught.value.diagnostics] == ["config/no-content-folder"]
    (tmp_path / "content").unlink()
    os.mkfifo(tmp_path / "content")
    with pytest.raises(UsageError, match="no folder"):
        paths(tmp_path)


def test_a_file_called_like_the_usual_folder_is_none(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "content")
    assert paths(tmp_path) == ["a.md"]


def test_the_output_folder_is_not_entered(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "public/b.md", "x/c.md")
    assert paths(tmp_path, skip=(tmp_path / "public", tmp_path / "gone")) == ["a.md", "x/c.md"]


EXCLUDED = {
    "drafts/**": ["a.md", "x/drafts/b.md", "x/y/c.md"],
    "drafts": ["a.md", "x/drafts/b.md", "x/y/c.md"],
    "drafts/": ["a.md", "x/drafts/b.md", "x/y/c.md"],
    "**/drafts": ["a.md", "x/y/c.md"],
    "**/*.md": [],
    "*.md": ["drafts/a.md", "x/drafts/b.md", "x/y/c.md"],
    "x/*/c.md": ["a.md", "drafts/a.md", "x/drafts/b.md"],
    "?.md": ["drafts/a.md", "x/drafts/b.md", "x/y/c.md"],
    "[!a].md": ["a.md", "drafts/a.md", "x/drafts/b.md", "x/y/c.md"],
    "[a-c].md": ["drafts/a.md", "x/drafts/b.md", "x/y/c.md"],
    "x/**/c.md": ["a.md", "drafts/a.md", "x/drafts/b.md"],
    "x**": ["a.md", "drafts/a.md"],
    "[": ["a.md", "drafts/a.md", "x/drafts/b.md", "x/y/c.md"],
}


@pytest.mark.parametrize(("glob", "left"), EXCLUDED.items())
def test_what_a_glob_matches_is_left_out(tmp_path: Path, glob: str, left: list[str]) -> None:
    make(tmp_path, "a.md", "drafts/a.md", "x/drafts/b.md", "x/y/c.md")
    assert paths(tmp_path, exclude=(glob,)) == left


def test_a_glob_matches_a_name_in_either_form_of_unicode(tmp_path: Path) -> None:
    make(tmp_path, unicodedata.normalize("NFD", "모스크바.md"))
    assert paths(tmp_path, exclude=("모스크바.md",)) == []


def test_a_source_is_written_as_it_stands_on_the_disk(sites: Sites) -> None:
    name = unicodedata.normalize("NFD", "content/모스크바.md")
    assert sites.post(POST, name).source == name


def test_a_link_out_of_the_folder_is_refused_by_name(tmp_path: Path) -> None:
    make(tmp_path, "outside/secret.md", "site/a.md")
    (tmp_path / "site/link.md").symlink_to(tmp_path / "outside/secret.md")
    (tmp_path / "site/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "site/other.pdf").symlink_to(tmp_path / "outside/secret.md")
    walked = walk(tmp_path / "site", ContentOptions())
    assert [file.path for file in walked.files] == ["a.md"]
    assert [(each.code, each.where.path, each.level) for each in walked.diagnostics] == [
        ("files/link-outside", "folder", Level.ERROR),
        ("files/link-outside", "link.md", Level.ERROR),
    ]


def test_links_inside_do_no_harm(tmp_path: Path) -> None:
    make(tmp_path, "x/a.md")
    (tmp_path / "x/loop").symlink_to(tmp_path)
    (tmp_path / "x/self.md").symlink_to(tmp_path / "x/self.md")
    (tmp_path / "again.md").symlink_to(tmp_path / "x/a.md")
    walked = walk(tmp_path, ContentOptions())
    assert [file.path for file in walked.files] == ["again.md", "x/a.md"]
    assert [each.code for each in walked.diagnostics] == ["files/link-broken"]


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    make(tmp_path, "a\nb.md")
    (tmp_path / os.fsdecode(b"\xff.md")).write_text(POST, encoding="utf-8")
    walked = walk(tmp_path, ContentOptions())
    assert walked.files == ()
    assert [(each.code, each.where.path) for each in walked.diagnostics] == [
        ("files/bad-name", "a\ufffdb.md"),
        ("files/bad-name", "\ufffd.md"),
    ]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert paths(tmp_path) == []
    found = read_bytes(tmp_path, "a.md", 10)
    assert isinstance(found, Problem)
    assert found.code == "files/not-a-file"


def test_a_file_that_is_too_large_is_an_error_and_not_read(sites: Sites) -> None:
    collected = sites.collect({"content/a.md": POST}, max_bytes=10)
    assert [(each.code, each.where.path) for each in collected.diagnostics] == [("files/too-large", "content/a.md")]
    assert [each.reason for each in collected.skipped] == [Absence.BROKEN]


def test_a_file_that_cannot_be_read_is_a_fault_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(SystemFault, match=r"gone\.md cannot be read"):
        read_bytes(tmp_path, "gone.md", 10)


def test_a_site_that_is_not_there_is_a_fault_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(SystemFault, match="cannot be read"):
        walk(tmp_path / "gone", ContentOptions())


def test_a_large_file_is_read_whole(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    (tmp_path / "a").write_bytes(data)
    assert read_bytes(tmp_path, "a", 10_000_000) == data


def test_a_file_that_hides_its_size_is_read_whole() -> None:
    process = Path("/proc/self")
    if not (process / "status").is_file():
        pytest.skip("needs a system with /proc")
    data = read_bytes(process, "status", 100_000)
    assert isinstance(data, bytes)
    assert data.startswith(b"Name:")
    too_large = read_bytes(process, "status", 10)
    assert isinstance(too_large, Problem)
    assert too_large.code == "files/too-large"


def test_a_site_without_posts_gives_nothing(tmp_path: Path) -> None:
    collected = collect(tmp_path, ContentOptions(), SITE, now=NOW)
    assert (collected.posts, collected.skipped, collected.diagnostics) == ((), (), ())


def test_posts_are_sorted_newest_first_and_pages_last(sites: Sites) -> None:
    collected = sites.collect(
        {
            "content/z.md": "---\ndate: 2024-01-01\n---\n",
            "content/b.md": "---\ndate: 2023-01-01\n---\n",
            "content/a.md": "---\ndate: 2023-01-01\n---\n",
            "content/d.md": POST,
            "content/c.md": POST,
        }
    )
    assert [post.source[8] for post in collected.posts] == ["z", "a", "b", "c", "d"]


def test_collecting_twice_gives_the_same(sites: Sites) -> None:
    files = {f"content/{n}/2024-01-0{n}-a.md": POST for n in range(1, 9)}
    assert sites.collect(files) == sites.collect(files)


def test_progress_is_told(sites: Sites) -> None:
    sites.collect({"content/a.md": POST})
    told: list[Progress] = []
    collect(sites.folder, ContentOptions(), SITE, now=NOW, report=told.append)
    assert told == [Progress(done=0, total=1), Progress(done=1, total=1)]


def test_the_zone_of_the_site_counts_not_the_machines(sites: Sites) -> None:
    assert sites.post("---\ndate: 2024-01-01\n---\n").date == datetime(2023, 12, 31, 15, tzinfo=UTC)


def test_the_body_is_read_again(sites: Sites) -> None:
    post = sites.post("\ufeff---\ntitle: a\n---\n    Body\n")
    assert read_body(sites.folder, post).text == "    Body\n"


def test_a_single_nul_does_not_keep_a_post_back(sites: Sites) -> None:
    assert sites.post("---\ntitle: a\n---\n\0Body of ten letters and more.\n").title == "a"


@pytest.mark.parametrize("now", ["no front matter", "---\ntitle: a", "---\n---\n\0"])
def test_a_body_that_changed_meanwhile_is_a_fault_of_the_system(sites: Sites, now: str) -> None:
    post = sites.post(POST)
    (sites.folder / post.source).write_text(now, encoding="utf-8")
    with pytest.raises(SystemFault, match="changed"):
        read_body(sites.folder, post)


def test_a_body_that_is_gone_is_a_fault_of_the_system(sites: Sites) -> None:
    post = sites.post(POST)
    (sites.folder / post.source).unlink()
    with pytest.raises(SystemFault):
        read_body(sites.folder, post)


def test_a_text_file_is_a_post_where_it_has_front_matter(sites: Sites) -> None:
    files = {
        "content/a.txt": "---\ntitle: A\ndate: 2024-01-02\n---\n<p>Text.</p>\n",
        "content/robots.txt": "User-agent: *\n",
    }
    [post] = sites.collect(files).posts
    assert (post.source, post.markup) == ("content/a.txt", Markup.HTML)
