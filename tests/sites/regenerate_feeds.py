"""Make the `expected.json` of the sites whose feeds are of their own templates, with the generators; or compare.

    python -m tests.sites.regenerate_feeds [--check] [SITE...]

Each has the ids of each feed by its path. `jekyll`, `hugo` and `eleventy` are looked for on the PATH.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from feedpub.guard.snapshot import read

HERE = Path(__file__).parent
_COMMANDS = {
    "jekyll": ("jekyll", "build", "--quiet", "--destination", "{out}"),
    "hugo": ("hugo", "--quiet", "--destination", "{out}"),
    "eleventy": ("eleventy", "--quiet", "--output={out}"),
}
_ENDINGS = (".xml", ".rss", ".atom", ".json")


def feeds(site: Path) -> dict[str, list[str]]:
    """Return the ids of each feed that the generator makes of the site."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "site", Path(folder) / "out"
        shutil.copytree(site, source, ignore=shutil.ignore_patterns("expected.json"))
        command = [part.format(out=out) for part in _COMMANDS[site.name.partition("-")[0]]]
        subprocess.run(command, cwd=source, check=True)  # noqa: S603 - the generator
        documents = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.name.endswith(_ENDINGS)
        }
    return {feed.path: [item.id for item in feed.items] for feed in read(documents.items()).feeds}


def main(arguments: list[str]) -> int:
    """Write or compare the files of these sites, or of all."""
    names = [each for each in arguments if not each.startswith("-")]
    differ = False
    for site in sorted(HERE.glob("*-feeds")):
        if names and site.name not in names:
            continue
        text = json.dumps(feeds(site), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        file = site / "expected.json"
        if "--check" in arguments:
            differ |= not file.is_file() or file.read_text(encoding="utf-8") != text
        else:
            file.write_text(text, encoding="utf-8")
    return int(differ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
