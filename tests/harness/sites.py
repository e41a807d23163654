"""The sites that the harness builds, and what is done to them between two builds."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.harness.plan import Fault
from tests.running import post, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.harness.runner import Runner

CONFIGURATION = """\
[site]
url = "https://example.com/"
title = "Tea"
language = "en"
description = "News of tea"
[feeds]
formats = ["rss", "atom"]
[feeds.categories]
enabled = true
rss = "category/{term}/rss.xml"
atom = ""
"""
_UPDATE = ("build", "--accept", "feed-vanished")
"""A category goes with its last post, and its feed with it."""
_POSTS: dict[str, str | bytes] = {
    "feedpub.toml": CONFIGURATION,
    "content/one.md": post("One", "2024-01-01", "Green *tea*.", categories="[green]"),
    "content/two.md": post("Two", "2024-01-02", "Black tea.", categories="[black, green]"),
    "content/deep/three.md": post("Three", "2024-01-03", "White tea.", categories="[white]"),
    "content/four/index.md": post("Four", "2024-01-04", "![Cup](cup.png)"),
    "content/four/cup.png": b"\x89PNG\r\n\x1a\n",
}
_THEIRS: dict[str, str | bytes] = {
    "public/style.css": "theirs",
    "public/category/note.txt": "theirs",
    "public/category/white/note.txt": "theirs",
    "outside/victim.txt": "precious",
}
_JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "title: Tea\ndescription: News\nurl: https://example.com\nlang: en\npermalink: /:year/:title/\n",
    "_data/cups.yml": "- green\n",
    "_includes/cup.html": "A cup.\n",
    "_layouts/post.html": "{{ content }}\n",
    "_posts/2024-01-01-one.md": post("One", "2024-01-01", "Green *tea* of {{ site.title }}.", layout="post"),
    "_posts/2024-01-02-two.md": post("Two", "2024-01-02", "Black tea.", layout="post"),
    "_site/index.html": '<html><head><title>Tea</title></head><body><a href="/2024/one/">One</a></body></html>',
    "_site/2024/one/index.html": "<html><head><title>One</title></head><body><p>Green <em>tea</em>.</p></body></html>",
    "_site/2024/two/index.html": "<html><head><title>Two</title></head><body><p>Black tea.</p></body></html>",
    "outside/victim.txt": "precious",
}
_HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Tea"\nlanguageCode = "en"\n',
    "content/posts/one.md": post("One", "2024-01-01", "Green *tea*."),
    "content/posts/two/index.md": post("Two", "2024-01-02", "Black tea."),
    "data/cups.toml": "green = 1\n",
    "public/index.html": "<html><head><title>Tea</title></head><body></body></html>",
    "public/posts/one/index.html": "<html><head><title>One</title></head><body><p>Green tea.</p></body></html>",
    "public/posts/two/index.html": "<html><head><title>Two</title></head><body><p>Black tea.</p></body></html>",
    "outside/victim.txt": "precious",
}


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A build of a site: how the site comes to be, and what is asked for."""

    name: str
    prepare: Callable[[Runner, Path], None]
    """Makes the site as it is before the build."""
    arguments: tuple[str, ...] = ("build",)
    output: str = "public"
    status: int = 0
    """What the build comes to when nothing fails."""
    shared: bool = False
    """Whether work is shared among processes."""
    pages_change: bool = False
    """Whether the build changes pages that it cannot make anew."""
    in_place: bool = False
    """Whether each build goes on where the last one ended: a copy of the site has other times of its files."""


def _first(_runner: Runner, site: Path) -> None:
    write(site, {**_POSTS, **_THEIRS})


def _published(runner: Runner, site: Path) -> None:
    _first(runner, site)
    _build(runner, site)
    _build(runner, site)


def _edited(runner: Runner, site: Path) -> None:
    """An edited text and title, a post that goes with its category, a new one, and a category with another name."""
    _published(runner, site)
    write(
        site,
        {
            "content/one.md": post("One and a half", "2024-01-01", "Green tea, *edited*.", categories="[oolong]"),
            "content/two.md": post("Two", "2024-01-02", "Black tea, edited.", categories="[black, green]"),
            "content/five.md": post("Five", "2024-01-05", "Red tea.", categories="[red]"),
        },
    )
    (site / "content/deep/three.md").unlink()


