from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import click
from hypothesis import given
from hypothesis import strategies as st

from feedpub import config
from feedpub.cli.reference import commands, configuration, pages, rules, run, stale, write
from feedpub.config.schema import settable
from feedpub.config.written import config_file
from feedpub.model.feed_options import FeedsOptions, TermOptions
from feedpub.model.options import IdOptions, IdScheme, Options, SiteOptions, ValidateOptions
from feedpub.model.records import Author, Format, Kind, Level
from feedpub.text.toml import toml_value
from feedpub.validator.rule import Rule, Scope

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BARE = Options(site=SiteOptions(url="https://example.com/"))


# The file that `feedpub init` writes


def loaded(text: str, folder: Path) -> Options:
    (folder / "feedpub.toml").write_text(text, encoding="utf-8")
    return config.load(folder)


def test_a_new_file_gives_the_options_again(tmp_path: Path) -> None:
    options = Options(
        site=SiteOptions(
            url="https://example.com/",
            title='한국 "뉴스" \\ \x7f',
            author=(Author(name="Kim", email="kim@example.com"), Author(name="Lee")),
        ),
        feeds=FeedsOptions(formats=(Format.JSON,), limit=0, tags=TermOptions(enabled=True, limit=3)),
        ids=IdOptions(scheme=IdScheme.PERMALINK),
        validate=ValidateOptions(rules={"xml/*": None, "xml/not-well-formed": Level.INFO}),
    )
    assert loaded(config_file(options), tmp_path) == options


def test_a_new_file_is_without_mistakes_also_when_every_key_is_live(tmp_path: Path) -> None:
    text = config_file(BARE)
    live = re.sub(r'^#(?=[\w"])', "", text, flags=re.MULTILINE)
    assert live.count("\n#") < text.count("\n#")
    options = loaded(live, tmp_path)
    assert options.site.author
    assert options.feeds.tags.limit == 20
    assert options.validate.rules


def test_only_what_is_not_a_default_is_live_in_a_new_file() -> None:
    live = [line for line in config_file(BARE).splitlines() if line and not line.startswith(("#", "["))]
    assert live == ['url = "https://example.com/"']


def test_a_new_file_explains_every_key() -> None:
    text = " ".join(line.removeprefix("# ") for line in config_file(BARE).splitlines())
    for table in settable(Options).values():
        assert all(setting.doc in text for setting in settable(table.type).values())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_text_is_written_so_that_toml_reads_it_back(text: str) -> None:
    assert tomllib.loads(f"a = {toml_value(text)}") == {"a": text}


# The pages


def test_the_page_of_the_configuration_has_every_key() -> None:
    page = configuration()
    assert "## `[feeds.languages]`" in page
    assert "| `url` | text | must be given | Address of the site" in page
    assert '| `extensions` | list of text | `[".md", ".markdown", ".mkd", ' in page
    assert "| `author` | list of authors | none |" in page
    assert "| `limit` | whole number | `20` |" in page
    assert "| `future` | `true` or `false` | `false` |" in page
    assert "| `rules` | table of `info`, `warning`, `error`, `off` | none |" in page
    assert '| `rss` | text | `"tag/{slug}/rss.xml"` |' in page


def rule(name: str, **parts: str) -> Rule:
    def check() -> tuple[()]:
        return ()

    check.__doc__ = (
        f"{parts.get('summary', 'It is | wrong.')}\n\nReaders stop.\n\n"
        '```xml bad in=entry\n<id/>\n```\n```json good\n{"a": "```"}\n```\n'
    )
    return Rule(
        name=name,
        level=Level.ERROR,
        spec="RFC 4287 section 1",
        refs=("w3c:Missing",) if parts.get("refs") else (),
        scope=Scope.DOCUMENT,
        selectors=(),
        kinds=frozenset({Kind.ATOM}),
        passes_plain=False,
        check=check,
    )


