"""`feedpub check` over TLS, with a certificate that the test makes."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.live.host import Answer, Host, hosting
from tests.running import EPOCH, feedpub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPENSSL = shutil.which("openssl")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OPENSSL is None, reason="openssl makes the certificate")]
FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Tea</title><link>https://example.com/</link><description>Tea</description></channel></rss>
"""
HOME = b'<!DOCTYPE html><title>Tea</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a certificate for this machine, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "36500", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([str(OPENSSL), *made], check=True, capture_output=True)  # noqa: S603 - our own words
    return certificate, key


@pytest.fixture
def host(files: tuple[Path, Path]) -> Iterator[Host]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    with hosting(tls=context) as host:
        host.files = {"/feed.xml": FEED, "/": HOME}
        yield host


def found(host: Host, cwd: Path, trusted: str = "", now: str = EPOCH) -> tuple[int, list[tuple[str, str]]]:
    arguments = ("check", f"{host.url}feed.xml", "--select", "http/*", "--format", "json")
    ended = feedpub(*arguments, cwd=cwd, SSL_CERT_FILE=trusted, SOURCE_DATE_EPOCH=now)
    said = [one for file in json.loads(ended.out)["files"] for one in file["messages"]]
    return ended.status, [(one["rule"], one["text"]) for one in said if one["level"] != "info"]


def test_a_certificate_that_nobody_vouches_for_is_an_error_in_a_sentence(host: Host, tmp_path: Path) -> None:
    status, [(rule, text)] = found(host, tmp_path)
    assert status == 1
    assert rule == "http/certificate"
    assert text.startswith("Nothing was asked there: its certificate is not valid (self")
    assert host.asked == []


def test_a_certificate_that_is_trusted_is_passed(host: Host, files: tuple[Path, Path], tmp_path: Path) -> None:
    assert found(host, tmp_path, str(files[0])) == (0, [])


def test_a_certificate_that_ends_soon_is_found(host: Host, files: tuple[Path, Path], tmp_path: Path) -> None:
    decoded = ssl._ssl._test_decode_cert(str(files[0]))  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way without a library
    soon = str(int(ssl.cert_time_to_seconds(decoded["notAfter"])) - 5 * 86_400)
    status, [(rule, text)] = found(host, tmp_path, str(files[0]), soon)
    assert (status, rule) == (0, "http/certificate-expires")
    assert text.endswith("in 5 days.")


def test_a_redirect_to_http_is_not_followed(host: Host, files: tuple[Path, Path], tmp_path: Path) -> None:
    host.alter = lambda _asked, _right: Answer(status=301, headers={"Location": "http://127.0.0.1:1/feed.xml"})
    status, rules = found(host, tmp_path, str(files[0]))
    assert status == 1
    assert [rule for rule, _ in rules] == ["http/redirect-to-http"]
