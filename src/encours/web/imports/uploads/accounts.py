"""Which accounts of a FEC are customers', as a form says it and a mapping keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from encours.i18n import _
from encours.importers.fec.kinds import FAMILIES, Accounts

_ROOT = re.compile(r"[0-9][0-9A-Z]*")


class Roots(forms.CharField):
    """The first figures of some accounts, set apart by spaces or commas; its value is their list."""

    def clean(self, value: Any) -> list[str]:
        roots = list(dict.fromkeys(re.findall(r"[^\s,;]+", super().clean(value).upper())))
        for root in roots:
            if not _ROOT.fullmatch(root):
                raise forms.ValidationError(
                    _("{0} is no account: write its first figures, such as 411.").format(root)
                )
        return roots


def shown(said: Mapping[str, Any]) -> dict[str, str]:
    """Each family as its field shows it: what a mapping says, else the usual accounts."""
    usual = Accounts()
    return {name: ", ".join(said.get(name, getattr(usual, name))) for name in FAMILIES}


def kept(cleaned: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The families a form says otherwise than usual, as a mapping keeps them."""
    usual = Accounts()
    return {name: roots for name, roots in cleaned.items() if tuple(roots) != getattr(usual, name)}


def labels() -> dict[str, str]:
    """The families in the reader's words."""
    return {
        "receivable": _("Customers"),
        "bill": _("Bills of exchange"),
        "doubtful": _("Doubtful customers"),
        "advance": _("Advances received"),
        "left_out": _("Left out"),
    }


def hints() -> dict[str, str]:
    """What each family holds, where its name does not say it."""
    return {
        "receivable": _("First figures of the accounts, such as 411; several are set apart by commas."),
        "left_out": _("Accounts that begin like those and are no customer's, such as 4118."),
    }
