"""One file of a Hugo site to one record: what Hugo would make of its place, its front matter and the cascades.

Pure, like `collect.post`, to which everything is left that is not Hugo's own.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from feedpub.collect import frontmatter, post
from feedpub.collect.fields import as_flag
from feedpub.collect.frontmatter import FrontMatter
from feedpub.collect.frontmatter.block import Block, without_bom
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.told import Told
from feedpub.model.records import Absence, Listing, Markup, Taxonomy, Term
from feedpub.sites.hugo import moments, paths, shortcodes
from feedpub.sites.hugo.files import HTML, MARKDOWN
from feedpub.sites.hugo.paths import HugoPermalinkFacts, Spelling
from feedpub.sites.hugo.rules import PAGE, SECTION, HugoRules, HugoSection
from feedpub.sites.shared.reading import NOTHING, problem_at, rules_in, text_of
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.record import Named, Record
    from feedpub.collect.settings import Settings
    from feedpub.sites.hugo.moments import Moments
    from feedpub.sites.hugo.rules import HugoLanguage

_MORE = "<!--more-->"
_TAXONOMIES = {"categories": Taxonomy.CATEGORY, "tags": Taxonomy.TAG}


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a file; None for one that Hugo copies as it is."""
    try:
        text = post.decode(data, named.source)
        front = frontmatter.read(text, settings.grammar)
    except FrontMatterError as error:
        return post.broken(named.source, error.problem)
    if front is None:
        if named.path.lower().endswith(HTML):
            return None
        block = Block(text="", first_line=1, body=without_bom(text), body_line=1)
        front = FrontMatter(values={}, block=block)
    reading = HugoReading(front, named, settings)
    told = reading.told()
    if told.body is not None:
        data = told.body.encode(errors="replace")
    return post.record(replace(front, values=reading.known), named, settings, data, told)


