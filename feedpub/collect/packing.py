"""Records, and what posts become, as bytes: for other processes and for what is kept between builds.

MessagePack, read by the types of the fields: whatever the bytes say, unpacking makes nothing but what was asked for,
or fails. A cache may come from elsewhere.
"""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

import msgspec

from feedpub.collect.record import Record

Value = TypeVar("Value")


class Packing(Generic[Value]):
    """Packs values of one type, which is made of records, of classes of the model and of plain ones."""

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - any type, also one that is no class
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(kind)

    def pack(self, value: Value) -> bytes:
        """Give a value as bytes."""
        return self._encoder.encode(value)

    def unpack(self, data: bytes) -> Value:
        """Give the value again. Raises ValueError for bytes that hold anything else."""
        whole: Value = self._decoder.decode(data)  # what it raises is a ValueError
        return whole


RECORDS: Final = Packing[list[Record | None]](list[Record | None])
