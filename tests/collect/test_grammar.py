"""What the parser of one generator takes and that of another refuses (`Grammar`), as the generators themselves do."""

from __future__ import annotations

import pytest

from feedpub.collect import frontmatter
from feedpub.collect.frontmatter import STRICT, Grammar
from feedpub.collect.problem import FrontMatterError
from feedpub.model.records import Level
from feedpub.sites.eleventy.rules import GRAMMAR as ELEVENTY
from feedpub.sites.hugo.rules import GRAMMAR as HUGO
from feedpub.sites.jekyll.rules import GRAMMAR as JEKYLL
from feedpub.sites.zola.rules import GRAMMAR as ZOLA

ALL = {"feedpub": STRICT, "Jekyll": JEKYLL, "Hugo": HUGO, "Eleventy": ELEVENTY, "Zola": ZOLA}


def read(text: str, grammar: Grammar = STRICT) -> frontmatter.FrontMatter:
    front = frontmatter.read(text, grammar)
    assert front is not None
    return front


def refusal(text: str, grammar: Grammar = STRICT) -> str:
    with pytest.raises(FrontMatterError) as caught:
        frontmatter.read(text, grammar)
    return caught.value.problem.code


@pytest.mark.parametrize("grammar", ALL.values(), ids=ALL)
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("! 'Harvest: the second flush'", "Harvest: the second flush"),
        ('! "Oolong"', "Oolong"),
        ("! Oolong", "Oolong"),
        ("!!str 2020", "2020"),
        ("!!binary w6nDqQ==", "éé"),
        ("!binary w6nDqQ==", "éé"),
        ("!!binary /////w==", "/////w=="),
        ("!!binary not base64", "not base64"),
        ("!\n", ""),
    ],
)
def test_a_tag_that_says_nothing_but_text_loses_nothing(grammar: Grammar, written: str, expected: str) -> None:
    front = read(f"---\ntitle: {written}\n---\n", grammar)
    assert front.values == {"title": expected}
    assert not front.notes


@pytest.mark.parametrize("written", ["!important news", "&c is a letter", "!ruby/sym tea"])
def test_a_name_that_yaml_drops_is_a_warning_where_the_generator_drops_it(written: str) -> None:
    text = f"---\na: b\ntitle: {written}\n---\n"
    for grammar in (JEKYLL, HUGO):
        front = read(text, grammar)
        assert front.values["title"] == written.partition(" ")[2]
        ((code, line, level),) = ((note.code, note.line, note.level) for note in front.notes)
        assert (code, line, level) == ("front-matter/needs-quotes", 3, Level.WARNING)
    for grammar in (STRICT, ELEVENTY, ZOLA):
        assert refusal(text, grammar) == "front-matter/needs-quotes"


def test_the_last_of_equal_keys_counts_for_psych() -> None:
    front = read("---\ntitle: A\ntags: [a]\ntitle: B\n---\n", JEKYLL)
    assert front.values == {"title": "B", "tags": ["a"]}
    assert [(note.code, note.line, note.level) for note in front.notes] == [
        ("front-matter/duplicate-key", 4, Level.WARNING)
    ]
    for grammar in (STRICT, HUGO, ELEVENTY, ZOLA):
        assert refusal("---\ntitle: A\ntitle: B\n---\n", grammar) == "front-matter/duplicate-key"


def test_the_last_of_equal_keys_counts_in_json_of_hugo() -> None:
    text = '{"title": "A",\n "title": "B"}\nText.\n'
    front = read(text, HUGO)
    assert (front.values, front.block.body) == ({"title": "B"}, "Text.\n")
    assert [(note.code, note.line) for note in front.notes] == [("front-matter/duplicate-key", 2)]
    assert refusal(text) == "front-matter/duplicate-key"


def test_the_last_of_equal_keys_never_counts_in_toml() -> None:
    for grammar in ALL.values():
        assert refusal('+++\ntitle = "A"\ntitle = "B"\n+++\n', grammar) == "front-matter/duplicate-key"


