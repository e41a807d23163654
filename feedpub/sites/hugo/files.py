"""Which files of a Hugo site are pages: bundles, languages, and what `_index` files say of the folders below them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect.fields import as_flag
from feedpub.collect.files import File, walk_folder
from feedpub.collect.record import Named, Record
from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Absence, Diagnostic, Level, Where
from feedpub.sites.hugo import config
from feedpub.sites.hugo.paths import Spelling, clean
from feedpub.sites.hugo.rules import GRAMMAR, Cascade, HugoRules, HugoSection, Root
from feedpub.sites.shared.reading import values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.model.options import ContentOptions
    from feedpub.sites.shared.configuration import Written

MARKDOWN: Final = (".md", ".markdown", ".mdown")
HTML: Final = (".html", ".htm")
OTHERS: Final = (".adoc", ".asciidoc", ".ad", ".rst", ".pandoc", ".pdc", ".org")
"""Endings of pages that Hugo lets other programs render."""
_ORG = ".org"


class HugoPages(Struct, frozen=True, kw_only=True):
    """The pages of a site, and the rules with what their `_index` files add."""

    named: tuple[Named, ...]
    rules: HugoRules
    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]


class _ContentFile(Struct, frozen=True, kw_only=True):
    """A file, the language it is in, and its place in the content."""

    file: File
    path: str
    """Below the content, with what is mounted; as it stands on the disk."""
    language: str
    bare: str
    """The name of the file without language and ending."""


def walk(
    folder: Path, options: ContentOptions, rules: HugoRules, disabled: frozenset[str], skip: Iterable[Path]
) -> HugoPages:
    """Find the pages. Raises SystemFault when a folder cannot be read."""
    roots = tuple(root for root in rules.content if reading.is_usual_folder(folder, root.folder))
    places: list[_ContentFile] = []
    diagnostics: list[Diagnostic] = []
    endings = (*options.extensions, *MARKDOWN, *HTML, *OTHERS)
    for root in roots:
        walked = walk_folder(
            folder, folder / root.folder, endings, options.exclude, skip, is_hidden=_hidden(root, roots)
        )
        diagnostics += walked.diagnostics
        places += (_place(file, root, rules, disabled) for file in walked.files)
    diagnostics += (_unread(place) for place in places if place.file.path.lower().endswith(_ORG))
    records = tuple(_left_out(place) for place in places if place.language in disabled)
    pages = _pages([place for place in places if place.language not in disabled])
    whole = _with_indexes(folder, options, rules, pages)
    return HugoPages(
        named=tuple(_named(place, several=len(rules.languages) > 1) for place in pages),
        rules=whole,
        records=records,
        diagnostics=tuple(diagnostics),
    )


def _hidden(root: Root, roots: Iterable[Root]) -> Callable[[str, str], bool]:
    """Return what tells whether a file is passed over; content folders within another are walked by themselves."""
    prefix = f"{root.folder}/"
    inner = {each.folder.removeprefix(prefix) for each in roots if each.folder.startswith(prefix)}
    return lambda path, name: name.startswith((".", "#")) or name.endswith("~") or path in inner


def _place(file: File, root: Root, rules: HugoRules, disabled: frozenset[str]) -> _ContentFile:
    path = f"{root.mount}/{file.path}" if root.mount else file.path
    name = file.path.rpartition("/")[2].rpartition(".")[0]
    bare, _, suffix = name.rpartition(".")
    if bare and (suffix.lower() in disabled or any(each.key == suffix.lower() for each in rules.languages)):
        return _ContentFile(file=file, path=path, language=suffix.lower(), bare=bare)
    return _ContentFile(file=file, path=path, language=root.language or rules.languages[0].key, bare=name)


def _pages(places: list[_ContentFile]) -> list[_ContentFile]:
    """Return the files that are pages: what lies in a bundle beside its `index` belongs to that page."""
    bundles = {place.path.rpartition("/")[0] for place in places if place.bare == "index"} - {""}
    return [place for place in places if not _is_resource(place, bundles)]


def _is_resource(place: _ContentFile, bundles: set[str]) -> bool:
    folder = place.path.rpartition("/")[0]
    if place.bare == "index":
        folder = folder.rpartition("/")[0]
    while folder:
        if folder in bundles:
            return True
        folder = folder.rpartition("/")[0]
    return False


def _named(place: _ContentFile, *, several: bool) -> Named:
    base = ""
    if several:
        base = f"name:{unicodedata.normalize('NFC', place.path.rpartition('/')[0]).lower()}/{place.bare.lower()}"
    return Named(source=place.file.source, path=place.path, language=place.language, base=base)


def _left_out(place: _ContentFile) -> Record:
    return Record(source=place.file.source, post=None, hidden=Absence.EXCLUDED)


def _unread(place: _ContentFile) -> Diagnostic:
    return Diagnostic(
        code="site/not-read",
        level=Level.WARNING,
        where=Where(path=place.file.source),
        text="The front matter of Org files is not read, so that this page is left out.",
        hint="Write it in Markdown, or publish the HTML that Hugo made of it: `feedpub build --built public`.",
        why="Readers never see it, and search engines do not find it.",
    )


# What `_index` files say of their folders


def _with_indexes(folder: Path, options: ContentOptions, rules: HugoRules, pages: Iterable[_ContentFile]) -> HugoRules:
    """Return the rules with the sections of the site, and with the cascades of folders before its own."""
    spelling = Spelling(keeps_case=rules.keeps_case, drops_accents=rules.drops_accents)
    sections: dict[tuple[str, str], HugoSection] = {}
    cascades: list[Cascade] = []
    indexes: list[tuple[_ContentFile, str, dict[str, Value]]] = []
    for place in pages:
        parts = [spelling.name(part) for part in place.path.split("/")[:-1]]
        if place.bare == "_index":
            values = {
                key.lower(): value
                for key, value in values_of(folder, place.file.source, options.max_bytes, GRAMMAR).items()
            }
            path = "/".join(parts)
            indexes.append((place, path, values))
            cascades += config.cascades(values.get("cascade"), path, place.language)
        top = parts[:1] if place.bare != "index" or len(parts) > 1 else []
        if top and (place.language, top[0]) not in sections:
            title = rules.title_of_section(place.path.partition("/")[0])
            sections[place.language, top[0]] = HugoSection(path=top[0], title=title)
    cascades.sort(key=lambda each: each.below.count("/") + bool(each.below), reverse=True)
    whole = replace(rules, cascades=(*cascades, *rules.cascades))
    for place, path, own in indexes:
        values = {**whole.cascaded(path, "section", place.language), **own}
        title = rules.title_of_section(place.path.split("/")[-2]) if path else ""
        sections[place.language, path] = _section(path, title, values)
    return replace(whole, sections=sections)


def _section(path: str, title: str, values: dict[str, Value]) -> HugoSection:
    build = values.get("build") or values.get("_build")
    options = {key.lower(): value for key, value in build.items()} if isinstance(build, dict) else {}
    is_out = as_flag(values.get("draft")) is True or options.get("render") in ("never", "false")
    outputs = values.get("outputs")
    listed = [each.lower() for each in outputs if isinstance(each, str)] if isinstance(outputs, list) else None
    return HugoSection(
        path=path,
        title=_text(values, "title") or title,
        slug=_text(values, "slug"),
        url=_text(values, "url"),
        is_page=not is_out,
        has_feed=None if listed is None else "rss" in listed,
    )


def _text(values: dict[str, Value], key: str) -> str:
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


# Shortcodes of the site's own


_SHORTCODES = re.compile(r"(?:.*/)?layouts/(?:_shortcodes|shortcodes)/(?P<name>[^.]+)(?:\..*)?")


def own_shortcodes(folder: Path, themes: Iterable[str]) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the names of the shortcodes that the site and its themes define, and which folders are not looked into."""
    found: list[str] = []
    refused: list[Diagnostic] = []
    for base in ("", *(f"themes/{clean(theme)}/" for theme in themes)):
        try:
            found += [name for kind in ("_shortcodes", "shortcodes") for name in _shortcodes(folder, base, kind)]
        except RefusedError as error:  # nothing of it is published
            refused.append(replace(error.diagnostic, level=Level.WARNING))
    return tuple(found), tuple(refused)


def has_others(folder: Path, keys: Written, themes: Iterable[str]) -> bool:
    """Whether there may be shortcodes besides: of modules, or of a theme that does not lie where it is looked for."""
    try:
        if keys.at("module") is not None or keys.text("themesdir") or reading.is_file(folder, "go.mod"):
            return True
        return not all(reading.is_folder(folder, f"themes/{clean(theme)}/layouts") for theme in themes)
    except RefusedError:
        return True  # Hugo may find there what is not looked at here


def has_shortcode(folder: Path, name: str) -> bool:
    """Whether any layout of the site or of a theme that lies in it defines a shortcode of this name."""
    wanted = re.compile(rf"(?:.*/)?_?shortcodes/{re.escape(name)}(?:\.\w+)*", re.IGNORECASE)
    try:
        return any(
            wanted.fullmatch(path) for around in ("layouts", "themes") for path in reading.names_below(folder, around)
        )
    except RefusedError:
        return True  # Hugo may find there what is not looked at here


def _shortcodes(folder: Path, base: str, kind: str) -> Iterator[str]:
    for path in reading.names_below(folder, f"{base}layouts/{kind}"):
        if match := _SHORTCODES.fullmatch(path):
            yield match["name"]
