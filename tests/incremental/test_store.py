"""What is put into the store comes out as it was, or not at all."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from msgspec import Struct

from feedpub.incremental.packing import Packing
from feedpub.incremental.store import NOWHERE, MemoryStore, Namespace, Store, key_of, opened, sealed, sweep
from feedpub.io import writing
from tests.owner import KEY

DEAD = 2**22 + 1
ONE, OTHER = key_of("one"), key_of("other")


class Value(Struct, frozen=True):
    """Something that is kept."""

    text: str
    numbers: tuple[int, ...] = ()


VALUES = Packing[Value](Value).kept_as("value")
A, B = Namespace("a", bytes, bytes), Namespace("b", bytes, bytes)
ALONE = A._replace(is_single=True)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path), KEY)


def names(store: Store) -> list[str]:
    return sorted(file.name for file in Path(store.site, ".feedpub").iterdir())


def test_a_record_is_opened_by_who_has_sealed_it_and_for_what() -> None:
    record = sealed(b"k" * 32, "note", b"data")
    assert opened(b"k" * 32, "note", record) == b"data"
    assert opened(b"l" * 32, "note", record) is None
    assert opened(b"k" * 32, "feed", record) is None
    assert opened(b"k" * 32, "note", record + b"x") is None
    assert opened(b"k" * 32, "note", record[:10]) is None


def test_what_is_put_is_got_again_by_its_namespace_and_key_and_no_other(store: Store, tmp_path: Path) -> None:
    assert store.get(A, ONE) is None
    assert store.put(A, ONE, b"data")
    assert store.get(A, ONE) == b"data"
    for namespace, key in ((A, OTHER), (B, ONE)):
        assert store.get(namespace, key) is None
        shutil.copy(tmp_path / ".feedpub" / f"a.{ONE}", tmp_path / ".feedpub" / f"{namespace.name}.{key}")
        assert store.get(namespace, key) is None
    assert Store(str(tmp_path), b"l" * 32).get(A, ONE) is None


def test_what_is_put_takes_the_place_of_what_was_there(store: Store) -> None:
    assert store.put(A, ONE, b"data")
    assert store.put(A, ONE, b"more")
    assert store.get(A, ONE) == b"more"
    assert names(store) == [f"a.{ONE}"]


@pytest.mark.parametrize("seed", range(20))
def test_damaged_values_are_none(store: Store, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same damage every time
    store.put(A, ONE, b"data")
    file = tmp_path / ".feedpub" / f"a.{ONE}"
    data = bytearray(file.read_bytes())
    if seed % 2:
        del data[rng.randrange(len(data)) :]
    else:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(data)
    assert store.get(A, ONE) is None


def test_a_value_of_a_namespace_that_holds_one_takes_the_place_of_all(store: Store) -> None:
    store.put(B, ONE, b"data")
    for key in (ONE, OTHER):
        assert store.put(ALONE, key, b"data")
    assert names(store) == [f"a.{OTHER}", f"b.{ONE}"]


def test_all_values_of_a_namespace_go_but_those_that_are_named(store: Store, tmp_path: Path) -> None:
    for namespace in (A, B):
        for key in (ONE, OTHER):
            store.put(namespace, key, b"data")
    mine = ["a", "a.notes", f"a.{ONE}.txt", f"a.{'0' * 31}", f"aa.{ONE}"]
    for name in mine:
        (tmp_path / ".feedpub" / name).write_bytes(b"x")
    store.keep_only(A, {OTHER})
    assert names(store) == sorted([f"a.{OTHER}", f"b.{ONE}", f"b.{OTHER}", *mine])


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), MemoryError()])
def test_what_cannot_be_written_leaves_nothing_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    write = writing.write

    def filled(place: writing.Place, data: bytes) -> None:
        write(place, data[: len(data) // 2])
        raise error

    store.put(A, OTHER, b"data")
    monkeypatch.setattr(writing, "write", filled)
    assert not store.put(A, ONE, b"data")
    assert names(store) == [f"a.{OTHER}"]


def test_a_build_that_is_ended_while_it_writes_leaves_nothing_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "replace", ended)
    with pytest.raises(KeyboardInterrupt):
        store.put(A, ONE, b"data")
    assert names(store) == []


def test_a_state_folder_that_is_a_file_holds_nothing_and_has_no_clock(store: Store, tmp_path: Path) -> None:
    (tmp_path / ".feedpub").write_text("mine")
    assert store.clock() == 0
    assert not store.put(A, ONE, b"data")
    assert store.get(A, ONE) is None
    store.keep_only(A, ())
    assert (tmp_path / ".feedpub").read_text() == "mine"


def test_the_clock_is_that_of_the_file_system_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    before = store.clock()
    (tmp_path / "file").write_bytes(b"x")
    assert 0 < before <= (tmp_path / "file").stat().st_mtime_ns <= store.clock()
    assert names(store) == []


def test_what_killed_builds_left_goes_and_what_another_writes_just_now_stays(store: Store, tmp_path: Path) -> None:
    state = tmp_path / ".feedpub"
    state.mkdir()
    kinds = [f"a.{ONE}.{{}}.new", "probe.{}.clock"]
    for name in (kind.format(process) for kind in kinds for process in (DEAD, os.getppid())):
        (state / name).write_bytes(b"x")
    long_ago = state / f"a.{OTHER}.{os.getppid()}.new"
    long_ago.write_bytes(b"x")
    os.utime(long_ago, ns=(10**18, 10**18))
    sweep(writing.Place(store.site, ".feedpub"), names(store))
    assert names(store) == sorted(kind.format(os.getppid()) for kind in kinds)


def test_values_are_of_their_type_or_none(store: Store) -> None:
    value = Value(text="text \ud83c", numbers=(1, 2))
    assert store.put(VALUES, ONE, value)
    assert store.get(VALUES, ONE) == Value(text="text \ufffd", numbers=(1, 2))
    for data in (b"", b"\xc1", b"\x90", b"\x91" * 100_000):
        assert store.put(A._replace(name="value"), ONE, data)
        assert store.get(VALUES, ONE) is None


def test_a_value_can_be_put_under_its_own_digest(store: Store) -> None:
    keys = {store.add(VALUES, Value(text=text)) for text in "aab"}
    assert len(keys) == len(names(store)) == 2
    assert {value.text for key in keys if (value := store.get(VALUES, key))} == {"a", "b"}


def test_where_there_is_no_store_nothing_is_kept() -> None:
    assert not NOWHERE.put(VALUES, ONE, Value(text="a"))
    assert NOWHERE.add(VALUES, Value(text="a")) == ""
    assert NOWHERE.get(VALUES, ONE) is None
    NOWHERE.keep_only(VALUES, ())
    assert NOWHERE.clock() == 0


def test_a_store_that_is_only_read_is_left_as_it_is(store: Store) -> None:
    store.put(A, ONE, b"data")
    read_only = store._replace(may_write=False)
    assert read_only.get(A, ONE) == b"data"
    assert not read_only.put(A, OTHER, b"data")
    read_only.keep_only(A, ())
    assert read_only.clock() == 0
    assert names(store) == [f"a.{ONE}"]


def test_the_same_gives_the_same_key_and_anything_else_another() -> None:
    parts = [("a", "b"), ("ab",), ("a", b"b"), ("a", None), ("a", ["b"]), ("\ud83c",)]
    assert len({key_of(*part) for part in parts}) == len(parts)
    assert key_of(*parts[0]) == key_of("a", "b")


def test_a_store_in_memory_keeps_values_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    memory = MemoryStore(lambda: 5 * 10**9)
    many = Namespace("some", str.encode, bytes.decode)
    one = Namespace("one", str.encode, bytes.decode, is_single=True)
    assert memory.get(many, "a") is None
    assert memory.put(many, "a", "tea")
    key = memory.add(many, "leaf")
    assert memory.get(many, key) == "leaf"
    memory.put(one, "a", "old")
    memory.put(one, "b", "new")
    assert (memory.get(one, "a"), memory.get(one, "b")) == (None, "new")
    memory.keep_only(many, [key])
    assert (memory.get(many, "a"), memory.get(many, key)) == (None, "leaf")
    assert memory.clock() == 3 * 10**9
    assert not list(tmp_path.iterdir())