class HugoReading:
    """The reading of one file by Hugo's rules; mistakes are noted on the way."""

    def __init__(self, front: FrontMatter, named: Named, settings: Settings) -> None:
        self._front = front
        self._settings = settings
        self._rules = rules_in(settings, HugoRules)
        self._language = self._rules.language(named.language)
        self._spelling = Spelling(keeps_case=self._rules.keeps_case, drops_accents=self._rules.drops_accents)
        self._problems: list[Problem] = []
        folder, self._base, self._ending = _parts(unicodedata.normalize("NFC", named.path), named.language)
        self._is_section = self._base == "_index"
        self._is_bundle = self._base == "index"
        if self._is_bundle:
            folder, _, self._base = folder.rpartition("/")
        self._folders = tuple(self._spelling.name(part) for part in folder.split("/")) if folder else ()
        own = () if self._is_section else (self._spelling.name(self._base or "index"),)
        self._path = "/".join((*self._folders, *own))
        """The path that Hugo knows the page by."""
        self._given = {key.lower(): key for key in front.values}
        cascaded = self._rules.cascaded(self._path, SECTION if self._is_section else PAGE, named.language)
        self.known: dict[str, Value] = _merged(front.values, self._given, cascaded)
        """The front matter with what cascades to it."""
        self._values: Mapping[str, Value] = {key.lower(): value for key, value in self.known.items()}

    def told(self) -> Told:
        """Return what Hugo's rules say."""
        dates = moments.read(self._values, self._base, self._rules, self._settings.zone, self._bad_date)
        if self._is_section:
            dates = replace(dates, published=None, expires=None, updated=None)
        body = self._front.block.body
        return Told(
            url=self.url(dates),
            title=self._section().title or None if self._is_section else self._text("title") or None,
            slug=self._text("slug"),
            dates=(dates.published, dates.published),
            updated=(dates.updated,),
            expires=(None if self._rules.has_expired else dates.expires,),
            language=self._language.tag,
            categories=self._terms("categories"),
            tags=self._terms("tags"),
            summary="" if _MORE in body else " ".join(self._text("summary").split()),
            # What lies beside the text of a bundle belongs to it; all else is a path of the site (`absURL`).
            image_base="" if self._is_bundle or self._is_section else self._settings.site_url,
            body=shortcodes.plainly(body, self._settings) if shortcodes.has_any(body) else None,
            markup=Markup.HTML if self._ending in HTML else Markup.MARKDOWN if self._ending in MARKDOWN else None,
            sections=self._folders[:1],
            only_in_sections=not (self._language.is_default and self._is_in_home_feed)
            or self._build("list") == "local",
            listings=() if self._is_section else tuple(self._listings()),
            hidden=(self._hidden(),),
            not_in_feeds=self._unlisted(),
            not_in_sitemap=Absence.UNLISTED if self._build("list") in ("never", "local") else None,
            problems=tuple(self._problems),
        )

    @property
    def _is_in_home_feed(self) -> bool:
        wanted = self._rules.home_sections
        return not wanted or (self._text("type") or "".join(self._folders[:1])) in wanted

    def _text(self, key: str) -> str:
        return text_of(self._values, key)

    def _note(self, key: str, code: str, text: str, hint: str, found: str = "") -> None:
        self._problems.append(problem_at(self._front, self._given.get(key, ""), code, text, hint, found))

    def _bad_date(self, key: str, written: str, error: ValueError) -> None:
        if key == "published" and as_flag(written) is not None:
            return  # other generators' way to say whether, not when
        hint = "Write `2024-06-21`, or with the time `2024-06-21T10:00:00+09:00`."
        self._note(key, "post/bad-date", f"`{self._given.get(key, key)}`: {error}.", hint, written)

    # Where

    def url(self, dates: Moments) -> str:
        """Return the address of the page."""
        path = self._written_path(dates) if self._text("url") else None
        if path is None and self._is_section:
            path = f"{_page_of(self._section(), self._language, self._rules)}/".lstrip("/")
            path += "index.html" if self._is_ugly and path.strip("/") else ""
        elif path is None:
            below = self._permalink(dates) or self._place(dates)
            ending = ".html" if self._is_ugly and below else "/"
            path = f"{self._language.prefix}{below}{ending}".lstrip("/")
        if path.strip("/") and not urls.is_safe_path(unquote(path).strip("/")):
            what = "it leads out of the site, or has characters that no path may have"
            self._note(
                "url", "post/unsafe-path", f"The address `{path}` is refused: {what}.", "Write another `url`.", path
            )
            return self._settings.site_url
        return self._settings.site_url + urls.quote_written(path)

    @property
    def _is_ugly(self) -> bool:
        return "*" in self._rules.ugly or (bool(self._folders) and self._folders[0] in self._rules.ugly)

    def _written_path(self, dates: Moments) -> str | None:
        written = unicodedata.normalize("NFC", self._text("url"))
        try:
            filled = paths.fill(written, self._facts(dates), self._spelling) if ":" in written else written
            path = permalinks_written(filled)
        except ValueError as error:
            self._bad_permalink("url", written, error)
            return None
        return path if written.startswith("/") else self._language.prefix + path

    def _place(self, dates: Moments) -> str:
        """Return the address by the place of the file; a slug takes the place of its name."""
        slug = self._spelling.words((self._text("slug") or dates.slug).strip("-"))
        own = slug.strip("/") or self._spelling.name(self._base)
        return paths.clean("/".join((*self._folders, own)))

    def _permalink(self, dates: Moments) -> str:
        patterns = self._language.permalinks.get(PAGE, {})
        pattern = next(
            (patterns[path] for path in _prefixes(self._folders) if path in patterns),
            self._rules.permalink if dates.published else "",
        )
        if not pattern:
            return ""
        try:
            return paths.expand(pattern, self._facts(dates), self._spelling)
        except ValueError as error:
            self._bad_permalink("", pattern, error)
            return ""

    def _facts(self, dates: Moments) -> HugoPermalinkFacts:
        sections = tuple(self._sections())
        return HugoPermalinkFacts(
            date=dates.local,
            title=self._text("title"),
            slug=self._text("slug") or dates.slug,
            base=self._base,
            sections=tuple(section.path.rpartition("/")[2] for section in sections),
            titles=tuple(section.slug or section.title for section in sections),
        )

    def _bad_permalink(self, key: str, pattern: str, error: ValueError) -> None:
        hint = "Correct the token, or write the address itself: `/about/`."
        text = f"The permalink `{pattern}` cannot be filled in: {error}."
        self._note(key, "post/bad-permalink", text, hint, pattern)

    def _sections(self) -> Iterator[HugoSection]:
        """Return the sections around the page, the outermost first."""
        for length in range(1, len(self._folders) + 1):
            path = "/".join(self._folders[:length])
            if section := self._rules.sections.get((self._language.key, path)):
                yield section

    def _section(self) -> HugoSection:
        """Return the section that an `_index` file is."""
        return self._rules.sections.get((self._language.key, self._path)) or HugoSection(path=self._path)

    # What lists it

    def _listings(self) -> Iterator[Listing]:
        language, rules, home = self._language, self._rules, self._settings.site_url
        if self._build("list") == "never" or self._hidden():
            return
        shown = language.title, language.tag
        ending = "/index.html" if self._is_ugly else "/"
        if self._build("list") != "local" and len(rules.languages) > 1 and language.has_home:
            # That of the site's own language has the feeds of the site.
            has_feed = not language.is_default and language.has_home_feed
            page = language.prefix.strip("/")
            of_home = ending if page else ""
            yield _listing(Taxonomy.LANGUAGE, page, language.key, *shown, home, of_home, "home", has_feed=has_feed)
        if language.has_sections:
            around = tuple(self._sections())
            for section in around:
                is_fed = language.has_section_feeds if section.has_feed is None else section.has_feed
                has_feed = is_fed and section is around[-1]
                if section.is_page:
                    page, key = _page_of(section, language, rules), self._versions("section", section.path)
                    yield _listing(Taxonomy.SECTION, page, section.title, *shown, home, ending, key, has_feed=has_feed)
        if language.has_terms:
            yield from self._of_terms()

    def _of_terms(self) -> Iterator[Listing]:
        rules, language = self._rules, self._language
        for name in language.taxonomies:
            labels = self._terms(name)
            if labels:
                page = f"{language.prefix}{self._spelling.name(name)}"
                ending = "/index.html" if "*" in rules.ugly else "/"
                home, kind, key = self._settings.site_url, Taxonomy.SECTION, self._versions("taxonomy", name)
                yield _listing(kind, page, name, language.title, language.tag, home, ending, key, has_feed=False)
            for label in labels:
                path = paths.clean(self._spelling.name(label))
                if not path:
                    continue
                own = rules.sections.get((language.key, f"{name}/{path}"))
                title = own.title if own and own.title else rules.title_of_term(label)
                page = self._page_of_term(name, path, label, title)
                ending = ".html" if "*" in rules.ugly or name in rules.ugly else "/"
                kind = _TAXONOMIES.get(name, Taxonomy.CATEGORY)
                shown = title, language.title, language.tag, self._settings.site_url
                key = self._versions(name, path)
                yield _listing(kind, page, *shown, ending, key, has_feed=language.has_term_feeds)

    def _versions(self, kind: str, path: str) -> str:
        """Return what the versions of a list page have in common; empty where there is one language."""
        return f"{kind}:{path}" if len(self._rules.languages) > 1 else ""

    def _page_of_term(self, name: str, path: str, label: str, title: str) -> str:
        pattern = self._language.permalinks.get("term", {}).get(name)
        prefix = self._language.prefix
        if not pattern:
            return f"{prefix}{self._spelling.name(name)}/{path}"
        facts = HugoPermalinkFacts(date=None, title=title, slug="", base=label, sections=(name,), titles=(name,))
        try:
            return prefix + paths.expand(pattern, facts, self._spelling)
        except ValueError:
            return f"{prefix}{name}/{path}"  # said of the configuration already

    def _terms(self, name: str) -> tuple[str, ...]:
        value = self._values.get(name)
        if isinstance(value, str):
            value = [value]
        texts = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
        if len(texts) != len(value or ()):
            return ()  # of a list with another in it, or a mapping, Hugo makes no terms at all
        words = (" ".join(each.split()) for each in texts if each not in NOTHING)
        return tuple(dict.fromkeys(word for word in words if word))

    # Whether

    def _build(self, key: str) -> str:
        build = self._values.get("build") or self._values.get("_build")
        found = {each.lower(): value for each, value in build.items()} if isinstance(build, dict) else {}
        value = found.get(key)
        word = value.lower() if isinstance(value, str) else ""
        return {"false": "never", "true": "always"}.get(word, word)

    def _hidden(self) -> Absence | None:
        if as_flag(self._values.get("draft")):
            return Absence.DRAFT
        if self._build("render") in ("never", "link") or as_flag(self._values.get("headless")):
            return Absence.UNRENDERED
        return None

    def _unlisted(self) -> Absence | None:
        if self._build("list") == "never":
            return Absence.UNLISTED
        params = self._values.get("params")
        told = {**(params if isinstance(params, dict) else {}), **self._values}
        by = self._rules.hidden_by
        hidden = (str(value).startswith(by[key.lower()]) for key, value in told.items() if key.lower() in by)
        return Absence.OWN_TEMPLATE if by and any(hidden) else None


