"""Whose second factor is compulsory, by the settings of the environment."""

from __future__ import annotations

from encours.errors import UsageError
from encours.i18n import _
from encours.web.access.roles import Role

EVERYBODY = "*"


def compelled(said: str) -> frozenset[str]:
    """The roles ENCOURS_FACTOR_ROLES names, set apart by commas; `*` for all. UsageError for a role there is not.

    >>> sorted(compelled("administrator, cfo"))
    ['administrator', 'cfo']
    """
    named = frozenset(filter(None, map(str.strip, said.split(","))))
    known = frozenset(role.value for role in Role)
    if named == {EVERYBODY}:
        return known
    if unknown := sorted(named - known):
        message = _("ENCOURS_FACTOR_ROLES names {0}, which is no role. Roles: {1}, or * for all.")
        raise UsageError(message.format(", ".join(unknown), ", ".join(sorted(known))))
    return named
