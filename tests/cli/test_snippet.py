"""`feedpub snippet`: what templates and web servers need, to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.generate.headers import MOST_OF_CLOUDFLARE
from tests.running import SITE, feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path


def site(folder: Path, **toml: str) -> Path:
    text = 'site.url = "https://example.com/blog/"\nsite.title = "Tea & <Cake>"\n'
    text += "".join(f"{key} = {value}\n" for key, value in toml.items())
    return write(folder, {"feedpub.toml": text, "content/a.md": post(categories="[R&D --> x]")})


def test_pages_are_led_to_the_feed_of_the_site_in_each_format(tmp_path: Path) -> None:
    ended = feedpub("snippet", cwd=site(tmp_path))
    title = 'title="Tea &amp; &lt;Cake&gt;"'
    assert ended.status == 0
    assert ended.out.splitlines() == [
        f'<link rel="alternate" type="application/rss+xml" {title} href="https://example.com/blog/rss.xml">',
        f'<link rel="alternate" type="application/atom+xml" {title} href="https://example.com/blog/atom.xml">',
        f'<link rel="alternate" type="application/feed+json" {title} href="https://example.com/blog/feed.json">',
    ]


def test_pages_with_these_lines_lead_to_the_feeds_for_the_validator(tmp_path: Path) -> None:
    site(tmp_path)
    lines = feedpub("snippet", cwd=tmp_path).out
    write(
        tmp_path,
        {"_site/index.html": f"<!doctype html><html><head><title>T</title>\n{lines}</head><body></body></html>"},
    )
    ended = feedpub("build", "--built", "_site", "--inject", cwd=tmp_path)
    assert ended.status == 0, ended.err
    assert (tmp_path / "_site/index.html").read_text(encoding="utf-8").count("alternate") == 3


def test_pages_of_terms_get_theirs_below_a_comment_that_holds_any_name(tmp_path: Path) -> None:
    lines = feedpub("snippet", "--all", cwd=site(tmp_path)).out.splitlines()
    assert lines[3] == "<!-- Tea & <Cake&gt; · R&D - -&gt; x -->"
    assert len(lines) == 7


def test_servers_get_rules_for_each_feed_below_the_path_of_the_site(tmp_path: Path) -> None:
    out = feedpub("snippet", "--for", "nginx", "--max-age", "60", cwd=site(tmp_path)).out
    assert out.splitlines()[0] == (
        'location = "/blog/rss.xml" { types { } default_type "application/rss+xml"; expires 60s; }'
    )
    assert out.count("location") == 6


def test_what_a_host_takes_no_rule_for_is_said(tmp_path: Path) -> None:
    names = ", ".join(f"t{number}" for number in range(40))
    write(tmp_path, {"content/a.md": post(categories=f"[{names}]")})
    ended = feedpub("snippet", "--for", "cloudflare", *SITE, cwd=tmp_path)
    assert ended.out.count("Content-Type") == MOST_OF_CLOUDFLARE
    assert f"{41 * 3 - MOST_OF_CLOUDFLARE} feeds are left out" in ended.err


def test_a_site_without_feeds_says_why(tmp_path: Path) -> None:
    ended = feedpub("snippet", cwd=site(tmp_path, **{"feeds.formats": "[]"}))
    assert (ended.status, ended.out) == (0, "")
    assert "There are no feeds" in ended.err


def test_a_mistake_ends_it_as_it_ends_a_build(tmp_path: Path) -> None:
    ended = feedpub("snippet", cwd=site(tmp_path, **{"feeds.limit": '"many"'}))
    assert ended.status == 2
    assert "feedpub.toml:3" in ended.err


@pytest.mark.parametrize(("arguments", "kind"), [((), "application/rss+xml"), (("--as-xml",), "application/xml")])
def test_the_media_type_is_the_formats_or_that_which_browsers_show(
    tmp_path: Path, arguments: tuple[str, ...], kind: str
) -> None:
    out = feedpub("snippet", "--for", "nginx", *arguments, cwd=site(tmp_path)).out
    assert f'/rss.xml" {{ types {{ }} default_type "{kind}";' in out
    assert 'default_type "application/feed+json"' in out
