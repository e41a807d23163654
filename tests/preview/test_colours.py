"""Colours that people can tell apart (WCAG 2.2, 1.4.3) in all that is shown in a browser, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PREVIEW = "feedpub/preview/preview.css"
SHEETS = (PREVIEW, "feedpub/generate/feeds_page.css", "feedpub/generate/feed.css")
SCHEMES = ("light", "dark")
ENOUGH = 4.5
"""For text of any size."""
VARIABLE = re.compile(r"--(?:feedpub-)?(\w+): (#[0-9a-f]{3,6});")
TINTED = re.compile(r"color-mix\(in srgb, var\(--(\w+)\) (\d+)%, transparent\)")

Colour = tuple[float, ...]


def css(sheet: str) -> str:
    return (ROOT / sheet).read_text(encoding="utf-8")


def colours(sheet: str, scheme: str) -> dict[str, Colour]:
    """Return the colours of a style sheet by the names of their variables; dark ones replace light ones."""
    light, _, dark = css(sheet).partition("@media (prefers-color-scheme: dark)")
    found = VARIABLE.findall(light) + (VARIABLE.findall(dark) if scheme == "dark" else [])
    return {name: parsed(value) for name, value in found}


def parsed(value: str) -> Colour:
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    return tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))


def mixed(colour: Colour, share: float, paper: Colour) -> Colour:
    return tuple(share * mine + (1 - share) * below for mine, below in zip(colour, paper, strict=True))


def luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_guideline_does() -> None:
    assert contrast(parsed("#000"), parsed("#fff")) == pytest.approx(21)
    assert contrast(parsed("#767676"), parsed("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sheet", SHEETS)
def test_words_stand_out_from_what_is_behind_them(sheet: str, scheme: str) -> None:
    of = colours(sheet, scheme)
    words = of.keys() - {"paper", "tint", "line"}
    assert {"ink", "quiet", "accent"} <= words
    too_faint = {
        (name, behind): contrast(of[name], of[behind])
        for name in words
        for behind in ("paper", "tint")
        if contrast(of[name], of[behind]) < ENOUGH
    }
    assert too_faint == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_findings_stand_out_from_their_tint(scheme: str) -> None:
    of = colours(PREVIEW, scheme)
    tinted = TINTED.findall(css(PREVIEW))
    assert {name for name, _ in tinted} == {"error", "warning", "advice"}
    for level, percent in tinted:
        behind = mixed(of[level], int(percent) / 100, of["paper"])
        for name in ("ink", "quiet", "accent", level):
            assert contrast(of[name], behind) >= ENOUGH, (name, level)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_colour_is_a_variable_and_both_schemes_have_it(sheet: str) -> None:
    text = css(sheet)
    assert len(re.findall(r"#[0-9a-f]{3,8}\b", text)) == len(VARIABLE.findall(text))
    assert not re.findall(r"\b(?:rgba?|hsla?|oklch)\(", text)
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    assert [name for name, _ in VARIABLE.findall(light)] == [name for name, _ in VARIABLE.findall(dark)]
    assert re.search(r"color-scheme: light dark", text)


@pytest.mark.parametrize("sheet", SHEETS)
def test_sides_follow_the_direction_of_the_text(sheet: str) -> None:
    """What is written from right to left has its beginning at the right."""
    assert re.findall(r"(?:margin|padding|border)-(?:left|right)\b|text-align: (?:left|right)", css(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_who_uses_the_keyboard_sees_where_they_are(sheet: str) -> None:
    text = css(sheet)
    assert "outline: none" not in text
    assert "outline: 0;" not in text
    if sheet != "feedpub/generate/feed.css":  # a feed has nothing to be focused: CSS makes no links
        assert ":focus-visible {\n  outline: 0.2rem solid" in text
