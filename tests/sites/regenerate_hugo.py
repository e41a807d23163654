"""Writes what the real Hugo makes of each site in tests/sites/hugo-*: `python -m tests.sites.regenerate_hugo [hugo]`.

With `--check` it writes nothing and says which expectations the installed Hugo no longer meets.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from tests.sites.regenerating import keep_published, write

NOW = "2026-11-22T12:00:00Z"
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def expected(site: Path, hugo: str) -> dict[str, object]:
    """Return the posts by source, the feeds by path and the addresses of the sitemaps, as Hugo writes them."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "site"
        public = Path(name) / "public"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("expected.json", "feedpub.toml"))
        _run(hugo, "--clock", NOW, "--destination", str(public), cwd=copy)
        keep_published(public, public.rglob("*.xml"), site.name)
        listed = _run(hugo, "list", "all", "--clock", NOW, cwd=copy)
        feeds = {path.relative_to(public).as_posix(): _feed(path) for path in sorted(public.rglob("index.xml"))}
        return {
            "generator": re.sub(r"-.*", "", _run(hugo, "version", cwd=copy).strip()),
            "posts": _posts(listed),
            "feeds": {path: feed for path, feed in feeds.items() if feed["items"]},
            "sitemap": sorted(loc.text or "" for path in public.rglob("sitemap.xml") for loc in _locs(path)),
        }


def _run(*command: str, cwd: Path) -> str:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout  # noqa: S603 - as asked


def _posts(listed: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(listed[listed.index("path,") :]))
    return {
        row["path"]: {"url": row["permalink"], "date": _moment(row["publishDate"]), "title": row["title"]}
        for row in sorted(rows, key=lambda row: row["path"])
        if row["kind"] == "page"
    }


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return "" if moment.year == 1 else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _feed(path: Path) -> dict[str, object]:
    channel = ET.parse(path).getroot()[0]
    return {
        "title": channel.findtext("title"),
        "items": [
            {
                "guid": item.findtext("guid"),
                "link": item.findtext("link"),
                "title": item.findtext("title"),
                "date": _feed_date(item.findtext("pubDate") or ""),
            }
            for item in channel.iter("item")
        ],
    }


def _feed_date(text: str) -> str:
    """Return the moment; nothing for Hugo's zero date, whose year the library would take for 2001."""
    return "" if " 0001 " in text else _moment(parsedate_to_datetime(text).isoformat())


def _locs(path: Path) -> list[ET.Element]:
    root = ET.parse(path).getroot()
    return [] if root.tag.endswith("sitemapindex") else list(root.iter(_LOC))


def main(arguments: list[str]) -> int:
    """Write or check the expectations; give the exit code."""
    check = "--check" in arguments
    hugo = next((one for one in arguments if not one.startswith("-")), shutil.which("hugo") or "hugo")
    return write("hugo-*", lambda site: expected(site, hugo), check=check)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
