"""One file of a Pelican site to one record: what Pelican's rules say of it, told to feedpub's own reading."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from msgspec.structs import replace

from feedpub import content as markup
from feedpub.collect import post
from feedpub.collect.frontmatter import FrontMatter
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.record import Record
from feedpub.collect.terms import as_language
from feedpub.collect.told import Told
from feedpub.model.records import Absence, Author, Level, Listing, Markup, Taxonomy, Term
from feedpub.sites.pelican import address, rst
from feedpub.sites.pelican.content import STATUSES, content, missing, read_head
from feedpub.sites.pelican.head import HeadHandler
from feedpub.sites.pelican.links import Links, has_links
from feedpub.sites.pelican.rules import ARTICLE, HTML, RST, PelicanRules
from feedpub.sites.pelican.slugs import MissingLibraryError
from feedpub.sites.shared.reading import rules_in
from feedpub.text import plain, urls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings
    from feedpub.sites.pelican.content import PelicanContent

_TOLD: Final = frozenset(
    {"title", "date", "modified", "category", "tags", "slug", "author", "authors", "lang", "summary", "status", "url"}
    | {"save_as", "path", "translation", "template", "timezone", "id", "guid", "expires", "ref", "published", "draft"}
)
"""Keys that Pelican gives a meaning, or that mean something to feedpub and nothing to Pelican."""
_HANDLER: Final = HeadHandler()
_PICTURE = re.compile(r"^[ \t]*\.\. (?:\|[^|]+\| )?(?:image|figure)::[ \t]*(\S+)", re.MULTILINE)
_MARKS = re.compile(r"[*_`\[\]\\<&]")
_LONGEST_SUMMARY: Final = 10_000


def parse(data: bytes, named: Named, settings: Settings) -> Record:
    """Return the record of a file. Never raises."""
    rules = rules_in(settings, PelicanRules)
    try:
        written = post.decode(data, named.source).removeprefix("\ufeff")
    except FrontMatterError as error:
        return post.broken(named.source, error.problem)
    clean, number = plain.clean(written)
    record = _parsed(clean, named, settings, rules)
    if not number:
        return record
    return replace(record, diagnostics=(_unclean(written, number).diagnostic(named.source), *record.diagnostics))


def _unclean(written: str, number: int) -> Problem:
    """Return the warning of characters that no feed may hold, with the place of the first."""
    index = next(index for index, character in enumerate(written) if plain.clean(character)[1])
    return Problem(
        code="post/control-characters",
        text=f"The file has {number} control characters; they are left out.",
        hint="Delete them: they often come along when text is pasted.",
        why="XML forbids them, and one would make the whole feed unreadable.",
        line=1 + written.count("\n", 0, index),
        column=index - written.rfind("\n", 0, index),
        found=f"U+{ord(written[index]):04X}",
        level=Level.WARNING,
    )


def _parsed(written: str, named: Named, settings: Settings, rules: PelicanRules) -> Record:
    try:
        read = content(read_head(written, named.path, rules.default_language), named, settings, rules)
    except rst.RstError as error:
        absent = error.problem.level is Level.WARNING
        broken = post.broken(named.source, error.problem)
        return replace(broken, hidden=Absence.EXCLUDED) if absent else broken
    except MissingLibraryError as error:
        return post.broken(named.source, missing(error, "A text in reStructuredText"))
    return _left_out(read, named) or _record(read, named, settings, rules)


def address_of(read: PelicanContent, settings: Settings) -> str:
    """Return the absolute address of an article or page. ValueError when it cannot be one."""
    url = urls.absolute(settings.site_url, urljoin(settings.site_url, read.url))
    if not url.startswith(("https://", "http://")):
        raise ValueError("it is not an address that readers can fetch")
    return url


def _left_out(read: PelicanContent, named: Named) -> Record | None:
    """Return the record of a file that Pelican makes no page of; None for any other."""
    source = named.source
    if read.status == "skip":
        return Record(source=source, post=None, hidden=Absence.UNPUBLISHED)
    if read.status not in STATUSES:
        what = f"The status `{read.status}` is none; Pelican leaves the file out."
        hint = f"Write one of {', '.join(STATUSES)}."
        return _absent(source, Absence.UNPUBLISHED, "post/unknown-status", what, hint)
    if "title" not in read.keys:
        what, hint = "The file has no title; Pelican leaves it out.", "Begin it with `Title: …`."
        if read.head.body.startswith(("\n", "\r")) and not read.head.values:
            hint = "Its first line is empty: the keys must begin on the first line."
        return _absent(source, Absence.EXCLUDED, "post/no-title", what, hint)
    is_broken = any(problem.level is Level.ERROR for problem in read.problems)
    return _undated(read, source) if read.kind == ARTICLE and read.date is None and not is_broken else None


def _undated(read: PelicanContent, source: str) -> Record:
    if read.status == "draft":
        return Record(source=source, post=None, hidden=Absence.DRAFT)
    if read.keys.get("date", "").strip():  # one of which Pelican takes a part from the day of the build
        said = tuple(problem.diagnostic(source) for problem in read.problems)
        return Record(source=source, post=None, diagnostics=said, hidden=Absence.NO_DATE)
    what, hint = "The article has no date; Pelican leaves it out.", "Write `Date: YYYY-MM-DD`."
    return _absent(source, Absence.NO_DATE, "post/no-date", what, hint)


def _absent(source: str, reason: Absence, code: str, what: str, hint: str) -> Record:
    problem = Problem(
        code=code, text=what, hint=hint, why="Readers never see it.", line=1, column=1, level=Level.WARNING
    )
    return Record(source=source, post=None, diagnostics=(problem.diagnostic(source),), hidden=reason)


def _record(read: PelicanContent, named: Named, settings: Settings, rules: PelicanRules) -> Record:
    links = Links(named.path, read.save_as, rules, settings.site_url)
    values: dict[str, Value] = {
        key: links.alone(value) if has_links(value) else value for key, value in read.keys.items() if key not in _TOLD
    }
    front = FrontMatter(values=values, block=read.head.block, handler=_HANDLER)
    body = _pictures(read, named, links)
    told = _told(read, settings, rules, body)
    record = post.record(front, named, settings, body.encode(errors="replace"), told)
    key = _translation_key(read, rules)
    if record.post is not None and read.date is not None and read.kind == ARTICLE:
        day = read.date.date().isoformat()
        if day != _day(read.date, settings.zone):
            record = replace(record, post=replace(record.post, day=day))
    return replace(record, key=f"{read.kind}:{key}") if key else record


def _day(date: datetime, zone: tzinfo) -> str:
    try:
        return date.astimezone(zone).date().isoformat()
    except OverflowError:  # on the first or the last day that there is
        return ""


def _translation_key(read: PelicanContent, rules: PelicanRules) -> str:
    name = rules.translation_keys[read.kind]
    return read.slug if name == "slug" else read.keys.get(name.lower(), "")


def _told(read: PelicanContent, settings: Settings, rules: PelicanRules, body: str) -> Told:
    is_article, is_hidden = read.kind == ARTICLE, read.status == "hidden"
    problems = list(read.problems)
    try:
        url = address_of(read, settings)
    except ValueError as error:
        problems.append(_bad_address(read.url, str(error)))
        url = settings.site_url
    if not read.url and not problems and is_article:
        problems.append(_bad_address(read.url, "it is empty"))
    date = read.date if is_article else None
    utc = None if date is None else date.astimezone(UTC)
    language = as_language(read.language) if read.language != rules.default_language else ""
    updated = _updated(read, problems)
    return Told(
        url=url,
        title=plain.clean(read.title)[0] or None,
        slug=read.slug,
        dates=(utc, utc),
        updated=(updated.astimezone(UTC) if updated else None,),
        expires=(None,),
        language=language,
        authors=tuple(Author(name=name) for name in read.authors) if read.authors != (rules.author,) else (),
        categories=(read.category,) if read.category and is_article else (),
        tags=read.tags,
        summary=_summary(read),
        body=body,
        markup=_markup(read),
        listings=tuple(_listings(read, settings, rules, language, problems)) if is_article else None,
        hidden=(Absence.DRAFT if read.status == "draft" else None,),
        not_in_feeds=Absence.HIDDEN if is_hidden else None,
        not_in_sitemap=Absence.HIDDEN if is_hidden else _not_in_sitemap(read, url, settings),
        problems=tuple(problems),
    )


def _not_in_sitemap(read: PelicanContent, url: str, settings: Settings) -> Absence | None:
    if not read.save_as:
        return Absence.UNRENDERED
    return None if url.startswith(settings.site_url) else Absence.CANONICAL_ELSEWHERE


def _updated(read: PelicanContent, problems: list[Problem]) -> datetime | None:
    if read.modified is None or read.date is None or read.modified >= read.date:
        return read.modified
    spot = _HANDLER.places(read.head.text)(("modified",))
    problems.append(
        Problem(
            code="post/updated-before-date",
            text="The post says it was changed before its date.",
            hint="Correct `Modified` or the date. The date is used for both.",
            why="Search engines stop trusting dates that cannot be.",
            line=spot.line if spot else 1,
            column=1,
            level=Level.WARNING,
        )
    )
    return None


def _bad_address(written: str, what: str) -> Problem:
    return Problem(
        code="post/bad-permalink",
        text=f"The address `{written}` cannot be one: {what}.",
        hint="Correct `Slug:` or `URL:`.",
        line=1,
        column=1,
        found=written,
    )


def _markup(read: PelicanContent) -> Markup:
    return Markup.HTML if read.head.is_html else Markup.MARKDOWN


def _summary(read: PelicanContent) -> str | None:
    """Return the summary as plain text; None leaves it to feedpub's own reading of other keys."""
    written = read.keys.get("summary", "").strip()
    if not written or not _MARKS.search(written):
        return " ".join(written.split()) or None
    return markup.excerpt(written, _markup(read), "", _LONGEST_SUMMARY) or None


