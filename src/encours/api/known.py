"""What a question asks that a book does not know: from which day each figure would need it, of which entities it
speaks, and the reason in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from encours.api import words
from encours.api.question import Asked, Question
from encours.cube.dimensions import dimension
from encours.cube.facts.fact import Clock
from encours.cube.filters import Filter
from encours.cube.measure import Measure
from encours.cube.measures import BY_NAME
from encours.cube.periods import window
from encours.cube.since import Since
from encours.i18n import _, mark
from encours.indicators.record import Need, Shape, When

# How long a walk through months is taken to be, where entities known for longer make a figure without the others.
WALK = "12m"
ACCOUNT = frozenset({"entity", "customer"})
KNOWN = {
    Clock.POSITION: mark("position known since {0}"),
    Clock.SALES: mark("sales known since {0}"),
    Clock.RECEIPTS: mark("receipts known since {0}"),
}
NEVER = {
    Clock.POSITION: mark("position not known"),
    Clock.SALES: mark("sales not known"),
    Clock.RECEIPTS: mark("no receipt is known"),
}
AT_LEAST = mark("at least what is shown: {0}")
EARLY = mark("the period begins before the book: {0}")
ADVICE = mark("To know more, import the ledger of the last two years, a FEC for instance.")
Lack = tuple[Clock, date | None]
Lacks = Mapping[str, Lack]
Place = tuple[str, date]  # a figure at a date


@dataclass(frozen=True, slots=True)
class Part:
    """Figures at dates that speak of the same entities: all those of the question but `out`."""

    question: Question
    out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question is answered where not all is known.

    `lacks` tells, of a figure at a date, what lacks of each entity it leaves out; `none` are the figures at dates that
    leave out every entity, and have no value; `least` what lacks of flows, which are lower bounds then; `early` figures
    whose window begins before the book does, though nobody said that anything lacks.
    """

    parts: tuple[Part, ...]
    lacks: Mapping[Place, Lacks] = field(default_factory=dict)
    none: frozenset[Place] = frozenset()
    least: Mapping[Place, Lacks] = field(default_factory=dict)
    early: Mapping[Place, Lacks] = field(default_factory=dict)

    def reason(self, figure: str, day: date, entity: str | None) -> str:
        """Why a figure has no value at a date (of one entity); nothing, where all that it needs is known."""
        lacks = self.lacks.get((figure, day), {})
        if entity is not None:
            lacks = {entity: lacks[entity]} if entity in lacks else {}
        elif (figure, day) not in self.none:
            return ""
        return sentence(lacks) if lacks else ""

    def bounded(self, figure: str, day: date, entity: str | None) -> bool:
        """Whether a flow is at least what is shown: the book does not know the whole window."""
        lacks = self.least.get((figure, day), {})
        return bool(lacks) if entity is None else entity in lacks

    def left_out(self, figure: str, day: date, entity: str | None) -> bool:
        return (figure, day) in self.none or (
            entity is not None and entity in self.lacks.get((figure, day), {})
        )


