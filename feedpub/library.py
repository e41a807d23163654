"""feedpub for Python programs: the functions behind `feedpub.build`, `diff`, `validate` and `validate_site`.

They print nothing, end nothing, and read neither the clock nor the environment, but for the proxies that it names where
`against` is a URL. What is wrong with posts or documents
is in the report; an exception (`feedpub.model.errors`) means that there is none.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub import config, pipeline
from feedpub.guard import CODES
from feedpub.incremental.request import Request
from feedpub.io import refusal, tree
from feedpub.model.errors import ContentError, UsageError, faults
from feedpub.model.records import Level
from feedpub.text.urls import has_host
from feedpub.validator import Report, Ruleset, catalogue, check, ruleset, unmatched
from feedpub.validator.check import check_files
from feedpub.validator.sources import Location, bytes_source, file_source, files_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from feedpub.guard.changes import Changes
    from feedpub.model.records import Diagnostic, Document
    from feedpub.publish import Change
    from feedpub.validator import Source
    from feedpub.validator.rule import Rule

    Levels: TypeAlias = Mapping[str, Level | None]
    """Levels of rules by name or glob, None for off; the last that matches is taken."""
    PathLike: TypeAlias = str | os.PathLike[str]

_NO_LEVELS: Final[Levels] = MappingProxyType({})
_NO_MOMENT: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""Stands for a moment that is not known: no date lies in its future."""
_NAME: Final = "document"
_IN_THE_WAY: Final = "nothing was published: something {place} is in the way"


class SiteReport(Struct, frozen=True, kw_only=True):
    """What was found in the feeds and sitemaps of a folder, in each and across all."""

    reports: tuple[Report, ...]
    """One for each feed and sitemap, by path."""

    def __repr__(self) -> str:
        """Show what fits into a line."""
        return f"<SiteReport {'ok' if self.ok else 'errors'}; reports: {len(self.reports)}>"

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found in all of them."""
        return tuple(chain.from_iterable(report.diagnostics for report in self.reports))

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return all(report.ok for report in self.reports)


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build came to."""

    documents: tuple[Document, ...]
    """All that was made: feeds, sitemaps, and the files beside them."""
    diagnostics: tuple[Diagnostic, ...]
    """What was found in configuration, posts, documents and output folder, by path from the site's folder."""
    changes: tuple[Change, ...] = ()
    """What became of each file of the output folder; in a dry run, what would."""
    refused: str = ""
    """Why nothing was published, in one sentence; empty when all is well."""

    def __repr__(self) -> str:
        """Show what fits into a line."""
        numbers = (
            f"documents: {len(self.documents)}, diagnostics: {len(self.diagnostics)}, changes: {len(self.changes)}"
        )
        return f"<BuildReport {self.refused or 'ok'}; {numbers}>"

    @property
    def ok(self) -> bool:
        """Whether all was published; in a dry run, whether it would be."""
        return not self.refused


def build(  # noqa: PLR0913 - one parameter an option of `feedpub build`
    folder: PathLike = ".",
    *,
    now: datetime,
    url: str = "",
    out: PathLike = "",
    target: str = "",
    site_type: str = "",
    built: PathLike = "",
    inject: bool = False,
    against: str = "",
    against_optional: bool = False,
    accept: Iterable[str] = (),
    strict: bool = False,
    keep_going: bool = False,
    take_over: bool = False,
    local_rules: bool | None = None,
    follow_links: bool = False,
    dry_run: bool = False,
    jobs: int = 1,
    cache: bool = True,
    key: bytes | None = None,
) -> BuildReport:
    """Build the feeds and the sitemap of the site in `folder`, and publish them when all is well.

    `now` decides which posts lie in the future; the other parameters are the options of `feedpub build`. `key` are
    secret bytes that seal what is kept for the next build: without them nothing is that only saves time. Errors in
    posts, documents or guard make a report that is not `ok`, and nothing is published. Raises UsageError for a
    configuration or parameters that cannot be followed, SystemFault when disk or network fail, PluginError when a
    plug-in does.
    """
    with faults(), refusal.following_links(really=follow_links):
        asked = _request(folder, now, _overrides(url, out, site_type, built, target))
        request = replace(
            asked,
            inject=inject,
            modules=config.local_rules(asked.options, run=local_rules),
            against=against,
            against_optional=against_optional,
            accept=_accepted(accept),
            strict=strict,
            keep_going=keep_going,
            take_over=take_over,
            dry_run=dry_run,
            jobs=jobs,
            cache=cache,
            key=key,
        )
        if inject and not request.options.built.folder:
            raise UsageError("`inject` changes the pages of a built site: name its folder with `built`")
        try:
            outcome = pipeline.build(request)
        except ContentError as error:
            return BuildReport(documents=error.documents, diagnostics=error.diagnostics, refused=str(error))
    if outcome.plan.blocked:
        refused = _IN_THE_WAY.format(place="at the target" if request.target else "in the output folder")
        return BuildReport(documents=outcome.documents, diagnostics=outcome.diagnostics, refused=refused)
    return BuildReport(documents=outcome.documents, diagnostics=outcome.diagnostics, changes=outcome.plan.changes)


