"""What the programs have in common that write down what real generators make of the sites in tests/sites."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HERE = Path(__file__).parent
_ATOM = "{http://www.w3.org/2005/Atom}"


def write(pattern: str, expected: Callable[[Path], Mapping[str, object]], *, check: bool) -> int:
    """Write or check the expectations of the sites of this pattern; return the exit code."""
    different = []
    for site in sorted(HERE.glob(pattern)):
        text = json.dumps(expected(site), ensure_ascii=False, indent=1) + "\n"
        file = site / "expected.json"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            different.append(site.name)
            if not check:
                file.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{'differ' if check else 'written'}: {', '.join(different) or 'none'}\n")
    return int(check and bool(different))


def keep_published(public: Path, documents: Iterable[Path], name: str) -> None:
    """Keep a generator's own feeds and sitemaps below `public`, for the guard to compare with."""
    kept = HERE / "_published" / name
    shutil.rmtree(kept, ignore_errors=True)
    for file in documents:
        target = kept / file.relative_to(public)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def feed_of(file: Path) -> dict[str, object]:
    """Return what a feed says of its items."""
    root = etree.parse(file).getroot()
    if root.tag == "rss":
        items = [{"id": item.findtext("guid"), "title": item.findtext("title")} for item in root.iter("item")]
        return {"title": root.findtext("channel/title"), "items": items}
    entries = [
        {
            "id": entry.findtext(f"{_ATOM}id"),
            "title": entry.findtext(f"{_ATOM}title"),
            "date": entry.findtext(f"{_ATOM}published"),
            "updated": entry.findtext(f"{_ATOM}updated"),
        }
        for entry in root.iter(f"{_ATOM}entry")
    ]
    return {"title": root.findtext(f"{_ATOM}title"), "items": entries}
