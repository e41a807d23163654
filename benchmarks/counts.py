"""`python -m benchmarks.counts FOLDER ...`: count how the posts below each folder are written.

From such counts over real sites the shares of `benchmarks/corpus/weights.py` were drawn (benchmarks/README.md holds
them). Nothing of what the posts say is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENDINGS: Final = frozenset({".md", ".markdown", ".html", ".htm", ".txt"})
_FRONT: Final = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_IN_FRONT: Final = {
    "TOML": r"\A\+\+\+",
    "folded (>)": r"^\w+: *>[-+]?[ \t]*$",
    "literal (|)": r"^\w+: *\|[-+]?[ \t]*$",
    '"double"': r'^(?:title|description|excerpt|summary|date) *[:=] *"',
    "'single'": r"^(?:title|description|excerpt|summary|date) *[:=] *'",
    "plain title": r"^title: *[^\s\"'>|]",
    "[flow] list": r"^\w+ *[:=] *\[",
    "block list": r"^ *- ",
    "comment": r"^ *#| #",
    "nested map": r"^(?!---)\w+:[ \t]*\n[ \t]+\w+:",
    "author": r"^(?:author|authors)\b",
    "tags": r"^ *(?:tags?)\b",
    "categories": r"^ *(?:categories|category)\b",
    "image": r"^(?:image|images|cover|thumbnail|header|img|og_image|featured_image)\b",
    "summary": r"^(?:description|excerpt|summary|subtitle|lead)\b",
    "updated": r"^(?:updated|lastmod|last_modified_at|modified|last_updated)\b",
    "date": r"^date\b",
}
_IN_BODY: Final = {
    "HTML body": r"\A\s*<(?!!--)",
    "code": r"^(?:```|~~~|    \S)|<pre|\{% highlight",
    "table": r"^ *\|? *:?-{2,}:? *\||<table",
    "footnote": r"\[\^[^\]]+\]",
    "reference link": r"^ {0,3}\[[^\]^]+\]: ",
    "list": r"^ *(?:[-*+]|\d+\.) |<li",
    "heading": r"^#{1,6} |<h[1-6]",
    "quotation": r"^> |<blockquote",
    "style=": r"<[a-z][^>]* style=",
    "picture": r"!\[|<img",
    "picture inline": r"!\[[^\]]*\]\(",
    "picture by reference": r"!\[[^\]]*\]\[",
    "<img>": r"<img\b",
    "srcset": r"\bsrcset=",
    "data-src": r"\bdata-(?:src|original)=",
}
_PICTURE: Final = re.compile(r"!\[[^\]]*\][(\[]|<img\b")
_LINK: Final = re.compile(r"(?<!!)\[[^\]]*\][(\[]|<a\b")
_QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


def posts(folder: Path) -> Iterator[tuple[str, str]]:
    """Return the front matter, with the line that opens it, and the body of each file that has one."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in _ENDINGS or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        if found := _FRONT.match(text):
            yield f"{found[1]}\n{found[2]}", text[found.end() :]


def counted(folder: Path) -> list[str]:
    """Return a line for each thing that is counted: shares in percent, then quantiles."""
    found = list(posts(folder))
    if not found:
        return ["no posts"]
    lines = [f"posts: {len(found)}"]
    for names, part in ((_IN_FRONT, 0), (_IN_BODY, 1)):
        for name, pattern in names.items():
            number = sum(bool(re.search(pattern, post[part], re.MULTILINE)) for post in found)
            lines.append(f"{name}: {100 * number / len(found):.0f} %")
    bodies = [body for _, body in found]
    lines.append(f"KB: {_spread([len(body.encode()) / 1000 for body in bodies])}")
    lines.append(f"pictures: {_spread([len(_PICTURE.findall(body)) for body in bodies])}")
    lines.append(f"links: {_spread([len(_LINK.findall(body)) for body in bodies])}")
    lines.append(f"keys: {_spread([len(re.findall(r'^[A-Za-z_]+ *[:=]', head, re.MULTILINE)) for head, _ in found])}")
    return lines


def _spread(values: Sequence[float]) -> str:
    ordered = sorted(values)
    return " ".join(f"{ordered[min(int(share * len(ordered)), len(ordered) - 1)]:.3g}" for share in _QUANTILES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts of each folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counts", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    for folder in parser.parse_args(arguments).folders:
        print(folder.name, *counted(folder), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
