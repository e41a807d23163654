"""Look whether a tag can become a release, and print the notes of it: `python -m tools.release v1.2.3`.

    --repository OWNER/NAME   the repository on GitHub, to which the addresses of the project must lead
    --dist FOLDER             the wheel and the sdist that were built, which are looked at as well

The notes are the section of the version in CHANGELOG.md. Exit status: 0 all is well, 1 something is to be done first,
each in a line on standard error.
"""

from __future__ import annotations

import argparse
import email
import re
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tools import readme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).parents[1]
_TAG: Final = re.compile(r"v(\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?)")
_SECTION: Final = re.compile(
    r"^## \[(?P<name>[^\]]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2}))?\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
_URLS: Final = ("Changelog", "Documentation", "Issues", "Source")
"""What PyPI shows beside a project; without them nobody finds the way from there to the source."""
_NEVER: Final = re.compile(r"(?:^|/)(?:\.git|\.venv|\.feedpub|__pycache__|fuzz-findings)(?:/|$)|\.(?:pyc|key|pem)$")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the notes, or what is to be done first; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tag")
    parser.add_argument("--repository", metavar="OWNER/NAME", default="")
    parser.add_argument("--dist", type=Path, metavar="FOLDER")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    project = tomllib.loads((given.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (given.root / "CHANGELOG.md").read_text(encoding="utf-8")
    wrong = [*_of_tag(given.tag, project), *_of_changelog(changelog, project), *_of_urls(project, given.repository)]
    if given.dist is not None:
        wrong += _of_files(given.dist, project)
    if wrong:
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    print(_sections(changelog)[project["version"]]["text"].strip())
    return 0


def _of_tag(tag: str, project: dict[str, Any]) -> Iterator[str]:
    match = _TAG.fullmatch(tag)
    if match is None:
        yield f"The tag {tag} is none of a release: write v1.2.3, or v1.2.3rc1."
    elif match[1] != project["version"]:
        yield f"The tag {tag} is of another version than pyproject.toml, {project['version']}: correct one of them."


def _sections(changelog: str) -> dict[str, dict[str, str]]:
    return {match["name"]: match.groupdict() for match in _SECTION.finditer(changelog)}


def _of_changelog(changelog: str, project: dict[str, Any]) -> Iterator[str]:
    sections = _sections(changelog)
    version = project["version"]
    own = sections.get(version)
    if own is None:
        yield f"CHANGELOG.md has no section of the version, `## [{version}] - YYYY-MM-DD`, below `## [Unreleased]`."
    elif not own["day"]:
        yield f"The section [{version}] of CHANGELOG.md has no date: `## [{version}] - YYYY-MM-DD`."
    elif not own["text"].strip():
        yield f"The section [{version}] of CHANGELOG.md is empty."
    if own is not None and sections.get("Unreleased", {"text": ""})["text"].strip():
        yield f"CHANGELOG.md still has changes in [Unreleased]: they belong into [{version}], or after it."


def _of_urls(project: dict[str, Any], repository: str) -> Iterator[str]:
    urls = project.get("urls", {})
    lacking = [name for name in _URLS if name not in urls]
    home = f"https://github.com/{repository}" if repository else "https://github.com/OWNER/feedpub"
    usual = {
        "Changelog": f"{home}/blob/main/CHANGELOG.md",
        "Documentation": f"{home}/tree/main/docs",
        "Issues": f"{home}/issues",
        "Source": home,
    }
    if lacking:
        lines = "\n".join(f'    {name} = "{usual[name]}"' for name in lacking)
        yield f"pyproject.toml does not say where the project is; write into [project.urls]:\n{lines}"
    if repository and "Source" in urls and urls["Source"].rstrip("/").lower() != home.lower():
        yield f"`Source` in [project.urls] is {urls['Source']}, and this is {home}."


def _of_files(folder: Path, project: dict[str, Any]) -> Iterator[str]:
    stem = f"{project['name']}-{project['version']}"
    wanted = {f"{stem}-py3-none-any.whl", f"{stem}.tar.gz"}
    found = {file.name for file in folder.iterdir()}
    if found != wanted:
        yield f"{folder} holds {', '.join(sorted(found)) or 'nothing'}; wanted are {', '.join(sorted(wanted))}."
        return
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl") as wheel:
        names = wheel.namelist()
        head = wheel.read(f"{stem}.dist-info/METADATA").decode()
    with tarfile.open(folder / f"{stem}.tar.gz") as sdist:
        members = sdist.getnames()
    yield from _of_head(head, project)
    for name in (*names, *members):
        if _NEVER.search(name):
            yield f"{name} does not belong into a release."
    if "feedpub/py.typed" not in names:
        yield "The wheel lacks feedpub/py.typed: type checkers would not see its types."
    for name in ("LICENSE", "CHANGELOG.md", "tests/__init__.py"):
        if f"{stem}/{name}" not in members:
            yield f"The sdist lacks {name}."


def _of_head(head: str, project: dict[str, Any]) -> Iterator[str]:
    said = email.message_from_string(head)
    if (said["Name"], said["Version"]) != (project["name"], project["version"]):
        yield f"The wheel says that it is {said['Name']} {said['Version']}."
    if not str(said.get_payload()).strip():
        yield "The wheel has no description: PyPI would show an empty page."
    elif readme.absolute(str(said.get_payload()), "https://repository.example", "tag") != said.get_payload():
        yield "Links of the description lead nowhere on PyPI: `python -m tools.readme` has them lead to the repository."
    if said["Description-Content-Type"] != "text/markdown":
        yield f"PyPI would show the description as {said['Description-Content-Type']}, which is Markdown."


if __name__ == "__main__":
    sys.exit(main())
