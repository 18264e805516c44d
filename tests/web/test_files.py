"""The right to take figures away: without it no address gives a file, and no page offers one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest

from encours.web.access import roles
from encours.web.access.roles import Right, Role
from tests.project.tree import python_files
from tests.reports.reading import grid
from tests.web.addresses import NOBODY, WHOLE, Address, addresses
from tests.web.things import made_for

if TYPE_CHECKING:
    from django.test import Client

LINK = re.compile(r'(?:href|action|hx-get)="([^"]*)"')
FORM = re.compile(r"(?:^|-)format$")
BUTTON = re.compile(r'<button[^>]*name="format"')
MAKES_A_FILE = re.compile(
    r"FileResponse|StreamingHttpResponse|\.headers\[\"Content-Disposition|as_attachment"
)
ISO = re.compile(r"\d{4}-\d\d-\d\d([ T].*)?")
SAMPLE = "import_sample"  # a list to try with, of nobody's figures


@pytest.fixture
def anyone(client_of: Callable[..., Client]) -> Client:
    """Someone with every right. A page that breaks answers 500, as on the server."""
    client = client_of(Role.ADMINISTRATOR)
    client.raise_request_exception = False
    return client


@pytest.fixture
def every(three: Path, anyone: Client) -> list[Address]:
    return addresses(made_for(anyone.person))


def test_every_address_marked_gives_its_files_and_they_are_the_only_ones(
    anyone: Client, every: list[Address]
) -> None:
    given, offered = set(), set()
    for address in every:
        given |= {url for url in address.file_urls if _is_file(anyone.get(url), address)}
        offered |= _offered(address, _pages(anyone, address))
    assert sorted(given) == sorted(url for address in every for url in address.file_urls)
    marked = {(address.path, name) for address in every for name in _names(address)}
    assert offered - marked == set(), "say in tests/web/addresses.py that these pages give these files"
    assert len(offered) > 15


def test_every_sheet_says_what_it_is_is_typed_and_ready_to_print(
    anyone: Client, every: list[Address]
) -> None:
    sheets = [url for address in every for url in address.file_urls if "format=xlsx" in url]
    wrong = {url: found for url in sheets if (found := list(_faults(anyone.get(url))))}
    assert wrong == {}
    assert len(sheets) > 20


def _faults(answer: Any) -> Iterator[str]:
    """What a person who opens or prints a sheet would stumble on."""
    whole = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)), data_only=True)
    sheet = whole.active
    page, last = sheet.page_setup, sheet.cell(sheet.max_row, 1).value
    heads, *lines = grid(sheet)
    if (page.orientation, page.paperSize and int(page.paperSize)) != ("landscape", 9):
        yield "not A4 landscape"
    if sheet.print_title_rows != f"${heads[0].row}:${heads[0].row}" or not sheet.freeze_panes:
        yield "its headings stay behind"
    if not sheet["A1"].value or not str(sheet.cell(heads[0].row - 2, 1).value).startswith("Taken on "):
        yield "it does not say what it is, nor when it was taken"
    money = any("#,##0.00" in cell.number_format for line in lines for cell in line)
    if money and not any(str(line[0].value).startswith("Position on ") for line in sheet["A1:A5"]):
        yield "amounts without a date"
    for cell in (cell for line in lines for cell in line):
        if (
            isinstance(cell.value, float)
            and "#,##0.00" in cell.number_format
            and round(cell.value, 5) != cell.value
        ):
            yield f"{cell.coordinate} is not rounded: {cell.value}"
        if isinstance(cell.value, str) and ISO.fullmatch(cell.value):
            yield f"{cell.coordinate} is a date in letters: {cell.value}"
    if last == "Total" and sheet.max_row == heads[0].row + len(lines):
        yield "its total is among its rows"


def test_without_the_right_no_address_gives_a_file(
    anyone: Client, every: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_the_right(monkeypatch)
    urls = [url for address in every for url in address.file_urls]
    assert len(urls) > 40
    assert [f"{url} answers {status}" for url in urls if (status := _status(anyone.get(url))) != 403] == []


def test_without_the_right_no_post_gives_a_file(
    anyone: Client, every: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_the_right(monkeypatch)
    acts = [address.path for address in every if address.needs.write == Right.EXPORT]
    forms: list[dict[str, Any]] = [{}, {"format": "csv", "chosen": "x"}, {"format": "xlsx", "chosen": "x"}]
    answers = {path: {_status(anyone.post(path, form)) for form in forms} for path in acts}
    assert answers == {path: {403} for path in acts}
    assert len(acts) == 2


def test_without_the_right_no_page_offers_a_file(
    anyone: Client, every: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_the_right(monkeypatch)
    hidden = {address.path for address in every if Right.EXPORT in (address.needs.read, address.needs.write)}
    pages = {address.path for address in every if address.needs.read == Right.SEE and not address.api}
    pages_of = {address: list(_pages(anyone, address)) for address in every}
    offered = {pair for address in every for pair in _offered(address, pages_of[address])}
    linked = {
        (address.path, link) for address in every for page in pages_of[address] for link in _hrefs(page)
    }
    assert offered == set()
    assert {pair for pair in linked if urlsplit(pair[1]).path in hidden - pages} == set()


def test_one_module_makes_files() -> None:
    """The others would forget to ask who takes them. A list to try with holds nobody's figures."""
    made = {name for name, text in python_files("src") if MAKES_A_FILE.search(text)}
    assert made == {"src/encours/web/tables/files.py", "src/encours/web/imports/views.py"}


def _take_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(roles.RIGHTS, Role.ADMINISTRATOR, frozenset(Right) - {Right.EXPORT})


def _status(answer: Any) -> int:
    """Its status; what it would send is sent."""
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def _is_file(answer: Any, address: Address) -> bool:
    named = answer.headers.get("Content-Disposition", "").startswith("attachment")
    return _status(answer) == 200 and (named or address.api)


def _names(address: Address) -> Iterator[str]:
    """The parameters that ask for its files: what is a file and nothing else may be asked in several forms."""
    return ("format" if name == WHOLE else name.rpartition("&")[2] for name in address.files)


def _offered(address: Address, pages: Iterable[str]) -> set[tuple[str, str]]:
    """The files pages of an address have links or buttons to: where, and by which parameter."""
    found = set()
    for page in pages:
        found |= {(address.path, "format") for _button in BUTTON.findall(page)}
        for link in _hrefs(page):
            target = urlsplit(link)
            named = [name for name, value in parse_qsl(target.query) if FORM.search(name) and value]
            found |= {(target.path or address.path, name) for name in named}
    return found


def _hrefs(page: str) -> Iterator[str]:
    return (unescape(link) for link in LINK.findall(page))


def _pages(client: Client, address: Address) -> Iterator[str]:
    """The page with all its cards, and each of its tabs."""
    if address.needs.read == NOBODY or address.api or WHOLE in address.files or address.name == SAMPLE:
        return
    tabs = [name.rpartition("&")[0] for name in address.files if "&" in name]
    for query in dict.fromkeys(["part=all", *tabs]):
        answer = client.get(f"{address.path}?{query}")
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            yield answer.content.decode()
