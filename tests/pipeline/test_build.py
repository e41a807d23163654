from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from feedpub import collect, config, pipeline
from feedpub.model.errors import ContentError
from feedpub.model.records import Absence, Level
from feedpub.pipeline import Request, emptiness
from feedpub.publish import Action
from tests.golden.sites import contents
from tests.running import post, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from feedpub.collect.left_out import Body
    from feedpub.model.records import Post
    from feedpub.pipeline.run import Outcome

NOW = datetime(2026, 2, 1, tzinfo=UTC)
SITE = '[site]\nurl = "https://example.com/"\ntitle = "Example"\nlanguage = "en"\n'


def request(folder: Path, files: Mapping[str, str | bytes], toml: str = "") -> Request:
    """Return the request to build a site of these files."""
    write(folder, {"feedpub.toml": SITE + toml, **files})
    return Request(folder=folder, options=config.load(folder), now=NOW)


def codes(diagnostics: object) -> list[str]:
    assert isinstance(diagnostics, tuple)
    return [one.code for one in diagnostics]


def test_a_build_publishes_feeds_style_sheet_sitemap_and_robots(tmp_path: Path) -> None:
    outcome = pipeline.build(request(tmp_path, {"a.md": post(categories="[News]")}))
    assert sorted(contents(tmp_path / "public")) == [
        "atom.xml",
        "category/news/atom.xml",
        "category/news/feed.json",
        "category/news/rss.xml",
        "feed.css",
        "feed.json",
        "robots.txt",
        "rss.xml",
        "sitemap.xml",
    ]
    assert {change.action for change in outcome.plan.changes} == {Action.CREATE}


def test_what_is_published_is_what_was_made(tmp_path: Path) -> None:
    outcome = pipeline.build(request(tmp_path, {"a.md": post()}))
    assert {one.path: one.data for one in outcome.documents} == contents(tmp_path / "public")


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post()})
    pipeline.build(asked)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    outcome = pipeline.build(asked)
    assert {change.action for change in outcome.plan.changes} == {Action.KEEP}
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "public").rglob("*")}.items() <= times.items()


def test_a_dry_run_writes_nothing_at_all(tmp_path: Path) -> None:
    asked = replace(request(tmp_path, {"a.md": post()}), dry_run=True)
    outcome = pipeline.build(asked)
    assert len(outcome.plan.moves) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "feedpub.toml"]


def test_progress_is_told_stage_by_stage(tmp_path: Path) -> None:
    stages: list[str] = []

    def progress(stage: str, done: int, total: int) -> None:
        assert 0 <= done <= total
        if stage not in stages:
            stages.append(stage)

    pipeline.build(request(tmp_path, {"a.md": post()}), progress)
    assert stages[:4] == ["reading", "rendering", "generating", "validating"]


def test_only_the_posts_that_some_feed_holds_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    read = collect.read_body

    def counted(folder: Path, one: Post, *more: Any) -> Body:  # noqa: ANN401 - whatever it takes
        seen.append(one.source)
        return read(folder, one, *more)

    files = {f"{day:02}.md": post(date=f"2024-01-{day:02}") for day in range(1, 9)}
    monkeypatch.setattr(collect, "read_body", counted)
    pipeline.build(request(tmp_path, files, "[feeds]\nlimit = 2\n"))
    assert seen == ["08.md", "07.md"]


# What is left out by the configuration


def test_without_sitemap_there_is_no_robots(tmp_path: Path) -> None:
    pipeline.build(request(tmp_path, {"a.md": post()}, "[sitemap]\nenabled = false\n"))
    assert sorted(contents(tmp_path / "public")) == ["atom.xml", "feed.css", "feed.json", "rss.xml"]


def test_without_style_sheet_there_is_none(tmp_path: Path) -> None:
    pipeline.build(request(tmp_path, {"a.md": post()}, '[feeds]\nstylesheet = ""\n'))
    assert "feed.css" not in contents(tmp_path / "public")


def test_a_site_below_a_path_has_no_robots_for_crawlers_look_at_the_root_only(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post()})
    site = replace(asked.options.site, url="https://example.com/blog/")
    pipeline.build(replace(asked, options=replace(asked.options, site=site)))
    assert "robots.txt" not in contents(tmp_path / "public")


