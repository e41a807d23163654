"""Rules of video sitemaps (http://www.google.com/schemas/sitemap-video/1.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import hosts, patterns
from feedpub.validator.rows import most, slots, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.sitemap.extension import missing
from feedpub.validator.types import DIGITS, YES_NO_ANY_CASE, Moment, Type, that, whole
from feedpub.validator.values import dates, languages, uris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_SPEC = "Google Search Central, video sitemaps"
_MOST_TAGS = 32
_LENGTHS = {"video:description": 2048, "video:uploader": 255, "video:title": 2048}
_DECIMAL = patterns.lazy(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_DURATION = whole(
    1,
    28_800,
    "is not a whole number of seconds from 1 to 28,800 (8 hours)",
    "Write the seconds: 600 for ten minutes.",
)
_RATING = that(
    lambda value: _DECIMAL.fullmatch(value) and float(value) <= 5,  # noqa: PLR2004 - said in the words beside it
    "is not a number from 0.0 to 5.0",
    "Write a number such as 4.2.",
)
_NOT_EXPIRED = Moment(
    hint="Take the video out, or the date.",
    reading=dates.w3cdtf,
    judged=lambda reading, now: "has expired" if reading.moment is not None and reading.moment < now else "",
)


def _all(known: Callable[[str], bool], what: str, hint: str) -> Type:
    """Return the type of lists of such names; `{problem}` is about the first that is none."""
    return Type(lambda value: next((f'"{name}" is no {what}' for name in value.split() if not known(name)), None), hint)


_COUNTRIES = _all(
    languages.is_region, "code of a country (ISO 3166)", "Write the codes with spaces between them: IE GB US."
)
_PLATFORMS = _all(
    frozenset({"web", "mobile", "tv"}).__contains__, "platform (web, mobile, tv)", "Write web, mobile or tv."
)


@rule("sitemap/video-incomplete", Level.ERROR, on="video:video", spec=_SPEC)
def video_incomplete(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A video lacks its thumbnail, title, description or address.

    All of them are required (of content_loc and player_loc one); Google passes over the video.

    ```xml bad in=video:video
    <video:title>Steaks</video:title><video:description>How to grill them</video:description>
    <video:content_loc>https://example.com/1.mp4</video:content_loc>
    ```
    ```xml good in=video:video
    <video:thumbnail_loc>https://example.com/1.jpg</video:thumbnail_loc>
    <video:title>Steaks</video:title><video:description>How to grill them</video:description>
    <video:content_loc>https://example.com/1.mp4</video:content_loc>
    ```
    """
    yield from missing(element, ("video:thumbnail_loc", "video:title", "video:description"))
    addresses = [element.child("video:content_loc"), element.child("video:player_loc")]
    if not any(one is not None and one.text.strip() for one in addresses):
        yield Found(
            text=f"<{element.qname}> has neither <video:content_loc> nor <video:player_loc>.",
            missing="video:content_loc",
            hint="Add <video:content_loc> with the address of the video file, or <video:player_loc>.",
        )


