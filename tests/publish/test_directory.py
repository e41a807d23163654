"""Publishing into a real folder: whose files are touched, how, and what is refused."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest

from feedpub.model.errors import ContentError, SystemFault
from feedpub.model.records import Document, Kind
from feedpub.publish import Action, last_published
from tests.publish.folders import KEY, documents, publish, texts_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.publish import Plan


class Site:
    """A site in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "public"
        self.state = folder / ".feedpub"

    def publish(self, texts: dict[str, str], *, take_over: bool = False, dry_run: bool = False) -> Plan:
        return publish(documents(texts), self.output, self.state, take_over=take_over, dry_run=dry_run)

    def write(self, path: str, text: str) -> Path:
        target = self.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        return target

    def refused(self, texts: dict[str, str]) -> list[str]:
        """Publish, expect a refusal that changed nothing, and give its codes."""
        before = texts_in(self.folder)
        with pytest.raises(ContentError) as caught:
            self.publish(texts)
        after = {path: text for path, text in texts_in(self.folder).items() if not path.endswith(".lock")}
        assert after == {path: text for path, text in before.items() if not path.endswith(".lock")}
        return [diagnostic.code for diagnostic in caught.value.diagnostics]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_output_folder_is_made_with_all_that_lead_to_it(site: Site) -> None:
    site.output = site.folder / "a/b/public"
    site.publish({"category/코딩/rss.xml": "a"})
    assert texts_in(site.output) == {"category/코딩/rss.xml": "a"}


def test_a_file_whose_bytes_are_the_same_is_not_touched(site: Site) -> None:
    site.publish({"rss.xml": "a", "atom.xml": "b"})
    target = site.output / "rss.xml"
    before = target.stat()
    site.publish({"rss.xml": "a", "atom.xml": "c"})
    after = target.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_was_touched_gets_its_time_back(site: Site) -> None:
    site.publish({"rss.xml": "a", "atom.xml": "b"})
    target = site.output / "rss.xml"
    before = target.stat()
    for others in ("b", "c"):  # with and without other changes
        os.utime(target, ns=(1, 1))
        site.publish({"rss.xml": "a", "atom.xml": others})
        after = target.stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_files_written_again_as_they_were_get_their_times_back(site: Site) -> None:
    site.publish({"rss.xml": "a", "atom.xml": "b", "feed.json": "c"}, take_over=True)
    for path in ("rss.xml", "atom.xml", "feed.json"):
        os.utime(site.output / path, ns=(10**18, 10**18))
    site.publish({"rss.xml": "a", "atom.xml": "b", "feed.json": "new"}, take_over=True)  # the times set are not ours
    times = {path: (site.output / path).stat().st_mtime_ns for path in ("rss.xml", "atom.xml", "feed.json")}
    assert 10**18 not in times.values()
    (site.output / "rss.xml").unlink()
    site.write("atom.xml", '<feed xmlns="http://www.w3.org/2005/Atom"/>')
    (site.output / "feed.json").unlink()
    plan = site.publish({"rss.xml": "a", "atom.xml": "b", "feed.json": "newer"})
    assert {change.path: change.action for change in plan.changes} == {
        "rss.xml": Action.RESTORE,
        "atom.xml": Action.RESTORE,
        "feed.json": Action.CREATE,
    }
    after = {path: (site.output / path).stat().st_mtime_ns for path in times}
    assert (after["rss.xml"], after["atom.xml"]) == (times["rss.xml"], times["atom.xml"])
    assert after["feed.json"] > times["feed.json"]


def test_times_of_a_manifest_of_others_are_not_taken(site: Site) -> None:
    site.publish({"rss.xml": "a"})
    (site.output / "rss.xml").unlink()
    [change] = publish(documents({"rss.xml": "a"}), site.output, site.state, key=b"o" * 32).changes
    assert (change.action, change.time) == (Action.CREATE, None)


def test_taking_over_is_said_once(site: Site) -> None:
    feed = '<rss version="2.0"/>'
    site.write("rss.xml", feed)
    assert site.refused({"rss.xml": "a"}) == ["publish/not-ours"]
    site.publish({"rss.xml": "a"}, take_over=True)
    known = last_published(site.output, site.state, KEY)
    assert known.takes_over
    assert not last_published(site.output, site.state, b"o" * 32).takes_over
    site.write("rss.xml", feed)
    with pytest.raises(ContentError):
        publish(documents({"rss.xml": "a"}), site.output, site.state, key=b"o" * 32)
    [change] = site.publish({"rss.xml": "a"}).changes
    assert (change.action, change.is_of_others, change.is_taken_over) == (Action.RESTORE, True, False)


