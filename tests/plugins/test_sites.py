"""Dialects of others: a site of another generator is read by the package that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plugins.installing import HERE, importing, install, made
from tests.running import Ended, post, process, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PROJECT = "[project]\nname = Tea\nurl = https://tea.example/\n"
HELLO = "title: Hello\n---\npub_date: 2024-06-21\n---\ntags: green black\n---\nbody:\n\nText *of a post*.\n"
LEKTOR = (HERE / "feedpub-lektor" / "feedpub_lektor.py").read_text(encoding="utf-8")
SITES = "feedpub.sites"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a Lektor site with a post and a page."""
    home = "title: Home\n---\nbody: Welcome.\n"
    files = {"tea.lektorproject": PROJECT, "content/contents.lr": home, "content/blog/hello/contents.lr": HELLO}
    return write(tmp_path / "site", files)


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """Return a folder in which the dialect is installed."""
    return install("feedpub-lektor", tmp_path / "plugins")


def run(site: Path, plugins: Path, *arguments: str) -> Ended:
    return process(*arguments, cwd=site, PYTHONPATH=importing(plugins))


def lektor(target: Path, old: str, new: str) -> Path:
    """Install the dialect with something replaced in it."""
    assert old in LEKTOR
    return made(target, LEKTOR.replace(old, new), SITES, entry="lektor")


def test_a_site_is_found_by_the_dialect_of_a_plug_in(site: Path, plugins: Path) -> None:
    ended = run(site, plugins, "build")
    assert ended.err == (
        "Lektor site found in tea.lektorproject: name, url taken from it.\n"
        "Published 1 feed of 1 post and 1 page in public: 6 new.\n"
    )
    atom = (site / "public" / "atom.xml").read_text(encoding="utf-8")
    assert '<link href="https://tea.example/blog/hello/" rel="alternate"' in atom
    assert "&lt;em&gt;of a post&lt;/em&gt;" in atom
    assert "<title>Tea</title>" in atom


def test_without_the_plug_in_it_is_none(site: Path) -> None:
    ended = process("build", "--url", "https://tea.example/", cwd=site)
    assert "Lektor" not in ended.err
    assert not (site / "public" / "atom.xml").exists()


def test_the_dialect_is_asked_for_by_its_name(site: Path, plugins: Path) -> None:
    (site / "tea.lektorproject").unlink()
    write(site, {"feedpub.toml": 'site.url = "https://tea.example/"\nsite.type = "lektor"\n'})
    assert "Published 1 feed of 1 post" in run(site, plugins, "build").err


def test_the_configuration_of_feedpub_takes_precedence(site: Path, plugins: Path) -> None:
    write(site, {"feedpub.toml": 'site.title = "Coffee"\n'})
    assert "url taken from it" in run(site, plugins, "build").err
    assert "<title>Coffee</title>" in (site / "public" / "atom.xml").read_text(encoding="utf-8")


def test_a_name_that_no_dialect_has_is_refused_with_those_there_are(site: Path, plugins: Path) -> None:
    ended = run(site, plugins, "build", "--site-type", "lektorr", "--url", "https://tea.example/")
    assert ended.status == 2
    known = ended.err.partition("there are auto, none, ")[2].partition("\n")[0].rstrip(".").split(", ")
    assert {"eleventy", "html", "lektor"} <= set(known)


def test_a_plug_in_is_asked_before_our_own(site: Path, plugins: Path) -> None:
    write(site, {"_config.yml": "title: Looks like Jekyll\n"})
    assert "Lektor site found" in run(site, plugins, "build").err


def test_other_sites_are_read_as_before(plugins: Path, tmp_path: Path) -> None:
    site = write(tmp_path / "own", {"content/a.md": post("A")})
    without = process("build", "--url", "https://example.com/", "--out", "a", cwd=site)
    assert run(site, plugins, "build", "--url", "https://example.com/", "--out", "b").err == without.err.replace(
        " a:", " b:"
    )
    for file in (site / "a").rglob("*"):
        assert file.read_bytes() == (site / "b" / file.relative_to(site / "a")).read_bytes()


def test_a_mistake_in_a_page_is_said_at_its_file(site: Path, plugins: Path) -> None:
    write(site, {"content/blog/hello/contents.lr": HELLO.replace("2024-06-21", "yesterday")})
    ended = run(site, plugins, "build")
    assert ended.status == 1
    assert "content/blog/hello/contents.lr: error lektor/bad-date: pub_date is 'yesterday'." in ended.err


