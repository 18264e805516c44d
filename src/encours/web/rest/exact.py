"""JSON whose numbers keep every decimal: never a float on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser

from encours.book.patience import check

JSON = "application/json; charset=utf-8"


class ExactParser(Parser):
    """What programs send, numbers with every decimal."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_float=Decimal)


def answer(content: Any, status: int = 200) -> HttpResponse:
    """The content as an HTTP answer."""
    return HttpResponse(written(content), content_type=JSON, status=status)


def written(value: Any) -> str:
    """
    >>> written({"net": Decimal("12.30"), "rows": [None, True, date(2025, 6, 30)]})
    '{"net": 12.30, "rows": [null, true, "2025-06-30"]}'
    >>> written(datetime(2025, 6, 30, 9, 15))
    '"2025-06-30T09:15:00+00:00"'
    """
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else "null"
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=UTC)  # as the book keeps instants
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    if isinstance(value, Mapping):
        check()
        return "{" + ", ".join(f"{json.dumps(str(k))}: {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
