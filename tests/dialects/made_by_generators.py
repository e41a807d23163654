"""The sites in tests/sites of which real generators have told what they make, as feedpub reads them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from feedpub import config, pipeline

if TYPE_CHECKING:
    from feedpub.pipeline.surveying import Survey

SITES: Final = Path(__file__).parents[1] / "sites"
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The moment for which they were made."""
EPOCH: Final = str(int(NOW.timestamp()))


@cache
def survey(name: str) -> Survey:
    """Return what feedpub finds in a site."""
    options = config.load(SITES / name)
    return pipeline.survey(pipeline.Request(folder=SITES / name, options=options, now=NOW))


def expected(name: str) -> dict[str, Any]:
    """Return what its generator makes of it."""
    return dict(json.loads((SITES / name / "expected.json").read_text(encoding="utf-8")))
