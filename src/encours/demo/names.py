"""Invented names of companies, groups and people: built from word lists of our own, none of a real firm."""

from __future__ import annotations

from itertools import product
from random import Random

_STEMS = {
    "FR": (
        ("Bel", "Cor", "Dur", "Fon", "Gar", "Lam", "Mor", "Nar", "Per", "Ros", "Sau", "Ver", "Bri", "Char"),
        ("va", "le", "mo", "ni", "ra", "so", "ti", "dé", "gue", "bi"),
        ("court", "dal", "lac", "mont", "rac", "sane", "tier", "vigne", "zelle", "nois", "ret", "lange"),
    ),
    "DE": (
        ("Alt", "Berg", "Drei", "Eich", "Feld", "Grün", "Hohen", "Kalt", "Linden", "Neu", "Stein", "Wald"),
        ("en", "er", "el", "a", "in", "o"),
        ("bach", "brück", "dorf", "hagen", "kamp", "moor", "ried", "rode", "stedt", "thal", "wang", "zell"),
    ),
    "GB": (
        ("Ash", "Bram", "Crow", "Dun", "Elm", "Farn", "Hazel", "Kirk", "Lang", "Oak", "Rud", "Thorn", "Wex"),
        ("a", "en", "er", "ing", "ley", "o", "s"),
        ("bourne", "combe", "dale", "field", "ford", "gate", "ham", "mere", "stow", "wick", "worth", "by"),
    ),
}
_TRADES = {
    "FR": (
        *("Bâtiment", "Distribution", "Emballages", "Équipements", "Industrie", "Menuiseries", "Mécanique"),
        *("Négoce", "Plastiques", "Services", "Solutions", "Textiles", "Transports", "Matériaux"),
    ),
    "DE": (
        "Anlagenbau",
        "Bau",
        "Elektro",
        "Handel",
        "Logistik",
        "Maschinenbau",
        "Metall",
        "Technik",
        "Textil",
    ),
    "GB": (
        *("Building", "Components", "Engineering", "Foods", "Logistics", "Packaging", "Retail", "Supplies"),
        *("Systems", "Textiles", "Timber"),
    ),
}
_FORMS = {"FR": ("SAS", "SARL", "SA"), "DE": ("GmbH", "KG", "AG"), "GB": ("Ltd", "Ltd", "plc")}
_GIVEN = (
    "Alix",
    "Basile",
    "Carla",
    "Denis",
    "Elsa",
    "Fanny",
    "Gilles",
    "Hélène",
    "Inès",
    "Jonas",
    "Karim",
    "Lucie",
)
_FAMILY = (
    "Arnoult",
    "Bessac",
    "Corlay",
    "Dumeix",
    "Esteyrie",
    "Favrol",
    "Guiraut",
    "Hervoche",
    "Istrel",
    "Jaubrac",
)
_LANGUAGE_OF = {
    "AT": "DE",
    "CH": "DE",
    "DE": "DE",
    "GB": "GB",
    "IE": "GB",
    "US": "GB",
    "NL": "GB",
    "JP": "GB",
}


def companies(random: Random, count: int, country: str) -> list[str]:
    """That many different company names in the manner of a country; a number is added when the words run out."""
    manner = _LANGUAGE_OF.get(country, "FR")
    stems = ["".join(parts) for parts in product(*_STEMS[manner])]
    random.shuffle(stems)
    names = []
    for rank in range(count):
        turn, place = divmod(rank, len(stems))
        trades, forms = _TRADES[manner], _FORMS[manner]
        trade, form = trades[(rank + turn) % len(trades)], forms[rank % len(forms)]
        number = f" {turn // len(trades) + 1}" if turn >= len(trades) else ""
        words = (trade, stems[place]) if manner == "FR" else (stems[place], trade)
        names.append(f"{words[0]} {words[1]}{number} {form}")
    return names


def groups(random: Random, count: int) -> list[str]:
    """That many different names of customer groups.

    >>> groups(Random(1), 2)
    ['Groupe Briranois', 'Groupe Fonmotier']
    """
    stems = ["".join(parts) for parts in product(*_STEMS["FR"])]
    random.shuffle(stems)
    return [
        f"Groupe {stems[i % len(stems)]}" + (f" {i // len(stems) + 1}" if i >= len(stems) else "")
        for i in range(count)
    ]


def people(random: Random, count: int) -> list[str]:
    """That many different first and last names; a number is added after the hundred and twentieth."""
    every = [f"{given} {family}" for given, family in product(_GIVEN, _FAMILY)]
    random.shuffle(every)
    return [
        every[i % len(every)] + (f" {i // len(every) + 1}" if i >= len(every) else "") for i in range(count)
    ]


def siren(number: int) -> str:
    """A French registration number with a right check digit, in a range the register does not hand out.

    Numbers below 32 000 give 000 000 018 to 000 319 99x; larger ones, for volumes, stay under 1 hundred million.

    >>> siren(1), siren(12345)
    ('000000018', '000123455')
    """
    body = f"{number:08d}"
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(body)]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return body + str(-total % 10)