def plan_of(question: Question, entities: Sequence[Since]) -> Plan:
    """Which parts answer a question; a question that everything is known for is its only part."""
    if all_known(question, entities):
        return Plan((Part(question),))
    lacks: dict[Place, Lacks] = {}
    least: dict[Place, Lacks] = {}
    early: dict[Place, Lacks] = {}
    none: set[Place] = set()
    parts: dict[tuple[str, ...], dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for figure in question.figures:
        for day in question.dates:
            found = _lacks(figure, day, entities, question)
            if begun := _begun(figure, day, entities):
                early[figure.key, day] = begun
            if isinstance(figure.of, Measure) and figure.of.flow:
                found = {entity: lack for entity, lack in found.items() if lack[1]}
                if found and not _before(figure, day, entities):
                    least[figure.key, day] = found
                    found = {}
            if found:
                lacks[figure.key, day] = found
            if found and len(found) == len(entities):
                none.add((figure.key, day))
            else:
                parts[tuple(sorted(found))][figure.key].append(day)
    return Plan(tuple(_parts(question, parts, entities)), lacks, frozenset(none), least, early)


def _parts(
    question: Question,
    parts: Mapping[tuple[str, ...], Mapping[str, list[date]]],
    entities: Sequence[Since],
) -> Iterator[Part]:
    """Figures asked at the same dates are asked together."""
    for out, by_figure in parts.items():
        together: dict[tuple[date, ...], list[Asked]] = defaultdict(list)
        for figure in question.figures:
            if figure.key in by_figure:
                together[tuple(by_figure[figure.key])].append(figure)
        within = [one for one in entities if one.entity not in out]
        cut = replace(question.cut, whole_from=tuple(_whole_from(within, question)))
        if out:
            cut = replace(cut, where=(*cut.where, Filter("entity", dimension("entity", {}), "!=", out)))
        for dates, figures in together.items():
            yield Part(replace(question, figures=tuple(figures), dates=dates, cut=cut), out)


def _whole_from(entities: Sequence[Since], question: Question) -> Iterator[tuple[int, date]]:
    """Where a walk through months must stop: at what is known of each entity where cells are of one, else of all."""
    days = {one.entity_id: one.whole_months for one in entities}
    said = [day for day in days.values() if day]
    for number, day in days.items():
        if said and not of_one_entity(question):
            yield number, max(said)
        elif day:
            yield number, day


def of_one_entity(question: Question) -> bool:
    return bool(ACCOUNT & {by.name for by in question.cut.by})


def all_known(question: Question, entities: Sequence[Since]) -> bool:
    """The quick way: everything is known of everyone before the first day of the longest window."""
    first = question.dates[0]
    periods = {WALK, *(figure.window for figure in question.figures)}
    earliest = min(window(first, period).before for period in periods)
    return all(
        one.knows(clock, earliest) and one.holds(clock, earliest) for one in entities for clock in Clock
    )


def _lacks(figure: Asked, day: date, entities: Sequence[Since], question: Question) -> Lacks:
    needed = list(_needed(figure, day))
    found = {one.entity: lack for one in entities if (lack := _first_lack(one, needed))}
    if figure.of.shape is Shape.MONTHS:
        first = {one.entity: one.whole_months for one in entities}
        found |= {
            one.entity: (Clock.SALES, one.sales) for one in entities if (first[one.entity] or day) > day
        }
        if not of_one_entity(question):
            found = {**_short_walks(day, entities), **found}
    return found


def _begun(figure: Asked, day: date, entities: Sequence[Since]) -> Lacks:
    if figure.of.shape is Shape.MONTHS:
        return {}  # it says itself where the sales end
    needed = list(_needed(figure, day))
    return {
        one.entity: (clock, one.day(clock))
        for one in entities
        for clock, at in needed
        if not one.holds(clock, at)
    }


def _before(figure: Asked, day: date, entities: Sequence[Since]) -> bool:
    """Whether a date is before all that is known: nothing is told of it, not even the least."""
    clocks = [clock for need in figure.needs for clock in BY_NAME[need.measure].fact.clocks]
    return not any(one.knows(clock, day) for one in entities for clock in clocks)


def _first_lack(one: Since, needed: Iterable[tuple[Clock, date]]) -> Lack | None:
    for clock, day in needed:
        if not one.knows(clock, day):
            return clock, one.day(clock)
    return None


def _needed(figure: Asked, day: date) -> Iterator[tuple[Clock, date]]:
    for need in figure.needs:
        yield from _of_need(need, day, figure.window)


def _of_need(need: Need, day: date, period: str) -> Iterator[tuple[Clock, date]]:
    fact = BY_NAME[need.measure].fact
    over = window(day, WALK if need.when is When.YEAR else period)
    for clock in fact.clocks:
        at = over.before if need.when is When.START else day
        yield clock, at if fact.balance else over.start


def _short_walks(day: date, entities: Sequence[Since]) -> Lacks:
    """Entities whose months are too few for a walk that others can make."""
    start = window(day, WALK).start
    short = {one.entity: (Clock.SALES, one.sales) for one in entities if _said_late(one, start)}
    return short if len(short) < len(entities) else {}


def _said_late(one: Since, start: date) -> bool:
    return Clock.SALES in one.said and not one.knows(Clock.SALES, start)


def sentence(lacks: Lacks, named: bool = False) -> str:
    """What lacks, the same lack of several entities told once: "Sales known since 31/10/2026 (E1, E2)"; `named` tells
    which even where it is one."""
    of: dict[Lack, list[str]] = defaultdict(list)
    for entity, lack in sorted(lacks.items()):
        of[lack].append(entity)
    texts = [
        f"{_lack(clock, since)} ({', '.join(names)})" if named or len(lacks) > 1 else _lack(clock, since)
        for (clock, since), names in of.items()
    ]
    text = _("; ").join(texts)
    return text[:1].upper() + text[1:]


def _lack(clock: Clock, since: date | None) -> str:
    return _(KNOWN[clock]).format(words.day(since)) if since else _(NEVER[clock])


def lacking(question: Question, entities: Sequence[Since]) -> dict[str, str]:
    """The entities of which something lacks for a figure at a date of a question, and what."""
    plan = plan_of(question, entities)
    return {
        entity: sentence({entity: lack})
        for lacks in reversed(list(plan.lacks.values()))
        for entity, lack in lacks.items()
    }


def notes_of(plan: Plan, question: Question, entities: Sequence[Since]) -> tuple[str, ...]:
    """What the reader is told below the figures: which have no value and why, of which entities others speak."""
    named = len(entities) > 1
    told: dict[str, list[str]] = defaultdict(list)
    for (key, day), lacks in plan.lacks.items():
        said = _inside(sentence(lacks, named))
        if (key, day) in plan.none:
            text = _("not computed: {0}").format(said)
        else:
            rest = [one.entity for one in entities if one.entity not in lacks]
            text = _("of {0} alone – {1}").format(", ".join(rest), said)
        _once(told, text, key, question)
    for found, text in ((plan.least, AT_LEAST), (plan.early, EARLY)):
        for (key, day), lacks in found.items():
            if (key, day) in plan.none:
                continue
            _once(told, _(text).format(_inside(sentence(lacks, named))), key, question)
    notes = tuple(_("{0}: {1}.").format(", ".join(labels), text) for text, labels in told.items())
    return (*notes, *([_(ADVICE)] if plan.none else []))


def _once(told: dict[str, list[str]], text: str, key: str, question: Question) -> None:
    label = next(figure.label for figure in question.figures if figure.key == key)
    if label not in told[text]:
        told[text].append(label)


def _inside(text: str) -> str:
    return text[:1].lower() + text[1:]
