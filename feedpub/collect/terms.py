"""Who wrote a post, what it is about, and in which languages it exists, as its front matter says."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.collect.media import absolute
from feedpub.collect.problem import Problem
from feedpub.model.details import Translation
from feedpub.model.records import Author
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Fields, Path
    from feedpub.collect.frontmatter import Value
    from feedpub.model.records import Post

_LANGUAGE = patterns.lazy(
    r"(?:[A-Za-z]{2,3}|[ix](?=-))(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{1,8})*"
)
_MAIL_AND_NAME = patterns.lazy(r"([^<>\s@()]++@[^<>\s@()]++)\s*+\(([^()\s]++(?:\s++[^()\s]++)*+)\s*+\)")
_NAME_AND_MAIL = patterns.lazy(r"([^<>\s]++(?:\s++[^<>\s]++)*+)\s*+<([^<>\s@]++@[^<>\s@]++)>")


LONGEST = 1000
"""Characters of the name of a term, which is part of the path of its feeds."""
_GROUPS = ("categories", "tags", "taxonomies", "category", "tag", "authors")


def is_too_much(post: Post, most: int) -> bool:
    """Whether a post has more terms than are allowed, or one with a name too long for a path."""
    number = len(post.categories) + len(post.tags) + len(post.authors)
    if number > most or len(post.listings or ()) > most + len(post.sections) + 1:
        return True
    terms = (*post.categories, *post.tags)
    # Nearly all posts have fewer characters in all of them than one may have: asked of every post, so asked at once.
    return len("".join(terms)) > LONGEST and any(len(term) > LONGEST for term in terms)


def refusal(post: Post, most: int, place: tuple[int, int] = (1, 1)) -> Problem:
    """Return what is said of a post of which `is_too_much` is true."""
    line, column = place
    long = next((term for term in (*post.categories, *post.tags) if len(term) > LONGEST), "")
    if long:
        return Problem(
            code="post/long-term",
            text=f"The name of a category or tag has {len(long)} characters; {LONGEST} are allowed.",
            hint="Check the quotes and commas of the list.",
            why="It is part of the path of its feed, and stands in every feed with the post.",
            line=line,
            column=column,
            found=long,
        )
    number = max(len(post.categories) + len(post.tags) + len(post.authors), len(post.listings or ()))
    return Problem(
        code="post/too-many-terms",
        text=f"The post has {number} categories, tags and authors; {most} are allowed.",
        hint="Take some out, or raise `content.max_terms`.",
        why="Each may have a feed, and each of these feeds repeats all of them.",
        line=line,
        column=column,
    )


def place_of(fields: Fields) -> tuple[int, int]:
    """Return line and column of the longest list of terms in the front matter."""
    found = [(len(value), path) for group in _GROUPS for path, value in fields.all(group)]
    return fields.place(max(found, key=lambda each: each[0])[1]) if found else (1, 1)


def categories(fields: Fields) -> tuple[str, ...]:
    """Return the categories: `category` is one, `categories` may be several; see `fields.words`."""
    return _terms(fields, "category", "categories")


def tags(fields: Fields) -> tuple[str, ...]:
    """Return the tags: `tag` is one, `tags` may be several."""
    return _terms(fields, "tag", "tags")


def _terms(fields: Fields, one: str, several: str) -> tuple[str, ...]:
    """Both keys together and Zola's `taxonomies`, in the order written, nothing twice."""
    paths = fields.paths
    if not (one in paths or "taxonomies" in paths or fields.may_be_unclean):
        [(key,), *more] = paths[several]
        value = fields.values[key]
        if not more and isinstance(value, list) and set(map(type, value)) == {str}:
            return _of_words(tuple(value))
    found: dict[str, None] = {}
    for path, value in fields.all(several):
        found |= dict.fromkeys(fields.words(path, value, split=True))
    for path, value in fields.all(one):
        split = isinstance(value, str) and "," in value
        found |= dict.fromkeys(fields.words(path, value, split=split))
    for path, value in fields.all("taxonomies"):
        if isinstance(value, dict) and value.get(several):
            found |= dict.fromkeys(fields.words((*path, several), value[several], split=False))
    return tuple(" ".join(term.split()) for term in found if term.strip())


