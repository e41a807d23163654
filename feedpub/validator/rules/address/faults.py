"""One rule for each fault of addresses, in the slots of which no rule with an older name speaks.

RSS, JSON Feed and sitemaps had rules of their own for some; these keep their names, and use the same faults.
"""

from __future__ import annotations

from feedpub.model.records import Kind, Level
from feedpub.validator.rule import FEEDS, rule
from feedpub.validator.rules.address.places import with_fault
from feedpub.validator.rules.content.fragments import HOLDERS
from feedpub.validator.schema import addresses as slots
from feedpub.validator.values import addresses

_KINDS = frozenset(Kind) - {Kind.UNKNOWN}
_XML = (*slots.RSS, *slots.ATOM, *slots.EXTENSIONS, *(one for one in HOLDERS if not one.startswith("$")))
_JSON = (*slots.JSON, *(one for one in HOLDERS if one.startswith("$")))
_FEEDS = (*_XML, *_JSON)
_ALL = (*_FEEDS, *slots.SITEMAP)
_THREADS = ("thr:in-reply-to/@href", "thr:in-reply-to/@source")
_RELATIVE = ("atom:generator/@uri", "atom:content/@src", *_THREADS, "@xml:base")
"""Slots that may hold relative addresses, and of whose schemes no older rule speaks."""

local_host = rule("address/local-host", Level.WARNING, spec="RFC 6761; RFC 1918", kinds=_KINDS)(
    with_fault(addresses.LOCAL_HOST, slots.ATOM, slots.EXTENSIONS, HOLDERS),
    """An address is one of the machine or network that the feed was made on.

    Nobody else can open it; mostly the site's address was not set when it was built. Links in texts pass: people write
    about their own machines.

    ```xml bad in=entry
    <link href="http://localhost:4000/1"/>
    ```
    ```xml bad in=item
    <title>One</title><media:thumbnail url="http://192.168.1.20/1.jpg"/>
    ```
    ```json bad in=item
    "id": "1", "content_html": "<img src='http://blog.test/1.jpg' alt='A lake'>"
    ```
    ```xml good in=entry
    <link href="https://example.com/1"/>
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Then open <a href='http://localhost:4000/'>the preview</a>.</p>"
    ```
    """,
)

credentials = rule("address/credentials", Level.WARNING, spec="RFC 9110 section 4.2.4", kinds=_KINDS)(
    with_fault(addresses.CREDENTIALS, _ALL),
    """An address holds a user name or password.

    It is published to everybody, and readers and browsers ask before they follow it, or refuse it.

    ```xml bad in=item
    <title>One</title><link>https://ann:secret@example.com/1</link>
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://ann@example.com/1"
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/@ann/1</link>
    ```
    """,
)

glued_in_feed = rule(
    "link/glued-address",
    Level.ERROR,
    spec="RFC 3986 section 3.2.2",
    kinds=FEEDS,
    harms=("feedparser", "gofeed", "ROME"),
)(
    with_fault(addresses.GLUED, _XML),
    """An address of a feed has another one within it: one was put before a whole one.

    There is no such host, or no such page: who follows the link gets an error.

    ```xml bad in=item
    <title>One</title><link>https://example.comhttps://example.com/1</link>
    ```
    ```xml bad in=entry
    <link href="https://https://example.com/1"/>
    ```
    ```xml bad in=item
    <title>One</title><link>https://example.com/https://example.com/1</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/save?url=https://example.com/1</link>
    ```
    """,
)

glued = rule(
    "address/glued",
    Level.ERROR,
    spec="RFC 3986 section 3.2.2",
    kinds=_KINDS,
    harms=("gofeed", "Google Search"),
)(
    with_fault(addresses.GLUED, _JSON, slots.SITEMAP),
    """An address has another one within it: one was put before a whole one.

    There is no such host, or no such page: who follows the link gets an error.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://example.comhttps://example.com/1"
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/https://example.com/1"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/save?url=https://example.com/1"
    ```
    """,
)

unfetchable_scheme = rule(
    "address/unfetchable-scheme", Level.WARNING, spec="RFC 3986 section 3.1; practice of readers", kinds=_KINDS
)(
    with_fault(addresses.UNFETCHABLE, _ALL),
    """An address has a scheme by which nobody else can fetch what it names: file:, javascript:, data:, mailto:, ftp:.

    file: names a file on the machine of whoever reads it, readers run no scripts, and browsers have given up FTP; where
    a page is meant, a mailbox is none.

    ```xml bad in=item
    <title>One</title><link>file:///home/ann/one.html</link>
    ```
    ```xml bad in=entry
    <link href="javascript:void(0)"/>
    ```
    ```json bad in=item
    "id": "1", "content_html": "<img src='cid:image001.png@01D8' alt='A lake'>"
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/one.html</link>
    ```
    ```json good in=item
    "id": "1", "content_html": "<a href='mailto:ann@example.com'>Write to me</a>"
    ```
    """,
)

