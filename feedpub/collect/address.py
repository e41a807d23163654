"""The address of a post: what its author wrote, else the site's pattern, filled in; never a way out of the site.

`index` files take the address of their folder. A file with a language in its name (`post.en.md`) has the language
in front of its path, as Hugo and Zola do, unless it is the site's own or the pattern has `:language`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from feedpub.collect import permalink
from feedpub.collect.fields import as_flag
from feedpub.collect.permalink import Placeholders
from feedpub.model.records import Absence, Level
from feedpub.text import patterns, urls

if TYPE_CHECKING:
    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Path
    from feedpub.collect.frontmatter import Value
    from feedpub.collect.permalink import Pattern
    from feedpub.collect.settings import Settings

_SLUG = patterns.lazy(r"[\w.~-]+")
_OF_AN_ERROR = patterns.lazy(
    r"(?:[a-z]{2,3}(?:-[a-z0-9]+)*/)?(?:pages/)?(?:403|404|410|500|50x)(?:\.html?|(?:/index\.html?)?/?)", re.IGNORECASE
)
"""Below the site, one of its languages or the folder of Pelican's pages; deeper down a page may tell of such errors."""
_OF_A_PROOF = patterns.lazy(
    r"(?:google[0-9a-f]{16}|naver[0-9a-f]{16,40}|yandex_[0-9a-f]{8,40}|pinterest-[0-9a-f]{5,40})\.html"
)
"""Files by which Google, Naver, Yandex and Pinterest know the owner of a site, as their help pages name them."""


def url(builder: RecordBuilder) -> str:
    """Return the absolute URL: of `permalink`, of the folder for `index`, else of the site's pattern."""
    settings, name = builder.settings, builder.name
    facts = _facts(builder)
    given = builder.first("permalink")
    if given and as_flag(given[1]) is not False:
        path = _written_permalink(builder, *given, facts)
    elif name.is_index and "slug" not in builder.paths:
        path = permalink.folder_path(facts.folder) + "/"
    else:
        pattern = settings.page_permalink if facts.date is None else settings.permalink
        path = _expanded(builder, pattern, facts)
    if builder.named.language and not given and _is_prefixed(builder.named.language, settings):
        path = f"/{builder.named.language.lower()}/{path}"
    try:
        return settings.site_url + permalink.quoted(path)
    except ValueError as error:
        _unsafe(builder, given[0] if given else (), path, str(error))
        return settings.site_url


def not_for_readers(url: str, site_url: str) -> Absence | None:
    """Return why a page is nothing to be found: `/404.html`, `/404/`, `/ko/404.html`, proofs of who owns the site."""
    path = url.removeprefix(site_url)
    if _OF_A_PROOF.fullmatch(path):
        return Absence.PROOF
    return Absence.ERROR_PAGE if _OF_AN_ERROR.fullmatch(path) else None


def _facts(builder: RecordBuilder) -> Placeholders:
    post, name = builder.post, builder.name
    return Placeholders(
        folder=name.folder,
        name=name.stem,
        slug=_slug(builder),
        title=post["title"],
        date=builder.local,
        categories=post.get("categories", ()),
        language=post["language"] or builder.settings.language,
    )


def _slug(builder: RecordBuilder) -> str:
    """Return the slug: the author's as written, else made of the file's name (the folder's for `index`)."""
    written = unicodedata.normalize("NFC", builder.text("slug")) if "slug" in builder.paths else ""
    if not written:
        return _slug_of_name(builder)
    if "/" in written or not urls.is_safe_path(written):
        path = builder.all("slug")[0][0]
        _unsafe(builder, path, written, "a slug is one name, without `/`, `..` and control characters")
        return ""
    return written if _SLUG.fullmatch(written) else urls.slug_or_hash(written)


def _slug_of_name(builder: RecordBuilder) -> str:
    name = builder.name
    slug = urls.slugify(name.name)
    if slug or (name.is_index and not name.folder):
        return slug
    slug = urls.slug_or_hash(name.name)
    builder.note(
        (),
        code="post/no-slug",
        text=f"The name of the file has no letter or digit to make an address of; `{slug}` is used.",
        hint="Rename the file, or give it `slug: …`.",
        level=Level.WARNING,
    )
    return slug


def _is_prefixed(language: str, settings: Settings) -> bool:
    """Whether the address needs the language of the name in front: `post.en.md` on a Korean site."""
    if language.lower() == settings.language.lower():
        return False
    return "language" not in settings.permalink.parts + settings.page_permalink.parts


def _written_permalink(builder: RecordBuilder, path: Path, value: Value, facts: Placeholders) -> str:
    written = builder.as_text(path, value)
    try:
        decoded = permalink.written_path(written, builder.settings.site_url)
    except ValueError as error:
        _unsafe(builder, path, written, str(error))
        return ""
    try:
        return permalink.expand(permalink.compile_pattern(decoded), facts)
    except ValueError as error:
        _bad_pattern(builder, path, written, str(error))
        return ""


def _expanded(builder: RecordBuilder, pattern: Pattern, facts: Placeholders) -> str:
    try:
        return permalink.expand(pattern, facts)
    except ValueError as error:
        _bad_pattern(builder, (), pattern.text, str(error))
        return ""


def _bad_pattern(builder: RecordBuilder, path: Path, written: str, what: str) -> None:
    builder.note(
        path,
        code="post/bad-permalink",
        text=f"The permalink `{written}` cannot be filled in: {what}.",
        hint="Correct the placeholder, or write the address itself: `/about/`.",
        found=written,
    )


def _unsafe(builder: RecordBuilder, path: Path, written: str, what: str) -> None:
    builder.note(
        path,
        code="post/unsafe-path",
        text=f"The address `{written}` is refused: {what}.",
        hint="Write a path below the site, such as `/2024/name/`.",
        why="A file or link outside the site's own folder would be somebody else's.",
        found=written,
    )
