"""What is kept of published files says of them what the files themselves say."""

from __future__ import annotations

import html
import shutil
import zlib
from functools import partial
from typing import TYPE_CHECKING

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from feedpub import config, pipeline, publish
from feedpub.guard import checking, kept, texts
from feedpub.guard.likeness import SHINGLE, shingles
from feedpub.guard.matching import Candidate, Reason, match
from feedpub.guard.snapshot import PublishedItem, Snapshot, read
from feedpub.guard.updates import has_same_text
from feedpub.model.details import KnownAs
from feedpub.model.records import Document, Format, Kind
from tests import builders
from tests.golden.sites import FOLDER, NAMES, NOW, contents
from tests.guard.building import ELSE, LONG, codes, found, made, standing
from tests.owner import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.guard.comparison import New

POSTS = tuple(builders.post(source=f"{name}.md", stem=name, title=f"On {name}s") for name in ("oak", "ash", "elm"))


def again(new: New, *documents: Document, shallow: bool = False) -> Snapshot:
    """Return what is known of a build after it was kept."""
    paths = new.paths | {one.path for one in documents}
    return kept.unpacked(kept.packed(new, documents), paths, shallow=shallow)


def candidates(*bodies: str) -> list[Candidate]:
    """Return posts of these texts, and of nothing else that an item may have."""
    return [
        Candidate(source=str(number), id="", link="https://e.com/", title="", date=None, content=partial(str, body))
        for number, body in enumerate(bodies)
    ]


def essence(item: PublishedItem) -> tuple[object, ...]:
    """Return what tells an item from others, apart from its text."""
    return item.id, item.link, html.unescape(item.title), item.published, item.guid, item.pub_date


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_of_a_site_is_what_its_files_say(name: str, tmp_path: Path) -> None:
    site = tmp_path / name
    shutil.copytree(FOLDER / name / "site", site)
    request = pipeline.Request(folder=site, options=config.load(site), now=NOW, key=KEY)
    pipeline.build(request)
    passing = checking.passing(request.options)
    files = {
        path: data
        for path, data in contents(request.output).items()
        if not path.endswith(".gz") and path not in passing
    }
    known = publish.last_published(request.output, site / ".feedpub", KEY).snapshot
    assert known
    told, written = kept.unpacked(known, files), read(files.items())
    assert {(feed.path, feed.kind, feed.title, feed.is_archive) for feed in told.feeds} == {
        (feed.path, feed.kind, feed.title, feed.is_archive) for feed in written.feeds
    }
    by_path = {feed.path: feed for feed in told.feeds}
    for feed in written.feeds:
        assert list(map(essence, by_path[feed.path].items)) == list(map(essence, feed.items)), feed.path
        for one, other in zip(by_path[feed.path].items, feed.items, strict=True):
            assert one.digest == texts.digest(other.content, request.options.site.url)
            assert shingles(one.content) <= shingles(other.content) or len(one.content) < SHINGLE
    assert {one.path: one for one in told.sitemaps} == {one.path: one for one in written.sitemaps}


def test_an_item_is_kept_once_however_many_feeds_hold_it() -> None:
    new = made(POSTS)
    _, items, feeds, _ = msgpack.decode(zlib.decompress(kept.packed(new, ())))
    assert (len(items), len(feeds)) == (len(POSTS), len(new.feeds[0].spec.paths))


def test_an_item_that_formats_know_otherwise_is_kept_for_each() -> None:
    post = replace(POSTS[0], known_as=KnownAs(rss="17", json="j17"))
    by_path = {feed.path: feed.items[0] for feed in again(made((post,))).feeds}
    spec = builders.spec()
    assert by_path[spec.paths[Format.RSS]].id == "17"
    assert by_path[spec.paths[Format.JSON]].id == "j17"


def test_of_sitemaps_the_size_is_enough_where_only_that_is_asked_for() -> None:
    data = b"<urlset><url>\n<loc>https://e.com/a?b&amp;c</loc>\n<lastmod>2024-01-01</lastmod></url><url><loc>https://e.com/</loc>"
    document = Document(path="sitemap.xml", kind=Kind.SITEMAP, data=data)
    (whole,) = again(made(POSTS), document).sitemaps
    assert (whole.size, whole.locs) == (2, {"https://e.com/a?b&c": "2024-01-01", "https://e.com/": ""})
    (brief,) = again(made(POSTS), document, shallow=True).sitemaps
    assert (brief.size, brief.locs) == (2, {})


def test_the_guard_finds_in_it_what_it_finds_in_the_files() -> None:
    before = made(POSTS)
    after = made((POSTS[0], POSTS[1], replace(POSTS[2], stem="elm-tree", url="https://example.com/elm-tree/")))
    assert codes(found(again(before), after)) == codes(found(standing(before), after)) == ["reannounced"]
    assert found(again(before), before) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (LONG * 20, "<p>Well.</p>" + LONG * 20, Reason.TEXT),
        ("<p>Snow at last</p>", "<p>Snow at last</p>", Reason.SAME_TEXT),
        ('<img src="snow-at-last.jpg">', '<img src="snow-at-last.jpg">', Reason.SAME_TEXT),
    ],
)
def test_a_text_is_recognised_by_how_it_begins_or_by_the_whole(old: str, new: str, reason: Reason) -> None:
    (item,) = again(made(POSTS[:1], html=old)).feeds[0].items
    assert len(item.content) <= texts.OPENING
    other = replace(item, id="x", link="https://old.example/1", title="Else", published=None)
    (same,) = match([other], candidates(ELSE * 20, new)).matches
    assert (same.candidate.source, same.reason) == ("1", reason)


def test_whether_a_text_has_changed_is_known_without_it() -> None:
    new = made(POSTS[:1], html=LONG)
    (old,), (item,) = again(new).feeds[0].items, new.feeds[0].items
    assert has_same_text(item, old)
    assert not has_same_text(replace(item, html=ELSE), old)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no snapshot",
        zlib.compress(b"no snapshot"),
        zlib.compress(msgpack.encode([1, [], [], []]))[:-1],
        zlib.compress(msgpack.encode([0])),
        zlib.compress(msgpack.encode([1, [], [["rss.xml", "rss", "Title", [5]]], []])),
        zlib.compress(msgpack.encode([1, [], [], [["sitemap.xml", "sitemap", 1, b"broken"]]])),
    ],
)
def test_damage_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        kept.unpacked(data, {"rss.xml", "sitemap.xml"})
