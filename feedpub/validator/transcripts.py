"""Conversations over HTTP as text, in which the examples of rules about live sites are written.

The lines are those of `curl -v`: `*` opens the visit of an address, with its role and what is known of it, `>` is a
request, `<` its answer; what stands behind an empty `<` is the body, and `< !` says why there is no answer.

    * feed rss
    > GET https://example.com/feed.xml
    > Accept-Encoding: gzip
    < 200
    < Content-Type: application/rss+xml
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from feedpub.model.records import Kind
from feedpub.validator.live import LiveSite, Role, Visit
from feedpub.web.answers import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CERTIFICATE: Final = "its certificate"
_LATE: Final = "* late "
"""Opens a line with the number of addresses for which there was no time."""


def read(text: str, now: datetime) -> LiveSite:
    """Return the visits of a transcript. Raises ValueError for what is none."""
    parts = list(_parts(text.splitlines(), "* "))
    late = sum(int(lines[0].removeprefix(_LATE)) for lines in parts if lines[0].startswith(_LATE))
    return LiveSite(visits=tuple(_visit(one) for one in parts if not one[0].startswith(_LATE)), now=now, late=late)


def _parts(lines: Sequence[str], start: str) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        if line.startswith(start) and part:
            yield part
            part = []
        part.append(line)
    yield part


def _visit(lines: Sequence[str]) -> Visit:
    _, role, *known = lines[0].split()
    is_request = False
    requests: list[list[str]] = []
    for line in lines[1:]:
        if line.startswith("> ") and not is_request:
            requests.append([])
        is_request = line.startswith("> ")
        requests[-1].append(line)
    exchanges = tuple(map(_exchange, requests))
    is_enclosure = role == Role.ENCLOSURE.value
    return Visit(
        role=Role(role),
        url=exchanges[0].url if exchanges else known[-1],
        exchanges=exchanges,
        kind=Kind(known[0]) if known and role in {Role.FEED.value, Role.SITEMAP.value} else Kind.UNKNOWN,
        named_by="https://example.com/",
        length=known[0] if is_enclosure else "",
        media_type=known[1] if is_enclosure or len(known) > 1 else "",
        encoding="utf-8",
    )


def _exchange(lines: Sequence[str]) -> Exchange:
    method, _, url = lines[0].removeprefix("> ").partition(" ")
    asked = tuple(_header(line) for line in lines[1:] if line.startswith("> "))
    answer = [line for line in lines if not line.startswith("> ")]
    end = answer.index("<") if "<" in answer else len(answer)
    first, *head = (line.removeprefix("<").strip() for line in answer[:end])
    headers = tuple(_header(f"< {line}") for line in head)
    body = "".join(f"{line}\n" for line in answer[end + 1 :])
    if first.startswith("!"):
        said = first.removeprefix("!").strip()
        return Exchange(url=url, method=method, asked=asked, failure=said, is_certificate=said.startswith(_CERTIFICATE))
    ends = next((value for name, value in headers if name == "(certificate-ends)"), "")
    return Exchange(
        url=url,
        method=method,
        asked=asked,
        status=int(first),
        headers=tuple(pair for pair in headers if not pair[0].startswith("(")),
        data=body.encode(),
        fault=next((value for name, value in headers if name == "(fault)"), ""),
        certificate_ends=datetime.fromisoformat(ends).replace(tzinfo=UTC) if ends else None,
    )


def _header(line: str) -> tuple[str, str]:
    name, _, value = line[2:].partition(":")
    return name.strip().lower(), value.strip()
