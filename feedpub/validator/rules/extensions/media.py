"""Values of Media RSS 1.5.1: words from lists, hashes, ratings, restrictions, and what goes together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import presence, typed
from feedpub.validator.rule import Found, having, rule
from feedpub.validator.rules.extensions.addresses import problem as address_problem
from feedpub.validator.rules.extensions.tables import credit_roles
from feedpub.validator.types import TRUE_FALSE_ANY_CASE, one_of
from feedpub.validator.values import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_SPEC = "Media RSS 1.5.1"
_RATINGS = {
    "urn:simple": frozenset({"adult", "nonadult"}),
    "urn:mpaa": frozenset({"g", "m", "nc-17", "pg", "pg-13", "r", "x"}),
    "urn:v-chip": frozenset(
        {"14+", "18+", "c", "c8", "g", "pg", "tv-14", "tv-g", "tv-ma", "tv-pg", "tv-y", "tv-y7", "tv-y7-fv"},
    ),
}
_ICRA_CODE = r"(?:[nsvlocx]z [01]|(?:n[a-c]|s[a-f]|v[a-j]|l[a-c]|o[a-h]|c[ab]|x[a-e]) 1)"
_ICRA = patterns.lazy(rf"r \({_ICRA_CODE}(?: {_ICRA_CODE})*\)")
_HASHES = {"md5": 32, "sha-1": 40}
"""Algorithm -> hexadecimal digits of its result."""
_HEX = patterns.lazy(r"[0-9A-Fa-f]+")
_ALTERNATIVES = 2
_OF_A_GROUP = frozenset({"media:title", "media:description", "media:thumbnail", "media:player", "media:embed"})
"""What a group is described by: those of YouTube have a title, a description and a picture beside their one content."""
_PLAIN_OR_HTML = one_of(("plain", "html"), any_case=True)
_WORDS = {
    "media:content/@medium": one_of(("image", "audio", "video", "document", "executable"), any_case=True),
    "media:content/@expression": one_of(("sample", "full", "nonstop"), any_case=True),
    "media:content/@isDefault": TRUE_FALSE_ANY_CASE,
    "media:title/@type": _PLAIN_OR_HTML,
    "media:description/@type": _PLAIN_OR_HTML,
    "media:text/@type": _PLAIN_OR_HTML,
    "media:restriction/@relationship": one_of(("allow", "deny")),
    "media:restriction/@type": one_of(("country", "uri", "sharing")),
    "media:status/@state": one_of(("active", "blocked", "deleted")),
    "media:price/@type": one_of(("rent", "purchase", "package", "subscription")),
    "media:rights/@status": one_of(("userCreated", "official")),
    "media:adult": TRUE_FALSE_ANY_CASE,
}


word_unknown = rule(
    "media/word-unknown",
    Level.ERROR,
    spec=f"{_SPEC}, the attributes of each element",
    refs=(
        "InvalidMediaMedium",
        "InvalidMediaExpression",
        "InvalidMediaTextType",
        "InvalidMediaRestrictionRel",
        "InvalidMediaRestrictionType",
        "InvalidTrueFalse",
    ),
    harms=("miniflux",),
)(
    typed(_WORDS, 'The {slot} is "{value}", which Media RSS does not know.'),
    """A value of Media RSS is not one of the few words its specification allows.

    Readers take the default instead: a sample for the full recording, HTML for plain text.

    ```xml bad in=item
    <media:content url="https://example.com/1.mp4" medium="movie"/>
    ```
    ```xml good in=item
    <media:content url="https://example.com/1.mp4" medium="video"/>
    ```
    """,
)


@rule(
    "media/rating-invalid", Level.ERROR, on="media:rating", spec=f"{_SPEC}, media:rating", refs=("InvalidMediaRating",)
)
def rating_invalid(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A rating is not a value of its scheme (urn:simple where none is named).

    Programs that keep films from children cannot understand it, and may block or show everything.

    ```xml bad in=item
    <media:rating scheme="urn:mpaa">PG13</media:rating>
    ```
    ```xml good in=item
    <media:rating scheme="urn:mpaa">pg-13</media:rating>
    ```
    """
    scheme = element.get("scheme") or "urn:simple"
    value = element.text.strip().lower()
    known = _RATINGS.get(scheme)
    if (known is not None and value not in known) or (scheme == "urn:icra" and not _ICRA.fullmatch(value)):
        hint = f"Write one of {', '.join(sorted(known))}." if known else "Write labels such as r (cz 1 lz 1 nz 1)."
        written = element.text.strip()
        yield Found(text=f'The rating "{written}" is none of {scheme}.', found=written, hint=hint)


