"""Which feeds a site has, where each is published, and which posts each holds.

Decides only: it reads no file and makes no document. The posts come as `collect` gives them.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.generate.select import archives, terms
from feedpub.generate.select.pages import TermPages, filled
from feedpub.generate.select.paths import CONFIGURATION, Claim, Paths
from feedpub.generate.select.versions import Versions
from feedpub.model.feed_options import MoreFeedOptions, Period, TermOptions
from feedpub.model.records import Diagnostic, FeedSpec, Format, Level, Taxonomy, Term, Where
from feedpub.text import urls
from feedpub.text.urls import label_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from feedpub.model.feed_options import FeedsOptions, TermPaths
    from feedpub.model.records import Listing, Post
    from feedpub.model.site import Site


_NO_VERSIONS: Final = Versions((), "")


class Selection(Struct, frozen=True, kw_only=True):
    """The feeds that exist, the site's first, each with its posts newest first; and what hinders others."""

    feeds: tuple[tuple[FeedSpec, tuple[Post, ...]], ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class _Candidate(Struct, frozen=True, kw_only=True):
    """A feed before its paths are known to be fit."""

    term: Term | None
    address: Term | None
    """What its paths and its id are made of: the term, or the same by a former name."""
    options: TermOptions | FeedsOptions | MoreFeedOptions
    section: str
    title: str
    posts: tuple[Post, ...]
    limit: int
    language: str = ""
    home_url: str = ""
    """Of the page that lists the same posts; empty where the generator does not say which there is."""


def select(  # noqa: PLR0913 - what a site has, and what decides
    posts: Sequence[Post],
    site: Site,
    feeds: FeedsOptions,
    feed_id: Callable[[Term | None], str],
    others: Iterable[Claim] = (),
    *,
    zone: tzinfo = UTC,
) -> Selection:
    """Return the feed of the site and of each term of the enabled taxonomies, without those that have no post.

    Each is followed by its archives, if it has any. `feed_id` gives the id of the feed of a term, or of the site's;
    `others` are the documents that are no feeds; `zone` is that of the site.
    """
    ordered = _newest_first(posts)
    found: list[Diagnostic] = []
    chosen: list[tuple[FeedSpec, tuple[Post, ...]]] = []
    candidates = tuple(_candidates(ordered, site, feeds, found))
    if len(candidates) > feeds.max_feeds:
        return Selection(feeds=(), diagnostics=(_too_many(candidates, feeds.max_feeds),))
    division = archives.Division(feeds=feeds, site_url=site.url, zone=zone)
    taken = Paths()
    pages = TermPages(posts, site.url)
    for claim in others:
        found += taken.problems(claim)
    for candidate in candidates:
        paths = dict(_paths(candidate, feeds.formats))
        claims = [*_claims(candidate, paths)]
        home_url = candidate.home_url or pages.url_of(candidate.term, candidate.options, paths.values())
        spec = _spec(candidate, paths, site, feed_id(candidate.address), home_url)
        divided = archives.divided(spec, candidate.posts, division)
        claims += (claim for each, _ in divided[1:] for claim in _claims(candidate, each.paths, is_archive=True))
        said = [problem for claim in claims for problem in taken.problems(claim)]
        problems: dict[tuple[str, Where], Diagnostic] = {}  # one term, one message
        for one in said:
            problems.setdefault((one.code, one.where), one)
        found += problems.values()
        if paths and not any(problem.level is Level.ERROR for problem in problems.values()):
            chosen += divided
            if len(chosen) > feeds.max_feeds:
                return Selection(feeds=(), diagnostics=(_too_many_archives(feeds),))
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
    versions = Versions(() if feeds.all_languages else of_site, site.language)
    most = _most(feeds, feeds.limit, is_of_site=True)
    if newest := tuple(islice((post for post in of_site if versions.is_held(post, _is_any)), most or None)):
        yield _Candidate(
            term=None,
            address=None,
            options=feeds,
            section="feeds",
            title=site.title,
            posts=newest,
            limit=feeds.limit,
        )
    yield from _of_more(posts, of_site, site, feeds, versions)
    are_listed = any(map(terms.has_feeds_of_listings, posts))
    for taxonomy, options, labels in terms.taxonomies(site, feeds, are_listed=are_listed):
        is_language = taxonomy is Taxonomy.LANGUAGE
        if not options.enabled and not (is_language and versions):  # which are in no other feed
            continue
        names = terms.TermNames(options.aliases)
        limit = _limit(feeds, options)
        most = _most(feeds, limit)
        members_of = posts if taxonomy is Taxonomy.SECTION else of_site
        groups = terms.wanted(
            terms.groups(members_of, labels, most, names, _NO_VERSIONS if is_language else versions), options
        )
        for term, members in terms.terms(taxonomy, groups, found):
            candidate = _Candidate(
                term=term,
                address=term,
                options=options,
                section=f"feeds.{taxonomy.value}",
                title=filled(options.title, term, site.title) or site.title,
                posts=members,
                limit=limit,
            )
            yield candidate
            yield from _of_formers(candidate, names)
        if are_listed:
            of_pages = tuple(_of_listings(posts, taxonomy, options, feeds, site))
            taken = {candidate.address for candidate in of_pages}
            for candidate in of_pages:
                yield candidate
                yield from (one for one in _of_formers(candidate, names) if one.address not in taken)


def _limit(feeds: FeedsOptions, options: TermOptions | MoreFeedOptions) -> int:
    return feeds.limit if options.limit is None else options.limit


def _most(feeds: FeedsOptions, limit: int, *, is_of_site: bool = False) -> int:
    """Return how many posts are gathered of a feed, with its archives; 0 for all."""
    return limit if archives.period_of(feeds, limit, is_of_site=is_of_site) is Period.NONE else 0


def _is_any(_: Post) -> bool:
    return True


def _of_formers(candidate: _Candidate, names: terms.TermNames) -> Iterator[_Candidate]:
    """Return the feed of a term once more for each of its former names: with the id and at the paths that it had."""
    term = candidate.term
    assert term is not None, "only terms have names"  # noqa: S101 - for the type checker
    for former in names.formers(term.label):
        # Of the page of a term, the last part of its path is made of the name.
        around = term.slug.rpartition("/")[0]
        slug = urls.slug_or_hash(former)
        address = Term(taxonomy=term.taxonomy, slug=f"{around}/{slug}" if around else slug, label=former)
        yield replace(candidate, address=address)


def _of_more(
    posts: Sequence[Post], of_site: Sequence[Post], site: Site, feeds: FeedsOptions, versions: Versions
) -> Iterator[_Candidate]:
    """Return the feeds that have a selection of their own; each is known by its path."""
    for number, options in enumerate(feeds.more):
        wanted = {
            taxonomy: frozenset(map(label_key, labels))
            for taxonomy in Taxonomy
            if (labels := getattr(options, taxonomy.value))
        }
        members = posts if Taxonomy.SECTION in wanted else of_site
        limit = _limit(feeds, options)
        is_member = partial(_is_selected, wanted=wanted, site=site)
        found = [post for post in members if is_member(post)]
        if not options.languages:
            found = [post for post in found if versions.is_held(post, is_member)]
        if found:
            term = Term(taxonomy=Taxonomy.SECTION, slug=options.path, label=options.title or options.path)
            yield _Candidate(
                term=term,
                address=term,
                options=options,
                section=f"feeds.more.{number}",
                title=options.title or site.title,
                posts=tuple(found[: _most(feeds, limit) or None]),
                limit=limit,
                language=options.languages[0] if len(options.languages) == 1 else "",
                home_url=site.url + urls.quote_path(options.page) if options.page else "",
            )


def _is_selected(post: Post, *, wanted: Mapping[Taxonomy, frozenset[str]], site: Site) -> bool:
    return all(
        not keys.isdisjoint(map(label_key, terms.labels_of(post, taxonomy, site))) for taxonomy, keys in wanted.items()
    )


def _of_listings(
    posts: Iterable[Post], taxonomy: Taxonomy, options: TermOptions, feeds: FeedsOptions, site: Site
) -> Iterator[_Candidate]:
    """Return the feed of each page that lists posts, of sites whose generator says which there are."""
    limit = _limit(feeds, options)
    found: dict[str, tuple[Listing, list[Post]]] = {}
    for post in posts:
        for listing in post.listings or ():
            if listing.term.taxonomy is not taxonomy or not listing.has_feed:
                continue
            if not terms.is_wanted(listing.term.label, options):
                continue
            if listing.has_translations or not _is_translation(post, site.language.lower()):
                held = found.setdefault(listing.term.slug, (listing, []))[1]
                if not held or held[-1] is not post:  # two spellings may be one page
                    held.append(post)
    for _, (listing, members) in sorted(found.items()):
        yield _Candidate(
            term=listing.term,
            address=listing.term,
            options=options,
            section=f"feeds.{taxonomy.value}",
            title=filled(options.title, listing.term, listing.site_title or site.title) or site.title,
            posts=tuple(members[: _most(feeds, limit) or None]),
            limit=limit,
            language=listing.language,
            home_url=listing.url,
        )


def _is_translation(post: Post, language: str) -> bool:
    """Whether the post is in another language than this one, and has a version in it."""
    if not post.translations or post.language.lower() in {"", language}:
        return False
    return any(each.language.lower() == language for each in post.translations)


def _paths(candidate: _Candidate, formats: Iterable[Format]) -> Iterator[tuple[Format, str]]:
    if isinstance(candidate.options, MoreFeedOptions):
        yield candidate.options.format, candidate.options.path
        return
    own = _own_paths(candidate)
    for each in formats:
        if template := (own and getattr(own, each.value)) or getattr(candidate.options, each.value):
            yield each, filled(template, candidate.address)


def _own_paths(candidate: _Candidate) -> TermPaths | None:
    """Return the paths that the configuration gives to the feeds of one term."""
    options, address = candidate.options, candidate.address
    if address is None or not isinstance(options, TermOptions) or not options.paths:
        return None
    key = label_key(address.label)
    return next((paths for label, paths in options.paths.items() if label_key(label) == key), None)


def _claims(candidate: _Candidate, paths: Mapping[Format, str], *, is_archive: bool = False) -> Iterator[Claim]:
    term, name = candidate.term, _name(candidate)
    is_one_of_more = isinstance(candidate.options, MoreFeedOptions)
    for each, path in paths.items():
        yield Claim(
            path=path,
            name=f"an archive of {name}" if is_archive else name,
            option="feeds.archives.path"
            if is_archive
            else f"{candidate.section}.{'path' if is_one_of_more else each.value}",
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


def _too_many_archives(feeds: FeedsOptions) -> Diagnostic:
    return Diagnostic(
        code="feed/too-many",
        level=Level.ERROR,
        where=Where(path=CONFIGURATION, element="feeds.max_feeds"),
        text=f"There would be more than {feeds.max_feeds} feeds and archives, which are allowed",
        why="Each is made, validated, compared and published in every format",
        hint="Let archives be of longer periods (`feeds.archives`), have fewer feeds, or raise `feeds.max_feeds`",
    )


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
