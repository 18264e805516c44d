"""What an importer says of itself is what the forms of imports offer."""

from __future__ import annotations

import pytest

from encours.importers.catalogue import BUILT_IN
from encours.importers.contract import Importer


@pytest.mark.parametrize("importer", BUILT_IN, ids=lambda importer: importer.name)
def test_every_option_an_importer_heeds_is_offered_by_the_form(web_home: object, importer: Importer) -> None:
    offered = {name for sheets in (["January", "February"], []) for name in _fields(importer, sheets)}
    assert offered == set(importer.options)


def _fields(importer: Importer, sheets: list[str]) -> list[str]:
    """Those of a workbook of several sheets, or of a text."""
    from encours.web.imports.uploads.options_form import OptionsForm

    return list(OptionsForm(importer.name, {"sheets": sheets, "sheet": sheets[0] if sheets else ""}).fields)


def test_a_format_is_called_by_its_label_and_one_there_is_no_more_by_its_code() -> None:
    from encours.web.imports.labels import format_named

    assert [format_named(importer.name) for importer in BUILT_IN] == [one.label for one in BUILT_IN]
    assert format_named("ebics") == "ebics"
