"""Sitemaps as a site owner sees them: what is left out and said, the news, the text file, what changes with time."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from feedpub import pipeline
from feedpub.generate.listed import listed
from feedpub.generate.sitemap import SitemapLimits, generate
from feedpub.model.details import Video
from feedpub.model.errors import UsageError
from feedpub.model.options import SitemapOptions
from feedpub.model.records import Absence, Kind
from tests import builders
from tests.golden.sites import contents
from tests.owner import NOW, Site
from tests.running import feedpub

if TYPE_CHECKING:
    from pathlib import Path

CORE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
BUILD_TIME = str(int(NOW.timestamp()))


def locs(data: bytes) -> list[str]:
    return [(each.text or "").removeprefix("https://example.com") for each in ET.fromstring(data).iter(f"{CORE}loc")]


# What is left out


def shop(folder: Path, **settings: object) -> Site:
    site = Site(folder, **settings)
    site.post("tea", title="Tea", date="2024-06-01")
    site.post("print/tea", title="Tea, to print")
    site.post("print/coffee/cup", title="A cup, to print")
    site.post("prints", title="Prints")
    site.post("cart", title="Cart")
    return site


def test_globs_leave_addresses_out_with_all_that_lies_below(tmp_path: Path) -> None:
    site = shop(tmp_path, sitemap__exclude=["print/**", "ca*"])
    site.build()
    assert locs(contents(site.output)["sitemap.xml"]) == ["/", "/prints/", "/tea/"]


def test_the_summary_says_how_many_pages_are_left_out_and_why(tmp_path: Path) -> None:
    site = shop(tmp_path, sitemap__exclude=["print"])
    site.post("hidden", title="Hidden", noindex="true")
    site.configure()
    ended = feedpub("build", cwd=tmp_path, SOURCE_DATE_EPOCH=BUILD_TIME)
    assert (
        "The sitemap lists 4 of 7 pages. Left out: 2 because `sitemap.exclude` leaves it out; 1 because it says "
        "`noindex`." in ended.err + ended.out
    )


def test_nothing_is_said_of_a_sitemap_that_lists_all(tmp_path: Path) -> None:
    site = shop(tmp_path)
    site.configure()
    ended = feedpub("build", cwd=tmp_path, SOURCE_DATE_EPOCH=BUILD_TIME)
    assert "The sitemap lists" not in ended.err + ended.out
    assert site.build().sitemap is None


def test_what_robots_txt_forbids_is_left_out_with_one_warning(tmp_path: Path) -> None:
    site = shop(tmp_path)
    site.build()
    robots = site.output / "robots.txt"
    robots.write_text("User-agent: *\nDisallow: /print/\nDisallow: /c*t/$\n" + robots.read_text(encoding="utf-8"))
    outcome = site.build()
    (said,) = [one for one in outcome.diagnostics if one.level.value == "warning"]
    assert (said.code, said.count) == ("site/forbidden-by-robots", 3)
    assert said.where.path == "public/robots.txt"
    assert locs(contents(site.output)["sitemap.xml"]) == ["/", "/prints/", "/tea/"]
    assert outcome.sitemap is not None
    assert outcome.sitemap.left_out == [(Absence.ROBOTS, 3)]


def test_what_one_of_the_crawlers_may_fetch_is_listed(tmp_path: Path) -> None:
    site = shop(tmp_path)
    site.output.mkdir()
    (site.output / "robots.txt").write_text("User-agent: *\nDisallow: /\nUser-agent: bingbot\nAllow: /\n")
    site.build()
    assert len(locs(contents(site.output)["sitemap.xml"])) == 6


def test_what_is_excluded_already_is_not_said_to_be_forbidden(tmp_path: Path) -> None:
    site = shop(tmp_path, sitemap__exclude=["print"])
    site.output.mkdir()
    (site.output / "robots.txt").write_text("User-agent: *\nDisallow: /print/\n")
    assert "site/forbidden-by-robots" not in {one.code for one in site.build().diagnostics}


def test_a_brief_build_sees_a_robots_txt_that_another_has_changed(tmp_path: Path) -> None:
    for robots in (True, False):
        site = shop(tmp_path / str(robots), sitemap__robots=robots)
        site.build_in_brief()
        with (site.output / "robots.txt").open("a", encoding="utf-8") as file:
            file.write("User-agent: *\nDisallow: /cart/\n")
        site.build_in_brief()
        site.post("tea", "A text that is another.", title="Tea", date="2024-06-01")
        site.build_in_brief()
        assert "/cart/" not in locs(contents(site.output)["sitemap.xml"])
        (site.output / "robots.txt").write_text("User-agent: *\nAllow: /\n")
        site.post("tea", "A text that is the third.", title="Tea", date="2024-06-01")
        site.build_in_brief()
        assert "/cart/" in locs(contents(site.output)["sitemap.xml"])


def test_why_tells_of_both(tmp_path: Path) -> None:
    site = shop(tmp_path, sitemap__exclude=["print"])
    site.output.mkdir()
    (site.output / "robots.txt").write_text("User-agent: *\nDisallow: /cart/\n")
    site.configure()
    assert "`sitemap.exclude` leaves it out" in feedpub("why", "content/print/tea.md", cwd=tmp_path).out
    assert "robots.txt forbids crawlers to fetch it" in feedpub("why", "cart", cwd=tmp_path).out


def test_a_version_that_is_left_out_is_no_alternate_of_the_other(tmp_path: Path) -> None:
    site = Site(tmp_path, sitemap__exclude=["ko"])
    site.post("tea", title="Tea", date="2024-06-01", translation_key="tea", lang="en")
    site.post("ko/cha", title="차", date="2024-06-01", translation_key="tea", lang="ko")
    site.build()
    assert b"hreflang" not in contents(site.output)["sitemap.xml"]


# As text


def test_a_text_sitemap_stands_beside_the_other(tmp_path: Path) -> None:
    site = shop(tmp_path, sitemap__text="sitemap.txt", sitemap__gzip=True)
    site.build()
    files = contents(site.output)
    assert files["sitemap.txt"].decode().splitlines()[:2] == ["https://example.com/", "https://example.com/cart/"]
    assert gzip.decompress(files["sitemap.txt.gz"]) == files["sitemap.txt"]
    assert b"sitemap.txt" not in files["robots.txt"]
    ended = feedpub("validate", str(site.output / "sitemap.txt"), cwd=tmp_path)
    assert ended.status == 0, ended.out


# News


def paper(folder: Path, **settings: object) -> Site:
    given = {"sitemap__news__path": "news.xml", "site__title": "The River & Bank", "feeds__formats": ["atom"]}
    site = Site(folder, **{**given, **settings})
    site.post("flood", title="Flood <rising>", date="2026-11-21 10:00:00Z")
    site.post("dry", title="Dry", date="2026-11-20 12:00:01Z", lang="zh-Hant")
    site.post("late", title="Late", date="2026-11-20 12:00:00Z")
    site.post("quiet", title="Quiet", date="2026-11-22 08:00:00Z", noindex="true")
    site.post("about", title="About")
    return site


def test_the_news_sitemap_lists_the_articles_of_two_days_the_newest_first(tmp_path: Path) -> None:
    site = paper(tmp_path)
    assert [one for one in site.build().diagnostics if one.level.value != "info"] == []
    files = contents(site.output)
    assert locs(files["news.xml"]) == ["/flood/", "/dry/"]
    articles = [
        {each.tag.removeprefix(NEWS): each.text for each in one.iter()} for one in ET.fromstring(files["news.xml"])
    ]
    assert articles[0] | {"name": "The River & Bank", "language": "en"} == articles[0]
    assert articles[0]["publication_date"] == "2026-11-21T10:00:00Z"
    assert articles[0]["title"] == "Flood <rising>"
    assert articles[1]["language"] == "zh-tw"
    assert b"Sitemap: https://example.com/sitemap.xml\nSitemap: https://example.com/news.xml\n" in files["robots.txt"]


def test_articles_leave_when_they_are_two_days_old_though_nothing_else_has_changed(tmp_path: Path) -> None:
    site = paper(tmp_path)
    site.build_in_brief()
    assert site.look().known is not None
    second = NOW + timedelta(seconds=1)
    assert site.look(now=second).known is None, "what was fresh is so no longer"
    outcome = site.build_in_brief(now=second)
    assert locs(contents(site.output)["news.xml"]) == ["/flood/"]
    assert {change.path for change in outcome.plan.changes if change.action.name == "REPLACE"} == {"news.xml"}
    week = datetime(2026, 11, 29, tzinfo=UTC)
    assert [one for one in site.build_in_brief(now=week).diagnostics if one.level.value != "info"] == []
    assert locs(contents(site.output)["news.xml"]) == []
    assert site.look(now=week + timedelta(days=99)).known is not None, "there is nothing left to leave"


def test_the_same_moment_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        paper(tmp_path / name).build()
    assert contents(tmp_path / "one" / "public") == contents(tmp_path / "two" / "public")


def test_news_that_are_old_are_no_loss_to_anybody(tmp_path: Path) -> None:
    site = paper(tmp_path)
    for number in range(20):
        site.post(f"wave-{number}", title=f"Wave {number}", date=f"2026-11-21 11:{number:02}:00Z", sitemap="true")
    site.build()
    later = NOW + timedelta(days=30)
    assert site.findings(now=later) == []
    assert not pipeline.difference(site.request(now=NOW))


def test_more_than_a_thousand_articles_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedpub.generate.news.MOST", 1)
    site = paper(tmp_path)
    (said,) = [one for one in site.build().diagnostics if one.level.value == "warning"]
    assert (said.code, said.count) == ("site/too-many-news", 1)
    assert locs(contents(site.output)["news.xml"]) == ["/flood/"]


def test_news_need_the_language_of_the_site(tmp_path: Path) -> None:
    site = paper(tmp_path, site__language="")
    with pytest.raises(UsageError) as stopped:
        site.build()
    assert "site.language" in str(stopped.value.diagnostics)


# Films


VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"


def films(site: Site) -> list[dict[str, str]]:
    root = ET.fromstring(contents(site.output)["sitemap.xml"])
    return [{each.tag.removeprefix(VIDEO): each.text or "" for each in film} for film in root.iter(f"{VIDEO}video")]


def test_films_are_listed_with_what_front_matter_and_body_say(tmp_path: Path) -> None:
    site = Site(tmp_path, sitemap__videos=True)
    site.post(
        "weir",
        title="The weir & its keeper",
        date="2026-05-01",
        excerpt="Two days at the weir.",
        video='{url: "/films/weir.mp4", thumbnail: "weir.jpg", duration: "1:02:03", description: "낮과 밤"}',
    )
    site.post(
        "bridge",
        '<video poster="/b.jpg" title="The bridge"><source src="b.webm"><source src="b.mp4"></video>\n\n'
        "The bridge stood for ninety years.\n\n"
        '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0" title="Fall"></iframe>\n\n'
        "`<video src=no.mp4>` is code.\n",
        title="The bridge",
        date="2026-05-02",
        excerpt="Ninety years of a bridge.",
    )
    outcome = site.build()
    assert [one for one in outcome.diagnostics if one.level.value != "info" or one.code.startswith("site/video")] == []
    assert films(site) == [
        {
            "thumbnail_loc": "https://example.com/b.jpg",
            "title": "The bridge",
            "description": "Ninety years of a bridge.",
            "content_loc": "https://example.com/bridge/b.webm",
            "publication_date": "2026-05-02T00:00:00Z",
        },
        {
            "thumbnail_loc": "https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg",
            "title": "Fall",
            "description": "Ninety years of a bridge.",
            "player_loc": "https://www.youtube.com/embed/dQw4w9WgXcQ",
            "publication_date": "2026-05-02T00:00:00Z",
        },
        {
            "thumbnail_loc": "https://example.com/weir/weir.jpg",
            "title": "The weir & its keeper",
            "description": "낮과 밤",
            "content_loc": "https://example.com/films/weir.mp4",
            "duration": "3723",
            "publication_date": "2026-05-01T00:00:00Z",
        },
    ]


@pytest.mark.parametrize(
    ("video", "lacks"),
    [
        ("/films/a.mp4", "a picture (1)"),
        ("https://player.vimeo.com/video/123", "a picture (1)"),
        ('{thumbnail: "/a.jpg"}', "its address (1)"),
        ('{url: "javascript:alert(1)"}', "its address (1), a picture (1)"),
    ],
)
def test_a_film_that_lacks_something_is_said_once_and_not_listed(tmp_path: Path, video: str, lacks: str) -> None:
    site = Site(tmp_path, sitemap__videos=True)
    site.post("weir", title="Weir", date="2026-05-01", video=video)
    site.configure()
    ended = feedpub("build", cwd=tmp_path, SOURCE_DATE_EPOCH=BUILD_TIME)
    assert ended.status == 0
    assert (ended.out + ended.err).count(f"for search engines ask for what is not known: {lacks}.") == 1
    assert films(site) == []


def test_keys_of_themes_that_are_no_films_hinder_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path, sitemap__videos=True)
    for number, video in enumerate(("true", "no", "[]", '[{id: [1]}, "", {duration: {a: b}}]', '"a b"')):
        site.post(f"post-{number}", title=f"Post {number}", date=f"2026-05-{number + 1:02}", videos=video)
    assert [one for one in site.build().diagnostics if one.level.value == "error"] == []
    assert films(site) == []


@pytest.mark.parametrize(
    "video",
    [
        "https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
        '{id: "dQw4w9WgXcQ", provider: "youtube"}',
        '[{player: "https://www.youtube.com/embed/dQw4w9WgXcQ"}]',
    ],
)
def test_a_film_of_youtube_is_known_however_it_is_named(tmp_path: Path, video: str) -> None:
    site = Site(tmp_path, sitemap__videos=True)
    site.post("film", title="Film", date="2026-05-01", video=video)
    site.build()
    assert [film["player_loc"] for film in films(site)] == ["https://www.youtube.com/embed/dQw4w9WgXcQ"]


def test_films_are_not_listed_unless_asked_for(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.post("film", title="Film", date="2026-05-01", video="https://youtu.be/dQw4w9WgXcQ")
    site.build()
    assert films(site) == []


def test_parts_with_films_in_korean_keep_the_limit_of_bytes() -> None:
    film = Video(content="https://example.com/a.mp4", thumbnail="https://example.com/a.jpg", description="낮과 밤" * 40)
    of = [replace(one, videos=(film,)) for one in builders.posts(6)]
    options = SitemapOptions(videos=True, home=False)
    made = generate(builders.site(), listed(builders.site(), of, options), options, SitemapLimits(size=2500))
    parts = [one for one in made if one.kind is Kind.SITEMAP]
    assert len(parts) > 1
    assert all(len(one.data) <= 2500 for one in parts)


def test_pages_that_a_generator_has_made_show_films_too(tmp_path: Path) -> None:
    text = "<h1>Weir</h1><p>The weir is old and leaks.</p>{}"
    page = f"<html><head><title>Weir</title></head><body><main><article>{text}</article></main></body></html>"
    built = tmp_path / "_site" / "weir"
    built.mkdir(parents=True)
    (built / "index.html").write_text(page.format('<video src="a.mp4" poster="a.jpg"></video>'), encoding="utf-8")
    site = Site(tmp_path, built__folder="_site", sitemap__videos=True)
    site.build()
    site.output = tmp_path / "_site"
    (film,) = films(site)
    assert film["content_loc"] == "https://example.com/weir/a.mp4"
    assert film["description"] == "The weir is old and leaks."
