"""Which elements and attributes of a post's HTML its feeds carry, and what their URLs become."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from feedpub.text import patterns
from feedpub.text.urls import absolute


def names(text: str) -> frozenset[str]:
    """Return the names written in `text`, parted by white space."""
    return frozenset(text.split())


TAGS = names(
    """a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col
    colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i iframe
    img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike
    strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr x-noscript"""
)
_FORMULA = names(
    """math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
    msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"""
)
"""MathML Core and what of MathML 3 is still written; `semantics` and its notes would be read twice."""
TAGS |= _FORMULA
DROPPED_WITH_CONTENT = names("script style template svg select textarea button title noembed noframes datalist")
SCOPES = re.compile(r"<(?i:object|button|marquee|applet|template|form|svg|math|select)(?=[\s/>])")
"""Elements that go, and let an `a` stand in an `a`: what is left must be parsed again to be what it seems."""

LAZY_SRC = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc")
LAZY_SRCSET = ("data-srcset", "data-lazy-srcset", "data-original-set")
_PICTURE = {"src", "srcset", "sizes", "width", "height", *LAZY_SRC, *LAZY_SRCSET}
_CELL = {"colspan", "rowspan", "headers", "scope", "abbr", "align"}

_OF_FORMULAS = set(
    names(
        """accent accentunder align alttext bevelled close columnalign columnlines columnspacing columnspan depth
        display displaystyle fence form frame framespacing height largeop linethickness lspace mathsize mathvariant
        maxsize minsize movablelimits notation open rowalign rowlines rowspacing rowspan rspace scriptlevel separator
        separators stretchy symmetric voffset width"""
    )
)

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang", "type", "name"},
    "audio": {"src", "controls", "loop", "preload"},
    "blockquote": {"cite"},
    "col": {"span", "align"},
    "colgroup": {"span", "align"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"class"},
    "iframe": {"src", "width", "height", "allowfullscreen", *LAZY_SRC},
    "img": {"alt", *_PICTURE},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"type", "media", *_PICTURE},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime"},
    "tr": {"align"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": {"src", "poster", "controls", "loop", "muted", "playsinline", "preload", "width", "height"},
} | dict.fromkeys(_FORMULA, _OF_FORMULAS)
WITH_IDS = ATTRIBUTES | {"*": ATTRIBUTES["*"] | {"id"}}

_URLS = frozenset({"href", "src", "poster", "cite", *LAZY_SRC})
_SRCSETS = frozenset({"srcset", *LAZY_SRCSET})
_LINK_SCHEMES = names("http https mailto tel sms ftp geo magnet xmpp irc ircs news nntp sip webcal matrix")
SCHEMES = _LINK_SCHEMES | {"data"}
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp|svg\+xml)[;,]", re.IGNORECASE)
_SPACE = patterns.lazy(r"\s+")
_FRAGMENT = patterns.lazy(r"(?:href|HREF)\s*=\s*[\"']?([^\"'#\s>]*)#([^\"'\s>]+)")
_CANDIDATE = patterns.lazy(r"[\s,]*+(?:\Z|([^\s,](?:\S*[^\s,])?)(?:,+(?=\s|\Z)|\s*+([^,]*+)(?:,|\Z)))")


_ROOTED = patterns.lazy(r"(\s(?:href|src|poster)\s*=\s*[\"']?)/(?!/)")
_SRCSET = patterns.lazy(r"\ssrcset\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_CANDIDATE_ROOT = patterns.lazy(r"(?<=[\s\"',])/(?!/)")


def rooted(html: str, root: str) -> str:
    """Return HTML whose addresses that begin with a slash begin with `root`, the path of the site below its host."""
    if not root or "/" not in html:
        return html
    html = _SRCSET.sub(lambda srcset: _CANDIDATE_ROOT.sub(f"{root}/", srcset[0]), html)
    return _ROOTED.sub(
        lambda found: found[0] if html.startswith(f"{root}/", found.end(1)) else f"{found[1]}{root}/", html
    )


def fragment_targets(html: str, base: str) -> frozenset[str]:
    """Return the ids that a link of `html` leads to, when it is the page of `base`."""
    if "#" not in html:
        return frozenset()
    here = ("", base, _path_of(base))
    return frozenset(unquote(unescape(link[2])) for link in _FRAGMENT.finditer(html) if link[1] in here)


def _path_of(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]


_ATTRIBUTE = re.compile(r" ([^\"=>\s]+)=\"([^\"]*)\"")
VALUES = r"((?: [^\"=>\s]+=\"[^\"]*\")*)"
"""Pattern of the attributes of a tag as nh3 writes it, one group."""


def values_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag as nh3 writes it; the values stay escaped."""
    return dict(_ATTRIBUTE.findall(written))


def written(values: dict[str, str]) -> str:
    """Return attributes as nh3 writes them."""
    return "".join([f' {name}="{value}"' for name, value in values.items()])


class Attributes:
    """Decides on each attribute of the HTML of a post: set `base`, its URL, and `targets` before it is cleaned."""

    __slots__ = ("base", "targets")

    def __init__(self) -> None:
        self.base = ""
        self.targets: frozenset[str] = frozenset()

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        """Return the value to be published, None to drop the attribute."""
        if name in _URLS:
            in_link = name in ("href", "cite")
            if not in_link and not value.partition("#")[0].strip():
                return None  # it would be the page itself
            return self._url(value, in_link=in_link)
        if name in _SRCSETS:
            return self._srcset(value)
        if name in ("id", "name"):
            return value if value in self.targets else None
        if name == "class":
            return "separator" if tag == "div" and "separator" in value.split() else None
        return value

    def _url(self, value: str, *, in_link: bool) -> str | None:
        if value.lstrip()[:5].lower() == "data:":
            return None if in_link or not _DATA_IMAGE.match(value) else _SPACE.sub("", value)
        try:
            url = absolute(self.base, value)
        except ValueError:
            return None
        scheme = url.partition(":")[0].lower()
        if scheme in ("http", "https") or (in_link and scheme in _LINK_SCHEMES):
            return url
        return None

    def _srcset(self, value: str) -> str | None:
        kept = []
        for reference, size in split_srcset(value):
            url = self._url(reference, in_link=False)
            if url and url[:5] != "data:":
                kept.append(f"{url} {size}".rstrip())
        return ", ".join(kept) or None


def split_srcset(value: str) -> list[tuple[str, str]]:
    """Return URL and descriptor (`2x`, `640w` or nothing) of each candidate (HTML section 4.8.4.2.1)."""
    return [(match[1], (match[2] or "").strip()) for match in _CANDIDATE.finditer(value) if match[1]]
