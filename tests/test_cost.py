"""What a text, a post or a site may cost: never more than grows with its size, and within limits that are said."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest

from benchmarks import attacks
from feedpub import content
from feedpub.cli import run
from feedpub.collect import templates
from feedpub.collect.left_out import Generator, Notes
from feedpub.content import code
from feedpub.generate import select
from feedpub.io import workers
from feedpub.model.errors import NO_MEMORY, SystemFault
from feedpub.model.feed_options import FeedsOptions
from feedpub.model.records import Level, Markup
from feedpub.sites.shared.javascript import Script
from feedpub.text.xml.recovery import recovered
from tests.builders import SITE_URL, posts
from tests.builders import post as a_post
from tests.builders import site as a_site
from tests.running import feedpub, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

_MOST = 12
"""What four times as much may cost; the square would be sixteen times."""
_PARTS = 24
"""The patterns are tested in so many parts, which several processes share."""


def seconds(work: Callable[[], object]) -> float:
    """Return the least time of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def assert_linear(work: Callable[[int], object], size: int) -> None:
    few, many = seconds(lambda: work(size)), seconds(lambda: work(4 * size))
    assert many < 0.25 or many / few < _MOST, (few, many)


@pytest.mark.parametrize("opened", ['<!DOCTYPE"a"[<!---\n', "<!DOCTYPE a [", "<!DOCTYPE a '"])
def test_a_doctype_that_is_opened_again_and_again_costs_as_much_as_it_is_long(opened: str) -> None:
    assert_linear(lambda number: recovered(opened * number, {}), 500)


@pytest.mark.parametrize("tag", ["<style>", "<script>", "<!--", "<a ", '<a href="', "<img srcset='"])
def test_what_is_opened_again_and_again_costs_as_much_as_it_is_long(tag: str) -> None:
    assert_linear(lambda number: content.render(tag * number, Markup.HTML, SITE_URL), 10_000)


def test_the_blanks_of_a_srcset_cost_as_much_as_they_are_long() -> None:
    assert_linear(lambda number: content.render(f'<img srcset="{" " * number}">', Markup.HTML, SITE_URL), 50_000)


def test_backticks_that_nothing_closes_cost_as_much_as_they_are_long() -> None:
    def look(number: int) -> None:
        code.without_code(" ".join("`" * length for length in range(1, int((2 * number) ** 0.5))))

    assert_linear(look, 50_000)


def test_code_in_backticks_is_blanked_and_nothing_else() -> None:
    assert code.without_code("a `b` c ``d ` e`` f ` g") == "a     c           f ` g"
    assert code.without_code("a \\`b` c") == "a \\`b` c"
    assert code.without_code("a `b\n\nc` d") == "a `b\n\nc` d"


def test_a_table_of_a_few_bytes_is_not_filled_up_without_end() -> None:
    table = "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|a\n" * 1000
    with pytest.raises(ValueError, match="more than 200000 cells that are not written"):
        content.render(table, Markup.MARKDOWN, SITE_URL)


def test_a_table_that_is_written_out_is_rendered() -> None:
    table = "|a" * 50 + "|\n" + "|-" * 50 + "|\n" + ("|a" * 50 + "|\n") * 200
    assert content.render(table, Markup.MARKDOWN, SITE_URL).count("<td>") == 10_000


def test_a_table_of_thousands_of_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="a table of 5001 columns"):
        content.render("|a" * 5000 + "|\n" + "|-" * 5000 + "|\n", Markup.MARKDOWN, SITE_URL)


def test_brackets_in_brackets_of_a_script_cost_as_much_as_they_are_long() -> None:
    def look(number: int) -> None:
        for _ in Script("input:{" * number).assigned("input"):
            pass

    assert_linear(look, 2000)


def test_comments_and_texts_of_a_script_that_nothing_closes_cost_as_much_as_they_are_long() -> None:
    assert_linear(lambda number: Script("/* " * number), 10_000)
    assert_linear(lambda number: Script('"\\' * number), 10_000)


def test_tags_that_may_keep_a_secret_and_have_no_end_cost_as_much_as_they_are_long() -> None:
    def look(number: int) -> str:
        text = "{% password %} " * number
        notes = Notes(a_post(), Generator(title="Eleventy", command="npx eleventy", folder="_site"), text)
        return templates.without_templates(text, text, notes, templates.LIQUID)

    assert_linear(look, 3_000)


def test_tags_of_jekyll_that_may_keep_a_secret_and_have_no_end_cost_as_much_as_they_are_long(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "url: https://example.com\n", "_plugins/password.rb": ""})

    def look(number: int) -> None:
        write(tmp_path, {"_posts/2024-01-01-a.md": "---\ntitle: A\n---\n" + "{% password %} " * number})
        assert feedpub("build", "--dry-run", cwd=tmp_path).status == 0

    assert_linear(look, 3_000)