def test_lines_of_others_in_robots_stay(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post(), "public/robots.txt": b"User-agent: *\nDisallow: /\xff\n"})
    pipeline.build(asked)
    robots = (tmp_path / "public" / "robots.txt").read_bytes()
    assert robots.startswith(b"User-agent: *\nDisallow: /\xff\n")
    assert b"Sitemap: https://example.com/sitemap.xml" in robots


# What is wrong


def test_errors_of_posts_stop_a_build_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="the posts have errors") as refused:
        pipeline.build(request(tmp_path, {"a.md": post(), "b.md": "---\ntitle: a: b\n---\n"}))
    assert codes(refused.value.diagnostics) == ["front-matter/needs-quotes"]
    assert refused.value.documents == ()
    assert not (tmp_path / "public").exists()


def test_errors_of_documents_stop_a_build_and_come_with_the_documents(tmp_path: Path) -> None:
    rules = '[validate.rules]\n"rss/*" = "error"\n[feeds]\nhub = "https://hub.example/"\n'
    asked = request(tmp_path, {"a.md": post()}, rules)
    asked = replace(asked, options=replace(asked.options, site=replace(asked.options.site, language="")))
    with pytest.raises(ContentError, match="the result would have errors") as refused:
        pipeline.build(asked)
    assert {one.where.path for one in refused.value.diagnostics if one.level is Level.ERROR} == {"public/rss.xml"}
    assert "rss.xml" in {one.path for one in refused.value.documents}
    assert not (tmp_path / "public").exists()


def test_warnings_stop_a_strict_build(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post(body="bell \x07")})
    assert codes(pipeline.build(replace(asked, dry_run=True)).diagnostics)[0] == "post/control-characters"
    with pytest.raises(ContentError):
        pipeline.build(replace(asked, strict=True))


def test_keep_going_leaves_out_what_is_broken(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post(), "b.md": "---\ntitle: a: b\n---\n"})
    assert pipeline.build(replace(asked, keep_going=True)).tally.posts == 1
    collected = pipeline.survey(replace(asked, keep_going=True)).collected
    assert [one.source for one in collected.posts] == ["a.md"]
    assert [(one.source, one.reason) for one in collected.skipped] == [("b.md", Absence.BROKEN)]


def test_keep_going_does_not_bear_mistakes_of_the_configuration(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post(categories="[..]")}, '[feeds.categories]\nrss = "{term}/{slug}/rss.xml"\n')
    feeds = replace(asked.options.feeds, atom="rss.xml")
    asked = replace(asked, options=replace(asked.options, feeds=feeds))
    for one in (asked, replace(asked, keep_going=True)):
        with pytest.raises(ContentError) as refused:
            pipeline.build(one)
        assert "feed/duplicate-path" in codes(refused.value.diagnostics)


def test_keep_going_leaves_a_post_that_cannot_be_rendered_out_of_the_feeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise ValueError("no")

    monkeypatch.setattr("feedpub.content.render", refuse)
    asked = request(tmp_path, {"a.md": post()})
    with pytest.raises(ContentError):
        pipeline.build(asked)
    pipeline.build(replace(asked, keep_going=True))
    assert sorted(contents(tmp_path / "public")) == ["robots.txt", "sitemap.xml"]


def test_of_an_empty_site_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        pipeline.build(request(tmp_path, {}))
    assert [one.code for one in raised.value.diagnostics] == ["site/no-posts"]


def test_a_site_that_wants_no_feeds_gets_its_sitemap(tmp_path: Path) -> None:
    outcome = pipeline.build(request(tmp_path, {"a.md": post()}, '[feeds]\nrss = ""\natom = ""\njson = ""\n'))
    assert codes(outcome.diagnostics) == []
    assert [one.path for one in outcome.documents] == ["sitemap.xml", "robots.txt"]


def test_posts_without_any_feed_are_an_error(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post()})
    found = pipeline.survey(asked)
    emptied = replace(found, selection=replace(found.selection, feeds=()))
    [error] = emptiness.said(emptied, asked)
    assert (error.code, error.level) == ("site/no-feeds", Level.ERROR)


# Names


def test_published_files_are_named_from_the_site(tmp_path: Path) -> None:
    assert request(tmp_path, {}).published_as("a/rss.xml") == "public/a/rss.xml"


def test_published_files_elsewhere_are_named_in_full(tmp_path: Path) -> None:
    asked = request(tmp_path / "site", {})
    output = replace(asked.options.output, folder=str(tmp_path / "www"))
    asked = replace(asked, options=replace(asked.options, output=output))
    assert asked.published_as("rss.xml") == (tmp_path / "www" / "rss.xml").as_posix()


