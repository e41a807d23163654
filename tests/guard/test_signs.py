"""How sure each sign is by which a published item is taken for a post, and where it ends."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from feedpub.guard.likeness import ALIKE, likeness, shingles, text_key
from feedpub.guard.matching import Candidate, Reason, address_key, match
from feedpub.guard.namesakes import NEAR, is_near
from tests import builders
from tests.guard.test_matching import OTHER, item, paired, post


def letters(name: str, number: int) -> str:
    """Return so many letters and digits that no other name gives."""
    return "".join(sha256(f"{name}{count}".encode()).hexdigest() for count in range(number // 64 + 1))[:number]


def mixed(share: float, number: int = 1008, other: str = "b") -> str:
    """Return a text that has this share of its runs of letters in common with `letters("a", number)`."""
    kept = round((number - 8) * share) + 8
    return letters("a", kept) + letters(other, number - kept)


# Ids


def test_where_ids_lead_astray_they_tell_nothing() -> None:
    items, posts = [item("a", id="x", link="https://e.com/b")], [post("a", id="x"), post("b", link="https://e.com/b")]
    (one,) = match(items, posts, by_id=False).matches
    assert (one.candidate.source, one.reason, one.item) == ("b", Reason.LINK, items[0])


def test_a_post_is_one_item_and_the_first_of_an_id_has_it() -> None:
    assert paired([item("a", id="x"), item("b", id="y")], [post("p", id="x"), post("q", id="y")]) == {
        "x": ("p", Reason.ID),
        "y": ("q", Reason.ID),
    }
    twice = [item("a", id="x", title="first"), item("b", id="x", title="second")]
    assert [one.item.title for one in match(twice, [post("p", id="x")]).matches] == ["first"]


def test_an_id_of_two_posts_tells_neither_and_an_empty_one_tells_nothing() -> None:
    assert paired([item("a", id="x")], [post("p", id="x"), post("q", id="x"), post("r", id="x")]) == {}
    assert paired([item("a", id="")], [post("p", id="")]) == {}


def test_what_a_surer_sign_has_paired_is_out_of_the_question_for_the_others() -> None:
    items = [item("a", id="x"), item("b", link="https://e.com/p")]
    assert paired(items, [post("p", id="x", link="https://e.com/p")]) == {"x": ("p", Reason.ID)}


# Addresses


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://e.com/a.htm", "/a"),
        ("https://e.com/a.xhtml", "/a"),
        ("https://e.com/a.aspx", "/a"),
        ("https://e.com/a.asp", "/a"),
        ("https://e.com/a.txt", "/a.txt"),
        ("https://e.com/a/index", "/a"),
        ("https://e.com/A//", "/a"),
        ("https://e.com/INDEX.HTML", ""),
        ("https://e.com", ""),
        ("https://e.com/?p=12", "?p=12"),
        ("https://e.com/a?utm_source=x&p=1&fbclid=y", "/a?p=1"),
        ("https://e.com/a?p=1&utm_source=x&q=2", "/a?p=1&q=2"),
        ("https://e.com/a?ref=feed", "/a"),
        ("https://e.com/a?ref=feedback", "/a?ref=feedback"),
        ("https://e.com/a?P=Q", "/a?P=Q"),
        ("https://e.com/caf%C3%A9", "/caf\u00e9"),
        ("https://e.com/cafe\u0301", "/caf\u00e9"),
        ("https://e.com/a%20b", "/a b"),
    ],
)
def test_the_key_of_an_address_is_what_tells_a_page(address: str, key: str) -> None:
    assert address_key(address) == key


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_id_that_is_an_address_tells_where_the_link_does_not(scheme: str) -> None:
    items = [item("a", id=f"{scheme}://e.com/a", link="https://feeds.example/1")]
    assert [one.reason for one in match(items, [post("a", link="https://e.com/a")]).matches] == [Reason.LINK]


def test_an_id_that_only_looks_like_a_path_is_no_address() -> None:
    assert paired([item("a", id="/a", link="https://feeds.example/1")], [post("p", link="https://e.com/a")]) == {}


def test_the_link_of_an_item_goes_before_an_address_that_is_its_id() -> None:
    items = [item("a", id="https://e.com/q", link="https://e.com/p")]
    posts = [post("q", link="https://e.com/q"), post("p", link="https://e.com/p")]
    assert paired(items, posts) == {"https://e.com/q": ("p", Reason.LINK)}


def test_an_alias_that_two_posts_name_tells_neither() -> None:
    posts = [post(name, aliases=("https://e.com/old",)) for name in "pq"]
    assert paired([item("a", link="https://e.com/old")], posts) == {}


def test_a_post_that_names_an_alias_twice_is_still_one() -> None:
    posts = [post("p", aliases=("https://e.com/old", "https://e.com/old.html"))]
    assert paired([item("a", link="https://e.com/old")], posts) == {"old:a": ("p", Reason.ALIAS)}


# Titles and dates


@pytest.mark.parametrize(("apart", "is_one"), [(NEAR, True), (NEAR + timedelta(seconds=1), False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_dates_of_one_post_lie_a_day_and_a_time_zone_apart_at_the_most(
    apart: timedelta,
    is_one: bool,  # noqa: FBT001 - a row of a table
    sign: int,
) -> None:
    assert timedelta(hours=36) == NEAR
    assert is_near(builders.DATE, builders.DATE + sign * apart) is is_one


def test_a_date_that_is_not_known_can_be_any() -> None:
    assert is_near(None, builders.DATE)
    assert is_near(builders.DATE, None)


def test_of_posts_of_one_title_the_near_one_is_meant() -> None:
    posts = [post("p", title="News", date=builders.at(9)), post("q", title="News", date=builders.at(0))]
    assert paired([item("a", title="News", published=builders.at(0))], posts) == {"old:a": ("q", Reason.TITLE_AND_DATE)}


def test_a_post_that_has_its_item_leaves_its_title_to_the_other() -> None:
    posts = [post(name, title="News", date=builders.at(0), id=name) for name in "pq"]
    items = [item("a", title="News", published=builders.at(0)), item("b", id="p")]
    assert paired(items, posts) == {"p": ("p", Reason.ID), "old:a": ("q", Reason.TITLE_AND_DATE)}


@pytest.mark.parametrize("title", ["", "?!", "—"])
def test_titles_without_a_letter_tell_nothing(title: str) -> None:
    posts = [post("p", title=title, date=builders.at(0))]
    assert paired([item("a", title=title, published=builders.at(0))], posts) == {}


def test_titles_are_one_whatever_their_case_form_and_punctuation() -> None:
    assert (
        text_key("Caf\u00e9 – №1, ｆｕｌｌ_width!") == text_key("CAFE\u0301 No1 FULL width") == "caf\u00e9no1fullwidth"
    )
    assert text_key("한국어, 글") == "한국어글"


# Texts


def test_a_text_that_has_most_in_common_is_the_post_and_one_that_has_less_is_not() -> None:
    assert ALIKE == 0.6
    items = [item("x", content=letters("a", 1008))]
    assert paired(items, [post("p", mixed(0.62))]) == {"old:x": ("p", Reason.TEXT)}
    assert paired(items, [post("p", mixed(0.58))]) == {}


def test_a_text_that_is_hardly_more_like_one_post_than_another_is_neither() -> None:
    old = letters("a", 1008)
    whole = post("p", old)
    # Runs of letters that two posts share tell nothing, so the second has none of the first's.
    part = letters("a", 2016)[1008:]
    items = [item("x", content=old + part)]
    assert paired(items, [whole]) == {"old:x": ("p", Reason.TEXT)}
    assert paired(items, [whole, post("q", part)]) == {}
    less = part[:878] + letters("c", 130)
    assert paired(items, [whole, post("q", less)]) == {}
    clearly = part[:828] + letters("c", 180)
    assert paired(items, [whole, post("q", clearly)]) == {"old:x": ("p", Reason.TEXT)}


@pytest.mark.parametrize(("number", "is_told"), [(31, False), (32, True)])
def test_a_text_is_told_by_twenty_four_runs_of_nine_letters(number: int, is_told: bool) -> None:  # noqa: FBT001 - a row of a table
    text = letters("a", number)
    assert len(shingles(text)) == number - 8
    assert (likeness(shingles(text), shingles(text)) == 1) is is_told
    assert (paired([item("x", content=text)], [post("p", f"{text} {OTHER}")]) != {}) is is_told


def test_four_thousand_letters_of_a_text_are_compared() -> None:
    assert len(shingles(letters("a", 5000))) == 4000 - 8
    assert shingles(f"<p>{letters('a', 4000)}</p>{letters('b', 100)}") == shingles(letters("a", 4000))


def test_markup_case_and_spaces_of_a_text_do_not_count() -> None:
    assert shingles("<p>The <em>same</em> text, twice</p>") == shingles("the same TEXT twice")


def test_the_shorter_text_is_the_measure_of_likeness() -> None:
    short, long = shingles(letters("a", 108)), shingles(letters("a", 1008))
    assert likeness(short, long) == likeness(long, short) == 1
    half = shingles(mixed(0.5))
    assert likeness(half, long) == pytest.approx(0.5, abs=0.01)


def test_each_text_has_one_post_and_the_surest_pair_comes_first() -> None:
    items = [item("x", content=mixed(0.7, other="x")), item("y", content=letters("c", 1008))]
    posts = [post("p", letters("a", 1008)), post("q", letters("c", 1008))]
    assert [(one.item.id, one.candidate.source) for one in match(items, posts).matches] == [
        ("old:y", "q"),
        ("old:x", "p"),
    ]


def test_pairs_that_are_equally_sure_stand_in_the_order_of_the_items() -> None:
    names = "cab"
    items = [item(name, content=letters(name, 200)) for name in names]
    posts = [post(name, letters(name, 200)) for name in sorted(names)]
    assert [one.item.id for one in match(items, posts).matches] == ["old:c", "old:a", "old:b"]


def test_a_footer_that_all_items_share_tells_nothing_and_the_rest_does() -> None:
    footer = letters("footer", 500)
    items = [item(name, content=letters(name, 300) + footer) for name in "xy"]
    posts = [post("p", letters("x", 300) + footer), post("q", letters("z", 300) + footer)]
    assert paired(items, [posts[0]]) == {"old:x": ("p", Reason.TEXT)}
    assert paired(items, [posts[1]]) == {}


def test_the_texts_of_four_hundred_items_are_compared() -> None:
    items = [item(f"{number}", content=letters(f"{number}-", 100)) for number in range(401)]
    assert paired(items, [post("p", letters("399-", 100)), post("q", letters("400-", 101))]) == {
        "old:399": ("p", Reason.TEXT)
    }


def test_of_two_items_that_are_parts_of_one_post_the_first_is_it() -> None:
    items = [item(name, content=letters(name, 300)) for name in "xy"]
    assert paired(items, [post("p", letters("x", 300) + letters("y", 300)), post("q")]) == {"old:x": ("p", Reason.TEXT)}


def test_a_post_that_two_items_of_one_title_and_date_may_be_is_neither() -> None:
    items = [item(name, title="News", published=builders.at(0)) for name in "xy"]
    posts = [post("p", title="News", date=builders.at(0)), post("q")]
    assert paired(items, posts) == {}


def test_no_more_than_three_characters_of_markup_are_read_for_each_of_the_text() -> None:
    assert len(shingles("<i></i>" * 1500 + letters("a", 100))) == 92
    assert shingles("<i></i>" * 1714 + letters("a", 100)) == frozenset()


def test_a_candidate_without_a_text_is_told_by_the_rest() -> None:
    assert Candidate(source="p", id="x", link="", title="", date=None).content() == ""
