"""The cache changes how long collecting takes, and nothing else, whatever has happened to it."""

from __future__ import annotations

import errno
import os
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from feedpub.collect import Collected, ReadingOptions, begin, cache, reading
from feedpub.collect import post as post_module
from feedpub.incremental import fingerprint
from feedpub.incremental.store import Namespace, Store
from feedpub.io import tree, writing
from feedpub.model.options import ContentOptions
from feedpub.sites import collect, walk
from tests.collect.sites import NOW, SITE
from tests.owner import KEY, stored

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings

OPTIONS = ContentOptions()
LONG_AGO = 1_000_000_000 * 10**9


@dataclass(frozen=True)
class Cached:
    """A site whose files are collected with a cache, and without one to compare."""

    folder: Path
    jobs: int = 1

    @property
    def state(self) -> Path:
        return self.folder / ".feedpub"

    @property
    def kept(self) -> Store:
        return Store(str(self.folder), KEY)

    @property
    def read_only(self) -> Store:
        return self.kept._replace(may_write=False)

    @property
    def index(self) -> Path:
        """The file of what is known of all groups."""
        return stored(self.folder, "group")

    @property
    def contents(self) -> list[Path]:
        """The files of what each group says."""
        return sorted(self.state.glob("record.*"))

    @property
    def files(self) -> dict[str, tuple[bytes, int]]:
        return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in self.state.iterdir()}

    def write(self, path: str, text: str, changed: int = LONG_AGO) -> None:
        file = self.folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        os.utime(file, ns=(changed, changed))

    def collect(self, options: ContentOptions = OPTIONS, store: Store | None = None) -> Collected:
        how = ReadingOptions(jobs=self.jobs, cache=store or self.kept)
        return collect(self.folder, options, SITE, now=NOW, how=how)

    def plain(self, options: ContentOptions = OPTIONS) -> Collected:
        return collect(self.folder, options, SITE, now=NOW)

    def agree(self) -> bool:
        return self.collect() == self.plain()


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cached:
    # By the clock of its files the site is old, so that nothing in it is of the very moment of reading.
    monkeypatch.setattr(tree, "_touched", lambda changed, _: changed)
    site = Cached(tmp_path)
    site.write("2024-01-01-a.md", post("A"))
    site.write("2024-01-02-b.html", post("B", "<p><img src='/b.png'></p>"))
    site.write("page.md", "---\ntitle: Page\n---\n")
    site.write("broken.md", "---\ntitle: [\n---\n")
    site.write("plain.md", "no front matter\n")
    return site


