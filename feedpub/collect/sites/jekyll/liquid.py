"""Liquid in the bodies of Jekyll posts: the home of python-liquid, with Jekyll's own tags and filters.

Only what the post, the configuration and the data of the site say is known: what Jekyll makes of the whole site
(`site.posts`, `site.time`) is refused, and so is a tag of a plug-in. Nothing of the site is run.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, TextIO

from liquid import Environment, Mode
from liquid.ast import Node
from liquid.exceptions import LiquidError
from liquid.parser import get_parser
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG
from msgspec import Struct

from feedpub.collect.sites import written
from feedpub.collect.sites.jekyll import filters
from feedpub.collect.sites.jekyll.references import Unknown, include_text, link, post_url
from feedpub.collect.sites.jekyll.rules import rules_of
from feedpub.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from liquid.ast import BlockNode
    from liquid.context import RenderContext
    from liquid.stream import TokenStream
    from liquid.token import Token

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.settings import Settings
    from feedpub.model import Post

_MOST = 5_000_000
"""Characters a body may become."""
_LOOPS = 100_000
_OF_ALL = frozenset(
    {
        "posts",
        "pages",
        "html_pages",
        "static_files",
        "html_files",
        "documents",
        "collections",
        "categories",
        "tags",
        "time",
        "related_posts",
    }
)
_ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'=]+))""")
_INCLUDE = re.compile(r"\s*(?P<name>[^\s{}]+)(?P<rest>(?:\s.*)?)", re.DOTALL)
_UNKNOWN_TAG = re.compile(r"unexpected tag '(\w+)'")
_HINT = (
    "Build the site and take the text of its page, `feedpub build --built _site`; or keep the post out: `feed: false`."
)


class LiquidTrouble(Exception):  # noqa: N818 - it is the post's, and becomes a message about it
    """Liquid that cannot be carried out; the line counts from 1 in the body, 0 where it is not known."""

    def __init__(self, text: str, hint: str, line: int) -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.line = line


def render(text: str, folder: Path, values: Mapping[str, Value], post: Post, settings: Settings) -> str:
    """Give the body with its Liquid carried out. Raises LiquidTrouble."""
    environment = _Environment(folder, settings, post.source)
    try:
        template = environment.from_string(text)
        return template.render(page=_page(values, post, settings), site=_Site(folder, settings))
    except LiquidError as error:
        raise _trouble(error) from error
    except Unknown as error:
        raise LiquidTrouble(f"{error}.", _HINT, 0) from error
    except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise LiquidTrouble(f"The Liquid of the post cannot be carried out: {error}.", _HINT, 0) from error


def _trouble(error: LiquidError) -> LiquidTrouble:
    context = error.context()
    line = context[0] if context else 0
    message = str(error.message or "it is broken")
    if match := _UNKNOWN_TAG.search(message):
        text = f"The Liquid tag `{{% {match[1]} %}}` is not one that feedpub knows; a plug-in of Jekyll may."
        return LiquidTrouble(text, _HINT, line)
    if "is not available here" in message or "no such" in message:
        return LiquidTrouble(f"{message}.", _HINT, line)
    return LiquidTrouble(f"The Liquid of the post cannot be carried out: {message}.", _HINT, line)


class _Environment(Environment):
    """Liquid as Jekyll has it; `folder` is the site's."""

    loop_iteration_limit = _LOOPS
    output_stream_limit = _MOST

    def __init__(self, folder: Path, settings: Settings, source: str) -> None:
        super().__init__(tolerance=Mode.STRICT, strict_filters=True)
        self.folder = folder
        self.source = source
        self.settings = settings
        for name in ("render", "liquid", "doc"):
            self.tags.pop(name, None)
        for tag in (_PostUrl, _Link, _Highlight, _Include, _IncludeRelative, _Gist):
            self.add_tag(tag)
        for name, function in filters.made_for(settings).items():
            self.add_filter(name, function)


def _environment(context: RenderContext) -> _Environment:
    environment = context.env
    if not isinstance(environment, _Environment):
        raise TypeError("the tag belongs to Jekyll's Liquid")
    return environment


# What a body can ask for


class _Site(dict[str, object]):
    """What `site` is: the configuration, and the data files that are asked for."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        rules = rules_of(settings)
        super().__init__({key: typed(value) for key, value in (rules.site or {}).items()})
        base = f"/{rules.baseurl}" if rules.baseurl else ""
        self["url"] = settings.site_url.rstrip("/").removesuffix(base)
        self["baseurl"] = base
        named = self.get("data_dir")
        self["data"] = _Data(folder / rules.source / (named if isinstance(named, str) else "_data"))
        self._refused = _OF_ALL | {collection.label for collection in rules.collections}

    def __contains__(self, key: object) -> bool:
        return key in self._refused or super().__contains__(key)

    def __getitem__(self, key: str) -> object:
        if key in self._refused:
            raise Unknown(f"`site.{key}` needs the whole site as Jekyll builds it, and is not available here")
        return super().__getitem__(key)


class _Data(dict[str, object]):
    """The data files of the site, each read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, key: str) -> object:
        for ending in (".yml", ".yaml", ".json"):
            if (self._folder / f"{key}{ending}").is_file():
                try:
                    self[key] = typed(written.read(self._folder, f"{key}{ending}").values)
                except FeedpubError as error:
                    raise Unknown(f"`site.data.{key}` cannot be read: {error}") from error
                return self[key]
        raise KeyError(key)


