"""Which feeds there are, where, and what they hold."""

from __future__ import annotations

import random  # noqa: TC003 - hypothesis reads it
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.generate.select import Selection
from feedpub.model.feed_options import FeedsOptions, MoreFeedOptions, TermOptions, TermPaths
from feedpub.model.records import Absence, Author, Format, Level, Taxonomy, Term
from tests import builders, strategies
from tests.builders import at, post, posts
from tests.generate.selecting import SITE_ONLY, chosen, held, specs, with_terms

if TYPE_CHECKING:
    from typing import Any


def test_the_site_has_a_feed_of_all_formats() -> None:
    (spec,) = specs(chosen([post()]))
    assert spec.term is None
    assert spec.id == "urn:x:None"
    assert (spec.title, spec.description, spec.language) == ("Example", "Posts about examples", "en")
    assert spec.paths == {Format.RSS: "rss.xml", Format.ATOM: "atom.xml", Format.JSON: "feed.json"}
    assert spec.urls[Format.RSS] == "https://example.com/rss.xml"


def test_the_newest_posts_come_first_up_to_the_limit() -> None:
    unordered = [post("b", date=at(1)), post("c", date=at(3)), post("a", date=at(2))]
    assert held(chosen(unordered, replace(SITE_ONLY, limit=2))) == {"": ["c", "a"]}


def test_posts_of_one_moment_stay_in_the_order_in_which_they_are_given() -> None:
    assert held(chosen([post("b"), post("c"), post("a", date=at(-1))])) == {"": ["b", "c", "a"]}


@given(st.lists(st.tuples(st.integers(0, 2), st.sets(st.sampled_from(["A", "a", "B", "C"]))), max_size=8), st.randoms())
def test_the_order_in_which_moments_are_given_does_not_count(
    of: list[tuple[int, set[str]]], rng: random.Random
) -> None:
    given_ = [post(f"{n}", date=at(-days), categories=tuple(sorted(has))) for n, (days, has) in enumerate(of)]
    ordered = sorted(given_, key=lambda each: (-(each.date or at(0)).timestamp(), each.source))
    shuffled = list(ordered)
    rng.shuffle(shuffled)
    shuffled.sort(key=lambda each: each.source)
    shuffled.sort(key=lambda each: each.date or at(0))
    limited = replace(FeedsOptions(), limit=2)
    assert chosen(ordered, limited) == chosen(shuffled, limited)
    for spec, has in chosen(ordered, limited).feeds:
        names = [
            each
            for each in ordered
            if spec.term is None or {spec.term.label, spec.term.label.swapcase()} & {*each.categories}
        ]
        assert list(has) == names[:2]


def test_a_limit_of_zero_means_all_posts() -> None:
    selection = chosen(posts(30, categories=("x",)), replace(FeedsOptions(), limit=0))
    assert [len(has) for _, has in selection.feeds] == [30, 30]


def test_drafts_and_pages_are_in_no_feed() -> None:
    assert held(chosen([post("a", not_in_feeds=Absence.FEED_FALSE), builders.page("b"), post("c")])) == {"": ["c"]}


def test_without_posts_there_is_no_feed() -> None:
    assert chosen([builders.page()]) == Selection(feeds=())


def test_each_category_has_a_feed_in_order_of_slug() -> None:
    selection = chosen([post("a", categories=("사회", "Art")), post("b", categories=("Art",))])
    assert held(selection) == {"": ["a", "b"], "Art": ["a", "b"], "사회": ["a"]}
    spec = specs(selection)[2]
    assert spec.term == Term(taxonomy=Taxonomy.CATEGORY, slug="사회", label="사회")
    assert spec.title == "Example · 사회"
    assert spec.paths[Format.ATOM] == "category/사회/atom.xml"
    assert spec.urls[Format.ATOM] == "https://example.com/category/%EC%82%AC%ED%9A%8C/atom.xml"


def test_tags_have_feeds_when_asked_for() -> None:
    assert held(chosen([post("a", tags=("x",), categories=("y",))], with_terms("tags"))) == {"": ["a"], "x": ["a"]}


def test_a_post_without_author_is_by_those_of_the_site() -> None:
    of = [post("a"), post("b", authors=(Author(name="Grace"),))]
    assert held(chosen(of, with_terms("authors"))) == {"": ["a", "b"], "Ada": ["a"], "Grace": ["b"]}


def test_the_feed_of_a_language_is_in_that_language() -> None:
    selection = chosen([post("a"), post("b", language="ko")], with_terms("languages"))
    assert held(selection) == {"": ["a", "b"], "en": ["a"], "ko": ["b"]}
    assert [spec.language for spec in specs(selection)] == ["en", "en", "ko"]


