"""Amounts and dates as software writes them: read exactly or refused, never guessed line by line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal

from encours.said import _

ORDERS = ("ymd", "dmy", "mdy")

_LIKE_A_NUMBER = re.compile(r"[^A-Za-z0-9]*[0-9][0-9\s.,'’]*[^A-Za-z0-9]*")
_PLAIN = re.compile(r"[+-]?[0-9]+")
_SPACES = re.compile("[\\s\u00a0\u202f\u2007\u2009']|\u2019")
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_CODE = re.compile(r"^[A-Z]{3}(?=[^A-Za-z])|(?<=[^A-Za-z])[A-Z]{3}$")
_NUMBER = {
    ",": re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)?(?:,[0-9]*)?"),
    ".": re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:\.[0-9]*)?"),
}
_GROUPED = re.compile(r"[0-9]{1,3}(?:[\s\u00a0\u202f\u2007\u2009'\u2019][0-9]{3})+(?![0-9])")


def mostly_numbers(texts: Iterable[str | None]) -> bool:
    """Whether more than half of the cells that are filled look like numbers.

    >>> mostly_numbers(["1 234,50", None, "n.c.", "12"]), mostly_numbers(["Brest", "12"])
    (True, False)
    """
    filled = [text for text in texts if text]
    return 2 * sum(_LIKE_A_NUMBER.fullmatch(text) is not None for text in filled) > len(filled)


def amount(text: str, decimal: str) -> Decimal:
    """The exact amount written in `text`, whose decimal mark is `decimal` ("," or ".").

    Thousands may be set apart by spaces of any kind, apostrophes or the other mark, in threes; the minus may
    lead, trail or be parentheses; a currency sign or code is passed over. ValueError says why not.

    >>> amount("1 234,50 €", ","), amount("(1,234.50)", "."), amount("000000000007760,45", ",")
    (Decimal('1234.50'), Decimal('-1234.50'), Decimal('7760.45'))
    >>> amount("1,234", ","), amount("1,234", ".")
    (Decimal('1.234'), Decimal('1234'))
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    negative, digits = _unsigned(_without_currency(text))
    number = _closed_up(digits)
    if not _NUMBER[decimal].fullmatch(number) or not re.search("[0-9]", number):
        raise ValueError(_why_not(text, number, decimal))
    thousands = "." if decimal == "," else ","
    value = Decimal(number.replace(thousands, "").replace(",", "."))
    return -value if negative else value


def decimal_mark(samples: Iterable[str]) -> str | None:
    """The decimal mark of a whole column: "," or "."; None when nothing decides or the column disagrees.

    >>> decimal_mark(["1,234", "12,5"]), decimal_mark(["1,234", "1,234,567"]), decimal_mark(["1,234"])
    (',', '.', None)
    """
    votes = mark_votes(samples)
    if votes[","] and not votes["."]:
        return ","
    return "." if votes["."] and not votes[","] else None


def mark_votes(samples: Iterable[str]) -> Counter[str]:
    """How many values prove ",", how many prove ".", and how many ("?") hold a mark that could be either."""
    return Counter(vote for vote in map(_vote, samples) if vote)


def day(text: str, order: str) -> date:
    """The day written in `text`; `order` ("ymd", "dmy" or "mdy") settles what the text leaves open.

    Year first, a month by its name (French or English) or yyyymmdd need no order. Two-digit years are 1970 to
    2069. A time of day is passed over. ValueError says why it is not a date.

    >>> day("01/02/2024", "dmy"), day("01/02/2024", "mdy"), day("26-Apr-11", "ymd")
    (datetime.date(2024, 2, 1), datetime.date(2024, 1, 2), datetime.date(2011, 4, 26))
    """
    bare = _TIME.sub("", text.strip())
    parts = _parts(bare, order)
    if parts is None:
        raise ValueError(_("not a date: {text}").format(text=text.strip() or _("empty")))
    year, month, dom = parts
    if not 1900 <= year <= 2199:
        raise ValueError(_("year out of range: {text}").format(text=text.strip()))
    try:
        return date(year, month, dom)
    except ValueError:
        raise ValueError(_("no such day: {text}").format(text=text.strip())) from None


def date_order(samples: Iterable[str]) -> str | None:
    """The order of a whole column: "ymd", "dmy" or "mdy"; None when every value could be read two ways.

    Values that are not dates are passed over. ValueError when one value proves one order and another the
    other.

    >>> date_order(["01/02/2024", "13/02/2024"]), date_order(["01/02/2024"]), date_order(["2024-02-01"])
    ('dmy', None, 'ymd')
    """
    left, narrowing, seen, settled = set(ORDERS), "", "", True
    for sample in samples:
        days = _readings(sample)
        if not days:
            continue
        seen = seen or sample
        if len(days) == len(ORDERS) and len(set(days.values())) == 1:
            continue  # needs no order
        settled = settled and len(set(days.values())) == 1
        if not left & days.keys():
            raise ValueError(
                _("{one} and {other} are not in the same order").format(one=narrowing, other=sample.strip())
            )
        if not left <= days.keys():
            narrowing = sample.strip()
            left &= days.keys()
    return _chosen(left, seen, settled)


def possible_orders(text: str) -> tuple[str, ...]:
    """The orders under which `text` is a date: all three when it needs none."""
    return tuple(_readings(text))


