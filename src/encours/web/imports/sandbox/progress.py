"""What the child says while it works."""

from __future__ import annotations

import json
import time
from typing import Any

from encours.said import kept

OFTEN_SECONDS = 0.25


class Teller:
    """Says what is being done, a few times a second at most."""

    def __init__(self, answer: Any) -> None:
        self._answer, self._step, self._at = answer, "", 0.0

    def step(self, name: str) -> None:
        self._step = name
        self._say(0)

    def lines(self, done: int, _total: int) -> None:
        if time.monotonic() - self._at > OFTEN_SECONDS:
            self._say(done)

    def _say(self, lines: int) -> None:
        self._at = time.monotonic()
        self._answer.write(json.dumps({"step": kept(self._step), "lines": lines}) + "\n")
        self._answer.flush()
