"""The pictures of docs/pictures: each a page of a blog of this folder in Chromium, or what a command writes.

Small files: few colours, and only what the page about them speaks of.
"""

from __future__ import annotations

import shutil
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tests.browser import terminal
from tests.browser.chromium import View, chromium
from tests.browser.shown import BLOGS, NOW, served
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.chromium import Chromium
    from tests.browser.shown import Shown

FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
MOST_BYTES: Final = 120_000
"""Of one picture."""
_COLOURS: Final = 64
_SCALE: Final = 1.5
"""Pixels of a picture for one of CSS: sharp where screens are dense."""
MESSAGE: Final = "message.svg"
MESSAGE_TITLE: Final = "feedpub build names two mistakes: each with its file, line and column, the reason, and the fix"


class Picture(Struct, frozen=True, kw_only=True):
    """A page that is kept as a picture."""

    name: str
    blog: str
    target: str
    view: View = View.LIGHT
    height: int = 0
    """CSS pixels from its top; 0 for the whole window."""


_FEED: Final = "/_feedpub/feed?path=rss.xml"
_ARTICLE: Final = "/_feedpub/item?path=rss.xml&post=content/first-flush.md"
PICTURES: Final = (
    Picture(name="preview-feeds", blog="en", target="/", height=560),
    Picture(name="preview-feed", blog="en", target=_FEED),
    Picture(name="preview-feed-dark", blog="en", target=_FEED, view=View.DARK),
    Picture(name="preview-feed-phone", blog="en", target=_FEED, view=View.PHONE),
    Picture(name="preview-article", blog="en", target=_ARTICLE, height=720),
    Picture(name="preview-findings", blog="en", target="/_feedpub/findings", height=520),
    Picture(name="preview-changes", blog="en", target="/_feedpub/changes", height=420),
    Picture(name="feed-in-a-browser", blog="en", target="/rss.xml", height=600),
    Picture(name="feed-in-a-browser-dark", blog="en", target="/atom.xml", view=View.DARK, height=600),
    Picture(name="sitemap-in-a-browser", blog="en", target="/sitemap.xml", height=330),
    Picture(name="feeds-page", blog="en", target="/feeds.html"),
    Picture(name="feeds-page-dark", blog="en", target="/feeds.html", view=View.DARK),
    Picture(name="feeds-page-phone", blog="en", target="/feeds.html", view=View.PHONE),
    Picture(name="preview-korean", blog="ko", target=_FEED),
    Picture(name="feeds-page-korean", blog="ko", target="/feeds.html"),
    Picture(name="feed-in-a-browser-korean", blog="ko", target="/rss.xml", height=600),
)


def take(folder: Path, say: Callable[[str], None]) -> None:
    """Make every picture again. What is in the folder and no picture any more is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {MESSAGE: message().encode()}
    with chromium() as browser:
        for blog, of_blog in groupby(PICTURES, key=lambda picture: picture.blog):
            with TemporaryDirectory() as name, served(blog, Path(name)) as shown:
                made |= {f"{one.name}.png": _crushed(_taken(browser, shown, one)) for one in of_blog}
    for file in folder.iterdir():
        if file.name not in made:
            file.unlink()
    for name, data in made.items():
        if len(data) > MOST_BYTES:
            raise ValueError(f"{name} has {len(data):,} bytes, and may have {MOST_BYTES:,}")
        (folder / name).write_bytes(data)
        say(f"{name}: {len(data):,} bytes")
    say(f"{sum(map(len, made.values())):,} bytes in all")


def message() -> str:
    """Return the picture of what `feedpub build` says of a blog with two mistakes."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "blog"
        shutil.copytree(BLOGS / "mistakes", folder)
        epoch = str(int(NOW.timestamp()))
        ended = feedpub("build", cwd=folder, SOURCE_DATE_EPOCH=epoch, FORCE_COLOR="1", NO_COLOR="")
    return terminal.svg("feedpub build", ended.out + ended.err, MESSAGE_TITLE)


def _taken(browser: Chromium, shown: Shown, picture: Picture) -> bytes:
    width, height, _ = picture.view.value
    with browser.page(picture.view, _SCALE) as page:
        page.goto(shown.url + picture.target[1:], wait_until="load")
        taken: bytes = page.screenshot(
            clip={"x": 0, "y": 0, "width": width, "height": picture.height or height}, animations="disabled"
        )
    return taken


def _crushed(png: bytes) -> bytes:
    """Return a picture with few colours: pages have few, and letters need only some shades of them."""
    from PIL import Image  # noqa: PLC0415 - only `make pictures` has it

    made = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(
        made, "PNG", optimize=True
    )
    return made.getvalue()
