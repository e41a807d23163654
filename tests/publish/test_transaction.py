"""A run that is killed or fails at any step leaves each file whole, and the next run fixes everything."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
from typing import TYPE_CHECKING

import pytest

from feedpub.model.errors import SystemFault
from feedpub.publish.disk import Disk
from tests.publish.disks import FullDisk, Killed, KillingDisk, SteppedDisk, kill_process
from tests.publish.folders import documents, publish, texts_in

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.io.writing import Place
    from feedpub.publish.disk import FileSystem

OLD = {
    "rss.xml": "old rss",
    "atom.xml": "same atom",
    "category/gone/rss.xml": "old term",
    "sitemap.xml": "old sitemap of everything",
}
NEW = {
    "rss.xml": "new rss, longer",
    "atom.xml": "same atom",
    "category/코딩/rss.xml": "new term",
    "sitemap-1.xml": "part",
    "sitemap.xml": "index of sitemap-1.xml",
    "robots.txt": "Sitemap: sitemap.xml",
}
FOREIGN = {"index.html": "theirs", "category/index.html": "theirs, too"}
STEPS = 37
"""More steps than the change from OLD to NEW takes; a test makes sure of it."""


class Site:
    """A site that was published as OLD."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "public"
        self.state = folder / ".feedpub"
        for path, text in FOREIGN.items():
            target = self.output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        self.publish(OLD)

    def publish(self, texts: dict[str, str], disk: FileSystem | None = None) -> None:
        publish(documents(texts), self.output, self.state, disk=disk or SteppedDisk())

    def published(self) -> dict[str, str]:
        """Return what readers see: temporary files have hidden names."""
        return {path: text for path, text in texts_in(self.output).items() if ".feedpub-" not in path}

    def is_exactly(self, texts: dict[str, str]) -> bool:
        """Whether the folder holds these and the foreign files, nothing else, and no journal is left."""
        return texts_in(self.output) == {**texts, **FOREIGN} and not [
            path for path in self.state.iterdir() if path.name.endswith("journal.json")
        ]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def run_killed(site: Site, step: int, *, half: bool = False) -> bool:
    """Publish NEW until the step; give whether the run was killed before it ended."""
    try:
        site.publish(NEW, KillingDisk(step, half=half))
    except Killed:
        return True
    return False


def failure_of(site: Site, disk: FileSystem) -> SystemFault | None:
    """Publish NEW and give how it failed."""
    try:
        site.publish(NEW, disk)
    except SystemFault as fault:
        return fault
    return None


def assert_whole(published: dict[str, str]) -> None:
    """Each file is old or new, and nothing is named that is not there."""
    for path, text in FOREIGN.items():
        assert published[path] == text
    for path, text in published.items():
        assert text in {OLD.get(path), NEW.get(path), FOREIGN.get(path)}
    assert {"rss.xml", "atom.xml", "sitemap.xml"} <= published.keys()
    if published["sitemap.xml"] == NEW["sitemap.xml"]:
        assert "sitemap-1.xml" in published
    else:
        assert "category/gone/rss.xml" in published
    if "robots.txt" in published:
        assert published["sitemap.xml"] == NEW["sitemap.xml"]


def test_the_steps_cover_the_whole_run(site: Site) -> None:
    assert not run_killed(site, STEPS)
    assert site.is_exactly(NEW)


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_run_killed_at_a_step_leaves_whole_files_and_is_fixed_by_the_next(
    site: Site,
    step: int,
    half: bool,  # noqa: FBT001 - a parameter of pytest
) -> None:
    run_killed(site, step, half=half)
    assert_whole(site.published())
    site.publish(NEW)
    assert site.is_exactly(NEW)


@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_run_killed_at_a_step_does_not_keep_the_next_from_going_back(site: Site, step: int) -> None:
    run_killed(site, step)
    site.publish(OLD)
    assert site.is_exactly(OLD)


@pytest.mark.slow
@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_run_that_fixes_another_may_be_killed_itself(tmp_path: Path, step: int) -> None:
    for second in range(1 + step % 4, STEPS, 4):
        folder = tmp_path / str(second)
        folder.mkdir()
        site = Site(folder)
        run_killed(site, step)
        run_killed(site, second)
        assert_whole(site.published())
        site.publish(NEW)
        assert site.is_exactly(NEW)


@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_file_that_somebody_puts_in_the_place_of_a_new_one_after_a_kill_is_not_touched(site: Site, step: int) -> None:
    run_killed(site, step)
    target = site.output / "sitemap-1.xml"
    target.write_text("theirs", "utf-8")
    (site.output / "category/코딩").mkdir(exist_ok=True)
    kept = {path: text for path, text in NEW.items() if path != "sitemap-1.xml"}
    site.publish(kept)
    assert texts_in(site.output) == {**kept, **FOREIGN, "sitemap-1.xml": "theirs"}


