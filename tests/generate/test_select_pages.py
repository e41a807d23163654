"""Feeds of the pages that a site's generator makes to list posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from feedpub.model.details import Translation
from feedpub.model.feed_options import FeedsOptions
from feedpub.model.records import Listing, Post, Taxonomy
from tests import builders
from tests.builders import post, posts
from tests.generate.selecting import chosen, held, listing, specs, with_terms

if TYPE_CHECKING:
    from feedpub.generate.select import Selection


def test_a_page_without_a_feed_and_a_page_of_another_taxonomy_have_none() -> None:
    pages = (listing("a", has_feed=False), listing("b", taxonomy=Taxonomy.TAG), listing("c"))
    assert held(chosen([post("p", listings=pages)])) == {"": ["p"], "c": ["p"]}


def test_a_post_that_two_spellings_put_on_one_page_stands_there_once() -> None:
    pages = (listing("Tea", "tea"), listing("tea", "tea"))
    assert held(chosen([post("p", listings=pages), post("q", listings=pages)])) == {"": ["p", "q"], "Tea": ["p", "q"]}


def test_the_feed_of_a_page_holds_the_newest_up_to_its_limit_and_zero_means_all() -> None:
    of = posts(5, listings=(listing("x"),))
    assert [len(has) for _, has in chosen(of, FeedsOptions(limit=2)).feeds] == [2, 2]
    of_all = FeedsOptions(limit=2, categories=replace(FeedsOptions().categories, limit=0))
    assert [len(has) for _, has in chosen(of, of_all).feeds] == [2, 5]


def test_pages_are_in_order_of_their_address() -> None:
    of = [post("p", listings=(listing("b"), listing("a"))), post("q", listings=(listing("c"),))]
    assert list(held(chosen(of))) == ["", "a", "b", "c"]


def test_where_some_posts_say_what_lists_them_the_others_keep_their_own_terms() -> None:
    of = [post("p", listings=(listing("x"),), categories=("no",)), post("q", categories=("own",))]
    assert held(chosen(of)) == {"": ["p", "q"], "own": ["q"], "x": ["p"]}


def test_authors_count_until_a_page_lists_the_post_by_its_authors() -> None:
    of_author = listing("people/ada", taxonomy=Taxonomy.AUTHOR)
    of = [post("p", listings=(of_author,)), post("q", listings=(listing("x"),))]
    assert held(chosen(of, with_terms("authors"))) == {"": ["p", "q"], "Ada": ["q"], "people/ada": ["p"]}


def test_pages_that_are_named_alone_or_left_out_are_chosen_by_their_label_in_any_case() -> None:
    of = [post("p", listings=(listing("Tea"), listing("Go"), listing("Rust")))]
    categories = FeedsOptions().categories
    for named, expected in (
        (replace(categories, only=("tea", "go")), ["", "Go", "Tea"]),
        (replace(categories, without=("tea",)), ["", "Go", "Rust"]),
        (replace(categories, only=("tea", "go"), without=("GO",)), ["", "Tea"]),
    ):
        assert list(held(chosen(of, FeedsOptions(categories=named)))) == expected


def translated(language: str, *others: str) -> Post:
    versions = tuple(Translation(language=each, url=f"https://example.com/{each}/") for each in (language, *others))
    return post(f"in-{language}", language=language, translations=versions, listings=(page_of_one_language(),))


def page_of_one_language() -> Listing:
    return listing("x", has_translations=False)


def test_a_page_may_leave_out_what_there_is_in_the_language_of_the_site() -> None:
    of = [translated("ko", "EN"), translated("ja", "fr"), translated("EN", "ko")]
    plain = post("plain", language="ko", listings=(page_of_one_language(),))
    assert held(chosen([*of, plain]))["x"] == ["in-ja", "in-EN", "plain"]
    assert held(chosen(of, site=builders.site(language="EN")))["x"] == ["in-ja", "in-EN"]


def test_the_feed_of_a_page_has_the_title_and_language_of_its_site() -> None:
    pages = (listing("a", site_title="Beispiel", language="de"), listing("b"))
    found = specs(chosen([post("p", listings=pages)]))
    assert [(spec.title, spec.language) for spec in found] == [
        ("Example", "en"),
        ("Beispiel · a", "de"),
        ("Example · b", "en"),
    ]


def test_a_page_may_hold_what_there_is_in_the_language_of_the_site_too() -> None:
    of = replace(translated("ko", "en"), listings=(listing("x"),))
    assert held(chosen([of]))["x"] == ["in-ko"]


def test_a_post_that_names_no_language_is_in_that_of_the_site() -> None:
    of = replace(translated("en", "ko"), language="")
    assert held(chosen([of]))["x"] == ["in-en"]


def test_a_page_whose_feed_has_no_title_has_that_of_the_site() -> None:
    options = FeedsOptions(categories=replace(FeedsOptions().categories, title=""))
    assert specs(chosen([post("a", listings=(listing("x"),))], options))[1].title == "Example"


def homes(selection: Selection) -> dict[str, str]:
    """Return the page that each feed leads to, by the label of its term; empty for that of the site."""
    return {spec.term.label if spec.term else "": spec.home_url for spec in specs(selection)}


def test_the_feed_of_a_page_leads_to_that_page() -> None:
    assert homes(chosen([post("p", listings=(listing("tea"),))])) == {"": "", "tea": "https://example.com/tea/"}


@pytest.mark.parametrize(
    "path", ["category/tea/", "category/tea.html", "categories/tea/", "categories/tea", "topics/tea/"]
)
def test_the_feed_of_a_term_leads_to_the_page_that_the_site_has_of_it(path: str) -> None:
    page = builders.page("x", url=f"https://example.com/{path}")
    assert homes(chosen([post("p", categories=("Tea", "Go")), page])) == {"": "", "Go": "", "Tea": page.url}


def test_the_feed_of_a_term_leads_to_the_page_that_the_options_name() -> None:
    options = FeedsOptions(categories=replace(FeedsOptions().categories, page="themen/{slug}/"))
    (_, url) = homes(chosen([post("p", categories=("차",))], options)).values()
    assert url == "https://example.com/themen/%EC%B0%A8/"


def test_a_post_is_no_page_of_a_term() -> None:
    of = [post("p", categories=("tea",)), post("q", url="https://example.com/category/tea/")]
    assert homes(chosen(of)) == {"": "", "tea": ""}
