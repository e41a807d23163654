"""Every call to a store fails in turn: nothing is published, or the next run finishes it; and it is said."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from feedpub.model.errors import SystemFault
from tests.publish.folders import documents
from tests.publish.remote.stores import ASKING, CHANGING, Failing, Killed, empty, left_in, publish, texts_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD = {"rss.xml": "old rss", "atom.xml": "same", "gone/rss.xml": "old term", "sitemap.xml": "old sitemap"}
NEW = {"rss.xml": "new rss, longer", "atom.xml": "same", "new/rss.xml": "new term", "sitemap.xml": "new sitemap"}
THEIRS = {"index.html": "theirs"}
LAST = {"rss.xml": "last rss", "atom.xml": "same", "sitemap.xml": "last sitemap"}
MOST = 300
"""More calls than a run makes; a test makes sure of it."""

FAILURES: list[tuple[str, Callable[[], BaseException], bool, bool]] = [
    ("once", lambda: OSError("no"), False, False),
    ("once, though it was done", lambda: TimeoutError("no answer"), False, True),
    ("for ever", lambda: PermissionError("no"), True, False),
    ("killed before", Killed, True, False),
    ("killed after", Killed, True, True),
]


@pytest.fixture
def standing(tmp_path: Path) -> Any:  # noqa: ANN401 - fsspec has no types
    """Return a place that was published as OLD."""
    store = empty()
    store.pipe_file("/bucket/blog/index.html", b"theirs")
    publish(store, tmp_path / "site", documents(OLD), snapshot=b"old")
    return store


def copied(store: Any) -> Any:  # noqa: ANN401 - fsspec has no types
    other = empty()
    other.store.update({path: copy.copy(file) for path, file in store.store.items()})
    return other


def is_well_ordered(texts: dict[str, str]) -> bool:
    """Whether nothing names what is not there: a sitemap the feeds that it leads to, while these go last."""
    if texts["sitemap.xml"] == NEW["sitemap.xml"]:
        return texts["rss.xml"] == NEW["rss.xml"] and texts.get("new/rss.xml") == NEW["new/rss.xml"]
    return "gone/rss.xml" in texts


@pytest.mark.parametrize(
    ("error", "is_for_ever", "after"), [one[1:] for one in FAILURES], ids=[one[0] for one in FAILURES]
)
@pytest.mark.parametrize("counted", [CHANGING, CHANGING | ASKING], ids=["writes", "all"])
def test_whatever_fails_readers_get_whole_documents_and_the_next_run_finishes(  # noqa: PLR0913, PLR0917 - what is tried
    standing: Any,  # noqa: ANN401 - fsspec has no types
    tmp_path: Path,
    counted: frozenset[str],
    error: Callable[[], BaseException],
    is_for_ever: bool,  # noqa: FBT001 - what is tried
    after: bool,  # noqa: FBT001 - what is tried
) -> None:
    number = 0
    while True:
        number += 1
        store = copied(standing)
        failing = Failing(store, number, error, counted=counted, is_for_ever=is_for_ever, after=after)
        try:
            publish(failing, tmp_path / "site", documents(NEW), snapshot=b"new")
        except (SystemFault, Killed):
            has_failed = True
        else:
            has_failed = False
        texts = texts_in(store)
        assert all(text in {OLD.get(path), NEW.get(path), THEIRS.get(path)} for path, text in texts.items()), number
        assert {"rss.xml", "atom.xml", "sitemap.xml", "index.html"} <= texts.keys(), number
        assert is_well_ordered(texts), (number, texts)
        if failing.done < number:
            assert not has_failed
            break
        # The next run may want something else: what the last one has begun goes or is finished all the same.
        wanted = NEW if number % 2 else LAST
        publish(store, tmp_path / "site", documents(wanted), snapshot=b"new")
        assert texts_in(store) == {**wanted, **THEIRS}, number
        assert not left_in(store), number
        assert not publish(store, tmp_path / "site", documents(wanted), snapshot=b"new").moves
    assert 15 < number < MOST
