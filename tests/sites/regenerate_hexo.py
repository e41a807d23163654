"""Writes what the real Hexo makes of each site in tests/sites/hexo-*: `python -m tests.sites.regenerate_hexo FOLDER`.

In FOLDER npm has installed what the `package.json` of the sites name, hexo-cli besides. With `--check` it writes
nothing and says which expectations the installed Hexo no longer meets.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

from tests.sites.regenerating import feed_of, keep_published, write

_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_ZONE = re.compile(r"^timezone: (\S+)", re.MULTILINE)
_SCRIPT = """
hexo.extend.filter.register('after_generate', () => {
  const moment = one => one ? one.toISOString() : null;
  const posts = {};
  for (const post of hexo.locals.get('posts').toArray()) {
    posts[`source/${post.source}`] = {
      url: post.permalink, date: moment(post.date), updated: moment(post.updated),
      categories: post.categories.map(one => one.permalink), tags: post.tags.map(one => one.permalink),
    };
  }
  const pages = {};
  for (const page of hexo.locals.get('pages').toArray()) pages[`source/${page.source}`] = page.permalink;
  require('fs').writeFileSync('told.json', JSON.stringify({posts, pages}));
});
"""


def expected(site: Path, installed: Path) -> dict[str, object]:
    """Return posts and pages by source, the feeds by path and the addresses of the sitemap, as Hexo writes them."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("expected.json"))
        (copy / "node_modules").symlink_to(installed / "node_modules")
        (copy / "scripts").mkdir()
        (copy / "scripts" / "tell.js").write_text(_SCRIPT, encoding="utf-8")
        command = ["node", "node_modules/hexo-cli/bin/hexo", "generate", "--silent"]
        zone = _ZONE.search((site / "_config.yml").read_text(encoding="utf-8"))
        environment = {**os.environ, "TZ": zone[1] if zone else "UTC"}  # as on the machine of its author
        subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - as asked
        told = json.loads((copy / "told.json").read_text(encoding="utf-8"))
        public = copy / "public"
        documents = sorted(file for file in public.rglob("*") if file.suffix in {".xml", ".rss"})
        keep_published(public, documents, site.name)
        kinds = {file: etree.parse(file).getroot().tag for file in documents}
        sitemaps = [file for file, tag in kinds.items() if tag.endswith("urlset")]
        return {
            "generator": _version(installed),
            "posts": dict(sorted(told["posts"].items())),
            "pages": dict(sorted(told["pages"].items())),
            "feeds": {file.relative_to(public).as_posix(): feed_of(file) for file in kinds if file not in sitemaps},
            "sitemap": sorted({loc.text or "" for file in sitemaps for loc in etree.parse(file).iter(_LOC)}),
        }


def _version(installed: Path) -> str:
    package = json.loads((installed / "node_modules" / "hexo" / "package.json").read_text(encoding="utf-8"))
    return f"hexo {package['version']}"


def main(arguments: list[str]) -> int:
    """Write or check the expectations; give the exit code."""
    check = "--check" in arguments
    [installed] = [Path(one).resolve() for one in arguments if not one.startswith("--")]
    return write("hexo-*", lambda site: expected(site, installed), check=check)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
