"""Where nothing but the texts of posts has changed, only their feeds are made again; otherwise all is."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from feedpub.collect import reading
from feedpub.io import tree, workers
from feedpub.model.errors import ContentError
from feedpub.model.records import Level
from feedpub.pipeline import complete, partial
from feedpub.publish import Action
from tests.owner import Site, stored
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.pipeline.run import Outcome

LONG_AGO = 1_600_000_000 * 10**9


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that has been built, and is old by the clock of its files."""
    monkeypatch.setattr(tree, "_touched", lambda changed, _: changed)
    made = Site(tmp_path / "site", site__description="A site", feeds__limit=3)
    for number, word in enumerate(("amber", "birch", "cedar", "dune", "ember", "fjord")):
        category = "[Wood]" if word in {"birch", "cedar"} else "[Other]"
        made.post(word, title=f"Of {word}", date=f"2024-06-0{number + 1}", categories=category)
    age(made)
    made.build_in_brief()
    return made


@pytest.fixture
def site_of_two(site: Site) -> Site:
    """A site that has been built with two processes, as it is in these tests."""
    site.build_in_brief(jobs=2)
    return site


def age(site: Site) -> None:
    for file in site.content.iterdir():
        os.utime(file, ns=(LONG_AGO, LONG_AGO))


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each build from now on was a whole one."""
    seen: list[bool] = []
    of_texts, of_all = partial.build, complete.build

    def noted(*args: object) -> Outcome | None:
        outcome = of_texts(*args)  # type: ignore[arg-type]  # passed on as they come
        seen.extend([False] if outcome else [])
        return outcome

    def noted_too(*args: object) -> complete.Built:
        seen.append(True)
        return of_all(*args)  # type: ignore[arg-type]  # passed on as they come

    monkeypatch.setattr(complete, "build", noted_too)
    monkeypatch.setattr(partial, "build", noted)
    return seen


def add(site: Site, name: str, text: str = "More.") -> None:
    file = site.content / f"{name}.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")
    os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))


def shortened(site: Site, limit: int) -> None:
    """Let feeds hold fewer posts, with the guard's leave; the next build finds nothing that needs leave."""
    site.set("feeds.limit", limit)
    site.build_in_brief("feed-shrunk")
    site.build_in_brief()


def replaced(outcome: Outcome) -> set[str]:
    return {change.path for change in outcome.plan.changes if change.action is Action.REPLACE}


def said(outcome: Outcome) -> set[str]:
    return {one.code for one in outcome.diagnostics if one.level is not Level.INFO}


needs_a_helper = pytest.mark.skipif(not workers.can_help(), reason="processes are not forked on this system")


