"""Where feeds may stand, and how many there may be."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from feedpub.generate.select import select
from feedpub.generate.select.paths import Claim
from feedpub.model.feed_options import FeedsOptions, TermOptions
from feedpub.model.records import Format, Level, Where
from tests import builders
from tests.builders import post
from tests.generate.selecting import OFF, SITE_ONLY, chosen, held, listing


def alone(path: str) -> FeedsOptions:
    """Return the options of a site with one feed, at this path."""
    return replace(SITE_ONLY, formats=(Format.RSS,), rss=path)


def of_term(path: str) -> FeedsOptions:
    """Return the options of a site whose terms have their feeds at this path."""
    return replace(FeedsOptions(), formats=(Format.RSS,), categories=TermOptions(enabled=True, rss=path))


@pytest.mark.parametrize("path", ["/rss.xml", "../rss.xml", "a//rss.xml", "rss/", "a/../../rss.xml"])
def test_a_path_that_leaves_the_output_folder_or_names_no_file_is_unsafe(path: str) -> None:
    selection = chosen([post()], alone(path))
    (found,) = selection.diagnostics
    assert (found.code, found.level, found.found) == ("feed/unsafe-path", Level.ERROR, path)
    assert selection.feeds == ()


def test_an_unsafe_path_is_explained_with_its_term_as_its_author_wrote_it() -> None:
    (found,) = chosen([post("a", categories=("../NASA",))], of_term("{term}/rss.xml")).diagnostics
    assert found.where == Where(path="a.md", element="../NASA")
    assert found.text == (
        "The feed of `../NASA` (categories) would be written to `../NASA/rss.xml`, outside of the output folder"
    )
    assert found.why == "feedpub writes nothing outside of the output folder"
    assert found.hint == "Set `feeds.categories.rss` to a relative path without `..`; prefer `{slug}` to `{term}`"


def test_an_unsafe_path_is_taken_by_nobody() -> None:
    others = [Claim(path="../rss.xml", name="the sitemap", option="sitemap.path")] * 2
    selection = select([], builders.site(), SITE_ONLY, str, others)
    assert [found.code for found in selection.diagnostics] == ["feed/unsafe-path"] * 2


def test_a_path_that_is_too_long_is_an_error_and_the_feed_is_not_made() -> None:
    selection = chosen([post()], alone(f"{'a' * 252}.xml"))
    (found,) = selection.diagnostics
    assert (found.code, found.level, found.where.element) == ("feed/path-too-long", Level.ERROR, "feeds.rss")
    assert found.text == "The path of the feed of the site has a name of 256 bytes; 255 are possible"
    assert (found.why, found.hint) == ("No file can be written there", "Shorten it: set `feeds.rss` to another path")
    assert (found.found, selection.feeds) == (f"{'a' * 252}.xml", ())


def test_a_term_whose_path_is_too_long_is_to_be_renamed() -> None:
    label = "A" * 250
    (found,) = chosen([post("a", categories=(label,))], of_term("{term}-feed.xml")).diagnostics
    assert found.hint == f"Shorten it: rename `{label}`, or set `feeds.categories.rss` to another path"
    assert found.where == Where(path="a.md", element=label)


def test_a_path_that_windows_cannot_have_is_a_warning_and_the_feed_is_made() -> None:
    selection = chosen([post()], alone("con.xml"))
    (found,) = selection.diagnostics
    assert (found.code, found.level, found.found) == ("feed/not-portable-path", Level.WARNING, "con.xml")
    assert found.text == (
        "`con.xml`, the path of the feed of the site, has the name 'con.xml', which Windows keeps for a device"
    )
    assert found.why == "The site cannot be built, copied or checked out there"
    assert found.hint == "Set `feeds.rss` to another path"
    assert len(selection.feeds) == 1


def test_a_page_of_the_generator_may_have_a_name_that_windows_cannot_have() -> None:
    options = of_term("{page}/rss.xml")
    assert chosen([post("a", listings=(listing("con"),))], options).diagnostics == ()
    assert [one.code for one in chosen([post("a", categories=("con",))], options).diagnostics] == [
        "feed/not-portable-path"
    ]


def test_two_formats_at_one_path_are_explained() -> None:
    (found,) = chosen([post()], replace(SITE_ONLY, atom="rss.xml")).diagnostics
    assert found.text == "`rss.xml` is the path of the feed of the site in another format"
    assert found.why == "One would replace the other, and subscribers would get the wrong one"
    assert found.hint == "Set `feeds.atom` to another path; that of terms must hold `{slug}`"


def test_two_feeds_at_one_path_are_explained() -> None:
    (found,) = chosen([post("a", categories=("x",)), post("b", categories=("y",))], of_term("news.xml")).diagnostics
    assert found.level is Level.ERROR
    assert (
        found.text == "`news.xml` is the path of the feed of `y` (categories) and that of the feed of `x` (categories)"
    )


@pytest.mark.parametrize(("site_path", "term_path"), [("feed", "Feed/x/rss.xml"), ("feed/x/rss.xml", "FEED")])
def test_a_file_and_a_folder_of_one_name_are_an_error(site_path: str, term_path: str) -> None:
    options = replace(of_term(term_path), rss=site_path)
    (found,) = chosen([post("a", categories=("x",))], options).diagnostics
    assert (found.code, found.found) == ("feed/duplicate-path", term_path)
    assert found.text == (
        f"`{term_path}`, the path of the feed of `x` (categories), and `{site_path}`, that of the feed of the site, "
        "cannot stand together"
    )


def test_feeds_in_one_folder_stand_beside_each_other() -> None:
    options = FeedsOptions(rss="a/b/rss.xml", atom="a/b/atom.xml", json="a/feed.json", categories=OFF)
    assert chosen([post()], options).diagnostics == ()


def test_other_documents_have_their_paths_before_the_feeds() -> None:
    others = [Claim(path="rss.xml", name="the sitemap", option="sitemap.path")]
    selection = select([post()], builders.site(), alone("rss.xml"), str, others)
    (found,) = selection.diagnostics
    assert found.where == Where(path="feedpub.toml", element="feeds.rss")
    assert found.text == "`rss.xml` is the path of the feed of the site and that of the sitemap"
    assert selection.feeds == ()


def test_other_documents_at_one_path_are_an_error_of_the_second() -> None:
    others = [Claim(path="a.xml", name=name, option=f"{name}.path") for name in ("one", "two")]
    (found,) = select([], builders.site(), SITE_ONLY, str, others).diagnostics
    assert (found.code, found.where.element) == ("feed/duplicate-path", "two.path")


def test_whoever_comes_later_to_a_path_is_told_who_has_it() -> None:
    of = [post("a", categories=("x", "y", "z"))]
    found = chosen(of, of_term("news.xml")).diagnostics
    assert [one.text.rpartition("the feed of ")[2] for one in found] == ["`x` (categories)"] * 2


def test_a_term_is_named_once_however_many_formats_have_the_same_fault() -> None:
    terms = TermOptions(enabled=True, rss="{term}/rss.xml", atom="{term}/atom.xml")
    (found,) = chosen([post("a", categories=("../x",))], replace(FeedsOptions(), categories=terms)).diagnostics
    assert found.found == "../x/rss.xml"


def test_two_faults_of_one_term_are_both_told_in_the_order_of_its_formats() -> None:
    terms = TermOptions(enabled=True, rss="{slug}/con.xml", atom="../{slug}.xml")
    found = chosen([post("a", categories=("x",))], replace(FeedsOptions(), categories=terms)).diagnostics
    assert [(one.code, one.found) for one in found] == [
        ("feed/not-portable-path", "x/con.xml"),
        ("feed/unsafe-path", "../x.xml"),
    ]


def test_the_formats_of_the_site_are_options_of_their_own_and_each_is_told() -> None:
    found = chosen([post()], replace(SITE_ONLY, rss="/a", json="/b")).diagnostics
    assert [one.where.element for one in found] == ["feeds.rss", "feeds.json"]


def test_the_path_of_the_site_is_looked_at_whatever_pages_list_its_newest_post() -> None:
    (found,) = chosen([post("a", listings=())], alone("con.xml")).diagnostics
    assert found.code == "feed/not-portable-path"


def test_the_path_of_a_page_is_an_option_of_its_taxonomy() -> None:
    (found,) = chosen([post("a", listings=(listing("x"),))], of_term("../{page}.xml")).diagnostics
    assert found.hint.startswith("Set `feeds.categories.rss` to")


def test_a_feed_that_cannot_be_made_hinders_no_other() -> None:
    of = [post("a", categories=("../x", "y", "con"))]
    selection = chosen(of, of_term("{term}/rss.xml"))
    assert held(selection) == {"": ["a"], "con": ["a"], "y": ["a"]}
    assert [found.code for found in selection.diagnostics] == ["feed/not-portable-path", "feed/unsafe-path"]


# Too many feeds


def test_as_many_feeds_as_are_allowed_are_made_and_one_more_stops_all() -> None:
    of = [post("a", categories=("x", "y"))]
    assert len(chosen(of, FeedsOptions(max_feeds=3)).feeds) == 3
    selection = chosen(of, FeedsOptions(max_feeds=2))
    (found,) = selection.diagnostics
    assert selection.feeds == ()
    assert (found.code, found.level, found.where) == (
        "feed/too-many",
        Level.ERROR,
        Where(path="feedpub.toml", element="feeds.max_feeds"),
    )
    assert found.text == (
        "There would be 3 feeds, 2 of them of `feeds.categories`; 2 are allowed. `a.md` is the newest post of 3 of them"
    )
    assert (
        found.why
        == "Each feed is made, validated, compared and published in every format, and nobody subscribes to so many"
    )
    assert found.hint == (
        "Name the terms that have feeds in `feeds.categories.only`, switch `feeds.categories.enabled` off, "
        "or raise `feeds.max_feeds`"
    )
