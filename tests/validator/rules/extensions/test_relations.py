from __future__ import annotations

import pytest

from tests.validator.rules.extensions.documents import said

SELF = '<link rel="self" href="https://example.com/feed.xml"/>'
PAGING = ["current", "first", "last", "next", "next-archive", "prev-archive", "previous"]


@pytest.mark.parametrize(
    ("extension", "core"),
    [
        ("<dc:creator>Ann</dc:creator>", "<managingEditor>ann@example.com (Ann)</managingEditor>"),
        ("<dc:publisher>Ann</dc:publisher>", "<webMaster>ann@example.com (Ann)</webMaster>"),
        ("<dc:subject>salt</dc:subject>", "<category>salt</category>"),
        ("<dc:date>2026</dc:date>", "<pubDate/>"),
        ("<dc:language>en</dc:language>", "<language>en</language>"),
        ("<dc:rights>Ann</dc:rights>", "<copyright>Ann</copyright>"),
        ("<dcterms:modified>2026</dcterms:modified>", "<lastBuildDate/>"),
    ],
)
def test_the_channel_says_it_twice_in_either_order(extension: str, core: str) -> None:
    assert said(extension + core, "channel") == ["extension/channel-says-it-twice"]
    assert said(core + extension, "channel") == ["extension/channel-says-it-twice"]
    assert said(extension, "channel") == []


@pytest.mark.parametrize(
    ("extension", "core"),
    [
        ("<dc:creator>Ann</dc:creator>", "<author>ann@example.com (Ann)</author>"),
        ("<dc:subject>salt</dc:subject>", "<category>salt</category>"),
        ("<dc:date>2026</dc:date>", "<pubDate/>"),
        ("<dc:source>Bo</dc:source>", '<source url="https://example.org/">Bo</source>'),
        ("<atom:id>https://example.com/1</atom:id>", "<guid>https://example.com/1</guid>"),
        ("<atom:published>2026-11-01T09:00:00Z</atom:published>", "<pubDate/>"),
    ],
)
def test_an_item_says_it_twice_in_either_order(extension: str, core: str) -> None:
    assert said(extension + core) == ["extension/item-says-it-twice"]
    assert said(core + extension) == ["extension/item-says-it-twice"]
    assert said(extension) == []


def test_a_refined_element_says_something_else() -> None:
    assert said("<pubDate/><dc:date.Taken>2026</dc:date.Taken>") == []


def test_the_description_comes_before_the_content() -> None:
    assert said("<description>x</description><content:encoded>y</content:encoded>") == []
    assert said("<content:encoded>y</content:encoded><description>x</description>") == ["content/before-description"]
    assert said("<content:encoded>y</content:encoded>") == ["content/before-description"]


def test_a_reference_to_a_file_is_no_body() -> None:
    assert said('<atom:content src="https://example.com/1.mp4" type="video/mp4"/>') == []
    assert said("<atom:content>Text</atom:content>") == ["content/body-not-found"]


@pytest.mark.parametrize("name", ["meta", "link"])
def test_xhtml_for_robots_and_browsers_is_left_alone(name: str) -> None:
    assert said(f"<xhtml:{name}/>", "channel") == []
    assert said(f"<xhtml:{name}/>", "entry") == []


def test_other_xhtml_is_misplaced() -> None:
    assert said("<xhtml:div>A feed</xhtml:div>", "feed") == []
    assert said("<xhtml:div>Text</xhtml:div>", "entry") == ["xhtml/misplaced"]
    assert said("<xhtml:p>A feed</xhtml:p>", "channel") == ["xhtml/misplaced"]


@pytest.mark.parametrize("relation", PAGING)
def test_entries_have_no_pages(relation: str) -> None:
    assert said(f'<link rel="{relation}" href="https://example.com/2"/>', "entry") == ["fh/paging-in-entry"]
    registry = "http://www.iana.org/assignments/relation/"
    assert said(f'<link rel="{registry}{relation}" href="https://example.com/2"/>', "entry") == ["fh/paging-in-entry"]


