"""An import being prepared beside the book: staged, completed, compared, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from encours.book import changes, matching, rules, since, snapshot, summary
from encours.book.engine import Engine, give_back_memory
from encours.book.home import Home
from encours.book.manifest import Segment
from encours.book.older import older_than_list
from encours.book.plausibility import Doubt, doubts, swept
from encours.book.reading import LISTS, Reading, RowsTable
from encours.book.records import ALLOCATIONS, BY_NAME, ITEMS
from encours.book.report import ImportRefused, Report
from encours.book.segments import write_segment
from encours.book.staging import Staged, stage
from encours.errors import Problem
from encours.said import _


class Draft:
    """The import being prepared, beside the book."""

    def __init__(
        self, engine: Engine, home: Home, reading: Reading, last_snapshots: Mapping[str, date]
    ) -> None:
        self.engine, self.home, self.reading = engine, home, reading
        self.problems: list[Problem] = list(reading.problems)
        self.notes = list(reading.notes)
        self.last_snapshots = last_snapshots
        self.staged: dict[str, Staged] = {}
        self.counts: list[changes.Change] = []
        self.given: frozenset[str] = frozenset()  # tables the source has
        self.stated: tuple[str, ...] = ()  # tables the source does not have, and the import says something in

    @property
    def touched(self) -> bool:
        return any(change.new or change.changed or change.gone for change in self.counts)

    def stage(self) -> None:
        """Take in what was read, before it is compared."""
        engine = self.engine
        give_back_memory()
        self.staged = stage(engine, self.reading.tables, self.problems)
        changes.create_gone(engine, ITEMS)
        changes.create_gone(engine, ALLOCATIONS)
        engine.run(matching.EMPTY_MEMBERS)
        members = self.reading.tables.get("members")
        if isinstance(members, RowsTable):
            with engine.table("arrow_members", members.arrow):
                engine.run("INSERT INTO members BY NAME SELECT * FROM arrow_members")
        withdrawn = self.reading.tables.get("withdrawn")
        if isinstance(withdrawn, RowsTable):
            with engine.table("arrow_withdrawn", withdrawn.arrow):
                engine.run("INSERT INTO gone_items SELECT entity, item FROM arrow_withdrawn")
            changes.part_from_gone(engine)
        self.given = frozenset(self.reading.tables)
        self.reading = replace(self.reading, tables={})  # all is staged: the rows read are held no longer
        give_back_memory()
        if "allocations" not in self.staged:
            engine.run(matching.EMPTY_ALLOCATIONS)
            self.staged["allocations"] = Staged(ALLOCATIONS, ALLOCATIONS.names, (), False, 0, None)
        if "items" not in self.staged:
            engine.run("CREATE TABLE in_items (entity VARCHAR, item VARCHAR)")
        currencies = "SELECT entity, currency FROM cur.entities"
        if "entities" in self.staged and "currency" in self.staged["entities"].columns:
            currencies = (
                "SELECT entity, currency FROM in_entities UNION ALL SELECT entity, currency FROM cur.entities c "
                "WHERE NOT EXISTS (SELECT 1 FROM in_entities i WHERE i.entity = c.entity)"
            )
        engine.run(f"CREATE VIEW entity_currencies AS {currencies}")

    def compare(self, files: tuple[str, ...], dry_run: bool) -> Report:
        said = summary.summarised(self.engine, self.staged.get("items"), self.reading.totals)
        self._items_and_allocations()
        self._since()
        if "items" in self.staged:
            said = summary.with_open(self.engine, said, self.staged["items"], bool(self.reading.snapshot))
        for staged in self.staged.values():
            if staged.table not in (ITEMS, ALLOCATIONS):
                changes.find_changes(self.engine, staged)
        order = [table for table in BY_NAME if table in self.staged and table not in self.stated]
        self.counts = [
            changes.count(self.engine, self.staged[t], t in ("items", "allocations")) for t in order
        ]
        self._refuse_nothing_good()
        read = self.reading.read or sum(staged.read for staged in self.staged.values())
        return Report(
            0,
            self.reading.format,
            files,
            read,
            tuple(self.counts),
            tuple(self.problems),
            tuple(self.notes),
            0,
            (),
            self._entities,
            dry_run,
            said,
            self._doubts(),
        )

    def write(self, version: int) -> tuple[Segment, ...]:
        segments = []
        for table_name, staged in self.staged.items():
            has_gone = table_name in ("items", "allocations")
            rows = changes.segment_rows(staged.table, has_gone)
            segments.append(write_segment(self.engine, self.home, version, staged.table, rows))
        return tuple(segment for segment in segments if segment)

    def _items_and_allocations(self) -> None:
        engine = self.engine
        if "items" in self.staged:
            if self.reading.snapshot:
                self._infer(self.reading.snapshot)
            changes.find_changes(engine, self.staged["items"])
        _create_views(engine, "items" in self.staged)
        self.notes += matching.allocate_groups(engine, self.staged)
        whole = not any(problem.file and "allocations" in problem.file for problem in self.problems)
        said = "allocations" in self.given or self._grouped
        if "items" in self.staged and said and whole:
            changes.find_unmatched(engine)
        changes.find_changes(engine, self.staged["allocations"])
        _create_allocation_views(engine)
        if not self.reading.snapshot:
            snapshot.give_way(engine)
        rules.enforce(engine, self.staged, self.problems)

    def _since(self) -> None:
        if stated := since.state(self.engine, self.reading, self.staged):
            self.staged[stated.table.name] = stated
            self.stated = (stated.table.name,)
            self.notes += since.notes(self.engine)

    def _doubts(self) -> tuple[Doubt, ...]:
        if "items" not in self.staged or not self.touched:
            return ()
        printed = tuple(
            Doubt("printed", 1, total.told()) for total in self.reading.totals if not total.agrees
        )
        before = tuple(
            doubt
            for entity, span in self.reading.spans.items()
            if (day := self.last_snapshots.get(entity, span.last)) > span.last
            for doubt in older_than_list(self.engine, entity, span.last, day)
        )
        today, listed = datetime.now(UTC).date(), self.reading.format == LISTS
        short = swept(self.engine, self.reading.snapshot) if self.reading.snapshot else ()
        return (
            short
            + printed
            + before
            + doubts(self.engine, self.staged["items"], self.reading.snapshot, today, listed)
        )

    @property
    def _grouped(self) -> bool:
        return "items" in self.staged and "_group" in self.staged["items"].helpers

    @property
    def _entities(self) -> tuple[str, ...]:
        if "items" not in self.staged:
            return tuple(sorted(self.reading.scope))
        named = {row[0] for row in self.engine.rows("SELECT DISTINCT entity FROM in_items")}
        return tuple(sorted(named | set(self.reading.scope)))

    def _infer(self, day: date) -> None:
        if self.problems:
            message = _("A list of open items must be whole: correct the lines below, then import it again.")
            raise ImportRefused(message, tuple(self.problems))
        last = max((when for e, when in self.last_snapshots.items() if e in self._entities), default=None)
        self.notes += snapshot.infer(self.engine, day, last, self.reading.scope)
        items = self.staged["items"]
        added = tuple(c for c in ("inferred", "currency", "document") if c not in items.columns)
        self.staged["items"] = Staged(
            ITEMS, items.columns + added, items.helpers, items.has_custom, items.read, items.path
        )

    def _refuse_nothing_good(self) -> None:
        if self.problems and not any(change.accepted for change in self.counts):
            message = _("No line could be imported out of {0}. Correct the file and import it again.")
            raise ImportRefused(message.format(self.reading.read or len(self.problems)), tuple(self.problems))


def _create_views(engine: Engine, has_items: bool) -> None:
    """`items_now`: the items as they will be after the import, with their currency said."""
    engine.run(
        "CREATE VIEW cur_items_kept AS SELECT * FROM cur.items c WHERE NOT EXISTS "
        "(SELECT 1 FROM gone_items g WHERE g.entity = c.entity AND g.item = c.item)"
    )
    columns = "entity, item, customer, kind, posting_date, issue_date, due_date, custom"
    book = f"SELECT {columns}, ccy AS currency, amount FROM cur_items_kept c"
    if not has_items:
        engine.run(f"CREATE VIEW items_now AS {book}")
        return
    put = (
        f"SELECT {', '.join('p.' + c for c in columns.split(', '))}, "
        "COALESCE(p.currency, e.currency, 'EUR') AS currency, p.amount "
        "FROM put_items p LEFT JOIN entity_currencies e ON e.entity = p.entity"
    )
    engine.run(
        f"CREATE VIEW items_now AS {put} UNION ALL {book} WHERE NOT EXISTS "
        "(SELECT 1 FROM put_items p WHERE p.entity = c.entity AND p.item = c.item)"
    )


def _create_allocation_views(engine: Engine) -> None:
    """`allocations_kept`: the book's own that stay as they are; `allocations_now`: with those of the import."""
    engine.run(
        "CREATE VIEW allocations_kept AS SELECT a.entity, a.debit_item, a.credit_item, a.date, a.amount "
        f"FROM cur.allocations a WHERE {rules.NOT_PUT}"
    )
    engine.run(
        "CREATE VIEW allocations_now AS SELECT entity, debit_item, credit_item, date, amount FROM put_allocations "
        "UNION ALL SELECT entity, debit_item, credit_item, date, amount FROM allocations_kept"
    )