unregistered_scheme = rule("address/unregistered-scheme", Level.WARNING, spec="RFC 7595 section 3", kinds=_KINDS)(
    with_fault(addresses.UNREGISTERED, _RELATIVE, HOLDERS, _JSON, ("xhtml:link/@href",)),
    """An address begins with a scheme that is not registered with IANA.

    It is probably mistyped; no reader can follow it. Links in texts pass that have a name of their own: they open a
    program that knows it.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "htps://example.com/1"
    ```
    ```json bad in=item
    "id": "1", "content_html": "<a href='htttps://example.com/1'>One</a>"
    ```
    ```xml bad in=feed
    <generator uri="htps://example.com/">Ours</generator>
    ```
    ```json good in=item
    "id": "1", "content_html": "<a href='ourprogram://open/1'>Open in our program</a>"
    ```
    """,
)

without_scheme = rule("address/without-scheme", Level.WARNING, spec="RFC 3986 section 4.2", kinds=_KINDS)(
    with_fault(addresses.WITHOUT_SCHEME, _RELATIVE, ("atom:uri", "atom:icon", "atom:logo")),
    """An address that may be relative begins with a host, or with https and no colon.

    It is read as the name of a folder beside the feed, and there is none: the link or picture breaks.

    ```xml bad in=feed
    <icon>www.example.com/icon.png</icon>
    ```
    ```xml bad in=feed
    <author><name>Ann</name><uri>https//example.com/ann/</uri></author>
    ```
    ```xml good in=feed
    <icon>/icon.png</icon><logo>images/example.com.png</logo>
    ```
    """,
)

left_over = rule("address/left-over", Level.WARNING, spec="practice of generators", kinds=_KINDS)(
    with_fault(addresses.LEFT_OVER, _ALL),
    """An address holds what a program left there: [object Object], undefined, the source of a template, a placeholder.

    There is no such page; who follows the link gets an error.

    ```xml bad in=item
    <title>One</title><link>https://example.com/posts/undefined/</link>
    ```
    ```xml bad in=entry
    <link href="https://example.com/%5Bobject%20Object%5D"/>
    ```
    ```json bad in=item
    "id": "1", "content_html": "<a href='https://example.com/%7B%7B%20page.url%20%7D%7D'>One</a>"
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/%3Cname%3E/1"
    ```
    ```xml good in=item
    <title>What is undefined?</title><link>https://example.com/posts/undefined/</link>
    ```
    """,
)

impossible_host = rule("address/impossible-host", Level.WARNING, spec="RFC 1034 section 3.5", kinds=_KINDS)(
    with_fault(addresses.IMPOSSIBLE_HOST, _ALL),
    """The host of an address cannot exist: it has two dots in a row, a comma, a hyphen at an edge, a number over 255.

    Nobody can open the address.

    ```xml bad in=item
    <title>One</title><link>https://www..example.com/1</link>
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://www,example.com/1"
    ```
    ```xml good in=item
    <title>One</title><link>https://www.example.com/1</link>
    ```
    """,
)

escaped_twice = rule(
    "address/escaped-twice", Level.WARNING, spec="XML 1.0 section 4.6; RFC 3986 section 2.4", kinds=_KINDS
)(
    with_fault(addresses.ESCAPED_TWICE, _FEEDS),
    """An address was escaped twice.

    What remains after reading is not the address of the page: it opens with a wrong parameter, or not at all.

    ```xml bad in=item
    <title>One</title><link>https://example.com/?a=1&amp;amp;b=2</link>
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/low%2520water"
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/?a=1&amp;b=2</link>
    ```
    """,
)

double_slash = rule("address/double-slash", Level.INFO, spec="RFC 3986 section 3.3", kinds=_KINDS)(
    with_fault(addresses.DOUBLE_SLASH, _ALL),
    """The path of an address begins with two slashes.

    It is another address than the one with one slash: the page is known under two, and some servers refuse it.

    ```xml bad in=item
    <title>One</title><link>https://example.com//1</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/1</link>
    ```
    """,
)

session_id = rule("address/session-id", Level.WARNING, spec="sitemaps.org, FAQ; practice of readers", kinds=_KINDS)(
    with_fault(addresses.SESSION_ID, _ALL),
    """An address holds the id of a session.

    It is another one in each build: readers that know items by their address show all of them again.

    ```xml bad in=item
    <title>One</title><link>https://example.com/1;jsessionid=1A2B3C4D5E6F</link>
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/1?PHPSESSID=0a1b2c3d4e5f"
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/1</link>
    ```
    """,
)

tracking = rule("address/tracking", Level.INFO, spec="practice of readers", kinds=_KINDS)(
    with_fault(addresses.TRACKING, _FEEDS),
    """The id of an item holds a parameter that counts where visitors come from (utm_source).

    When the campaign changes, so does the id, and readers show all items again. In a link it does no harm.

    ```xml bad in=item
    <title>One</title><guid>https://example.com/1?utm_source=rss</guid>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/1?utm_source=rss</link><guid>https://example.com/1</guid>
    ```
    """,
)

invisible_character = rule("address/invisible-character", Level.WARNING, spec="Unicode, UAX 31", kinds=_KINDS)(
    with_fault(addresses.INVISIBLE, _ALL),
    """An address holds a character that nobody sees: a zero-width space, a no-break space, a control character.

    It looks right and leads to another page, or to none.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/1%E2%80%8B"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/1"
    ```
    """,
)
