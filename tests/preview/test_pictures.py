"""Pictures that lie in the site are shown from there, and nothing else of the disk is."""

from __future__ import annotations

import mimetypes
import re
import struct
import zlib
from html import unescape
from typing import TYPE_CHECKING

import pytest

from feedpub.preview import answers
from tests.preview.site import PreviewedSite

if TYPE_CHECKING:
    from pathlib import Path

POST = "content/shown.md"


def _png() -> bytes:
    """Return a picture of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(2))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


PNG = _png()


@pytest.fixture
def site(tmp_path: Path) -> PreviewedSite:
    return PreviewedSite(tmp_path)


def showing(site: PreviewedSite, body: str, **files: bytes) -> None:
    """Give the site a post with this text, and files by their paths, with `__` for a slash."""
    site.post("shown", title="Shown", date="2024-06-30", body=body)
    for name, data in files.items():
        path = site.folder / name.replace("__", "/").replace("_png", ".png").replace("_svg", ".svg")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def sources(site: PreviewedSite) -> list[str]:
    """Return the addresses of the pictures of the text, as a browser asks for them."""
    text = site.get(f"/_feedpub/text?post={POST}").body.decode()
    return [unescape(each) for each in re.findall(r'(?:src|poster|srcset)="([^"]*)"', text)]


@pytest.mark.parametrize("place", ["static__tea_png", "assets__tea_png", "public__tea_png", "content__tea_png"])
def test_a_picture_of_the_site_is_shown_from_its_folder(site: PreviewedSite, place: str) -> None:
    showing(site, "![Tea](/tea.png)", **{place: PNG})
    (address,) = sources(site)
    assert address.startswith("/_feedpub/picture?post=content%2Fshown.md&url=https%3A%2F%2F")
    found = site.get(address)
    assert (found.body, found.type, found.policy) == (PNG, "image/png", answers.OF_PICTURES)


def test_the_kinds_of_pictures_are_those_of_feeds_however_little_the_machine_knows(
    site: PreviewedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mimetypes, "types_map", {})
    monkeypatch.setattr(mimetypes, "_db", mimetypes.MimeTypes())  # as where no file of the system has more
    showing(site, "![Tea](/tea.webp?v=1)")
    (site.folder / "static").mkdir()
    (site.folder / "static" / "tea.webp").write_bytes(b"RIFF")
    (address,) = sources(site)
    assert (site.get(address).body, site.get(address).type) == (b"RIFF", "image/webp")


def test_a_picture_beside_the_post_is_shown(site: PreviewedSite) -> None:
    showing(site, "![Tea](tea.png)", content__tea_png=PNG)
    (address,) = sources(site)
    assert site.get(address).body == PNG


def test_each_picture_of_a_set_is_shown(site: PreviewedSite) -> None:
    showing(
        site,
        '<img src="/a.png" srcset="/a.png 1x, /b.png 2x, https://elsewhere.example/c.png 3x" alt="a">',
        static__a_png=PNG,
        static__b_png=PNG,
    )
    src, several = sorted(sources(site), key=len)
    assert src.startswith("/_feedpub/picture?")
    first, second, third = (each.split() for each in several.split(", "))
    assert (first[1], second[1], third) == ("1x", "2x", ["https://elsewhere.example/c.png", "3x"])
    assert site.get(second[0]).body == PNG


@pytest.mark.parametrize(
    ("body", "files"),
    [
        ("![x](https://elsewhere.example/tea.png)", {"static__tea_png": PNG}),
        ("![x](/gone.png)", {"static__tea_png": PNG}),
        ("![x](/../feedpub.toml)", {}),
    ],
)
def test_what_does_not_lie_in_the_site_stays_what_it_is(
    site: PreviewedSite, body: str, files: dict[str, bytes]
) -> None:
    showing(site, body, **files)
    assert not [each for each in sources(site) if each.startswith("/_feedpub/picture")]


@pytest.mark.parametrize(
    "address",
    [
        "/_feedpub/picture?post=content/shown.md&url=https://example.com/other.png",
        "/_feedpub/picture?post=content/amber.md&url=https://example.com/tea.png",
        "/_feedpub/picture?post=content/shown.md&url=https://example.com/../feedpub.toml",
        "/_feedpub/picture?post=content/shown.md&url=/etc/hostname",
        "/_feedpub/picture?post=content/shown.md",
        "/_feedpub/picture",
    ],
)
def test_nothing_is_answered_that_the_post_does_not_show(site: PreviewedSite, address: str) -> None:
    showing(site, "![Tea](/tea.png)", static__tea_png=PNG, static__other_png=PNG)
    assert site.get(address).status == 404


def test_a_file_that_is_no_picture_is_not_answered(site: PreviewedSite) -> None:
    showing(site, '<img src="/secret.txt" alt="x">')
    (site.folder / "static").mkdir()
    (site.folder / "static" / "secret.txt").write_text("secret", encoding="utf-8")
    assert sources(site) == [f"{site.preview().site.url}secret.txt"]
    assert site.get(f"/_feedpub/picture?post={POST}&url={site.preview().site.url}secret.txt").status == 404


def test_a_link_out_of_the_site_is_not_followed(site: PreviewedSite, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "tea.png"
    outside.write_bytes(PNG)
    showing(site, "![Tea](/tea.png)")
    (site.folder / "static").mkdir()
    try:
        (site.folder / "static" / "tea.png").symlink_to(outside)
    except OSError:
        pytest.skip("links need a right on Windows")
    assert sources(site) == [f"{site.preview().site.url}tea.png"]


def test_a_picture_that_has_gone_since_is_not_found(site: PreviewedSite) -> None:
    showing(site, "![Tea](/tea.png)", static__tea_png=PNG)
    (address,) = sources(site)
    (site.folder / "static" / "tea.png").unlink()
    assert site.get(address).status == 404
