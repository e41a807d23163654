"""Every slot that holds addresses is looked at for every fault, in each format."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from feedpub.validator import RULES, Ruleset, check
from feedpub.validator.namespaces import PREFIXES
from feedpub.validator.schema import addresses as slots
from feedpub.validator.sources import bytes_source
from feedpub.validator.values.addresses import FAULTS, Use, faults

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SET = Ruleset(RULES)
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"' for prefix, uri in {value: key for key, value in PREFIXES.items()}.items()
)
ADDRESSES = {
    "local-host": "http://localhost:4000/1",
    "credentials": "https://ann:secret@example.com/1",
    "glued": "https://example.comhttps://example.com/1",
    "unfetchable-scheme": "file:///home/ann/1",
    "left-over": "https://example.com/posts/undefined/",
    "unregistered-scheme": "htps://example.com/1",
    "without-scheme": "www.example.com/1",
    "impossible-host": "https://www..example.com/1",
    "escaped-twice": "https://example.com/low%2520water",
    "double-slash": "https://example.com//1",
    "session-id": "https://example.com/1;jsessionid=1A2B3C4D",
    "tracking": "https://example.com/1?utm_source=feed",
    "invisible-character": "https://example.com/1%E2%80%8B",
}
NAMES = {
    "local-host": {"rss/url-local", "jsonfeed/local-host", "sitemap/extension-local-host"},
    "glued": {"link/glued-address"},
    "escaped-twice": {"sitemap/extension-escaped-twice"},
    "unregistered-scheme": {
        *("rss/url-scheme-unregistered", "atom/scheme-unregistered", "extension/scheme-unregistered"),
        *("itunes/image-address-invalid", "sitemap/extension-bad-url"),
    },
    "without-scheme": {
        *("rss/url-invalid", "rss/guid-not-url", "link/href-relative", "extension/address-invalid"),
        *("itunes/image-address-invalid", "jsonfeed/bad-url", "sitemap/extension-bad-url"),
        "sitemap/hreflang-relative",
    },
}
"""Fault -> older names of rules that speak of it."""
XML = {**slots.RSS, **slots.ATOM, **slots.EXTENSIONS}


def _rss(element: str, attribute: str, address: str) -> str:
    parent, _, name = element.rpartition("/")
    text = f'<{name} {attribute}="{address}"/>' if attribute else f"<{name}>{address}</{name}>"
    if parent in {"image", "textInput"}:
        text = f"<{parent}>{text}</{parent}>"
    inside = text if parent in {"channel", "image", "textInput"} else f"<item><title>One</title>{text}</item>"
    return f'<rss version="2.0" {NAMESPACES}><channel>{inside}</channel></rss>'


def _uri(prefix: str) -> str:
    return next(uri for uri, known in PREFIXES.items() if known == prefix)


def _said(name: str, text: str) -> set[str]:
    return {one.code for one in check(bytes_source(name, text.encode(), None), SET, now=NOW).diagnostics}


def _expected(use: Use) -> Mapping[str, str]:
    return {name: address for name, address in ADDRESSES.items() if name in dict(faults(address, use))}


def _is_found(name: str, said: set[str]) -> bool:
    return bool(said & {f"address/{name}", *NAMES.get(name, ())})


@pytest.mark.parametrize("slot", XML)
def test_every_slot_of_feeds_in_xml_is_looked_at(slot: str) -> None:
    element, _, attribute = slot.partition("/@")
    if slot.startswith("@"):
        element, attribute = "atom:link", slot[1:]
    use = Use.PAGE if element == "atom:link" and attribute == "href" else XML[slot]
    for name, address in _expected(use).items():
        assert _is_found(name, _said("feed.xml", _rss(element, attribute, address))), name


@pytest.mark.parametrize("slot", slots.JSON)
def test_every_slot_of_json_feed_is_looked_at(slot: str) -> None:
    for name, address in _expected(slots.JSON[slot]).items():
        feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
        _put(feed, slot.removeprefix("$.").split("."), address)
        assert _is_found(name, _said("feed.json", json.dumps(feed))), name


def _put(holder: dict[str, Any], steps: list[str], address: str) -> None:
    first, *rest = steps
    if not rest:
        holder[first] = address
        return
    inner: dict[str, Any] = {}
    holder[first.removesuffix("[]")] = [inner] if first.endswith("[]") else inner
    _put(inner, rest, address)


@pytest.mark.parametrize("slot", slots.SITEMAP)
def test_every_slot_of_extensions_of_sitemaps_is_looked_at(slot: str) -> None:
    name, _, attribute = slot.partition("/@")
    for fault, address in _expected(slots.SITEMAP[slot]).items():
        translation = 'rel="alternate" hreflang="en"'
        text = f'<{name} {translation} {attribute}="{address}"/>' if attribute else f"<{name}>{address}</{name}>"
        loc = "<loc>https://example.com/1</loc>"
        said = _said("sitemap.xml", f'<urlset xmlns="{_uri("sm")}" {NAMESPACES}><url>{loc}{text}</url></urlset>')
        assert fault == "escaped-twice" or _is_found(fault, said), fault


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_fault_is_found_in_the_locs_of_sitemaps(name: str) -> None:
    older = {
        "local-host": "local-host",
        "glued": "glued-loc",
        "unfetchable-scheme": "unsupported-scheme",
        "unregistered-scheme": "unsupported-scheme",
        "without-scheme": "relative-loc",
    }
    names = {older.get(name, f"loc-{name}"), f"loc-with-{name}"}
    text = f'<urlset xmlns="{_uri("sm")}"><url><loc>{ADDRESSES[name]}</loc></url></urlset>'
    assert {f"sitemap/{one}" for one in names} & _said("sitemap.xml", text)


def test_there_is_an_address_for_every_fault() -> None:
    assert {fault.name for fault in FAULTS} == ADDRESSES.keys()
