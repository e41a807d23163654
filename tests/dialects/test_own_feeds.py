"""Feeds that a site makes by its own templates, held against what its generator makes of them (tests/sites)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedpub import config, pipeline

SITES = Path(__file__).parents[1] / "sites"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = sorted(path.name for path in SITES.glob("*-feeds"))


@pytest.mark.parametrize("name", NAMES)
def test_each_feed_of_a_sites_own_templates_is_served_with_its_ids_and_its_limit(name: str) -> None:
    loaded = config.read(SITES / name)
    assert loaded.doubts == ()
    survey = pipeline.survey(pipeline.Request(folder=SITES / name, options=loaded.options, now=NOW))
    ours = {
        path: [survey.ids[post.source] for post in posts]
        for spec, posts in survey.selection.feeds
        for path in spec.paths.values()
    }
    expected = json.loads((SITES / name / "expected.json").read_text(encoding="utf-8"))
    assert expected
    assert {path: sorted(ours.get(path, ())) for path in expected} == {
        path: sorted(ids) for path, ids in expected.items()
    }
