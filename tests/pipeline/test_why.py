"""What decides that posts are not there is known of the sites of every generator."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedpub import config, pipeline
from feedpub.model.records import Absence
from feedpub.pipeline.why import unread
from feedpub.pipeline.why.deciding import Decider

_SITES = Path(__file__).parents[1] / "sites"
_BUILT = "built-"
_DECIDED_BY_A_LINE = frozenset(
    {Absence.DRAFT, Absence.UNPUBLISHED, Absence.FUTURE, Absence.EXPIRED, Absence.HIDDEN, Absence.UNRENDERED}
)
_BY_KEYS_OF_THEIR_OWN = frozenset({"hugo-folders/content/ko/posts/until.md"})
"""Whose configuration gives the keys of dates other names."""


def _names() -> list[str]:
    return sorted(
        folder.name for folder in _SITES.iterdir() if folder.is_dir() and not folder.name.startswith(("_", _BUILT))
    )


@pytest.mark.parametrize("name", _names())
def test_what_decides_is_known_of_every_file_that_is_held_back(name: str) -> None:
    folder = _SITES / name
    loaded = config.read(folder)
    request = pipeline.Request(folder=folder, options=loaded.options, now=datetime(2026, 2, 1, tzinfo=UTC))
    found = pipeline.survey(request)
    decider = Decider(request, found, loaded)
    unknown = [
        one.source
        for one in found.collected.skipped
        if one.reason in _DECIDED_BY_A_LINE and decider.because(one, one.reason)[1] is None
    ]
    assert [source for source in unknown if f"{name}/{source}" not in _BY_KEYS_OF_THEIR_OWN] == []


@pytest.mark.parametrize("name", _names())
def test_a_reason_is_known_of_every_file_that_is_not_read(name: str) -> None:
    folder = _SITES / name
    loaded = config.read(folder)
    request = pipeline.Request(folder=folder, options=loaded.options, now=datetime(2026, 2, 1, tzinfo=UTC))
    found = pipeline.survey(request)
    known = {post.source for post in found.collected.posts} | {one.source for one in found.collected.skipped}
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    decider = Decider(request, found, loaded)
    for source in sorted(files - known):
        said, *decided_by = unread.reasons(source, request, decider)
        assert said.startswith(f"{source}: in no feed and not in the sitemap, because ")
        assert len(decided_by) <= 1
