"""Rules over the addresses that a sitemap lists."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import urls
from feedpub.validator.rule import ANY_DOCUMENT, Found, Row, rule
from feedpub.validator.types import REFERENCE, Type, either, that
from feedpub.validator.values import repair, uris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.facts import UrlFact

_LONGEST = 2048
WEB = frozenset({"http", "https"})
_START = "https://example.com/"


def address(kind: Type, text: str, hint: str | Callable[[str], str]) -> Row:
    """Return the row that says that addresses are of a type; only the odd ones need be looked at."""

    def check(document: ParsedDocument) -> Iterator[Found]:
        for one in document.facts.odd_urls:
            problem = kind.problem(one.loc, document.now)
            if problem:
                said = text.format_map({"value": one.loc, "problem": problem})
                yield found_at(document, one, said, hint if isinstance(hint, str) else hint(one.loc))

    return Row((), check)


def _other_scheme(value: str) -> str:
    """Return the scheme of an address that is none of the web's; `example.com:80/` has none."""
    scheme = uris.split(value).scheme
    is_other = scheme is not None and uris.is_absolute(value) and "." not in scheme and scheme.lower() not in WEB
    return str(scheme) if is_other else ""


def _escaped_hint(loc: str) -> str:
    try:
        meant = urls.to_uri(" ".join(loc.split()))
    except ValueError:
        return "Percent-encode what a URL may not have: a space is %20, a percent sign %25."
    return f'Write "{meant}".'


def found_at(document: ParsedDocument, one: UrlFact, text: str, hint: str) -> Found:
    """Return what is found of an address, with its place."""
    return Found(
        text=text,
        hint=hint,
        found=one.loc,
        line=one.line,
        column=one.column,
        path=document.facts.path_of(one),
    )


empty_loc = rule("sitemap/empty-loc", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, loc")(
    address(that(bool, "is empty"), "The <loc> {problem}.", "Write the full address, or take the entry out."),
    """A `<loc>` is empty.

    There is nothing to fetch; search engines report the file as broken.

    ```xml bad in=url
    <loc></loc>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc>
    ```
    """,
)


@rule("sitemap/relative-loc", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, loc")
def relative_loc(document: ParsedDocument) -> Iterator[Found]:
    """An address does not begin with http:// or https:// and a host.

    A sitemap has no base that addresses could be relative to; search engines refuse the entry.

    ```xml bad in=url
    <loc>/about/</loc>
    ```
    ```xml bad in=url
    <loc>www.example.com/about/</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/about/</loc>
    ```
    """
    for one in document.facts.odd_urls:
        if one.loc and not uris.is_absolute(one.loc.partition("/")[0] if "." in one.loc.partition(":")[0] else one.loc):
            base = document.url or _START
            meant = uris.resolve(base, one.loc)
            if one.loc.startswith("www."):
                meant = f"https://{one.loc}"
            text = f'The address "{one.loc}" is relative: it has no scheme' + (
                "." if one.loc.startswith("//") else " and no host."
            )
            yield found_at(document, one, text, f'Write the full address, such as "{meant}".')


unsupported_scheme = rule("sitemap/unsupported-scheme", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, loc")(
    address(
        Type(_other_scheme),
        'The address "{value}" has the scheme "{problem}".',
        "List pages under http: or https: only.",
    ),
    """An address has another scheme than http or https.

    Search engines fetch pages over HTTP only and refuse the entry.

    ```xml bad in=url
    <loc>ftp://example.com/about/</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/about/</loc>
    ```
    """,
)

bad_url = rule("sitemap/bad-url", Level.ERROR, on=ANY_DOCUMENT, spec="RFC 3986; sitemaps.org, entity escaping")(
    address(either(operator.not_, REFERENCE), 'The address "{value}" {problem}.', repair.advice),
    """An address breaks the syntax of URLs.

    Search engines refuse the entry, or fetch something else.

    ```xml bad in=url
    <loc>https://example.com/my page.html</loc>
    ```
    ```xml bad in=url
    <loc>https://example.com/100%</loc>
    ```
    ```xml bad in=url
    <loc>https:///about/</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/my%20page.html</loc>
    ```
    """,
)

loc_too_long = rule("sitemap/loc-too-long", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, loc")(
    address(
        Type(lambda value: f"{len(value):,}" if len(value) > _LONGEST else None),
        f"The address has {{problem}} characters, more than the limit of {_LONGEST:,}.",
        "Give the page a shorter address.",
    ),
    """An address is longer than 2,048 characters.

    Search engines refuse the entry.

    ```repeated bad in=url
    2100 times, between <loc>https://example.com/ and </loc>
    a
    ```
    ```xml good in=url
    <loc>https://example.com/</loc>
    ```
    """,
)

loc_with_fragment = rule("sitemap/loc-with-fragment", Level.INFO, on=ANY_DOCUMENT, spec="RFC 3986 section 3.5")(
    address(
        that(lambda value: "#" not in value, "has a fragment"),
        'The address "{value}" {problem}.',
        lambda loc: f'Write "{loc.partition("#")[0]}".',
    ),
    """An address has a fragment (`#…`).

    Search engines drop it; the entry is that of the page without it.

    ```xml bad in=url
    <loc>https://example.com/about/#team</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/about/</loc>
    ```
    """,
)

loc_not_ascii = rule(
    "sitemap/loc-not-ascii", Level.INFO, on=ANY_DOCUMENT, spec="sitemaps.org, entity escaping; RFC 3987 section 3.1"
)(
    address(that(str.isascii, "is not in ASCII"), 'The address "{value}" {problem}.', _escaped_hint),
    """An address holds other characters than those of ASCII.

    The protocol asks for percent-encoding; not every search engine encodes such an address the same way.

    ```xml bad in=url
    <loc>https://example.com/ümlaut</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/%C3%BCmlaut</loc>
    ```
    """,
)


@rule("sitemap/duplicate-loc", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, url")
def duplicate_loc(document: ParsedDocument) -> Iterator[Found]:
    """One address is listed twice.

    Search engines count it twice against the limits, and take the date of either.

    ```xml bad in=urlset
    <url><loc>https://example.com/1</loc></url>
    <url><loc>https://example.com/1</loc></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/1</loc></url>
    <url><loc>https://example.com/2</loc></url>
    ```
    """
    facts = document.facts.urls
    if len(set(facts.locs)) == len(facts):
        return
    seen: dict[str, int] = {}
    for one in facts:
        if one.loc in seen and one.loc:
            text = f'The address "{one.loc}" is listed twice, first in line {seen[one.loc]}.'
            yield found_at(document, one, text, "List each page once.")
        else:
            seen[one.loc] = one.line
