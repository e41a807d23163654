from __future__ import annotations

import inspect
import io
import json
import re
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from feedpub.cli import build as build_module
from feedpub.cli import building
from feedpub.cli.console import Console
from feedpub.model.errors import SystemFault
from tests.running import SITE, Ended, feedpub, post, process, write

FIVE_MISTAKES = """\
[site]
url = "example.com"
titel = "x"
timezone = "Asia/Seol"

[feeds]
limit = "ten"
formats = ["rss", "atm"]
"""


def build(folder: Path, *arguments: str) -> Ended:
    return feedpub("build", *arguments, cwd=folder)


def only_object(ended: Ended) -> dict[str, Any]:
    """Return what stands on standard output, which must be one JSON object and nothing else."""
    found = json.loads(ended.out)
    assert isinstance(found, dict)
    return found


def files(ended: Ended) -> dict[str, list[str]]:
    """Return the codes of the messages by file."""
    return {file["path"]: [message["rule"] for message in file["messages"]] for file in only_object(ended)["files"]}


# Wrong usage


def test_without_an_address_it_says_in_three_lines_what_it_needs_and_how_to_give_it(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": post()}))
    assert ended.status == 2
    assert ended.err.splitlines() == [
        "feedpub: site.url is missing: feedpub has to know the address of the site.",
        "Give it on the command line: --url https://example.com/",
        "or run `feedpub init`, which writes a feedpub.toml to hold it.",
    ]
    assert ended.out == ""


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"docs/_config.yml": "title: T\n", "web/hugo.toml": 'title = "T"\n', "README.md": "# T\n"},
            "There is a Jekyll site in docs: feedpub build docs",
        ),
        (
            {"www/package.json": '{"scripts": {"build": "eleventy"}}', "lib/a.py": ""},
            "There is an Eleventy site in www: feedpub build www",
        ),
        (
            {"index.html": "<!-- made -->\n<!DOCTYPE html>\n<title>T</title>", "a/index.html": "<p>A</p>"},
            "index.html is a page already: if a generator has made the pages here, feedpub build --built . reads them",
        ),
        ({"index.html": "---\ntitle: T\n---\n<!doctype html>", "app/astro.config.mjs": "", ".x/hugo.toml": ""}, ""),
    ],
)
def test_where_the_site_is_said_to_be_when_the_folder_says_nothing(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    ended = build(write(tmp_path, files))
    assert (ended.status, ended.out) == (2, "")
    first = "site.url is missing: feedpub has to know the address of the site."
    assert ended.err.splitlines()[0] == f"feedpub: {said or first}"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    ended = build(tmp_path, "nowhere", *SITE)
    assert (ended.status, ended.err) == (2, "feedpub: there is no folder nowhere\n")


def test_a_file_is_no_site(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": post()}), "a.md", *SITE)
    assert (ended.status, ended.err) == (2, "feedpub: a.md is a file; name the folder that holds it\n")


def test_every_mistake_of_the_configuration_is_told_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"site/feedpub.toml": FIVE_MISTAKES})
    ended = build(tmp_path, "site")
    assert ended.status == 2
    places = [line.partition(": error")[0] for line in ended.err.splitlines() if ": error" in line]
    assert places == [f"site/feedpub.toml:{place}" for place in ("2:1", "3:1", "4:1", "7:1", "8:19")]
    assert ended.err.count("did you mean") == 4
    assert 'titel = "x"\n  ^' in ended.err
    assert ended.err.endswith("feedpub: the configuration has 5 mistakes\n")


def test_a_wrong_address_of_the_command_line_is_said_of_the_command_line(tmp_path: Path) -> None:
    ended = build(tmp_path, "--url", "ftp://example.com/")
    assert ended.status == 2
    assert ended.err.startswith("command line: error config/bad-value: site.url: 'ftp://example.com/'")


# What programs get


