"""What is wrong between values of feedpub.toml that are right by themselves: checks of the whole, giving mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.config import folders
from feedpub.config.mistakes import bad_value, named, unknown_rule
from feedpub.model.records import Taxonomy
from feedpub.text import hosts, portable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from feedpub.config.mistakes import Mistake
    from feedpub.model.options import Options
    from feedpub.text.positions import Path

_OVERWRITTEN: Final = "One of the two files would overwrite the other."


def contradictions(options: Options, site_folder: FilePath) -> Iterator[Mistake]:
    """Return what is wrong between values that are right by themselves, or with the folders they name."""
    yield from _local(options)
    yield from _same_path(options)
    yield from _complete(options)
    yield from _news(options)
    yield from folders.contradictions(options, site_folder)
    yield from _key_file(options)
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


def _complete(options: Options) -> Iterator[Mistake]:
    """Note that no feed holds all posts, where each that does is to say so."""
    feeds = options.feeds
    limits = (feeds.limit, *(getattr(feeds, each.value).limit for each in Taxonomy), *(one.limit for one in feeds.more))
    if feeds.complete and 0 not in limits:
        yield bad_value(
            ("feeds", "complete"),
            f"no feed holds all posts: each has at most {feeds.limit}",
            "true",
            hint="Write `limit = 0` below [feeds] or [feeds.categories] and the like, or take `complete` out.",
            why="A feed that says it is complete makes readers forget the posts that it lacks, so none would say it.",
        )


def _news(options: Options) -> Iterator[Mistake]:
    """Note that a news sitemap would have to name a language that nobody has said."""
    path = options.sitemap.news.path
    if options.sitemap.enabled and path and not options.site.language:
        yield bad_value(
            ("sitemap", "news", "path"),
            "a news sitemap names the language of the publication, and `site.language` is empty",
            path,
            hint='Write `language = "en"`, or whatever it is, below [site].',
            why="Google passes over articles without the language of their publication.",
        )


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
        yield ("sitemap", "text"), options.sitemap.text
        yield ("sitemap", "news", "path"), options.sitemap.news.path
    yield from ((("feeds", name), getattr(feeds, name)) for name in ("stylesheet", "page", "opml"))
    if options.notify.indexnow.key_file:
        yield ("notify", "indexnow", "key"), f"{options.notify.indexnow.key}.txt"


def _key_file(options: Options) -> Iterator[Mistake]:
    indexnow = options.notify.indexnow
    if indexnow.key_file and not indexnow.key:
        sentence = "there is no key that the file could hold"
        hint = "Write the key into `key` of [notify.indexnow]: it is public, as the file is."
        yield bad_value(("notify", "indexnow", "key_file"), sentence, "true", hint=hint)


def _rules(options: Options) -> Iterator[Mistake]:
    if not options.validate.rules or options.validate.modules:
        return  # what rules there are in modules is known only to those who run them
    from feedpub import validator  # noqa: PLC0415 - the catalogue is needed by those who change it only

    rules = validator.catalogue()
    for pattern in validator.unmatched(options.validate.rules, rules):
        yield unknown_rule(("validate", "rules", pattern), pattern, [rule.name for rule in rules])
