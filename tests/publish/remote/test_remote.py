"""Publishing to a place on the network: what is written, what is left alone, what is kept there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from feedpub.incremental.store import sealed
from feedpub.model.errors import ContentError, SystemFault
from feedpub.publish import Action
from feedpub.publish.remote import lock
from tests.publish.folders import documents
from tests.publish.remote.stores import (
    ASKING,
    CHANGING,
    ROOT,
    Failing,
    Killed,
    empty,
    left_in,
    place,
    publish,
    texts_in,
)

if TYPE_CHECKING:
    from pathlib import Path

MARKED = "<rss><channel><generator>feedpub</generator></channel></rss>"
TEXTS = {"rss.xml": MARKED, "tags/a/rss.xml": MARKED, "sitemap.xml": "<!-- feedpub --><urlset/>"}


@pytest.fixture
def store() -> Any:  # noqa: ANN401 - fsspec has no types
    return empty()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def calls(store: Any, site: Path, texts: dict[str, str], counted: frozenset[str]) -> int:  # noqa: ANN401 - as above
    """Return how many calls it takes to publish."""
    counting = Failing(store, 0, Killed, counted=counted)
    publish(counting, site, documents(texts), snapshot=b"same")
    return counting.done


def test_what_is_new_is_written_and_what_is_old_goes(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    first = publish(store, site, documents(TEXTS))
    assert {change.action for change in first.changes} == {Action.CREATE}
    assert texts_in(store) == TEXTS
    second = publish(store, site, documents({"rss.xml": MARKED + " ", "sitemap.xml": TEXTS["sitemap.xml"]}))
    assert [(one.path, one.action) for one in second.changes] == [
        ("rss.xml", Action.REPLACE),
        ("sitemap.xml", Action.KEEP),
        ("tags/a/rss.xml", Action.REMOVE),
    ]
    assert texts_in(store).keys() == {"rss.xml", "sitemap.xml"}
    assert not left_in(store)


def test_a_run_that_changes_nothing_writes_nothing_and_reads_no_document(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    publish(store, site, documents(TEXTS), snapshot=b"same")
    assert calls(store, site, TEXTS, CHANGING) == 0
    assert calls(store, site, TEXTS, frozenset({"cat_file"})) == 1  # the manifest


def test_a_dry_run_writes_nothing(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    decided = publish(store, site, documents(TEXTS), dry_run=True)
    assert len(decided.moves) == 3
    assert not texts_in(store, with_records=True)


def test_another_machine_of_the_same_user_goes_on(store: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    publish(store, tmp_path / "one", documents(TEXTS), snapshot=b"kept")
    other = place(store, tmp_path / "two")
    last = other.last_published()
    assert last.is_sealed
    assert last.snapshot == b"kept"
    assert other.ours(last) == TEXTS.keys()
    assert not other.publish(documents(TEXTS), snapshot=b"kept").moves


def test_a_file_of_others_is_neither_replaced_nor_removed(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    store.pipe_file(f"{ROOT}rss.xml", b"<rss><channel/></rss>")
    store.pipe_file(f"{ROOT}index.html", b"theirs")
    with pytest.raises(ContentError) as refused:
        publish(store, site, documents(TEXTS))
    assert [one.code for one in refused.value.diagnostics] == ["publish/not-ours"]
    assert refused.value.diagnostics[0].where.path == "memory://bucket/blog/rss.xml"
    assert texts_in(store).keys() == {"rss.xml", "index.html"}
    assert not left_in(store)
    assert publish(store, site, documents(TEXTS), take_over=True).changes[1].is_taken_over
    # Said once, it counts for who has the key.
    store.pipe_file(f"{ROOT}rss.xml", b"<rss><channel/></rss>")
    publish(store, site, documents(TEXTS))
    assert texts_in(store) == {**TEXTS, "index.html": "theirs"}


def test_a_file_of_ours_that_was_edited_stays(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    publish(store, site, documents(TEXTS))
    store.pipe_file(f"{ROOT}tags/a/rss.xml", b"edited")
    decided = publish(store, site, documents({"rss.xml": MARKED}))
    assert [one.code for one in decided.diagnostics] == ["publish/edited"]
    assert texts_in(store) == {"rss.xml": MARKED, "tags/a/rss.xml": "edited"}


@pytest.mark.parametrize("key", [None, b"o" * 32])
def test_without_ones_own_seal_what_files_say_themselves_counts(store: Any, site: Path, key: bytes | None) -> None:  # noqa: ANN401 - as above
    publish(store, site, documents(TEXTS))
    theirs = {"files": {"index.html": "0" * 64, "rss.xml": "0" * 64}, "version": 1, "site": ["memory://bucket/blog", 0]}
    store.pipe_file(f"{ROOT}index.html", b"theirs")
    store.pipe_file(f"{ROOT}.feedpub/manifest.json", sealed(b"x" * 32, "manifest", json.dumps(theirs).encode()))
    other = place(store, site, key)
    assert other.ours(other.last_published()) == {"rss.xml"}
    decided = other.publish(documents({"sitemap.xml": TEXTS["sitemap.xml"]}))
    assert "edited" not in {one.action.value for one in decided.changes}
    assert texts_in(store)["index.html"] == "theirs"
    assert not other.publish(documents({"sitemap.xml": TEXTS["sitemap.xml"]})).moves


def test_without_a_manifest_what_says_so_itself_is_ours(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    for path, text in {**TEXTS, "theirs.xml": "<rss/>", "x.html": MARKED}.items():
        store.pipe_file(ROOT + path, text.encode())
    new = place(store, site)
    assert new.ours(new.last_published()) == TEXTS.keys()


def test_a_journal_of_others_is_not_carried_out(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    store.pipe_file(f"{ROOT}index.html", b"theirs")
    journal = {
        "ready": True,
        "moves": [],
        "steps": [],
        "removals": [{"target": "index.html", "before": "0" * 64}],
        "manifest": {},
    }
    data = json.dumps({"version": 1, "site": ["memory://bucket/blog", 0], **journal}).encode()
    store.pipe_file(f"{ROOT}.feedpub/journal.json", data)
    decided = publish(store, site, documents(TEXTS))
    assert [one.code for one in decided.diagnostics] == ["publish/journal-not-ours"]
    assert texts_in(store) == {**TEXTS, "index.html": "theirs"}


@pytest.mark.parametrize("name", ["manifest", "journal"])
@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b'{"version": 2}'])
def test_damaged_records_are_said_and_left_out_of_account(store: Any, site: Path, name: str, data: bytes) -> None:  # noqa: ANN401 - as above
    publish(store, site, documents(TEXTS))
    store.pipe_file(f"{ROOT}.feedpub/{name}.json", data)
    decided = publish(store, site, documents(TEXTS))
    assert [one.code for one in decided.diagnostics] == [f"publish/{name}-damaged"]
    assert texts_in(store) == TEXTS
    assert not publish(store, site, documents(TEXTS)).diagnostics


def test_a_damaged_snapshot_is_known_to_be_damaged(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    publish(store, site, documents(TEXTS), snapshot=b"kept")
    [name] = [path for path in store.find(ROOT) if "snapshot." in path]
    store.pipe_file(name, b"other")
    assert place(store, site).last_published().snapshot == b""


def test_a_file_that_others_change_during_the_build_is_left_alone(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    publish(store, site, documents(TEXTS))

    class Disturbing(Failing):
        def cp_file(self, source: str, target: str) -> None:
            store.cp_file(source, target)

        def pipe_file(self, path: str, data: bytes, **more: Any) -> None:  # noqa: ANN401 - those of the call
            store.pipe_file(path, data, **more)
            if path.endswith("journal.json"):
                store.pipe_file(f"{ROOT}rss.xml", b"theirs")

    with pytest.raises(SystemFault, match=r"rss\.xml: something else changed this file during the build"):
        publish(Disturbing(store, 0, Killed), site, documents({**TEXTS, "rss.xml": "new", "sitemap.xml": "new"}))
    assert texts_in(store)["rss.xml"] == "theirs"
    assert texts_in(store)["sitemap.xml"] == "new"
    with pytest.raises(ContentError):
        publish(store, site, documents(TEXTS))


# Locks


def test_a_build_of_another_machine_is_waited_for(store: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    with pytest.raises(Killed):
        publish(Failing(store, 5, Killed, is_for_ever=True), tmp_path / "one", documents(TEXTS))
    assert "lock" in left_in(store)
    with pytest.raises(SystemFault, match="another build is publishing to memory://bucket/blog; wait"):
        publish(store, tmp_path / "two", documents(TEXTS))
    assert publish(store, tmp_path / "two", documents(TEXTS), dry_run=True).diagnostics[0].code == "publish/unfinished"
    publish(store, tmp_path / "one", documents(TEXTS))
    assert texts_in(store) == TEXTS


def test_a_lock_of_which_nothing_is_heard_ends(store: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    with pytest.raises(Killed):
        publish(Failing(store, 5, Killed, is_for_ever=True), tmp_path / "one", documents(TEXTS))
    file = store.store[f"{ROOT}.feedpub/lock"]
    file.created = type(file.created).fromtimestamp(file.created.timestamp() - lock.LEASE - 1, file.created.tzinfo)
    publish(store, tmp_path / "two", documents(TEXTS))
    assert texts_in(store) == TEXTS
    assert not left_in(store)


def test_who_has_lost_the_lock_publishes_nothing(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    class Losing(Failing):
        def pipe_file(self, path: str, data: bytes, **more: Any) -> None:  # noqa: ANN401 - those of the call
            store.pipe_file(path, data, **more)
            if "/new." in path:
                store.pipe_file(f"{ROOT}.feedpub/lock", b"another")

    with pytest.raises(SystemFault, match="another build is publishing"):
        publish(Losing(store, 0, Killed), site, documents(TEXTS))
    assert not texts_in(store)


def test_two_builds_on_one_machine_do_not_publish_at_once(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    class Second(Failing):
        def cp_file(self, source: str, target: str) -> None:
            with pytest.raises(SystemFault, match="another build"):
                publish(store, site, documents({}))
            store.cp_file(source, target)

    publish(Second(store, 0, Killed), site, documents(TEXTS))
    assert texts_in(store) == TEXTS


def test_a_store_that_knows_no_only_if_there_is_none_has_locks_too(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    class Simple(Failing):
        def pipe_file(self, path: str, data: bytes, mode: str = "overwrite") -> None:
            if mode == "create":
                raise NotImplementedError("A header you provided implies functionality that is not implemented")
            store.pipe_file(path, data)

    publish(Simple(store, 0, Killed), site, documents(TEXTS))
    assert texts_in(store) == TEXTS
    store.pipe_file(f"{ROOT}.feedpub/lock", b"another")
    with pytest.raises(SystemFault, match="another build"):
        publish(Simple(store, 0, Killed), site, documents({}))


def test_what_a_library_says_is_told_in_a_sentence(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    class NoCredentialsError(Exception):
        pass

    for error, sentence in (
        (NoCredentialsError("none"), "there are no credentials that are of use"),
        (PermissionError("Access Denied"), "these credentials may not do that (Access Denied)"),
        (TimeoutError(), "it cannot be reached (TimeoutError)"),
        (RuntimeError("odd"), "the store answers with an error (RuntimeError: odd)"),
    ):
        with pytest.raises(SystemFault) as fault:
            publish(Failing(store, 1, lambda error=error: error, counted=ASKING), site, documents(TEXTS))  # type: ignore[misc] # a value of the loop
        assert sentence in str(fault.value)
        assert fault.value.path.startswith("memory://bucket/blog")
