"""What front matter is as data, and the limits that all its forms keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedpub.text.positions import Spot

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
Places: TypeAlias = "Callable[[Path], Spot | None]"


class Grammar(Struct, frozen=True, kw_only=True):
    """What the parser of a generator takes that others refuse."""

    blank_first: bool = False
    """White space may stand before the front matter."""
    open_fences: bool = False
    """A line may go on behind its delimiter: the first one's rest means nothing, the last one's begins the body."""
    dots_close: bool = True
    """`...` ends a block that `---` opens."""
    last_key_wins: tuple[str, ...] = ()
    """Forms in which a key may stand twice: `yaml`, `json`."""
    drops_names: bool = False
    """A tag or an anchor before a text is dropped, whatever its name, and a key may be a list."""
    tabs_are_no_indentation: bool = False
    """Tabs at the front of a line of YAML are passed over."""
    late_tabs: bool = False
    """YAML 1.2: a tab may follow a dash, and NEL, LS and PS end no line."""
    first_tabs: bool = False
    """A tab that begins a line of YAML is two blanks."""


STRICT: Final = Grammar()
"""What no parser refuses: for the files of sites of feedpub's own."""
OF_ANY: Final = Grammar(blank_first=True, last_key_wins=("yaml", "json"), drops_names=True, late_tabs=True)
"""What any generator takes: where nothing but the place of a key is wanted."""

MAX_LENGTH = 1_000_000
"""Characters of front matter; longer is an error."""
MAX_DEPTH = 64
"""Lists and mappings inside each other; deeper is an error."""
MAX_NODES = 100_000
"""Values after aliases are expanded; more is an error."""
