"""A build that publishes nothing, to be looked at: all that `feedpub build` would make, and what is said of it.

It is the build, up to the decision whether its result may be published (`complete.candidate`): nothing is written
beneath the site, neither into the output folder nor into `.feedpub`. Posts with errors are left out, so that the others
can be looked at; what a build would do about them is `refused`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard import snapshot
from feedpub.model.records import Kind, Level
from feedpub.pipeline import causes, complete, documents, guarding
from feedpub.pipeline.run import begin, no_progress
from feedpub.pipeline.why.deciding import Decider
from feedpub.pipeline.why.placement import placement
from feedpub.text import dates
from feedpub.text.urls import is_web

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from feedpub.guard.changes import Changes
    from feedpub.guard.snapshot import PublishedSitemap
    from feedpub.incremental.request import Request
    from feedpub.model.records import Diagnostic, Document, FeedSpec, Item, Post, Skipped
    from feedpub.model.site import Site


class Preview(Struct, frozen=True, kw_only=True):
    """What a build would publish."""

    request: Request
    made: complete.CandidateBuild
    diagnostics: tuple[Diagnostic, ...]
    refused: bool
    """Whether a build would publish nothing, for errors of posts, of documents, or what the guard finds."""
    is_elsewhere: bool
    """Whether the configuration names an address to compare with, which is not asked."""

    @property
    def site(self) -> Site:
        """What feeds say of the site."""
        return self.made.found.site

    @property
    def zone(self) -> tzinfo:
        """The time zone of the site."""
        return dates.zone(self.request.options.site.timezone)

    @property
    def documents(self) -> tuple[Document, ...]:
        """All files that would be published."""
        return self.made.documents

    @property
    def items(self) -> Mapping[str, Item]:
        """The posts as feeds hold them, by source."""
        return self.made.texts.items

    @property
    def posts(self) -> Sequence[Post]:
        """Posts, newest first, then pages."""
        return self.made.found.collected.posts

    @property
    def skipped(self) -> Sequence[Skipped]:
        """Files that no document mentions."""
        return self.made.found.collected.skipped

    def feeds(self) -> list[tuple[FeedSpec, tuple[Item, ...]]]:
        """Return the feeds that would be published, each with its items."""
        feeds = (
            (spec, tuple(self.items[post.source] for post in posts if post.source in self.items))
            for spec, posts in self.made.found.selection.feeds
        )
        return [(spec, held) for spec, held in feeds if held]

    def found_in(self, document: Document) -> tuple[Diagnostic, ...]:
        """Return what the rules find in a document, at its lines."""
        name = self.request.published_as(document.path)
        return tuple(one for one in self.made.in_documents if one.where.path == name)

    def found_in_feed(self, spec: FeedSpec) -> tuple[Diagnostic, ...]:
        """Return what the rules find in the documents of a feed, once where several formats have it."""
        names = {self.request.published_as(path) for path in spec.paths.values()}
        return causes.of_one_feed(one for one in self.made.in_documents if one.where.path in names)

    def sitemaps(self) -> tuple[PublishedSitemap, ...]:
        """Return the sitemaps as search engines read them: of an index its parts."""
        listed = ((one.path, one.data) for one in self.documents if one.kind is Kind.SITEMAP)
        return snapshot.read(listed).sitemaps

    def said_of(self, source: str) -> tuple[Diagnostic, ...]:
        """Return what is said of a file of the site, also where the same is said of others."""
        said = (*self.made.said, *self.made.said_of_documents)
        return tuple(one for one in said if one.where.path == source)

    def changes(self) -> Changes:
        """Return what the build would change for subscribers. Raises SystemFault when that cannot be read."""
        return guarding.changes(self.request, self.made.found, self.made.texts)

    def placement(self, source: str) -> tuple[str, ...]:
        """Say where the post of a file stands, and why it does not stand elsewhere."""
        found = self.made.found
        return tuple(placement(source, found, self.request.options, Decider(self.request, found)))


def preview(request: Request) -> Preview:
    """Make what `request` asks for, and publish nothing.

    Compared is with the output folder, or the folder that the options name: an address is not asked at each change of a
    file. Raises ContentError when errors are not of posts alone, UsageError, SystemFault and PluginError as
    `pipeline.build` does.
    """
    guard = request.options.guard
    is_elsewhere = is_web(guard.against)
    options = replace(request.options, guard=replace(guard, against="")) if is_elsewhere else request.options
    request = replace(request, options=options, dry_run=True, keep_going=True, jobs=1)
    documents.load(options)
    request = guarding.consenting(request)
    made = complete.candidate(request, begin(request), no_progress)
    diagnostics = causes.one_for_each_kind(made.diagnostics, made.found.collected.sources)
    return Preview(
        request=request,
        made=made,
        diagnostics=diagnostics,
        refused=made.forbids(request) or any(one.level is Level.ERROR for one in diagnostics),
        is_elsewhere=is_elsewhere,
    )
