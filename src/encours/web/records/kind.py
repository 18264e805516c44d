"""A fact people write, as its pages need it: where it is kept, what can be said, how one of them is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from encours.api.recorded import Row
from encours.cube.recorded import Recorded
from encours.i18n import _
from encours.web.labels import work
from encours.web.records.about import About
from encours.web.records.form import Faults, RecordForm
from encours.web.tables import Column
from encours.web.visit.visit import Visit
from encours.web.workflow.people.models import Person
from encours.web.workflow.records import BookRecord

Line = tuple[str, str, str]  # label, text, address or ""


@dataclass(frozen=True, slots=True)
class Kind:
    """`columns` are those of its lists after whose it is, `newest` is their order from the last one down, and `nothing`
    says that a customer has none by a date. The button that records one has its `noun`, `icon` and `letter`.

    `faults` tells by field what cannot be recorded, `lines` what the page of one says of a row of the book. `acts`
    is a template of acts of its own beside correcting and taking back, `acting` what it is told besides; `cards` one of
    cards of its own, `telling` what that is told of the record of a key. `title` names the form, `first` is what it
    opens on, `listing` the address of the list; the addresses of one are `NAME`, `new_NAME`, `correct_NAME` and
    `withdraw_NAME`, by the name of the model. `leads` are the kinds whose form may follow at once, each with the words
    of its button. `together`: several items of a customer make one.
    """

    model: type[BookRecord]
    of: Recorded
    form: type[RecordForm]
    faults: Faults
    lines: Callable[[Visit, Row], list[Line]]
    title: str
    label: str
    listing: str
    first: Callable[[Person, About, str], dict[str, Any]]
    columns: Callable[[Visit], list[Column]]
    newest: str
    nothing: str
    noun: str
    icon: str
    letter: str = ""
    acts: str = ""
    acting: Callable[[], Mapping[str, Any]] = dict
    leads: tuple[tuple[str, str], ...] = ()
    together: bool = False
    heading: Callable[[Any], str] | None = None
    cards: str = ""
    telling: Callable[[Visit, str], Mapping[str, Any]] = lambda _visit, _key: {}

    @property
    def name(self) -> str:
        return self.model.NAME

    def headline(self, said: Any) -> str:
        """What one says on one line: its `heading`, its money and its day, else its text, else what it is."""
        if self.heading:
            return self.heading(said)
        facts = self.model(**self.model.columns(said)).facts
        return (
            work.told({**facts, **dict.fromkeys(("text", "answer", "answer_note"), "")})
            or str(facts.get("text", ""))
            or _(self.label)
        )

    def blank(self, person: Person, of: About, item: str) -> Any:
        """What a new one says before anything is typed or sent."""
        of_them = {"entity": of.entity, "customer": of.customer, **self.first(person, of, item)}
        needed = [one.name for one in fields(self.model.SAID) if one.default is MISSING]
        return self.model.SAID(**{**dict.fromkeys(needed), **of_them})
