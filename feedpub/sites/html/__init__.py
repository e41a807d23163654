"""A built HTML site, whatever made it: pages and posts from what their HTML says (`feedpub build --built FOLDER`).

    page      what a page says of itself    head (tags), jsonld, marked (microdata, h-entry, time)
    content   its text without what surrounds it
    reading   page -> record
    visible   the date that a page shows   sample   what the pages say of the site
    together  what is said of all pages

    generators  of which sites of others feedpub knows no more than where they are built

It is read when a folder is named and no generator's site lies beside it, or when a generator is known by its marker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import FoundSite, Taken, Walked
from feedpub.collect.left_out import Body
from feedpub.collect.names import Names
from feedpub.collect.record import Named
from feedpub.collect.settings import settings_for
from feedpub.io.reading import is_file
from feedpub.model.errors import UsageError
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.record import Record
    from feedpub.collect.settings import Settings
    from feedpub.model.options import BuiltOptions, ContentOptions, SiteOptions
    from feedpub.model.records import Post

NAME: Final = "html"
TITLE: Final = "Built HTML"
_NO_FOLDER: Final = "which folder holds the built site? Name it: --built _site, or `folder` in `[built]`"


def detect(folder: Path) -> tuple[str, ...]:
    """Return the built folder of a site whose generator is known and whose source is not read, and what tells it.

    Any other folder may hold HTML, too, and a site with a feedpub.toml says itself what it is. Raises UsageError,
    which says what to run, where such a site was not built.
    """
    from feedpub.sites.html import generators  # noqa: PLC0415 - see above

    if is_file(folder, "feedpub.toml"):
        return ()
    found = generators.find(folder)
    if found and not found.is_built:
        raise generators.not_built(found)
    return (found.folder, found.marker, found.generator.title) if found else ()


def configuration(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return what the pages say of the site; `names` is the built folder. Raises UsageError when there is none."""
    from feedpub.sites.html import files, sample  # noqa: PLC0415 - they read HTML: other sites need it not

    if not names:
        raise UsageError(_NO_FOLDER)
    built = files.folder_of(folder, names[0])
    # A page has no id of its own; nearly all generators' feeds carry its address.
    scheme = Taken(path=("ids", "scheme"), value="permalink", key="", where=Where(path=names[0]))
    called = files.relative(folder, built).rstrip("/") or "this folder"
    taken = (*sample.taken(folder, built), scheme)
    if len(names) == 1:
        return FoundSite(name=NAME, title=TITLE, files=(called,), taken=taken)
    _, marker, title = names
    where = Where(path=marker)
    folders = (Taken(path=(table, "folder"), value=called, key="", where=where) for table in ("built", "output"))
    return FoundSite(name=NAME, title=f"Built {title}", files=(called,), taken=(*taken, *folders))


def check_permalink(_pattern: str) -> None:
    """Take any pattern: pages have their addresses already."""


def walk(
    folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path], built: BuiltOptions | None = None
) -> Walked:
    """Return the pages of the built folder. Raises UsageError when it is not there, or its selector is none."""
    from feedpub.sites.html import files  # noqa: PLC0415 - see above
    from feedpub.sites.html.reading import BuiltSiteRules  # noqa: PLC0415 - see above

    if built is None or not built.folder:
        raise UsageError(_NO_FOLDER)
    root = files.folder_of(folder, built.folder)
    check_selector(built.content)
    rules = BuiltSiteRules(
        content=built.content,
        names=(site.title,) if site.title else (),
        description=site.description,
        folder=files.relative(folder, root),
        visible_dates=built.visible_dates,
    )
    settings = replace(settings_for(options, site, dialect=NAME, extra=rules), named=files.named(folder, built.folder))
    found = files.walk(folder, built, skip)
    names = Names.of(Named(source=file.source, path=file.path) for file in found.files)
    return Walked(names=names, settings=settings, diagnostics=found.diagnostics)


def parse(data: bytes, named: Named, settings: Settings) -> Record | None:
    """Return the record of a page, None for a file that is none."""
    from feedpub.sites.html import reading  # noqa: PLC0415 - see above

    return reading.parse(data, named, settings)


def body(_folder: Path, data: bytes, post: Post, settings: Settings) -> Body:
    """Return the text of a page."""
    from feedpub.sites.html import reading  # noqa: PLC0415 - see above

    rules = reading.rules_of(settings)
    return Body(text=reading.body(data, post.source.removeprefix(rules.folder), post, settings.site_url, rules))


def check_selector(css: str) -> None:
    """Raise UsageError for a text that is no CSS selector, or when there is nothing that reads selectors."""
    from feedpub.sites.html import tree  # noqa: PLC0415 - see above

    if not css:
        return
    try:
        tree.selector(css)
    except ImportError as error:
        raise UsageError(
            "`content` in `[built]` is a CSS selector, and the library that reads these is not there: "
            "install it with `pip install 'feedpub[html]'`"
        ) from error
    except ValueError as error:
        diagnostic = Diagnostic(
            code="config/bad-selector",
            level=Level.ERROR,
            where=Where(path="feedpub.toml", element="built.content"),
            text=f"{error}.",
            hint="Write it like `.post-content` or `article > div.text`.",
            found=css,
        )
        raise UsageError(diagnostic.text, (diagnostic,)) from error
