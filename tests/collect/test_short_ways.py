"""Dates, paths, names and blocks that a function reads in a short way are read as they would be in the long one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedpub.collect import permalink, terms
from feedpub.collect.fields import Fields
from feedpub.collect.frontmatter import FrontMatter, Value, plain
from feedpub.collect.frontmatter.block import Block, split_plain, split_yaml
from feedpub.collect.permalink import Placeholders
from feedpub.text import dates, urls
from tests.drawn import examples

pytestmark = pytest.mark.slow

ZONES = (UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-3, minutes=-30)))
DATES = st.tuples(
    st.sampled_from(["2024-06-21", "2023-02-29", "2024-13-01", "0000-01-01", "0001-01-01", "9999-12-31", "2024-6-1"]),
    st.sampled_from(["", "T", " ", "  ", "t"]),
    st.sampled_from(["", "10:00", "10:00:59", "24:00:00", "10:61:00", "1:00:00", "10:00:60", "10:00:00.5", "23:59:59"]),
    st.sampled_from(["", " ", "  "]),
    st.sampled_from(["", "Z", "z", "+09:00", "-0900", "+09", "+09:60", "+24:00", "-00:00", "+00:00", "KST", "+23:59"]),
).map("".join)


def outcome(text: str, zone: tzinfo, *, short: bool) -> object:
    match = dates._ISO.fullmatch(text)  # noqa: SLF001 - the two ways of one function
    try:
        moment = (match and dates._from_iso(match, zone)) if short else dates._read(text, zone)  # noqa: SLF001 - as above
    except ValueError as error:
        return str(error)
    return moment and (moment.isoformat(), moment.tzinfo)


@examples(500)
@given(DATES, st.sampled_from(ZONES))
@example("2024-06-21T10:00:00+09:00", UTC)
def test_a_date_read_by_the_standard_library_is_the_one_read_by_its_parts(text: str, zone: tzinfo) -> None:
    short = outcome(text, zone, short=True)
    if short is not None:
        assert short == outcome(text, zone, short=False)


@pytest.mark.parametrize(
    "text", ["2024-06-21", "2024-06-21 10:00", "2024-06-21 10:00:00 +0900", "2024-06-21T10:00:00Z"]
)
def test_the_usual_dates_are_read_the_short_way(text: str) -> None:
    assert isinstance(dates.by_dateutil(text, UTC), datetime)
    assert outcome(text, UTC, short=True) is not None


@examples(300)
@given(st.text(st.sampled_from("aZ9_-~//..%:\\ \u00e9\x7f"), max_size=12) | st.sampled_from(["", "/", "a/index.html"]))
def test_a_plain_path_is_quoted_as_any_other(path: str) -> None:
    if permalink._PLAIN.fullmatch(path):  # noqa: SLF001 - the two ways of one function
        assert permalink.quoted(path) == urls.quote_path(permalink.site_path(path))


@given(st.text(st.sampled_from("ab0-A_"), max_size=8))
def test_a_name_that_is_a_slug_is_made_one_as_any_other(name: str) -> None:
    assert urls.slugify(name) == urls.slugify(f"{name}!")


@given(st.text() | st.text(st.sampled_from("ab \n\t\u00a0\u200d\ufeff\u2028다")))
def test_a_plain_text_has_none_of_the_characters_that_no_block_may_have(text: str) -> None:
    assert plain._is_clean(text) == (not plain._NEVER.search(text))  # noqa: SLF001 - the two ways of one function


@given(st.lists(st.text(st.sampled_from("ab \t,\u3000"), min_size=1, max_size=5), min_size=1, max_size=4))
def test_a_list_of_terms_alone_is_read_as_one_with_others(words: list[str]) -> None:
    block = Block(text="", first_line=2, body="", body_line=3)
    values: dict[str, Value] = {"tags": [*words]}
    alone = Fields(FrontMatter(values=values, block=block))
    values = {**values, "taxonomies": {"places": ["x"]}}
    beside = Fields(FrontMatter(values=values, block=block))
    assert terms.tags(alone) == terms.tags(beside)


PIECES = st.sampled_from(
    ["---", "...", "\n", "\n", "\n---\n", " ", "\r", "a: b", "- c", "d:", "> ", "\ufeff", "\\", "\t"]
)


@examples(500)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_front_matter_between_plain_lines_is_cut_as_any_other(rest: str) -> None:
    text = f"---\na: b\n{rest}\n---\nText.\n"
    block = split_plain(text)
    if block is not None and plain.read(block.text) is not None:
        assert block == split_yaml(text)


@given(st.text(st.sampled_from("ab/%s-{}"), max_size=10), st.sampled_from([":slug", ":year", ":y_day", ":categories"]))
def test_a_pattern_is_filled_in_part_by_part(text: str, placeholder: str) -> None:
    facts = Placeholders(
        folder="f",
        name="n",
        slug="100%s",
        title="t",
        date=datetime(2024, 6, 21, tzinfo=UTC),
        categories=("A", "B"),
        language="en",
    )
    pattern = permalink.compile_pattern(f"{text}/{placeholder}/{text}")
    values = {":slug": "100%s", ":year": "2024", ":y_day": "173", ":categories": "a/b"}
    assert permalink.expand(pattern, facts) == re.sub(placeholder, lambda _: values[placeholder], pattern.text)
