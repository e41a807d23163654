"""Reads feedpub.toml: every mistake at once, each with its line, and no repair in silence.

The records of `feedpub.model.options` are the schema (`schema`); what values must be beyond their type stands
in `checks`, and between them in `contradictions`. Nothing below knows that there is a file.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from feedpub.config import file, targets
from feedpub.config.checks import fixed
from feedpub.config.contradictions import contradictions
from feedpub.config.derived import host, local_rules, site_of
from feedpub.config.file import FILE_NAME
from feedpub.config.mistakes import bad_value, named
from feedpub.config.schema import read_table, read_text
from feedpub.config.tables import is_given, with_value
from feedpub.io import beneath, reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.errors import UsageError
from feedpub.model.options import BuiltOptions, Options
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.text import hosts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as FilePath

    from feedpub.collect.dialect import FoundSite
    from feedpub.config.mistakes import Mistake
    from feedpub.text.positions import Path, Spot

__all__ = [
    "COMMAND_LINE",
    "FILE_NAME",
    "Loaded",
    "host",
    "load",
    "local_rules",
    "overrides",
    "read",
    "site_of",
]

COMMAND_LINE: Final = "command line"
"""Stands for the file in what is said of an option of the command line."""

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_NO_SITE: Final = """\
site.url is missing: feedpub has to know the address of the site.
Give it on the command line: --url https://example.com/
or run `feedpub init`, which writes a feedpub.toml to hold it."""
_HIDDEN_BUT_KNOWN: Final = frozenset({".eleventy.js"})
"""Names of configurations that begin with a full stop."""
_SOME_URL: Final = "https://example.com/"
"""Stands in for a url that is missing or wrong, so that the rest is checked all the same."""


class ConfigText(Struct, frozen=True, kw_only=True):
    """What was read, with its text; None when there is no file."""

    name: str
    table: dict[str, Any]
    text: str | None = None
    overridden: frozenset[Path] = frozenset()
    origins: Mapping[Path, Where] = field(default_factory=dict)
    """The places of keys that another generator's configuration gives."""


class Loaded(Struct, frozen=True, kw_only=True):
    """The options, and what was found of the generator whose site this is; of its keys those that were taken."""

    options: Options
    found: FoundSite | None
    source: ConfigText
    """What the options were made of."""

    @property
    def doubts(self) -> tuple[Diagnostic, ...]:
        """What could not be known of the site of another generator, and no option says."""
        return tuple(one.said for one in self.found.doubts) if self.found else ()


def overrides(
    url: str | None,
    out: FilePath | None = None,
    site_type: str | None = None,
    built: FilePath | None = None,
    target: str | None = None,
) -> Mapping[str, str]:
    """Return the dotted keys that options of a command stand for; folders are those of the current folder.

    Whoever gives an address of this machine or network on the command line means it; and whoever names a folder there
    publishes into that, and not to the target of the file. Raises UsageError where both are named.
    """
    if out and target:
        raise UsageError("--out and --target name two places to publish to: leave one of them out")
    given = {
        "site.url": url,
        "site.local": "true" if url and hosts.local_host(url) else None,
        "output.folder": str(out.absolute()) if out else None,
        "publish.target": "" if out else target,
        "site.type": site_type,
        "built.folder": str(built.absolute()) if built else None,
    }
    return {key: value for key, value in given.items() if value is not None}


def load(folder: FilePath, overrides: Mapping[str, str] = _NOTHING) -> Options:
    """Return the options of the site in `folder`, or of the file `folder`; `overrides` are dotted keys.

    Raises UsageError with a diagnostic for every mistake, and SystemFault when the file cannot be read.
    """
    return read(folder, overrides).options


def read(folder: FilePath, overrides: Mapping[str, str] = _NOTHING) -> Loaded:
    """Return the options as `load` does, and what they were taken from besides feedpub.toml. Raises like it."""
    is_site = reading.is_folder(folder)
    path = folder / FILE_NAME if is_site else folder
    data = reading.read(folder, FILE_NAME) if is_site and reading.is_file(folder, FILE_NAME) else None
    if not is_site and (data := reading.given(path)) is None:
        raise UsageError(f"there is no folder or file {folder}")
    has_file = data is not None
    source = _with_overrides(
        ConfigText(name=FILE_NAME, table={}) if data is None else _read(path.name, data), overrides
    )
    mistakes: list[Mistake] = []
    source = _with_target(source, path.parent, mistakes)
    _check_built(source, path.parent, mistakes)
    if mistakes:
        raise _refusal(source, mistakes)
    source, found = _with_found(_with_output(source), path.parent)
    if not has_file and not _has_url(source.table):
        raise UsageError(_without_url(found, path.parent))
    options = _options(source.table, path.parent, mistakes)
    _check_output(source, mistakes)
    if mistakes or options is None:
        raise _refusal(source, mistakes)
    return Loaded(options=options, found=found, source=source)


