"""Both ways to read a feed, the fast one for items of ours and the parser with all rules, come to the same report."""

from __future__ import annotations

import html
import random
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub import validator
from feedpub.generate import atom, rss
from feedpub.model.records import Author, Enclosure, Image, Level
from feedpub.validator import plain_feeds, plain_items
from feedpub.validator.sources import bytes_source
from tests import builders
from tests.drawn import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.model.records import Document, Feed, Item
    from feedpub.text.xml import Element
    from feedpub.validator import Report

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 22, tzinfo=UTC)
RULES = validator.Ruleset(validator.RULES)
GOLDEN = Path(__file__).parent.parent / "golden"


def report(data: bytes, rules: validator.Ruleset = RULES, now: datetime = NOW) -> Report:
    return validator.check(bytes_source("feed.xml", data, "https://example.com/feed.xml"), rules, now=now)


def slow(data: bytes, rules: validator.Ruleset = RULES, now: datetime = NOW) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_feeds, "may_be_plain", lambda _: False)
        return report(data, rules, now)


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
    ]


def tree(top: Element) -> Iterator[tuple[Any, ...]]:
    """Return all that an element knows of itself, and all below it."""
    for one in top.walk():
        above = one.parent.path if one.parent is not None else ""
        names = (one.name, one.namespace, one.local, one.qname)
        nodes = [node if isinstance(node, str) else node.path for node in one.nodes]
        yield (*names, one.attributes, above, one.path, one.line, one.column, one.counts, one.ordinal, nodes)


def taken(data: bytes, now: datetime = NOW) -> int:
    """Count the items that need no parser."""
    return sum(not isinstance(part, bytes) for part in plain_feeds.parts(data, now))


PLAIN_HTML = (
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
    *PLAIN_HTML,
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
)


def items(rng: random.Random, number: int) -> list[Item]:
    """Return items, most of them plain."""
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
    """Return a feed of so many items as RSS and as Atom."""
    site = builders.site(language=rng.choice(("en", "ko")), stylesheet=rng.choice(("", "/feed.css")))
    feed = builders.feed(items(rng, number), of=site)
    return [rss.generate(feed).data, atom.generate(feed).data]


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
                place = data.find(rng.choice((b">", b"<", b'"', b"&gt;", b"</item>", b"</entry>")), place)
                data = data[:place] + rng.choice(ODD).encode() + data[place:]
            case _:
                data = data[:place] + data[other : other + 400] + data[place:]
    return data


