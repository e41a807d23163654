from __future__ import annotations

import pytest

from feedpub.text.encoding import examine, is_native, readable

DOCUMENT = '<?xml version="1.0" encoding="{}"?>\n<a>é</a>'


def _bytes(encoding: str, declared: str | None = None, mark: bytes = b"") -> bytes:
    return mark + DOCUMENT.format(declared or encoding).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-32", "cp037"])
def test_a_document_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    data = _bytes(encoding)
    found = examine(data)
    text, told, found = readable(data, found)
    assert "é" in text.decode(told)
    assert not found.contradictory
    assert found.bad_byte is None


def test_without_a_declaration_it_is_utf_8() -> None:
    found = examine(b"<a/>")
    assert (found.declared, found.used) == ("", "utf-8")
    assert is_native(found)


def test_a_byte_order_mark_wins_over_the_declaration() -> None:
    found = examine(_bytes("utf-8", "iso-8859-1", b"\xef\xbb\xbf"))
    assert found.used == "utf-8"
    assert found.contradictory


def test_the_shape_of_the_bytes_wins_over_the_declaration() -> None:
    found = examine(_bytes("utf-16-le", "utf-8"))
    assert found.shape == "utf-16-le"
    assert found.used == "utf-16-le"
    assert found.contradictory


def test_an_unmarked_shape_agrees_with_its_own_declaration() -> None:
    assert not examine(_bytes("utf-16-be", "utf-16")).contradictory
    assert examine(_bytes("utf-32-be", "utf-8")).shape == "utf-32-be"


def test_an_unknown_encoding_is_told_and_read_as_utf_8() -> None:
    found = examine(_bytes("utf-8", "no-such-thing"))
    assert found.unknown
    assert found.used == "utf-8"


def test_what_is_no_encoding_of_text_is_unknown() -> None:
    assert examine(_bytes("utf-8", "base64")).unknown


def test_the_first_bad_byte_is_placed() -> None:
    data = b'<?xml version="1.0" encoding="utf-8"?>\n<a>caf\xe9</a>'
    _, _, found = readable(data, examine(data))
    assert (found.bad_byte, found.bad_line, found.bad_column) == (45, 2, 7)
