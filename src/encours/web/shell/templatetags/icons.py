"""Icons drawn inline: `{% lucide "plus" size=15 %}`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
SPACE = "{http://www.w3.org/2000/svg}"


@register.simple_tag
def lucide(name: str, size: int = 24, **attributes: Any) -> SafeString:
    """The icon of that name, `size` pixels square, with attributes of its own (`stroke_width="2.4"`).

    KeyError for an icon the package does not have.
    """
    return _drawn(
        str(name), size, tuple((key.replace("_", "-"), str(value)) for key, value in attributes.items())
    )


@cache  # as many as the templates name
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    svg = ElementTree.fromstring(_archive().read(f"{name}.svg"))
    for node in svg.iter():
        node.tag = node.tag.removeprefix(SPACE)
    svg.attrib |= {"width": str(size), "height": str(size), **dict(attributes)}
    return mark_safe(ElementTree.tostring(svg, encoding="unicode"))


@cache
def _archive() -> ZipFile:
    """The package opens its archive again for each icon, and reads the list of its 1 700: ten milliseconds each."""
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))