def test_a_post_of_unknown_language_is_in_the_feed_of_none() -> None:
    assert held(chosen([post("a")], with_terms("languages"), builders.site(language=""))) == {"": ["a"]}


def test_labels_that_differ_in_case_are_one_term_spelt_as_the_newest_post_does() -> None:
    of = [post("old", date=at(0), categories=("c",)), post("new", date=at(1), categories=("C",))]
    assert held(chosen(of)) == {"": ["new", "old"], "C": ["new", "old"]}


def test_labels_that_differ_in_normal_form_are_one_term() -> None:
    of = [post("a", categories=("caf\u00e9",)), post("b", categories=("cafe\u0301",))]
    assert held(chosen(of))["caf\u00e9"] == ["a", "b"]


def test_a_post_that_names_a_term_twice_stands_once_in_its_feed() -> None:
    assert held(chosen([post("a", categories=("C", "c"))]))["C"] == ["a"]


def test_an_older_post_that_names_a_term_twice_stands_once_in_its_feed() -> None:
    of = [post("b", date=at(1), categories=("C",)), post("a", categories=("C", "c"))]
    assert held(chosen(of))["C"] == ["b", "a"]


def test_a_taxonomy_may_have_its_own_limit_and_title() -> None:
    terms = replace(FeedsOptions().categories, limit=1, title="{term} at {site}")
    selection = chosen(posts(3, categories=("{site}",)), replace(FeedsOptions(), categories=terms))
    spec, has = selection.feeds[1]
    assert (spec.title, spec.limit, len(has)) == ("{site} at Example", 1, 1)


def test_only_the_formats_asked_for_are_published() -> None:
    (spec,) = specs(chosen([post()], replace(SITE_ONLY, formats=(Format.JSON,))))
    assert list(spec.paths) == [Format.JSON]


def test_a_format_without_path_is_not_published() -> None:
    (spec,) = specs(chosen([post()], replace(SITE_ONLY, rss="")))
    assert list(spec.paths) == [Format.ATOM, Format.JSON]


def test_a_feed_in_no_format_does_not_exist() -> None:
    assert specs(chosen([post()], replace(SITE_ONLY, formats=()))) == []


def test_two_terms_of_one_slug_are_an_error_that_names_both() -> None:
    selection = chosen([post("a", categories=("a b",)), post("b", categories=("a-b",))])
    (found,) = selection.diagnostics
    assert (found.code, found.level, found.where.path) == ("feed/duplicate-slug", Level.ERROR, "b.md")
    for name in ("`a b`", "`a-b`", "`a.md`", "`b.md`"):
        assert name in found.text


def test_two_feeds_at_one_path_are_an_error() -> None:
    options = replace(FeedsOptions(), formats=(Format.RSS,), categories=TermOptions(enabled=True, rss="news.xml"))
    selection = chosen([post("a", categories=("x",)), post("b", categories=("y",))], options)
    (found,) = selection.diagnostics
    assert (found.code, found.where.path, found.found) == ("feed/duplicate-path", "b.md", "news.xml")
    assert "`y`" in found.text
    assert "`x`" in found.text
    assert held(selection) == {"": ["a", "b"], "x": ["a"]}


def test_two_formats_at_one_path_are_an_error_of_the_configuration() -> None:
    (found,) = chosen([post()], replace(SITE_ONLY, atom="RSS.xml")).diagnostics
    assert (found.code, found.where.element) == ("feed/duplicate-path", "feeds.atom")


def test_a_path_out_of_the_output_folder_is_an_error() -> None:
    terms = TermOptions(enabled=True, rss="{term}/rss.xml")
    selection = chosen([post("a", categories=("../..",))], replace(FeedsOptions(), categories=terms))
    (found,) = selection.diagnostics
    assert (found.code, found.where.path, found.found) == ("feed/unsafe-path", "a.md", "../../rss.xml")
    assert held(selection) == {"": ["a"]}


def test_the_path_of_the_site_feed_must_be_safe_too() -> None:
    (found,) = chosen([post()], replace(SITE_ONLY, rss="/rss.xml")).diagnostics
    assert (found.where.path, found.where.element) == ("feedpub.toml", "feeds.rss")


@given(st.lists(st.lists(strategies.lines, max_size=4), max_size=8))
def test_every_category_of_every_post_has_its_feed_or_an_error(categories: list[list[str]]) -> None:
    of = [post(f"p{index}", categories=tuple(names)) for index, names in enumerate(categories)]
    selection = chosen(of)
    in_feeds = {each.stem for spec, has in selection.feeds if spec.term for each in has}
    if not selection.diagnostics:
        assert in_feeds == {each.stem for each in of if each.categories}
    paths = [path.casefold() for spec in specs(selection) for path in spec.paths.values()]
    assert len(paths) == len(set(paths))


