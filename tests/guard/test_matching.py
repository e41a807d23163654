"""Which published item is which post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.guard.likeness import likeness, shingles, text_key
from feedpub.guard.matching import Candidate, Matching, Reason, address_key, match
from feedpub.guard.snapshot import PublishedItem
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Iterable

STORY = (
    "The committee met on Tuesday to go through the plan once more, line by line, and to ask what could be left out."
)
OTHER = "Nobody expected that the old bridge over the river would open again before the winter, but it did in October."
FOOTER = "<p>If you like this, subscribe to the feed, tell your friends, and write to me at the address above.</p>"


def item(name: str, **fields: Any) -> PublishedItem:  # noqa: ANN401 - any field of an item
    given = {"id": f"old:{name}", "link": "", "title": "", "published": None}
    return PublishedItem(**{**given, **fields})


def post(name: str, content: str = "", **fields: Any) -> Candidate:  # noqa: ANN401 - any field of a candidate
    given = {"source": name, "id": f"new:{name}", "link": "", "title": "", "date": None}
    return Candidate(**{**given, **fields}, content=lambda: content)


def paired(items: Iterable[PublishedItem], posts: Iterable[Candidate]) -> dict[str, tuple[str, Reason]]:
    return {one.item.id: (one.candidate.source, one.reason) for one in match(items, posts).matches}


def test_the_id_goes_before_everything_else() -> None:
    items = [item("a", id="x", link="https://e.com/b")]
    assert paired(items, [post("b", link="https://e.com/b"), post("a", id="x")]) == {"x": ("a", Reason.ID)}


@pytest.mark.parametrize(
    "address",
    [
        "http://e.com/2024/hello/",
        "https://www.e.com/2024/hello",
        "https://new.example/2024/hello/index.html",
        "https://e.com/2024/hello.html",
        "https://e.com/2024/Hello.php?utm_source=rss&utm_medium=feed",
        "https://e.com/2024/hello/?ref=feed#top",
    ],
)
def test_an_address_is_known_by_its_path(address: str) -> None:
    found = paired([item("a", link=address)], [post("a", link="https://e.com/2024/hello/"), post("b")])
    assert found == {"old:a": ("a", Reason.LINK)}


def test_an_id_that_is_an_address_serves_as_one() -> None:
    items = [item("a", id="https://e.com/a", link="https://feeds.example/~r/1")]
    assert paired(items, [post("a", link="https://e.com/a.html")]) == {"https://e.com/a": ("a", Reason.LINK)}


def test_an_old_address_of_the_post_is_known() -> None:
    posts = [post("a", link="https://e.com/new/", aliases=("https://e.com/?p=12",))]
    assert paired([item("a", link="http://e.com/?p=12")], posts) == {"old:a": ("a", Reason.ALIAS)}


def test_the_home_page_is_the_address_of_no_post() -> None:
    posts = [post("a", link="https://e.com/")]
    assert paired([item("a", link="https://e.com/")], posts) == {}


def test_an_address_of_two_posts_tells_neither() -> None:
    posts = [post("a", link="https://e.com/x"), post("b", link="https://e.com/x.html")]
    assert paired([item("a", link="https://e.com/x/")], posts) == {}


def test_title_and_date_tell_a_post_and_one_alone_does_not() -> None:
    items = [
        item("a", title="Hello, World!", published=builders.at(0)),
        item("b", title="News", published=builders.at(0)),
    ]
    posts = [post("a", title="hello world", date=builders.at(1)), post("b", title="News", date=builders.at(9))]
    assert paired(items, posts) == {"old:a": ("a", Reason.TITLE)}


def test_two_posts_of_one_title_and_day_are_told_by_nothing() -> None:
    posts = [post(name, title="News", date=builders.at(0)) for name in "ab"]
    assert paired([item("a", title="News", published=builders.at(0))], posts) == {}


def test_a_text_is_known_though_it_was_edited_and_its_title_changed() -> None:
    items = [item("a", content=f"<p>{STORY}</p>{FOOTER}"), item("b", content=f"<p>{OTHER}</p>{FOOTER}")]
    posts = [post("b", f"{OTHER.replace('winter', 'spring')}\n{FOOTER}"), post("a", f"{STORY}\n{FOOTER}")]
    assert paired(items, posts) == {"old:a": ("a", Reason.TEXT), "old:b": ("b", Reason.TEXT)}


def test_a_shared_footer_and_a_short_text_tell_nothing() -> None:
    items = [item("a", content=FOOTER + STORY), item("b", content=FOOTER), item("c", content="Hi")]
    assert paired(items, [post("d", FOOTER + OTHER), post("e", FOOTER + "x"), post("f", "Hi")]) == {}


def test_a_text_that_two_posts_have_is_told_by_neither() -> None:
    assert paired([item("a", content=STORY)], [post("a", STORY), post("b", STORY)]) == {}


def test_nothing_matches_nothing() -> None:
    assert match([], [post("a")]) == match([item("a")], []) == Matching()


@given(st.text(max_size=30), st.text(max_size=30))
def test_keys_of_any_text_can_be_made(one: str, other: str) -> None:
    address_key(f"https://e.com/{one}?{other}")
    address_key(one)
    assert text_key(one) == text_key(one.upper().lower()) or not one.isascii()


def test_a_broken_address_has_no_key() -> None:
    assert address_key("https://[broken/x") == ""


def test_likeness_is_a_share_of_the_shorter_text() -> None:
    assert likeness(shingles(STORY), shingles(STORY + OTHER)) == 1
    assert likeness(shingles(STORY), shingles(OTHER)) == 0
    assert likeness(shingles("short"), shingles(OTHER)) is None