def post(title: str, body: str = "Text.") -> str:
    return f"---\ntitle: {title}\ntags: [x, y]\nauthor: Kim\nexcerpt: short\n---\n{body}\n"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are parsed."""
    names: list[str] = []
    parse = post_module.parse

    def noted(data: bytes, named: Named, settings: Settings) -> Record | None:
        names.append(named.path)
        return parse(data, named, settings)

    monkeypatch.setattr(post_module, "parse", noted)
    return names


def test_a_second_run_parses_nothing_and_gives_the_same(cached: Cached, parsed: list[str]) -> None:
    first = cached.collect()
    parsed.clear()
    assert cached.collect() == first
    assert parsed == []


def begun(cached: Cached) -> reading.Reading:
    walked = walk(cached.folder, OPTIONS, SITE)
    return begin(cached.folder, OPTIONS, walked, how=ReadingOptions(jobs=cached.jobs, cache=cached.kept))


def test_the_marks_found_by_reading_are_those_of_a_look(cached: Cached) -> None:
    cached.write("large.md", "x" * (OPTIONS.max_bytes + 1))
    looked = tree.marks(f"{cached.folder}/", walk(cached.folder, OPTIONS, SITE).names.sources)
    for _ in range(2):  # without a cache, and with one
        found = begun(cached)
        found.settle()
        assert found.marks == looked


def test_what_changes_after_it_was_read_is_read_again(cached: Cached) -> None:
    found = begun(cached)
    list(found.records())
    cached.write("2024-01-01-a.md", post("B"), LONG_AGO + 10**9)  # of the same size
    assert cached.collect().posts[1].title == "B"
    assert cached.agree()


def test_only_the_changed_file_is_parsed(cached: Cached, parsed: list[str]) -> None:
    cached.collect()
    cached.write("2024-01-01-a.md", post("Another"))
    parsed.clear()
    assert cached.collect().posts[1].title == "Another"
    assert parsed == ["2024-01-01-a.md"]
    assert cached.agree()


def test_files_with_new_times_and_old_bytes_are_not_parsed(cached: Cached, parsed: list[str]) -> None:
    first = cached.collect()
    for file in (cached.folder / "content").iterdir():
        os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    parsed.clear()
    assert cached.collect() == first
    assert cached.collect() == first
    assert parsed == []


def test_records_of_files_with_old_bytes_are_unpacked_only_to_be_given(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cached.collect()
    for file in (cached.folder / "content").iterdir():
        os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    unpacked: list[bytes] = []
    unpack = reading.RECORDS.unpack

    def noted(data: bytes) -> list[Record | None]:
        unpacked.append(data)
        return unpack(data)

    monkeypatch.setattr(reading.RECORDS, "unpack", noted)
    assert cached.collect() == first
    assert len(unpacked) == len(set(unpacked)) > 0


def test_an_edit_that_changes_neither_size_nor_time_shows_when_the_time_is_of_the_moment_of_reading(
    cached: Cached,
) -> None:
    later = 4_000_000_000 * 10**9  # not before the cache was begun: nobody can tell a change in the same tick
    cached.write("2024-01-03-c.md", post("C"), later)
    cached.collect()
    cached.write("2024-01-03-c.md", post("D"), later)
    assert cached.collect().posts[0].title == "D"


def test_an_unchanged_site_leaves_the_cache_alone(cached: Cached) -> None:
    cached.collect()
    before = cached.files
    cached.collect()
    assert cached.files == before
    assert sorted(before) == [cached.index.name, *(file.name for file in cached.contents)]


def test_a_removed_file_is_forgotten(cached: Cached) -> None:
    cached.collect()
    (cached.folder / "content" / "page.md").unlink()
    assert cached.agree()
    assert cached.contents
    assert not any(b"page.md" in file.read_bytes() for file in (cached.index, *cached.contents))


def test_only_the_group_of_a_changed_file_is_written(cached: Cached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SIZE", 1)
    cached.collect()
    before = cached.files
    assert len(cached.contents) == 5
    cached.write("2024-01-01-a.md", post("Another"))
    cached.collect()
    after = cached.files
    assert len(after) == len(before)
    assert len([name for name, kept in before.items() if after.get(name) == kept]) == 4


def test_files_with_new_times_and_old_bytes_change_nothing_of_what_is_known_of_their_contents(cached: Cached) -> None:
    cached.collect()
    before = cached.files
    for file in (cached.folder / "content").iterdir():
        os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    cached.collect()
    after = cached.files
    assert {name for name in before if after.get(name) != before[name]} == {cached.index.name}


def test_a_file_of_another_name_that_says_the_same_is_known_by_its_new_name(cached: Cached, parsed: list[str]) -> None:
    cached.collect()
    content = cached.folder / "content"
    (content / "plain.md").rename(content / "q.md")
    assert cached.agree()
    parsed.clear()
    cached.collect()
    assert parsed == []
    assert cached.agree()


def test_a_run_that_must_not_write_reads_the_cache_and_leaves_it(cached: Cached, parsed: list[str]) -> None:
    cached.collect(store=cached.read_only)
    assert not cached.state.exists()
    cached.collect()
    before = cached.files
    cached.write("2024-01-01-a.md", post("Another"))
    parsed.clear()
    cached.collect(store=cached.read_only)
    assert parsed == ["2024-01-01-a.md"]
    assert cached.files == before


def test_other_settings_do_not_share_a_cache(cached: Cached) -> None:
    cached.collect()
    other = ContentOptions(permalink="/:year/:slug/")
    assert cached.collect(other) == cached.plain(other)


def test_another_version_does_not_share_a_cache(
    cached: Cached, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cached.collect()
    parsed.clear()
    monkeypatch.setattr(reading, "edition", lambda: "another")
    cached.collect()
    assert len(parsed) == 5


def test_a_new_translation_is_seen_in_a_file_that_has_not_changed(cached: Cached) -> None:
    cached.collect()
    cached.write("2024-01-01-a.ko.md", post("가"))
    assert cached.agree()


@pytest.mark.parametrize("part", ["index", "contents"])
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_cache_is_ignored(cached: Cached, parsed: list[str], seed: int, part: str) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same edits every time
    cached.collect()
    file = cached.index if part == "index" else cached.contents[0]
    data = bytearray(file.read_bytes())
    if seed % 2:
        del data[rng.randrange(len(data)) :]
    else:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(data)
    assert cached.agree()
    cached.collect()
    parsed.clear()
    cached.collect()
    assert parsed == []
    assert cached.agree()


@pytest.mark.parametrize("seed", range(10))
def test_damaged_contents_are_noticed_where_files_have_new_times(cached: Cached, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same edits every time
    cached.collect()
    data = bytearray(cached.contents[0].read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    cached.contents[0].write_bytes(data)
    for file in (cached.folder / "content").iterdir():
        os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    assert cached.agree()
    assert cached.agree()


def test_an_index_without_contents_is_ignored(cached: Cached, parsed: list[str]) -> None:
    cached.collect()
    cached.contents[0].unlink()
    parsed.clear()
    assert cached.agree()
    assert len(parsed) == 10
    cached.collect()
    parsed.clear()
    cached.collect()
    assert parsed == []


def test_what_was_read_with_other_settings_goes(cached: Cached) -> None:
    cached.collect()
    before = cached.index
    cached.collect(ContentOptions(permalink="/:year/:slug/"))
    assert cached.index != before
    assert len(cached.contents) == 1


def test_an_index_that_is_a_folder_does_no_harm(cached: Cached) -> None:
    cached.collect()
    index = cached.index
    index.unlink()
    index.mkdir()
    assert cached.agree()
    assert cached.agree()
    assert cached.index.is_dir()


def test_a_state_folder_that_is_a_file_does_no_harm(cached: Cached) -> None:
    cached.state.write_text("mine")
    assert cached.agree()


def spoil(cached: Cached, evil: bytes) -> None:
    """Leave a cache whose seals are right, and something else inside."""
    cached.collect()
    for file in cached.contents:
        key = file.name.partition(".")[2]
        content = cached.kept.get(cache.CONTENTS, key)
        assert content is not None
        cached.kept.put(cache.CONTENTS, key, replace(content, records=evil))


EVIL = [b"cos\nsystem\n(S'true'\ntR.", b"", b"\x80\x05]\x94.", b"\x80\x05K\x01."]


@pytest.mark.parametrize("evil", EVIL)
def test_records_that_are_none_are_read_anew(cached: Cached, evil: bytes) -> None:
    spoil(cached, evil)
    assert cached.agree()
    assert cached.agree()


@pytest.mark.parametrize("evil", EVIL)
def test_records_that_are_none_are_read_anew_where_files_have_new_times(cached: Cached, evil: bytes) -> None:
    spoil(cached, evil)
    for file in (cached.folder / "content").iterdir():
        os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    assert cached.agree()
    cached.write("2024-01-01-a.md", post("Another"))
    assert cached.agree()


@pytest.mark.parametrize("evil", EVIL)
def test_records_that_are_none_are_read_anew_where_a_file_has_changed(cached: Cached, evil: bytes) -> None:
    spoil(cached, evil)
    cached.write("2024-01-01-a.md", post("Another"), LONG_AGO + 1)
    assert cached.agree()
    assert cached.collect().posts[1].title == "Another"


@pytest.mark.parametrize("kept", [b"", b"\x91", b"\xc1", b"\x80\x05]\x94."])
@pytest.mark.parametrize("part", ["group", "record"])
def test_values_that_are_none_are_read_anew(cached: Cached, part: str, kept: bytes) -> None:
    cached.collect()
    for file in cached.state.glob(f"{part}.*"):
        assert cached.kept.put(Namespace(part, bytes, bytes), file.name.partition(".")[2], kept)
    assert cached.agree()
    assert cached.agree()


@pytest.mark.parametrize("last", [0, 1])
def test_two_builds_at_once_leave_a_cache_that_is_right(
    cached: Cached, parsed: list[str], monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    monkeypatch.setattr(cache, "SIZE", 1)
    cached.collect()
    builds = []
    for number in range(2):
        cached.write("2024-01-01-a.md", post(f"Of {number}"), LONG_AGO + number + 1)
        records = begun(cached).records()
        builds.append(records)
        record = next(records)
        assert record.post is not None
        assert record.post.title == f"Of {number}"
    for records in (builds[1 - last], builds[last]):
        assert len(list(records)) == 3
    assert cached.agree()
    cached.collect()
    parsed.clear()
    assert cached.collect().posts[1].title == "Of 1"
    assert parsed == []


def test_a_build_whose_contents_another_one_has_replaced_reads_the_files(cached: Cached) -> None:
    cached.collect()
    (cached.folder / "content" / "page.md").unlink()
    begun_now = begun(cached)
    for file in cached.contents:
        file.unlink()
    posts = [record.source for record in begun_now.records() if record.post]
    assert posts == ["content/2024-01-01-a.md", "content/2024-01-02-b.html"]
    assert cached.agree()


def test_what_a_killed_build_has_put_goes_with_the_next_that_writes(cached: Cached) -> None:
    begun(cached).settle()
    cached.index.unlink()  # as if it had been killed before it got there
    cached.write("2024-01-01-a.md", post("Another"))
    mine = [cached.state / name for name in ("record.notes", "record", f"records.{'0' * 32}")]
    for file in mine:
        file.write_bytes(b"x")
    cached.collect()
    assert len(cached.contents) == 1 + len([file for file in mine if file.name.startswith("record.")])
    assert all(file.exists() for file in mine)


@pytest.mark.parametrize("failing", range(3))
def test_a_full_disk_costs_the_cache_and_nothing_else(
    cached: Cached, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    monkeypatch.setattr(cache, "SIZE", 1)
    write, written = writing.write, 0

    def filled(place: writing.Place, data: bytes) -> None:
        nonlocal written
        written += bool(data)
        write(place, data[: len(data) // 2] if written > failing else data)
        if written > failing:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write", filled)
        assert cached.agree()
    assert len(cached.contents) == failing
    assert len(list(cached.state.iterdir())) == failing
    assert cached.agree()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_random_edits_give_the_same_with_and_without_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, jobs: int
) -> None:
    monkeypatch.setattr(cache, "SIZE", 4)
    monkeypatch.setattr(reading, "_WORTH_SHARING", 3)
    rng = random.Random(seed)  # noqa: S311 - the same edits every time
    cached = Cached(tmp_path, jobs)
    for number in range(20):
        cached.write(f"{number % 3}/2024-01-{number + 1:02}-p.md", post(f"Post {number}"))
    for step in range(8):
        for _ in range(rng.randint(0, 4)):
            edit(cached, rng, step)
        assert cached.agree(), step


def edit(cached: Cached, rng: random.Random, step: int) -> None:
    files = sorted((cached.folder / "content").rglob("*.md"))
    chosen = rng.choice(files)
    match rng.randrange(6):
        case 0 if len(files) > 2:
            chosen.unlink()
        case 1:
            chosen.rename(chosen.with_name(f"2023-0{rng.randint(1, 9)}-01-r{rng.randint(0, 99)}.md"))
        case 2:
            os.utime(chosen)
        case 3:
            cached.write(f"new/2025-0{rng.randint(1, 9)}-01-n.ko.md", post(f"New {step}"), LONG_AGO + step)
        case 4:
            cached.write(f"new/2025-0{rng.randint(1, 9)}-01-n.md", "---\ntitle: [\n---\n", LONG_AGO + step)
        case _:
            chosen.write_text(post(f"Edited {step} {rng.random()}"), encoding="utf-8")


def test_the_edition_names_the_libraries_and_in_a_checkout_the_code() -> None:
    said = fingerprint.edition()
    assert "lxml-" in said
    assert "fingerprint.py" in said
    assert said == fingerprint.edition()
