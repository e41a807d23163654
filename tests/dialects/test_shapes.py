"""Front matter of any shape: whatever stands in a key, a file is a record or a message, in every kind of site."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedpub import config, sites
from feedpub.collect import dialects
from feedpub.collect.fields import KEYS
from feedpub.collect.post import parse
from feedpub.collect.reading import RECORDS
from feedpub.collect.record import Named
from feedpub.model.errors import ContentError
from tests.drawn import examples
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.settings import Settings

SITES = {
    "": ("feedpub.toml", "", "2024-01-02-a.md"),
    "jekyll": (
        "_config.yml",
        "title: Tea\ndefaults: [{values: {tags: [a], image: {path: x}}}]\n",
        "_posts/2024-01-02-a.md",
    ),
    "hugo": ("hugo.toml", "title = 'Tea'\n[permalinks]\nposts = '/:year/:slugorfilename/'\n", "content/posts/a.md"),
    "zola": ("config.toml", "title = 'Tea'\nbase_url = 'https://example.com'\n", "content/posts/a.md"),
    "hexo": ("_config.yml", "title: Tea\nsource_dir: source\npermalink: :title/\n", "source/_posts/a.md"),
    "docusaurus": (
        "docusaurus.config.js",
        "export default {title: 'Tea', url: 'https://example.com', baseUrl: '/', presets: ['classic']};\n",
        "blog/2024-01-02-a.md",
    ),
    "eleventy": ("eleventy.config.js", "export default function (c) {}\n", "posts/a.md"),
    "pelican": ("pelicanconf.py", "SITENAME = 'Tea'\n", "content/a.md"),
}
OF_GENERATORS = (
    *("layout", "excerpt_separator", "redirect_to", "redirect_from", "render_with_liquid", "last_modified_at"),
    *(
        "build",
        "_build",
        "cascade",
        "outputs",
        "resources",
        "menus",
        "headless",
        "markup",
        "type",
        "linkTitle",
        "weight",
    ),
    *("render", "template", "path", "in_search_index", "pagination", "eleventyComputed", "templateEngineOverride"),
    *("eleventyExcludeFromCollections", "status", "save_as", "timezone", "id", "guid", "translation", "weight"),
)
NAMES = sorted({*OF_GENERATORS, *(name for names in KEYS.values() for name in names)})
SCALARS: st.SearchStrategy[object] = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(max_size=8)),
    st.sampled_from(
        [
            "/a/",
            "../a",
            "a: b",
            "2017-01-02",
            "31.2.2017",
            "{{ x }}",
            "{% if %}",
            "%ff",
            ":year/:x",
            "http://[",
            "\0",
            "\ud800",
        ]
    ),
)
KEY_NAMES = st.sampled_from(
    ["name", "path", "url", "list", "render", "excerpt_only", "tags", "lang", "", "1", "password"]
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY_NAMES, inner, max_size=3)
)


def in_yaml(values: dict[str, Any]) -> str:
    def one(value: object) -> object:
        return value.isoformat() if isinstance(value, dt.date) else str(value)

    return "".join(f"{key}: {json.dumps(value, default=one)}\n" for key, value in values.items())


def in_toml_lines(values: dict[str, Any]) -> str:
    return "".join(f"{key} = {in_toml(value)}\n" for key, value in values.items())


def in_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {in_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_toml, value)) + "]"
    if isinstance(value, (bool, str)) or value is None:
        return json.dumps(value or "")
    return value.isoformat() if isinstance(value, dt.date) else repr(value)


def is_read_whole(folder: Path, name: str, settings: Settings, text: str) -> bool:
    """Read a file and its body, and tell whether the cache gives back the very record."""
    source = SITES[name][2]
    named = Named(source=source, path=source.removeprefix("content/"))
    data = text.encode(errors="surrogatepass" if name else "replace")
    dialect = dialects.load(name) if name else None
    found = dialect.parse(data, named, settings) if dialect else parse(data, named, settings)
    if found is not None and found.post is not None and dialect:
        with suppress(ContentError):  # a message
            dialect.body(folder, data, found.post, settings)
    return list(RECORDS.unpack(RECORDS.pack([found]))) == [found]


@pytest.fixture(scope="module", params=SITES, ids=lambda name: name or "feedpub")
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Settings]:
    name = request.param
    folder = tmp_path_factory.mktemp("site")
    file, text, source = SITES[name]
    write(folder, {file: text, source: "---\ntitle: A\n---\n"})
    options = config.load(folder, {"site.url": "https://example.com/"})
    return folder, name, sites.walk(folder, options.content, options.site).settings


@pytest.mark.slow
@examples(15)
@given(value=VALUES)
@example(value=[["a", ["b"]], {"c": "d"}, None, 1, True, 1.5])
@example(value={"a": {"b": ["c"]}, "name": ["a"], "path": ["a"], "url": {"a": 1}})
@example(value=[[{"path": ["a"]}]])
@example(value=["a"])
@example(value={})
@example(value=20240102)
def test_no_value_of_a_key_is_a_crash(place: tuple[Path, str, Settings], value: object) -> None:
    folder, name, settings = place
    fence = "" if name == "pelican" else "---\n"
    for key in NAMES:
        assert is_read_whole(
            folder, name, settings, f"{fence}{in_yaml({key: value})}{fence}\nText {{{{ page.{key} }}}}.\n"
        )
    assert is_read_whole(folder, name, settings, f"+++\n{in_toml_lines(dict.fromkeys(NAMES, value))}+++\nText.\n")
    assert is_read_whole(folder, name, settings, f"{json.dumps(dict.fromkeys(NAMES, value), default=str)}\nText.\n")


@examples(100)
@given(values=st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=2, max_size=6))
def test_no_values_of_several_keys_are_a_crash(place: tuple[Path, str, Settings], values: dict[str, Any]) -> None:
    folder, name, settings = place
    fence = "" if name == "pelican" else "---\n"
    assert is_read_whole(folder, name, settings, f"{fence}{in_yaml(values)}{fence}\nText.\n")
    assert is_read_whole(folder, name, settings, f"+++\n{in_toml_lines(values)}+++\nText.\n")


RAW = st.text("ab-:[]{}&*!|>'\"%@`#,?~ \t\n0.<", max_size=40)


@examples(200)
@given(text=RAW, close=st.sampled_from(["---\n", "----\n", "...\n", "", "--- a\n", "+++\n"]))
@example(text="a: &x [*x]\n", close="---\n")
@example(text="? [a]\n: b\n", close="---\n")
@example(text="<<: [a]\n<<: *b\n", close="---\n")
@example(text="2024-01-01: a\nnull: b\n~: c\ntrue: d\n1: e\n", close="---\n")
@example(text="title: !!binary /w==\ntags: !!set {a, b}\n", close="---\n")
def test_no_text_between_fences_is_a_crash(place: tuple[Path, str, Settings], text: str, close: str) -> None:
    folder, name, settings = place
    for fence in ("---\n", "+++\n", "\n---\n", "---json\n", "{"):
        assert is_read_whole(folder, name, settings, f"{fence}{text}\n{close}Text.\n")
