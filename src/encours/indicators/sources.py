"""Where the definitions come from, when several indicators share it."""

from __future__ import annotations

from encours.i18n import mark

CRF = mark("Credit Research Foundation, measures of domestic trade receivables")
PRACTICE = mark("Usual practice of credit management")
