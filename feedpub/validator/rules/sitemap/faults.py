"""Rules over the faults of the addresses that a sitemap lists, the same as those of feeds (`values.addresses`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.rule import ANY_DOCUMENT, Found, Row, rule
from feedpub.validator.rules.sitemap.loc import found_at
from feedpub.validator.values import addresses
from feedpub.validator.values.addresses import AddressFault, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument


def faulty(fault: AddressFault) -> Row:
    """Return the row that says that addresses do not have a fault."""

    def check(document: ParsedDocument) -> Iterator[Found]:
        for place, sign in _found_in(document).get(fault.name, ()):
            one = document.facts.odd_urls[place]
            text = f'The address "{one.loc}" {fault.said(sign)}.'
            yield found_at(document, one, text, fault.advice(one.loc, sign))

    return Row((), check)


def _found_in(document: ParsedDocument) -> dict[str, list[tuple[int, str]]]:
    """Return name of a fault -> places in `odd_urls` with what shows it: found once for all rules."""
    facts = document.facts
    if facts.faulty_urls is None:
        facts.faulty_urls = {}
        use = Use.PERMALINK if document.kind is Kind.SITEMAP else Use.FILE
        for place, one in enumerate(facts.odd_urls):
            for name, sign in addresses.faults(one.loc, use):
                facts.faulty_urls.setdefault(name, []).append((place, sign))
    return facts.faulty_urls


local_host = rule("sitemap/local-host", Level.WARNING, on=ANY_DOCUMENT, spec="RFC 6761; RFC 1918")(
    faulty(addresses.LOCAL_HOST),
    """An address is one of the machine or network the sitemap was made on.

    Nobody else can fetch it; mostly the site's address was not set when it was built.

    ```xml bad in=url
    <loc>http://localhost:1313/posts/</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/posts/</loc>
    ```
    """,
)


loc_with_credentials = rule(
    "sitemap/loc-with-credentials", Level.WARNING, on=ANY_DOCUMENT, spec="RFC 9110 section 4.2.4"
)(
    faulty(addresses.CREDENTIALS),
    """An address holds a user name or password.

    It is published to everybody, and search engines do not use it.

    ```xml bad in=url
    <loc>https://ann:secret@example.com/</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/@ann</loc>
    ```
    """,
)


loc_escaped_twice = rule(
    "sitemap/loc-escaped-twice", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, entity escaping"
)(
    faulty(addresses.ESCAPED_TWICE),
    """An address was escaped twice.

    What remains after reading is not the address of the page.

    ```xml bad in=url
    <loc>https://example.com/?a=1&amp;amp;b=2</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/?a=1&amp;b=2</loc>
    ```
    """,
)


glued_loc = rule("sitemap/glued-loc", Level.ERROR, on=ANY_DOCUMENT, spec="sitemaps.org, loc")(
    faulty(addresses.GLUED),
    """An address has another one in its host: one was put before a whole one.

    There is no such host; search engines report the page as one that cannot be reached.

    ```xml bad in=url
    <loc>https://example.comhttps://docs.example.com/en/</loc>
    ```
    ```xml bad in=url
    <loc>https://https://example.com/en/</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/save?url=https://docs.example.com/en/</loc>
    ```
    """,
)

loc_left_over = rule("sitemap/loc-left-over", Level.WARNING, on=ANY_DOCUMENT, spec="practice of generators")(
    faulty(addresses.LEFT_OVER),
    """An address holds what a program left there: [object Object], undefined, the source of a template, a placeholder.

    There is no such page; search engines report an error for it.

    ```xml bad in=url
    <loc>https://example.com/posts/undefined/</loc>
    ```
    ```xml bad in=url
    <loc>https://example.com/%5Bobject%20Object%5D</loc>
    ```
    ```xml bad in=url
    <loc>https://example.com/%3Cname%3E/1</loc>
    ```
    ```xml bad in=url
    <loc>https://example.com/%7B%7B%20page.url%20%7D%7D</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/tags/undefined/</loc>
    ```
    """,
)

loc_impossible_host = rule("sitemap/loc-impossible-host", Level.WARNING, on=ANY_DOCUMENT, spec="RFC 1034 section 3.5")(
    faulty(addresses.IMPOSSIBLE_HOST),
    """The host of an address cannot exist: it has two dots in a row, a comma, a hyphen at an edge, a number over 255.

    Search engines cannot fetch the page.

    ```xml bad in=url
    <loc>https://www..example.com/1</loc>
    ```
    ```xml bad in=url
    <loc>https://www,example.com/1</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    ```
    """,
)

loc_with_double_slash = rule("sitemap/loc-with-double-slash", Level.INFO, on=ANY_DOCUMENT, spec="RFC 3986 section 3.3")(
    faulty(addresses.DOUBLE_SLASH),
    """The path of an address begins with two slashes.

    It is another address than the one with one slash; search engines know the page under two.

    ```xml bad in=url
    <loc>https://example.com//1</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    ```
    """,
)

loc_with_session_id = rule("sitemap/loc-with-session-id", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org, FAQ")(
    faulty(addresses.SESSION_ID),
    """An address holds the id of a session.

    Each visit has another, so search engines find one page under ever new addresses, and take none for the page.

    ```xml bad in=url
    <loc>https://example.com/1;jsessionid=1A2B3C4D5E6F</loc>
    ```
    ```xml bad in=url
    <loc>https://example.com/1?PHPSESSID=0a1b2c3d4e5f</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    ```
    """,
)

loc_with_tracking = rule(
    "sitemap/loc-with-tracking", Level.WARNING, on=ANY_DOCUMENT, spec="Google Search Central, canonical URLs"
)(
    faulty(addresses.TRACKING),
    """An address holds a parameter that counts where visitors come from (utm_source).

    It is another address than that of the page; search engines know the page under two, and the counts are wrong.

    ```xml bad in=url
    <loc>https://example.com/1?utm_source=sitemap</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    ```
    """,
)

loc_with_invisible_character = rule(
    "sitemap/loc-with-invisible-character", Level.WARNING, on=ANY_DOCUMENT, spec="Unicode, UAX 31"
)(
    faulty(addresses.INVISIBLE),
    """An address holds a character that nobody sees: a zero-width space, a no-break space, a control character.

    It looks right and leads to another page, or to none.

    ```xml bad in=url
    <loc>https://example.com/1%E2%80%8B</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    ```
    """,
)
