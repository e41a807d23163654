"""What some pages of a built site say of the site: its address, its name, its language. For when nobody else tells."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.collect import files
from feedpub.collect.dialect import Taken
from feedpub.collect.problem import Problem
from feedpub.content import charset
from feedpub.io import reading
from feedpub.model.options import ContentOptions
from feedpub.model.records import Format, Where
from feedpub.sites.html import address
from feedpub.sites.html import files as built
from feedpub.sites.html.page import HtmlPage
from feedpub.sites.shared.reading import of_cname
from feedpub.text import hosts, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

_PAGES = 60
"""Pages that are asked."""
_HOME = ("index.html", "index.htm", "index.xhtml")
_NOWHERE = "https://nowhere.invalid/"
_FEEDS = frozenset(one.media_type for one in Format)
_SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " / ")


def taken(site: Path, folder: Path) -> tuple[Taken, ...]:
    """Return the options of feedpub that the pages stand for; `key` is where they say it."""
    pages = tuple(_pages(site, folder))
    home = next((page for _, page in pages if page.is_home), None)
    where = Where(path=next((source for source, page in pages if page.is_home), folder.name))
    found: list[Taken] = []

    def take(key: str, option: str, value: str) -> None:
        if value:
            found.append(Taken(path=("site", option), value=value, key=key, where=where))

    pages_of = [page for _, page in pages]
    url, told = _address(pages_of)
    if not url:
        url, told = _of_host(site, folder) or _of_feed(folder, pages_of) or ("", "")
    take(told, "url", url)
    name, told = _name(pages_of, home)
    take(told, "title", name)
    if home is None:  # the sitemap lists what is there
        found.append(Taken(path=("sitemap", "home"), value=False, key="", where=where))
    else:
        take("lang of the home page", "language", home.language)
        take("description of the home page", "description", home.head.meta("description", "og:description"))
    return tuple(found)


def _pages(site: Path, folder: Path) -> Iterator[tuple[str, HtmlPage]]:
    """Read the home page and others spread over the site."""
    endings = ContentOptions(extensions=address.ENDINGS)
    walked = files.walk_folder(site, folder, endings.extensions, (), (), is_given=True).files
    by_depth = sorted(walked, key=lambda file: (file.path not in _HOME, file.path.count("/"), file.path))
    step = max(1, len(by_depth) // _PAGES)
    for file in [*by_depth[:1], *by_depth[1::step]]:
        data = files.read_bytes(site, file.source, endings.max_bytes, built.relative(site, folder))
        if not isinstance(data, Problem):
            url = address.of_path(file.path, _NOWHERE)
            page = HtmlPage(text=charset.decode(data), url=url, is_home=url == _NOWHERE)
            if page.head.is_page and not page.refresh:
                yield file.source, page


def _address(pages: Iterable[HtmlPage]) -> tuple[str, str]:
    """Return the address below which most pages say they are, and by what they say it."""
    ways: tuple[tuple[str, Callable[[HtmlPage], str]], ...] = (
        ("canonical links", lambda page: page.canonical),
        ("og:url", lambda page: page.og_url),
    )
    for told, of in ways:
        votes = Counter(base for page in pages if (base := _above(of(page), page.url)))
        for base, _ in votes.most_common():
            if hosts.local_host(base):
                continue  # the generator's own server
            try:
                return urls.site_url(base), told
            except ValueError:
                continue
    return "", ""


def _of_host(site: Path, folder: Path) -> tuple[str, str] | None:
    """Return the address of the host that a file `CNAME` names, in the built folder or that of the site."""
    for place in dict.fromkeys((folder, site)):
        found = of_cname(place, ("",))
        if found is not None and not hosts.local_host(url := f"https://{found[0]}/"):
            return url, "CNAME"
    return None


def _of_feed(folder: Path, pages: Iterable[HtmlPage]) -> tuple[str, str] | None:
    """Return the address below which a feed lies that the pages lead to, and that is one of the files here."""
    written = (link.get("href", "") for page in pages for link in page.head.links("alternate") if _is_feed(link))
    for href in dict.fromkeys(written):
        with suppress(ValueError):  # no browser would take such an address
            if urls.is_web(href) and not hosts.local_host(href) and (url := _above_file(href, folder)):
                return urls.site_url(url), "the link to a feed"
    return None


def _above_file(url: str, folder: Path) -> str:
    """Return what stands in an address before the path of a file of the folder; empty where there is no such file."""
    steps = urlsplit(url).path.split("/")
    for place in range(1, len(steps)):
        below = "/".join(steps[place:])
        if urls.is_safe_file(below) and reading.is_file(folder, below):
            return url.partition("#")[0].partition("?")[0].removesuffix(below)
    return ""


def _is_feed(link: Mapping[str, str]) -> bool:
    return link.get("type", "").strip().lower() in _FEEDS


def _above(url: str, by_path: str) -> str:
    """Return what stands in an address before the path of the file: `https://example.com/blog/`."""
    if not url or url.startswith(_NOWHERE):
        return ""
    path = by_path.removeprefix(_NOWHERE)
    for ending in dict.fromkeys((path, path.rstrip("/"), path.removesuffix(".html"))):
        bare = url.rstrip("/") if not ending.endswith("/") else url
        if ending and bare.endswith(f"/{ending}"):
            return bare.removesuffix(ending)
    return f"{url.rstrip('/')}/" if not path else ""


def _name(pages: list[HtmlPage], home: HtmlPage | None) -> tuple[str, str]:
    names = Counter(page.site_name for page in pages if page.site_name)
    if names:
        return names.most_common(1)[0][0], "og:site_name"
    titles = [page.full_title for page in pages if page.full_title]
    ends = Counter(title.rpartition(mark)[2].strip() for title in titles for mark in _SEPARATORS if mark in title)
    for end, count in ends.most_common(1):
        if end and count * 2 > len(titles) > 1:
            return end, "title of most pages"
    title = home.full_title if home else ""
    return (title, "title of the home page") if title else ("", "")
