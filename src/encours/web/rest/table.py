"""The table of keys."""

from __future__ import annotations

from django.utils import timezone

from encours.i18n import _
from encours.web.tables import Column, Kind
from encours.web.workflow.keys.models import LABELS, ApiKey


def columns() -> list[Column]:
    """What the list says of a key."""
    return [
        Column(
            "name", _("Name"), Kind.WHO, second=lambda key: f"{key.prefix}_…", second_label=_("Begins with")
        ),
        Column("person", _("Person"), value=lambda key: str(key.person)),
        Column("state", _("State"), Kind.TAG, value=_state, tone=lambda key: "" if _alive(key) else "bad"),
        Column("scopes", _("What it opens"), value=_scopes, sortable=False),
        Column("perimeter", _("Perimeter"), value=_perimeter, sortable=False),
        Column("made_at", _("Made on"), Kind.MOMENT),
        Column("expires_on", _("Valid until"), Kind.DATE),
        Column("last_used_at", _("Last used on"), Kind.MOMENT),
        Column(
            "deed",
            _("Actions"),
            template="rest/deed.html",
            value=lambda key: "",
            sortable=False,
            exported=False,
        ),
    ]


def _alive(key: ApiKey) -> bool:
    return key.alive(timezone.localdate())


def _state(key: ApiKey) -> str:
    if key.revoked_at:
        return _("Revoked")
    if not key.person.is_active:
        return _("Person deactivated")
    return _("Valid") if _alive(key) else _("Expired")


def _scopes(key: ApiKey) -> str:
    return ", ".join(_(label) for scope, label in LABELS.items() if key.opens(scope))


def _perimeter(key: ApiKey) -> str:
    """What the key adds to the limits of its person."""
    said = [", ".join(held) for held in (key.entities, key.portfolios) if held is not None]
    return " · ".join(said) or _("That of the person")