def test_programs_get_one_object_when_all_is_well(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": post()}), *SITE, "--format", "json")
    assert ended.status == 0
    assert all(file["valid"] for file in only_object(ended)["files"])
    kinds = {file["path"]: file["kind"] for file in only_object(ended)["files"]}
    assert kinds.items() <= {"public/rss.xml": "rss", "public/atom.xml": "atom", "public/feed.json": "jsonfeed"}.items()
    assert ended.err.startswith("Published 1 feed of 1 post in public")


@pytest.mark.parametrize("arguments", [("nowhere",), (), ("--url", "x"), ("bad",)])
def test_programs_get_one_object_when_the_configuration_is_wrong(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path, {"bad/feedpub.toml": "[site\n"})
    ended = build(tmp_path, *arguments, "--format", "json")
    assert ended.status == 2
    (file,) = only_object(ended)["files"]
    assert not file["valid"]
    assert file["messages"][0]["level"] == "error"


def test_programs_get_one_object_when_the_system_fails(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": post()})
    with patch("feedpub.pipeline.build", side_effect=SystemFault("the disk is full", "public/rss.xml")):
        ended = build(tmp_path, *SITE, "--format", "json")
    assert ended.status == 3
    assert files(ended) == {"public/rss.xml": ["system/failed"]}
    assert ended.err == "feedpub: the disk is full\n"


def test_a_dry_run_for_programs_prints_no_list_of_files(tmp_path: Path) -> None:
    assert isinstance(files(build(write(tmp_path, {"a.md": post()}), *SITE, "--dry-run", "--format", "json")), dict)


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_other_formats_name_files_from_the_current_folder(tmp_path: Path, form: str) -> None:
    write(tmp_path, {"deep/site/content/a.md": "---\ntitle: a: b\n---\n"})
    ended = build(tmp_path, "deep/site", *SITE, "--format", form)
    assert ended.status == 1
    assert "deep/site/content/a.md" in ended.out


# What people get


def test_places_can_be_opened_from_the_current_folder(tmp_path: Path) -> None:
    write(tmp_path, {"deep/site/content/a.md": "---\ntitle: 제목: 부제\n---\n"})
    ended = build(tmp_path, "deep/site", *SITE)
    assert ended.err.startswith("deep/site/content/a.md:2:8: error front-matter/needs-quotes")
    assert "\n  title: 제목: 부제\n" in ended.err
    assert build(tmp_path / "deep", str(tmp_path / "deep" / "site"), *SITE).err.startswith("site/content/a.md:2:8:")


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": post()}), *SITE, "--quiet")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_quiet_says_what_is_wrong(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": "---\ntitle: a: b\n---\n"}), *SITE, "-q")
    assert ended.status == 1
    assert "needs-quotes" in ended.err


