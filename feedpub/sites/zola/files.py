"""Which files of a Zola site are pages, in which language, and what its `_index` files say of their folders."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect.fields import as_flag
from feedpub.collect.files import content_folder, walk_folder
from feedpub.collect.record import Named, Record
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Absence
from feedpub.sites.shared.reading import values_of
from feedpub.sites.zola.rules import GRAMMAR, ZolaRules, ZolaSection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.files import File
    from feedpub.collect.frontmatter import Value
    from feedpub.model.options import ContentOptions
    from feedpub.model.records import Diagnostic


class ZolaPages(Struct, frozen=True, kw_only=True):
    """The pages of a site, and the rules with what their `_index` files add."""

    named: tuple[Named, ...]
    rules: ZolaRules
    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...]


def walk(
    folder: Path, options: ContentOptions, rules: ZolaRules, ignored: tuple[str, ...], skip: Iterable[Path]
) -> ZolaPages:
    """Find the pages. Raises SystemFault when a folder cannot be read."""
    walked = walk_folder(
        folder,
        content_folder(folder, options),
        options.extensions,
        (*options.exclude, *ignored),
        skip,
        is_hidden=lambda _, name: name.startswith(".") or name.endswith("~"),
    )
    named = [_named(file, rules) for file in walked.files]
    sections: dict[tuple[str, str], ZolaSection] = {}
    drafts: set[tuple[str, str]] = set()
    for each in named:
        if is_section(each):
            values = values_of(folder, each.source, options.max_bytes, GRAMMAR)
            place = (each.language, each.path.rpartition("/")[0])
            sections[place] = _section(place[1], values)
            if as_flag(values.get("draft")) and not options.drafts:
                drafts.add(place)
    hidden = {each.source for each in named if _is_below(each, drafts)}
    return ZolaPages(
        named=tuple(each for each in named if each.source not in hidden),
        rules=replace(rules, sections=sections),
        records=tuple(Record(source=source, post=None, hidden=Absence.DRAFT) for source in sorted(hidden)),
        diagnostics=walked.diagnostics,
    )


def bare(named: Named) -> str:
    """Return the name of the file without its ending and language."""
    stem = named.path.rpartition("/")[2].rpartition(".")[0]
    return stem.removesuffix(f".{named.language}")


def is_section(named: Named) -> bool:
    """Whether the file says what its folder is."""
    return bare(named) == "_index"


def _named(file: File, rules: ZolaRules) -> Named:
    stem = file.path.rpartition(".")[0]
    base, _, suffix = stem.rpartition(".")
    is_known = bool(base) and any(each.key == suffix for each in rules.languages)
    language = suffix if is_known else rules.languages[0].key
    key = f"name:{unicodedata.normalize('NFC', base if is_known else stem)}" if len(rules.languages) > 1 else ""
    return Named(source=file.source, path=file.path, language=language, base=key)


def _is_below(named: Named, drafts: set[tuple[str, str]]) -> bool:
    folder = named.path.rpartition("/")[0]
    while drafts:
        if (named.language, folder) in drafts:
            return True
        if not folder:
            break
        folder = folder.rpartition("/")[0]
    return False


def _section(path: str, values: dict[str, Value]) -> ZolaSection:
    title = values.get("title")
    return ZolaSection(
        path=path,
        title=title if isinstance(title, str) else "",
        has_feed=bool(as_flag(values.get("generate_feeds")) or as_flag(values.get("generate_feed"))),
        is_page=as_flag(values.get("render")) is not False,
        is_transparent=bool(as_flag(values.get("transparent"))),
    )


def shortcodes(folder: Path, theme: str) -> tuple[str, ...] | None:
    """Return the names of the shortcodes that the site and its theme define; None where the theme is not there."""
    found: list[str] = []
    try:
        if theme and not reading.is_folder(folder, f"themes/{refusal.checked(theme)}/templates"):
            return None
        for around in ("", f"themes/{theme}/") if theme else ("",):
            for path in reading.names_below(folder, f"{around}templates/shortcodes"):
                found += [path.rpartition("/")[2].partition(".")[0]] if path.endswith((".html", ".md")) else []
    except RefusedError:
        return None  # Zola may find there what is not looked at here
    return tuple(found)
