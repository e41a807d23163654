"""The terms of posts: which there are, what they are called now, and which posts the feed of each holds."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from feedpub.model.records import Diagnostic, Level, Taxonomy, Term, Where
from feedpub.text import urls
from feedpub.text.urls import label_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from feedpub.generate.select.versions import Versions
    from feedpub.model.feed_options import FeedsOptions, TermOptions
    from feedpub.model.records import Post
    from feedpub.model.site import Site


class TermGroup(Struct, kw_only=True):
    """The posts of one term while they are gathered; `label` is as the newest of them spells it."""

    label: str
    posts: list[Post] = field(default_factory=list)


def is_wanted(label: str, options: TermOptions) -> bool:
    """Whether a term is to have a feed."""
    if not options.only and not options.without:
        return True
    key = label_key(label)
    return key not in map(label_key, options.without) and (not options.only or key in map(label_key, options.only))


def taxonomies(
    site: Site, feeds: FeedsOptions, *, are_listed: bool
) -> tuple[tuple[Taxonomy, TermOptions, Callable[[Post], Sequence[str]]], ...]:
    """Return each taxonomy with what gives its labels of a post; `are_listed`: some posts say what lists them."""

    def own(labels: Callable[[Post], Sequence[str]]) -> Callable[[Post], Sequence[str]]:
        return _unlisted(labels) if are_listed else labels

    authors = tuple(author.name for author in site.authors)
    language = (site.language,) if site.language else ()
    return (
        (Taxonomy.CATEGORY, feeds.categories, own(attrgetter("categories"))),
        (Taxonomy.TAG, feeds.tags, own(attrgetter("tags"))),
        (Taxonomy.AUTHOR, feeds.authors, _authors(authors)),
        (Taxonomy.LANGUAGE, feeds.languages, own(lambda post: (post.language,) if post.language else language)),
        (Taxonomy.SECTION, feeds.sections, own(attrgetter("sections"))),
    )


def _authors(of_site: Sequence[str]) -> Callable[[Post], Sequence[str]]:
    """Return the names of the authors of a post, unless its generator says which pages list it by its authors."""

    def names(post: Post) -> Sequence[str]:
        if any(listing.term.taxonomy is Taxonomy.AUTHOR for listing in post.listings or ()):
            return ()
        return [author.name for author in post.authors] or of_site

    return names


def _unlisted(labels: Callable[[Post], Sequence[str]]) -> Callable[[Post], Sequence[str]]:
    """Return what has no labels for the posts whose generator says what lists them."""
    return lambda post: () if has_feeds_of_listings(post) else labels(post)


def has_feeds_of_listings(post: Post) -> bool:
    """Whether the generator says which feeds there are besides that of the site."""
    return post.listings is not None and all(listing.has_feed is not None for listing in post.listings)


class TermNames:
    """What terms are called: labels that differ only in case or normal form are one, and so are former names."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        """Take the former names, each with what it is called now."""
        self._aliases = {label_key(former): name for former, name in aliases.items()}
        self._formers: dict[str, list[str]] = {}
        for former, name in aliases.items():
            self._formers.setdefault(label_key(name), []).append(former)

    def now(self, label: str) -> str:
        """Return the name of a term as posts write it, or what it is called now."""
        return self._aliases.get(label_key(label), label) if self._aliases else label

    def formers(self, label: str) -> Sequence[str]:
        """Return what a term was called before."""
        return self._formers.get(label_key(label), ()) if self._formers else ()


def groups(
    posts: Sequence[Post], labels: Callable[[Post], Sequence[str]], limit: int, names: TermNames, versions: Versions
) -> list[TermGroup]:
    """Gather the newest posts of each term."""
    by_spelling: dict[str, TermGroup] = {}
    by_key: dict[str, TermGroup] = {}
    full: set[str] = set()
    for post, written in zip(posts, map(labels, posts), strict=True):
        if full.issuperset(written):
            continue  # as most posts of a large site are: older than all that the feeds of their terms hold
        for label in written:
            group = by_spelling.get(label)
            if group is None:
                name = names.now(label)
                group = by_key.setdefault(label_key(name), TermGroup(label=name))
                by_spelling[label] = group
            held = group.posts
            if (not held or ((not limit or len(held) < limit) and held[-1] is not post)) and (
                not versions or versions.is_held(post, _of_term(label, labels, names))
            ):
                held.append(post)
            if limit and len(held) >= limit:
                full.add(label)
    return [group for group in by_key.values() if group.posts]


def _of_term(label: str, labels: Callable[[Post], Sequence[str]], names: TermNames) -> Callable[[Post], bool]:
    """Return whether a post is of the term that is written so."""
    key = label_key(names.now(label))
    return lambda post: key in {label_key(names.now(each)) for each in labels(post)}


def wanted(found: Sequence[TermGroup], options: TermOptions) -> Sequence[TermGroup]:
    """Leave out the terms that are to have no feed; those that are named are spelt as they are there."""
    if not options.only and not options.without:
        return found
    only = {label_key(label): label for label in options.only}
    without = {label_key(label) for label in options.without}
    return [
        TermGroup(label=only.get(label_key(group.label), group.label), posts=group.posts)
        for group in found
        if label_key(group.label) not in without and (not only or label_key(group.label) in only)
    ]


def terms(
    taxonomy: Taxonomy, found_groups: Iterable[TermGroup], found: list[Diagnostic]
) -> list[tuple[Term, tuple[Post, ...]]]:
    """Return the terms, by their slugs; two of one slug are noted."""
    by_slug: dict[str, TermGroup] = {}
    for group in found_groups:
        slug = urls.slug_or_hash(group.label)
        first = by_slug.setdefault(slug, group)
        if first is not group:
            found.append(_same_slug(taxonomy, slug, group, first))
    return [
        (Term(taxonomy=taxonomy, slug=slug, label=group.label), tuple(group.posts))
        for slug, group in sorted(by_slug.items())
    ]


def labels_of(post: Post, taxonomy: Taxonomy, site: Site) -> Sequence[str]:
    """Return the terms of a post, whatever pages list it."""
    if taxonomy is Taxonomy.AUTHOR:
        return [author.name for author in post.authors or site.authors]
    if taxonomy is Taxonomy.LANGUAGE:
        return [post.language or site.language]
    labels: Sequence[str] = getattr(post, taxonomy.value)
    return labels


def _same_slug(taxonomy: Taxonomy, slug: str, group: TermGroup, first: TermGroup) -> Diagnostic:
    source, other = group.posts[0].source, first.posts[0].source
    return Diagnostic(
        code="feed/duplicate-slug",
        level=Level.ERROR,
        where=Where(path=source),
        text=(
            f"`{group.label}` (in `{source}`) and `{first.label}` (in `{other}`) are two terms of "
            f"{taxonomy.value}, and both have the slug `{slug}`"
        ),
        why="Their feeds would have one address, and the subscribers of one would get the other",
        hint="Spell both alike if they are one, otherwise rename one of the two",
        found=group.label,
    )
