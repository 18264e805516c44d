"""The forms by which customers are assigned."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from django import forms

from encours.api import OpenBook
from encours.api.assignment_report import known
from encours.cube.filters import canonical, parse
from encours.cube.periods import day_of
from encours.cube.spoken import by_label, folded
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.web.workflow.assignment.models import Exemption, Portfolio

LARGEST = 20_000_000
MOST_PROBLEMS = 200


class PortfolioForm(forms.Form):
    """A portfolio, and who follows what is in it."""

    code = forms.CharField(max_length=60)
    name = forms.CharField(max_length=100, required=False)
    collector = forms.CharField(max_length=100, required=False)

    def __init__(self, *arguments: Any, of: int = 0, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._of = of
        _labelled(self, {"code": _("Code"), "name": _("Name"), "collector": _("Collector")})

    def clean_code(self) -> str:
        """`of` is the portfolio being changed: one declared already is not changed by declaring it again."""
        code = str(self.cleaned_data["code"])
        known = Portfolio.objects.filter(code=code).first()
        if self._of and (known is None or known.pk != self._of):
            raise forms.ValidationError(
                _("The code of a portfolio stays: declare another portfolio instead.")
            )
        if known is not None and not self._of:
            said = _("{0} is declared already: change it by its pencil in the list above.")
            raise forms.ValidationError(said.format(code))
        return code


class RuleForm(forms.Form):
    """Conditions, one a line, and what they decide."""

    conditions = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    portfolio = forms.CharField(max_length=60, required=False)
    collector = forms.CharField(max_length=100, required=False)

    def __init__(self, *arguments: Any, custom: dict[str, str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._custom = custom
        said = {
            "conditions": _("Conditions, one a line"),
            "portfolio": _("Portfolio"),
            "collector": _("Collector"),
        }
        _labelled(self, said)

    def clean_conditions(self) -> list[str]:
        lines = []
        for line in filter(None, map(str.strip, str(self.cleaned_data["conditions"]).splitlines())):
            try:
                wanted = parse(line, self._custom)
                lines.append(canonical(line, self._custom))
            except UsageError as error:
                raise forms.ValidationError(str(error)) from None
            if wanted.dimension is None or not wanted.dimension.where.holder:
                raise forms.ValidationError(
                    _("Customers are assigned by what they are: {0} is not an attribute of theirs.").format(
                        wanted.field
                    )
                )
        return lines

    def clean(self) -> dict[str, Any]:
        return _decides(self, dict(super().clean() or {}))


class ExemptionForm(forms.Form):
    """One customer account placed by hand."""

    entity = forms.CharField(max_length=60)
    customer = forms.CharField(max_length=100)
    portfolio = forms.CharField(max_length=60, required=False)
    collector = forms.CharField(max_length=100, required=False)
    why = forms.CharField(max_length=200, required=False)
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *arguments: Any, book: OpenBook, of: int = 0, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._book, self._of = book, of
        said = {"entity": _("Entity"), "customer": _("Customer"), "portfolio": _("Portfolio")}
        said |= {"collector": _("Collector"), "why": _("Why"), "until": _("Until (last day)")}
        _labelled(self, said)

    def clean(self) -> dict[str, Any]:
        said = _decides(self, dict(super().clean() or {}))
        account = (said.get("entity", ""), said.get("customer", ""))
        if all(account) and not known(self._book, [account]):
            self.add_error("customer", _("There is no such customer in that entity."))
        placed = Exemption.objects.filter(entity=account[0], customer=account[1]).exclude(pk=self._of).first()
        if placed is not None:
            already = _(
                "This customer is placed by hand already ({0}): change that by its pencil in the list below."
            )
            there = " / ".join(filter(None, (placed.portfolio, placed.collector)))
            self.add_error("customer", already.format(there))
        return said


HEADINGS = {
    "entity": mark("Entity"),
    "customer": mark("Customer code"),
    "portfolio": mark("Portfolio"),
    "collector": mark("Collector"),
    "why": mark("Why"),
    "until": mark("Until"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One line that cannot be taken, and why."""

    line: int
    message: str


def headings() -> str:
    """The first line of such a file, in the words of the reader."""
    return ";".join(_(label) for label in HEADINGS.values())


def read_file(data: bytes, book: OpenBook) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Accounts placed by a CSV file of columns entity, customer, portfolio, collector, why, until, or their labels in
    either language; and its problems.

    Separated by semicolons or commas, in UTF-8 or Windows-1252.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    named = by_label(HEADINGS)
    heads = [named.get(folded(head), head.strip().lower()) for head in reader.fieldnames or []]
    if not {"entity", "customer"} <= set(heads):
        said = _("The first line must name at least the columns {0} and {1}.")
        return [], [Problem(1, said.format(*(_(HEADINGS[name]) for name in ("entity", "customer"))))]
    reader.fieldnames = heads
    read = [({name: (row.get(name) or "").strip() for name in HEADINGS}, reader.line_num) for row in reader]
    there = known(book, [(row["entity"], row["customer"]) for row, _line in read])
    problems = [Problem(line, said) for row, line in read if (said := _wrong(row, there))]
    return [{**row, "until": row["until"] or None} for row, _line in read], problems[:MOST_PROBLEMS]


def _wrong(row: dict[str, str], there: set[tuple[str, str]]) -> str:
    if (row["entity"], row["customer"]) not in there:
        return _("There is no customer {0} in the entity {1}.").format(row["customer"], row["entity"])
    if not (row["portfolio"] or row["collector"]):
        return _("Neither a portfolio nor a collector is given.")
    for name, longest in (("portfolio", 60), ("collector", 100), ("why", 200)):
        if len(row[name]) > longest:
            return _("{0} has more than {1} characters.").format(name, longest)
    try:
        day_of(row["until"] or None)
    except UsageError as error:
        return str(error)
    return ""


LISTS = {"entity": "entities", "portfolio": "portfolios", "collector": "collectors"}


def _labelled(form: forms.Form, labels: dict[str, str]) -> None:
    """Labels, and the lists of what is already in use that the page holds."""
    for name, label in labels.items():
        form.fields[name].label = label
        if name in LISTS:
            form.fields[name].widget.attrs["list"] = LISTS[name]


def _decides(form: forms.Form, said: dict[str, Any]) -> dict[str, Any]:
    if not (said.get("portfolio") or said.get("collector")):
        form.add_error("portfolio", _("Say a portfolio, a collector or both."))
    return said
