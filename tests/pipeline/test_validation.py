"""Documents are validated by the same rules whatever is remembered, and however many processes do it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from feedpub import validator
from feedpub.incremental.store import NOWHERE, Namespace, Store
from feedpub.model.records import Document, Kind, Level
from feedpub.pipeline import validation
from feedpub.validator.sources import bytes_source
from tests.owner import KEY, stored

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.validator import Report

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ENTRY = (
    "<entry><id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id><title>One</title>"
    "<updated>2024-06-21T01:00:00Z</updated><author><name>Kim</name></author>"
    '<link href="https://example.com/one/"/><summary>One</summary></entry>'
)


def feed(number: int, entry: str = ENTRY) -> validation.NamedDocument:
    path = f"category/{number}/atom.xml"
    url = f"https://example.com/{path}"
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{url}</id><title>Feed {number}</title><updated>2024-06-21T01:00:00Z</updated>"
        f'<link rel="self" href="{url}"/><link href="https://example.com/"/>{entry}</feed>\n'
    )
    return validation.NamedDocument(
        name=f"public/{path}", url=url, document=Document(path=path, kind=Kind.ATOM, data=text.encode())
    )


def sitemap() -> validation.NamedDocument:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://example.com/one/</loc></url></urlset>\n"
    )
    url = "https://example.com/sitemap.xml"
    return validation.NamedDocument(
        name="sitemap.xml", url=url, document=Document(path="sitemap.xml", kind=Kind.SITEMAP, data=text.encode())
    )


CLEAN = [feed(number) for number in range(5)]
BROKEN = feed(9, ENTRY.replace("<title>One</title>", ""))
EVERY = [*CLEAN[:2], BROKEN, sitemap(), *CLEAN[2:]]


def how(folder: Path | None = None, **more: Any) -> validation.ValidationOptions:  # noqa: ANN401 - of How
    return replace(
        validation.ValidationOptions(levels={}, now=NOW, memory=Store(str(folder), KEY) if folder else NOWHERE), **more
    )


def said(reports: list[Report]) -> list[tuple[Any, ...]]:
    """Return all that anybody sees of reports."""
    return [
        (one.diagnostics, one.document.path, one.document.url, one.document.kind, one.document.size, one.document.facts)
        for one in reports
    ]


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that are validated in this process."""
    names: list[str] = []
    check = validator.check

    def noted(source: validator.Source, rules: validator.Ruleset, *, now: datetime) -> Report:
        names.append(source.path)
        return check(source, rules, now=now)

    monkeypatch.setattr(validator, "check", noted)
    return names


def test_reports_are_those_of_the_validator_in_order() -> None:
    rules = validator.Ruleset(validator.RULES)
    sources = [bytes_source(one.name, one.document.data, one.url) for one in EVERY]
    wanted = [validator.check(source, rules, now=NOW) for source in sources]
    assert said(validation.reports(EVERY, how())) == said(wanted)


