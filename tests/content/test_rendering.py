from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from feedpub import content as markup
from feedpub.content import rendering as stage
from feedpub.io import workers
from feedpub.model.errors import ContentError, SystemFault
from feedpub.model.feed_options import FeedContent
from feedpub.model.options import ContentOptions
from feedpub.model.records import Diagnostic, Level, Markup, Where
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.content.rendering import Rendered
    from feedpub.model.records import Item, Post


def rendered(
    *posts: Post,
    bodies: Mapping[str, str] | None = None,
    content: FeedContent = FeedContent.FULL,
    options: ContentOptions | None = None,
) -> Rendered:
    texts = bodies or {}
    return stage.render(
        posts,
        {post.source: f"id:{post.stem}" for post in posts},
        lambda post: texts.get(post.source, "Some *text*."),
        options or ContentOptions(),
        content,
    )


def only(found: Rendered) -> Item:
    (item,) = found.items.values()
    return item


def test_an_item_has_the_body_as_html_and_the_id_of_its_post() -> None:
    item = only(rendered(builders.post()))
    assert item.html.strip() == "<p>Some <em>text</em>.</p>"
    assert (item.id, item.date, item.updated) == ("id:hello", builders.DATE, builders.DATE)


def test_the_date_of_a_modification_is_that_of_the_item() -> None:
    item = only(rendered(builders.post(updated=builders.at(3))))
    assert (item.date, item.updated) == (builders.DATE, builders.at(3))


def test_an_html_body_stays_html() -> None:
    html = "<p>R&amp;D</p>"
    assert only(rendered(builders.post(markup=Markup.HTML), bodies={"hello.md": html})).html.strip() == html


def test_the_summary_is_what_the_author_wrote() -> None:
    assert only(rendered(builders.post(summary="Mine."))).summary == "Mine."


def test_without_one_it_is_the_beginning_of_the_text() -> None:
    assert only(rendered(builders.post())).summary == "Some text."


def test_a_post_without_text_has_its_title_for_a_summary() -> None:
    assert only(rendered(builders.post(title="Empty"), bodies={"hello.md": " \n"})).summary == "Empty"


def test_the_length_and_the_separator_of_summaries_are_those_of_the_options() -> None:
    options = ContentOptions(excerpt_separator="<!--cut-->", summary_length=12)
    item = only(
        rendered(builders.post(), bodies={"hello.md": "One two three four.\n\n<!--cut-->\n\nx"}, options=options)
    )
    assert item.summary == "One two…"


def test_feeds_of_summaries_render_no_body() -> None:
    assert only(rendered(builders.post(), content=FeedContent.SUMMARY)).html == ""


def test_each_post_is_read_once() -> None:
    seen: list[str] = []

    def read(post: Post) -> str:
        seen.append(post.source)
        return "Text."

    posts = builders.posts(3)
    stage.render(posts, {post.source: post.stem for post in posts}, read, ContentOptions(), FeedContent.FULL)
    assert seen == [post.source for post in posts]


@pytest.mark.parametrize(("text", "said"), [("a\x07b", "1 character "), ("a\x07\x08b", "2 characters ")])
def test_characters_that_xml_forbids_are_left_out_with_a_warning(text: str, said: str) -> None:
    found = rendered(builders.post(), bodies={"hello.md": text})
    assert only(found).html.strip() == "<p>ab</p>"
    (warning,) = found.diagnostics
    assert (warning.code, warning.level) == ("post/control-characters", Level.WARNING)
    assert said in warning.text
    assert (warning.where.path, warning.where.line) == ("hello.md", 4)


def test_a_body_that_cannot_be_rendered_is_an_error_and_the_others_are_items(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(body: str, *_: object) -> str:
        if body == "bad":
            raise ValueError("it is nested too deeply")
        return body

    monkeypatch.setattr("feedpub.content.rendering.markup.render", refuse)
    found = rendered(builders.post("a"), builders.post("b"), bodies={"a.md": "bad", "b.md": "good"})
    assert list(found.items) == ["b.md"]
    (error,) = found.diagnostics
    assert (error.code, error.level) == ("post/unrenderable", Level.ERROR)
    assert error.text == "The text of the post cannot be rendered: it is nested too deeply."


def test_a_page_is_no_item() -> None:
    found = rendered(builders.page())
    assert found.items == {}
    assert [one.code for one in found.diagnostics] == ["post/unrenderable"]


def test_what_hinders_reading_a_body_is_told_of_its_post_only() -> None:
    trouble = Diagnostic(code="post/x", level=Level.ERROR, where=Where(path="a.md"), text="It cannot be read.")

    def read(post: Post) -> str:
        if post.source == "a.md":
            raise ContentError("no", (trouble,))
        return "Text."

    posts = (builders.post("a"), builders.post("b"))
    ids = {"a.md": "1", "b.md": "2"}
    found = stage.render(posts, ids, read, ContentOptions(), FeedContent.FULL)
    assert list(found.items) == ["b.md"]
    assert found.diagnostics == (trouble,)


def test_a_fault_of_the_disk_is_nobodys_mistake_and_passes() -> None:
    def read(_: Post) -> str:
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        stage.render((builders.post(),), {"hello.md": "1"}, read, ContentOptions(), FeedContent.FULL)


def ended(*_: object) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


@pytest.mark.skipif(not workers.can_help(), reason="helpers are forked, which is safe and cheap on Linux alone")
def test_a_long_text_that_takes_all_memory_is_a_fault_that_names_the_post(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "render", ended)
    post = builders.post()
    with pytest.raises(SystemFault, match=f"^{post.source}: there is not enough memory"):
        rendered(post, bodies={post.source: "word " * 30_000})


@pytest.mark.skipif(not workers.can_help(), reason="helpers are forked, which is safe and cheap on Linux alone")
def test_a_text_that_takes_too_long_is_an_error_of_its_post(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_costly(_work: object, _seconds: int) -> bytes:
        raise workers.TooCostlyError

    monkeypatch.setattr(workers, "apart", too_costly)
    post = builders.post()
    found = rendered(post, bodies={post.source: "word " * 30_000})
    assert [(one.code, one.level) for one in found.diagnostics] == [("post/unrenderable", Level.ERROR)]
    assert "it takes more than 6 seconds" in found.diagnostics[0].text


def test_a_long_text_is_rendered_as_a_short_one_is() -> None:
    post = builders.post()
    found = only(rendered(post, bodies={post.source: "Some *words*.\n\n" * 10_000}))
    assert found.html == "\n".join(["<p>Some <em>words</em>.</p>"] * 10_000)
    assert found.summary == " ".join(["Some words."] * 14)


@pytest.mark.skipif(not workers.can_help(), reason="helpers are forked, which is safe and cheap on Linux alone")
def test_where_memory_is_scarce_even_short_texts_have_a_process_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "has_room", lambda: False)
    monkeypatch.setattr(markup, "excerpt", lambda *_: str(os.getpid()))
    assert only(rendered(builders.post())).summary != str(os.getpid())
