"""A site that is written, generated, built and deployed again and again, from whatever is left of the last time."""

from __future__ import annotations

import re
import shutil
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.golden.sites import contents
from tests.owner import Site
from tests.running import write
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from feedpub.model.records import Diagnostic
    from tests.resubscription.kinds import Own
    from tests.resubscription.written import Written


class Deployment:
    """The folder of a site, and the one from which subscribers read."""

    def __init__(self, folder: Path, kind: Own, written: Written) -> None:
        self.kind, self.written = kind, written
        self.site = _site(folder / "site", kind)
        self.live = folder / "live"

    def write(self, written: Written) -> None:
        """Write the sources in place of those before, whose pages go."""
        for path in self.kind.sources(self.written):
            (self.site.folder / path).unlink(missing_ok=True)
        for path in self.kind.pages(self.written):
            (self.site.output / path).unlink(missing_ok=True)
        self.written = written
        write(self.site.folder, self.kind.sources(written))
        self.site.settings = {**self.kind.settings(written), **written.settings}

    def generate(self, *, feeds: bool = True) -> None:
        """Have the generator write into the output folder."""
        write(self.site.output, {**self.kind.pages(self.written), **(self.kind.made(self.written) if feeds else {})})

    def deploy(self) -> None:
        """Copy what is published to where it is read."""
        shutil.rmtree(self.live, ignore_errors=True)
        shutil.copytree(self.site.output, self.live)

    def empty(self) -> None:
        shutil.rmtree(self.site.output, ignore_errors=True)

    def move(self) -> None:
        """Copy the site to another folder, as to another machine."""
        site = _site(self.site.folder.with_name(f"{self.site.folder.name}-again"), self.kind)
        shutil.copytree(self.site.folder, site.folder, dirs_exist_ok=True)
        site.settings = self.site.settings
        self.site = site

    def follow(self, found: Iterable[Diagnostic]) -> None:
        """Do what the guard says, to the letter."""
        for one in found:
            settings, pin = advice(one)
            if pin:
                self.site.pin(pin)
            self.write(replace(self.written, settings={**self.written.settings, **settings}))


def _site(folder: Path, kind: Own) -> Site:
    site = Site(folder)
    site.output = folder / kind.output
    return site


def advice(found: Diagnostic) -> tuple[Mapping[str, object], str]:
    """Return the lines that a finding says to write into feedpub.toml, and the one into feedpub.ids."""
    said = found.hint.partition(" If it is meant, ")[0]
    if said.startswith("Set `"):
        return dict(_key(line) for line in re.findall(r"`([^`]+ = [^`]+)`", said)), ""
    if line := re.match(r"Add the line `([^`]*)`", said):
        return {}, line[1]
    if found.code == "guard/dates-moved" and "to the zone that was used before" in said:
        return {"site.timezone": "UTC"}, ""
    raise AssertionError(f"advice that nobody can follow to the letter: {found}")


def _key(line: str) -> tuple[str, object]:
    key, _, value = line.partition(" = ")
    return key, tomllib.loads(f"value = {value}")["value"]


# What is left of the last time


@dataclass(frozen=True)
class Place:
    """What a build finds of earlier ones; `prepared` makes it so, and gives what the command is told besides."""

    prepared: Callable[[Deployment], AbstractContextManager[Mapping[str, object]]]

    knows_former_terms: bool = True
    """Whether the feed of a category that the site no longer speaks of is known to have been there."""

    def findings(self, deployment: Deployment) -> list[Diagnostic]:
        """Build, and return what the guard says."""
        with self.prepared(deployment) as told:
            return deployment.site.findings(**told)


@contextmanager
def kept(deployment: Deployment) -> Iterator[Mapping[str, object]]:
    """The generator writes over what is there."""
    deployment.generate()
    yield {}


@contextmanager
def emptied(deployment: Deployment) -> Iterator[Mapping[str, object]]:
    """The generator removes what it has not made itself, and makes its own."""
    deployment.empty()
    deployment.generate()
    yield {}


@contextmanager
def live(deployment: Deployment) -> Iterator[Mapping[str, object]]:
    """Nothing is left but the sources: what is published is on a server."""
    deployment.empty()
    shutil.rmtree(deployment.site.folder / ".feedpub", ignore_errors=True)
    deployment.generate()
    with serving() as server:
        server.answers = {f"/{path}": Answer(data) for path, data in contents(deployment.live).items()}
        yield {"against": f"{server.url}/", "take_over": True}


@contextmanager
def remembered(deployment: Deployment) -> Iterator[Mapping[str, object]]:
    """Nothing is left but the sources and .feedpub, and both lie elsewhere; the generator makes no feed."""
    deployment.empty()
    deployment.move()
    deployment.generate(feeds=False)
    yield {}


PLACES: Mapping[str, Place] = {
    "kept": Place(kept),
    "emptied": Place(emptied),
    "live": Place(live, knows_former_terms=False),
    "remembered": Place(remembered),
}
