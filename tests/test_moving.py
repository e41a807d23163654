"""A site moves here from another generator: its subscribers get nothing twice, and what is new once.

The feeds are written as WordPress 6, jekyll-feed 0.17, Hugo 0.111 and Pelican 4.12 write them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from feedpub.cli import run
from feedpub.guard import pins
from feedpub.model.records import Level
from tests.owner import Site
from tests.subscribers import Subscriber

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow

POSTS = [
    ("2024-06-21-hello-world", "Hello, World & all", "2024-06-21 09:15:00 +0000", "The first words of a long story."),
    ("2024-06-22-한글-제목", "한글 제목", "2024-06-22 02:00:00 +0000", "정부는 오늘 새로운 정책을 발표했다고 한다."),
    ("2024-06-23-third", "Third time lucky", "2024-06-23 21:30:00 +0000", "Nobody objected to the third attempt."),
]
SLUGS = ["hello-world", "%ED%95%9C%EA%B8%80-%EC%A0%9C%EB%AA%A9", "third"]
DAYS = ["2024/06/21", "2024/06/22", "2024/06/23"]
RFC822 = ["Fri, 21 Jun 2024 09:15:00 +0000", "Sat, 22 Jun 2024 02:00:00 +0000", "Sun, 23 Jun 2024 21:30:00 +0000"]
RFC3339 = ["2024-06-21T09:15:00+00:00", "2024-06-22T02:00:00+00:00", "2024-06-23T21:30:00+00:00"]


def rss(item: Callable[[int], str]) -> str:
    items = "".join(f"<item>{item(number)}</item>" for number in (2, 1, 0))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>Old</title><link>https://example.com/</link><description>Old</description>{items}"
        "</channel></rss>"
    )


def wordpress(number: int) -> str:
    _, title, _, text = POSTS[number]
    return (
        f"<title>{escape(title).replace('&amp;', '&#038;')}</title>"
        f"<link>https://example.com/{DAYS[number]}/{SLUGS[number]}/</link><pubDate>{RFC822[number]}</pubDate>"
        f'<guid isPermaLink="false">https://example.com/?p={number + 11}</guid>'
        f"<description><![CDATA[<p>{text[:12]} [&#8230;]</p>\n]]></description>"
        f"<content:encoded><![CDATA[<p>{text}</p>\n]]></content:encoded>"
    )


def hugo(number: int) -> str:
    _, title, _, text = POSTS[number]
    address = f"https://example.com/posts/{SLUGS[number]}/"
    return (
        f"<title>{escape(title)}</title><link>{address}</link><pubDate>{RFC822[number]}</pubDate>"
        f"<guid>{address}</guid><description>{text}</description>"
    )


def pelican(number: int) -> str:
    _, title, _, text = POSTS[number]
    path = f"/{SLUGS[number]}.html"
    return (
        f"<title>{escape(title)}</title><link>https://example.com{path}</link>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description><pubDate>{RFC822[number]}</pubDate>"
        f"<guid>tag:example.com,{DAYS[number].replace('/', '-')}:{unquote(path)}</guid>"
    )


def jekyll() -> str:
    entries = ""
    for number in (2, 1, 0):
        _, title, _, text = POSTS[number]
        address = f"https://example.com/{DAYS[number]}/{SLUGS[number]}"
        entries += (
            f'<entry><title type="html">{escape(escape(title))}</title><link href="{address}.html" rel="alternate" '
            f'type="text/html" title="{escape(title)}"/><published>{RFC3339[number]}</published>'
            f"<updated>{RFC3339[number]}</updated><id>{address}</id>"
            f'<content type="html" xml:base="{address}.html"><![CDATA[<p>{text}</p>]]></content></entry>'
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title>'
        f'<link href="https://example.com/" rel="alternate"/><id>https://example.com/feed.xml</id>'
        f"<updated>2024-06-24T00:00:00+00:00</updated>{entries}</feed>"
    )


MOVES = {
    "wordpress": ("rss.xml", rss(wordpress), "/:slug/", "uuid"),
    "jekyll": ("atom.xml", jekyll(), "/:year/:month/:day/:slug.html", "jekyll"),
    "hugo": ("rss.xml", rss(hugo), "/posts/:slug/", "hugo"),
    "pelican": ("rss.xml", rss(pelican), "/:slug.html", "pelican"),
}


def old_site(folder: Path, generator: str, **settings: object) -> tuple[Site, Subscriber]:
    path, feed, permalink, _ = MOVES[generator]
    site = Site(folder, content__permalink=permalink, **settings)
    for name, title, date, text in POSTS:
        site.post(name, text, title=f'"{title}"', date=date)
    site.output.mkdir()
    (site.output / path).write_text(feed, encoding="utf-8")
    return site, Subscriber(site.output, path)


@pytest.mark.parametrize("generator", MOVES)
def test_after_ids_adopt_only_what_is_new_is_announced(
    tmp_path: Path, generator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, subscriber = old_site(tmp_path, generator)
    path = MOVES[generator][0]
    assert "guard/reannounced" in {one.code for one in site.findings()}
    monkeypatch.chdir(tmp_path)
    assert run(["ids", "adopt", f"public/{path}"]) == 0
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(take_over=True) == []
    assert subscriber.reads() == [f"{path}: New"]


@pytest.mark.parametrize("generator", ["jekyll", "hugo", "pelican"])
def test_the_scheme_of_a_generator_gives_the_ids_that_its_feeds_have(tmp_path: Path, generator: str) -> None:
    site, subscriber = old_site(tmp_path, generator, ids__scheme=MOVES[generator][3])
    path = MOVES[generator][0]
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(take_over=True) == []
    assert not (tmp_path / "feedpub.ids").exists()
    assert subscriber.reads() == [f"{path}: New"]


@pytest.mark.parametrize("generator", ["jekyll", "hugo", "pelican"])
def test_the_guard_names_the_scheme_that_keeps_the_ids(tmp_path: Path, generator: str) -> None:
    site, _ = old_site(tmp_path, generator)
    (found,) = site.findings()
    scheme = "permalink" if generator == "hugo" else generator  # which is the same
    assert f'`ids.scheme = "{scheme}"`' in found.hint
    assert found.count == len(POSTS)


def test_posts_older_than_the_old_feed_do_not_come_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, subscriber = old_site(tmp_path, "wordpress")
    site.post("2010-01-01-ancient", title="Ancient", date="2010-01-01")
    site.request()
    monkeypatch.chdir(tmp_path)
    assert run(["ids", "adopt", "public/rss.xml"]) == 0
    (found,) = site.findings(take_over=True)
    assert (found.code, found.level) == ("guard/resurfaced", Level.INFO)
    assert "`content/2010-01-01-ancient.md` stays out of" in found.text
    assert subscriber.reads() == []
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert [one.code for one in site.findings()] == ["guard/resurfaced"]
    assert subscriber.reads() == ["rss.xml: New"]


@pytest.mark.parametrize("generator", MOVES)
def test_taking_a_feed_over_keeps_its_ids_by_itself(tmp_path: Path, generator: str) -> None:
    site, subscriber = old_site(tmp_path, generator)
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(take_over=True) == []
    assert subscriber.reads() == [f"{MOVES[generator][0]}: New"]
    assert len(pins_of(tmp_path)) == len(POSTS)
    assert site.findings() == []  # by the pins, now that the old feed is gone
    assert subscriber.reads() == []


def test_ids_that_were_pinned_or_written_stay_where_a_feed_is_taken_over(tmp_path: Path) -> None:
    site, _ = old_site(tmp_path, "hugo")
    name = POSTS[0][0]
    (tmp_path / "feedpub.ids").write_text(f"content/{name}.md\ttag:example.com,2020:mine\n", encoding="utf-8")
    assert {one.code for one in site.findings(take_over=True)} == {"guard/reannounced"}
    assert pins_of(tmp_path) == {f"content/{name}.md": "tag:example.com,2020:mine"}


def test_whoever_accepts_new_ids_gets_them(tmp_path: Path) -> None:
    site, _ = old_site(tmp_path, "hugo")
    site.findings(take_over=True, accept=("reannounced",))
    assert not (tmp_path / "feedpub.ids").exists()


def test_a_dry_run_writes_no_ids(tmp_path: Path) -> None:
    site, _ = old_site(tmp_path, "hugo")
    assert site.findings(take_over=True, dry_run=True) == []
    assert not (tmp_path / "feedpub.ids").exists()


def test_no_post_is_given_the_id_that_another_keeps(tmp_path: Path) -> None:
    site, _ = old_site(tmp_path, "hugo", ids__scheme="permalink")
    feed = site.output / "rss.xml"
    first, second = (f"https://example.com/posts/{SLUGS[number]}/" for number in (0, 1))
    text = feed.read_text(encoding="utf-8")
    feed.write_text(text.replace(f"<guid>{first}</guid>", f"<guid>{second}</guid>"), encoding="utf-8")
    site.findings(take_over=True)
    assert second not in pins_of(tmp_path).values()


def pins_of(folder: Path) -> Mapping[str, str]:
    return pins.read(folder).ids
