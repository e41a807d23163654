"""What feedpub says to the visitors of a site, in each language that it knows: the one catalogue. Pure.

A language is added by one more `Phrases`; the tests see to it that none of them lacks anything.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the types of fields
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.model.records import Format, Taxonomy

if TYPE_CHECKING:
    from datetime import date


class Phrases(Struct, frozen=True, kw_only=True):
    """All that is said in one language."""

    language: str
    """Its BCP 47 tag."""
    name: str
    """What it calls itself."""
    feed: str
    """What the style sheet says of a feed that is open in a browser."""
    sitemap: str
    """The same of a sitemap."""
    title: str
    """Of the page of feeds; `{site}` is filled in."""
    what: str
    """What a feed is."""
    how: str
    """What to do with the addresses."""
    newest: str
    addresses: str
    """What a list of the addresses of a feed is called to those who cannot see it; `{feed}` is filled in."""
    headings: Mapping[Taxonomy, str]
    more: str
    """The heading of feeds that are of no term."""
    opml: str
    """What stands beside the link to the file with all feeds."""
    day: str
    """How a day is written: `{day}`, `{month}` (its name, or its number where it has none), `{year}`."""
    months: tuple[str, ...] = ()


def _headings(categories: str, tags: str, authors: str, languages: str, sections: str) -> Mapping[Taxonomy, str]:
    return {
        Taxonomy.CATEGORY: categories,
        Taxonomy.TAG: tags,
        Taxonomy.AUTHOR: authors,
        Taxonomy.LANGUAGE: languages,
        Taxonomy.SECTION: sections,
    }


_ENGLISH: Final = Phrases(
    language="en",
    name="English",
    feed="This is a feed: it brings new posts of this site to you. To subscribe, copy the address of this page into "
    "a feed reader.",
    sitemap="This is a sitemap: it tells search engines which pages this site has.",
    title="Feeds of {site}",
    what="A feed brings the new posts of this site to you. You need no account here and give no e-mail address, and "
    "you can leave at any time. You read feeds with a feed reader: an app or a website that asks for new posts on its "
    "own. There are many, for every phone and computer, and many are free.",
    how="To subscribe, copy an address from this page into your feed reader. RSS, Atom and JSON Feed hold the same "
    "posts; take RSS if your reader does not say which it wants.",
    newest="Newest posts",
    addresses="Addresses of the feed “{feed}”",
    headings=_headings("Categories", "Tags", "Authors", "Languages", "Sections"),
    more="More feeds",
    opml="All feeds in one file, which feed readers can import:",
    day="{day} {month} {year}",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)
_KOREAN: Final = Phrases(
    language="ko",
    name="한국어",
    feed="이 페이지는 피드입니다. 이 사이트의 새 글을 받아 보려면 이 페이지의 주소를 피드 리더에 복사해 넣으세요.",
    sitemap="이 페이지는 사이트맵입니다. 이 사이트에 어떤 페이지가 있는지 검색 엔진에 알려 줍니다.",
    title="{site} 피드",
    what="피드를 구독하면 이 사이트의 새 글을 바로 받아 볼 수 있습니다. 가입하거나 이메일 주소를 남길 필요가 없고, "
    "언제든지 그만둘 수 있습니다. 피드는 피드 리더로 읽습니다. 피드 리더는 새 글이 있는지 스스로 확인해 주는 앱이나 "
    "웹사이트로, 휴대전화와 컴퓨터에서 쓸 수 있는 것이 여럿 있고 무료인 것도 많습니다.",
    how="구독하려면 이 페이지에 있는 주소를 피드 리더에 복사해 넣으세요. RSS, Atom, JSON Feed에는 같은 글이 들어 "
    "있습니다. 어느 것을 골라야 할지 모르겠다면 RSS를 쓰세요.",
    newest="최근 글",
    addresses="‘{feed}’ 피드 주소",
    headings=_headings("카테고리", "태그", "글쓴이", "언어", "섹션"),
    more="다른 피드",
    opml="모든 피드를 담은 파일입니다. 피드 리더에서 가져올 수 있습니다:",
    day="{year}년 {month}월 {day}일",
)
_JAPANESE: Final = Phrases(
    language="ja",
    name="日本語",
    feed="これはフィードです。このサイトの新しい記事を受け取るには、このページのアドレスを"
    "フィードリーダーに登録してください。",
    sitemap="これはサイトマップです。このサイトにどのようなページがあるかを検索エンジンに伝えます。",
    title="{site} のフィード",
    what="フィードを購読すると、このサイトの新しい記事が手元に届きます。会員登録もメールアドレスも必要なく、いつでもやめられます。"
    "フィードを読むには、新しい記事を自動で確認してくれるアプリやウェブサイト「フィードリーダー」を使います。"
    "スマートフォン用もパソコン用も数多くあり、無料のものもあります。",
    how="購読するには、このページのアドレスをフィードリーダーに登録してください。RSS、Atom、JSON Feed の内容は"
    "同じです。どれを選べばよいか分からないときは RSS を使ってください。",
    newest="新着記事",
    addresses="フィード「{feed}」のアドレス",
    headings=_headings("カテゴリー", "タグ", "著者", "言語", "セクション"),
    more="その他のフィード",
    opml="すべてのフィードをまとめたファイルです。フィードリーダーに読み込めます：",
    day="{year}年{month}月{day}日",
)
_GERMAN: Final = Phrases(
    language="de",
    name="Deutsch",
    feed="Dies ist ein Feed: Er bringt neue Beiträge dieser Website zu Ihnen. Kopieren Sie zum Abonnieren die Adresse "
    "dieser Seite in einen Feedreader.",
    sitemap="Dies ist eine Sitemap: Sie sagt Suchmaschinen, welche Seiten diese Website hat.",
    title="Feeds von {site}",
    what="Ein Feed bringt neue Beiträge dieser Website zu Ihnen, ohne Konto und ohne E-Mail-Adresse, und Sie können "
    "jederzeit damit aufhören. Feeds liest man mit einem Feedreader: einer App oder Website, die von selbst nach neuen "
    "Beiträgen sieht. Es gibt viele davon, für jedes Telefon und jeden Computer, auch kostenlose.",
    how="Kopieren Sie zum Abonnieren eine Adresse von dieser Seite in Ihren Feedreader. RSS, Atom und JSON Feed "
    "enthalten dieselben Beiträge; nehmen Sie RSS, wenn Ihr Feedreader nicht sagt, was er möchte.",
    newest="Neueste Beiträge",
    addresses="Adressen des Feeds „{feed}“",
    headings=_headings("Kategorien", "Schlagwörter", "Autoren", "Sprachen", "Bereiche"),
    more="Weitere Feeds",
    opml="Alle Feeds in einer Datei, die Feedreader importieren können:",
    day="{day}. {month} {year}",
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
)
_FRENCH: Final = Phrases(
    language="fr",
    name="Français",
    feed="Ceci est un flux : il vous apporte les nouveaux articles de ce site. Pour vous abonner, copiez l’adresse de "
    "cette page dans un lecteur de flux.",
    sitemap="Ceci est un plan de site : il indique aux moteurs de recherche les pages de ce site.",
    title="Flux de {site}",
    what="Un flux vous apporte les nouveaux articles de ce site, sans compte ni adresse e-mail, et vous pouvez arrêter "
    "à tout moment. On lit les flux avec un lecteur de flux : une application ou un site qui cherche de lui-même les "
    "nouveaux articles. Il en existe beaucoup, pour tous les téléphones et ordinateurs, dont des gratuits.",
    how="Pour vous abonner, copiez une adresse de cette page dans votre lecteur de flux. RSS, Atom et JSON Feed "
    "contiennent les mêmes articles ; prenez RSS si votre lecteur ne précise rien.",
    newest="Derniers articles",
    addresses="Adresses du flux « {feed} »",
    headings=_headings("Catégories", "Étiquettes", "Auteurs", "Langues", "Sections"),
    more="Autres flux",
    opml="Tous les flux dans un fichier que les lecteurs de flux peuvent importer :",
    day="{day} {month} {year}",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
)
_SPANISH: Final = Phrases(
    language="es",
    name="Español",
    feed="Esto es un canal: le trae las entradas nuevas de este sitio. Para suscribirse, copie la dirección de esta "
    "página en un lector de canales.",
    sitemap="Esto es un mapa del sitio: indica a los buscadores qué páginas tiene este sitio.",
    title="Canales de {site}",
    what="Un canal le trae las entradas nuevas de este sitio, sin cuenta y sin dirección de correo, y puede dejarlo "
    "cuando quiera. Los canales se leen con un lector de canales: una aplicación o un sitio que busca por sí mismo las "
    "entradas nuevas. Hay muchos, para todos los teléfonos y ordenadores, también gratuitos.",
    how="Para suscribirse, copie una dirección de esta página en su lector de canales. RSS, Atom y JSON Feed contienen "
    "las mismas entradas; elija RSS si su lector no dice cuál quiere.",
    newest="Últimas entradas",
    addresses="Direcciones del canal «{feed}»",
    headings=_headings("Categorías", "Etiquetas", "Autores", "Idiomas", "Secciones"),
    more="Más canales",
    opml="Todos los canales en un archivo que los lectores de canales pueden importar:",
    day="{day} de {month} de {year}",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
)
_CHINESE: Final = Phrases(
    language="zh",
    name="中文",
    feed="这是一个订阅源。要接收本站的新文章，请将本页地址复制到订阅阅读器中。",
    sitemap="这是一个站点地图，用于告诉搜索引擎本站有哪些页面。",
    title="{site} 的订阅源",
    what="订阅源会把本站的新文章送到您手边，无需注册，也无需留下电子邮件地址，并且随时可以停止。"
    "阅读订阅源需要订阅阅读器，即会自动检查新文章的应用或网站。手机和电脑上都有许多可选，其中不少是免费的。",
    how="要订阅，请将本页上的一个地址复制到您的订阅阅读器中。RSS、Atom 和 JSON Feed 的内容相同；"
    "不知道选哪个时，请选 RSS。",
    newest="最新文章",
    addresses="订阅源“{feed}”的地址",
    headings=_headings("分类", "标签", "作者", "语言", "栏目"),
    more="其他订阅源",
    opml="包含全部订阅源的文件，可导入订阅阅读器：",
    day="{year}年{month}月{day}日",
)
CATALOGUE: Final[Mapping[str, Phrases]] = {
    each.language: each for each in (_ENGLISH, _KOREAN, _JAPANESE, _GERMAN, _FRENCH, _SPANISH, _CHINESE)
}
"""By the first part of a language tag."""


_FORMATS: Final = {Format.RSS: "RSS", Format.ATOM: "Atom", Format.JSON: "JSON Feed"}


def format_name(form: Format) -> str:
    """Return what people call a format, in every language; one that is new by the name it has in options."""
    return _FORMATS.get(form, str(form.value))


def phrases_in(language: str) -> Phrases:
    """Return what is said in a language, a BCP 47 tag; in English where that is none of those known here."""
    return CATALOGUE.get(language.lower().partition("-")[0], _ENGLISH)


def written_day(day: date, phrases: Phrases) -> str:
    """Return a day as people write it in that language."""
    month = phrases.months[day.month - 1] if phrases.months else str(day.month)
    return phrases.day.format(day=day.day, month=month, year=day.year)
