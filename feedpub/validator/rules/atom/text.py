"""Text constructs of Atom (RFC 4287 section 3.1): what `type` promises and what the element holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import slots, typed
from feedpub.validator.rule import FEEDS, Found, rule
from feedpub.validator.types import NOT_BLANK, PLAIN_TEXT, one_of, that
from feedpub.validator.values import media_types, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_TEXTS = ("atom:title", "atom:subtitle", "atom:summary", "atom:rights")
_WITH_CONTENT = (*_TEXTS, "atom:content")
_LABELS = ("atom:name", "atom:generator")
_MARKUP = that(lambda value: not value or "<" in value or "&" in value, "has no markup")


def _type_meant(declared: str, _element: Element) -> str:
    lowered = declared.lower()
    meant = "xhtml" if "xhtml" in lowered else "html" if "html" in lowered else "text"
    return f'Write type="{meant}".' if meant != "text" else 'Leave the attribute out, or write type="text".'


def type_of(element: Element) -> str:
    """Return the type of a text construct or content; `text` when it says none and holds its content itself."""
    declared = element.get("type")
    if declared is None:
        return "" if "src" in element.attributes else "text"
    return declared


text_type_invalid = rule(
    "atom/text-type-invalid",
    Level.ERROR,
    spec="RFC 4287 section 3.1.1",
    refs=("InvalidTextType", "InvalidMIMEType", "AttrNotBlank"),
    kinds=FEEDS,
    harms=("Ruby's rss",),
)(
    typed(
        slots(one_of(("text", "html", "xhtml")), *(f"{name}/@type" for name in _TEXTS)),
        'The type "{value}" of <{element.qname}> is none of text, html and xhtml.',
        _type_meant,
    ),
    """The type of a title, subtitle, summary or rights is none of text, html and xhtml.

    Readers that do not know the type show nothing, or show tags as letters; media types belong on content only.

    ```xml bad in=entry
    <title type="text/html">One</title>
    ```
    ```xml good in=entry
    <title type="html">One</title>
    ```
    """,
)


@rule(
    "atom/xhtml-without-div",
    Level.ERROR,
    on=_WITH_CONTENT,
    spec="RFC 4287 sections 3.1.1.3 and 4.1.3.3",
    refs=("MissingXhtmlDiv",),
    kinds=FEEDS,
    harms=("Ruby's rss",),
)
def xhtml_without_div(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Something of type xhtml does not consist of exactly one div of the XHTML namespace.

    Readers take what is inside of that div; without it they show nothing, or refuse the entry.

    ```xml bad in=entry
    <summary type="xhtml">Some <b xmlns="http://www.w3.org/1999/xhtml">bold</b> words</summary>
    ```
    ```xml good in=entry
    <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Some <b>bold</b> words</div></summary>
    ```
    """
    if type_of(element) != "xhtml" or "src" in element.attributes:
        return
    children = element.children
    stray = element.text.strip()
    if len(children) != 1 or children[0].name != "xhtml:div" or stray:
        held = "text outside of it" if stray else f"<{children[0].qname}>" if children else "nothing"
        yield Found(
            text=f"<{element.qname}> of type xhtml must hold one xhtml:div alone and holds {held}.",
            missing="div" if not children else "",
            at=None if not children else element,
            hint='Wrap all of it into <div xmlns="http://www.w3.org/1999/xhtml">…</div>.',
        )


