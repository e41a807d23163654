"""What is published beside feeds and sitemaps: robots.txt, and the style sheet that a browser shows a feed with."""

from __future__ import annotations

import pkgutil
import re
from typing import TYPE_CHECKING, Final

from feedpub.generate import blocks
from feedpub.model.records import Document, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


_OURS = r"Sitemap:[^\n]*+"
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*([^\s#]+)", re.MULTILINE | re.IGNORECASE)


def robots(existing: str, sitemap_urls: Iterable[str]) -> Document:
    """Return robots.txt with a `Sitemap` line for each URL that no line outside of our block names already.

    `existing` is the file that is there, or empty. Given its own result again it changes nothing.
    """
    before, after = blocks.parted(existing, _OURS)
    named = set(_SITEMAP.findall(before + "\n" + after))
    ours = [f"Sitemap: {url}" for url in sitemap_urls if url not in named]
    return Document(path="robots.txt", kind=Kind.UNKNOWN, data=blocks.joined(before, ours, after))


def key_file(key: str) -> Document:
    """Return the file by which search engines see that the key for IndexNow is the site's own (indexnow.org)."""
    return Document(path=f"{key}.txt", kind=Kind.UNKNOWN, data=key.encode("ascii"))


_OF_FEEDS: Final = {
    "en": "This is a feed: it brings new posts of this site to you. To subscribe, copy the address of this page into "
    "a feed reader.",
    "ko": "이 페이지는 피드입니다. 이 사이트의 새 글을 받아 보려면 이 페이지의 주소를 피드 리더에 복사해 넣으세요.",
    "ja": "これはフィードです。このサイトの新しい記事を受け取るには、このページのアドレスを"
    "フィードリーダーに登録してください。",
    "zh": "这是一个订阅源。要接收本站的新文章，请将本页地址复制到订阅阅读器中。",
    "de": "Dies ist ein Feed: Er bringt neue Beiträge dieser Website zu Ihnen. Kopieren Sie zum Abonnieren die Adresse "
    "dieser Seite in einen Feedreader.",
    "fr": "Ceci est un flux : il vous apporte les nouveaux articles de ce site. Pour vous abonner, copiez l’adresse de "
    "cette page dans un lecteur de flux.",
    "es": "Esto es un canal: le trae las entradas nuevas de este sitio. Para suscribirse, copie la dirección de esta "
    "página en un lector de canales.",
}
"""What the page of a feed says of itself, by language."""
_OF_SITEMAPS: Final = {
    "en": "This is a sitemap: it tells search engines which pages this site has.",
    "ko": "이 페이지는 사이트맵입니다. 이 사이트에 어떤 페이지가 있는지 검색 엔진에 알려 줍니다.",
    "ja": "これはサイトマップです。このサイトにどのようなページがあるかを検索エンジンに伝えます。",
    "zh": "这是一个站点地图，用于告诉搜索引擎本站有哪些页面。",
    "de": "Dies ist eine Sitemap: Sie sagt Suchmaschinen, welche Seiten diese Website hat.",
    "fr": "Ceci est un plan de site : il indique aux moteurs de recherche les pages de ce site.",
    "es": "Esto es un mapa del sitio: indica a los buscadores qué páginas tiene este sitio.",
}
_OF_KOREAN: Final = """
rss {
  word-break: keep-all;
}
"""


def stylesheet(path: str, language: str = "") -> Document:
    """Return the style sheet that comes with feedpub as the document at `path`.

    `language` is that of the site, a BCP 47 tag: what the page says of itself is written in it, where that is one of
    those known here. In RSS, whose items carry no `xml:lang`, it tells where lines may be broken, too.
    """
    # Not importlib.resources, which loads tempfile, zipfile and more.
    data = pkgutil.get_data(__package__, "feed.css")
    assert data is not None, "installed with the package"  # noqa: S101 - for the type checker
    css, tongue = data.decode(), language.lower().partition("-")[0]
    for said in (_OF_FEEDS, _OF_SITEMAPS):
        css = css.replace(said["en"], said.get(tongue, said["en"]))
    return Document(path=path, kind=Kind.UNKNOWN, data=(css + (_OF_KOREAN if tongue == "ko" else "")).encode())
