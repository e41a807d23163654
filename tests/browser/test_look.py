"""Nothing is found by axe in Chromium, and by the Nu Html Checker; where these are not, `make look` brings them."""

from __future__ import annotations

import pytest

from tests.browser import look
from tests.browser.chromium import View, chromium, found_by_axe, wider_than_its_window

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
