"""A column of the workflow database that keeps a sentence for readers of any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from encours.web.sentences import read, written


class Sentence(models.TextField):
    """A text that may be a sentence of ours: whatever reads it has it in its own language. What people typed and what
    programs said stays as it is."""

    if TYPE_CHECKING:  # of a record it is a text

        def __get__(self, record: Any, of: Any = None) -> Any: ...
        def __set__(self, record: Any, value: str) -> None: ...

    def from_db_value(self, value: str | None, *_more: Any) -> str | None:
        return read(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, str) else super().get_prep_value(value)