def test_a_snapshot_is_kept_until_the_next_one(site: Site) -> None:
    def known() -> bytes | None:
        return last_published(site.output, site.state, KEY).snapshot

    def kept() -> int:
        return len(list(site.state.glob("*.snapshot.*")))

    assert known() is None
    publish(documents({"rss.xml": "a"}), site.output, site.state, snapshot=b"one")
    site.publish({"rss.xml": "b"})
    assert (known(), kept()) == (b"one", 1)
    publish(documents({"rss.xml": "b"}), site.output, site.state, snapshot=b"two")
    assert (known(), kept()) == (b"two", 1)


@pytest.mark.parametrize("damage", [lambda file: file.write_bytes(b"else"), lambda file: file.unlink()])
def test_a_damaged_snapshot_is_empty(site: Site, damage: Callable[[Path], object]) -> None:
    publish(documents({"rss.xml": "a"}), site.output, site.state, snapshot=b"one")
    [file] = site.state.glob("*.snapshot.*")
    damage(file)
    assert last_published(site.output, site.state, KEY).snapshot == b""


def test_a_manifest_of_others_names_no_file_elsewhere(site: Site) -> None:
    site.publish({"rss.xml": "a"})
    [manifest] = site.state.glob("*.manifest.json")
    record = json.loads(manifest.read_bytes().partition(b"\n")[2])
    manifest.write_text(json.dumps(record | {"snapshot": "/../../secret"}), "utf-8")
    (site.folder / "secret").write_text("secret", "utf-8")
    known = last_published(site.output, site.state, KEY)
    assert (known.snapshot, known.is_sealed) == (b"", False)


def test_a_second_run_changes_neither_files_nor_records(site: Site) -> None:
    site.publish({"rss.xml": "a"})
    before = {path: path.stat().st_mtime_ns for path in site.state.glob("*.json")}
    assert site.publish({"rss.xml": "a"}).moves == ()
    assert {path: path.stat().st_mtime_ns for path in site.state.glob("*.json")} == before


def test_a_file_larger_than_what_is_read_at_once_is_compared_to_its_end(site: Site) -> None:
    text = "x" * 2_500_000
    site.publish({"rss.xml": text})
    assert site.publish({"rss.xml": text}).moves == ()
    assert len(site.publish({"rss.xml": f"{text[:-1]}y"}).moves) == 1


