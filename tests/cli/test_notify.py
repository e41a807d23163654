"""`feedpub notify`: who is told of what, once, and what is said of it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from feedpub.cli.recording import COLUMNS
from tests.live.host import Answer
from tests.notify.endpoints import INDEXNOW, Told, telling
from tests.running import feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OF_SITE = ["/atom.xml", "/feed.json", "/rss.xml"]
OF_GREEN = ["/category/green/atom.xml", "/category/green/feed.json", "/category/green/rss.xml"]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    def sleep(_seconds: float) -> None:
        raise AssertionError("there is nothing to wait for")

    monkeypatch.setattr("feedpub.cli.notify.sleep", sleep)
    with telling(tmp_path) as everybody:
        yield everybody


@pytest.fixture
def known(told: Told) -> Told:
    """Return everybody when they know what is published."""
    ended = told.notify("--all")
    assert ended.status == 0, ended.err
    told.taken()
    return told


def at_each_pause(monkeypatch: pytest.MonkeyPatch, then: Callable[[int], None]) -> list[float]:
    """Do something in place of each pause; give the pauses."""
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        then(len(pauses))

    monkeypatch.setattr("feedpub.cli.notify.sleep", sleep)
    return pauses


def test_all_are_told_of_everything_when_that_is_asked(told: Told) -> None:
    ended = told.notify("--all")
    assert ended.status == 0, ended.err
    pages = ["/", "/one/", "/two/"]
    assert told.taken() == (OF_SITE[:1] + OF_GREEN + OF_SITE[1:], ["/category/green/rss.xml", "/rss.xml"], [pages])
    assert f"The hub {told.host.url}hub was told of 6 feeds (atom.xml, " in ended.err
    assert f"IndexNow {told.host.url}indexnow was told of 3 pages (/, one/, two/).\n" in ended.err


def test_nothing_is_sent_twice(known: Told) -> None:
    ended = known.notify()
    assert (ended.status, ended.err) == (0, "Nothing is new; nothing was sent.\n")
    known.build()
    known.deploy()
    assert known.notify().err == "Nothing is new; nothing was sent.\n"
    assert known.taken() == ([], [], [])


def test_of_one_new_post_the_feeds_that_hold_it_and_its_page_are_told(known: Told) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    assert known.notify().status == 0
    assert known.taken() == (OF_SITE, ["/rss.xml"], [["/three/"]])
    assert known.notify().err == "Nothing is new; nothing was sent.\n"


def test_of_an_edited_post_its_page_is_told_though_its_date_stays(known: Told) -> None:
    known.build(two=post("Two", "2025-06-02", "Another text.", categories="[Green]"))
    known.deploy()
    known.notify()
    assert known.taken() == (OF_SITE[:1] + OF_GREEN + OF_SITE[1:], ["/category/green/rss.xml", "/rss.xml"], [["/two/"]])


def test_of_a_page_that_is_gone_search_engines_are_told(known: Told) -> None:
    (known.site / "content" / "one.md").unlink()
    known.build()
    known.deploy()
    known.notify()
    assert known.taken()[2] == [["/one/"]]


def test_a_post_that_feeds_do_not_hold_any_more_has_not_changed(tmp_path: Path, known: Told) -> None:
    del tmp_path
    text = (known.site / "feedpub.toml").read_text(encoding="utf-8")
    (known.site / "feedpub.toml").write_text(text.replace("[feeds]", "[feeds]\nlimit = 1"), encoding="utf-8")
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    known.notify()
    assert known.taken()[2] == [["/three/"]]


def test_a_dry_run_sends_and_remembers_nothing(known: Told) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    ended = known.notify("--dry-run", "--format", "json")
    said = json.loads(ended.out)
    assert said["dry_run"] is True
    assert [(one["way"], len(one["urls"])) for one in said["told"]] == [("websub", 3), ("rsscloud", 1), ("indexnow", 1)]
    assert known.taken() == ([], [], [])
    known.notify()
    assert known.taken()[2] == [["/three/"]]


@pytest.mark.parametrize(("status", "code"), [(403, "notify/refused"), (503, "notify/not-reached")])
def test_what_goes_wrong_is_reported_as_by_the_other_commands(
    known: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, status: int, code: str
) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    at_each_pause(monkeypatch, lambda _: None)
    known.refuse = lambda path: Answer(status=status) if path == "/indexnow" else None
    ended = known.notify("--format", "github", "--report", str(tmp_path / "told.json"))
    assert ended.out.startswith("::error ")
    assert code in ended.out
    (row,) = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (row["code"], row["level"], row["file"]) == (code, "error", f"{known.host.url}indexnow")
    assert f"{status}" in row["text"]


def test_where_all_goes_well_the_report_is_empty(told: Told, tmp_path: Path) -> None:
    assert told.notify("--all", "--format", "junit", "--report", str(tmp_path / "told.csv")).status == 0
    assert (tmp_path / "told.csv").read_text(encoding="utf-8-sig").splitlines() == [",".join(COLUMNS)]


def test_a_site_that_is_not_live_is_a_finding_at_its_address(known: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    known.build(three=post("Three", "2025-06-03"))
    at_each_pause(monkeypatch, lambda _: None)
    ended = known.notify("--format", "markdown", "--wait", "1")
    assert ended.status == 3
    assert "notify/not-live" in ended.out


def test_what_fails_is_sent_again_at_the_next_call_and_nothing_else(
    known: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    known.refuse = lambda path: Answer(status=503) if path == "/hub" else None
    pauses = at_each_pause(monkeypatch, lambda _: None)
    ended = known.notify()
    assert ended.status == 3
    failed = "could not be told of 3 feeds (atom.xml, feed.json, rss.xml): it answers 503"
    assert failed in ended.err
    assert "It is sent again at the next call.\n" in ended.err
    assert pauses == [2.0, 4.0], "who does not answer is not asked for each feed"
    assert known.taken() == ([], ["/rss.xml"], [["/three/"]])
    known.refuse = lambda _: None
    assert known.notify().status == 0
    assert known.taken() == (OF_SITE, [], [])


def test_a_server_that_asks_for_time_gets_it(known: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    answers = [Answer(status=429, headers={"Retry-After": "7"})]
    known.refuse = lambda path: answers.pop() if path == "/indexnow" and answers else None
    pauses = at_each_pause(monkeypatch, lambda _: None)
    assert known.notify().status == 0
    assert pauses == [7.0]
    assert known.taken()[2] == [["/three/"]]


def test_who_asks_for_more_than_a_minute_is_told_at_the_next_call(known: Told) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    known.refuse = lambda path: Answer(status=429, headers={"Retry-After": "3600"}) if path == "/indexnow" else None
    assert known.notify().status == 3


@pytest.mark.parametrize(
    ("status", "said"), [(403, "it does not take the key"), (422, "the addresses are not of this host")]
)
def test_who_refuses_is_quoted(known: Told, status: int, said: str) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    known.refuse = lambda path: Answer(status=status) if path == "/indexnow" else None
    ended = known.notify()
    assert ended.status == 1
    assert f"it answers {status}" in ended.err
    assert said in ended.err


def test_nothing_is_sent_before_the_live_site_has_it(known: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    known.build(three=post("Three", "2025-06-03"))
    pauses = at_each_pause(monkeypatch, lambda number: known.deploy() if number == 3 else None)
    assert known.notify().status == 0
    assert pauses == [2.0, 4.0, 8.0]
    assert known.taken() == (OF_SITE, ["/rss.xml"], [["/three/"]])


def test_what_is_not_live_in_time_is_sent_at_the_next_call(known: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    known.build(three=post("Three", "2025-06-03"))
    pauses = at_each_pause(monkeypatch, lambda _: None)
    ended = known.notify("--wait", "10")
    assert ended.status == 3
    assert sum(pauses) == 10
    assert "after 10 seconds 4 documents (atom.xml, feed.json, rss.xml, sitemap.xml) could not be seen" in ended.err
    assert known.taken() == ([], [], [])
    known.deploy()
    assert known.notify().status == 0
    assert known.taken() == (OF_SITE, ["/rss.xml"], [["/three/"]])


def test_without_a_memory_only_what_is_young_is_told(told: Told) -> None:
    told.build(three=post("Three", "2026-01-31 12:00:00"))  # the tests' now is twelve hours later
    told.deploy()
    ended = told.notify()
    assert ended.status == 0
    assert ended.err.startswith("Nothing is remembered of an earlier call: only what says that it is younger than 24 ")
    assert told.taken() == (OF_SITE, ["/rss.xml"], [["/three/"]])
    assert told.notify().err == "Nothing is new; nothing was sent.\n"


def test_a_build_server_remembers_what_is_live_before_it_deploys(told: Told) -> None:
    shutil.rmtree(told.site / ".feedpub")
    told.build(three=post("Three", "2025-06-03"))
    assert told.notify("--remember").err == "What is live now is remembered as what is known. Nothing was sent.\n"
    told.deploy()
    assert told.notify().status == 0
    assert told.taken() == (OF_SITE, ["/rss.xml"], [["/three/"]])
    assert told.notify("--remember").err == "What was told before is remembered; nothing was done.\n"


def test_a_memory_of_another_key_counts_for_nothing(known: Told) -> None:
    ended = known.notify(FEEDPUB_KEY="the key of somebody else")
    assert ended.err.startswith("Nothing is remembered of an earlier call")


def test_the_key_file_is_published_and_looked_for(known: Told) -> None:
    assert (known.site / "public" / f"{INDEXNOW}.txt").read_text(encoding="ascii") == INDEXNOW
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    ended = known.notify(FEEDPUB_INDEXNOW_KEY="another-key-1234")
    assert ended.status == 1
    assert f"{known.host.url}another-key-1234.txt, is answered with 404: publish it (`key_file = true`)" in ended.err
    assert known.taken()[2] == []
    known.host.files["/another-key-1234.txt"] = b"another-key-1234\n"
    assert known.notify(FEEDPUB_INDEXNOW_KEY="another-key-1234").status == 0
    assert known.taken()[2] == [["/three/"]]


@pytest.mark.parametrize("other", ["--dry-run", "--all"])
def test_what_is_to_be_remembered_is_not_to_be_sent(told: Told, other: str) -> None:
    assert told.notify("--remember", other).status == 2


def test_a_key_that_is_none_is_named(told: Told) -> None:
    ended = told.notify(FEEDPUB_INDEXNOW_KEY="short")
    assert ended.status == 2
    assert "FEEDPUB_INDEXNOW_KEY: 'short' is no key for IndexNow" in ended.err


def test_who_names_nobody_is_told_how(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": 'site.url = "https://example.com/"\n'})
    ended = feedpub("notify", cwd=tmp_path)
    assert ended.status == 2
    assert "nobody is named who could be told: write the address of a hub into `feeds.hub`" in ended.err


def test_what_is_not_built_cannot_be_told(told: Told) -> None:
    shutil.rmtree(told.site / "public")
    ended = told.notify()
    assert ended.status == 2
    assert "`feedpub build` comes first" in ended.err


def test_a_key_file_without_a_key_is_a_mistake(tmp_path: Path) -> None:
    text = 'site.url = "https://example.com/"\nnotify.indexnow.key_file = true\n'
    ended = feedpub("build", cwd=write(tmp_path, {"feedpub.toml": text, "content/one.md": post()}))
    assert ended.status == 2
    assert "notify.indexnow.key_file: there is no key that the file could hold" in ended.err


def test_the_rss_feeds_declare_the_cloud(told: Told) -> None:
    port = told.host.url.rpartition(":")[2].rstrip("/")
    cloud = f'<cloud domain="127.0.0.1" port="{port}" path="/pleaseNotify" registerProcedure="" protocol="http-post"/>'
    assert cloud in (told.site / "public" / "rss.xml").read_text(encoding="utf-8")


def test_a_public_site_has_nobody_told_on_a_private_network(told: Told) -> None:
    text = (
        (told.site / "feedpub.toml").read_text(encoding="utf-8").replace(f'url = "{told.host.url}"\nlocal = true', "")
    )
    text = text.replace("[site]", '[site]\nurl = "https://example.com/"').split("[notify", maxsplit=1)[0]
    site = write(told.site.parent / "public site", {"feedpub.toml": text, "content/one.md": post()})
    assert feedpub("build", cwd=site).status == 0
    told.host.asked.clear()
    ended = feedpub("notify", "--all", "--wait", "0", cwd=site)
    assert ended.status == 1
    assert "which is private; nothing was asked there" in ended.err
    assert told.host.asked == []


def test_a_server_that_begins_anew_after_the_deploy_is_waited_for(known: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()
    right = known.host.alter
    known.host.alter = lambda _asked, _right: Answer(status=502)

    def begin(_number: int) -> None:
        known.host.alter = right

    assert at_each_pause(monkeypatch, begin) == []
    assert known.notify().status == 0
    assert known.taken()[2] == [["/three/"]]


def test_a_server_that_does_not_begin_again_is_named(known: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.host.alter = lambda _asked, _right: Answer(status=502)
    at_each_pause(monkeypatch, lambda _: None)
    ended = known.notify("--wait", "4")
    assert ended.status == 3
    assert (
        "cannot be fetched: the server answers 502 Bad Gateway. What depends on that is sent at the next call"
        in ended.err
    )


def test_a_feed_that_is_new_is_told_and_one_that_is_gone_is_not(known: Told) -> None:
    write(known.site / "content", {"two.md": post("Two", "2025-06-02", categories="[Black]")})
    assert feedpub("build", "--accept", "feed-vanished", cwd=known.site).status == 0
    known.deploy()
    known.notify()
    hub, _, _ = known.taken()
    assert [path for path in hub if "green" in path] == []
    assert [path for path in hub if "black" in path] != []


def test_without_a_place_for_its_memory_it_says_so(told: Told) -> None:
    nowhere = "/dev/null/none"
    ended = told.notify("--all", FEEDPUB_KEY="", HOME=nowhere, XDG_STATE_HOME=nowhere)
    assert ended.status == 0
    assert "it could not be remembered: there is no key (FEEDPUB_KEY, or a file at home)" in ended.err
    ended = told.notify("--remember", FEEDPUB_KEY="", HOME=nowhere, XDG_STATE_HOME=nowhere)
    assert ended.status == 3
    assert "nothing could be remembered" in ended.err


def test_a_run_that_is_killed_is_made_up_for(known: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    known.build(three=post("Three", "2025-06-03"))
    known.deploy()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("feedpub.notify.telling.Sender.told", die)
        assert known.notify().status == 130
    assert known.notify().status == 0
    assert known.taken() == (OF_SITE, ["/rss.xml"], [["/three/"]])