@pytest.fixture(params=[ValueError, MemoryError, SystemExit, KeyboardInterrupt])
def failing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let helpers fail."""

    def fail(*_: object) -> bytes:
        raise request.param

    monkeypatch.setattr(partial, "_help", fail)


def published(folder: Path) -> dict[str, bytes]:
    files = (file for file in (folder / "public").rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def made_anew(site: Site, folder: Path) -> dict[str, bytes]:
    """Return what a first build of the same files gives."""
    other = Site(folder)
    other.settings = site.settings
    shutil.rmtree(other.content)
    shutil.copytree(site.content, other.content)
    other.build()
    return published(folder)


def test_only_the_feeds_that_hold_the_post_are_made_again(site: Site, whole: list[bool], tmp_path: Path) -> None:
    add(site, "birch")
    outcome = site.build_in_brief()
    assert whole == [False]
    assert replaced(outcome) == {"category/wood/rss.xml", "category/wood/atom.xml", "category/wood/feed.json"}
    assert outcome.tally.posts == 6
    assert published(site.folder) == made_anew(site, tmp_path / "other")


def test_a_text_that_no_feed_holds_changes_nothing(site: Site, whole: list[bool]) -> None:
    shortened(site, 1)
    add(site, "amber")
    outcome = site.build_in_brief()
    assert whole == [True, True, False]
    assert outcome.plan.moves == ()
    assert outcome.documents == ()


def test_what_feeds_and_sitemap_leave_out_is_told_as_by_the_whole_build(site: Site, whole: list[bool]) -> None:
    site.post("gingko", title="Draft", date="2024-06-07", draft="true")
    site.post("hazel", title="Unlisted", date="2024-06-08", sitemap="false")
    age(site)
    complete_one = site.build_in_brief()
    add(site, "fjord")
    edited = site.build_in_brief()
    assert whole == [True, False]
    assert edited.feeds is not None
    assert (edited.feeds.missing, edited.feeds.posts) == (1, 8)
    assert edited.sitemap is not None
    assert (edited.feeds, edited.sitemap) == (complete_one.feeds, complete_one.sitemap)


def test_one_such_build_follows_another(site: Site, whole: list[bool], tmp_path: Path) -> None:
    for name in ("birch", "fjord", "birch", "amber"):
        add(site, name)
        site.build_in_brief()
        assert site.look().known is not None
    assert whole == [False] * 4
    assert published(site.folder) == made_anew(site, tmp_path / "other")


def test_files_with_new_times_and_old_bytes_change_nothing(site: Site, whole: list[bool]) -> None:
    for file in (*site.content.iterdir(), *site.output.rglob("*.xml")):
        os.utime(file, ns=(LONG_AGO + 5, LONG_AGO + 5))
    assert site.build_in_brief().plan.moves == ()
    assert whole == [False]


def test_what_is_remembered_of_the_other_documents_stays(site: Site) -> None:
    before = stored(site.folder, "document").read_bytes()
    add(site, "birch")
    site.build_in_brief()
    assert stored(site.folder, "document").read_bytes() == before


def test_the_manifest_names_all_files_as_before(site: Site) -> None:
    add(site, "birch")
    site.build_in_brief()
    (site.content / "birch.md").unlink()
    (site.content / "cedar.md").unlink()
    site.build_in_brief("feed-vanished")
    assert not (site.output / "category" / "wood").exists()
    assert (site.output / "category" / "other").exists()


def retitled(site: Site) -> None:
    file = site.content / "birch.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Of birch", "On birch"), encoding="utf-8")


def illustrated(site: Site) -> None:
    add(site, "birch", "![A birch](https://example.com/birch.png)")


def added(site: Site) -> None:
    site.post("grove", title="Of groves", date="2024-06-09")


def removed(site: Site) -> None:
    (site.content / "amber.md").unlink()


def configured(site: Site) -> None:
    site.set("site.title", "Another")
    add(site, "birch")


def tampered(site: Site) -> None:
    file = site.output / "rss.xml"
    file.write_bytes(file.read_bytes().replace(b"Of", b"On"))
    add(site, "birch")


def forgotten(site: Site) -> None:
    stored(site.folder, "feed").unlink()
    add(site, "birch")


def of_another_build(site: Site) -> None:
    stored(site.folder, "feed").write_bytes(reading.RECORDS.pack([]))
    add(site, "birch")


def uncached(site: Site) -> None:
    stored(site.folder, "group").write_bytes(b"x")
    add(site, "birch")


@pytest.mark.parametrize(
    "change",
    [retitled, illustrated, added, removed, configured, tampered, forgotten, of_another_build],
    ids=lambda change: change.__name__,
)
def test_whatever_else_changes_makes_a_whole_build(
    site: Site, whole: list[bool], change: Callable[[Site], None], tmp_path: Path
) -> None:
    change(site)
    site.build_in_brief("feed-shrunk", "feed-emptied")
    assert whole == [True]
    assert published(site.folder) == made_anew(site, tmp_path / "other")


def test_a_cache_that_is_lost_costs_reading_and_nothing_else(site: Site, whole: list[bool], tmp_path: Path) -> None:
    uncached(site)
    site.build_in_brief()
    assert whole == [False]
    assert published(site.folder) == made_anew(site, tmp_path / "other")


def test_documents_that_would_say_something_else_to_the_others_make_a_whole_build(
    site: Site, whole: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(site, "birch")
    with monkeypatch.context() as patch:
        patch.setattr(partial, "facts_of", lambda reports: {one.document.path: "other" for one in reports})
        site.build_in_brief()
    assert whole == [True]


def test_what_is_wrong_with_a_text_is_said_by_the_whole_build(site: Site, whole: list[bool]) -> None:
    add(site, "birch", "A bell \x07.")
    outcome = site.build_in_brief()
    assert whole == [True]
    assert said(outcome) == {"post/control-characters"}


@pytest.mark.slow
def test_what_is_wrong_with_a_document_is_said_by_the_whole_build(site: Site, whole: list[bool]) -> None:
    shortened(site, 2)
    before = published(site.folder)
    add(site, "birch", "x" * 5_300_000)
    outcome = site.build_in_brief()
    assert whole == [True, True, True]
    assert said(outcome) == {"content/too-large", "jsonfeed/too-large"}
    assert published(site.folder) != before


def test_a_failed_build_between_is_not_taken_for_the_last_one(site: Site, tmp_path: Path) -> None:
    add(site, "birch")
    retitled(site)
    broken = site.content / "broken.md"
    broken.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    with pytest.raises(ContentError):
        site.build_in_brief()
    broken.unlink()
    site.build_in_brief()
    assert published(site.folder) == made_anew(site, tmp_path / "other")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_what_is_kept_damaged_is_not_believed(site: Site, seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same damage every time
    file = stored(site.folder, rng.choice(["feed", "note", "group", "record"]))
    data = bytearray(file.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(data[: rng.randrange(len(data))] if seed % 2 else data)
    add(site, rng.choice(["birch", "fjord"]))
    site.build_in_brief()
    assert published(site.folder) == made_anew(site, tmp_path / "other")


def test_the_command_counts_the_files_it_left_alone(site: Site) -> None:
    feedpub("build", cwd=site.folder)
    add(site, "birch")
    said = feedpub("build", cwd=site.folder).err
    assert "3 changed, 9 unchanged" in said
    assert "3 changed" not in feedpub("build", cwd=site.folder).err


@needs_a_helper
def test_a_helper_makes_the_same_documents(
    site_of_two: Site, whole: list[bool], helped: list[bool], tmp_path: Path
) -> None:
    for name in ("birch", "fjord"):
        add(site_of_two, name)
        site_of_two.build_in_brief(jobs=2)
    assert helped == [True, True]
    assert whole == [False, False]
    assert published(site_of_two.folder) == made_anew(site_of_two, tmp_path / "other")


@needs_a_helper
def test_nothing_is_asked_of_a_helper_where_no_feed_is_to_be_made(
    site_of_two: Site, whole: list[bool], helped: list[bool]
) -> None:
    site_of_two.set("feeds.limit", 1)
    site_of_two.build_in_brief("feed-shrunk", jobs=2)
    site_of_two.build_in_brief(jobs=2)
    add(site_of_two, "amber")
    assert site_of_two.build_in_brief(jobs=2).plan.moves == ()
    assert whole == [True, True, False]
    assert helped == []


@needs_a_helper
@pytest.mark.usefixtures("failing")
def test_where_a_helper_fails_all_is_made_here(
    site_of_two: Site, whole: list[bool], helped: list[bool], tmp_path: Path
) -> None:
    add(site_of_two, "birch")
    site_of_two.build_in_brief(jobs=2)
    assert helped == [False]
    assert whole == [True]
    assert published(site_of_two.folder) == made_anew(site_of_two, tmp_path / "other")


@needs_a_helper
def test_a_fault_in_a_text_is_said_once_and_in_full_with_a_helper(site_of_two: Site, whole: list[bool]) -> None:
    add(site_of_two, "birch", "A bell \x07.")
    outcome = site_of_two.build_in_brief(jobs=2)
    assert whole == [True]
    assert said(outcome) == {"post/control-characters"}


@needs_a_helper
def test_where_most_files_were_touched_there_is_no_helper(site_of_two: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(workers, "Helper", made.append)
    later = LONG_AGO + 10**9 * 10**9
    for file in site_of_two.content.iterdir():
        os.utime(file, ns=(later, later))
    site_of_two.build_in_brief(jobs=2)
    assert made == []


@needs_a_helper
def test_no_helper_outlives_the_build_that_fails(site_of_two: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    forked: list[int] = []
    fork = os.fork

    def noted() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", noted)
    (site_of_two.content / "birch.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    add(site_of_two, "birch")
    with pytest.raises(ContentError):
        site_of_two.build_in_brief(jobs=2)
    (helper,) = forked
    with pytest.raises(ChildProcessError):
        os.waitpid(helper, os.WNOHANG)