def test_a_new_file_can_be_read_by_a_web_server(site: Site) -> None:
    before = os.umask(0o027)
    try:
        site.publish({"rss.xml": "a"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((site.output / "rss.xml").stat().st_mode) == 0o640


def test_a_replaced_file_keeps_its_mode(site: Site) -> None:
    site.publish({"rss.xml": "a"})
    (site.output / "rss.xml").chmod(0o664)
    site.publish({"rss.xml": "b"})
    assert stat.S_IMODE((site.output / "rss.xml").stat().st_mode) == 0o664


def test_a_dry_run_writes_nothing_at_all(site: Site) -> None:
    decided = site.publish({"rss.xml": "a"}, dry_run=True)
    assert [change.path for change in decided.moves] == ["rss.xml"]
    assert list(site.folder.iterdir()) == []


def test_a_dry_run_gives_a_forbidden_plan_too(site: Site) -> None:
    site.write("rss.xml", "theirs")
    assert site.publish({"rss.xml": "a"}, dry_run=True).blocked


def test_a_file_that_is_not_ours_is_refused_and_nothing_else_is_published(site: Site) -> None:
    site.write("rss.xml", "<rss/>")
    assert site.refused({"rss.xml": "a", "atom.xml": "b"}) == ["publish/not-ours"]
    site.publish({"rss.xml": "a"}, take_over=True)
    assert texts_in(site.output) == {"rss.xml": "a"}


def test_a_fresh_checkout_without_manifest_is_published_again(site: Site) -> None:
    old = {"rss.xml": "<rss><channel><generator>feedpub</generator>old", "feed.css": "/* feedpub */ old"}
    for path, text in old.items():
        site.write(path, text)
    new = {path: text.replace("old", "new") for path, text in old.items()}
    site.publish(new)
    assert texts_in(site.output) == new


def test_a_folder_that_a_removal_leaves_empty_goes_and_one_with_other_files_stays(site: Site) -> None:
    site.publish({"category/a/rss.xml": "a", "category/b/rss.xml": "b"})
    site.write("category/b/index.html", "theirs")
    site.publish({"rss.xml": "c"})
    assert texts_in(site.output) == {"rss.xml": "c", "category/b/index.html": "theirs"}
    assert not (site.output / "category/a").exists()


def test_an_edited_file_that_would_go_stays_and_is_named_once(site: Site) -> None:
    site.publish({"rss.xml": "a", "old.xml": "b"})
    site.write("old.xml", "edited")
    assert [found.code for found in site.publish({"rss.xml": "a"}).diagnostics] == ["publish/edited"]
    assert site.publish({"rss.xml": "a"}).diagnostics == ()
    assert (site.output / "old.xml").read_text("utf-8") == "edited"


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 9, "files": {}}', '{"version": 1, "files": []}', "\udcff"])
def test_a_damaged_manifest_counts_as_none_and_is_written_anew(site: Site, text: str) -> None:
    site.publish({"rss.xml": "a"})
    (manifest,) = site.state.glob("*.manifest.json")
    good = manifest.read_bytes()
    manifest.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = site.publish({"rss.xml": "a"})
    assert [found.code for found in done.diagnostics] == ["publish/manifest-damaged"]
    assert manifest.read_bytes() == good


def test_a_manifest_that_names_files_elsewhere_removes_none(site: Site) -> None:
    site.publish({"rss.xml": "a"})
    victim = site.folder / "victim"
    victim.write_bytes(b"a")
    (manifest,) = site.state.glob("*.manifest.json")
    names = ["../victim", str(victim), "", "x/../../victim", "nul\\u0000"]
    digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    files = ", ".join(f'"{name}": "{digest}"' for name in names)
    manifest.write_text(f'{{"version": 1, "files": {{{files}}}}}', "utf-8")
    site.publish({"rss.xml": "a"})
    assert victim.exists()


def test_the_output_folder_may_be_a_link(site: Site) -> None:
    (site.folder / "real").mkdir()
    site.output.symlink_to("real")
    site.publish({"category/a/rss.xml": "a"})
    assert texts_in(site.folder / "real") == {"category/a/rss.xml": "a"}
    assert site.output.is_symlink()


def test_a_linked_folder_that_leads_outside_is_refused(site: Site) -> None:
    (site.folder / "elsewhere").mkdir()
    site.output.mkdir()
    (site.output / "category").symlink_to(site.folder / "elsewhere")
    assert site.refused({"category/a/rss.xml": "a"}) == ["publish/outside"]


def test_a_linked_folder_that_stays_inside_is_followed(site: Site) -> None:
    (site.output / "real").mkdir(parents=True)
    (site.output / "category").symlink_to("real")
    site.publish({"category/a/rss.xml": "a"})
    assert (site.output / "real/a/rss.xml").read_text("utf-8") == "a"
    site.publish({})
    assert (site.output / "category").is_symlink()


def test_a_linked_file_that_leads_outside_is_refused(site: Site) -> None:
    (site.folder / "victim").write_text("a", "utf-8")
    site.output.mkdir()
    (site.output / "rss.xml").symlink_to(site.folder / "victim")
    assert site.refused({"rss.xml": "a"}) == ["publish/outside"]


def test_a_linked_file_inside_is_kept_when_it_says_the_same_and_is_not_ours_otherwise(site: Site) -> None:
    site.write("real.xml", "<rss/>")
    (site.output / "rss.xml").symlink_to("real.xml")
    assert site.publish({"rss.xml": "<rss/>"}).moves == ()
    assert site.refused({"rss.xml": "b"}) == ["publish/not-ours"]
    site.publish({"rss.xml": "b"}, take_over=True)
    assert texts_in(site.output) == {"rss.xml": "b", "real.xml": "<rss/>"}


def test_a_linked_file_is_never_removed(site: Site) -> None:
    site.write("real.xml", "a")
    (site.output / "rss.xml").symlink_to("real.xml")
    site.publish({"rss.xml": "a"})
    site.publish({})
    assert (site.output / "rss.xml").is_symlink()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("folder", "publish/not-a-file"),
        ("pipe", "publish/not-a-file"),
        ("file/rss.xml", "publish/not-a-folder"),
        ("file/a/rss.xml", "publish/not-a-folder"),
        ("../rss.xml", "publish/not-a-path"),
        ("/tmp/rss.xml", "publish/not-a-path"),  # noqa: S108 - nothing is written there: that is the test
        ("a/./rss.xml", "publish/not-a-path"),
        ("a\0.xml", "publish/not-a-path"),
        ("..\\rss.xml", "publish/not-a-path"),
        ("C:rss.xml", "publish/not-a-path"),
        ("\ud800.xml", "publish/not-a-path"),
        ("", "publish/not-a-path"),
    ],
)
def test_a_path_where_no_file_can_stand_is_refused(site: Site, path: str, code: str) -> None:
    site.write("file", "theirs")
    (site.output / "folder").mkdir()
    os.mkfifo(site.output / "pipe")
    assert site.refused({path: "a"}) == [code]


