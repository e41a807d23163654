from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from feedpub.io import workers
from feedpub.model.errors import ContentError
from feedpub.model.records import Absence, Level
from feedpub.sites.pelican import rst, slugs
from feedpub.text.dates import rfc3339

if TYPE_CHECKING:
    from tests.dialects.pelican.site import Site

POST = "Title: Tea\nDate: 2024-01-02\n"


def test_keys_may_stand_on_several_lines(site: Site) -> None:
    post = site.post("Title: Green\n    tea\nDate: 2024-01-02\nSummary: One\n    *two*\nTags: a\n    b\n\nText.\n")
    assert (post.title, post.summary, post.tags) == ("Green tea", "One two", ("a",))


def test_keys_end_at_the_first_line_that_is_none(site: Site) -> None:
    post = site.post(f"{POST}Not a key\n\nText.\n")
    assert post.body_line == 3


def test_lines_between_dashes_are_keys_and_no_yaml(site: Site) -> None:
    post = site.post('---\nTitle: "Tea": part two\nDate: 2024-01-02\n...\nText.\n')
    assert post.title == '"Tea": part two'


def test_a_byte_order_mark_is_passed_over(site: Site) -> None:
    assert site.post(f"\ufeff{POST}\nText.\n").title == "Tea"


def test_windows_line_ends_are_line_ends(site: Site) -> None:
    post = site.post(f"{POST}\nText.\n".replace("\n", "\r\n"))
    assert (post.title, post.body_line) == ("Tea", 4)


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("Text alone.\n", "post/no-title", Absence.EXCLUDED),
        ("\nTitle: Late\nDate: 2024-01-01\n", "post/no-title", Absence.EXCLUDED),
        ("Title: Undated\n\nText.\n", "post/no-date", Absence.NO_DATE),
        (f"{POST}Status: secret\n\nText.\n", "post/unknown-status", Absence.UNPUBLISHED),
    ],
)
def test_what_pelican_leaves_out_is_left_out_with_a_warning(site: Site, text: str, code: str, reason: Absence) -> None:
    finding = site.finding(text)
    assert (finding.code, finding.level) == (code, Level.WARNING)
    (skipped,) = site.survey().collected.skipped
    assert skipped.reason is reason


def test_a_draft_without_a_date_is_a_draft(site: Site) -> None:
    site.write("content/post.md", "Title: Later\nStatus: draft\n\nText.\n")
    (skipped,) = site.survey().collected.skipped
    assert skipped.reason is Absence.DRAFT


def test_a_date_that_pelican_fills_up_from_the_day_of_the_build_is_a_warning_and_the_post_left_out(site: Site) -> None:
    site.write("content/post.md", "Title: Tea\nDate: June 2024\n\nText.\n")
    collected = site.survey().collected
    assert [one.reason for one in collected.skipped] == [Absence.NO_DATE]
    assert [(one.code, one.level, one.where.line) for one in collected.diagnostics] == [
        ("post/bad-date", Level.WARNING, 2)
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Title: Tea\nDate: someday\n\nText.\n", "post/bad-date", 2),
        (f"{POST}Timezone: Mars/Base\n\nText.\n", "post/bad-timezone", 3),
        (f"{POST}Url: https://[x\n\nText.\n", "post/bad-permalink", 1),
        (f"{POST}Url:\n\nText.\n", "post/bad-permalink", 1),
        (f"{POST}Url: javascript:alert(1)\n\nText.\n", "post/bad-permalink", 1),
        ("Title: Tea\nDate: 0001-01-01 00:00+14:00\n\nText.\n", "post/bad-date", 2),
        (b"Title: \xff\n", "post/not-utf-8", 1),
    ],
)
def test_a_mistake_is_an_error_with_its_line(site: Site, text: str | bytes, code: str, line: int) -> None:
    finding = site.finding(text)
    assert (finding.code, finding.level, finding.where.line) == (code, Level.ERROR, line)


def test_an_address_that_asks_for_a_key_the_post_has_not_is_an_error(site: Site) -> None:
    site.configure('ARTICLE_URL = "{series}/{slug}/"')
    assert site.finding(f"{POST}\nText.\n").code == "post/bad-permalink"


def test_keys_of_the_post_may_stand_in_the_address(site: Site) -> None:
    site.configure('ARTICLE_URL = "{series}/{category}/{author}/{slug}/"', 'AUTHOR = "Kim Minji"')
    assert site.post(f"{POST}Series: One\n\nText.\n", "a/b/p.md").url == "https://example.com/One/b/kim-minji/tea/"