def test_terms_that_are_named_alone_have_a_feed_spelt_as_they_are_named() -> None:
    options = FeedsOptions()
    named = replace(options, categories=replace(options.categories, only=("News", "Gone")))
    selection = chosen([post("a", categories=("NEWS", "art")), post("b", categories=("news",))], named)
    assert held(selection) == {"": ["a", "b"], "News": ["a", "b"]}


def test_terms_may_be_left_without_a_feed() -> None:
    options = FeedsOptions()
    named = replace(options, categories=replace(options.categories, without=("NEWS",)))
    assert held(chosen([post("a", categories=("news", "art"))], named)) == {"": ["a"], "art": ["a"]}


def test_a_term_may_have_its_atom_feed_at_a_path_of_its_own() -> None:
    options = FeedsOptions()
    categories = replace(options.categories, atom="feed/{term}.xml", paths={"News": TermPaths(atom="n.xml")})
    selection = chosen([post("a", categories=("News", "art"))], replace(options, categories=categories))
    paths = {spec.term.label: spec.paths[Format.ATOM] for spec in specs(selection) if spec.term}
    assert paths == {"News": "n.xml", "art": "feed/art.xml"}


def test_a_section_has_a_feed_and_may_hold_posts_that_no_other_feed_holds() -> None:
    of_section = post("a", sections=("recipes",), categories=("x",), only_in_sections=True)
    selection = chosen([of_section, post("b", sections=("notes",))], with_terms("sections"))
    assert held(selection) == {"": ["b"], "notes": ["b"], "recipes": ["a"]}


def test_where_all_posts_stand_in_sections_alone_the_site_has_no_feed() -> None:
    alone = post("a", sections=("recipes",), only_in_sections=True)
    assert held(chosen([alone], with_terms("sections"))) == {"recipes": ["a"]}


# Limits


def test_a_limit_of_zero_for_a_taxonomy_means_all_posts_of_a_term_whatever_the_site_holds() -> None:
    options = FeedsOptions(limit=2, categories=replace(FeedsOptions().categories, limit=0))
    selection = chosen(posts(5, categories=("x",)), options)
    assert [(spec.limit, len(has)) for spec, has in selection.feeds] == [(2, 2), (0, 5)]


def test_a_limit_of_one_holds_the_newest_post_of_each_term() -> None:
    of = [post("c", date=at(3), categories=("x",)), post("b", date=at(2), categories=("x", "y")), post("a")]
    assert held(chosen(of, FeedsOptions(limit=1))) == {"": ["c"], "x": ["c"], "y": ["b"]}


def test_a_term_that_is_full_does_not_close_the_others_of_a_post() -> None:
    of = [
        post("d", date=at(4), categories=("x",)),
        post("c", date=at(3), categories=("x",)),
        post("b", date=at(2), categories=("x", "y")),
        post("a", date=at(1), categories=("y", "X")),
    ]
    assert held(chosen(of, FeedsOptions(limit=2))) == {"": ["d", "c"], "x": ["d", "c"], "y": ["b", "a"]}


def test_of_two_terms_that_are_full_the_next_post_may_begin_a_third() -> None:
    of = [post("b", date=at(2), categories=("x",)), post("a", date=at(1), categories=("X", "z"))]
    assert held(chosen(of, FeedsOptions(limit=1))) == {"": ["b"], "x": ["b"], "z": ["a"]}


# Order


# Words of a feed


def test_the_feed_of_a_term_says_what_the_site_is() -> None:
    spec = specs(chosen([post("a", categories=("x",))]))[1]
    assert (spec.id, spec.description, spec.language, spec.limit) == ("urn:x:x", "Posts about examples", "en", 20)


def test_a_feed_has_the_title_of_the_site_where_its_own_is_empty() -> None:
    options = FeedsOptions(categories=replace(FeedsOptions().categories, title=""))
    assert specs(chosen([post("a", categories=("x",))], options))[1].title == "Example"


def test_the_page_and_the_slug_of_a_term_are_one_in_its_paths() -> None:
    options = FeedsOptions(categories=TermOptions(enabled=True, rss="{page}/{slug}/{term}.xml"))
    assert specs(chosen([post("a", categories=("A B",))], options))[1].paths == {Format.RSS: "a-b/a-b/A B.xml"}


def test_braces_in_the_paths_of_the_site_stay_what_they_are() -> None:
    assert specs(chosen([post()], FeedsOptions(rss="{slug}.xml")))[0].paths[Format.RSS] == "{slug}.xml"


# Terms