def test_an_output_folder_that_is_a_file_is_refused(site: Site) -> None:
    site.output.write_text("theirs", "utf-8")
    assert site.refused({"rss.xml": "a"}) == ["publish/not-a-folder"]


def test_a_name_that_is_too_long_is_a_fault_that_names_it(site: Site) -> None:
    with pytest.raises(SystemFault, match="too long") as caught:
        site.publish({f"{'x' * 300}.xml": "a"})
    assert "xxx" in caught.value.path


def test_two_output_folders_of_a_site_have_their_own_records(site: Site) -> None:
    site.publish({"rss.xml": "a"})
    site.output = site.folder / "preview"
    site.publish({"atom.xml": "a"})
    site.output = site.folder / "public"
    site.publish({"rss.xml": "b"})
    assert texts_in(site.folder / "preview") == {"atom.xml": "a"}


def test_a_moved_site_keeps_its_records(site: Site, tmp_path: Path) -> None:
    site = Site(tmp_path / "one")
    site.folder.mkdir()
    site.publish({"rss.xml": "a", "old.xml": "b"})
    moved = Site(site.folder.rename(tmp_path / "two"))
    moved.publish({"rss.xml": "c"})
    assert texts_in(moved.output) == {"rss.xml": "c"}


def test_an_old_name_that_is_the_same_file_where_case_does_not_count_is_not_removed(site: Site) -> None:
    site.publish({"tag/A.xml": "a"})
    os.link(site.output / "tag/A.xml", site.output / "tag/a.xml")  # one file by two names, as macOS has it
    site.publish({"tag/a.xml": "a"})
    assert (site.output / "tag/A.xml").exists()


def test_a_renamed_file_that_differs_in_case_is_removed_where_case_counts(site: Site) -> None:
    site.publish({"tag/A.xml": "a"})
    site.publish({"tag/b.xml": "a"})
    assert texts_in(site.output) == {"tag/b.xml": "a"}


def test_an_empty_document_is_a_file(site: Site) -> None:
    publish([Document(path="feed.css", kind=Kind.UNKNOWN, data=b"")], site.output, site.state)
    assert (site.output / "feed.css").read_bytes() == b""


def test_a_file_of_ours_that_somebody_removed_is_forgotten_or_made_again(site: Site) -> None:
    site.publish({"rss.xml": "a", "a/rss.xml": "b"})
    (site.output / "rss.xml").unlink()
    (site.output / "a/rss.xml").unlink()
    assert [change.path for change in site.publish({"rss.xml": "a"}).moves] == ["rss.xml"]
    assert texts_in(site.output) == {"rss.xml": "a"}


def test_a_folder_that_stands_where_a_file_of_ours_was_stays(site: Site) -> None:
    site.publish({"feed": "a"})
    (site.output / "feed").unlink()
    site.write("feed/index.html", "theirs")
    assert [found.code for found in site.publish({}).diagnostics] == ["publish/edited"]
    assert texts_in(site.output) == {"feed/index.html": "theirs"}
