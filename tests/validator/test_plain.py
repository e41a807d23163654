"""Both ways to read a sitemap, the fast one for plain entries and the parser, come to the same report."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from feedpub import validator
from feedpub.generate import sitemap
from feedpub.generate.listed import listed
from feedpub.model.records import Kind
from feedpub.model.sitemap_options import SitemapOptions
from feedpub.validator import plain
from feedpub.validator.gather import is_plain_loc
from feedpub.validator.rule import Rule
from feedpub.validator.rules.site import view
from feedpub.validator.rules.sitemap import faults as fault_rules
from feedpub.validator.rules.sitemap import loc as loc_rules
from feedpub.validator.sources import bytes_source
from feedpub.validator.values import uris
from feedpub.validator.values.addresses import FAULTS
from tests import builders

if TYPE_CHECKING:
    from feedpub.validator import Report

NOW = datetime(2026, 11, 22, tzinfo=UTC)
RULES = validator.Ruleset(validator.RULES)
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'
CORE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGES = f'xmlns:image="{plain.IMAGES}"'
URLS = (
    "https://example.com/",
    "https://example.com/a/",
    "https://example.com/a/",
    "http://example.com/b.html",
    "https://example.com/%ED%95%9C%EA%B5%AD/",
    "https://example.com/%EC%84%9C%EC%9A%B8-%C3%BC.html",
    "https://example.com/%ed",
    "https://example.com/%ED%95%9c",
    "https://example.com/%ED%95%9",
    "https://example.com/%25ED",
    "https://example.com/%41",
    "https://example.com/%FF",
    "https://example.com/e%CC%81",
    "https://example.com/%E1%84%92%E1%85%A1%E1%86%AB",
    "https://example.com/" + "%ED%95%9C" * 226,
    "https://example.com/c?x=1",
    "https://example.com/c?x=1&amp;y=2",
    "https://example.com/c?x=1&amp;amp;y=2&amp;z=3",
    "https://example.com/c?utm_source=a&amp;",
    "https://other.example/d",
    "https://localhost/e",
    "/f",
    "https://user@example.com/g#h",
    "https://example.com/" + "i" * 2040,
    "https://example.com//j",
    "https://example.com/undefined/k",
    "https://example.com/nullable/undefined-l",
    "https://nas.lan/m",
    "https://example.com/%E2%80%8Bn",
    "https://example.com/your-site/",
    "https://-a.example.com/",
)
DATES = (
    "",
    "2024-06-21",
    "2024-06-21T01:00:00Z",
    "2026-06-21",
    "2027-01-01",
    "1980-01-01",
    "2024-02-31",
    "24-6-1",
    "2024-06-21T01:00:00",
)
OF_ONE_ADDRESS = frozenset(
    one.name for module in (loc_rules, fault_rules) for one in vars(module).values() if isinstance(one, Rule)
) - {
    "sitemap/duplicate-loc",
    "sitemap/cross-host",
    "sitemap/mixed-scheme",
    "sitemap/outside-path",
}
IMAGE = "    <image:image>\n      <image:loc>https://example.com/{}.png</image:loc>\n    </image:image>\n"
ODD = (
    "<!-- x -->",
    "<changefreq>daily</changefreq>",
    "&amp;",
    "text",
    "<b/>",
    ' a="b"',
    "\r",
    "가",
    "\x01",
    "<",
    "]]>",
)


def document(rng: random.Random, number: int, *, images: bool) -> str:
    return (
        f"{PROLOG}<urlset {CORE}{f' {IMAGES}' if images else ''}>\n"
        + "".join(entry(rng, place, images=images) for place in range(number))
        + "</urlset>\n"
    )


def entry(rng: random.Random, number: int, *, images: bool) -> str:
    url = rng.choice((*URLS, f"https://example.com/{number}/"))
    date = rng.choice(DATES)
    lastmod = f"    <lastmod>{date}</lastmod>\n" if date else ""
    pictures = "".join(IMAGE.format(each) for each in range(rng.randint(0, 2))) if images else ""
    return f"  <url>\n    <loc>{url}</loc>\n{lastmod}{pictures}  </url>\n"


LAYOUTS = {
    "as ours": "  <url>|    <loc>{}</loc>|    <lastmod>{}</lastmod>|{}  </url>|",
    "without indents": "<url>|<loc>{}</loc>|<lastmod>{}</lastmod>|{}</url>|",
    "with tabs": "\t<url>|\t\t<loc>{}</loc>|\t\t<lastmod>{}</lastmod>|{}\t</url>|",
    "entries in a line each": "<url><loc>{}</loc><lastmod>{}</lastmod>{}</url>|",
    "all in one line": "<url><loc>{}</loc><lastmod>{}</lastmod>{}</url>",
    "all in one line with blanks": " <url> <loc>{}</loc> <lastmod>{}</lastmod> {} </url>",
    "with empty lines": "||<url>|<loc>{}</loc><lastmod>{}</lastmod>|{}|</url>|",
    "the loc beside its url": "<url> <loc>{}</loc>|   <lastmod>{}</lastmod>|{}</url>|",
    "lines that end within an entry": "<url><loc>{}</loc>|<lastmod>{}</lastmod>{}</url>",
}
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
SCHEMA = 'xsi:schemaLocation="http://www.sitemaps.org/schemas/sitemap/0.9 a.xsd"'
HEADS = (
    f"{PROLOG}<urlset {CORE} {IMAGES}>|",
    f"<?xml version='1.0' encoding='utf-8' standalone='yes' ?>|<!-- by a plug-in -->|<urlset|  {CORE}|  {IMAGES} >",
    f'{PROLOG}<?xml-stylesheet type="text/xsl" href="/s.xsl"?><urlset {XSI} {CORE} {IMAGES} {SCHEMA}>||',
    f"<urlset {CORE} {CORE} {IMAGES}>|",
    f'<urlset xmlns="" {IMAGES} {CORE.replace("xmlns", "xmlns:sm")}>',
    f'{PROLOG}|<urlset {IMAGES} {CORE} xmlns:x="">',
)
ENDS = ("</urlset>|", "|</urlset>", "</urlset>|<!-- 1,000 pages -->|", "</urlset>||text", "||</urlset><b/>")


def laid_out(rng: random.Random, form: str) -> str:
    entry, url, date, number = LAYOUTS[form], rng.choice(URLS), rng.choice(DATES), rng.randint(0, 2)
    if not date:
        entry = re.sub(r"\s*<lastmod>.*?</lastmod>\|?", "", entry)
    picture = "<image:image>|<image:loc>https://example.com/1.png</image:loc>|</image:image>|"
    pictures = (picture if "|" in LAYOUTS[form] else picture.replace("|", "")) * number
    return entry.format(*((url, date, pictures) if date else (url, pictures)))


def report(data: bytes) -> Report:
    return validator.check(bytes_source("sitemap.xml", data, "https://example.com/sitemap.xml"), RULES, now=NOW)


def told(found: Report) -> list[Any]:
    one = found.document
    return [
        found.diagnostics,
        one.kind,
        one.size,
        one.facts,
        one.fault,
        one.encoding,
        one.packed,
        one.head,
        one.data,
        one.prolog.used_namespaces,
        one.prolog.namespaces,
    ]


def slow(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Report:
    with monkeypatch.context() as patch:
        patch.setattr(plain, "may_be_plain", lambda _: False)
        return report(data)


def is_plain(data: bytes) -> bool:
    return plain.may_be_plain(data[:4096]) and plain.read(data) is not None


@pytest.mark.parametrize("images", [False, True])
@pytest.mark.parametrize("seed", range(30))
def test_both_ways_say_the_same_of_plain_sitemaps(seed: int, images: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a parameter of the test
    rng = random.Random(seed)  # noqa: S311 - the same documents every time
    data = document(rng, rng.randint(2, 12), images=images).encode()
    assert is_plain(data)
    assert told(report(data)) == told(slow(data, monkeypatch))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("form", LAYOUTS)
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_both_ways_say_the_same_however_a_sitemap_is_laid_out(
    form: str, line: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    entries = "".join(laid_out(rng, form) for _ in range(rng.randint(1, 6)))
    data = (rng.choice(HEADS) + entries + rng.choice(ENDS)).replace("|", line).encode()
    assert told(report(data)) == told(slow(data, monkeypatch))


@pytest.mark.parametrize("form", sorted(LAYOUTS.keys() - {"lines that end within an entry"}))
@pytest.mark.parametrize("head", HEADS[:3])
@pytest.mark.parametrize("end", ENDS[:3])
def test_what_is_laid_out_alike_is_plain(form: str, head: str, end: str) -> None:
    entries = (LAYOUTS[form].format(url, "2024-06-21", "") for url in URLS[:3])
    assert is_plain("".join((head, *entries, end)).replace("|", "\n").encode())


@pytest.mark.parametrize("seed", range(150))
def test_both_ways_say_the_same_of_damaged_sitemaps(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    text = document(rng, rng.randint(0, 6), images=rng.random() < 0.5)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(text))
        match rng.randrange(3):
            case 0:
                text = text[:place] + rng.choice(ODD) + text[place:]
            case 1:
                text = text[:place] + text[place + rng.randint(1, 20) :]
            case _:
                text = text[:place] + text[place - rng.randint(0, 60) :]
    data = text.encode()
    assert told(report(data)) == told(slow(data, monkeypatch))


def test_pictures_of_no_namespace_are_left_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = entry(random.Random(2), 1, images=False) * 2  # noqa: S311 - as above
    text = f"{PROLOG}<urlset {CORE}>\n{entries.replace('  </url>', IMAGE.format(1) + '  </url>')}</urlset>\n"
    assert is_plain(text.replace(CORE, f"{CORE} {IMAGES}").encode())
    assert not is_plain(text.encode())
    assert told(report(text.encode())) == told(slow(text.encode(), monkeypatch))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["as ours", "all in one line"])
def test_too_many_entries_are_counted_whatever_way_they_are_read(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = LAYOUTS[form].format("https://example.com/", "2024-06-21", "").replace("|", "\n") * 50_001
    data = f"<urlset {CORE}>{entries}</urlset>".encode()
    assert "sitemap/too-many-urls" in {one.code for one in report(data).diagnostics}
    assert told(report(data)) == told(slow(data, monkeypatch))


def test_our_own_sitemaps_are_plain() -> None:
    posts = [builders.post(f"post-{number}", date=builders.at(number)) for number in range(20)]
    options = SitemapOptions()
    made = sitemap.generate(builders.site(), listed(builders.site(), posts, options), options)
    assert [one.kind for one in made] == [Kind.SITEMAP]
    assert is_plain(made[0].data)


def test_no_rule_asks_for_what_is_passed_over() -> None:
    """A rule that finds something in a plain entry would never be asked."""
    names = (("sm:url", "sm:urlset"), ("sm:loc", "sm:url"), ("sm:lastmod", "sm:url"))
    assert all(one.passes_plain for name, parent in names for one, _ in RULES.for_node(Kind.SITEMAP, name, parent))
    of_images = {
        one.name
        for name, parent in (("image:image", "sm:url"), ("image:loc", "image:image"))
        for one, _ in RULES.for_node(Kind.SITEMAP, name, parent)
    }
    of_schemes = {"unregistered-scheme", "without-scheme"}  # `extension-bad-url` speaks of these
    assert {re.sub(r".*/", "", name) for name in of_images} == {
        "extension-duplicate-child",
        "extension-element-misplaced",
        "extension-escaped-twice",
        "extension-unknown-element",
        "image-without-loc",
        "misplaced-extension",
        "extension-bad-url",
        "extension-local-host",
        *({fault.name for fault in FAULTS} - {"local-host", "escaped-twice", "tracking"} - of_schemes),
        "file-missing",  # of sites, whose pictures are looked for: then nothing is passed over (`read`)
    }


@pytest.mark.parametrize("number", [0, 1])
def test_a_sitemap_of_less_than_two_entries_is_left_to_the_parser(number: int) -> None:
    data = document(random.Random(1), number, images=False).encode()  # noqa: S311 - as above
    assert not is_plain(data)


@pytest.mark.parametrize("seed", range(120))
def test_what_is_seen_of_all_addresses_at_once_is_true_of_each(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    some = rng.sample((*URLS, "https://example.com/../k", "https://example.com/.l/", "https://example.com/m./"), 3)
    found = report(
        (
            f"{PROLOG}<urlset {CORE}>\n"
            + "".join(
                f"  <url>\n    <loc>{rng.choice((*some, f'https://example.com/{number}/'))}</loc>\n  </url>\n"
                for number in range(rng.randint(2, 5))
            )
            + "</urlset>\n"
        ).encode()
    )
    locs = found.document.facts.urls.locs
    assert [one.loc for one in found.document.facts.odd_urls] == [loc for loc in locs if not is_plain_loc(loc)]
    objected = {one.found for one in found.diagnostics if one.code in OF_ONE_ADDRESS}
    assert objected.isdisjoint(loc for loc in locs if is_plain_loc(loc))
    assert list(view.listed(found.document)) == [view.canonical(loc) for loc in locs]
    assert view.origins(found.document) == {uris.origin(view.canonical(loc)) for loc in locs}


ENCODED = (
    "%EC%84%9C",
    "%ED%95%9C",
    "%C3%BC",
    "%E3%81%8B",
    "%E3%82%99",
    "%CC%81",
    "%E1%84%92",
    "%E1%85%A1",
    "%FF",
    "%E2%80%93",
)


@pytest.mark.parametrize("seed", range(120))
def test_what_is_seen_of_encoded_addresses_at_once_is_true_of_each(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    some = rng.sample((*ENCODED, "e", "/", ".", "-", "1"), rng.randint(1, 5))
    locs = [f"https://example.com/{number}/{''.join(rng.choices(some, k=3))}" for number in range(3)]
    entries = "".join(f"  <url>\n    <loc>{loc}</loc>\n  </url>\n" for loc in locs)
    found = report(f"{PROLOG}<urlset {CORE}>\n{entries}</urlset>\n".encode())
    odd = [loc for loc in locs if not is_plain_loc(loc)]
    assert [one.loc for one in found.document.facts.odd_urls] == odd
    assert all("//" in loc[8:] or "%E2%80" in loc for loc in odd)
    assert list(view.listed(found.document)) == [view.canonical(loc) for loc in locs]


def test_what_is_encoded_need_not_be_looked_at_address_by_address() -> None:
    locs = [f"https://example.com/%EC%84%9C%EC%9A%B8-{number}/" for number in range(3)]
    entries = "".join(f"  <url>\n    <loc>{loc}</loc>\n  </url>\n" for loc in locs)
    facts = report(f"{PROLOG}<urlset {CORE}>\n{entries}</urlset>\n".encode()).document
    assert view.listed(facts) is facts.facts.urls.locs