def _options(table: dict[str, Any], site_folder: FilePath, mistakes: list[Mistake]) -> Options | None:
    options = read_table(Options, table, mistakes)
    complete = options or read_table(Options, _with_some_url(table), [])
    if complete is not None:
        right = fixed(complete, mistakes, site_type=_dialect(complete))
        mistakes.extend(contradictions(right, site_folder))
        options = options and right
    return options


def _dialect(options: Options) -> str:
    """Return the name of the generator by whose rules addresses are made; empty for feedpub's own."""
    from feedpub.collect import dialects  # noqa: PLC0415 - start-up counts

    return options.site.type if dialects.is_dialect(options.site.type) else ""


def _has_url(table: Mapping[str, Any]) -> bool:
    return "url" in table.get("site", {})


def _with_some_url(table: dict[str, Any]) -> dict[str, Any]:
    site = table.get("site")
    return {**table, "site": {**(site if isinstance(site, dict) else {}), "url": _SOME_URL}}


# The file


def _read(name: str, data: bytes) -> ConfigText:
    table, text = file.read(name, data)
    return ConfigText(name=name, table=table, text=text)


# The command line


def _with_overrides(source: ConfigText, overrides: Mapping[str, str]) -> ConfigText:
    table = source.table
    paths: list[Path] = []
    for key, text in overrides.items():
        path = tuple(key.split("."))
        paths.append(path)
        table = with_value(table, path, read_text(Options, path, text))
    site = source.table.get("site")
    public = site.get("url") if isinstance(site, dict) else None
    return _with_ids_of(replace(source, table=table, overridden=frozenset(paths)), public)


def _with_ids_of(source: ConfigText, public: object) -> ConfigText:
    """Make ids from the address by which the site is known, where it is built for this machine or network instead.

    What is looked at there has the ids that subscribers will get.
    """
    is_for_a_look = ("site", "local") in source.overridden
    if not (is_for_a_look and isinstance(public, str)) or is_given(source.table, ("ids", "authority")):
        return source
    return replace(source, table=with_value(source.table, ("ids", "authority"), public))


def _with_target(source: ConfigText, folder: FilePath, mistakes: list[Mistake]) -> ConfigText:
    """Publish into a folder where that is what the target is."""
    is_asked_for = targets.TARGET in source.overridden
    targets.refuse_a_look(source.table, source.overridden, mistakes)
    named = targets.folder(source.table, folder, mistakes, is_asked_for=is_asked_for)
    if named is None:
        return source
    output = ("output", "folder")
    table = with_value(with_value(source.table, targets.TARGET, ""), output, named)
    return replace(source, table=table, overridden=source.overridden | ({output} if is_asked_for else set()))


# The configuration of another generator


def _with_found(source: ConfigText, folder: FilePath) -> tuple[ConfigText, FoundSite | None]:
    """Add what the site's own configuration says where feedpub.toml and the command line say nothing."""
    from feedpub.collect import dialects  # noqa: PLC0415 - start-up counts

    site = source.table.get("site")
    wanted = site.get("type", dialects.AUTO) if isinstance(site, dict) else dialects.AUTO
    if wanted != dialects.AUTO and not (isinstance(wanted, str) and dialects.is_dialect(wanted)):
        return source, None  # `none`, or a mistake that the check of the value tells
    files = site.get("config", ()) if isinstance(site, dict) else ()
    listed = isinstance(files, list) and all(isinstance(each, str) for each in files)
    built = _built_folder(source.table)
    if wanted == dialects.BUILT:
        found = dialects.find(folder, wanted, built)
    else:
        with refusal.named_at(lambda: _place_of_config(source)):
            _check_named(folder, files if listed else ())
        found = dialects.find(folder, wanted, tuple(files) if listed else ())
    if found is None and built:
        found = dialects.find(folder, dialects.BUILT, built)
    if found is None:
        return source, None
    source = _with_ids_of(source, next((one.value for one in found.taken if one.path == ("site", "url")), None))
    taken = tuple(one for one in found.taken if not is_given(source.table, one.path))
    table = with_value(source.table, ("site", "type"), found.name)
    for one in taken:
        table = with_value(table, one.path, one.value)
    table = _with_languages(_with_search(table, found), found)
    origins: dict[Path, Where] = {one.path: one.where for one in taken}
    doubts = tuple(one for one in found.doubts if not is_given(source.table, one.path))
    return replace(source, table=table, origins=origins), replace(found, taken=taken, doubts=doubts)


def _with_search(table: dict[str, Any], found: FoundSite) -> dict[str, Any]:
    """Look for the pages of posts where the generator puts them, before anywhere else."""
    path = ("built", "search")
    own = next((one.value for one in found.taken if one.path == ("output", "folder")), None)
    if not isinstance(own, str) or is_given(table, path):
        return table
    return with_value(table, path, list(dict.fromkeys((own, *BuiltOptions().search))))


