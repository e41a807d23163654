"""What both are asked: sites of many kinds, built, built again and edited; what is broken; all other commands."""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import corpus
from feedpub.validator import RULES
from tests.oracle import many, texts
from tests.oracle.compare import Case, Command, Edit
from tests.running import post, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_ROOT: Final = Path(__file__).parents[2]
_SITES: Final = _ROOT / "tests" / "sites"
_CORPUS: Final = _ROOT / "tests" / "corpus"
_FORMATS: Final = ("text", "json", "github", "sarif")
_POSTS: Final = 100
_SUFFIXES: Final = frozenset({".md", ".html", ".rst"})
_TITLE: Final = re.compile(rb"^(title: [\"']?)(?=\w)", re.MULTILINE)
_OUTPUT: Final = {"jekyll": "_site", "pelican": "output", "eleventy-blog": "public_html", "eleventy-plain": "dist"}
"""Where the generator of a dialect publishes, by the name of the site or its beginning; else in `public`."""
_AFTER_THE_EXAMPLE: Final = "4102444800"
"""2100-01-01T00:00:00Z: behind all its posts."""
_CODES: Final = (
    "reannounced",
    "id-reused",
    "feed-vanished",
    "feed-emptied",
    "feed-shrunk",
    "sitemap-shrunk",
    "dates-moved",
)
_ACCEPTING: Final = tuple(part for code in _CODES for part in ("--accept", code))
_DRY: Final = ("build", "--dry-run", "--no-cache")
_REFUSED: Final = 1
_USAGE: Final = 2


def cases() -> Iterator[Case]:
    """Return all cases; the order is that of the table."""
    yield from _generated()
    golden = sorted((_ROOT / "tests" / "golden").glob("*/site"))
    yield from (_site(f"golden/{site.parent.name}", site) for site in golden)
    yield _example()
    yield from (_dialect(site) for site in sorted(_SITES.glob("[a-z]*-*")) if not site.name.startswith("built-"))
    yield from (_built(pages) for pages in sorted(_SITES.glob("built-*")))
    yield from _complaints()
    yield _guarded()
    yield from _mistakes()
    yield from (_validated(area) for area in sorted(_CORPUS.iterdir()))
    yield _folders()
    yield _explained()
    yield _command_line()


# ── whole sites


def _generated() -> Iterator[Case]:
    families: dict[str, Callable[[Path], None]] = {
        "uniform": lambda site: corpus.write(site, _POSTS, corpus.FAMILIES["uniform"]),
        "varied": lambda site: corpus.write(site, _POSTS, corpus.FAMILIES["varied"]),
        "varied anew": lambda site: corpus.write(site, _POSTS, corpus.FAMILIES["second"]),
    }
    for name, make in families.items():
        steps = (
            *_life("public"),
            Edit(apply=_move_posts),
            Command(arguments=("diff",), label="diff, posts moved"),
            Command(arguments=("build", *_ACCEPTING), label="build, posts moved"),
            Command(arguments=("build", "--no-cache", "--jobs", "1"), label="build without cache"),
        )
        yield Case(name=name, prepare=partial(_generate, make=make), steps=steps)


def _generate(root: Path, make: Callable[[Path], None]) -> None:
    write(root / "site", {"feedpub.toml": texts.CONFIGURATION})
    make(root / "site")


def _site(name: str, source: Path, output: str = "public") -> Case:
    return Case(name=name, prepare=partial(_copy, source), steps=(*_life(output), *_questions(source)))


def _example() -> Case:
    steps = (
        *_life("public"),
        *(Command(arguments=(*_DRY, "--format", name)) for name in _FORMATS if name != "json"),
        Command(arguments=(*_DRY, "--verbose")),
        Command(arguments=(*_DRY, "--strict")),
        *_questions(_ROOT / "content", "content/"),
    )
    return Case(name="example", prepare=_copy_example, steps=steps, epoch=_AFTER_THE_EXAMPLE)


def _copy_example(root: Path) -> None:
    shutil.copytree(_ROOT / "content", root / "site" / "content")
    shutil.copytree(_ROOT / "public", root / "site" / "public")
    shutil.copy(_ROOT / "feedpub.toml", root / "site")


def _dialect(source: Path) -> Case:
    """A site of another generator, and its move: subscribers keep their entries, with other ids they would not."""
    name = source.name
    output = _OUTPUT.get(name) or _OUTPUT.get(name.partition("-")[0], "public")
    against = (*_DRY, "--against", "../published")
    formats = _FORMATS if name.startswith("jekyll") else ("text",)
    steps = (
        *_life(output),
        *_questions(source),
        Command(arguments=against),
        Edit(apply=partial(_add, {"feedpub.toml": '[ids]\nscheme = "uuid"\n'})),
        *(Command(arguments=(*against, "--format", one), status=_REFUSED) for one in formats),
        Command(arguments=("init", "--force")),
    )
    return Case(name=f"dialects/{name}", prepare=partial(_copy_with_published, source), steps=steps)