@rule(
    "atom/markup-not-escaped",
    Level.ERROR,
    on=_WITH_CONTENT,
    spec="RFC 4287 sections 3.1.1.1, 3.1.1.2 and 4.1.3.3",
    refs=("UndefinedElement", "NotEscaped"),
    kinds=FEEDS,
    harms=("ROME", "miniflux"),
)
def markup_not_escaped(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Elements stand in something whose type says that it is text, or markup written as text.

    Readers drop the elements or all of the text; in type html every < has to be written as &lt;.

    ```xml bad in=entry
    <content type="html"><p>Words</p></content>
    ```
    ```xml good in=entry
    <content type="html">&lt;p&gt;Words&lt;/p&gt;</content>
    ```
    """
    declared = type_of(element)
    children = element.children
    if children and declared != "xhtml" and not media_types.is_xml(declared):
        name = children[0].qname
        yield Found(
            text=f'<{name}> stands in a {element.local} of type "{declared}", which may hold characters only.',
            found=name,
            hint="Write the markup as text (&lt;p&gt;), or use type xhtml with a div of that namespace.",
        )


element_blank = rule(
    "atom/element-blank", Level.WARNING, spec="RFC 4287 section 4.1.1.1", refs=("NotBlank",), kinds=FEEDS
)(
    typed(
        slots(NOT_BLANK, *_WITH_CONTENT, *_LABELS, "atom:uri", "atom:icon", "atom:logo"),
        "The {element.local} is empty.",
        "Fill <{element.qname}>, or remove it where it may be missing.",
        found="",
        when=lambda element: "src" not in element.attributes and not element.children,
    ),
    """An element is there and says nothing.

    Readers show an empty line, or a name of their own making, where the text belongs.

    ```xml bad in=entry
    <title/>
    ```
    ```xml good in=entry
    <title>One</title>
    ```
    """,
)

html_in_plain_text = rule(
    "atom/html-in-plain-text",
    Level.WARNING,
    spec="RFC 4287 section 3.1.1.1",
    refs=("ContainsUndeclaredHTML", "ContainsHTML"),
    kinds=FEEDS,
)(
    typed(
        slots(PLAIN_TEXT, *_WITH_CONTENT),
        'The {element.local} is plain text and holds "{problem}", which looks like HTML.',
        'Add type="html", or take the markup out.',
        found="{problem}",
        when=lambda element: type_of(element) in {"text", "text/plain"} and not element.children,
    ),
    """Something of type text, which is the default, holds HTML.

    Readers show tags and character references of plain text as they stand, letter by letter.

    ```xml bad in=entry
    <title>Bits &amp;amp; &lt;b&gt;bobs&lt;/b&gt;</title>
    ```
    ```xml good in=entry
    <title type="html">Bits &amp;amp; &lt;b&gt;bobs&lt;/b&gt;</title>
    ```
    """,
)


@rule(
    "atom/escaped-markup-in-xhtml",
    Level.WARNING,
    on=_WITH_CONTENT,
    spec="RFC 4287 section 3.1.1.3",
    refs=("NotInline",),
    kinds=FEEDS,
)
def escaped_markup_in_xhtml(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Something of type xhtml holds its markup as text, not as elements.

    Readers show the tags as letters.

    ```xml bad in=entry
    <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">&lt;p&gt;Words&lt;/p&gt;</div></summary>
    ```
    ```xml good in=entry
    <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></div></summary>
    ```
    """
    if type_of(element) != "xhtml":
        return
    inner = element.child("xhtml:div")
    holder = inner if inner is not None else element
    sign = plain.html_sign(holder.text) if not holder.children else ""
    if sign:
        yield Found(
            text=f'The {element.local} of type xhtml holds "{sign}" as text.',
            found=sign,
            hint="Write the markup as elements within the div, or use the type for escaped markup.",
        )


html_without_markup = rule("atom/html-without-markup", Level.INFO, spec="RFC 4287 section 3.1.1", kinds=FEEDS)(
    typed(
        slots(_MARKUP, *_WITH_CONTENT),
        "The {element.local} is of type html and is plain text.",
        "Leave the type out.",
        when=lambda element: element.get("type") == "html" and "src" not in element.attributes and not element.children,
    ),
    """Something of type html has no markup and no character reference.

    Nothing is wrong; as plain text it would be read alike everywhere.

    ```xml bad in=entry
    <title type="html">One</title>
    ```
    ```xml good in=entry
    <title>One</title>
    ```
    """,
)

html_in_label = rule(
    "atom/html-in-label",
    Level.WARNING,
    spec="RFC 4287 sections 3.2.1, 4.2.2.3 and 4.2.4",
    refs=("ContainsHTML",),
    kinds=FEEDS,
)(
    typed(
        slots(PLAIN_TEXT, *_LABELS, "atom:category/@label"),
        'The {part} holds "{problem}", which looks like HTML.',
        "Write plain text, with the characters themselves.",
        found="{problem}",
    ),
    """The name of a person or program, or the label of a category, holds HTML.

    These are plain text in Atom and have no type; readers show the tags as letters.

    ```xml bad in=entry
    <author><name>&lt;b&gt;Ann&lt;/b&gt;</name></author>
    ```
    ```xml good in=entry
    <author><name>Ann</name></author>
    ```
    """,
)
