"""The conditions of a page: read from its address within bounds, told in words, each with the way to take it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from encours.api import words
from encours.cube.filters import DATES, Filter, canonical, condition, parse
from encours.errors import UsageError
from encours.i18n import _, counted
from encours.web.labels import fields
from encours.web.typography import number

MOST = 40
LONGEST = 20_000  # a condition may list some hundreds of values
COMPARISONS = {"!=": "≠", ">=": "≥", "<=": "≤", ">": ">", "<": "<"}
MANY_VALUES = 4
PLACES = 5  # of an amount of the book


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in words, and the address of the page without it."""

    label: str
    text: str
    without: str


def read(texts: Sequence[str], custom: Mapping[str, str]) -> list[str]:
    """The conditions of an address, once each, in order.

    UsageError when they are too many, too long, or not ones the book understands.
    """
    said = list(dict.fromkeys(text for text in texts if text.strip()))
    if len(said) > MOST:
        raise UsageError(_("A page has at most {0} filters, not {1}.").format(MOST, len(said)))
    for text in said:
        if len(text) > LONGEST or "\0" in text:
            raise UsageError(_("A filter of this page is too long or cannot be read."))
        condition(parse(text, custom), "")  # its numbers and dates are read here, before anything is asked
    return list(dict.fromkeys(canonical(text, custom) for text in said))


def chips(
    said: Sequence[str], custom: Mapping[str, str], url: Callable[[list[str]], str], base: str = "due"
) -> list[Chip]:
    """One chip for each condition; `url` gives the address of the page under other conditions."""
    found = []
    for place, text in enumerate(said):
        label, told = in_words(parse(text, custom), base)
        found.append(Chip(label, told, url([*said[:place], *said[place + 1 :]])))
    return found


def told(said: Sequence[str], custom: Mapping[str, str], base: str = "due") -> tuple[str, ...]:
    """The conditions on one line, for a file; nothing where there is none."""
    found = [
        " ".join((f"{label}:", text)) for label, text in (in_words(parse(one, custom), base) for one in said)
    ]
    return (_("Filters: {0}").format(" · ".join(found)),) if found else ()


def in_words(wanted: Filter, base: str = "due") -> tuple[str, str]:
    """The field of a condition, and what is asked of it.

    >>> in_words(parse("kind=invoice,bill", {})), in_words(parse("amount=1000..", {}))
    (('Kind', 'Invoice or Bill of exchange'), ('Amount', '≥ 1,000'))
    """
    label = words.field(wanted.field)
    if wanted.operator in ("~", "!~"):
        sentence = _("contains “{0}”") if wanted.operator == "~" else _("does not contain “{0}”")
        return label, sentence.format(wanted.values[0])
    told = [_value(wanted, value, base) for value in wanted.values[:MANY_VALUES]]
    more = len(wanted.values) - MANY_VALUES
    text = _(" or ").join(told) + (
        " " + counted("and {0} other", "and {0} others", more).format(more) if more > 0 else ""
    )
    sign = COMPARISONS.get(wanted.operator, "")
    return label, f"{sign} {text}".strip()


def _value(wanted: Filter, value: str, base: str) -> str:
    low, dots, high = value.partition("..")
    if not (dots and (wanted.dimension is None or wanted.field in DATES)):
        return _bound(wanted, value, base)
    if low and high:
        return _("{0} to {1}").format(_bound(wanted, low, base), _bound(wanted, high, base))
    return f"≥ {_bound(wanted, low, base)}" if low else f"≤ {_bound(wanted, high, base)}"


def _bound(wanted: Filter, text: str, base: str) -> str:
    if wanted.dimension is not None or not text:
        return fields.value(wanted.field, text, base)
    exact = Decimal(text.replace(" ", ""))
    return number(exact, min(max(-int(exact.as_tuple().exponent), 0), PLACES))