def test_verbose_lists_every_file_and_gives_advice(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": post()}), *SITE, "-v")
    assert [line.split()[1] for line in ended.out.splitlines()] == [
        "atom.xml",
        "feed.css",
        "feed.json",
        "robots.txt",
        "rss.xml",
        "sitemap.xml",
    ]
    assert ": info " in ended.err


def test_what_is_warned_of_in_many_posts_is_told_once_with_the_number(tmp_path: Path) -> None:
    write(tmp_path, {f"{name}.md": post(body=f"a\x07{'b' * number}") for number, name in enumerate("abc")})
    ended = build(tmp_path, *SITE)
    [warning] = [line for line in ended.err.splitlines() if "warning" in line]
    assert warning.startswith("a.md:5:1: warning post/control-characters: The text held 1 character")
    assert warning.endswith("(and 2 more)")
    [message] = only_object(build(tmp_path, *SITE, "--format", "json"))["files"][0]["messages"]
    assert (message["rule"], message["count"]) == ("post/control-characters", 3)


def test_of_many_errors_of_a_kind_people_are_shown_a_few(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.md": post(date="never") for number in range(9)})
    errors = [line for line in build(tmp_path, *SITE).err.splitlines() if " error " in line]
    assert len(errors) == 5
    assert [line.endswith("(and 4 more)") for line in errors] == [False, False, False, False, True]
    assert len([line for line in build(tmp_path, *SITE, "-v").err.splitlines() if " error " in line]) == 9
    found = files(build(tmp_path, *SITE, "--format", "json"))
    assert [code for codes in found.values() for code in codes].count("post/bad-date") == 9


def test_of_warnings_of_a_kind_people_are_shown_the_first_with_the_number(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_text('baseURL = "https://example.com/"\ntitle = "Tea"\n')
    for number in range(6):
        text = f"---\ntitle: T\ndate: 2024-01-0{number + 1}\nurl: /{number // 2}/\n---\n"
        (tmp_path / "content" / f"{number}.md").write_text(text)
    [warning] = [line for line in build(tmp_path).err.splitlines() if " warning post/duplicate-url" in line]
    assert warning.startswith("content/1.md")
    assert warning.endswith("(and 2 more)")
    assert build(tmp_path, "-v", "--no-cache").err.count(" warning post/duplicate-url") == 3


def test_of_an_empty_folder_nothing_is_published(tmp_path: Path) -> None:
    ended = build(tmp_path, *SITE)
    assert ended.status == 1
    assert ".: error site/no-posts: No post and no page was found." in ended.err
    assert not (tmp_path / "public").exists()


def test_a_site_of_drafts_is_told_why_it_has_no_feeds(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": post(draft="true"), "b.md": post(date="2999-01-01")}), *SITE)
    assert ended.status == 0
    assert "All 2 are left out: 1 because it is a draft (`draft: true`), 1 because its date lies in" in ended.err
    assert ended.err.endswith("Published 0 feeds of 0 posts in public: 2 new.\n")


def test_posts_that_no_feed_holds_are_an_error(tmp_path: Path) -> None:
    toml = '[site]\nurl = "https://example.com/"\n[feeds]\nlimit = 0\nrss = "feeds/:x/rss.xml"\natom = ""\njson = ""\n'
    kept = build(write(tmp_path, {"a.md": post(feed="false"), "feedpub.toml": toml.replace(":x/", "")}))
    assert kept.status == 0
    assert "a.md: warning site/no-feeds: No feed holds any of the 1 posts: 1 because its front matter" in kept.err


def test_numbers_are_told_in_the_singular_too(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post(), "b.md": post("B", date=""), "c.md": post("C", date="")})
    ended = build(site, *SITE)
    assert ended.err.endswith("Published 1 feed of 1 post and 2 pages in public: 6 new.\n")


def test_what_is_removed_is_told(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post(categories="[A]"), "b.md": post("B", date="2024-01-01")})
    assert build(site, *SITE).status == 0
    write(site, {"a.md": post()})
    ended = build(site, *SITE, "--accept", "feed-vanished")
    assert ended.status == 0, ended.err
    assert "3 removed" in ended.err
    assert not (site / "public" / "category").exists()


def test_the_bar_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    site = write(tmp_path, {"a.md": post()})
    assert "[" not in build(site, *SITE).err
    with patch("feedpub.cli.asked.Console", lambda verbosity: Console(verbosity=verbosity, err=terminal, environ={})):
        build(site, *SITE, "--no-cache")
    assert "validating [" in terminal.getvalue()
    assert terminal.getvalue().endswith("unchanged.\n")


def test_the_line_of_a_document_is_shown_as_it_would_have_been_published(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post(), "public/rss.xml": "<!-- feedpub -->\n" * 9})
    rules = '[site]\nurl = "https://example.com/"\n[validate.rules]\n"rss/language-missing" = "error"\n'
    write(site, {"feedpub.toml": rules})
    ended = build(site)
    assert ended.status == 1
    assert "public/rss.xml:4:3: error rss/language-missing" in ended.err
    assert "\n    <channel>\n" in ended.err
    assert "feedpub: nothing was published: the result would have errors (1 error" in ended.err


# The output folder


def test_files_that_are_not_ours_are_named_and_left_alone(tmp_path: Path) -> None:
    mine = '<rss version="2.0"><channel/></rss>'
    site = write(tmp_path, {"a.md": post(), "public/rss.xml": mine, "public/index.html": "mine, too"})
    ended = build(site, *SITE)
    assert ended.status == 1
    assert ended.err.startswith("public/rss.xml: error publish/not-ours")
    assert "--take-over" in ended.err
    assert (site / "public" / "rss.xml").read_text() == mine
    ended = build(site, *SITE, "--take-over")
    assert (ended.status, ended.err.splitlines()[-1]) == (0, "1 file of others taken over: rss.xml.")
    assert (site / "public" / "index.html").read_text() == "mine, too"


def test_what_the_site_has_under_the_names_of_ours_is_never_taken_over(tmp_path: Path) -> None:
    own = {"public/feed.css": "body { color: red }", "public/feed.json": '{"items": [1]}'}
    site = write(tmp_path, {"a.md": post(), **own})
    ended = build(site, *SITE, "--take-over")
    assert ended.status == 1
    assert "`feeds.stylesheet`" in ended.err
    assert "`feeds.json`" in ended.err
    assert {path: (site / path).read_text() for path in own} == own


def test_a_dry_run_that_could_not_be_carried_out_fails(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post(), "public/rss.xml": "mine"})
    ended = build(site, *SITE, "--dry-run")
    assert ended.status == 1
    assert "public/rss.xml: error publish/not-ours" in ended.err
    assert ended.err.endswith("feedpub: nothing would be published: something in the output folder is in the way\n")


