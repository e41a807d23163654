"""The cache changes how long collecting takes, and nothing else, whatever has happened to it."""

from __future__ import annotations

import io
import os
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from feedpub.collect import Collected, How, begin, cache, groups, packing, reading
from feedpub.collect import post as post_module
from feedpub.incremental import fingerprint
from feedpub.incremental.state import Store
from feedpub.io import tree
from feedpub.model.options import ContentOptions
from feedpub.sites import collect, walk
from tests.collect.sites import NOW, SITE

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings

KEY = b"k" * 32
OPTIONS = ContentOptions()
LONG_AGO = 1_000_000_000 * 10**9


@dataclass(frozen=True)
class Cached:
    """A site whose files are collected with a cache, and without one to compare."""

    folder: Path
    jobs: int = 1

    @property
    def file(self) -> Path:
        return self.folder / ".feedpub" / "cache"

    @property
    def kept(self) -> Store:
        return Store(str(self.folder), KEY)

    @property
    def stores(self) -> list[Path]:
        return sorted(file for file in self.file.parent.glob("cache.*") if file.suffix != ".new")

    @property
    def in_place(self) -> Path:
        """The store that the index names."""
        start = len(cache._MAGIC) + cache._KEY_BYTES  # noqa: SLF001 - no other way to tell
        name = self.file.read_bytes()[start : start + cache._STORE_BYTES].hex()  # noqa: SLF001 - as above
        return self.file.with_name(f"cache.{name}")

    @property
    def store(self) -> Path:
        (store,) = self.stores
        return store

    def write(self, path: str, text: str, changed: int = LONG_AGO) -> None:
        file = self.folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        os.utime(file, ns=(changed, changed))

    def collect(self, options: ContentOptions = OPTIONS, *, keep: bool = True) -> Collected:
        return collect(self.folder, options, SITE, now=NOW, how=How(jobs=self.jobs, cache=self.kept, keep=keep))

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
    return begin(cached.folder, OPTIONS, walked, how=How(jobs=cached.jobs, cache=cached.kept))


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
    unpack = packing.RECORDS.unpack

    def noted(data: bytes) -> list[Record | None]:
        unpacked.append(data)
        return unpack(data)

    monkeypatch.setattr(packing.RECORDS, "unpack", noted)
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
    before = [(file, file.stat().st_mtime_ns, file.stat().st_size) for file in (cached.file, cached.store)]
    cached.collect()
    assert before == [(file, file.stat().st_mtime_ns, file.stat().st_size) for file in (cached.file, cached.store)]
    assert sorted(cached.file.parent.iterdir()) == [cached.file, cached.store]


def test_a_removed_file_is_forgotten(cached: Cached) -> None:
    cached.collect()
    (cached.folder / "content" / "page.md").unlink()
    assert cached.agree()
    key = cached.file.read_bytes()[len(cache._MAGIC) :][: cache._KEY_BYTES]  # noqa: SLF001 - no other way to read it
    contents = [frame.read() for frame in cache.load(cached.kept, key).frames.values()]
    assert contents
    assert not any(content is None or b"page.md" in content.names + content.records for content in contents)


def test_what_is_new_goes_behind_what_is_there(cached: Cached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "SIZE", 1)
    cached.collect()
    before = cached.store.read_bytes()
    cached.write("2024-01-01-a.md", post("Another"))
    cached.collect()
    after = cached.store.read_bytes()
    assert after.startswith(before)
    assert len(before) < len(after) < 1.5 * len(before)