def typed(value: Value) -> object:
    """Give a value as YAML types it, as far as Liquid can tell: yes and no, whole numbers, nothing."""
    if isinstance(value, dict):
        return {key: typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if re.fullmatch(r"-?(?:0|[1-9]\d{0,15})", value) else value


_WORDS: Mapping[str, object] = {"true": True, "false": False, "~": None, "null": None, "": ""}


def _page(values: Mapping[str, Value], post: Post, settings: Settings) -> dict[str, object]:
    given = {key: typed(value) for key, value in values.items()}
    return given | {
        "title": post.title,
        "url": "/" + post.url.removeprefix(settings.site_url),
        "date": post.date.astimezone(settings.zone) if post.date else None,
        "categories": list(post.categories),
        "tags": list(post.tags),
        "slug": post.slug,
        "path": post.source.removeprefix(rules_of(settings).source),
    }


# Jekyll's tags


def _expression(stream: TokenStream) -> tuple[Token, str]:
    """Give the tag's token and the text behind its name; the stream ends on the last of them."""
    token = stream.current
    if stream.peek.kind != TOKEN_EXPRESSION:
        return token, ""
    stream.next_token()
    return token, stream.current.value.strip()


class _Reference(Struct):
    """What `post_url` and `link` point to."""

    tag: str
    target: str


class _ReferenceNode(Node):
    """A link to another page of the site."""

    __slots__ = ("reference",)

    def __init__(self, token: Token, reference: _Reference) -> None:
        super().__init__(token)
        self.reference = reference
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the address."""
        environment = _environment(context)
        find = post_url if self.reference.tag == "post_url" else link
        try:
            return buffer.write(find(self.reference.target, environment.folder, environment.settings))
        except Unknown as error:
            raise LiquidError(str(error), token=self.token) from error


class _PostUrl(Tag):
    """`{% post_url 2024-06-21-name %}`."""

    name = "post_url"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag."""
        token, target = _expression(stream)
        return _ReferenceNode(token, _Reference(self.name, target))


class _Link(_PostUrl):
    """`{% link path/of/file.md %}`."""

    name = "link"


class _GistNode(_ReferenceNode):
    """A gist, which is a script on the page, as a link."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:  # noqa: ARG002 - as the library calls it
        """Write the link."""
        address = html.escape(f"https://gist.github.com/{self.reference.target.split(' ')[0]}")
        return buffer.write(f'<a href="{address}">{address}</a>')


class _Gist(Tag):
    """`{% gist user/0123456789abcdef %}`, of jekyll-gist."""

    name = "gist"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag."""
        token, target = _expression(stream)
        return _GistNode(token, _Reference(self.name, target))


class _HighlightNode(Node):
    """A listing."""

    __slots__ = ("block", "language")

    def __init__(self, token: Token, language: str, block: BlockNode) -> None:
        super().__init__(token)
        self.language = language
        self.block = block
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the listing, its text as it stands."""
        inner = context.get_buffer(buffer)
        self.block.render(context, inner)
        code = html.escape(inner.getvalue().strip("\r\n"), quote=False)
        attribute = f' class="language-{html.escape(self.language)}"' if self.language else ""
        return buffer.write(f"<pre><code{attribute}>{code}\n</code></pre>")


class _Highlight(Tag):
    """`{% highlight ruby linenos %} … {% endhighlight %}`."""

    name = "highlight"
    end = "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag and all to its end."""
        token, options = _expression(stream)
        stream.next_token()
        block = get_parser(self.env).parse_block(stream, (self.end,))
        stream.expect(TOKEN_TAG, value=self.end)
        return _HighlightNode(token, (options.split() or [""])[0], block)


class _IncludeNode(Node):
    """Another file, with arguments: of `_includes`, or from beside the post."""

    __slots__ = ("expression", "is_beside")

    def __init__(self, token: Token, expression: str, *, is_beside: bool = False) -> None:
        super().__init__(token)
        self.expression = expression
        self.is_beside = is_beside
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write what the file makes of the arguments."""
        environment = _environment(context)
        match = _INCLUDE.fullmatch(self.expression)
        if match is None:
            raise LiquidError("the name of an include is made by Liquid, which is not available here", token=self.token)
        try:
            beside = environment.source if self.is_beside else ""
            text = include_text(match["name"], environment.folder, environment.settings, beside)
        except Unknown as error:
            raise LiquidError(str(error), token=self.token) from error
        template = environment.from_string(text)
        arguments = dict(_arguments(match["rest"], context))
        with context.extend({"include": arguments}):
            template.render_with_context(context, buffer, partial=True)
        return 1  # what an include writes is never blank


def _arguments(text: str, context: RenderContext) -> Iterator[tuple[str, object]]:
    for name, double, single, variable in _ARGUMENT.findall(text):
        if variable:
            yield name, _looked_up(variable, context)
        else:
            yield name, re.sub(r"\\(.)", r"\1", double or single)


def _looked_up(variable: str, context: RenderContext) -> object:
    if variable in _WORDS or variable.lstrip("-").isdigit():
        return typed(variable)
    return context.get([*variable.split(".")], token=None)


class _Include(Tag):
    """`{% include note.html text="…" %}`, with what Jekyll allows behind it."""

    name = "include"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag."""
        token, expression = _expression(stream)
        return _IncludeNode(token, expression)


class _IncludeRelative(_Include):
    """`{% include_relative part.md %}`."""

    name = "include_relative"

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag."""
        token, expression = _expression(stream)
        return _IncludeNode(token, expression, is_beside=True)
