"""Roles, and the rights each gives."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from encours.i18n import mark


class Right(StrEnum):
    """One thing a person may do. Those in `see_…` read; the others write."""

    SEE = "see"  # figures and their rows
    EXPORT = "export"  # take them away: Excel, CSV, API keys of one's own use
    NOTE = "note"  # write on a customer's time line
    RECORD = "record"  # promises and what else customers say
    OWN = "own"  # keep views, dashboards and indicators of one's own
    SHARE = "share"  # share them with a role
    SEE_IMPORTS = "see_imports"
    IMPORT = "import"
    SEE_TEAM = "see_team"  # what each of the others does
    SEE_SETTINGS = "see_settings"  # portfolios, buckets, targets, calendar
    STEER = "steer"  # change them
    SEE_PEOPLE = "see_people"
    PEOPLE = "people"
    SEE_AUDIT = "see_audit"
    SEE_JOBS = "see_jobs"
    JOBS = "jobs"
    KEYS = "keys"


class Role(StrEnum):
    """What a person is in the company."""

    CFO = "cfo"
    CREDIT_MANAGER = "credit_manager"
    COLLECTOR = "collector"
    ACCOUNTANT = "accountant"
    SALES = "sales"
    CONTROLLER = "controller"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


LABELS = {
    Role.CFO: mark("CFO"),
    Role.CREDIT_MANAGER: mark("Credit manager"),
    Role.COLLECTOR: mark("Collector"),
    Role.ACCOUNTANT: mark("AR accountant"),
    Role.SALES: mark("Salesperson"),
    Role.CONTROLLER: mark("Group controller"),
    Role.ADMINISTRATOR: mark("Administrator"),
    Role.AUDITOR: mark("Auditor"),
}

RIGHT_LABELS = {
    Right.SEE: mark("See figures and the rows behind them"),
    Right.EXPORT: mark("Take figures away as Excel and CSV files"),
    Right.NOTE: mark("Write on a customer's time line"),
    Right.RECORD: mark("Record what customers promise and contest"),
    Right.OWN: mark("Keep views, dashboards and indicators of one's own"),
    Right.SHARE: mark("Share them with others"),
    Right.SEE_IMPORTS: mark("See the imports and their history"),
    Right.IMPORT: mark("Import files and undo imports"),
    Right.SEE_TEAM: mark("See what each person of the team does"),
    Right.SEE_SETTINGS: mark("See portfolios, buckets and targets"),
    Right.STEER: mark("Change portfolios, buckets and targets"),
    Right.SEE_PEOPLE: mark("See the users and their rights"),
    Right.PEOPLE: mark("Create users and change their rights"),
    Right.SEE_AUDIT: mark("Read the audit trail"),
    Right.SEE_JOBS: mark("See the jobs and their log"),
    Right.JOBS: mark("Start and stop jobs"),
    Right.KEYS: mark("Make keys for programs"),
}

READING = frozenset({Right.SEE, Right.EXPORT})
WORKING = READING | {Right.NOTE, Right.RECORD, Right.OWN}
STEERING = WORKING | {
    Right.SHARE,
    Right.SEE_TEAM,
    Right.SEE_SETTINGS,
    Right.STEER,
    Right.SEE_IMPORTS,
    Right.SEE_JOBS,
    Right.KEYS,
}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CFO: STEERING | {Right.SEE_AUDIT},
    Role.CREDIT_MANAGER: STEERING | {Right.IMPORT},
    Role.COLLECTOR: WORKING,
    Role.ACCOUNTANT: WORKING | {Right.SEE_IMPORTS, Right.IMPORT, Right.SEE_JOBS},
    Role.SALES: WORKING,
    Role.CONTROLLER: WORKING
    | {
        Right.SHARE,
        Right.SEE_TEAM,
        Right.SEE_IMPORTS,
        Right.SEE_SETTINGS,
        Right.KEYS,
    },
    Role.ADMINISTRATOR: frozenset(Right),
    Role.AUDITOR: READING
    | {
        Right.SEE_TEAM,
        Right.SEE_IMPORTS,
        Right.SEE_SETTINGS,
        Right.SEE_PEOPLE,
        Right.SEE_AUDIT,
        Right.SEE_JOBS,
    },
}


def grants(person: Any, role: Role) -> bool:
    """Whether all the rights of a role are among a person's own: nobody gives what they do not have."""
    return all(person.may(right) for right in RIGHTS[role])


def may(role: str, right: Right) -> bool:
    """
    >>> may("auditor", Right.SEE), may("auditor", Right.NOTE), may("nobody", Right.SEE)
    (True, False, False)
    """
    return role in RIGHTS and right in RIGHTS[Role(role)]
