"""Figures and dates as a person reads them, in the language of the moment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from encours.i18n import _, counted, language
from encours.indicators.record import Unit
from encours.money import decimals_of

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"
Number = Decimal | int | float

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
# What a short amount is divided by, from how much on: a million is read with two decimals, ten thousand with one.
STEPS = ((9, "Md", "bn", 2), (6, "M", "M", 2), (3, "k", "k", 1))
SHORT_FROM = 10_000
_FR_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_EN_MONTHS = "January February March April May June July August September October November December"
_FR_SHORT = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
_EN_SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_FR_DAYS = "Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche"
_EN_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = {"fr": _FR_MONTHS.split(), "en": _EN_MONTHS.split()}
SHORT_MONTHS = {"fr": _FR_SHORT.split(), "en": _EN_SHORT.split()}
WEEKDAYS = {"fr": _FR_DAYS.split(), "en": _EN_DAYS.split()}
_EXACT = Context(prec=80)


def shown(value: Number | None, unit: Unit | None, currency: str = "", style: str = "full") -> str:
    """A figure by its unit; "n/a" where it makes no sense.

    >>> shown(Decimal("0.286"), Unit.RATE), shown(None, Unit.DAYS), shown(1234, Unit.COUNT)
    ('28.6%', 'n/a', '1,234')
    """
    if unit is Unit.MONEY:
        return money(value, currency, style)
    if unit is None:
        return absent() if value is None else str(value)
    return {
        Unit.RATE: rate,
        Unit.PERCENT: percent,
        Unit.DAYS: days,
        Unit.COUNT: count,
        Unit.INDEX: index,
    }[unit](value)


def capital(text: str) -> str:
    """Words as a sentence begins with them.

    >>> capital("promise made")
    'Promise made'
    """
    return text[:1].upper() + text[1:]


def signed(value: Number | None, unit: Unit, currency: str = "", style: str = "full") -> str:
    """A difference with its sign; that of two rates is in points, and none carries no sign.

    >>> signed(Decimal("0.012"), Unit.RATE), signed(Decimal("-3.4"), Unit.DAYS), signed(0, Unit.COUNT)
    ('+1.2\\xa0pts', '−3.4\\xa0d', '0')
    """
    if value is None:
        return absent()
    if unit in (Unit.RATE, Unit.PERCENT):
        points = _decimal(value) * (100 if unit is Unit.RATE else 1)
        text = number(points, 1) + NO_BREAK + _("pts")
    else:
        text = shown(value, unit, currency, style)
    rises = value > 0 and any(digit in text for digit in "123456789")
    return f"+{text}" if rises else text


def changed(now: Number | None, before: Number | None, unit: Unit) -> str:
    """How a figure changed: amounts by a share of what they were, others by so much; nothing where it makes no sense.

    >>> changed(Decimal(110), Decimal(100), Unit.MONEY), changed(Decimal(2), None, Unit.DAYS)
    ('+10.0%', '')
    """
    if now is None or before is None:
        return ""
    if unit is not Unit.MONEY:
        return signed(Decimal(now) - Decimal(before), unit)
    if not before:
        return ""
    change = (Decimal(now) - Decimal(before)) / abs(Decimal(before))
    text = rate(change)
    return f"+{text}" if change > 0 and any(digit in text for digit in "123456789") else text


def money(value: Number | None, currency: str = "", style: str = "full") -> str:
    """An amount: `full` in whole units, `cents` with the decimals of its currency, `short` in thousands or millions.

    >>> money(Decimal("59596.62"), "EUR"), money(Decimal("-8195.74"), "EUR", "cents"), money(13_712_000, "EUR", "short")
    ('€59,597', '−€8,195.74', '€13.71M')
    >>> money(1250, "CHF"), money(Decimal("999999999"), "EUR", "short"), money(9_900, "EUR", "short")
    ('CHF\\xa01,250', '€1.00bn', '€9,900')
    """
    if value is None:
        return absent()
    exact = _decimal(value)
    if style == "short":
        return _short(exact, currency)
    return _with_currency(number(exact, decimals_of(currency) if style == "cents" else 0), "", currency)


def rate(value: Number | None) -> str:
    """A share between 0 and 1, in percent.

    >>> rate(Decimal("0.2864")), rate(Decimal("-0.00001"))
    ('28.6%', '0.0%')
    """
    return absent() if value is None else percent(_decimal(value) * 100)


def percent(value: Number | None) -> str:
    """A figure already multiplied by 100."""
    if value is None:
        return absent()
    return number(value, 1) + (f"{NARROW}%" if language() == "fr" else "%")


def days(value: Number | None) -> str:
    """
    >>> days(61).replace(NO_BREAK, " ")
    '61.0 d'
    """
    return absent() if value is None else f"{number(value, 1)}{NO_BREAK}{_('d')}"


def count(value: Number | None) -> str:
    """
    >>> count(10_000_000)
    '10,000,000'
    """
    return absent() if value is None else number(value, 0)


def index(value: Number | None) -> str:
    """A ratio of no unit, four decimals."""
    return absent() if value is None else number(value, 4)


def number(value: Number, decimals: int = 0) -> str:
    """Digits grouped by three, rounded half away from zero, with a true minus; what rounds to zero has no sign.

    >>> number(Decimal("-1234.55"), 1), number(Decimal("0.5")), number(Decimal("-0.4"))
    ('−1,234.6', '1', '0')
    """
    held = _decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, context=_EXACT)
    text = f"{held.copy_abs():,.{decimals}f}"  # abs() would round to the context
    if language() == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return MINUS + text if held < 0 else text


def day(value: date | None, style: str = "short") -> str:
    """A date: `short`, `medium` (month in letters) or `long` (with the day of the week).

    >>> day(date(2026, 11, 20)), day(date(2026, 11, 20), "long")
    ('20 Nov 2026', 'Friday 20 November 2026')
    """
    if value is None:
        return ""
    lang = language()
    first = "1er" if lang == "fr" and value.day == 1 else str(value.day)
    if style == "long":
        return f"{WEEKDAYS[lang][value.weekday()]} {first} {MONTHS[lang][value.month - 1]} {value.year}"
    if style == "short" and lang == "fr":
        return f"{value:%d/%m/}{value.year:04d}"
    return f"{first} {SHORT_MONTHS[lang][value.month - 1]} {value.year}"


def moment(value: datetime | None) -> str:
    """An instant, to the minute, in the zone it is given in.

    >>> moment(datetime(2026, 11, 20, 9, 5))
    '20 Nov 2026, 09:05'
    """
    if value is None:
        return ""
    return f"{day(value)}{' ' if language() == 'fr' else ', '}{value:%H:%M}"


def month(value: date | None) -> str:
    """
    >>> month(date(2026, 11, 30))
    'Nov 26'
    """
    return "" if value is None else f"{SHORT_MONTHS[language()][value.month - 1]} {value:%y}"


def week(value: date | None) -> str:
    """The ISO week: 1 January 2027 is still in week 53.

    >>> week(date(2026, 11, 20)), week(date(2027, 1, 1))
    ('W47', 'W53')
    """
    if value is None:
        return ""
    return f"{'S' if language() == 'fr' else 'W'}{value.isocalendar().week:02d}"


def over(period: str) -> str:
    """The period of a flow, given as questions write it.

    >>> over("12m"), over("1y"), over("90d"), over("4w")
    ('over 12 months', 'over 1 year', 'over 90 days', 'over 4 weeks')
    """
    number = int(period[:-1])
    match period[-1]:
        case "m":
            said = counted("over {0} month", "over {0} months", number)
        case "y":
            said = counted("over {0} year", "over {0} years", number)
        case "w":
            said = counted("over {0} week", "over {0} weeks", number)
        case _:
            said = counted("over {0} day", "over {0} days", number)
    return said.format(number)


def absent() -> str:
    """What stands where a figure makes no sense."""
    return _("n/a")


def _short(value: Decimal, currency: str) -> str:
    """Rounding may reach the next step: 999 999 € are read as a million."""
    if abs(value) < SHORT_FROM:
        return _with_currency(number(value), "", currency)
    for place, (power, french, english, decimals) in enumerate(reversed(STEPS)):
        scaled = value.scaleb(-power, context=_EXACT).quantize(
            Decimal(1).scaleb(-decimals), ROUND_HALF_UP, context=_EXACT
        )
        if abs(scaled) < 1000 or place == len(STEPS) - 1:
            suffix = french if language() == "fr" else english
            return _with_currency(number(scaled, decimals), suffix, currency)
    raise AssertionError("there is a last step")


def _with_currency(text: str, suffix: str, currency: str) -> str:
    """French puts the currency behind, English before; a code of letters keeps a space from the figure."""
    symbol = SYMBOLS.get(currency, currency)
    gap = NO_BREAK if symbol == currency else ""
    if language() == "fr":
        behind = suffix + (gap if suffix else "") + symbol
        return f"{text}{NO_BREAK}{behind}" if behind else text
    sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return f"{sign}{symbol}{gap if symbol else ''}{digits}{suffix}"


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def number_and_unit(text: str) -> tuple[str, str]:
    """A figure and what stands behind it, which is shown smaller.

    >>> number_and_unit("13,71\\xa0M€"), number_and_unit("€13.71M")
    (('13,71', 'M€'), ('€13.71M', ''))
    """
    for space in (NO_BREAK, NARROW):
        figure, found, unit = text.rpartition(space)
        if found and figure[:1] in "−0123456789" and not unit[:1].isdigit():
            return figure, unit
    return text, ""