@pytest.mark.parametrize("seed", range(40))
def test_both_ways_say_the_same_of_our_feeds(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same documents every time
    for data in documents(rng, rng.randint(1, 12)):
        assert told(report(data)) == told(slow(data))


@pytest.mark.parametrize("seed", range(150))
def test_both_ways_say_the_same_of_damaged_feeds(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    for data in documents(rng, rng.randint(2, 6)):
        broken = damaged(rng, data)
        assert told(report(broken)) == told(slow(broken))


@pytest.mark.parametrize("seed", range(150))
def test_both_ways_say_the_same_when_one_value_is_odd(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    for data in (document(rss.generate), document(atom.generate)):
        assert taken(data) == FEW - 1
        values = list(VALUE.finditer(data, data.index(b"</title>", data.index(b"Title 1"))))
        value = rng.choice(values)
        odd = rng.choice((*ODD, *TEXTS, *HTML, *URLS, "", "1", "ko", "image/png")).encode()
        place = rng.choice((value.start(), value.end(), rng.randint(*value.span())))
        for changed in (data[:place] + odd + data[place:], data[: value.start()] + odd + data[value.end() :]):
            assert told(report(changed)) == told(slow(changed))


VALUE = re.compile(rb'(?<=>)[^<>\n][^<>]*(?=<)|(?<=")[^"<>]*(?=")|(?<=&lt;)[^&"]+(?=&gt;)')
FEW = 4


def document(generate: Callable[[Feed], Document]) -> bytes:
    """Return a feed of plain items that has all that an item can have."""
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
    text = "\n".join(PLAIN_HTML)
    return generate(builders.feed([builders.item(post, html=text) for post in posts])).data


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with no item read before."""
    monkeypatch.setattr(plain_feeds, "_KNOWN", plain_feeds._Known(100_000))  # noqa: SLF001 - the only state there is


@pytest.mark.parametrize("generate", [rss.generate, atom.generate])
def test_an_item_that_was_read_before_is_as_good_in_every_place(generate: Callable[[Feed], Document]) -> None:
    data = document(generate)
    start = b"\n    <item" if generate is rss.generate else b"\n  <entry"
    head, first, second, *rest = data.split(start)
    turned = start.join((head, second, first, *rest))
    assert taken(turned) == FEW - 1
    assert taken(data) == FEW
    assert told(report(data)) == told(slow(data))
    assert told(report(turned)) == told(slow(turned))


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    small = plain_feeds._Known(len(document(rss.generate)) // FEW)  # noqa: SLF001 - the only state there is
    monkeypatch.setattr(plain_feeds, "_KNOWN", small)
    assert taken(document(rss.generate)) == FEW - 1
    assert len(small._items) == 1  # noqa: SLF001 - as above


@pytest.mark.parametrize("generate", [rss.generate, atom.generate])
def test_our_own_items_are_plain(generate: Callable[[Feed], Document]) -> None:
    data = document(generate)
    assert taken(data) == FEW - 1
    assert told(report(data)) == told(slow(data))


@pytest.mark.parametrize("generate", [rss.generate, atom.generate])
def test_an_item_of_the_future_is_not_plain_yet(generate: Callable[[Feed], Document]) -> None:
    data = document(generate)
    for days in (-1, 0.9, 1.1, 2.9, 3.1):
        now = builders.at(days)
        assert told(report(data, now=now)) == told(slow(data, now=now))
    assert taken(data, builders.at(1.1)) == 1


def test_both_ways_say_the_same_of_the_golden_sites() -> None:
    files = [*GOLDEN.glob("*/public/**/rss.xml"), *GOLDEN.glob("*/public/**/atom.xml")]
    documents = [file.read_bytes() for file in files]
    assert all(told(report(data)) == told(slow(data)) for data in documents)
    assert sum(map(taken, documents)) > len(files) / 2


@pytest.mark.parametrize("levels", [{"*": Level.ERROR}, {"content/*": None}])
def test_the_levels_of_rules_make_no_difference(levels: dict[str, Level | None]) -> None:
    rules = validator.Ruleset(validator.RULES, levels)
    for data in documents(random.Random(1), 8):  # noqa: S311 - as above
        assert told(report(data, rules)) == told(slow(data, rules))


def test_rules_that_are_not_of_the_catalogue_are_shown_every_item() -> None:
    data = document(rss.generate)
    rules = validator.Ruleset(list(validator.RULES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_feeds, "parts", lambda *_: pytest.fail("read in parts"))
        assert report(data, rules).ok


def value(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


def files(name: str) -> st.SearchStrategy[str]:
    """Return an element that names a file, with the attributes that it may have."""
    needs, takes = plain_items._FILES[name]  # noqa: SLF001 - what is tested
    keys = st.sets(st.sampled_from(sorted(takes))).map(lambda found: sorted(found | needs))
    of = plain_items._OF_FILES  # noqa: SLF001 - as above
    given = keys.flatmap(lambda found: st.tuples(*(value(of[key]).map(f'{key}="{{}}"'.format) for key in found)))
    return given.map(lambda found: f"<{name} {' '.join(found)}/>\n")


DATES = st.sampled_from(("2024-06-21T01:00:00Z", "2024-06-22T01:00:00Z", "2029-06-21T01:00:00Z"))
MAIL_DATES = st.sampled_from(("Fri, 21 Jun 2024 01:00:00 GMT", "Sat, 22 Jun 2024 01:00:00 +0900"))
TEXT = value(plain_items._TEXT)  # noqa: SLF001 - what is tested
URL = value(plain_items._URL)  # noqa: SLF001 - as above
ID = value(plain_items._ID)  # noqa: SLF001 - as above
CONTENT = st.sampled_from(PLAIN_HTML).map(lambda text: html.escape(text, quote=False))
PICTURES = st.lists(st.one_of(files("media:content"), files("media:thumbnail")), max_size=2)


@st.composite
def rss_item(draw: st.DrawFn) -> str:
    """Return the lines of an item as the patterns allow them; what these cannot tell may still be refused."""
    untagged = value(plain_items._UNTAGGED)  # noqa: SLF001 - what is tested
    lines = [
        f"<title>{draw(TEXT)}</title>\n<link>{draw(URL)}</link>\n",
        f"<description>{draw(untagged)}</description>\n<content:encoded>{draw(CONTENT)}</content:encoded>\n",
        f'<guid isPermaLink="{draw(st.sampled_from(("true", "false")))}">{draw(ID)}</guid>\n',
        *(f"<category>{draw(TEXT)}</category>\n" for _ in range(draw(st.integers(0, 2)))),
        *draw(st.lists(files("enclosure"), max_size=1)),
        f"<pubDate>{draw(MAIL_DATES)}</pubDate>\n<atom:updated>{draw(DATES)}</atom:updated>\n",
        f"<dc:creator>{draw(TEXT)}</dc:creator>\n",
        *draw(PICTURES),
    ]
    return indented("".join(lines), 6)


@st.composite
def atom_entry(draw: st.DrawFn) -> str:
    """Return the lines of an entry likewise."""
    name, email, uri = (draw(value(pattern)) for pattern in plain_items._OF_PERSONS.values())  # noqa: SLF001 - as above
    author = f"<author>\n  <name>{name}</name>\n  <email>{email}</email>\n  <uri>{uri}</uri>\n</author>\n"
    content = f'<content type="html">{draw(CONTENT)}</content>\n'
    lines = [
        f"<id>{draw(ID)}</id>\n<title>{draw(TEXT)}</title>\n<updated>{draw(DATES)}</updated>\n{author}",
        draw(st.sampled_from(("", content))),
        f'<link href="{draw(URL)}" rel="alternate" type="text/html"/>\n',
        f"<summary>{draw(TEXT)}</summary>\n",
        '<category term="{0}" label="{0}"/>\n'.format(draw(TEXT).replace('"', "").replace("\t", " ")),
        *draw(st.lists(files("link"), max_size=2)),
        f"<published>{draw(DATES)}</published>\n",
        *draw(PICTURES),
    ]
    return indented("".join(lines), 4)


def indented(lines: str, by: int) -> str:
    return re.sub("(?m)^(?=<|  <)", " " * by, lines)


@pytest.mark.parametrize(("generate", "element"), [(rss.generate, "item"), (atom.generate, "entry")])
@examples(30)
@given(data=st.data())
def test_no_rule_finds_anything_in_what_the_patterns_allow(
    generate: Callable[[Feed], Document], element: str, data: st.DataObject
) -> None:
    start, end = f"<{element}>\n".encode(), f"</{element}>".encode()
    whole = document(generate).replace(b' xml:lang="ko"', b"")
    before, _, last = whole.rpartition(start)
    text = data.draw(rss_item() if element == "item" else atom_entry())
    changed = b"".join(
        (before, start, text.encode("utf-8", "replace"), last[last.rindex(b" " * 2 + end) - 2 * (element == "item") :])
    )
    assert told(report(changed)) == told(slow(changed))
