"""The gate to stores: how each is asked, what its answers mean, and what is said when it fails."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from feedpub.model.errors import SystemFault
from feedpub.publish.remote.address import parsed
from feedpub.publish.remote.connecting import UnknownHostError, fault
from feedpub.publish.remote.headers import Headers
from feedpub.publish.remote.lock import RemoteLock
from feedpub.publish.remote.records import LOCK
from feedpub.publish.remote.store import Entry, EntryKind, RemoteStore
from tests.publish.remote.stores import ADDRESS, empty

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADERS = Headers("text/css", "no-cache")


class Asked:
    """A file system that notes what it is asked, and answers with what it is given."""

    def __init__(self, *answers: object) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.answers = list(answers)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file system has
        def call(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - those of the call
            self.calls.append((name, arguments, more))
            return self.answers.pop(0) if self.answers else None

        return call


@pytest.mark.parametrize(
    ("address", "path", "told"),
    [
        ("s3://bucket/blog", "bucket/blog/a.css", {"ContentType": "text/css", "CacheControl": "no-cache"}),
        ("s3://bucket", "bucket/a.css", {"ContentType": "text/css", "CacheControl": "no-cache"}),
        (
            "gs://bucket/blog",
            "bucket/blog/a.css",
            {"content_type": "text/css", "fixed_key_metadata": {"cache_control": "no-cache"}},
        ),
        ("memory://bucket/blog", "/bucket/blog/a.css", {}),
    ],
)
def test_each_store_is_told_in_its_own_words(address: str, path: str, told: dict[str, Any]) -> None:
    asked = Asked()
    RemoteStore(parsed(address), asked).put("a.css", b"x", HEADERS)
    assert asked.calls == [("pipe_file", (path, b"x"), told)]


def test_what_is_not_to_be_told_is_not() -> None:
    for address, told in (
        ("s3://bucket", {"ContentType": "text/css"}),
        ("gs://bucket", {"content_type": "text/css", "fixed_key_metadata": None}),
    ):
        asked = Asked()
        RemoteStore(parsed(address), asked).put("a.css", b"x", Headers("text/css"))
        assert asked.calls[0][2] == told


def test_what_stores_say_of_files_is_understood() -> None:
    moment = datetime(2026, 2, 1, tzinfo=UTC)
    told = [
        {"name": "bucket/blog/a.xml", "type": "file", "size": 3, "ETag": '"abc"', "LastModified": moment},
        {"name": "bucket/blog/b.xml", "type": "file", "size": 4, "etag": "xyz", "updated": "2026-02-01T00:00:00Z"},
        {"name": "bucket/blog/c.xml", "type": "file", "size": 5, "mtime": moment},
        {"name": "bucket/blog/c.xml", "type": "directory", "size": 0},
        {"name": "bucket/blog/d/", "type": "directory", "size": None},
        {"name": "bucket/blog/e", "type": "link", "size": 1, "updated": "soon"},
        {"name": "bucket/blog/", "type": "file", "size": 0},
        {"name": "bucket/other/f.xml", "type": "file", "size": 0},
    ]
    seconds = moment.timestamp()
    assert RemoteStore(parsed("s3://bucket/blog"), Asked(told)).entries("") == {
        "a.xml": Entry(EntryKind.FILE, 3, "3:abc", seconds),
        "b.xml": Entry(EntryKind.FILE, 4, "4:xyz", seconds),
        "c.xml": Entry(EntryKind.FILE, 5, f"5:{seconds}", seconds),
        "d": Entry(EntryKind.FOLDER, 0, "0:", 0.0),
        "e": Entry(EntryKind.OTHER, 1, "1:", 0.0),
    }


def test_several_are_asked_for_at_once_and_answered_in_order() -> None:
    store = RemoteStore(parsed("s3://bucket/blog"), Asked())

    def doubled(number: int) -> int:
        return number * 2

    def of(numbers: Iterable[int]) -> list[int]:
        return store.at_once(doubled, numbers)

    assert (of(range(40)), of([1]), of([])) == ([number * 2 for number in range(40)], [2], [])


def named(name: str) -> type[Exception]:
    return type(name, (Exception,), {})


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            named("DefaultCredentialsError")("none found"),
            "there are no credentials that are of use (none found); add a key",
        ),
        (named("BadHostKeyException")(), "the server shows another key"),
        (named("AuthenticationException")(), "the server lets nobody in with these keys"),
        (UnknownHostError("server"), "look at it with `ssh -p 2222 server`"),
        (named("gaierror")("Name or service not known"), "it cannot be reached (Name or service not known)"),
        (OSError("Forbidden: https://x"), "these credentials may not do that (Forbidden: https://x)"),
        (FileNotFoundError("The specified bucket\ndoes not exist"), "there is no such bucket or folder (The specified"),
        (ValueError(), "the store answers with an error (ValueError: ValueError)"),
    ],
)
def test_what_fails_is_said_with_what_to_do(error: Exception, sentence: str) -> None:
    said = fault(parsed("sftp://server:2222/srv"), error, "rss.xml")
    assert str(said).startswith("sftp://server:2222/srv/rss.xml: ")
    assert sentence in str(said)
    assert "\n" not in str(said)


def test_a_lock_is_renewed_now_and_then_as_long_as_it_is_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    store = RemoteStore(parsed(ADDRESS), empty())
    store.put(LOCK, b"word")
    held = RemoteLock(store, b"word")
    before = store.entries(".feedpub")["lock"].tag
    held.renew()
    assert store.entries(".feedpub")["lock"].tag == before
    clock[0] = 61.0
    held.renew()
    assert store.entries(".feedpub")["lock"].tag != before
    clock[0] = 122.0
    store.put(LOCK, b"another")
    with pytest.raises(SystemFault, match="another build is publishing"):
        held.renew()
    held.release()
    assert store.read(LOCK) == b"another"
