"""The pages in another language than English: all of their words, and none of an author's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from feedpub.cli import languages
from feedpub.generate.phrases import format_name
from feedpub.model.records import Absence, Format
from feedpub.preview import changes, documents, feeds, posts
from feedpub.preview.wording import ENGLISH, PLACE, PageLanguage, around
from feedpub.text.markup import element
from tests.preview.site import PreviewedSite, text_of
from tests.preview.test_pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lxml import html

_NAMES: Final = ("aria-label", "title", "alt", "placeholder")
"""Attributes that people are read."""
MARKED: Final = PageLanguage(tag="x-marked", say=lambda text: f"⟦{text}⟧")
_SAID: Final = re.compile("⟦[^⟧]*⟧")
_OWN: Final = re.compile(
    r"https?://\S+|[\w./-]+\.(?:xml|json|css|txt|md|toml)(?::\d+)?(?:, [\w:]+$)?|"
    r"(?<=\d)T[\d:]+Z$|Tea & <books>( · News)?|" + "|".join(f"^{format_name(form)}: " for form in Format)
)
"""What pages hold besides their words and what says its language: addresses, names of files, the title of the site."""
NAVIGATION: Final = ("피드", "점검 결과", "변경 사항", "사이트맵", "글")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_CODE: Final = re.compile(r"`[^`]*`|^\S+:\d+: .*|^(?:URL|id): .*|^lastmod$|^content/\S+\.md: [^.]*$")
"""What is said and has no Korean: lines of files, addresses, ids, and a post by its name and title."""
_BLOCKS: Final = ("p", "li", "h1", "h2", "td", "th", "caption", "label", "button", "title", "strong", "span")


def unsaid(root: html.HtmlElement) -> list[str]:
    """Return the words of a page that were not said in its language, but for names and what an author has written."""
    names = (node.get(name, "") for node in root.iter() for name in _NAMES)
    texts = ("".join(_pieces(block)) for block in root.iter(*_BLOCKS) if not any(map(_is_foreign, _from(block))))
    left = (_OWN.sub("", _SAID.sub("", text)) for text in (*names, *texts))
    return [text for text in left if re.search("[A-Za-z]", text)]


def _from(node: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield node
    yield from node.iterancestors()


def _pieces(node: html.HtmlElement) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if not _is_foreign(child) and child.tag not in {"ul", "p"}:
            yield from _pieces(child)
        yield child.tail or ""


def _is_foreign(node: html.HtmlElement) -> bool:
    return node.tag in {"code", "bdi"} or (node.tag != "html" and node.get("lang") is not None)


class Korean:
    """The words of the Korean pages, and what was said in them that the catalogue does not have."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.language = PageLanguage(tag="ko", say=self._say)

    def _say(self, text: str) -> str:
        said = languages.catalogue_of("ko").lines(text)
        if not _HANGUL.search(said) and re.search("[A-Za-z]{2}", _CODE.sub("", text)):
            self.left.append(text)
        return said


@pytest.mark.parametrize("target", PAGES)
def test_every_word_of_a_page_is_said_in_its_language(tmp_path: Path, target: str) -> None:
    site = PreviewedSite(tmp_path, MARKED)
    site.post("odd", title="Odd", date="2024-06-23", lang="en", image="http://localhost/x.png")
    root = site.page(target)
    assert root.get("lang") == "x-marked"
    assert unsaid(root) == []


def test_words_that_nobody_has_said_are_found(tmp_path: Path) -> None:
    left = unsaid(PreviewedSite(tmp_path).page("/"))
    assert {"Feeds", "Preview", "3 items; newest 2024-06-21 00:00 UTC; 1 warning"} <= set(left)


@pytest.mark.parametrize("target", PAGES)
def test_every_page_is_in_korean(tmp_path: Path, target: str) -> None:
    korean = Korean()
    root = PreviewedSite(tmp_path, korean.language).page(target)
    assert root.get("lang") == "ko"
    assert [text_of(each) for each in root.cssselect("header nav a")] == list(NAVIGATION)
    assert korean.left == []


def with_errors(site: PreviewedSite) -> None:
    site.post("bad", title="Bad", date="2024-13-45")
    site.post("undated", title="Undated")


def with_recordings(site: PreviewedSite) -> None:
    recording = "{url: https://example.com/a/one.mp3, length: 1234567, type: audio/mpeg, duration: 62}"
    site.post("episode", title="One", date="2024-06-24", updated="2024-06-25", tags="[Tea]", enclosure=recording)


def with_changes(site: PreviewedSite) -> None:
    site.build()
    site.post("news", title="Brand new", date="2024-06-25")
    site.post("amber", title="Of amber", date="2024-06-01 23:30:00", slug="on-amber", body="Otherwise.")
    site.configure(feeds__categories__enabled=False)


def with_other_ids(site: PreviewedSite) -> None:
    site.build()
    site.configure(ids__scheme="permalink")


def compared_elsewhere(site: PreviewedSite) -> None:
    site.configure(guard__against="https://example.com/")


