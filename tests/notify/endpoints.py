"""A host with a site on it, and a hub, an rssCloud server and a search engine that note what they are told."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from tests.live.host import Answer, Asked, Host, hosting
from tests.running import KEY, Ended, feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

INDEXNOW = "5f0c4e8a9b7d4c21"


@dataclass
class Told:
    """Everybody who is told, and what they were told; `refuse` makes another answer of a request."""

    host: Host
    site: Path
    hub: list[str] = field(default_factory=list)
    cloud: list[str] = field(default_factory=list)
    engine: list[list[str]] = field(default_factory=list)
    refuse: Callable[[str], Answer | None] = lambda _path: None

    def answer(self, asked: Asked, right: Answer) -> Answer:
        if asked.method != "POST":
            return right
        if (refused := self.refuse(asked.path)) is not None:
            return refused
        if asked.path == "/indexnow":
            said = json.loads(asked.body)
            assert said["host"] == self.host.url.partition("://")[2].rstrip("/")
            assert said["keyLocation"] == f"{self.host.url}{said['key']}.txt"
            self.engine.append([self._path(url) for url in said["urlList"]])
            return Answer(status=202)
        form = {name: value for name, [value] in parse_qs(asked.body.decode(), strict_parsing=True).items()}
        if asked.path == "/hub":
            assert form.pop("hub.mode") == "publish"
            self.hub.append(self._path(form.pop("hub.url")))
        else:
            assert asked.path == "/ping"
            self.cloud.append(self._path(form.pop("url")))
        assert form == {}
        return Answer(status=204)

    def _path(self, url: str) -> str:
        assert url.startswith(self.host.url)
        return url.removeprefix(self.host.url[:-1])

    def build(self, **posts: str) -> None:
        """Write posts and build."""
        write(self.site / "content", {f"{name}.md": text for name, text in posts.items()})
        ended = feedpub("build", cwd=self.site, FEEDPUB_KEY=KEY)
        assert ended.status == 0, ended.err

    def deploy(self) -> None:
        public = self.site / "public"
        self.host.files = {
            f"/{path.relative_to(public).as_posix()}": path.read_bytes() for path in public.rglob("*") if path.is_file()
        }

    def notify(self, *arguments: str, **environ: str) -> Ended:
        return feedpub("notify", *arguments, cwd=self.site, **{"FEEDPUB_KEY": KEY, **environ})  # type: ignore[arg-type] # mypy takes the variables for `stdin`

    def taken(self) -> tuple[list[str], list[str], list[list[str]]]:
        """Return what everybody was told since this was asked last."""
        told = self.hub[:], self.cloud[:], self.engine[:]
        for one in (self.hub, self.cloud, self.engine):
            one.clear()
        return told


@contextmanager
def telling(folder: Path, more: str = "") -> Iterator[Told]:
    """Serve a site of two posts, one of them in a category, that is built and deployed."""
    with hosting() as host:
        configuration = f"""
[site]
url = "{host.url}"
local = true
title = "Tea"
language = "en"
[feeds]
hub = "{host.url}hub"
cloud = "{host.url}pleaseNotify"
[notify.indexnow]
key = "{INDEXNOW}"
key_file = true
endpoint = "{host.url}indexnow"
{more}"""
        told = Told(host=host, site=write(folder / "site", {"feedpub.toml": configuration}))
        host.alter = told.answer
        told.build(one=post("One", "2025-06-01"), two=post("Two", "2025-06-02", categories="[Green]"))
        told.deploy()
        yield told
