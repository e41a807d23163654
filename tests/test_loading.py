"""What a build does not load: start-up counts, and a module that is imported for nothing is felt in every build."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PROGRAM = """
import sys
from feedpub.cli import run
status = run(sys.argv[1:])
print(*sys.modules)
sys.exit(status)
"""
LIBRARIES = {"yaml", "frontmatter", "docutils", "unidecode", "cssselect"}
"""Needed for front matter that is not plain, and for the sites of other generators."""
FOR_NOTHING = {"email", "multiprocessing", "concurrent.futures", "zipfile", "http.client", "logging"}
"""Slow parts of the standard library that one small thing would bring in."""
UNASKED = {
    "feedpub.web.fetch",
    "feedpub.web.addresses",
    "socket",
    "feedpub.content.autodiscovery",
    "feedpub.pipeline.pages",
    "feedpub.publish.remote",
    "fsspec",
    "feedpub.cli.reference",
    "feedpub.cli.languages.catalogue",
    "polib",
    "feedpub.guard.findings",
    "feedpub.validator.examples",
    "feedpub.sites.beside",
    "feedpub.collect.frontmatter.handlers",
}
WORK = {
    "feedpub.pipeline",
    "feedpub.validator",
    "feedpub.generate",
    "feedpub.content",
    "feedpub.text.plain",
    "feedpub.guard.checking",
    "feedpub.config",
    "feedpub.model.options",
    "feedpub.model.records",
    "feedpub.collect",
} | {
    "feedpub.collect.collecting",
    "feedpub.collect.post",
    "feedpub.collect.frontmatter",
    "feedpub.guard.snapshot",
    "feedpub.publish",
    "feedpub.content.rendering",
    "feedpub.generate.select",
    "feedpub.text.xml",
    "feedpub.text.positions",
}
"""Where nothing has changed there is nothing to do."""


def loaded_by(site: Path, *arguments: str) -> set[str]:
    """Run `feedpub build` in a process of its own, in the folder of the site; give the modules that it has loaded."""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PROGRAM, "build", *arguments], cwd=site, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with a post as most are written."""
    (tmp_path / "feedpub.toml").write_text('site.url = "https://example.com/"\n', encoding="utf-8")
    (tmp_path / "content").mkdir()
    text = "---\ntitle: Tea\ndate: 2024-06-21 10:00:00 +0900\ntags: [a, b]\n---\nText with a [link](/b/).\n"
    (tmp_path / "content" / "tea.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_first_build_of_plain_posts_loads_nothing_for_others(site: Path) -> None:
    loaded = loaded_by(site, "--jobs", "1")
    assert "feedpub.generate.rss" in loaded
    assert not loaded.intersection(LIBRARIES | FOR_NOTHING | UNASKED)


BODY = """
import sys
from feedpub.collect import frontmatter
print(frontmatter.body(sys.argv[1]))
print(*sys.modules)
"""


@pytest.mark.parametrize("mark", ["---", "+++", ";;;"])
def test_what_stands_behind_front_matter_is_found_without_a_library(mark: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", BODY, f"{mark}\n{mark}\nTea"], capture_output=True, text=True, check=True
    )
    body, modules = done.stdout.splitlines()
    assert body == "Tea"
    assert not LIBRARIES.intersection(modules.split())


def test_a_plain_build_has_no_command_line_to_understand(site: Path) -> None:
    loaded = loaded_by(site)
    assert "feedpub.pipeline.complete" in loaded
    assert "click" not in loaded


HEAVY = {"msgspec", "lxml", "feedgen", "dateutil", "comrak", "nh3"} | {
    "pickle",
    "html",
    "calendar",
    "zoneinfo",
    "tempfile",
    "shutil",
    "tomllib",
}
NOTHING = LIBRARIES | FOR_NOTHING | UNASKED | WORK | HEAVY


@pytest.mark.parametrize("arguments", [(), ("--jobs", "1"), ("--strict",)])
def test_a_build_with_nothing_changed_loads_nothing_that_builds(site: Path, arguments: tuple[str, ...]) -> None:
    loaded_by(site, *arguments)
    loaded = loaded_by(site, *arguments)
    assert "feedpub.incremental.up_to_date" in loaded
    assert not loaded & NOTHING


def test_where_nothing_is_asked_and_nothing_has_changed_no_command_line_is_understood(site: Path) -> None:
    loaded_by(site)
    loaded = loaded_by(site)
    assert "feedpub.cli.atonce" in loaded
    assert not loaded & (NOTHING | {"click", "dataclasses", "inspect", "pathlib", "feedpub.cli.build"})