def permalinks_written(path: str) -> str:
    """Return the path that stands in `url`: with a slash at its end unless it has an ending.

    Raises ValueError for the address of another site.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
        raise ValueError("it is the address of another site, not a path of this one")
    cleaned = paths.clean(path)
    if cleaned.endswith("/index.html") or cleaned == "index.html":
        return cleaned.removesuffix("index.html")
    has_ending = "." in cleaned.rpartition("/")[2] and not path.endswith("/")
    return cleaned if has_ending or not cleaned else f"{cleaned}/"


def _merged(values: dict[str, Value], given: Mapping[str, str], cascaded: Mapping[str, Value]) -> dict[str, Value]:
    if not cascaded:
        return values
    return {key: value for key, value in cascaded.items() if key not in given} | values


def _parts(path: str, language: str) -> tuple[str, str, str]:
    """Return the folder, the name without language and ending, and the ending in lower case."""
    folder, _, name = path.rpartition("/")
    base, dot, ending = name.rpartition(".")
    if language and base.lower().endswith(f".{language}"):
        base = base[: -len(language) - 1]
    return folder, base, dot + ending.lower()


def _prefixes(folders: tuple[str, ...]) -> Iterator[str]:
    """Return the paths of the sections around a page, the innermost first; the empty path for a page in none."""
    for length in range(len(folders), 0, -1):
        yield "/".join(folders[:length]).lower()
    if not folders:
        yield ""


def _page_of(section: HugoSection, language: HugoLanguage, rules: HugoRules) -> str:
    """Return the path of the page of a section, without slashes at its ends."""
    if section.url:
        written = permalinks_written(section.url).strip("/")
        return written if section.url.startswith("/") else f"{language.prefix}{written}"
    spelling = Spelling(keeps_case=rules.keeps_case, drops_accents=rules.drops_accents)
    parts = section.path.split("/") if section.path else []
    pattern = language.permalinks.get(SECTION, {}).get(section.path.lower())
    if pattern:
        facts = HugoPermalinkFacts(
            date=None, title=section.title, slug=section.slug, base=parts[-1], sections=tuple(parts), titles=()
        )
        with suppress(ValueError):  # said of the configuration already
            return (language.prefix + paths.expand(pattern, facts, spelling)).strip("/")
    if section.slug and parts:
        parts[-1] = spelling.words(section.slug.strip("-"))
    return f"{language.prefix}{'/'.join(parts)}".strip("/")


@lru_cache(maxsize=4096)
def _listing(  # noqa: PLR0913, PLR0917 - the parts of a listing, by position for the cache
    taxonomy: Taxonomy,
    page: str,
    label: str,
    site_title: str,
    language: str,
    home: str,
    ending: str,
    versions: str,
    *,
    has_feed: bool = True,
) -> Listing:
    path = page if page.endswith(".html") else page + ending
    return Listing(
        term=Term(taxonomy=taxonomy, slug=page.removesuffix(".html"), label=label),
        url=home + urls.quote_path(path),
        has_feed=has_feed,
        site_title=site_title,
        language=language,
        versions=versions,
    )
