"""Which versions of a post in several languages a feed holds, and what the former names of terms do."""

from __future__ import annotations

from msgspec.structs import replace

from feedpub.model.details import Translation
from feedpub.model.feed_options import FeedsOptions, MoreFeedOptions, TermPaths
from feedpub.model.records import Format, Post, Taxonomy
from tests.builders import at, post, site
from tests.generate.selecting import chosen, held, listing, specs, with_terms


def versions(name: str, *languages: str, day: float = 0, **fields: object) -> list[Post]:
    """Return a post in several languages, each version an hour later than the one before."""
    links = tuple(Translation(language=tag, url=f"https://example.com/{name}.{tag}/") for tag in languages)
    return [
        post(f"{name}.{tag}", language=tag, translations=links, date=at(day + hour / 24), **fields)
        for hour, tag in enumerate(languages)
    ]


# Versions


def test_a_feed_holds_the_version_in_the_language_of_the_site_and_each_language_has_a_feed() -> None:
    of = [*versions("a", "de", "en", "ja"), *versions("b", "en", "de", day=1), post("c", date=at(2))]
    assert held(chosen(of)) == {
        "": ["c", "b.en", "a.en"],
        "de": ["b.de", "a.de"],
        "en": ["c", "b.en", "a.en"],
        "ja": ["a.ja"],
    }


def test_where_no_version_is_in_the_language_of_the_site_the_oldest_is_held() -> None:
    assert held(chosen(versions("a", "ja", "de")))[""] == ["a.ja"]
    assert held(chosen(versions("a", "ja", "de"), site=site(language="")))[""] == ["a.ja"]


def test_a_version_without_a_language_is_in_that_of_the_site() -> None:
    first, second = versions("a", "de", "en")
    assert held(chosen([first, replace(second, language="")]))[""] == ["a.en"]


def test_all_languages_may_stand_in_one_feed() -> None:
    of = versions("a", "de", "en")
    assert held(chosen(of, FeedsOptions(all_languages=True))) == {"": ["a.en", "a.de"]}


def test_versions_that_one_side_alone_names_are_versions_all_the_same() -> None:
    first, second = versions("a", "de", "en")
    assert held(chosen([first, replace(second, translations=())]))[""] == ["a.en"]
    assert held(chosen([replace(first, translations=()), second]))[""] == ["a.en"]


def test_versions_of_which_no_feed_may_hold_one_and_those_elsewhere_take_no_place() -> None:
    first, second = versions("a", "de", "en")
    assert held(chosen([first])) == {"": ["a.de"]}
    hidden = replace(second, date=None)
    assert held(chosen([first, hidden]))[""] == ["a.de"]


def test_the_limit_counts_posts_not_versions() -> None:
    of = [one for day in range(4) for one in versions(f"p{day}", "de", "en", "ja", day=day)]
    assert held(chosen(of, FeedsOptions(limit=3)))[""] == ["p3.en", "p2.en", "p1.en"]


def test_a_category_holds_the_best_of_the_versions_that_are_in_it() -> None:
    german, english = versions("a", "de", "en")
    of = [replace(german, categories=("Bäume", "all")), replace(english, categories=("Trees", "ALL"))]
    selection = held(chosen(of))
    assert (selection["Bäume"], selection["Trees"], selection["ALL"]) == (["a.de"], ["a.en"], ["a.en"])


def test_a_feed_of_chosen_languages_holds_every_version_in_them_and_others_hold_one() -> None:
    more = (
        MoreFeedOptions(path="x.xml", format=Format.RSS, title="x", languages=("de", "ja")),
        MoreFeedOptions(path="y.xml", format=Format.RSS, title="y", tags=("t",)),
    )
    selection = held(chosen(versions("a", "de", "en", "ja", tags=("t",)), FeedsOptions(more=more)))
    assert (selection["x"], selection["y"]) == (["a.ja", "a.de"], ["a.en"])


# Former names


def renamed(**aliases: str) -> FeedsOptions:
    categories = replace(FeedsOptions().categories, aliases=aliases)
    return FeedsOptions(formats=(Format.RSS,), categories=categories)


def test_a_renamed_term_is_published_at_the_paths_of_both_names_with_the_id_of_each() -> None:
    selection = chosen([post("a", categories=("Woods",))], renamed(Trees="Woods"))
    of_terms = [(spec.title, spec.paths[Format.RSS], spec.id) for spec in specs(selection) if spec.term]
    assert of_terms == [
        ("Example · Woods", "category/woods/rss.xml", "urn:x:woods"),
        ("Example · Woods", "category/trees/rss.xml", "urn:x:trees"),
    ]


def test_posts_of_the_former_name_and_of_the_new_one_are_of_one_term() -> None:
    of = [post("a", categories=("trees", "Woods")), post("b", categories=("TREES",)), post("c", categories=("woods",))]
    selection = chosen(of, renamed(Trees="Woods"))
    assert [(spec.term.label, [each.stem for each in has]) for spec, has in selection.feeds if spec.term] == [
        ("Woods", ["a", "b", "c"]),
        ("Woods", ["a", "b", "c"]),
    ]


def test_a_former_name_without_posts_of_the_new_one_makes_no_feed() -> None:
    assert held(chosen([post("a", categories=("x",))], renamed(Trees="Woods"))) == {"": ["a"], "x": ["a"]}


def test_a_former_name_may_have_paths_of_its_own() -> None:
    options = renamed(Trees="Woods")
    paths = replace(options.categories, paths={"trees": TermPaths(rss="old/{slug}.xml")})
    selection = chosen([post("a", categories=("Woods",))], replace(options, categories=paths))
    assert [spec.paths[Format.RSS] for spec in specs(selection) if spec.term] == [
        "category/woods/rss.xml",
        "old/trees.xml",
    ]


def test_a_page_of_a_generator_keeps_the_feed_of_its_former_name_unless_that_has_a_page_itself() -> None:
    tags = replace(with_terms("tags").tags, rss="{page}/index.xml", aliases={"trees": "Woods"})
    options = replace(with_terms("tags"), formats=(Format.RSS,), tags=tags)
    woods = listing("Woods", "de/tags/woods", taxonomy=Taxonomy.TAG)
    trees = listing("trees", "de/tags/trees", taxonomy=Taxonomy.TAG)

    def paths(*listings: object) -> list[str]:
        selection = chosen([post("a", listings=listings)], options)
        assert selection.diagnostics == ()
        return [spec.paths[Format.RSS] for spec in specs(selection) if spec.term]

    assert paths(woods) == ["de/tags/woods/index.xml", "de/tags/trees/index.xml"]
    assert paths(woods, trees) == ["de/tags/trees/index.xml", "de/tags/woods/index.xml"]
