"""Ten posts, broken in ten ways, in one folder: one run tells of all of them, and publishes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.running import SITE, feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path

BROKEN: dict[str, tuple[str | bytes, str, str]] = {
    "01-colon.md": ("---\ntitle: 제목: 부제\n---\n", "2:8", 'title: "제목: 부제"'),
    "02-bracket.md": ("---\ndate: 2024-01-01\ntitle: [속보] 제목\n---\n", "3:8", 'title: "[속보] 제목"'),
    "03-tab.md": ("---\ntags:\n\t- a\n---\n", "3:2", "spaces"),
    "04-open.md": ("---\ntitle: a\n\nText\n", "1:1", "`---`"),
    "05-twice.md": ("---\ntitle: a\ntags: b\ntitle: c\n---\n", "4:1", "list"),
    "06-toml.md": ("+++\ntitle = a\n+++\n", "2:9", "quotes"),
    "07-json.md": ('{"title": "a",\n}\nText', "2:1", "comma"),
    "08-latin.md": ("---\ntitle: é\n---\n".encode("latin-1"), "2:8", "UTF-8"),
    "09-date.md": ("---\ndate: 2024-02-30\n---\n", "2:1", "2024-06-21"),
    "10-slug.md": ("---\nslug: ../../etc\n---\n", "2:1", "below the site"),
}
"""File -> what it holds, the line and column to be named, and words of the fix."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a site with ten broken posts and two whole ones."""
    whole = {"2024-06-21-whole.md": post("Whole", date=""), "2024-06-20-sound.md": post("Sound", date="")}
    broken = {name: case[0] for name, case in BROKEN.items()}
    return write(tmp_path, {f"content/{name}": text for name, text in (whole | broken).items()})


def test_one_run_names_every_broken_post_with_its_place_and_its_fix(folder: Path) -> None:
    ended = feedpub("build", *SITE, cwd=folder)
    assert ended.status == 1
    for name, (_, place, fix) in BROKEN.items():
        said = ended.err.partition(f"content/{name}:{place}: error ")[2].partition("\ncontent/")[0]
        assert said, name
        assert fix in said.partition("fix: ")[2], name
    assert ended.err.endswith("feedpub: nothing was published: the posts have errors (10 errors)\n")


def test_nothing_is_published_of_them(folder: Path) -> None:
    feedpub("build", *SITE, cwd=folder)
    assert not (folder / "public").exists()


def test_what_was_published_before_stays_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, {"content/2024-06-21-whole.md": post("Whole")})
    assert feedpub("build", *SITE, cwd=tmp_path).status == 0
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "public").glob("*.*")}
    write(tmp_path, {"content/broken.md": "---\ntitle: a: b\n---\n", "content/2024-07-01-new.md": post("New")})
    assert feedpub("build", *SITE, cwd=tmp_path).status == 1
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "public").glob("*.*")} == before


def test_keep_going_names_them_all_and_publishes_the_rest(folder: Path) -> None:
    ended = feedpub("build", *SITE, "--keep-going", cwd=folder)
    assert ended.status == 0
    assert all(f"content/{name}:{place}: error " in ended.err for name, (_, place, _) in BROKEN.items())
    items = json.loads((folder / "public" / "feed.json").read_bytes())["items"]
    assert [item["title"] for item in items] == ["Whole", "Sound"]
    told = "Published 1 feed of 2 posts in public: 6 new. Left out because of errors: 10 files.\n"
    assert ended.err.endswith(told)


def test_programs_are_told_of_every_one_of_them_in_one_object(folder: Path) -> None:
    ended = feedpub("build", *SITE, "--format", "json", cwd=folder)
    files = json.loads(ended.out)["files"]
    assert {file["path"] for file in files} == {f"content/{name}" for name in BROKEN}
    assert not any(file["valid"] for file in files)


def test_github_shows_each_at_its_line(folder: Path) -> None:
    lines = feedpub("build", *SITE, "--format", "github", cwd=folder).out.splitlines()
    assert len(lines) == len(BROKEN)
    assert all(line.startswith("::error file=content/") for line in lines)


def test_keep_going_does_not_publish_what_a_strict_build_forbids(tmp_path: Path) -> None:
    write(tmp_path, {"2024-06-21-a.md": post(body="bell \x07 here"), "broken.md": "---\ntitle: a: b\n---\n"})
    ended = feedpub("build", *SITE, "--keep-going", "--strict", cwd=tmp_path)
    assert ended.status == 1
    assert not (tmp_path / "public").exists()


def test_of_two_posts_at_one_address_keep_going_publishes_the_first(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": post("A", permalink="/x/"), "b.md": post("B", permalink="/x/")})
    refused = feedpub("build", *SITE, cwd=tmp_path)
    assert refused.status == 1
    assert "b.md:4:1: error post/duplicate-url: `b.md` and `a.md` have the same URL" in refused.err
    assert feedpub("build", *SITE, "--keep-going", cwd=tmp_path).status == 0
    items = json.loads((tmp_path / "public" / "feed.json").read_bytes())["items"]
    assert [item["title"] for item in items] == ["A"]


def test_of_two_posts_at_one_address_one_is_published_where_the_generator_builds_both(tmp_path: Path) -> None:
    config = "url: https://example.com\ntitle: Tea\n"
    files = {f"_posts/2024-01-0{day}-{day}.md": post("A", date=f"2024-01-0{day}", permalink="/x/") for day in (1, 2)}
    write(tmp_path, {"_config.yml": config, **files})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == 0
    assert "_posts/2024-01-02-2.md:4:1: warning post/duplicate-url" in ended.err
    assert (tmp_path / "_site" / "sitemap.xml").read_text().count("<loc>https://example.com/x/</loc>") == 1


def test_documents_of_one_id_in_no_feed_are_no_mistake(tmp_path: Path) -> None:
    config = "url: https://example.com\ntitle: Tea\ncollections: {notes: {output: true}}\n"
    notes = {f"_notes/{day}-tea.md": post("A", date="2024-01-01", slug="tea", permalink=f"/{day}/") for day in (1, 2)}
    write(tmp_path, {"_config.yml": config, "_posts/2024-01-01-a.md": post("A"), **notes})
    ended = feedpub("build", cwd=tmp_path)
    assert (ended.status, "duplicate" in ended.err) == (0, False)


def test_the_text_of_a_post_that_gives_feeds_its_excerpt_alone_is_in_none(tmp_path: Path) -> None:
    texts = {"a.md": "feed: {excerpt_only: true}\n", "b.md": ""}
    body = "---\n{front}title: {name}\ndate: 2024-01-01\n---\nFirst {name}.\n\nSecond {name}.\n"
    write(tmp_path, {name: body.format(front=front, name=name) for name, front in texts.items()})
    assert feedpub("build", *SITE, cwd=tmp_path).status == 0
    for feed in ("atom.xml", "rss.xml", "feed.json"):
        published = (tmp_path / "public" / feed).read_text()
        assert "First a.md." in published
        assert "Second a.md." not in published
        assert "Second b.md." in published