def test_the_output_folder_and_our_own_state_are_no_content(tmp_path: Path) -> None:
    files = {"a.md": post(), "public/page.html": post("Not a post"), ".feedpub/b.md": post("Nor this")}
    survey = pipeline.survey(request(tmp_path, files))
    assert [one.source for one in survey.collected.posts] == ["a.md"]


def test_a_survey_reads_and_decides_and_writes_nothing(tmp_path: Path) -> None:
    survey = pipeline.survey(request(tmp_path, {"a.md": post(), "page.md": post("Page", date="")}))
    assert list(survey.ids) == ["a.md"]
    assert [spec.title for spec, _ in survey.selection.feeds] == ["Example"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "feedpub.toml", "page.md"]


def test_a_post_kept_out_of_the_sitemap_by_its_author_is_no_reason_for_a_warning(tmp_path: Path) -> None:
    files = {"a.md": post(), "b.md": post(slug="b", sitemap="false")}
    outcome = pipeline.build(request(tmp_path, files))
    assert "site/item-not-in-sitemap" not in codes(outcome.diagnostics)


def warnings(outcome: Outcome) -> list[tuple[str, int | None, str, int]]:
    """Return the file, the line, the rule and the number of what is warned of."""
    return [
        (one.where.path, one.where.line, one.code.rpartition("/")[2], one.count)
        for one in outcome.diagnostics
        if one.level is Level.WARNING
    ]


def test_markup_in_the_title_of_the_site_is_one_warning_at_its_line(tmp_path: Path) -> None:
    files = {"a.md": post(categories="[News, Tea]")}
    asked = request(tmp_path, files)
    write(tmp_path, {"feedpub.toml": SITE.replace('"Example"', '"Tea <b>&</b> pots"')})
    outcome = pipeline.build(replace(asked, options=config.load(tmp_path)))
    [(path, line, rule, count)] = warnings(outcome)
    assert (path, line, rule) == ("feedpub.toml", 3, "html-in-plain-text")
    assert count == 1


def test_markup_in_a_title_of_a_generator_is_warned_of_at_its_key(tmp_path: Path) -> None:
    write(tmp_path, {"hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Tea <b>&</b> pots"\n'})
    write(tmp_path, {"content/posts/a.md": post(tags="[one]")})
    outcome = pipeline.build(Request(folder=tmp_path, options=config.load(tmp_path), now=NOW))
    assert [warned[:3] for warned in warnings(outcome)] == [("hugo.toml", 2, "html-in-plain-text")]


@pytest.mark.parametrize("title", ["Using &nbsp; well", "What </b> ends", "Using `<title>` and `</title>`"])
def test_who_writes_about_html_is_advised_and_not_stopped(tmp_path: Path, title: str) -> None:
    asked = request(tmp_path, {"a.md": f"---\ntitle: {title}\ndate: 2026-01-02\n---\nUse `</p>` or `&nbsp;` here.\n"})
    outcome = pipeline.build(replace(asked, strict=True))
    advised = {one.code for one in outcome.diagnostics if one.where.path == "a.md"}
    assert advised & {"rss/html-in-plain-text", "atom/html-in-plain-text"}


def test_categories_that_look_like_tags_stop_no_strict_build(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": "---\ntitle: If a<b\ndate: 2026-01-02\ntags: ['<div>', 'a<b']\n---\nText.\n"})
    outcome = pipeline.build(replace(asked, strict=True))
    assert "rss/text-like-markup" in {one.code for one in outcome.diagnostics if one.where.path == "a.md"}
    assert not warnings(outcome)


def test_who_writes_about_templates_is_advised_and_not_stopped(tmp_path: Path) -> None:
    asked = request(tmp_path, {"a.md": post(title="'My {{ site.url }} and me'")})
    outcome = pipeline.build(replace(asked, strict=True))
    advised = {one.code for one in outcome.diagnostics if one.where.path == "a.md"}
    assert advised == {"content/template-source"}


def test_a_body_that_is_escaped_twice_is_warned_of_all_the_same(tmp_path: Path) -> None:
    body = "<p>One &amp;lt;p&amp;gt; two &amp;lt;b&amp;gt;three&amp;lt;/b&amp;gt; &amp;amp;nbsp;</p>"
    outcome = pipeline.build(request(tmp_path, {"a.html": post(summary="Words.", body=body)}))
    assert "escaped-twice" in {rule for _, _, rule, _ in warnings(outcome)}
