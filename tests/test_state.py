"""Nothing in `.feedpub` is believed because it is there: it may have come with a checkout."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from feedpub.cli.environment import key
from feedpub.incremental.store import sealed
from feedpub.model.errors import UsageError
from tests.owner import stored
from tests.running import environment, feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

OUTPUT = "efa1f375d76194fa"
"""What the records of an output folder `public` are called."""
OF_PUBLISHING = [f"{OUTPUT}.lock", f"{OUTPUT}.journal.json", f"{OUTPUT}.manifest.json"]
OF_STORE = ["note", "feed", "document", "group", "record"]
"""Namespaces of which a build keeps one value."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that was built, and changed since."""
    folder = write(
        tmp_path / "site",
        {
            "feedpub.toml": 'site.url = "https://example.com/"\n',
            **{
                f"content/{name}.md": post(f"Of {name}", body=f"What {name} is.")
                for name in ("amber", "birch", "cedar")
            },
        },
    )
    write(tmp_path / "outside", {"victim": "precious", "folder/file": "precious"})
    assert feedpub("build", cwd=folder).status == 0
    write(folder, {"content/cedar.md": post("Of cedar", body="What else cedar is.")})
    return folder


def published(site: Path) -> dict[str, bytes]:
    folder = site / "public"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def made_anew(site: Path) -> dict[str, bytes]:
    """Return what a build publishes that knows nothing of earlier ones."""
    other = site.with_name("anew")
    for name in ("content", "feedpub.toml"):
        source = site / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, write(other, {}) / name)
    assert feedpub("build", cwd=other).status == 0
    return published(other)


def outside(site: Path) -> dict[str, bytes]:
    folder = site.with_name("outside")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


PRECIOUS = {"victim": b"precious", "folder/file": b"precious"}
IN_THE_WAY: dict[str, Callable[[Path], None]] = {
    "a link to a file": lambda file: file.symlink_to("../../outside/victim"),
    "a link to nothing": lambda file: file.symlink_to("../../outside/new"),
    "a link to a folder": lambda file: file.symlink_to("../../outside/folder"),
    "a pipe": os.mkfifo,
    "a folder": lambda file: file.mkdir(),
}
CONTENTS = {
    "nothing": b"",
    "deep JSON": b"[" * 200_000,
    "JSON of other things": b'{"version": 1, "key": [], "files": {"a": 1}, "moves": 3, "ready": {}}',
    "a number": b"1" * 10_000,
    "NaN": b"NaN",
    "no JSON": b"\x80\x04\xff\x00",
    "a seal and nothing": b"0" * 32 + b"\n",
}


@pytest.mark.parametrize("kind", IN_THE_WAY)
@pytest.mark.parametrize("name", OF_PUBLISHING)
def test_what_stands_in_the_way_of_publishing_is_named_and_never_followed(site: Path, name: str, kind: str) -> None:
    before, file = published(site), site / ".feedpub" / name
    file.unlink(missing_ok=True)
    IN_THE_WAY[kind](file)
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert name in ended.err
    assert (published(site), outside(site)) == (before, PRECIOUS)


@pytest.mark.parametrize("kind", IN_THE_WAY)
@pytest.mark.parametrize("namespace", OF_STORE)
def test_what_stands_in_the_place_of_a_value_is_never_followed_and_costs_only_time(
    site: Path, namespace: str, kind: str
) -> None:
    file = stored(site, namespace)
    file.unlink()
    IN_THE_WAY[kind](file)
    assert feedpub("build", cwd=site).status == 0
    assert feedpub("build", cwd=site).status == 0
    assert (published(site), outside(site)) == (made_anew(site), PRECIOUS)


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("name", [*OF_PUBLISHING, *OF_STORE])
def test_contents_that_are_none_change_nothing(site: Path, name: str, content: str) -> None:
    file = site / ".feedpub" / name if name in OF_PUBLISHING else stored(site, name)
    file.write_bytes(CONTENTS[content])
    assert feedpub("build", cwd=site).status == 0
    assert published(site) == made_anew(site)


@pytest.mark.parametrize("namespace", OF_STORE)
@pytest.mark.parametrize("other", [*OF_STORE, f"{OUTPUT}.manifest.json"])
def test_a_record_in_the_place_of_another_changes_nothing(site: Path, namespace: str, other: str) -> None:
    data = (stored(site, other) if other in OF_STORE else site / ".feedpub" / other).read_bytes()
    stored(site, namespace).write_bytes(data)
    assert feedpub("build", cwd=site).status == 0
    assert published(site) == made_anew(site)


def test_a_state_folder_that_is_a_link_is_named_and_not_written_into(site: Path) -> None:
    before = published(site)
    shutil.rmtree(site / ".feedpub")
    (site / ".feedpub").symlink_to("../outside/folder")
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert "/.feedpub: a symbolic link is in the way" in ended.err
    assert (published(site), outside(site)) == (before, PRECIOUS)


