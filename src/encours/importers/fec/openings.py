"""Which items the opening balances of a year stand for, so that they are not counted twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Original:
    """An item of an earlier year still open at its end; amounts in units."""

    item: str
    customer: str
    document: str
    amount: int
    open: int


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening line: the balance it brings forward, in units."""

    customer: str
    document: str
    units: int


@dataclass(slots=True)
class Originals:
    """The items still open, as one year ends and the next begins."""

    _held: dict[str, Original] = field(default_factory=dict)

    def add(self, originals: Iterable[Original]) -> None:
        self._held.update((original.item, original) for original in originals)

    def drop(self, items: Iterable[str]) -> None:
        """Forget items that are settled."""
        for item in items:
            self._held.pop(item, None)

    def of(self, openings: Sequence[Opening]) -> list[list[str]]:
        """The items each opening line stands for, [] where it cannot be said; no item serves twice.

        Same customer, document and amount; else same customer and the only item of that amount; else the only
        opening line of its customer, when it is the sum of all that the customer had open.
        """
        found: list[list[str]] = [[] for _opening in openings]
        left = self._by_amount()
        for same_document in (True, False):
            for index, opening in enumerate(openings):
                if not found[index]:
                    found[index] = _claim(left, opening, same_document)
        self._claim_sums(openings, found)
        return found

    def _by_amount(self) -> dict[tuple[str, int], dict[str, Original]]:
        left: dict[tuple[str, int], dict[str, Original]] = defaultdict(dict)
        for original in self._held.values():
            for units in {original.amount, original.open}:
                left[original.customer, units][original.item] = original
        return left

    def _claim_sums(self, openings: Sequence[Opening], found: list[list[str]]) -> None:
        lines: dict[str, list[int]] = defaultdict(list)
        for index, opening in enumerate(openings):
            lines[opening.customer].append(index)
        held: dict[str, list[Original]] = defaultdict(list)
        for original in self._held.values():
            held[original.customer].append(original)
        for customer, [first, *others] in lines.items():
            total = sum(original.open for original in held[customer])
            if not others and not found[first] and held[customer] and openings[first].units == total:
                found[first] = [original.item for original in held[customer]]


def _claim(
    left: dict[tuple[str, int], dict[str, Original]], opening: Opening, same_document: bool
) -> list[str]:
    candidates = left.get((opening.customer, opening.units), {})
    if same_document:
        fits = [c for c in candidates.values() if c.document and c.document == opening.document]
    else:
        fits = list(candidates.values()) if len(candidates) == 1 else []
    if not fits:
        return []
    chosen = fits[0]
    for units in {chosen.amount, chosen.open}:
        left[chosen.customer, units].pop(chosen.item, None)
    return [chosen.item]
