"""What the values of feedpub.toml must be beyond their type, and how sloppy ones are put right.

A check of a value gives the value to go on with, or raises ValueError with a sentence for people. A check of
the whole gives mistakes. Nothing here knows the file's syntax.
"""

from __future__ import annotations

import os
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from feedpub.config.mistakes import bad_value, named, unknown_rule
from feedpub.config.schema import settable
from feedpub.io import reading, resolving
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Format, Taxonomy
from feedpub.text import patterns, portable, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path as FilePath

    from feedpub.config.mistakes import Mistake
    from feedpub.config.schema import Setting
    from feedpub.model.options import Options
    from feedpub.model.records import Author
    from feedpub.text.positions import Path

T = TypeVar("T")
Record = TypeVar("Record", bound=Struct)

_LANGUAGE: Final = patterns.lazy(
    r"""
    (?: [a-z]{2,3} (?: -[a-z]{3} ){0,3} | [a-z]{4,8} )         # language, and its extensions
    (?: -[a-z]{4} )?  (?: -(?: [a-z]{2} | [0-9]{3} ) )?         # script, region
    (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*              # variants
    (?: -[a-wyz0-9] (?: -[a-z0-9]{2,8} )+ )*                    # extensions
    (?: -x (?: -[a-z0-9]{1,8} )+ )?                             # private use
    | x (?: -[a-z0-9]{1,8} )+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LENGTHS: Final = range(2, 9)
"""Of a language alone: letters, and no reason to compile the pattern."""
_OVERWRITTEN: Final = "One of the two files would overwrite the other."
_EMAIL: Final = patterns.lazy(r"[\w.+-]*[\w+-]@[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:\.[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)+")
"""What most e-mail addresses look like."""
_PRIVATE: Final = frozenset({".git", ".hg", ".svn", ".feedpub"})
"""Folders in which only the program that they belong to may write."""
_SOURCES: Final = frozenset(
    {"_posts", "_drafts", "_data", "_includes", "_layouts", "_sass", "archetypes", "i18n", "layouts", "node_modules"}
    | {"templates", "themes"}
)
"""Folders at the top of a site from which generators make it."""
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|[{}]")


def mended(record: Record, mistakes: list[Mistake], path: Path = (), site_type: str = "") -> Record:
    """Give the options with every value checked and put right where its meaning is plain.

    Patterns of addresses are checked by the rules of the generator that `site_type` names.
    """
    right = {}
    for setting in settable(type(record)).values():
        value = getattr(record, setting.name)
        mended_value = _mended_value(setting, value, mistakes, (*path, setting.name), site_type)
        if mended_value is not value:
            right[setting.name] = mended_value
    return replace(record, **right)


def _mended_value(
    setting: Setting,
    value: Any,  # noqa: ANN401 - any field
    mistakes: list[Mistake],
    path: Path,
    site_type: str,
) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, Struct):
        return mended(value, mistakes, path, site_type)
    try:
        _printable(value)
        if site_type and path == ("content", "permalink"):
            return _permalink_of(site_type, value)
        return _CHECKS.get(named(path), _anything)(value)
    except ValueError as error:
        mistakes.append(bad_value(path, str(error), str(value), hint=setting.doc))
        return value


# Checks of one value


def _anything(value: T) -> T:
    return value


def _printable(value: object) -> None:
    """Raise ValueError for a text with characters that XML bars, however deep it lies."""
    if isinstance(value, (tuple, dict)):
        for each in (*value, *value.values()) if isinstance(value, dict) else value:
            _printable(each)
    if not isinstance(value, str) or value.isprintable():
        return
    from feedpub.text import plain  # noqa: PLC0415 - its patterns cost every start, and few values come here

    if plain.clean(value)[1]:
        raise ValueError("it has characters that XML does not allow; remove them")


def _at_least(least: int) -> Callable[[int | None], int | None]:
    def check(number: int | None) -> int | None:
        if number is not None and number < least:
            raise ValueError(f"{number} is too small; the least is {least}")
        return number

    return check


def _language(tag: str) -> str:
    is_word = tag.isascii() and tag.isalpha() and len(tag) in _LENGTHS
    if tag and not is_word and not _LANGUAGE.fullmatch(tag):
        instead = tag.replace("_", "-")
        like = instead if _LANGUAGE.fullmatch(instead) else "en-GB"
        raise ValueError(f'{tag!r} is no language tag (BCP 47); write it like "{like}"')
    return tag


def _zone(name: str) -> str:
    from feedpub.text.dates import zone  # noqa: PLC0415 - its patterns cost every start, and the usual zone does not come here

    zone(name)
    return name


def _extensions(endings: tuple[str, ...]) -> tuple[str, ...]:
    for ending in endings:
        if not re.fullmatch(r"\.?[^\s./\\]+(?:\.[^\s./\\]+)*", ending):
            raise ValueError(f'{ending!r} is no ending of a file name; write it like ".md"')
    return tuple(dict.fromkeys(ending if ending.startswith(".") else f".{ending}" for ending in endings))


def _path(path: str) -> str:
    return _path_with((), path)


def _path_or_none(path: str) -> str:
    return path and _path(path)


def _term_path(template: str) -> str:
    if not template:
        return template
    _path_with(("{slug}", "{term}", "{page}"), template)
    if not any(each in template for each in ("{slug}", "{term}", "{page}")):
        raise ValueError(f"{template!r} gives every term the same file; put {{slug}} in it")
    return template


def _path_with(known: tuple[str, ...], template: str) -> str:
    _placeholders(known, template)
    if not urls.is_safe_path(_PLACEHOLDER.sub("x", template)) or template.endswith("/") or "//" in template:
        raise ValueError(f"{template!r} is no path of a file below the output folder")
    return template


def _not_blank(text: str) -> str:
    if text and not text.strip():
        raise ValueError("it is blank; write something, or leave the key out")
    return text


def _title(template: str) -> str:
    _not_blank(template)
    return _placeholders(("{site}", "{term}"), template)


def _placeholders(known: tuple[str, ...], template: str) -> str:
    unknown = [found for found in _PLACEHOLDER.findall(template) if found not in known]
    if unknown:
        allowed = " and ".join(known) if known else "none"
        raise ValueError(f"{unknown[0]} is no placeholder here; known: {allowed}")
    return template


def _content_folder(folder: str) -> str:
    if folder in {"", "."}:
        return ""
    if not urls.is_safe_path(folder):
        raise ValueError(f"{folder!r} is no folder below the site")
    if any(name.startswith(".") and name != "." for name in folder.split("/")):
        raise ValueError(f"{folder!r} is hidden: what lies in such a folder is not meant for readers")
    return folder.rstrip("/")


def _permalink(pattern: str) -> str:
    from feedpub.collect.permalink import compile_pattern  # noqa: PLC0415 - `feedpub init` needs no stage

    return compile_pattern(pattern).text


def _permalink_of(site_type: str, pattern: str) -> str:
    from feedpub.collect import dialects  # noqa: PLC0415 - as above

    dialects.load(site_type).check_permalink(pattern)
    return pattern


def _site_type(name: str) -> str:
    from feedpub.collect import dialects  # noqa: PLC0415 - as above

    if name not in (dialects.AUTO, dialects.NONE):
        dialects.load(name)
    return name


def _page_permalink(pattern: str) -> str:
    from feedpub.collect.permalink import compile_undated  # noqa: PLC0415 - as above

    return compile_undated(pattern).text


def _address(url: str) -> str:
    if url and not url.lower().startswith(("http://", "https://")):
        raise ValueError(f'{url!r} is no web address; write it like "https://example.com/"')
    return url and urls.to_uri(url)


def _reference(url: str) -> str:
    urls.absolute("https://example.com/", url)  # only whether it can be done: the site's own address comes later
    return url


def _authors(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    return tuple(_author(author) for author in authors)


def _author(author: Author) -> Author:
    if not author.name.strip():
        raise ValueError("an author has no name")
    for part in (author.name, author.email):
        _printable(part)
    if author.email and not _EMAIL.fullmatch(author.email):
        from feedpub.validate.values import emails  # noqa: PLC0415 - usual addresses do not come here

        if emails.address_problem(author.email):
            raise ValueError(f"{author.email!r} is no e-mail address")
    return replace(author, name=author.name.strip(), url=_address(author.url))


def _once(formats: tuple[Format, ...]) -> tuple[Format, ...]:
    return tuple(dict.fromkeys(formats))


_CHECKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "site.url": urls.site_url,
    "site.title": _not_blank,
    "site.description": _not_blank,
    "site.type": _site_type,
    "site.language": _language,
    "site.timezone": _zone,
    "site.author": _authors,
    "site.icon": _reference,
    "site.logo": _reference,
    "content.folder": _content_folder,
    "content.extensions": _extensions,
    "content.permalink": _permalink,
    "content.page_permalink": _page_permalink,
    "content.summary_length": _at_least(1),
    "content.max_bytes": _at_least(1),
    "content.max_terms": _at_least(1),
    "feeds.formats": _once,
    "feeds.limit": _at_least(0),
    "feeds.max_feeds": _at_least(1),
    "feeds.max_bytes": _at_least(1),
    "feeds.hub": _address,
    "feeds.stylesheet": _path_or_none,
    "sitemap.path": _path,
    **{f"feeds.{form.value}": _path_or_none for form in Format},
    **{f"feeds.{taxonomy.value}.{form.value}": _term_path for taxonomy in Taxonomy for form in Format},
    **{f"feeds.{taxonomy.value}.limit": _at_least(0) for taxonomy in Taxonomy},
    **{f"feeds.{taxonomy.value}.title": _title for taxonomy in Taxonomy},
}


# Checks of the whole


def contradictions(options: Options, site_folder: FilePath) -> Iterator[Mistake]:
    """Give what is wrong between values that are right by themselves, or with the folders they name."""
    yield from _same_path(options)
    yield from _folders(options, site_folder)
    yield from _rules(options)


def _same_path(options: Options) -> Iterator[Mistake]:
    paths = tuple((key, path) for key, path in _published(options) if path)
    first: dict[str, Path] = {}
    for key, path in paths:
        other = first.setdefault(portable.key(path), key)
        if other is not key:
            sentence = f"{path!r} is the path of {named(other)}, too"
            yield bad_value(key, sentence, path, hint="Give each a path of its own.", why=_OVERWRITTEN)


def _published(options: Options) -> Iterator[tuple[Path, str]]:
    """Give each key that names a file that will be published, and the name."""
    feeds, names = options.feeds, tuple(form.value for form in options.feeds.formats)
    yield from ((("feeds", name), getattr(feeds, name)) for name in names)
    for taxonomy in Taxonomy:
        terms = getattr(feeds, taxonomy.value)
        if terms.enabled and not terms.only:  # of terms that are named `select` sees whether two have one path
            of_terms = ((("feeds", taxonomy.value, name), getattr(terms, name)) for name in names)
            yield from ((key, path) for key, path in of_terms if "{page}" not in path)  # which no two terms share
    if options.sitemap.enabled:
        yield ("sitemap", "path"), options.sitemap.path
    yield ("feeds", "stylesheet"), feeds.stylesheet


def _folders(options: Options, site_folder: FilePath) -> Iterator[Mistake]:
    folder, output = options.content.folder, options.output.folder
    if "\0" in folder + output:  # said before; such a name cannot even be looked up
        return
    content = site_folder / (folder or "content")
    if urls.is_safe_path(folder):
        yield from _content(site_folder, folder)
    is_own = not _is_dialect(options.site.type)
    real = resolving.real
    if what := _output_flaw(real(site_folder / output), real(site_folder), real(content), is_own=is_own):
        yield bad_value(
            ("output", "folder"),
            f"{output!r} {what}",
            output,
            hint="Name a folder of its own, like `public`.",
            why="What is published must not mix with what it is made from.",
        )


def _content(site_folder: FilePath, folder: str) -> Iterator[Mistake]:
    key = ("content", "folder")
    try:
        if not reading.is_folder(site_folder, folder):
            yield bad_value(key, "there is no such folder", folder, hint="Make it, or mend the name.")
    except RefusedError as error:
        yield bad_value(key, f"it {error.sentence}", folder, hint=error.diagnostic.hint, why=error.diagnostic.why)


def _output_flaw(output: str, site: str, content: str, *, is_own: bool) -> str:
    """Return why nothing may be published in a folder, in words that follow it; empty where it may be.

    All are without links. A generator may have its output below its content, which it passes over: `is_own` is false.
    A folder that holds the site may be published, for its pages may be made from a folder within.
    """
    taken = {site: "is the folder of the site itself", content: "is the folder of the posts"}
    if output == os.path.dirname(output):  # noqa: PTH120 - `output` is text
        return "is the root of the file system"
    if output in taken:
        return taken[output]
    if private := next((name for name in _names(output) if name in _PRIVATE), ""):
        return f"lies in `{private}`"
    if _is_below(output, site) and _is_below(content, output):
        return "holds the folder of the posts"
    if is_own and _is_below(output, content):
        return "lies in the folder of the posts"
    first = _names(output[len(site) :])[0] if _is_below(output, site) else ""
    return f"lies in `{first}`, where sources of the site are" if first in _SOURCES else ""


def _names(path: str) -> list[str]:
    """Return the names of a path as file systems without case see them."""
    return [name.casefold() for name in path.split(os.sep) if name]  # noqa: PTH206 - `path` is text


def _is_below(inner: str, outer: str) -> bool:
    return inner.casefold().startswith(outer.rstrip(os.sep).casefold() + os.sep)


def _is_dialect(name: str) -> bool:
    from feedpub.collect import dialects  # noqa: PLC0415 - `feedpub init` needs no stage

    return dialects.is_dialect(name)


def _rules(options: Options) -> Iterator[Mistake]:
    if not options.validate.rules:
        return
    from feedpub import validate  # noqa: PLC0415 - the catalogue is needed by those who change it only

    names = [rule.name for rule in validate.RULES]
    for pattern in options.validate.rules:
        if not any(fnmatchcase(name, pattern) for name in names):
            yield unknown_rule(("validate", "rules", pattern), pattern, names)