def test_a_mistake_in_the_project_file_is_one_of_the_configuration(site: Path, plugins: Path) -> None:
    write(site, {"tea.lektorproject": "name = Tea\n"})
    ended = run(site, plugins, "build")
    assert (ended.status, "Traceback" in ended.err) == (2, False)
    assert "feedpub: tea.lektorproject cannot be read: " in ended.err


def test_a_site_that_becomes_one_of_a_plug_in_is_seen_by_the_next_build(plugins: Path, tmp_path: Path) -> None:
    site = write(tmp_path / "own", {"content/a.md": post("A"), "feedpub.toml": 'site.url = "https://example.com/"\n'})
    assert run(site, plugins, "build").status == 0
    assert run(site, plugins, "build").status == 0
    write(site, {"tea.lektorproject": PROJECT})
    assert "Lektor site found" in run(site, plugins, "build").err


def test_a_dialect_that_changes_is_seen_by_the_next_build(site: Path, plugins: Path) -> None:
    assert run(site, plugins, "build").status == 0
    changed = LEKTOR.replace('fields.get("title")', 'fields.get("title", "").upper()')
    write(plugins, {"feedpub_lektor.py": changed})
    run(site, plugins, "build")
    assert "<title>HELLO</title>" in (site / "public" / "atom.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("import configparser", "import nothing_of_that_name", "cannot be loaded: ModuleNotFoundError"),
        ("def body(", "def text(", "cannot be loaded: a dialect has to have body"),
        ('NAME = "lektor"', 'NAME = "pelican"', "cannot be loaded: its NAME is 'pelican'"),
        ("def detect(folder: Path) -> tuple[str, ...]:", "def detect(folder):\n    1 / 0", "failed: ZeroDivisionError"),
        ("    return FoundSite(name", "    return dict(name", "failed: configuration returned a dict"),
        ("dialect=NAME)", 'dialect="hugo")', "failed: the settings of its walk name the dialect 'hugo'"),
        ("    fields, body_line = _f", "    raise SystemExit\n    fields, body_line = _f", "failed: SystemExit"),
        (
            "    return Record(source=named.source, post=post",
            "    return dict(post=post",
            "failed: parse returned a dict",
        ),
        ("return Body(text=", "return (", "failed: body returned a str"),
        ("if pattern != ContentOptions", "if 1 / 0 != ContentOptions", "failed: ZeroDivisionError"),
    ],
)
def test_a_broken_dialect_is_named(site: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    write(site, {"feedpub.toml": 'content.permalink = "/:path/:slug/"\n'})
    ended = run(site, lektor(tmp_path / "plugins", old, new), "build")
    assert (ended.status, "Traceback" in ended.err) == (2, False)
    assert f"feedpub: the plug-in 'lektor' of feedpub-plug 2.5 (feedpub.sites) {said}" in ended.err


def test_a_dialect_that_fails_in_another_process_is_named(site: Path, tmp_path: Path) -> None:
    write(site, {f"content/blog/{number}/contents.lr": HELLO for number in range(400)})
    plugins = lektor(
        tmp_path / "plugins", "    fields, body_line = _fields(data", "    1 / 0\n    fields, body_line = _fields(data"
    )
    ended = run(site, plugins, "build", "--jobs", "2")
    assert (ended.status, "Traceback" in ended.err) == (2, False)
    assert "the plug-in 'lektor' of feedpub-plug 2.5 (feedpub.sites) failed: ZeroDivisionError" in ended.err


def test_the_name_of_a_dialect_of_ours_is_taken(site: Path, tmp_path: Path) -> None:
    ended = run(site, made(tmp_path / "plugins", LEKTOR, SITES, entry="hugo"), "build")
    assert ended.status == 2
    assert "cannot be loaded: there is a kind of site 'hugo' already" in ended.err


def test_the_how_to_shows_the_example_as_it_is() -> None:
    text = (HERE.parents[1] / "docs" / "how-to" / "write-a-dialect.md").read_text(encoding="utf-8")
    for name in ("feedpub_lektor.py", "pyproject.toml"):
        assert (HERE / "feedpub-lektor" / name).read_text(encoding="utf-8") in text
