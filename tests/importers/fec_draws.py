"""Random ledgers of two years and more, with all that customers' accounts go through, and the ways of cutting them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.importers.fec_writer import Leg

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
BRINGS = ("nothing", "each item", "one line")
CLOSINGS = (date(2024, 12, 31), date(2025, 12, 31))


@dataclass(frozen=True)
class Piece:
    """An entry on a customer account; `group` is what it is matched with, on the day of the group."""

    number: int
    journal: str
    day: date
    customer: str
    account: str
    amount: Decimal
    others: tuple[tuple[str, Decimal], ...]
    label: str
    group: int | None = None


@dataclass(frozen=True)
class Habits:
    """How the software letters and opens: letters `yearly` start again, `dated` ones bear a date."""

    yearly: bool
    dated: bool
    brings: str


def ledger(seed: int) -> tuple[list[Leg], Habits]:
    draw = Random(seed)
    yearly = draw.random() < 0.5
    habits = Habits(yearly, draw.random() < 0.8 or not yearly, draw.choice(BRINGS))
    pieces: list[Piece] = []
    days: dict[int, date] = {}
    for _ in range(draw.randint(2, 9)):
        _story(draw, pieces, days)
    letters = _letters(pieces, days, habits)
    legs = [leg for piece in pieces for leg in _entry(piece, letters, days, habits)]
    for closing in CLOSINGS:
        legs += _openings(pieces, closing, letters, days, habits)
    return sorted(legs, key=lambda leg: (leg.day, leg.journal != "AN")), habits


def cut(legs: list[Leg], days: list[date]) -> list[list[Leg]]:
    """The ledger up to each of these days, then the rest; empty parts are left out."""
    found: list[list[Leg]] = [[] for _ in range(len(days) + 1)]
    for leg in legs:
        found[sum(leg.day > day for day in days)].append(leg)
    return [part for part in found if part]


def month_ends(draw: Random) -> list[date]:
    every = [date(2024 + m // 12, m % 12 + 1, 1) - timedelta(1) for m in range(1, 30)]
    return sorted(draw.sample(every, draw.randint(1, 5)))


def _story(draw: Random, pieces: list[Piece], days: dict[int, date]) -> None:
    """Invoices of a customer, then what becomes of them."""
    customer, when = draw.choice("AB"), FIRST + timedelta(draw.randrange(700))
    amounts = [Decimal(draw.choice((100, 100, 250, draw.randint(1, 900)))) for _ in range(draw.randint(1, 3))]
    group = len(days) + 1
    days[group] = LAST
    sold = [
        _sale(pieces, when + timedelta(n * 7), customer, amount, group) for n, amount in enumerate(amounts)
    ]
    total, paid = sum(amounts, Decimal()), when + timedelta(draw.randint(20, 120))
    end = draw.choice(
        ("open", "paid", "paid", "returned", "paid again", "doubtful", "moved", "credited", "part", "bare")
    )
    if end == "open" or paid > LAST - timedelta(100):
        _loose(pieces, sold)
        return
    days[group] = paid + timedelta(draw.choice((0, 0, 0, 20)))
    _END.get(end, _paid)(draw, pieces, days, _Owed(customer, total, paid, group, sold))
    if end in ("returned", "paid again"):
        _returned(draw, pieces, days, _Owed(customer, total, paid, group, sold), end == "paid again")


@dataclass(frozen=True)
class _Owed:
    """What a customer owes, and the day and group of what becomes of it."""

    customer: str
    total: Decimal
    day: date
    group: int
    sold: list[Piece]


def _paid(draw: Random, pieces: list[Piece], _days: dict[int, date], owed: _Owed) -> None:
    label = draw.choice(("Virement", "Escompte", f"V{owed.group}"))
    _cash(pieces, owed.day, owed.customer, -owed.total, owed.group, label)


def _in_part(_draw: Random, pieces: list[Piece], _days: dict[int, date], owed: _Owed) -> None:
    half = -(owed.total / 2).quantize(Decimal("0.01"))
    _cash(pieces, owed.day, owed.customer, half, owed.group, "Virement")


def _bare(draw: Random, pieces: list[Piece], _days: dict[int, date], owed: _Owed) -> None:
    """Paid and given back, without a letter."""
    _loose(pieces, owed.sold)
    _cash(pieces, owed.day, owed.customer, -owed.total, None, "Virement")
    back = owed.day + timedelta(draw.randint(0, 60))
    _cash(pieces, back, owed.customer, owed.total, None, draw.choice(("Impayé", "Virement")))


def _doubtful(_draw: Random, pieces: list[Piece], _days: dict[int, date], owed: _Owed) -> None:
    _od(pieces, owed, "416000", owed.customer)


def _moved(_draw: Random, pieces: list[Piece], _days: dict[int, date], owed: _Owed) -> None:
    _od(pieces, owed, "411000", "C")


def _credited(_draw: Random, pieces: list[Piece], _days: dict[int, date], owed: _Owed) -> None:
    sales = (("706000", owed.total),)
    _add(pieces, "VE", owed.day, owed.customer, -owed.total, sales, "Avoir", owed.group)


_END = {"part": _in_part, "bare": _bare, "doubtful": _doubtful, "moved": _moved, "credited": _credited}


def _returned(draw: Random, pieces: list[Piece], days: dict[int, date], owed: _Owed, again: bool) -> None:
    group = None
    if again:
        group = len(days) + 1
        days[group] = owed.day + timedelta(80)
    words = draw.choice(("Impayé", "Rejet prélèvement", "Annulation", "Virement"))
    _cash(pieces, owed.day + timedelta(draw.randint(1, 60)), owed.customer, owed.total, group, words)
    if group:
        _cash(pieces, days[group], owed.customer, -owed.total, group, "Virement")


def _sale(pieces: list[Piece], day: date, customer: str, amount: Decimal, group: int) -> Piece:
    return _add(pieces, "VE", day, customer, amount, (("706000", -amount),), "Facture", group)


def _loose(pieces: list[Piece], sold: list[Piece]) -> None:
    for piece in sold:
        pieces[pieces.index(piece)] = replace(piece, group=None)


def _cash(
    pieces: list[Piece], day: date, customer: str, amount: Decimal, group: int | None, label: str
) -> None:
    others: tuple[tuple[str, Decimal], ...] = (("512000", -amount),)
    if label == "Escompte":
        others = (("512000", -amount - 1), ("665000", Decimal(1)))
    _add(pieces, "BQ", day, customer, amount, others, label, group)


def _od(pieces: list[Piece], owed: _Owed, account: str, customer: str) -> None:
    """What is owed, put on another account or customer."""
    moved = _add(pieces, "OD", owed.day, owed.customer, -owed.total, (), f"T{owed.group}", owed.group)
    pieces.append(replace(moved, customer=customer, account=account, amount=owed.total, group=None))


def _add(
    pieces: list[Piece],
    journal: str,
    day: date,
    customer: str,
    amount: Decimal,
    others: tuple[tuple[str, Decimal], ...],
    label: str,
    group: int | None,
) -> Piece:
    number = pieces[-1].number + 1 if pieces else 1
    pieces.append(Piece(number, journal, day, customer, "411000", amount, others, label, group))
    return pieces[-1]


def _letters(pieces: list[Piece], days: dict[int, date], habits: Habits) -> dict[int, str]:
    """The letter of each group: one for ever, or the next one of its customer and year."""
    taken: dict[tuple[str, int], int] = defaultdict(int)
    found = {}
    for group, day in sorted(days.items()):
        owner = next((piece.customer for piece in pieces if piece.group == group), "")
        taken[owner, day.year] += 1
        found[group] = "A" * taken[owner, day.year] if habits.yearly else f"L{group}"
    return found


def _letter(
    group: int | None, day: date, letters: dict[int, str], days: dict[int, date], habits: Habits
) -> tuple[str, date | None]:
    """What a line of that day bears: a letter of its own year only, where letters start again every year."""
    if group is None or (habits.yearly and days[group].year != day.year):
        return "", None
    return letters[group], days[group] if habits.dated else None


def _entry(piece: Piece, letters: dict[int, str], days: dict[int, date], habits: Habits) -> list[Leg]:
    letter, on = _letter(piece.group, piece.day, letters, days, habits)
    head = (piece.journal, str(piece.number), piece.day)
    document = f"P{piece.number}"
    own = Leg(*head, piece.account, piece.customer, piece.amount, document, letter, on, piece.label)
    others = [
        Leg(*head, account, "", units, document, "", None, piece.label) for account, units in piece.others
    ]
    return [own, *others]


def _openings(
    pieces: list[Piece], closing: date, letters: dict[int, str], days: dict[int, date], habits: Habits
) -> list[Leg]:
    open_then = [
        piece
        for piece in pieces
        if piece.day <= closing and (piece.group is None or days[piece.group] > closing)
    ]
    day = closing + timedelta(1)
    if habits.brings == "nothing" or not open_then:
        return []
    if habits.brings == "one line":
        sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for piece in open_then:
            sums[piece.account, piece.customer] += piece.amount
        lines = [
            Leg("AN", "1", day, *key, amount, "", "", None, "À nouveau")
            for key, amount in sums.items()
            if amount
        ]
    else:
        lines = [
            Leg("AN", "1", day, piece.account, piece.customer, piece.amount, f"P{piece.number}",
                *_letter(piece.group, day, letters, days, habits), "À nouveau")
            for piece in open_then
        ]  # fmt: skip
    total = sum((leg.amount for leg in lines), Decimal())
    return [*lines, Leg("AN", "1", day, "110000", "", -total, "", "", None, "À nouveau")] if lines else []
