"""`python -m benchmarks.validate`: how fast the validator is, and how much memory a large sitemap needs.

Each figure is the best of several runs on documents made here; the goals are those of the project.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import best_of

_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_RUNS = 5
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PARAGRAPH = (
    '<p>Lorem ipsum <a href="https://example.com/a">dolor</a> sit amet, <em>consectetur</em> 한국어 adipiscing elit, '
    '<img src="https://example.com/i.png" alt="i" width="10" height="10"> sed do eiusmod tempor incididunt.</p>\n'
)
_ENTRY_SIZE = 6000


def rss(entries: int, size: int = _ENTRY_SIZE) -> bytes:
    """Return an RSS feed whose entries have a full text of about that many bytes."""
    body = _PARAGRAPH * (size // len(_PARAGRAPH.encode()))
    items = "".join(
        f"<item><title>Post {i}</title><link>https://example.com/{i}/</link><guid>https://example.com/{i}/</guid>"
        f"<pubDate>Tue, 05 May 2026 10:{i // 60 % 60:02}:{i % 60:02} GMT</pubDate><description>Post {i}</description>"
        f"<content:encoded><![CDATA[{body}{i}]]></content:encoded></item>\n"
        for i in range(entries)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
        "<link>https://example.com/</link><description>News</description><language>en</language>"
        f'<atom:link rel="self" type="application/rss+xml" href="https://example.com/rss.xml"/>{items}</channel></rss>'
    ).encode()


def sitemap(urls: int, padding: str = "") -> bytes:
    """Return a sitemap of so many URLs, each longer by the padding."""
    entries = "".join(
        f"<url>\n<loc>https://example.com/posts/{i}/{padding}</loc>\n"
        f"<lastmod>2024-05-{i % 28 + 1:02}</lastmod>\n</url>\n"
        for i in range(urls)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACE}>\n{entries}</urlset>\n'.encode()


def main() -> None:
    """Measure everything and print a line for each."""
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _start_up(folder)
        _one("feed of 100 full entries", rss(100), "rss.xml", 0.060)
        _one("sitemap of 50,000 URLs", sitemap(50_000), "sitemap.xml", 1.0)
        _one("the same, every address wrong", sitemap(50_000).replace(b"https:", b""), "sitemap.xml", 1.0)
        _many(folder)
        _memory(folder)


def _line(what: str, figure: str, goal: str) -> None:
    print(f"{what:38} {figure:>24}   (goal: {goal})", flush=True)


def _start_up(folder: Path) -> None:
    file = folder / "small.xml"
    file.write_bytes(rss(1, 300))
    command = [sys.executable, "-m", "feedpub.cli", "validate", "--quiet", str(file)]
    script = Path(sys.executable).with_name("feedpub")
    if script.exists():
        command = [str(script), "validate", "--quiet", str(file)]
    best = best_of(_RUNS, lambda: subprocess.run(command, capture_output=True, check=False))
    _line("start-up with one small feed", f"{best * 1000:.0f} ms", "150 ms")


def _one(what: str, data: bytes, name: str, goal: float) -> None:
    from feedpub.validator import RULES, Ruleset, check  # noqa: PLC0415 - start-up is measured before
    from feedpub.validator.sources import bytes_source  # noqa: PLC0415 - as above

    rules = Ruleset(RULES)
    source = bytes_source(name, data, f"https://example.com/{name}")
    best = best_of(_RUNS, lambda: check(source, rules, now=_NOW))
    megabytes = len(data) / 1e6
    _line(what, f"{best * 1000:.0f} ms, {megabytes / best:.1f} MB/s", f"{goal * 1000:.0f} ms for {megabytes:.1f} MB")


def _many(folder: Path) -> None:
    from feedpub.validator import RULES, Ruleset  # noqa: PLC0415 - as above
    from feedpub.validator.check import check_files  # noqa: PLC0415 - as above
    from feedpub.validator.sources import Location, files_in  # noqa: PLC0415 - as above

    root = folder / "public"
    for i in range(1000):
        file = root / f"category/{i}/rss.xml"
        file.parent.mkdir(parents=True)
        file.write_bytes(rss(20, 1000).replace(b"<title>News", b"<title>News %d" % i))
    location = Location(root=root, base_url="https://example.com/")
    begun = time.perf_counter()
    check_files(files_in(root), location, Ruleset(RULES), now=_NOW)
    _line("folder of 1,000 feeds of 20 entries", f"{time.perf_counter() - begun:.1f} s", "10 s")


def _memory(folder: Path) -> None:
    file = folder / "large.xml"
    file.write_bytes(sitemap(50_000, "a" * 910))
    _peak("sitemap of 50 MB, 50,000 URLs", file)
    file.write_bytes(sitemap(560_000))
    _peak("sitemap of 50 MB, 560,000 URLs", file)


def _peak(what: str, file: Path) -> None:
    """Run in a process of its own, which tells its peak; on Linux that of rusage holds the parent's, too."""
    code = (
        "import sys, datetime, pathlib, re, resource, time\n"
        "from feedpub.validator import RULES, Ruleset, check\n"
        "from feedpub.validator.sources import Location, file_source\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "source = file_source(file, Location(root=file.parent))\n"
        "begun = time.perf_counter()\n"
        "check(source, Ruleset(RULES), now=datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC))\n"
        "spent = time.perf_counter() - begun\n"
        "status = pathlib.Path('/proc/self/status')\n"
        "peak = re.search(r'VmHWM:\\s*([0-9]+)', status.read_text()) if status.exists() else None\n"
        "print(spent, peak[1] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, check=True, text=True)
    seconds, kilobytes = map(float, done.stdout.split())
    _line(what, f"{kilobytes * _UNIT / 1e6:.0f} MB, {seconds:.1f} s", "200 MB")


_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the peak."""

if __name__ == "__main__":
    main()
