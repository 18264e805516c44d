"""The figures of the cockpit as a part of the page on speed: targets beside results, what was missed said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.web.browsed import Visit
from benchmarks.web.crowd import Walked
from benchmarks.web.numbers import at
from benchmarks.web.uncached import Cost
from benchmarks.web.writing import Written

TITLE = "## The cockpit, page by page"
HEAD = """\
{title}

Measured on {day} by `python benchmarks/run.py --web{options}`, with `encours serve` really started, on:

- {machine}
- {versions}

*Uncached* is what the server takes, from its own access log, in a process started for this measure, which has shown
nothing but the person's profile, at a date nobody has asked for: opening the book and loading the page's program are
counted. *Again* is the same page of the same process once more, *another date* the same page at a second date that
nobody has asked for. The file of the book stays in the memory of the system, as it does on a server that works. *In
the browser* is Chromium on the same machine at 1440 × 900: until the first byte, and until the last thing the page
loads by itself is there; *cold* with an empty cache, *warm* when the page was shown before. Weights are compressed.
"""
BOOK = """\
### {name}

{size}; dates drawn at random: {dates}.
"""
CROWD = """\
People clicking at once: {people}, for {seconds:.0f} s, on the machine that also clicks. All come within the first ten
seconds. Each walks from the cockpit to a single item and through customers and indicators by the links of the pages,
{past:.0%} of the walks at a past date, and thinks for one second, half more or less. *Whole* counts all that the page
loads by itself, six requests at a time.

Answers: {requests:,} ({rate:.1f} a second). Errors: {errors:,}.{why} Memory of all processes at most: {memory:.2f} GB.
"""

WRITING = """\
People recording while others read: {people} write a promise a second each through `/api/v1/promises` for {seconds:.0f}
s; {people} others read the newest cockpit with all its cards, first alone, then beside them. One of those who write
asks after each record what the customer has promised.

