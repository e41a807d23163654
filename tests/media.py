"""Recordings and pictures made in code: small, valid, and of a known length."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FRAME = b"\xff\xfb\x90\x64" + bytes(413)
"""A silent frame of MPEG 1 layer III: 128 kbit/s, 44.1 kHz, 1152 samples, 417 bytes."""
_SAMPLES, _RATE = 1152, 44100


def mp3(seconds: float, chapters: Sequence[tuple[int, int, str]] = (), cover: bytes = b"") -> bytes:
    """Return an MP3 that plays so long; `chapters` are start and end in milliseconds and the title."""
    tags = b"".join(_chapter(number, *each) for number, each in enumerate(chapters))
    if cover:
        tags += _frame(b"APIC", b"\x03image/png\0\x03\0" + cover)
    return (_id3(tags) if tags else b"") + _FRAME * round(seconds * _RATE / _SAMPLES)


def _id3(frames: bytes) -> bytes:
    """ID3v2.4, section 3.1: the size in seven bits a byte."""
    return b"ID3\x04\0\0" + _synchsafe(len(frames)) + frames


def _synchsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: bytes, data: bytes) -> bytes:
    return name + _synchsafe(len(data)) + b"\0\0" + data


def _chapter(number: int, start: int, end: int, title: str) -> bytes:
    """ID3v2 Chapter Frame Addendum, section 3.1."""
    times = struct.pack(">IIII", start, end, 0xFFFFFFFF, 0xFFFFFFFF)
    return _frame(b"CHAP", f"c{number}".encode() + b"\0" + times + _frame(b"TIT2", b"\x03" + title.encode()))


def m4a(seconds: int, chapters: Iterable[tuple[int, str]] = (), cover: bytes = b"") -> bytes:
    """Return an MP4 with a sound track of this length and no samples; `chapters` are starts in ms and titles."""
    listed = [(start, title.encode()) for start, title in chapters]
    inner = b"".join(struct.pack(">QB", start * 10_000, len(title)) + title for start, title in listed)
    chpl = _box(b"chpl", b"\x01\0\0\0" + bytes(4) + bytes([len(listed)]) + inner) if listed else b""
    ilst = _box(b"covr", _box(b"data", struct.pack(">II", 14, 0) + cover)) if cover else b""
    meta = _box(b"meta", bytes(4) + _box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9)) + _box(b"ilst", ilst))
    mdhd = _box(b"mdhd", struct.pack(">IIIIIHH", 0, 0, 0, 1000, seconds * 1000, 0, 0))
    hdlr = _box(b"hdlr", bytes(8) + b"soun" + bytes(13))
    entry = _box(b"mp4a", bytes(6) + struct.pack(">H8xHHHHI", 1, 2, 16, 0, 0, _RATE << 16) + _box(b"free", b""))
    stsd = _box(b"stsd", bytes(4) + struct.pack(">I", 1) + entry)
    trak = _box(b"trak", _box(b"mdia", mdhd + hdlr + _box(b"minf", _box(b"stbl", stsd))))
    mvhd = _box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80))
    return _box(b"ftyp", b"M4A \0\0\0\0M4A mp42") + _box(b"moov", mvhd + trak + _box(b"udta", meta + chpl))


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + name + data


def png(width: int, height: int | None = None) -> bytes:
    """Return a black PNG in RGB of this size in pixels."""
    height = width if height is None else height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(width * 3)) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(width: int, height: int, components: int = 3) -> bytes:
    """Return the beginning of a JPEG of this size, up to the header of its frame; nothing reads further."""
    exif = b"\xff\xe1" + struct.pack(">H", 2 + 20) + b"Exif\0\0" + bytes(14)
    frame = struct.pack(">BHHB", 8, height, width, components) + bytes(3 * components)
    return b"\xff\xd8" + exif + b"\xff\xff\xc0" + struct.pack(">H", 2 + len(frame)) + frame + b"\xff\xd9"
