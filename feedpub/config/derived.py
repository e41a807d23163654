"""What follows from options that are known to be right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.config import shows
from feedpub.config.file import FILE_NAME
from feedpub.model.errors import UsageError
from feedpub.model.site import Site
from feedpub.text import licenses, urls

if TYPE_CHECKING:
    from feedpub.model.options import Options


def site_of(options: Options) -> Site:
    """Return what feeds say of the site, with what is not set taken from what is."""
    site = options.site
    title = site.title or host(site.url)
    return Site(
        url=site.url,
        title=title,
        description=site.description or title,
        language=site.language,
        authors=site.author,
        rights=site.rights,
        icon=site.icon and urls.absolute(site.url, site.icon),
        logo=site.logo and urls.absolute(site.url, site.logo),
        hub=options.feeds.hub,
        cloud=options.feeds.cloud,
        license=site.license and (licenses.address(site.license) or urls.absolute(site.url, site.license)),
        cover=site.cover and urls.absolute(site.url, site.cover),
        accent=site.accent.removeprefix("#").upper(),
        shows_first_picture=options.feeds.first_picture,
        stylesheet=_stylesheet(site.url, options.feeds.stylesheet),
        podcast=shows.show(options),
        has_episodes=options.podcast.enabled,
    )


def local_rules(options: Options, *, run: bool | None) -> tuple[str, ...]:
    """Return the modules of rules that are to be run: code of the site, which anybody may have written.

    Raises UsageError where there are some, and `run` does not say whether they may be.
    """
    modules = options.validate.modules
    if modules and run is None:
        raise UsageError(
            f"{FILE_NAME} names rules of its own ({', '.join(modules)}), which are Python code. Run them with "
            "--local-rules (local_rules=True) if you trust the site, or leave them out with --no-local-rules."
        )
    return modules if run else ()


def host(url: str) -> str:
    """Return the host of a checked address as people write it: 한국.kr, not xn--3e0b707e.kr."""
    name = urlsplit(url).hostname or ""
    if "xn--" not in name:
        return name
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name


def _stylesheet(site_url: str, path: str) -> str:
    return path and urlsplit(site_url).path + urls.quote_path(path)