def test_a_change_before_the_date_is_not_taken(site: Site) -> None:
    finding = site.finding(f"{POST}Modified: 2023-01-01\n\nText.\n")
    assert (finding.code, finding.where.line) == ("post/updated-before-date", 3)
    assert site.survey().collected.posts[0].updated is None


def test_the_default_date_is_that_of_posts_without_one(site: Site) -> None:
    site.configure("DEFAULT_DATE = (2020, 1, 2)")
    date = site.post("Title: Tea\n\nText.\n").date
    assert date is not None
    assert rfc3339(date) == "2020-01-01T15:00:00Z"


def test_path_metadata_is_read_from_the_path(site: Site) -> None:
    site.configure(r'PATH_METADATA = r"(?P<category>[^/]+)/(?P<slug>[^/.]+)"', 'SLUGIFY_SOURCE = "basename"')
    post = site.post(f"{POST}\nText.\n", "things/inner/p.md")
    assert (post.categories, post.url) == (("things",), "https://example.com/inner.html")


def test_a_slug_may_come_from_the_name_of_the_file(site: Site) -> None:
    site.configure('SLUGIFY_SOURCE = "basename"')
    assert site.post(f"{POST}\nText.\n", "Of the File.md").url == "https://example.com/of-the-file.html"


def test_pictures_have_their_published_addresses(site: Site) -> None:
    site.configure("EXTRA_PATH_METADATA = {'images/b.png': {'path': 'b.png'}, 'images/c.png': {'url': 'c'}}")
    post = site.post(
        f"{POST}Image: {{static}}/images/a.png\n\n![]({{static}}/images/b.png) ![](|static|images/c.png)\n"
        "![]({attach}d.png) `![]({static}no.png)`\n"
    )
    assert post.image is not None
    assert post.image.url == "https://example.com/images/a.png"
    found = [image.url for image in post.body_images]
    assert found == ["https://example.com/b.png", "https://example.com/c", "https://example.com/d.png"]


def test_pictures_of_restructured_text_are_known(site: Site) -> None:
    post = site.post("Tea\n###\n\n:date: 2024-01-02\n\n.. figure:: {static}/a.png\n   :alt: a\n", "p.rst")
    assert [image.url for image in post.body_images] == ["https://example.com/a.png"]


# Links


def test_links_lead_to_pages_files_and_terms(site: Site) -> None:
    site.write("content/other one.md", "Title: Other\nDate: 2024-01-03\n\nText.\n")
    site.write("content/later.md", "Title: Later\nDate: 2024-01-03\nStatus: draft\n\nText.\n")
    site.write("content/a/tea.pdf", b"%PDF")
    body = site.body(
        f"{POST}\n[a]({{filename}}../other%20one.md#x) [b][]  <a href='|filename|/a/tea.pdf?y'>\n"
        "[c]({index}) [d]({tag}Green Tea) [e]({author}Kim) [f]({filename}/later.md) [g]({attach}tea.pdf)\n\n"
        "[b]: {category}한글\n",
        "a/post.md",
    )
    assert "(https://example.com/other.html#x)" in body
    assert "[b]: https://example.com/category/hangeul.html" in body
    assert "<a href='https://example.com/a/tea.pdf?y'>" in body
    assert "(https://example.com/index.html)" in body
    assert "(https://example.com/tag/green-tea.html)" in body
    assert "(https://example.com/author/kim.html)" in body
    assert "(https://example.com/drafts/later.html)" in body
    assert "[g](https://example.com/tea.pdf)" in body


@pytest.mark.parametrize("link", ["{filename}no.md", "{static}/no.png", "{filename}../../pelicanconf.py"])
def test_a_link_to_nothing_is_left_out_and_noted(site: Site, link: str) -> None:
    body = site.made(f"{POST}\nText,\n[a]({link}) <a href='{link}'>b</a>.\n")
    assert body.text == "Text,\na <a>b</a>.\n"
    (one,) = body.left_out
    assert (one.what, one.where.line, one.where.column) == (link, 5, 5)


def test_a_link_to_a_file_that_cannot_be_read_is_one_to_nothing(site: Site) -> None:
    site.write("content/odd.md", b"Title: \xff\n")
    assert site.body(f"{POST}\n[a]({{filename}}odd.md)\n") == "a\n"


def test_the_language_of_indented_code_is_left_out(site: Site) -> None:
    assert site.body(f"{POST}\n    :::python\n    x = 1\n").endswith("    x = 1\n")
    assert ":::" not in site.body(f"{POST}\n    :::python\n    x = 1\n")


# reStructuredText


