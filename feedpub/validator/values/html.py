"""Facts about a fragment of HTML, as feeds carry it: what would harm readers, what is broken, which URLs it names.

One pass of a tolerant scanner, quick enough for feeds of a megabyte; nothing is repaired, nothing is rendered.
The same facts are gathered from XHTML that stands as elements in a feed: `gather` takes any sequence of tags.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import name2codepoint
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from feedpub.text import patterns, players
from feedpub.validator.values.addresses import is_plain, is_plain_host, may_be_faulty
from feedpub.validator.values.css import dangers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Tag = tuple[str, Mapping[str, str]]
    """A name in lower case, with a slash before it for an end tag, and the attributes."""


Kept = TypeVar("Kept")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names(
    "area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr"
)
_OPTIONAL_END = _names(
    "body caption colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr"
)
_REST = _names(
    """
    a abbr acronym address applet article aside audio b bdi bdo big blink blockquote button canvas center cite code
    data datalist del details dfn dialog dir div dl em fencedframe fieldset figcaption figure font footer form frameset
    h1 h2 h3 h4 h5 h6 header hgroup i iframe ins isindex kbd label legend listing main map mark marquee math menu
    menuitem meter multicol nav nextid nobr noembed noframes noscript object ol output picture plaintext portal pre
    progress q ruby s samp script search section select selectedcontent slot small spacer span strike strong style
    sub summary sup svg table template textarea time title tt u ul var video xmp
    """
)
ELEMENTS = VOID | _OPTIONAL_END | _REST
"""Every element that HTML has or had; a name with a hyphen is an element of the author's own, and allowed."""
UNSAFE = _names(
    """
    applet base basefont bgsound blink embed form frame frameset iframe isindex link marquee meta noembed noframes
    object param plaintext portal script style xmp
    """
)
"""Elements that readers strip or refuse, because they run code, load pages or change what lies around them."""
FRAME = _names("html head body title")
"""Elements of a whole page, which a fragment has none of."""
_COMMON = ELEMENTS - UNSAFE - VOID - FRAME
"""Elements of which nothing is to be said but that they must be closed."""
_STAYS_OPEN = (_COMMON - _OPTIONAL_END - {"svg", "math"}) | VOID
"""Elements that a slash at the end of the tag does not close, in HTML: after `<b/>` all is bold."""
_NOTHING: dict[str, str] = {}
_DEEPEST = 500
"""Elements inside each other beyond this are not searched for one that an end tag closes."""
_ENOUGH = 100
_URL_ATTRIBUTES = (
    "href",
    "src",
    "poster",
    "cite",
    "background",
    "longdesc",
    "action",
    "data",
    "formaction",
    "xlink:href",
)
_SHOWN = frozenset({"href", "src", "poster"})
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-srcset", "data-lazy")
_LOADED = frozenset({"img", "source", "video", "audio", "iframe", "track"})
_SCRIPT_SCHEME = re.compile(r"\s*(?:javascript|vbscript|livescript|data\s*:\s*text/html)\s*:?", re.IGNORECASE)
_TAG = re.compile(r"""<(/?[A-Za-z][^\s/><"'=]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++)))?""")
_WORTHWHILE = re.compile(r"on[a-z]|style|href|src|poster|cite|background|longdesc|action|data|width", re.IGNORECASE)
"""What an attribute must contain for its tag to be looked into."""
_COMMENT = patterns.lazy(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_RAW = re.compile(r"(<(script|style|textarea|xmp)\b[^>]*+(?:>|\Z)).*?(</\2\s*+>|\Z)", re.DOTALL | re.IGNORECASE)
_IMPORT = re.compile(r"<\?import\b", re.IGNORECASE)
_PIXEL = re.compile(r"\s*[01](?:px)?\s*")
_NEVER = r'\x00-\x20<>"{}|\\^`'
_FORBIDDEN = re.compile(f"[{_NEVER}]")
_FINE = re.compile(f"https?://([a-z0-9.-]++)(?=/(?!/)|[?#]|\\Z)[^{_NEVER}]*+")
"""What most addresses look like: nothing is to be said of them."""
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CANDIDATE = patterns.lazy(r"\s*+(?:\Z|([^\s,](?:\S*[^\s,])?)(?:\s+[^,]*)?(?:,|$))")
_ENTITY = patterns.lazy(r"&(#[0-9]+|#x[0-9a-f]+|[a-z][a-z0-9]*)", re.IGNORECASE)
_AMBIGUOUS = patterns.lazy(r"<(?:/|[A-Za-z][A-Za-z0-9]*)|&#[xX0-9]")
_LINK = patterns.lazy(r"<a\s[^>]{0,1000}?href\s*+=\s*+[\"']([^\"']*+)", re.IGNORECASE)
_END_TAG = patterns.lazy(r"</([a-z][a-z0-9]*)\s*>", re.IGNORECASE)
_CODE = patterns.lazy(r"<(code|pre|kbd|samp|tt)\b.*?(?:</\1\s*+>|\Z)", re.DOTALL | re.IGNORECASE)
_BEGUN = patterns.lazy(r"(?P<comment><!--)|</?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?![A-Za-z0-9.@:-])[^<>]{0,60}")
_TWICE = patterns.lazy(
    r"&amp;(?:#[0-9]{2,6}|#x[0-9a-f]{2,5}|nbsp|amp|lt|gt|quot|[mn]dash|hellip|[lr][sd]quo);", re.IGNORECASE
)
_ESCAPED_TAG = patterns.lazy(r"&lt;/(?:p|a|b|i|em|strong|div|span|ul|li|h[1-6]|blockquote)&gt;", re.IGNORECASE)


class Html(Struct):
    """What was found in a fragment; each list in order, without repeats where repeats say nothing, and never long."""

    unsafe: list[str] = field(default_factory=list)
    """Names of elements that readers strip."""
    players: list[str] = field(default_factory=list)
    """Addresses of frames that readers show, without a link to what they play."""
    handlers: list[tuple[str, str]] = field(default_factory=list)
    """Element and attribute (`onclick`, `srcdoc`) that hold code."""
    scripts: list[tuple[str, str, str]] = field(default_factory=list)
    """Element, attribute and URL that runs code."""
    styles: list[str] = field(default_factory=list)
    """Declarations of CSS that would break the page of a reader."""
    relative: list[tuple[str, str, str]] = field(default_factory=list)
    """Element, attribute and URL without scheme; `fragments` are others."""
    more_relative: int = 0
    """How many of these there are besides."""
    fragments: list[str] = field(default_factory=list)
    """URLs of places in the text itself (`#note-1`)."""
    may_be_faulty: bool = True
    """Whether addresses have to be looked at one by one."""
    odd: list[tuple[str, str, str]] = field(default_factory=list)
    """Element, attribute and URL that is not seen at once to have no fault (`values.addresses`)."""
    forbidden: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Element, attribute, URL, and the character in it that no URL may hold."""
    escaped_twice: str = ""
    """What shows that it was escaped once too often, outside of code."""
    unended: str = ""
    """The first tag or comment that begins and does not end."""
    frame: list[str] = field(default_factory=list)
    """Elements of a whole page."""
    unknown: list[str] = field(default_factory=list)
    """Names that HTML does not know."""
    unclosed: list[str] = field(default_factory=list)
    """Elements that are not closed, or not where they should be."""
    stray: list[str] = field(default_factory=list)
    """End tags of elements that were not open."""
    lazy: list[str] = field(default_factory=list)
    """Images and frames whose address only a script would fill in."""
    pixels: list[str] = field(default_factory=list)
    """Images that nobody sees."""

    @property
    def is_telling(self) -> bool:
        """Whether anything was found."""
        return bool(
            self.odd
            or self.relative
            or self.fragments
            or self.unsafe
            or self.players
            or self.handlers
            or self.scripts
            or self.styles
            or self.forbidden
            or self.escaped_twice
            or self.unended
            or self.frame
            or self.unknown
            or self.unclosed
            or self.stray
            or self.lazy
            or self.pixels
        )


@lru_cache(maxsize=256)  # the formats of a feed hold the same texts
def facts(text: str) -> Html:
    """Scan a fragment of HTML."""
    if "<" not in text:
        return Html(escaped_twice=escaped_twice(text))
    shown = _COMMENT.sub("", text) if "<!--" in text else text
    markup = _RAW.sub(r"\1\3", shown)
    written = _TAG.findall(markup)
    found = gather(_tags(written), may_be_faulty=may_be_faulty(shown))
    # Where each "<" begins a tag that ends, and no comment was taken out, nothing can be left open.
    found.unended = "" if shown is text and len(written) == markup.count("<") else unended(text)
    found.escaped_twice = escaped_twice(text)
    if found.players:
        links = [unescape(link) for link in _LINK.findall(shown)]
        pages = {url: players.page_of(url) for url in found.players}
        found.players = [url for url, page in pages.items() if not any(players.leads_to(link, page) for link in links)]
    if _IMPORT.search(shown):
        found.unsafe.append("?import")
    return found


def tags(text: str) -> Iterator[Tag]:
    """Return the tags of a fragment, without those in comments, scripts and the like."""
    shown = _COMMENT.sub("", text) if "<!--" in text else text
    return _tags(_TAG.findall(_RAW.sub(r"\1\3", shown)))


def addresses(found: Iterable[Tag]) -> Iterator[tuple[str, str, str]]:
    """Return element, attribute and address of what tags show and lead to, in order."""
    for name, attributes in found:
        for attribute, value in attributes.items():
            if attribute == "srcset":
                yield from ((name, attribute, url) for url in _CANDIDATE.findall(value) if url)
            elif attribute in _SHOWN and value.strip():
                yield name, attribute, value.strip()


def _tags(found: Iterable[tuple[str, str]]) -> Iterator[Tag]:
    """Return tags of their names and attributes as they are written."""
    for written, attributes in found:
        name = written.lower()
        if not attributes:
            yield name, _NOTHING
            continue
        yield name, _attributes(attributes) if _WORTHWHILE.search(attributes) else _NOTHING
        if attributes[-1] == "/" and name not in _STAYS_OPEN:
            yield "/" + name, _NOTHING


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(text)}


def gather(tags: Iterable[Tag], *, may_be_faulty: bool = True) -> Html:
    """Gather the facts of tags, in the order in which they stand."""
    found = Html(may_be_faulty=may_be_faulty)
    stack: list[str] = []
    for name, attributes in tags:
        if name in _COMMON:
            stack.append(name)
        elif name[0] == "/":
            if stack and stack[-1] == name[1:]:
                stack.pop()
            else:
                _close(name[1:], stack, found)
            continue
        elif name == "iframe" and players.is_player(attributes.get("src", "")):
            _add(found.players, attributes["src"])
            stack.append(name)
        else:
            _judge(name, stack, found)
        if attributes:
            _look_into(name, attributes, found)
        elif name == "img":
            found.lazy.append(name)
    found.unclosed.extend(dict.fromkeys(name for name in stack if name not in _OPTIONAL_END))
    return found


def _judge(name: str, stack: list[str], found: Html) -> None:
    """Look at a start tag that is not one of the harmless ones."""
    is_foreign = name not in ELEMENTS and ("svg" in stack[-_DEEPEST:] or "math" in stack[-_DEEPEST:])
    if name in UNSAFE:
        _add(found.unsafe, name)
    elif name in FRAME:
        if "svg" not in stack[-_DEEPEST:]:  # a drawing may have a title
            _add(found.frame, name)
    elif name not in ELEMENTS and "-" not in name and not is_foreign:
        _add(found.unknown, name)
    if name not in VOID:
        stack.append(name)


def _add(names: list[str], name: str) -> None:
    if name not in names[:_ENOUGH]:
        names.append(name)


def _close(name: str, stack: list[str], found: Html) -> None:
    """Close an element that is not the innermost one, or none."""
    if name not in stack[-_DEEPEST:]:
        if name not in VOID and name != "p":  # browsers take </br> and </p> for elements of their own
            _add(found.stray, name)
        return
    while stack[-1] != name:
        skipped = stack.pop()
        if skipped not in _OPTIONAL_END:
            _add(found.unclosed, skipped)
    stack.pop()


def _look_into(name: str, attributes: Mapping[str, str], found: Html) -> None:
    for attribute, value in attributes.items():
        if (attribute.startswith("on") and attribute.isalpha()) or attribute == "srcdoc":
            _keep(found.handlers, (name, attribute))
        elif attribute == "style":
            for danger in dangers(value):
                _keep(found.styles, danger)
        elif attribute == "srcset":
            for url in filter(None, _CANDIDATE.findall(value)):
                _refer(name, attribute, url, found)
        elif attribute in _URL_ATTRIBUTES and not (attribute == "data" and name != "object"):
            _reference(name, attribute, value, found)
    has_address = attributes.get("src") or attributes.get("srcset")
    if name in _LOADED and not has_address and (name == "img" or any(lazy in attributes for lazy in _LAZY)):
        found.lazy.append(name)
    if name == "img" and all(_PIXEL.fullmatch(attributes.get(side, "")) for side in ("width", "height")):
        _keep(found.pixels, attributes.get("src", ""))


def _reference(name: str, attribute: str, value: str, found: Html) -> None:
    fine = _FINE.fullmatch(value)
    if fine is not None:
        if found.may_be_faulty or not is_plain_host(fine[1]):
            _keep_odd(name, attribute, value, found)
        return
    if _SCRIPT_SCHEME.match(value) and ":" in value:
        _keep(found.scripts, (name, attribute, value))
    else:
        _refer(name, attribute, value, found)


def _refer(name: str, attribute: str, url: str, found: Html) -> None:
    address = url.strip()
    if address.startswith("#") or (not address and name == "a"):
        _keep(found.fragments, url)
    elif address and not _ABSOLUTE.match(address) and not _keep(found.relative, (name, attribute, url)):
        found.more_relative += 1
    _keep_odd(name, attribute, address, found)
    bad = _FORBIDDEN.search(address)
    if bad is not None and not address.lower().startswith("data:"):
        _keep(found.forbidden, (name, attribute, url, bad[0]))


def _keep(kept: list[Kept], one: Kept) -> bool:
    """Keep one of many; False where there are enough."""
    if len(kept) >= _ENOUGH:
        return False
    kept.append(one)
    return True


def _keep_odd(name: str, attribute: str, address: str, found: Html) -> None:
    if len(found.odd) < _ENOUGH and address[:1] != "#" and not is_plain(address):
        found.odd.append((name, attribute, address))


def escaped_twice(text: str) -> str:
    """Return what shows that a fragment was escaped once too often, outside of code; "" for nothing."""
    if "&amp;" not in text and "&lt;/" not in text:
        return ""
    match = _TWICE.search(_CODE.sub("", text)) if _TWICE.search(text) else None
    if match is None and "<" not in text:
        match = _ESCAPED_TAG.search(text)
    return match[0] if match is not None else ""


def unended(text: str) -> str:
    """Return the first tag or comment that begins and does not end, as far as it is legible; "" for none.

    Its ">" is missing, or the quotation mark behind the value of an attribute.
    """
    if "<" not in text:
        return ""
    shown = _COMMENT.sub(_open_comment, text) if "<!--" in text else text
    for match in _BEGUN.finditer(_TAG.sub("<>", _RAW.sub(r"\1\3", shown))):
        if match["comment"] or match["name"].lower() in ELEMENTS:
            return match[0]
    return ""


def _open_comment(match: re.Match[str]) -> str:
    """Return nothing for a whole comment, and for one without an end how it begins."""
    return "" if match[0].endswith("-->") and len(match[0]) > len("<!-->") else "<!--"


def trace(text: str) -> str:
    """Return the first end tag or entity of HTML in a text that is meant to be plain; "" for none."""
    if "<" in text:
        for match in _END_TAG.finditer(text):
            if match[1].lower() in ELEMENTS:
                return match[0]
    if "&" in text:
        for match in _ENTITY.finditer(text):
            name = match[1]
            if name[0] == "#" or name in name2codepoint or name == "apos":
                return match[0]
    return ""


def looks_like_markup(text: str) -> str:
    """Return the first place in plain text that may be taken for a tag or a reference: `<a`, `</`, `&#1`; else ""."""
    match = _AMBIGUOUS.search(text) if "<" in text or "&" in text else None
    return match[0] if match else ""
