from __future__ import annotations

import gzip

import pytest

from feedpub.validator import RULES, Ruleset
from feedpub.validator.fixing import fixed
from feedpub.validator.sources import bytes_source
from tests.validator import corpus

_RULES = Ruleset(RULES)
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>\n'
_END = "</channel></rss>\n"


def fix(text: str) -> str:
    old, new = fixed(bytes_source("a.xml", text.encode()), _RULES, now=corpus.NOW)
    assert old == text.encode()
    return new.decode()


def item(content: str) -> str:
    return f"{_HEAD}<item>{content}</item>\n{_END}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n\n" + item("<title>x</title>"), item("<title>x</title>")),
        ("\ufeff\ufeff" + item("<title>x</title>"), item("<title>x</title>")),
        (item("<title>R & D&nbsp;x</title>"), item("<title>R &amp; D&#160;x</title>")),
        (
            item("<itunes:episode>1</itunes:episode>"),
            item("<itunes:episode>1</itunes:episode>").replace(
                "<rss", '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
            ),
        ),
        (
            item("<title>x</title><pubDate>2024-06-21T01:00:00Z</pubDate>"),
            item("<title>x</title><pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>"),
        ),
        (
            item("<title>a & b</title>\n<pubDate>\n2024-06-21T01:00:00+02:00 </pubDate>"),
            item("<title>a &amp; b</title>\n<pubDate>\nThu, 20 Jun 2024 23:00:00 GMT </pubDate>"),
        ),
    ],
)
def test_what_has_one_safe_fix_is_fixed_and_all_else_stays(text: str, expected: str) -> None:
    assert fix(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        item("<title>x</title>"),
        item("<title>x</titel>"),
        item("<pubDate>2024-06-21</pubDate>"),
        item("<pubDate>soon</pubDate>"),
        item("<pubDate><![CDATA[2024-06-21T01:00:00Z]]> <!-- 2024-06-21T01:00:00Z --></pubDate>"),
        item("<our:name>x</our:name>"),
        _HEAD,
        "",
    ],
)
def test_what_can_mean_more_than_one_thing_is_left_alone(text: str) -> None:
    assert fix(text) == text


@pytest.mark.parametrize(
    "data", [gzip.compress(b"\n<?xml version='1.0'?><rss/>", mtime=0), b"\n<?xml version='1.0'?><a>\xff</a>"]
)
def test_what_is_packed_or_in_another_encoding_is_left_alone(data: bytes) -> None:
    assert fixed(bytes_source("a.xml", data), _RULES, now=corpus.NOW) == (data, data)


def test_a_date_of_rss_becomes_one_of_atom() -> None:
    text = '<feed xmlns="http://www.w3.org/2005/Atom"><updated>Fri, 21 Jun 2024 01:00:00 +0200</updated></feed>'
    assert fix(text) == text.replace("Fri, 21 Jun 2024 01:00:00 +0200", "2024-06-20T23:00:00Z")
    assert fix(text.replace("Fri", "Mon")) == text.replace("Fri", "Mon")


def test_every_item_is_fixed_though_one_message_stands_for_all() -> None:
    text = item("<pubDate>2024-06-21T01:00:00Z</pubDate></item>\n<item><pubDate>2024-06-22T01:00:00Z</pubDate>")
    assert "2024-06-2" not in fix(text)
