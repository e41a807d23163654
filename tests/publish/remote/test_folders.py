"""Publishing where there are folders, as by SFTP: they are made, get in the way, and go when they are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from feedpub.model.errors import ContentError, SystemFault
from feedpub.publish.remote import RemoteDestination
from feedpub.publish.remote.address import parsed
from tests.publish.folders import KEY, documents, texts_in
from tests.publish.remote.stores import ASKING, CACHING, CHANGING, Failing, Killed

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.publish import Plan

local = pytest.importorskip("fsspec.implementations.local", reason="fsspec is not installed").LocalFileSystem

OLD = {"rss.xml": "old rss", "tags/a/rss.xml": "old term", "sitemap.xml": "old sitemap"}
NEW = {"rss.xml": "new rss", "tags/b/rss.xml": "new term", "sitemap.xml": "new sitemap"}


def publish(root: Path, texts: dict[str, str], file_system: Any = None, **more: Any) -> Plan:  # noqa: ANN401 - fsspec has no types
    """Publish into a folder as if it were one of a server."""
    target = parsed(f"sftp://server{root.as_posix()}/www")
    site = root / "site"
    site.mkdir(parents=True, exist_ok=True)
    place = RemoteDestination(target, str(site), caching=CACHING, key=KEY, file_system=file_system or local())
    return place.publish(documents(texts), snapshot=b"kept", **more)


def published(root: Path) -> dict[str, str]:
    texts = texts_in(root / "www")
    return {path: text for path, text in texts.items() if not path.startswith(".feedpub/")}


def test_folders_are_made_and_go_when_nothing_is_in_them(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    assert published(tmp_path) == OLD
    assert not publish(tmp_path, OLD).moves
    (tmp_path / "www/tags/index.html").write_text("theirs")
    publish(tmp_path, NEW)
    assert published(tmp_path) == {**NEW, "tags/index.html": "theirs"}
    assert not (tmp_path / "www/tags/a").exists()


def test_what_is_in_the_way_is_named_and_stays(tmp_path: Path) -> None:
    (tmp_path / "www/rss.xml").mkdir(parents=True)
    (tmp_path / "www/tags").write_text("a file")
    with pytest.raises(ContentError) as refused:
        publish(tmp_path, {**OLD, "../x.xml": "out"})
    assert {one.code: one.where.path.rpartition("www/")[2] for one in refused.value.diagnostics} == {
        "publish/not-a-file": "rss.xml",
        "publish/not-a-folder": "tags/a/rss.xml",
        "publish/not-a-path": "../x.xml",
    }
    assert published(tmp_path) == {"tags": "a file"}
    assert not (tmp_path / "x.xml").exists()


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "www/rss.xml").mkdir(parents=True)
    (tmp_path / "site").mkdir()

    class OneAnswer(Failing):
        """As a server of SFTP answers, whatever the failure is."""

        def cat_file(self, path: str) -> bytes:
            try:
                data: bytes = local().cat_file(path)
            except IsADirectoryError:
                raise OSError("Failure") from None
            return data

    target = parsed(f"sftp://server{tmp_path.as_posix()}/www")
    file_system = OneAnswer(local(), 0, Killed)
    place = RemoteDestination(target, str(tmp_path / "site"), caching=CACHING, file_system=file_system)
    assert place.documents(["rss.xml", "atom.xml"]) == {}
    broken = Failing(local(), 1, lambda: OSError("Failure"), counted=frozenset({"cat_file"}))
    place = RemoteDestination(target, str(tmp_path / "site"), caching=CACHING, file_system=broken)
    with pytest.raises(SystemFault, match=r"rss2\.xml: the store answers with an error"):
        place.documents(["rss2.xml"])


@pytest.mark.parametrize("after", [False, True])
def test_a_kill_at_any_call_leaves_whole_documents_and_the_next_run_finishes(tmp_path: Path, after: bool) -> None:  # noqa: FBT001 - what is tried
    number, done = 0, 1
    while number < done:
        number += 1
        root = tmp_path / str(number)
        publish(root, OLD)
        counted = CHANGING | (ASKING if number % 2 else frozenset())
        failing = Failing(local(), number, Killed, counted=counted, is_for_ever=True, after=after)
        try:
            publish(root, NEW, failing)
        except Killed:
            done = number + 1
        texts = published(root)
        assert all(text in {OLD.get(path), NEW.get(path)} for path, text in texts.items()), number
        if texts["sitemap.xml"] == NEW["sitemap.xml"]:
            assert texts.items() >= NEW.items(), number
        publish(root, NEW)
        assert published(root) == NEW, number
        left = {path.name.partition(".")[0] for path in (root / "www/.feedpub").iterdir()}
        assert left == {"manifest", "snapshot"}, number
    assert number > 20
