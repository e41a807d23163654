"""The odd one out is blamed, wherever it stands, and not those that agree."""

from __future__ import annotations

import pytest

from feedpub.validator import RULES, Ruleset
from feedpub.validator.check import check, check_folder
from feedpub.validator.document import Folder
from feedpub.validator.majority import odd_ones, usual
from feedpub.validator.sources import bytes_source
from tests.validator.corpus import BASE_URL, NOW

RULESET = Ruleset(RULES)
_SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{}\n</urlset>'


def _blamed(addresses: list[str], rule: str) -> list[int | None]:
    """Return the lines that a rule blames in a sitemap with an address a line, the first in line 2."""
    data = _SITEMAP.format("\n".join(f"<url><loc>{one}</loc></url>" for one in addresses)).encode()
    report = check(bytes_source("sitemap.xml", data), RULESET, now=NOW)
    return [one.where.line for one in report.diagnostics if one.code == rule]


def test_what_most_have_is_usual_and_of_equally_many_the_first() -> None:
    assert usual(["b", "a", "a"]) == "a"
    assert usual(["b", "a"]) == "b"
    assert usual(["", ""]) == usual([]) == ""


def test_each_that_differs_from_most_is_odd() -> None:
    assert list(odd_ones(["x1", "y1", "y2", "z1"], lambda one: one[0])) == [("x1", "y1"), ("z1", "y1")]
    assert list(odd_ones([], len)) == []


@pytest.mark.parametrize("odd", [0, 2, 5])
def test_the_one_address_on_another_host_is_blamed_wherever_it_stands(odd: int) -> None:
    addresses = [f"https://{'www.' if number == odd else ''}example.com/{number}" for number in range(6)]
    assert _blamed(addresses, "sitemap/cross-host") == [odd + 2]


@pytest.mark.parametrize("odd", [0, 2, 5])
def test_the_one_address_of_another_scheme_is_blamed_wherever_it_stands(odd: int) -> None:
    addresses = [f"http{'' if number == odd else 's'}://example.com/{number}" for number in range(6)]
    assert _blamed(addresses, "sitemap/mixed-scheme") == [odd + 2]


@pytest.mark.parametrize("odd", ["a.json", "b.xml", "c.xml"])
def test_the_one_format_with_another_id_and_date_is_blamed(odd: str) -> None:
    identity = {name: "other" if name == odd else "https://example.com/1" for name in ("a.json", "b.xml", "c.xml")}
    day = {name: 6 if name == odd else 5 for name in identity}
    files = {
        "a.json": '{"version": "https://jsonfeed.org/version/1.1", "title": "N", "home_page_url": "https://example.com/",'
        f' "items": [{{"id": "{identity["a.json"]}", "url": "https://example.com/1", "content_text": "a",'
        f' "date_published": "2026-05-0{day["a.json"]}T00:00:00Z"}}]}}',
        "b.xml": '<rss version="2.0"><channel><title>N</title><link>https://example.com/</link><item><title>a</title>'
        f'<link>https://example.com/1</link><guid isPermaLink="false">{identity["b.xml"]}</guid>'
        f"<pubDate>0{day['b.xml']} May 2026 00:00:00 GMT</pubDate></item></channel></rss>",
        "c.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><link href="https://example.com/"/><entry>'
        f'<id>{identity["c.xml"]}</id><link href="https://example.com/1"/>'
        f"<published>2026-05-0{day['c.xml']}T00:00:00Z</published></entry></feed>",
    }
    rules = RULESET
    reports = [
        check(bytes_source(name, text.encode(), BASE_URL + name), rules, now=NOW) for name, text in files.items()
    ]
    folder = Folder(documents=tuple(one.document for one in reports), base_url=BASE_URL, has_file=lambda _: True)
    found = [
        (report.path, one.code)
        for report in check_folder(reports, folder, rules)
        for one in report.diagnostics
        if one.code.endswith("-between-formats")
    ]
    assert found == [(odd, "site/date-differs-between-formats"), (odd, "site/id-differs-between-formats")]


def test_nearly_all_dates_alike_are_told_and_some_alike_are_not() -> None:
    def said(others: int) -> bool:
        return _said_alike(
            ["2026-05-05T10:20:30Z"] * (40 - others) + [f"2026-04-{day:02}" for day in range(1, others + 1)]
        )

    assert [said(others) for others in (0, 4, 5, 20)] == [True, True, False, False]


def test_dates_of_the_minutes_of_a_build_are_told_and_those_of_an_hour_are_not() -> None:
    others = ["2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z"]
    assert _said_alike([f"2026-05-05T10:{second // 60:02}:{second % 60:02}Z" for second in range(100)] + others)
    assert _said_alike(
        [f"2026-05-0{5 + n // 30}T{(23, 0)[n // 30]:02}:{(59, 0)[n // 30]:02}:{n % 30:02}Z" for n in range(60)]
    )
    assert not _said_alike([f"2026-05-05T10:{minute:02}:00Z" for minute in range(60)])
    assert not _said_alike([f"2026-05-{1 + n:02}T10:00:00Z" for n in range(30)])


def test_one_day_is_told_of_many_pages_alone() -> None:
    assert _said_alike(["2026-05-05"] * 30)
    assert not _said_alike(["2026-05-05"] * 29)


def _said_alike(dates: list[str]) -> bool:
    entries = (f"<url><loc>{BASE_URL}{n}</loc><lastmod>{date}</lastmod></url>" for n, date in enumerate(dates))
    data = _SITEMAP.format("\n".join(entries)).encode()
    report = check(bytes_source("sitemap.xml", data), RULESET, now=NOW)
    return "sitemap/lastmod-all-alike" in [one.code for one in report.diagnostics]
