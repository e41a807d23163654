"""Plain text: free of what XML bars, taken out of HTML, shortened where a reader of any script would.

Nothing here knows of posts or URLs, and no function gives HTML.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right

from feedpub.text import patterns

_FORBIDDEN = patterns.lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The opposite of `Char` (XML 1.0 section 2.2)."""
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def with_article(name: str) -> str:
    """Return a name with the indefinite article of English."""
    return f"{'an' if name[:1].upper() in 'AEIO' else 'a'} {name}"


def clean(text: str) -> tuple[str, int]:
    """Return `text` with only characters that XML 1.0 allows, and how many others there were.

    A lone surrogate becomes U+FFFD, since something readable stood there; anything else is left out.
    """
    if _is_clean(text):
        return text, 0
    return _FORBIDDEN.subn(_allowed, text)


def _is_clean(text: str) -> bool:
    """Whether `clean` has nothing to do; by way of bytes, four times as fast as the pattern."""
    if text.isprintable():  # as nearly every line is; and nothing that XML bars can be printed
        return True
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    if len(data.translate(None, _CONTROLS)) != len(data):
        return False
    return not any(bad in data for bad in _NONCHARACTERS)


def _allowed(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else ""


def on_one_line(text: str) -> str:
    """Return `text` with one space for white space, and none at its ends."""
    if "  " in text or not text.isprintable() or text[:1] == " " or text[-1:] == " ":
        return " ".join(text.split())
    return text  # of all white space only the space is printable


TAG = (
    r"</?[a-zA-Z][^\s/>]*+"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?)?)*+"
    r"(?:>|\Z)"
)
"""A tag with its attributes as HTML's tokenizer reads it, in linear time; one that does not end takes all."""

COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:!(?!--)|\?|/(?![a-zA-Z]))[^>]*+(?:>|\Z)"
"""A comment, or what HTML reads as one: `<!doctype>`, `<?xml?>`, `</ >`."""

_HIDDEN = (
    r"<(?P<hidden>script|style|template|noscript|textarea|title|iframe|svg|button|select)(?![^\s/>])"
    r".*?(?:</(?P=hidden)\s*>|\Z)"
)
_INLINE = (
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|ruby|s|samp|small"
    r"|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?![^\s/>])"
)
_READING = r"<r[tp](?![^\s/>])[^>]*>[^<]*|</r[tp]\s*>"
_NOT_TEXT = patterns.lazy(
    rf"(?=<[a-zA-Z/!?])(?:(?P<nothing>(?={_INLINE}){TAG}|{_READING})|{_HIDDEN}|{TAG}|{COMMENT})",
    re.DOTALL | re.IGNORECASE,
)


def plain(fragment: str) -> str:
    """Return the text of an HTML fragment: entities decoded once, white space collapsed, no scripts.

    A tag that is not of the running text (a block, `br`, `img`) parts words.
    """
    if "<" in fragment:
        fragment = _NOT_TEXT.sub(_gap, fragment)
    if "&" in fragment:
        fragment = html.unescape(fragment)
    return " ".join(clean(fragment)[0].split())


_TAG = patterns.lazy(r"<!--.{0,2000}?-->|<[^>]*+(?:>|\Z)", re.DOTALL)
"""A tag that does not end goes on to the end: `without_tags` looks no further than the last `>`."""


def without_tags(text: str) -> str:
    """Return a title without tags and comments, as generators strip it: entities decoded, white space squeezed."""
    if "<" in text:
        end = text.rfind(">") + 1  # so that every tag that is looked for ends
        text = _TAG.sub("", text[:end]) + text[end:]
    text = " ".join(text.split())
    return html.unescape(text) if "&" in text else text


def _gap(match: re.Match[str]) -> str:
    return " " if match["nothing"] is None else ""


