"""The import report as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from encours.api.counts import by_table, number
from encours.book.home import Home
from encours.book.keeping import report_of
from encours.cli.summary import amount_text, summary_lines
from encours.errors import Problem, UsageError
from encours.i18n import _, counted
from encours.said import day_text, told

if TYPE_CHECKING:
    from encours.book.diff import Diff
    from encours.book.record_changes import RecordLine
    from encours.book.report import Report
    from encours.book.undo import ImportLine

MOST_PROBLEMS = 20


def print_report(report: Report) -> None:
    """What the files hold, what was read, accepted, refused and why, what changed, and whether totals agree."""
    _print(report.as_data())
    print_problems(report.problems)
    click.echo(f"  → {_outcome(report)}")


def _print(report: Mapping[str, Any]) -> None:
    """A report, fresh or kept: what it says of the files first."""
    from encours.api import words

    print_files(report)
    click.echo(f"  {', '.join(_lines(report))}")
    for table, change in report["tables"].items():
        if change["accepted"] or change["gone"]:
            line = _("  {0}: {1} new, {2} changed, {3} the same, {4} gone")
            rows = (number(change[what]) for what in ("new", "changed", "same", "gone"))
            click.echo(line.format(words.table(table), *rows))
    if report["cleared"]:
        line = counted(
            "  {0} item cleared since the last import",
            "  {0} items cleared since the last import",
            report["cleared"],
        )
        click.echo(line.format(number(report["cleared"])))
    for tie in report["ties"]:
        click.echo(_tie(tie))
    for note in report["notes"]:
        click.echo(f"  · {note}")


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    """How many lines were read, how many rows of them are accepted, how many lines refused."""
    for count, said in (
        (report["read"], counted("{0} line read", "{0} lines read", report["read"])),
        (report["accepted"], counted("{0} row accepted", "{0} rows accepted", report["accepted"])),
        (report["refused"], counted("{0} line refused", "{0} lines refused", report["refused"])),
    ):
        yield said.format(number(count))


def print_files(report: Mapping[str, Any]) -> None:
    """What the files hold in all, and what is doubtful of it."""
    click.echo(f"{', '.join(report['files'])} ({report['format']})")
    for line in summary_lines(report.get("summary")):
        click.echo(line)
    for doubt in report.get("doubts", ()):
        click.echo(f"  ? {doubt['sentence']}")


def _tie(tie: Mapping[str, Any]) -> str:
    sign = "=" if tie["agrees"] else "≠"
    gap = Decimal(tie["book"]) - Decimal(tie["source"])
    verdict = _("they agree") if tie["agrees"] else _("they DIFFER by {0}").format(amount_text(gap))
    line = _("  Ledger {0} ({1}): {2} {5} {3} in the book, {4}")
    source = f"{amount_text(tie['source'])} {tie['currency']}"
    book = amount_text(tie["book"])
    told = line.format(tie["entity"], _days(tie), source, book, verdict, sign)
    return f"{told}\n    → {tie['advice']}" if tie.get("advice") else told


def _days(tie: Mapping[str, Any]) -> str:
    """The accounts, and the days when only their movements are known."""
    if not tie.get("first"):
        return str(tie["account"])
    return _("{0}, from {1} to {2}").format(tie["account"], day_text(tie["first"]), day_text(tie["last"]))


def _outcome(report: Report) -> str:
    if report.dry_run:
        return _("Dry run: nothing was imported.")
    if not report.number:
        return _("Nothing changed: the book already says all this.")
    return _("Import {0} is in the book. To take it back: encours undo").format(report.number)


def print_problems(problems: Sequence[Problem]) -> None:
    """On the error output, the first ones."""
    for problem in problems[:MOST_PROBLEMS]:
        click.echo(f"  {problem}", err=True)
    if len(problems) > MOST_PROBLEMS:
        more = len(problems) - MOST_PROBLEMS
        click.echo(counted("  … and {0} more", "  … and {0} more", more).format(number(more)), err=True)


def print_imports(home: Home, as_json: bool) -> None:
    """One line an import, newest last."""
    from encours.book.publication import newest
    from encours.book.undo import imports

    lines = imports(home)
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1, default=str))
        return
    if not lines:
        click.echo(_("No import yet. Begin with: encours import FILE"))
    for line in lines:
        click.echo(_import_line(line))
    if lines:
        newest(home)  # one that is lost is told, not left out


def _import_line(line: ImportLine) -> str:
    at = datetime.fromisoformat(line.recorded_at).astimezone()
    told = f"{line.number:4}  {day_text(at.date())} {at:%H:%M}  {line.label}"
    if line.undoes:
        return told
    changes = (
        (_("added: {0}"), by_table(line.tables, "new")),
        (_("changed: {0}"), by_table(line.tables, "changed")),
        (_("gone: {0}"), by_table(line.tables, "gone")),
    )
    facts = asdict(line)
    numbers = "; ".join([", ".join(_lines(facts)), *(said.format(rows) for said, rows in changes if rows)])
    return _("{0}: {1}").format(f"{told}  {', '.join(line.files)} ({line.format})", numbers)


def print_diff(diff: Diff) -> None:
    """The items that differ, the largest first, each with its reasons; then how the totals come out of them."""
    from encours.api import words

    title = counted(
        "Import {0} → import {1}, position on {2}: {3} item differs",
        "Import {0} → import {1}, position on {2}: {3} items differ",
        diff.count,
    )
    click.echo(title.format(diff.before, diff.after, day_text(diff.as_of), number(diff.count)))
    for line in diff.lines:
        reasons = "; ".join(map(str, line.reasons))
        place = f"{line.entity} {line.customer} {line.item}"
        change = f"{amount_text(line.before)} → {amount_text(line.after)} {line.currency} ({reasons})"
        click.echo(_("{0}: {1}").format(f"  {place}", change))
    for total in diff.totals:
        sign = "-" if total.difference < 0 else "+"
        change = f"{sign}{amount_text(abs(total.difference))}"
        click.echo(f"  = {amount_text(total.before)} {change} = {amount_text(total.after)} {total.currency}")
    for record in diff.records:
        place = f"  {words.table(record.table)} {record.key}"
        click.echo(_("{0}: {1}").format(place, _changed(record)))


def _changed(record: RecordLine) -> str:
    from encours.api import words

    if not record.before or not record.after:
        return _("added") if record.after else _("taken away")
    fields = [
        name
        for name in {**record.before, **record.after}
        if record.before.get(name) != record.after.get(name)
    ]
    return "; ".join(
        f"{words.field(name)} {record.before.get(name, '')} → {record.after.get(name, '')}" for name in fields
    )


def print_stored(home: Home, number: int, as_json: bool) -> None:
    """The report of a past import, every refused line included."""
    kept = report_of(home, number)
    if kept is None:
        raise UsageError(_("There is no import {0}. See: encours imports").format(number))
    report = told(kept)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    _print(report)
    for problem in report["problems"]:
        click.echo(f"  {Problem(**problem)}")
