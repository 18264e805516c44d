"""The watched folders: where they are, when they are looked at, what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from encours.errors import DataError
from encours.i18n import _, language
from encours.importers.catalogue import importers
from encours.web.access.perimeter import whole
from encours.web.access.roles import Right
from encours.web.imports.folders.jobs import FOLDERS, LOOK, folder_allowed, label_of, roots
from encours.web.imports.models import Seen, Source
from encours.web.imports.permissions import no_folders, sources_of
from encours.web.imports.uploads.options_form import ALL, heeded
from encours.web.imports.views import forbidden
from encours.web.shell.currencies import CurrencyField
from encours.web.tables import Column, Empty, Frame, Kind, answer, of_rows
from encours.web.typography import WEEKDAYS
from encours.web.visit.visit import Visit, enter
from encours.web.workflow import acts
from encours.web.workflow.jobs.asking import start
from encours.web.workflow.trail.record import record

FACTS = ("label", "folder", "pattern", "importer", "options", "rhythm", "hour", "weekday", "enabled")


class SourceForm(forms.Form):
    """A watched folder as people write it."""

    label = forms.CharField(max_length=100)
    folder = forms.CharField(max_length=500)
    pattern = forms.CharField(max_length=100, initial="*")
    importer = forms.ChoiceField(required=False)
    entity = forms.CharField(max_length=60, required=False)
    currency = CurrencyField(required=False)
    date_order = forms.ChoiceField(required=False)
    terms = forms.CharField(max_length=60, required=False)
    rhythm = forms.ChoiceField(initial="day")
    hour = forms.IntegerField(min_value=0, max_value=23, initial=6, required=False)
    weekday = forms.TypedChoiceField(coerce=int, initial=1, required=False)
    enabled = forms.BooleanField(required=False, initial=True)

    def __init__(self, *arguments: Any, of: Source | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._of = of
        for name, label in _labels().items():
            self.fields[name].label = label
        for name, offered in _choices().items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered
        self.fields["pattern"].help_text = _("*.csv, FEC*.txt… A star stands for anything.")

    def clean_label(self) -> str:
        label = str(self.cleaned_data["label"])
        if Source.objects.filter(label=label).exclude(pk=self._of.pk if self._of else None).exists():
            raise ValidationError(_("There is a folder of this name already."))
        return label

    def clean_folder(self) -> str:
        try:
            return str(folder_allowed(self.cleaned_data["folder"]))
        except DataError as error:
            raise ValidationError(str(error)) from error

    def kept(self) -> dict[str, Any]:
        """As the source keeps it."""
        said = self.cleaned_data
        offered = heeded(said["importer"])
        options = {name: said[name] for name in ALL if name in offered and said.get(name)}
        plain = {name: said[name] for name in FACTS if name not in ("options", "hour", "weekday")}
        return {**plain, "options": options, "hour": said["hour"] or 0, "weekday": said["weekday"] or 1}


@require_GET
def sources(request: HttpRequest) -> HttpResponseBase:
    """All of them, with what came of each."""
    visit = enter(request, Right.SEE_IMPORTS)
    why = no_folders(visit.person)
    said = {
        "visit": visit,
        "current": "imports",
        "roots": roots(),
        "hindrance": why if visit.may(Right.IMPORT) else "",
        "setting": FOLDERS,
        "may_write": visit.may(Right.IMPORT) and not why,
    }
    empty = Empty(
        _("No folder is watched yet. A folder where another program leaves its exports is read by itself.")
    )
    frame = Frame(_("Watched folders"), sort="label", empty=empty)
    rows = list(sources_of(visit.person).select_related("person"))
    return answer(
        request, "imports/sources.html", said, of_rows(request, "sources", columns(visit), rows, frame)
    )


def columns(visit: Visit) -> list[Column]:
    """A watched folder on one line."""
    return [
        Column("label", _("Name"), href=lambda one: visit.url("import_source", one.pk)),
        Column("folder", _("Folder")),
        Column("pattern", _("Files")),
        Column("rhythm", _("When"), value=when),
        Column("enabled", _("Watched"), Kind.FLAG),
        Column("person", _("In the name of"), value=lambda one: str(one.person or "")),
        Column("last_run_at", _("Last looked at"), Kind.MOMENT),
        Column("last_result", _("Last result")),
        Column("last_error", _("What went wrong"), tone=lambda one: "bad"),
    ]


def when(source: Source) -> str:
    """The rhythm in words."""
    if source.rhythm == "hour":
        return source.rhythm_label
    if source.rhythm == "day":
        return _("every day at {0}:00").format(source.hour)
    return _("{0} at {1}:00").format(_weekdays()[source.weekday - 1][1], source.hour)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Watch one more folder."""
    visit = enter(request, Right.IMPORT)
    return _edited(request, visit, None)