def test_an_output_folder_that_is_a_link_out_of_the_site_is_refused_unless_it_is_named(site: Path) -> None:
    shutil.rmtree(site / "public")
    (site / "public").symlink_to("../outside/folder")
    ended = feedpub("build", cwd=site)
    assert ended.status == 2
    assert "public is a symbolic link out of the site" in ended.err
    assert outside(site) == PRECIOUS
    assert feedpub("build", "--out", "public", cwd=site).status == 0
    assert "folder/rss.xml" in outside(site)


@pytest.mark.parametrize("folder", [".git/hooks", ".GIT", ".feedpub/x", "../outside/.git"])
def test_nothing_is_published_into_the_folders_of_git_and_feedpub(site: Path, folder: str) -> None:
    ended = feedpub("build", "--out", folder, cwd=site)
    assert ended.status == 2
    assert not (site / folder / "rss.xml").exists()


POISON = b"https://evil.example/"


def poisoned(site: Path) -> None:
    """Have every record name another address of the same length."""
    for file in (site / ".feedpub").iterdir():
        file.write_bytes(file.read_bytes().replace(b"https://example.com/a", POISON))


def test_records_that_were_edited_change_nothing(site: Path) -> None:
    poisoned(site)
    shutil.rmtree(site / "public")
    for namespace in ("note", "feed"):
        stored(site, namespace).unlink()
    assert feedpub("build", cwd=site).status == 0
    assert published(site) == made_anew(site)
    assert not any(POISON in data for data in published(site).values())


def test_records_made_with_another_key_change_nothing(site: Path) -> None:
    other = "the key of somebody else"
    feedpub("build", cwd=site, FEEDPUB_KEY=other)
    assert "unchanged." in feedpub("build", cwd=site, FEEDPUB_KEY=other).err
    (site / "public" / "rss.xml").unlink()
    assert feedpub("build", cwd=site).status == 0
    assert published(site) == made_anew(site)


def test_a_note_that_was_edited_does_not_let_a_broken_file_stand(site: Path) -> None:
    feedpub("build", cwd=site)
    feed, note = site / "public" / "rss.xml", stored(site, "note")
    feed.write_bytes(b"broken")
    status = feed.stat()
    *said, files, robots = json.loads(note.read_bytes().partition(b"\n")[2])
    others = [each for each in files if each[0] != "rss.xml"]
    of_broken = ["rss.xml", status.st_size, status.st_mtime_ns, hashlib.sha256(b"broken").hexdigest()]
    edited = json.dumps([*said, [of_broken, *others], robots]).encode()
    note.write_bytes(edited)
    ended = feedpub("build", cwd=site)
    assert ended.status == 1
    assert "publish/not-ours" in ended.err
    note.write_bytes(sealed(b"another key of thirty-two bytes!", note.name, edited))
    assert feedpub("build", cwd=site).status == 1


def journal(**fields: object) -> dict[str, object]:
    whole = {"version": 1, "ready": True, "folders": [], "moves": [], "removals": [], "manifest": {}}
    return {**whole, **fields}


def move(temporary: str, target: str = "x.txt") -> dict[str, object]:
    digest = "7c3c2ad2d4a5ba5cd3a5ad0b5a4c4a37d9dc8d1d3b9d2b7c7c3f4b1e"
    return {"temporary": temporary, "target": target, "before": None, "after": digest}


