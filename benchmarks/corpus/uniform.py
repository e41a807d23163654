"""Posts that are all alike: half Korean HTML with tables, half English Markdown, one sentence repeated; 4.9 KB each.

Their front matter is plain, and one. They stay for comparison with figures that were measured with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.corpus.terms import chosen

if TYPE_CHECKING:
    import random
    from datetime import datetime

_KOREAN: Final = (
    "정부는 오늘 새로운 정책을 발표했다. 시민들은 변화를 기대하고 있으며 전문가들은 신중한 평가를 내놓았다. "
    "회의에서는 예산과 일정이 함께 논의되었고 다음 달까지 세부 계획이 마련될 전망이다. "
)
_ENGLISH: Final = (
    "The committee met on Tuesday to go through the plan once more, line by line, and to ask what could be left out. "
    "Nobody objected to the budget; several people asked for a shorter schedule and a longer trial. "
)


def post(number: int, when: datetime, rng: random.Random) -> tuple[str, str]:
    """Return the name and the text of a post."""
    return (_korean if number % 2 else _english)(number, when, rng)


def _head(title: str, when: datetime, rng: random.Random, excerpt: str) -> str:
    lines = ["---", f'title: "{title}"', f"date: {when.isoformat()}", "categories:"]
    lines += [f"  - {name}" for name in chosen(rng)]
    lines += ["excerpt: >", f"  {excerpt}", "---", ""]
    return "\n".join(lines)


def _korean(number: int, when: datetime, rng: random.Random) -> tuple[str, str]:
    table = "".join(f"<tr><td>{row}월</td><td>{rng.randint(10, 99)}억 원</td></tr>\n" for row in range(1, 7))
    parts = [
        f'<p><img src="https://img.example.com/{number}.jpg" alt="사진 {number}" /></p>\n',
        *(f'<p data-ke-size="size16">{_KOREAN * 2}</p>\n' for _ in range(7)),
        f"<table>\n{table}</table>\n",
        f'<h2 data-ke-size="size26">전망 {number}</h2>\n<p data-ke-size="size16">{_KOREAN}</p>\n',
    ]
    head = _head(f"속보 {number}: 새로운 정책 발표", when, rng, _KOREAN.strip())
    return f"{when:%Y-%m-%d}-news-{number}.html", f"{head}\n{''.join(parts)}"


def _english(number: int, when: datetime, rng: random.Random) -> tuple[str, str]:
    rows = "".join(f"| {row} | {rng.randint(10, 99)} % |\n" for row in range(1, 7))
    parts = [
        *(f"{_ENGLISH * 6}\n\n" for _ in range(3)),
        f"## What came of it\n\n| Month | Share |\n|---|---:|\n{rows}\n",
        f"- [A link](/notes/{number}/)\n- *Emphasis* and `code`\n\n{_ENGLISH * 2}\n",
    ]
    head = _head(f"Note {number}: what the committee said", when, rng, _ENGLISH.strip())
    return f"{when:%Y-%m-%d}-note-{number}.md", f"{head}\n{''.join(parts)}"