@rule(
    "media/restriction-invalid",
    Level.ERROR,
    on="media:restriction",
    spec=f"{_SPEC}, media:restriction",
    refs=("InvalidMediaRestriction", "InvalidCountryCode", "InvalidFullLink"),
)
def restriction_invalid(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A restriction names things that are no countries or addresses, or, without a type, is not `all` or `none`.

    Sites that honour restrictions show the recording to the wrong people, or to nobody.

    ```xml bad in=item
    <media:restriction relationship="allow" type="country">Austria</media:restriction>
    ```
    ```xml good in=item
    <media:restriction relationship="allow" type="country">at de</media:restriction>
    ```
    """
    kind, value = element.get("type"), element.text.strip()
    if not kind and value not in {"", "all", "none"}:
        text = f'The restriction "{value}" has no type.'
        yield Found(text=text, found=value, hint='Write all or none, or add type="country" or type="uri".')
    elif kind == "country":
        for code in value.split() or [""]:
            if not languages.is_region(code):
                text = f'"{code}" is no code of a country.'
                yield Found(text=text, found=code, hint="Write ISO 3166 codes with spaces between: at de us.")
    elif kind == "uri":
        for address in value.split() or [""]:
            wrong = address_problem(address)
            if wrong is not None:
                yield Found(text=f'"{address}" {wrong}.', found=address, hint="Write whole addresses.")


@rule("media/hash-invalid", Level.ERROR, on="media:hash", spec=f"{_SPEC}, media:hash", refs=("InvalidMediaHash",))
def hash_invalid(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A hash is of another algorithm than md5 or sha-1, or has not as many hexadecimal digits as its algorithm gives.

    Nobody can check a file against it.

    ```xml bad in=item
    <media:hash algo="sha-1">dfdec888b72151965a34b4b59031290a</media:hash>
    ```
    ```xml good in=item
    <media:hash algo="md5">dfdec888b72151965a34b4b59031290a</media:hash>
    ```
    """
    algorithm, value = element.get("algo") or "md5", element.text.strip()
    digits = _HASHES.get(algorithm)
    if digits is None:
        text = f'The algorithm "{algorithm}" is unknown to Media RSS.'
        yield Found(text=text, attribute="algo", found=algorithm, hint="Use md5 or sha-1.")
    elif len(value) != digits or not _HEX.fullmatch(value):
        text = f'"{value}" is no hash of {algorithm}.'
        yield Found(text=text, found=value, hint=f"Write its {digits} hexadecimal digits.")


@rule(
    "media/credit-role-unknown",
    Level.ERROR,
    on="media:credit",
    spec=f"{_SPEC}, media:credit; EBU role codes",
    refs=("InvalidCreditRole",),
)
def credit_role_unknown(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A role is none of the scheme named (the European Broadcasting Union's where none is), or has capitals.

    Programs group people by role; an unknown one stands alone, or is left out.

    ```xml bad in=item
    <media:credit role="Vocals">Ann</media:credit>
    ```
    ```xml good in=item
    <media:credit role="singer">Ann</media:credit>
    ```
    """
    role, scheme = element.get("role"), element.get("scheme") or "urn:ebu"
    if role is None:
        return
    known = credit_roles(scheme)
    if (known and role not in known) or role != role.lower():
        text = f'The role "{role}" is none of {scheme}.' if known else f'The role "{role}" has capitals.'
        hint = f"Write {role.lower()}." if role.lower() in known or not known else "Choose one from the scheme's list."
        yield Found(text=text, attribute="role", found=role, hint=hint)


@rule(
    "media/group-of-one",
    Level.ERROR,
    on="media:group",
    spec=f"{_SPEC}, media:group",
    refs=("MediaGroupWithoutAlternatives",),
)
def group_of_one(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A group holds fewer than two versions of a recording, and says nothing of them as a whole.

    A group is for versions of one thing to choose from, or for what is said of them together: a title, a description,
    a picture, a player. One without either hides the recording from programs that look into the item only, as
    rss-parser and all that read `media:content` by its place do.

    ```xml bad in=item
    <media:group><media:content url="https://example.com/1.mp3"/></media:group>
    ```
    ```xml good in=item
    <media:group><media:content url="https://example.com/1.mp3"/><media:content url="https://example.com/1.ogg"/></media:group>
    ```
    """
    is_described = any(child.name in _OF_A_GROUP for child in element.children)
    if not is_described and len(element.all("media:content")) < _ALTERNATIVES:
        text = f"{element.qname} has fewer than two versions of media:content."
        yield Found(text=text, hint="Put media:content directly into the item, or add another version.")


@rule(
    "media/content-without-address",
    Level.WARNING,
    on=("item", "atom:entry"),
    concerns=having("media:content", "media:group"),
    spec=f"{_SPEC}, media:content",
)
def content_without_address(item: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A recording has neither an address of its own nor a player.

    There is nothing that a reader could play.

    ```xml bad in=item
    <media:content type="audio/mpeg"/>
    ```
    ```xml good in=item
    <media:content type="audio/mpeg"/><media:player url="https://example.com/player"/>
    ```
    """
    for group in (item, *item.all("media:group")):
        for content in group.all("media:content"):
            around = (content, group, item)
            if "url" not in content.attributes and not any(one.child("media:player") is not None for one in around):
                text = f"{content.qname} has no url, and there is no media:player."
                yield Found(text=text, at=content, missing="url", hint='Add url="https://…".')


adult_obsolete = rule(
    "media/adult-obsolete", Level.WARNING, spec=f"{_SPEC}, media:rating", refs=("DeprecatedMediaAdult",)
)(
    presence(
        "media:adult",
        "{element.qname} is obsolete.",
        lambda _, adult: (
            f"Write <media:rating>{'adult' if adult.text.strip().lower() == 'true' else 'nonadult'}</media:rating>."
        ),
    ),
    """media:adult is obsolete since 2005.

    Programs of today look at media:rating only.

    ```xml bad in=item
    <media:adult>true</media:adult>
    ```
    ```xml good in=item
    <media:rating>adult</media:rating>
    ```
    """,
)
