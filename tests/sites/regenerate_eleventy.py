"""Make the `expected.json` of the Eleventy sites here with Eleventy itself, where it is installed; or compare.

    python -m tests.sites.regenerate_eleventy [--check] [SITE...]

`eleventy` is looked for on PATH, as `npm install @11ty/eleventy @11ty/eleventy-plugin-rss` puts it into
`node_modules/.bin`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lxml import etree

HERE = Path(__file__).parent
_ATOM = "{http://www.w3.org/2005/Atom}"

_DUMP = """\
---json
{"permalink": "dump.json", "eleventyExcludeFromCollections": true}
---
[{% for each in collections.all %}{
"source": {{ each.inputPath | dump | safe }}, "url": {{ each.url | dump | safe }},
"date": "{{ each.date.toISOString() }}", "tags": {{ each.data.tags | default([]) | dump | safe }},
"title": {{ each.data.title | default("") | dump | safe }}}{% if not loop.last %},{% endif %}
{% endfor %}]
"""
_INPUT = {"eleventy-blog": "src"}
_OUTPUT = {"eleventy-blog": "public_html", "eleventy-plain": "dist"}


def eleventy(site: Path, command: Path) -> dict[str, Any]:
    """Return what Eleventy makes of the site: pages by source, its HTML files, the entries of its feeds in order."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source"
        shutil.copytree(site, source, ignore=shutil.ignore_patterns("expected.json"))
        (source / "node_modules").symlink_to(command.resolve().parents[2])
        (source / "package.json").write_text(
            '{"type": "module"}' if (source / "eleventy.config.js").exists() else "{}", encoding="utf-8"
        )
        (source / _INPUT.get(site.name, "") / "dump.njk").write_text(_DUMP, encoding="utf-8")
        subprocess.run([command, "--quiet"], check=True, cwd=source, capture_output=True)  # noqa: S603 - the generator asked for
        out = source / _OUTPUT[site.name]
        rows = json.loads((out / "dump.json").read_text(encoding="utf-8"))
        _keep_published(out, site.name)
        return {
            "posts": {row.pop("source").removeprefix("./"): row for row in _of_files(rows)},
            "pages": sorted(file.relative_to(out).as_posix() for file in out.rglob("*.html")),
            "feeds": {path.relative_to(out).as_posix(): _entries(path) for path in sorted(out.rglob("*.xml"))},
        }


def _of_files(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what plug-ins add, and dates that are the time of a file."""
    kept = [row for row in rows if "eleventy-plugin-feed" not in row["source"]]
    for row in kept:
        if not row["date"].endswith("00.000Z"):
            row["date"] = None
    return sorted(kept, key=lambda row: str(row["source"]))


def _keep_published(out: Path, name: str) -> None:
    """Keep Eleventy's own feeds, for the guard to compare with."""
    shutil.rmtree(HERE / "_published" / name, ignore_errors=True)
    for path in out.rglob("*.xml"):
        kept = HERE / "_published" / name / path.relative_to(out)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(path.read_bytes())


def _entries(file: Path) -> list[dict[str, str]]:
    entries = etree.parse(file).getroot().iter(f"{_ATOM}entry")
    return [{key: entry.findtext(f"{_ATOM}{key}") or "" for key in ("id", "title", "updated")} for entry in entries]


def main(arguments: list[str]) -> int:
    """Write the expectations, or compare them; 1 when some differ."""
    check = "--check" in arguments
    names = [each for each in arguments if not each.startswith("--")]
    found = shutil.which("eleventy")
    if not found:
        print("eleventy is not installed here")  # noqa: T201 - for who runs it
        return 0
    stale = 0
    for site in sorted(path for path in HERE.glob("eleventy-*") if not names or path.name in names):
        text = json.dumps(eleventy(site, Path(found)), ensure_ascii=False, indent=1) + "\n"
        file = site / "expected.json"
        same = file.exists() and file.read_text(encoding="utf-8") == text
        stale += not same
        print(f"{site.name}: {'as it was' if same else 'differs' if check else 'written'}")  # noqa: T201 - as above
        if not check:
            file.write_text(text, encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
