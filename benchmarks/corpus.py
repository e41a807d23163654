"""Write a site of any number of posts, the same on every machine.

Half are Korean HTML with tables, as news sites write them, half English Markdown; about 4.9 KB each; one to three
of 40 categories, the first ones far more often. Front matter is plain, as most people's is.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

CATEGORIES: Final = tuple(
    [f"Topic {number}" for number in range(1, 21)] + [f"주제 {number}" for number in range(1, 21)]
)
_SEOUL: Final = timezone(timedelta(hours=9))
_FIRST: Final = datetime(2004, 1, 1, 8, 0, tzinfo=_SEOUL)
_LAST: Final = datetime(2024, 1, 1, 8, 0, tzinfo=_SEOUL)
_KOREAN: Final = (
    "정부는 오늘 새로운 정책을 발표했다. 시민들은 변화를 기대하고 있으며 전문가들은 신중한 평가를 내놓았다. "
    "회의에서는 예산과 일정이 함께 논의되었고 다음 달까지 세부 계획이 마련될 전망이다. "
)
_ENGLISH: Final = (
    "The committee met on Tuesday to go through the plan once more, line by line, and to ask what could be left out. "
    "Nobody objected to the budget; several people asked for a shorter schedule and a longer trial. "
)
_PER_FOLDER: Final = 1000


def write(folder: Path, posts: int, *, seed: int = 1) -> None:
    """Write `posts` posts below folder/content, at most a thousand in a folder."""
    rng = random.Random(seed)  # noqa: S311 - the same posts every time, nothing secret
    step = (_LAST - _FIRST) / max(posts, 1)
    for number in range(posts):
        when = _FIRST + step * number
        shelf = folder / "content" / f"{number // _PER_FOLDER:04}"
        if number % _PER_FOLDER == 0:
            shelf.mkdir(parents=True, exist_ok=True)
        name, text = (_korean if number % 2 else _english)(number, when, rng)
        (shelf / name).write_text(text, encoding="utf-8")


def _categories(rng: random.Random) -> list[str]:
    """Choose one to three categories; the squared number makes the first ones common."""
    wanted = rng.randint(1, 3)
    return list(dict.fromkeys(CATEGORIES[int(rng.random() ** 2 * len(CATEGORIES))] for _ in range(wanted)))


def _head(title: str, when: datetime, rng: random.Random, excerpt: str) -> str:
    lines = ["---", f'title: "{title}"', f"date: {when.replace(microsecond=0).isoformat()}", "categories:"]
    lines += [f"  - {name}" for name in _categories(rng)]
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
