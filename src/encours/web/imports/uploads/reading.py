"""How a part of an upload is read, as its page shows it and as its form changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from encours.api import words
from encours.book.records import Kind
from encours.errors import DataError, EncoursError
from encours.i18n import _
from encours.importers.catalogue import importers
from encours.importers.mapping import NO_RECEIVABLE
from encours.web import typography
from encours.web.imports.labels import STANDINGS, format_named
from encours.web.imports.sandbox import parent
from encours.web.imports.sandbox.first_rows import MONEY
from encours.web.imports.uploads.fields import Chosen, columns_of, label_of, missing, read_choices
from encours.web.imports.uploads.fields import choices as field_choices
from encours.web.imports.uploads.options_form import OptionsForm, about, initial
from encours.web.imports.uploads.parts import Part, asked, digest_of, fingerprint
from encours.web.sentences import told_here
from encours.web.visit.visit import Visit

SHAPE = 2  # of previews kept: another number when they are laid out otherwise
LAYS_OUT = ("sheet", "header_row", "separator", "encoding")  # options that change where columns are


@dataclass(frozen=True, slots=True)
class FirstRows:
    """A table of the preview: its name, its headers, and for each row its line and its cells; headers and cells say
    whether they are amounts."""

    name: str
    heads: list[tuple[str, bool]]
    rows: list[tuple[int, list[tuple[str, bool]]]]


@dataclass
class Shown:
    """A part on its page: its form, its first rows as the book reads them, and for a list its columns. `mark` begins
    the names of its fields."""

    part: Part
    form: OptionsForm
    error: str = ""
    columns: list[Chosen] = field(default_factory=list)
    preview: dict[str, Any] = field(default_factory=dict)
    lacks: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    mark: str = ""

    @property
    def format(self) -> str:
        return format_named(self.part.importer)

    @property
    def about(self) -> str:
        return about(self.part.importer) if self.part.importer else ""

    @property
    def formats(self) -> list[tuple[str, str]]:
        """What the part may be read as: those that recognise it first."""
        able = self.part.importers
        return sorted(((one.name, _(one.about)) for one in importers()), key=lambda pair: pair[0] not in able)

    @property
    def blocked(self) -> bool:
        """Whether nothing of it could be imported as it is read."""
        return bool(self.error or self.lacks or self.preview.get("error"))

    @property
    def kinds(self) -> list[tuple[int, str, str, list[tuple[str, str]]]]:
        """Types the list names: place, text, what it is taken for, what it may be."""
        said = (self.part.options.get("mapping") or {}).get("kinds") or {}
        offered = [(str(kind), words.inside(words.kind(kind))) for kind in Kind]
        offered.append((NO_RECEIVABLE, _("no receivable: left out")))
        return [
            (place, one["text"], said.get(one["text"], one["kind"]), offered)
            for place, one in enumerate(self.part.first.layout.get("types") or ())
        ]

    @property
    def statuses(self) -> list[tuple[int, str, str, list[tuple[str, str]]]]:
        """Words of the status columns: place, text, what it is taken to say, what it may say."""
        said = (self.part.options.get("mapping") or {}).get("statuses") or {}
        offered = [(str(standing), words.inside(_(label))) for standing, label in STANDINGS.items()]
        return [
            (place, one["text"], said.get(one["text"], one["standing"]), offered)
            for place, one in enumerate(self.part.first.layout.get("statuses") or ())
        ]

    @property
    def tables(self) -> list[FirstRows]:
        """The tables of the preview."""
        return [
            FirstRows(
                words.table(table["name"]),
                [(label_of(name), name in MONEY) for name in table["columns"]],
                [
                    (row["_line"], [(_text(name, row), name in MONEY) for name in table["columns"]])
                    for row in table["rows"]
                ],
            )
            for table in self.preview.get("tables") or ()
        ]

    @property
    def kinds_held(self) -> list[dict[str, Any]]:
        """How many items of each kind the files hold, and for how much."""
        return [
            {**kind, "label": words.inside(words.kind(kind["kind"])), "amount": Decimal(kind["amount"])}
            for kind in (self.preview.get("held") or {}).get("kinds", ())
        ]

    @property
    def totals(self) -> list[dict[str, Any]]:
        """The balances of the ledger's accounts."""
        totals = (self.preview.get("held") or {}).get("totals", ())
        return [{**total, "amount": Decimal(total["amount"])} for total in totals]

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return field_choices()


