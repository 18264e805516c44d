"""Sentences that the workflow database keeps: written as what they are made of, told in the language of the reader."""

from __future__ import annotations

import json
from typing import Any

from encours.errors import naming
from encours.i18n import _, in_language, mark
from encours.said import Listed, Said, again, kept, told
from encours.said import _ as say

OPTIONS = {
    "entity": mark("Entity"),
    "currency": mark("Currency"),
    "terms": mark("Payment terms"),
    "snapshot": mark("All that is open on"),
    "date_order": mark("Dates"),
    "decimal": mark("Decimal mark"),
    "sheet": mark("Sheet"),
    "header_row": mark("Line of the headers"),
    "separator": mark("Separator"),
    "encoding": mark("Encoding"),
}
ELSEWHERE = {
    "accounts": mark("Customer accounts"),
    "format": mark("Format"),
    "headers": OPTIONS["header_row"],
    "imports": mark("History of imports"),
    "kinds": mark("What each type is"),
    "mapping": mark("What each column is"),
    "statuses": mark("What each status says"),
    "undo": mark("Undo this import"),
}
_BEGINNINGS = ('{"say": ', '{"list": ')


def written(text: str) -> str:
    """As a column of text keeps it: a sentence by what it is made of, any other text as it is.

    >>> written(say("import {0}").format(3)), written("ledger.csv")
    ('{"say": "import {0}", "with": {"0": 3}}', 'ledger.csv')
    """
    if not isinstance(text, Said | Listed):
        if not text.startswith(_BEGINNINGS):
            return text
        text = say("{0}").format(text)  # somebody's own text that looks like one: it is no sentence of ours
    facts = kept(text)
    if isinstance(text, Listed) and all(isinstance(part, str) for part in facts["list"]):
        return str(text)
    return json.dumps(facts, ensure_ascii=False)


def read(text: str) -> str:
    """What was written, in the language of the moment. A text that the catalogue knows whole is a sentence as well."""
    if text.startswith(_BEGINNINGS):
        try:
            return str_of(json.loads(text))
        except (ValueError, LookupError, TypeError, AttributeError):
            return text
    return say(text) if text.strip() and in_language(text, "fr") != text else text


def str_of(facts: Any) -> str:
    """A sentence that was kept, with the options named as the pages name them."""
    with naming(field_named):
        found: str = again(facts)
    return found


def told_here(facts: Any) -> Any:
    """What a report keeps, in the reader's language; options bear the names of their fields."""
    with naming(field_named):
        return told(facts)


def field_named(option: str) -> str:
    """An option of the library as the page shows it: its field, or the place where it is said."""
    label = OPTIONS.get(option) or ELSEWHERE[option]
    return _('"{0}"').format(_(label))