The cockpit, until its last byte: p95 {alone} alone, {beside} beside the writers, {ratio:.2f}×. Records written:
{records:,}, p50 {write}, p95 {write95}. Errors: {errors:,}.{why} Answers that did not hold the record written just
before: {late:,}. A record is in the answer asked next: with nobody else there after {quiet} (p95 {quiet95}), in the
crowd after {seen} (p95 {seen95}).
"""


@dataclass(slots=True)
class Found:
    """What was measured on one book."""

    name: str
    size: str
    dates: int
    costs: list[Cost]
    visits: list[Visit] = field(default_factory=list)
    walked: Walked | None = None
    written: Written | None = None
    notes: list[str] = field(default_factory=list)


def section(books: Sequence[Found], machine: str, versions: str, options: str, past: float) -> str:
    """All of it, in Markdown."""
    day = datetime.now(UTC).date().isoformat()
    head = HEAD.format(title=TITLE, day=day, options=options, machine=machine, versions=versions)
    return "\n".join([head, *(_book(found, past) for found in books)]).rstrip() + "\n"


def missed(costs: Sequence[Cost]) -> list[str]:
    """Pages over their target, at the median."""
    return [cost.label for cost in costs if cost.limit and _kept(cost) is False]


def replaced(page: str, told: str) -> str:
    """The page on speed with this section, which is its last, in the place of the former one.

    >>> replaced("# Speed\\n\\nscan\\n\\n## The cockpit, page by page\\n\\nold\\n", "new\\n")
    '# Speed\\n\\nscan\\n\\nnew\\n'
    """
    before = page.partition(f"\n{TITLE}\n")[0]
    return f"{before.rstrip()}\n\n{told}"


def with_cockpit(text: str, report: Path) -> str:
    """The page on speed just written, with the section an earlier run left in the file."""
    before = report.read_text(encoding="utf-8") if report.exists() else ""
    rest = before.partition(f"\n{TITLE}\n")[2]
    return f"{text.rstrip()}\n\n{TITLE}\n{rest}" if rest else text


def _book(found: Found, past: float) -> str:
    blocks = [BOOK.format(name=found.name, size=found.size, dates=found.dates), costs_table(found.costs)]
    if found.visits:
        blocks += ["In the browser, medians:\n", _visits(found.visits)]
    if found.walked:
        blocks += [_crowd(found.walked, past), _pages(found.walked)]
    if found.written and found.written.beside:
        blocks.append(_writing(found.written))
    return "\n".join([*blocks, *(f"{note}\n" for note in found.notes)])


def costs_table(costs: Sequence[Cost]) -> str:
    """What the server takes for each page, beside its target."""
    rows = [[cost.label, _target(cost), *map(ms, _five(cost)), str(cost.failed or "")] for cost in costs]
    titles = [
        "The server",
        "Target",
        "Uncached, median",
        "p95",
        "Another date, median",
        "p95",
        "Again, median",
    ]
    return table([*titles, "Failed"], rows)


def _five(cost: Cost) -> list[float | None]:
    of = ((cost.first, 0.5), (cost.first, 0.95), (cost.other, 0.5), (cost.other, 0.95), (cost.again, 0.5))
    return [at(seconds, rate) if seconds else None for seconds, rate in of]


def _kept(cost: Cost) -> bool | None:
    if cost.limit is None:
        return None
    return bool(cost.first) and not cost.failed and at(cost.first, 0.5) <= cost.limit


def _target(cost: Cost) -> str:
    if cost.limit is None:
        return ""
    return f"≤ {cost.limit * 1000:.0f} ms, {'kept' if _kept(cost) else '**missed**'}"


def _visits(visits: Sequence[Visit]) -> str:
    titles = ["Page", "First byte, cold", "warm", "Full load, cold", "warm", "Sent, cold", "warm"]
    rows = [
        [
            visit.label,
            *(f"{seen.get('byte', 0):.0f} ms" for seen in (visit.cold, visit.warm)),
            *(f"{seen.get('load', 0):.0f} ms" for seen in (visit.cold, visit.warm)),
            *(f"{seen.get('bytes', 0) / 1000:.0f} kB" for seen in (visit.cold, visit.warm)),
            *(f"{seen.get('requests', 0):.0f}" for seen in (visit.cold, visit.warm)),
            visit.heavy,
        ]
        for visit in visits
    ]
    return table([*titles, "Requests, cold", "warm", "Heaviest"], rows)


def _crowd(walked: Walked, past: float) -> str:
    kinds = sorted(set(walked.errors))
    why = f" They are: {'; '.join(kinds[:5])}." if kinds else ""
    return CROWD.format(
        people=walked.people,
        seconds=walked.seconds,
        past=past,
        requests=walked.requests,
        rate=walked.requests / walked.seconds,
        errors=len(walked.errors),
        why=why,
        memory=walked.memory / 1e9,
    )


def _writing(written: Written) -> str:
    alone, beside = at(written.alone, 0.95), at(written.beside, 0.95)
    kinds = sorted(set(written.errors))
    times = {"write": written.writes, "quiet": written.quiet, "seen": written.seen}
    return WRITING.format(
        people=written.people,
        seconds=written.seconds,
        alone=ms(alone),
        beside=ms(beside),
        ratio=beside / alone,
        records=len(written.writes),
        errors=len(written.errors),
        why=f" They are: {'; '.join(kinds[:5])}." if kinds else "",
        late=written.late,
        **{name: ms(at(taken, 0.5)) for name, taken in times.items()},
        **{f"{name}95": ms(at(taken, 0.95)) for name, taken in times.items()},
    )


def _pages(walked: Walked) -> str:
    rows = [
        [label, f"{len(seconds):,}", *(ms(at(seconds, rate)) for rate in (0.5, 0.95, 0.99))]
        + [ms(at(walked.whole[label], rate)) for rate in (0.5, 0.95)]
        for label, seconds in walked.pages.items()
    ]
    return table(["Page", "Times", "p50", "p95", "p99", "Whole, p50", "Whole, p95"], rows)


def ms(seconds: float | None) -> str:
    """
    >>> ms(1.2346)
    '1,235 ms'
    """
    return "" if seconds is None else f"{seconds * 1000:,.0f} ms"


def table(titles: list[str], rows: Sequence[Sequence[str]]) -> str:
    """A column that no row fills is left out."""
    full = [place for place in range(len(titles)) if any(row[place] for row in rows)]
    align = ["---", *["---:"] * (len(titles) - 1)]
    lines = (" | ".join(cells[place] for place in full) for cells in (titles, align, *rows))
    return "\n".join(f"| {line} |" for line in lines) + "\n" if full else ""
