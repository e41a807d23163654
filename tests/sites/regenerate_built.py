"""Writes the HTML that the real Jekyll and Hugo make of the sites here: `python -m tests.sites.regenerate_built`.

`built-NAME` is the HTML of the site NAME with a layout of `_layouts`, as feedpub finds it after the generator; what
is in it is expected to be what the generator says of NAME, of which a copy lies beside it (`expected.json`).
Needs both generators on PATH.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
NOW = "2026-11-22T12:00:00Z"
SITES = {
    "hugo-blog": "hugo-graph",
    "hugo-folders": "hugo-plain",
    "hugo-languages": "hugo-graph",
    "jekyll-blog": "jekyll-seo",
    "jekyll-styles": "jekyll-plain",
    "jekyll-collections": "jekyll-plain",
}
_LAYOUT = r"""
Jekyll::Hooks.register(:documents, :pre_render) do |doc|
  next if doc.data["layout"] == "redirect"
  # One without a date is given that of the build.
  doc.data["layout"] = [nil, doc.site.time].include?(doc.data["date"]) ? "page" : "post"
end
Jekyll::Hooks.register(:pages, :pre_render) do |page|
  page.data["layout"] = "page" if page.output_ext == ".html" && page.data["layout"] != "redirect"
end
"""
_ENDINGS = (".html", ".htm")


def hugo(source: Path, layout: Path, out: Path) -> None:
    """Build a copy of the site with Hugo."""
    shutil.copytree(layout, source / "layouts", dirs_exist_ok=True)
    _run("hugo", "--clock", NOW, "--destination", str(out), cwd=source)


def jekyll(source: Path, layout: Path, out: Path) -> None:
    """Build a copy of the site with Jekyll; the layouts need jekyll-seo-tag."""
    shutil.copytree(layout, source / "_layouts", dirs_exist_ok=True)
    (source / "_plugins").mkdir()
    (source / "_plugins" / "layout.rb").write_text(f'require "jekyll-seo-tag"\n{_LAYOUT}', encoding="utf-8")
    _run("jekyll", "build", "--quiet", "-s", str(source), "-d", str(out), "--disable-disk-cache", cwd=source)


def _run(*command: str, cwd: Path) -> None:
    environment = {**os.environ, "TZ": "UTC", "LANG": "C.UTF-8", "JEKYLL_ENV": "production"}
    subprocess.run(command, cwd=cwd, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - as asked


def main() -> None:
    """Write each built site anew."""
    for name, layout in SITES.items():
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder) / "source", Path(folder) / "out"
            shutil.copytree(HERE / name, source, ignore=shutil.ignore_patterns("expected.json", "feedpub.toml"))
            build = hugo if name.startswith("hugo") else jekyll
            build(source, HERE / "_layouts" / layout, out)
            kept = HERE / f"built-{name}"
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir()
            # The sites may change before their HTML is made anew.
            shutil.copyfile(HERE / name / "expected.json", kept / "expected.json")
            for file in sorted(out.rglob("*")):
                if file.suffix in _ENDINGS:
                    target = kept / file.relative_to(out)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    text = file.read_text(encoding="utf-8")
                    target.write_text(re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE), encoding="utf-8")


if __name__ == "__main__":
    main()
