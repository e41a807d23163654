"""Every page of every blog, in every view: axe, the Nu Html Checker, and whether anything is wider than its window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.request import urlopen

from feedpub.generate import beside
from feedpub.generate.phrases import CATALOGUE
from feedpub.preview.layout import address
from tests.browser.chromium import Finding, View, chromium, found_by_axe, wider_than_its_window
from tests.browser.shown import ALL, WITH_FEEDS, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.chromium import Chromium
    from tests.browser.shown import Shown

ROOT: Final = Path(__file__).parents[2]
TOOLS: Final = Path(os.environ.get("FEEDPUB_LOOK", ROOT / "build" / "look")) / "node_modules"
"""Where `make look` has put what npm brings."""
AXE: Final = TOOLS / "axe-core" / "axe.min.js"
NU: Final = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
_OWN_STYLES: Final = ("feedpub/preview/preview.css", "feedpub/generate/feeds_page.css")


def missing() -> str:
    """Say which tool is not there; empty where all are."""
    try:
        import playwright  # noqa: F401, PLC0415 - whether it can be imported is the question
    except ImportError:
        return "Playwright"
    lacking = [str(file) for file in (AXE, NU) if not file.is_file()]
    return lacking[0] if lacking else "" if shutil.which("java") else "java"


def in_browser(blogs: tuple[str, ...] = ALL, say: Callable[[str], None] = lambda _: None) -> list[Finding]:
    """Return what is wrong with the pages of these blogs, as somebody sees them."""
    found: list[Finding] = []
    with chromium() as browser:
        for blog in blogs:
            with TemporaryDirectory() as folder, served(blog, Path(folder)) as shown:
                targets = shown.addresses()
                for view in View:
                    found += _of_view(browser, view, shown, blog, targets)
                say(f"{blog}: {len(targets)} addresses in {len(View)} views")
    return found


def _of_view(browser: Chromium, view: View, shown: Shown, blog: str, targets: list[str]) -> Iterator[Finding]:
    with browser.page(view) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        for target in targets:
            where = f"{blog} {view.name.lower()} {target}"
            said.clear()
            page.goto(shown.url + target[1:], wait_until="load")
            if page.evaluate("document.contentType") == "text/html":
                yield from found_by_axe(page, AXE, where, is_framed=_is_text(target))
            if blog in WITH_FEEDS:  # without feeds there is no style sheet for the sitemap
                yield from wider_than_its_window(page, where)
            yield from (Finding(where=where, what=one) for one in said if not _is_meant(one, target))


def _is_text(target: str) -> bool:
    """Whether it is the text of a post as feeds carry it: by the rules of feeds, and without a heading of its own."""
    return target.startswith(address("text"))


def _is_meant(said: str, target: str) -> bool:
    """Whether the browser says what it should: that a page is not there, or that a picture on line is not asked for."""
    return ("404" in said and target == "/nothing") or "net::ERR_FAILED" in said


def by_nu(blogs: tuple[str, ...] = ALL) -> list[Finding]:
    """Return what the Nu Html Checker says of the HTML of these blogs, and of every style sheet.

    Of texts of posts its errors count, not its advice: feed readers pass over styles and obey `align`.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        pages = dict(_pages(blogs, folder))
        styles = dict(_styles())
        for number, (where, data) in enumerate((pages | styles).items()):
            ending = "css" if where in styles else "html"
            (folder / f"{number}.{ending}").write_bytes(data)
        names = list(pages | styles)
        return [
            Finding(where=names[int(Path(one["url"]).stem)], what=f"{_place(one)}{one['type']}: {one['message']}")
            for kind in ("html", "css")
            for one in _messages(kind, sorted(folder.glob(f"*.{kind}")))
            if not (_is_text(names[int(Path(one["url"]).stem)].partition(" ")[2]) and one["type"] == "info")
        ]


def _place(one: dict[str, Any]) -> str:
    return f"line {one['lastLine']}: " if "lastLine" in one else ""


def _messages(kind: str, files: list[Path]) -> list[dict[str, Any]]:
    if not files:
        return []
    ended = subprocess.run(  # noqa: S603 - the jar that `make look` has installed
        ["java", "-Xss2m", "-jar", str(NU), f"--{kind}", "--format", "json", *map(str, files)],  # noqa: S607 - on PATH
        capture_output=True,
        check=False,
    )
    messages: list[dict[str, Any]] = json.loads(ended.stderr)["messages"]
    return messages


def _pages(blogs: tuple[str, ...], folder: Path) -> Iterator[tuple[str, bytes]]:
    for blog in blogs:
        with served(blog, folder) as shown:
            for target in shown.addresses():
                if target == "/nothing" or target.endswith(".xml"):
                    continue
                with urlopen(shown.url + target[1:]) as answer:  # noqa: S310 - our own server
                    yield f"{blog} {target}", answer.read()


def _styles() -> Iterator[tuple[str, bytes]]:
    for name in _OWN_STYLES:
        yield name, (ROOT / name).read_bytes()
    for language in CATALOGUE:
        yield f"feed.css in {language}", beside.stylesheet("feed.css", language).data


def everything(say: Callable[[str], None]) -> list[Finding]:
    """Return all that is found."""
    found = in_browser(say=say)
    say(f"asking the Nu Html Checker of {len(ALL)} blogs and {len(_OWN_STYLES) + len(CATALOGUE)} style sheets")
    return found + by_nu()
