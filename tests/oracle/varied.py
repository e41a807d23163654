"""Posts that differ in everything that readers of front matter and bodies tell apart; the same for a seed."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WORDS: Final = (
    *("committee", "budget", "R&D", "tea", "<b>", "café", "it's", "“quoted”", "2024", "100%", "a_b", "C++", "x*y"),
    *("정부는", "새로운", "정책을", "발표했다", "회의에서", "예산과", "日本語", "テスト", "🙂", "schedule", "trial"),
)
_ZONE: Final = timezone(timedelta(hours=9))
_TERMS: Final = ("News", "R&D", "경제", "C++", "notes on tea", "ÅÄÖ", "日本")
_PICTURES: Final[tuple[str, ...]] = (
    "![A cup](/img/cup.png)",
    '![A cup](cup.png "With a title")',
    "![A cup][cup]\n\n[cup]: https://img.example.com/cup.jpg",
    '<img src="https://img.example.com/a.jpg" alt="사진" width="600" />',
    '<figure><img alt="" data-src="lazy.png" src="/img/x.webp"><figcaption>R&amp;D</figcaption></figure>',
    "`![no picture](code.png)`",
    "![no picture\\](escaped.png)",
    "[![in a link](small.png)](large.png)",
)
_BLOCKS: Final[tuple[str, ...]] = (
    '```python\nprint("a < b & c")  # ![x](y.png)\n```',
    "    indented & <code>\n",
    "| a | b |\n|---|---:|\n| `1` | 2 |",
    "Text with a note.[^1]\n\n[^1]: The note, with *emphasis*.",
    "[A link](../other/) and [one with a reference][ref], <https://example.org/>.\n\n[ref]: /notes/ 'Notes'",
    "> A quotation\n> of two lines\n\n1. one\n2. two\n   - deeper",
    '<p style="color: red" data-ke-size="size16" onclick="x()">정부는 <em>오늘</em>&nbsp;발표했다.</p>',
    "<table><tr><td>1월</td><td>10억 원</td></tr></table>\n<script>alert(1)</script>",
    "~~struck~~, **bold**, a line  \nbreak, H~2~O, &copy; &#8212; &nosuch;",
    "## A heading\n\n---\n\n- [x] done\n- [ ] open",
    '<iframe src="https://video.example.com/1" width="560"></iframe>',
    "<!-- a comment -->\n\nAfter it.",
)


def write(folder: Path, posts: int, *, seed: int = 1) -> None:
    """Write `posts` posts below folder/content."""
    content = folder / "content"
    for number in range(posts):
        rng = random.Random(seed * 1_000_003 + number)  # noqa: S311 - the same posts every time, nothing secret
        when = datetime(2015, 1, 1, tzinfo=_ZONE) + timedelta(hours=61 * number, seconds=rng.randrange(3600))
        name = f"{when:%Y-%m-%d}-post-{number}" if rng.random() < 0.7 else f"post-{number}"
        file = content / rng.choice(("", "news", "한글", "a/b")) / f"{name}.{rng.choice(('md', 'md', 'html'))}"
        file.parent.mkdir(parents=True, exist_ok=True)
        ends = "\r\n" if rng.random() < 0.1 else "\n"
        text = f"{_front_matter(number, when, rng)}{_body(rng)}"
        file.write_bytes(b"\xef\xbb\xbf" * (rng.random() < 0.05) + text.replace("\n", ends).encode())


def _sentence(rng: random.Random, least: int = 3, most: int = 12) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.randint(least, most)))


def _body(rng: random.Random) -> str:
    parts = [rng.choice((_BLOCKS, _PICTURES, (_sentence(rng, 10, 60),))) for _ in range(rng.randint(1, 14))]
    return "\n\n".join(rng.choice(choices) for choices in parts) + "\n" * rng.randint(0, 2)


def _front_matter(number: int, when: datetime, rng: random.Random) -> str:
    return rng.choices((_yaml, _toml), (9, 1))[0](number, when, rng)


def _toml(number: int, when: datetime, rng: random.Random) -> str:
    terms = ", ".join(f'"{term}"' for term in rng.sample(_TERMS, 2))
    return f"+++\ntitle = '''Post {number}: {_sentence(rng)}'''\ndate = {when.isoformat()}\ntags = [{terms}]\n+++\n"


_SCALARS: Final[tuple[Callable[[str], str], ...]] = (
    lambda text: '"' + text.replace('"', '\\"') + '"',
    lambda text: "'" + text.replace("'", "''") + "'",
    lambda text: "|\n  " + text.replace(" ", "\n  ", 1),
    lambda text: ">\n  " + text.replace(" ", "\n  "),
    lambda text: ">-\n    " + text + "\n\n    " + text,
)


def _yaml(number: int, when: datetime, rng: random.Random) -> str:
    lines = [f"title: {rng.choice(_SCALARS[:2])(f'Post {number}: {_sentence(rng)}')}"]
    lines.append(f"date: {rng.choice((when.isoformat(), f'{when:%Y-%m-%d %H:%M:%S +0900}', f'{when:%Y-%m-%d}'))}")
    changed = when + timedelta(days=rng.randrange(90))
    summary = rng.choice(_SCALARS)(_sentence(rng, 5, 30))
    term = rng.choice(_TERMS)
    more = (
        f"categories: [{rng.choice(_TERMS)}, {term}]",
        "tags:\n" + "\n".join(f"  - {one}" for one in rng.sample(_TERMS, rng.randint(1, 3))),
        f"tags: {term}",
        f"updated: {changed.isoformat()}",
        f"excerpt: {summary}",
        f"summary: {summary}\ndescription: {summary}",
        "author: Ada Baek",
        "authors:\n  - name: Ada\n    url: https://example.com/ada/\n  - Bo",
        f"image: /img/{number}.png",
        f"image:\n  path: /img/{number}.jpg\n  alt: A picture",
        "lang: ko",
        "# a comment\nlayout: post",
        f"permalink: /p/{number}/",
        f"slug: slug-{number}",
        "draft: false\npublished: true",
        "sitemap: false",
    )
    keys: set[str] = set()
    for one in rng.sample(more, rng.randint(0, 7)):
        key = one.rpartition("\n# ")[2].partition(":")[0]
        if key not in keys:
            lines.append(one)
        keys.add(key)
    rng.shuffle(lines)
    return "\n".join(["---", *lines, "---", "\n"])
