"""Text from files, servers and addresses, made fit to be printed: it moves no cursor and commands no build server.

Whatever is printed goes through here. A character that would do something is replaced by U+FFFD, one for one, so that
what stands below it still does.
"""

from __future__ import annotations

from typing import Any, Final

from feedpub.text import patterns

_BREAK: Final = patterns.lazy(r"[\t\r\n]+")
_LINE_BREAK: Final = patterns.lazy(r"[\r\n]+")
_MOVING: Final = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
"""What would move the cursor or turn the direction of writing, besides the first control characters."""
_SURROGATES: Final = "\ud800-\udfff"
"""What would fail to be written."""
_UNSEEN: Final = patterns.lazy(f"[\x00-\x1f{_MOVING}{_SURROGATES}]")
_UNSEEN_IN_LINES: Final = patterns.lazy(f"[\x00-\x08\x0b-\x1f{_MOVING}]")
"""The same but for tabs, line feeds, and lone surrogates, which `Console` escapes with all that it cannot write."""
_UNSEEN_VALUE: Final = patterns.lazy(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_MOVING}{_SURROGATES}]")
_COMMAND: Final = patterns.lazy(
    "^(?P<before>[^\\S\\n\xad]*+(?:[\xad\u180e\u200b-\u200d\u2060-\u2064\ufeff][^\\S\\n]*+)*+:):"  # GitHub
    "|(?<=#)#(?=\\w*+\\[)",  # GitHub, Azure, TeamCity
    8,  # re.MULTILINE, without loading `re`
)
"""What build servers take for a command when it stands in a log: `::error::` and `##[error]`, `##vso[`, `##teamcity[`.

GitHub passes over white space before it, and perhaps over what has no width; the others find it anywhere in a line.
"""


_PASSWORD: Final = patterns.lazy(r"""(?<=://)(?P<user>[^\s/@:"'<>]*+:)(?P<password>[^\s/@"'<>]++)(?=@)""")
"""In an address, as somebody may have written it into a file."""


def without_passwords(text: str) -> str:
    """Return a line of a file with each password in an address blotted out, sign for sign."""
    if "@" not in text or "://" not in text:
        return text
    return _PASSWORD.sub(lambda found: found["user"] + "*" * len(found["password"]), text)


def visible(text: str) -> str:
    """Return the text on one line, with characters that would do something to a terminal replaced."""
    return text if text.isprintable() else _UNSEEN.sub("\ufffd", _BREAK.sub(" ", text))


def inert(text: str) -> str:
    """Return lines of which no build server takes one for a command."""
    if "::" not in text and "##" not in text:
        return text
    return _COMMAND.sub(lambda found: f"{found['before'] or ''}\ufffd", text)


def lines(text: str) -> str:
    """Return text of several lines, each of them clean."""
    return inert(text if text.isprintable() else _UNSEEN_IN_LINES.sub("\ufffd", text))


def line(text: str) -> str:
    """Return text that is to be a line as one; its tabs stay."""
    return lines(_LINE_BREAK.sub(" ", text.strip("\n")) if "\n" in text else text)


def value(of: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a value for JSON whose texts can be printed by the program that reads them."""
    if isinstance(of, str):
        return of if of.isprintable() else _UNSEEN_VALUE.sub("\ufffd", of)
    if isinstance(of, dict):
        return {key: value(each) for key, each in of.items()}
    return [value(each) for each in of] if isinstance(of, list | tuple) else of


def as_json(of: object) -> str:
    """Return JSON in ASCII, in which no build server finds a command."""
    import json  # noqa: PLC0415 - most runs print none

    return json.dumps(value(of), indent=1).replace("##", "\\u0023\\u0023")


_MARKUP: Final = patterns.lazy(r"[\\`*_\[\]~$|]")
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;"})
_LINKED: Final = patterns.lazy(
    r"(?<=@)|(?<=#)(?=\d)|(?<=\bGH-)(?=\d)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\b[0-9a-f]{6})(?=[0-9a-f])",
    2,  # re.IGNORECASE, without loading `re`
)
"""Where a code host would begin to see a person, an issue, a commit or an address that somebody else has chosen."""


def in_markdown(text: str) -> str:
    """Return text that is only text in Markdown, and calls nobody."""
    plain = _LINKED.sub("\u200b", visible(text)).translate(_ENTITIES)
    return _MARKUP.sub(r"\\\g<0>", plain)


def sentence_in_markdown(text: str) -> str:
    """Return what a finding says, with what stands between backticks as code."""
    parts = text.split("`")
    return "".join(
        f"<code>{in_markdown(part)}</code>" if place % 2 else in_markdown(part) for place, part in enumerate(parts)
    )
