"""One request to one who is told: what is sent, when it is sent again, and what is said of a refusal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from feedpub.notify.receivers import Failure, Receiver, Sender, Way
from feedpub.web import fetch
from tests.live.host import Answer, Host, hosting

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 2, 1, tzinfo=UTC)
KEY = "5f0c4e8a9b7d4c21"


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


def failures(host: Host, way: Way, *urls: str, pauses: list[float] | None = None) -> tuple[Failure, ...]:
    slept = [] if pauses is None else pauses
    sender = Sender(host.url, fetch.session, slept.append)
    return sender.told(Receiver(way=way, address=f"{host.url}x", key=KEY), urls, NOW)


def answering(host: Host, *answers: Answer) -> None:
    """Let requests be answered in turn; the last answer stays."""
    left = list(answers)
    host.alter = lambda asked, right: (left.pop(0) if len(left) > 1 else left[0]) if asked.method == "POST" else right


def test_a_date_in_retry_after_is_waited_for(host: Host) -> None:
    answering(host, Answer(status=503, headers={"Retry-After": "Sun, 01 Feb 2026 00:00:09 GMT"}), Answer(status=204))
    pauses: list[float] = []
    assert failures(host, Way.WEBSUB, "https://example.com/rss.xml", pauses=pauses) == ()
    assert pauses == [9.0]


def test_nonsense_in_retry_after_is_passed_over(host: Host) -> None:
    answering(host, Answer(status=503, headers={"Retry-After": "soon"}), Answer(status=204))
    pauses: list[float] = []
    assert failures(host, Way.CLOUD, "https://example.com/rss.xml", pauses=pauses) == ()
    assert pauses == [2.0]


def test_a_refusal_is_quoted_and_the_others_are_told(host: Host) -> None:
    answering(host, Answer(status=400, body=b"hub.url\n is unknown"), Answer(status=204))
    [failure] = failures(host, Way.WEBSUB, "https://example.com/a.xml", "https://example.com/b.xml")
    assert failure.urls == ("https://example.com/a.xml",)
    assert (failure.reason, failure.is_refused) == ("it answers 400 Bad Request: hub.url is unknown", True)
    assert len(host.asked) == 2


def test_a_page_that_is_answered_is_not_quoted(host: Host) -> None:
    answering(host, Answer(status=404, body=b"<html>Not found</html>"))
    [failure] = failures(host, Way.WEBSUB, "https://example.com/a.xml")
    assert failure.reason == "it answers 404 Not Found"


def test_a_redirect_is_not_followed_and_named(host: Host) -> None:
    answering(host, Answer(status=301, headers={"Location": "https://hub.example.com/"}))
    [failure] = failures(host, Way.WEBSUB, "https://example.com/a.xml")
    assert failure.is_refused
    assert failure.reason.endswith("and leads on to https://hub.example.com/: name that address")


def test_who_is_not_there_fails_and_does_not_refuse() -> None:
    with hosting() as host:
        pass
    [failure] = failures(host, Way.WEBSUB, "https://example.com/a.xml", "https://example.com/b.xml")
    assert failure == Failure(
        urls=("https://example.com/a.xml", "https://example.com/b.xml"), reason="Connection refused", is_refused=False
    )


def test_of_many_pages_ten_thousand_are_told_at_once(host: Host) -> None:
    host.files[f"/{KEY}.txt"] = KEY.encode()
    answering(host, Answer(status=200))
    assert failures(host, Way.INDEXNOW, *(f"{host.url}{number}/" for number in range(10_001))) == ()
    bodies = [json.loads(one.body) for one in host.asked if one.method == "POST"]
    assert [len(body["urlList"]) for body in bodies] == [10_000, 1]
    assert {(body["key"], body["keyLocation"]) for body in bodies} == {(KEY, f"{host.url}{KEY}.txt")}


@pytest.mark.parametrize(
    ("answer", "reason", "is_refused"),
    [
        (Answer(status=404), "is answered with 404: publish it (`key_file = true`)", True),
        (Answer(status=502), "is answered with 502", False),
        (Answer(body=b"something else"), "does not hold the key: publish it (`key_file = true`)", True),
    ],
)
def test_without_the_file_of_the_key_nothing_is_sent(
    host: Host, answer: Answer, reason: str, *, is_refused: bool
) -> None:
    host.alter = lambda _asked, _right: answer
    [failure] = failures(host, Way.INDEXNOW, f"{host.url}a/")
    assert failure.reason.endswith(reason)
    assert failure.is_refused is is_refused
    assert [one.method for one in host.asked] == ["GET"]


def test_a_file_of_the_key_that_cannot_be_fetched_is_no_refusal() -> None:
    with hosting() as host:
        pass
    [failure] = failures(host, Way.INDEXNOW, f"{host.url}a/")
    assert failure.reason.endswith("cannot be fetched: Connection refused")
    assert not failure.is_refused
