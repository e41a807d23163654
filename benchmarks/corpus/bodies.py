"""Texts of posts, in Markdown and in HTML, of the parts that a weight gives them."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from benchmarks.corpus.weights import happens, pick

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from benchmarks.corpus.weights import Weights
    from benchmarks.corpus.words import Words

_BLOCKS: Final = ("heading", "list", "code", "table", "quotation")
_LANGUAGES: Final = ("python", "bash", "json", "yaml", "ruby", "")
_STYLES: Final = (
    ' style="text-align: justify;"',
    " style=\"font-family: 'Nanum Gothic', sans-serif; font-size: 16px;\"",
    ' data-ke-size="size16"',
    ' class="wp-block-paragraph"',
    ' style="margin: 0 0 1.5em; line-height: 1.8; color: #333333;"',
)


@dataclass(slots=True, kw_only=True)
class _Writer:
    """What both ways of writing a text share: it grows by parts until it is long enough."""

    words: Words
    weights: Weights
    rng: random.Random
    features: frozenset[str] = frozenset()
    parts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    """What stands at the end of the text."""
    left: int = 0
    """Bytes that are still to be written."""

    def write(self, size: int, block: Callable[[str], str], picture: Callable[[str], str]) -> str:
        """Write about so many bytes."""
        rng, weights = self.rng, self.weights
        self.features = frozenset(name for name, share in weights.features.items() if happens(share, rng))
        blocks = [name for name in _BLOCKS if name in self.features]
        first = rng.sample(blocks, len(blocks))
        pictures = rng.randint(1, weights.most_pictures) if happens(weights.pictures, rng) else 0
        written = 0
        while written < size:
            self.left = size - written
            if pictures and happens(0.5, rng):
                pictures -= 1
                part = picture(pick(weights.forms, rng))
            elif blocks and self.parts and happens(0.35, rng):
                part = block(first.pop() if first else rng.choice(blocks))
            else:
                part = block("paragraph")
            self.parts.append(part)
            written += len(part.encode())
        return "\n".join((*self.parts, *self.ends))

    def sentences(self, size: int) -> list[str]:
        return self.words.sentences(size, self.rng)

    def paragraph(self) -> str:
        return " ".join(self.sentences(min(self.left, self.rng.randint(150, 900))))

    def has(self, feature: str, share: float) -> bool:
        return feature in self.features and happens(share, self.rng)

    def address(self) -> str:
        return self.rng.choice(("https://example.org/", "/posts/", "../")) + "-".join(self.slugs(2)) + "/"

    def slugs(self, count: int) -> list[str]:
        return [f"{self.rng.getrandbits(20):x}" for _ in range(count)]

    def image(self) -> str:
        folder = self.rng.choice(
            ("https://img.example.com/", "/assets/images/", "https://cdn.example.net/upload/2024/")
        )
        return f"{folder}{self.slugs(1)[0]}.{self.rng.choice(('jpg', 'png', 'webp', 'jpg'))}"

    def code(self) -> list[str]:
        depth = 0
        lines = []
        for _ in range(self.rng.randint(3, 18)):
            name, other = self.slugs(2)
            lines.append(f"{'    ' * depth}call_{name}({other!r}, [1, 2], a < b && c > d)  # {name}")
            depth = max(0, depth + self.rng.choice((-1, 0, 0, 1)))
        return lines

    def img(self, form: str) -> str:
        """Return a picture in HTML; any form but `lazy` and `srcset` is a simple one."""
        url, alt = self.image(), " ".join(self.words.names(2, self.rng))
        if form == "lazy":
            blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
            return f'<img class="lazyload" src="{blank}" data-src="{url}" alt="{alt}">'
        if form == "srcset":
            stem, _, ending = url.rpartition(".")
            small = ", ".join(f"{stem}-{width}.{ending} {width}w" for width in (480, 800, 1200))
            return (
                f'<img src="{url}" srcset="{small}" sizes="(max-width: 600px) 480px, 800px" alt="{alt}" loading="lazy">'
            )
        return f'<img src="{url}" alt="{alt}" width="{self.rng.randint(200, 1600)}" height="600" />'


class Markdown(_Writer):
    """A text in Markdown."""

    __slots__ = ()

    def text(self, size: int) -> str:
        """Return a text of about so many bytes."""
        return self.write(size, self._block, self._picture)

    def _block(self, kind: str) -> str:
        rng = self.rng
        if kind == "heading":
            return f"{'#' * rng.randint(2, 4)} {self.words.title(rng)}\n"
        if kind == "list":
            mark = rng.choice(("-", "*", "1."))
            return "".join(f"{mark} {self._inline(self.sentences(60)[0])}\n" for _ in range(rng.randint(2, 8)))
        if kind == "code":
            return "\n".join((f"```{rng.choice(_LANGUAGES)}", *self.code(), "```", ""))
        if kind == "table":
            rows = [" | ".join(self.words.names(3, rng)) for _ in range(rng.randint(3, 12))]
            return "\n".join((f"| {rows[0]} |", "|---|:--:|---:|", *(f"| {row} |" for row in rows[1:]), ""))
        if kind == "quotation":
            return "".join(f"> {each}\n" for each in self.sentences(300))
        return self._inline(self.paragraph()) + "\n"

    def _inline(self, text: str) -> str:
        words = text.split(" ")
        for place in range(1, len(words) - 1, 12):
            words[place] = self._marked(words[place])
        return " ".join(words)

    def _marked(self, word: str) -> str:
        if self.has("link", 0.2):
            return f"[{word}]({self.address()})"
        if self.has("reference", 0.3):
            name = f"{len(self.ends) + 1}"
            self.ends.append(f"[{name}]: {self.address()}")
            return f"[{word}][{name}]"
        if self.has("footnote", 0.2):
            name = f"n{len(self.ends) + 1}"
            self.ends.append(f"[^{name}]: {self.sentences(120)[0]}\n")
            return f"{word}[^{name}]"
        if self.has("emphasis", 0.4):
            mark = self.rng.choice(("*", "**", "_", "`"))
            return f"{mark}{word}{mark}"
        return word

    def _picture(self, form: str) -> str:
        alt = " ".join(self.words.names(2, self.rng))
        if form == "reference":
            name = f"picture-{len(self.ends) + 1}"
            self.ends.append(f"[{name}]: {self.image()}")
            return f"![{alt}][{name}]\n"
        if form == "inline":
            title = f' "{alt}"' if happens(0.2, self.rng) else ""
            return f"![{alt}]({self.image()}{title})\n"
        return f"{self.img(form)}\n"


class Page(_Writer):
    """A text in HTML, as editors write it that people see the result of."""

    __slots__ = ()

    def text(self, size: int) -> str:
        """Return a text of about so many bytes."""
        return self.write(size, self._block, self._picture)

    def _style(self) -> str:
        return self.rng.choice(_STYLES) if "styles" in self.features else ""

    def _block(self, kind: str) -> str:
        rng = self.rng
        if kind == "heading":
            return f"<h{(level := rng.randint(2, 4))}{self._style()}>{_escaped(self.words.title(rng))}</h{level}>"
        if kind == "list":
            items = (f"<li>{self._inline(self.sentences(60)[0])}</li>" for _ in range(rng.randint(2, 8)))
            return "\n".join(("<ul>", *items, "</ul>"))
        if kind == "code":
            return f"<pre><code>{_escaped(chr(10).join(self.code()))}</code></pre>"
        if kind == "table":
            rows = (self._row() for _ in range(rng.randint(3, 12)))
            return "\n".join((f'<table border="1"{self._style()}>', "<tbody>", *rows, "</tbody>", "</table>"))
        if kind == "quotation":
            return f"<blockquote{self._style()}>{_escaped(' '.join(self.sentences(300)))}</blockquote>"
        text = self._inline(self.paragraph())
        return f"<p{self._style()}>{text}</p>"

    def _row(self) -> str:
        return f"<tr>{''.join(f'<td{self._style()}>{word}</td>' for word in self.words.names(3, self.rng))}</tr>"

    def _inline(self, text: str) -> str:
        words = _escaped(text).split(" ")
        for place in range(1, len(words) - 1, 12):
            if self.has("link", 0.2):
                words[place] = f'<a href="{self.address()}">{words[place]}</a>'
            elif self.has("emphasis", 0.4):
                words[place] = self.rng.choice(("<b>{}</b>", "<em>{}</em>", "<span{1}>{0}</span>")).format(
                    words[place], self._style()
                )
            elif happens(0.03, self.rng):
                words[place] += "<br>&nbsp;"
        return " ".join(words)

    def _picture(self, form: str) -> str:
        picture = self.img(form)
        if happens(0.4, self.rng):
            caption = " ".join(self.words.names(4, self.rng))
            return f"<figure{self._style()}>{picture}<figcaption>{caption}</figcaption></figure>"
        return f"<p{self._style()}>{picture}</p>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
