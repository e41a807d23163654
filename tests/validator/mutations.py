"""Documents that nobody would write, for fuzzing: files of the corpus broken at random, and documents grown anew."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from feedpub.model.records import Kind
from feedpub.validator import RULES, Ruleset, check
from feedpub.validator.examples import CONTAINERS
from feedpub.validator.namespaces import PREFIXES
from feedpub.validator.sources import bytes_source
from tests.validator import corpus

if TYPE_CHECKING:
    from random import Random

    from feedpub.validator import Report

_LARGEST = 20_000
TOKENS = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml version='1.0' encoding='utf-7'?>", b"\x00",
    b"\xff", b"\xef\xbb\xbf", b"&#0;", b"&#55357;", b"&#128512;", b"&nbsp;",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'c'>]>", b"xmlns=''", b"\xed\xa0\xbd", b"\r", b"\t", b"http://[",
    b"https://a:b@c:99999999/", b"-1", b"1e999", b"9" * 400, b"0000-00-00", b"9999-12-31T23:59:60-23:59",
    b"Sun, 31 Feb 0000 99:99:99 +9999", b"%", b"tag:,", b"urn:", b"data:,", b"{", b"}", b"[", b"null", b"\\ud800",
    b'"', b"'", b"\xe2\x80\xae", b"xml:base='http://['", b"xml:lang=''", b"<a:b/>", b"</rss>",
)  # fmt: skip


def check_bytes(data: bytes, name: str = "file", url: str | None = "https://example.com/file") -> Report:
    """Check a document with all rules."""
    return check(bytes_source(name, data, url), _RULESET, now=corpus.NOW)


_RULESET = Ruleset(RULES)


def complaint(report: Report) -> str:
    """Say what is wrong with an answer: a crash, no place, or no message where there must be one; "" for nothing."""
    for one in report.diagnostics:
        if one.code == "internal/crash":
            return one.text
        if not (one.where.line and one.where.line > 0 and one.where.column and one.where.column > 0):
            return f"{one.code} has no place"
    if report.document.kind is Kind.UNKNOWN and report.ok:
        return "nothing is said of a document that is nothing known"
    if report.document.fault is not None and report.ok:
        return f"nothing is said of {report.document.fault}"
    return ""


def seeds() -> list[bytes]:
    """Return the files of the corpus that are small enough to be broken often."""
    found = [path.read_bytes() for path in corpus.cases() if path.is_file()]
    return [data for data in found if len(data) <= _LARGEST]


def broken(data: bytes, other: bytes, random: Random) -> bytes:
    """Break a document in one to eight places; `other` is one to take pieces from."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        _break(changed, other, random)
    return gzip.compress(changed, 1, mtime=0) if random.random() < _PACKED else bytes(changed)


_PACKED = 0.01


def _break(data: bytearray, other: bytes, random: Random) -> None:
    begin = random.randrange(len(data) + 1)
    end = min(len(data), begin + random.choice((0, 0, 1, 2, 10, 100)))
    piece = random.randrange(len(other) + 1)
    match random.randrange(7):
        case 0:
            data[begin:end] = b""
        case 1:
            data[begin:end] = random.choice(TOKENS)
        case 2:
            data[begin:end] = data[begin:end] * random.choice((2, 3, 50))
        case 3:
            data[begin:end] = other[piece : piece + random.choice((1, 10, 100, 1000))]
        case 4:
            data[begin:end] = bytes(byte ^ (1 << random.randrange(8)) for byte in data[begin:end])
        case 5:
            del data[begin:]
        case _:
            data[begin:end] = _text_swapped(data, random)


def _text_swapped(data: bytearray, random: Random) -> bytes:
    """Return a piece of the document itself, from tag to tag."""
    parts = bytes(data).split(b"<")
    return b"<" + random.choice(parts) if len(parts) > 1 else b""


def _words(text: str) -> list[str]:
    return text.split()


_VALUES = st.one_of(
    st.sampled_from([token.decode("utf-8", "replace") for token in TOKENS]),
    st.sampled_from(["https://example.com/1", "2026-05-05", "Tue, 05 May 2026 00:00:00 GMT", "en", "yes", "", " \n"]),
    st.text(max_size=20),
)
_NAMES = st.sampled_from(
    _words("""
    rss channel item title link description guid pubDate enclosure image category author source cloud skipDays
    day feed entry id updated published summary content name uri email atom:link atom:id dc:date dc:creator
    content:encoded media:content media:group media:thumbnail itunes:image itunes:category itunes:duration
    itunes:owner thr:in-reply-to fh:archive sy:updatePeriod podcast:person podcast:guid urlset url loc lastmod
    changefreq priority sitemap sitemapindex image:image image:loc news:news news:publication video:video
    video:duration xhtml:link xhtml:div unknown
    """)
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        _words("""
    href rel type url length isPermaLink version xml:lang xml:base hreflang domain scheme term src text label
    value relationship medium role count thr:count
    """)
    ),
    _VALUES,
    max_size=4,
)


def _escaped(text: str) -> str:
    kept = "".join(one for one in text if one in "\t\n" or (" " <= one < "\ud800") or "\ue000" <= one <= "\ufffd")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace(">", "&gt;")


@st.composite
def _element(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    name = draw(_NAMES)
    attributes = "".join(f' {key}="{_escaped(value)}"' for key, value in draw(_ATTRIBUTES).items())
    content = "".join(draw(st.lists(inside, max_size=5)))
    return f"<{name}{attributes}>{content}</{name}>"


_TREES = st.recursive(_VALUES.map(_escaped), _element, max_leaves=25)


_ROOT = re.compile(r"<\w+")


@st.composite
def xml_documents(draw: st.DrawFn) -> bytes:
    """Grow a well-formed document of known names in any order, inside one of the usual containers."""
    container = draw(st.sampled_from(sorted(CONTAINERS)))
    text = CONTAINERS[container].replace("%s", "".join(draw(st.lists(_TREES, max_size=6))))
    missing = "".join(
        f' xmlns:{name}="{uri}"' for uri, name in PREFIXES.items() if name and f"xmlns:{name}=" not in text
    )
    return _ROOT.sub(rf"\g<0>{missing}", text, count=1).encode()


_KEYS = st.sampled_from(
    _words("""
    version title items home_page_url feed_url next_url icon author authors language expired hubs id url
    external_url content_html content_text summary image date_published date_modified tags attachments mime_type
    size_in_bytes duration_in_seconds name avatar type _x unknown
    """)
)
_JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), _VALUES),
    lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(_KEYS, inside, max_size=6)),
    max_leaves=25,
)


@st.composite
def json_documents(draw: st.DrawFn) -> bytes:
    """Grow a JSON Feed of known keys with any values."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "items": draw(st.lists(st.dictionaries(_KEYS, _JSON_VALUES, max_size=6), max_size=3)),
    }
    feed.update(draw(st.dictionaries(_KEYS, _JSON_VALUES, max_size=4)))
    return json.dumps(feed).encode()
