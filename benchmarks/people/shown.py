"""The figures of people's work as a part of the page on speed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from benchmarks.lines import Line
from benchmarks.people.recording import AGAIN, KINDS, SHARED, Recorded
from benchmarks.web.numbers import at
from benchmarks.web.shown import TITLE as COCKPIT
from benchmarks.web.shown import costs_table, missed, ms, table
from benchmarks.web.uncached import Cost

TITLE = "## People's work"
SEEN_SECONDS = 0.2
HEAD = """\
{title}

Measured on {day} by `python benchmarks/run.py --work{options}` on a book of {open:,} items open on its newest day,
{customers:,} customers, {actions:,} actions, {promises:,} promises and {disputes:,} disputes, on:

- {machine}
- {versions}

Pages are asked once in a process that has shown nothing but the person's profile (*uncached*), and once *again*.
"""
SEEN = """\
A record is in the customer's figure asked next, nobody else being there, after:
"""
CROWD = """\
People recording at once on {on}: {people}, a promise, a dispute or an action a second each, for {seconds:.0f} s, half
of them about the same {shared} customers; one record in {again} is sent twice under one name. Records: {records:,}.
Errors: {errors:,}.{why} Lost: {lost:,}. Doubled: {doubled:,} ({twice:,} sent twice).
"""


@dataclass(slots=True)
class Found:
    """What was measured."""

    about: dict[str, int]
    costs: list[Cost] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    recorded: list[Recorded] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def section(found: Found, machine: str, versions: str, options: str) -> str:
    """All of it, in Markdown."""
    day = datetime.now(UTC).date().isoformat()
    head = HEAD.format(
        title=TITLE, day=day, options=options, machine=machine, versions=versions, **found.about
    )
    blocks = [head, costs_table(found.costs), _lines(found.lines)]
    for recorded in found.recorded:
        if recorded.seen:
            blocks += [SEEN, _seen(recorded)]
        if recorded.writes:
            blocks += [_crowd(recorded), _writes(recorded)]
    blocks += [f"Not measured: {note}.\n" for note in found.notes]
    return "\n".join(block for block in blocks if block).rstrip() + "\n"


def over(found: Found) -> list[str]:
    """What is over its target, or went wrong."""
    slow = [line.what for line in found.lines if line.kept is False]
    wrong = [
        f"recording on {one.on}"
        for one in found.recorded
        if one.errors or one.lost or one.doubled or one.late
    ]
    return [*missed(found.costs), *slow, *wrong]


def put(page: str, told: str) -> str:
    """The page with this section in the place of the former one, or before that of the cockpit, which is the last.

    >>> put("# Speed\\n\\nscan\\n\\n## The cockpit, page by page\\n\\npages\\n", "## People's work\\n\\nnew\\n")
    "# Speed\\n\\nscan\\n\\n## People's work\\n\\nnew\\n\\n## The cockpit, page by page\\n\\npages\\n"
    """
    before, title, cockpit = page.partition(f"\n{COCKPIT}\n")
    before = before.partition(f"\n{TITLE}\n")[0].rstrip()
    return f"{before}\n\n{told.rstrip()}\n" + (f"{title}{cockpit}" if title else "")


def kept(page: str, former: str) -> str:
    """A page written anew, with the section that the former one had."""
    found = re.search(rf"^{TITLE}\n.*?(?=^## |\Z)", former, re.MULTILINE | re.DOTALL)
    return put(page, found[0]) if found else page


def _lines(lines: Sequence[Line]) -> str:
    rows = [
        [
            line.what,
            f"{line.limit}, {'kept' if line.kept else '**missed**'}" if line.limit else "",
            "" if line.seconds is None else f"{line.seconds:.1f} s",
            "" if line.gigabytes is None else f"{line.gigabytes:.2f} GB",
        ]
        for line in lines
    ]
    return table(["Computed whole", "Target", "Time", "Memory at most"], rows) if rows else ""


def _seen(recorded: Recorded) -> str:
    rows = []
    for kind in KINDS:
        half, most = (at(recorded.seen[kind], rate) for rate in (0.5, 0.95))
        target = f"≤ {SEEN_SECONDS * 1000:.0f} ms, {'kept' if half <= SEEN_SECONDS else '**missed**'}"
        rows.append([kind, target, ms(half), ms(most), str(recorded.late)])
    return table(["Record", "Target", "p50", "p95", "Answers without it"], rows)


def _crowd(recorded: Recorded) -> str:
    kinds = sorted(set(recorded.errors))
    return CROWD.format(
        on=recorded.on,
        people=recorded.people,
        seconds=recorded.seconds,
        shared=SHARED,
        again=AGAIN,
        records=sum(map(len, recorded.writes.values())),
        errors=len(recorded.errors),
        why=f" They are: {'; '.join(kinds[:5])}." if kinds else "",
        lost=recorded.lost,
        doubled=recorded.doubled,
        twice=recorded.twice,
    )


def _writes(recorded: Recorded) -> str:
    rows = [
        [kind, f"{len(taken):,}", *(ms(at(taken, rate)) for rate in (0.5, 0.95, 0.99))]
        for kind, taken in recorded.writes.items()
    ]
    return table(["Record", "Times", "p50", "p95", "p99"], rows)