def test_tags_and_languages_are_asked_for_by_themselves() -> None:
    of = [post("a", tags=("x",), categories=("y",), language="ko", sections=("s",), authors=(Author(name="Ada"),))]
    for taxonomy, label in (("tags", "x"), ("languages", "ko"), ("sections", "s"), ("authors", "Ada")):
        selection = chosen(of, with_terms(taxonomy))
        assert held(selection) == {"": ["a"], label: ["a"]}
        term = specs(selection)[1].term
        assert term is not None
        assert term.taxonomy.value == taxonomy


def test_a_post_by_two_authors_is_in_the_feeds_of_both() -> None:
    of = [post("a", authors=(Author(name="Ada"), Author(name="Grace")))]
    assert held(chosen(of, with_terms("authors"))) == {"": ["a"], "Ada": ["a"], "Grace": ["a"]}


def test_terms_named_alone_may_be_taken_back_one_by_one() -> None:
    named = FeedsOptions(categories=replace(FeedsOptions().categories, only=("a", "b"), without=("B",)))
    assert held(chosen([post("p", categories=("a", "b", "c"))], named)) == {"": ["p"], "a": ["p"]}


def test_posts_of_sections_alone_are_in_no_feed_of_their_categories_and_tags() -> None:
    alone = post("a", tags=("x",), categories=("y",), sections=("s",), only_in_sections=True)
    options = replace(FeedsOptions(), tags=replace(FeedsOptions().tags, enabled=True))
    assert held(chosen([alone, post("b")], options)) == {"": ["b"]}


def test_an_atom_path_of_its_own_is_for_that_term_and_that_format_alone() -> None:
    categories = replace(FeedsOptions().categories, paths={"News": TermPaths(atom="n/{slug}.xml")})
    options = FeedsOptions(categories=categories)
    spec = specs(chosen([post("a", categories=("News",))], options))[1]
    assert spec.paths == {
        Format.RSS: "category/news/rss.xml",
        Format.ATOM: "n/news.xml",
        Format.JSON: "category/news/feed.json",
    }


def test_two_terms_of_one_slug_are_explained() -> None:
    (found,) = chosen([post("a", categories=("a b",)), post("b", categories=("a-b",))]).diagnostics
    assert found.text == (
        "`a-b` (in `b.md`) and `a b` (in `a.md`) are two terms of categories, and both have the slug `a-b`"
    )
    assert found.why == "Their feeds would have one address, and the subscribers of one would get the other"
    assert found.hint == "Spell both alike if they are one, otherwise rename one of the two"
    assert found.found == "a-b"


# Feeds besides


def test_a_feed_besides_has_its_own_path_format_title_and_limit() -> None:
    more = MoreFeedOptions(path="short.xml", format=Format.RSS, title="Short", limit=1, page="short/")
    _, (spec, has) = chosen(posts(3), replace(SITE_ONLY, more=(more,))).feeds
    assert (spec.paths, spec.title, spec.limit) == ({Format.RSS: "short.xml"}, "Short", 1)
    assert (spec.home_url, [each.stem for each in has]) == ("https://example.com/short/", ["post-0"])


@pytest.mark.parametrize(
    ("wanted", "stems"),
    [
        ({}, ["a", "b", "c"]),
        ({"categories": ("tea", "cake")}, ["a", "c"]),
        ({"categories": ("tea",), "languages": ("KO",)}, ["a"]),
        ({"languages": ("en",)}, ["b", "c"]),
        ({"tags": ("x",)}, ["b"]),
        ({"authors": ("ada",)}, ["a", "b", "c"]),
        ({"sections": ("notes",)}, ["d"]),
    ],
)
def test_a_feed_besides_holds_the_posts_that_it_asks_for(wanted: dict[str, Any], stems: list[str]) -> None:
    of = [
        post("a", categories=("Tea",), language="ko", date=at(4)),
        post("b", tags=("x",), date=at(3)),
        post("c", categories=("cake",), date=at(2)),
        post("d", sections=("notes",), only_in_sections=True, date=at(1)),
    ]
    more = MoreFeedOptions(path="more.xml", format=Format.ATOM, **wanted)
    (_, has) = next(one for one in chosen(of, replace(SITE_ONLY, more=(more,))).feeds if one[0].term)
    assert [each.stem for each in has] == stems


def test_feeds_besides_have_ids_of_their_own() -> None:
    more = tuple(MoreFeedOptions(path=path, format=Format.ATOM) for path in ("a.xml", "b.xml"))
    assert len({spec.id for spec in specs(chosen(posts(1), replace(SITE_ONLY, more=more)))}) == 3


def test_a_feed_besides_at_the_path_of_another_is_an_error_of_the_options() -> None:
    more = MoreFeedOptions(path="rss.xml", format=Format.ATOM)
    (found,) = chosen(posts(1), replace(SITE_ONLY, more=(more,))).diagnostics
    assert (found.code, found.where.element) == ("feed/duplicate-path", "feeds.more.0.path")
