"""Rules for web servers: what they are, and what nginx and Apache answer by them, where these are installed."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from feedpub.cli.snippet import _HOSTS
from feedpub.generate.headers import HOSTS, MOST_OF_CLOUDFLARE, ServedFeed, left_out, rules, served
from feedpub.model.records import FeedSpec, Format, Taxonomy, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TERM = Term(taxonomy=Taxonomy.CATEGORY, label="Tea", slug="tea")
RSS = ServedFeed(path="/rss.xml", type="application/rss+xml")
ATOM = ServedFeed(path="/blog/나무.xml", type="application/atom+xml")
JSON = ServedFeed(path="/feed.json", type="application/feed+json")
ODD = ServedFeed(path="""/a$1 %{x}*'c#+.xml""", type="application/atom+xml")
FEEDS = (RSS, ATOM, JSON, ODD)


def spec(paths: dict[Format, str], term: Term | None = None) -> FeedSpec:
    urls = {form: f"https://example.com/blog/{path}" for form, path in paths.items()}
    return FeedSpec(term=term, id="i", title="T", description="", language="", paths=paths, urls=urls, limit=20)


def test_every_format_of_every_feed_is_served_the_feed_of_the_site_first() -> None:
    of_term = spec({Format.RSS: "tea/rss.xml"}, TERM)
    of_site = spec({Format.ATOM: "atom.xml", Format.JSON: "feed.json"})
    assert served((of_term, of_site), "https://example.com/blog/") == (
        ServedFeed(path="/blog/atom.xml", type="application/atom+xml"),
        ServedFeed(path="/blog/feed.json", type="application/feed+json"),
        ServedFeed(path="/blog/tea/rss.xml", type="application/rss+xml"),
    )


def test_feeds_in_xml_can_be_sent_as_what_browsers_show_with_a_style_sheet() -> None:
    paths = {Format.RSS: "rss.xml", Format.ATOM: "atom.xml", Format.JSON: "feed.json"}
    every = served((spec(paths),), "https://example.com/", as_xml=True)
    assert {feed.path: feed.type for feed in every} == {
        "/rss.xml": "application/xml",
        "/atom.xml": "application/xml",
        "/feed.json": "application/feed+json",
    }


@pytest.mark.parametrize(
    ("host", "lines"),
    [
        ("nginx", 'location = "/rss.xml" { types { } default_type "application/rss+xml"; expires 60s; }\n'),
        (
            "apache",
            (
                "<If \"%{REQUEST_URI} in { '/rss.xml' }\">\n    ForceType application/rss+xml\n"
                '    Header set Cache-Control "max-age=60"\n</If>\n'
            ),
        ),
        (
            "caddy",
            (
                '@rss-xml path "/rss.xml"\nheader @rss-xml {\n\tContent-Type application/rss+xml\n'
                '\tCache-Control "max-age=60"\n}\n'
            ),
        ),
        ("netlify", "/rss.xml\n  Content-Type: application/rss+xml\n  Cache-Control: max-age=60\n"),
        ("cloudflare", "/rss.xml\n  Content-Type: application/rss+xml\n  Cache-Control: max-age=60\n"),
    ],
)
def test_each_host_gets_the_media_type_and_the_time_in_its_words(host: str, lines: str) -> None:
    assert rules(host, (RSS,), 60) == lines


def test_of_github_pages_it_is_said_what_it_sends() -> None:
    lines = rules("github", (RSS, JSON, ServedFeed(path="/feed/a.rss", type=RSS.type)), 60).splitlines()
    assert all(line.startswith("# ") for line in lines)
    assert lines[-3:] == [
        "# /rss.xml: application/xml",
        "# /feed.json: application/json",
        "# /feed/a.rss: application/rss+xml",
    ]


def test_what_means_something_to_a_host_is_a_character_of_the_path() -> None:
    assert rules("netlify", (ODD,), 0).startswith("/a$1%20%25%7Bx%7D%2A'c%23+.xml\n")
    assert r"'/a\$1 \%{x}*\'c#+.xml'" in rules("apache", (ODD,), 0)
    assert """path "/a$1 %{x}%2A'c#+.xml\"""" in rules("caddy", (ODD,), 0)


