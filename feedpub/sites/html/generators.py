"""Generators whose sources are not read: how a site of theirs is known, what builds it, and where its pages then lie.

Names of files and folders are those of each generator's documentation, November 2026.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.io import reading
from feedpub.model.errors import UsageError
from feedpub.text import plain

if TYPE_CHECKING:
    from pathlib import Path

_ENDINGS: Final = ("js", "ts", "mjs", "mts", "cjs")


class UnreadGenerator(Struct, frozen=True, kw_only=True):
    """One generator."""

    title: str
    markers: tuple[str, ...]
    """Files by any of which a site is known; `*` stands for the endings of scripts."""
    built: tuple[str, ...]
    """Folders in which it usually puts the pages, the likeliest first; those with `./` lie beside the marker."""
    command: str
    says: str = ""
    """Expression that the file has to match, where others have files of that name."""


GENERATORS: Final = (
    UnreadGenerator(title="MkDocs", markers=("mkdocs.yml", "mkdocs.yaml"), built=("site",), command="mkdocs build"),
    UnreadGenerator(title="Docusaurus", markers=("docusaurus.config.*",), built=("build",), command="npm run build"),
    UnreadGenerator(title="Astro", markers=("astro.config.*",), built=("dist",), command="npm run build"),
    UnreadGenerator(title="Gatsby", markers=("gatsby-config.*",), built=("public",), command="gatsby build"),
    UnreadGenerator(
        title="Nikola",
        markers=("conf.py",),
        built=("output",),
        command="nikola build",
        says=r"(?m)^(?:BLOG_TITLE|NIKOLA_\w+|POSTS)[ \t]*=",
    ),
    UnreadGenerator(
        title="VitePress",
        markers=(".vitepress/config.*", "docs/.vitepress/config.*"),
        built=("./dist",),
        command="vitepress build",
    ),
    UnreadGenerator(
        title="VuePress",
        markers=(".vuepress/config.*", "docs/.vuepress/config.*"),
        built=("./dist",),
        command="vuepress build",
    ),
    UnreadGenerator(title="Quarto", markers=("_quarto.yml", "_quarto.yaml"), built=("_site",), command="quarto render"),
    UnreadGenerator(title="Next.js", markers=("next.config.*",), built=("out",), command="next build"),
    UnreadGenerator(
        title="Nuxt", markers=("nuxt.config.*",), built=(".output/public", "dist"), command="nuxt generate"
    ),
    UnreadGenerator(title="SvelteKit", markers=("svelte.config.*",), built=("build",), command="npm run build"),
    UnreadGenerator(
        title="Bridgetown", markers=("bridgetown.config.yml",), built=("output",), command="bridgetown deploy"
    ),
    UnreadGenerator(
        title="Sphinx",
        markers=("conf.py", "docs/conf.py"),
        built=("./_build/html", "_website"),
        command="make html",
        says=r"(?m)^extensions[ \t]*=",
    ),
    UnreadGenerator(title="mdBook", markers=("book.toml",), built=("book",), command="mdbook build"),
    UnreadGenerator(
        title="Middleman",
        markers=("config.rb",),
        built=("build",),
        command="middleman build",
        says=r"(?m)^[ \t]*activate :",
    ),
    UnreadGenerator(title="Gridsome", markers=("gridsome.config.*",), built=("dist",), command="gridsome build"),
    UnreadGenerator(title="Rspress", markers=("rspress.config.*",), built=("doc_build",), command="rspress build"),
    UnreadGenerator(title="Zensical", markers=("zensical.toml",), built=("site",), command="zensical build"),
    UnreadGenerator(
        title="Antora",
        markers=("antora-playbook.yml", "antora-playbook.yaml"),
        built=("build/site",),
        command="antora antora-playbook.yml",
    ),
    UnreadGenerator(title="Cobalt", markers=("_cobalt.yml",), built=("_site",), command="cobalt build"),
    UnreadGenerator(title="nanoc", markers=("nanoc.yaml",), built=("output", "public"), command="nanoc"),
    UnreadGenerator(title="Soupault", markers=("soupault.toml", "soupault.conf"), built=("build",), command="soupault"),
    UnreadGenerator(title="Metalsmith", markers=("metalsmith.json",), built=("build",), command="metalsmith"),
    UnreadGenerator(title="HonKit", markers=("book.json",), built=("_book",), command="honkit build"),
    UnreadGenerator(
        title="Observable Framework", markers=("observablehq.config.*",), built=("dist",), command="npm run build"
    ),
    UnreadGenerator(
        title="Lume",
        markers=("_config.ts", "_config.js"),
        built=("_site",),
        command="deno task build",
        says=r"\blume\b",
    ),
    UnreadGenerator(
        title="Hakyll", markers=("site.hs",), built=("_site",), command="cabal run site -- build", says=r"\bHakyll\b"
    ),
)


class KnownSite(Struct, frozen=True, kw_only=True):
    """A site of one of them: by which file it is known, and where its pages are."""

    generator: UnreadGenerator
    marker: str
    folder: str
    """Where its pages are, or would be."""
    is_built: bool


def find(folder: Path) -> KnownSite | None:
    """Return the generator whose site lies in a folder; None where none of these is known."""
    for generator in GENERATORS:
        if marker := _marker(folder, generator):
            beside = marker.rpartition("/")[0]
            usual = [f"{beside}/{each[2:]}".lstrip("/") if each.startswith("./") else each for each in generator.built]
            built = [each for each in usual if reading.is_file(folder, f"{each}/index.html")]
            return KnownSite(generator=generator, marker=marker, folder=(built or usual)[0], is_built=bool(built))
    return None


def _marker(folder: Path, generator: UnreadGenerator) -> str:
    names = (
        pattern.removesuffix("*") + ending
        for pattern in generator.markers
        for ending in (_ENDINGS if pattern.endswith("*") else ("",))
    )
    return next((name for name in names if reading.is_file(folder, name) and _says(folder, name, generator.says)), "")


def _says(folder: Path, name: str, pattern: str) -> bool:
    if not pattern:
        return True
    return re.search(pattern, reading.text(folder, name, encoding="utf-8", errors="replace") or "") is not None


def not_built(site: KnownSite) -> UsageError:
    """Return the refusal of a site whose pages are not there: what to run."""
    generator = site.generator
    return UsageError(
        f"This is {plain.with_article(generator.title)} site ({site.marker}), whose source feedpub does not read.\n"
        f"Build it, and let feedpub read what was built: {generator.command} && "
        f"feedpub build --built {site.folder}"
    )
