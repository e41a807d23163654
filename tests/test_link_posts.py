"""Posts about pages elsewhere, and what else feeds say of a post: as its owner writes it, and as readers have it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import feedparser
import pytest

from tests.golden.sites import FOLDER, contents
from tests.running import Ended, feedpub, write

if TYPE_CHECKING:
    from pathlib import Path

SITE = (
    '[site]\nurl = "https://links.example/"\ntitle = "Links"\nauthor = { name = "Ann", email = "ann@links.example" }\n'
)
LINKED = "https://tides.example.org/tables"
POST = "https://links.example/tides/"
HOME = "https://links.example/"


def post(title: str, *keys: str, text: str = "The office has printed them.") -> str:
    return "\n".join(("---", f"title: {title}", *keys, "---", text, ""))


def build(folder: Path, *arguments: str) -> Ended:
    return feedpub("build", *arguments, cwd=folder)


def built(folder: Path, *keys: str, configuration: str = SITE) -> Any:  # noqa: ANN401 - what feedparser and json give
    """Return the one item of RSS, of Atom and of JSON Feed of a site whose post has these keys."""
    write(folder, {"feedpub.toml": configuration, "content/2026-01-10-tides.md": post("Tides", *keys)})
    ended = build(folder, "--strict")
    assert ended.status == 0, ended.err
    public = folder / "public"
    rss, atom = (feedparser.parse((public / name).read_bytes()).entries[0] for name in ("rss.xml", "atom.xml"))
    return rss, atom, json.loads((public / "feed.json").read_text("utf-8"))["items"][0]


def links(entry: Any) -> dict[str, str]:  # noqa: ANN401 - what feedparser gives
    return {link["rel"]: link["href"] for link in entry.links}


@pytest.mark.parametrize("key", ["link", "external_url", "linkpost", "externalUrl", "external-url"])
def test_an_item_leads_to_the_page_that_its_post_is_about(tmp_path: Path, key: str) -> None:
    rss, atom, item = built(tmp_path, f"{key}: {LINKED}")
    assert (rss.link, atom.link, item["external_url"]) == (LINKED, LINKED, LINKED)
    assert (links(rss)["related"], links(atom)["related"], item["url"]) == (POST, POST, POST)
    assert f'<a href="{POST}">' in item["content_html"]
    assert item["content_html"] == rss.content[0].value == atom.content[0].value


def test_the_guid_is_the_address_of_the_post_where_ids_are_addresses(tmp_path: Path) -> None:
    rss, _, _ = built(tmp_path, f"link: {LINKED}", configuration=SITE + '[ids]\nscheme = "permalink"\n')
    assert (rss.link, rss.id, rss.guidislink) == (LINKED, POST, False)
    assert '<guid isPermaLink="true">' in (tmp_path / "public" / "rss.xml").read_text("utf-8")


def test_items_lead_to_the_post_where_the_owner_wants_that(tmp_path: Path) -> None:
    rss, atom, item = built(tmp_path, f"link: {LINKED}", configuration=f'{SITE}[content]\nlink_posts = "post"\n')
    assert (rss.link, atom.link, item["url"], item["external_url"]) == (POST, POST, POST, LINKED)
    assert (links(rss)["related"], links(atom)["related"]) == (LINKED, LINKED)
    assert "feed-footer" not in item["content_html"]


def test_the_feeds_of_another_generator_lead_to_the_post_as_they_did(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "_config.yml": f"url: {HOME}\ntitle: Links\nplugins: [jekyll-feed]\n",
            "_posts/2026-01-10-tides.md": post("Tides", f"link: {LINKED}"),
        },
    )
    assert build(tmp_path).status == 0
    [entry] = feedparser.parse((tmp_path / "_site" / "feed.xml").read_bytes()).entries
    assert entry.link == f"{HOME}2026/01/10/tides.html"
    assert links(entry)["related"] == LINKED


@pytest.mark.parametrize("value", ["about/", "true", "see the office", "[]", "https://links.example/tides/"])
def test_what_is_no_page_elsewhere_says_nothing(tmp_path: Path, value: str) -> None:
    rss, atom, item = built(tmp_path, f"link: {value}")
    assert (rss.link, atom.link, item["url"]) == (POST, POST, POST)
    assert "external_url" not in item
    assert "related" not in links(rss)


def test_a_post_is_not_announced_again_when_it_becomes_a_link_post(tmp_path: Path) -> None:
    rss, _, _ = built(tmp_path)
    led, _, _ = built(tmp_path, f"link: {LINKED}")
    assert (led.id, led.link) == (rss.id, LINKED)
    back, _, _ = built(tmp_path)
    assert (back.id, back.link) == (rss.id, POST)


def test_the_last_build_is_known_where_the_output_was_emptied(tmp_path: Path) -> None:
    built(tmp_path, f"link: {LINKED}")
    shutil.rmtree(tmp_path / "public")
    (tmp_path / "content" / "2026-01-10-tides.md").write_text(post("Tides", f"link: {LINKED}", "id: other"), "utf-8")
    ended = build(tmp_path)
    assert ended.status == 1
    assert "guard/reannounced" in ended.err or "reannounced" in ended.err


def test_a_build_of_what_was_edited_makes_what_a_whole_build_makes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        shutil.copytree(FOLDER / "link-posts" / "site", folder)
    assert build(one).status == 0
    for folder in (one, other):
        file = folder / "content" / "2026-01-10-tide-tables.md"
        file.write_text(file.read_text("utf-8").replace("all", "all again"), "utf-8")
    assert (build(one).status, build(other).status) == (0, 0)
    assert contents(one / "public") == contents(other / "public")


def test_terms_place_and_discussion_are_told(tmp_path: Path) -> None:
    rss, atom, _ = built(
        tmp_path,
        "license: cc by-nc 4.0",
        "geo: { latitude: 35.0975, longitude: 129.0403 }",
        "comments_url: https://talk.example/1",
        "comments_feed: /talk/1.xml",
        "comment_count: 7",
    )
    terms = "https://creativecommons.org/licenses/by-nc/4.0/"
    assert (rss.license, links(atom)["license"]) == (terms, terms)
    assert rss.where == atom.where == {"type": "Point", "coordinates": (129.0403, 35.0975)}
    assert (rss.comments, rss.slash_comments, rss.wfw_commentrss) == (
        "https://talk.example/1",
        "7",
        f"{HOME}talk/1.xml",
    )
    replies = [link for link in atom.links if link["rel"] == "replies"]
    assert [(link["href"], link["thr:count"]) for link in replies] == [
        ("https://talk.example/1", "7"),
        (f"{HOME}talk/1.xml", "7"),
    ]


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("[35, 129.50]", "35 129.5"),
        ("'+0.00001; -0.5'", "0.00001 -0.5"),
        ("{lat: 37.566535, lng: 126.97796919}", "37.566535 126.97796919"),
    ],
)
def test_a_place_is_written_in_degrees(tmp_path: Path, written: str, point: str) -> None:
    built(tmp_path, f"geo: {written}")
    assert f"<georss:point>{point}</georss:point>" in (tmp_path / "public" / "rss.xml").read_text("utf-8")


def test_what_was_taken_from_another_feed_names_it(tmp_path: Path) -> None:
    rss, atom, _ = built(
        tmp_path,
        "source:",
        "  title: Strait Weather",
        "  feed: https://weather.example.com/feed.xml",
        "  updated: 2026-01-09",
    )
    assert (rss.source.title, rss.source.href) == ("Strait Weather", "https://weather.example.com/feed.xml")
    assert (atom.source.title, atom.source.id) == ("Strait Weather", "https://weather.example.com/feed.xml")


@pytest.mark.parametrize("keys", ["comments: true", "license: MIT", "location: Busan", "source: The paper", "via: Bob"])
def test_what_themes_mean_otherwise_says_nothing(tmp_path: Path, keys: str) -> None:
    plain = built(tmp_path / "plain")
    assert built(tmp_path / "keys", keys)[2] == plain[2]
    assert contents(tmp_path / "keys" / "public") == contents(tmp_path / "plain" / "public")


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": SITE, "content/2026-01-10-tides.md": post("Tides", "geo: [129.0403, 35.0975]")})
    ended = build(tmp_path)
    assert ended.status == 1
    assert "content/2026-01-10-tides.md:3:" in ended.err
    assert "post/bad-place" in ended.err


def test_a_line_stands_below_every_text(tmp_path: Path) -> None:
    line = """footer = '<p><a href="{url}">{title}</a>, {author}: <a href="{mailto}">answer</a></p>'"""
    write(tmp_path, {"content/2026-01-09-fish.md": post("Fish & <chips>")})
    built(tmp_path, configuration=f"{SITE}[feeds]\n{line}\n")
    entries = feedparser.parse((tmp_path / "public" / "rss.xml").read_bytes(), sanitize_html=False).entries
    fish = next(entry for entry in entries if "Fish" in entry.title)
    assert fish.content[0].value.endswith(
        f'<footer class="feed-footer"><p><a href="{HOME}fish/">Fish &amp; &lt;chips&gt;</a>, Ann: '
        '<a href="mailto:ann@links.example?subject=Re%3A%20Fish%20%26%20%3Cchips%3E">answer</a></p></footer>'
    )


def test_another_line_changes_no_post(tmp_path: Path) -> None:
    footer = '[feeds]\nupdated = "content"\nfooter = "<p>{site}</p>"\n'
    before = built(tmp_path, configuration=SITE + footer)
    after = built(tmp_path, configuration=SITE + footer.replace("{site}", "News of {site}"))
    assert "News of Links" in after[2]["content_html"]
    assert after[2]["date_modified"] == before[2]["date_modified"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('[feeds]\nfooter = "<p>{email}</p>"\n', "it has no placeholder {email}; there are {url}, {title}"),
        ("", ""),
    ],
)
def test_a_placeholder_that_there_is_not_is_named(tmp_path: Path, line: str, words: str) -> None:
    write(tmp_path, {"feedpub.toml": SITE + line, "content/2026-01-10-tides.md": post("Tides")})
    ended = build(tmp_path)
    assert ended.status == (2 if line else 0)
    assert words in ended.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('license = "MIT"', "is neither an address nor a licence of Creative Commons"),
        ('accent = "green"', "is no colour"),
    ],
)
def test_terms_and_colours_of_the_site_are_checked(tmp_path: Path, line: str, words: str) -> None:
    write(tmp_path, {"feedpub.toml": f"{SITE}{line}\n", "content/2026-01-10-tides.md": post("Tides")})
    ended = build(tmp_path)
    assert ended.status == 2
    assert words in ended.err


def test_the_first_picture_that_is_not_small_stands_for_a_post(tmp_path: Path) -> None:
    text = '<img src="/dot.gif" width="1" height="1" alt="">\n\n![Quay](/quay.jpg?a=1&b=2)\n\n![Sea](/sea.jpg)'
    write(
        tmp_path,
        {
            "feedpub.toml": f"{SITE}[feeds]\nfirst_picture = true\n",
            "content/2026-01-10-tides.md": post("Tides", text=text),
        },
    )
    assert build(tmp_path).status == 0
    for name in ("rss.xml", "atom.xml"):
        [entry] = feedparser.parse((tmp_path / "public" / name).read_bytes()).entries
        assert [picture["url"] for picture in entry.media_content] == [f"{HOME}quay.jpg?a=1&b=2"]
