"""Ask advisory services whether a library that feedpub needs has a known hole: `python -m tools.audit` (`make audit`).

Audited are feedpub's own requirements, those of its extras as far as they are installed, and what these require, in the
versions installed here; not the development tools. Exit status: 0 all of them were audited and nothing is known, 1 an
advisory was found, 2 something could not be audited, because no service answered for it.

Where no service answers, the versions are compared with the newest ones of the package index that pip uses: no audit,
but all that can be known there.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

_EXTRAS = ("html", "jekyll", "zola", "pelican", "rst")
_SERVICES = ("pypi", "osv")
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")


def main() -> int:
    """Audit, by the first service that answers for everything."""
    installed = _installed("feedpub")
    unknown = set(installed)
    for service in _SERVICES:
        known, advisories = _audited(service, installed)
        if advisories:
            print(*advisories, sep="\n")
            return 1
        unknown -= known
        if known:
            print(f"{service}: {len(known)} of {len(installed)} libraries audited, no advisory")
        if not unknown:
            return 0
    print(f"audit: no advisory service answered for {', '.join(sorted(unknown))}: they were NOT audited")
    for line in _behind(installed):
        print(line)
    return 2


def _installed(root: str) -> dict[str, str]:
    """Return name -> version of all that a distribution requires, directly or not, and that is installed."""
    found: dict[str, str] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(root, _EXTRAS)]
    while waiting:
        name, extras = waiting.pop()
        for requirement in metadata.requires(name) or ():
            extra = _EXTRA.search(requirement)
            match = _NAME.match(requirement)
            if match is None or (extra and extra[1] not in extras) or _key(match[0]) in found:
                continue
            try:
                found[_key(match[0])] = metadata.version(match[0])
            except metadata.PackageNotFoundError:
                continue  # for another system, or an extra that is not installed
            waiting.append((match[0], ()))
    return found


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _audited(service: str, installed: dict[str, str]) -> tuple[set[str], list[str]]:
    """Return what a service knows of, and its advisories."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("".join(f"{name}=={version}\n" for name, version in installed.items()), "utf-8")
        ended = subprocess.run(
            [
                sys.executable, "-m", "pip_audit", "--requirement", str(wanted), "--no-deps", "--disable-pip",
                "--vulnerability-service", service, "--format", "json", "--progress-spinner", "off", "--timeout", "15",
            ],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
    try:
        answers: list[dict[str, Any]] = json.loads(ended.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"{service}: cannot be reached: {(ended.stderr.strip().splitlines() or ['no answer'])[-1]}")
        return set(), []
    if all("skip_reason" in one for one in answers):
        print(f"{service}: knows none of the libraries")
    known = {_key(one["name"]) for one in answers if "skip_reason" not in one}
    return known, [
        f"{one['name']} {one['version']}: {hole['id']}, fixed in {', '.join(hole['fix_versions']) or 'no version'}"
        for one in answers
        for hole in one.get("vulns", ())
    ]


def _behind(installed: dict[str, str]) -> list[str]:
    """Say which libraries the package index has in a newer version."""
    command = [sys.executable, "-m", "pip", "list", "--outdated", "--format", "json", "--disable-pip-version-check"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=600)
    if ended.returncode:
        return ["the package index cannot be reached, either"]
    rows = [one for one in json.loads(ended.stdout) if _key(one["name"]) in installed]
    newer = [f"{one['name']} {one['version']}: the package index has {one['latest_version']}" for one in rows]
    return newer or ["the package index has no newer version of any of them"]


if __name__ == "__main__":
    sys.exit(main())