def test_restructured_text_is_rendered(site: Site) -> None:
    body = site.body(
        "Tea\n###\n\n:date: 2024-01-02\n\nText :abbr:`HTML (HyperText)` and `a <{filename}/post.rst>`_.\n\n"
        ".. code-block:: python\n   :linenos: inline\n\n   x\n",
        "post.rst",
    )
    assert "HTML" in body
    assert "HyperText" not in body
    assert 'href="https://example.com/tea.html"' in body
    assert "<pre" in body


def test_two_titles_of_one_rank_are_no_title_of_the_whole(site: Site) -> None:
    finding = site.finding("Tea\n###\n\n:date: 2024-01-02\n\nText.\n\nMore\n####\n\nText.\n", "p.rst")
    assert finding.code == "post/no-title"


def test_a_text_without_fields_has_no_date(site: Site) -> None:
    assert site.finding("Tea\n###\n\nText.\n", "p.rst").code == "post/no-date"
    assert site.finding("Text alone.\n", "p.rst").code == "post/no-title"


def test_a_substitution_defined_below_may_stand_in_the_head(site: Site) -> None:
    post = site.post("Tea |x|\n#######\n\n:date: 2024-01-02\n\nText.\n\n.. |x| replace:: time\n", "p.rst")
    assert post.title == "Tea time"


@pytest.mark.parametrize(
    ("directive", "name"),
    [
        (".. include:: /etc/passwd", "include"),
        (".. literalinclude:: /etc/passwd\n   :language: text", "literalinclude"),
        (".. raw:: html\n   :file: /etc/passwd", "raw"),
        (".. raw:: html\n   :url: file:///etc/passwd", "raw"),
        (".. csv-table:: A\n   :file: /etc/passwd", "csv-table"),
        (".. csv-table:: A\n   :url: file:///etc/passwd", "csv-table"),
        (".. Youtube:: abc\n   :width: 3\n\n   More.", "Youtube"),
    ],
)
def test_directives_that_read_files_or_are_unknown_are_left_out(site: Site, directive: str, name: str) -> None:
    body = site.made(f"Tea\n###\n\n:date: 2024-01-02\n\nText.\n\n{directive}\n\nEnd.\n", "p.rst")
    assert body.text == "<p>Text.</p>\n<p>End.</p>\n"
    (one,) = body.left_out
    assert (one.what, one.where.line, one.where.column) == (f".. {name}::", 8, 1)


def test_substitutions_that_double_a_text_again_and_again_are_refused(site: Site) -> None:
    doubling = "".join(f".. |a{number}| replace:: |a{number + 1}| |a{number + 1}|\n" for number in range(40))
    with pytest.raises(ContentError, match="substitutions within substitutions"):
        site.body(f"Tea\n###\n\n:date: 2024-01-02\n\n|a0|\n\n{doubling}.. |a40| replace:: x\n", "p.rst")


HEAD = "Tea\n###\n\n:date: 2024-01-02\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f".. |x| replace:: {'a' * 1000}\n\n{'|x| ' * 5000}",
        f".. |x| image:: {'a' * 20_000}\n\n{'|x| ' * 500}",
        f".. _a: https://example.com/{'a' * 20_000}\n\n{'a_ ' * 500}",
        f".. role:: x\n   :class: {'a' * 5000}\n\n{':x:`a` ' * 500}",
    ],
    ids=["replace", "image", "target", "role"],
)
def test_what_stands_for_a_long_text_many_times_over_is_refused(site: Site, text: str) -> None:
    with pytest.raises(ContentError, match="would grow to") as refused:
        site.body(HEAD + text, "p.rst")
    (one,) = refused.value.diagnostics
    assert (one.code, one.level) == ("post/too-costly", Level.ERROR)


def test_a_text_that_takes_docutils_too_long_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_costly(_work: object, _seconds: int) -> bytes:
        raise workers.TooCostlyError

    monkeypatch.setattr(workers, "can_help", lambda: True)
    monkeypatch.setattr(workers, "apart", too_costly)
    with pytest.raises(ContentError, match="docutils takes more than 3 seconds"):
        site.body(f"{HEAD}{'Text. ' * 2000}\n", "p.rst")


def test_a_long_restructured_text_is_rendered_and_refused_as_a_short_one_is(site: Site) -> None:
    more = "Text.\n\n" * 1000
    body = site.made(f"{HEAD}.. include:: x\n\n{more}", "p.rst")
    assert body.text == "\n".join(["<p>Text.</p>"] * 1000) + "\n"
    assert [one.what for one in body.left_out] == [".. include::"]
    with pytest.raises(ContentError, match="Unknown interpreted text role"):
        site.body(f"{HEAD}:red:`a`\n\n{more}", "p.rst")


