from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub import config
from feedpub.config import checks
from feedpub.config.schema import read_table
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.feed_options import FeedContent, FeedsOptions, MoreFeedOptions
from feedpub.model.options import IdScheme, Options, SiteOptions
from feedpub.model.records import Author, Format, Level
from feedpub.text.positions import Spot, toml_mistake
from tests.faults import denied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from feedpub.config.mistakes import Mistake
    from feedpub.model.records import Diagnostic

    Load = Callable[..., Options]

URL = 'site.url = "https://example.com/"\n'


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a text as the configuration of a site, with overrides."""

    def load(text: str, overrides: Mapping[str, str] | None = None) -> Options:
        (tmp_path / "feedpub.toml").write_text(text, encoding="utf-8")
        return config.load(tmp_path, overrides or {})

    return load


def mistakes(load: Load, text: str, overrides: Mapping[str, str] | None = None) -> tuple[Diagnostic, ...]:
    with pytest.raises(UsageError) as caught:
        load(text, overrides)
    return caught.value.diagnostics


def places(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{one.where.path}:{one.where.line}:{one.where.column}: {one.code}" for one in found]


# What is read


def test_a_url_is_enough(load: Load) -> None:
    assert load(URL) == Options(site=SiteOptions(url="https://example.com/"))


def test_without_a_file_the_command_line_may_give_the_url(tmp_path: Path) -> None:
    assert config.load(tmp_path, {"site.url": "https://example.com/a"}).site.url == "https://example.com/a/"


def test_another_file_may_be_named(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text(URL, encoding="utf-8")
    assert config.load(file).site.url == "https://example.com/"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_text(f"{URL}sitemap.path = '/x'", encoding="utf-8-sig")
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    assert places(caught.value.diagnostics) == ["feedpub.toml:2:9: config/bad-value"]


@pytest.mark.parametrize(
    "written",
    ['"Kim"', '["Kim"]', '{ name = "Kim" }', '[{ name = " Kim " }]'],
)
def test_an_author_is_a_name_a_table_or_a_list(load: Load, written: str) -> None:
    assert load(f"{URL}site.author = {written}").site.author == (Author(name="Kim"),)


def test_the_address_of_an_author_becomes_a_uri(load: Load) -> None:
    author = '{ name = "Kim", email = "kim@example.com", url = "https://example.com/김" }'
    expected = Author(name="Kim", email="kim@example.com", url="https://example.com/%EA%B9%80")
    assert load(f"{URL}site.author = {author}").site.author == (expected,)


def test_part_of_a_table_keeps_the_defaults_of_the_rest(load: Load) -> None:
    feeds = load(f"{URL}[feeds.tags]\nenabled = true\nlimit = 5").feeds
    assert (feeds.tags.enabled, feeds.tags.limit, feeds.tags.rss) == (True, 5, "tag/{slug}/rss.xml")
    assert feeds.categories == FeedsOptions().categories


def test_names_become_members(load: Load) -> None:
    options = load(f'{URL}feeds.content = "summary"\nids.scheme = "permalink"\nfeeds.formats = ["json", "rss", "json"]')
    assert options.feeds.content is FeedContent.SUMMARY
    assert options.ids.scheme is IdScheme.PERMALINK
    assert options.feeds.formats == (Format.JSON, Format.RSS)


def test_rules_are_switched_off_and_on_in_the_order_given(load: Load) -> None:
    rules = load(f'{URL}[validate.rules]\n"x*" = "off"\n"xml/not-well-formed" = "error"').validate.rules
    assert list(rules.items()) == [("x*", None), ("xml/not-well-formed", Level.ERROR)]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("xml/not-wel-formed", 'Write `"xml/not-well-formed"`.'), ("zzz/*", "`feedpub explain` lists the rules.")],
)
def test_a_level_for_a_rule_that_does_not_exist_is_refused(load: Load, name: str, hint: str) -> None:
    (found,) = mistakes(load, f'{URL}[validate.rules]\n"{name}" = "off"')
    assert (found.code, found.where.line, found.hint) == ("config/unknown-rule", 3, hint)


def test_an_ending_without_a_dot_is_given_one(load: Load) -> None:
    assert load(f'{URL}content.extensions = ["md", ".md", "tar.gz"]').content.extensions == (".md", ".tar.gz")


def test_the_site_itself_may_be_the_folder_of_posts(load: Load) -> None:
    assert load(f'{URL}content.folder = "."').content.folder == ""


def test_a_format_of_a_feed_may_be_switched_off_by_an_empty_path(load: Load) -> None:
    feeds = load(f'{URL}feeds.json = ""\nfeeds.categories.json = ""\nfeeds.categories.atom = ""').feeds
    assert feeds.json == feeds.categories.json == ""


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("feeds.limit", "5", 5),
        ("feeds.formats", "rss,atom", (Format.RSS, Format.ATOM)),
        ("feeds.formats", '["rss"]', (Format.RSS,)),
        ("feeds.stylesheet", "", ""),
        ("site.title", "2024", "2024"),
        ("site.title", "true", "true"),
        ("site.author", "Kim, the first", (Author(name="Kim, the first"),)),
        ("content.drafts", "true", True),
        ("content.exclude", "a, b", ("a", "b")),
        ("feeds.tags.limit", "3", 3),
        ("output.folder", "/srv/www", "/srv/www"),
    ],
)
def test_an_argument_overrides_the_file(load: Load, key: str, text: str, expected: object) -> None:
    value: Any = load(f"{URL}[feeds]\nlimit = 7", {key: text})
    for part in key.split("."):
        value = getattr(value, part)
    assert value == expected


def test_an_argument_may_set_the_level_of_a_rule(load: Load) -> None:
    assert load(URL, {"validate.rules.xml/*": "off"}).validate.rules == {"xml/*": None}


# What is refused


def test_every_mistake_is_named_at_once_in_the_order_of_the_file(load: Load) -> None:
    text = """\
