"""Make the `expected.json` of the Pelican sites here with Pelican itself, where it is installed; or compare.

    python -m tests.sites.regenerate_pelican [--check] [SITE...]

`pelican` is looked for on PATH, with Markdown: `pip install 'pelican[markdown]'` in an environment of its own.
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

HERE = Path(__file__).parent
_ATOM = "{http://www.w3.org/2005/Atom}"

_DUMP = r"""
import json
import os
from urllib.parse import urljoin

from feedgenerator import get_tag_uri
from pelican import signals

rows = {}


def address(content):
    return urljoin(content.settings["SITEURL"] + "/", content.url)


def row(content, status):
    return {
        "url": address(content),
        "id": get_tag_uri(address(content), content.date) if hasattr(content, "date") else None,
        "date": content.date.isoformat() if hasattr(content, "date") else None,
        "updated": content.modified.isoformat() if hasattr(content, "modified") else None,
        "title": str(content.title),
        "language": content.lang,
        "status": status,
        "category": str(content.category) if hasattr(content, "category") else None,
        "tags": [str(tag) for tag in getattr(content, "tags", [])],
        "authors": [str(author) for author in getattr(content, "authors", [])],
        "body": content.get_content(content.settings["SITEURL"]),
    }


def articles(generators):
    for generator in generators:
        for kind, status in (
            ("articles", "article"), ("hidden_articles", "hidden"), ("drafts", "draft"),
            ("pages", "page"), ("hidden_pages", "hidden page"), ("draft_pages", "draft page"),
        ):
            for content in getattr(generator, kind, []):
                for each in (content, *content.translations):
                    rows[each.get_relative_source_path()] = row(each, status)
    with open(os.environ["FEEDPUB_DUMP"], "w", encoding="utf-8") as file:
        json.dump(rows, file)


def register():
    signals.all_generators_finalized.connect(articles)
"""


def pelican(site: Path) -> dict[str, Any]:
    """Return what Pelican makes of the site: articles and pages by source, and the ids of each feed, in order."""
    with tempfile.TemporaryDirectory() as name:
        source, out, dump = Path(name) / "source", Path(name) / "out", Path(name) / "dump.json"
        shutil.copytree(site, source, ignore=shutil.ignore_patterns("expected.json", "__pycache__"))
        (source / "_plugins").mkdir()
        (source / "_plugins" / "feedpub_dump.py").write_text(_DUMP, encoding="utf-8")
        publish = source / "publishconf.py"
        command = ["pelican", "--quiet", "--ignore-cache", "--output", str(out)]
        command += ["--settings", str(publish if publish.exists() else source / "pelicanconf.py"), "--extra-settings"]
        command += [f'PLUGIN_PATHS=["{source / "_plugins"}"]', 'PLUGINS=["feedpub_dump"]']
        environment = {**os.environ, "FEEDPUB_DUMP": str(dump), "LANG": "C.UTF-8", "TZ": "UTC"}
        subprocess.run(command, check=True, env=environment, cwd=source, capture_output=True)  # noqa: S603 - the generator asked for
        rows = dict(sorted(json.loads(dump.read_text(encoding="utf-8")).items()))
        _keep_published(out, site.name)
        return {"posts": rows, "feeds": _feeds(out)}


def _keep_published(out: Path, name: str) -> None:
    """Keep Pelican's own feeds, for the guard to compare with."""
    shutil.rmtree(HERE / "_published" / name, ignore_errors=True)
    for path in _feeds(out):
        kept = HERE / "_published" / name / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes((out / path).read_bytes() + b"\n")


def _feeds(out: Path) -> dict[str, list[str]]:
    """Return the ids of the entries of each feed, by its path, in order."""
    found: dict[str, list[str]] = {}
    for file in sorted(out.rglob("*.xml")):
        root = etree.parse(file).getroot()
        entries = root.iter(f"{_ATOM}id") if root.tag == f"{_ATOM}feed" else root.iter("guid")
        ids = [entry.text or "" for entry in entries]
        found[file.relative_to(out).as_posix()] = ids[1:] if root.tag == f"{_ATOM}feed" else ids
    return found


def main(arguments: list[str]) -> int:
    """Write the expectations, or compare them; 1 when some differ."""
    check = "--check" in arguments
    names = [each for each in arguments if not each.startswith("--")]
    if not shutil.which("pelican"):
        print("pelican is not installed here")  # noqa: T201 - for who runs it
        return 0
    stale = 0
    for site in sorted(path for path in HERE.glob("pelican-*") if not names or path.name in names):
        text = json.dumps(pelican(site), ensure_ascii=False, indent=1) + "\n"
        file = site / "expected.json"
        same = file.exists() and file.read_text(encoding="utf-8") == text
        stale += not same
        print(f"{site.name}: {'as it was' if same else 'differs' if check else 'written'}")  # noqa: T201 - as above
        if not check:
            file.write_text(text, encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
