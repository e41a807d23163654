"""A build is left out only where it would have done nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

from feedpub import pipeline
from feedpub.incremental import up_to_date
from feedpub.incremental.store import Store
from feedpub.io import tree
from feedpub.model.errors import ContentError
from tests.owner import KEY, NOW, Site, stored
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.incremental.up_to_date import Tally
    from feedpub.pipeline.run import Outcome

LONG_AGO = 1_600_000_000 * 10**9


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    # By the clock of its files the site is old, so that nothing in it is of the very moment of a build.
    monkeypatch.setattr(tree, "_touched", lambda changed, _: changed)
    made = Site(tmp_path, site__description="A site")
    made.posts(4)
    for file in made.content.iterdir():
        age(file)
    return made


def age(path: Path) -> None:
    os.utime(path, ns=(LONG_AGO, LONG_AGO))


def build(site: Site, now: datetime = NOW, **more: Any) -> Outcome:  # noqa: ANN401 - of a request
    request = site.request(now=now, cache=True, **more)
    return pipeline.build(request, seen=site.look(now=now, **more))


def known(site: Site, now: datetime = NOW, **more: Any) -> Tally | None:  # noqa: ANN401 - as above
    site.request()
    return site.look(now=now, **more).known


def test_a_build_of_which_nothing_is_to_be_said_leaves_word(site: Site) -> None:
    assert known(site) is None
    outcome = build(site)
    assert known(site) == outcome.tally
    assert outcome.tally.posts == 4


def test_the_command_says_the_same_either_way(site: Site) -> None:
    site.request()
    built = [feedpub("build", cwd=site.folder) for _ in range(3)]
    assert built[1].err == built[2].err
    assert "unchanged" in built[2].err


def test_what_the_command_is_asked_to_list_it_lists(site: Site) -> None:
    site.request()
    feedpub("build", cwd=site.folder)
    assert "= rss.xml" in feedpub("build", "--verbose", cwd=site.folder).out


def test_without_the_cache_there_is_no_word(site: Site) -> None:
    site.request()
    feedpub("build", "--no-cache", cwd=site.folder)
    assert not list((site.folder / ".feedpub").glob("note.*"))


def edited(site: Site) -> None:
    file = site.content / "amber.md"
    file.write_text(file.read_text(encoding="utf-8").replace("What", "That"), encoding="utf-8")


def added(site: Site) -> None:
    age(site.post("kelp", title="Of kelp", date="2024-07-01"))


def removed(site: Site) -> None:
    (site.content / "amber.md").unlink()


def renamed(site: Site) -> None:
    (site.content / "amber.md").rename(site.content / "ambers.md")


def configured(site: Site) -> None:
    site.set("site.title", "Another")


def pinned(site: Site) -> None:
    site.pin("content/amber.md\turn:x:amber")


def unpublished(site: Site) -> None:
    (site.output / "rss.xml").unlink()


def tampered(site: Site) -> None:
    file = site.output / "rss.xml"
    file.write_bytes(file.read_bytes().replace(b"amber", b"ambre"))


def dropped(site: Site) -> None:
    shutil.rmtree(site.output)


def killed(site: Site) -> None:
    (site.folder / ".feedpub" / "0.journal.json").write_text("{}")


CHANGES = (edited, added, removed, renamed, configured, pinned, unpublished, tampered, dropped)


def linked_nowhere(site: Site) -> None:
    (site.content / "kelp.md").symlink_to("nowhere.md")


def moved_by_a_generator(site: Site) -> None:
    (site.folder / "hugo.toml").write_text('baseURL = "https://example.org/"', encoding="utf-8")


def without_content(site: Site) -> None:
    shutil.rmtree(site.content)


@pytest.mark.parametrize(
    "change",
    [*CHANGES, killed, linked_nowhere, moved_by_a_generator, without_content],
    ids=lambda change: change.__name__,
)
def test_whatever_changes_is_seen(site: Site, change: Callable[[Site], None]) -> None:
    build(site)
    change(site)
    assert known(site) is None


def test_a_content_folder_that_was_none_before_is_seen(site: Site) -> None:
    for file in site.content.iterdir():
        age(file.rename(site.folder / file.name) or file)
    site.content.rmdir()
    build(site)
    assert known(site) is not None
    site.content.mkdir()
    assert known(site) is None


def test_a_content_folder_that_leads_out_of_the_site_is_seen(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site.set("content.folder", "content")
    build(site)
    assert known(site) is not None
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "content"
    site.content.rename(elsewhere)
    site.content.symlink_to(elsewhere)
    assert site.look().known is None


def test_what_is_wrong_with_a_new_file_is_said_although_no_text_has_changed(site: Site) -> None:
    build(site)
    linked_nowhere(site)
    assert "files/link-broken" in {one.code for one in site.build_in_brief().diagnostics}


def test_a_plain_build_says_at_once_that_nothing_has_changed_and_with_options_no_less(site: Site) -> None:
    site.request()
    feedpub("build", cwd=site.folder)
    with patch("feedpub.cli.commands.run", side_effect=AssertionError("the command line is understood")):
        at_once = feedpub("build", cwd=site.folder)
    assert (at_once.status, at_once.out) == (0, "")
    assert at_once.err == "Published 2 feeds of 4 posts in public: 9 unchanged.\n"
    assert feedpub("build", "--jobs", "1", cwd=site.folder).err == at_once.err
    assert feedpub("build", str(site.folder), cwd=site.folder).err == at_once.err
    assert feedpub("build", "--quiet", cwd=site.folder).err == ""


def test_names_of_files_that_are_not_utf_8_are_not_looked_at(site: Site) -> None:
    site.request()
    feedpub("build", cwd=site.folder)
    with patch("sys.getfilesystemencoding", return_value="ascii"):
        ended = feedpub("build", cwd=site.folder)
    assert (ended.status, "PYTHONUTF8=1" in ended.err) == (3, True)


def test_another_feedpub_does_not_believe_the_word(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    build(site)
    monkeypatch.setattr(up_to_date, "edition", lambda: "another")
    assert known(site) is None


@pytest.mark.parametrize("more", [{"strict": True}, {"keep_going": True}, {"dry_run": True}, {"against": "x"}])
def test_another_request_does_not_believe_the_word(site: Site, more: dict[str, Any]) -> None:
    build(site)
    assert known(site, **more) is None


def test_a_post_that_is_due_ends_the_word(site: Site) -> None:
    age(site.post("kelp", title="Of kelp", date="2026-12-01"))
    build(site)
    assert known(site) is not None
    assert known(site, datetime(2026, 12, 1, tzinfo=UTC)) is None


def test_a_post_that_expires_ends_the_word(site: Site) -> None:
    age(site.post("kelp", title="Of kelp", date="2024-07-01", expires="2026-12-01"))
    build(site)
    assert known(site) is not None
    assert known(site, datetime(2026, 12, 1, tzinfo=UTC)) is None


def test_a_clock_that_goes_backwards_ends_the_word(site: Site) -> None:
    build(site)
    assert known(site, NOW - timedelta(seconds=1)) is None


def test_what_was_warned_of_is_said_again(site: Site) -> None:
    age(site.post("undated", title="No date", tags="[x]"))
    assert build(site).diagnostics
    assert known(site) is None


def test_media_files_are_looked_at_again(site: Site) -> None:
    (site.content / "a.mp3").write_bytes(b"sound")
    age(site.post("episode", title="One", date="2024-07-01", enclosure="a.mp3"))
    build(site)
    assert known(site) is None


def test_files_of_the_very_moment_are_not_trusted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_touched", lambda *_: 4_000_000_000 * 10**9)
    build(site)
    assert known(site) is None


def test_an_output_that_somebody_changes_during_the_build_is_not_trusted(site: Site) -> None:
    request = site.request(cache=True)
    seen = site.look()
    begun = Store(str(site.folder), KEY).clock()
    outcome = pipeline.build(request)
    tampered(site)
    made = {change.path: change.digest for change in outcome.plan.changes}
    word = up_to_date.Word(listing="", records="", until=None, tally=outcome.tally)
    up_to_date.remember(request, seen, begun, word, made)
    assert site.look().note is None
    dropped(site)
    up_to_date.remember(request, seen, begun, word, made)
    assert site.look().note is None


@pytest.mark.parametrize("name", ["feedpub.toml", "feedpub.ids"])
def test_a_configuration_that_somebody_changes_during_the_build_is_not_trusted(site: Site, name: str) -> None:
    request = site.request(cache=True)
    seen = site.look()
    before = (site.folder / "feedpub.toml").read_bytes()
    changed = {
        "feedpub.toml": before + b"# changed\n",
        "feedpub.ids": b"content/amber.md\ttag:example.com,2024:amber\n",
    }
    (site.folder / name).write_bytes(changed[name])
    pipeline.build(request, seen=seen)
    assert site.look().note is None
    (site.folder / "feedpub.ids").unlink(missing_ok=True)
    (site.folder / "feedpub.toml").write_bytes(before)
    assert site.look().note is None


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_word_is_ignored(site: Site, seed: int) -> None:
    build(site)
    rng = random.Random(seed)  # noqa: S311 - the same damage every time
    note = stored(site.folder, "note")
    data = note.read_bytes()
    note.write_bytes(data[: rng.randrange(len(data))])
    assert known(site) is None
    note.write_bytes(json.dumps([rng.random(), {"key": 1}, None, "x"][seed % 4]).encode())
    assert known(site) is None


def test_a_folder_that_cannot_be_written_gets_no_word(site: Site) -> None:
    (site.folder / ".feedpub").write_text("mine")
    assert Store(str(site.folder), KEY).clock() == 0
    (site.folder / ".feedpub").unlink()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_a_build_that_is_left_out_would_have_changed_nothing(site: Site, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same edits every time
    for _ in range(5):
        for change in rng.sample(CHANGES, rng.randint(0, 2)):
            try:
                change(site)
            except FileNotFoundError:
                continue
        tally = known(site)
        try:
            outcome = pipeline.build(site.request(accept=("id-reused", "reannounced", "dates-moved")))
        except ContentError:
            assert tally is None
            return
        if tally is not None:
            assert outcome.plan.moves == ()
            assert outcome.tally == tally
        build(site, accept=("id-reused", "reannounced", "dates-moved"))


@pytest.mark.parametrize("number", [1, 2, 499, 500, 1_234, 5_000])
@pytest.mark.parametrize("touched", [0, 0.25, 1])
def test_the_share_of_touched_files_is_told_about(number: int, touched: float) -> None:
    rng = random.Random(number)  # noqa: S311 - the same marks every time
    of_marks = [9 if rng.random() < touched else 5 for _ in range(number)]
    joined = b"".join(struct.pack("=qqq", 100, 3, moment) for moment in of_marks)
    assert tree.share_touched(joined, 5) == pytest.approx(of_marks.count(9) / number, abs=0.1)


def test_of_no_files_none_is_touched() -> None:
    assert tree.share_touched(b"", 5) == 0


def test_published_files_that_came_anew_get_their_times_back(site: Site) -> None:
    build(site)
    build(site)  # the files are older than what was noted of them now
    before = {file: file.stat().st_mtime_ns for file in site.output.rglob("*") if file.is_file()}
    for file in before:
        age(file)
    assert known(site) is not None
    assert {file: file.stat().st_mtime_ns for file in before} == before