_TIME = re.compile(r"(?:\s+|(?<=[0-9])T)[0-9]{1,2}[:hH][0-9]{2}.*$")
_SEPARATED = re.compile(r"([0-9]{1,4})([-/. ])([0-9]{1,2})\2([0-9]{1,4})")
_DAY_NAMED = re.compile(r"([0-9]{1,2})(?:er)?[-/. ]*([^\W\d_]+)\.?[-/. ,]*([0-9]{4}|[0-9]{2})")
_NAMED_DAY = re.compile(r"([^\W\d_]+)\.?[-/. ]*([0-9]{1,2}),?[-/. ]+([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"[0-9]{4}[-/. ]|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{2}")
_MONTHS = (
    ("january", "janvier"),
    ("february", "fevrier"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "aout"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "decembre"),
)


def _parts(text: str, order: str) -> tuple[int, int, int] | None:
    """Year, month and day; None when the text does not have the shape of a date."""
    if text.isascii() and text.isdigit():
        return _digits(text, order)
    if match := _SEPARATED.fullmatch(text):
        return _ordered(match[1], match[3], match[4], order)
    if match := _DAY_NAMED.fullmatch(text):
        return _named(match[1], match[2], match[3])
    if match := _NAMED_DAY.fullmatch(text):
        return _named(match[2], match[1], match[3])
    return None


def _digits(text: str, order: str) -> tuple[int, int, int] | None:
    """Eight digits are never ambiguous: 19 or 20 cannot be a month. Six follow the order."""
    if len(text) == 8:
        if _YEAR_FIRST.match(text):
            return int(text[:4]), int(text[4:6]), int(text[6:])
        first, second = int(text[:2]), int(text[2:4])
        if order == "ymd":
            return None
        return (int(text[4:]), second, first) if order == "dmy" else (int(text[4:]), first, second)
    if len(text) == 6:
        a, b, c = text[:2], text[2:4], text[4:]
        if order == "ymd":
            return _year(a), int(b), int(c)
        return (_year(c), int(b), int(a)) if order == "dmy" else (_year(c), int(a), int(b))
    return None


def _ordered(first: str, second: str, third: str, order: str) -> tuple[int, int, int] | None:
    if len(first) == 4:
        return (int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2 or len(third) not in (2, 4) or order == "ymd":
        return None
    year = _year(third)
    return (year, int(second), int(first)) if order == "dmy" else (year, int(first), int(second))


def _named(dom: str, name: str, year: str) -> tuple[int, int, int] | None:
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    fits = [i for i, names in enumerate(_MONTHS, 1) if any(full.startswith(plain) for full in names)]
    return (_year(year), fits[0], int(dom)) if len(plain) >= 3 and len(fits) == 1 else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 70 else 1900)


def _readings(text: str) -> dict[str, date]:
    """The day under each order that reads it."""
    days = {}
    for order in ORDERS:
        with suppress(ValueError):
            days[order] = day(text, order)
    return days


def _chosen(left: set[str], seen: str, settled: bool) -> str | None:
    """`settled`: every value is one day under each order that reads it (05/05/2024), so any will do."""
    if not seen:
        return None
    if left == set(ORDERS) and settled:
        return "ymd" if _YEAR_FIRST.match(seen.strip()) else "dmy"
    if len(left) == 1 or settled:
        return next(order for order in ("dmy", "mdy", "ymd") if order in left)
    return None


def _without_currency(text: str) -> str:
    """Without one currency sign or code at either end; as it is when the sign stands among the digits."""
    bare = text.strip().translate(_SIGNS)
    signs = [place for place, c in enumerate(bare) if unicodedata.category(c) == "Sc"]
    if len(signs) == 1:
        before, after = bare[: signs[0]], bare[signs[0] + 1 :]
        if not (re.search("[0-9]", before) and re.search("[0-9]", after)):
            bare = (before.rstrip() + after.lstrip()).strip()
    return _CODE.sub("", bare, count=1).strip()


def _unsigned(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text[:1] in ("-", "+"):
        return text[0] == "-", text[1:].strip()
    if text[-1:] in ("-", "+"):
        return text[-1] == "-", text[:-1].strip()
    return False, text


def _closed_up(text: str) -> str:
    """Without the spaces and apostrophes that set thousands apart; as it is when they stand elsewhere."""
    match = _GROUPED.match(text)
    return _SPACES.sub("", match[0]) + text[match.end() :] if match else text


def _why_not(text: str, number: str, decimal: str) -> str:
    shown = text.strip()
    if not shown:
        return _("an amount is missing")
    if re.fullmatch(r"[0-9.,]+[eE][+-]?[0-9]+", number):
        return _("{text} has lost its digits: format the column as a number").format(text=shown)
    if re.fullmatch(r"[0-9., ]+", number):
        return _('not an amount with "{mark}" as decimal mark: {text}').format(mark=decimal, text=shown)
    return _("not an amount: {text}").format(text=shown)


def _vote(text: str) -> str:
    """The mark this value proves, "?" when it could be either, "" when it says nothing."""
    number = _closed_up(_unsigned(_without_currency(text))[1])
    if not re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*", number):
        return ""
    fits = [mark for mark in (",", ".") if _NUMBER[mark].fullmatch(number)]
    if len(fits) == 1:
        return fits[0]
    return "?" if fits and ("," in number or "." in number) else ""