def _built(pages: Path) -> Case:
    built = ("--built", "_site", "--url", "https://example.com/")
    steps = (
        Command(arguments=("diff", *built)),
        Command(arguments=("build", *built)),
        Command(arguments=("build", *built), label="build, nothing changed"),
        Command(arguments=("build", *built, "--inject")),
        Edit(apply=_edit_texts),
        Command(arguments=("build", *built), label="build, texts edited"),
        Command(arguments=(*_DRY, *built, "--format", "json")),
    )
    return Case(name=f"dialects/{pages.name}", prepare=partial(_copy, pages, below="site/_site"), steps=steps)


def _life(output: str) -> Iterator[Command | Edit]:
    """What every site goes through: built, built again, edited."""
    yield Command(arguments=("diff",))
    yield Command(arguments=("build",))
    yield Command(arguments=("build",), label="build, nothing changed")
    yield Command(arguments=("validate", output, "--verbose"), status=None)
    yield Edit(apply=_edit_texts)
    yield Command(arguments=("diff", "--format", "json"), label="diff, texts edited")
    yield Command(arguments=("build",), label="build, texts edited")
    yield Command(arguments=(*_DRY, "--format", "json"))


def _questions(source: Path, below: str = "") -> Iterator[Command]:
    for path in _middle(source, 2):
        yield Command(arguments=("why", below + path.relative_to(source).as_posix()), status=None)
    yield Command(arguments=("ids", "list"))


def _copy(source: Path, root: Path, below: str = "site") -> None:
    shutil.copytree(source, root / below, symlinks=True)


def _copy_with_published(source: Path, root: Path) -> None:
    _copy(source, root)
    _copy(_SITES / "_published" / source.name, root, "published")


