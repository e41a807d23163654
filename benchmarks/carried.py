"""What becomes of difficult posts in the feeds of each generator: the same twelve through all that are on PATH.

    python -m benchmarks.carried [--program FILE ...] [--feed NAME=FILE,AGAIN,RENAMED ...]

Each generator gets the posts in its own form, in a new site with its own feed template or plug-in and nothing else. Its
feed is read by the standard library's parser of XML and by feedparser, as readers do, and judged by `feedpub validate`.
`--feed` adds a feed that a server has made of the same posts: at first, again, and with a post renamed.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import comrak
import feedparser

import feedpub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

URL: Final = "https://example.com"
NOW: Final = datetime.now(UTC)  # noqa: TID251 - the generators read the clock, and what they made must not be ahead of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post: what its author means."""

    name: str
    title: str
    date: str = "2026-05-04 09:00:00"
    """Local time of the site; empty for none."""
    body: str
    is_draft: bool = False


_WORDS: Final = "한강 다리를 고치는 일은 올해 봄에 시작해서 내년 가을까지 이어진다고 시청이 밝혔습니다. "
_TABLE: Final = f"""{_WORDS * 12}

<table style="border-collapse: collapse; width: 100%"><tr><th>항목</th><th>금액</th></tr>
<tr><td style="color: #333">R&amp;D</td><td>5억 원</td></tr></table>

![다리](/images/bridge.jpg)
"""
POSTS: Final[tuple[Post, ...]] = (
    Post(name="budget", title="한강 다리: R&D 예산 5% 증액", date="2026-05-01 09:00:00", body=_TABLE),
    Post(name="links", title="Where we are", body="A [map](/map/), [more](../budget/) and ![a cup](cup.jpg)."),
    Post(name="script", title="A counter", body='Before.\n\n<script>count("visitors")</script>\n\nAfter.'),
    Post(name="lazy", title="A picture that waits", body='<p><img src="data:,x" data-src="/kettle.jpg" alt=""></p>'),
    Post(name="markup", title="Tips & <tricks>", body="Text of a title with signs."),
    Post(name="emoji", title="🎉 Opening day 👩‍👩‍👧", body="Cake for all. 🍰"),
    Post(name="control", title="Pasted from a document", body="Before\x0bafter: a vertical tab from a word processor."),
    Post(name="weekly-one", title="Weekly notes", date="2026-05-10 09:00:00", body="The first."),
    Post(name="weekly-two", title="Weekly notes", date="2026-05-17 09:00:00", body="The second."),
    Post(name="draft", title="Not yet", body="A draft.", is_draft=True),
    Post(name="future", title="From the future", date="2099-01-01 09:00:00", body="Later."),
    Post(name="undated", title="Without a date", date="", body="No date at all."),
)
"""Each is of a kind that has broken somebody's feed, or that readers did not see as its author did."""
CONTROL: Final = "control"
RENAMED: Final = "links"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A generator; `command` is run in the folder that `write` has filled."""

    name: str
    programs: tuple[str, ...]
    arguments: tuple[str, ...]
    write: Callable[[Path, tuple[Post, ...], str], None]
    """Given a folder, the posts, and the program."""
    feed: str
    """Where its feed is."""


def _yaml(post: Post, *, dated: bool = True) -> str:
    title = post.title.replace('"', '\\"')
    lines = [f'title: "{title}"', *([f"date: {post.date}"] if post.date and dated else [])]
    return "\n".join(["---", *lines, *(["draft: true"] if post.is_draft else []), "---", "", post.body, ""])


def _feedpub(folder: Path, posts: tuple[Post, ...], _: str) -> None:
    site = f'[site]\nurl = "{URL}/"\ntitle = "Example"\nlanguage = "ko"\ntimezone = "Asia/Seoul"\n'
    _put(folder, {"feedpub.toml": site, **{f"content/{one.name}.md": _yaml(one) for one in posts}})


def _hugo(folder: Path, posts: tuple[Post, ...], _: str) -> None:
    site = f'baseURL = "{URL}/"\ntitle = "Example"\nlanguageCode = "ko"\ntimeZone = "Asia/Seoul"\n'
    site += "[markup.goldmark.renderer]\nunsafe = true\n"  # or no HTML in Markdown is shown at all
    layout = "<html><body>{{ .Content }}</body></html>"
    pages = {f"layouts/_default/{name}.html": layout for name in ("list", "single")}
    _put(folder, {"hugo.toml": site, **pages, **{f"content/posts/{one.name}.md": _yaml(one) for one in posts}})


def _jekyll(folder: Path, posts: tuple[Post, ...], _: str) -> None:
    site = f"url: {URL}\ntitle: Example\nlang: ko\ntimezone: Asia/Seoul\npermalink: /:title/\nplugins: [jekyll-feed]\n"
    files = {f"_posts/{one.date[:10]}{'-' if one.date else ''}{one.name}.md": _yaml(one) for one in posts}
    _put(folder, {"_config.yml": site, **files})


def _eleventy(folder: Path, posts: tuple[Post, ...], program: str) -> None:
    config = (
        'import { feedPlugin } from "@11ty/eleventy-plugin-rss";\n'
        "export default function (config) {\n"
        '  config.addPlugin(feedPlugin, { type: "atom", outputPath: "/feed.xml",\n'
        '    collection: { name: "posts", limit: 20 },\n'
        f'    metadata: {{ language: "ko", title: "Example", base: "{URL}/", author: {{ name: "Ada" }} }} }});\n'
        "}\n"
    )
    shared = '{"tags": "posts", "permalink": "/{{ page.fileSlug }}/"}'
    files = {f"posts/{one.name}.md": _yaml(one) for one in posts}
    package = '{"private": true, "type": "module"}\n'
    _put(folder, {"eleventy.config.js": config, "package.json": package, "posts/posts.json": shared, **files})
    modules = next(parent for parent in Path(program).resolve().parents if parent.name == "node_modules")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(modules)


def _pelican(folder: Path, posts: tuple[Post, ...], _: str) -> None:
    site = (
        f'SITEURL = FEED_DOMAIN = "{URL}"\nSITENAME = "Example"\nPATH = "content"\nTIMEZONE = "Asia/Seoul"\n'
        'DEFAULT_LANG = "ko"\nFEED_ALL_ATOM = "feed.xml"\nRELATIVE_URLS = False\nAUTHOR = "Ada"\n'
        'ARTICLE_URL = "{slug}/"\nARTICLE_SAVE_AS = "{slug}/index.html"\n'
    )

    def written(post: Post) -> str:
        date = f"Date: {post.date}\n" if post.date else ""
        draft = "Status: draft\n" if post.is_draft else ""
        return f"Title: {post.title}\nSlug: {post.name}\n{date}{draft}\n{post.body}\n"

    _put(folder, {"pelicanconf.py": site, **{f"content/{one.name}.md": written(one) for one in posts}})


def _put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


_IN_SITE: Final = "_site/feed.xml"
GENERATORS: Final = (
    Generator(name="feedpub", programs=("feedpub",), arguments=("build",), write=_feedpub, feed="public/atom.xml"),
    Generator(name="Hugo", programs=("hugo",), arguments=("--quiet",), write=_hugo, feed="public/index.xml"),
    Generator(name="Jekyll", programs=("jekyll",), arguments=("build", "--quiet"), write=_jekyll, feed=_IN_SITE),
    Generator(
        name="Eleventy",
        programs=("eleventy", "cmd.cjs"),
        arguments=("--quiet",),
        write=_eleventy,
        feed="_site/feed.xml",
    ),
    Generator(name="Pelican", programs=("pelican",), arguments=("--quiet",), write=_pelican, feed="output/feed.xml"),
)


def run(generator: Generator, program: str, posts: Iterable[Post], folder: Path) -> tuple[int, bytes]:
    """Return the exit status of a build of these posts, and the feed; empty where there is none."""
    generator.write(folder, tuple(posts), program)
    ended = subprocess.run([program, *generator.arguments], cwd=folder, capture_output=True, text=True, check=False)
    print(f"== {generator.name}: exit {ended.returncode}\n{ended.stdout}{ended.stderr}", file=sys.stderr)
    file = folder / generator.feed
    return ended.returncode, file.read_bytes() if file.is_file() else b""


def outcome(generator: Generator, program: str, folder: Path) -> dict[str, str]:
    """Build the posts; again, without the one with a control character where that hinders; and with one renamed."""
    status, feed = run(generator, program, POSTS, folder)
    said = {"a control character": of_control(status, feed)}
    posts = POSTS
    if status or not is_well_formed(feed):
        posts = tuple(one for one in POSTS if one.name != CONTROL)
        shutil.rmtree(folder)
        _, feed = run(generator, program, posts, folder)
    said |= judged(feed)
    sleep(1.1)  # dates in feeds have seconds
    said["built again"] = _again(feed, run(generator, program, posts, folder)[1])
    for file in folder.rglob(f"*{RENAMED}.md"):
        file.unlink()
    renamed = (replace(one, name="our-place") if one.name == RENAMED else one for one in posts)
    status, moved = run(generator, program, renamed, folder)
    said["a file renamed"] = "build stops" if status else _kept(feed, moved)
    return said


def of_control(status: int, feed: bytes) -> str:
    """Say what became of the control character."""
    if status:
        return "no feed"
    if not is_well_formed(feed):
        return "not XML"
    return "left out" if "Pasted from a document" in feed.decode() else "its post is not in the feed"


def is_well_formed(feed: bytes) -> bool:
    """Say whether a parser of XML reads a document to its end."""
    try:
        ET.fromstring(feed)  # noqa: S314 - made on this machine
    except ET.ParseError:
        return False
    return True


def judged(feed: bytes) -> dict[str, str]:
    """Return what readers and the validator make of a feed."""
    entries = feedparser.parse(feed).entries
    by_title = {_title(one): one for one in entries}
    raw = html.unescape(html.unescape(re.sub(r"<\?xml-stylesheet[^>]*>", "", feed.decode())))
    changed = [name for name in ("budget", "markup", "emoji") if _TITLES[name] not in by_title]
    relative = set(_RELATIVE.findall(raw))
    base = ", with `xml:base`" if b"xml:base" in feed else ""
    scripts = {"<script>": "in the text", "count(": "its words are text"}
    found = [one for one in feedpub.validate(feed, now=NOW).diagnostics if one.level is not feedpub.Level.INFO]
    return {
        **{label: _dated(by_title.get(_TITLES[name])) for name, label in _NOT_YET.items()},
        "titles": f"{len(changed)} changed" if changed else "as written",
        "ids": "each post has one" if len({one.get("id") for one in entries}) == len(entries) else "shared",
        "relative addresses": f"{len(relative)} left{base}" if relative else "absolute",
        "a script": next((said for sign, said in scripts.items() if sign in raw), "left out"),
        "a long text with a table": "whole" if "<td" in raw else "cut off",
        "inline styles": "kept" if "border-collapse" in raw else "left out",
        "a picture that waits for a script": "shown" if _SHOWN.search(raw) else "not shown",
        "`feedpub validate`": ", ".join(sorted({f"{one.level.value} `{one.code}`" for one in found})) or "nothing",
    }


_RELATIVE: Final = re.compile(r"""\s(?:href|src)=["']((?!https?:|data:|#|urn:)[^"'<>]+)["']""")
_SHOWN: Final = re.compile(r"""<img[^>]*\ssrc=["'][^"'>]*/kettle\.jpg""")
_TITLES: Final = {one.name: one.title for one in POSTS}
_NOT_YET: Final = {"draft": "a draft", "future": "a post of the year 2099", "undated": "a post without a date"}


def _title(entry: Any) -> str:  # noqa: ANN401 - an entry of feedparser
    """Return a title as readers show it: one in HTML without its elements."""
    title = entry.get("title", "")
    is_html = entry.get("title_detail", {}).get("type", "").endswith("html")
    return " ".join((html.unescape(re.sub(r"<[^>]*>", "", title)) if is_html else title).split())


def _dated(entry: Any | None) -> str:  # noqa: ANN401 - an entry of feedparser
    if entry is None:
        return "left out"
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return f"published, {when[0]}" if when else "published, no date"


def _again(before: bytes, after: bytes) -> str:
    return "the same bytes" if before == after else "other bytes"


def _kept(before: bytes, after: bytes) -> str:
    title = _TITLES[RENAMED]
    found = [[one for one in feedparser.parse(feed).entries if _title(one) == title] for feed in (before, after)]
    ids = [[one.get("id") for one in entries] for entries in found]
    return "keeps its id" if ids[0] == ids[1] else "a new id"


def table(outcomes: dict[str, dict[str, str]]) -> str:
    """Return the outcomes in Markdown, a row for each question."""
    rows = list(dict.fromkeys(key for said in outcomes.values() for key in said))
    lines = [["the post", *outcomes], ["---"] * (len(outcomes) + 1)]
    lines += [[row, *(said.get(row, "not tried") for said in outcomes.values())] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.carried", description=__doc__)
    parser.add_argument("--program", type=Path, action="append", default=[], help="a program that is not on PATH")
    parser.add_argument(
        "--feed", action="append", default=[], help="NAME=FILE,AGAIN,RENAMED: feeds that were made elsewhere"
    )
    parser.add_argument("--json", action="store_true", help="print the posts, with their bodies as HTML, and end")
    given = parser.parse_args()
    if given.json:
        options = comrak.RenderOptions()
        options.unsafe_ = True
        render = partial(comrak.render_markdown, render_options=options)
        posts = [asdict(one) | {"html": render(one.body)} for one in POSTS]
        print(json.dumps(posts, ensure_ascii=False))
        return
    named = {program.name: str(program.absolute()) for program in given.program}
    outcomes = {}
    with TemporaryDirectory() as name:
        for generator in GENERATORS:
            paths = (named.get(each) or shutil.which(each) for each in generator.programs)
            if program := next(filter(None, paths), None):
                outcomes[generator.name] = outcome(generator, program, Path(name) / generator.name)
    for feed in given.feed:
        label, _, files = feed.partition("=")
        data, again, moved = (Path(file).read_bytes() for file in files.split(","))
        of_twice = {"built again": _again(data, again), "a file renamed": _kept(data, moved)}
        readable = data if is_well_formed(data) else data.replace(b"\x0b", b"")
        outcomes[label] = {"a control character": of_control(0, data), **judged(readable), **of_twice}
    print(table(outcomes))


if __name__ == "__main__":
    main()
