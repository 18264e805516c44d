"""Logs: one JSON object a line, on the standard output, with nothing secret in it."""

from __future__ import annotations

import json
import logging
import logging.config
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

FIELDS = ("method", "path", "status", "duration_ms", "person", "job", "kind", "child", "pid")
PASSWORD = re.compile(r"(?<=://)[^/\s@]+@")
NAMED = re.compile(
    r"(?i)\b([\w-]*(?:password|passwd|secret|token|key|code|state|session\w*|csrf\w*|authorization)"
    r"[\"']?\s*[=:]\s*[\"']?)(?:bearer\s+|basic\s+)?[^\s&\"',;]+"
)
# Addresses that let in whoever asks them: what follows is drawn by chance, and worth as much as a password.
DOOR = re.compile(
    r"(?i)(compte(?:/|%2f)(?:premier|invitation|mot-de-passe(?:/|%2f)oublie)(?:/|%2f))"
    r"(?!(?:envoye|fait)\b)[^/\s\"'?#&%<>]+"
)
TRACES = logging.Formatter()


class Veil(logging.Filter):
    """Every record passes here before it is written anywhere: message, trace and address lose what opens a door."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except (TypeError, ValueError, KeyError):  # a message that does not fit its arguments
            said = str(record.msg)
        record.msg, record.args = veiled(said), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = TRACES.formatException(record.exc_info)
        record.exc_text = veiled(record.exc_text) if record.exc_text else None
        for name in FIELDS:
            if isinstance(value := getattr(record, name, None), str):
                setattr(record, name, veiled(value))
        return True


class Line(logging.Formatter):
    """A record as one line of JSON: time (UTC), level, logger, message, and what is known of the request."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if asked := request_id.get():
            said["request"] = asked
        for name in FIELDS:
            if (value := getattr(record, name, None)) is not None:
                said[name] = value
        if record.exc_text:
            said["trace"] = record.exc_text
        return json.dumps(said, ensure_ascii=False, default=str)


def veiled(text: str) -> str:
    """The text without what opens a door: passwords in addresses, values of fields that name a secret, links that are
    worth a password.

    >>> veiled("connect to postgresql://encours:hunter2@db/encours failed")
    'connect to postgresql://…@db/encours failed'
    >>> veiled("/first/?token=abc&lang=fr")
    '/first/?token=…&lang=fr'
    >>> veiled("Unprocessable Entity: /compte/invitation/0a1b2c/")
    'Unprocessable Entity: /compte/invitation/…/'
    """
    return DOOR.sub(r"\1…", NAMED.sub(r"\1…", PASSWORD.sub("…@", text)))


def logging_settings(level: str = "INFO") -> dict[str, Any]:
    """What `logging.config.dictConfig` and Django's LOGGING take. Requests are told once, by `access`."""
    quiet = {"level": "WARNING", "handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "encours.web.logs.logs.Line"}},
        "filters": {"veil": {"()": "encours.web.logs.logs.Veil"}},
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["veil"],
                "stream": "ext://sys.stdout",
            }
        },
        "root": {"level": "WARNING", "handlers": ["out"]},
        "loggers": {
            "encours": {"level": level, "handlers": [], "propagate": True},
            "_granian": {"level": "ERROR", "handlers": [], "propagate": True},
            "granian.access": quiet,
            "huey": quiet,
            "django": quiet,
            "django.server": quiet,
        },
    }


def configure() -> None:
    """From now on this process logs so."""
    logging.config.dictConfig(logging_settings())
