"""Rules over the translations of a page: `xhtml:link rel="alternate" hreflang="…"` in a sitemap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.values import languages, repair, uris

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.facts import AlternateFact

_SPEC = "Google Search Central, localized versions of your pages"
_DEFAULT = "x-default"


@rule("sitemap/hreflang-bad-code", Level.ERROR, on="xhtml:link", spec=_SPEC)
def hreflang_bad_code(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The language of a translation is not a valid code.

    Search engines pass over the translation, and readers are sent to a page in the wrong language.

    ```xml bad in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en_US" href="https://example.com/en/"/>
    ```
    ```xml bad in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en-UK" href="https://example.com/en/"/>
    ```
    ```xml bad in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en-EU" href="https://example.com/en/"/>
    ```
    ```xml good in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en-GB" href="https://example.com/en/"/>
    ```
    """
    code = element.get("hreflang")
    if code is None or not _is_alternate(element) or code.lower() == _DEFAULT:
        return
    problem = languages.problem(code) or _region_problem(code)
    if problem:
        meant = languages.suggestion(code)
        yield Found(
            text=f'The code "{code}" {problem}.',
            attribute="hreflang",
            hint=f'Write "{meant}".' if meant else 'Write a language, and a region if need be: "pt", "pt-BR".',
            found=code,
        )


def _region_problem(code: str) -> str | None:
    """Say that the region is no country, though a language tag may have it (`en-EU`); numbers (`es-419`) pass."""
    region = languages.region_of(code)
    if not region or region.isdigit() or languages.is_region(region):
        return None
    return f'has "{region}", which is no country (ISO 3166-1)'


