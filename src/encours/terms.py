"""Payment terms as French contracts write them, and the day they make an invoice fall due (L.441-10)."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Reading = Literal["A", "B"]

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Terms:
    """Days after the invoice, perhaps the end of the month, perhaps a day of the month that follows.

    `end_of_month` is "" (net), "A" (days first, then the end of that month) or "B" (end of the month of the
    invoice first, then the days): both are legal and the contract says which. `day` (1 to 31) is the "le 10"
    of "30 FDM le 10" and goes with reading A only. As text it is short and read back by `parse_terms`.

    >>> str(Terms(30)), str(Terms(45, "A")), str(Terms(45, "B")), str(Terms(30, "A", 10))
    ('30', '45 FDM', 'FDM 45', '30 FDM le 10')
    """

    days: int
    end_of_month: Literal["", "A", "B"] = ""
    day: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.days <= MOST_DAYS:
            raise ValueError(f"{self.days} days: expected 0 to {MOST_DAYS}")
        if self.day is None:
            return
        if not 1 <= self.day <= 31:
            raise ValueError(f"day {self.day} of the month: expected 1 to 31")
        if self.end_of_month != "A":
            raise ValueError(f"day {self.day} of the month: expected after 'n days end of month'")

    def __str__(self) -> str:
        if self.end_of_month == "B":
            return f"FDM {self.days}"
        text = f"{self.days} FDM" if self.end_of_month else f"{self.days}"
        return f"{text} le {self.day}" if self.day else text


DEFAULT = Terms(30)  # L.441-10: thirty days when the parties agreed on nothing


def due_date(issue: date, terms: Terms) -> date:
    """The day an invoice issued on `issue` falls due.

    Net: `d + n`. Reading A: `EOM(d + n)`. Reading B: `EOM(d) + n`. "n FDM le k": day k, or the last one of a
    shorter month, in the month after `EOM(d + n)`.

    >>> due_date(date(2008, 3, 12), Terms(45, "A")), due_date(date(2008, 3, 12), Terms(45, "B"))
    (datetime.date(2008, 4, 30), datetime.date(2008, 5, 15))
    >>> due_date(date(2023, 12, 12), Terms(30, "A", 10)), due_date(date(2023, 12, 12), Terms(30, "A", 31))
    (datetime.date(2024, 2, 10), datetime.date(2024, 2, 29))
    >>> due_date(date(2022, 1, 31), Terms(30))
    datetime.date(2022, 3, 2)
    """
    if terms.end_of_month == "B":
        return _end_of_month(issue) + timedelta(terms.days)
    due = issue + timedelta(terms.days)
    if not terms.end_of_month:
        return due
    due = _end_of_month(due)
    if terms.day is None:
        return due
    following = due + timedelta(1)
    return following.replace(day=min(terms.day, _end_of_month(following).day))


def parse_terms(text: str, reading: Reading = "A") -> Terms:
    """The terms written in French or English; ValueError says what is not understood.

    `reading` is what "45 days end of month" means where the text does not settle it; "end of month 45 days"
    says reading B by its own order.

    >>> parse_terms("45 jours fin de mois"), parse_terms("45 jours fin de mois", reading="B")
    (Terms(days=45, end_of_month='A', day=None), Terms(days=45, end_of_month='B', day=None))
    >>> parse_terms("fin de mois 45 jours")
    Terms(days=45, end_of_month='B', day=None)
    >>> parse_terms("30 FDM le 10"), parse_terms("net 30"), parse_terms("comptant")
    (Terms(days=30, end_of_month='A', day=10), Terms(days=30, end_of_month='', day=None), Terms(days=0, ...))
    """
    plain = _plain(text)
    shape, numbers = _shape(plain, text)
    match shape:
        case "n":
            return Terms(numbers[0])
        case "e":
            return Terms(0, "A")
        case "c":
            return Terms(0)
        case "ne":
            return Terms(numbers[0], reading)
        case "en" | "nb":
            return Terms(numbers[0], "B")
        case "nen" | "neln":
            return Terms(numbers[0], "A", numbers[1])
        case "eln":
            return Terms(0, "A", numbers[0])
    raise ValueError(f"payment terms not understood: {text!r} (expected such as 30, 45 FDM, 30 FDM le 10)")


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _plain(text: str) -> str:
    """Lower case without accents or punctuation that carries no meaning."""
    letters = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"(?:[\s.,;:+()'’_]|(?<=\S)-)+", " ", letters).strip()


_TOKENS = re.compile(
    r"""\s*(?:
    (?P<b> (?:apres|after)\ (?:(?:la|the)\ )?(?:fin\ (?:de|du)\ mois|end\ of\ (?:the\ )?month) )
    | (?P<e> fin\ (?:de\ |du\ )?mois | end\ of\ (?:the\ )?month | month\ end | fdm | eom | fm )
    | (?P<c> (?:paiement\ )?(?:au\ )?comptant | (?:a\ )?reception(?:\ de\ (?:la\ )?facture)?
        | cash(?:\ on\ delivery)? | (?:due\ |payable\ )?(?:on|upon)\ receipt | immediat(?:e|ement)? | cod )
    | (?P<l> le | on\ the | on ) (?![a-z])
    | (?P<noise> nets? | jours? | jrs? | days? | [jd] | a | sous | within | after | apres | from | compter
        | de | du | la | the | of | terms? | date | (?:d\ )?emission | factures? | invoice ) (?![a-z])
    | (?P<n> \d{1,4} ) (?: (?:er|e|eme|st|nd|rd|th) (?=$|\s) )? (?!\d)
    )""",
    re.VERBOSE,
)


def _shape(plain: str, text: str) -> tuple[str, list[int]]:
    """What the words are, one letter each, and the numbers among them.

    n: a number, e: end of month, b: after the end of month, l: the "le" before a day, c: cash on delivery.
    """
    shape, numbers, at = "", [], 0
    while at < len(plain):
        found = _TOKENS.match(plain, at)
        if found is None:
            raise ValueError(f"payment terms not understood: {text!r} (at {plain[at:].strip()!r})")
        at = found.end()
        kind = found.lastgroup or ""
        if kind == "n":
            numbers.append(int(found["n"]))
        if kind != "noise":
            shape += kind
    return shape, numbers