def shown(part: Part, visit: Visit, form: OptionsForm | None = None, error: str = "") -> Shown:
    """A part as it would be read; the preview is asked of the child once for each way of reading."""
    layout = part.first.layout
    form = form or OptionsForm(part.importer, layout, initial=initial(part.options))
    made = Shown(part, form, error, entities=_entities(visit))
    upload = part.first.upload
    if part.importer and not error and not upload.versions and not upload.swept:
        made.preview = told_here(_preview(part, made.entities))
    if part.listed:
        faults = Counter(problem["column"] for problem in made.preview.get("problems") or ())
        made.columns = columns_of(layout, part.options.get("mapping") or {}, faults)
        made.lacks = missing(made.columns, bool(part.options.get("snapshot")))
    return made


def mark_of(part: Part, parts: Sequence[Part]) -> str:
    """What the names of a part's fields begin with, in the one form of all parts; nothing where there is one."""
    return f"{part.number}-" if len(parts) > 1 else ""


def of_part(posted: QueryDict, mark: str) -> QueryDict:
    """What a form says of one part."""
    said = QueryDict(mutable=True)
    for name, values in posted.lists():
        if name.startswith(mark) and name not in ("csrfmiddlewaretoken", "settings"):
            said.setlist(name.removeprefix(mark), values)
    return said


def choose_format(part: Part, importer: str) -> None:
    """Decide what files are; an unknown name changes nothing."""
    if not any(importer == known.name for known in importers()):
        return
    for file in part.files:
        file.importer, file.preview_of = importer, ""
        file.save(update_fields=["importer", "preview_of"])


def read_as(part: Part, posted: QueryDict, visit: Visit) -> Shown | None:
    """Keep what a form says; the part as it was typed when something in it is wrong."""
    layout = part.first.layout
    form = OptionsForm(part.importer, layout, posted)
    if not form.is_valid():
        return shown(part, visit, form, _("Correct what is marked below."))
    options = form.options()
    if part.listed:
        choice = read_choices(layout, posted)
        if choice.error:
            return shown(part, visit, form, choice.error)
        options["mapping"] = choice.mapping | options.get("mapping", {})
        if layout.get("guessed"):
            options["mapping"].setdefault("header_row", layout["line"])
    return _kept(part, options, visit, form)


def _kept(part: Part, options: dict[str, Any], visit: Visit, form: OptionsForm) -> Shown | None:
    """Save them, the columns found again where that is asked."""
    elsewhere = part.listed and _elsewhere(part, options)
    for file in part.files:
        if elsewhere:
            try:
                file.layout = _laid_out(file, options["mapping"])
            except EncoursError as error:
                return shown(part, visit, form, str(error))
            options["mapping"].pop("columns", None)
            file.signature = file.layout["signature"]
        file.options, file.mapped = options, False
        file.save(update_fields=["options", "mapped", "layout", "signature"])
    return None


def _elsewhere(part: Part, options: Mapping[str, Any]) -> bool:
    """Whether a form asks for columns that stand elsewhere than those found."""
    layout = part.first.layout
    before, after = (said.get("mapping") or {} for said in (part.options, options))
    found = {**layout, "header_row": layout.get("line")}
    return any(
        before.get(name) != after.get(name) and after.get(name) != found.get(name) for name in LAYS_OUT
    )


def _laid_out(file: Any, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The columns under another sheet or header row; those said so far are forgotten with the old ones."""
    place = {name: mapping[name] for name in (*LAYS_OUT, "decimal") if mapping.get(name)}
    return dict(parent.look("layout", {"file": asked(file), "mapping": place}))


def _preview(part: Part, entities: list[str]) -> dict[str, Any]:
    """The first rows, kept until another way of reading is said. What takes too long to look at may be read all the
    same: checking has more time."""
    file = part.first
    key = digest_of([SHAPE, fingerprint([part]), entities])
    if file.preview is not None and file.preview_of == key:
        return dict(file.preview)
    question = {"part": part.asked(), "entities": entities}
    try:
        file.preview = parent.look("preview", question)
    except parent.Ended as ended:
        return {"unseen": str(ended)}
    except EncoursError as error:
        return {"error": str(error)}
    file.preview_of = key
    file.save(update_fields=["preview", "preview_of"])
    return dict(file.preview or {})


def _text(name: str, row: Mapping[str, Any]) -> str:
    """A cell as people read it; as it stands where it is not what its column says, which the checks will tell."""
    value = row[name]
    if value is None:
        return ""
    with suppress(ArithmeticError, ValueError):
        if name in MONEY:
            return typography.money(Decimal(value), row.get("currency") or "", "cents")
        if name.endswith("_date") or name == "date":
            return typography.day(date.fromisoformat(value))
        if name == "kind":
            return words.inside(words.kind(value))
    return str(value)


def _entities(visit: Visit) -> list[str]:
    """The codes the book knows and this person follows."""
    try:
        found = visit.allowed.show("net", by="entity").rows
    except DataError:
        return []
    return sorted({str(row["entity"]) for row in found if row.get("entity")})
