"""Writes what the real Docusaurus makes of each site in tests/sites/docusaurus-*.

`python -m tests.sites.regenerate_docusaurus FOLDER`: in FOLDER npm has installed @docusaurus/core,
@docusaurus/preset-classic, react and react-dom. With `--check` it writes nothing and says which expectations the
installed Docusaurus no longer meets.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lxml import etree

from tests.sites.regenerating import feed_of, keep_published, write

_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def expected(site: Path, installed: Path) -> dict[str, Any]:
    """Return the posts by source, the feeds by path and the addresses of the sitemap, as Docusaurus writes them."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("expected.json"))
        (copy / "node_modules").symlink_to(installed / "node_modules")
        (copy / "package.json").write_text('{"name": "site"}', encoding="utf-8")
        command = ["node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build"]
        environment = {**os.environ, "TZ": "UTC", "CI": "1", "DOCUSAURUS_NO_PERSISTENT_CACHE": "1"}
        subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - as asked
        build = copy / "build"
        feeds = sorted(file for file in build.rglob("*.xml") if file.name != "sitemap.xml")
        documents = [*feeds, *sorted(build.rglob("feed.json")), build / "sitemap.xml"]
        keep_published(build, documents, site.name)
        return {
            "generator": f"docusaurus {_version(installed)}",
            "posts": dict(sorted(_posts(copy / ".docusaurus"))),
            "feeds": {file.relative_to(build).as_posix(): feed_of(file) for file in feeds},
            "sitemap": sorted(loc.text or "" for loc in etree.parse(build / "sitemap.xml").iter(_LOC)),
        }


def _posts(made: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return source and facts of each post, which Docusaurus leaves in a folder of its own."""
    found = []
    for file in sorted((made / "docusaurus-plugin-content-blog").rglob("site-*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        if "permalink" in told and "date" in told:
            facts = {
                "path": told["permalink"],
                "title": told["title"],
                "date": told["date"],
                "tags": [tag["label"] for tag in told["tags"]],
                "authors": [
                    {key: one[key] for key in ("name", "url", "email") if key in one} for one in told["authors"]
                ],
                "unlisted": told["unlisted"],
            }
            found.append((told["source"].removeprefix("@site/"), facts))
    return found


def _version(installed: Path) -> str:
    file = installed / "node_modules" / "@docusaurus" / "core" / "package.json"
    return str(json.loads(file.read_text(encoding="utf-8"))["version"])


def main(arguments: list[str]) -> int:
    """Write or check the expectations; give the exit code."""
    check = "--check" in arguments
    [installed] = [Path(one).resolve() for one in arguments if not one.startswith("--")]
    return write("docusaurus-*", lambda site: expected(site, installed), check=check)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
