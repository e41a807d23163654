from __future__ import annotations

import pytest

from feedpub.text import hosts


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://localhost:1313/a",
        "https://blog.localhost",
        "http://127.0.0.1:80/",
        "http://10.0.0.1/",
        "http://172.20.1.1/",
        "http://192.168.178.1/",
        "http://[::1]:8080/",
        "http://[fe80::1]/",
        "http://nas/feed",
        "http://printer.local?x",
        "http://ann@localhost/",
        "http://127.1/",
        "http://localhost.localdomain/",
        "https://wiki.internal/",
        "https://router.home.arpa/",
        "https://files.LAN/",
    ],
)
def test_a_host_of_one_network_is_local(url: str) -> None:
    assert hosts.local_host(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://localhost.example.com/",
        "https://home.example/",
        "https://internal.dev/",
        "http://8.8.8.8/",
        "http://172.32.0.1/",
        "http://[2001:db8::1]/",
        "/localhost/",
        "localhost",
        "mailto:ann@localhost",
        "",
    ],
)
def test_a_host_of_the_web_or_none_is_not_local(url: str) -> None:
    assert hosts.local_host(url) == ""


def test_the_host_of_an_address_ends_at_its_path_or_query() -> None:
    assert hosts.host_of("https://example.com:8080?a=/b") == "example.com:8080"
