"""What is wrong with a parameter or a field of a body, as a sentence in the caller's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from encours.i18n import _, mark

NUMBER = mark("write a number")
DAY = mark("write a day such as 2025-06-30")
WHOLE = mark("write a whole number")
TEXT = mark("write a text")
LARGE = mark("this number is too large or has too many decimals")
# By the types of what checks them; the braces are what it says of the limit.
SENTENCES = {
    "missing": mark("is missing"),
    "extra_forbidden": mark("there is no such field"),
    "finite_number": NUMBER,
    "decimal_parsing": NUMBER,
    "decimal_type": NUMBER,
    "decimal_max_digits": LARGE,
    "decimal_max_places": LARGE,
    "decimal_whole_digits": LARGE,
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_from_float": WHOLE,
    "int_type": WHOLE,
    "bool_parsing": mark("write true or false"),
    "bool_type": mark("write true or false"),
    "string_type": TEXT,
    "string_unicode": TEXT,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "date_type": DAY,
    "enum": mark("is one of {expected}"),
    "literal_error": mark("is one of {expected}"),
    "greater_than_equal": mark("is {ge} or more"),
    "less_than_equal": mark("is {le} or less"),
    "string_too_long": mark("has {max_length} characters at most"),
    "string_too_short": mark("has {min_length} characters at least"),
    "too_long": mark("has {max_length} values at most"),
    "list_type": mark("write a list"),
    "model_attributes_type": mark("write an object in JSON"),
    "model_type": mark("write an object in JSON"),
}


def said_of(error: Mapping[str, Any]) -> str:
    """
    >>> said_of({"loc": ("body", "said", "amount"), "type": "finite_number", "msg": "…"})
    'amount: write a number'
    >>> said_of({"loc": ("query", "limit"), "type": "less_than_equal", "ctx": {"le": 1000}, "msg": "…"})
    'limit: is 1000 or less'
    """
    text = SENTENCES.get(error["type"])
    said = _(text).format(**error.get("ctx", {})) if text else str(error["msg"])
    return _("{0}: {1}").format(_field(error["loc"]), said)


def _field(place: Sequence[str | int]) -> str:
    """The name the caller gave: a body stands under a name of ours, which nobody wrote."""
    source, *parts = place
    own = parts[1:] if source == "body" else parts
    return ".".join(str(part) for part in own) or str(source)
