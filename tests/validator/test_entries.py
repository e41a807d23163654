"""A feed is reported on the same way whether its entries were validated before or not."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from feedpub import validator
from feedpub.generate import atom, rss
from feedpub.generate import json as jsonfeed
from feedpub.model.records import Author, Enclosure, Image, Level
from feedpub.validator import entries
from feedpub.validator.examples import files
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import FEEDS
from feedpub.validator.sources import bytes_source
from tests import builders
from tests.validator import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.model.records import Document, Feed, Item
    from feedpub.text.xml import Element
    from feedpub.validator import Report
    from feedpub.validator.rule import Node, Rule

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 22, tzinfo=UTC)
RULES = validator.Ruleset(validator.RULES)
FORGETFUL = validator.Ruleset(list(validator.RULES))
"""Rules of which nobody knows whether they are those of the catalogue: every entry is shown to them."""
GOLDEN = Path(__file__).parent.parent / "golden"
URL = "https://example.com/feed.xml"


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    """Let each test begin with no entry validated before."""
    entries.forget()


def report(data: bytes, rules: validator.Ruleset = RULES, now: datetime = NOW, url: str | None = URL) -> Report:
    return validator.check(bytes_source("feed", data, url), rules, now=now)


def assert_same(data: bytes, url: str | None = URL, now: datetime = NOW) -> None:
    """Check a document with what is known of its entries, and without."""
    known = report(data, now=now, url=url)
    assert (told(known), known.ok) == without_knowledge(data, now, url)


@lru_cache(maxsize=32)
def without_knowledge(data: bytes, now: datetime, url: str | None) -> tuple[list[Any], bool]:
    """Return what is told of a document by rules that remember nothing: each time the same."""
    new = report(data, FORGETFUL, now, url)
    return told(new), new.ok


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
        one.prolog,
        list(tree(one.root)) if one.root is not None else None,
        one.json.value if one.json is not None else None,
    ]


def tree(top: Element) -> Iterator[tuple[Any, ...]]:
    """Return all that an element knows of itself, and all below it."""
    for one in top.walk():
        above = one.parent.path if one.parent is not None else ""
        names = (one.name, one.namespace, one.local, one.qname)
        nodes = [node if isinstance(node, str) else node.path for node in one.nodes]
        yield (*names, one.attributes, above, one.path, one.line, one.column, one.counts, one.ordinal, nodes)


CLEAN_HTML = (
    "<p>Words, and <b>more</b> words.</p>",
    '<p><img src="https://img.example.com/1.jpg" alt="사진 1"></p>\n<p>정부는 오늘 새로운 정책을 발표했다.</p>',
    "<table>\n<tbody><tr><td>1월</td><td>58억 원</td></tr>\n</tbody></table>\n<h2>전망</h2>\n\n<p>끝.</p>",
    '<p>See <a href="https://example.com/a/?b=1&amp;c=2" title="it">this</a> &amp; that.</p>\n<ul>\n<li>1</li>\n</ul>',
    '<pre><code>if a &lt; b &amp;&amp; c:\n    "&amp;nbsp;"\n</code></pre>',
    '<figure><img src="https://example.com/a.png" srcset="https://example.com/b.png 2x" width="640"></figure>',
    "<p>A line<br>and<hr>more</p>",
    '<p><a href="mailto:ada@example.com">Mail</a></p>',
)
HTML = (
    *CLEAN_HTML,
    # Each of these is of a kind that some rule speaks of.
    '<p><img src="/a.png" alt="relative"></p>',
    '<p><a href="#note">here</a></p>',
    "<p>not closed <b>bold</p>",
    "closed </i> twice",
    '<p onclick="go()">code</p>',
    '<a href="javascript:go()">code</a>',
    '<iframe src="https://www.youtube.com/embed/x"></iframe>',
    '<img src="https://example.com/1.gif" width="1" height="1">',
    '<img alt="none">',
    '<p style="position:fixed">moved</p>',
    "<p>&amp;nbsp;</p>",
    "<integer>unknown</integer>",
    "no tag at all",
    "<p>It goes on …</p>",
)
TEXTS = (
    "A title",
    "제목: 하나",
    "R&D",
    "AT&T & others",
    "1 < 2",
    "2 > 1",
    "Vec<T>",
    "<b>bold</b>",
    "&nbsp;",
    "a@b.example",
)
URLS = (
    "https://example.com/{}/",
    "https://example.com/?p={}&x=1",
    "https://example.com/%ED%95%9C/{}",
    "http://localhost/{}",
    "https://example.com/{}#there",
)
ODD = (
    "<!-- -->",
    "<![CDATA[",
    "]]>",
    "<?x y?>",
    "&amp;nbsp;",
    "&nbsp;",
    "&#13;",
    "&#8;",
    "&lt;/p&gt;",
    "&lt;p onclick=",
    "&lt;b&gt;",
    "javascript:",
    "<b/>",
    "</title>",
    "</item>",
    "</entry>",
    "<item>",
    "<entry>",
    "\n    <item>\n",
    "\n  <entry>\n",
    "\n    </item>",
    "</channel>",
    '<channel xml:base="x">',
    ' xml:lang="kok-x"',
    ' xmlns:dc="x"',
    ' a="',
    ">",
    "<",
    '"',
    "\r",
    "\x01",
    "\x7f",
    "\x85",
    "\ufffd",
    "\uffff",
    "Ã§",
    "가",
    "2027",
    "1970",
    "Mon",
    "/",
    " ",
    "\n",
    "…",
    "{",
    "}",
    "[",
    '"id": "",',
    "1e999",
    "\\ud83d",
)


def items(rng: random.Random, number: int) -> list[Item]:
    """Return items, most of them clean."""
    some = rng.choice((2, 10, 40))
    return [item(rng, index, lambda values: values[int(len(values) * rng.random() ** some)]) for index in range(number)]


def item(rng: random.Random, index: int, one_of: Any) -> Item:  # noqa: ANN401 - gives one of a tuple of anything
    def url() -> str:
        return str(one_of(URLS)).format(index)

    file = Enclosure(url=one_of((f"{url()}a.mp3", f"{url()}a.wav")), length=17, type="audio/mpeg")
    image = Image(url=url(), type="image/png", length=rng.choice((None, 0, 9)), width=rng.choice((None, 640)), height=1)
    post = builders.post(
        f"post-{index}",
        url=url(),
        title=one_of(TEXTS),
        date=builders.at(index + one_of((0, 0, 0, 0.5, 900, -20000))),
        updated=one_of((None, None, builders.at(index + 1), builders.at(7), builders.at(2000))),
        language=one_of(("", "ko", "en", "nonsense")),
        authors=(Author(name=one_of(TEXTS), email=one_of(("", "ada@example.com", "x")), url=one_of(("", url()))),),
        categories=tuple(one_of(TEXTS) for _ in range(rng.randrange(3))),
        image=one_of((None, image, image)),
        enclosures=tuple(file for _ in range(one_of((0, 1, 2)))),
    )
    return builders.item(
        post,
        html=one_of(HTML),
        summary=one_of(("A summary.", "요약 & 끝.", "", "It goes on …", "1 < 2 </b>")),
        id=one_of(
            (f"urn:uuid:73df9a77-9a08-50a7-ba7c-8b7ede{index:06}", post.url, f"tag:example.com,2024:{index}", "7")
        ),
    )


def documents(rng: random.Random, number: int) -> list[bytes]:
    """Return a feed of so many items in each format."""
    site = builders.site(language=rng.choice(("en", "ko")), stylesheet=rng.choice(("", "/feed.css")))
    feed = builders.feed(items(rng, number), of=site)
    return [rss.generate(feed).data, atom.generate(feed).data, jsonfeed.generate(feed).data]


def damaged(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.randint(1, 3)):
        place, other = rng.randrange(len(data)), rng.randrange(len(data))
        match rng.randrange(5):
            case 0:
                data = data[:place] + rng.choice(ODD).encode() + data[place:]
            case 1:
                data = data[:place] + data[place + rng.randint(1, 30) :]
            case 2:
                data = data[:place] + data[max(0, place - rng.randint(1, 300)) :]
            case 3:  # at the end of a tag or text, where it is most likely to stay well formed
                place = data.find(
                    rng.choice((b">", b"<", b'"', b"&gt;", b"</item>", b"</entry>", b"{", b"}", b",")), place
                )
                data = data[:place] + rng.choice(ODD).encode() + data[place:]
            case _:
                data = data[:place] + data[other : other + 400] + data[place:]
    return data


FEW = 4


def document(generate: Callable[[Feed], Document]) -> bytes:
    """Return a feed of clean items that has all that an item can have."""
    posts = [
        builders.post(
            f"post-{index}",
            id=f"urn:uuid:73df9a77-9a08-50a7-ba7c-8b7ede{index:06}",
            title=f"Title {index}",
            date=builders.at(-index),
            updated=builders.at(index),
            language="ko",
            categories=("News", "R&D"),
            authors=(Author(name="Ada", email="ada@example.com", url="https://example.com/ada/"),),
            image=Image(url="https://example.com/1.png", type="image/png", length=17, width=640, height=480),
            enclosures=tuple(
                Enclosure(url=f"https://example.com/{index}.mp3?{part}&x", length=17, type="audio/mpeg")
                for part in range(2)
            ),
        )
        for index in range(FEW)
    ]
    text = "\n".join(CLEAN_HTML)
    return generate(builders.feed([builders.item(post, html=text) for post in posts])).data


@pytest.mark.parametrize("seed", range(20))
def test_our_feeds_are_reported_on_as_if_nothing_were_known(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same documents every time
    site = builders.site(language=rng.choice(("en", "ko")), stylesheet=rng.choice(("", "/feed.css")))
    pool = items(rng, 8)
    for _ in range(3):
        some = rng.choices(pool, k=rng.randint(1, 8))
        feed = builders.feed(some, of=rng.choice((site, builders.site(authors=()))))
        for generate in (rss.generate, atom.generate, jsonfeed.generate):
            assert_same(generate(feed).data, rng.choice((URL, None)))


@pytest.mark.parametrize("seed", range(60))
def test_damaged_feeds_are_reported_on_as_if_nothing_were_known(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same documents every time
    for data in documents(rng, rng.randint(2, 6)):
        report(data)
        broken = damaged(rng, data)
        assert_same(broken)
        assert_same(broken)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_entry_in_two_places_is_reported_on_as_if_nothing_were_known(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same documents every time
    for data in documents(rng, 1):
        first, last = data.find(b"\n", data.find(b"item" if b"item" in data else b"entry")), data.rfind(b"\n  ")
        changed = data[:first] + damaged(rng, data[first:last]) + data[last:]
        for twice in variants(changed):
            assert_same(twice)


ENTRY = re.compile(rb"<(item|entry)(?=[ >]).*?</\1>", re.DOTALL)
JSON_ENTRIES = re.compile(rb'("items": *\[)(\{.*\})\]', re.DOTALL)
AUTHORS = re.compile(rb"<author>.*?</author>")
TAG = re.compile(rb"<(?:channel|feed)[^>]*>")
START = re.compile(rb"<(?:channel|feed)[^>]*>|^{")


def variants(data: bytes) -> Iterator[bytes]:
    """Yield a document with each entry twice, as it is and with changes around the entries."""
    twice = ENTRY.sub(lambda match: match[0] + b"\n" + match[0] + b"\n", data)
    twice = JSON_ENTRIES.sub(rb"\1\2, \2]", twice)
    yield twice.replace(b"version/1.1", b"version/1")
    yield twice
    yield AUTHORS.sub(b"", twice, count=1)
    yield START.sub(lambda match: match[0] + b"\n\n", twice, count=1)
    yield TAG.sub(lambda match: match[0][:-1] + b' xml:base="https://example.org/" xml:lang="ko">', twice, count=1)
    yield twice.replace(b'version="2.0"', b'version="0.91"', 1)
    yield twice.replace(b"</channel>", b"<language>en</language><link>https://example.net/</link></channel>")
    yield twice.replace(
        b'"items":', b'"feed_url": "https://example.com/1", "next_url": "https://example.com/2", "items":'
    )


@pytest.mark.parametrize("one", validator.RULES, ids=lambda one: one.name)
def test_what_a_rule_says_of_its_examples_does_not_depend_on_what_was_seen_before(one: Rule) -> None:
    for example in (*one.bad, *one.good):
        if example.language != "repeated":
            for data in files(example).values():
                assert_same(data, now=datetime(2003, 1, 1, tzinfo=UTC))
                for url, changed in zip(cycle((URL, None)), variants(data), strict=False):
                    assert_same(changed, url)


LARGE = 4000
CASES = [case for case in corpus.cases() if case.is_file() and case.stat().st_size < LARGE]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_corpus_is_reported_on_as_if_nothing_were_known(case: Path) -> None:
    for url, data in zip(cycle((URL, None)), variants(case.read_bytes()), strict=False):
        assert_same(data, url)


def test_the_golden_sites_are_reported_on_as_if_nothing_were_known() -> None:
    files = sorted(file for name in ("rss.xml", "atom.xml", "feed.json") for file in GOLDEN.glob(f"*/public/**/{name}"))
    assert len(files) > FEW
    for file in files:
        assert_same(file.read_bytes())


class Watch:
    """A rule beside those of the catalogue, taken for one of them, that notes the elements it is shown."""

    def __init__(self, selector: str, *, finds: str = "", needs_document: bool = False) -> None:
        self.places: list[tuple[str, int]] = []

        @rule("content/watch", Level.INFO, on=selector, spec="none", kinds=FEEDS, needs_document=needs_document)
        def watch(node: Node, _document: validator.ParsedDocument) -> Iterator[Found]:
            """It is seen."""
            text = node.value if isinstance(node, validator.JsonNode) else node.text
            self.places.append((text, node.line))
            if text == finds:
                yield Found(text="It is found.")

        self.rules = validator.Ruleset([*validator.RULES, watch])
        self.rules.is_ours = True


FORMATS = pytest.mark.parametrize(
    ("generate", "selector"),
    [(rss.generate, "item/title"), (atom.generate, "atom:entry/atom:title"), (jsonfeed.generate, "$.items[].title")],
)


@FORMATS
def test_an_entry_is_shown_once_however_many_documents_hold_it(
    generate: Callable[[Feed], Document], selector: str
) -> None:
    data, watch = document(generate), Watch(selector)
    for _ in range(3):
        assert report(data, watch.rules).ok
    assert [text for text, _ in watch.places] == [f"Title {index}" for index in range(FEW)]


@FORMATS
def test_a_rule_that_needs_the_document_is_shown_every_entry_in_its_place(
    generate: Callable[[Feed], Document], selector: str
) -> None:
    data, watch = document(generate), Watch(selector, needs_document=True)
    report(data, watch.rules)
    first = watch.places.copy()
    report(START.sub(lambda match: match[0] + b"\n\n", data, count=1), watch.rules)
    assert [text for text, _ in first] == [f"Title {index}" for index in range(FEW)]
    assert watch.places == [*first, *((text, line + 2) for text, line in first)]


@FORMATS
def test_what_was_found_in_an_entry_is_found_again_where_it_stands_now(
    generate: Callable[[Feed], Document], selector: str
) -> None:
    data, watch = document(generate), Watch(selector, finds="Title 1")
    report(data, watch.rules)
    again = report(data, watch.rules)
    assert [text for text, _ in watch.places] == [*(f"Title {index}" for index in range(FEW)), "Title 1"]
    assert [one.where.line for one in again.diagnostics if one.code == "content/watch"] == [watch.places[-1][1]]


@FORMATS
def test_another_moment_and_other_rules_are_shown_every_entry(
    generate: Callable[[Feed], Document], selector: str
) -> None:
    data, watch, other = document(generate), Watch(selector), Watch(selector)
    report(data, watch.rules)
    report(data, watch.rules, builders.at(900))
    report(data, other.rules)
    assert len(watch.places) == 2 * FEW
    assert len(other.places) == FEW


@FORMATS
def test_rules_that_are_not_of_the_catalogue_are_shown_every_entry(
    generate: Callable[[Feed], Document], selector: str
) -> None:
    data, watch = document(generate), Watch(selector)
    watch.rules.is_ours = False
    report(data, watch.rules)
    report(data, watch.rules)
    assert len(watch.places) == 2 * FEW


@pytest.mark.parametrize("levels", [{"*": Level.ERROR}, {"content/*": None}])
def test_the_levels_of_rules_make_no_difference(levels: dict[str, Level | None]) -> None:
    known, new = validator.Ruleset(validator.RULES, levels), validator.Ruleset(list(validator.RULES), levels)
    for data in documents(random.Random(1), 8) * 2:  # noqa: S311 - the same documents every time
        assert told(report(data, known)) == told(report(data, new))


def test_what_is_remembered_is_bounded() -> None:
    memory: entries._Memory[int] = entries._Memory(limit=10)  # noqa: SLF001 - nothing else shows what is forgotten
    memory.keep("here", b"1234567", 1)
    memory.keep("here", b"12345678", 2)
    assert memory.find("here", b"1234567") is None
    assert memory.find("here", b"12345678") == 2