ELLIPSIS = "…"
_SENTENCE_END = patterns.lazy(r"[。！？｡]+[\"'”’」』）】》〉)]*|(?<=[^\s.])(?:[.!?]+|…)[\"'”’」』）)\]]*(?=\s)")
_UNSPACED = patterns.lazy(
    "[\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff。、，！？：；]"
)
"""Characters of scripts written without spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""
_DANGLING = " \t\n\u3000,;:-–—(“‘「『（【《〈、，·"


def truncate(text: str, limit: int) -> str:
    """Return `text` in at most `limit` code points, with "…" at its end when it had to be cut.

    The cut is after a sentence when one ends in the last third, else between words, and between characters
    in scripts without spaces; never inside what a reader sees as one character (UAX #29).
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    room = limit - len(ELLIPSIS)
    end = _after_sentence(text, room)
    if end:
        return text[:end] + ELLIPSIS
    end = _boundary(text, _between_words(text, room))
    return text[:end].rstrip(_DANGLING) + ELLIPSIS


def _after_sentence(text: str, room: int) -> int:
    """Return the end of the last sentence in the last third, its space included where there is room; 0 for none."""
    last = 0
    for match in _SENTENCE_END.finditer(text, room - room // 3, room + 1):
        if match.end() <= room and _boundary(text, match.end()) == match.end():
            last = match.end()
    if last and last < room and text[last] == " " and _boundary(text, last + 1) == last + 1:
        return last + 1
    return last


def _between_words(text: str, room: int) -> int:
    if text[room].isspace() or (_UNSPACED.match(text, room) and _UNSPACED.match(text, max(room - 1, 0))):
        return room
    for place in range(room, room // 2, -1):
        if text[place - 1].isspace():
            return place - 1
        if _UNSPACED.match(text, place - 1):
            return place
    return room


def _boundary(text: str, place: int) -> int:
    """Return the last place, at most `place`, that does not lie inside an extended grapheme cluster."""
    while 0 < place < len(text) and not _is_boundary(text, place):
        place -= 1
    return place


def _ranges(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Read `AAAA-BBBB CCCC` into sorted starts and ends."""
    pairs = [part.split("-") for part in text.split()]
    return tuple(int(pair[0], 16) for pair in pairs), tuple(int(pair[-1], 16) for pair in pairs)


def _within(char: str, ranges: tuple[tuple[int, ...], tuple[int, ...]]) -> bool:
    code = ord(char)
    place = bisect_right(ranges[0], code)
    return place > 0 and code <= ranges[1][place - 1]


_PICTOGRAPHS = _ranges(
    "A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 2388 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB "
    "25B6 25C0 25FB-25FE 2600-2605 2607-2612 2614-2685 2690-2705 2708-2712 2714 2716 271D 2721 2728 2733-2734 "
    "2744 2747 274C 274E 2753-2755 2757 2763-2767 2795-2797 27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 "
    "2B55 3030 303D 3297 3299 1F000-1F0FF 1F10D-1F10F 1F12F 1F16C-1F171 1F17E-1F17F 1F18E 1F191-1F19A "
    "1F1AD-1F1E5 1F201-1F20F 1F21A 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F3FA 1F400-1F53D 1F546-1F64F "
    "1F680-1F6FF 1F774-1F77F 1F7D5-1F7FF 1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8FF "
    "1F90C-1F93A 1F93C-1F945 1F947-1FAFF 1FC00-1FFFD"
)
"""Extended_Pictographic (UTS #51): what a zero width joiner joins."""
_PREPENDED = _ranges("600-605 6DD 70F 890-891 8E2 D4E 110BD 110CD 111C2-111C3")
_ALSO_EXTENDING = _ranges("E33 EB3 200C-200D FF9E-FF9F 1F3FB-1F3FF E0020-E007F")
"""Extend and SpacingMark that are no marks by category: Thai and Lao am, joiners, skin tones, tags."""
_VIRAMAS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d")
_JOINER = "\u200d"
_SELF_STANDING = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs"))


def _is_boundary(text: str, place: int) -> bool:
    """Whether a grapheme cluster may end before `text[place]` (UAX #29, rules GB3 to GB999)."""
    before, after = text[place - 1], text[place]
    if _stands_alone(before) or _stands_alone(after):
        return (before, after) != ("\r", "\n")
    if _extends(after) or _within(before, _PREPENDED) or _is_syllable_part(before, after):
        return False
    return not (_joins(text, place) or _is_flag(text, place) or _is_conjunct(text, place))


def _extends(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or _within(char, _ALSO_EXTENDING)


def _stands_alone(char: str) -> bool:
    """Whether it is Control (UAX #29 table 2)."""
    if unicodedata.category(char) not in _SELF_STANDING:
        return False
    return not (_within(char, _ALSO_EXTENDING) or _within(char, _PREPENDED))


def _joins(text: str, place: int) -> bool:
    """GB11: a pictograph, its modifiers and a joiner before a pictograph."""
    if text[place - 1] != _JOINER or not _within(text[place], _PICTOGRAPHS):
        return False
    start = place - 2
    while start > 0 and text[start] != _JOINER and _extends(text[start]):
        start -= 1
    return start >= 0 and _within(text[start], _PICTOGRAPHS)


def _is_flag(text: str, place: int) -> bool:
    """GB12 and GB13: regional indicators go in pairs."""
    start = place
    while start > 0 and "\U0001f1e6" <= text[start - 1] <= "\U0001f1ff":
        start -= 1
    return "\U0001f1e6" <= text[place] <= "\U0001f1ff" and (place - start) % 2 == 1


def _is_conjunct(text: str, place: int) -> bool:
    """GB9c: consonants of Indic scripts joined by a virama."""
    start, joined = place - 1, False
    while start > 0 and (text[start] == _JOINER or unicodedata.category(text[start]) == "Mn"):
        joined = joined or text[start] in _VIRAMAS
        start -= 1
    same_script = ord(text[start]) >> 7 == ord(text[place]) >> 7
    return joined and same_script and unicodedata.category(text[start]) == unicodedata.category(text[place]) == "Lo"


def _is_syllable_part(before: str, after: str) -> bool:
    """GB6 to GB8: conjoining letters of one Hangul syllable."""
    if not ("\u1100" <= before <= "\ud7fb" and "\u1100" <= after <= "\ud7fb"):
        return False
    first, second = _hangul(before), _hangul(after)
    return (first, second) in _SYLLABLES


_SYLLABLES = frozenset(
    (first, second)
    for first, seconds in {
        "L": ("L", "V", "LV", "LVT"),
        "LV": ("V", "T"),
        "V": ("V", "T"),
        "LVT": ("T",),
        "T": ("T",),
    }.items()
    for second in seconds
)
_JAMO = {
    "L": _ranges("1100-115F A960-A97C"),
    "V": _ranges("1160-11A7 D7B0-D7C6"),
    "T": _ranges("11A8-11FF D7CB-D7FB"),
}
_FINALS = 28
"""Final consonants of a syllable, none included (Unicode section 3.12)."""


def _hangul(char: str) -> str:
    if "\uac00" <= char <= "\ud7a3":
        return "LV" if (ord(char) - 0xAC00) % _FINALS == 0 else "LVT"
    return next((kind for kind, ranges in _JAMO.items() if _within(char, ranges)), "")