def test_a_dry_run_prints_the_plan_and_writes_nothing(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post()})
    ended = build(site, *SITE, "--dry-run")
    assert ended.status == 0
    assert [line[:2] for line in ended.out.splitlines()] == ["+ "] * 6
    assert ended.err.startswith("Would publish 1 feed of 1 post in public: 6 new")
    assert [path.name for path in site.iterdir()] == ["a.md"]


@pytest.mark.parametrize("way", ["public", "public/robots.txt/x", "public/rss.xml/x"])
def test_what_stands_in_the_way_is_named(tmp_path: Path, way: str) -> None:
    site = write(tmp_path, {"a.md": post(), way: "in the way"})
    ended = build(site, *SITE)
    assert ended.status in {1, 3}
    assert way.removesuffix("/x") in ended.err
    assert (site / way).read_text() == "in the way"


def test_out_names_another_folder_from_the_current_one(tmp_path: Path) -> None:
    write(tmp_path, {"site/a.md": post()})
    ended = build(tmp_path, "site", *SITE, "--out", "www")
    assert ended.err.endswith(" in www: 6 new.\n")
    assert (tmp_path / "www" / "rss.xml").exists()
    assert not (tmp_path / "site" / "public").exists()
    elsewhere = tmp_path / "elsewhere"
    ended = build(tmp_path / "site", *SITE, "--out", "../elsewhere")
    assert elsewhere.is_dir()


def test_files_of_an_output_folder_elsewhere_are_named_so_that_they_are_found(tmp_path: Path) -> None:
    write(tmp_path, {"site/a.md": post(), "www/deep/rss.xml": "mine"})
    ended = build(tmp_path, "site", *SITE, "--out", "www/deep")
    assert ended.err.startswith("www/deep/rss.xml: error publish/not-ours")
    ended = build(tmp_path / "site", *SITE, "--out", "../www/deep")
    assert ended.status == 1
    assert "www/deep/rss.xml: error" in ended.err.splitlines()[0]


def test_a_folder_that_may_not_be_written_is_a_fault_of_the_system(tmp_path: Path) -> None:
    site = write(tmp_path, {"a.md": post()})
    with patch("feedpub.io.writing.os.mkdir", side_effect=PermissionError(13, "Permission denied")):
        ended = build(site, *SITE)
    assert ended.status == 3
    assert ".feedpub: you may not write there" in ended.err
    assert not (site / "public").exists()


def test_links_out_of_the_output_folder_are_refused(tmp_path: Path) -> None:
    site = write(tmp_path, {"site/a.md": post(categories="[A]"), "other/keep": ""}) / "site"
    (site / "public").mkdir()
    (site / "public" / "category").symlink_to(tmp_path / "other", target_is_directory=True)
    ended = build(site, *SITE)
    assert ended.status == 1
    assert "public/category/a/rss.xml: error publish/outside" in ended.err
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["keep"]


def test_it_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    ended = process("build", *SITE, cwd=write(tmp_path, {"a.md": post()}))
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == "Published 1 feed of 1 post in public: 6 new.\n"


def test_a_build_without_options_is_one_with_their_defaults() -> None:
    parameters = inspect.signature(building.build).parameters
    defaults = {name: each.default for name, each in parameters.items() if name not in {"given", "seen"}}
    context = build_module.command.make_context("build", [])
    assert context.params == {**defaults, "site": Path()}


def test_what_formats_find_in_one_text_is_one_warning(tmp_path: Path) -> None:
    body = "![A cup](http://localhost/cup.png)"
    write(tmp_path, {"a.md": post("Cups", body=body), "b.md": post("Pots", link="http://localhost/pots")})
    [warning] = [line for line in build(tmp_path, *SITE).err.splitlines() if " warning " in line]
    assert re.search(r": warning (?:address/local-host|rss/url-local): .* \(and \d+ more\)$", warning)
    every = build(tmp_path, *SITE, "-v", "--no-cache").err
    assert " address/local-host: " in every
    assert " rss/url-local: " in every


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("One.\n\nTea in a caf\N{REPLACEMENT CHARACTER}.\n", "7:13"),
        ("One.\n\n<p>It\x92s tea.</p>\n", "7:6"),
        ("One.\n\n\nTea with Fran\u00c3\u00a7ois.\n", "8:10"),
        ("One.\n\nTea in a caf&#xFFFD;.\n", "5:1"),
    ],
)
def test_spoilt_letters_of_a_text_are_one_warning_at_their_place(tmp_path: Path, body: str, place: str) -> None:
    write(tmp_path, {"a.md": post(body=body)})
    [warning] = [line for line in build(tmp_path, *SITE, "-v").err.splitlines() if " warning " in line]
    assert warning.startswith(f"a.md:{place}: warning ")
    assert re.search("bad-character|encoded-twice", warning)


