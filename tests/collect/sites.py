"""A small site on the disk, for the tests of collecting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedpub.model.options import ContentOptions, SiteOptions
from feedpub.sites import collect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from feedpub.collect import Collected
    from feedpub.model.records import Diagnostic, Post

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SITE = SiteOptions(url="https://example.com/", timezone="Asia/Seoul", language="ko")


@dataclass(frozen=True)
class Sites:
    """Writes files below a folder, and collects them."""

    folder: Path
    site: SiteOptions = SITE
    options: ContentOptions = field(default_factory=ContentOptions)

    def collect(self, files: Mapping[str, str | bytes], **options: object) -> Collected:
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        chosen = ContentOptions(**options) if options else self.options  # type: ignore[arg-type]  # any of the options
        return collect(self.folder, chosen, self.site, now=NOW)

    def post(self, text: str, path: str = "content/2024-06-22-name.md", **options: object) -> Post:
        collected = self.collect({path: text}, **options)
        assert len(collected.posts) == 1, collected
        return collected.posts[0]

    def finding(self, text: str | bytes, path: str = "content/2024-06-22-name.md") -> Diagnostic:
        collected = self.collect({path: text})
        assert len(collected.diagnostics) == 1, collected.diagnostics
        return collected.diagnostics[0]
