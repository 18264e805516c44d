"""How a table stands on its page: its title, its order, what ticks its rows, what it says when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from encours.web.tables.columns import Row


@dataclass(frozen=True, slots=True)
class Empty:
    """What to do when there is no row at all: a sentence, and a link if there is one to follow."""

    message: str
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """Boxes to tick rows: `value` identifies a row, `amount` is the money column whose ticked rows are added up.

    `action` receives the form (POST, names `chosen`); `template` draws its buttons.
    """

    value: Callable[[Row], str]
    label: Callable[[Row], str]
    amount: str = ""
    action: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a table stands on its page.

    `perimeter` says what its files are about, besides the date and the scope of the page, and `about` more lines of it
    (filters); `sort` is the order it opens on (`-overdue`). `filters` is
    a template of more fields for the form above the table, `filter_names` the parameters those fields hold.
    `paper=False` prints the rows shown where the list is longer (the largest of a cockpit).
    `tools=False` leaves the rows and the pager alone (a short list on the cockpit).
    Its files bear its title, `code` (of a customer) and the day.
    """

    title: str
    perimeter: str = ""
    about: tuple[str, ...] = ()
    sort: str = ""
    size: int = 50
    prefix: str = ""
    empty: Empty | None = None
    checks: Checks | None = None
    filters: str = ""
    filter_names: tuple[str, ...] = ()
    search: bool = True
    placeholder: str = ""
    tools: bool = True
    paper: bool = True
    code: str = ""
