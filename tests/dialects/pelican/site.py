"""A Pelican site on the disk, made of a few files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedpub import config, pipeline
from feedpub.collect import read_body

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.left_out import Body
    from feedpub.model.records import Diagnostic, Post
    from feedpub.pipeline.surveying import Survey

NOW = datetime(2026, 11, 22, tzinfo=UTC)
CONFIGURATION = 'SITEURL = "https://example.com"\nPATH = "content"\nTIMEZONE = "Asia/Seoul"\n'


class Site:
    """A folder with `pelicanconf.py` and a content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("pelicanconf.py", CONFIGURATION)
        (folder / "content").mkdir()

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def configure(self, *lines: str) -> None:
        self.write("pelicanconf.py", CONFIGURATION + "\n".join(lines) + "\n")

    def survey(self, **overrides: str) -> Survey:
        options = config.load(self.folder, {key.replace("__", "."): value for key, value in overrides.items()})
        return pipeline.survey(pipeline.Request(folder=self.folder, options=options, now=NOW))

    def post(self, text: str, path: str = "post.md") -> Post:
        """Return the only post of the site, which has this text."""
        self.write(f"content/{path}", text)
        survey = self.survey()
        assert len(survey.collected.posts) == 1, survey.diagnostics
        return survey.collected.posts[0]

    def finding(self, text: str | bytes, path: str = "post.md") -> Diagnostic:
        """Return the only thing that is said of the site when it has a post with this text."""
        self.write(f"content/{path}", text)
        found = self.survey().diagnostics
        assert len(found) == 1, found
        return found[0]

    def complaint(self, *lines: str) -> Diagnostic:
        """Return the only thing that is said of the site with these lines in its configuration."""
        self.configure(*lines)
        self.write("content/post.md", "Title: A\nDate: 2024-01-01\n\nText.\n")
        found = self.survey().diagnostics
        assert len(found) == 1, found
        return found[0]

    def body(self, text: str, path: str = "post.md") -> str:
        """Return the body of a post of this text, as it goes to be rendered."""
        return self.made(text, path).text

    def made(self, text: str, path: str = "post.md") -> Body:
        """Return the body of a post of this text, and what is left out of it."""
        self.write(f"content/{path}", text)
        found = self.survey().collected
        post = next(each for each in found.posts if each.source == f"content/{path}")
        return read_body(self.folder, post, found.settings)
