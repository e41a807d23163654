"""What is packed is unpacked as it was, and bytes of anything else are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from feedpub.collect.reading import RECORDS
from feedpub.collect.record import Attachment, Record
from feedpub.incremental.packing import Packing
from feedpub.model.records import Diagnostic, Item, Level, Post, Where
from tests import strategies

ITEMS = Packing[dict[str, Item]](dict[str, Item])
HALF = "\ud83c"
FINDING = Diagnostic(code="post/odd", level=Level.WARNING, where=Where(path="a.md", line=2), text="It is odd.")


@pytest.mark.slow
@given(strategies.posts())
def test_a_record_is_what_it_was(post: Post) -> None:
    file = Attachment(url="https://example.com/a.mp3", written="a.mp3", type="", length=None, line=1, column=2)
    records = [Record(source=post.source, post=post, diagnostics=(FINDING,), key="k", attachments=(file,)), None]
    assert RECORDS.unpack(RECORDS.pack(records)) == records


@pytest.mark.slow
@given(strategies.items())
def test_an_item_is_what_it_was(item: Item) -> None:
    assert ITEMS.unpack(ITEMS.pack({"a": item})) == {"a": item}


def test_half_a_character_is_none() -> None:
    where = Where(path="a.md")
    finding = Diagnostic(code="post/odd", level=Level.ERROR, where=where, text=f"`{HALF}` is odd.", refs=(HALF,))
    (record,) = RECORDS.unpack(RECORDS.pack([Record(source="a.md", post=None, diagnostics=(finding,))]))
    assert record is not None
    assert record.diagnostics[0].text == "`\ufffd` is odd."
    assert record.diagnostics[0].refs == ("\ufffd",)
    assert record.diagnostics[0].where == where


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x91", msgpack.encode({"a": 1}), msgpack.encode([1]), b"\x90\x90"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        RECORDS.unpack(data)


@given(st.binary())
def test_any_bytes_give_records_or_are_refused(data: bytes) -> None:
    try:
        records = RECORDS.unpack(data)
    except ValueError:
        return
    assert all(record is None or isinstance(record, Record) for record in records)