def test_the_day_of_the_build_is_left_out(site: Site) -> None:
    body = site.made("Tea\n###\n\n:date: 2024-01-02\n\nOn |day|.\n\n.. |day| date::\n", "p.rst")
    assert body.text == "<p>On \N{ZERO WIDTH SPACE}.</p>\n"
    assert [one.what for one in body.left_out] == [".. date::"]


def test_what_a_text_defines_is_not_known_in_the_next(site: Site) -> None:
    role = ".. role:: red\n\n:red:`a`\n"
    assert "red" in site.body(f"Tea\n###\n\n:date: 2024-01-02\n\n{role}", "p.rst")
    with pytest.raises(ContentError, match="Unknown interpreted text role"):
        site.body("Tea\n###\n\n:date: 2024-01-02\n\n:red:`a`\n", "p.rst")


def test_html_and_tables_in_a_text_are_part_of_it(site: Site) -> None:
    text = ".. raw:: html\n\n   <b>x</b>\n\n.. csv-table::\n\n   a,b\n"
    body = site.made(f"Tea\n###\n\n:date: 2024-01-02\n\n{text}", "p.rst")
    assert body.left_out == ()
    assert "<b>x</b>" in body.text
    assert "<td>b</td>" in body.text


def test_a_mistake_in_restructured_text_is_said_where_pelican_leaves_the_post_out(site: Site) -> None:
    finding = site.finding("Tea time\n####\n\n:date: 2024-01-02\n\nText.\n", "p.rst")
    assert (finding.code, finding.level) == ("post/bad-rst", Level.WARNING)


def test_a_missing_docutils_is_named_with_its_extra(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docutils", None)
    finding = site.finding("Tea\n###\n\n:date: 2024-01-02\n\nText.\n", "p.rst")
    assert finding.code == "post/needs-library"
    assert "feedpub[rst]" in finding.hint


def test_a_missing_unidecode_is_named_with_its_extra(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "unidecode", None)
    slugs.slugify.cache_clear()
    site.write("content/post.md", "Title: 차\nDate: 2024-01-02\nTags: 茶\n\nText.\n")
    found = site.survey().diagnostics
    slugs.slugify.cache_clear()
    assert {one.code for one in found} == {"post/needs-library"}
    assert all("feedpub[pelican]" in one.hint for one in found)


def test_docutils_reads_no_configuration_and_no_file() -> None:
    assert rst._SETTINGS["_disable_config"]  # noqa: SLF001 - the promise itself
    assert not rst._SETTINGS["file_insertion_enabled"]  # noqa: SLF001 - as above


# HTML


def test_html_without_an_end_of_body_is_read_to_its_end(site: Site) -> None:
    html = (
        '<head><title>A &amp; B &#99;</title><meta charset="utf-8"><meta name="date" contents="2024-01-02">'
        '<meta name="keywords" content="x,y"/></head>\n<body class="a">\n<p>Text.</p>'
    )
    body = site.body(html, "p.html")
    assert body == "\n<p>Text.</p>"
    (post,) = site.survey().collected.posts
    assert (post.title, post.tags, post.body_line) == ("A & B c", ("x", "y"), 2)


def test_html_without_a_body_is_empty(site: Site) -> None:
    assert not site.body('<head><title>A</title><meta name="date" content="2024-01-02"></head>', "p.html")


def test_a_mistake_in_the_head_of_html_has_its_line(site: Site) -> None:
    finding = site.finding('<head>\n<title>A</title>\n<meta name="date" content="x">\n</head><body></body>', "p.html")
    assert (finding.code, finding.where.line) == ("post/bad-date", 3)


def test_a_post_at_another_site_is_not_in_the_sitemap(site: Site) -> None:
    post = site.post(f"{POST}Url: https://other.example/a\n\nText.\n")
    assert (post.url, post.not_in_sitemap) == ("https://other.example/a", Absence.CANONICAL_ELSEWHERE)


def test_the_first_and_the_last_day_are_days(site: Site) -> None:
    post = site.post("Title: Last\nDate: 9999-12-31 23:00-00:00\n\nText.\n")
    assert (post.day, post.date and post.date.year) == ("9999-12-31", 9999)


def test_what_docutils_says_of_formulas_is_not_printed(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    formula = ".. math::\n\n   \\nosuch \\begin{nosuch} ::error:: x \\left(\n"
    assert "Text." in site.body(f"Tea\n###\n\n:date: 2024-01-02\n\nText.\n\n{formula}", "p.rst")
    assert capfd.readouterr() == ("", "")
