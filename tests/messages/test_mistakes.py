"""Mistakes as people make them: none is passed over, each is named where it stands, with what to write instead.

Each row is a site with one mistake, and what somebody must read of it: the place, and words of what was found or of
the way out. One mistake is one block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.running import feedpub, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SITE: Final = '[site]\nurl = "https://example.com/"\ntitle = "Tea"\n'
FINE: Final = {"content/fine.md": "---\ntitle: Fine\ndate: 2026-01-01\n---\nText.\n"}
FAILED, WRONG_USAGE, DONE = 1, 2, 0


def post(*lines: str, body: str = "Text.") -> Mapping[str, str | bytes]:
    return {"content/post.md": "\n".join(("---", *lines, "---", body, ""))}


def encoded(encoding: str, title: str) -> Mapping[str, str | bytes]:
    return {"content/post.md": f"---\ntitle: {title}\ndate: 2026-01-02\n---\nText.\n".encode(encoding)}


def two(key: str, value: str) -> Mapping[str, str | bytes]:
    return {
        f"content/{name}.md": f"---\ntitle: {name}\ndate: 2026-01-0{day}\n{key}: {value}\n---\nText.\n"
        for day, name in ((2, "a"), (3, "b"))
    }


POSTS: Final = {
    "a colon in a title": (post("title: Tea: a story", "date: 2026-01-02"), FAILED, ":2:8:", 'title: "Tea: a story"'),
    "a tab": (post("title: Tea", "\tdate: 2026-01-02"), FAILED, ":3:2:", "Indent with spaces"),
    "a quotation mark that is not closed": (
        post('title: "Tea', "date: 2026-01-02"),
        FAILED,
        ":2:8:",
        'Put the value in quotes: title: "Tea"',
    ),
    "front matter without an end": (
        {"content/post.md": "---\ntitle: Tea\ndate: 2026-01-02\n\nText.\n"},
        FAILED,
        ":1:1:",
        "is never closed",
    ),
    "a month that there is not": (post("title: Tea", "date: 2026-13-45"), FAILED, ":3:1:", "there is no month 13"),
    "a date that can be two days": (post("title: Tea", "date: 06/07/2024"), FAILED, ":3:1:", "06/07/2024"),
    "no date": (post("title: Tea", "categories: [a]"), DONE, ":1:1:", "`date: YYYY-MM-DD`"),
    "a key twice": (post("title: Tea", "title: Mate", "date: 2026-01-02"), FAILED, ":3:1:", "`title` stands twice"),
    "a list that nothing closes": (
        post("title: Tea", "date: 2026-01-02", "tags: [a, b"),
        FAILED,
        ":4:7:",
        "Close the list: tags: [a, b]",
    ),
    "a list over lines that nothing closes": (
        post("title: Tea", "tags: [a,", "  b", "author: C"),
        FAILED,
        ":3:7:",
        "Close the list that begins here: write `]`",
    ),
    "a mapping that nothing closes": (
        post("title: Tea", "date: 2026-01-02", "image: {url: /a.png, alt: b"),
        FAILED,
        ":4:8:",
        "Close the list: image: {url: /a.png, alt: b}",
    ),
    "a title that begins like a list": (
        post("title: [Tea] and more", "date: 2026-01-02"),
        FAILED,
        ":2:8:",
        'Put the value in quotes: title: "[Tea] and more"',
    ),
    "a list for a title": (post("title: [a, b]", "date: 2026-01-02"), FAILED, ":2:1:", "must be text, not a list"),
    "a mapping for categories": (
        post("title: Tea", "date: 2026-01-02", "categories: {a: b}"),
        FAILED,
        ":4:1:",
        "a text or a list of texts",
    ),
    "letters of another encoding": (encoded("latin-1", "Café"), FAILED, ":2:11:", "The file is not UTF-8"),
    "Korean in the encoding of Windows": (encoded("cp949", "안녕"), FAILED, ":2:8:", "The file is not UTF-8"),
    "UTF-16": (encoded("utf-16", "Tea"), FAILED, ":1:1:", "is not UTF-8 but UTF-16"),
    "one address twice": (two("permalink", "/x/"), FAILED, "content/b.md", "https://example.com/x/"),
    "one id twice": (two("id", "x"), FAILED, "content/b.md", "have the same id, x"),
    "a recording that is not there": (
        post("title: Tea", "date: 2026-01-02", "enclosure: /a.mp3"),
        FAILED,
        ":4:1:",
        "looked for public/a.mp3",
    ),
    "the address of another site": (
        post("title: Tea", "date: 2026-01-02", "permalink: https://other.example/x"),
        FAILED,
        ":4:1:",
        "it is the address of another site",
    ),
    "a way out of the site": (
        post("title: Tea", "date: 2026-01-02", "slug: ../../etc/passwd"),
        FAILED,
        ":4:1:",
        "a slug is one name",
    ),
    "a picture that is a script": (
        post("title: Tea", "date: 2026-01-02", "image: javascript:alert(1)"),
        FAILED,
        ":4:1:",
        "not an address that readers can fetch",
    ),
    "a switch that is neither": (
        post("title: Tea", "date: 2026-01-02", "draft: maybe"),
        FAILED,
        ":4:1:",
        "Write `true` or `false` after `draft:`",
    ),
    "a template in the text": (
        post("title: Tea", "date: 2026-01-02", body="{{ site.title }} says."),
        DONE,
        ":5:1:",
        "`{{ site.title }}`",
    ),
    "TOML without quotes": (
        {"content/post.md": "+++\ntitle = Tea time\ndate = 2026-01-02\n+++\nText.\n"},
        FAILED,
        ":2:9:",
        'Put the value in quotes: title = "Tea time"',
    ),
    "a list in TOML without quotes": (
        {"content/post.md": '+++\ntitle = "Tea"\ndate = 2026-01-02\ntags = [a, b]\n+++\nText.\n'},
        FAILED,
        ":4:9:",
        "text always in quotes",
    ),
    "a comma too many in JSON": (
        {"content/post.md": '{"title": "Tea", "date": "2026-01-02",}\nText.\n'},
        FAILED,
        ":1:39:",
        "a comma between two, none after the last",
    ),
    "changed before it was written": (
        post("title: Tea", "date: 2026-01-02", "updated: 2025-01-01"),
        DONE,
        ":4:1:",
        "2025-01-01T00:00:00Z, before its date",
    ),
    "a word for a language": (
        post("title: Tea", "date: 2026-01-02", "language: korean"),
        FAILED,
        ":4:1:",
        "`korean` is not a language tag",
    ),
    "an author without a name": (
        post("title: Tea", "date: 2026-01-02", "author: {email: a@example.com}"),
        FAILED,
        ":4:1:",
        "a mapping with `name`",
    ),
    "a place that cannot be": (
        post("title: Tea", "date: 2026-01-02", "geo: [129.04, 35.09]"),
        FAILED,
        ":4:1:",
        "Perhaps the two stand the wrong way round",
    ),
}
"""What is wrong with a post -> the site, the status, a part of the place, and words that must be read."""
OPTIONS: Final = {
    "no address": ('[site]\ntitle = "Tea"\n', ":1:2:", "site.url is missing"),
    "an address without scheme": ('[site]\nurl = "example.com"\n', ":2:1:", "did you mean `https://example.com/`"),
    "a key misspelt": (f"{SITE}[feeds]\nlimt = 5\n", ":5:1:", "did you mean 'limit'"),
    "a table misspelt": (f"{SITE}[feed]\nlimit = 5\n", ":4:2:", "did you mean 'feeds'"),
    "a number in words": (f'{SITE}[feeds]\nlimit = "ten"\n', ":5:1:", "Write a whole number"),
    "no quotes": ("[site]\nurl = https://example.com/\n", ":2:7:", "text stands in double quotes"),
    "a word for a language": (f'{SITE}language = "korean"\n', ":4:1:", "write `ko`"),
    "a city for a zone": (f'{SITE}timezone = "Seoul"\n', ":4:1:", "did you mean `Asia/Seoul`"),
    "a folder out of the site": (f'{SITE}[output]\nfolder = "../x"\n', ":5:1:", "it leads out of the site"),
    "a format that there is not": (f'{SITE}[feeds]\nformats = ["rss", "atom1"]\n', ":5:19:", "did you mean 'atom'"),
    "two feeds in one file": (f'{SITE}[feeds]\nrss = "a.xml"\natom = "a.xml"\n', ":6:1:", "is the path of feeds.rss"),
    "a placeholder that there is not": (
        f'{SITE}[feeds.categories]\nrss = "c/{{name}}.xml"\n',
        ":5:1:",
        "known: {slug} and {term} and {page}",
    ),
    "a rule misspelt": (
        f'{SITE}[validate.rules]\n"rss/guid-mising" = "off"\n',
        ":5:1:",
        "did you mean 'rss/guid-missing'",
    ),
    "an author's address that is none": (
        f'{SITE}author = {{ name = "A", email = "a b" }}\n',
        ":4:",
        "is no e-mail address",
    ),
    "a licence that nobody knows": (f'{SITE}license = "MIT"\n', ":4:1:", "a licence of Creative Commons"),
    "a colour in words": (f'{SITE}accent = "green"\n', ":4:1:", "six hexadecimal digits"),
}
"""What is wrong with feedpub.toml -> the file, a part of the place, and words that must be read."""
BLOCK: Final = re.compile(r"^\S.*: (?:error|warning) ", re.MULTILINE)


@pytest.mark.parametrize("mistake", POSTS)
def test_a_mistake_in_a_post_is_named_where_it_stands(tmp_path: Path, mistake: str) -> None:
    files, status, place, words = POSTS[mistake]
    write(tmp_path, {"feedpub.toml": SITE, **FINE, **files})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == status
    [block] = [line for line in ended.err.splitlines() if BLOCK.match(line)]
    assert place in block
    assert words in ended.err


@pytest.mark.parametrize("mistake", OPTIONS)
def test_a_mistake_in_the_configuration_is_named_where_it_stands(tmp_path: Path, mistake: str) -> None:
    text, place, words = OPTIONS[mistake]
    write(tmp_path, {"feedpub.toml": text, **FINE})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == WRONG_USAGE
    [block] = [line for line in ended.err.splitlines() if BLOCK.match(line)]
    assert block.startswith(f"feedpub.toml{place}")
    assert words in ended.err


def test_a_folder_that_is_no_site_says_what_to_do(tmp_path: Path) -> None:
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == WRONG_USAGE
    assert "feedpub init" in ended.err


def test_a_site_without_posts_says_where_they_belong(tmp_path: Path) -> None:
    write(tmp_path, {"feedpub.toml": SITE})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == FAILED
    assert "content.folder" in ended.err
