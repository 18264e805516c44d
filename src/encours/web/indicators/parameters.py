"""The parameters of an indicator as a form shows them: what was typed, what is used, and why not when they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from encours.cube.periods import parse
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.record import Parameter
from encours.web.address import whole
from encours.web.labels.parameters import LABELS, label, periods, word
from encours.web.workflow.choices.chosen import on_time_tolerance, window

LARGEST = 3650


@dataclass(frozen=True, slots=True)
class Choice:
    """`typed` is what the address says, `value` what is computed with: the usual one when `problem` says why."""

    name: str
    label: str
    about: str
    options: tuple[tuple[str, str], ...]
    typed: str
    value: str
    usual: str
    problem: str = ""


def choices(name: str, parameters: Sequence[Parameter], query: Mapping[str, str]) -> list[Choice]:
    """One for each parameter of an indicator."""
    return [
        _choice(name, parameter, str(query.get(parameter.name) or "").strip()) for parameter in parameters
    ]


def _choice(name: str, parameter: Parameter, typed: str) -> Choice:
    usual = _usual(name, parameter)
    problem = _problem(parameter, typed) if typed else ""
    value = usual if problem or not typed else typed
    options = tuple((one, word(one)) for one in parameter.choices)
    if parameter.name == "window":
        options = tuple(periods(value))
    return Choice(
        parameter.name,
        label(parameter.name),
        _(parameter.about),
        options,
        typed or usual,
        value,
        usual,
        problem,
    )


def _usual(name: str, parameter: Parameter) -> str:
    """What the company chose, else what the definition says."""
    if parameter.name == "window":
        return window()
    if parameter.name == "k" and name == "on_time_rate":
        return on_time_tolerance()
    return parameter.default


def _problem(parameter: Parameter, typed: str) -> str:
    if parameter.choices:
        if typed in parameter.choices:
            return ""
        return _("{0} is one of {1}.").format(_(LABELS[parameter.name]), ", ".join(parameter.choices))
    if parameter.name == "window":
        try:
            parse(typed)
        except UsageError as error:
            return str(error)
        return ""
    least = 1 if parameter.name == "n" else 0
    if typed == str(whole(typed)) and least <= whole(typed) <= LARGEST:
        return ""
    return _("A whole number from {0} to {1}.").format(least, LARGEST)
