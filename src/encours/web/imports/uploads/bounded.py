"""What is sent is bounded before it is stored: too large, too many files, or from a stranger, and nothing is kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils import timezone

from encours.web.imports.limits import MEGABYTE, limits

FORM_BYTES = MEGABYTE  # what a form weighs besides its files
TOO_MUCH = "encours.too_much"


class Bounded(TemporaryFileUploadHandler):
    """Files go to temporary ones of the system; beyond the limits they are read and thrown away."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._length, self._count = 0, 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self._length = content_length

    def new_file(self, *arguments: Any, **named: Any) -> None:
        self._count += 1
        bounds = limits()
        if self._length > bounds.total_bytes + FORM_BYTES or self._count > bounds.files or self._stranger():
            if self.request is not None:
                self.request.META[TOO_MUCH] = True
            raise StopUpload(connection_reset=False)
        super().new_file(*arguments, **named)

    def _stranger(self) -> bool:
        """Nobody signed in, and no key that is valid."""
        request = self.request
        if request is None:
            return True
        user = getattr(request, "user", None)
        return not (getattr(user, "is_authenticated", False) or _by_key(request))


def _by_key(request: HttpRequest) -> bool:
    """Looked up before anything is stored: a header alone is no key."""
    from encours.web.workflow.keys.keys import found  # its interface receives files itself

    scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    key = found(secret.strip()) if scheme.lower() == "bearer" else None
    return key is not None and key.alive(timezone.localdate())


def too_much(request: HttpRequest) -> bool:
    """Whether files of this request were thrown away. Read `request.FILES` first."""
    return bool(request.META.get(TOO_MUCH))
