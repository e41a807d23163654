"""Whatever happens in whatever order: files of others stay, and a completed publish holds exactly what it should."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from feedpub.io.writing import Place
from feedpub.model.errors import ContentError
from feedpub.publish.records import Places, read_journal, read_manifest
from tests.drawn import examples
from tests.publish.disks import Killed, KillingDisk, SteppedDisk
from tests.publish.folders import KEY, documents, publish, texts_in
from tests.scratch import root

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

pytestmark = pytest.mark.slow

PATHS = ("rss.xml", "a/rss.xml", "a/b/rss.xml", "c/feed.json", "sitemap.xml", "feed.css")
TEXTS = ("one", "two", "three is longer", "")
OTHERS = ("index.html", "a/index.html", "a/b/rss.xml", "sitemap.xml", "c/x.html")

texts = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(TEXTS))


class Publishing(RuleBasedStateMachine):
    """A site whose owner publishes, edits and adds files, with runs that are killed in between."""

    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory(dir=root())
        self.folder = Path(self.temporary.name)
        self.output = self.folder / "public"
        self.state = self.folder / ".feedpub"
        self.theirs: dict[str, str] = {}

    @rule(wanted=texts)
    def publish_whole(self, wanted: dict[str, str]) -> None:
        """A publish that nothing disturbs is complete, and a second one changes nothing."""
        try:
            publish(documents(wanted), self.output, self.state, disk=SteppedDisk())
        except ContentError as error:
            in_the_way = {found.where.path.removeprefix("public/") for found in error.diagnostics}
            assert in_the_way <= self.theirs.keys()
            return
        self.theirs = {path: text for path, text in self.theirs.items() if path not in wanted}
        assert texts_in(self.output) == {**self.theirs, **wanted}
        again = publish(documents(wanted), self.output, self.state, disk=SteppedDisk())
        assert (again.moves, again.diagnostics) == ((), ())

    @rule(wanted=texts, step=st.integers(1, 40), half=st.booleans())
    def publish_killed(self, wanted: dict[str, str], step: int, half: bool) -> None:  # noqa: FBT001 - drawn
        """A publish that is killed, or is done before, or finds something in the way."""
        before = texts_in(self.output) if self.output.exists() else {}
        try:
            publish(documents(wanted), self.output, self.state, disk=KillingDisk(step, half=half))
        except ContentError:
            return
        except Killed:
            adopted = self.promised()
        else:
            adopted = wanted.keys()
        same = {path for path in wanted if before.get(path) == wanted[path]} & adopted
        self.theirs = {path: text for path, text in self.theirs.items() if path not in same}

    def promised(self) -> AbstractSet[str]:
        """Return what is ours after a kill: in the manifest, or in the one that a finished journal will write."""
        [name] = {path.name.split(".")[0] for path in self.state.glob("*.json")} or {""}
        number = self.folder.stat().st_ino
        places = Places(state=Place(str(self.folder), ".feedpub"), name=name, site=("", number), key=KEY)
        journal, manifest = read_journal(places), read_manifest(places)
        if journal and journal.content.ready:
            return journal.content.manifest.files.keys()
        return manifest.content.files.keys() if manifest else set()

    @rule(path=st.sampled_from(OTHERS), number=st.integers(0, 9))
    def write_theirs(self, path: str, number: int) -> None:
        """Somebody writes a file: a new one, or over one of ours."""
        target = self.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.theirs[path] = f"theirs {number}"
        target.write_text(self.theirs[path], "utf-8")

    @rule(path=st.sampled_from(OTHERS))
    def remove_theirs(self, path: str) -> None:
        """Somebody removes a file of theirs."""
        if self.theirs.pop(path, None) is not None:
            (self.output / path).unlink()

    @rule()
    def lose_the_manifest(self) -> None:
        """A fresh checkout after a whole run: without marks, what we published is nobody's now."""
        if self.state.exists() and not list(self.state.glob("*.journal.json")):
            for path in self.state.glob("*.manifest.json"):
                path.unlink()
            self.theirs |= texts_in(self.output)

    @invariant()
    def theirs_stay(self) -> None:
        """No file of others was touched or removed."""
        standing = texts_in(self.output) if self.output.exists() else {}
        assert self.theirs.items() <= standing.items()

    def teardown(self) -> None:
        """Remove the site."""
        self.temporary.cleanup()


Publishing.TestCase.settings = settings(examples(50), stateful_step_count=20)
TestPublishing = Publishing.TestCase
