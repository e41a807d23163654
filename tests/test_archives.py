"""Archives of feeds (RFC 5005 section 4), as a reader walks through them while the site lives on."""

from __future__ import annotations

import json
import random
import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import etree

from feedpub import pipeline
from feedpub.model.errors import ContentError, UsageError
from feedpub.model.records import Format
from tests.golden.sites import contents
from tests.owner import NOW, Site
from tests.running import feedpub
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

BASE = "https://example.com/"
FORMATS = ("rss.xml", "atom.xml", "feed.json")
ATOM = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}"
DAYS = (
    *("2024-01-05", "2024-01-09", "2024-01-30", "2024-02-02", "2024-02-03", "2024-04-01", "2024-04-02", "2024-04-03"),
    *("2024-04-04", "2024-04-20", "2024-07-07", "2025-01-01", "2025-01-02"),
)


class Page:
    """A document of a feed, as a reader understands it."""

    def __init__(self, data: bytes) -> None:
        self.ids: list[str] = []
        self.links: dict[str, str] = {}
        self.is_archive = self.is_complete = False
        if data.startswith(b"{"):
            value = json.loads(data)
            self.ids = [item["id"] for item in value["items"]]
            self.links = {"prev-archive": value["next_url"]} if "next_url" in value else {}
            return
        root = etree.fromstring(data)
        channel = root.find("channel")
        head = root if channel is None else channel
        entries = (each for each in head if etree.QName(each).localname in {"item", "entry"})
        self.ids = [entry.findtext("guid") or entry.findtext(f"{ATOM}id") or "" for entry in entries]
        self.links = {str(link.get("rel")): str(link.get("href")) for link in head.findall(f"{ATOM}link")}
        self.is_archive = head.find(f"{FH}archive") is not None
        self.is_complete = head.find(f"{FH}complete") is not None


def path_of(address: str) -> str:
    assert address.startswith(BASE)
    return unquote(address.removeprefix(BASE))


def walked(files: Mapping[str, bytes], path: str) -> list[Page]:
    """Return the subscription document and the archives that it leads to, as RFC 5005 section 4.2 has them read."""
    pages, seen = [Page(files[path])], {path}
    while older := pages[-1].links.get("prev-archive"):
        path = path_of(older)
        assert path not in seen, f"{path} leads back to itself"
        seen.add(path)
        pages.append(Page(files[path]))
    return pages


def ids_of(pages: list[Page]) -> set[str]:
    return {name for page in pages for name in page.ids}


