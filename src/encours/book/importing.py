"""An import from first byte to visible figure: read, check, compare, write, publish, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from encours.book.draft import Draft
from encours.book.engine import Engine, open_engine, quoted
from encours.book.home import Home, write_atomically
from encours.book.keeping import complete, digest
from encours.book.known import known_of
from encours.book.lock import writing
from encours.book.manifest import Manifest, contained, following, history, name_of, publish
from encours.book.publication import CopyAhead, announce, build_whole, ensure_served, newest
from encours.book.reading import Known, Reading
from encours.book.refresh import CLEARED as CLEARED_BY_REFRESH
from encours.book.refresh import refresh, worth_refreshing
from encours.book.report import Report
from encours.book.segments import sweep_versions
from encours.book.ties import beside_the_book
from encours.said import _, keep

Step = Callable[[str], None]
Ask = Callable[[Report], None]


def import_into(
    home: Home,
    files: Sequence[str],
    read: Callable[[Known], Reading],
    *,
    dry_run: bool = False,
    step: Step = lambda _name: None,
    ask: Ask = lambda _report: None,
    origin: Callable[[], Mapping[str, Any]] = dict,
) -> Report:
    """Import what `read` returns. Faulty lines are refused and told; the others enter the book together.

    Raises DataError when nothing can be read, ImportRefused when no line is good; the book is then as it was.
    `step` hears the name of each stage as it begins. `ask` sees the report before anything is written, when it has
    doubts: what it raises leaves the book as it was. `origin` is asked, once all is read, who wants this version: the
    version keeps that, so that what somebody asked for and died of is known for theirs.
    """
    with writing(home):
        if not dry_run:
            complete(home)
        before = newest(home)
        sweep_versions(home, {f"{version.version:07d}" for version in history(home)})
        current = ensure_served(home)
        engine = open_engine(home.scratch / "import.duckdb", scratch=home.scratch)
        try:
            engine.run("SET preserve_insertion_order = true")
            engine.run(f"ATTACH {quoted(str(current.path))} AS cur (READ_ONLY)")
            step(_("Reading"))
            snapshots = _snapshots(home, before)
            draft = Draft(engine, home, read(known_of(engine, snapshots)), snapshots)
            step(_("Checking"))
            draft.stage()
            likely = not dry_run and worth_refreshing(engine, "in_")
            with CopyAhead(home, current, before.version + 1, likely) as ahead:
                report = draft.compare(tuple(files), dry_run)
                if dry_run or not draft.touched:
                    ties = beside_the_book(engine, draft.reading.ties, "items_now", "currency")
                    return replace(report, ties=ties)
                if report.doubts:
                    ask(report)
                step(_("Writing"))
                segments = draft.write(before.version + 1)
                manifest = following(before, segments, _listed(draft.reading), origin())
                step(_("Publishing"))
                return _commit(engine, home, manifest, ahead, draft.reading, report)
        finally:
            engine.close()


def _commit(
    engine: Engine, home: Home, manifest: Manifest, ahead: CopyAhead, reading: Reading, report: Report
) -> Report:
    """The new database is ready before the version exists: a failure leaves the previous state whole."""
    if worth_refreshing(engine):
        path = ahead.take()
        refresh(engine, path, home, manifest)
        cleared = CLEARED_BY_REFRESH
    else:
        path = build_whole(home, manifest)
        cleared = _CLEARED
    done = _finished(engine, path, reading, replace(report, number=manifest.version), cleared)
    facts = keep(done.as_data())
    path_of_report = home.reports / name_of(manifest.version)
    write_atomically(path_of_report, json.dumps(facts, ensure_ascii=False))
    manifest = replace(manifest, report=digest(path_of_report))
    del facts["problems"]
    manifest.summary["report"] = {**facts, **_listed(reading)}
    publish(home, manifest)
    announce(home, path, manifest)
    return done


def _listed(reading: Reading) -> dict[str, str]:
    """What the version keeps of the day of a list of open items."""
    return {"snapshot": str(reading.snapshot or "")}


def _finished(engine: Engine, path: Path, reading: Reading, report: Report, count: str) -> Report:
    """The report completed with what the new position says: items cleared, totals that agree."""
    engine.run(f"ATTACH {quoted(str(path))} AS fresh (READ_ONLY)")
    cleared = int(engine.value(count)) if engine.value("SELECT COUNT(*) FROM cur.items") else 0
    ties = beside_the_book(engine, reading.ties, "fresh.items", "ccy")
    engine.run("DETACH fresh")
    return replace(report, cleared=cleared, ties=ties)


# Items the book knew open, that an allocation of this import has settled.
_CLEARED = """
SELECT COUNT(*) FROM (
  SELECT entity, debit_item AS item FROM put_allocations UNION SELECT entity, credit_item FROM put_allocations) p
JOIN cur.items c ON c.entity = p.entity AND c.item = p.item
JOIN fresh.items i ON i.entity = p.entity AND i.item = p.item
WHERE EXISTS (SELECT 1 FROM cur.positions o WHERE o.item_id = c.item_id AND o.valid_to = DATE '9999-12-31')
  AND NOT EXISTS (SELECT 1 FROM fresh.positions o WHERE o.item_id = i.item_id AND o.valid_to = DATE '9999-12-31')
"""


def _snapshots(home: Home, manifest: Manifest) -> Mapping[str, date]:
    """Day of the last list of open items of each entity in this version."""
    days: dict[str, date] = {}
    for version in contained(home, manifest):
        report = version.summary.get("report", {})
        if report.get("snapshot"):
            day = date.fromisoformat(report["snapshot"])
            for entity in report.get("entities", ()):
                days[entity] = max(day, days.get(entity, day))
    return days
