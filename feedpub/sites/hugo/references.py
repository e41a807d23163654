"""The page that `ref` and `relref` mean, and its address: its file is looked for where Hugo would look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect.record import Named
from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.sites.hugo import post
from feedpub.sites.hugo.embedded import UnknownShortcodeError
from feedpub.sites.hugo.files import HTML, MARKDOWN
from feedpub.sites.hugo.paths import clean
from feedpub.sites.hugo.rules import HugoRules
from feedpub.sites.shared.reading import rules_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.records import Post

_ENDINGS = (*MARKDOWN, *HTML)


def address(folder: Path, reference: str, read: Post, settings: Settings) -> str:
    """Return the address of the page. Raises UnknownError where there is none, or more than one."""
    path, hash_sign, fragment = reference.strip().partition("#")
    if "://" in path:
        return reference
    if not path:
        return read.url + hash_sign + fragment if fragment else ""
    rules = rules_in(settings, HugoRules)
    language = next((each.key for each in rules.languages if each.tag == read.language), rules.languages[0].key)
    for root in rules.content:
        if root.language and root.language != language:
            continue
        found = _find(folder, root.folder, path, _folder_of(read, root.folder), language)
        if found:
            source = f"{root.folder}/{found}"
            named = Named(source=source, path=f"{root.mount}/{found}".lstrip("/"), language=language)
            record = post.parse(_bytes(folder, source), named, settings)
            if record and record.post:
                return record.post.url + hash_sign + fragment
    raise UnknownShortcodeError(f"there is no page `{path}`", is_sure=not _may_exist(folder, path, rules))


def _may_exist(folder: Path, path: str, rules: HugoRules) -> bool:
    """Whether Hugo may know the page after all: of a section or a term without a file, or by other capitals."""
    steps = _likened(path).strip("/").split("/")
    if not steps[-1] or any(steps[0] in language.taxonomies for language in rules.languages):
        return True
    names = (
        step for root in rules.content for file in reading.names_below(folder, root.folder) for step in file.split("/")
    )
    return any(steps[-1].partition(".")[0] == _likened(name).partition(".")[0] for name in names)


def _likened(path: str) -> str:
    return path.lower().replace(" ", "-")


def _folder_of(read: Post, root: str) -> str:
    return read.source.removeprefix(f"{root}/").rpartition("/")[0]


def _bytes(folder: Path, source: str) -> bytes:
    try:
        data = reading.read(folder, source)
    except RefusedError as error:
        raise UnknownShortcodeError(f"the page `{source}` {error.sentence}") from error
    if data is None:
        raise UnknownShortcodeError(f"there is no page `{source}` any more")
    return data


def _find(folder: Path, root: str, path: str, beside: str, language: str) -> str:
    """Return the path of the file below the folder of the content; empty when there is none."""
    starts = [""] if path.startswith("/") else [beside, beside.rpartition("/")[0], ""]
    for start in dict.fromkeys(starts):
        for candidate in _candidates(clean(f"{start}/{path}"), language):
            if _is_file(folder, f"{root}/{candidate}"):
                return candidate
    return "" if "/" in path.strip("/") else _anywhere(folder, root, path.strip("/"), language)


def _is_file(folder: Path, path: str) -> bool:
    try:
        return reading.is_file(folder, path)
    except RefusedError as error:
        raise UnknownShortcodeError(f"`{path}` {error.sentence}") from error


def _candidates(path: str, language: str) -> Iterator[str]:
    """Return the files that a reference may mean, the most likely first."""
    if path.lower().endswith(_ENDINGS):
        stem, _, ending = path.rpartition(".")
        yield f"{stem}.{language}.{ending}"
        yield path
        return
    for ending in _ENDINGS:
        for name in (path, f"{path}/index", f"{path}/_index"):
            yield f"{name}.{language}{ending}"
            yield f"{name}{ending}"


def _anywhere(folder: Path, root: str, name: str, language: str) -> str:
    """Return the one file of this name wherever it lies; a bundle goes by the name of its folder."""
    wanted = set(_candidates(name, language))
    found: list[str] = []
    for path in reading.names_below(folder, root):
        below, _, each = path.removeprefix(f"{root}/").rpartition("/")
        own = below.rpartition("/")[2] or "."
        if each in wanted or f"{own}/{each}" in wanted:
            found.append(path.removeprefix(f"{root}/"))
    pages = sorted(found, key=lambda each: (f".{language}." not in each, each))
    if len({_base(each, language) for each in pages}) > 1:
        raise UnknownShortcodeError(f"`{name}` may be {' or '.join(f'`{each}`' for each in pages[:3])}")
    return pages[0] if pages else ""


def _base(path: str, language: str) -> str:
    return path.rpartition(".")[0].removesuffix(f".{language}")
