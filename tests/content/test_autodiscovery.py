"""The links of pages to their feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.content.autodiscovery import Link, Seen, added, first, links, look
from feedpub.model.records import FeedSpec, Format, Taxonomy, Term

URL = "https://example.com/a/"
RSS = Link(type="application/rss+xml", title="Tea & 차", url="https://example.com/rss.xml")
ATOM = Link(type="application/atom+xml", title="Tea & 차", url="https://example.com/atom.xml")
LINE = '<link rel="alternate" type="application/rss+xml" title="Tea &amp; 차" href="https://example.com/rss.xml">'


def seen(page: str | bytes, *wanted: Link) -> Seen:
    found = look(page.encode() if isinstance(page, str) else page, URL, wanted or (RSS,))
    assert found is not None
    return found


def linked(page: str) -> str:
    return added(page.encode(), seen(page)).decode()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<html><head><title>x</title></head><body>", f"<html><head><title>x</title>{LINE}</head><body>"),
        ("<head>\n  <title>x</title>\n</head>\n", f"<head>\n  <title>x</title>\n  {LINE}\n</head>\n"),
        ("<head>\r\n\t<title>x</title>\r\n</head>", f"<head>\r\n\t<title>x</title>\r\n\t{LINE}\r\n</head>"),
        ("<head><title>x</title><p>x", f"<head><title>x</title>{LINE}<p>x"),
        ("\n<head><title>x</title>\n</head>", f"\n<head><title>x</title>\n{LINE}\n</head>"),
        (
            "<?xml version='1.0'?><html><head></head></html>",
            f"<?xml version='1.0'?><html><head>{LINE[:-1]} /></head></html>",
        ),
        (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><head></head>',
            f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><head>{LINE[:-1]} /></head>',
        ),
    ],
)
def test_the_line_stands_at_the_end_of_the_head(page: str, expected: str) -> None:
    assert linked(page) == expected
    assert linked(expected) == expected


@pytest.mark.parametrize(
    "href",
    ["https://example.com/rss.xml", "/rss.xml", "../rss.xml", "//example.com/rss.xml", "HTTPS://EXAMPLE.COM/rss.xml"],
)
def test_a_page_that_leads_to_the_feed_stays_as_it_is(href: str) -> None:
    page = f'<head><link type="application/rss+xml" href="{href}" rel="Alternate"></head>'
    assert linked(page) == page


def test_what_is_missing_is_added_and_the_rest_is_known() -> None:
    page = '<head><base href="/b/"><link rel=alternate href="../rss.xml"></head>'
    found = seen(page, RSS, ATOM)
    assert (found.missing, found.leads_to_one) == ((ATOM,), True)


def test_a_link_to_something_else_leads_nowhere() -> None:
    found = seen('<head><link rel=alternate hreflang=ko href="/ko/"><link rel=alternate href="http://["></head>')
    assert (found.missing, found.leads_to_one) == ((RSS,), False)


def test_a_page_without_head_stays_as_it_is() -> None:
    page = "<title>x</title><p>x"
    assert seen(page).place is None
    assert linked(page) == page


@pytest.mark.parametrize("page", ["<p>x", "", '<head><meta http-equiv="refresh" content="0; url=/b/"></head>'])
def test_what_nobody_reads_is_no_page(page: str) -> None:
    assert look(page.encode(), URL, (RSS,)) is None


def test_the_encoding_of_the_page_is_kept() -> None:
    page = '<head><meta charset="euc-kr"><title>차</title></head>'.encode("euc-kr")
    made = added(page, seen(page))
    assert made.decode("euc-kr").replace("&#52264;", "차") == page.decode("euc-kr").replace("</head>", f"{LINE}</head>")
    assert look(made, URL, (RSS,)) == replace(seen(page), missing=(), leads_to_one=True, place=made.index(b"</head>"))


def test_a_byte_order_mark_stays_in_front() -> None:
    page = b"\xef\xbb\xbf<head></head>"
    assert added(page, seen(page)) == b"\xef\xbb\xbf<head>" + LINE.encode() + b"</head>"


def test_utf_16_is_left_alone() -> None:
    page = "\ufeff<html><head></head></html>".encode("utf-16-le")
    assert added(page, seen(page)) == page


def test_the_feed_is_linked_in_each_of_its_formats() -> None:
    paths = {Format.RSS: "rss.xml", Format.ATOM: "atom.xml"}
    spec = FeedSpec(
        term=None,
        id="urn:x",
        title=RSS.title,
        description="",
        language="",
        paths=paths,
        urls={form: f"https://example.com/{path}" for form, path in paths.items()},
        limit=20,
    )
    assert links(spec) == (RSS, ATOM)
    of_term = replace(spec, term=Term(taxonomy=Taxonomy.TAG, slug="a", label="A"))
    assert (first([of_term, spec]), first([of_term])) == (spec, None)


@given(st.binary(max_size=60), st.binary(max_size=60), st.sampled_from([b"", b"\n", b"\r\n  "]))
def test_every_other_byte_stays_and_a_second_time_changes_nothing(start: bytes, end: bytes, gap: bytes) -> None:
    page = b"<html><head><title>" + start + b"</title>" + gap + b"</head>" + end
    found = look(page, URL, (RSS, ATOM))
    assert found is not None
    made = added(page, found)
    again = look(made, URL, (RSS, ATOM))
    assert again is not None
    assert added(made, again) == made
    if found.place is not None and again.place is not None:
        assert again.missing == ()
        assert sorted(made) == sorted(page + made[len(page) :]) or len(made) > len(page)
        assert made.startswith(page[: found.place].rstrip())
        assert made.endswith(page[found.place :])