@pytest.mark.parametrize("jobs", [2, 3, 50])
def test_more_processes_say_the_same(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    alone = said(validation.reports(EVERY, how()))
    monkeypatch.setattr(validation, "_WORTH_SHARING", 1)
    assert said(validation.reports(EVERY, how(jobs=jobs))) == alone


def test_a_little_stays_in_this_process(validated: list[str]) -> None:
    validation.reports(EVERY, how(jobs=2))
    assert len(validated) == len(EVERY)


def test_what_a_build_has_made_is_checked_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedpub.text.xml.reader.MOST_ELEMENTS", 3)
    monkeypatch.setattr("feedpub.validator.json_reading._MOST_VALUES", 3)
    text = b'{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1"}, {"id": "1"}]}'
    url = "https://example.com/feed.json"
    document = Document(path="feed.json", kind=Kind.JSONFEED, data=text)
    own = [BROKEN, validation.NamedDocument(name="feed.json", url=url, document=document)]
    found = [{each.code for each in one.diagnostics} for one in validation.reports(own, how())]
    assert "atom/required-element-missing" in found[0]
    assert "jsonfeed/duplicate-id" in found[1]
    assert not {"xml/too-large", "jsonfeed/too-many-values"} & set().union(*found)


def test_trees_are_let_go() -> None:
    assert all(one.document.root is None and not one.document.data for one in validation.reports(EVERY, how()))


def test_each_document_is_told_of() -> None:
    told: list[None] = []
    validation.reports(EVERY, how(), lambda: told.append(None))
    assert len(told) == len(EVERY)


def test_clean_feeds_are_not_validated_again(tmp_path: Path, validated: list[str]) -> None:
    first = said(validation.reports(EVERY, how(tmp_path)))
    validated.clear()
    assert said(validation.reports(EVERY, how(tmp_path))) == first
    assert validated == ["sitemap.xml", BROKEN.name]


@pytest.mark.parametrize(
    "more",
    [{"levels": {"atom/*": Level.WARNING}}, {"now": NOW - timedelta(days=1)}, {"memory": NOWHERE}],
    ids=["rules", "clock", "no memory"],
)
def test_what_was_found_otherwise_does_not_count(tmp_path: Path, validated: list[str], more: dict[str, Any]) -> None:
    validation.reports(CLEAN, how(tmp_path))
    validated.clear()
    validation.reports(CLEAN, how(tmp_path, **more))
    assert len(validated) == len(CLEAN)


@pytest.mark.parametrize("part", ["name", "url", "document"])
def test_another_name_address_or_text_is_validated(tmp_path: Path, validated: list[str], part: str) -> None:
    validation.reports(CLEAN[:1], how(tmp_path))
    validated.clear()
    other = replace(CLEAN[0], **{part: getattr(CLEAN[1], part)})
    validation.reports([other], how(tmp_path))
    assert validated == [other.name]


def test_a_run_that_must_not_write_leaves_no_memory(tmp_path: Path) -> None:
    validation.reports(CLEAN, how(memory=Store(str(tmp_path), KEY, may_write=False)))
    assert list(tmp_path.iterdir()) == []


def test_a_memory_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    assert validation.reports(CLEAN, how(tmp_path / "absent"))


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": 1}', b"\xff"])
def test_a_damaged_memory_is_ignored(tmp_path: Path, validated: list[str], damage: bytes) -> None:
    validation.reports(CLEAN, how(tmp_path))
    stored(tmp_path, "document").write_bytes(damage)
    validated.clear()
    validation.reports(CLEAN, how(tmp_path))
    assert len(validated) == len(CLEAN)


@pytest.mark.parametrize(
    "damage", [b"", b"\xc1", b"\x90", msgpack.encode([NOW, {"x": [1]}]), msgpack.encode([NOW, []])]
)
def test_facts_that_are_none_are_gathered_again(tmp_path: Path, validated: list[str], damage: bytes) -> None:
    first = said(validation.reports(CLEAN, how(tmp_path)))
    kept = Namespace("document", bytes, bytes)
    assert Store(str(tmp_path), KEY).put(kept, stored(tmp_path, kept.name).name.partition(".")[2], damage)
    validated.clear()
    assert said(validation.reports(CLEAN, how(tmp_path))) == first
    assert len(validated) == len(CLEAN)


def test_only_what_nobody_need_fix_is_kept(tmp_path: Path, validated: list[str]) -> None:
    several = [CLEAN[0], BROKEN, sitemap()]
    clean, *_ = validation.reports(several, how(tmp_path))
    assert [one.level for one in clean.diagnostics] == [Level.INFO]  # no language: advice is kept, and said again
    validated.clear()
    again, *_ = validation.reports(several, how(tmp_path))
    assert again.diagnostics == clean.diagnostics
    assert sorted(validated) == sorted(one.name for one in several[1:])