@rule("sitemap/hreflang-incomplete", Level.ERROR, on="xhtml:link", spec=_SPEC)
def hreflang_incomplete(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A link to a translation lacks its rel, its hreflang or its href.

    All three are required; search engines pass over the link.

    ```xml bad in=url
    <loc>https://example.com/en/</loc><xhtml:link hreflang="en" href="https://example.com/en/"/>
    ```
    ```xml good in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    ```
    """
    rel = element.get("rel")
    if rel is not None and "alternate" not in rel.lower().split():
        return
    wanted = ("rel", "href") if element.get("media") else ("rel", "hreflang", "href")
    for name in wanted:
        if not (element.get(name) or "").strip():
            yield Found(
                text=f"<{element.qname}> has no {name}.",
                missing=name,
                hint='Write rel="alternate", hreflang with the language and href with the full address.',
            )


@rule("sitemap/hreflang-other-rel", Level.WARNING, on="xhtml:link", spec=_SPEC)
def hreflang_other_rel(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A link with a language has another rel than alternate.

    Translations are links with rel="alternate"; search engines pass over any other.

    ```xml bad in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternative" hreflang="en" href="https://example.com/en/"/>
    ```
    ```xml good in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    ```
    """
    rel = (element.get("rel") or "").strip()
    if rel and element.get("hreflang") is not None and not _is_alternate(element):
        yield Found(
            text=f'The rel of a link with hreflang is "{rel}".',
            attribute="rel",
            hint='Write rel="alternate".',
            found=rel,
        )


@rule("sitemap/hreflang-relative", Level.ERROR, on="xhtml:link", spec=_SPEC)
def hreflang_relative(element: Element, document: ParsedDocument) -> Iterator[Found]:
    """The address of a translation is not a full URL.

    Search engines pass over it.

    ```xml bad in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en" href="/en/"/>
    ```
    ```xml good in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    ```
    """
    href = (element.get("href") or "").strip()
    if not href or not _is_alternate(element):
        return
    problem = uris.absolute_problem(href)
    if problem is None and uris.split(href).scheme not in {"http", "https"}:
        problem = "does not begin with http: or https:"
    if problem:
        loc = element.parent.child("sm:loc") if element.parent is not None else None
        base = loc.text.strip() if loc is not None else document.url or ""
        advice = repair.advice(href)
        if advice == repair.WHOLE:
            advice = f'Write the full address, such as "{uris.resolve(base, href)}".'
        yield Found(text=f'The address "{href}" {problem}.', attribute="href", hint=advice, found=href)


@rule("sitemap/hreflang-no-self", Level.WARNING, on="sm:url", spec=_SPEC, passes_plain=True)
def hreflang_no_self(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A page with translations does not list itself among them.

    Each page must name all versions, its own included; otherwise search engines may pass over the whole set.

    ```xml bad in=url
    <loc>https://example.com/en/</loc><xhtml:link rel="alternate" hreflang="de" href="https://example.com/de/"/>
    ```
    ```xml good in=url
    <loc>https://example.com/en/</loc>
    <xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    <xhtml:link rel="alternate" hreflang="de" href="https://example.com/de/"/>
    ```
    """
    loc, links = element.child("sm:loc"), _translations(element)
    if loc is None or not links:
        return
    own = loc.text.strip()
    addresses = {(link.get("href") or "").strip() for link in links}
    absolute = all(uris.is_absolute(address) for address in addresses)
    if absolute and own not in addresses and uris.canonical(own) not in map(uris.canonical, addresses):
        yield Found(
            text=f'The page "{own}" lists its translations but not itself.',
            at=links[0],
            hint=f'Add <xhtml:link rel="alternate" hreflang="…" href="{own}"/> with its own language.',
            found=own,
        )


@rule("sitemap/hreflang-twice", Level.WARNING, on="sm:url", spec=_SPEC, passes_plain=True)
def hreflang_twice(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """One language is given twice: with two addresses, or with the same one again.

    Search engines cannot tell which address is meant and pass over both; a link that is there twice mostly stands in
    the place of another language.

    ```xml bad in=url
    <loc>https://example.com/en/</loc>
    <xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    <xhtml:link rel="alternate" hreflang="EN" href="https://example.com/en-us/"/>
    ```
    ```xml good in=url
    <loc>https://example.com/en/</loc>
    <xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    <xhtml:link rel="alternate" hreflang="en-US" href="https://example.com/en-us/"/>
    ```
    """
    seen: dict[str, str] = {}
    for link in _translations(element):
        code, href = (link.get("hreflang") or "").lower(), (link.get("href") or "").strip()
        if not code:
            continue
        if code in seen:
            again = "twice" if seen[code] == href else f'and "{href}"'
            yield Found(
                text=f'The language "{code}" is given "{seen[code]}" {again}.',
                at=link,
                attribute="hreflang",
                hint="Keep one address for each language, or tell them apart by region: en-GB, en-US.",
                found=code,
            )
        seen.setdefault(code, href)


@rule("sitemap/hreflang-no-return", Level.WARNING, on=DOCUMENT, spec=_SPEC)
def hreflang_no_return(document: ParsedDocument) -> Iterator[Found]:
    """A translation does not link back to the page that names it.

    Links between translations count only where both pages agree; search engines pass over a link without return.

    ```xml bad in=urlset
    <url><loc>https://example.com/en/</loc>
    <xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    <xhtml:link rel="alternate" hreflang="de" href="https://example.com/de/"/></url>
    <url><loc>https://example.com/de/</loc></url>
    ```
    ```xml good in=urlset
    <url><loc>https://example.com/en/</loc>
    <xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/>
    <xhtml:link rel="alternate" hreflang="de" href="https://example.com/de/"/></url>
    <url><loc>https://example.com/de/</loc>
    <xhtml:link rel="alternate" hreflang="de" href="https://example.com/de/"/>
    <xhtml:link rel="alternate" hreflang="en" href="https://example.com/en/"/></url>
    ```
    """
    if document.facts.alternates:
        listed = set(map(uris.canonical, document.facts.urls.locs))
        for one in without_return(document.facts.alternates, document.facts.alternates, listed):
            yield unreturned(one)


def without_return(
    links: Iterable[AlternateFact], known: Iterable[AlternateFact], listed: set[str]
) -> Iterator[AlternateFact]:
    """Return the links to listed pages that, as far as is known, do not link back."""
    pairs = {(uris.canonical(one.loc), uris.canonical(one.href)) for one in known}
    for one in links:
        page, translation = uris.canonical(one.loc), uris.canonical(one.href)
        if page != translation and translation in listed and (translation, page) not in pairs:
            yield one


def unreturned(one: AlternateFact) -> Found:
    """Say that a link to a translation has no return link."""
    return Found(
        text=f'"{one.href}" does not link back (hreflang) to "{one.loc}".',
        hint=f'Add a link to "{one.loc}" to the <url> of "{one.href}".',
        found=one.href,
        line=one.line,
        column=one.column,
        path=one.path,
    )


def _translations(element: Element) -> list[Element]:
    """Return the links to translations of a page; quick where there are none."""
    if len(element.counts) == 1:
        return []
    return [link for link in element.all("xhtml:link") if _is_alternate(link) and link.get("hreflang")]


def _is_alternate(link: Element) -> bool:
    return "alternate" in (link.get("rel") or "").lower().split()
