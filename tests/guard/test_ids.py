"""Ids of posts and feeds."""

from __future__ import annotations

import random
import uuid
from unicodedata import normalize

import pytest
from hypothesis import given

from feedpub.guard import ids, schemes
from feedpub.model.options import IdOptions, IdScheme
from feedpub.model.records import Absence, Level
from tests import builders, strategies
from tests.builders import SITE_URL

UUIDS = IdOptions()
PERMALINKS = IdOptions(scheme=IdScheme.PERMALINK)


def test_the_id_of_a_post_is_for_ever_what_it_was_in_the_first_release() -> None:
    # These must never change: every subscriber of every site would get all posts anew.
    assert ids.assign([builders.post("hello")], UUIDS, SITE_URL) == {
        "hello.md": "urn:uuid:4c0b87fe-463b-56c4-adbd-04634e990173"
    }
    assert ids.feed_id(UUIDS, SITE_URL, None) == "urn:uuid:e1788e57-bdfe-5577-986b-0415a1667eaf"
    assert ids.feed_id(UUIDS, SITE_URL, builders.term("News")) == "urn:uuid:8bb19fd2-cc05-55c0-ab11-301116f8a912"


@given(strategies.lines, strategies.slugs)
def test_a_uuid_is_version_5_of_the_stem_in_the_namespace_of_the_authority(stem: str, authority: str) -> None:
    post = builders.post(source="x.md", stem=stem)
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, authority)
    expected = f"urn:uuid:{uuid.uuid5(namespace, normalize('NFC', stem))}"
    assert ids.assign([post], IdOptions(authority=authority), SITE_URL) == {"x.md": expected}


def test_neither_address_nor_title_nor_date_changes_a_uuid() -> None:
    before = builders.post("hello")
    after = builders.post("hello", url="https://example.com/new/", title="New", date=builders.at(9))
    assert ids.assign([before], UUIDS, SITE_URL) == ids.assign([after], UUIDS, "http://example.com/blog/")


def test_the_authority_outlives_the_domain() -> None:
    kept = IdOptions(authority="example.com")
    assert ids.assign([builders.post()], kept, "https://new.example/") == ids.assign([builders.post()], UUIDS, SITE_URL)


def test_a_name_decomposed_by_a_mac_gives_the_same_id() -> None:
    composed, decomposed = (builders.post("x", stem=normalize(form, "한글")) for form in ("NFC", "NFD"))
    assert ids.assign([composed], UUIDS, SITE_URL) == ids.assign([decomposed], UUIDS, SITE_URL)


def test_the_id_of_the_front_matter_comes_first() -> None:
    post = builders.post("hello", id="tag:example.com,2010:1")
    assert ids.assign([post], UUIDS, SITE_URL) == {"hello.md": "tag:example.com,2010:1"}


def test_a_permalink_is_the_url() -> None:
    assert ids.assign([builders.post("hello")], PERMALINKS, SITE_URL) == {"hello.md": "https://example.com/hello/"}


def test_a_page_has_no_id() -> None:
    assert ids.assign([builders.page()], UUIDS, SITE_URL) == {}


def test_each_feed_has_an_id_of_its_own_whatever_the_scheme() -> None:
    terms = (None, builders.term("feed"), builders.term("News"))
    feed_ids = {ids.feed_id(PERMALINKS, SITE_URL, term) for term in terms}
    post_ids = set(ids.assign([builders.post("feed"), builders.post("news")], UUIDS, SITE_URL).values())
    assert len(feed_ids | post_ids) == len(terms) + 2
    assert all(each.startswith("urn:uuid:") for each in feed_ids)


def test_different_posts_are_no_duplicates() -> None:
    posts = builders.posts(3)
    assert ids.duplicates(posts, ids.assign(posts, UUIDS, SITE_URL)) == ()


def test_two_posts_at_one_url_are_one_error_that_names_both_files() -> None:
    posts = [builders.post("b", url=SITE_URL), builders.post("a", url=SITE_URL)]
    (found,) = ids.duplicates(posts, ids.assign(posts, PERMALINKS, SITE_URL))
    assert (found.code, found.level, found.where.path) == ("post/duplicate-url", Level.ERROR, "b.md")
    assert "`a.md`" in found.text
    assert "`b.md`" in found.text


