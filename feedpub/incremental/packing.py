"""Values as bytes: for other processes and for what is kept between builds.

MessagePack, read by the types of the fields: whatever the bytes say, unpacking makes nothing but what was asked for,
or fails. A store may come from elsewhere.
"""

from __future__ import annotations

from typing import Any, Generic

from msgspec import Struct, msgpack
from msgspec.structs import asdict, replace

from feedpub.incremental.store import Namespace, Value


class Packing(Generic[Value]):
    """Packs values of one type, which is made of records, of classes of the model and of plain ones."""

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - any type, also one that is no class
        self._encoder = msgpack.Encoder()
        self._decoder = msgpack.Decoder(kind)

    def pack(self, value: Value) -> bytes:
        """Return a value as bytes; text that UTF-8 cannot hold has U+FFFD in place of what is no character."""
        try:
            return self._encoder.encode(value)
        except UnicodeEncodeError:
            return self._encoder.encode(_with_characters(value))

    def unpack(self, data: bytes) -> Value:
        """Return the value again. Raises ValueError for bytes that hold anything else."""
        whole: Value = self._decoder.decode(data)  # what it raises is a ValueError
        return whole

    def kept_as(self, name: str, *, is_single: bool = False) -> Namespace[Value]:
        """Return the namespace of such values in stores."""
        return Namespace(name, self.pack, self.unpack, is_single)


def _with_characters(value: Any) -> Any:  # noqa: ANN401 - any part of a value
    """Return a value in whose texts no half of a character stands alone; JSON can write one, and so can programs."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, Struct):
        return replace(value, **{name: _with_characters(part) for name, part in asdict(value).items()})
    if isinstance(value, list | tuple):
        return type(value)(map(_with_characters, value))
    return value