def _texts(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*") if path.suffix in _SUFFIXES and path.is_file())


def _middle(site: Path, number: int = 3) -> list[Path]:
    found = _texts(site)
    return found[len(found) // 2 :][:number]


def _edit_texts(root: Path) -> None:
    for path in _middle(root / "site"):
        data = path.read_bytes()
        edited = data.replace(b"</p>", b" <em>Edited.</em></p>", 1) if b"</p>" in data else data + b"\n\n*Edited.*\n"
        path.write_bytes(edited)


def _move_posts(root: Path) -> None:
    """Remove a post, add one, rename one and give one another title."""
    gone, renamed, titled = _middle(root / "site" / "content")
    gone.unlink()
    renamed.rename(renamed.with_name(f"renamed{renamed.suffix}"))
    titled.write_bytes(_TITLE.sub(rb"\1Edited ", titled.read_bytes(), count=1))
    write(root / "site", {"content/added.md": post("Added", "2024-06-21", "Added *text*.", tags="[added]")})


def _add(files: Mapping[str, str | bytes], root: Path) -> None:
    write(root / "site", files)


# ── what is complained of


def _complaints() -> Iterator[Case]:
    for name, files, status, without in (
        ("broken posts", texts.BROKEN_POSTS, _REFUSED, 0),
        ("more broken posts", texts.MORE_BROKEN_POSTS, _REFUSED, 0),
        ("broken documents", texts.REFUSED, _REFUSED, _REFUSED),
        ("warnings", texts.WARNINGS, 0, 0),
    ):
        steps = (
            *(Command(arguments=(*_DRY, "--format", one), status=status) for one in _FORMATS),
            Command(arguments=("build",), status=status),
            Command(arguments=("build",), status=status, label="build again"),
            Command(arguments=("diff",), status=status),
            Command(arguments=("ids", "list"), status=None),
            Command(arguments=("build", "--keep-going"), status=without),
            Command(arguments=("build", "--keep-going"), status=without, label="build --keep-going again"),
            Command(arguments=(*_DRY, "--keep-going", "--verbose"), status=without),
            Command(arguments=(*_DRY, "--keep-going", "--strict"), status=None),
            Command(arguments=("validate", "public", "--verbose"), status=None),
        )
        yield Case(name=name, prepare=partial(_add, files), steps=steps)


def _guarded() -> Case:
    """What subscribers would be bothered by: other ids, posts and feeds that are gone, dates that move."""
    edits: dict[str, Callable[[Path], None]] = {
        "renamed": _rename_guarded,
        "other ids": partial(_add, {"feedpub.toml": texts.CONFIGURATION + '[ids]\nscheme = "uuid"\n'}),
        "other address": partial(
            _add, {"feedpub.toml": texts.CONFIGURATION.replace("https://example.com/", "https://example.org/")}
        ),
        "later": _date_guarded,
        "fewer": _thin_guarded,
    }
    steps: list[Command | Edit] = [Command(arguments=("build",))]
    for name, apply in edits.items():
        steps += [
            Edit(apply=apply),
            *(
                Command(arguments=("build", "--format", one), status=None, label=f"{name}, {one}")
                for one in ("text", "json")
            ),
            *(
                Command(arguments=("diff", "--format", one), status=None, label=f"{name}, diff, {one}")
                for one in ("text", "json", "markdown")
            ),
            Command(arguments=("ids", "adopt", "public", "--dry-run"), status=None, label=f"{name}, ids adopt"),
            Command(arguments=("build", *_ACCEPTING), label=f"{name}, accepted"),
        ]
    return Case(name="guard", prepare=partial(_add, texts.GUARDED), steps=tuple(steps))


def _guarded_posts(root: Path) -> list[Path]:
    return sorted((root / "site" / "content").glob("*.md"))


def _rename_guarded(root: Path) -> None:
    for path in _guarded_posts(root)[:4]:
        path.rename(path.with_name(path.name.replace("post", "note")))


def _date_guarded(root: Path) -> None:
    for path in _guarded_posts(root)[:-1]:
        path.write_bytes(path.read_bytes().replace(b"title: ", b"date: 2024-03-01\ntitle: ", 1))


def _thin_guarded(root: Path) -> None:
    for path in _guarded_posts(root)[2:]:
        path.unlink()


def _mistakes() -> Iterator[Case]:
    commands = ("build", "validate public", "build --format json")
    for name, text in texts.MISTAKES.items():
        files = {"feedpub.toml": text, "content/a.md": post("A"), "public/rss.xml": "<rss/>"}
        steps = tuple(Command(arguments=tuple(one.split()), status=None) for one in commands)
        yield Case(name=f"configuration/{name}", prepare=partial(_add, files), steps=steps)


# ── the other commands


def _validated(area: Path) -> Case:
    """The files of an area of the validator's corpus, each on its own, and all as the files of one site."""
    paths = [path.name for path in sorted(area.iterdir()) if path.suffix != ".expect"]
    steps = (
        *(Command(arguments=("validate", *paths, "--format", one), status=None, label=one) for one in _FORMATS),
        Command(arguments=("validate", *paths, "--verbose"), status=None, label="verbose"),
        Command(arguments=("validate", *paths, "--strict", "--ignore", "*/url-*"), status=None, label="ignoring"),
        Command(arguments=("validate", ".", "--format", "json"), status=None),
        Command(arguments=("validate", ".", "--root", ".", "--base-url", "https://example.com/", "-v"), status=None),
    )
    return Case(name=f"validate/{area.name}", prepare=partial(_copy, area), steps=steps)


def _folders() -> Case:
    folders = [path.name for path in sorted((_CORPUS / "site").iterdir()) if path.is_dir()]
    base = ("--base-url", "https://example.com/", "--format", "json")
    steps = (
        *(Command(arguments=("validate", one, "--root", one, *base), status=None) for one in folders),
        Command(arguments=("validate", "-"), stdin=b"<rss><channel/></rss>", status=_REFUSED),
    )
    return Case(name="validate/folders of site", prepare=partial(_copy, _CORPUS / "site"), steps=steps)


def _explained() -> Case:
    lines = ["explain", "explain 'rss/*'", "explain rss/nope", *(f"explain {rule.name}" for rule in RULES)]
    command = Command(arguments=(), stdin="\n".join(lines).encode(), script=Path(many.__file__), label="all rules")
    return Case(name="explain", prepare=partial(_add, {"empty": ""}), steps=(command,))


def _command_line() -> Case:
    commands = ("", "build", "diff", "validate", "explain", "why", "ids", "ids list", "ids pin", "ids adopt", "init")
    wrong = ("buidl", "build --nope", "build --jobs 0", "build nowhere", "validate", "validate nowhere", "why", "diff")
    lines = ["--version", *(f"{one} --help" for one in commands), *wrong]
    steps = (
        Command(
            arguments=(), stdin="\n".join(lines).encode(), script=Path(many.__file__), label="help and wrong usage"
        ),
        Command(arguments=("init", "--url", "https://example.com/", "--title", "Tea")),
        Command(arguments=("init",), status=_USAGE, label="init again"),
    )
    return Case(name="command line", prepare=partial(_add, {"content/a.md": post("A")}), steps=steps)
