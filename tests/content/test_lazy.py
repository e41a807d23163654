"""feedpub.content: pictures that a script would load are made real."""

from __future__ import annotations

import pytest

from feedpub.content import render
from feedpub.model.records import Markup

ROOT = "https://example.com"
BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def html(body: str) -> str:
    return render(body, Markup.HTML, f"{ROOT}/")


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("<img data-src=/a.png>", f'<img src="{ROOT}/a.png">'),
        (f'<img src="{BLANK}" data-original="/a.png" alt=x>', f'<img src="{ROOT}/a.png" alt="x">'),
        ("<img src=/img/blank.gif data-lazy-src=/a.png>", f'<img src="{ROOT}/a.png">'),
        ("<img src='/a.png?type=w80_blur' data-lazy-src='/a.png?type=w966'>", f'<img src="{ROOT}/a.png?type=w966">'),
        ("<img src=/real.png data-src=/other.png>", f'<img src="{ROOT}/real.png">'),
        ("<img src=/sunloading.png data-src=/other.png>", f'<img src="{ROOT}/sunloading.png">'),
        ("<img data-srcset='/a.png 1x, /b.png 2x'>",
         f'<img src="{ROOT}/a.png" srcset="{ROOT}/a.png 1x, {ROOT}/b.png 2x">'),
        (f'<img src="{BLANK}">', f'<img src="{BLANK}">'),
        ("a<img alt=x>b", "ab"),
        ("<img data-src='javascript:x'>", ""),
        ("<picture><source data-srcset='/a.webp 1x'><img alt=x></picture>",
         f'<picture><source srcset="{ROOT}/a.webp 1x"><img src="{ROOT}/a.webp" alt="x"></picture>'),
        ("<picture><source srcset=/a.webp><img src=/a.png></picture>",
         f'<picture><source srcset="{ROOT}/a.webp"><img src="{ROOT}/a.png"></picture>'),
        ("<picture><source><img alt=x></picture>", "<picture><source></picture>"),
    ],
)  # fmt: skip
def test_a_picture_that_waits_for_a_script_is_made_real(body: str, clean: str) -> None:
    assert html(body) == clean


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("<img data-src=/a.png><noscript><img src=/a.png></noscript>", f'<img src="{ROOT}/a.png">'),
        (f'<img src="{BLANK}"><noscript><img src=/a.png onerror=x></noscript>', f'<img src="{ROOT}/a.png">'),
        (f'<span><img src="{BLANK}"></span> <NOSCRIPT><img src=/a.png></NOSCRIPT>',
         f'<span><img src="{ROOT}/a.png"></span> '),
        ("<img><noscript><img src=/a.png></noscript>", f'<img src="{ROOT}/a.png">'),
        ("<img src=/a.png><noscript><img src=/b.png></noscript>", f'<img src="{ROOT}/a.png">'),
        ("a<noscript><img src=/pixel.gif width=1 height=1></noscript>b", "ab"),
        (f'<img src="{BLANK}"><noscript>turn scripts on</noscript>', f'<img src="{BLANK}">'),
        ("a<noscript><noscript>b</noscript>c</noscript>d", "ad"),
        ("<noscript><script>alert(1)</script></noscript>a", "a"),
    ],
)  # fmt: skip
def test_a_noscript_gives_the_picture_that_was_missing_and_nothing_else(body: str, clean: str) -> None:
    assert html(body) == clean.strip()
