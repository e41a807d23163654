"""What scripts and plug-ins would show: players become frames, the rest links, pictures and players of HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.content.attributes import names
from feedpub.content.tidy.tree import HtmlElement, escaped
from feedpub.text import patterns, players

if TYPE_CHECKING:
    from collections.abc import Callable

_FRAMES = {
    "lite-youtube": "https://www.youtube.com/embed/",
    "amp-youtube": "https://www.youtube.com/embed/",
    "youtube-video": "https://www.youtube.com/embed/",
    "lite-vimeo": "https://player.vimeo.com/video/",
    "amp-vimeo": "https://player.vimeo.com/video/",
    "amp-dailymotion": "https://www.dailymotion.com/embed/video/",
}
"""Elements that a script makes into players, and where these are."""
_ID = re.compile(r"[\w-]{2,40}")
_IDS = ("videoid", "video-id", "data-videoid", "data-video-id", "data-id", "data-embed", "data-youtube-id", "data-ytid")
_FACADES = names("youtube youtube-player youtube-embed youtube-video lazy-youtube lyt-video")
"""Classes of elements that a script makes into players of YouTube."""
_RENAMED = {"amp-img": "img", "amp-video": "video", "amp-audio": "audio", "amp-iframe": "iframe"}
_LINKED = {
    "fb-post": "data-href",
    "fb-video": "data-href",
    "instagram-media": "data-instgrm-permalink",
    "mastodon-embed": "data-embed-url",
    "tiktok-embed": "cite",
    "bluesky-embed": "data-bluesky-uri",
}
"""Classes of what a script replaces by a post of another site, and the attribute that has its address."""
CLASSES = _FACADES | frozenset(_LINKED)
TAGS = frozenset({*_FRAMES, *_RENAMED, "object", "embed", "param"})
SIGN = r"lite-|amp-|youtube-|object[\s>]|embed[\s>]"
_BLUESKY = re.compile(r"at://([\w:.-]+)/app\.bsky\.feed\.post/(\w+)")
_MEDIA = re.compile(
    r"[^?#]*\.(?:(mp4|webm|ogv|m4v|mov)|(mp3|ogg|oga|opus|m4a|wav|flac)|(png|jpe?g|gif|webp|avif|svg))\Z"
)
_KINDS = ("video", "audio", "img")

_SCRIPT = patterns.lazy(
    r"<script(?=[\s/])[^>]{0,300}?\ssrc\s*=\s*[\"']?(?:https?:)?//(?P<page>gist\.github\.com/[\w./-]+?|asciinema\.org/a/\w+"
    r"|(?:gist\.)?gitlab\.com/[\w./-]*snippets/\d+|jsfiddle\.net/(?:[\w-]+/)+?(?=embed))"
    r"(?:\.js|embed)(?P<rest>[^\s\"'>]*)[^>]*>.*?(?:</script\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
"""Scripts that write something of another site where they stand; others write nothing that a page knows."""
_FILE = re.compile(r"[?&]file=([^&#]+)")


def without_scripts(html: str) -> str:
    """Return `html` with links to what its scripts would show."""
    return _SCRIPT.sub(_linked, html)


def _linked(match: re.Match[str]) -> str:
    page = match["page"].rstrip("/")
    file = _FILE.search(match["rest"])
    label = f"{page} ({file[1]})" if file else page
    return f'<p><a href="https://{page}">{label}</a></p>'


def tidy(root: HtmlElement) -> None:
    """Replace elements that readers drop by what they show."""
    for each in list(root.elements()):
        if root not in each.ancestors():
            continue
        if each.name in _RENAMED:
            each.name = _RENAMED[each.name]
        elif each.name in _FRAMES:
            _frame(each, _FRAMES[each.name])
        elif each.classes & _FACADES and not each.words():
            _frame(each, _FRAMES["lite-youtube"])
        elif each.name in _OTHERS:
            _OTHERS[each.name](each)
        else:
            _link(each)


def _frame(each: HtmlElement, player: str) -> None:
    """Put the frame of a player in the place of what a script would make into one."""
    name = next((value for key in _IDS if (value := each.get(key))), "")
    if not _ID.fullmatch(name) or each.named("iframe", "img", "video"):
        if each.name in _FRAMES:
            each.unwrap()
        return
    title = each.get("playlabel").removeprefix("Play: ") or each.get("title") or each.get("data-title")
    frame = HtmlElement("iframe", {})
    frame.put("src", f"{player}{name}")
    if title:
        frame.put("title", title)
    each.replace(frame)


def _link(each: HtmlElement) -> None:
    """Add the link to a post of another site, of which only an attribute tells."""
    for name in each.classes & _LINKED.keys():
        address = each.get(_LINKED[name])
        if bluesky := _BLUESKY.match(address):
            address = f"https://bsky.app/profile/{bluesky[1]}/post/{bluesky[2]}"
        address = address.partition("?")[0] if name == "instagram-media" else address.removesuffix("/embed")
        if address.startswith("http") and not any(link.get("href") for link in each.named("a", "iframe")):
            each.append(HtmlElement("p", None, _link_to(address, each.get("title"))))


def _link_to(address: str, label: str) -> HtmlElement:
    link = HtmlElement("a", {}, escaped(label or address.partition("://")[2] or address.rpartition("/")[2]))
    link.put("href", address)
    return link


def _object(each: HtmlElement) -> None:
    """Show what an `object` names; where it holds something for those who cannot, that stands for it."""
    inner = each.named("embed")
    params = [one.get("value") for one in each.named("param") if one.get("name").lower() in ("movie", "src", "url")]
    address = next(filter(None, [each.get("data"), *params, *(one.get("src") for one in inner)]), "")
    for one in [*each.named("param"), *inner]:
        one.remove()
    if each.words() or each.named("img", "iframe", "video", "audio", "math") or not address:
        each.unwrap()
    else:
        each.replace(_shown(address, each))


def _embed(each: HtmlElement) -> None:
    if address := each.get("src"):
        each.replace(_shown(address, each))
    else:
        each.remove()


def _shown(address: str, each: HtmlElement) -> HtmlElement:
    """Return what shows the file at the address, or a link to it."""
    kind = each.get("type").partition("/")[0]
    media = _MEDIA.match(address.lower())
    by_name = _KINDS[(media.lastindex or 1) - 1] if media else ""
    name = {"image": "img", "video": "video", "audio": "audio"}.get(kind, by_name)
    if name:
        shown = HtmlElement(name, {})
        shown.put("src", address)
        return shown
    player = (f"https:{address}" if address.startswith("//") else address).replace(
        "youtube.com/v/", "youtube.com/embed/"
    )
    if not players.is_player(player):
        return _link_to(address, each.get("title"))
    frame = HtmlElement("iframe", {})
    frame.put("src", player)
    return frame


_OTHERS: dict[str, Callable[[HtmlElement], None]] = {"object": _object, "embed": _embed}
