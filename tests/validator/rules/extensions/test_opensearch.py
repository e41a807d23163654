from __future__ import annotations

import pytest

from tests.validator.rules.extensions.documents import said

_NAMES = ("http://a9.com/-/spec/opensearch/1.1/", "http://a9.com/-/spec/opensearchrss/1.0/")


def _element(name: str, text: str = "", attributes: str = "", namespace: str = _NAMES[0]) -> str:
    return f'<os:{name} xmlns:os="{namespace}" {attributes}>{text}</os:{name}>'


@pytest.mark.parametrize("namespace", _NAMES)
@pytest.mark.parametrize("name", ["totalResults", "startIndex", "itemsPerPage"])
def test_numbers_of_results_are_whole(name: str, namespace: str) -> None:
    assert said(_element(name, "21", namespace=namespace), "channel") == []
    assert said(_element(name, "many", namespace=namespace), "channel") == ["opensearch/number-invalid"]
    assert said(_element(name, "21", namespace=namespace)) == ["extension/element-misplaced"]
    assert said(2 * _element(name, "21", namespace=namespace), "feed") == ["extension/element-twice"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('role="request" searchTerms="tides" startPage="1"', []),
        ('role="our:role" searchTerms="tides" language="*"', []),
        ('role="query"', ["opensearch/role-unknown"]),
        ('searchTerms="tides"', ["extension/attribute-missing"]),
        ('role="request" count="-1"', ["opensearch/number-invalid"]),
        ('role="request" language="english"', ["opensearch/query-invalid"]),
        ('role="request" terms="tides"', ["extension/attribute-unknown"]),
    ],
)
def test_queries_say_what_they_are(attributes: str, expected: list[str]) -> None:
    assert said(_element("Query", attributes=attributes), "channel") == expected


def test_there_are_no_more_items_than_results() -> None:
    items = "<item><title>a</title></item><item><title>b</title></item>"
    assert said(_element("itemsPerPage", "1") + items, "channel") == ["opensearch/numbers-disagree"]
    assert said(_element("itemsPerPage", "0") + items, "channel") == []
