"""What the values of feedpub.toml must be beyond their type, and how sloppy ones are put right.

A check of a value gives the value to go on with, or raises ValueError with a sentence for people. A check of
the whole gives mistakes. Nothing here knows the file's syntax.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from feedpub.config import folders
from feedpub.config.mistakes import bad_value, named, unknown_rule
from feedpub.config.schema import settable
from feedpub.model.records import Format, Taxonomy
from feedpub.text import hosts, patterns, portable, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path as FilePath

    from feedpub.config.mistakes import Mistake
    from feedpub.config.schema import Setting
    from feedpub.model.options import MoreFeedOptions, Options
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
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|[{}]")


def fixed(record: Record, mistakes: list[Mistake], path: Path = (), site_type: str = "") -> Record:
    """Return the options with every value checked and put right where its meaning is plain.

    Patterns of addresses are checked by the rules of the generator that `site_type` names.
    """
    right = {}
    for setting in settable(type(record)).values():
        value = getattr(record, setting.name)
        fixed_value = _fixed_value(setting, value, mistakes, (*path, setting.name), site_type)
        if fixed_value is not value:
            right[setting.name] = fixed_value
    return replace(record, **right)


def _fixed_value(
    setting: Setting,
    value: Any,  # noqa: ANN401 - any field
    mistakes: list[Mistake],
    path: Path,
    site_type: str,
) -> Any:  # noqa: ANN401 - any field
    if isinstance(value, Struct):
        return fixed(value, mistakes, path, site_type)
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


def _term_page(template: str) -> str:
    return _placeholders(("{slug}", "{term}"), template).removeprefix("/")


def _id_pattern(pattern: str) -> str:
    from feedpub.guard.schemes import PLACEHOLDERS  # noqa: PLC0415 - start-up counts

    _not_blank(pattern)
    found = _placeholders(tuple(f"{{{name}}}" for name in PLACEHOLDERS), pattern)
    if not _PLACEHOLDER.search(found):
        raise ValueError(f"{pattern!r} gives every post the same id; put {{url}} in it")
    return found


def _more(feeds: tuple[MoreFeedOptions, ...]) -> tuple[MoreFeedOptions, ...]:
    for each in feeds:
        _path(each.path)
        _at_least(0)(each.limit)
        for text in (each.title, *each.categories, *each.tags, *each.authors, *each.languages, *each.sections):
            _not_blank(text)
    return tuple(replace(each, page=_placeholders((), each.page).removeprefix("/")) for each in feeds)


def _path_with(known: tuple[str, ...], template: str) -> str:
    _placeholders(known, template)
    if not urls.is_safe_file(_PLACEHOLDER.sub("x", template)):
        raise ValueError(f"{template!r} is no path of a file below the output folder")
    if private := portable.private(template):
        raise ValueError(f"{template!r} lies in `{private}`, where only the program that it belongs to may write")
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
    from feedpub.collect import dialects  # noqa: PLC0415 - `feedpub init` needs no stage

    dialects.load(site_type).check_permalink(pattern)
    return pattern


def _site_type(name: str) -> str:
    from feedpub.collect import dialects  # noqa: PLC0415 - `feedpub init` needs no stage

    if name not in (dialects.AUTO, dialects.NONE):
        dialects.load(name)
    return name


def _page_permalink(pattern: str) -> str:
    from feedpub.collect.permalink import compile_undated  # noqa: PLC0415 - `feedpub init` needs no stage

    return compile_undated(pattern).text


def _address(url: str) -> str:
    if url and not urls.is_web(url):
        raise ValueError(f'{url!r} is no web address; write it like "https://example.com/"')
    return url and urls.to_uri(url)


def _modules(paths: tuple[str, ...]) -> tuple[str, ...]:
    for path in paths:
        if not (urls.is_safe_path(path) and path.endswith(".py")):
            raise ValueError(f"{path!r} is no Python file below the site; write it like `checks/house.py`")
    return tuple(dict.fromkeys(paths))


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
        from feedpub.validator.values import emails  # noqa: PLC0415 - usual addresses do not come here

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
    "feeds.more": _more,
    "ids.pattern": _id_pattern,
    "sitemap.path": _path,
    "validate.modules": _modules,
    **{f"feeds.{form.value}": _path_or_none for form in Format},
    **{f"feeds.{taxonomy.value}.{form.value}": _term_path for taxonomy in Taxonomy for form in Format},
    **{f"feeds.{taxonomy.value}.limit": _at_least(0) for taxonomy in Taxonomy},
    **{f"feeds.{taxonomy.value}.title": _title for taxonomy in Taxonomy},
    **{f"feeds.{taxonomy.value}.page": _term_page for taxonomy in Taxonomy},
}


# Checks of the whole


def contradictions(options: Options, site_folder: FilePath) -> Iterator[Mistake]:
    """Return what is wrong between values that are right by themselves, or with the folders they name."""
    yield from _local(options)
    yield from _same_path(options)
    yield from folders.contradictions(options, site_folder)
    yield from _rules(options)


def _local(options: Options) -> Iterator[Mistake]:
    """Note an address that subscribers cannot reach, where nobody said that this is meant."""
    url = options.site.url
    if options.site.local or not (host := hosts.local_host(url)):
        return
    name = host.rpartition(":")[0] or host
    if "." in name or "[" in name or name == "localhost":
        sentence = f"{host!r} is on this machine or network alone: subscribers cannot reach it"
    else:
        sentence = f"{name!r} is not the full name of a host; is `.com` or the like missing?"
    hint = (
        "Write the public address of the site. To look at it before it is published: "
        f"`feedpub build --url {url} --out FOLDER`. For a site of this network alone: `local = true` in [site]."
    )
    yield bad_value(("site", "url"), sentence, url, hint=hint)


def _same_path(options: Options) -> Iterator[Mistake]:
    paths = tuple((key, path) for key, path in _published(options) if path)
    first: dict[str, Path] = {}
    for key, path in paths:
        other = first.setdefault(portable.key(path), key)
        if other is not key:
            sentence = f"{path!r} is the path of {named(other)}, too"
            yield bad_value(key, sentence, path, hint="Give each a path of its own.", why=_OVERWRITTEN)


def _published(options: Options) -> Iterator[tuple[Path, str]]:
    """Return each key that names a file that will be published, and the name."""
    feeds, names = options.feeds, tuple(form.value for form in options.feeds.formats)
    yield from ((("feeds", name), getattr(feeds, name)) for name in names)
    for taxonomy in Taxonomy:
        terms = getattr(feeds, taxonomy.value)
        if terms.enabled and not terms.only:  # of terms that are named `generate.select` sees whether two have one path
            of_terms = ((("feeds", taxonomy.value, name), getattr(terms, name)) for name in names)
            yield from ((key, path) for key, path in of_terms if "{page}" not in path)  # which no two terms share
    yield from ((("feeds", "more", number, "path"), each.path) for number, each in enumerate(feeds.more))
    if options.sitemap.enabled:
        yield ("sitemap", "path"), options.sitemap.path
    yield ("feeds", "stylesheet"), feeds.stylesheet


def _rules(options: Options) -> Iterator[Mistake]:
    if not options.validate.rules or options.validate.modules:
        return  # what rules there are in modules is known only to those who run them
    from feedpub import validator  # noqa: PLC0415 - the catalogue is needed by those who change it only

    rules = validator.catalogue()
    for pattern in validator.unmatched(options.validate.rules, rules):
        yield unknown_rule(("validate", "rules", pattern), pattern, [rule.name for rule in rules])
