"""The JSON Schemas accept what feedpub reads and refuse what it refuses, as far as types go."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from feedpub import config
from feedpub.collect import fields
from feedpub.collect.json_schema import json_schema as of_posts
from feedpub.config.json_schema import json_schema as of_options
from feedpub.model.errors import UsageError
from tests.running import feedpub, write

ROOT = Path(__file__).parents[2]
TOML = Draft202012Validator(of_options())
POST = Draft202012Validator(of_posts())


@pytest.mark.parametrize("what", ["toml", "post"])
def test_the_command_prints_a_schema_of_the_draft_that_it_names(what: str, tmp_path: Path) -> None:
    schema = json.loads(feedpub("schema", what, cwd=tmp_path).out)
    Draft202012Validator.check_schema(schema)
    assert schema == (TOML if what == "toml" else POST).schema


def test_what_init_writes_is_valid_with_every_line_live(tmp_path: Path) -> None:
    assert feedpub("init", "--url", "https://example.com/", cwd=tmp_path).status == 0
    text = (tmp_path / "feedpub.toml").read_text(encoding="utf-8")
    live = "\n".join(line.removeprefix("#") if not line.startswith("# ") else line for line in text.splitlines())
    table = tomllib.loads(live)
    assert len(table["feeds"]) > 10
    assert not list(TOML.iter_errors(table))


def test_the_configuration_of_the_example_site_is_valid() -> None:
    assert not list(TOML.iter_errors(tomllib.loads((ROOT / "feedpub.toml").read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "line",
    [
        "feeds.limit = 7",
        'feeds.limit = "7"',
        "feeds.limit = true",
        'feeds.formats = "rss"',
        'feeds.formats = ["rss", "html"]',
        'feeds.content = "summary"',
        'feeds.content = "some"',
        "feeds.langauge = 1",
        'site.author = "A"',
        'site.author = ["A", { name = "B", url = "https://example.com/b" }]',
        'site.author = { email = "a@example.com" }',
        'validate.rules = { "rss/*" = "off" }',
        'validate.rules = { "rss/*" = "none" }',
        'feeds.more = { path = "x.xml", format = "rss" }',
        'feeds.more = [{ path = "x.xml" }]',
        'feeds.tags.limit = "off"',
        'feeds.tags.paths = { News = { atom = "news.xml" } }',
        'feeds.tags.paths = { News = "news.xml" }',
        "content = 1",
    ],
)
def test_the_schema_takes_a_line_of_feedpub_toml_if_a_build_does(line: str, tmp_path: Path) -> None:
    text = f'site.url = "https://example.com/"\n{line}\n'
    write(tmp_path, {"feedpub.toml": text})
    assert TOML.is_valid(tomllib.loads(text)) == is_read(tmp_path)


def is_read(site: Path) -> bool:
    try:
        config.load(site)
    except UsageError:
        return False
    return True


def test_every_key_of_front_matter_is_in_the_schema_under_a_spelling_that_means_it() -> None:
    known = {key.lower().replace("-", "").replace("_", "") for key in of_posts()["properties"]}
    assert known == {name for names in fields.KEYS.values() for name in names}


def front_matter(file: Path) -> Any:  # noqa: ANN401 - whatever stands there
    text = file.read_text(encoding="utf-8")
    return yaml.load(text.split("---\n")[1], yaml.BaseLoader) if text.startswith("---\n") else {}  # noqa: S506 - texts alone


def test_the_posts_of_the_example_site_are_valid() -> None:
    posts = [front_matter(file) for file in ROOT.glob("content/**/*.md")]
    assert len([one for one in posts if one]) > 10
    assert [error.message for one in posts for error in POST.iter_errors(one)] == []


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ("title: Tea", True),
        ("title: 2024", True),
        ("title: [Tea]", False),
        ("title:", True),
        ("draft: yes", True),
        ("draft: OFF", True),
        ("draft: maybe", False),
        ("categories: [a, b]", True),
        ("categories: {a: b}", False),
        ("tags: a, b", True),
        ("author: {name: Kim, email: kim@example.com}", True),
        ("authors: [Kim, {name: Lee}]", True),
        ("author: [[Kim]]", False),
        ("enclosure: {url: /a.mp3, length: 1}", True),
        ("image: {src: /a.png, alt: A}", True),
        ("image: {src: [/a.png]}", False),
        ("feed: false", True),
        ("feed: {excerpt_only: true}", True),
        ("translations: {ko: /ko/}", True),
        ("translations: /ko/", False),
        ("redirect_from: [/a/, /b/]", True),
        ("redirect_from: {a: b}", False),
        ("layout: {any: [thing]}", True),
        ("id: [1]", False),
    ],
)
def test_the_schema_takes_a_line_of_front_matter_if_a_build_does(line: str, is_right: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a table
    text = "" if line.startswith("title") else "title: Tea\n"
    write(tmp_path, {"content/a.md": f"---\n{text}date: 2024-06-21\n{line}\n---\nText.\n", "content/a.mp3": "x"})
    ended = feedpub("build", "--dry-run", "--url", "https://example.com/", cwd=tmp_path)
    assert ("post/wrong-type" not in ended.err) == is_right, ended.err
    assert POST.is_valid(yaml.safe_load(line)) == is_right
