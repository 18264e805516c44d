"""Pictures people send: what they hold decides, and nothing in them runs, fetches or explodes."""

from __future__ import annotations

import struct
import zlib

import pytest

from encours.errors import UsageError
from encours.reports.statement.logo import LARGEST, kind_of, size_of
from encours.reports.statement.pdf import refuse_unprintable
from tests.reports.statement.samples import LOGO

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{0}</svg>'


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A grey picture; with fewer rows than it says, a broken one."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    data = zlib.compress(b"\0" * (1 + width) * (height if rows is None else rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_picture_is_known_by_what_it_holds() -> None:
    assert (kind_of(png(3, 2)), size_of(png(3, 2)), kind_of(LOGO)) == ("png", (3, 2), "svg")
    frame = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x05\x00\x09" + bytes(20)
    assert (kind_of(frame), size_of(frame)) == ("jpg", (9, 5))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"<html>",
        b"<svg",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x00",
        b'<svg xmlns="http://example.com"/>',
        SVG.format("é").encode("utf-16"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"PNG|read"):
        kind_of(content)


def test_a_small_file_that_unpacks_to_an_enormous_picture_is_refused() -> None:
    assert len(png(50_000, 50_000, 1)) < LARGEST
    with pytest.raises(UsageError, match="million pixels"):
        kind_of(png(50_000, 50_000, 1))


def test_a_heavy_file_is_refused() -> None:
    with pytest.raises(UsageError, match="500 kB"):
        kind_of(LOGO + b" " * LARGEST)


@pytest.mark.parametrize(
    "held",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<image href="/etc/passwd"/>',
        '<image xlink:href="https://example.com/a.png"/>',
        '<use href="other.svg#a"/>',
        '<marker id="a"><path d="M0 0"/></marker>',
        '<mask id="a"><path d="M0 0"/></mask>',
        f"<text>{'é' * 5_001}</text>",
        '<rect onload="alert(1)"/>',
        '<rect style="fill: url( http://example.com/a )"/>',
        "<style>@import 'http://example.com/a.css';</style>",
        "<style>rect { fill: url(//example.com/a) }</style>",
        '<a xlink:href="javascript:alert(1)"/>',
        "<filter/>",
        '<use href="#a"/>' * 13,
        "<g/>" * 5_001,
        "<?xml-stylesheet href='a'?>",
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(held: str) -> None:
    with pytest.raises(UsageError, match="may not hold"):
        kind_of(SVG.format(held).encode())


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>")
    with pytest.raises(UsageError, match="DOCTYPE"):
        kind_of(bomb.encode())


def test_a_drawing_that_points_into_itself_is_taken() -> None:
    held = '<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><g id="b"/><use xlink:href="#b"/>'
    assert kind_of(SVG.format(held).encode()) == "svg"


def test_a_picture_that_does_not_draw_is_refused() -> None:
    refuse_unprintable(png(3, 2), "png")
    refuse_unprintable(LOGO, "svg")
    with pytest.raises(UsageError, match="cannot be read"):
        refuse_unprintable(png(3, 2)[:40], "png")
