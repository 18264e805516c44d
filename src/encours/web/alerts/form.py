"""The form of a rule: what is watched, when it calls, whom it tells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from encours.cube.dimensions import SPLITTING
from encours.cube.facts.places import BUCKET, DISPUTE
from encours.cube.measures import PUBLISHED
from encours.errors import EncoursError
from encours.i18n import _
from encours.indicators.catalogue import CATALOGUE as INDICATORS
from encours.indicators.record import Unit
from encours.watch import drift
from encours.watch.condition import CHANGES, Check, Condition, Way
from encours.web import typography
from encours.web.access.roles import LABELS, Right, Role
from encours.web.alerts.mailing import can_mail
from encours.web.alerts.watching.events import BY_NAME as EVENTS
from encours.web.alerts.watching.events import CATALOGUE as EVENT_LIST
from encours.web.alerts.words import TESTS, WAYS, unit_of
from encours.web.filters import conditions
from encours.web.labels.fields import measure_label
from encours.web.visit.reach import reach
from encours.web.visit.visit import Visit
from encours.web.workflow.alerts.models import CRITICALITIES, Criticality, Hook, Rule
from encours.web.workflow.alerts.reading import steers
from encours.web.workflow.choices.chosen import dso_method

FIGURE, EVENT = "figure:", "event:"
HUNDRED = Decimal(100)
FEW_ACCOUNTS = "customer"


class RuleForm(forms.Form):
    """`of` is the rule being changed. What its reader may not decide is not asked."""

    label = forms.CharField(max_length=80)
    watches = forms.ChoiceField()
    test = forms.ChoiceField(required=False)
    limit = forms.CharField(max_length=30, required=False)
    relative = forms.BooleanField(required=False)
    months = forms.IntegerField(min_value=1, max_value=24, required=False)
    way = forms.ChoiceField(required=False)
    days = forms.IntegerField(min_value=0, max_value=3_650, required=False)
    each = forms.ChoiceField(required=False)
    where = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    criticality = forms.ChoiceField()
    company = forms.BooleanField(required=False)
    people = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    roles = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    mail = forms.BooleanField(required=False)
    hooks = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, visit: Visit, of: Rule | None = None, **more: Any) -> None:
        super().__init__(*given, initial=_initial(visit, of), **more)
        self.visit, self.of = visit, of
        self._name()
        self._offer()
        self._keep_to_rights()

    def _name(self) -> None:
        labels = {
            "label": _("Name"),
            "watches": _("What is watched"),
            "test": _("When it"),
            "limit": _("Limit"),
            "relative": _("The change is in %"),
            "months": _("Over so many months"),
            "way": _("Which way"),
            "days": _("Days"),
            "each": _("For each"),
            "where": _("Only where"),
            "criticality": _("Criticality"),
            "company": _("Rule of the company"),
            "people": _("People"),
            "roles": _("Roles"),
            "mail": _("By mail too"),
            "hooks": _("Webhooks"),
        }
        helps = {
            "limit": _(
                "A rate is typed in %. Of a drift: in steps of the usual spread, {0} when empty."
            ).format(typography.number(drift.USUAL_STEPS, 1)),
            "where": _("A condition on each line, as filters are written: country=FR,DE"),
            "company": _("Looked at over the whole book, whoever leaves; else within your own perimeter."),
            "mail": _("One mail a run, of what is new.")
            if can_mail()
            else _("No mail server is set up yet."),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = helps.get(name, "")

    def _offer(self) -> None:
        own = self.visit.allowed.indicators
        self.fields["watches"].choices = [
            (_("Events"), [(EVENT + one.name, _(one.label)) for one in EVENT_LIST]),
            (_("Indicators"), [(FIGURE + one.name, _(one.label)) for one in INDICATORS]),
            *(
                [(_("Own indicators"), [(FIGURE + name, one.label) for name, one in own.items()])]
                if own
                else []
            ),
            (_("Measures"), [(FIGURE + name, measure_label(name)) for name in PUBLISHED]),
        ]
        if self.of and self.of.figure:
            known = {value for _group, pairs in self.fields["watches"].choices for value, _label in pairs}
            if FIGURE + self.of.figure not in known:
                self.fields["watches"].choices = [
                    *self.fields["watches"].choices,
                    (FIGURE + self.of.figure, self.of.figure),
                ]
        self.fields["test"].choices = [(test.value, _(label)) for test, label in TESTS.items()]
        self.fields["way"].choices = [(way.value, _(label)) for way, label in WAYS.items()]
        self.fields["each"].choices = [
            ("", _("Nothing: the whole")),
            *((one.name, _(one.label)) for one in _splitting()),
        ]
        self.fields["criticality"].choices = [(one.value, _(label)) for one, label in CRITICALITIES.items()]

    def _keep_to_rights(self) -> None:
        visit = self.visit
        if not visit.may(Right.SHARE):
            del self.fields["people"], self.fields["roles"]
        else:
            accounts = reach(visit.person).accounts().filter(is_active=True).order_by("name", "email")
            named = {one.pk: str(one) for one in accounts}
            self.fields["people"].choices = [(str(number), name) for number, name in named.items()]
            self.fields["roles"].choices = [(role.value, _(LABELS[role])) for role in Role]
        if not steers(visit.person):
            del self.fields["company"], self.fields["hooks"]
        elif hooks := list(Hook.objects.filter(active=True)):
            self.fields["hooks"].choices = [(str(hook.pk), hook.name) for hook in hooks]
        else:
            del self.fields["hooks"]

    def clean_where(self) -> list[str]:
        try:
            lines = str(self.cleaned_data["where"]).splitlines()
            return conditions.read(lines, self.visit.allowed.about.custom)
        except EncoursError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_limit(self) -> Decimal | None:
        text = "".join(str(self.cleaned_data["limit"]).replace("%", "").split()).replace(",", ".")
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or found.adjusted() > 15:
            raise forms.ValidationError(_("{0} is not a number.").format(text[:30]))
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if watches := said.get("watches", ""):
            if watches.startswith(EVENT):
                self._check_event(watches.removeprefix(EVENT), said)
            else:
                self._check_figure(said)
        if said.get("hooks") and not said.get("company"):
            self.add_error("hooks", _("Webhooks are told by rules of the company alone."))
        return said

    def _check_event(self, name: str, said: Mapping[str, Any]) -> None:
        of = EVENTS[name]
        if not of.accounts and said.get("where"):
            self.add_error("where", _("This event is about entities: it takes no condition."))
        if of.limit and "limit" in said and (said["limit"] or 0) < 0:
            self.add_error("limit", _("This number is not below zero."))

    def _check_figure(self, said: Mapping[str, Any]) -> None:
        test = Check(said.get("test") or Check.ABOVE)
        limit, drifts = said.get("limit"), test is Check.DRIFTS
        if limit is None and "limit" in said and not drifts:
            self.add_error("limit", _("Say from which value on."))
        if limit is not None and limit <= 0 and (drifts or test in CHANGES):
            self.add_error("limit", _("This number is above zero."))
        if drifts and said.get("each") == FEW_ACCOUNTS:
            told = _("A drift is watched of what has few values. For customers, watch “{0}”.")
            instead = EVENTS["pays_later"]
            self.add_error("each", told.format(_(instead.label)))

    @property
    def rule(self) -> Rule:
        """As it would be kept: what is watched, and who is told."""
        said, of = self.cleaned_data, self.of
        rule = Rule(owner=of.owner if of else self.visit.person, pk=of.pk if of else None)
        rule.label, rule.criticality = said["label"], said["criticality"]
        rule.where, rule.each = said["where"], ""
        if said["watches"].startswith(EVENT):
            rule.event = said["watches"].removeprefix(EVENT)
            rule.condition = _numbers(rule.event, said)
        else:
            rule.figure, rule.each = said["watches"].removeprefix(FIGURE), said["each"]
            rule.condition = _condition(rule.figure, said, self.visit.allowed.indicators).said()
        self._address(rule)
        return rule

    def _address(self, rule: Rule) -> None:
        """Whom it tells: as before for who may not decide it; at first oneself."""
        said, of = self.cleaned_data, self.of
        kept = of.people if of else [self.visit.person.pk]
        if "people" in self.fields:
            offered = {int(number) for number, _name in self.fields["people"].choices}
            rule.people = sorted({*map(int, said["people"]), *(set(kept) - offered if of else ())})
        else:
            rule.people = kept
        rule.roles = said["roles"] if "roles" in self.fields else list(of.roles) if of else []
        rule.mail = said["mail"]
        rule.company = said["company"] if "company" in self.fields else bool(of and of.company)
        hooks = (
            [int(number) for number in said["hooks"]]
            if "hooks" in self.fields
            else list(of.hooks)
            if of
            else []
        )
        rule.hooks = hooks if rule.company else []
        rule.active, rule.ready = (of.active, of.ready) if of else (True, "")


def _splitting() -> list[Any]:
    """What a rule may look at each value of: not what moves from day to day with a name of its own."""
    return [
        one
        for one in SPLITTING
        if one.where not in (BUCKET, DISPUTE) and (not one.many or one.name == "customer")
    ]


def _numbers(event: str, said: Mapping[str, Any]) -> dict[str, Any]:
    of = EVENTS[event]
    limit = said["limit"] if said.get("limit") is not None else Decimal(of.limit.usual if of.limit else 0)
    days = said["days"] if said.get("days") is not None else (of.days.usual if of.days else 0)
    return {"limit": str(limit), "days": days}


def _condition(figure: str, said: Mapping[str, Any], own: Any) -> Condition:
    test, limit = Check(said["test"] or Check.ABOVE), said["limit"]
    relative = bool(said["relative"]) and test in CHANGES
    if test is Check.DRIFTS:
        limit = limit if limit is not None else drift.USUAL_STEPS
    elif relative or unit_of(figure, own) is Unit.RATE:
        limit = limit / HUNDRED
    way = Way(said["way"] or Way.EITHER) if test is Check.DRIFTS else Way.EITHER
    return Condition(test, limit, said["months"] or 1 if test in CHANGES else 1, relative, way)


def _initial(visit: Visit, of: Rule | None) -> dict[str, Any]:
    if of is None:
        usual = {"criticality": Criticality.MEDIUM.value, "people": [str(visit.person.pk)], "months": 1}
        return {**usual, "watches": f"{FIGURE}{dso_method()}", "mail": can_mail()}
    said: dict[str, Any] = {
        "label": of.label,
        "watches": EVENT + of.event if of.event else FIGURE + of.figure,
        "each": of.each,
        "where": "\n".join(of.where),
        "criticality": of.criticality,
        "company": of.company,
        "people": list(map(str, of.people)),
        "roles": of.roles,
        "mail": of.mail,
        "hooks": list(map(str, of.hooks)),
        **{name: of.condition.get(name) for name in ("test", "relative", "months", "way", "days")},
    }
    limit = Decimal(str(of.condition.get("limit") or 0))
    drifts = of.condition.get("test") == Check.DRIFTS
    share = said["relative"] or (not of.event and unit_of(of.figure, visit.allowed.indicators) is Unit.RATE)
    shown = limit * HUNDRED if share and not drifts else limit
    return {**said, "limit": format(shown.normalize(), "f")}
