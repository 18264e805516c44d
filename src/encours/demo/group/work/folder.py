"""The work of the group as a book folder: actions, holds and contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from encours.demo.group.folders import Row, about, write_table
from encours.demo.group.ledgers import Ledger
from encours.demo.group.pieces import Account, Piece
from encours.demo.group.work.contacts import Contact
from encours.demo.group.work.deed import Deed
from encours.demo.group.work.history import history
from encours.demo.group.work.holds import Hold


def write_work(folder: Path, seed: int, ledgers: Sequence[Ledger], keys: Mapping[Piece, str]) -> None:
    """Add the three tables to the folder. `keys` gives the item of an invoice where it is not its number."""
    told = history(seed, ledgers)
    write_table(folder, "actions", (_action(n, deed, keys) for n, deed in enumerate(told.deeds, 1)))
    write_table(folder, "holds", (_hold(n, hold, keys) for n, hold in enumerate(told.holds, 1)))
    write_table(folder, "contacts", map(_contact, told.contacts))


def _action(number: int, deed: Deed, keys: Mapping[Piece, str]) -> Row:
    return {
        "action": f"A{number:05d}",
        **_of(deed.account, deed.about, keys),
        "kind": deed.kind,
        "level": deed.level or "",
        "channel": deed.channel,
        "automatic": str(deed.automatic).lower(),
        "done_at": deed.at.isoformat(),
        "minutes": deed.minutes,
        "author": deed.author,
        "outcome": deed.outcome,
        "contact": deed.contact,
        "note": deed.note,
        "next_step": deed.next_step,
        "next_on": deed.next_on or "",
    }


def _hold(number: int, hold: Hold, keys: Mapping[Piece, str]) -> Row:
    return {
        "hold": f"G{number:03d}",
        **_of(hold.account, hold.about, keys),
        "reason": hold.reason,
        "from_date": hold.first,
        "until_date": hold.until or "",
        "cancelled_on": hold.cancelled or "",
        "author": hold.account.collector,
    }


def _contact(contact: Contact) -> Row:
    return {
        "contact": contact.key,
        "entity": contact.account.company.code,
        "customer": contact.account.code,
        "name": contact.name,
        "role": contact.role,
        "email": contact.email,
        "phone": contact.phone,
        "language": contact.account.party.language,
        "accepts": contact.accepts,
        "main": str(contact.main).lower(),
        "left_on": contact.left or "",
    }


def _of(account: Account, piece: Piece | None, keys: Mapping[Piece, str]) -> Row:
    """Whom a row is about: an item, or no item for the whole account."""
    if piece:
        return about(piece, keys)
    return {"entity": account.company.code, "customer": account.code, "item": ""}
