"""Which accounts of a FEC are customers', and what others say, as a form says it and a mapping keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from encours.i18n import _, mark
from encours.importers.fec.counterparts import NAMES, RULES
from encours.importers.fec.kinds import FAMILIES, Accounts
from encours.web.tables.memory import folded

_ROOT = re.compile(r"[0-9][0-9A-Z]*")
_RULE = re.compile(r"([0-9][0-9A-Za-z]*)\s*[\s=:]\s*[\"']?(.+?)[\"']?")
MEANINGS = {
    "sale": mark("sale"),
    "cash": mark("cash"),
    "loss": mark("loss"),
    "discount": mark("early-payment discount"),
    "vat": mark("VAT"),
    "exchange": mark("exchange difference"),
    "interest": mark("late-payment interest"),
    "offset": mark("offset with a supplier"),
    "to_factor": mark("transfer to a factor"),
    "other_account": mark("transfer to another account"),
}


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


class Meanings(forms.CharField):
    """An account and what it says on each line, such as 7588 = loss; its value is each account with its word of
    `[fec.rules]`. Words are those, or the reader's."""

    widget = forms.Textarea

    def clean(self, value: Any) -> dict[str, str]:
        known = {folded(told): name for name in NAMES for told in (name, _(MEANINGS[name]))}
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, super().clean(value).splitlines())):
            said = _RULE.fullmatch(line)
            word = known.get(folded(said[2].strip())) if said else None
            if said is None or word is None:
                raise forms.ValidationError(
                    _("{0}: write an account, then one of these words: {1}.").format(line, meanings())
                )
            if found.setdefault(said[1].upper(), word) != word:
                raise forms.ValidationError(_("Account {0} is given two meanings.").format(said[1]))
        return found


def meanings() -> str:
    """The words an account may be given, in the reader's language."""
    return ", ".join(_(MEANINGS[name]) for name in NAMES)


def shown(said: Mapping[str, Any]) -> dict[str, str]:
    """Each family as its field shows it: what a mapping says, else the usual accounts; then the rules, one a line."""
    usual = Accounts()
    families = {name: ", ".join(said.get(name, getattr(usual, name))) for name in FAMILIES}
    rules = (f"{root} = {_(MEANINGS[word])}" for root, word in said.get(RULES, {}).items())
    return families | {RULES: "\n".join(rules)}


def kept(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The families a form says otherwise than usual, and its rules, as a mapping keeps them."""
    usual = Accounts()
    families = {name: cleaned[name] for name in FAMILIES if name in cleaned}
    said = {name: roots for name, roots in families.items() if tuple(roots) != getattr(usual, name)}
    return said | ({RULES: cleaned[RULES]} if cleaned.get(RULES) else {})


def labels() -> dict[str, str]:
    """The families in the reader's words."""
    return {
        "receivable": _("Customers"),
        "bill": _("Bills of exchange"),
        "doubtful": _("Doubtful customers"),
        "advance": _("Advances received"),
        "left_out": _("Left out"),
        RULES: _("What other accounts say"),
    }


def hints() -> dict[str, str]:
    """What each family holds, where its name does not say it."""
    return {
        "receivable": _("First figures of the accounts, such as 411; several are set apart by commas."),
        "left_out": _("Accounts that begin like those and are no customer's, such as 4118."),
        RULES: _(
            "On each line the first figures of an account, then what it says, such as 7588 = loss: {0}."
        ).format(meanings()),
    }