def without_sitemap(site: PreviewedSite) -> None:
    site.configure(sitemap__enabled=False)


def without_posts(site: PreviewedSite) -> None:
    for file in site.content.iterdir():
        file.unlink()
    site.post("about", title="About")


def without_a_build(site: PreviewedSite) -> None:
    site.configure(site__langauge="en")


def behind_a_build(site: PreviewedSite) -> None:
    site.continuous.build()
    site.configure(site__langauge="en")
    site.continuous.build()


def with_archives(site: PreviewedSite) -> None:
    site.configure(feeds__archives__by="year")


SCENES: Final[Mapping[Callable[[PreviewedSite], None], tuple[str, ...]]] = {
    with_errors: ("/", "findings", "post?source=content/bad.md", "posts"),
    with_recordings: ("feed?path=rss.xml", "item?path=rss.xml&post=content/episode.md"),
    with_changes: ("changes",),
    with_other_ids: ("/", "changes", "findings"),
    compared_elsewhere: ("changes",),
    without_sitemap: ("sitemap", "post?source=content/amber.md"),
    without_posts: ("/", "posts", "findings"),
    without_a_build: ("/", "findings", "posts"),
    behind_a_build: ("/", "findings"),
    with_archives: ("/", "post?source=content/amber.md"),
}
"""What there is to be seen, and the pages that show it."""


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_whatever_there_is_to_be_seen_is_in_korean(tmp_path: Path, scene: Callable[[PreviewedSite], None]) -> None:
    korean = Korean()
    site = PreviewedSite(tmp_path, korean.language)
    scene(site)
    for target in SCENES[scene]:
        site.page(target if target == "/" else f"/_feedpub/{target}")
    assert korean.left == []


def test_what_is_cut_off_is_said_in_korean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    korean = Korean()
    site = PreviewedSite(tmp_path, korean.language)
    site.post("odd", title="Odd", date="2024-06-23", image="http://localhost/x.png")
    monkeypatch.setattr(documents, "_MOST_LINES", 1)
    monkeypatch.setattr(documents, "_MOST_OF_A_LINE", 10)
    monkeypatch.setattr(documents, "_MOST_ADDRESSES", 1)
    for module in (posts, changes):
        monkeypatch.setattr(module, "_MOST_ROWS", 1)
    monkeypatch.setattr(feeds, "_MOST_ITEMS", 1)
    for name in ("document?path=rss.xml", "sitemap", "posts", "changes", "feed?path=rss.xml"):
        site.page(f"/_feedpub/{name}")
    assert korean.left == []


def test_why_something_is_not_there_can_be_said_in_korean() -> None:
    korean = Korean()
    for one in Absence:
        korean.language.say(one.value)
    assert korean.left == []


def test_moments_are_written_as_in_the_language(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, Korean().language, site__timezone="Asia/Seoul")
    site.post("late", title="Late", date="2024-06-21T23:30:00Z")
    (first, *_) = site.page("/").iter("time")
    assert (first.text, first.get("datetime")) == ("2024년 6월 22일 08:30 KST", "2024-06-21T23:30:00Z")
    assert "항목 3개, 최신 2024년 6월 22일 08:30 KST" in text_of(site.page("/").cssselect(".cards li")[0])


def test_what_an_author_has_written_keeps_its_language(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, Korean().language)
    site.post("search", title="Search", date="2024-06-22", tags="[Posts]")
    root = site.page("/_feedpub/item?path=rss.xml&post=content/search.md")
    assert [(text_of(each), each.get("lang")) for each in root.iter("h1")] == [("Search", "en")]
    assert [(text_of(each), each.get("lang")) for each in root.cssselect("main nav a")] == [("우리 동네 찻집", "ko")]
    assert [each.get("lang") for each in root.iter("bdi") if text_of(each) == "Posts"] == ["en"]
    listed = site.page("/_feedpub/feed?path=rss.xml").cssselect(".items a")
    assert [(text_of(each), each.get("lang")) for each in listed[:2]] == [("Search", "en"), ("우리 동네 찻집", "ko")]
    first = site.page("/").cssselect(".cards h2 a")[0]
    assert (text_of(first), first.get("lang")) == ("Tea & <books>", "en")


def test_what_is_in_nobody_knows_which_language_is_not_in_that_of_the_page(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, Korean().language, site__language="")
    root = site.page("/_feedpub/item?path=rss.xml&post=content/cedar.md")
    assert [each.get("lang") for each in root.iter("h1")] == [""]
    assert [each.get("lang") for each in site.page("/").cssselect(".cards h2 a, header bdi")] == ["", "", ""]
    assert [each.get("lang") for each in site.page("/").iter("h1")] == [None]


def test_without_another_language_the_pages_are_in_english(tmp_path: Path) -> None:
    assert PreviewedSite(tmp_path).page("/").get("lang") == ENGLISH.tag == "en"


def test_an_element_stands_where_a_language_wants_it() -> None:
    node = element("b")
    assert around(f"up to {PLACE} only", node) == ("up to ", node, " only")
