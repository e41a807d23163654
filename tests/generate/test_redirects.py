"""Redirects of feeds that have moved, as each host reads them."""

from __future__ import annotations

import pytest

from feedpub.cli.redirects import command
from feedpub.generate.redirects import HOSTS, file, for_host, redirects

SITE = "https://example.com/"


def lines(host: str, former: str = "old/나무.xml", now: str = "new/나무.xml", site: str = SITE) -> str:
    return for_host(host, redirects({former: now}, site))


@pytest.mark.parametrize(
    ("host", "line"),
    [
        ("toml", 'redirects.paths."old/나무.xml" = "new/나무.xml"\n'),
        ("netlify", "/old/%EB%82%98%EB%AC%B4.xml https://example.com/new/%EB%82%98%EB%AC%B4.xml 301\n"),
        ("cloudflare", "/old/%EB%82%98%EB%AC%B4.xml https://example.com/new/%EB%82%98%EB%AC%B4.xml 301\n"),
        (
            "nginx",
            'location = "/old/나무.xml" { return 301 "https://example.com/new/%EB%82%98%EB%AC%B4.xml"; }\n',
        ),
        ("apache", 'Redirect 301 "/old/나무.xml" "https://example.com/new/%EB%82%98%EB%AC%B4.xml"\n'),
        ("caddy", 'redir "/old/나무.xml" "https://example.com/new/%EB%82%98%EB%AC%B4.xml" 301\n'),
    ],
)
def test_each_host_gets_the_former_path_as_it_compares_it(host: str, line: str) -> None:
    assert lines(host) == line


@pytest.mark.parametrize(
    ("host", "line"),
    [
        ("toml", 'redirects.paths."bl.og?format=rss&n=1" = "b.xml"\n'),
        ("netlify", "/bl.og format=:format n=:n https://example.com/b.xml 301\n"),
        (
            "cloudflare",
            (
                "# /bl.og?format=rss&n=1: Cloudflare Pages compares no parameters here; make it a Redirect Rule of the "
                "zone, 301 to https://example.com/b.xml\n"
            ),
        ),
        ("nginx", 'if ($request_uri = "/bl.og?format=rss&n=1") { return 301 "https://example.com/b.xml"; }\n'),
        (
            "apache",
            (
                'RewriteEngine on\nRewriteCond %{QUERY_STRING} "=format=rss&n=1"\n'
                'RewriteRule "^/?bl\\\\.og$" "https://example.com/b.xml" [R=301,L,NE,QSD]\n'
            ),
        ),
        (
            "caddy",
            (
                '@feed-fbdb803e {\n\tpath "/bl.og"\n\tquery "format=rss" "n=1"\n}\n'
                'redir @feed-fbdb803e "https://example.com/b.xml" 301\n'
            ),
        ),
    ],
)
def test_each_host_compares_parameters_where_it_can(host: str, line: str) -> None:
    assert lines(host, "bl.og?format=rss&n=1", "b.xml") == line


def test_parameters_of_the_home_page_and_folders_are_addresses_too() -> None:
    assert lines("nginx", "?feed=rss2", "b.xml").startswith('if ($request_uri = "/?feed=rss2") ')
    assert '"^/?$"' in lines("apache", "?feed=rss2", "b.xml")
    assert lines("netlify", "?feed-type=rss2", "b.xml").startswith("/ feed-type=:feed_type ")
    assert lines("netlify", "feed/", "b.xml") == "/feed/ https://example.com/b.xml 301\n"


def test_what_would_stand_for_something_else_in_a_rewrite_does_not() -> None:
    assert r'"https://example.com/\\$x\\%20y.xml"' in lines("apache", "?a=b", "$x y.xml")


def test_what_means_something_to_a_host_is_a_character_of_the_path() -> None:
    assert lines("netlify", "a*b:c.xml").startswith("/a%2Ab%3Ac.xml ")
    assert lines("caddy", 'a*"b\\.xml').startswith('redir "/a%2A\\"b\\\\.xml" ')
    assert '"https://example.com/%24x.xml"' in lines("nginx", now="$x.xml")


def test_a_site_below_a_path_and_a_target_elsewhere_are_written_whole() -> None:
    assert lines("netlify", "a.xml", "b.xml", f"{SITE}blog/") == "/blog/a.xml https://example.com/blog/b.xml 301\n"
    assert lines("netlify", "a.xml", "https://e.org/f") == "/a.xml https://e.org/f 301\n"


def test_the_command_knows_every_host() -> None:
    (option,) = [one for one in command.params if one.name == "host"]
    assert tuple(option.type.choices) == HOSTS  # type: ignore[attr-defined]  # a click.Choice


def test_lines_with_parameters_are_known_as_ours() -> None:
    moved = redirects({"blog?format=rss&n=1": "b.xml"}, SITE)
    once = file("_redirects", "/x /y\n", moved).data.decode()
    assert file("_redirects", once, moved).data.decode() == once
    assert file("_redirects", once, MOVED).data.decode().count("301") == 1


# The file beside the lines of others

MOVED = redirects({"a.xml": "b.xml"}, SITE)
BLOCK = "# feedpub: begin\n/a.xml https://example.com/b.xml 301\n# feedpub: end\n"


def written(existing: str) -> str:
    document = file("_redirects", existing, MOVED)
    assert document.path == "_redirects"
    return document.data.decode()


def test_the_lines_of_others_stay_and_the_block_is_replaced() -> None:
    assert written("") == BLOCK
    assert written("/x /y 302") == f"/x /y 302\n\n{BLOCK}"
    old = BLOCK.replace("/a.xml", "/older.xml")
    assert written(f"/x /y\n\n{old}/z /w\n") == f"/x /y\n\n{BLOCK}/z /w\n"
    assert written(written("/x /y\n")) == written("/x /y\n")


def test_what_somebody_wrote_between_the_marks_is_kept_there() -> None:
    assert "/mine /yours 302\n" in written("# feedpub: begin\n/mine /yours 302\n# feedpub: end\n")
