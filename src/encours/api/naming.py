"""What an open book says of itself where a program shows it: what it holds, how far, and what part of it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from encours.cube.about import About
from encours.cube.filters import Filter
from encours.i18n import _, counted


def told(about: About, folder: Path, confines: Sequence[Filter] = (), closed: bool = False) -> str:
    """One line.

    >>> told(About(3, None, {}, ("EUR",), 1), Path("book"))
    '<book: no item yet, import 3>'
    """
    if closed:
        return f"<{folder}: " + _("closed") + ">"
    if about.data_date is None:
        held = [_("no item yet")]
    elif confines:  # how many there are beyond is not told
        held = [_("seen within {0}").format(" · ".join(map(_condition, confines)))]
    else:
        held = [
            counted("{0} entity", "{0} entities", len(about.since)).format(len(about.since)),
            counted("{0} customer", "{0} customers", about.customers).format(about.customers),
            ", ".join(about.currencies),
        ]
    until = [_("data up to {0}").format(about.data_date)] if about.data_date else []
    return f"<{folder}: " + ", ".join([*held, *until, _("import {0}").format(about.version)]) + ">"


def _condition(one: Filter) -> str:
    return f"{one.field}{one.operator}{','.join(one.values)}"
