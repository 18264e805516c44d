"""The workbook's language: sentences, dates and figures as its reader writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from encours.api.words import bucket
from encours.i18n import in_language, mark

NARROW = "\u202f"
NO_BREAK = "\u00a0"
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Words:
    """Called with a sentence of the catalogue, gives it in the language of the workbook.

    >>> Words("en")("Net")
    'Net'
    """

    lang: str

    def __call__(self, sentence: str) -> str:
        return in_language(sentence, self.lang)

    def day(self, day: date) -> str:
        """
        >>> Words("fr").day(date(2026, 6, 30)), Words("en").day(date(2026, 6, 30))
        ('30/06/2026', '30 Jun 2026')
        """
        if self.lang == "fr":
            return f"{day:%d/%m/%Y}"
        return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"

    def number(self, value: Decimal, decimals: int = 0) -> str:
        """
        >>> Words("en").number(Decimal("-1234.56"), 1)
        '−1,234.6'
        """
        text = f"{value:,.{decimals}f}".replace("-", "−")
        return text.replace(",", NARROW).replace(".", ",") if self.lang == "fr" else text

    def percent(self, rate: Decimal) -> str:
        """A share between 0 and 1, in percent.

        >>> Words("en").percent(Decimal("0.286"))
        '28.6%'
        """
        space = NARROW if self.lang == "fr" else ""
        return f"{self.number(rate * 100, 1)}{space}%"

    def days(self, value: Decimal) -> str:
        """
        >>> Words("en").days(Decimal("61.04"))
        '61.0\\xa0d'
        """
        return f"{self.number(value, 1)}{NO_BREAK}{self(mark('d'))}"

    def bucket(self, label: str) -> str:
        """
        >>> [Words("en").bucket(label) for label in ("not_due", "1-30", "91+")]
        ['Not due', '1–30 d', '91 d and more']
        """
        return bucket(label, say=self)
