"""A logo as it is sent: a picture of bounded size, and of a drawing no more than lines, colours and letters."""

from __future__ import annotations

import struct
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from encours.errors import UsageError
from encours.i18n import _

LARGEST = 500_000  # bytes
MOST_PIXELS = 8_000_000
MOST_SHAPES, MOST_COPIES, MOST_LETTERS = 5_000, 12, 5_000
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
SVG = "http://www.w3.org/2000/svg"
# A drawing has nothing to run, to fetch, or to draw a thousand times over.
CLOSED = frozenset(
    {
        "script",
        "foreignObject",
        "image",
        "feImage",
        "filter",
        "pattern",
        "marker",
        "mask",
        "iframe",
        "animate",
        "set",
    }
)
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def kind_of(content: bytes) -> str:
    """`png`, `jpg` or `svg`, by what the file holds, whatever its name. UsageError, with the reason, for any other."""
    if len(content) > LARGEST:
        raise UsageError(_("A logo weighs at most {0} kB.").format(LARGEST // 1000))
    if content.startswith((PNG, JPEG)):
        width, height = size_of(content)
        if not 0 < width * height <= MOST_PIXELS:  # what a small file unpacks to may be enormous
            raise UsageError(_("A logo has at most {0} million pixels.").format(MOST_PIXELS // 1_000_000))
        return "png" if content.startswith(PNG) else "jpg"
    if b"<svg" in content[:2000]:
        _refuse_unless_plain(content)
        return "svg"
    raise UsageError(_("A logo is a PNG, JPEG or SVG file."))


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG, in pixels, as its header says them; UsageError without one."""
    return _png(content) if content.startswith(PNG) else _jpeg(content)


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR" or len(content) < 24:
        raise UsageError(_unreadable())
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    """Size in pixels, in the header of the frame."""
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        mark, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    raise UsageError(_unreadable())


def _refuse_unless_plain(content: bytes) -> None:
    """UsageError for a drawing that runs, fetches or repeats anything."""
    found: list[str] = []
    told: list[str] = []
    reader = ParserCreate(namespace_separator=" ")
    reader.StartDoctypeDeclHandler = lambda *_said: _refuse("<!DOCTYPE>")
    reader.ProcessingInstructionHandler = lambda target, _data: _refuse(f"<?{target}?>")
    reader.StartElementHandler = lambda name, attributes: _look(found, name, attributes)
    reader.CharacterDataHandler = told.append  # a sheet of styles is one
    try:
        # Read as text, so that no other encoding it declares shows it otherwise to who draws it.
        reader.Parse(content.decode("utf-8-sig"), True)
    except (ExpatError, UnicodeDecodeError):
        raise UsageError(_unreadable()) from None
    if not found or found[0] != f"{SVG} svg":
        raise UsageError(_unreadable())
    if sum(map(len, told)) > MOST_LETTERS:  # each is shaped anew for every letter
        _refuse(_("so much text"))
    if _fetched("".join(told)):
        _refuse("<style>")


def _look(found: list[str], element: str, attributes: dict[str, Any]) -> None:
    found.append(element)
    name = element.rpartition(" ")[2]
    if name in CLOSED or len(found) > MOST_SHAPES:
        _refuse(f"<{name}>")
    if name == "use" and sum(held.endswith(" use") for held in found) > MOST_COPIES:
        _refuse("<use>")  # copies of copies grow beyond all measure
    for attribute, value in attributes.items():
        bare, said = attribute.rpartition(" ")[2], value.strip()
        fetches = (bare in ("href", "src") and not said.startswith("#")) or _fetched(said)
        if fetches or bare.lower().startswith("on"):
            _refuse(bare)


def _fetched(value: str) -> bool:
    """Whether a style points anywhere but into the drawing itself."""
    parts = value.lower().replace(" ", "").split("url(")[1:]
    return any(not part.lstrip("\"'").startswith("#") for part in parts) or "@import" in value.lower()


def _refuse(what: str) -> None:
    raise UsageError(_("A logo may not hold {0}: save it as a plain drawing, or as PNG.").format(what))


def _unreadable() -> str:
    return _("This picture cannot be read: save it again as PNG, JPEG or SVG.")
