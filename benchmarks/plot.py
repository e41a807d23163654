"""The figures as a picture: one panel for each number of posts, one bar for each generator and scenario.

The scale is logarithmic, for the slowest takes hundreds of times as long as the fastest; so each bar carries its
figure. Written by hand as SVG: no library for drawing is worth its weight here. Colours are told apart by people
with any kind of colour blindness, and the text is readable on light and dark pages.
"""

from __future__ import annotations

import html
import math
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.table import Row

_WIDTH: Final = 760
_LEFT: Final = 210
_RIGHT: Final = 70
_BAR: Final = 15
_GAP: Final = 10
_COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00")
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.h{font-weight:600;font-size:15px}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}}"
)


def svg(rows: Sequence[Row], title: str) -> str:
    """Return the picture of the rows, in their order."""
    colours = {name: _COLOURS[number % len(_COLOURS)] for number, name in enumerate(_names(rows))}
    least = min(row.cost.wall for row in rows) / 2
    scale = (_WIDTH - _LEFT - _RIGHT) / math.log10(max(row.cost.wall for row in rows) / least)
    y, parts = 28, [_text(0, 18, title, "h")]
    for posts, of_size in groupby(rows, key=lambda row: row.posts):
        y += 26
        parts.append(_text(0, y, f"{posts:,} posts", "h"))
        y += 8
        for scenario, bars in groupby(of_size, key=lambda row: row.scenario):
            parts.append(_text(8, y + 13, scenario.value))
            for row in bars:
                width = math.log10(row.cost.wall / least) * scale
                parts.append(_bar(y, width, colours[row.generator]))
                parts.append(_text(_LEFT + width + 5, y + 12, f"{row.cost.wall:.3g} s {row.generator}"))
                y += _BAR + 2
            y += _GAP
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + 90} {y}" role="img">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n{body}\n</svg>\n"
    )


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.generator for row in rows))


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.0f}" y="{y:.0f}"{named}>{html.escape(text)}</text>'


def _bar(y: float, width: float, colour: str) -> str:
    return f'<rect x="{_LEFT}" y="{y:.0f}" width="{width:.1f}" height="{_BAR}" fill="{colour}"/>'
