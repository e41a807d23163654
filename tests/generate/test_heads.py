"""One head made for all feeds of a site is, with the texts of a feed, the head that feedgen makes for that feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.generate import atom, authors_of_site, rss
from feedpub.model.records import Format
from feedpub.text import dates
from tests import builders, strategies
from tests.drawn import examples
from tests.generate.reading import LANG, root

if TYPE_CHECKING:
    from feedpub.model.records import Feed, FeedSpec
    from feedpub.model.site import Site

pytestmark = pytest.mark.slow

specs = st.builds(
    lambda term, title, description, language, home: builders.spec(
        term, title=title, description=description, language=language, home_url=home
    ),
    st.one_of(st.none(), strategies.terms),
    strategies.lines,
    st.one_of(st.just(""), strategies.lines),
    strategies.languages,
    st.sampled_from(("", "https://example.com/tea/")),
)


def filled(feed: Feed) -> Any:  # noqa: ANN401 - feedgen has no types
    """Return a feed of feedgen that says what both formats do."""
    head = FeedGenerator()
    head.id(feed.spec.id)
    head.title(feed.spec.title)
    head.language(feed.spec.language or None)
    head.generator("feedpub")
    head.rights(feed.site.rights or None)
    return head


def rss_by_feedgen(feed: Feed) -> bytes:
    spec, site = feed.spec, feed.site
    head = filled(feed)
    head.description(spec.description or spec.title)
    head.link(href=spec.urls[Format.RSS], rel="self", type=Format.RSS.media_type)
    head.link(href=spec.home_url or site.url, rel="alternate")
    head.docs("https://www.rssboard.org/rss-specification")
    if site.logo:
        head.image(url=site.logo, title=spec.title, link=spec.home_url or site.url)
    return bytes(head.rss_str(pretty=True))


def atom_by_feedgen(feed: Feed) -> bytes:
    spec, site = feed.spec, feed.site
    head = filled(feed)
    head.updated(feed.updated)
    head.subtitle(spec.description or None)
    head.link(href=spec.urls[Format.ATOM], rel="self", type=Format.ATOM.media_type)
    head.link(href=spec.home_url or site.url, rel="alternate", type="text/html")
    head.author([{"name": by.name, "email": by.email, "uri": by.url} for by in authors_of_site(site)])
    head.icon(site.icon or None)
    head.logo(site.logo or None)
    return bytes(head.atom_str(pretty=True))


def inside(data: bytes, first: bytes, last: bytes) -> list[bytes]:
    """Return the lines of a head between these tags, the namespaces above and the entries below left out."""
    lines = data.replace(b"&#x26;", b"&amp;").replace(b"&#x3C;", b"&lt;").replace(b"&#x3E;", b"&gt;").splitlines()
    start = next(number for number, line in enumerate(lines) if first in line)
    end = next(number for number, line in enumerate(lines) if line.strip().startswith(last))
    return [line for line in lines[start + 1 : end] if b"lastBuildDate" not in line and b"pubDate" not in line]


@given(strategies.feeds, st.lists(specs, min_size=1, max_size=3))
@examples(20)
def test_each_feed_of_a_site_has_the_head_that_feedgen_makes_for_it(of: Feed, several: list[FeedSpec]) -> None:
    site: Site = replace(
        of.site, hub="", podcast=None
    )  # feedgen has no hub for RSS; of a show we write more than it has
    for spec in several:
        feed = builders.feed(of.items, of=site, by=spec)
        assert inside(rss.generate(feed).data, b"<channel>", b"<item") == inside(
            rss_by_feedgen(feed), b"<channel>", b"</channel"
        )
        told = atom_by_feedgen(feed).replace(feed.updated.isoformat().encode(), dates.rfc3339(feed.updated).encode())
        assert inside(atom.generate(feed).data, b"<feed ", b"<entry") == inside(told, b"<feed ", b"</feed")
        assert root(atom.generate(feed)).get(LANG) == (spec.language or None)
