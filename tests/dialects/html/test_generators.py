"""Sites of generators whose source is not read: what is said of them, and that their pages are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub import config
from feedpub.collect.dialects import find
from feedpub.model.errors import UsageError
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path

MARKERS = {
    "MkDocs": ("mkdocs.yml", "site_name: A\n", "site"),
    "Docusaurus": ("docusaurus.config.ts", "export default {};\n", "build"),
    "Astro": ("astro.config.mjs", "export default {};\n", "dist"),
    "Gatsby": ("gatsby-config.js", "module.exports = {};\n", "public"),
    "Nikola": ("conf.py", 'BLOG_TITLE = "A"\n', "output"),
    "VitePress": ("docs/.vitepress/config.mts", "export default {};\n", "docs/.vitepress/dist"),
    "VuePress": ("docs/.vuepress/config.js", "module.exports = {};\n", "docs/.vuepress/dist"),
    "Quarto": ("_quarto.yml", "project: {type: website}\n", "_site"),
    "Next.js": ("next.config.js", "module.exports = {};\n", "out"),
    "Nuxt": ("nuxt.config.ts", "export default {};\n", ".output/public"),
    "SvelteKit": ("svelte.config.js", "export default {};\n", "build"),
    "Bridgetown": ("bridgetown.config.yml", "title: A\n", "output"),
    "Sphinx": ("conf.py", 'extensions = ["ablog"]\n', "_build/html"),
    "mdBook": ("book.toml", '[book]\ntitle = "A"\n', "book"),
    "Middleman": ("config.rb", "activate :blog\n", "build"),
    "Gridsome": ("gridsome.config.js", "module.exports = {};\n", "dist"),
    "Rspress": ("rspress.config.ts", "export default {};\n", "doc_build"),
    "Zensical": ("zensical.toml", '[project]\nsite_name = "A"\n', "site"),
    "Antora": ("antora-playbook.yml", "site: {title: A}\n", "build/site"),
    "Cobalt": ("_cobalt.yml", "site: {title: A}\n", "_site"),
    "nanoc": ("nanoc.yaml", "string_pattern_type: glob\n", "output"),
    "Soupault": ("soupault.toml", "[settings]\n", "build"),
    "Metalsmith": ("metalsmith.json", "{}\n", "build"),
    "HonKit": ("book.json", "{}\n", "_book"),
    "Observable Framework": ("observablehq.config.js", "export default {};\n", "dist"),
    "Lume": ("_config.ts", 'import lume from "lume/mod.ts";\n', "_site"),
    "Hakyll": ("site.hs", "import Hakyll\n", "_site"),
}
HOME = (
    '<!doctype html><html lang="en"><head><title>A</title><link rel="canonical" href="https://example.com/"></head>'
    "<body><p>Home.</p></body></html>"
)


@pytest.mark.parametrize("title", MARKERS)
def test_a_site_that_was_not_built_is_named_with_what_builds_it(title: str, tmp_path: Path) -> None:
    marker, text, built = MARKERS[title]
    write(tmp_path, {marker: text, "posts/one.md": "# One\n"})
    with pytest.raises(
        UsageError, match=rf"This is an? {title} site \({marker}\)(.|\n)* && feedpub build --built {built}"
    ):
        config.load(tmp_path, {"site.url": "https://example.com/"})


@pytest.mark.parametrize("title", MARKERS)
def test_the_pages_of_a_site_that_was_built_are_taken(title: str, tmp_path: Path) -> None:
    marker, text, built = MARKERS[title]
    write(tmp_path, {marker: text, f"{built}/index.html": HOME})
    loaded = config.read(tmp_path)
    assert loaded.found is not None
    assert str(loaded.found).startswith(f"Built {title} site found in {built}:")
    options = loaded.options
    assert (options.site.url, options.built.folder, options.output.folder) == ("https://example.com/", built, built)


def test_a_site_with_a_feedpub_toml_says_itself_what_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: A\n", "feedpub.toml": '[site]\nurl = "https://example.com/"\n'})
    assert find(tmp_path) is None


@pytest.mark.parametrize("name", ["conf.py", "config.rb", "_config.ts", "site.hs"])
def test_a_file_that_others_have_too_tells_nothing(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name: "x = 1\n"})
    assert find(tmp_path) is None
