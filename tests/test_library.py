"""The library: the names it exports, what they return and raise, and that they keep to themselves."""

from __future__ import annotations

import ast
import inspect
import os
import pkgutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import feedpub
from feedpub.guard import CODES
from feedpub.validator.examples import NOW as NOW_OF_EXAMPLES
from feedpub.validator.examples import sources
from tests.running import post, write

if TYPE_CHECKING:
    from feedpub.validator.rule import Example

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TOML = 'site.url = "https://example.com/"\nsite.language = "en"\n'
FEED = b'<rss version="2.0"><channel><title>News</title></channel></rss>'
FUNCTIONS = ("build", "diff", "validate", "validate_site")
REPORTS = ("Report", "SiteReport", "BuildReport", "Changes")
RECORDS = ("Action", "Change", "Diagnostic", "Document", "Kind", "Level", "Where", *REPORTS)
OF_RULES = ("RULES", "Element", "Found", "Rule", "Scope", "rule")
ERRORS = ("ContentError", "FeedpubError", "PluginError", "SystemFault", "UsageError")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site with two posts, one of them far in the future."""
    posts = {"content/tea.md": post("Tea"), "content/later.md": post("Later", "2099-01-01")}
    return write(tmp_path / "site", {"feedpub.toml": TOML, **posts})


# The names


def test_these_names_are_exported_and_no_others() -> None:
    assert sorted(feedpub.__all__) == sorted((*FUNCTIONS, *RECORDS, *OF_RULES, *ERRORS, "__version__"))


@pytest.mark.parametrize("name", feedpub.__all__)
def test_an_exported_name_is_there(name: str) -> None:
    assert getattr(feedpub, name) is not None
    assert name in dir(feedpub)


def test_type_checkers_are_told_the_same_names_and_homes() -> None:
    tree = ast.parse(Path(feedpub.__file__).read_text(encoding="utf-8"))
    told = {
        (alias.asname, f"{one.module}.{alias.name}")
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom) and one.module != "importlib"
        for alias in one.names
    }
    homes = {(name, f"feedpub.{home}.{name}") for name, home in feedpub._HOMES.items()}  # noqa: SLF001 - the other half
    assert told == homes


def test_a_name_that_is_none_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        getattr(feedpub, "biuld")  # noqa: B009 - a type checker would refuse the plain form


def test_no_module_takes_the_place_of_a_function() -> None:
    assert not {name.removeprefix("feedpub.") for name in modules()} & {*feedpub.__all__}


def modules() -> list[str]:
    """Return the rooms of feedpub: nothing but these can become an attribute of the package."""
    return [f"feedpub.{one.name}" for one in pkgutil.iter_modules(feedpub.__path__) if one.name != "__main__"]


def test_to_import_feedpub_loads_nothing_else() -> None:
    program = "import sys; before = {*sys.modules}; import feedpub; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout.split() == ["feedpub"]


def test_the_parameters_of_a_build_are_the_options_of_the_command() -> None:
    from feedpub.cli.build import command  # noqa: PLC0415 - loads click

    options = {parameter.name for parameter in command.params} - {"site", "form", "report", "quiet", "verbose", "lang"}
    assert options == {*inspect.signature(feedpub.build).parameters} - {"folder", "now", "key"}


@pytest.mark.parametrize("name", [*FUNCTIONS, *RECORDS, *OF_RULES, *ERRORS])
def test_an_exported_name_stands_in_the_reference(name: str) -> None:
    text = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    assert f"`{name}`" in text or f"`feedpub.{name}" in text


def test_the_parameters_of_a_difference_are_the_options_of_the_command() -> None:
    from feedpub.cli.diff import command  # noqa: PLC0415 - loads click

    options = {parameter.name for parameter in command.params} - {"site", "form", "report", "exit_code", "lang"}
    assert options == {*inspect.signature(feedpub.diff).parameters} - {"folder", "now", "key"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_parameter_stands_in_the_reference(name: str) -> None:
    text = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    for parameter in inspect.signature(getattr(feedpub, name)).parameters:
        assert f"`{parameter}`" in text or f"{parameter}=" in text or f"({parameter}," in text, parameter


# validate


def test_a_report_has_the_findings_of_the_rules() -> None:
    report = feedpub.validate(FEED, name="rss.xml")
    assert (report.path, report.kind, report.ok) == ("rss.xml", feedpub.Kind.RSS, False)
    assert "rss/required-element-missing" in {one.code for one in report.diagnostics}


def test_a_file_is_validated_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").write_bytes(FEED)
    by_path, by_text = feedpub.validate(tmp_path / "rss.xml"), feedpub.validate(str(tmp_path / "rss.xml"))
    assert by_path.diagnostics == by_text.diagnostics
    assert by_path.path == str(tmp_path / "rss.xml")


def test_the_address_of_a_file_is_known_to_the_rules(tmp_path: Path) -> None:
    feed = FEED.replace(
        b"</title>",
        b'</title><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://a.example/"/>',
    )
    (tmp_path / "rss.xml").write_bytes(feed)
    found = feedpub.validate(tmp_path / "rss.xml", url="https://b.example/rss.xml").diagnostics
    assert "link/self-unlike-location" in {one.code for one in found}


def test_a_rule_is_switched_off_or_made_an_error() -> None:
    levels = {"rss/*": None, "link/self-missing": feedpub.Level.ERROR}
    report = feedpub.validate(FEED, levels=levels)
    assert [one.code for one in report.diagnostics if one.level is feedpub.Level.ERROR] == ["link/self-missing"]


def test_rules_of_ones_own_are_the_only_ones() -> None:
    @feedpub.rule("house/no-news", feedpub.Level.ERROR, on="channel/title", spec="ours")
    def no_news(element: feedpub.Element, _document: object) -> list[feedpub.Found]:
        """No news."""
        return [feedpub.Found(text=f"It is {element.text}.")]

    report = feedpub.validate(FEED, rules=[no_news])
    assert [(one.code, one.text) for one in report.diagnostics] == [("house/no-news", "It is News.")]


@pytest.mark.parametrize("rule", feedpub.RULES, ids=lambda rule: rule.name)
def test_without_a_moment_nothing_is_found_for_its_age(rule: feedpub.Rule) -> None:
    for example in rule.bad:
        found = codes(example, None)
        assert found <= codes(example, NOW_OF_EXAMPLES)
        assert found == codes(example, NOW_OF_EXAMPLES + timedelta(days=365 * 900)) - codes_of_age()


def codes(example: Example, now: datetime | None) -> set[str]:
    if example.language in {"site", "repeated"}:
        return set()
    (source,) = sources(example)
    report = feedpub.validate(b"".join(source.open()), url=source.url or "", name=source.path, now=now)
    return {one.code for one in report.diagnostics}


def codes_of_age() -> set[str]:
    return {rule.name for rule in feedpub.RULES if rule.needs_now}


def test_there_are_rules_of_age() -> None:
    assert codes_of_age() == {"sitemap/news-too-old", "sitemap/video-expired"}


def test_text_in_place_of_bytes_is_refused() -> None:
    with pytest.raises(feedpub.UsageError, match="as bytes"):
        feedpub.validate(FEED.decode())


def test_a_file_that_is_not_there_is_a_fault_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(feedpub.SystemFault, match="No such file") as caught:
        feedpub.validate(tmp_path / "rss.xml")
    assert caught.value.path == str(tmp_path / "rss.xml")


def test_a_rule_that_does_not_exist_is_refused() -> None:
    with pytest.raises(feedpub.UsageError, match="no rule rss/gid"):
        feedpub.validate(FEED, levels={"rss/gid": None})


@pytest.mark.parametrize("url", ["example.com", "ftp://example.com/", "https://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(feedpub.UsageError, match="no address of the web"):
        feedpub.validate(FEED, url=url)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(feedpub.UsageError, match="no time zone"):
        feedpub.validate(FEED, now=datetime(2026, 11, 28))  # noqa: DTZ001 - the mistake


def test_an_address_is_not_fetched() -> None:
    with pytest.raises(feedpub.UsageError, match="is not fetched"):
        feedpub.validate("https://example.com/rss.xml")


def test_a_level_is_no_word() -> None:
    with pytest.raises(feedpub.UsageError, match="Level, or None"):
        feedpub.validate(FEED, levels={"rss/*": "off"})  # type: ignore[dict-item]  # the mistake


def test_a_report_is_shown_in_a_line(site: Path) -> None:
    assert repr(feedpub.validate(FEED, name="a.xml")) == "<Report a.xml (rss) errors; diagnostics: 5>"
    assert repr(feedpub.build(site, now=NOW)).startswith("<BuildReport ok; documents: 6, diagnostics: 0, changes: ")
    assert repr(feedpub.validate_site(site / "public")) == "<SiteReport ok; reports: 4>"


# validate_site


def test_a_folder_is_checked_as_a_whole(tmp_path: Path) -> None:
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/a.xml</loc></sitemap></sitemapindex>'
    write(tmp_path, {"sitemap.xml": index, "rss.xml": FEED})
    report = feedpub.validate_site(tmp_path, url="https://example.com/")
    assert [Path(each.path).name for each in report.reports] == ["rss.xml", "sitemap.xml"]
    assert not report.ok
    assert "site/child-not-found" in {one.code for one in report.diagnostics}


def test_a_folder_without_feeds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(feedpub.UsageError, match="no feed and no sitemap"):
        feedpub.validate_site(tmp_path)


@pytest.mark.parametrize("call", [feedpub.validate_site, lambda path: feedpub.build(path, now=NOW)])
def test_a_folder_that_is_none_is_refused(tmp_path: Path, call: object) -> None:
    assert callable(call)
    (tmp_path / "file").touch()
    with pytest.raises(feedpub.UsageError, match="there is no folder"):
        call(tmp_path / "nothing")
    with pytest.raises(feedpub.UsageError, match="is a file"):
        call(tmp_path / "file")


# build


def test_a_build_publishes_and_returns_what_it_made(site: Path) -> None:
    built = feedpub.build(site, now=NOW)
    assert built.ok
    assert {change.action for change in built.changes} == {feedpub.Action.CREATE}
    made = {document.path: document.data for document in built.documents}
    assert {path: (site / "public" / path).read_bytes() for path in made} == made
    assert b"<title>Tea</title>" in made["rss.xml"]
    assert b"<title>Later</title>" not in made["rss.xml"]


def test_a_second_build_makes_all_again_and_changes_nothing(site: Path) -> None:
    first, second = (feedpub.build(site, now=NOW) for _ in range(2))
    assert second.documents == first.documents
    assert {change.action for change in second.changes} == {feedpub.Action.KEEP}


def test_the_moment_decides_what_is_published(site: Path) -> None:
    built = feedpub.build(site, now=datetime(2100, 1, 1, tzinfo=UTC), dry_run=True)
    assert any(b"<title>Later</title>" in document.data for document in built.documents)


def test_a_build_without_a_moment_is_refused(site: Path) -> None:
    with pytest.raises(feedpub.UsageError, match="which posts lie in the future"):
        feedpub.build(site, now=None)  # type: ignore[arg-type]  # the mistake


def test_the_zone_of_the_moment_makes_no_difference(site: Path) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    assert feedpub.build(site, now=there, dry_run=True) == feedpub.build(site, now=NOW, dry_run=True)


def test_errors_are_a_result_and_nothing_is_published(site: Path) -> None:
    (site / "content" / "oops.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    built = feedpub.build(site, now=NOW)
    assert (built.ok, built.changes, built.documents) == (False, (), ())
    assert "the posts have errors" in built.refused
    assert [one.where.path for one in built.diagnostics] == ["content/oops.md"]
    assert not (site / "public").exists()


def test_what_is_in_the_way_is_a_result(site: Path) -> None:
    write(site, {"public/rss.xml": "<rss/>"})
    built = feedpub.build(site, now=NOW)
    assert not built.ok
    assert "in the way" in built.refused
    assert built.changes == ()
    assert (site / "public/rss.xml").read_text(encoding="utf-8") == "<rss/>"
    assert feedpub.build(site, now=NOW, take_over=True).ok


def test_what_the_guard_finds_is_accepted_by_name(site: Path) -> None:
    feedpub.build(site, now=NOW)
    (site / "content" / "tea.md").write_text(post("Tea", id="https://example.com/other"), encoding="utf-8")
    refused = feedpub.build(site, now=NOW)
    assert "guard/reannounced" in {one.code for one in refused.diagnostics}
    assert not refused.ok
    assert feedpub.build(site, now=NOW, accept="reannounced", dry_run=True).ok
    assert feedpub.build(site, now=NOW, accept=["reannounced"]).ok


def test_what_the_guard_does_not_know_is_refused(site: Path) -> None:
    with pytest.raises(feedpub.UsageError, match=CODES[0]):
        feedpub.build(site, now=NOW, accept=["reanounced"])


def test_parameters_stand_above_the_configuration(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    built = feedpub.build(site.name, now=NOW, url="https://other.example/", out="there")
    assert b"https://other.example/tea/" in (tmp_path / "there" / "rss.xml").read_bytes()
    assert built.ok


def test_a_configuration_that_cannot_be_followed_is_raised_with_every_mistake(site: Path) -> None:
    (site / "feedpub.toml").write_text(f'{TOML}feeds.limit = -1\nfeeds.rss = "../a"\n', encoding="utf-8")
    with pytest.raises(feedpub.UsageError) as caught:
        feedpub.build(site, now=NOW)
    assert [one.where.line for one in caught.value.diagnostics] == [3, 4]


def test_links_go_into_the_pages_of_a_built_site_alone(site: Path) -> None:
    with pytest.raises(feedpub.UsageError, match="built"):
        feedpub.build(site, now=NOW, inject=True)


def test_a_build_without_a_cache_keeps_no_record_of_posts(site: Path) -> None:
    feedpub.build(site, now=NOW, key=b"k" * 32, cache=False)
    assert not list((site / ".feedpub").glob("record.*"))
    feedpub.build(site, now=NOW, key=b"k" * 32)
    assert list((site / ".feedpub").glob("record.*"))


def test_nothing_that_only_saves_time_is_kept_without_a_key(site: Path) -> None:
    feedpub.build(site, now=NOW)
    assert not list((site / ".feedpub").glob("record.*"))


# diff


def test_a_difference_tells_what_would_be_new(site: Path) -> None:
    feedpub.build(site, now=NOW)
    assert not feedpub.diff(site, now=NOW)
    changes = feedpub.diff(site, now=datetime(2100, 1, 1, tzinfo=UTC))
    assert [item.post.title for item in changes.feeds[0].new] == ["Later"]


def test_a_difference_of_posts_with_errors_is_none(site: Path) -> None:
    (site / "content" / "oops.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    with pytest.raises(feedpub.ContentError) as caught:
        feedpub.diff(site, now=NOW)
    assert [one.where.path for one in caught.value.diagnostics] == ["content/oops.md"]


# What it keeps to itself


def test_nothing_is_printed(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    feedpub.build(site, now=NOW)
    feedpub.diff(site, now=NOW)
    feedpub.validate(FEED)
    feedpub.validate_site(site / "public")
    with pytest.raises(feedpub.UsageError):
        feedpub.build(site / "nothing", now=NOW)
    assert capfd.readouterr() == ("", "")


def test_the_environment_has_no_say(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = feedpub.build(site, now=NOW, dry_run=True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")
    assert feedpub.build(site, now=NOW, dry_run=True) == before


def test_a_fault_of_the_disk_is_a_fault_of_the_system(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "public/rss.xml")

    monkeypatch.setattr("feedpub.pipeline.build", full)
    with pytest.raises(feedpub.SystemFault, match=r"public/rss\.xml: No space left"):
        feedpub.build(site, now=NOW)


def test_a_build_is_that_of_the_command_line(site: Path, tmp_path: Path) -> None:
    built = feedpub.build(site, now=NOW, out=tmp_path / "a")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    command = [sys.executable, "-m", "feedpub", "build", str(site), "--out", str(tmp_path / "b")]
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603 - our own words
    assert {each.path for each in built.documents} == {
        file.relative_to(tmp_path / "b").as_posix() for file in (tmp_path / "b").rglob("*") if file.is_file()
    }
    for each in built.documents:
        assert (tmp_path / "b" / each.path).read_bytes() == each.data