def test_the_page_of_the_rules_has_each_with_its_reason_and_examples() -> None:
    found = rules([rule("rss/b"), rule("atom/id", refs="yes"), rule("rss/a")])
    assert list(found) == ["rules.md", "rules/atom.md", "rules/rss.md"]
    headings = {name: re.findall(r"^#+ (.*)", page, re.MULTILINE) for name, page in found.items()}
    assert headings["rules.md"] == ["Rules", "[atom](rules/atom.md)", "[rss](rules/rss.md)"]
    assert headings["rules/rss.md"] == ["Rules: rss", "rss/a", "rss/b"]
    assert "| [`atom/id`](rules/atom.md#atomid) | error | It is \\| wrong. |" in found["rules.md"]
    assert found["rules.md"].endswith("```{toctree}\n:hidden:\n\nrules/atom\nrules/rss\n```\n")
    page = found["rules/atom.md"]
    assert "| [`atom/id`](#atomid) | error | It is \\| wrong. |" in page
    assert "Readers stop.\n\nBad, inside `entry`:\n\n```xml\n<id/>\n```\n\nGood:\n\n" in page
    assert '````json\n{"a": "```"}\n````' in page
    assert page.count("Known elsewhere as `w3c:Missing`.") == 1


@click.group()
def tool() -> None:
    """Do things."""


@tool.command()
@click.argument("folder")
@click.option("--out", metavar="DIR", default="x", show_default=True, help="Where | to.")
def build(folder: str, out: str) -> None:
    """Make it.

    \b
    As it is.
    """


@tool.command(hidden=True)
def secret() -> None:
    """Say nothing."""


def test_the_page_of_the_commands_has_usage_and_options() -> None:
    page = commands(tool)
    assert "## feedpub\n\n```\nfeedpub [OPTIONS] COMMAND [ARGS]...\n```\n\nDo things." in page
    assert "## feedpub build\n\n```\nfeedpub build [OPTIONS] FOLDER\n```\n\nMake it.\n\nAs it is." in page
    assert "| `--out DIR` | Where \\| to. [default: x] |" in page
    assert "secret" not in page


def test_the_pages_are_those_of_this_feedpub() -> None:
    found = pages()
    assert sorted(name for name in found if "/" not in name) == [
        "commands.md",
        "configuration.md",
        "feedpub.1",
        "feedpub.schema.json",
        "messages.md",
        "post.schema.json",
        "rules.md",
    ]
    assert "## feedpub" in found["commands.md"]
    assert "## xml/not-well-formed" in found["rules/xml.md"]
    assert "## post/no-date\n\nWarning\n\n" in found["messages/post.md"]


def test_no_page_is_too_long_to_be_opened_at_once() -> None:
    """Of HTML each has about twice as much, and 12 kB around it."""
    assert {name: len(text) for name, text in pages().items() if name.endswith(".md") and len(text) > 140_000} == {}


# Writing them


def test_only_stale_pages_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "reference"
    wanted = {"a.md": "한\n", "b.md": "b\n"}
    assert write(folder, wanted) == ("a.md", "b.md")
    assert (folder / "a.md").read_bytes() == "한\n".encode()
    assert write(folder, wanted) == ()
    (folder / "b.md").write_text("old", encoding="utf-8")
    assert stale(folder, wanted) == ("b.md",)


def test_the_page_of_an_area_that_is_no_more_goes(tmp_path: Path) -> None:
    assert write(tmp_path, {"rules/a.md": "a\n", "rules/b.md": "b\n", "mine.md": "x\n"})
    wanted = {"rules/a.md": "a\n"}
    assert stale(tmp_path, wanted) == ("rules/b.md",)
    assert write(tmp_path, wanted) == ("rules/b.md",)
    assert sorted(file.name for file in tmp_path.rglob("*.md")) == ["a.md", "mine.md"]


def test_a_check_fails_and_names_the_page_while_it_is_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path)]) == 0
    assert "wrote configuration.md" in capsys.readouterr().out
    assert run(["--check", str(tmp_path)]) == 0
    (tmp_path / "rules.md").write_text("old", encoding="utf-8")
    assert run(["--check", str(tmp_path)]) == 1
    assert "rules.md is stale: run `make docs`" in capsys.readouterr().err
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == "old"
