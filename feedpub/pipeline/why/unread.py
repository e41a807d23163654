"""What keeps a file of the site from being read as a post or page. It is found by trial.

The walk over the site is asked again with one option loosened at a time, so that this says what the walk does,
whichever generator's site it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub import sites
from feedpub.collect import dialects, files
from feedpub.incremental.store import STATE
from feedpub.io import reading
from feedpub.pipeline.why.deciding import DRAFTS, Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.collect.dialect import Walked
    from feedpub.incremental.request import Request
    from feedpub.model.options import ContentOptions
    from feedpub.pipeline.why.deciding import Decider

_HIDDEN_STARTS: Final = (".", "_", "#", "~")
_JEKYLL: Final = "jekyll"
_POSTS: Final = "_posts"
_OPEN: Final = frozenset({_POSTS, DRAFTS})
"""Folders that generators look into all the same."""


def reasons(source: str, request: Request, decider: Decider) -> Iterator[str]:
    """Say why a file or folder of the site is neither post nor page, and what decides it."""
    reason, decision = _reason(source, request, decider)
    yield f"{source}: in no feed and not in the sitemap, because {reason}."
    if decision is not None:
        yield f"  {decision}"


def _reason(source: str, request: Request, decider: Decider) -> tuple[str, Decision | None]:
    options = request.options.content
    for folder, why, option in _published(request):
        if source == folder or source.startswith(f"{folder}/"):
            return f"`{folder}` {why}", decider.option(option)
    if request.options.site.type == dialects.BUILT:
        return "it is no page of the built site", None
    walked = _walked(request, options)
    if refused := next(
        (one for one in walked.diagnostics if one.where.path == source and one.code.startswith("files/")), None
    ):
        return refused.text.removesuffix(".")[:1].lower() + refused.text.removesuffix(".")[1:], None
    if source in walked.names.sources:
        return "it has no front matter", Decision(text="a post begins with `---`, its keys, and `---`")
    return _by_trial(source, request, decider)


def _published(request: Request) -> Iterator[tuple[str, str, str]]:
    """Return the folders that are not walked over, each with what it is, and the option that names it."""
    output = request.published_as("")
    if output not in {"", "."}:
        yield output, "is what is published", "output.folder"
    built = request.options.built.folder
    if built and built != output:
        yield built.rstrip("/"), "is what the generator makes", "built.folder"


def _by_trial(source: str, request: Request, decider: Decider) -> tuple[str, Decision | None]:
    of_all = _of_feedpub(source, request, decider)
    of_kind = _of_generator(source, request, decider) if dialects.is_dialect(request.options.site.type) else iter(())
    by_place = _by_place(source, request, decider)
    return next(reason for found in (of_all, of_kind, by_place) for reason in found)


def _of_feedpub(source: str, request: Request, decider: Decider) -> Iterator[tuple[str, Decision | None]]:
    """Return what options of feedpub keep the file out."""
    options = request.options.content
    if options.exclude and _is_walked(source, request, replace(options, exclude=())):
        content = _content_folder(request)
        below = source if content == "." else source.removeprefix(f"{content}/")
        yield "`content.exclude` names it", decider.with_glob("content.exclude", below)
    ending = f".{source.rpartition('.')[2]}" if "." in source.rpartition("/")[2].lstrip(".") else ""
    if ending and _is_walked(source, request, replace(options, extensions=(*options.extensions, ending))):
        said = f"its ending, `{ending}`, is not among `content.extensions`"
        yield said, decider.option("content.extensions")


def _of_generator(source: str, request: Request, decider: Decider) -> Iterator[tuple[str, Decision | None]]:
    """Return what the generator keeps out."""
    if decision := decider.ignored(source):
        yield "the configuration of its generator leaves it out", decision
    folders = source.split("/")[:-1]
    if folders[-1:] == [DRAFTS]:
        yield f"it is a draft: its folder is `{DRAFTS}`", None
    if folders[-1:] == [_POSTS] and request.options.site.type == _JEKYLL and not _is_hidden(source.rpartition("/")[2]):
        yield f"its name is none of a post: in `{_POSTS}` posts are called `YYYY-MM-DD-title.md`", None


def _by_place(source: str, request: Request, decider: Decider) -> Iterator[tuple[str, Decision | None]]:
    """Return what its name and its folder say; always something."""
    if hidden := next(filter(_is_hidden, reversed(source.split("/"))), ""):
        what = "its name" if hidden == source.rpartition("/")[2] else "the name of its folder"
        is_start = hidden.startswith(_HIDDEN_STARTS)
        yield f"{what}, `{hidden}`, {'begins' if is_start else 'ends'} with `{hidden[0 if is_start else -1]}`", None
    if reading.is_folder(request.folder, source):
        yield "it is a folder; a post is a file in it, which can be named", None
    if dialects.is_dialect(request.options.site.type):
        yield "its generator makes neither a post nor a page of a file at this place", None
    content = _content_folder(request)
    if content != "." and not source.startswith(f"{content}/"):
        yield f"it lies outside of the folder of the posts, `{content}`", decider.option("content.folder")
    yield "its name has no ending, by which a post is known", decider.option("content.extensions")


def _content_folder(request: Request) -> str:
    """Return the path of the folder of the posts; `.` for the site itself."""
    return files.content_folder(request.folder, request.options.content).relative_to(request.folder).as_posix()


def _is_hidden(name: str) -> bool:
    return name not in _OPEN and (name.startswith(_HIDDEN_STARTS) or name.endswith("~"))


def _is_walked(source: str, request: Request, options: ContentOptions) -> bool:
    return source in _walked(request, options).names.sources


def _walked(request: Request, options: ContentOptions) -> Walked:
    given = request.options
    skip = (request.output, request.folder / STATE)
    return sites.walk(request.folder, options, given.site, skip, given.built)
