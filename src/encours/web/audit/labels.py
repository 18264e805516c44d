"""The words of acts and of pages in the trail: kept in English, read in the reader's language."""

from __future__ import annotations

from encours.i18n import _, mark
from encours.web.navigation import PAGES

INTERFACE = "rest:"
SEEN = {
    **{page.url: page.label for page in PAGES},
    "aged_control": mark("Check of the ledger"),
    "api": mark("Programming interface"),
    "audit_event": mark("Audit record"),
    "board": mark("Dashboard workbook"),
    "board_file": mark("Dashboard workbook"),
    "board_made": mark("Dashboard workbook"),
    "bridge": mark("DSO bridge"),
    "choices": mark("Scope chooser"),
    "customer": mark("Customer"),
    "customer_statement": mark("Statement of account"),
    "dashboard": mark("Dashboard"),
    "edit_block": mark("Block of a dashboard"),
    "edit_dashboard": mark("Dashboard, to arrange"),
    "import_check": mark("Files to import, checked"),
    "import_mapping": mark("Mappings"),
    "import_mappings": mark("Mappings"),
    "import_reading": mark("Files to import"),
    "import_report": mark("Import report"),
    "import_sample": mark("Sample file"),
    "import_source": mark("Watched folders"),
    "import_source_new": mark("Watch a folder"),
    "import_sources": mark("Watched folders"),
    "import_upload": mark("Files to import"),
    "indicator": mark("Indicator"),
    "item": mark("Item"),
    "job": mark("Job"),
    "job_cancellation": mark("Job stopped"),
    "job_item_settlement": mark("Item of a job settled"),
    "new_key": mark("New API key"),
    "new_own_indicator": mark("New indicator"),
    "new_person": mark("Invite someone"),
    "own_indicator": mark("Own indicators"),
    "own_indicators": mark("Own indicators"),
    "person": mark("User"),
    "profile": mark("My account"),
    "roles": mark("Rights of each role"),
    "seek": mark("Search"),
    "view": mark("Saved view"),
    "views": mark("Saved views"),
}


def said(what: str) -> str:
    """A page by its name, an act by its words; an operation of the programming interface by its own."""
    if what.startswith(INTERFACE):
        return f"API · {what.removeprefix(INTERFACE)}"
    return _(SEEN.get(what, what))
