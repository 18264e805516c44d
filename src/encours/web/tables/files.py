"""Files people take away: the one place that makes them, and asks whether whoever asks may."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from encours.web.access.roles import Right

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
KINDS = {"xlsx": SHEET, "pdf": "application/pdf"}
KEPT_NOWHERE = {"Cache-Control": "private, no-store"}


def may_take(request: HttpRequest) -> bool:
    """Whether whoever asks has the right to take figures away."""
    may: Callable[[Right], bool] | None = getattr(getattr(request, "user", None), "may", None)
    return may is not None and may(Right.EXPORT)


def vouch(request: HttpRequest) -> None:
    """PermissionDenied unless they have."""
    if not may_take(request):
        raise PermissionDenied


def stream(request: HttpRequest, name: str, parts: Iterator[bytes]) -> StreamingHttpResponse:
    """A CSV file, sent as it is read."""
    vouch(request)
    named = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return StreamingHttpResponse(parts, content_type=CSV, headers=KEPT_NOWHERE | named)


def written(request: HttpRequest, name: str, write: Callable[[Any], object]) -> FileResponse:
    """A workbook that `write` makes in a temporary file of no name."""
    vouch(request)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it once sent
    try:
        write(file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return workbook(request, name, file)


def workbook(request: HttpRequest, name: str, file: BinaryIO) -> FileResponse:
    """A workbook that is there already; it is closed once sent."""
    vouch(request)
    told = {"filename": name, "content_type": SHEET, "headers": KEPT_NOWHERE}
    return FileResponse(file, as_attachment=True, **told)


def document(request: HttpRequest, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """A document of one of `KINDS`, by the end of its name, made once it is known that they may take it."""
    vouch(request)
    named = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(make(), KINDS[name.rpartition(".")[2]], headers=KEPT_NOWHERE | named)


def file_name(text: str, extension: str) -> str:
    """A name that says what the file holds, of letters any system accepts.

    >>> file_name('statement-FR01-A/1 "é"', "xlsx")
    'statement-FR01-A-1-é.xlsx'
    """
    letters = re.sub(r"[^\w.-]+", "-", text).strip("-.")
    return f"{letters}.{extension}"
