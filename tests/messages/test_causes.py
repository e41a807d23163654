"""A mistake is told once, at the line of the post or of the option that it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.running import feedpub, write

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = re.compile(r"(?P<place>[^\s:]+(?::\d+)?)(?::\d+)?: (?:error|warning) (?P<code>[\w/-]+): ")
_LOCAL = "http://localhost:4000"


class Mistake(NamedTuple):
    """A mistake in a site with feeds in three formats, of categories, tags and authors, and a sitemap."""

    place: str
    """Where it is to be told: file and line."""
    site: str = ""
    """More lines of `[site]`; `title` and `description` are replaced by those given here."""
    feeds: str = ""
    front: str = ""
    body: str = "Hello there, this is a text."
    more: str = ""


_MISTAKES = {
    "HTML in the title of the site": Mistake("feedpub.toml:3", site='title = "The <b>best</b> site"'),
    "an entity in the title of the site": Mistake("feedpub.toml:3", site='title = "Salt &amp; Pepper"'),
    "HTML in the description": Mistake("feedpub.toml:3", site='description = "<p>All about <em>tea</em></p>"'),
    "HTML in the author of the site": Mistake("feedpub.toml:3", site='author = "<a href=x>Ann</a>"'),
    "HTML in the rights": Mistake("feedpub.toml:3", site='rights = "&copy; 2024 Me"'),
    "a local logo": Mistake("feedpub.toml:3", site=f'logo = "{_LOCAL}/logo.png"'),
    "a local hub": Mistake("feedpub.toml:6", feeds=f'hub = "{_LOCAL}/hub"'),
    "an unclosed footer": Mistake("feedpub.toml:6", feeds='footer = "<b>Reply"'),
    "a script in the footer": Mistake("feedpub.toml:6", feeds='footer = "<script>alert(1)</script>"'),
    "a local picture in the footer": Mistake("feedpub.toml:6", feeds=f"footer = '<img src=\"{_LOCAL}/x.gif\">'"),
    "a relative link in the footer": Mistake("feedpub.toml:6", feeds="footer = '<a href=\"/about\">about</a>'"),
    "HTML in the pattern of titles": Mistake(
        "feedpub.toml:12", more='[feeds.categories]\ntitle = "{site} <i>{term}</i>"\n'
    ),
    "HTML in the title of one feed more": Mistake(
        "feedpub.toml:14", more='[[feeds.more]]\npath = "x.rss"\nformat = "rss"\ntitle = "<b>x</b>"\n'
    ),
    "HTML in a category": Mistake("content/a.md:5", front='categories: ["<b>News</b>"]'),
    "an entity in a category": Mistake("content/a.md:5", front='categories: ["Salt &amp; Pepper"]'),
    "HTML in a tag": Mistake("content/a.md:4", front='tags: ["<i>green</i>"]'),
    "HTML in an author": Mistake("content/a.md:5", front='author: "<b>Ann</b>"'),
    "an address for a name": Mistake("content/a.md:5", front="author: ann@example.com"),
    "an e-mail address without @": Mistake("content/a.md:5", front='author: {name: Ann, email: "ann at x"}'),
    "a local picture": Mistake("content/a.md:5", front=f"image: {_LOCAL}/a.jpg"),
    "a local picture in the text": Mistake("content/a.md:10", body=f"Text\n\n![x]({_LOCAL}/x.png)"),
    "a value that was not there": Mistake("content/a.md:10", body="Text\n\n[x](undefined)"),
    "a text encoded twice": Mistake("content/a.md:8", body="CafÃ© and naÃ¯ve and itâ€™s"),
    "a character that was lost": Mistake("content/a.md:8", body="Caf\ufffd and so on"),
    "a type of an enclosure": Mistake(
        "content/a.md:5", front='enclosure: {url: "https://cdn.example.com/a.mp3", length: 12, type: mp3}'
    ),
    "a local enclosure": Mistake(
        "content/a.md:5", front=f'enclosure: {{url: "{_LOCAL}/a.mp3", length: 12, type: audio/mpeg}}'
    ),
    "a date before all feeds": Mistake("content/a.md:3", front="date: 1899-06-21"),
    "a date of modification to come": Mistake("content/a.md:5", front="updated: 2050-01-01"),
    "a language that is none": Mistake("content/a.md:5", front="lang: xx-invalid-zz"),
    "a local link": Mistake("content/a.md:5", front=f"link: {_LOCAL}/x"),
    "local comments": Mistake("content/a.md:5", front=f"comments_url: {_LOCAL}/c"),
    "Markdown in a title": Mistake("content/a.md:2", front="title: '**Bold** title with `code`'"),
    "an id that another post has": Mistake("content/c.md:3", front='id: "x"'),
}


@pytest.mark.parametrize("name", _MISTAKES)
def test_a_mistake_is_told_once_and_where_it_stands(name: str, tmp_path: Path) -> None:
    mistake = _MISTAKES[name]
    ended = feedpub("build", cwd=write(tmp_path, _files(mistake)))
    told = [match["place"] for line in ended.err.splitlines() if (match := _HEAD.match(line))]
    assert told == [mistake.place], ended.err


@pytest.mark.parametrize(
    ("body", "more"),
    [
        ("![x](http://localhost/x.png)", "."),
        ("![x](http://localhost/x.png) ![y](http://localhost/y.png)", "; 1 more is like it. (and 1 more)"),
    ],
)
def test_a_value_counts_once_in_however_many_formats_it_stands(body: str, more: str, tmp_path: Path) -> None:
    ended = feedpub("build", cwd=write(tmp_path, _files(Mistake("", body=body))))
    (line,) = (line for line in ended.err.splitlines() if "address/local-host" in line)
    assert line.partition(" can reach")[2] == more


def _files(mistake: Mistake) -> dict[str, str]:
    configuration = [
        "[site]",
        'url = "https://example.com/"',
        mistake.site or 'language = "en"',
        "# a title is above" if mistake.site.startswith("title") else 'title = "Example"',
        "[feeds]",
        mistake.feeds or "limit = 20",
        "[feeds.tags]\nenabled = true",
        "[feeds.authors]\nenabled = true",
        mistake.more,
    ]
    keys = {"title": "title: A post", "date": "date: 2024-06-21", "tags": "tags: [green]", "": "# nothing more"}
    key = mistake.front.partition(":")[0]
    keys[key if key in keys else ""] = mistake.front or "# nothing more"
    return {
        "feedpub.toml": "\n".join(configuration),
        "content/a.md": "\n".join(("---", *keys.values(), "---", "", mistake.body, "")),
        "content/b.md": "---\ntitle: Other\ndate: 2024-05-20\ncategories: [News]\n---\n\nOther text, quite another.\n",
        "content/c.md": '---\ntitle: Third\nid: "x"\ndate: 2024-04-20\ntags: [green]\n---\n\nThird text, of this.\n',
    }
