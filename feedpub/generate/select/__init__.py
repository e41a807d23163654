"""Which feeds a site has, where each is published, and which posts each holds.

Decides only: it reads no file and makes no document. The posts come as `collect` gives them.
"""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct, field

from feedpub.generate.select.pages import TermPages, filled
from feedpub.generate.select.paths import CONFIGURATION, Claim, Paths
from feedpub.model.options import MoreFeedOptions, TermOptions
from feedpub.model.records import Diagnostic, FeedSpec, Format, Level, Taxonomy, Term, Where
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from feedpub.model.options import FeedsOptions
    from feedpub.model.records import Listing, Post, Site


class Selection(Struct, frozen=True, kw_only=True):
    """The feeds that exist, the site's first, each with its posts newest first; and what hinders others."""

    feeds: tuple[tuple[FeedSpec, tuple[Post, ...]], ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class _Group(Struct, kw_only=True):
    """The posts of one term while they are gathered; `label` is as the newest of them spells it."""

    label: str
    posts: list[Post] = field(default_factory=list)


class _Candidate(Struct, frozen=True, kw_only=True):
    """A feed before its paths are known to be fit."""

    term: Term | None
    options: TermOptions | FeedsOptions | MoreFeedOptions
    section: str
    title: str
    posts: tuple[Post, ...]
    limit: int
    language: str = ""
    home_url: str = ""
    """Of the page that lists the same posts; empty where the generator does not say which there is."""


def select(
    posts: Sequence[Post],
    site: Site,
    feeds: FeedsOptions,
    feed_id: Callable[[Term | None], str],
    others: Iterable[Claim] = (),
) -> Selection:
    """Return the feed of the site and of each term of the enabled taxonomies, without those that have no post.

    `feed_id` gives the id of the feed of a term, or of the site's; `others` are the documents that are no feeds.
    """
    ordered = _newest_first(posts)
    found: list[Diagnostic] = []
    chosen: list[tuple[FeedSpec, tuple[Post, ...]]] = []
    candidates = tuple(_candidates(ordered, site, feeds, found))
    if len(candidates) > feeds.max_feeds:
        return Selection(feeds=(), diagnostics=(_too_many(candidates, feeds.max_feeds),))
    taken = Paths()
    pages = TermPages(posts, site.url)
    for claim in others:
        found += taken.problems(claim)
    for candidate in candidates:
        paths = dict(_paths(candidate, feeds.formats))
        said = [problem for claim in _claims(candidate, paths) for problem in taken.problems(claim)]
        problems: dict[tuple[str, Where], Diagnostic] = {}  # one term, one message
        for one in said:
            problems.setdefault((one.code, one.where), one)
        found += problems.values()
        if paths and not any(problem.level is Level.ERROR for problem in problems.values()):
            home_url = candidate.home_url or pages.url_of(candidate.term, candidate.options, paths.values())
            chosen.append((_spec(candidate, paths, site, feed_id(candidate.term), home_url), candidate.posts))
    return Selection(feeds=tuple(chosen), diagnostics=tuple(found))


def _newest_first(posts: Iterable[Post]) -> list[Post]:
    dated = [post for post in posts if post.date is not None and post.not_in_feeds is None]
    dated.sort(key=attrgetter("date"), reverse=True)  # stable: posts of one moment stay as `collect` gives them
    return dated


def _candidates(
    posts: Sequence[Post], site: Site, feeds: FeedsOptions, found: list[Diagnostic]
) -> Iterator[_Candidate]:
    if not posts:
        return
    of_site = [post for post in posts if not post.only_in_sections]
    if newest := tuple(of_site[: feeds.limit or None]):
        yield _Candidate(term=None, options=feeds, section="feeds", title=site.title, posts=newest, limit=feeds.limit)
    yield from _of_more(posts, of_site, site, feeds)
    are_listed = any(map(_has_feeds_of_listings, posts))
    for taxonomy, options, labels in _taxonomies(site, feeds, are_listed=are_listed):
        if not options.enabled:
            continue
        limit = feeds.limit if options.limit is None else options.limit
        members_of = posts if taxonomy is Taxonomy.SECTION else of_site
        groups = _wanted(_groups(members_of, labels, limit), options)
        for term, members in _terms(taxonomy, groups, found):
            title = filled(options.title, term, site.title) or site.title
            section = f"feeds.{taxonomy.value}"
            yield _Candidate(term=term, options=options, section=section, title=title, posts=members, limit=limit)
        if are_listed:
            yield from _of_listings(posts, taxonomy, options, limit, site)


def _of_more(posts: Sequence[Post], of_site: Sequence[Post], site: Site, feeds: FeedsOptions) -> Iterator[_Candidate]:
    """Return the feeds that have a selection of their own; each is known by its path."""
    for number, options in enumerate(feeds.more):
        wanted = {
            taxonomy: frozenset(map(_key, labels))
            for taxonomy in Taxonomy
            if (labels := getattr(options, taxonomy.value))
        }
        members = posts if Taxonomy.SECTION in wanted else of_site
        limit = feeds.limit if options.limit is None else options.limit
        found = [post for post in members if _is_selected(post, wanted, site)]
        if found:
            yield _Candidate(
                term=Term(taxonomy=Taxonomy.SECTION, slug=options.path, label=options.title or options.path),
                options=options,
                section=f"feeds.more.{number}",
                title=options.title or site.title,
                posts=tuple(found[: limit or None]),
                limit=limit,
                language=options.languages[0] if len(options.languages) == 1 else "",
                home_url=site.url + urls.quote_path(options.page) if options.page else "",
            )


def _is_selected(post: Post, wanted: Mapping[Taxonomy, frozenset[str]], site: Site) -> bool:
    return all(not keys.isdisjoint(map(_key, _labels(post, taxonomy, site))) for taxonomy, keys in wanted.items())


def _labels(post: Post, taxonomy: Taxonomy, site: Site) -> Sequence[str]:
    """Return the terms of a post, whatever pages list it."""
    if taxonomy is Taxonomy.AUTHOR:
        return [author.name for author in post.authors or site.authors]
    if taxonomy is Taxonomy.LANGUAGE:
        return [post.language or site.language]
    labels: Sequence[str] = getattr(post, taxonomy.value)
    return labels


def _of_listings(
    posts: Iterable[Post], taxonomy: Taxonomy, options: TermOptions, limit: int, site: Site
) -> Iterator[_Candidate]:
    """Return the feed of each page that lists posts, of sites whose generator says which there are."""
    found: dict[str, tuple[Listing, list[Post]]] = {}
    for post in posts:
        for listing in post.listings or ():
            if listing.term.taxonomy is not taxonomy or not listing.has_feed:
                continue
            if not _is_wanted(listing.term.label, options):
                continue
            if listing.has_translations or not _is_translation(post, site.language.lower()):
                held = found.setdefault(listing.term.slug, (listing, []))[1]
                if not held or held[-1] is not post:  # two spellings may be one page
                    held.append(post)
    for _, (listing, members) in sorted(found.items()):
        yield _Candidate(
            term=listing.term,
            options=options,
            section=f"feeds.{taxonomy.value}",
            title=filled(options.title, listing.term, listing.site_title or site.title) or site.title,
            posts=tuple(members[: limit or None]),
            limit=limit,
            language=listing.language,
            home_url=listing.url,
        )


def _is_translation(post: Post, language: str) -> bool:
    """Whether the post is in another language than this one, and has a version in it."""
    if not post.translations or post.language.lower() in {"", language}:
        return False
    return any(each.language.lower() == language for each in post.translations)


def _is_wanted(label: str, options: TermOptions) -> bool:
    if not options.only and not options.without:
        return True
    key = _key(label)
    return key not in map(_key, options.without) and (not options.only or key in map(_key, options.only))


def _taxonomies(
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
    return lambda post: () if _has_feeds_of_listings(post) else labels(post)


def _has_feeds_of_listings(post: Post) -> bool:
    """Whether the generator says which feeds there are besides that of the site."""
    return post.listings is not None and all(listing.has_feed is not None for listing in post.listings)


def _groups(posts: Sequence[Post], labels: Callable[[Post], Sequence[str]], limit: int) -> list[_Group]:
    """Gather the newest posts of each term; labels that differ only in case or normal form are one term."""
    by_spelling: dict[str, _Group] = {}
    by_key: dict[str, _Group] = {}
    full: set[str] = set()
    for post, names in zip(posts, map(labels, posts), strict=True):
        if full.issuperset(names):
            continue  # as most posts of a large site are: older than all that the feeds of their terms hold
        for label in names:
            group = by_spelling.get(label)
            if group is None:
                group = by_key.setdefault(_key(label), _Group(label=label))
                by_spelling[label] = group
            held = group.posts
            if not held or ((not limit or len(held) < limit) and held[-1] is not post):
                held.append(post)
            if limit and len(held) >= limit:
                full.add(label)
    return list(by_key.values())


def _wanted(groups: Sequence[_Group], options: TermOptions) -> Sequence[_Group]:
    """Leave out the terms that are to have no feed; those that are named are spelt as they are there."""
    if not options.only and not options.without:
        return groups
    only = {_key(label): label for label in options.only}
    without = {_key(label) for label in options.without}
    return [
        _Group(label=only.get(_key(group.label), group.label), posts=group.posts)
        for group in groups
        if _key(group.label) not in without and (not only or _key(group.label) in only)
    ]


def _key(label: str) -> str:
    return normalize("NFC", normalize("NFC", label).casefold())


def _terms(
    taxonomy: Taxonomy, groups: Iterable[_Group], found: list[Diagnostic]
) -> list[tuple[Term, tuple[Post, ...]]]:
    by_slug: dict[str, _Group] = {}
    for group in groups:
        slug = urls.slug_or_hash(group.label)
        first = by_slug.setdefault(slug, group)
        if first is not group:
            found.append(_same_slug(taxonomy, slug, group, first))
    return [
        (Term(taxonomy=taxonomy, slug=slug, label=group.label), tuple(group.posts))
        for slug, group in sorted(by_slug.items())
    ]


def _paths(candidate: _Candidate, formats: Iterable[Format]) -> Iterator[tuple[Format, str]]:
    if isinstance(candidate.options, MoreFeedOptions):
        yield candidate.options.format, candidate.options.path
        return
    templates: dict[Format, str] = {each: getattr(candidate.options, each.value) for each in formats}
    if candidate.term is not None and isinstance(candidate.options, TermOptions):
        own = candidate.options.atom_paths.get(candidate.term.label)
        if own and Format.ATOM in templates:
            templates[Format.ATOM] = own
    for each, template in templates.items():
        if template:
            yield each, filled(template, candidate.term)


def _claims(candidate: _Candidate, paths: Mapping[Format, str]) -> Iterator[Claim]:
    term = candidate.term
    is_one_of_more = isinstance(candidate.options, MoreFeedOptions)
    for each, path in paths.items():
        yield Claim(
            path=path,
            name=_name(candidate),
            option=f"{candidate.section}.{'path' if is_one_of_more else each.value}",
            source="" if term is None or is_one_of_more else candidate.posts[0].source,
            label="" if term is None else term.label,
            is_given=term is not None and candidate.posts[0].listings is not None,
        )


def _spec(candidate: _Candidate, paths: Mapping[Format, str], site: Site, name: str, home_url: str) -> FeedSpec:
    term = candidate.term
    of_term = term.label if term is not None and term.taxonomy is Taxonomy.LANGUAGE else ""
    return FeedSpec(
        term=term,
        id=name,
        title=candidate.title,
        description=site.description,
        language=candidate.language or of_term or site.language,
        paths=paths,
        urls={each: site.url + urls.quote_path(path) for each, path in paths.items()},
        limit=candidate.limit,
        home_url=home_url,
    )


def _name(candidate: _Candidate) -> str:
    if candidate.term is None:
        return "the feed of the site"
    if isinstance(candidate.options, MoreFeedOptions):
        return f"the feed `{candidate.options.path}`"
    return f"the feed of `{candidate.term.label}` ({candidate.term.taxonomy.value})"


def _too_many(candidates: Sequence[_Candidate], most: int) -> Diagnostic:
    """Say how many feeds of what there would be, and which post has the most of its own."""
    number = len(candidates)
    sections = Counter(candidate.section for candidate in candidates)
    section, of_section = sections.most_common(1)[0]
    sources = Counter(post.source for candidate in candidates for post in candidate.posts[:1])
    source, of_source = sources.most_common(1)[0]
    return Diagnostic(
        code="feed/too-many",
        level=Level.ERROR,
        where=Where(path=CONFIGURATION, element="feeds.max_feeds"),
        text=(
            f"There would be {number} feeds, {of_section} of them of `{section}`; {most} are allowed. "
            f"`{source}` is the newest post of {of_source} of them"
        ),
        why="Each feed is made, validated, compared and published in every format, and nobody subscribes to so many",
        hint=(
            f"Name the terms that have feeds in `{section}.only`, switch `{section}.enabled` off, "
            "or raise `feeds.max_feeds`"
        ),
    )


def _same_slug(taxonomy: Taxonomy, slug: str, group: _Group, first: _Group) -> Diagnostic:
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
