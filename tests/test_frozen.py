"""A record made quickly is the record that its constructor makes."""

from __future__ import annotations

import copy
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from feedpub import frozen
from feedpub.collect.files import File
from feedpub.collect.record import Record
from feedpub.model import Image, Markup, Post, Site

POST: Any = {"source": "a.md", "stem": "a", "url": "https://example.com/a/", "title": "A", "markup": Markup.HTML}


def test_a_record_is_the_one_that_the_constructor_makes() -> None:
    make = frozen.maker(Post)
    made, wanted = make(**POST, body_line=4, tags=("x",)), Post(**POST, body_line=4, tags=("x",))
    assert type(made) is Post
    assert (made, hash(made), repr(made)) == (wanted, hash(wanted), repr(wanted))
    assert copy.copy(made) == replace(made) == wanted
    assert replace(made, title="B").title == "B"


def test_a_record_made_quickly_is_frozen() -> None:
    made: Any = frozen.maker(File)(source="content/a.md", path="a.md")
    with pytest.raises(FrozenInstanceError):
        made.path = "b.md"
    with pytest.raises(FrozenInstanceError):
        del made.path


def test_values_are_taken_in_the_order_of_the_fields() -> None:
    make: Any = frozen.maker(Image)
    image = Image(url="https://example.com/a.png", alt="A", width=3)
    assert make(*(getattr(image, each.name) for each in fields(Image))) == image


def test_what_must_be_given_must_be_given() -> None:
    make: Any = frozen.maker(Record)
    with pytest.raises(TypeError, match="post"):
        make(source="a.md")
    with pytest.raises(TypeError, match="colour"):
        make(source="a.md", post=None, colour="red")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    name: str

    def __post_init__(self) -> None:
        raise ValueError(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived(Site):
    more: str = ""


@dataclass(slots=True, kw_only=True)
class Loose:
    name: str


@dataclass(frozen=True, kw_only=True)
class Open:
    name: str


@pytest.mark.parametrize("kind", [Checked, Filled, Derived, Loose, Open, str, len])
def test_a_class_whose_constructor_does_more_is_refused(kind: type) -> None:
    with pytest.raises(TypeError, match="only holds its fields"):
        frozen.maker(kind)
