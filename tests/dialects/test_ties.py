"""Posts of one moment stand in the order in which the generator's own feeds have them.

It was seen in the output of Jekyll 4.3, Hugo 0.168 and Eleventy 3.1; that of Zola stands in its
`components/site/src/feeds.rs`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from feedpub import config, sites

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 2, 1, tzinfo=UTC)
POST = "---\ntitle: {title}\ndate: 2024-01-02\ntags: posts\n---\nText.\n"
LOOP = "---\n---\n<rss>{{% for post in {loop} %}}<item><guid>{{{{ post.url }}}}</guid></item>{{% endfor %}}</rss>"
JEKYLL = "url: https://example.com\n"
HUGO = 'baseURL = "https://example.com/"\n'
TURNED = "<rss>{{ range .Site.RegularPages.ByDate.Reverse }}<item><guid>{{ .Permalink }}</guid></item>{{ end }}</rss>"


def order(folder: Path, files: dict[str, str], posts: dict[str, str]) -> list[str]:
    """Return the titles of posts of one day in the order in which feeds have them."""
    texts = {path: POST.format(title=title) for path, title in posts.items()}
    for path, text in (files | texts).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    options = config.load(folder, {"site.url": "https://example.com/"})
    collected = sites.collect(folder, options.content, options.site, now=NOW, skip=())
    return [post.title for post in collected.posts if post.date]


@pytest.mark.parametrize(
    ("files", "titles"),
    [
        ({"_config.yml": JEKYLL}, ["A", "B"]),
        ({"_config.yml": JEKYLL, "feed.xml": LOOP.format(loop="site.posts")}, ["B", "A"]),
        ({"_config.yml": JEKYLL, "feed.xml": LOOP.format(loop="site.posts | sort: 'date' | reverse")}, ["A", "B"]),
        ({"_config.yml": f"{JEKYLL}theme: jekyll-theme-chirpy\n"}, ["B", "A"]),
    ],
    ids=["jekyll-feed", "template", "template that sorts", "Chirpy"],
)
def test_jekyll_has_the_later_path_first_unless_the_feed_sorts_again(
    tmp_path: Path, files: dict[str, str], titles: list[str]
) -> None:
    assert order(tmp_path, files, {"_posts/2024-01-02-a.md": "A", "_posts/2024-01-02-b.md": "B"}) == titles


@pytest.mark.parametrize(
    ("files", "titles"),
    [
        ({"hugo.toml": HUGO}, ["Apple", "Pear"]),
        ({"hugo.toml": HUGO, "layouts/_default/rss.xml": TURNED}, ["Pear", "Apple"]),
    ],
    ids=["its own", "ByDate.Reverse"],
)
def test_hugo_orders_them_by_their_titles(tmp_path: Path, files: dict[str, str], titles: list[str]) -> None:
    assert order(tmp_path, files, {"content/a.md": "Pear", "content/b.md": "Apple"}) == titles


def test_zola_orders_them_by_their_addresses(tmp_path: Path) -> None:
    files = {"config.toml": 'base_url = "https://example.com"\n'}
    posts = {"content/a.md": 'x"\npath: "z', "content/b.md": 'x2"\npath: "y'}
    texts = {path: f'"{title}"' for path, title in posts.items()}
    assert order(tmp_path, files, texts) == ["x2", "x"]


def test_eleventy_has_the_later_path_first(tmp_path: Path) -> None:
    files = {"eleventy.config.js": "export default function () {}\n"}
    assert order(tmp_path, files, {"a.md": "A", "b.md": "B"}) == ["B", "A"]


def test_feedpub_itself_orders_them_by_their_paths(tmp_path: Path) -> None:
    assert order(tmp_path, {}, {"b.md": "B", "a.md": "A"}) == ["A", "B"]
