"""The site of a generator in a folder of its own, written by a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedpub import collect, config, content, sites
from feedpub.model.records import Markup

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect import Collected
    from feedpub.collect.left_out import Body
    from feedpub.model.options import Options
    from feedpub.model.records import Listing, Post

NOW = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Site:
    """Writes files, and reads them as feedpub does."""

    folder: Path
    configuration: str
    """The name of the file."""
    keys: str
    """What stands in it before all else."""
    path: str
    """Of a post."""
    fence: str = "---"
    front: str = ""
    """Front matter that a post has whose body is asked for."""

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def configure(self, *lines: str) -> None:
        self.write(self.configuration, self.keys + "".join(f"{line}\n" for line in lines))

    def options(self, **overrides: str) -> Options:
        return config.load(self.folder, {key.replace("__", "."): value for key, value in overrides.items()})

    def collect(self, **overrides: str) -> Collected:
        options = self.options(**overrides)
        skip = [self.folder / options.output.folder]
        return sites.collect(self.folder, options.content, options.site, now=NOW, skip=skip)

    def posts(self, **overrides: str) -> dict[str, Post]:
        """Return posts and pages by their paths."""
        return {post.source: post for post in self.collect(**overrides).posts}

    def post(self, front: str = "", body: str = "Text.\n", path: str = "") -> Post:
        """Write one post, and read it."""
        path = path or self.path
        self.write(path, f"{self.fence}\n{front}{self.fence}\n{body}")
        return self.posts()[path]

    def url(self, front: str = "", path: str = "") -> str:
        """Return the address of a post, below that of the site."""
        return self.post(front, path=path).url.removeprefix("https://example.com/")

    def body(self, body: str, front: str = "", path: str = "") -> str:
        """Return the body of a post as it is rendered."""
        return self.made(body, front, path).text

    def html(self, body: str) -> str:
        """Return the body of a post as feeds carry it."""
        made = self.body(body)
        settings = self.collect().settings
        assert settings is not None
        return content.render(made, Markup.MARKDOWN, "https://example.com/a/", settings.flavour)

    def made(self, body: str, front: str = "", path: str = "") -> Body:
        """Return the body of a post, and what is left out of it."""
        path = path or self.path
        self.write(path, f"{self.fence}\n{self.front}{front}{self.fence}\n{body}")
        collected = self.collect()
        post = next(post for post in collected.posts if post.source == path)
        return collect.read_body(self.folder, post, collected.settings)


def fed(post: Post) -> list[Listing]:
    """Return the pages that list a post and have a feed."""
    return [each for each in post.listings or () if each.has_feed]
