"""The one list of what the worker does: a line for each feature that has jobs."""

from __future__ import annotations

from encours.web.alerts import jobs as alerts
from encours.web.cockpit import board
from encours.web.imports import jobs as importing
from encours.web.imports.folders import jobs as folders
from encours.web.jobs import housekeeping
from encours.web.workflow.jobs.catalogue import gathered

CATALOGUE = gathered(housekeeping, importing, folders, board, alerts)
