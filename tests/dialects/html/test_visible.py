"""The date that a page shows to people, asked for by `visible_dates`."""

from __future__ import annotations

import pytest

from feedpub.text.dates import rfc3339
from tests.dialects.html.pages import page, record


def when(body: str, path: str = "a/index.html", *, is_asked: bool = True, head: str = "") -> str | None:
    found = record(page(f"<title>T</title>{head}", body), path, visible_dates=is_asked)
    assert found is not None
    assert found.post is not None
    return rfc3339(found.post.date) if found.post.date else None


def article(shown: str) -> str:
    return f"<main><article><h1>T</h1>{shown}<p>On 3 May 1999 it rained.</p></article></main>"


@pytest.mark.parametrize(
    "shown",
    [
        "<time>November 30, 2016</time>",
        '<p class="post-date">Posted on Nov 30, 2016 by Kim</p>',
        '<span class="entry-meta">30th November 2016 · 3 min</span>',
        '<div class="byline"><a href="/k">Kim</a>, 2016-11-30</div>',
        '<span class="date">2016. 11. 30.</span>',
        '<span class="published">2016년 11월 30일</span>',
        '<span class="published">2016年11月30日</span>',
    ],
)
def test_a_date_where_themes_show_it_is_taken(shown: str) -> None:
    assert when(article(shown)) == "2016-11-30T00:00:00Z"
    assert when(article(shown), is_asked=False) is None


@pytest.mark.parametrize("path", ["2016/11/30/one/index.html", "blog/2016/11/30/one.html", "posts/2016-11-30-one.html"])
def test_the_date_of_an_address_is_taken(path: str) -> None:
    assert when("<p>Text.</p>", path) == "2016-11-30T00:00:00Z"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("<p>Text.</p>", "2016/11/30/index.html"),
        ("<p>Text.</p>", "2016/11/30/page/2/index.html"),
        (article(""), "a/index.html"),
        (article('<p class="lead">On 3 May 1999 it rained.</p>'), "a/index.html"),
        (article('<span class="date">1/2/2016</span>'), "a/index.html"),
        (article('<span class="date">2016-13-45</span>'), "a/index.html"),
        ('<h1>All</h1><p class="date">2016-11-30</p><p class="date">2016-11-29</p>', "a/index.html"),
        ('<p class="date">2016-11-30</p><h1>A</h1><h1>B</h1>', "a/index.html"),
        ('<article><h1><a href="/other/">T</a></h1><time>2016-11-30</time></article>', "a/index.html"),
        (article("<time>2016-11-30</time>"), "index.html"),
    ],
)
def test_other_dates_are_none_of_the_page(body: str, path: str) -> None:
    assert when(body, path) is None


def test_what_is_said_to_machines_goes_before() -> None:
    head = '<meta property="article:published_time" content="2020-01-01">'
    assert when(article("<time>2016-11-30</time>"), head=head) == "2020-01-01T00:00:00Z"
