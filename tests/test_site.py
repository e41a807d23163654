"""The documentation as a website: every page is reached, and every link leads to a page and a heading of it.

`make site` builds it with Sphinx, which has an environment of its own; this asks the same of the Markdown.
"""

from __future__ import annotations

import importlib.util
import re
import string
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))
TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```", re.MULTILINE | re.DOTALL)
TITLED = re.compile(r"^.* <(?=.+>$)")
"""What stands before a page in a toctree that calls it by a shorter name."""
FENCED = re.compile(r"^(`{3,})[^`\n]*\n.*?^\1`*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?:(?!`).)+\1")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,4} (.*)$", re.MULTILINE)
DROPPED = str.maketrans("", "", "".join(set(string.punctuation) - set("-_")))


def entries(page: Path) -> list[Path]:
    """Return the pages that the toctrees of a page name."""
    found = TOCTREE.findall(page.read_text(encoding="utf-8"))
    names = [line for text in found for line in text.splitlines() if line and not line.startswith(":")]
    return [(page.parent / f"{TITLED.sub('', name).rstrip('>')}.md").resolve() for name in names]


def test_every_page_is_in_one_toctree_and_reached_from_the_front_page() -> None:
    named = [entry for page in PAGES for entry in entries(page)]
    assert sorted(named) == sorted(set(named))
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        waiting += entries(page)
    assert reached == set(PAGES)


@pytest.mark.parametrize("page", [page for page in PAGES if TOCTREE.search(page.read_text(encoding="utf-8"))])
def test_a_page_with_a_toctree_has_a_link_to_each_of_its_pages(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    linked = {(page.parent / target.partition("#")[0]).resolve() for target in LINK.findall(text)}
    conf = conf_of_sphinx()
    beside = {(DOCS / f"{name}.md").resolve(): (ROOT / file).resolve() for name, file in conf.items()}
    assert [entry.name for entry in entries(page) if entry not in linked and beside.get(entry) not in linked] == []


@cache
def conf_of_sphinx() -> dict[str, str]:
    """Return the pages that stand for files beside docs/."""
    made = importlib.util.spec_from_file_location("conf", DOCS / "conf.py")
    assert made
    assert made.loader
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return dict(module.BESIDE)


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the fragments of a page, as GitHub and MyST make them of headings."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "") for heading in HEADING.findall(text))
    return frozenset(heading.strip().lower().translate(DROPPED).replace(" ", "-") for heading in plain)


@pytest.mark.parametrize(
    "page", [*PAGES, *(ROOT / name for name in conf_of_sphinx().values())], ids=lambda page: page.name
)
def test_links_of_a_page_lead_to_files_and_to_headings(page: Path) -> None:
    text = CODE.sub("", FENCED.sub("", page.read_text(encoding="utf-8")))
    targets = [target for target in LINK.findall(text) if not re.match(r"[a-z]+:", target)]
    for target in targets:
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{page.name}: {target}"


def test_files_beside_docs_have_a_page_with_a_link_to_them() -> None:
    for name, file in conf_of_sphinx().items():
        page = DOCS / f"{name}.md"
        targets = LINK.findall(page.read_text(encoding="utf-8"))
        assert [(page.parent / target).resolve() for target in targets] == [ROOT / file]
