"""What the values of feedpub.toml must be beyond their type, and how sloppy ones are put right.

A check gives the value to go on with, or raises ValueError with a sentence for people. Nothing here knows the
file's syntax.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import astuple, replace

from feedpub.config import addresses, shows, targets, templates
from feedpub.config.former import followed
from feedpub.config.mistakes import bad_value, named
from feedpub.config.schema import settable
from feedpub.model.records import Format, Taxonomy
from feedpub.text import licenses, patterns, urls
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from feedpub.config.mistakes import Mistake
    from feedpub.config.schema import Setting
    from feedpub.model.feed_options import MoreFeedOptions, TermPaths
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
_LONGEST_CODE: Final = 4
"""Of a language; there are none of five letters and more (BCP 47)."""
_COLOUR: Final = patterns.lazy(r"#?[0-9A-Fa-f]{6}")
_EMAIL: Final = patterns.lazy(r"[\w.+-]*[\w+-]@[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:\.[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)+")
"""What most e-mail addresses look like."""
_INDEXNOW_KEY: Final = patterns.lazy(r"[A-Za-z0-9-]{8,128}")


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
        mistakes.append(bad_value(path, str(error), without_credentials(str(value)), hint=setting.doc))
        return value


# Checks of one value


def _anything(value: T) -> T:
    return value


def _printable(value: object) -> None:
    """Raise ValueError for a text with characters that XML bars, however deep it lies."""
    if isinstance(value, Struct):
        value = astuple(value)
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
    if is_word and len(tag) > _LONGEST_CODE:
        from feedpub.validator.values import languages  # noqa: PLC0415 - usual tags do not come here

        meant = languages.suggestion(tag)
        raise ValueError(f"{tag!r} is a word, and no code of a language{f'; write `{meant}`' if meant else ''}")
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


def _path_or_none(path: str) -> str:
    return path and templates.plain_path(path)


def _term_path(template: str) -> str:
    if not template:
        return template
    templates.path(("{slug}", "{term}", "{page}"), template)
    if not any(each in template for each in ("{slug}", "{term}", "{page}")):
        raise ValueError(f"{template!r} gives every term the same file; put {{slug}} in it")
    return template


def _term_page(template: str) -> str:
    return templates.placeholders(("{slug}", "{term}"), template).removeprefix("/")


def _term_paths(of_terms: Mapping[str, TermPaths]) -> Mapping[str, TermPaths]:
    for paths in of_terms.values():
        for form in Format:
            if path := getattr(paths, form.value):
                templates.path(("{slug}", "{term}", "{page}"), path)
    return of_terms


def _archive_path(template: str) -> str:
    known = ("{folder}", "{file}", "{period}")
    templates.path(known, template.removeprefix("{folder}"))
    for each, what in (("{file}", "formats"), ("{period}", "periods")):
        if each not in template:
            raise ValueError(f"{template!r} gives the archives of all {what} one file; put {each} in it")
    return template


def _aliases(aliases: Mapping[str, str]) -> Mapping[str, str]:
    for name in aliases.values():
        if not name.strip():
            raise ValueError("a term needs a name; write what it is called now")
    return followed(aliases, urls.label_key)


def _id_pattern(pattern: str) -> str:
    from feedpub.guard.schemes import PLACEHOLDERS  # noqa: PLC0415 - start-up counts

    _not_blank(pattern)
    found = templates.placeholders(tuple(f"{{{name}}}" for name in PLACEHOLDERS), pattern)
    if not templates.PLACEHOLDER.search(found):
        raise ValueError(f"{pattern!r} gives every post the same id; put {{url}} in it")
    return found


def _more(feeds: tuple[MoreFeedOptions, ...]) -> tuple[MoreFeedOptions, ...]:
    for each in feeds:
        templates.plain_path(each.path)
        _at_least(0)(each.limit)
        for text in (each.title, *each.categories, *each.tags, *each.authors, *each.languages, *each.sections):
            _not_blank(text)
    return tuple(replace(each, page=templates.placeholders((), each.page).removeprefix("/")) for each in feeds)


def _not_blank(text: str) -> str:
    if text and not text.strip():
        raise ValueError("it is blank; write something, or leave the key out")
    return text


def _title(template: str) -> str:
    _not_blank(template)
    return templates.placeholders(("{site}", "{term}"), template)


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


def indexnow_key(text: str) -> str:
    """Return a key for IndexNow. Raises ValueError for one that is none (indexnow.org, documentation)."""
    if text and not _INDEXNOW_KEY.fullmatch(text):
        raise ValueError(
            f"{text!r} is no key for IndexNow: it has 8 to 128 characters, each a letter a to z, a digit or a hyphen"
        )
    return text


def _modules(paths: tuple[str, ...]) -> tuple[str, ...]:
    for path in paths:
        if not (urls.is_safe_path(path) and path.endswith(".py")):
            raise ValueError(f"{path!r} is no Python file below the site; write it like `checks/house.py`")
    return tuple(dict.fromkeys(paths))


def _license(written: str) -> str:
    if written and not licenses.address(written) and not urls.is_web(written):
        raise ValueError(f'{written!r} is neither an address nor a licence of Creative Commons, such as "CC BY-SA 4.0"')
    return written


def _colour(written: str) -> str:
    if written and not _COLOUR.fullmatch(written):
        raise ValueError(f'{written!r} is no colour; write six hexadecimal digits, such as "#1A6B3C"')
    return written


def _footer(template: str) -> str:
    from feedpub.content import footer  # noqa: PLC0415 - few sites have one

    if problem := footer.problem(template):
        raise ValueError(problem)
    return template


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
    return replace(author, name=author.name.strip(), url=addresses.address(author.url))


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
    "site.icon": addresses.reference,
    "site.logo": addresses.reference,
    "site.license": _license,
    "site.cover": addresses.reference,
    "site.accent": _colour,
    "content.folder": _content_folder,
    "content.extensions": _extensions,
    "content.permalink": _permalink,
    "content.page_permalink": _page_permalink,
    "content.media_prefix": shows.prefix,
    "content.summary_length": _at_least(1),
    "content.max_bytes": _at_least(1),
    "content.max_terms": _at_least(1),
    "feeds.formats": _once,
    "feeds.limit": _at_least(0),
    "feeds.max_feeds": _at_least(1),
    "feeds.max_bytes": _at_least(1),
    "feeds.hub": addresses.address,
    "feeds.cloud": addresses.address,
    "feeds.footer": _footer,
    "feeds.stylesheet": _path_or_none,
    "feeds.page": _path_or_none,
    "feeds.page_stylesheet": addresses.reference,
    "feeds.opml": _path_or_none,
    "feeds.archives.path": _archive_path,
    "feeds.more": _more,
    "ids.pattern": _id_pattern,
    "podcast.image": addresses.reference,
    "podcast.guid": shows.guid,
    "podcast.new_feed_url": addresses.address,
    "podcast.funding": shows.pages(addresses.address),
    "podcast.person": shows.persons,
    "podcast.license.url": addresses.reference,
    "podcast.value.recipients": shows.recipients,
    "sitemap.path": templates.plain_path,
    "sitemap.text": _path_or_none,
    "sitemap.news.path": _path_or_none,
    "sitemap.news.name": _not_blank,
    "redirects.file": _path_or_none,
    "redirects.paths": addresses.redirects,
    "guard.against": addresses.against,
    "publish.target": targets.checked,
    "publish.cache_control": targets.cache_control,
    "publish.stylesheet_cache_control": targets.cache_control,
    "notify.hubs": addresses.addresses,
    "notify.clouds": addresses.addresses,
    "notify.indexnow.key": indexnow_key,
    "notify.indexnow.endpoint": addresses.address,
    "validate.modules": _modules,
    **{f"feeds.{form.value}": _path_or_none for form in Format},
    **{f"feeds.{taxonomy.value}.{form.value}": _term_path for taxonomy in Taxonomy for form in Format},
    **{f"feeds.{taxonomy.value}.limit": _at_least(0) for taxonomy in Taxonomy},
    **{f"feeds.{taxonomy.value}.title": _title for taxonomy in Taxonomy},
    **{f"feeds.{taxonomy.value}.page": _term_page for taxonomy in Taxonomy},
    **{f"feeds.{taxonomy.value}.paths": _term_paths for taxonomy in Taxonomy},
    **{f"feeds.{taxonomy.value}.aliases": _aliases for taxonomy in Taxonomy},
}
