"""Ten broken posts of ten kinds and more: each is named with its place and its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Absence, Level
from feedpub.text import dates

if TYPE_CHECKING:
    from tests.collect.sites import Sites

SITE_ZONE = dates.zone("Asia/Seoul")

BROKEN: dict[str, tuple[str | bytes, str, int | None, int | None, str]] = {
    "colon in a title": (
        "---\ntitle: 제목: 부제\n---\n",
        "front-matter/needs-quotes",
        2,
        8,
        'title: "제목: 부제"',
    ),
    "bracket at the start of a title": (
        "---\ndate: 2024-01-01\ntitle: [속보] 제목\n---\n",
        "front-matter/needs-quotes",
        3,
        8,
        'title: "[속보] 제목"',
    ),
    "at sign": ("---\ntitle: @home\n---\n", "front-matter/needs-quotes", 2, 8, 'title: "@home"'),
    "backtick": ("---\ntitle: `code`\n---\n", "front-matter/needs-quotes", 2, 8, 'title: "`code`"'),
    "percent": ("---\ntitle: %d items\n---\n", "front-matter/needs-quotes", 2, 8, 'title: "%d items"'),
    "star": ("---\ntitle: *bold* move\n---\n", "front-matter/needs-quotes", 2, 8, 'title: "*bold* move"'),
    "ampersand": ("---\ntitle: &c is C\n---\n", "front-matter/needs-quotes", 2, 8, 'title: "&c is C"'),
    "exclamation": ("---\ntitle: !important\n---\n", "front-matter/needs-quotes", 2, 8, 'title: "!important"'),
    "open quote": ('---\ntitle: "제목\ntags: [a]\n---\n', "front-matter/needs-quotes", 2, 8, 'title: "제목"'),
    "tab": ("---\ntags:\n\t- a\n---\n", "front-matter/not-yaml", 3, 2, "spaces"),
    "not closed": ("---\ntitle: a\n\nText\n", "front-matter/not-closed", 1, 1, "`---`"),
    "closed with an indent": ("---\ntitle: a\n  ---\n", "front-matter/not-closed", 3, 1, "very start"),
    "TOML not closed": ("+++\ntitle = 'a'\n", "front-matter/not-closed", 1, 1, "`+++`"),
    "blank line first": ("\n---\ntitle: a\n---\n", "front-matter/not-at-the-start", 2, 1, "Delete"),
    "four dashes": ("----\ntitle: a\n----\n", "front-matter/bad-delimiter", 1, 1, "`---`"),
    "all on one line": ("--- title: a ---\n", "front-matter/bad-delimiter", 1, 1, "`---`"),
    "a list": ("---\n- a\n- b\n---\n", "front-matter/not-a-mapping", 2, 1, "title"),
    "a text": ("---\nHello\n---\n", "front-matter/not-a-mapping", 2, 1, "***"),
    "key twice": ("---\ntitle: a\ntags: b\ntitle: c\n---\n", "front-matter/duplicate-key", 4, 1, "list"),
    "TOML key twice": ("+++\na = 1\na = 2\n+++\n", "front-matter/duplicate-key", 3, 6, "once"),
    "JSON key twice": ('{"a": 1,\n "a": 2}\n', "front-matter/duplicate-key", 2, 2, "list"),
    "TOML error": ("+++\ntitle = a\n+++\n", "front-matter/not-toml", 2, 9, "quotes"),
    "JSON error": ('{"title": "a",\n}\nText', "front-matter/not-json", 2, 1, "comma"),
    "JSON without end": ('{"title": "a"', "front-matter/not-json", 1, 14, "`}`"),
    "key not text": ("---\n? [a, b]\n: c\n---\n", "front-matter/key-not-text", 2, 3, "quotes"),
    "not UTF-8": ("---\ntitle: é\n---\n".encode("latin-1"), "post/not-utf-8", 2, 8, "UTF-8"),
    "UTF-16": ("---\ntitle: a\n---\n".encode("utf-16"), "post/not-utf-8", 1, 1, "UTF-16"),
    "UTF-16 without mark": ("---\ntitle: a\n---\nxy".encode("utf-16-le"), "post/not-text", 1, 2, "UTF-8"),
    "wrong type": ("---\ntitle: a\ndraft: maybe\n---\n", "post/wrong-type", 3, 1, "`true`"),
    "date that is none": ("---\ndate: 2024-02-30\n---\n", "post/bad-date", 2, 1, "2024-06-21"),
    "slug with folders": ("---\nslug: ../x\n---\n", "post/unsafe-path", 2, 1, "below the site"),
    "permalink out of the site": ("---\npermalink: /../x/\n---\n", "post/unsafe-path", 2, 1, "below"),
    "permalink out, encoded": ("---\npermalink: /%2e%2e/x/\n---\n", "post/unsafe-path", 2, 1, "below"),
    "permalink elsewhere": ("---\nurl: https://evil.example/\n---\n", "post/unsafe-path", 2, 1, "below"),
    "backslash": ("---\npermalink: \\x\\y\n---\n", "post/unsafe-path", 2, 1, "below"),
    "unknown placeholder": ("---\npermalink: /:yaer/\n---\n", "post/bad-permalink", 2, 1, "placeholder"),
    "language": ("---\nlang: Korean (South)\n---\n", "post/bad-language", 2, 1, "BCP 47"),
    "image": ("---\nimage: 'javascript:x'\n---\n", "post/bad-url", 2, 1, "https://"),
}


@pytest.mark.parametrize(
    ("data", "code", "line", "column", "fix"), BROKEN.values(), ids=[name.replace(" ", "-") for name in BROKEN]
)
def test_a_broken_post_is_named_with_its_place_and_its_fix(  # noqa: PLR0913, PLR0917 - one case, field by field
    sites: Sites, data: str | bytes, code: str, line: int, column: int, fix: str
) -> None:
    finding = sites.finding(data)
    assert (finding.code, finding.where.line, finding.where.column) == (code, line, column)
    assert finding.level is Level.ERROR
    assert finding.where.path == "content/2024-06-22-name.md"
    assert fix in finding.hint


def test_one_run_names_the_mistakes_of_all_files(sites: Sites) -> None:
    collected = sites.collect({f"content/{number:02}.md": case[0] for number, case in enumerate(BROKEN.values())})
    assert {each.where.path for each in collected.diagnostics} == {each.source for each in collected.skipped}
    assert len(collected.skipped) == len(BROKEN)
    assert {each.reason for each in collected.skipped} == {Absence.BROKEN}
    assert collected.posts == ()


def test_all_mistakes_of_one_file_are_named_together(sites: Sites) -> None:
    text = "---\ntitle: [a, b]\ndate: soon\ndraft: 7\nslug: a/b\n---\n"
    collected = sites.collect({"content/a.md": text})
    assert [(each.code, each.where.line) for each in collected.diagnostics] == [
        ("post/bad-date", 3),
        ("post/wrong-type", 2),
        ("post/unsafe-path", 5),
        ("post/wrong-type", 4),
    ]


@pytest.mark.parametrize(
    ("text", "codec", "said", "line"),
    [
        ("---\ntitle: 녹차\n---\n", "cp949", "probably CP949 (EUC-KR), “title: 녹차”", "iconv -f CP949 -t UTF-8"),
        ("---\ntitle: Café\n---\n", "latin-1", "probably Windows-1252", "iconv -f WINDOWS-1252 -t UTF-8"),
        ("---\ntitle: 차\n---\n", "utf-16", "but UTF-16", "iconv -f UTF-16 -t UTF-8"),
    ],
)
def test_a_file_in_another_encoding_is_told_which_and_the_line_that_converts_it(
    sites: Sites, text: str, codec: str, said: str, line: str
) -> None:
    found = sites.finding(text.encode(codec), "content/green tea.md")
    assert said in found.text
    assert f"`{line} 'content/green tea.md' > 'content/green tea.md.new'`" in found.hint


def test_a_file_with_single_wrong_bytes_is_told_to_retype_them(sites: Sites) -> None:
    found = sites.finding("---\ntitle: 녹차\n---\n우리는 법 ".encode() + b"\xb3")
    assert "probably" not in found.text
    assert "retype" in found.hint


@pytest.mark.parametrize("written", ["06/21/2024", "21/06/2024", "2024년 6월 21일 오후 3:00"])
def test_a_date_of_one_reading_is_taken(sites: Sites, written: str) -> None:
    date = sites.post(f"---\ntitle: a\ndate: {written}\n---\nText.\n").date
    assert date is not None
    assert date.astimezone(SITE_ZONE).date().isoformat() == "2024-06-21"


def test_of_a_date_with_two_readings_both_are_said(sites: Sites) -> None:
    found = sites.finding("---\ntitle: a\ndate: 05/06/2024\n---\nText.\n")
    assert found.code == "post/bad-date"
    assert "6 May or 5 June" in found.text
    assert found.hint == "Write the one that is meant, `2024-05-06` or `2024-06-05`."