def _with_languages(table: dict[str, Any], found: FoundSite) -> dict[str, Any]:
    """Let feeds hold what those of the generator hold, whose rules say which versions of a post that is."""
    from feedpub.collect import dialects  # noqa: PLC0415 - start-up counts

    path = ("feeds", "all_languages")
    is_own = found.name == dialects.BUILT  # of feeds that a built site has nothing is known
    return table if is_own or is_given(table, path) else with_value(table, path, value=True)


def _check_named(site: FilePath, files: Iterable[str]) -> None:
    """Raise RefusedError for a configuration that is not one of the site's."""
    for name in files:
        folder, _, last = name.rpartition("/")
        refusal.checked(folder if last in _HIDDEN_BUT_KNOWN else name)
        reading.is_file(site, name)


def _place_of_config(source: ConfigText) -> Where:
    from feedpub.text.positions import toml_keys  # noqa: PLC0415 - start-up counts

    return _where(source, None if source.text is None else toml_keys(source.text), ("site", "config"))


def _check_built(source: ConfigText, folder: FilePath, mistakes: list[Mistake]) -> None:
    """Note a built folder that lies outside the site, unless the command line names it."""
    path = ("built", "folder")
    for name in _built_folder(source.table) if path not in source.overridden else ():
        try:
            reading.is_folder(folder, refusal.checked("" if name == "." else name))
        except RefusedError as error:
            hint = "Name a folder of the site, or name this one on the command line: --built FOLDER."
            mistakes.append(bad_value(path, f"it {error.sentence}", name, hint=hint))


def _check_output(source: ConfigText, mistakes: list[Mistake]) -> None:
    """Note an output folder that a file of the site puts outside of it: only the command line names one there."""
    path = ("output", "folder")
    output = source.table.get("output")
    name = output.get("folder") if isinstance(output, dict) else None
    is_asked_for = path in source.overridden or (
        ("built", "folder") in source.overridden and name in _built_folder(source.table)
    )
    is_refused = any(one.path == path for one in mistakes)  # for a reason of its own
    if isinstance(name, str) and not is_asked_for and not is_refused and beneath.leads_out(name):
        hint = "Name a folder of the site, or name this one on the command line: --out FOLDER."
        why = "Whoever may change the site could otherwise have files written anywhere on this machine."
        mistakes.append(bad_value(path, "it leads out of the site", name, hint=hint, why=why))


def _built_folder(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the folder of the built site, where one is named."""
    built = table.get("built")
    folder = built.get("folder") if isinstance(built, dict) else None
    return (folder,) if isinstance(folder, str) and folder else ()


def _with_output(source: ConfigText) -> ConfigText:
    """Publish into the built folder unless another is named: that is what goes to the web server."""
    built = _built_folder(source.table)
    if not built or is_given(source.table, ("output", "folder")):
        return source
    return replace(source, table=with_value(source.table, ("output", "folder"), built[0]))


def _without_url(found: FoundSite | None, folder: FilePath) -> str:
    if found is None or not found.files:
        from feedpub.config.elsewhere import hint  # noqa: PLC0415 - start-up counts

        elsewhere = hint(folder)
        return f"{elsewhere}\n{_NO_SITE}" if elsewhere else _NO_SITE
    why = f": {found.unread_url} cannot be known without running it" if found.unread_url else ""
    return f"{found.title} site found in {' and '.join(found.files)}, which does not tell its address{why}.\n{_NO_SITE}"


# What is said


def _refusal(source: ConfigText, mistakes: list[Mistake]) -> UsageError:
    from feedpub.text.positions import toml_keys  # noqa: PLC0415 - start-up counts

    keys = None if source.text is None else toml_keys(source.text)
    diagnostics = sorted(
        (_diagnostic(source, keys, mistake) for mistake in mistakes),
        key=lambda diagnostic: (diagnostic.where.line or 0, diagnostic.where.column or 0),
    )
    count = "a mistake" if len(diagnostics) == 1 else f"{len(diagnostics)} mistakes"
    return UsageError(f"the configuration has {count}", diagnostics)


def _diagnostic(source: ConfigText, keys: Mapping[Path, Spot] | None, mistake: Mistake) -> Diagnostic:
    return Diagnostic(
        code=f"config/{mistake.kind}",
        level=Level.ERROR,
        where=_where(source, keys, mistake.path),
        text=mistake.text,
        hint=mistake.hint,
        why=mistake.why,
        found=mistake.found,
    )


def _where(source: ConfigText, keys: Mapping[Path, Spot] | None, path: Path) -> Where:
    """Return the place of the key, else of the nearest table or list around it."""
    around = [path[:length] for length in range(len(path), 0, -1)]
    if origin := next((source.origins[part] for part in around if part in source.origins), None):
        return origin if origin.line else replace(origin, line=1, column=1)  # it follows from the file as a whole
    if source.overridden.intersection(around) or keys is None:
        return Where(path=COMMAND_LINE, element=named(path))
    spot = next((keys[part] for part in around if part in keys), None)
    return Where(
        path=source.name, line=spot.line if spot else 1, column=spot.column if spot else 1, element=named(path)
    )