def test_a_store_that_is_out_of_date_in_the_main_is_written_anew(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_SMALL", 0)
    monkeypatch.setattr(groups, "SIZE", 1)
    cached.collect()
    first = cached.store
    sizes = [first.stat().st_size]
    for number in range(40):
        cached.write("2024-01-01-a.md", post(f"Title {number:2}"))
        assert cached.agree()
        sizes.append(cached.store.stat().st_size)
    assert cached.store != first
    assert max(sizes) < 3 * sizes[0]
    assert min(sizes[10:]) < 1.5 * sizes[0]


def test_files_with_new_times_and_old_bytes_add_nothing_to_the_store(cached: Cached) -> None:
    cached.collect()
    before = cached.store.read_bytes()
    for file in (cached.folder / "content").iterdir():
        os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    cached.collect()
    assert cached.store.read_bytes() == before


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
    cached.collect(keep=False)
    assert not cached.file.exists()
    cached.collect()
    before = cached.file.read_bytes()
    cached.write("2024-01-01-a.md", post("Another"))
    parsed.clear()
    cached.collect(keep=False)
    assert parsed == ["2024-01-01-a.md"]
    assert cached.file.read_bytes() == before


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


@pytest.mark.parametrize("part", ["index", "store"])
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_cache_is_ignored(cached: Cached, parsed: list[str], seed: int, part: str) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same edits every time
    cached.collect()
    file = cached.file if part == "index" else cached.store
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
def test_a_damaged_store_is_noticed_where_files_have_new_times(cached: Cached, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same edits every time
    cached.collect()
    data = bytearray(cached.store.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    cached.store.write_bytes(data)
    for file in (cached.folder / "content").iterdir():
        os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    assert cached.agree()
    assert cached.agree()


def test_an_index_without_its_store_is_ignored(cached: Cached, parsed: list[str]) -> None:
    cached.collect()
    cached.store.unlink()
    parsed.clear()
    assert cached.agree()
    assert len(parsed) == 10
    assert cached.store.exists()


def test_a_cache_of_another_form_leaves_no_store_behind(cached: Cached) -> None:
    cached.collect()
    other = ContentOptions(permalink="/:year/:slug/")
    cached.collect(other)
    assert sorted(cached.file.parent.iterdir()) == [cached.file, cached.store]


def test_a_cache_that_is_a_folder_does_no_harm(cached: Cached) -> None:
    cached.file.mkdir(parents=True)
    assert cached.agree()
    assert list(cached.file.parent.iterdir()) == [cached.file]


def test_a_state_folder_that_is_a_file_does_no_harm(cached: Cached) -> None:
    cached.file.parent.write_text("mine")
    assert cached.agree()


def spoil(cached: Cached, evil: bytes) -> None:
    """Leave a cache from elsewhere with checksums that are right, and something else inside."""
    cached.collect()
    key = cached.file.read_bytes()[len(cache._MAGIC) :][: cache._KEY_BYTES]  # noqa: SLF001 - made as an attacker would
    writer = cache.Writer(cached.kept, key)
    for first, frame in cache.load(cached.kept, key).frames.items():
        content = frame.read()
        assert content is not None
        writer.add(first, cache.frame_of(content.names, frame.marks, frame.digests, evil))
    writer.finish()


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


def test_two_builds_at_once_leave_a_cache_that_is_right(cached: Cached) -> None:
    key = b"k" * 32
    first, second = cache.Writer(cached.kept, key), cache.Writer(cached.kept, key)
    first.finish()
    second.finish()
    assert cache.load(cached.kept, key).frames == {}
    assert cached.agree()
    assert cached.agree()


@pytest.mark.parametrize("last", [0, 1])
def test_two_builds_that_add_to_one_store_at_once_leave_a_cache_that_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    key, file = b"k" * 32, Store(str(tmp_path), KEY)
    writer = cache.Writer(file, key)
    writer.add("old", cache.frame_of(b"old", b"", b"", b"records of old"))
    writer.finish()
    known = cache.load(file, key)
    writers = [cache.Writer(file, key, known.store)]
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", os.getppid)  # another process that runs
        writers.append(cache.Writer(file, key, known.store))
    for each in writers:
        each.add("old", known.frames["old"])
    for step in range(3):
        for number, each in enumerate(writers):
            name = f"{number}-{step}"
            each.add(name, cache.frame_of(name.encode(), b"", b"", f"records of {name}".encode()))
    writers[1 - last].finish()
    writers[last].finish()
    frames = cache.load(file, key).frames
    assert frames.keys() == {"old", *(f"{last}-{step}" for step in range(3))}
    for name, frame in frames.items():
        assert frame.read() == cache.Content(names=name.encode(), records=f"records of {name}".encode())


def test_a_build_whose_store_another_one_has_replaced_reads_the_files(cached: Cached) -> None:
    cached.collect()
    (cached.folder / "content" / "page.md").unlink()
    walked = walk(cached.folder, OPTIONS, SITE)
    begun = begin(cached.folder, OPTIONS, walked, how=How(cache=cached.kept))
    cached.store.unlink()
    records = list(begun.records())
    posts = [record.source for record in records if record.post]
    assert posts == ["content/2024-01-01-a.md", "content/2024-01-02-b.html"]
    assert cached.agree()


def test_what_a_killed_build_left_goes_and_what_another_writes_just_now_stays(cached: Cached) -> None:
    cached.collect()
    dead, alive = 2**22 + 1, os.getppid()
    names = ["cache.{}.new", "cache.{:08x}00000000"]
    for process in (dead, alive):
        for name in names:
            cached.file.with_name(name.format(process)).write_bytes(b"x")
    others = [cached.file.with_name(name) for name in ("cache.mine.new", "cache.notes", "cache.7.bak")]
    for other in others:
        other.write_bytes(b"x")
    cached.write("2024-01-01-a.md", post("Another"))
    cached.collect()
    left = {*cached.file.parent.iterdir()} - {cached.file, cached.in_place}
    assert left == {*others, *(cached.file.with_name(name.format(alive)) for name in names)}


def test_what_a_build_left_that_was_killed_long_ago_goes_whoever_has_its_number_now(cached: Cached) -> None:
    cached.collect()
    old = cached.file.with_name(f"cache.{os.getppid()}.new")
    old.write_bytes(b"x")
    os.utime(old, ns=(LONG_AGO, LONG_AGO))
    cached.write("2024-01-01-a.md", post("Another"))
    cached.collect()
    assert sorted(cached.file.parent.iterdir()) == [cached.file, cached.store]


class FullDisk(io.BytesIO):
    """A file that takes half of what it is given."""

    def write(self, data: object, /) -> int:
        assert isinstance(data, bytes)
        return super().write(data[: len(data) // 2])

    def writelines(self, lines: object, /) -> None:
        raise OSError(28, f"No space left on device for {lines!r}")


@pytest.mark.parametrize("full", ["_contents", "_index"])
def test_a_full_disk_costs_the_cache_and_nothing_else(tmp_path: Path, full: str) -> None:
    writer = cache.Writer(Store(str(tmp_path), KEY), b"k" * 32)
    writer.add("a", cache.frame_of(b"a", b"", b"", b""))
    getattr(writer, full).close()
    setattr(writer, full, FullDisk())  # the disk fills up now
    writer.add("b", cache.frame_of(b"bb", b"", b"", b""))
    writer.finish()
    assert list((tmp_path / ".feedpub").iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_random_edits_give_the_same_with_and_without_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, jobs: int
) -> None:
    monkeypatch.setattr(groups, "SIZE", 4)
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