@pytest.mark.parametrize("step", range(1, STEPS))
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_failing_disk_leaves_all_files_old_or_a_run_to_be_finished(site: Site, step: int, code: int) -> None:
    disk = FullDisk(step, code)
    fault = failure_of(site, disk)
    assert fault is None or fault.path
    if not any(entry == "replace rss.xml" for entry in disk.log):
        assert site.is_exactly(OLD)
    assert_whole(site.published())
    site.publish(NEW)
    assert site.is_exactly(NEW)


def _publish_and_die(folder: Path, step: int) -> None:
    disk = KillingDisk(step, half=step % 2 == 0, kill=kill_process)
    publish(documents(NEW), folder / "public", folder / ".feedpub", disk=disk)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system with SIGKILL")
@pytest.mark.parametrize("step", [2, 7, 12, 20, 24, 28, 33])
def test_a_process_that_the_system_kills_is_fixed_by_the_next(site: Site, step: int) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_publish_and_die, args=(site.output.parent, step))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert_whole(site.published())
    site.publish(NEW)
    assert site.is_exactly(NEW)


def test_every_temporary_file_is_synced_before_the_first_file_is_replaced(site: Site) -> None:
    disk = SteppedDisk()
    site.publish(NEW, disk)
    first = disk.log.index("replace rss.xml")
    syncs = [number for number, entry in enumerate(disk.log) if entry.startswith("sync .feedpub-")]
    assert len(syncs) == 5
    assert max(syncs) < first


def test_a_file_that_changes_during_the_run_is_left_alone_and_named(site: Site) -> None:
    class Meddling(SteppedDisk):
        def sync(self, path: Place) -> None:
            (site.output / "rss.xml").write_text("theirs", "utf-8")
            super().sync(path)

    with pytest.raises(SystemFault, match=r"rss\.xml: something else changed this file"):
        site.publish(NEW, Meddling())
    assert site.is_exactly({**NEW, "rss.xml": "theirs"})


def test_an_interrupt_from_the_keyboard_leaves_nothing_behind(site: Site) -> None:
    class Interrupted(SteppedDisk):
        def sync(self, path: Place) -> None:
            super().sync(path)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site.publish(NEW, Interrupted())
    assert site.is_exactly(OLD)


def test_a_damaged_journal_is_reported_and_left_out_of_account(site: Site) -> None:
    (manifest,) = site.state.glob("*.manifest.json")
    journal = manifest.with_name(manifest.name.replace("manifest", "journal"))
    for text in ("{", '{"version": 1}', '{"version": 1, "ready": true, "folders": [], "moves": [{}]}', "[]"):
        journal.write_text(text, "utf-8")
        done = publish(documents(OLD), site.output, site.state)
        assert [diagnostic.code for diagnostic in done.diagnostics] == ["publish/journal-damaged"]
        assert site.is_exactly(OLD)


def test_a_dry_run_says_that_an_earlier_run_is_unfinished_and_leaves_it_so(site: Site) -> None:
    run_killed(site, 24)
    before = texts_in(site.output), texts_in(site.state)
    done = publish(documents(NEW), site.output, site.state, dry_run=True)
    assert "publish/unfinished" in [diagnostic.code for diagnostic in done.diagnostics]
    assert (texts_in(site.output), texts_in(site.state)) == before


def test_a_link_that_comes_while_the_run_goes_on_leads_nothing_outside(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()

    class Linking(Disk):
        def make_folder(self, path: Place) -> None:
            os.symlink(outside, path)  # noqa: PTH211 - names are text in this package

    with pytest.raises(SystemFault, match="leads out of the output folder"):
        site.publish({**OLD, "tag/x/rss.xml": "new"}, Linking())
    assert list(outside.iterdir()) == []
    assert site.published() == {**OLD, **FOREIGN}


@pytest.mark.parametrize("step", [10, 22, 23])
def test_a_folder_that_becomes_a_link_after_a_kill_leads_the_next_run_nowhere(
    site: Site, tmp_path: Path, step: int
) -> None:
    run_killed(site, step)
    outside = tmp_path / "outside"
    (site.output / "category").rename(outside)
    (site.output / "category").symlink_to(outside)
    before = texts_in(outside)
    kept = {"rss.xml": NEW["rss.xml"]}
    site.publish(kept)
    assert texts_in(outside) == before
    assert (site.output / "rss.xml").read_text("utf-8") == NEW["rss.xml"]


def test_a_run_is_finished_though_the_manifest_is_damaged_and_a_file_was_changed(site: Site) -> None:
    run_killed(site, 21)
    (manifest,) = site.state.glob("*.manifest.json")
    manifest.write_text("{", "utf-8")
    (site.output / "rss.xml").write_text("theirs", "utf-8")
    kept = {path: text for path, text in NEW.items() if path != "rss.xml"}
    site.publish(kept)
    assert site.is_exactly({**kept, "rss.xml": "theirs"})
