"""Chromium without a window: opens an address in a view, asks axe of it, takes its picture.

It is that of the machine (`CHROMIUM` names another) or the one that Playwright installs. Pages may reach nothing but
this machine.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NARROW: Final = 360
"""CSS pixels of a narrow phone."""
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE: Final = 20_000
"""Milliseconds."""
_DECIDED_OTHERWISE: Final = ("frame-tested",)
"""Rules of axe about what it cannot see: the texts in frames, where nothing may run, are opened by themselves."""
_CONTRAST: Final = "color-contrast"
"""Axe cannot decide of words that are scrolled aside; `tests/preview/test_colours.py` reckons all pairs of colours."""


class View(Enum):
    """How somebody looks: width and height in CSS pixels, and the colour scheme."""

    LIGHT = (1000, 760, "light")
    DARK = (1000, 760, "dark")
    PHONE = (_NARROW, 720, "light")


class Finding(Struct, frozen=True, kw_only=True):
    """What is wrong with a page."""

    where: str
    what: str

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.where}: {self.what}"


def program() -> str | None:
    """Return the browser of this machine; None for Playwright's own."""
    return os.environ.get("CHROMIUM") or next((found for name in _NAMES if (found := shutil.which(name))), None)


class Chromium:
    """One browser, with a page for each view."""

    def __init__(self, browser: Any) -> None:  # noqa: ANN401 - Playwright is in an environment of its own
        self._browser = browser

    @contextmanager
    def page(self, view: View, scale: float = 1) -> Iterator[Any]:
        """Give an empty page."""
        width, height, scheme = view.value
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme=scheme,
            reduced_motion="reduce",
            bypass_csp=True,  # for axe, which is no script of the page
            locale="en-GB",
            timezone_id="UTC",
        )
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        page.route(lambda url: not url.startswith(("http://127.0.0.1:", "data:")), lambda route: route.abort())
        try:
            yield page
        finally:
            context.close()


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the browser, and end it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only `make look` and `make pictures` have it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--hide-scrollbars", "--font-render-hinting=none"]
        )
        try:
            yield Chromium(browser)
        finally:
            browser.close()


def found_by_axe(page: Any, axe: Path, where: str, *, is_framed: bool) -> list[Finding]:  # noqa: ANN401 - Playwright's
    """Ask axe, with all of its rules, what is wrong with the page that is open.

    The text of a post is shown in a frame below the heading of its page, so it has none of the first rank itself.
    What axe cannot decide counts, too, but for the rules that are held otherwise.
    """
    page.evaluate(axe.read_text(encoding="utf-8"))
    off = [*_DECIDED_OTHERWISE, *(["page-has-heading-one"] if is_framed else [])]
    result = page.evaluate(
        "off => axe.run(document, {rules: Object.fromEntries(off.map(name => [name, {enabled: false}]))})", off
    )
    undecided = [rule for rule in result["incomplete"] if rule["id"] != _CONTRAST]
    return [
        Finding(where=where, what=f"axe {rule['id']}: {rule['help']}: {node['html'][:200]} {_why(node)}")
        for rule in (*result["violations"], *undecided)
        for node in rule["nodes"]
    ]


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for name in ("any", "all", "none") for check in node[name])


def wider_than_its_window(page: Any, where: str) -> list[Finding]:  # noqa: ANN401 - a page of Playwright
    """Say where somebody would have to scroll sideways to read (WCAG 2.2, 1.4.10)."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [Finding(where=where, what=f"{wide} pixels wide in a window of {window}")] if wide > window else []
