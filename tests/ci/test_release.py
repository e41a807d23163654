"""A tag becomes a release only where tag, version, changelog, addresses and files agree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.ci.workflow import ROOT, read, steps
from tests.running import write
from tools import readme, release

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOW = read(ROOT / ".github" / "workflows" / "release.yml")
URLS = """\
[project.urls]
Changelog = "https://github.com/me/feedpub/blob/main/CHANGELOG.md"
Documentation = "https://github.com/me/feedpub/tree/main/docs"
Issues = "https://github.com/me/feedpub/issues"
Source = "https://github.com/me/feedpub"

"""
CHANGELOG = """\
# Changelog

## [Unreleased]

## [0.1.0] - 2027-01-02

### Added

- Feeds.

## [0.0.9] - 2026-01-02

- Old.
"""
URL = "https://github.com/me/feedpub"
ARGUMENTS = ("v0.1.0", "--repository", "me/feedpub")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of what makes a release, ready for one."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    text = re.sub(r'(?m)^version = ".*"$', 'version = "0.1.0"', text)
    if "[project.urls]" not in text:
        text = text.replace("[project.scripts]\n", f"{URLS}[project.scripts]\n")
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    return tmp_path


def said(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = release.main([*(arguments or ARGUMENTS), "--root", str(project)])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_notes_are_the_section_of_the_version(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(project, capsys) == (0, "### Added\n\n- Feeds.\n", "")


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        (
            "pyproject.toml",
            'version = "0.1.0"',
            'version = "0.2.0"',
            "is of another version than pyproject.toml, 0.2.0",
        ),
        ("pyproject.toml", URLS, "", 'Source = "https://github.com/me/feedpub"'),
        ("pyproject.toml", 'Source = "https://github.com/me/', 'Source = "https://github.com/you/', "and this is"),
        ("CHANGELOG.md", "[0.1.0]", "[0.1.1]", "has no section of the version"),
        ("CHANGELOG.md", " - 2027-01-02", "", "has no date"),
        ("CHANGELOG.md", "### Added\n\n- Feeds.\n", "", "is empty"),
        ("CHANGELOG.md", "[Unreleased]\n", "[Unreleased]\n\n- More.\n", "still has changes in [Unreleased]"),
    ],
)
def test_what_does_not_agree_is_named(  # noqa: PLR0913, PLR0917 - what is changed, and what comes of it
    project: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, wrong: str
) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    status, out, err = said(project, capsys)
    assert (status, out) == (1, "")
    assert wrong in err


@pytest.mark.parametrize("tag", ["0.1.0", "v0.1", "v0.1.0-beta", "latest"])
def test_a_tag_of_another_form_is_none_of_a_release(
    project: Path, capsys: pytest.CaptureFixture[str], tag: str
) -> None:
    assert "is none of a release" in said(project, capsys, tag)[2]


def build(project: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", "dist"],
        cwd=project,
        env={"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1769904000"},
        capture_output=True,
        check=True,
    )


@pytest.mark.slow
def test_what_is_built_is_looked_at(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("hatchling", reason="hatchling, of the development tools, builds the distributions")
    ignored = shutil.ignore_patterns("__pycache__", ".*cache", "*.pyc", "golden", "sites", "corpus")
    for name in ("feedpub", "tests"):
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    for name in ("README.md", "LICENSE", "ARCHITECTURE.md", "SECURITY.md", ".gitignore", "docs/reference/feedpub.1"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, project / name)
    dist = ("--dist", str(project / "dist"))
    build(project)
    status, out, err = said(project, capsys, *ARGUMENTS, *dist)
    assert (status, out) == (1, "")
    assert err.startswith("Links of the description lead nowhere on PyPI")
    text = (project / "README.md").read_text(encoding="utf-8")
    (project / "README.md").write_text(readme.absolute(text, URL, "v0.1.0"), encoding="utf-8")
    build(project)
    assert said(project, capsys, *ARGUMENTS, *dist) == (0, "### Added\n\n- Feeds.\n", "")
    (project / "dist" / "more.txt").write_text("?", encoding="utf-8")
    assert (
        "holds feedpub-0.1.0-py3-none-any.whl, feedpub-0.1.0.tar.gz, more.txt"
        in said(project, capsys, *ARGUMENTS, *dist)[2]
    )


# The workflow


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="runners of this workflow have bash")
def test_both_builds_have_the_links_of_the_readme_lead_to_the_repository(tmp_path: Path) -> None:
    """The script runs as it stands, on a repository with a few files; what it builds are these."""
    (script,) = [step["run"] for step in steps(WORKFLOW) if step.get("name", "").startswith("Build, and")]
    place = tmp_path / "place"
    files = {
        "README.md": "[a](docs/a.md)\n",
        "tools/readme.py": (ROOT / "tools" / "readme.py").read_text(encoding="utf-8"),
        "hatchling/__main__.py": "import os, shutil\nos.mkdir('dist')\nshutil.copy('README.md', 'dist')\n",
        "Makefile": "dist:\n\tpython -m hatchling build -d dist\n",
    }
    write(place, files)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "A")):
        subprocess.run([*git, *arguments], cwd=place, check=True)  # noqa: S603 - as it stands here
    (place / ".venv" / "bin").mkdir(parents=True)
    (place / ".venv" / "bin" / "python").symlink_to(sys.executable)
    environ = {
        "PATH": f"{place / '.venv' / 'bin'}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_WORKSPACE": str(place),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "me/feedpub",
        "GITHUB_REF_NAME": "v0.1.0",
    }
    subprocess.run(["/usr/bin/env", "bash", "-e", "-c", script], cwd=place, env=environ, check=True)  # noqa: S603 - what our own workflow says
    for folder in (place, tmp_path / "again"):
        assert (folder / "dist" / "README.md").read_text(encoding="utf-8") == f"[a]({URL}/blob/v0.1.0/docs/a.md)\n"


def jobs() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = WORKFLOW["jobs"]
    return found


def test_it_runs_for_tags_of_releases_alone() -> None:
    assert WORKFLOW[True] == {"push": {"tags": ["v[0-9]*"]}}  # YAML 1.1 takes `on` for a yes


def test_no_job_may_do_more_than_it_must() -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in jobs().items()} == {
        "build": {"contents": "read"},
        "pypi": {"id-token": "write"},
        "github": {"attestations": "write", "contents": "write", "id-token": "write"},
    }


def test_what_publishes_runs_no_code_of_the_repository_and_only_what_was_checked() -> None:
    assert jobs()["pypi"]["needs"] == "build"
    assert jobs()["pypi"]["environment"] == "pypi"
    assert jobs()["github"]["needs"] == "pypi"
    for name in ("pypi", "github"):
        used = [step.get("uses", "") for step in jobs()[name]["steps"]]
        assert used[0].startswith("actions/download-artifact@")
        assert not any("checkout" in each for each in used)


def test_nothing_that_a_tag_is_called_is_written_into_a_script() -> None:
    for step in steps(WORKFLOW):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.skipif(sys.platform == "win32", reason="runners of this workflow have bash")
def test_the_scripts_are_bash_and_call_targets_that_there_are() -> None:
    scripts = [step["run"] for step in steps(WORKFLOW) if "run" in step]
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for script in scripts:
        checked = ["/usr/bin/env", "bash", "-n", "-c", script]
        subprocess.run(checked, check=True, capture_output=True)  # noqa: S603 - what our own workflow says
    called = {target for script in scripts for target in re.findall(r"\bmake ([a-z]+)", script)}
    assert called == {"setup", "check", "dist"}
    assert called <= targets


def test_the_wheel_is_tried_on_files_that_there_are() -> None:
    (script,) = [step["run"] for step in steps(WORKFLOW) if step.get("name", "").startswith("Try the wheel")]
    assert "cp content/*.md" in script
    assert list((ROOT / "content").glob("*.md"))
    assert (ROOT / "feedpub.toml").is_file()
