"""The pages written from the code are those of the code of today, and leave nothing out."""

from __future__ import annotations

import re

import pytest

from encours.book.records import TABLES
from encours.i18n import _, speaking
from encours.web.navigation import PAGES as NAVIGATION
from tests.project.tree import ROOT, python_files
from tools import docs

DOCS = ROOT / "docs"
VARIABLE = re.compile(r"[\"'](ENCOURS_[A-Z_]+|DATABASE_URL)[\"']")
BETWEEN_PROCESSES = {
    "ENCOURS_SUPERVISOR",
    "ENCOURS_SERVER",
    "ENCOURS_OIDC",
}  # told by one to another, or a prefix


@pytest.mark.parametrize("name", docs.PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == docs.PAGES[name](), "run: make docs"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_and_column_of_the_book_is_documented(table: docs.Table) -> None:
    section = section_of((DOCS / "book.md").read_text(encoding="utf-8"), f"`{table.name}`")
    assert [name for name in table.names if f"`{name}`" not in section] == []


@pytest.mark.parametrize("indicator", docs.CATALOGUE, ids=lambda indicator: indicator.name)
def test_each_indicator_is_documented_with_its_parameters(indicator: docs.Indicator) -> None:
    section = section_of((DOCS / "indicators.md").read_text(encoding="utf-8"), indicator.name)
    expected = [indicator.label, indicator.definition, indicator.formula, indicator.source]
    expected += [f"`{parameter.name}`" for parameter in indicator.parameters]
    assert [text for text in expected if text not in section.replace("\\|", "|")] == []


def test_each_measure_dimension_and_importer_is_documented() -> None:
    measures = [m.name for m in docs.measures.CATALOGUE if m.published]
    dimensions = [d.name for d in docs.dimensions.CATALOGUE]
    page = (DOCS / "measures.md").read_text(encoding="utf-8")
    assert [name for name in measures + dimensions if f"| `{name}` |" not in page] == []
    page = (DOCS / "importers.md").read_text(encoding="utf-8")
    assert [i.name for i in docs.BUILT_IN if f"| `{i.name}` | {i.about}" not in page] == []


def test_each_command_says_what_it_does_and_what_each_option_means() -> None:
    silent = [name for name, command in docs.command_line.commands.items() if not command.help]
    unclear = [
        f"{name} {parameter.opts[0]}"
        for name, command in docs.command_line.commands.items()
        for parameter in command.params
        if isinstance(parameter, docs.click.Option) and not (parameter.help or parameter.hidden)
    ]
    assert (silent, unclear) == ([], [])


def test_each_setting_of_the_environment_is_documented() -> None:
    read = {name for _file, text in python_files("src") for name in VARIABLE.findall(text)}
    page = (DOCS / "deployment.md").read_text(encoding="utf-8")
    assert len(read) > 20
    assert [name for name in sorted(read - BETWEEN_PROCESSES) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", ["cockpit.md", "cockpit.fr.md"])
def test_each_page_of_the_navigation_is_in_the_guide_with_its_key(page: str) -> None:
    guide = (DOCS / page).read_text(encoding="utf-8")
    language = "fr" if ".fr." in page else "en"
    with speaking(language):
        missing = [one.label for one in NAVIGATION if f"| `g` `{one.key}` | {_(one.label)} |" not in guide]
    assert missing == []


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:")
    ]
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []


def section_of(page: str, title: str) -> str:
    """The part of a page under one of its second-level titles."""
    return page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