@pytest.mark.parametrize("part", range(_PARTS))
def test_every_pattern_withstands_its_attacks(part: int) -> None:
    """A short form of `python -m benchmarks.attacks`: some of its texts, of a few thousand characters."""
    for pattern in found()[part::_PARTS]:
        made = attacks.texts(pattern.compiled)
        for before, pump, behind in made[:: len(made) // 15 + 1]:
            assert withstands(pattern, before, pump, behind), (pattern.place, before, pump, behind)


@cache
def found() -> list[attacks.Pattern]:
    """Return all patterns; those who only list the tests need not wait for them."""
    return attacks.found()


def withstands(pattern: attacks.Pattern, before: str, pump: str, behind: str) -> bool:
    """Say whether four times the text costs less than nine times as much, where it costs anything; the square is 16."""

    def seconds_for(size: int) -> float:
        text = before + pump * (size // len(pump)) + behind
        return attacks.seconds_of(lambda: pattern.run(text), most=30)

    many = seconds_for(32_000)
    if many < 0.04:  # ten ticks of the clock of some systems
        return True
    return min(many, seconds_for(32_000)) < 9 * min(seconds_for(8_000), seconds_for(8_000))


def test_a_pattern_that_takes_the_square_of_a_text_does_not_withstand_it() -> None:
    slow = attacks.Pattern(place="here", compiled=re.compile(r"\s*?\s*,"), asked=frozenset({"match"}))
    assert not withstands(slow, "", " ", "")
    bounded = attacks.Pattern(place="here", compiled=re.compile(r"\s{0,2000}?,"), asked=frozenset({"search"}))
    assert withstands(bounded, "", " ", "")


def written(folder: Path, front: str) -> None:
    (folder / "content").mkdir()
    (folder / "feedpub.toml").write_text('[site]\nurl = "https://example.com/"\n')
    (folder / "content" / "a.md").write_text(f"---\ntitle: A\ndate: 2024-06-21\n{front}\n---\nText.\n")


def test_a_post_with_too_many_terms_is_named_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, f"categories: [{', '.join(f'c{number}' for number in range(10_000))}]")
    assert run(["build", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "a.md:4:1: error post/too-many-terms: The post has 10000 categories, tags and authors; 100 are" in said
    assert not (tmp_path / "public").exists()


def test_terms_by_any_key_count_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ", ".join(f"c{number}" for number in range(40))
    written(tmp_path, f"category: {words}\ntags: [{words.upper()}]\nauthors: [{words}]")
    assert run(["build", str(tmp_path)]) == 1
    assert "post/too-many-terms: The post has 120 " in capsys.readouterr().err


def test_more_terms_are_allowed_where_the_configuration_says_so(tmp_path: Path) -> None:
    written(tmp_path, f"tags: [{', '.join(f'c{number}' for number in range(101))}]")
    (tmp_path / "feedpub.toml").write_text('[site]\nurl = "https://example.com/"\n[content]\nmax_terms = 101\n')
    assert run(["build", str(tmp_path), "--quiet"]) == 0


def test_a_term_too_long_for_a_path_is_an_error_of_its_post(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, f"categories: [{'x' * 100_000}]")
    assert run(["build", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "a.md:4:1: error post/long-term: The name of a category or tag has 100000 characters" in said
    assert len(said) < 3000


def test_a_name_too_long_for_a_file_is_found_before_anything_is_written() -> None:
    term = "가" * 86
    found = select.select((a_post(categories=(term,)),), a_site(), FeedsOptions(), lambda _: "urn:x")
    assert [(one.code, one.where.path) for one in found.diagnostics] == [("feed/path-too-long", "hello.md")]


def test_too_many_feeds_are_an_error_that_says_of_what_and_where() -> None:
    many = tuple(
        a_post(f"post-{number}", categories=tuple(f"c{number}-{each}" for each in range(10))) for number in range(3)
    )
    found = select.select(many, a_site(), FeedsOptions(max_feeds=20), lambda _: "urn:x")
    [one] = found.diagnostics
    assert (found.feeds, one.code, one.level) == ((), "feed/too-many", Level.ERROR)
    assert "31 feeds, 30 of them of `feeds.categories`; 20 are allowed" in one.text
    assert one.where.element == "feeds.max_feeds"


def test_feeds_that_would_be_too_large_together_are_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, "categories: [a, b]")
    with (tmp_path / "content" / "a.md").open("a") as file:
        file.write("word " * 1000)
    (tmp_path / "feedpub.toml").write_text('[site]\nurl = "https://example.com/"\n[feeds]\nmax_bytes = 40000\n')
    assert run(["build", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "feed/too-many-bytes: The 3 feeds would have more than 40000 bytes together" in said
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(("error", "words"), [(MemoryError, "not enough memory"), (RecursionError, "too deep")])
def test_the_end_of_memory_or_stack_is_said_in_a_line(
    error: type[Exception],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> str:
        raise error

    written(tmp_path, "")
    monkeypatch.setattr("feedpub.content.render", fail)
    assert run(["build", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert "content/a.md: " in said
    assert words in said
    assert "Traceback" not in said


def out_of_memory(_: int) -> int:
    raise MemoryError


def test_a_process_without_memory_is_a_fault_of_the_system() -> None:
    with pytest.raises(SystemFault, match=NO_MEMORY[:30]):
        list(workers.spread(out_of_memory, range(4), 2))


def test_posts_of_one_site_are_within_the_limits() -> None:
    found = select.select(posts(30), a_site(), FeedsOptions(), lambda _: "urn:x")
    assert not found.diagnostics
