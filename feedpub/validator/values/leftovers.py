"""What programs leave behind in addresses and texts: values that are no text, the source of templates, placeholders.

Each function returns the sign that shows it, as it is written, or "".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_TEXT: Final = ("undefined", "null", "NaN", "None")
"""How languages write that there is no value (JavaScript, Python)."""
_ABOUT_WORDS: Final = (
    "tag",
    "tags",
    "topic",
    "topics",
    "wiki",
    "docs",
    "glossary",
    "_Objects",
    "Operators",
    "keywords",
)
"""Ends of segments below which pages stand that are about such a word."""


class Leftover(Struct, frozen=True):
    """A kind of what is left behind."""

    what: str
    """What it is, in words that follow the sign."""
    hint: str
    pattern: re.Pattern[str]
    """Finds it in an address; a group, where there is one, is the sign."""


_OBJECT: Final = Leftover(
    "which a program wrote for a value that is no text",
    "Print the field that holds the text (page.url, not page) in the template of the feed.",
    patterns.lazy(
        r"\[object(?: |%20|\+)[A-Z][A-Za-z]{0,40}\]|%5Bobject(?:%20|\+| )[A-Z][A-Za-z]{0,40}%5D", re.IGNORECASE
    ),
)
_NOTHING: Final = Leftover(
    "which a program wrote for a value that was not there",
    "Set the value that the template of the address asks for, or leave the address out where there is none.",
    patterns.lazy(
        "".join(f"(?<!{word})" for word in _ABOUT_WORDS)
        + rf"(?:[/=]|\A)(?P<sign>{'|'.join(NO_TEXT)})(?=[/?#&]|\.(?:html?|xml|jpe?g|png|gif|webp|mp3|php)\b|\Z)"
        r"|(?<=//)(?P<host>undefined|null|nan)(?=[/:?#]|\Z)"
    ),
)
_TEMPLATE: Final = Leftover(
    "the source of a template",
    "Have the template carried out before the feed is made.",
    patterns.lazy(
        r"(?:\{|%7B)(?:\{|%7B|%(?![0-9A-F]{2})|%25)(?:[^{}]{0,100}?(?:\}|%7D|%25|%)(?:\}|%7D))?"  # Liquid, Jinja, Go
        r"|(?:<|%3C)(?:%(?![0-9A-F]{2})|%25)(?:[^<>]{0,100}?(?:%|%25)(?:>|%3E))?"  # ERB, EJS
        r"|(?:\$|%24|#|%23)(?:\{|%7B)[^{}]{0,100}?(?:\}|%7D)",  # JavaScript, Ruby
        re.IGNORECASE,
    ),
)
_PLACEHOLDER: Final = Leftover(
    "a placeholder",
    "Write what it stands for.",
    patterns.lazy(
        r"<[A-Za-z][\w .-]{0,40}>|%3C[A-Za-z](?:[\w.-]|%20|\+){0,40}%3E|(?:\{|%7B)[A-Za-z_][\w.-]{0,40}(?:\}|%7D)"
        r"|(?<=/)\[[a-z][\w-]{0,40}\](?=[/?#]|\Z)"
        r"|(?<=/):(?:slug|title|year|month|day|id|name|category|categories|path|filename|contentbasename|sections?)\b"
        r"|(?<=//)(?P<host>(?:www\.)?(?:your-?(?:own-?)?|my-?(?=domain|site))(?:domain|site|website|blog|company|host|app|server)(?:-?name)?\."
        r"(?:com|org|net|io|tld|de|co|example)\b|(?:your-?_?)?(?:github-?)?user-?_?name\.github\.io)"
        r"|(?<=/)your[-_]?(?:user-?_?name|repo(?:sitory)?|project|blog|site|page|post)(?=[/?#]|\Z)",
        re.IGNORECASE,
    ),
)
IN_ADDRESSES: Final = (_OBJECT, _TEMPLATE, _PLACEHOLDER, _NOTHING)
"""The kinds that addresses hold; one that comes first says more."""


def found_in_address(address: str) -> tuple[Leftover, str] | None:
    """Return what a program left in an address, with the sign of it; None where there is nothing."""
    for kind in IN_ADDRESSES:
        match = kind.pattern.search(address)
        if match is not None:
            return kind, next((group for group in match.groups() if group), match[0])
    return None


def problem(address: str) -> str:
    """Say what a program left in an address, in words that follow it; "" for nothing."""
    found = found_in_address(address)
    return f'holds "{found[1]}", {found[0].what}' if found is not None else ""


def advice(address: str) -> str:
    """Return what to do about what a program left in an address; "" for nothing."""
    found = found_in_address(address)
    return found[0].hint if found is not None else ""


_PARTS: Final = patterns.lazy(r" [|–—·•»/-] ")
_WHOLE: Final = patterns.lazy(
    r"\W{0,3}(\[object [A-Z][A-Za-z]{0,40}\]|undefined|null|NaN|Invalid [Dd]ate"  # JavaScript
    r"|function\s?\w{0,40}\([\w, ]{0,100}\)\s?\{.{0,2000}\}"
    r"|<bound method [^<>]{1,200}>|<(?:[\w.]{1,100} object|function [\w.]{1,100}) at 0x[0-9a-fA-F]{4,16}>"  # Python
    r"|\#<[A-Z]\w{0,60}(?:::[A-Z]\w{0,60}){0,5}(?::0x[0-9a-f]{4,16})?(?:[ ][^<>]{0,200})?>"  # Ruby
    r"|System\.(?:Object|(?:\w{1,40}\.){0,3}\w{1,40}(?:\[\]|`\d\[[\w.]{1,100}\]))"  # .NET
    r"|(?:[a-z]\w{0,40}\.){1,8}[A-Z]\w{0,60}@[0-9a-f]{4,8})\W{0,3}",  # Java
    re.DOTALL,
)
_HINTS: Final = re.compile(
    r"undefined|null|NaN|nvalid [Dd]ate|\[object |\A\W{0,3}(?:function|System\.)|<|\w@[0-9a-f]{4}"
)
_TAG: Final = patterns.lazy(r"</?[A-Za-z][^<>]{0,100}>")
_ELEMENT: Final = patterns.lazy(r">\s{0,20}(\[object [A-Z][A-Za-z]{0,40}\])\s{0,20}</(?!code|pre|kbd|samp|tt)")


def value_in_text(text: str) -> str:
    """Return what a program wrote for a value that is no text, where that is all that a text or a part of it says.

    `[object Object]`, `undefined | My site`; people write about both within sentences.
    """
    if _HINTS.search(text) is None:
        return ""
    for part in _parts(text):
        if whole := _WHOLE.fullmatch(part.strip()):
            return whole[1]
    return ""


def value_in_html(text: str) -> str:
    """Return what a program wrote for a value that is no text, where that is all that HTML says, outside of code.

    An object is one in any element; `null` in a cell of a table may be meant.
    """
    element = _ELEMENT.search(text) if "[object " in text else None
    if element is not None:
        return element[1]
    return value_in_text(_TAG.sub("", without_code(text))) if len(text) <= _SENTENCE else ""


def _parts(text: str) -> Iterator[str]:
    yield text
    yield from _PARTS.split(text)


_PLACEHOLDER_TEXT_SOURCE: Final = (
    r"(?:\s|<[^<>]{1,200}>){0,20}(lorem ipsum(?: dolor)? sit amet|lorem ipsum dolor|lorem ipsum(?=\W{0,3}\Z)"
    r"|your awesome title|write an awesome description for your new site here|just another wordpress (?:site|weblog)"
    r"|my new hugo site|a gatsby starter|insert (?:your )?(?:title|description|text) here"
    r"|your (?:site|blog) (?:title|name|description)(?=\W{0,3}\Z)"
    r"|(?:site|blog|post|page) (?:title|description)(?=\W{0,3}\Z)"
    r"|this is a placeholder|placeholder (?:text|title)(?=\W{0,3}\Z)|(?:todo|tbd|fixme)(?=\W{0,3}\Z))"
)
_PLACEHOLDER_TEXT: Final = patterns.lazy(_PLACEHOLDER_TEXT_SOURCE, re.IGNORECASE)
_UNTITLED_SOURCE: Final = (
    r"[\s\W]{0,4}(?:untitled(?: (?:document|post|page|article|entry|item))?|no title|new (?:post|page|article)|unnamed"
    r"|sans titre|ohne titel|unbenannt|sin t\xedtulo|senza titolo|title)(?: ?\(?[0-9]{1,4}\)?)?[\s\W]{0,4}"
)
_UNTITLED: Final = patterns.lazy(_UNTITLED_SOURCE, re.IGNORECASE)


def placeholder_text(text: str) -> str:
    """Return the words of a generator, or of printers, that a text begins with and that are to be replaced."""
    match = _PLACEHOLDER_TEXT.match(text)
    return match[1] if match is not None else ""


def is_untitled(text: str) -> bool:
    """Whether a title is what a program writes where there is none."""
    return len(text) < _LONGEST_TITLE and _UNTITLED.fullmatch(text) is not None


_LONGEST_TITLE: Final = 60
_IN_TITLE: Final = patterns.lazy(
    r"(?<![\w*`])\*\*(?=[^\s*])[^*`\n]{1,200}(?<=\S)\*\*(?![\w*`])|!?\[[^\[\]\n]{1,200}\]\((?:https?://|/)[^()\s]{1,300}\)"
    r"|\A\#{1,6}[ ](?=\S)|\A(?:>|[*+-])[ ](?=\w)"
)
_LINK: Final = patterns.lazy(
    r"(?<![\w\\`])!?\[[^\[\]\n<>]{1,200}\]\(https?://[^()\s<>]{1,300}(?:[ ]&quot;[^<>\n()]{0,200})?\)"
)
_CODE: Final = patterns.lazy(
    r"<(?P<name>code|pre|samp|kbd|tt|textarea|math)(?=[\s>])[^<>]*+>.*?(?:</(?P=name)\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=2)  # several rules ask, one after the other
def without_code(text: str) -> str:
    """Return HTML without what stands in it as code."""
    return _CODE.sub("", text) if "<" in text else text


def markdown_in_title(text: str) -> str:
    """Return the first mark of Markdown in a title: bold, a link, the mark of a heading, a quotation or a list."""
    match = _IN_TITLE.search(text)
    return match[0].strip() if match is not None else ""


def markdown_link(text: str) -> str:
    """Return the first link of Markdown in HTML, outside of code; "" where there is no HTML besides."""
    if "](http" not in text or "<" not in text:
        return ""
    match = _LINK.search(without_code(text))
    return match[0] if match is not None else ""


_OF_SCRIPTS: Final = (
    r"\{(?:(?:post|page|item|site|entry|article|data|props|config|frontmatter|meta|this)\.\w[\w.]{0,60}"
    r"|title|description|summary|content|author|date|slug|permalink)\}"
)
_TEMPLATE_IN_TEXT: Final = patterns.lazy(  # each form begins with a letter of its own, to which a search leaps
    r"\{\{(?<![\w^_}\\$]\{\{)(?![{}])[^{}\n]{1,200}\}\}"  # Liquid, Jinja, Nunjucks, Go; not a group in TeX
    r"|\{%[-+]?\s*\w[^{}]{0,200}%\}"  # Liquid, Jinja, Tera
    r"|\{\{[<%]\s*/?\w[^{}]{0,200}[%>]\}\}"  # shortcodes of Hugo
    r"|<%[=-]?\s*\w[^<>]{0,200}%>"  # ERB, EJS
    r"|<\?(?:php\b|=)[^<>?]{0,200}(?:\?>)?"  # PHP
    rf"|\${_OF_SCRIPTS}|\#{_OF_SCRIPTS}"  # JavaScript, Ruby
    r"|Liquid (?:syntax )?error\b(?: \(line \d+\))?:?"
)
_WHOLE_TEMPLATE: Final = patterns.lazy(
    r"[$\#@]?\{[A-Za-z_][\w.]{0,60}\}|%[A-Za-z_]{2,40}%|__[A-Z_]{2,40}__|\[%\s*\w[^\[\]]{0,60}%\]"
)
_OF_TEMPLATES: Final = patterns.lazy(
    r"\b(?:how|why|what|using|jekyll|liquid|jinja2?|hugo|templat\w{1,6}|nunjucks|handlebars|mustache|vue|angular|twig|django"
    r"|ansible|helm|eleventy|11ty|erb|ejs|blade|svelte|react|jsx|javascript|js|php|syntax|escap\w{1,4}|braces|curly"
    r"|interpolation|shortcodes?|helper|filter|expression)\b|[\"'`\u201c\u2018\u00ab][{<][{%]",
    re.IGNORECASE,
)


_BRACES: Final = re.compile(r"\{(?:[{%]|(?<=[$#]\{))")
_PERCENT: Final = re.compile(r"%(?:!|(?<=<%))")
_ANGLE: Final = re.compile(r"<\?(?:php\b|=)|\#<[A-Z]|<(?:bound|function|generator) |<[\w.]+ object at 0x")
_AT: Final = re.compile(r"\w@[0-9a-f]{4}")
_BRACKETS: Final = re.compile(r"\]\(")
_NUMBER: Final = re.compile(r"#[ \t]")
"""Two letters each, of which a search leaps to the first: looking for both as a text takes three times as long."""
_BEGINNING: Final = patterns.lazy(
    rf"\s*+(?:[*+>-] |[$\#@]?\{{|%|__|\[%|function\b|System\.)|{_PLACEHOLDER_TEXT_SOURCE}|{_UNTITLED_SOURCE}",
    re.IGNORECASE,
)
"""How a text begins in which some function here may find something without any of the signs."""


def may_hold_error(text: str) -> bool:
    """Whether a text may hold the error of a program."""
    return (
        " on line " in text
        or ("Z" in text and "Zgotmpl" in text)
        or ("H" in text and "HAHAHUGO" in text)
        or ("%" in text and "%!" in text)
    )


@lru_cache(maxsize=512)  # authors and categories come again, and the formats of a feed hold the same texts
def may_be_left(text: str) -> bool:
    """Whether any of the functions here may find something in a text, or it may hold the error of a program.

    Every text of every feed comes here, so no function is called that need not be, and a letter, which is seen at once
    not to be in a text, is looked for before more.
    """
    return (
        ("{" in text and _BRACES.search(text) is not None)
        or ("]" in text and _BRACKETS.search(text) is not None)
        or ("[" in text and "[object " in text)
        or ("%" in text and _PERCENT.search(text) is not None)
        or ("#" in text and _NUMBER.search(text) is not None)
        or ("*" in text and "**" in text)
        or ("`" in text and "```" in text)
        or ("~" in text and "~~~" in text)
        or ("L" in text and "Liquid " in text)
        or ("N" in text and "NaN" in text)
        or ("I" in text and "Invalid " in text)
        or ("<" in text and _ANGLE.search(text) is not None)
        or ("@" in text and _AT.search(text) is not None)
        or ("Z" in text and "Zgotmpl" in text)
        or ("H" in text and "HAHAHUGO" in text)
        or " on line " in text
        or "null" in text
        or "undefined" in text
        or _BEGINNING.match(text) is not None
    )


def template_in_html(text: str) -> str:
    """Return the source of a template in HTML, outside of code, or the error that one ended with."""
    match = _TEMPLATE_IN_TEXT.search(without_code(text)) if _may_hold_template(text) else None
    return match[0] if match is not None else ""


def template_in_text(text: str) -> str:
    """Return the source of a template in a title or plain text that is not about templates, outside of code."""
    text = without_code(text)
    match = _WHOLE_TEMPLATE.fullmatch(text.strip())
    if match is None and _may_hold_template(text):
        match = _TEMPLATE_IN_TEXT.search(text)
    if match is None:
        return ""
    others = text[: match.start()] + text[match.end() :]
    is_about = len(text) <= _SENTENCE and (
        _OF_TEMPLATES.search(others) or _OF_TEMPLATES.match(text, max(match.start() - 1, 0))
    )
    return "" if is_about and not match[0].startswith("Liquid") else match[0]


_SENTENCE: Final = 200
"""Characters of a text that says at once what it is about."""


def _may_hold_template(text: str) -> bool:
    return (
        ("{" in text and _BRACES.search(text) is not None)
        or ("<" in text and ("<%" in text or "<?" in text))
        or ("L" in text and "Liquid " in text)
    )