@require_http_methods(["GET", "POST"])
def source(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One watched folder: what came of it, and its settings."""
    visit = enter(request, Right.IMPORT if request.method == "POST" else Right.SEE_IMPORTS)
    return _edited(
        request, visit, get_object_or_404(sources_of(visit.person).select_related("person", "job"), pk=pk)
    )


@require_POST
def run_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a folder at once."""
    visit = enter(request, Right.IMPORT)
    if why := no_folders(visit.person):
        return forbidden(request, why)
    found = get_object_or_404(sources_of(visit.person).select_related("job"), pk=pk)
    if found.job is None or found.job.ended:
        found.job = start(LOOK, label_of(found), visit.person, source=found.pk)
        found.save(update_fields=["job"])
        record(request, acts.WATCHED_FOLDER_RUN, found.label)
    return redirect(visit.url("import_source", found.pk))


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop watching a folder for good; what it brought stays in the book."""
    visit = enter(request, Right.IMPORT)
    if why := no_folders(visit.person):
        return forbidden(request, why)
    found = get_object_or_404(sources_of(visit.person), pk=pk)
    record(request, acts.WATCHED_FOLDER_REMOVED, found.label, before=_facts(found))
    found.delete()
    messages.success(request, _("The folder is no longer watched. What it brought stays in the book."))
    return redirect(visit.url("import_sources"))


def _edited(request: HttpRequest, visit: Visit, of: Source | None) -> HttpResponseBase:
    why = no_folders(visit.person)
    if why and (of is None or request.method == "POST"):
        return forbidden(request, why)
    shown = {**_facts(of), **of.options} if of else None
    form = SourceForm(request.POST, of=of) if request.method == "POST" else SourceForm(initial=shown, of=of)
    if request.method == "POST" and form.is_valid():
        return _saved(request, visit, of, form.kept())
    said = {
        "visit": visit,
        "current": "imports",
        "form": form,
        "source": of,
        "when": when(of) if of else "",
        "may_write": visit.may(Right.IMPORT) and not why,
        "roots": roots(),
    }
    tables = [_seen(request, visit, of)] if of else []
    return answer(request, "imports/source.html", said, *tables)


def _saved(request: HttpRequest, visit: Visit, of: Source | None, facts: dict[str, Any]) -> HttpResponse:
    """It works in the name, and with the rights, of the person who saved it last."""
    before = _facts(of) if of else None
    found = of or Source()
    for name, value in facts.items():
        setattr(found, name, value)
    found.person = visit.person
    found.save()
    record(
        request,
        acts.WATCHED_FOLDER_CHANGED if of else acts.WATCHED_FOLDER_ADDED,
        found.label,
        before,
        _facts(found),
    )
    messages.success(request, _("The folder is watched so from now on."))
    return redirect(visit.url("import_source", found.pk))


def _seen(request: HttpRequest, visit: Visit, of: Source) -> Any:
    empty = Empty(_("No file of this folder has been read yet."))
    frame = Frame(_("Files read"), sort="-at", empty=empty)
    table = [
        Column("at", _("Read on"), Kind.MOMENT),
        Column("name", _("File"), href=lambda one: _upload(visit, one)),
        Column("error", _("What went wrong"), tone=lambda one: "bad"),
    ]
    return of_rows(
        request, "seen", table, list(of.seen.filter(_read_since(visit)).select_related("upload")), frame
    )


def _read_since(visit: Visit) -> Q:
    """A folder read when more was seen than now tells no more of it than its files of since."""
    moment = None if whole(visit.person) else visit.person.confined_at
    return Q(at__gte=moment) if moment else Q()


def _upload(visit: Visit, seen: Seen) -> str:
    return visit.url("import_upload", seen.upload_id) if seen.upload_id else ""


def _facts(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in FACTS}


def _labels() -> dict[str, str]:
    return {
        "label": _("Name"),
        "folder": _("Folder on the server"),
        "pattern": _("Files"),
        "importer": _("Format"),
        "entity": _("Entity, when the file does not say"),
        "currency": _("Currency, when the file does not say"),
        "date_order": _("Dates"),
        "terms": _("Payment terms, where due dates are missing"),
        "rhythm": _("When"),
        "hour": _("Hour"),
        "weekday": _("Day"),
        "enabled": _("Watched"),
    }


def _choices() -> dict[str, list[tuple[Any, str]]]:
    recognised = ("", _("recognised"))
    return {
        "importer": [recognised, *((one.name, _(one.about)) for one in importers())],
        "date_order": [recognised, ("dmy", "31/12/2026"), ("mdy", "12/31/2026"), ("ymd", "2026-12-31")],
        "rhythm": [(name, _(label)) for name, label in Source.RHYTHMS.items()],
        "weekday": _weekdays(),
    }


def _weekdays() -> list[tuple[Any, str]]:
    """From Monday, 1, to Sunday, 7."""
    return [(number, name.lower()) for number, name in enumerate(WEEKDAYS[language()], 1)]