@rule("sitemap/video-content-loc-is-loc", Level.WARNING, on=("video:content_loc", "video:player_loc"), spec=_SPEC)
def video_content_loc_is_loc(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The address of a video (content_loc or player_loc) is that of its page.

    Google wants the file or the player itself and passes over the video.

    ```xml bad in=url
    <loc>https://example.com/v/1</loc><video:video><video:content_loc>https://example.com/v/1</video:content_loc></video:video>
    ```
    ```xml good in=url
    <loc>https://example.com/v/1</loc><video:video><video:content_loc>https://example.com/1.mp4</video:content_loc></video:video>
    ```
    """
    page = element.parent.parent if element.parent is not None else None
    loc = page.child("sm:loc") if page is not None else None
    address = element.text.strip()
    if loc is not None and address and uris.same_resource(loc.text.strip(), address):
        yield Found(
            text=f'<{element.qname}> is "{address}", the address of the page itself.',
            hint="Write the address of the video file into content_loc, of the player into player_loc.",
            found=address,
        )


video_bad_duration = rule("sitemap/video-bad-duration", Level.ERROR, spec=_SPEC)(
    typed({"video:duration": _DURATION}, 'The duration "{value}" {problem}.'),
    """The duration of a video is not a number of seconds from 1 to 28,800.

    Google passes over the value or the video.

    ```xml bad in=video:video
    <video:duration>10:00</video:duration>
    ```
    ```xml good in=video:video
    <video:duration>600</video:duration>
    ```
    """,
)

video_bad_rating = rule("sitemap/video-bad-rating", Level.ERROR, spec=_SPEC)(
    typed({"video:rating": _RATING}, 'The rating "{value}" {problem}.'),
    """The rating of a video is not a number from 0.0 to 5.0.

    Google passes over the value or the video.

    ```xml bad in=video:video
    <video:rating>9.5</video:rating>
    ```
    ```xml good in=video:video
    <video:rating>4.2</video:rating>
    ```
    """,
)

video_bad_view_count = rule("sitemap/video-bad-view-count", Level.ERROR, spec=_SPEC)(
    typed({"video:view_count": DIGITS}, 'The view count "{value}" {problem}.', "Write digits only: 12345."),
    """The number of views of a video is not a whole number.

    Google passes over the value.

    ```xml bad in=video:video
    <video:view_count>12k</video:view_count>
    ```
    ```xml good in=video:video
    <video:view_count>12345</video:view_count>
    ```
    """,
)


@rule("sitemap/video-value-too-long", Level.WARNING, on=tuple(_LENGTHS), spec=_SPEC)
def video_value_too_long(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A text about a video is longer than allowed.

    Google cuts it off or passes over the video.

    ```repeated bad in=video:video
    2100 times, between <video:description> and </video:description>
    a
    ```
    ```xml good in=video:video
    <video:description>How to grill steaks</video:description>
    ```
    """
    length, limit = len(element.text.strip()), _LENGTHS[element.name]
    if length > limit:
        yield Found(
            text=f"<{element.qname}> has {length:,} characters, more than the limit of {limit:,}.",
            hint="Shorten it.",
            found=str(length),
        )


video_not_yes_or_no = rule("sitemap/video-not-yes-or-no", Level.WARNING, spec=_SPEC)(
    typed(
        slots(YES_NO_ANY_CASE, "video:family_friendly video:requires_subscription video:live"),
        '<{element.qname}> is "{value}", not yes or no.',
        'Write "yes" or "no".',
    ),
    """A value that is yes or no is something else.

    Google passes over it.

    ```xml bad in=video:video
    <video:live>true</video:live>
    ```
    ```xml good in=video:video
    <video:live>no</video:live>
    ```
    """,
)


@rule("sitemap/video-bad-relationship", Level.ERROR, on=("video:restriction", "video:platform"), spec=_SPEC)
def video_bad_relationship(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A restriction of a video does not say whether it allows or denies.

    Without relationship="allow" or "deny" Google cannot tell where the video may be shown.

    ```xml bad in=video:video
    <video:restriction>IE GB</video:restriction>
    ```
    ```xml good in=video:video
    <video:restriction relationship="allow">IE GB</video:restriction>
    ```
    """
    value = element.get("relationship")
    if value is None:
        yield Found(
            text=f"<{element.qname}> has no relationship.",
            missing="relationship",
            hint='Write relationship="allow" or relationship="deny".',
        )
    elif value not in {"allow", "deny"}:
        yield Found(
            text=f'The relationship "{value}" is neither "allow" nor "deny".',
            attribute="relationship",
            hint='Write relationship="allow" or relationship="deny".',
            found=value,
        )


video_bad_restriction = rule("sitemap/video-bad-restriction", Level.WARNING, spec=_SPEC)(
    typed({"video:restriction": _COUNTRIES, "video:platform": _PLATFORMS}, "{problem}."),
    """A restriction of a video names something that is no country, or no platform.

    Google passes over the name, or the restriction.

    ```xml bad in=video:video
    <video:restriction relationship="allow">UK, Ireland</video:restriction>
    ```
    ```xml bad in=video:video
    <video:platform relationship="allow">web desktop</video:platform>
    ```
    ```xml good in=video:video
    <video:restriction relationship="allow">GB IE</video:restriction>
    ```
    """,
)

video_expired = rule("sitemap/video-expired", Level.WARNING, spec=_SPEC, needs_now=True)(
    typed({"video:expiration_date": _NOT_EXPIRED}, 'The video expired on "{value}".'),
    """The video's last day has passed.

    Google does not show it any more.

    ```xml bad in=video:video
    <video:expiration_date>2020-11-05</video:expiration_date>
    ```
    ```xml good in=video:video
    <video:expiration_date>2091-11-05</video:expiration_date>
    ```
    """,
)

video_too_many_tags = rule("sitemap/video-too-many-tags", Level.WARNING, spec=_SPEC)(
    most(
        {"video:video": ("video:tag", _MOST_TAGS)},
        "The video has {count} tags, more than the limit of {most}.",
        "Keep the tags that matter.",
        found="{count}",
    ),
    """A video has more than 32 tags.

    Google passes over the others.

    ```repeated bad in=video:video
    33 times
    <video:tag>steak</video:tag>
    ```
    ```xml good in=video:video
    <video:tag>steak</video:tag>
    ```
    """,
)


@rule("sitemap/video-uploader-elsewhere", Level.WARNING, on="video:uploader", spec=_SPEC)
def video_uploader_elsewhere(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The page about the uploader of a video is no full address, or on another host than the video's page.

    Google takes a page of the same site only.

    ```xml bad in=url
    <loc>https://example.com/1</loc>
    <video:video><video:uploader info="https://example.org/ann">Ann</video:uploader></video:video>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc>
    <video:video><video:uploader info="https://example.com/ann">Ann</video:uploader></video:video>
    ```
    """
    info = (element.get("info") or "").strip()
    page = element.parent.parent if element.parent is not None else None
    loc = page.child("sm:loc") if page is not None else None
    home = hosts.host_of(loc.text.strip()).lower() if loc is not None else ""
    problem = uris.absolute_problem(info) if info else None
    if info and problem is None and home and hosts.host_of(info).lower() != home:
        problem = f'is not on the host of the page, "{home}"'
    if problem:
        yield Found(
            text=f'The address of the uploader "{info}" {problem}.',
            attribute="info",
            hint="Write the full address of a page of the same site, or leave info out.",
            found=info,
        )
