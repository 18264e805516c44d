"""The kinds of facts people write, in the order pages tell them."""

from __future__ import annotations

from encours.web.actions.form import ACTION
from encours.web.contacts.form import CONTACT
from encours.web.disputes.form import DISPUTE
from encours.web.holds.form import HOLD
from encours.web.promises.form import PROMISE
from encours.web.records.kind import Kind

RECORDED: tuple[Kind, ...] = (ACTION, PROMISE, DISPUTE, HOLD, CONTACT)