langauge = 1
[site]
title = 2024
author = ["A", { name = "B", mail = "x" }, 3]
timezone = "Mars/Olympus"
[feeds]
formats = ["rss", "atmo", 3]
limit = -1
[feeds.tags]
limit = true
[validate.rules]
"rss/x" = "eror"
"""
    assert places(mistakes(load, text)) == [
        "feedpub.toml:1:1: config/unknown-key",
        "feedpub.toml:2:2: config/missing",
        "feedpub.toml:3:1: config/wrong-type",
        "feedpub.toml:4:30: config/unknown-key",
        "feedpub.toml:4:44: config/wrong-type",
        "feedpub.toml:5:1: config/bad-value",
        "feedpub.toml:7:19: config/bad-value",
        "feedpub.toml:7:27: config/wrong-type",
        "feedpub.toml:8:1: config/bad-value",
        "feedpub.toml:10:1: config/wrong-type",
        "feedpub.toml:12:1: config/bad-value",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('langauge = "ko"', "'langauge'; did you mean 'language'?"),
        ('Title = "x"', "'Title'; did you mean 'title'?"),
        ("zzz = 1", "'zzz' is no key of [site]"),
        ("title = 2024", "site.title is a number, not text in quotes"),
        ("title = 1.5", "site.title is a number with a fraction, not text in quotes"),
        ("title = true", "site.title is true or false, not text in quotes"),
        ("title = []", "site.title is a list, not text in quotes"),
        ("title = {}", "site.title is a table, not text in quotes"),
        ("title = 2024-06-21", "site.title is a date or time, not text in quotes"),
        ('title = "\\u0001"', "site.title: it has characters that XML does not allow; remove them"),
        ('language = "en_US"', "site.language: 'en_US' is no language tag (BCP 47); write it like \"en-US\""),
        ('language = "한국어"', "site.language: '한국어' is no language tag (BCP 47); write it like \"en-GB\""),
        ('author = ""', "site.author: an author has no name"),
        ('author = ["A\\u0001"]', "site.author: it has characters that XML does not allow; remove them"),
        ('author = { name = "A", email = "a" }', "site.author: 'a' is no e-mail address"),
    ],
)
def test_a_mistake_in_the_site_is_said_in_words(load: Load, text: str, expected: str) -> None:
    (found,) = mistakes(load, f'[site]\nurl = "https://example.com/"\n{text}')
    assert found.text == expected
    assert (found.where.line, found.where.column, found.level) == (3, 1, Level.ERROR)


@given(st.text(st.sampled_from("abZ-1é"), min_size=1, max_size=10))
def test_a_language_passes_where_the_pattern_of_tags_matches(tag: str) -> None:
    found: list[Mistake] = []
    checks.fixed(SiteOptions(url="https://example.com/", language=tag), found, ("site",))
    is_word = tag.isascii() and tag.isalpha() and len(tag) in range(5, 9)
    is_tag = checks._LANGUAGE.fullmatch(tag) is not None  # noqa: SLF001 - what the short way must agree with
    assert bool(found) == (is_word or not is_tag)


@pytest.mark.parametrize(
    "tag", ["ko", "en-GB", "zh-Hant-TW", "sr-Latn", "de-1996", "es-419", "x-mine", "en-u-ca-gregory"]
)
def test_a_language_tag_passes(load: Load, tag: str) -> None:
    assert load(f'{URL}site.language = "{tag}"').site.language == tag


@pytest.mark.parametrize(
    "text",
    [
        "feeds.limit = -1",
        "feeds.tags.limit = -1",
        "content.summary_length = 0",
        "content.max_bytes = 0",
        "feeds.rss = '../rss.xml'",
        "feeds.rss = '/rss.xml'",
        "feeds.rss = 'feeds/'",
        "feeds.rss = '{slug}.xml'",
        "feeds.tags.rss = 'rss.xml'",
        "feeds.tags.rss = '{sluug}/{slug}.xml'",
        "feeds.tags.rss = '../{slug}.xml'",
        "feeds.tags.rss = '{slug}/{'",
        "feeds.tags.title = '{name}'",
        "feeds.hub = 'hub.example.com'",
        "feeds.stylesheet = 'a\\b.css'",
        "sitemap.path = ''",
        "content.extensions = ['']",
        "content.extensions = ['m d']",
        "content.extensions = ['a/b']",
        "content.folder = '../posts'",
        "content.permalink = '/:nothing/'",
        "content.page_permalink = '/:year/'",
        "content.folder = 'nowhere'",
        "site.icon = 'https://a b/'",
        "site.timezone = 'Nowhere'",
        'output.folder = "a\\u0000b"',
        'content.folder = "a\\u0000b"',
        "output.folder = '.'",
        "output.folder = ''",
        "output.folder = '/'",
        "output.folder = 'content'",
    ],
)
def test_a_value_that_cannot_work_is_refused(load: Load, text: str) -> None:
    (found,) = mistakes(load, URL + text)
    assert found.code == "config/bad-value"
    assert found.text.startswith(text.partition(" = ")[0])
    assert found.where.line == 2


@pytest.mark.parametrize("url", ["example.com", "ftp://example.com/", "/blog/", ""])
def test_an_address_that_is_none_is_refused_once(load: Load, url: str) -> None:
    assert places(mistakes(load, f'site.url = "{url}"')) == ["feedpub.toml:1:6: config/bad-value"]


def test_an_address_of_the_wrong_type_hides_no_other_mistake(load: Load) -> None:
    assert places(mistakes(load, "site.url = 1\nfeeds.limit = -1")) == [
        "feedpub.toml:1:6: config/wrong-type",
        "feedpub.toml:2:7: config/bad-value",
    ]


@pytest.mark.parametrize("text", ["site = 1", "feeds = 1\nsite.url = 'https://e.com'", "validate.rules = 1"])
def test_a_value_in_the_place_of_a_table_is_a_wrong_type(load: Load, text: str) -> None:
    assert "config/wrong-type" in {one.code for one in mistakes(load, text)}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('feeds.atom = "rss.xml"', "feeds.atom"),
        ('feeds.atom = "RSS.xml"', "feeds.atom"),
        ('sitemap.path = "rss.xml"', "sitemap.path"),
        ('feeds.stylesheet = "rss.xml"', "feeds.stylesheet"),
        ('feeds.tags = { enabled = true, rss = "category/{slug}/rss.xml" }', "feeds.tags.rss"),
    ],
)
def test_two_documents_with_one_path_are_refused(load: Load, text: str, key: str) -> None:
    (found,) = mistakes(load, URL + text)
    assert found.where.element == key
    assert "is the path of" in found.text


def test_paths_of_feeds_that_are_not_published_may_meet(load: Load) -> None:
    options = load(
        f'{URL}feeds.tags.rss = "category/{{slug}}/rss.xml"\nsitemap = {{ enabled = false, path = "rss.xml" }}'
    )
    assert options.feeds.tags.rss == options.feeds.categories.rss
    assert options.sitemap.path == options.feeds.rss


def test_the_folder_of_posts_may_not_be_the_output(load: Load, tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (found,) = mistakes(load, f'{URL}content.folder = "posts"\noutput.folder = "posts/../posts"')
    assert found.where.line == 3


def test_every_mistake_has_a_reason_and_says_what_to_do(load: Load) -> None:
    text = 'site.title = 1\nfeeds = { limit = -1, formats = "x", rss = "a", atom = "a" }\noutput.folder = "/"\nx = 1'
    found = [*mistakes(load, text + '\n[validate.rules]\n"x" = "off"'), *mistakes(load, "=")]
    assert len({one.code for one in found}) == 6
    assert all(one.why.endswith(".") and one.hint for one in found)


def test_links_in_a_circle_and_endless_names_are_only_other_folders(load: Load, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert load(f'{URL}output.folder = "loop"')
    assert load(f'{URL}output.folder = "{"x" * 5000}"')
    assert places(mistakes(load, f'{URL}content.folder = "{"x" * 5000}"')) == ["feedpub.toml:2:9: config/bad-value"]


def test_the_output_may_lie_outside_of_the_site(load: Load, tmp_path: Path) -> None:
    assert load(URL, {"output.folder": str(tmp_path.parent / "www")})


def test_a_key_before_its_table_is_told_where_it_belongs(load: Load) -> None:
    found = mistakes(load, 'url = "https://example.com/"')
    assert [one.text for one in found] == ["'url'; did you mean 'site.url'?", "site.url is missing"]


def test_a_mistake_on_the_command_line_has_no_line(load: Load) -> None:
    (found,) = mistakes(load, URL, {"feeds.limit": "many"})
    assert (found.where.path, found.where.line, found.where.element) == ("command line", None, "feeds.limit")


def test_an_unknown_key_on_the_command_line_is_refused(load: Load) -> None:
    assert [one.code for one in mistakes(load, URL, {"feeds.limt": "1", "site.url.x": "1"})] == [
        "config/unknown-key",
        "config/wrong-type",
    ]


def test_a_mistake_without_a_file_lies_on_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path, {"site.url": "nonsense"})
    assert places(caught.value.diagnostics) == ["command line:None:None: config/bad-value"]
    assert str(caught.value) == "the configuration has a mistake"


def test_without_file_and_url_three_lines_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    what, how, file = str(caught.value).splitlines()
    assert "site.url" in what
    assert "--url" in how
    assert "feedpub init" in file


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no folder or file .*nowhere"):
        config.load(tmp_path / "nowhere")


# What is not TOML


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nb = [1,\n\n", "4:1"),
        ("a = 1\nb c", "2:3"),
        ("한 = 1", "1:1"),
        ("a = 1\na = 2\n", "2:6"),
        ('a = "x\nb = 1', "1:7"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_place(load: Load, text: str, place: str) -> None:
    (found,) = mistakes(load, text)
    assert f"{found.where.line}:{found.where.column}" == place
    assert found.code == "config/syntax"
    assert "(at " not in found.text


def test_a_message_of_the_parser_without_a_place_is_given_whole() -> None:
    assert toml_mistake(ValueError("odd"), "a\nb") == ("odd", Spot(1, 1))


def test_lists_that_lie_too_deep_are_refused(load: Load) -> None:
    (found,) = mistakes(load, f"a = {'[' * 100_000}")
    assert found.code == "config/syntax"


def test_a_file_that_is_not_utf_8_is_refused_with_the_byte(tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_bytes(b'a = 1\nb = "\xff"')
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    (found,) = caught.value.diagnostics
    assert (found.where.line, found.where.column, found.text) == (2, 6, "byte 12 is not UTF-8")


def test_a_file_that_cannot_be_read_is_a_fault_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "feedpub.toml").write_text(URL, encoding="utf-8")

    monkeypatch.setattr(os, "open", denied("feedpub.toml"))
    with pytest.raises(SystemFault, match="Permission denied"):
        config.load(tmp_path)


# What follows


def test_a_site_says_of_itself_what_is_set() -> None:
    site = SiteOptions(
        url="https://example.com/blog/",
        title="T",
        description="D",
        language="ko",
        author=(Author(name="Kim"),),
        rights="R",
        icon="icon.png",
        logo="/로고.png",
    )
    found = config.site_of(Options(site=site, feeds=FeedsOptions(hub="https://hub.example.com/")))
    assert (found.title, found.description, found.language, found.rights) == ("T", "D", "ko", "R")
    assert found.icon == "https://example.com/blog/icon.png"
    assert found.logo == "https://example.com/%EB%A1%9C%EA%B3%A0.png"
    assert found.hub == "https://hub.example.com/"
    assert found.stylesheet == "/blog/feed.css"
    assert found.authors == (Author(name="Kim"),)


def test_a_site_without_a_name_is_called_by_its_host() -> None:
    found = config.site_of(
        Options(site=SiteOptions(url="https://xn--3e0b707e.example/"), feeds=FeedsOptions(stylesheet=""))
    )
    assert (found.title, found.description) == ("한국.example", "한국.example")
    assert (found.icon, found.logo, found.stylesheet) == ("", "", "")


def test_a_host_that_is_no_punycode_stays_as_it_is() -> None:
    assert config.host("https://xn--0.example/") == "xn--0.example"


tables = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["site", "url", "feeds", "tags", "rules", "author", "name", "x"]), inner)
    ),
)


@pytest.mark.slow
@given(tables)
def test_no_table_whatever_makes_the_reader_fall(table: object) -> None:
    found: list[Any] = []
    options = read_table(Options, table, found)
    assert options is not None or found


def test_feeds_besides_are_tables_of_their_own(load: Load) -> None:
    text = '[[feeds.more]]\npath = "ko/news.rss"\nformat = "rss"\ncategories = "ko"\nlimit = 10\n'
    assert load(URL + text).feeds.more == (
        MoreFeedOptions(path="ko/news.rss", format=Format.RSS, categories=("ko",), limit=10),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('feeds.more = [{ path = "../a.xml", format = "rss" }]', "is no path of a file below the output folder"),
        ('feeds.more = [{ path = "a.xml", format = "rdf" }]', "rdf"),
        ('feeds.more = [{ path = "rss.xml", format = "rss" }]', "is the path of feeds.rss, too"),
        ('ids.pattern = "{post}"', "{post} is no placeholder here"),
        ('ids.pattern = "post"', "gives every post the same id"),
    ],
)
def test_what_a_feed_besides_or_a_pattern_of_ids_cannot_be_is_told(load: Load, text: str, said: str) -> None:
    assert said in mistakes(load, URL + text)[0].text


def test_a_configuration_that_is_not_utf_8_is_told_what_it_probably_is(tmp_path: Path) -> None:
    (tmp_path / "feedpub.toml").write_bytes('[site]\ntitle = "녹차를 우리는 법"\n'.encode("cp949"))
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    (found,) = caught.value.diagnostics
    assert 'is not UTF-8, but probably CP949 (EUC-KR), “title = "녹차를 우리는 법"”' in found.text
    assert found.hint.startswith("Convert it: `iconv -f CP949 -t UTF-8 feedpub.toml > feedpub.toml.new`")
    assert (found.where.line, found.where.column) == (2, 10)


def test_the_configuration_of_a_generator_is_told_it_too(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_bytes("title: Thé vert à la menthe\nurl: https://example.com\n".encode("cp1252"))
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.where.path, found.where.line) == ("config/not-utf-8", "_config.yml", 1)
    assert "probably Windows-1252 (Latin-1), “title: Thé vert à la menthe”" in found.text
    assert "iconv -f WINDOWS-1252 -t UTF-8 _config.yml" in found.hint
