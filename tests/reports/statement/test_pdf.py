"""The document: what is printed, where pages break, and what no name can do to it."""

from __future__ import annotations

import sys
from decimal import Decimal
from io import BytesIO

import pytest

from encours.errors import DataError, UsageError
from encours.reports.statement import content
from encours.reports.statement.letterhead import Letterhead
from encours.reports.statement.pdf import pdf_of
from tests.reports.statement.samples import line, pages, part, statement

NARROW = "\u202f"


def test_one_item_on_one_page_with_all_that_a_customer_needs() -> None:
    (text,) = pages(pdf_of(statement(part(line(1, "1234.50", late=12, reference="CMD-7")))))
    for said in (
        "Menuiseries du Bocage SAS", "69003 Lyon", "RCS Lyon 123 456 789", "Négoce Lammocourt SA", "1000 Bruxelles, BE",
        "Customer code: C10078", "As of 31 Oct 2026", "FA-00001", "CMD-7", "19 Oct 2026", "Balance due, EUR 1,234.50",
        "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP", "Banque du Bocage", "Page 1/1",
    ):  # fmt: skip
        assert said in text
    assert "1,234.50 1,234.50 12" in text
    assert "past their due date 1,234.50" in text


def test_a_french_one_is_written_as_french_is() -> None:
    (text,) = pages(pdf_of(statement(part(line(1, "1234.50", late=12)), lang="fr")))
    for said in (
        "Relevé de compte",
        "Position au 31/10/2026",
        f"Solde à régler, EUR 1{NARROW}234,50",
        "Jours de retard",
    ):
        assert said in text
    assert "Balance" not in text


def test_long_lists_repeat_their_headings_and_count_their_pages() -> None:
    found = pages(pdf_of(statement(part(*(line(n, f"{n}.10", late=n % 40) for n in range(1, 201))))))
    assert len(found) > 3
    for number, text in enumerate(found, 1):
        assert f"Page {number}/{len(found)}" in text
        assert ("Original amount" in text) == ("FA-00" in text)
        assert (number > 1) == ("Statement of account · Négoce Lammocourt SA" in text)
    assert "".join(found).count("FA-00") == 200
    assert "Balance due, EUR 20,120.00" in "".join(found)


@pytest.mark.parametrize("count", range(26, 40))
def test_a_total_never_stands_alone_on_a_page(count: int) -> None:
    found = pages(pdf_of(statement(part(*(line(n, "1.00") for n in range(1, count + 1))))))
    (where,) = (text for text in found if "Balance due" in text)
    assert where.split("Balance due")[0].count("FA-00") >= 2


def test_each_currency_has_its_own_total() -> None:
    both = statement(
        part(line(1, "100.00"), line(2, "-30.00", "payment")), part(line(3, "7"), currency="JPY")
    )
    (text,) = pages(pdf_of(both))
    assert "In EUR" in text
    assert "Balance due, EUR 70.00" in text
    assert "Balance due, JPY 7\n" in text
    assert "Subtotal −30.00" in text


def test_who_is_owed_money_is_not_asked_for_any() -> None:
    (text,) = pages(pdf_of(statement(part(line(1, "-50", "credit_note"), line(2, "-20", "payment")))))
    assert "Balance in your favour, EUR −70.00" in text
    assert "FR76" not in text


def test_without_a_letterhead_there_is_the_name_and_nothing_made_up() -> None:
    (text,) = pages(pdf_of(statement(part(line(1, "5")), head=Letterhead(name="Filiale Une"))))
    assert text.startswith("Filiale Une\nNégoce")
    assert "IBAN" not in text


def test_nothing_open_is_said() -> None:
    (text,) = pages(pdf_of(statement()))
    assert "Nothing is open on this account at this date." in text


@pytest.mark.parametrize(
    "name", ['#panic("x")', "*bold* _it_ $x$ `a` <label> @ref", "\\u{41} // not said", "= Head", "a\x00\x1bb"]
)
def test_a_name_that_looks_like_markup_is_printed_as_it_is(name: str) -> None:
    lines = part(line(1, "5", document=name, reference=name))
    (text,) = pages(pdf_of(statement(lines, name=name, head=Letterhead(name=name, legal=name, address=name))))
    plain = name.replace("\x00", " ").replace("\x1b", " ")
    assert "".join(text.split()).count("".join(plain.split())) >= 5


def test_a_number_of_forty_letters_stays_in_its_column() -> None:
    long = "FACTURE/2026/" + "0" * 30
    (text,) = pages(pdf_of(statement(part(line(1, "1234567890.12", document=long, reference=long)))))
    assert "1,234,567,890.12" in text
    assert long in text.replace("\n", "")


def test_letters_no_font_has_leave_the_rest_readable() -> None:
    (text,) = pages(pdf_of(statement(part(line(1, "5")), name="漢字 😀")))
    assert "Balance due" in text


def test_it_is_an_archive_that_can_be_read_aloud() -> None:
    import pypdf

    document = pypdf.PdfReader(BytesIO(pdf_of(statement(part(line(1, "5"))))))
    told = document.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "pdfuaid:part" in told
    assert document.metadata is not None
    assert document.metadata.title == "Statement of account Négoce Lammocourt SA"


def test_the_same_statement_is_the_same_file() -> None:
    said = statement(part(line(1, "5")))
    assert pdf_of(said) == pdf_of(said)


def test_more_than_anyone_prints_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MOST_ITEMS", 2)
    pdf_of(statement(part(line(1, "5"), line(2, "5"))))
    with pytest.raises(DataError, match="holds 2 items, not 3"):
        pdf_of(statement(part(line(1, "5"), line(2, "5"), line(3, "5"))))


def test_without_typst_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError, match=r"pip install 'encours\[pdf\]'"):
        pdf_of(statement(part(line(1, "5"))))


def test_many_buckets_stand_below_each_other() -> None:
    names = ["not_due", *(f"{n}-{n}" for n in range(1, 24)), "24+"]
    lines = part(line(1, "5"))
    wide = content.Part("EUR", lines.owed, (), (), tuple((name, Decimal(5)) for name in names))
    assert "24 d and more 5.00" in "".join(pages(pdf_of(statement(wide))))
