from __future__ import annotations

import pytest

from feedpub.validator.rules.extensions.tables import credit_roles
from tests.validator.rules.extensions.documents import hints, said

URL = 'url="https://example.com/1"'


@pytest.mark.parametrize(
    ("attribute", "right", "wrong"),
    [
        ("medium", "Document", "film"),
        ("expression", "nonstop", "part"),
        ("isDefault", "FALSE", "1"),
        ("type", "video/mp4", "video"),
        ("lang", "pt-BR", "portuguese"),
    ],
)
def test_attributes_of_recordings_take_few_words(attribute: str, right: str, wrong: str) -> None:
    assert said(f'<media:content {URL} {attribute}="{right}"/>') == []
    assert said(f'<media:content {URL} {attribute}="{wrong}"/>') != []


@pytest.mark.parametrize(
    ("scheme", "value", "is_right"),
    [
        ("", "adult", True),
        ("", "nonadult", True),
        ("", "pg", False),
        ("urn:mpaa", "nc-17", True),
        ("urn:mpaa", "NC-17", True),
        ("urn:mpaa", "NC17", False),
        ("urn:v-chip", "tv-y7-fv", True),
        ("urn:v-chip", "pg-13", False),
        ("urn:icra", "r (nz 0 sf 1)", True),
        ("urn:icra", "r (sg 1)", False),
        ("urn:icra", "nz 0", False),
        ("https://example.com/stars", "five", True),
    ],
)
def test_a_rating_is_one_of_its_scheme(scheme: str, value: str, *, is_right: bool) -> None:
    attribute = f' scheme="{scheme}"' if scheme else ""
    assert said(f"<media:rating{attribute}>{value}</media:rating>") == ([] if is_right else ["media/rating-invalid"])


@pytest.mark.parametrize(
    ("attributes", "value", "is_right"),
    [
        ('relationship="allow"', "all", True),
        ('relationship="deny"', "", True),
        ('relationship="deny"', "at", False),
        ('relationship="deny" type="country"', "at DE us", True),
        ('relationship="deny" type="country"', "at xx", False),
        ('relationship="deny" type="country"', "", False),
        ('relationship="deny" type="uri"', "https://example.com/ https://example.org/", True),
        ('relationship="deny" type="uri"', "example.com", False),
        ('relationship="deny" type="uri"', "", False),
        ('relationship="deny" type="sharing"', "", True),
    ],
)
def test_a_restriction_names_countries_or_addresses(attributes: str, value: str, *, is_right: bool) -> None:
    expected = [] if is_right else ["media/restriction-invalid"]
    assert said(f"<media:restriction {attributes}>{value}</media:restriction>") == expected


@pytest.mark.parametrize(
    ("algo", "value", "is_right"),
    [
        ("", "0" * 32, True),
        ("", "0" * 40, False),
        ("md5", "g" * 32, False),
        ("sha-1", "F" * 40, True),
        ("sha-1", "F" * 32, False),
        ("sha1", "F" * 40, False),
    ],
)
def test_a_hash_has_the_digits_of_its_algorithm(algo: str, value: str, *, is_right: bool) -> None:
    attribute = f' algo="{algo}"' if algo else ""
    assert said(f"<media:hash{attribute}>{value}</media:hash>") == ([] if is_right else ["media/hash-invalid"])


def test_a_role_is_looked_up_in_its_scheme() -> None:
    assert said('<media:credit role="composer">Ann</media:credit>') == []
    assert said('<media:credit role="uploader" scheme="urn:yvs">Ann</media:credit>') == []
    assert said('<media:credit role="uploader">Ann</media:credit>') == ["media/credit-role-unknown"]
    assert said('<media:credit role="friend" scheme="https://example.com/roles">Ann</media:credit>') == []
    assert hints('<media:credit role="Composer">Ann</media:credit>') == ["Write composer."]
    assert hints('<media:credit role="Friend" scheme="https://example.com/roles">Ann</media:credit>') == [
        "Write friend."
    ]
    assert hints('<media:credit role="diva">Ann</media:credit>') == ["Choose one from the scheme's list."]


def test_a_scheme_without_a_table_has_no_roles() -> None:
    assert credit_roles("https://example.com/roles") == frozenset()


def test_a_group_has_versions_to_choose_from() -> None:
    one = f"<media:content {URL}/>"
    assert said(f"<media:group>{one}{one}</media:group>") == []
    assert said(f"<media:group>{one}</media:group>") == ["media/group-of-one"]
    assert said("<media:group/>") == ["media/group-of-one"]


@pytest.mark.parametrize(
    "text",
    [
        '<media:content><media:player url="https://example.com/p"/></media:content>',
        '<media:content/><media:player url="https://example.com/p"/>',
        "<media:group><media:content/><media:content/><media:player url='https://example.com/p'/></media:group>",
    ],
)
def test_a_player_anywhere_around_a_recording_is_enough(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ["&lt;a", "See &lt;b for &lt;i>more&lt;/i>", "&lt;p"])
def test_html_with_an_open_tag_is_broken(text: str) -> None:
    assert said(f'<media:text type="html">{text}</media:text>') == ["media/broken-html"]
    assert "media/broken-html" not in said(f"<media:text>{text}</media:text>")


def test_html_that_is_declared_and_whole_is_fine() -> None:
    assert said('<media:text type="html">1 &lt; 2, &lt;b>so&lt;/b>&lt;br></media:text>') == []


def test_the_old_advisory_is_answered_with_the_new_one() -> None:
    assert hints("<media:adult>TRUE</media:adult>") == ["Write <media:rating>adult</media:rating>."]
    assert hints("<media:adult>false</media:adult>") == ["Write <media:rating>nonadult</media:rating>."]