def _pictures(read: PelicanContent, named: Named, links: Links) -> str:
    """Return the text with the addresses of pictures; of reStructuredText the pictures alone."""
    ending = named.path.rpartition(".")[2]
    body = read.head.body
    if ending in RST:
        body = "".join(f'<img src="{match[1]}">' for match in _PICTURE.finditer(body)) if ".. " in body else ""
    if not has_links(body):
        return body
    return links.in_html(body) if ending in (*HTML, *RST) else links.in_markdown(body)


def _listings(
    read: PelicanContent, settings: Settings, rules: PelicanRules, language: str, problems: list[Problem]
) -> Iterator[Listing]:
    """Return the pages that list an article: of its category, tags and authors, and its language's feed."""
    for taxonomy, name, labels, substitutions in (
        (Taxonomy.CATEGORY, "CATEGORY", (read.category,), rules.slugs.category),
        (Taxonomy.TAG, "TAG", read.tags, rules.slugs.tag),
        (Taxonomy.AUTHOR, "AUTHOR", read.authors, rules.slugs.author),
    ):
        for label in labels:
            try:
                slug = rules.slugs.of(label, substitutions)
                path = address.fill(rules.patterns[f"{name}_URL"], {"slug": slug, "name": label}, None)
            except MissingLibraryError as error:
                problems.append(missing(error, f"The feed of `{label}`"))
                continue
            except ValueError as error:
                problems.append(_bad_address(rules.patterns[f"{name}_URL"], str(error)))
                continue
            if slug:
                is_page = bool(rules.patterns[f"{name}_SAVE_AS"])
                url = urls.absolute(settings.site_url, urls.quote_path(path)) if is_page else settings.site_url
                term = Term(taxonomy=taxonomy, slug=slug, label=label)
                yield Listing(term=term, url=url, has_translations=False)
    label = language or settings.language or read.language
    yield Listing(
        term=Term(taxonomy=Taxonomy.LANGUAGE, slug=read.language, label=label), url=settings.site_url, language=label
    )
