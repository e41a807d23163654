"""Records, and what posts become, as bytes: for other processes and for what is kept between builds.

Unpacking makes nothing but the classes named here, whatever the bytes say: a cache may come from elsewhere.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from feedpub import frozen, model
from feedpub.collect import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedpub.collect.record import Record

_CLASSES: Final = (
    record.Record,
    record.Attachment,
    model.Post,
    model.Author,
    model.Image,
    model.Enclosure,
    model.Translation,
    model.Diagnostic,
    model.Where,
    model.Listing,
    model.Term,
    model.Item,
    model.FeedSpec,
)
_ENUMS: Final = (model.Markup, model.Absence, model.Level, model.Taxonomy, model.Format)


def dump(value: object) -> bytes:
    """Give a value made of records, of the classes of the model and of plain ones as bytes."""
    target = io.BytesIO()
    pickler = pickle.Pickler(target, protocol=5)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return target.getvalue()


def load(data: bytes) -> Any:  # noqa: ANN401 - whatever was dumped
    """Give the value again. Raises ValueError for bytes that hold anything else."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, EOFError, LookupError, TypeError, AttributeError) as error:
        raise ValueError("these bytes hold nothing that was packed") from error


def pack(records: Sequence[Record | None]) -> bytes:
    """Give records as bytes."""
    return dump([None if each is None else _row(each) for each in records])


def unpack(data: bytes) -> list[Record | None]:
    """Give the records again. Raises ValueError for bytes that hold anything else."""
    rows = load(data)
    if not isinstance(rows, list):
        raise ValueError("these bytes are no list of records")  # noqa: TRY004 - damaged bytes, not a wrong call
    try:
        return [None if row is None else _record(row) for row in rows]
    except TypeError as error:
        raise ValueError("these bytes are no records") from error


class _Shape:
    """How a frozen record is taken apart, and put together without its constructor."""

    __slots__ = ("_number", "together", "values")

    def __init__(self, number: int, kind: type) -> None:
        self._number = number
        self.values: Callable[[object], tuple[object, ...]] = attrgetter(*(each.name for each in fields(kind)))
        self.together: Callable[..., Any] = frozen.maker(kind)

    def apart(self, whole: object) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _together, (self._number, *self.values(whole))


_SHAPES: Final = tuple(_Shape(number, kind) for number, kind in enumerate(_CLASSES))
_TABLE: Final = copyreg.dispatch_table | {kind: shape.apart for kind, shape in zip(_CLASSES, _SHAPES, strict=True)}
_RECORD: Final = _SHAPES[_CLASSES.index(record.Record)]
_POST: Final = _SHAPES[_CLASSES.index(model.Post)]


def _together(number: int, *values: object) -> object:
    return _SHAPES[number].together(*values)


def _row(whole: Record) -> tuple[object, ...]:
    """Give the values of a record, in place of its post the values of that: plain tuples are packed in no time."""
    source, post, *rest = _RECORD.values(whole)
    return source, None if post is None else _POST.values(post), rest


def _record(row: Any) -> Record:  # noqa: ANN401 - whatever the bytes held
    source, post, rest = row
    made: Record = _RECORD.together(source, None if post is None else _POST.together(*post), *rest)
    return made


_KNOWN: Final = {
    (each.__module__, each.__qualname__): each for each in (_together, *_ENUMS, datetime, timezone, timedelta)
}


class _Unpickler(pickle.Unpickler):
    """Finds the classes of records, and no others."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - the signature is pickle's
        found = _KNOWN.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a record")
        return found
