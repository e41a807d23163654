from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.model.records import Level
from feedpub.validator import RULES, Folder, Report, Ruleset, check, check_folder
from feedpub.validator.rule import FOLDER, Found, Rule, rule
from feedpub.validator.sources import bytes_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NAMESPACE = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _run(data: bytes, *rules: Rule) -> Report:
    return check(bytes_source("file.xml", data), Ruleset(rules), now=NOW)


@rule("rss/item-seen", Level.INFO, on="item", spec="none")
def item_seen(_element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An item was seen."""
    yield Found(text="Seen.", found="x" * 500)


@rule("rss/crashing", Level.INFO, on="item", spec="none")
def crashing(_element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """It crashes."""
    raise KeyError("oops")


@rule("site/crashing", Level.INFO, on=FOLDER, spec="none")
def crashing_folder(_folder: Folder) -> Iterator[Found]:
    """It crashes."""
    raise KeyError("oops")


@rule("site/said", Level.WARNING, on=FOLDER, spec="none")
def said(folder: Folder) -> Iterator[Found]:
    """It speaks of each document."""
    for document in folder.documents:
        yield Found(text="Said.", document=document, path="/a[2]/b[3]", line=7, column=3)


def test_repeats_at_the_same_kind_of_place_are_counted() -> None:
    (one,) = _run(b"<rss><channel><item/><item/><item/></channel></rss>", item_seen).diagnostics
    assert one.count == 3
    assert one.where.xpath == "/rss/channel/item[1]"


def test_a_long_value_is_shortened() -> None:
    (one,) = _run(b"<rss><channel><item/></channel></rss>", item_seen).diagnostics
    assert len(one.found) == 200


@rule("rss/item-wordy", Level.WARNING, on="item", spec="none")
def item_wordy(_item: Element, _document: ParsedDocument) -> Iterator[Found]:
    """It says much."""
    text = f'The title "{"a word " * 90}" and the address https://example.com/{"a" * 900} differ.'
    yield Found(text=text, hint="Write the whole. " * 90)


def test_of_a_long_sentence_the_values_are_shortened_first() -> None:
    (one,) = _run(b"<rss><channel><item/></channel></rss>", item_wordy).diagnostics
    assert re.fullmatch(r'The title "(a word )+a w…" and the address https://example.com/a+… differ\.', one.text)
    assert len(one.text) < 500
    assert len(one.hint) == 1000
    assert one.hint.endswith("…")


def test_a_crash_of_a_rule_is_a_message_and_the_others_still_run() -> None:
    crash, seen = _run(b"<rss><channel>\n<item/></channel></rss>", crashing, item_seen).diagnostics
    assert (crash.code, crash.where.line) == ("internal/crash", 2)
    assert "rss/crashing" in crash.text
    assert "KeyError" in crash.text
    assert seen.code == "rss/item-seen"


def test_a_crash_of_a_rule_over_folders_is_a_message_and_the_others_still_run() -> None:
    report = _run(b"<rss/>")
    folder = Folder(documents=(report.document,), base_url=None, has_file=lambda _: False)
    (after,) = check_folder([report], folder, Ruleset([crashing_folder, said]))
    assert [one.code for one in after.diagnostics] == ["internal/crash", "site/said"]
    assert after.diagnostics[1].where.element == "b"


def test_an_empty_folder_has_nothing_to_say() -> None:
    folder = Folder(documents=(), base_url=None, has_file=lambda _: False)
    assert check_folder([], folder, Ruleset(RULES)) == ()


def test_a_rule_can_be_switched_off_or_made_an_error() -> None:
    source = bytes_source("file.xml", b"<rss><channel><item/></channel></rss>")
    off = check(source, Ruleset([item_seen], {"rss/*": None}), now=NOW)
    error = check(source, Ruleset([item_seen], {"rss/*": None, "rss/item-seen": Level.ERROR}), now=NOW)
    assert off.diagnostics == ()
    assert not error.ok


_PIECES = st.sampled_from(
    [
        "<url><loc>https://example.com/1</loc></url>",
        "<url><loc>https://example.com/2</loc><lastmod>2026-05-05</lastmod></url>",
        "<url>\n<loc>https://example.com/1</loc>\n</url>\n",
        "<url><loc>https://example.com/1</loc>x</url>",
        "<url a='1'><loc>https://example.com/1</loc></url>",
        "<url><loc b='1'>https://example.com/1</loc></url>",
        "<url><loc><c/></loc></url>",
        "<url><loc/></url>",
        "<url><lastmod>2026</lastmod></url>",
        "<url><loc>a</loc><loc>b</loc></url>",
        "<url><url><loc>a</loc></url></url>",
        "<sitemap><loc>https://example.com/1</loc></sitemap>",
        "<url><loc>https://example.com/<!-- c -->1</loc></url>",
        "<url><loc><![CDATA[https://example.com/1]]></loc></url>",
        "<url xml:lang='en'><loc>https://example.com/1</loc></url>",
        "<loc>https://example.com/1</loc>",
        "text",
        " \n ",
        "<?pi x?>",
        "<x xmlns='other'/>",
    ]
)


@pytest.mark.slow
@given(st.lists(_PIECES, max_size=6), st.sampled_from([b"urlset", b"sitemapindex", b"rss"]))
def test_passing_over_plain_entries_changes_no_answer(pieces: list[str], root: bytes) -> None:
    data = b"<%s %s>%s</%s>" % (root, NAMESPACE, "".join(pieces).encode(), root)
    thorough = [replace(one, passes_plain=False) for one in RULES]
    assert _run(data, *RULES).diagnostics == _run(data, *thorough).diagnostics
