"""What the company chose in the web of a data folder: commands compute as its pages do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from encours.api.question import SETTINGS
from encours.api.usual import AS_DEFINED, Usual
from encours.cli.recorded import has_web
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS

if TYPE_CHECKING:
    from encours.api import Result


def usual(home: Path) -> Usual:
    """The choices of a data folder; nothing where there is no web, and the framework of the web stays unloaded."""
    if not has_web(home):
        return AS_DEFINED
    from encours.web.serving.prepare import ready

    ready(home)
    from encours.web.workflow.choices.chosen import kept

    return kept()


def told(result: Result, usual: Usual) -> str:
    """The settings of an answer that the company chose other than their definition says, and nobody typed; else ""."""
    own = {name: value for of in usual.of.values() for name, value in of.items()}
    plain = {name: INDICATORS[of].defaults()[name] for of, said in usual.of.items() for name in said}
    chosen, plain = {**own, **usual.settings}, {**plain, **SETTINGS}
    said = [
        f"{name}={value}"
        for name, value in result.settings.items()
        if chosen.get(name) == value and plain.get(name) != value
    ]
    return _("As the company chose: {0}").format(" · ".join(said)) if said else ""