def archives(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the full archives in the formats that mark them."""
    return {path: data for path, data in files.items() if path.endswith("xml") and b"<fh:archive/>" in data}


def site_of(folder: Path, **settings: object) -> Site:
    given = {"feeds__limit": 3, "feeds__archives__by": "month", "feeds__categories__enabled": False}
    return Site(folder, **{**given, **settings})


def dated(site: Site, days: tuple[str, ...] = DAYS) -> None:
    for day in days:
        site.post(f"on-{day}", title=f"Of the {day}", date=day)


def grown(site: Site) -> Iterator[tuple[int, Mapping[str, bytes]]]:
    """Build after each new post; give how many there are, and what is published."""
    for number, day in enumerate(DAYS, start=1):
        dated(site, (day,))
        site.build_in_brief()
        yield number, contents(site.output)


def test_a_walker_meets_every_post_after_each_new_one_in_every_format(tmp_path: Path) -> None:
    for number, files in grown(site_of(tmp_path)):
        for path in FORMATS:
            assert len(ids_of(walked(files, path))) == number, (number, path)


def test_every_archive_is_complete_but_for_what_the_subscription_document_has(tmp_path: Path) -> None:
    for _, files in grown(site_of(tmp_path)):
        subscription, *rest = walked(files, "atom.xml")
        older = [name for page in rest for name in page.ids]
        assert len(older) == len(set(older)), "no post is in two archives"
        assert all(page.is_archive for page in rest)
        assert not subscription.is_archive


def test_no_full_archive_changes_a_byte_when_a_post_is_added(tmp_path: Path) -> None:
    before: dict[str, bytes] = {}
    for _, files in grown(site_of(tmp_path)):
        full = archives(files)
        assert {path: full.get(path) for path in before} == before
        before = full
    assert len(before) == 2 * 4, "January, February, April, July 2024"


def test_every_archive_names_the_next_one_the_one_before_and_the_feed(tmp_path: Path) -> None:
    for _, files in grown(site_of(tmp_path)):
        for path, data in archives(files).items():
            links = Page(data).links
            assert links["self"] == BASE + path
            assert links["current"] == BASE + path.rpartition("/")[2]
            following = Page(files[path_of(links["next-archive"])])
            assert following.links["prev-archive"] == links["self"]


@pytest.mark.slow
@pytest.mark.parametrize("by", ["year", "month", "day"])
def test_builds_after_each_post_give_the_bytes_of_a_first_build(tmp_path: Path, by: str) -> None:
    site = site_of(tmp_path / "one", feeds__archives__by=by)
    for _, files in grown(site):
        shutil.rmtree(tmp_path / "two", ignore_errors=True)
        shutil.copytree(site.content, tmp_path / "two" / "content")
        cold = site_of(tmp_path / "two", feeds__archives__by=by)
        cold.build()
        assert contents(cold.output) == files


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_an_edited_text_changes_its_archive_alone_and_no_more_is_made(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build_in_brief()
    before = contents(site.output)
    site.post(
        "on-2024-02-02", "What it says now is something else altogether.", title="Of the 2024-02-02", date=DAYS[3]
    )
    made = site.build_in_brief().documents
    paths = {f"archive/2024-02/{name}" for name in FORMATS}
    assert changed(before, contents(site.output)) == paths
    assert {document.path for document in made} == paths, "the build was a partial one"


def test_a_deleted_post_changes_its_archive_alone(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    before = contents(site.output)
    (site.content / "on-2024-01-09.md").unlink()
    assert site.findings() == []
    assert changed(before, contents(site.output)) == {f"archive/2024-01/{name}" for name in FORMATS} | {"sitemap.xml"}


def test_the_last_post_of_a_period_takes_its_archive_along_which_is_said_once(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    before = contents(site.output)
    (site.content / "on-2024-07-07.md").unlink()
    said, *others = sorted(site.findings(), key=lambda one: one.code)
    assert [one.code for one in others] == ["guard/resurfaced"], "the feed of newest posts has one fewer"
    assert (said.code, said.level.value) == ("guard/archive-vanished", "warning")
    assert "archive/2024-07/atom.xml" in said.text
    neighbours = {f"archive/{month}/{name}" for month in ("2024-04", "2024-07", "2025-01") for name in FORMATS}
    of_feeds = changed(before, contents(site.output)) - {"sitemap.xml", *FORMATS}
    assert of_feeds <= neighbours
    assert len(ids_of(walked(contents(site.output), "rss.xml"))) == len(DAYS) - 1
    assert "guard/archive-vanished" not in {one.code for one in site.findings()}


def test_a_post_that_goes_to_another_archive_is_not_announced_again(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    site.post("on-2024-01-30", title="Of the 2024-01-30", date="2024-02-28")
    assert site.findings() == []
    files = contents(site.output)
    assert len(ids_of(walked(files, "feed.json"))) == len(DAYS)
    assert len(Page(files["archive/2024-02/atom.xml"]).ids) == 3


def test_a_post_of_an_archive_that_gets_another_id_is_told(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    site.post("on-2024-01-09", title="Of the 2024-01-09", date="2024-01-09", id="tag:example.com,2024:another")
    assert [one.code for one in site.findings()] == ["guard/reannounced"]


def test_a_new_period_that_makes_the_feed_short_again_is_no_loss(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__limit=1)
    dated(site, DAYS[:10])
    site.build()
    assert len(Page(contents(site.output)["rss.xml"]).ids) == 5
    dated(site, ("2024-05-01",))
    assert site.findings() == []
    assert len(Page(contents(site.output)["rss.xml"]).ids) == 1


def test_a_feed_that_gets_archives_holds_no_old_posts_and_a_walker_meets_them_all_the_same(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__archives__by="none")
    dated(site, DAYS[:10])
    site.build()
    site.set("feeds.archives.by", "month")
    said = site.findings()
    files = contents(site.output)
    assert [one.code for one in said] == ["guard/resurfaced"]
    for path in FORMATS:
        subscription, *_ = pages = walked(files, path)
        assert len(subscription.ids) == 3
        assert len(ids_of(pages)) == 10
    dated(site, DAYS[10:])
    site.build()
    assert all(page.is_archive for page in walked(contents(site.output), "atom.xml")[1:])


def test_switching_archives_off_is_said_and_takes_nothing_from_subscribers(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    before = contents(site.output)
    site.set("feeds.archives.by", "none")
    (said,) = site.findings()
    assert (said.code, said.level.value) == ("guard/archive-vanished", "warning")
    after = contents(site.output)
    assert not any(path.startswith("archive/") for path in after)
    assert Page(after["rss.xml"]).ids == Page(before["rss.xml"]).ids


def test_that_archives_go_can_be_accepted(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    site.set("feeds.archives.path", "old/{period}/{file}")
    with pytest.raises(ContentError):
        site.build(strict=True)
    site.build("archive-vanished", strict=True)
    assert "old/2024-01/rss.xml" in contents(site.output)


def test_dates_of_changes_that_texts_show_stay_in_archives(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__updated="content")
    dated(site)
    site.build()
    site.post("on-2024-01-09", "A text that is another.", title="Of the 2024-01-09", date="2024-01-09")
    site.build()
    files = contents(site.output)
    assert b"<updated>2026-11-22T12:00:00Z</updated>" in files["archive/2024-01/atom.xml"]
    site.build(now=NOW + timedelta(days=9))
    assert contents(site.output) == files


def test_archives_that_another_program_has_removed_are_known_to_the_guard(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    shutil.rmtree(site.output)
    site.post("on-2024-01-09", title="Of the 2024-01-09", date="2024-01-09", id="tag:example.com,2024:another")
    with pytest.raises(ContentError) as stopped:
        site.build()
    assert "guard/reannounced" in {one.code for one in stopped.value.diagnostics}


def test_terms_have_archives_of_their_own_beside_their_feeds(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__categories__enabled=True, feeds__archives__by="none", feeds__archives__terms="year")
    for day in DAYS:
        site.post(f"on-{day}", title=f"Of the {day}", date=day, categories="[Tea time]")
    site.build()
    files = contents(site.output)
    assert "archive/2024/rss.xml" not in files
    pages = walked(files, "category/tea-time/rss.xml")
    assert [len(page.ids) for page in pages] == [3, 11]
    assert "category/tea-time/archive/2024/rss.xml" in files


def test_periods_begin_by_the_clock_of_the_site(tmp_path: Path) -> None:
    site = site_of(tmp_path, site__timezone="Asia/Seoul", feeds__limit=1)
    site.post("late", title="Late", date="2024-01-31 20:00:00Z")
    site.post("later", title="Later", date="2024-03-03")
    site.build()
    assert "archive/2024-02/rss.xml" in contents(site.output)


def test_nobody_is_to_ask_a_hub_for_news_of_an_archive(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__hub="https://hub.example.com/")
    dated(site)
    site.build()
    files = contents(site.output)
    assert [path for path in sorted(files) if b"hub.example.com" in files[path]] == sorted(FORMATS)


def test_a_build_that_remembers_its_feeds_knows_how_they_hang_together(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build(cache=True)
    before = contents(site.output)
    site.post("about", title="About")
    assert "site/archive-not-reached" not in {one.code for one in site.build(cache=True).diagnostics}
    assert changed(before, contents(site.output)) == {"sitemap.xml"}


def test_the_summary_counts_archives(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.configure()
    for _ in range(2):
        ended = feedpub("build", cwd=tmp_path, SOURCE_DATE_EPOCH=str(int(NOW.timestamp())))
        assert "Published 1 feed with 5 archives of 13 posts in public: " in ended.out + ended.err


def test_why_names_the_archives_that_hold_a_post(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__formats=["atom"])
    dated(site)
    site.configure()
    ended = feedpub("why", "on-2024-02-02", cwd=tmp_path)
    assert "in an archive of “example.com” (archive/2024-02/atom.xml), item 2 of 2" in ended.out
    assert ended.out.count("not in “example.com”") == 1


def test_diff_shows_a_full_archive_no_more_than_subscribers_see(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__formats=["atom"])
    dated(site, DAYS[:8])
    site.build()
    dated(site, ("2024-05-01",))
    changes = pipeline.difference(site.request())
    assert [feed.feed.spec.paths[Format.ATOM] for feed in changes.feeds] == ["atom.xml"]
    assert [item.post.stem for item in changes.feeds[0].new] == ["on-2024-05-01"]
    assert changes.vanished == ()


def test_the_sitemap_and_pages_name_no_archive(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    dated(site)
    site.build()
    files = contents(site.output)
    assert b"archive" not in files["sitemap.xml"]
    assert b"archive" not in files["robots.txt"]


def test_a_path_of_archives_that_two_would_share_is_an_error(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__archives__path="archive/{period}.xml")
    dated(site)
    with pytest.raises(UsageError) as stopped:
        site.build()
    assert "put {file} in it" in str(stopped.value.diagnostics)


def test_archives_count_as_feeds_where_these_are_too_many(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__max_feeds=4)
    dated(site)
    with pytest.raises(ContentError) as stopped:
        site.build()
    assert "feed/too-many" in {one.code for one in stopped.value.diagnostics}


def test_a_feed_of_all_posts_says_so_where_asked_and_has_no_archives(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__limit=0, feeds__complete=True)
    dated(site)
    site.build()
    files = contents(site.output)
    assert not any(path.startswith("archive/") for path in files)
    assert Page(files["rss.xml"]).is_complete
    assert Page(files["atom.xml"]).is_complete
    assert len(json.loads(files["feed.json"])["items"]) == len(DAYS)


def test_a_feed_that_keeps_old_posts_out_does_not_say_that_it_has_all(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__archives__by="none")
    dated(site)
    site.build()
    site.set("feeds.limit", 0)
    site.set("feeds.complete", value=True)
    site.build()
    assert not Page(contents(site.output)["atom.xml"]).is_complete
    site.build("resurfaced", now=NOW)
    assert Page(contents(site.output)["atom.xml"]).is_complete


def test_it_is_a_mistake_to_call_feeds_complete_that_have_a_limit(tmp_path: Path) -> None:
    site = site_of(tmp_path, feeds__complete=True)
    dated(site)
    with pytest.raises(UsageError) as stopped:
        site.build()
    assert "no feed holds all posts" in str(stopped.value.diagnostics)


@pytest.mark.slow
@pytest.mark.parametrize(("updated", "formats"), [("author", set()), ("content", {"feed.json"})])
def test_of_a_live_site_archives_are_not_fetched_unless_dates_stand_there(
    tmp_path: Path, updated: str, formats: set[str]
) -> None:
    site = site_of(tmp_path, feeds__updated=updated)
    dated(site)
    site.build()
    files = contents(site.output)
    with serving() as server:
        server.answers |= {f"/{path}": Answer(body=data) for path, data in files.items()}
        shutil.rmtree(site.output)
        shutil.rmtree(tmp_path / ".feedpub")
        site.build(against=server.url)
    assert contents(site.output) == files
    asked = {path.removeprefix("/") for path, _ in server.asked}
    assert {path.rpartition("/")[2] for path in asked if path.startswith("archive/")} == formats
    assert "feed.json" in asked


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_a_walker_meets_every_post_whatever_becomes_of_the_site(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - draws what happens to a site
    site = site_of(tmp_path, feeds__limit=rng.choice([1, 2, 3]), feeds__archives__by=rng.choice(["none", "month"]))
    days: dict[int, str] = {}
    for step in range(25):
        number = rng.choice([step, *days])
        if step != number and rng.random() < 0.4:  # a post goes
            del days[number]
            (site.content / f"post-{number}.md").unlink()
        else:  # one comes, gets another date, or another text
            is_edited = number in days and rng.random() < 0.5
            if not is_edited:
                days[number] = str(date(2024, 1, 1) + timedelta(days=rng.randrange(200)))
            body = f"The text of step {step} is like no other: {rng.random()}." if is_edited else ""
            site.post(f"post-{number}", body, title=f"Of {number} and {number * 7}", date=days[number])
        if rng.random() < 0.2:
            site.set("feeds.archives.by", rng.choice(["year", "month", "day"]))
        try:
            site.build_in_brief("dates-moved", "feed-shrunk", "id-reused", "sitemap-shrunk")
        except ContentError as error:  # a feed that would hold no post but old ones
            wrong = {one.code for one in error.diagnostics if one.level.value == "error"}
            assert wrong <= {"guard/resurfaced", "guard/feed-emptied", "site/no-posts"}
            continue
        if site.settings["feeds.archives.by"] != "none":
            files = contents(site.output)
            assert {len(ids_of(walked(files, path))) for path in FORMATS} == {len(days)}, step