HOSTILE = [
    journal(moves=[move("../feedpub.toml")]),
    journal(moves=[move("../../outside/victim")]),
    journal(moves=[move("{outside}/victim")]),
    journal(moves=[move("index.html")]),
    journal(moves=[move(".feedpub-0000000000000000", "../x.txt")]),
    journal(ready=False, moves=[move("index.html")]),
    journal(ready=False, moves=[move("../feedpub.toml")]),
    journal(removals=[{"target": "index.html", "before": "{digest}"}]),
    journal(removals=[{"target": "../feedpub.toml", "before": "{digest}"}]),
    journal(ready=False, folders=["../empty"]),
    journal(ready=False, folders=["{outside}/empty"]),
    journal(manifest={"index.html": "{digest}"}),
    journal(moves=[None]),
    journal(moves=[{**move("x"), "before": 10**400}]),
    journal(manifest={"index.html": ["{digest}"]}),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_journal_that_others_wrote_moves_and_removes_nothing(site: Path, number: int) -> None:
    theirs = "<p>theirs</p>"
    write(site, {"public/index.html": theirs})
    (site / "empty").mkdir()
    (site.with_name("outside") / "empty").mkdir()
    digest = hashlib.sha256(theirs.encode()).hexdigest()
    text = json.dumps(HOSTILE[number]).replace("{digest}", digest).replace("{outside}", str(site.with_name("outside")))
    (site / ".feedpub" / f"{OUTPUT}.journal.json").write_text(text)
    before = (site / "feedpub.toml").read_bytes()
    for _ in range(2):
        assert feedpub("build", cwd=site).status == 0
    assert published(site) == {**made_anew(site), "index.html": theirs.encode()}
    assert (site / "feedpub.toml").read_bytes() == before
    assert outside(site) == PRECIOUS
    assert (site / "empty").exists()
    assert (site.with_name("outside") / "empty").exists()
    assert not list((site / ".feedpub").glob("*.journal.json"))


def test_a_manifest_that_others_wrote_removes_no_file_of_theirs(site: Path) -> None:
    write(site, {"public/index.html": "theirs"})
    files = {"index.html": hashlib.sha256(b"theirs").hexdigest()}
    (site / ".feedpub" / f"{OUTPUT}.manifest.json").write_text(json.dumps({"version": 1, "files": files}))
    assert feedpub("build", cwd=site).status == 0
    assert (site / "public" / "index.html").read_text() == "theirs"


def test_the_manifest_of_another_site_of_ones_own_removes_no_file(site: Path, tmp_path: Path) -> None:
    other = shutil.copytree(site, tmp_path / "other")
    write(
        site, {"content/dune.md": post("Of dunes", tags="[sand]"), "feedpub.toml": "site.url='https://example.com/'\n"}
    )
    feedpub("build", cwd=site)
    named = json.loads((site / ".feedpub" / f"{OUTPUT}.manifest.json").read_bytes().partition(b"\n")[2])["files"]
    robots = (site / "public" / "robots.txt").read_bytes()
    assert "robots.txt" in named
    write(
        other, {"public/robots.txt": robots, "feedpub.toml": "site.url='https://example.com/'\nsitemap.enabled=false\n"}
    )
    shutil.copy(site / ".feedpub" / f"{OUTPUT}.manifest.json", other / ".feedpub" / f"{OUTPUT}.manifest.json")
    feedpub("build", "--accept", "sitemap-emptied", cwd=other)
    assert (other / "public" / "robots.txt").read_bytes() == robots


def test_what_killed_builds_have_left_goes_with_the_next(site: Path) -> None:
    dead = 2**22 + 1
    of_store = [f"{namespace}.{'0' * 32}.{dead}.new" for namespace in (*OF_STORE, "http")]
    left = [f"probe.{dead}.clock", *of_store, f"{OUTPUT}.manifest.json.new"]
    write(site, {f".feedpub/{name}": "x" for name in left})
    mine = ["notes.new", "note.7x.new", "new"]
    write(site, {f".feedpub/{name}": "x" for name in mine})
    feedpub("build", cwd=site)
    names = {file.name for file in (site / ".feedpub").iterdir()}
    assert not names.intersection(left)
    assert names.issuperset(mine)
    write(site, {f".feedpub/probe.{dead}.clock": "x"})
    assert "unchanged." in feedpub("build", cwd=site).err
    assert not (site / ".feedpub" / f"probe.{dead}.clock").exists()


ENDING = """
import os, sys
from feedpub.cli import main
from feedpub.publish.disk import Disk
step, number = int(sys.argv[1]), int(sys.argv[2])
done = 0

def counted(method):
    def call(*arguments):
        global done
        done += 1
        if done == step:
            os.kill(os.getpid(), number)
        return method(*arguments)
    return call

for name in ("make_folder", "write", "sync_all", "sync_folders", "replace", "remove"):
    setattr(Disk, name, counted(getattr(Disk, name)))
main(["build"])
"""
"""A build that is told to end at a step of its publishing."""


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs the signals of POSIX")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 6, 7, 8, 10, 12])
def test_a_build_that_is_told_to_end_leaves_whole_files_and_says_so(site: Path, number: str, step: int) -> None:
    before, sent = published(site), signal.Signals[number]
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", ENDING, str(step), str(int(sent))],
        cwd=site,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 128 + sent
    assert b"no file is half written" in ended.stderr
    assert b"Traceback" not in ended.stderr
    after = made_anew(site)
    assert published(site) in (before, after)
    assert not list((site / ".feedpub").glob("*.journal.json*"))
    assert feedpub("build", cwd=site).status == 0
    assert published(site) == after


def test_without_a_key_nothing_is_kept_but_what_publishing_needs(site: Path) -> None:
    shutil.rmtree(site / ".feedpub")
    ended = feedpub("build", "--verbose", cwd=site, FEEDPUB_KEY="", HOME="", XDG_STATE_HOME="")
    assert ended.status == 0
    assert "Nothing is kept for the next build" in ended.err
    kept = {".".join(file.name.split(".")[:2]) for file in (site / ".feedpub").iterdir()}
    assert kept == {f"{OUTPUT}.lock", f"{OUTPUT}.manifest", f"{OUTPUT}.snapshot"}
    (site / "content" / "amber.md").unlink()
    assert feedpub("build", cwd=site, FEEDPUB_KEY="", HOME="", XDG_STATE_HOME="").status == 0
    assert published(site) == made_anew(site)


def test_a_variable_that_could_be_guessed_is_refused(site: Path) -> None:
    ended = feedpub("build", cwd=site, FEEDPUB_KEY="short")
    assert ended.status == 2
    assert "16 characters" in ended.err
    with pytest.raises(UsageError):
        key(str(site), {"FEEDPUB_KEY": "short"})
