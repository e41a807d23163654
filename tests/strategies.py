"""Hypothesis strategies for whatever the model allows: any script, markup in titles, every field or none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from hypothesis import strategies as st

from feedpub.model.details import Translation
from feedpub.model.podcasts import (
    Chapter,
    Episode,
    EpisodeType,
    Funding,
    PodcastCategory,
    PodcastLicense,
    PodcastOptions,
    PodcastOwner,
    PodcastPerson,
    ShowType,
    Transcript,
)
from feedpub.model.records import Author, Enclosure, Image, Taxonomy
from tests import builders

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from feedpub.model.records import Feed, Item, Post
    from feedpub.model.site import Site

_SPICE = ("<b>", "&amp;", "]]>", "<item>", "</title>", '"', "R&D", "한국어", "שלום", "🎉", "e\u0301", "\t", "\n")

characters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
"""Every character XML 1.0 allows, but for line breaks and tabs."""

texts = st.lists(st.one_of(st.text(characters, max_size=12), st.sampled_from(_SPICE)), max_size=4).map("".join)
"""Text of several lines, perhaps empty."""

lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
"""Text of one line, never empty: a title, a name, a label."""

slugs = (
    st.text(characters, min_size=1, max_size=8).map(lambda text: quote(text, safe="")).filter(lambda s: s.strip("."))
)
moments = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001 - hypothesis takes bare bounds
urls = st.builds("https://example.com/{}/?q={}&x=1".format, slugs, slugs)
languages = st.sampled_from(("", "en", "ko", "ja", "en-GB", "zh-Hant"))
authors = st.builds(
    Author, name=lines, email=st.sampled_from(("", "ada@example.com")), url=st.one_of(st.just(""), urls)
)
images = st.builds(
    Image,
    url=urls,
    type=st.sampled_from(("", "image/png")),
    length=st.one_of(st.none(), st.integers(0, 10**9)),
    width=st.one_of(st.none(), st.integers(1, 9999)),
    height=st.one_of(st.none(), st.integers(1, 9999)),
)
enclosures = st.builds(
    Enclosure,
    url=urls,
    length=st.integers(0, 10**12),
    type=st.sampled_from(("audio/mpeg", "video/mp4")),
    duration=st.one_of(st.none(), st.integers(0, 10**6)),
)
persons = st.builds(
    PodcastPerson, name=lines, role=st.sampled_from(("", "host", "guest")), href=st.one_of(st.just(""), urls)
)
_few_persons = st.lists(persons, max_size=2).map(tuple)
_licenses = st.one_of(
    st.none(), st.just(PodcastLicense(name="cc-by-4.0")), st.builds(PodcastLicense, name=lines, url=urls)
)
_answers = st.sampled_from((None, False, True))
_numbers = st.one_of(st.none(), st.integers(1, 10**6))
_chapters = st.lists(
    st.builds(Chapter, start=st.integers(0, 10**9), title=lines, url=st.one_of(st.just(""), urls)), max_size=2
)
episodes = st.builds(
    Episode,
    title=st.one_of(st.just(""), lines),
    author=st.one_of(st.just(""), lines),
    number=_numbers,
    display=st.one_of(st.just(""), st.text(characters, max_size=9)),
    season=_numbers,
    season_name=st.one_of(st.just(""), lines),
    type=st.one_of(st.none(), st.sampled_from(EpisodeType)),
    explicit=_answers,
    block=st.booleans(),
    duration=_numbers,
    transcripts=st.lists(st.builds(Transcript, url=urls, type=st.just("text/vtt")), max_size=2).map(tuple),
    chapters_url=st.one_of(st.just(""), urls),
    chapters=_chapters.map(tuple),
    persons=_few_persons,
    license=_licenses,
)
shows = st.builds(
    PodcastOptions,
    category=st.just((PodcastCategory(name="Society & Culture", subcategory=("Documentary",)),)),
    explicit=_answers,
    image=st.just("https://example.com/cover.png"),
    author=st.one_of(st.just(""), lines),
    owner=st.one_of(st.none(), st.builds(PodcastOwner, email=st.just("ada@example.com"), name=lines)),
    type=st.sampled_from(ShowType),
    locked=_answers,
    block=st.booleans(),
    complete=st.booleans(),
    funding=st.lists(st.builds(Funding, url=urls, text=lines), max_size=2).map(tuple),
    person=_few_persons,
    license=_licenses,
)
terms = st.builds(builders.term, lines, st.sampled_from(Taxonomy))


@st.composite
def posts(draw: st.DrawFn, name: str = "post") -> Post:
    """Return a post that has a date, of the file `<name>.md`."""
    date = draw(moments)
    return builders.post(
        name,
        title=draw(lines),
        date=date,
        updated=draw(st.one_of(st.none(), moments)),
        language=draw(languages),
        authors=tuple(draw(st.lists(authors, max_size=2))),
        categories=tuple(draw(st.lists(lines, max_size=3))),
        tags=tuple(draw(st.lists(lines, max_size=2))),
        image=draw(st.one_of(st.none(), images)),
        body_images=tuple(draw(st.lists(images, max_size=2))),
        enclosures=tuple(draw(st.lists(enclosures, max_size=2))),
        episode=draw(st.one_of(st.none(), episodes)),
        translations=tuple(draw(st.lists(st.builds(Translation, language=st.just("ko"), url=urls), max_size=1))),
    )


@st.composite
def items(draw: st.DrawFn, name: str = "post") -> Item:
    """Return an item with or without text."""
    of = draw(posts(name))
    permalink = draw(st.booleans())
    html = draw(st.one_of(st.just(""), texts.map("<p>{}</p>".format)))
    return builders.item(
        of, html=html, summary=draw(texts).strip(), id=of.url if permalink else f"urn:feedpub-test:{name}"
    )


@st.composite
def _several(draw: st.DrawFn) -> tuple[Item, ...]:
    number = draw(st.integers(1, 3))
    return tuple(draw(items(f"post-{index}")) for index in range(number))


sites: SearchStrategy[Site] = st.builds(
    builders.site,
    title=lines,
    description=lines,
    language=languages,
    authors=st.lists(authors, max_size=2).map(tuple),
    rights=st.one_of(st.just(""), lines),
    icon=st.one_of(st.just(""), urls),
    logo=st.one_of(st.just(""), urls),
    hub=st.one_of(st.just(""), urls),
    stylesheet=st.sampled_from(("", "/feed.css", '/a"&<b>.css')),
    podcast=st.one_of(st.none(), shows),
)

feeds: SearchStrategy[Feed] = st.builds(
    lambda holding, site, title: builders.feed(holding, of=site, by=builders.spec(title=title, language=site.language)),
    _several(),
    sites,
    lines,
)
"""A feed of one to three items in all formats."""