def _text_edited(runner: Runner, site: Path) -> None:
    _published(runner, site)
    write(site, {"content/two.md": post("Two", "2024-01-02", "Black tea, edited.", categories="[black, green]")})


def _killed_while_renaming(runner: Runner, site: Path) -> None:
    _edited(runner, site)
    ended = runner.build(site, _UPDATE, fault=Fault.KILL_AFTER_RENAME, at=6)
    assert ended.fired.fired, "the update renames five files"


def _killed_while_writing(runner: Runner, site: Path) -> None:
    _edited(runner, site)
    ended = runner.build(site, _UPDATE, fault=Fault.KILL_BEFORE_SYNC, at=3)
    assert ended.fired.fired, "the update syncs three files"


def _foreign(runner: Runner, site: Path) -> None:
    _first(runner, site)
    write(
        site, {"public/rss.xml": "<rss/>", "public/category/green/rss.xml": "<rss/>", "public/sitemap.xml": "<urlset/>"}
    )


def _checked_out(runner: Runner, site: Path) -> None:
    """A checkout without what was published, which lies in another folder."""
    _published(runner, site)
    shutil.move(site / "public", site / "live")
    shutil.rmtree(site / ".feedpub")
    write(site, {"content/two.md": post("Two", "2024-01-02", "Black tea, edited.", categories="[black, green]")})


def _refused(runner: Runner, site: Path) -> None:
    _edited(runner, site)
    write(site, {"content/six.md": "---\ntitle: Six\ndate: whenever\n---\nText.\n"})


def _jekyll(runner: Runner, site: Path) -> None:
    write(site, _JEKYLL)
    _build(runner, site)
    write(site, {"_posts/2024-01-02-two.md": post("Two", "2024-01-02", "Black tea, edited.", layout="post")})


def _hugo(runner: Runner, site: Path) -> None:
    write(site, _HUGO)
    _build(runner, site)
    write(site, {"content/posts/three.md": post("Three", "2024-01-03", "White tea.")})


def _html(_runner: Runner, site: Path) -> None:
    page = (
        '<html lang="en"><head><title>{0}</title><link rel="canonical" href="https://example.com/{1}">'
        '<meta property="og:type" content="article"><meta property="article:published_time" content="2024-01-0{2}">'
        "</head><body><article><h1>{0}</h1><p>Text of {0}.</p></article></body></html>"
    )
    pages: dict[str, str | bytes] = {
        f"_site/{name}/index.html": page.format(name.title(), f"{name}/", day) for day, name in enumerate(("a", "b"), 1)
    }
    write(site, {**pages, "_site/index.html": "<html><head><title>Tea</title></head><body></body></html>"})
    write(site, {"_site/style.css": "theirs", "outside/victim.txt": "precious"})


def _build(runner: Runner, site: Path) -> None:
    ended = runner.build(site)
    assert ended.status == 0, ended.err


SCENARIOS = (
    Scenario(name="first build", prepare=_first),
    Scenario(name="update", prepare=_edited, arguments=_UPDATE),
    Scenario(name="text edited", prepare=_text_edited),
    Scenario(name="unchanged", prepare=_published, in_place=True),
    Scenario(name="after a kill, renaming", prepare=_killed_while_renaming, arguments=_UPDATE),
    Scenario(name="after a kill, writing", prepare=_killed_while_writing, arguments=_UPDATE),
    Scenario(name="Jekyll", prepare=_jekyll, output="_site"),
    Scenario(name="Hugo", prepare=_hugo),
    Scenario(
        name="built pages, links added",
        prepare=_html,
        arguments=("build", "--built", "_site", "--url", "https://example.com/", "--inject"),
        output="_site",
        pages_change=True,
    ),
    Scenario(name="two processes", prepare=_edited, arguments=(*_UPDATE, "--jobs", "2"), shared=True),
    Scenario(name="take over", prepare=_foreign, arguments=("build", "--take-over")),
    Scenario(name="against a folder", prepare=_checked_out, arguments=("build", "--against", "live")),
    Scenario(name="refused", prepare=_refused, status=1),
)
