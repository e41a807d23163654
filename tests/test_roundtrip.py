"""What authors write comes out as they wrote it: files -> build -> parsers that are not ours -> the same again."""

from __future__ import annotations

import html
import json
import tempfile
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub import generate
from feedpub.generate import Entries
from feedpub.model.records import Document, Kind, Level
from feedpub.text.toml import toml_value
from feedpub.validator import RULES, Ruleset, check
from feedpub.validator.sources import bytes_source
from tests import strategies
from tests.drawn import examples
from tests.generate import reading
from tests.generate.reading import Said
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.model.records import Feed

pytestmark = pytest.mark.slow

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "example.com")
CONFIGURATION = """\
[site]
url = "https://example.com/"
title = "Example"
language = "en"

[content]
permalink = "/:slug/"

[feeds]
limit = 0

[feeds.categories]
enabled = false
"""
NOW = datetime(2300, 1, 1, tzinfo=UTC)
RULESET = Ruleset(RULES)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A post as its author writes it."""

    name: str
    title: str
    date: datetime
    id: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    summary: str
    text: str
    form: str

    @property
    def expected_id(self) -> str:
        """The id a reader must see: the author's, or that of the scheme `uuid`, worked out by another library."""
        return self.id or uuid.uuid5(NAMESPACE, unicodedata.normalize("NFC", self.name)).urn

    def file(self) -> str:
        """Return the file: front matter in YAML, TOML or JSON, and a body in HTML."""
        head: dict[str, Any] = {
            "title": self.title,
            "date": self.date.isoformat(),
            "slug": self.name,
            "categories": list(self.categories),
            "tags": list(self.tags),
            "authors": [{"name": name} for name in self.authors],
        }
        head |= {key: value for key, value in (("id", self.id), ("excerpt", self.summary)) if value}
        return f"{FORMS[self.form](head)}\n<p>{html.escape(self.text)}</p>\n"


def _yaml(head: Mapping[str, Any]) -> str:
    """A mapping of JSON values is YAML, line by line."""
    return "---\n" + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items()) + "---"


def _toml(head: Mapping[str, Any]) -> str:
    """Authors are tables of their own; all else is text or a list of it."""
    authors = "".join(f"[[authors]]\nname = {toml_value(author['name'])}\n" for author in head["authors"])
    plain = "".join(f"{key} = {toml_value(value)}\n" for key, value in head.items() if key != "authors")
    return f"+++\n{plain}{authors}+++"


def _json(head: Mapping[str, Any]) -> str:
    return json.dumps(head, ensure_ascii=False, indent=1)


FORMS = {"yaml": _yaml, "toml": _toml, "json": _json}

lines = strategies.lines.filter(lambda line: line not in {"~", "null", "Null", "NULL"})
"""Without what stands for nothing in front matter."""
plain_lines = lines.filter(lambda line: not {"<", "&"} & set(line))
"""Without markup, which an excerpt may hold and which is taken out of it."""
labels = st.lists(lines, max_size=3, unique_by=lambda label: unicodedata.normalize("NFC", label).casefold())


@st.composite
def written(draw: st.DrawFn, number: int) -> Written:
    """Return any legal post; its name is fixed, so that no two posts of a site share one."""
    return Written(
        name=f"post-{number}",
        title=draw(lines),
        date=draw(strategies.moments).replace(microsecond=0),
        id=draw(st.sampled_from(("", f"tag:example.com,2024:{number}", f"https://old.example.com/?p={number}&x=1"))),
        categories=tuple(draw(labels)),
        tags=tuple(draw(labels)),
        authors=tuple(draw(labels)),
        summary=draw(st.one_of(st.just(""), plain_lines)),
        text=draw(lines),
        form=draw(st.sampled_from(sorted(FORMS))),
    )


@st.composite
def sites(draw: st.DrawFn) -> tuple[Written, ...]:
    number = draw(st.integers(1, 4))
    return tuple(draw(written(index)) for index in range(number))


def expectations(posts: tuple[Written, ...]) -> dict[str, Said]:
    """Return what every format must say of the posts, by id."""
    return {
        post.expected_id: Said(
            id=post.expected_id,
            url=f"https://example.com/{post.name}/",
            title=post.title,
            date=post.date,
            html=post.text,
            summary=post.summary,
            authors=", ".join(post.authors) or "Example",
            labels=tuple(dict.fromkeys((*post.categories, *post.tags))),
            image="",
            language="",
            files=(),
        )
        for post in posts
    }


class _Text(HTMLParser):
    """Gathers the text of a fragment; the parser is the standard library's."""

    text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of(fragment: str) -> str:
    parser = _Text()
    parser.feed(fragment)
    parser.close()
    return parser.text.strip()


def read_back(public: Path) -> dict[str, dict[str, Said]]:
    """Return what each format says, by its file and by id, with the text of contents for their HTML."""
    readers = {"rss.xml": reading.rss, "atom.xml": reading.atom, "feed.json": reading.jsonfeed}
    kinds = {"rss.xml": Kind.RSS, "atom.xml": Kind.ATOM, "feed.json": Kind.JSONFEED}
    return {
        name: {
            said.id: Said(**{**vars(said), "html": text_of(said.html)})
            for said in read(Document(path=name, kind=kinds[name], data=(public / name).read_bytes()))
        }
        for name, read in readers.items()
    }


def without_summaries(said: Said) -> Said:
    """Leave out a summary that was taken from the text: it is its beginning, not what somebody wrote."""
    return Said(**{**vars(said), "summary": ""})


@examples(12)
@given(sites())
def test_what_authors_write_is_what_every_format_says(posts: tuple[Written, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "feedpub.toml").write_text(CONFIGURATION, encoding="utf-8")
        for post in posts:
            (site / f"{post.name}.html").write_text(post.file(), encoding="utf-8", newline="")
        ended = feedpub("build", cwd=site, SOURCE_DATE_EPOCH=str(int(NOW.timestamp())))
        assert ended.status == 0, ended.err
        wanted = expectations(posts)
        for name, found in read_back(site / "public").items():
            assert found.keys() == wanted.keys(), name
            for post in posts:
                said, expected = found[post.expected_id], wanted[post.expected_id]
                assert without_summaries(said) == without_summaries(expected), name
                assert said.summary == post.summary or not post.summary, name
                assert said.summary, name
        before = {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")}
        again = feedpub("build", "-v", cwd=site, SOURCE_DATE_EPOCH=str(int(NOW.timestamp())))
        assert {line[0] for line in again.out.splitlines()} == {"="}
        assert {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")} == before


@examples(40)
@given(strategies.feeds)
def test_the_validator_finds_no_error_in_what_we_generate(feed: Feed) -> None:
    for document in generate.documents(feed, Entries()):
        source = bytes_source(document.path, document.data, feed.site.url + document.path)
        report = check(source, RULESET, now=NOW)
        errors = [one for one in report.diagnostics if one.level is Level.ERROR]
        assert errors == [], document.data.decode()
