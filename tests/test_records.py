"""Records are what the library's dataclasses are: each behaviour is held against a class that the library made."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import operator
import pickle
from dataclasses import FrozenInstanceError, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.records import record

if TYPE_CHECKING:
    from collections.abc import Callable


class Spot:
    """A class as it is before it is decorated."""

    name: str
    line: int = 1
    note: str = field(default="", compare=False)
    parts: list[int] = field(default_factory=list)


class Drawn:
    """One with fields that no caller gives."""

    width: int
    line: str = field(default="-", init=False, repr=False)
    made: dict[str, int] = field(default_factory=dict, init=False)


class Nothing:
    """One without fields."""


class One:
    """One with one field."""

    only: int


PLAIN = {each.__name__: each for each in (Spot, Drawn, Nothing, One)}
WAYS = [
    {"slots": True, **dict(zip(("frozen", "kw_only", "order"), each, strict=True))}
    for each in [(f, k, o) for f in (False, True) for k in (False, True) for o in (False, True)]
]


def twins(name: str, way: dict[str, bool]) -> tuple[Any, Any]:
    """Give the class as the library makes it, and as we do; each from a fresh plain one."""

    def fresh() -> type:
        plain = PLAIN[name]
        return type(name, (), {key: copy.copy(plain.__dict__[key]) for key in plain.__dict__ if key not in UNWANTED})

    return dataclasses.dataclass(**way)(fresh()), record(**way)(fresh())  # type: ignore[arg-type]


UNWANTED = {"__dict__", "__weakref__"}

spots = st.fixed_dictionaries(
    {"name": st.text(max_size=2)},
    optional={
        "line": st.integers(0, 2),
        "note": st.text(max_size=1),
        "parts": st.lists(st.integers(0, 1), max_size=2),
    },
)
ways = st.sampled_from(WAYS)


def outcome(ask: Callable[[], object]) -> object:
    """Give what a question comes to: the answer, or the kind of its refusal."""
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - whatever the library raises
        return type(error)


@given(ways, spots, spots)
def test_records_compare_hash_and_print_as_the_librarys(
    way: dict[str, bool], first: dict[str, Any], second: dict[str, Any]
) -> None:
    theirs, ours = twins("Spot", way)
    pairs = [(kind(**first), kind(**second)) for kind in (theirs, ours)]
    for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        assert len({outcome(lambda c=compare, p=pair: c(*p)) for pair in pairs}) == 1  # type: ignore[misc]
    assert repr(pairs[0]) == repr(pairs[1])
    assert outcome(lambda: hash(pairs[0][0])) == outcome(lambda: hash(pairs[1][0]))
    assert pairs[0][0] != pairs[1][0]
    assert dataclasses.asdict(pairs[0][0]) == dataclasses.asdict(pairs[1][0])
    assert repr(dataclasses.replace(pairs[0][0], line=7)) == repr(dataclasses.replace(pairs[1][0], line=7))


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("name", PLAIN)
def test_the_class_itself_is_as_the_librarys(name: str, way: dict[str, bool]) -> None:
    theirs, ours = twins(name, way)
    for what in ("__slots__", "__match_args__", "__doc__", "__name__", "__qualname__", "__module__"):
        assert getattr(theirs, what) == getattr(ours, what)
    shape = [str(inspect.signature(kind)).replace("<factory>", "FACTORY") for kind in (theirs, ours)]
    assert [each.name for each in dataclasses.fields(theirs)] == [each.name for each in dataclasses.fields(ours)]
    assert shape[0].count("=") == shape[1].count("=")
    assert list(inspect.signature(theirs).parameters) == list(inspect.signature(ours).parameters)
    assert [each.kind for each in inspect.signature(theirs).parameters.values()] == [
        each.kind for each in inspect.signature(ours).parameters.values()
    ]


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize(
    ("name", "arguments", "named"),
    [
        ("Spot", ("a",), {}),
        ("Spot", (), {"name": "a"}),
        ("Spot", (), {}),
        ("Spot", (), {"name": "a", "other": 1}),
        ("Drawn", (), {"width": 1}),
        ("Drawn", (), {"width": 1, "line": "x"}),
        ("Nothing", (), {}),
        ("One", (1,), {}),
        ("One", (), {"only": 1}),
    ],
)
def test_a_constructor_takes_what_the_librarys_takes(
    name: str, arguments: tuple[object, ...], named: dict[str, object], way: dict[str, bool]
) -> None:
    theirs, ours = twins(name, way)
    assert repr(outcome(lambda: theirs(*arguments, **named))) == repr(outcome(lambda: ours(*arguments, **named)))


def test_a_default_that_is_made_is_made_anew_for_each_record() -> None:
    _, ours = twins("Spot", {"slots": True})
    first, second = ours("a"), ours("a")
    first.parts.append(1)
    assert second.parts == []


@pytest.mark.parametrize("name", ["line", "unknown"])
def test_a_frozen_record_refuses_every_change(name: str) -> None:
    _, ours = twins("Spot", {"slots": True, "frozen": True})
    whole = ours("a")
    with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
        setattr(whole, name, 2)
    with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
        delattr(whole, name)
    assert type(whole) is ours


def test_a_record_that_is_not_frozen_changes_and_has_no_hash() -> None:
    _, ours = twins("Spot", {"slots": True})
    whole = ours("a")
    whole.line = 5
    assert whole == ours("a", 5)
    with pytest.raises(TypeError, match="unhashable"):
        hash(whole)


def test_a_record_without_a_docstring_is_described_by_its_name() -> None:
    assert record(slots=True)(type("Bare", (), {})).__doc__ == "Bare"


def test_a_method_of_the_class_is_kept() -> None:
    kind: Any = record(slots=True, frozen=True)(
        type("Loud", (), {"__repr__": lambda _: "!", "__eq__": lambda *_: True})
    )
    assert repr(kind()) == "!"
    assert kind() == 1


def test_records_are_pickled_and_copied() -> None:
    whole = FROZEN("a", parts=[1])
    assert pickle.loads(pickle.dumps(whole)) == whole  # noqa: S301 - our own bytes
    assert copy.deepcopy(whole) == whole
    assert type(copy.copy(whole)) is FROZEN


@pytest.mark.parametrize("plain", [type("Sub", (int,), {}), type("Post", (), {"__post_init__": lambda _: None})])
def test_what_only_the_library_can_do_is_refused(plain: type) -> None:
    with pytest.raises(TypeError, match="only the library"):
        record(slots=True)(plain)


FROZEN: Any = record(slots=True, frozen=True)(
    type("FROZEN", (), {key: copy.copy(value) for key, value in Spot.__dict__.items() if key not in UNWANTED})
)
