"""What the product is made of: a line for each folder of records and each folder of pages."""

from __future__ import annotations

from pathlib import Path

WEB = Path(__file__).parent.parent

# Folders of workflow/: what people decide, and who they are.
RECORDS = (
    "people",
    "trail",
    "jobs",
    "assignment",
    "choices",
    "letterheads",
    "objectives",
    "own_indicators",
    "keys",
    "timeline",
    "promises",
    "disputes",
    "day",
    "actions",
    "holds",
    "contacts",
    "alerts",
)
# Folders the pages are drawn with; they answer no address.
KIT = ("charts", "tables", "cards", "filters", "records")
# Folders with addresses, in the order these are tried.
PAGES = (
    "shell",
    "cockpit",
    "aged",
    "items",
    "customers",
    "indicators",
    "group",
    "dashboards",
    "saved",
    "imports",
    "people",
    "portfolios",
    "promises",
    "disputes",
    "day",
    "team",
    "actions",
    "bulk",
    "holds",
    "contacts",
    "alerts",
    "preferences",
    "jobs",
    "audit",
    "rest",
    "serving",
)
# Pages that keep records of their own, which no figure and no right depends on.
WITH_RECORDS = tuple(name for name in PAGES if (WEB / name / "models.py").exists())
APPLICATIONS = (
    *(f"encours.web.workflow.{name}" for name in RECORDS),
    *(f"encours.web.{name}" for name in WITH_RECORDS),
)


def folders(kind: str) -> list[Path]:
    """The folders of that name, `templates` or `static`, of pages and kit."""
    found = [WEB / name / kind for name in (*PAGES, *KIT)]
    return [folder for folder in found if folder.is_dir()]


def tags() -> dict[str, str]:
    """The template tags of pages and kit: `{% load NAME %}` finds each under the name of its module."""
    found = [
        path for name in (*PAGES, *KIT) for path in sorted((WEB / name / "templatetags").glob("[a-z]*.py"))
    ]
    return {path.stem: f"encours.web.{path.parent.parent.name}.templatetags.{path.stem}" for path in found}
