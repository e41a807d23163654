"""A site in a folder that a test changes and builds, as its owner would."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedpub import config, pipeline
from feedpub.incremental import up_to_date
from feedpub.incremental.store import Store
from feedpub.model.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.incremental.up_to_date import Look
    from feedpub.model.records import Diagnostic
    from feedpub.pipeline.run import Outcome

KEY = b"k" * 32
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def stored(folder: Path, namespace: str) -> Path:
    """Return the file that holds the one value of a namespace of the store of a site."""
    (file,) = (folder / ".feedpub").glob(f"{namespace}.*")
    return file


class Site:
    """A site with a feedpub.toml of dotted keys; `build` gives the outcome, `findings` what stops it."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.settings: dict[str, object] = {"site.url": "https://example.com/", "site.language": "en"}
        self.settings |= {name.replace("__", "."): value for name, value in settings.items()}
        self.content = folder / "content"
        self.output = folder / "public"
        self.content.mkdir(parents=True, exist_ok=True)

    def set(self, key: str, value: object) -> None:
        self.settings[key] = value

    def post(self, name: str, body: str = "", **front: object) -> Path:
        """Write content/<name>.md."""
        file = self.content / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{key}: {value}\n" for key, value in front.items())
        text = body or f"What {name} says is said by no other post: {' '.join(name * 3 for _ in range(9))}."
        file.write_text(f"---\n{lines}---\n{text}\n", encoding="utf-8")
        return file

    def posts(self, number: int) -> None:
        """Write posts of different titles, dates and texts."""
        words = ("amber", "birch", "cedar", "dune", "ember", "fjord", "grove", "heath", "islet", "juniper")
        for index, word in enumerate(words[:number]):
            self.post(
                word,
                title=f"Of {word}s",
                date=f"2024-06-{index + 1:02} 23:30:00",
                categories="[News]",
                slug=f"on-{word}",
            )

    def pin(self, line: str) -> None:
        """Add a line to feedpub.ids."""
        with (self.folder / "feedpub.ids").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def configure(self, **settings: object) -> None:
        """Write feedpub.toml, with these settings besides."""
        self.settings |= {name.replace("__", "."): value for name, value in settings.items()}
        lines = (f"{key} = {_toml(value)}" for key, value in self.settings.items())
        (self.folder / "feedpub.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def request(self, *accept: str, now: datetime = NOW, **more: object) -> pipeline.Request:
        self.configure()
        options = config.load(self.folder)
        fields = {"folder": self.folder, "options": options, "now": now, "accept": accept, "key": KEY}
        return pipeline.Request(**{**fields, **more})  # type: ignore[arg-type]  # fields of any type

    def build(self, *accept: str, now: datetime = NOW, **more: object) -> Outcome:
        return pipeline.build(self.request(*accept, now=now, **more))

    def build_in_brief(self, *accept: str, now: datetime = NOW, **more: object) -> Outcome:
        """Build as the command does where nothing but a line is asked for."""
        request = self.request(*accept, now=now, **{"cache": True, **more})
        return pipeline.build(request, seen=self.look(*accept, now=now, **more), is_brief=True)

    def look(self, *accept: str, now: datetime = NOW, **more: object) -> Look:
        """See what the command would see of the site before it reads anything, its configuration least of all."""
        return up_to_date.look(Store(str(self.folder), KEY), {"accept": accept, **more}, now)

    def findings(self, **more: object) -> list[Diagnostic]:
        """Return what the guard finds, of a build or of one that it stops."""
        try:
            found = pipeline.build(self.request(**more)).diagnostics  # type: ignore[arg-type]  # `now` among others
        except ContentError as error:
            found = error.diagnostics
            assert all(one.code.startswith("guard/") for one in found if one.level.value == "error"), found
        return [one for one in found if one.code.startswith("guard/")]


def _toml(value: object) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