def test_a_list_as_a_key_is_passed_over_where_the_generator_takes_it() -> None:
    front = read("---\ntitle: A\n[a, b]: c\n---\n", JEKYLL)
    assert front.values == {"title": "A"}
    assert [note.code for note in front.notes] == ["front-matter/key-not-text"]
    assert refusal("---\n[a, b]: c\n---\n") == "front-matter/key-not-text"


@pytest.mark.parametrize(
    "text", ["\n\n---\na: b\n---\nText.\n", " \n\t---\na: b\n---\nText.\n", "\ufeff\n\n---\na: b\n---\nText.\n"]
)
def test_white_space_may_stand_before_front_matter_of_hugo_and_zola(text: str) -> None:
    for grammar in (HUGO, ZOLA):
        front = read(text, grammar)
        assert (front.values, front.block.body) == ({"a": "b"}, "Text.\n")
        assert text.split("\n")[front.block.body_line - 1] == "Text."
        assert text.split("\n")[front.block.first_line - 1] == "a: b"
    for grammar in (STRICT, JEKYLL, ELEVENTY):
        assert refusal(text, grammar) == "front-matter/not-at-the-start"


def test_what_is_wrong_behind_blank_lines_is_said_at_its_line() -> None:
    with pytest.raises(FrontMatterError) as caught:
        frontmatter.read("\n\n+++\na = \n+++\n", ZOLA)
    assert caught.value.problem.line == 4


def test_a_text_of_blank_lines_alone_has_no_front_matter() -> None:
    for text in ("\n\n", " ", "\n\nText.\n"):
        assert frontmatter.read(text, HUGO) is None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("--- # of the shop\na: b\n---\nText.\n", "Text.\n"),
        ("---\na: b\n---Text.\n", "Text.\n"),
        ("---\na: b\n----\nText.\n", "-\nText.\n"),
        ("---\na: b\n---  \nText.\n", "Text.\n"),
        ("---\r\na: b\r\n---\r\nText.\r\n", "Text.\r\n"),
        ("---\na: b\n...\n---\nText.\n", "Text.\n"),
        ("---\na: b\n---", ""),
        ("+++ a\na = 'b'\n+++ Text.\n", " Text.\n"),
    ],
)
def test_hugo_takes_a_line_that_begins_like_a_delimiter_for_one(text: str, body: str) -> None:
    front = read(text, HUGO)
    assert (front.values, front.block.body) == ({"a": "b"}, body)


def test_a_longer_delimiter_opens_nothing() -> None:
    for grammar in ALL.values():
        assert refusal("----\na: b\n----\n", grammar) == "front-matter/bad-delimiter"


@pytest.mark.parametrize(
    "text", ["a:\n-\t1\n- 2\n", "a:\n  -\t1\n  -  2\n", "a: ['1', '2']\n\t\n", "a: ['1', '2']\n\t# why\n"]
)
def test_tabs_stand_where_yaml_1_2_allows_them(text: str) -> None:
    assert read(f"---\n{text}---\n", ELEVENTY).values == {"a": ["1", "2"]}
    assert refusal(f"---\n{text}---\n", JEKYLL) == "front-matter/not-yaml"


def test_a_separator_of_lines_of_unicode_ends_no_line_of_yaml_1_2() -> None:
    assert read("---\ntitle: Oolong\u2028tea\n---\n", HUGO).values == {"title": "Oolong tea"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a:\n\tb: c\n", {"a": "", "b": "c"}),
        ("a: b\n\tc: d\n", {"a": "b", "c": "d"}),
        ("\ta: b\n", {"a": "b"}),
        ("tags:\n\t- one\na: b\n", {"tags": ["one"], "a": "b"}),
    ],
)
def test_a_tab_as_indent_is_refused_by_all_but_the_parser_of_eleventy(text: str, values: object) -> None:
    assert read(f"---\n{text}---\n", ELEVENTY).values == values
    for grammar in ALL.values():
        if grammar is not ELEVENTY:
            assert refusal(f"---\n{text}---\n", grammar) == "front-matter/not-yaml"
