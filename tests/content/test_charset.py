"""The encoding of a page."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.content import charset


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("한".encode(), "한"),
        ("\ufeff한".encode(), "한"),
        ("\ufeff한".encode("utf-16-le"), "한"),
        ("\ufeff한".encode("utf-16-be"), "한"),
        (b"<meta charset='euc-kr'>" + "똠".encode("cp949"), "<meta charset='euc-kr'>똠"),
        (
            b'<meta http-equiv=x content="text/html; charset=iso-8859-1">\x80',
            '<meta http-equiv=x content="text/html; charset=iso-8859-1">€',
        ),
        (b"<meta charset=shift_jis>\x83\x65", "<meta charset=shift_jis>テ"),
        (b"<meta charset=utf-16>" + "한".encode(), "<meta charset=utf-16>한"),
        (b"<meta charset=unheard-of>" + "한".encode(), "<meta charset=unheard-of>한"),
        (b"<meta charset=base64>x", "<meta charset=base64>x"),
        (b"\x93x\x94", "“x”"),
    ],
)
def test_a_page_is_read_as_browsers_read_it(data: bytes, expected: str) -> None:
    assert charset.decode(data) == expected


@given(st.binary(max_size=60))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert len(charset.decode(data)) <= len(data)
    assert charset.decode(codecs.BOM_UTF8 + data) == data.decode(errors="replace")
    assert charset.decode(b"<meta charset=hz>" + data).startswith("<meta charset=hz>")