@lru_cache(maxsize=4096)
def _of_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms of a list of words, as most posts have it; many posts have the same list."""
    stripped = dict.fromkeys(word.strip() for word in words)
    return tuple(" ".join(term.split()) for term in stripped if term)


def authors(builder: RecordBuilder) -> tuple[Author, ...]:
    """Return the authors, of `author` and `authors` together."""
    found = [
        author
        for path, value in builder.all("authors")
        for item_path, item in _each(path, value)
        if (author := _author(builder, item_path, item, builder.settings.site_url))
    ]
    return tuple(dict.fromkeys(found))


def _each(path: Path, value: Value) -> Iterator[tuple[Path, Value]]:
    if isinstance(value, list):
        yield from (((*path, number), item) for number, item in enumerate(value))
    else:
        yield path, value


def _author(fields: Fields, path: Path, value: Value, base_url: str) -> Author | None:
    if isinstance(value, dict):
        return _described(fields, path, value, base_url)
    written = " ".join(fields.as_text(path, value).split())
    return person(written) if written else None


def person(written: str) -> Author:
    """Return who a text names: `Name`, `Name <address>`, or `address (Name)`, as RSS has it."""
    if match := _NAME_AND_MAIL.fullmatch(written):
        return Author(name=match[1], email=match[2])
    if match := _MAIL_AND_NAME.fullmatch(written):
        return Author(name=match[2], email=match[1])
    return Author(name=written)


def _described(fields: Fields, path: Path, value: dict[str, Value], base_url: str) -> Author | None:
    def part(*keys: str) -> tuple[Path, str]:
        key = next((key for key in keys if value.get(key)), keys[0])
        return (*path, key), fields.as_text((*path, key), value.get(key, ""))

    name, email = part("name")[1], part("email", "mail")[1]
    address_path, address = part("url", "uri", "link", "website")
    if not name:
        fields.wrong_type(path, "a name, or a mapping with `name`", value)
        return None
    url = absolute(fields, address_path, address, base_url) if address else ""
    return Author(name=" ".join(name.split()), email=email, url=url)


def as_language(text: str) -> str:
    """Return a language tag with `-` for `_`; empty when it cannot be one (BCP 47)."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def language(fields: Fields) -> str:
    """Return the language that the post says it is in; empty when it says nothing."""
    written = fields.text("language")
    if not written:
        return ""
    tag = as_language(written)
    if not tag:
        path = fields.all("language")[0][0]
        _bad_language(fields, path, written)
    return tag


def _bad_language(fields: Fields, path: Path, written: str) -> None:
    fields.unusable(
        path,
        "post/bad-language",
        f"`{written}` is not a language tag.",
        "Write a tag of BCP 47, such as `ko`, `en-GB` or `zh-Hant`.",
        written,
        why="Readers and search engines ignore the language of the post.",
    )


def translations(builder: RecordBuilder) -> tuple[Translation, ...]:
    """Return the versions in other languages that the front matter lists with their addresses."""
    fields, base_url = builder, builder.url
    found: list[Translation] = []
    for path, value in fields.all("translations"):
        if isinstance(value, dict):
            found += _by_language(fields, path, value, base_url)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                found += _listed(fields, (*path, number), item, base_url)
        else:
            fields.wrong_type(path, "a mapping of languages to addresses", value)
    return tuple(found)


def _by_language(fields: Fields, path: Path, value: dict[str, Value], base_url: str) -> Iterator[Translation]:
    for key, address in value.items():
        yield from _translation(fields, (*path, key), key, address, base_url)


def _listed(fields: Fields, path: Path, item: Value, base_url: str) -> Iterator[Translation]:
    if not isinstance(item, dict):
        fields.wrong_type(path, "a mapping with `lang` and `url`", item)
        return
    tag = item.get("lang") or item.get("language") or item.get("locale") or ""
    yield from _translation(fields, path, fields.as_text(path, tag), item.get("url", ""), base_url)


def _translation(fields: Fields, path: Path, tag: str, address: Value, base_url: str) -> Iterator[Translation]:
    written = fields.as_text(path, address)
    language_tag = "x-default" if tag == "x-default" else as_language(tag)
    if not language_tag:
        _bad_language(fields, path, tag)
    elif written and (url := absolute(fields, path, written, base_url)):
        yield Translation(language=language_tag, url=url)
