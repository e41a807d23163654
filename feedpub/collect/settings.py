"""What reading a post needs to know of the configuration, checked once before any post is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect import permalink
from feedpub.collect.frontmatter import STRICT, Grammar
from feedpub.content.flavour import COMMON, Flavour
from feedpub.model.errors import UsageError
from feedpub.model.options import ContentOptions, LinkPosts
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.text import dates, urls

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from feedpub.collect.permalink import Pattern
    from feedpub.model.options import SiteOptions


_UNUSED = "/"


class TieOrder(Struct, frozen=True, kw_only=True):
    """In which order posts of one moment stand: generators differ, and where a feed ends it decides what it holds."""

    by: tuple[str, ...] = ("source",)
    """Names of texts of the post, the first that differs decides."""
    is_reversed: bool = False


class Settings(Struct, frozen=True, kw_only=True):
    """What reading a post needs to know of the configuration."""

    site_url: str
    zone: tzinfo
    language: str
    permalink: Pattern
    page_permalink: Pattern
    usual_extensions: frozenset[str]
    """Endings that pages have as well as posts; a file with another one is meant as a post."""
    max_terms: int = ContentOptions().max_terms
    """Categories, tags and authors that a post may have."""
    media_prefix: str = ""
    """What stands before names of media files that begin with no slash."""
    dialect: str = ""
    """The generator by whose rules files are read (`collect.dialects`); empty for feedpub's own."""
    extra: object = None
    """What the dialect needs besides: frozen data with a stable `repr`, that can be pickled."""
    flavour: Flavour = COMMON
    with_films: bool = False
    """Whether the films of posts are looked for."""
    """How the generator reads Markdown."""
    grammar: Grammar = STRICT
    """What of front matter the parser of the generator takes that others refuse."""
    mistakes: Level = Level.ERROR
    """How grave it is when a key has a value that feedpub cannot use: a generator builds the page all the same."""
    same_url: Level = Level.ERROR
    """How grave it is that two posts have one address: some generators let the one replace the other."""
    ties: TieOrder = TieOrder()
    """How posts of one moment stand in feeds."""
    leads_to_linked: bool = True
    """Whether the items of a post about a page elsewhere lead to that."""
    has_hidden: bool = True
    """Whether `hidden: true` keeps a post out; to generators it says nothing, to their themes as much as not on top."""
    named: str = ""
    """The way from the site to a folder with its files that the command line names, ending in a slash."""


def settings_for(
    options: ContentOptions, site: SiteOptions, *, dialect: str = "", extra: object = None, grammar: Grammar = STRICT
) -> Settings:
    """Return what reading a post needs to know. Raises UsageError naming every value that cannot be used.

    A dialect makes addresses by rules of its own, and sees to `content.permalink` itself.
    """
    if dialect:
        options = replace(options, permalink=_UNUSED, page_permalink=_UNUSED)
    mistakes: list[Diagnostic] = []

    def checked(key: str, value: str, check: Callable[[str], object]) -> None:
        try:
            check(value)
        except ValueError as error:
            mistakes.append(_mistake(key, value, str(error)))

    checked("site.url", site.url, urls.site_url)
    checked("site.timezone", site.timezone, dates.zone)
    checked("content.permalink", options.permalink, permalink.compile_pattern)
    checked("content.page_permalink", options.page_permalink, permalink.compile_undated)
    if mistakes:
        raise UsageError("The configuration has values that cannot be used.", mistakes)
    return Settings(
        site_url=urls.site_url(site.url),
        zone=dates.zone(site.timezone),
        language=site.language,
        permalink=permalink.compile_pattern(options.permalink),
        page_permalink=permalink.compile_undated(options.page_permalink),
        usual_extensions=frozenset(ContentOptions().extensions),
        max_terms=options.max_terms,
        media_prefix=options.media_prefix,
        dialect=dialect,
        extra=extra,
        grammar=grammar,
        mistakes=Level.WARNING if dialect else Level.ERROR,
        leads_to_linked=options.link_posts is LinkPosts.LINKED
        or (options.link_posts is LinkPosts.AUTO and not dialect),
        has_hidden=not dialect,
    )


def _mistake(key: str, value: str, what: str) -> Diagnostic:
    name = key.rpartition(".")[2]
    return Diagnostic(
        code=f"config/bad-{'permalink' if 'permalink' in name else name}",
        level=Level.ERROR,
        where=Where(path="feedpub.toml"),
        text=f"`{key}` is `{value}`: {what}.",
        hint=f"Correct `{name}` in `[{key.partition('.')[0]}]`.",
        found=value,
    )
