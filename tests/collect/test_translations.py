from __future__ import annotations

from feedpub.collect import translations
from tests import builders


def test_more_versions_of_one_post_than_anybody_writes_are_an_error_and_not_linked() -> None:
    posts = [builders.post(source=f"content/{number:03}.md", language=f"x-{number}") for number in range(201)]
    linked, diagnostics = translations.link(posts, {post.source: "one" for post in posts}, "en")
    assert [(one.code, one.where.path) for one in diagnostics] == [("post/too-many-translations", "content/200.md")]
    assert not any(post.translations for post in linked)


def test_as_many_as_are_allowed_are_each_told_of_all() -> None:
    posts = [builders.post(source=f"content/{number:03}.md", language=f"x-{number}") for number in range(200)]
    linked, diagnostics = translations.link(posts, {post.source: "one" for post in posts}, "en")
    assert diagnostics == ()
    assert {len(post.translations) for post in linked} == {200}