@pytest.mark.parametrize("relation", [one for one in PAGING if one != "current"])
def test_a_complete_feed_has_no_pages(relation: str) -> None:
    other = f'<link rel="{relation}" href="https://example.com/2.xml"/>'
    assert said(f"{SELF}<fh:complete/>{other}", "feed") == ["fh/paging-in-complete-feed"]
    assert said(SELF + other, "feed") == []


def test_a_complete_feed_is_its_own_current_one() -> None:
    assert said(f'{SELF}<fh:complete/><link rel="current" href="https://example.com/feed.xml"/>', "feed") == []
    assert said(f'{SELF}<fh:complete/><link rel="current" href="feed.xml"/>', "feed") == []
    assert said(f'{SELF}<fh:complete/><link rel="current" href="new.xml"/>', "feed") == ["fh/current-not-self"]


def test_an_archive_leads_to_other_archives_and_to_the_current_feed() -> None:
    current = '<link rel="current" href="https://example.com/new.xml"/>'
    older = '<link rel="prev-archive" href="https://example.com/2025.xml"/>'
    newer = '<link rel="next-archive" href="https://example.com/2027.xml"/>'
    assert said(f"<fh:archive/>{current}{older}", "feed") == []
    assert said(f"<fh:archive/>{current}{newer}", "feed") == []
    assert said(f"{older}<fh:archive/>", "feed") == ["fh/archive-without-current"]
    assert said(f"{current}<fh:archive/>", "feed") == ["fh/archive-incomplete"]
    assert said("<fh:archive/><fh:complete/>", "feed") == []
    assert said(older, "feed") == []


@pytest.mark.parametrize(
    ("end", "onward", "is_right"),
    [
        ("last", "next", False),
        ("first", "previous", False),
        ("last", "previous", True),
        ("first", "next", True),
    ],
)
def test_nothing_comes_after_the_last_page_or_before_the_first(end: str, onward: str, *, is_right: bool) -> None:
    text = f'{SELF}<link rel="{end}" href="https://example.com/feed.xml"/><link rel="{onward}" href="2.xml"/>'
    assert said(text, "feed") == ([] if is_right else ["fh/link-past-end"])


def test_a_page_does_not_lead_to_itself() -> None:
    assert said(f'{SELF}<link rel="next" href="feed.xml"/>', "feed") == ["fh/page-links-to-itself"]


@pytest.mark.parametrize(
    ("ref", "rules"),
    [
        ("https://example.com/1", []),
        ("https://example.com/ü", []),
        ("tag:example.com,2026:1", []),
        ("urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6", []),
        ("", ["thr/ref-invalid"]),
        ("1", ["thr/ref-invalid"]),
        ("tag:example.com:1", ["thr/ref-invalid"]),
        ("https://example.com:443/1", ["thr/ref-not-canonical"]),
    ],
)
def test_a_reply_names_the_id_of_an_entry(ref: str, rules: list[str]) -> None:
    assert said(f'<thr:in-reply-to ref="{ref}"/>', "entry") == rules


@pytest.mark.parametrize("attribute", ["thr:count", "thr:updated"])
def test_only_links_to_replies_count_them(attribute: str) -> None:
    value = "3" if attribute == "thr:count" else "2026-11-01T09:00:00Z"
    assert said(f'<link rel="replies" href="1.xml" {attribute}="{value}"/>', "entry") == []
    assert said(f'<link href="1.xml" {attribute}="{value}"/>', "entry") == ["thr/attribute-misplaced"]


@pytest.mark.parametrize("value", ["yesterday", "", "2026-11-01", "2026-11-01T09:00:00"])
def test_the_date_of_the_last_reply_is_a_moment(value: str) -> None:
    assert said(f'<link rel="replies" href="1.xml" thr:updated="{value}"/>', "entry") == ["thr/updated-invalid"]