def diff(  # noqa: PLR0913 - one parameter an option of `feedpub diff`
    folder: PathLike = ".",
    *,
    now: datetime,
    url: str = "",
    out: PathLike = "",
    target: str = "",
    site_type: str = "",
    built: PathLike = "",
    against: str = "",
    against_optional: bool = False,
    follow_links: bool = False,
    key: bytes | None = None,
) -> Changes:
    """Return what a build would change for subscribers and search engines; nothing is published.

    The parameters are those of `build`. Raises what `build` raises, and ContentError, with the diagnostics, when posts
    have errors.
    """
    with faults(), refusal.following_links(really=follow_links):
        request = _request(folder, now, _overrides(url, out, site_type, built, target))
        return pipeline.difference(replace(request, against=against, against_optional=against_optional, key=key))


def validate(  # noqa: PLR0913 - each is a different thing that a caller knows
    source: bytes | PathLike,
    *,
    url: str = "",
    name: str = _NAME,
    now: datetime | None = None,
    rules: Iterable[Rule] | None = None,
    levels: Levels = _NO_LEVELS,
) -> Report:
    """Return what is wrong with a feed or sitemap: the bytes of one, or the path of its file.

    `url` is the address at which it is published, and `name` what diagnostics call bytes. Without `now` nothing is
    found to be too old or in the future. `rules` are `feedpub.RULES` and those of installed plug-ins, unless others are
    given; `levels` change the level of rules by name or glob, None switches one off. Raises UsageError for parameters
    that cannot be followed, SystemFault when the file cannot be read, PluginError when a plug-in fails.
    """
    with faults():
        ruleset = _ruleset(rules, levels, has_moment=now is not None)
        report = check(_source(source, name, _checked_url(url)), ruleset, now=_moment(now))
    report.document.forget_tree()
    return report


def validate_site(
    folder: PathLike,
    *,
    url: str = "",
    now: datetime | None = None,
    rules: Iterable[Rule] | None = None,
    levels: Levels = _NO_LEVELS,
) -> SiteReport:
    """Return what is wrong with the feeds and sitemaps below `folder`, in each and between them.

    `url` is the address at which the folder is published; the other parameters are those of `validate`. Raises what
    `validate` raises, and UsageError for a folder without feeds and sitemaps.
    """
    with faults():
        place = _existing(folder)
        location = Location(root=place, base_url=_checked_url(url) or None)
        ruleset = _ruleset(rules, levels, has_moment=now is not None)
        reports = check_files(files_in(place), location, ruleset, now=_moment(now))
    if not reports:
        raise UsageError(f"no feed and no sitemap was found in {place}")
    for report in reports:
        report.document.forget_tree()
    return SiteReport(reports=reports)


def _request(folder: PathLike, now: datetime, overrides: Mapping[str, str]) -> Request:
    if not isinstance(now, datetime):
        raise UsageError("`now` decides which posts lie in the future: write datetime.now(timezone.utc)")
    place, moment = _existing(folder), _moment(now)
    loaded = config.read(place, overrides)
    return Request(folder=place, options=loaded.options, now=moment, doubts=loaded.doubts)


def _overrides(url: str, out: PathLike, site_type: str, built: PathLike, target: str) -> Mapping[str, str]:
    out_folder, built_folder = (Path(os.path.abspath(each)) if each else None for each in (out, built))  # noqa: PTH100 - takes any path
    return config.overrides(url or None, out_folder, site_type or None, built_folder, target or None)


def _existing(folder: PathLike) -> Path:
    tree.require_folder(os.fspath(folder))
    return Path(folder)


def _accepted(codes: Iterable[str]) -> tuple[str, ...]:
    accepted = (codes,) if isinstance(codes, str) else tuple(codes)
    for code in accepted:
        if code not in CODES:
            raise UsageError(f"the guard finds no {code!r}; accept any of {', '.join(CODES)}")
    return accepted


def _moment(now: datetime | None) -> datetime:
    """Return the moment in UTC, without fractions of a second; what stands for none where it is not known.

    Raises UsageError for one without a zone.
    """
    if now is None:
        return _NO_MOMENT
    if now.utcoffset() is None:
        raise UsageError("`now` has no time zone: write datetime.now(timezone.utc)")
    return now.astimezone(UTC).replace(microsecond=0)


def _checked_url(url: str) -> str:
    if url and not has_host(url):
        raise UsageError(f"{url} is no address of the web; write it like https://example.com/")
    return url


def _source(source: bytes | PathLike, name: str, url: str) -> Source:
    if isinstance(source, bytes):
        return bytes_source(name, source, url or None)
    path = os.fspath(source)
    if path.startswith(("http://", "https://")):
        raise UsageError(f"{path} is not fetched: give the bytes that are served there")
    if path.lstrip("\ufeff \t\r\n").startswith(("<", "{")):
        raise UsageError("text is taken for the path of a file; give a document as bytes: text.encode()")
    return replace(file_source(Path(path), Location(root=Path())), url=url or None)


def _ruleset(rules: Iterable[Rule] | None, levels: Levels, *, has_moment: bool) -> Ruleset:
    chosen = catalogue() if rules is None else tuple(rules)
    for pattern, level in levels.items():
        if not (level is None or isinstance(level, Level)):
            raise UsageError(f"the level of {pattern} is {level!r}: write a feedpub.Level, or None for off")
    for pattern in unmatched(levels, chosen):
        raise UsageError(f"there is no rule {pattern}")
    wanted = tuple(levels.items())
    if not has_moment:
        wanted += tuple((one.name, None) for one in chosen if one.needs_now)
    return ruleset(wanted) if rules is None else Ruleset(chosen, dict(wanted))