def test_pages_at_one_url_are_an_error_too() -> None:
    posts = [builders.page("a", url=SITE_URL), builders.page("b", url=SITE_URL)]
    assert [found.code for found in ids.duplicates(posts, {})] == ["post/duplicate-url"]


def test_two_posts_of_one_stem_are_an_error_that_asks_for_an_id() -> None:
    posts = [builders.post("en/hello"), builders.post("ko/hello")]
    (found,) = ids.duplicates(posts, ids.assign(posts, UUIDS, SITE_URL))
    assert (found.code, found.where.path) == ("post/duplicate-id", "ko/hello.md")
    assert "`en/hello.md`" in found.text
    assert "Write an `id` of its own in `ko/hello.md`" in found.hint


def test_the_post_without_an_id_of_its_own_is_the_one_to_be_given_one() -> None:
    first = builders.post("en/hello")
    copied = ids.assign([first], UUIDS, SITE_URL)["en/hello.md"]
    posts = [first, builders.post("ko/other", id=copied)]
    (found,) = ids.duplicates(posts, ids.assign(posts, UUIDS, SITE_URL))
    assert "in `en/hello.md`" in found.hint


def test_an_id_written_twice_must_be_changed_in_the_newer_post() -> None:
    posts = [builders.post("a", id="urn:x:1"), builders.post("b", id="urn:x:1")]
    (found,) = ids.duplicates(posts, ids.assign(posts, UUIDS, SITE_URL))
    assert found.hint.startswith("Write another `id`")


def test_an_id_that_stands_twice_is_an_error_only_where_feeds_hold_both_posts() -> None:
    posts = [
        builders.post("en/hello"),
        builders.post("ko/hello"),
        builders.post("de/hello", not_in_feeds=Absence.EXCLUDED),
    ]
    assigned = ids.assign(posts, UUIDS, SITE_URL)
    held = frozenset({"en/hello.md", "ko/hello.md"})
    assert [found.level for found in ids.duplicates(posts, assigned, held=lambda: held)] == [Level.ERROR]
    assert [found.level for found in ids.duplicates(posts, assigned, held=lambda: held - {"ko/hello.md"})] == [
        Level.WARNING
    ]
    assert ids.duplicates(posts[1:], assigned, held=lambda: held) == ()


def test_where_one_page_may_replace_another_that_is_a_warning_and_a_post_goes_before_a_page() -> None:
    posts = [builders.page("a", url=SITE_URL), builders.post("b", url=SITE_URL)]
    (found,) = ids.duplicates(posts, {}, same_url=Level.WARNING)
    assert (found.code, found.level, found.where.path) == ("post/duplicate-url", Level.WARNING, "a.md")


@pytest.mark.parametrize("scheme", IdScheme)
@pytest.mark.parametrize("seed", range(40))
def test_what_is_seen_at_once_to_differ_has_no_duplicates(seed: int, scheme: IdScheme) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same posts every time
    stems = [*map(str, range(30)), "caf\u00e9", "cafe\u0301"]
    own = (*[""] * 6, "urn:x:1", ids.assign([builders.post("1")], UUIDS, SITE_URL)["1.md"])
    posts = [
        builders.post(f"{number}/{rng.choice(stems)}", id=rng.choice(own) if seed % 2 else "")
        for number in range(rng.randint(1, 6))
    ]
    pins = {post.source: rng.choice(own[5:]) for post in posts if seed % 4 > 1 and rng.random() < 0.2}
    assigned = ids.assign(posts, IdOptions(scheme=scheme), SITE_URL, pins=pins)
    assert ids.duplicates(posts, assigned) == ids.duplicates(posts, dict(assigned))
    assert isinstance(assigned, ids.Assigned)
    if assigned.are_apart():
        assert len(set(assigned.values())) == len(posts)
    elif scheme is not IdScheme.UUID and not any(map(schemes.is_urn, assigned.values())):
        assert len(set(assigned.values())) < len(posts)
