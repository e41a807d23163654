"""Each file under `.feedpub` damaged in every way, and state that somebody prepared to do harm.

Files of others must stay as they are, and what is published must be what a build without any state publishes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
from typing import TYPE_CHECKING

from tests.harness import snapshot
from tests.harness.plan import Fault
from tests.harness.points import Loss, Sweep, Tally
from tests.harness.sites import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.harness.runner import Built, Runner

_HUGE = 300_000_000
_DEEP = 100_000
_SYSTEM_FAULT = 3


def _truncated(file: Path, _site: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _empty(file: Path, _site: Path) -> None:
    file.write_bytes(b"")


def _bit_flipped(file: Path, _site: Path) -> None:
    data = bytearray(file.read_bytes() or b"\0")
    data[len(data) // 2] ^= 4
    file.write_bytes(data)


def _zeros(file: Path, _site: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


def _other_contents(file: Path, _site: Path) -> None:
    file.write_bytes(b"\x80\x04\x95 no state at all \xff\xfe")


def _deep_json(file: Path, _site: Path) -> None:
    file.write_bytes(b'{"version": 1, "files": ' + b"[" * _DEEP + b"]" * _DEEP + b"}")


def _directory(file: Path, _site: Path) -> None:
    file.unlink()
    file.mkdir()


def _link(file: Path, site: Path) -> None:
    file.unlink()
    file.symlink_to(site / "outside" / "victim.txt")


def _fifo(file: Path, _site: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _unreadable(file: Path, _site: Path) -> None:
    file.chmod(0)


def _huge(file: Path, _site: Path) -> None:
    os.truncate(file, _HUGE)


def _swapped(file: Path, _site: Path) -> None:
    other = next(one for one in sorted(file.parent.iterdir(), reverse=True) if one != file)
    data = file.read_bytes()
    shutil.copyfile(other, file)
    other.write_bytes(data)


def _older(file: Path, _site: Path) -> None:
    """The first digit of a version or a count is another one, as of another edition."""
    data = file.read_bytes()
    place = next((place for place, byte in enumerate(data) if byte in b"123456789"), None)
    file.write_bytes(b"0" + data if place is None else data[:place] + b"0" + data[place + 1 :])


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "truncated": _truncated,
    "empty": _empty,
    "a bit flipped": _bit_flipped,
    "zeros": _zeros,
    "other contents": _other_contents,
    "deep JSON": _deep_json,
    "a folder": _directory,
    "a link to a file of others": _link,
    "a FIFO": _fifo,
    "unreadable": _unreadable,
    "huge": _huge,
    "swapped with another": _swapped,
    "of another edition": _older,
}


def damaged(runner: Runner, kept: Path, every: int = 1) -> Tally:
    """Damage each file of the state in each way, with an update to be made, and with one that was cut short.

    `every` leaves out all but every so many of these cases.
    """
    tally = Tally()
    for scenario in SCENARIOS:
        if scenario.name not in {"text edited", "after a kill, renaming"}:
            continue
        sweep = Sweep(runner, scenario, kept)
        names = sorted(one.name for one in (sweep.restored() / snapshot.STATE).iterdir())
        for name, way in list(itertools.product(names, WAYS))[::every]:
            site = sweep.restored()
            WAYS[way](site / snapshot.STATE / name, site)
            built = runner.build(site, scenario.arguments)
            if _is_told(built, name):
                _remove(site / snapshot.STATE / name)
            elif built.status != scenario.status:
                tally.losses.append(Loss(point=f"{name} is {way}", problem="not told why", said=built.err))
            sweep.note(built, Fault.EIO, f"{name} is {way}", tally)
    return tally


def _remove(file: Path) -> None:
    """Do what a build that is in its way asks for."""
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink()


def _is_told(built: Built, name: str) -> bool:
    """Whether a build has refused to go on, and says what is in its way."""
    return built.status == _SYSTEM_FAULT and name.split(".", maxsplit=1)[0] in built.err


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _key(output: str) -> str:
    return hashlib.sha256(output.encode()).hexdigest()[:16]


def _temporary(path: str) -> str:
    parent, slash, _ = path.rpartition("/")
    return f"{parent}{slash}.feedpub-{hashlib.sha256(path.encode()).hexdigest()[:16]}"


def _journal(site: Path, **fields: object) -> None:
    record: dict[str, object] = {
        "version": 1,
        "ready": True,
        "folders": [],
        "moves": [],
        "removals": [],
        "manifest": {},
    }
    (site / snapshot.STATE / f"{_key('public')}.journal.json").write_text(json.dumps({**record, **fields}), "utf-8")


def _manifest(site: Path, files: dict[str, str]) -> None:
    text = json.dumps({"version": 1, "files": files})
    (site / snapshot.STATE / f"{_key('public')}.manifest.json").write_text(text, "utf-8")


def _moves(site: Path, temporary: str, target: str) -> None:
    before = _digest(site / "public" / target) if (site / "public" / target).is_file() else None
    file = (site / "public" / temporary).resolve()
    after = _digest(file) if file.is_file() else "0"
    _journal(site, moves=[{"temporary": temporary, "target": target, "before": before, "after": after}])


def _removals(site: Path, target: str) -> None:
    _journal(site, removals=[{"target": target, "before": _digest(site / "public" / target)}])


def _planted(site: Path, target: str) -> None:
    """A temporary file of our own kind of name, committed beside a file of others, which it is to replace."""
    (site / "public" / _temporary(target)).write_text("planted", "utf-8")
    _moves(site, _temporary(target), target)


def _linked(site: Path, name: str) -> None:
    (site / snapshot.STATE / name).symlink_to(site / "outside" / "victim.txt")


def _kept(site: Path, namespace: str) -> str:
    """Return what another checkout of this site calls the value of a namespace."""
    [file] = (site / "made").glob(f"{namespace}.*")
    return file.name


def _state_elsewhere(site: Path) -> None:
    (site / snapshot.STATE).rmdir()
    (site / snapshot.STATE).symlink_to(site / "outside")


def _poisoned(site: Path, replaced: bytes, by: bytes) -> None:
    """State of another checkout of this site, in which every address is another one of the same length."""
    shutil.rmtree(site / snapshot.STATE)
    shutil.copytree(site / "made", site / snapshot.STATE)
    for file in (site / snapshot.STATE).iterdir():
        file.write_bytes(file.read_bytes().replace(replaced, by))


_VICTIM = "../outside/victim.txt"
HARM: dict[str, Callable[[Path], None]] = {
    "a journal moves a file from outside": lambda site: _moves(site, _VICTIM, "x.txt"),
    "a journal moves a file by its absolute name": lambda site: _moves(site, str(site / "outside/victim.txt"), "x.txt"),
    "a journal moves a file onto one outside": lambda site: _moves(site, "style.css", _VICTIM),
    "a journal moves a source": lambda site: _moves(site, "../content/one.md", "rss.xml"),
    "a journal moves a planted file": lambda site: _planted(site, "style.css"),
    "a journal removes a file outside": lambda site: _removals(site, _VICTIM),
    "a journal removes a file of others": lambda site: _removals(site, "style.css"),
    "a journal that is not ready names files of others": lambda site: _journal(
        site,
        ready=False,
        folders=["../outside", "category"],
        moves=[{"temporary": "style.css", "target": "rss.xml", "before": None, "after": "0"}],
    ),
    "a journal says what is ours": lambda site: _journal(
        site, manifest={"style.css": _digest(site / "public/style.css")}
    ),
    "a journal with wrong types": lambda site: _journal(site, moves={"a": 1}, folders=7, removals="x", manifest=[]),
    "a journal that is nested deeply": lambda site: _deep_json(
        site / snapshot.STATE / f"{_key('public')}.journal.json", site
    ),
    "a manifest names files of others": lambda site: _manifest(
        site, {path: _digest(site / "public" / path) for path in ("style.css", "category/note.txt", _VICTIM)}
    ),
    "the lock is a link": lambda site: _linked(site, f"{_key('public')}.lock"),
    "the lock by name is a link": lambda site: _linked(site, f"{_key('public')}.lock.pid"),
    "the manifest is a link": lambda site: _linked(site, f"{_key('public')}.manifest.json"),
    "the next manifest is a link": lambda site: _linked(site, f"{_key('public')}.manifest.json.new"),
    "the next journal is a link": lambda site: _linked(site, f"{_key('public')}.journal.json.new"),
    "what is known of the posts is a link": lambda site: _linked(site, _kept(site, "group")),
    "what was read is a link": lambda site: _linked(site, _kept(site, "record")),
    "the note of the last build is a link": lambda site: _linked(site, _kept(site, "note")),
    "what is kept of feeds is a link": lambda site: _linked(site, _kept(site, "feed")),
    "feeds found valid are a link": lambda site: _linked(site, _kept(site, "document")),
    "the state is elsewhere": _state_elsewhere,
    "records with other addresses": lambda site: _poisoned(site, b"example.com", b"evil.invalid"[:11]),
    "records with other titles": lambda site: _poisoned(site, b"Three", b"Evil!"),
    "records with scripts": lambda site: _poisoned(site, b"White tea.", b"<script>//"),
}


def hostile(runner: Runner, kept: Path) -> Tally:
    """Build a fresh checkout with state that somebody committed."""
    tally = Tally()
    scenario = next(one for one in SCENARIOS if one.name == "first build")
    sweep = Sweep(runner, scenario, kept)
    made = _state_made(runner, sweep, scenario.arguments)
    for what, harm in HARM.items():
        site = sweep.restored()
        shutil.copytree(made, site / "made")
        (site / snapshot.STATE).mkdir()
        harm(site)
        shutil.rmtree(site / "made")
        built = runner.build(site, scenario.arguments)
        told = built.status == scenario.status or (built.status == _SYSTEM_FAULT and snapshot.STATE in built.err)
        tally.losses += [] if told else [Loss(point=what, problem=f"exit status {built.status}", said=built.err)]
        tally.losses += [Loss(point=what, problem=each, said=built.err) for each in _harm_done(sweep, built)]
        tally.points[Fault.EIO] += 1
        tally.statuses[built.status] += 1
    return tally


def _state_made(runner: Runner, sweep: Sweep, arguments: tuple[str, ...]) -> Path:
    """Return a copy of what a build keeps of the site."""
    site = sweep.restored()
    runner.build(site, arguments)
    made = runner.root / "made"
    shutil.copytree(site / snapshot.STATE, made)
    return made


def _harm_done(sweep: Sweep, built: Built) -> Iterator[str]:
    """What a hostile state has changed: where the build went through, and where it did not."""
    standing = snapshot.files(sweep.output)
    wanted = sweep.expected.new if built.status == 0 else sweep.expected.old
    planted = {path for path in snapshot.temporary(standing) if standing[path] == b"planted"}
    yield from (
        [wrong]
        if (wrong := snapshot.difference({k: v for k, v in standing.items() if k not in planted}, wanted))
        else []
    )
    yield from (
        [f"files of others: {wrong}"] if (wrong := snapshot.difference(sweep.others(), sweep.expected.others)) else []
    )
    if "Traceback (most recent call last)" in built.err:
        yield "traceback"
