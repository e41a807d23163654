"""Nothing is found by axe in Chromium, and by the Nu Html Checker; where these are not, `make look` brings them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.generate.phrases import phrases_in
from tests.browser import look
from tests.browser.chromium import View, chromium, found_by_axe, wider_than_its_window
from tests.browser.shown import served
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from pathlib import Path

lacking = look.missing()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(lacking), reason=f"{lacking} is not here; `make look` installs it"),
]


def test_nothing_is_found_in_the_pages_of_a_blog() -> None:
    assert look.in_browser(("en",)) == []
    assert look.by_nu(("en",)) == []


def test_what_is_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = (
        '<!DOCTYPE html><html><body><img src="data:,"><p style="width: 5000px; color: #eee">Faint</p></body></html>'
    )
    with chromium() as browser, browser.page(View.PHONE) as page:
        page.set_content(faulty)
        found = {str(one).split()[2] for one in found_by_axe(page, look.AXE, "here", is_framed=False)}
        assert {"image-alt:", "html-has-lang:", "color-contrast:"} <= found
        assert wider_than_its_window(page, "here")
    monkeypatch.setattr(look, "_styles", lambda: [("bad.css", b"p { colour: red }")])
    assert "colour" in str(look.by_nu(())[0])


@pytest.mark.parametrize(
    ("kind", "is_styled"), [("application/xml", True), ("text/xml", True), ("application/rss+xml", False)]
)
def test_a_browser_shows_a_feed_with_its_style_sheet_where_it_is_sent_as_xml(
    tmp_path: Path, kind: str, *, is_styled: bool
) -> None:
    with served("ko", tmp_path) as shown, serving() as server, chromium() as browser, browser.page(View.LIGHT) as page:
        assert shown.build.preview is not None
        bodies = {one.path: one.data for one in shown.build.preview.documents}
        server.answers["/rss.xml"] = Answer(bodies["rss.xml"], headers={"Content-Type": kind})
        server.answers["/feed.css"] = Answer(bodies["feed.css"], headers={"Content-Type": "text/css"})
        page.goto(f"{server.url}/rss.xml")
        banner = page.evaluate("getComputedStyle(document.documentElement, '::before').content")
        assert (phrases_in("ko").feed in banner) is is_styled
