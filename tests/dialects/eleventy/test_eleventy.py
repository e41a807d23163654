from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from feedpub import config, pipeline
from feedpub.collect import read_body
from feedpub.collect.dialects import find
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.records import Absence, Author, Level
from feedpub.sites import eleventy
from feedpub.sites.shared.javascript import UNKNOWN, Script
from feedpub.text.dates import rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from feedpub.collect.left_out import Body
    from feedpub.model.options import Options
    from feedpub.model.records import Diagnostic, Post
    from feedpub.pipeline.surveying import Survey

NOW = datetime(2026, 11, 22, tzinfo=UTC)
POST = "---\ntitle: Tea\ndate: 2024-01-02\ntags: post\n---\nText.\n"


class Site:
    """A folder with an Eleventy configuration and the address in feedpub.toml."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(eleventy=("eleventy.config.js", "export default function () {}\n"))
        self.write(toml=("feedpub.toml", '[site]\nurl = "https://example.com/"\n'))

    def write(self, **files: tuple[str, str]) -> None:
        for path, text in files.values():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def survey(self, files: Mapping[str, str]) -> Survey:
        self.write(**{str(number): each for number, each in enumerate(files.items())})
        options = config.load(self.folder)
        return pipeline.survey(pipeline.Request(folder=self.folder, options=options, now=NOW))

    def post(self, text: str, path: str = "tea.md", **others: str) -> Post:
        survey = self.survey({path: text, **others})
        assert len(survey.collected.posts) == 1, survey.diagnostics
        return survey.collected.posts[0]

    def finding(self, text: str, path: str = "tea.md") -> Diagnostic:
        found = self.survey({path: text}).diagnostics
        assert len(found) == 1, found
        return found[0]

    def body(self, text: str, path: str = "tea.md") -> str:
        return self.made(text, path).text

    def made(self, text: str, path: str = "tea.md") -> Body:
        found = self.survey({path: text}).collected
        return read_body(self.folder, found.posts[0], found.settings)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


# The configuration


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = { dir: { input: 'a' } }", {"input": "a"}),
        ('dir: { "input": "a", output: `b`, }', {"input": "a", "output": "b"}),
        ("dir = { input: where(), n: 1.5, t: true, u: undefined }", {"input": UNKNOWN, "n": 1.5, "t": True, "u": None}),
        ("dir = { input: 'a' + b, x: `${c}`, ...more, y, z: [1, 'two', f()] }", {
            "input": UNKNOWN, "x": UNKNOWN, "y": UNKNOWN, "z": [1, "two", UNKNOWN], "more": UNKNOWN,
        }),
        ("dir = { f() { return { input: 'no' } }, input: 'a\\u0041\\n' }", {"f": UNKNOWN, "input": "aA\n"}),
        ("// dir = { input: 'c' }\n/* dir: 1 */ dir = 'd'\nlet y = 1", "d"),
        ("dir = 'a' ? 'b' : 'c'", UNKNOWN),
    ],
)  # fmt: skip
def test_literals_of_javascript_are_read(source: str, expected: object) -> None:
    values = [value for value, _ in Script(source).assigned("dir")]
    if isinstance(expected, dict) and "more" in expected:
        expected.pop("more")
        assert isinstance(values[0], dict)
        values[0].pop("more", None)
    assert values[:1] == [expected]


def test_arguments_of_calls_are_read() -> None:
    (first,) = Script('a.add("x", { y: [1] }, z => { return "no"; })').called("add")
    assert first[0][:2] == ["x", {"y": [1]}]


@pytest.mark.parametrize(
    ("source", "assigned", "called"),
    [
        ("dir: {", [({}, 1)], []),
        ("dir: [", [([], 1)], []),
        ("add(", [], [([], 1)]),
        ("", [], []),
        ("dir:", [], []),
        ("add({a: {", [], [([{"a": {}}], 1)]),
    ],
)
def test_javascript_broken_off_is_read_to_its_end(source: str, assigned: list[object], called: list[object]) -> None:
    assert list(Script(source).assigned("dir")) == assigned
    assert list(Script(source).called("add")) == called


def test_javascript_is_read_to_a_certain_depth() -> None:
    ((value, _),) = Script("{" * 99 + "dir: " + "[" * 99).assigned("dir")
    depth = 0
    while isinstance(value, list):
        (value,) = value
        depth += 1
    assert value is UNKNOWN
    assert 0 < depth < 99


def test_a_site_without_an_address_is_asked_for_one(site: Site) -> None:
    (site.folder / "feedpub.toml").unlink()
    with pytest.raises(UsageError, match=r"Eleventy site found in eleventy.config.js, which does not tell its address"):
        config.load(site.folder)


def test_folders_that_calls_name_are_known(site: Site) -> None:
    site.write(a=("eleventy.config.js", 'c.setInputDirectory("./src"); c.setOutputDirectory("dist");'))
    (site.folder / "src").mkdir()
    options = config.load(site.folder)
    assert (options.content.folder, options.output.folder) == ("src", "dist")


def test_folders_that_are_named_twice_are_not_known(site: Site) -> None:
    site.write(a=("eleventy.config.js", 'if (a) { c.setInputDirectory("a") } else { c.setInputDirectory("b") }'))
    assert config.load(site.folder).content.folder == ""


def test_the_input_may_be_the_folder_of_the_site(site: Site) -> None:
    site.write(a=("eleventy.config.js", 'export const config = { dir: { input: "." } };'))
    assert site.post(POST, "content/tea.md").url == "https://example.com/content/tea/"


def test_a_permalink_of_feedpub_toml_is_refused(site: Site) -> None:
    site.write(toml=("feedpub.toml", '[site]\nurl = "https://example.com/"\n[content]\npermalink = "/:slug/"\n'))
    with pytest.raises(UsageError):
        config.load(site.folder)


def test_a_configuration_that_is_not_there_is_a_fault(site: Site) -> None:
    with pytest.raises(SystemFault):
        eleventy.configuration(site.folder, ("missing.js",))


def test_a_folder_without_a_configuration_is_none_of_eleventys(tmp_path: Path) -> None:
    assert eleventy.detect(tmp_path) == ()


@pytest.mark.parametrize(
    ("scripts", "files"),
    [
        ({"build": "eleventy"}, ("package.json",)),
        ({"build": "npx @11ty/eleventy --quiet", "start": "eleventy --serve"}, ("package.json",)),
        ({"build": "eleventy --config=_build/eleventy.js"}, ("_build/eleventy.js",)),
        ({"build": "eleventy --config ./_build/eleventy.js"}, ("_build/eleventy.js",)),
        ({"build": "eleventy --config=missing.js"}, ()),
        ({"build": "eleventy --config=../eleventy.js"}, ()),
        ({"build": "webpack", "test": "eleventy-test"}, ()),
    ],
)
def test_commands_of_package_json_tell_of_a_site_without_a_usual_configuration(
    tmp_path: Path, scripts: dict[str, str], files: tuple[str, ...]
) -> None:
    (tmp_path / "_build").mkdir()
    (tmp_path / "_build/eleventy.js").write_text("export default function (c) {}")
    (tmp_path / "package.json").write_text(json.dumps({"scripts": scripts}))
    found = find(tmp_path)
    assert (found.files if found else ()) == files


def test_commands_of_package_json_may_name_the_folders(tmp_path: Path) -> None:
    (tmp_path / "src/_data").mkdir(parents=True)
    (tmp_path / "src/_data/site.json").write_text('{"url": "https://a.b/"}')
    (tmp_path / "package.json").write_text('{"scripts": {"build": "eleventy --input=src --output=./dist"}}')
    options = config.load(tmp_path)
    assert (options.site.url, options.content.folder, options.output.folder) == ("https://a.b/", "src", "dist")


@pytest.mark.parametrize(
    "script",
    [
        'import about from "./about.config.js";\nexport default (c) => { c.addGlobalData("site", about); };',
        'const about = require("./about.config");\nmodule.exports = (c) => { c.addGlobalData("meta", about); };',
        'module.exports = (c) => { c.addGlobalData("site", require("./about.config.js")); };',
    ],
)
def test_the_address_may_stand_in_a_script_that_the_configuration_makes_data_of(site: Site, script: str) -> None:
    about = ("about.config.js", 'module.exports = { url: "https://a.b/", title: "T" };')
    options = configured(site, script, about=about)
    assert (options.site.url, options.site.title) == ("https://a.b/", "T")


def test_the_front_matter_of_a_feed_may_say_what_the_site_is(site: Site) -> None:
    front = {
        "permalink": "feed.xml",
        "metadata": {"title": "T", "language": "ko", "url": "https://a.b/", "author": {"name": "A", "email": "a@b.c"}},
    }
    entry = "<entry><id>{{ post.url | absoluteUrl(metadata.url) }}</id></entry>"
    feed = f"---json\n{json.dumps(front)}\n---\n<feed>{{% for post in collections.posts %}}{entry}{{% endfor %}}</feed>"
    options = configured(site, "return {};", feed=("feed.njk", feed))
    assert (options.site.url, options.site.title, options.site.language) == ("https://a.b/", "T", "ko")
    assert [(each.name, each.email) for each in options.site.author] == [("A", "a@b.c")]


def configured(site: Site, script: str, **files: tuple[str, str]) -> Options:
    """Return the options of a site whose configuration is this script."""
    (site.folder / "feedpub.toml").unlink()
    site.write(a=("eleventy.config.js", script), **files)
    return config.load(site.folder)


def with_plug_in(base: str, more: str = "") -> str:
    said = f'metadata: {{ base: "{base}", title: "T" }}, collection: {{ name: "a" }}'
    return f'c.addPlugin(feedPlugin, {{ type: "rss", outputPath: "rss.xml", {said} }});{more}'


@pytest.mark.parametrize(
    ("base", "more", "url"),
    [
        ("https://a.b", 'return { pathPrefix: "/sub/" };', "https://a.b/sub/"),
        ("https://a.b/", 'export const config = { pathPrefix: "sub" };', "https://a.b/sub/"),
        ("https://a.b/sub/", 'return { pathPrefix: "/sub/" };', "https://a.b/sub/"),
        ("https://a.b/c/", 'return { pathPrefix: "/" };', "https://a.b/c/"),
        ("https://a.b/c/", "return { pathPrefix: process.env.PREFIX };", "https://a.b/c/"),
        ("https://a.b/c/", "", "https://a.b/c/"),
    ],
)
def test_the_site_lies_below_the_prefix_of_its_paths(site: Site, base: str, more: str, url: str) -> None:
    options = configured(site, with_plug_in(base, more))
    assert (options.site.url, options.feeds.rss, options.feeds.limit) == (url, "rss.xml", 0)


def test_the_prefix_may_be_an_option_of_the_command(site: Site) -> None:
    package = ("package.json", '{"scripts": {"build": "eleventy --pathprefix=/sub/ --quiet"}}')
    assert configured(site, with_plug_in("https://a.b/"), package=package).site.url == "https://a.b/sub/"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "_data/site.js",
            'const year = 2024;\nexport default { author: { url: "https://me.example/" }, url: "https://a.b/", year };',
        ),
        ("_data/metadata.cjs", 'module.exports = { title: "T", url: "https://a.b", };'),
        ("CNAME", "a.b\n"),
        ("public/CNAME", "a.b"),
    ],
)
def test_the_address_may_stand_in_data_or_name_the_host(site: Site, name: str, text: str) -> None:
    script = 'return { dir: { input: "." } };'
    assert configured(site, script, data=(name, text)).site.url == "https://a.b/"


def test_what_packages_bring_along_is_no_page(site: Site) -> None:
    assert site.post(POST, "tea.md", **{"node_modules/some/README.md": "# Read me\n"}).source == "tea.md"


def test_data_made_by_scripts_are_said_to_be_unknown_once(site: Site) -> None:
    script = "module.exports = {eleventyComputed: {title: (data) => data.name}}"
    survey = site.survey({"posts/tea.md": POST, "posts/posts.11tydata.js": script, "posts/tea.11tydata.js": script})
    assert [(one.code, one.level, one.where.path, one.count) for one in survey.diagnostics] == [
        ("config/data-not-read", Level.WARNING, "posts/posts.11tydata.js", 2)
    ]


def test_data_written_out_in_a_script_are_read(site: Site) -> None:
    script = 'export default {tags: ["posts"], permalink: "/tea/", draft: false, weight: 3, more: {list: [1, "a"]}};\n'
    survey = site.survey({"posts/one.md": POST, "posts/posts.11tydata.js": script})
    assert survey.diagnostics == ()
    assert [post.url for post in survey.collected.posts if post.date] == ["https://example.com/tea/"]


def test_what_a_script_writes_out_counts_beside_what_it_makes(site: Site) -> None:
    script = 'export default {permalink: "/tea/", title: name(), tags: ["posts", topic]};\n'
    survey = site.survey({"posts/one.md": POST, "posts/posts.11tydata.js": script})
    assert [one.code for one in survey.diagnostics] == ["config/data-not-read"]
    assert [post.url for post in survey.collected.posts if post.date] == ["https://example.com/tea/"]


def test_other_json_is_no_data(site: Site) -> None:
    assert site.post(POST, "posts/tea.md", **{"posts/broken.json": "{"}).title == "Tea"


def test_a_list_is_no_data_of_a_folder(site: Site) -> None:
    assert site.post(POST, "talks/tea.md", **{"talks/talks.json": '["a"]'}).title == "Tea"


def test_broken_data_end_the_run(site: Site) -> None:
    with pytest.raises(UsageError):
        site.survey({"posts/tea.md": POST, "posts/posts.json": "{"})


def test_ignored_files_are_passed_over(site: Site) -> None:
    ignored = "# nothing\n!kept.md\n./a.md\nb/**\n**/c.md\n"
    files = {"a.md": POST, "b/x.md": POST, "d/c.md": POST, ".e.md": POST, "f.md~": POST, "_includes/g.md": POST}
    survey = site.survey({".eleventyignore": ignored, ".gitignore": "h.md\n", "i/h.md": POST, "tea.md": POST, **files})
    assert [post.source for post in survey.collected.posts] == ["tea.md"]


def test_globs_of_the_site_count_below_the_input_folder(site: Site) -> None:
    site.write(a=("eleventy.config.js", 'module.exports = () => ({ dir: { input: "src" } })'))
    survey = site.survey({".eleventyignore": "src/a.md\nother/b.md\n", "src/a.md": POST, "src/b.md": POST})
    assert [post.source for post in survey.collected.posts] == ["src/b.md"]


# Posts


def test_data_of_folders_are_merged_with_those_of_the_file(site: Site) -> None:
    data = {
        "posts/posts.json": '{"tags": "posts", "a": {"b": "1"}, "l": ["x"], "draft": "false"}',
        "posts/tea.11tydata.json": '{"a": {"c": "2"}, "l": ["y"]}',
    }
    post = site.post("---\ntitle: Tea\ndate: 2024-01-02\ntags: [tea, posts]\n---\nText.\n", "posts/tea.md", **data)
    assert (post.tags, post.not_in_feeds) == (("tea",), None)


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/a/b/", "a/b/"),
        ("a.html", "a.html"),
        ("/a/index.html", "a/"),
        ("/", ""),
        ("/{{ page.fileSlug }}/", "tea/"),
        ("{{ page.filePathStem }}.html", "blog/tea.html"),
        ("/한글/", "%ED%95%9C%EA%B8%80/"),
        ("/%ed%95%9c/", "%ed%95%9c/"),
        ("/../a/", "a/"),
    ],
)
def test_the_permalink_is_the_address(site: Site, permalink: str, url: str) -> None:
    text = POST.replace("tags:", f'permalink: "{permalink}"\ntags:')
    assert site.post(text, "blog/2024-01-01-tea.md").url == f"https://example.com/{url}"


@pytest.mark.parametrize("permalink", ['"/{{ title | slugify }}/"', "{build: /a/}"])
def test_a_page_whose_address_would_have_to_be_run_is_left_out_with_a_warning(site: Site, permalink: str) -> None:
    collected = site.survey({"a.md": POST.replace("tags:", f"permalink: {permalink}\ntags:")}).collected
    assert [(each.code, each.level) for each in collected.diagnostics] == [("post/unknown-address", Level.WARNING)]
    assert not collected.posts


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("buildless/2024-09-08-index.md", "buildless"),
        ("2020-01-02-tea/2024-05-06-index.md", "tea"),
        ("2020-01-02-tea/index.md", "tea"),
        ("blog/2024-09-08-green.md", "green"),
    ],
)
def test_the_slug_of_an_index_is_that_of_its_folder_without_dates(site: Site, path: str, slug: str) -> None:
    text = POST.replace("tags:", 'permalink: "/p/{{ page.fileSlug }}/"\ntags:')
    assert site.post(text, path).url == f"https://example.com/p/{slug}/"


@pytest.mark.parametrize(
    "script",
    [
        'const title = "Tea";\nconst date = "2024-01-02";\nconst menu = { key: "T", order: 3 };\n',
        'let title = "Tea"\nvar date = "2024-01-02"\nconst eleventyComputed = { a: (data) => data.b };\n',
        '{\n  title: "Tea", // as it is\n  date: "2024-01-02",\n}\n',
    ],
)
def test_front_matter_in_javascript_is_read_where_it_is_written_out(site: Site, script: str) -> None:
    post = site.post(f"---js\n{script}---\nText.\n")
    assert (post.title, str(post.date)) == ("Tea", "2024-01-02 00:00:00+00:00")
    assert post.body_line == script.count("\n") + 3


def test_an_address_that_javascript_makes_is_unknown(site: Site) -> None:
    collected = site.survey({"a.md": "---js\nconst permalink = `/${slug}/`;\n---\nText.\n"}).collected
    assert [each.code for each in collected.diagnostics] == ["post/unknown-address"]


@pytest.mark.parametrize("text", ["permalink: feed.xml", "pagination: {data: x}"])
def test_what_makes_no_page_of_its_own_is_no_page(site: Site, text: str) -> None:
    assert not site.survey({"a.njk": f"---\n{text}\n---\n"}).collected.posts


@pytest.mark.parametrize("date", ["Last Modified", "git Created", "created"])
def test_the_time_of_a_file_is_no_date(site: Site, date: str) -> None:
    finding = site.finding(POST.replace("2024-01-02", date))
    assert (finding.code, finding.level) == ("post/no-date", Level.WARNING)


def test_the_time_of_a_page_is_not_complained_of(site: Site) -> None:
    assert site.post("---\ntitle: A\ndate: Last Modified\n---\n").date is None


def test_a_post_without_a_date_is_named(site: Site) -> None:
    assert site.finding("---\ntitle: A\ntags: posts\n---\n").code == "post/no-date"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2017-01-02 10:00:00 +9", "2017-01-02T01:00:00Z"),
        ("2017-02-30", "2017-03-02T00:00:00Z"),
        ("2017-01", "2017-01-01T00:00:00Z"),
        ("'2017'", "2017-01-01T00:00:00Z"),
        ("2017-032", "2017-02-01T00:00:00Z"),
        ("2017-01-02T10:00", "2017-01-02T10:00:00Z"),
    ],
)
def test_dates_are_those_of_js_yaml_and_luxon(site: Site, written: str, expected: str) -> None:
    date = site.post(POST.replace("2024-01-02", written)).date
    assert date is not None
    assert rfc3339(date) == expected


@pytest.mark.parametrize(("date", "path"), [("someday", "a.md"), ("", "2024-13-45-a.md")])
def test_a_date_that_is_none_is_an_error(site: Site, date: str, path: str) -> None:
    assert site.finding(POST.replace("2024-01-02", date), path).code == "post/bad-date"


@pytest.mark.parametrize(
    ("line", "reason"),
    [("draft: true", Absence.DRAFT), ("permalink: false", Absence.UNRENDERED)],
)
def test_what_is_no_page_is_left_out(site: Site, line: str, reason: Absence) -> None:
    (skipped,) = site.survey({"a.md": POST.replace("tags:", f"{line}\ntags:")}).collected.skipped
    assert skipped.reason is reason


@pytest.mark.parametrize("line", ["eleventyExcludeFromCollections: true", "eleventyExcludeFromCollections: [post]"])
def test_what_is_in_no_collection_is_in_no_feed(site: Site, line: str) -> None:
    assert site.post(POST.replace("tags:", f"{line}\ntags:")).not_in_feeds is Absence.UNLISTED


def test_where_no_feed_tells_its_collection_every_dated_page_is_a_post(site: Site) -> None:
    assert site.post("---\ntitle: A\ndate: 2024-01-02\n---\nText.\n").not_in_feeds is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\ntitle: [\n---\n", "front-matter/not-yaml"),
    ],
)
def test_front_matter_that_cannot_be_read_is_an_error(site: Site, text: str, code: str) -> None:
    finding = site.finding(text)
    assert (finding.code, finding.level) == (code, Level.ERROR)


@pytest.mark.parametrize(
    ("written", "kept", "what"),
    [
        ("a {% image 'a' %} b", "a  b", "{% image %}"),
        ("a {{ title | upper }} b", "a  b", "{{ title | upper }}"),
        ("{% note %}An *aside*.{% endnote %}", "An *aside*.", "{% note %}"),
        ("a{% for x in y %}{{ x }}{% for z in x %}{% endfor %}{% endfor %}b", "ab", "{% for %}"),
        ("a{% if x %}secret{% else %}no{% endif %}b", "ab", "{% if %}"),
        ("a{% for x in y %}{% raw %}{% endfor %}{% endraw %}", "a", "{% for %}"),
        ("![a]({{ x }}.png)[b]({{ y }})", "b", "{{ x }}"),
        ("a {{ x\nb", "a \nb", "{{ x"),
        ("a {% raw %}b", "a b", "{% raw %}"),
    ],
)
def test_templates_are_left_out_of_the_text_and_noted(site: Site, written: str, kept: str, what: str) -> None:
    body = site.made(f"{POST}More.\n{written}\n")
    assert body.text.endswith(f"More.\n{kept}\n")
    first = body.left_out[0]
    assert (first.what, first.where.line, first.where.column) == (what, 8, written.index("{") + 1)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{%- verbatim -%}{% x %}{%- endverbatim -%}", "{% x %}"),
        ("`{% raw %}{{ x }}{% endraw %}`", "`{{ x }}`"),
        ("```\n{% raw %}\n{% x %}\n{% endraw %}\n```", "```\n\n{% x %}\n\n```"),
        ("    a {% raw %}{{ x }}{% endraw %}", "    a {{ x }}"),
        ("a{% comment %}{{ b }}{% endcomment %}", "a"),
    ],
)
def test_templates_in_raw_are_text(site: Site, written: str, kept: str) -> None:
    body = site.made(f"{POST}{written}\n")
    assert body.text.endswith(f"{kept}\n")
    assert body.left_out == ()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("{{ title }} `{{title}}` {{- author.name -}}", "A & b `A & b` Kim"),
        ("```\n{{ title }}\n```", "```\nA & b\n```"),
        ("[c]({{ '/d/' | url }}) {{ \"/e.png\"|url }}", "[c](https://example.com/d/) https://example.com/e.png"),
        ("    docker inspect -f '{{.Name}}' {{ tags }}", "    docker inspect -f '' "),
    ],
)
def test_variables_of_the_front_matter_are_carried_out_in_code_too(site: Site, written: str, kept: str) -> None:
    front = POST.replace("title: Tea", "title: A & b\nauthor: {name: Kim}")
    assert site.body(f"{front}{written}\n").endswith(f"{kept}\n")


def test_what_nunjucks_makes_of_variables_is_escaped(site: Site) -> None:
    front = POST.replace("title: Tea", "title: A & b\ntemplateEngineOverride: njk,md")
    assert site.body(f"{front}{{{{ title }}}} {{# a word #}}\n").endswith("A &amp; b \n")


@pytest.mark.parametrize(
    ("setting", "kept"),
    [
        ("markdownTemplateEngine: false", "{{ title }} {# x #}"),
        ('markdownTemplateEngine: "njk"', "Tea "),
        ('htmlTemplateEngine: "njk"', "Tea {# x #}"),
    ],
)
def test_the_configuration_says_what_markdown_is_run_as(site: Site, setting: str, kept: str) -> None:
    site.write(a=(".eleventy.js", f"module.exports = function (c) {{ return {{ {setting} }} }};"))
    assert site.body(f"{POST}{{{{ title }}}} {{# x #}}\n").endswith(f"\n{kept}\n")


@pytest.mark.parametrize("more", ["{# no comment of Liquid #}", "{ one } % brace"])
def test_what_is_no_template_is_text(site: Site, more: str) -> None:
    assert more in site.body(f"{POST}{more}\n")


def test_templates_that_the_file_switches_off_are_text(site: Site) -> None:
    assert "{{ x }}" in site.body(POST.replace("tags:", "templateEngineOverride: md\ntags:") + "{{ x }}\n")


def test_pictures_with_templates_in_their_addresses_are_none(site: Site) -> None:
    post = site.post(f"{POST}\n![]({{{{ x }}}}.png) ![](/a.png)\n")
    assert [image.url for image in post.body_images] == ["https://example.com/a.png"]


def test_a_feed_that_shows_some_posts_has_a_usual_limit(site: Site) -> None:
    loop = '{% for p in collections["notes"] | head(metadata.limit) %}<item><link>{{ p.url }}</link></item>{% endfor %}'
    template = f"---\npermalink: a.xml\n---\n<rss>{loop}</rss>"
    site.write(a=("feed/rss.njk", template), b=("feed/broken.njk", "---\ntitle: [\n---\n<rss>"))
    options = config.load(site.folder)
    assert (options.feeds.rss, options.feeds.limit) == ("a.xml", 20)


def test_values_may_be_anything(site: Site) -> None:
    values: dict[str, Any] = {"x.md": "---yaml\ntitle: A\ntags: {a: b}\ndate: {a: b}\n---\nText.\n"}
    assert [post.title for post in site.survey(values).collected.posts] == ["A"]


# Its own feeds


def feed(item: str, loop: str = "post in collections.posts", permalink: str = "/feed.xml") -> str:
    return (
        f"---\npermalink: {permalink}\n---\n<rss><channel>{{% for {loop} %}}"
        f"<item>{item}</item>{{% endfor %}}</channel></rss>"
    )


GUID = "<guid>{{ post.url | absoluteUrl(metadata.url) }}</guid>"


@pytest.mark.parametrize(
    ("item", "pattern"),
    [
        (GUID, ""),
        ("<guid>{{ post.url | url | htmlBaseUrl }}</guid>", ""),
        ("<guid>{{ metadata.baseUrl }}{{ post.url }}</guid>", ""),
        ("{% set a = post.url | absoluteUrl(b) %}<guid>{{ a | escape }}</guid>", ""),
        ("<guid>https://old.example{{ post.url }}</guid>", "https://old.example{path}"),
        ("<guid>{{ site.url }}{{ post.url }}</guid>", "{site}/{path}"),
    ],
)
def test_the_id_of_a_post_is_told_by_the_expression_of_the_feed(site: Site, item: str, pattern: str) -> None:
    site.write(a=("_data/site.json", '{"url": "https://example.com/"}'), b=("deep/er/feed.njk", feed(item)))
    loaded = config.read(site.folder)
    ids = loaded.options.ids
    assert (ids.scheme.value, loaded.doubts) == ("pattern" if pattern else "permalink", ())
    assert ids.pattern == (pattern or "{url}")


def test_an_id_that_cannot_be_told_is_said_with_its_place(site: Site) -> None:
    site.write(a=("feed.njk", feed("\n<guid>{{ post.url | clean }}</guid>")))
    (said,) = config.read(site.folder).doubts
    assert (said.code, said.where.path, said.where.line) == ("site/feed-not-read", "feed.njk", 5)


@pytest.mark.parametrize(
    ("loop", "limit"),
    [
        ("post in collections.posts | head(-7)", 7),
        ("post in collections.posts | reverse | limit(3)", 3),
        ("post in collections.posts.slice(-4)", 4),
        ("post in collections.posts.slice(0, 6).reverse()", 6),
        ("post in collections.posts limit:5", 5),
        ("post in collections.posts", 0),
        ("post in collections.posts | head(metadata.n)", 20),
    ],
)
def test_the_loop_of_a_feed_tells_how_many_posts_it_holds(site: Site, loop: str, limit: int) -> None:
    site.write(a=("feed.njk", feed(GUID, loop)))
    assert config.load(site.folder).feeds.limit == limit


@pytest.mark.parametrize("path", ["/blog.atom", "a/b.rss", "./c.json", "d.xml"])
def test_a_feed_is_known_by_the_ending_of_its_permalink(site: Site, path: str) -> None:
    site.write(a=("feed.njk", feed(GUID, permalink=path)))
    assert config.load(site.folder).feeds.rss == path.removeprefix("./").lstrip("/")


@pytest.mark.parametrize(
    "collection",
    [
        'c.addCollection("posts", (api) => api.getFilteredByGlob("blog/*.md"));',
        "c.addCollection('posts', function (api) { return api.getFilteredByGlob(['./blog/**/*.md', `x/*.md`]); });",
        'c.addCollection("posts", api => api.getFilteredByTag("tea").reverse());',
        'c.addCollection("posts", api => api.getFilteredByTags("tea", "x"));',
    ],
)
def test_collections_of_globs_and_tags_are_told_by_their_literals(site: Site, collection: str) -> None:
    site.write(a=("eleventy.config.js", f"export default function (c) {{ {collection} }}"))
    front = "---\ntitle: A\ndate: 2024-01-02\n"
    posts = {"blog/a.md": f"{front}tags: [tea, x]\n---\nA\n", "b.md": f"{front}tags: x\n---\nB\n"}
    found = site.survey({"feed.njk": feed(GUID), **posts})
    assert [[post.source for post in held] for _, held in found.selection.feeds if not _.term] == [["blog/a.md"]]
    (other,) = [post for post in found.collected.posts if post.source == "b.md"]
    assert other.not_in_feeds is Absence.OTHER_COLLECTION


def test_of_a_collection_that_only_a_script_knows_a_page_without_date_and_tags_is_not_complained_of(site: Site) -> None:
    script = 'export default (c) => { c.addCollection("posts", (api) => api.getAll().filter((p) => p.x)); }'
    feed = "---\npermalink: feed.xml\n---\n<feed>{% for post in collections.posts %}<entry></entry>{% endfor %}</feed>"
    site.write(a=("eleventy.config.js", script), b=("feed.njk", feed))
    survey = site.survey({"lost.md": "---\ntitle: Lost\n---\n", "talk.md": "---\ntitle: Talk\ntags: talk\n---\n"})
    assert [one.where.path for one in survey.diagnostics if one.code == "post/no-date"] == ["talk.md"]


def test_a_collection_that_a_function_makes_holds_all_with_a_date_and_that_is_said(site: Site) -> None:
    script = 'export default (c) => { c.addCollection("posts", (api) => api.getAll().filter((p) => p.x)); }'
    site.write(a=("eleventy.config.js", script))
    found = site.survey({"feed.njk": feed(GUID), "a.md": "---\ndate: 2024-01-02\ntitle: A\n---\nA\n"})
    assert [len(held) for _, held in found.selection.feeds] == [1]
    assert [one.code for one in config.read(site.folder).doubts] == ["site/collection-not-read"]


def test_a_feed_whose_collection_is_not_known_to_hold_a_post_holds_all_with_a_date(site: Site) -> None:
    found = site.survey({"feed.njk": feed(GUID), "a.md": "---\ndate: 2024-01-02\ntitle: A\n---\nA\n"})
    assert [[post.source for post in held] for _, held in found.selection.feeds] == [["a.md"]]
    assert [(one.code, one.count) for one in found.diagnostics] == [("site/collection-empty", 1)]


def test_feeds_of_other_collections_are_feeds_besides(site: Site) -> None:
    notes = feed(GUID, "post in collections.notes", "/notes.xml")
    front = "---\ntitle: A\ndate: 2024-01-02\ntags: "
    posts = {"a.md": f"{front}posts\n---\nA\n", "n.md": f"{front}notes\n---\nN\n", "o.md": f"{front}x\n---\nO\n"}
    found = site.survey({"feed.njk": feed(GUID), "notes.njk": notes, **posts})
    held = {path: [post.source for post in of] for spec, of in found.selection.feeds for path in spec.paths.values()}
    assert (held["feed.xml"], held["notes.xml"]) == (["a.md"], ["n.md"])


def test_the_author_of_the_plug_ins_options_is_that_of_the_site(site: Site) -> None:
    said = '{ title: "Tea", base: "https://tea.example/", author: { name: "Ann", email: "" } }'
    options = f'{{ type: "atom", collection: {{ name: "posts" }}, metadata: {said} }}'
    site.write(a=("eleventy.config.js", f"export default (c) => {{ c.addPlugin(feedPlugin, {options}); }}"))
    assert config.load(site.folder).site.author == (Author(name="Ann"),)


@pytest.mark.parametrize(
    "scripts",
    [
        '"build": "npx @11ty/eleventy", "build-ghpages": "npx @11ty/eleventy --pathprefix=/sub/"',
        '"start": "eleventy --serve --pathprefix=/sub/"',
        '"release": "eleventy-img --pathprefix=/sub/"',
        '"build": ["eleventy --pathprefix=/sub/"]',
    ],
)
def test_a_prefix_of_some_commands_is_that_of_no_site(site: Site, scripts: str) -> None:
    package = ("package.json", f'{{"scripts": {{{scripts}}}, "devDependencies": {{"@11ty/eleventy": "^3"}}}}')
    assert configured(site, with_plug_in("https://a.b/"), package=package).site.url == "https://a.b/"


def test_a_package_that_is_no_json_gives_no_prefix(site: Site) -> None:
    assert configured(site, with_plug_in("https://a.b/"), package=("package.json", "{")).site.url == "https://a.b/"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020-9-16 14:40:00 -8", "2020-09-16T22:40:00Z"),
        ("2020-9-16T14:40:00Z", "2020-09-16T14:40:00Z"),
        ("2020-09-16 14:40:00.5 +05:30", "2020-09-16T09:10:00Z"),
        ("2020-9-1\t1:40:00 +9", "2020-08-31T16:40:00Z"),
    ],
)
def test_a_date_is_what_js_yaml_takes_for_one(site: Site, written: str, moment: str) -> None:
    date = site.post(POST.replace("2024-01-02", written)).date
    assert date is not None
    assert rfc3339(date.replace(microsecond=0)) == moment


def test_data_may_call_the_address_otherwise_and_the_feed_take_the_slash_from_the_path(site: Site) -> None:
    data = '{"title": "Tea", "baseUrl": "https://a.b/"}'
    post = "{{ site.baseUrl }}{{ post.url | replace('/', '', 1) }}"
    loop = f"{{% for post in collections.post %}}<entry><id>{post}</id></entry>{{% endfor %}}"
    feed = f"---\npermalink: /index.xml\n---\n<feed>{loop}</feed>"
    options = configured(site, "", data=("_data/site.json", data), feed=("feed.njk", feed))
    assert (options.site.url, options.site.title, options.feeds.atom) == ("https://a.b/", "Tea", "index.xml")
    assert (options.ids.scheme.value, options.ids.pattern) == ("permalink", "{url}")
