"""What is said about a Pelican configuration: what of it cannot be known, and what of it is not followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.options import ContentOptions, SiteOptions
from feedpub.model.records import Diagnostic, Level
from feedpub.sites.pelican import address, feeds, markdown
from feedpub.sites.pelican.rules import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.sites.pelican.config import PelicanConfiguration

_ADDRESSES: Final = (
    *PATTERNS,
    "DEFAULT_LANG",
    "DEFAULT_CATEGORY",
    "DEFAULT_METADATA",
    "USE_FOLDER_AS_CATEGORY",
    "FILENAME_METADATA",
    "PATH_METADATA",
    "EXTRA_PATH_METADATA",
    "SLUGIFY_SOURCE",
    "SLUGIFY_USE_UNICODE",
    "SLUGIFY_PRESERVE_CASE",
    "SLUG_REGEX_SUBSTITUTIONS",
    "CATEGORY_REGEX_SUBSTITUTIONS",
    "TAG_REGEX_SUBSTITUTIONS",
    "AUTHOR_REGEX_SUBSTITUTIONS",
    "PATH",
    "ARTICLE_PATHS",
    "ARTICLE_EXCLUDES",
    "PAGE_PATHS",
    "PAGE_EXCLUDES",
)
"""Settings that addresses follow from."""
_OPTIONS: Final = {
    "SITENAME": "[site] title",
    "SITESUBTITLE": "[site] description",
    "AUTHOR": "[site] author",
    "TIMEZONE": "[site] timezone",
    "WITH_FUTURE_DATES": "[content] future",
    "FEED_MAX_ITEMS": "[feeds] limit",
    "OUTPUT_PATH": "[output] folder",
    "ARTICLE_URL": "[content] permalink",
    "PATH": "[content] folder",
}
"""Settings, and the keys of feedpub.toml that say the same."""
_OLD: Final = (
    "SLUG_SUBSTITUTIONS",
    "CATEGORY_SUBSTITUTIONS",
    "TAG_SUBSTITUTIONS",
    "AUTHOR_SUBSTITUTIONS",
    "CLEAN_URLS",
    "ARTICLE_PERMALINK_STRUCTURE",
)
"""Settings of older releases, which change addresses in ways of their own."""
_PLUGINS: Final = frozenset({"i18n_subsites", "subcategory", "yaml_metadata", "filetime_from_git", "permalinks"})
"""Plug-ins that change addresses or dates."""


def complaints(settings: PelicanConfiguration, site: SiteOptions, content: ContentOptions) -> Iterator[Diagnostic]:
    """Return what cannot be known or is not followed, where feedpub.toml does not say it instead."""
    given = set(_given(site, content))
    for name in (*_ADDRESSES, *_OPTIONS, *feeds.NAMES):
        if name in settings.names.unknown and name not in given:
            given.add(name)
            yield _unknown(settings, name)
    for module, where in settings.names.imports.items():
        yield Diagnostic(
            code="config/not-static",
            level=Level.WARNING,
            where=where,
            text=f"`{module}` lies elsewhere: what it sets is not known.",
            hint="Write the settings that feedpub needs in feedpub.toml, or in the configuration itself.",
            why="feedpub runs nothing of a site.",
        )
    yield from _not_followed(settings)


def _given(site: SiteOptions, content: ContentOptions) -> Iterator[str]:
    """Return the settings in whose place feedpub.toml stands, as far as that can be seen."""
    usual_site, usual = SiteOptions(url=site.url), ContentOptions()
    for name, is_given in (
        ("SITENAME", site.title != usual_site.title),
        ("SITESUBTITLE", site.description != usual_site.description),
        ("AUTHOR", site.author != usual_site.author),
        ("TIMEZONE", site.timezone != usual_site.timezone),
        ("ARTICLE_URL", content.permalink != usual.permalink),
        ("PATH", content.folder != usual.folder),
    ):
        if is_given:
            yield name


def _unknown(settings: PelicanConfiguration, name: str) -> Diagnostic:
    option = _OPTIONS.get(name, "[feeds]" if name in feeds.NAMES else "")
    instead = f"Write `{option}` in feedpub.toml" if option else f"Write `{name}` as a literal"
    return Diagnostic(
        code="config/not-static",
        level=Level.ERROR if name in _ADDRESSES else Level.WARNING,
        where=settings.where(name),
        text=f"`{name}` is computed: its value is not known without running the configuration.",
        hint=f"{instead}, or name a file of literals in `[site] config`.",
        why="feedpub runs nothing of a site.",
    )


def _not_followed(settings: PelicanConfiguration) -> Iterator[Diagnostic]:
    if settings.names.values.get("DEFAULT_DATE") == "fs":
        yield _warning(
            settings,
            "DEFAULT_DATE",
            "config/date-of-files",
            "`DEFAULT_DATE` asks for the time of files: posts without a date have none here.",
            "Write `Date:` in each post.",
            "A checkout gives every file the time of the checkout, and every post would be new again.",
        )
    for name in _OLD:
        if settings.names.values.get(name) or name in settings.names.unknown:
            yield Diagnostic(
                code="config/setting-of-old",
                level=Level.ERROR,
                where=settings.where(name),
                text=f"`{name}` belongs to an older Pelican, and changes addresses in a way that is not followed.",
                hint="Write what it stands for: Pelican prints the new settings in its place.",
                why="Posts would have other addresses, and other ids, than in Pelican's feeds.",
            )
    named = next((name for name, pattern in _dated(settings) if address.uses_names(pattern)), "")
    if named and _is_foreign(settings):
        yield _warning(
            settings,
            named,
            "config/names-of-months",
            "Addresses have the names of months or days, which are English here, and not those of `LOCALE`.",
            "Use numbers, such as `{date:%m}`, or set `LOCALE` to `C`.",
            "The addresses of posts would differ from Pelican's.",
        )
    yield from _of_feeds(settings)
    yield from _of_markdown(settings)
    for name in settings.listed("PLUGINS", ()):
        if name.rpartition(".")[2].replace("-", "_") in _PLUGINS:
            yield _warning(
                settings,
                "PLUGINS",
                "config/plugin-not-run",
                f"The plug-in `{name}` changes addresses or dates, and is not run.",
                "Compare the addresses in the feeds with those of the site.",
                "feedpub runs nothing of a site.",
            )


def _of_markdown(settings: PelicanConfiguration) -> Iterator[Diagnostic]:
    if names := markdown.unknown(settings):
        several = len(names) > 1
        yield _warning(
            settings,
            "MARKDOWN",
            "config/markdown-extension",
            f"The extension{'s' if several else ''} {', '.join(f'`{name}`' for name in names)} of Markdown"
            f" {'are' if several else 'is'} not known: texts are read without {'them' if several else 'it'}.",
            "Take the texts of posts from the pages that Pelican made: `feedpub build --built output`.",
            "What an extension adds to Markdown would stand in the feeds as it is written.",
        )


def _dated(settings: PelicanConfiguration) -> Iterator[tuple[str, str]]:
    for name, default in PATTERNS.items():
        yield name, settings.text(name, default)


def _is_foreign(settings: PelicanConfiguration) -> bool:
    value = settings.names.values.get("LOCALE", "")
    first = value[0] if isinstance(value, list | tuple) and value else value
    return "LOCALE" in settings.names.unknown or not str(first).startswith(("en", "C", "POSIX"))


def _of_feeds(settings: PelicanConfiguration) -> Iterator[Diagnostic]:
    url, domain = settings.text("SITEURL").rstrip("/"), settings.text("FEED_DOMAIN").rstrip("/")
    if domain and domain != url:
        yield _elsewhere(settings, "FEED_DOMAIN")
    for name in feeds.NAMES:
        if settings.text(f"{name}_URL") and settings.text(f"{name}_URL") != settings.text(name):
            yield _elsewhere(settings, f"{name}_URL")
    for kind in ("ATOM", "RSS"):
        first, second = (feeds.path_of(settings, f"{name}_{kind}") for name in feeds.OF_SITE)
        if first and second and first != second:
            yield _warning(
                settings,
                f"FEED_{kind}",
                "config/second-feed",
                f"`FEED_{kind}` is not published beside `FEED_ALL_{kind}`: the site has one feed in a format here.",
                f"Lead `/{second}` to `/{first}` where the site is served.",
                "Subscribers of the other feed would get nothing any more.",
            )


def _elsewhere(settings: PelicanConfiguration, name: str) -> Diagnostic:
    return _warning(
        settings,
        name,
        "config/feed-elsewhere",
        f"`{name}` gives feeds another address than that of their files; they name the address of their files here.",
        "Lead the other address to the file where the site is served.",
        "Some readers move a subscription to the address that a feed names.",
    )


def _warning(settings: PelicanConfiguration, name: str, code: str, text: str, hint: str, why: str) -> Diagnostic:  # noqa: PLR0913, PLR0917 - the parts of a message
    return Diagnostic(code=code, level=Level.WARNING, where=settings.where(name), text=text, hint=hint, why=why)