def test_apache_gets_few_paths_a_section() -> None:
    many = tuple(ServedFeed(path=f"/{number}.xml", type=RSS.type) for number in range(45))
    sections = rules("apache", many, 60).split("</If>\n")[:-1]
    assert [section.count("'") // 2 for section in sections] == [20, 20, 5]


def test_cloudflare_gets_no_more_rules_than_it_takes() -> None:
    many = tuple(ServedFeed(path=f"/{number}.xml", type=RSS.type) for number in range(MOST_OF_CLOUDFLARE + 5))
    assert rules("cloudflare", many, 60).count("Content-Type") == MOST_OF_CLOUDFLARE
    assert left_out("cloudflare", many) == 5
    assert left_out("netlify", many) == left_out("cloudflare", many[:9]) == 0


def test_the_command_knows_every_host() -> None:
    assert _HOSTS == HOSTS


# What servers answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert isinstance(port, int)
        return port


def nginx(folder: Path, port: int, lines: str) -> list[str]:
    """Write a configuration; give the command that serves `folder/www` by it."""
    program = shutil.which("nginx", path=_PATH)
    if program is None:
        pytest.skip("nginx is not installed")
    paths = "".join(f"{kind}_temp_path tmp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = f"""\
daemon off; master_process off; pid nginx.pid; error_log stderr;
events {{ }}
http {{
    access_log off; {paths} default_type text/plain; types {{ text/xml xml; }}
    server {{ listen 127.0.0.1:{port}; root {folder}/www; add_header X-Own yes;
{lines} }}
}}
"""
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    return [program, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]


def apache(folder: Path, port: int, lines: str) -> list[str]:
    program = shutil.which("apache2", path=_PATH) or shutil.which("httpd", path=_PATH)
    modules = Path(program).parents[1] / "lib" / "apache2" / "modules" if program else None
    if program is None or modules is None or not modules.is_dir():
        pytest.skip("Apache is not installed, or keeps its modules elsewhere")
    names = ("mpm_event", "authz_core", "mime", "headers")
    loaded = "\n".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names if (modules / f"mod_{name}.so").is_file()
    )
    text = f"""\
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/httpd.pid
DefaultRuntimeDir {folder}
ErrorLog /dev/stderr
{loaded}
TypesConfig /dev/null
AddType text/xml .xml
DocumentRoot {folder}/www
<Directory {folder}/www>
Require all granted
</Directory>
Header set X-Own yes
{lines}
"""
    (folder / "httpd.conf").write_text(text, encoding="utf-8")
    return [program, "-f", str(folder / "httpd.conf"), "-DFOREGROUND"]


_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@contextmanager
def serving(command: list[str], port: int) -> Iterator[None]:
    """Run a server until it answers, and no longer than the test."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:  # noqa: S603 - a web server
        try:
            for _ in range(500):
                assert running.poll() is None, (running.stderr.read() if running.stderr else b"").decode()
                with socket.socket() as trying:
                    if not trying.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.01)
            yield
        finally:
            running.terminate()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", quote(path), headers={name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        answer.read()
        return answer.status, dict(answer.getheaders())
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("server", [nginx, apache])
def test_a_server_sends_feeds_with_their_types_and_answers_304(
    server: Callable[[Path, int, str], list[str]], tmp_path: Path
) -> None:
    feeds = FEEDS
    for path in (*(feed.path for feed in feeds), "/other.xml"):
        file = tmp_path / "www" / path.removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<feed/>", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "www"):
        folder.chmod(0o755)
    port = free_port()
    with serving(server(tmp_path, port, rules(server.__name__, feeds, 60)), port):
        for feed in feeds:
            status, headers = get(port, feed.path)
            assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, feed.type, "max-age=60"), feed
            assert headers["X-Own"] == "yes"  # what the server has set for all stays
            assert get(port, feed.path, If_None_Match=headers["ETag"])[0] == 304
            assert get(port, feed.path, If_Modified_Since=headers["Last-Modified"])[0] == 304
        status, headers = get(port, "/other.xml")
        assert (status, headers["Content-Type"], headers.get("Cache-Control")) == (200, "text/xml", None)


def test_nothing_in_a_rule_is_longer_than_nginx_takes() -> None:
    lines = rules("nginx", FEEDS, 60)
    assert max(map(len, re.findall(r'"[^"]*"', lines))) < 4096