def test_of_many_warnings_people_are_shown_the_places_alone(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    keys = 'baseURL = "https://example.com/"\ntitle = "Tea"\nenableGitInfo = true\n[roles]\n[versions]\n'
    (tmp_path / "hugo.toml").write_text(keys)
    (tmp_path / "content/a.md").write_text("---\ntitle: T\ndate: 2024-01-01\n---\nText\n")
    assert "\n  enableGitInfo = true\n" in build(tmp_path).err
    (tmp_path / "hugo.toml").write_text(f"{keys}[[module.imports]]\n")
    said = build(tmp_path, "--no-cache").err
    assert said.count(" warning site/not-followed") == 4
    assert "\n  enableGitInfo = true\n" not in said
    assert "\n  enableGitInfo = true\n" in build(tmp_path, "--no-cache", "-v").err


def test_of_many_files_of_a_configuration_few_are_named(tmp_path: Path) -> None:
    (tmp_path / "config/_default").mkdir(parents=True)
    for name in ("hugo", "markup", "menus", "module", "params"):
        (tmp_path / f"config/_default/{name}.toml").write_text('baseURL = "https://e.com/"\n' if name == "hugo" else "")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: T\ndate: 2024-01-01\n---\nText\n")
    names = [f"config/_default/{name}.toml" for name in ("hugo", "markup", "menus")]
    assert f"Hugo site found in {', '.join(names)} and 2 more files: baseurl taken from them." in build(tmp_path).err


def test_a_hidden_source_that_is_not_there_is_said_to_be_absent(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("url: https://example.com\nsource: .tmp/src\n")
    said = build(tmp_path)
    assert said.status == 2
    assert "_config.yml:2:1: error files/absent: `.tmp/src` is not there." in said.err
    (tmp_path / ".tmp/src").mkdir(parents=True)
    assert "_config.yml:2:1: error files/hidden: " in build(tmp_path).err


# In CI


@pytest.mark.parametrize(
    ("said", "is_warned"), [("true", True), ("1", True), ("false", False), ("0", False), ("", False)]
)
def test_ci_is_known_by_its_variable(tmp_path: Path, said: str, is_warned: bool) -> None:  # noqa: FBT001 - as pytest gives it
    site = write(tmp_path, {"content/a.md": post()})
    ended = feedpub("build", *SITE, "--strict", cwd=site, CI=said)
    assert ended.status == 0
    assert ("guard/nothing-to-compare" in ended.err) == is_warned
    assert "guard/nothing-to-compare" not in feedpub("build", *SITE, "--strict", cwd=site, CI=said).err


# What feeds leave out


def test_posts_in_no_feed_are_counted_with_the_reasons(tmp_path: Path) -> None:
    fronts = {"a": "", "b": "draft: true\n", "c": "draft: true\n", "d": "feed: false\n", "e": "date: 2099-01-01\n"}
    posts = {
        f"content/2024-06-0{day}-{name}.md": f"---\ntitle: Of {name}\n{front}---\nOf {name} alone.\n"
        for day, (name, front) in enumerate(fronts.items(), 1)
    }
    ended = build(write(tmp_path, {**posts, "content/about.md": "---\ntitle: Us\n---\nWe.\n"}), *SITE)
    assert ended.status == 0
    (line,) = [line for line in ended.err.splitlines() if line.startswith("No feed holds")]
    assert line == (
        "No feed holds 4 of 5 posts. Left out: 2 because it is a draft (`draft: true`); 1 because its date lies in the "
        "future; 1 because its front matter says `feed: false`."
    )


def test_nothing_is_said_of_feeds_that_leave_nothing_out(tmp_path: Path) -> None:
    ended = build(write(tmp_path, {"a.md": post(), "about.md": "---\ntitle: Us\n---\nWe.\n"}), *SITE)
    assert "No feed holds" not in ended.err
