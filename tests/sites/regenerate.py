"""Make the `expected.json` of the sites here with the real generators, where these are installed; or compare.

    python -m tests.sites.regenerate [--check] [SITE...]

Each site is built once with its configuration, and once more with each `_config.NAME.yml` over it.
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
from typing import Any

from lxml import etree

HERE = Path(__file__).parent
_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

_DUMP = r"""
require "json"
module FeedpubDump
  class Filters
    include Jekyll::Filters::URLFilters
    def initialize(site) = @context = Liquid::Context.new({}, {}, { :site => site })
  end
  Jekyll::Hooks.register :site, :post_write do |site|
    filters = Filters.new(site)
    docs = site.collections.values.select { |c| c.label == "posts" || c.write? }.flat_map(&:docs)
    rows = docs.map do |doc|
      own = doc.data["date"] != site.time && !(doc.draft? && doc.date == File.mtime(doc.path))
      modified = doc.data["last_modified_at"]
      modified = modified && (modified.is_a?(Time) ? modified : Jekyll::Utils.parse_date(modified.to_s))
      [doc.path.sub(site.source + "/", ""), {
        "url" => filters.absolute_url(doc.url), "id" => filters.absolute_url(doc.id),
        "date" => own ? doc.date.utc.strftime("%FT%TZ") : nil,
        "updated" => modified && modified.utc.strftime("%FT%TZ"),
        "title" => doc.data["title"].to_s, "categories" => doc.data["categories"], "tags" => doc.data["tags"],
        "collection" => doc.collection.label, "draft" => doc.data["draft"] == true,
        "published" => site.publisher.publish?(doc),
      }]
    end
    File.write(ENV.fetch("FEEDPUB_DUMP"), JSON.generate(rows.compact.to_h))
  end
end
"""


def jekyll(site: Path) -> list[dict[str, Any]]:
    """Return what Jekyll, jekyll-feed and jekyll-sitemap make of the site, for each of its configurations."""
    over = sorted(path.name for path in site.glob("_config.*.yml"))
    return [_built_by_jekyll(site, ["_config.yml", *names]) for names in ([], *([name] for name in over))]


def _built_by_jekyll(site: Path, configs: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        source, out, dump = Path(name) / "source", Path(name) / "out", Path(name) / "dump.json"
        shutil.copytree(site, source, ignore=shutil.ignore_patterns("expected.json"))
        (source / "_plugins").mkdir()
        (source / "_plugins" / "dump.rb").write_text(_DUMP, encoding="utf-8")
        environment = {
            **os.environ,
            "TZ": "UTC",
            "LANG": "C.UTF-8",
            "JEKYLL_ENV": "production",
            "FEEDPUB_DUMP": str(dump),
        }
        command = ["jekyll", "build", "--quiet", "-s", str(source), "-d", str(out)]
        command += ["--config", ",".join(str(source / each) for each in configs), "--disable-disk-cache"]
        subprocess.run(command, check=True, env=environment, cwd=source)  # noqa: S603 - the generator asked for
        documents, without_ids, without = _rows(dump)
        feeds = {path: [name for name in ids if name not in without_ids] for path, ids in _feeds(out).items()}
        addresses = [url for url in _sitemap(out) if url not in without]
        if configs == ["_config.yml"]:
            _keep_published(out, site.name, without_ids)
        return {"config": configs, "posts": documents, "feeds": feeds, "sitemap": addresses}


def _keep_published(out: Path, name: str, left_out: set[str]) -> None:
    """Keep the generator's own feeds, for the guard to compare with; without the time of the build."""
    for path in _feeds(out):
        root = etree.fromstring(_fixed(out / path))
        for updated in root.findall(f"{_ATOM}updated"):
            updated.text = "2024-01-01T00:00:00+00:00"
        for entry in root.findall(f"{_ATOM}entry"):
            if entry.findtext(f"{_ATOM}id") in left_out:
                root.remove(entry)
        kept = HERE / "_published" / name / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _fixed(file: Path) -> bytes:
    """Return a feed as XML: jekyll-feed writes a category with `&` into an address as it stands."""
    return re.sub(rb"&(?!amp;|lt;|gt;|quot;|#)", b"&amp;", file.read_bytes())


def _rows(dump: Path) -> tuple[dict[str, Any], set[str], set[str]]:
    """Return the documents, and the ids and addresses that are left out of what is compared.

    A document without a date has that of the build for Jekyll, so its id, and the address of a draft, are not the
    same for two days; one that lies in the future, in a collection, stands in its feed and has no page.
    """
    documents: dict[str, Any] = {}
    ids: set[str] = set()
    addresses: set[str] = set()
    for source, row in sorted(json.loads(dump.read_text(encoding="utf-8")).items()):
        if not row.pop("published") or (row["draft"] and not row["date"]):
            ids.add(row["id"])
            addresses.add(row["url"])
            continue
        if not row["date"]:
            ids.add(row["id"])
            row["id"] = None
        documents[source] = row
    return documents, ids, addresses


def _feeds(out: Path) -> dict[str, list[str]]:
    """Return the ids of the entries of each Atom feed, by its path, in order."""
    found: dict[str, list[str]] = {}
    for file in sorted(out.rglob("*.xml")):
        root = etree.fromstring(_fixed(file))
        if root.tag == f"{_ATOM}feed":
            entries = root.findall(f"{_ATOM}entry")
            found[file.relative_to(out).as_posix()] = [entry.findtext(f"{_ATOM}id") or "" for entry in entries]
    return found


def _sitemap(out: Path) -> list[str]:
    root = etree.parse(out / "sitemap.xml").getroot()
    return sorted(loc.text or "" for loc in root.iter(f"{_SITEMAP}loc"))


GENERATORS = {"jekyll": jekyll}


def main(arguments: list[str]) -> int:
    """Write the expectations, or compare them; 1 when some differ."""
    check = "--check" in arguments
    names = [each for each in arguments if not each.startswith("--")]
    sites = sorted(
        path for path in HERE.iterdir() if path.is_dir() and path.name[0] != "_" and (not names or path.name in names)
    )
    stale = 0
    for site in sites:
        generator = site.name.partition("-")[0]
        if generator not in GENERATORS:
            continue
        if not shutil.which(generator):
            print(f"{site.name}: {generator} is not installed here")  # noqa: T201 - for who runs it
            continue
        text = json.dumps(GENERATORS[generator](site), ensure_ascii=False, indent=1, sort_keys=False) + "\n"
        file = site / "expected.json"
        same = file.exists() and file.read_text(encoding="utf-8") == text
        stale += not same
        print(f"{site.name}: {'as it was' if same else 'differs' if check else 'written'}")  # noqa: T201 - as above
        if not check:
            file.write_text(text, encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
