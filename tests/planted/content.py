"""What the planted documents are about: articles of sites in several languages, the same in every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from random import Random

EDITIONS = 3
"""How many documents of each look there are."""
_NEWEST = datetime(2026, 11, 18, 7, 42, 10, tzinfo=UTC)
"""Two days before the day on which the tests are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A post, an episode or a page."""

    number: int
    title: str
    slug: str
    author: str
    tags: tuple[str, ...]
    paragraphs: tuple[str, ...]
    published: datetime
    seconds: int
    size: int

    @property
    def summary(self) -> str:
        return self.paragraphs[0]

    def html(self, site: Site) -> str:
        """Return the text as a blog would have it: paragraphs, a link, a picture, a list."""
        first, *others = self.paragraphs
        picture = f'<p><img src="{site.url}/images/{self.slug}.jpg" alt="{escape(self.title)}" width="640" height="480" /></p>'
        link = f'<p><a href="{site.url}/about/">{escape(site.name)}</a></p>'
        listed = "".join(f"<li>{escape(tag)}</li>" for tag in self.tags)
        return "\n".join(
            [
                f"<p>{escape(first)}</p>",
                picture,
                *(f"<p>{escape(one)}</p>" for one in others),
                link,
                f"<ul>{listed}</ul>",
            ]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site with its articles, newest first."""

    name: str
    host: str
    language: str
    about: str
    owner: str
    articles: tuple[Article, ...]

    @property
    def url(self) -> str:
        return f"https://{self.host}"

    @property
    def email(self) -> str:
        return f"{self.owner.split()[0].lower()}@{self.host}"

    @property
    def newest(self) -> datetime:
        return self.articles[0].published


_SITES = (
    ("Harbour Notes", "harbour.example.org", "en-GB", "Boats, tides & the people who wait for both", "Mary Okafor"),
    ("Der Werkzeugkasten", "werkzeug.example.net", "de", "Holz, Metall und alles dazwischen", "Jonas Weber"),
    ("Le Carnet du Jardin", "carnet.example.com", "fr-FR", "Ce qui pousse, ce qui résiste", "Claire Petit"),
)
_SUBJECTS = {
    "en-GB": ("the tide table", "an old compass", "rope & splice", "the lighthouse", "a winter berth", "fog signals", "the ferry", "caulking", "a chart from 1911"),
    "de": ("die Hobelbank", "ein stumpfes Messer", "Leim und Zeit", "die Werkstatt", "Fräsen für Anfänger", "der Amboss", "Schrauben", "das Gehrungsmaß", "Öl auf Eiche"),
    "fr-FR": ("la serre", "un vieux pommier", "l’eau de pluie", "le potager", "semer en mars", "les limaces", "le compost", "la taille", "un été sans pluie"),
}  # fmt: skip
_BEGINNINGS = {
    "en-GB": ("Notes on", "What I learned about", "A week with", "In praise of", "Questions about", "The trouble with"),
    "de": ("Notizen über", "Was ich lernte:", "Eine Woche mit", "Lob auf", "Fragen an", "Ärger mit"),
    "fr-FR": ("Notes sur", "Ce que j’ai appris :", "Une semaine avec", "Éloge :", "Questions sur", "Le problème :"),
}
_SENTENCES = {
    "en-GB": (
        "It rained for most of the morning, so there was time to look at things properly.",
        "The first attempt held for an hour; the second one is still holding.",
        "Nobody I asked agreed with anybody else, which is usually a good sign.",
        "If you try this at home, measure twice & write down what you measured.",
        "There is a short film of it, and a longer story that I keep for the winter.",
    ),
    "de": (
        "Es regnete fast den ganzen Vormittag, also blieb Zeit, genauer hinzusehen.",
        "Der erste Versuch hielt eine Stunde, der zweite hält noch immer.",
        "Alle, die ich fragte, waren verschiedener Meinung; das ist meist ein gutes Zeichen.",
        "Wer es nachmacht, misst zweimal und schreibt auf, was gemessen wurde.",
        "Dazu gibt es einen kurzen Film und eine längere Geschichte für den Winter.",
    ),
    "fr-FR": (
        "Il a plu presque toute la matinée, ce qui laissait le temps de bien regarder.",
        "Le premier essai a tenu une heure ; le second tient encore.",
        "Personne n’était du même avis, ce qui est souvent bon signe.",
        "Mesurez deux fois, notez ce que vous avez mesuré, et recommencez.",
        "Il en existe un court film, et une histoire plus longue pour l’hiver.",
    ),
}
_TAGS = {
    "en-GB": ("sailing", "tools", "weather", "harbour life"),
    "de": ("Holz", "Werkzeug", "Anleitung", "Fundstücke"),
    "fr-FR": ("jardin", "saisons", "outils", "récoltes"),
}


@cache
def site(edition: int, articles: int = 6) -> Site:
    """Return the site of an edition, with so many articles."""
    random = Random(edition)  # noqa: S311 - the same documents in every run are wanted
    name, host, language, about, owner = _SITES[edition % len(_SITES)]
    subjects = random.sample(_SUBJECTS[language], articles)
    return Site(
        name=name,
        host=host,
        language=language,
        about=about,
        owner=owner,
        articles=tuple(_article(random, language, owner, number, subject) for number, subject in enumerate(subjects)),
    )


def _article(random: Random, language: str, owner: str, number: int, subject: str) -> Article:
    sentences = _SENTENCES[language]
    slug = "".join(one if one.isascii() and one.isalnum() else "-" for one in subject.lower()).strip("-")
    return Article(
        number=1200 - number,
        title=f"{random.choice(_BEGINNINGS[language])} {subject}",
        slug=slug.replace("--", "-"),
        author=owner,
        tags=tuple(random.sample(_TAGS[language], 2)),
        paragraphs=tuple(
            f"{random.choice(sentences)} {subject[0].upper()}{subject[1:]}. {random.choice(sentences)}"
            for _ in range(3)
        ),
        published=_NEWEST - timedelta(days=9 * number, minutes=random.randrange(600)),
        seconds=random.randrange(900, 5400),
        size=random.randrange(8_000_000, 60_000_000),
    )
