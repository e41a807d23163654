from __future__ import annotations

import pytest

from feedpub.validator.rules.extensions.tables import categories
from tests.validator.rules.extensions.documents import hints, said

COMPLETE = """<language>en</language><itunes:image href="https://example.com/cover.jpg"/><itunes:category text="Arts"/>
<itunes:explicit>false</itunes:explicit><itunes:owner><itunes:email>ann@example.com</itunes:email></itunes:owner>"""


@pytest.mark.parametrize("value", ["true", "false", "True", "FALSE"])
def test_an_advisory_is_true_or_false(value: str) -> None:
    assert said(f"<itunes:explicit>{value}</itunes:explicit>") == []


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (" yes ", "true"),
        ("clean ", "false"),
        (" true ", "true"),
        ("?", "true or false"),
    ],
)
def test_an_advisory_in_other_words_is_answered_with_the_right_one(value: str, hint: str) -> None:
    assert said(f"<itunes:explicit>{value}</itunes:explicit>") == ["itunes/explicit-invalid"]
    assert hints(f"<itunes:explicit>{value}</itunes:explicit>") == [f"Write {hint}, without white space."]


@pytest.mark.parametrize(
    ("value", "hint"), [("yes", "true"), ("explicit", "true"), ("clean", "false"), ("No", "false")]
)
def test_the_older_words_of_an_advisory_are_a_warning_with_the_word_of_today(value: str, hint: str) -> None:
    assert said(f"<itunes:explicit>{value}</itunes:explicit>") == ["itunes/explicit-older"]
    assert hints(f"<itunes:explicit>{value}</itunes:explicit>") == [f"Write {hint}."]


@pytest.mark.parametrize("value", ["0", "59", "2520", "7:40", "07:40", "1:02:03", "123:00"])
def test_lengths_of_time_are_taken(value: str) -> None:
    assert said(f"<itunes:duration>{value}</itunes:duration>") == []


@pytest.mark.parametrize("value", ["", "7:4", "7:60", "1:2:3", "1:02:03:04", "42 min", "-5", "PT42M", "12.5"])
def test_other_lengths_are_not(value: str) -> None:
    assert said(f"<itunes:duration>{value}</itunes:duration>") == ["itunes/duration-invalid"]


@pytest.mark.parametrize(
    ("value", "is_right"), [("Yes", True), ("no", True), ("true", False), ("clean", False), ("", False)]
)
def test_an_episode_is_hidden_by_yes_only(value: str, *, is_right: bool) -> None:
    assert said(f"<itunes:block>{value}</itunes:block>") == ([] if is_right else ["itunes/yes-no-invalid"])


@pytest.mark.parametrize("href", ["cover.jpg", "ftp://example.com/cover.jpg", "data:image/png;base64,x", ""])
def test_a_cover_is_fetched_by_http(href: str) -> None:
    assert said(f'<itunes:image href="{href}"/>') == ["itunes/image-address-invalid"]


@pytest.mark.parametrize(
    ("href", "is_right"),
    [
        ("https://example.com/cover.JPG?size=3000", True),
        ("https://example.com/cover", True),
        ("https://example.com/cover.v2", True),
        ("https://example.com/cover.gif", False),
        ("https://[example/cover.gif", True),
    ],
)
def test_a_cover_is_jpeg_or_png_as_far_as_its_name_tells(href: str, *, is_right: bool) -> None:
    assert ("itunes/image-format" not in said(f'<itunes:image href="{href}"/>')) is is_right


def test_a_cover_without_an_address_is_one_finding() -> None:
    assert said("<itunes:image/>") == ["extension/attribute-missing"]


@pytest.mark.parametrize("name", categories("current"))
def test_each_category_of_today_is_taken_with_its_subcategories(name: str) -> None:
    escaped = name.replace("&", "&amp;")
    inner = "".join(f'<itunes:category text="{sub.replace("&", "&amp;")}"/>' for sub in categories("current")[name])
    found = said(f'<itunes:category text="{escaped}">{inner}</itunes:category>', "channel")
    assert [one for one in found if "category" in one] == []


@pytest.mark.parametrize("name", [name for name in categories("obsolete") if name not in categories("current")])
def test_each_category_of_yesterday_is_obsolete(name: str) -> None:
    escaped = name.replace("&", "&amp;")
    inner = "".join(f'<itunes:category text="{sub.replace("&", "&amp;")}"/>' for sub in categories("obsolete")[name])
    found = said(f'<itunes:category text="{escaped}">{inner}</itunes:category>', "channel")
    assert [one for one in found if "category" in one] == ["itunes/category-obsolete"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('<itunes:category text="arts"/>', 'Write "Arts".'),
        ('<itunes:category text="TV &amp;amp; Film"/>', 'Write "TV & Film".'),
        ('<itunes:category text="Chemistry"/>', 'Put it into <itunes:category text="Science">.'),
    ],
)
def test_a_wrong_category_is_answered_with_the_right_one(text: str, hint: str) -> None:
    assert hint in hints(text, "channel")


def test_a_wrong_category_without_a_near_one_is_answered_with_the_list() -> None:
    found = hints('<itunes:category text="Technology"><itunes:category text="Zithers"/></itunes:category>', "channel")
    assert "Choose from Apple's list: no subcategory." in found


def test_a_category_below_a_wrong_one_is_wrong_too() -> None:
    text = '<itunes:category text="Foo"><itunes:category text="Food"/></itunes:category>'
    assert "itunes/category-unknown" in said(text, "channel")


def test_a_complete_podcast_lacks_nothing() -> None:
    assert said(COMPLETE, "channel") == []


@pytest.mark.parametrize(
    "part",
    [
        "<language>en</language>",
        '<itunes:image href="https://example.com/cover.jpg"/>',
        '<itunes:category text="Arts"/>',
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:owner><itunes:email>ann@example.com</itunes:email></itunes:owner>",
    ],
)
def test_each_thing_that_apple_wants_is_asked_for(part: str) -> None:
    assert said(COMPLETE.replace(part, ""), "channel") == ["itunes/required-tag-missing"]


def test_a_feed_without_tags_of_apples_is_no_podcast() -> None:
    assert said("<title>News</title><item><title>One</title></item>", "channel") == []
    assert said("<item><title>One</title><itunes:title>One</itunes:title></item>", "channel") == [
        "itunes/required-tag-missing"
    ]


@pytest.mark.parametrize(
    ("url", "media_type", "is_right"),
    [
        ("https://example.com/1.mp3", "audio/mpeg", True),
        ("https://example.com/1.MP3?x=1.ogg", "", True),
        ("https://example.com/play?id=1", "audio/x-m4a; codecs=mp4a", True),
        ("https://example.com/play?id=1", "audio/ogg", False),
        ("https://example.com/play?id=1", "", True),
        ("https://example.com/1.wmv", "", False),
        ("https://example.com/play.php", "audio/mpeg", True),
    ],
)
def test_a_file_is_one_that_apple_plays(url: str, media_type: str, *, is_right: bool) -> None:
    text = f'<itunes:title>One</itunes:title><enclosure url="{url}" type="{media_type}" length="1"/>'
    assert said(text) == ([] if is_right else ["itunes/enclosure-format"])


def test_a_file_of_a_feed_that_is_no_podcast_may_be_anything() -> None:
    assert said('<enclosure url="https://example.com/1.wmv" type="video/x-ms-wmv" length="1"/>') == []
