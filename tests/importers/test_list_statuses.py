"""What is paid, cancelled, void or a draft owes nothing, whether a word or a yes says so; and it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from encours.errors import DataError
from encours.importers.flat.standing_words import standing_of
from tests.importers.flat_reader import HEAD, amounts, column, read
from tests.importers.listed_figures import DAY, LISTS, imported, written

STATUSES, FLAGS = LISTS / "statut-seul", LISTS / "oui-non"
HEADER = "Code client;Facture;Date facture;Échéance;Montant TTC;"


@pytest.mark.parametrize("snapshot", [DAY, None])
@pytest.mark.parametrize(
    ("path", "net", "overdue", "left_out"),
    [
        (STATUSES / "liste.csv", "948.00", "900.00", 3),
        (STATUSES / "odoo.csv", "900.00", "960.00", 3),
        (STATUSES / "dolibarr.csv", "900.00", "900.00", 3),
        (STATUSES / "stripe.csv", "750.00", "500.00", 4),
        (FLAGS / "regle.csv", "948.00", "900.00", 1),
        (FLAGS / "ouvert.csv", "300.00", "350.00", 1),
        (FLAGS / "paid_flags.csv", "475.50", "400.00", 2),
        (FLAGS / "solde_x.csv", "475.50", "400.00", 1),
        (FLAGS / "zero_un.csv", "475.50", "400.00", 1),
    ],
)
def test_what_owes_nothing_is_left_out_and_told(
    tmp_path: Path, path: Path, net: str, overdue: str, left_out: int, snapshot: date | None
) -> None:
    listed = imported(tmp_path, path, snapshot=snapshot)
    assert (listed.figure("net"), listed.figure("overdue")) == (net, overdue)
    assert len(listed.notes("left out")) == left_out
    assert not listed.report.problems


def test_the_lines_left_out_are_told_with_their_number_amount_and_an_example(tmp_path: Path) -> None:
    notes = imported(tmp_path, STATUSES / "liste.csv", snapshot=DAY).notes("left out")
    assert "1 line is cancelled: left out (77.00; line 5: F26-004, C02, Annulée)" in notes


def test_a_part_paid_without_an_open_amount_is_told(tmp_path: Path) -> None:
    [note] = imported(tmp_path, STATUSES / "dolibarr.csv", snapshot=DAY).notes("in part and no column")
    assert "1 line" in note
    assert "300.00 (line 4)" in note


def test_the_open_amount_outweighs_the_status(tmp_path: Path) -> None:
    lines = (
        "C01;F1;15/01/2026;14/02/2026;100,00;Payée;20,00\nC01;F2;15/01/2026;14/02/2026;50,00;Partiel;30,00\n"
    )
    reading = read(tmp_path, HEADER + "Statut;Reste dû\n" + lines, snapshot=DAY)
    assert column(reading, "_open") == [2_000_000, 3_000_000]
    assert any("still shows an open amount" in note for note in reading.notes)


def test_what_is_void_or_a_draft_is_left_out_whatever_its_open_amount(tmp_path: Path) -> None:
    lines = "C01;F1;15/01/2026;;100,00;Void;100,00\nC01;F2;15/01/2026;;50,00;Open;50,00\n"
    reading = read(tmp_path, HEADER + "Status;Balance\n" + lines, snapshot=DAY)
    assert column(reading, "item") == ["F2"]


def test_a_status_not_known_counts_and_is_told(tmp_path: Path) -> None:
    lines = "C01;F1;15/01/2026;;100,00;Sous réserve\nC01;F2;15/01/2026;;50,00;Payée\nC01;F3;15/01/2026;;20,00;Envoyée\n"
    text = HEADER + "Statut\n" + lines
    reading = read(tmp_path, text)
    assert amounts(reading) == ["100.00", "20.00"]
    assert any("Sous réserve (1, 100.00)" in note for note in reading.notes)
    mapped = read(tmp_path, text, mapping={"statuses": {"Sous réserve": "void"}})
    assert amounts(mapped) == ["20.00"]


@pytest.mark.parametrize("word", ["payée", "vide"])
def test_a_mapping_may_not_invent_a_standing(tmp_path: Path, word: str) -> None:
    with pytest.raises(DataError, match=r"statuses\.X must be one of settled, void"):
        read(tmp_path, f"{HEAD}\nA,1,2024-01-31,,5.00\n", mapping={"statuses": {"X": word}})


def test_a_settlement_date_beside_a_status_that_denies_it_is_not_believed(tmp_path: Path) -> None:
    lines = "C01;F1;15/01/2026;;100,00;Impayée;20/02/2026\nC01;F2;15/01/2026;;50,00;Payée;20/02/2026\n"
    reading = read(tmp_path, HEADER + "Statut;Date de paiement\n" + lines)
    assert column(reading, "item") == ["F1", "F2", "F2/paid"]
    assert any("the status counts (line 2)" in note for note in reading.notes)


def test_an_item_of_the_book_settled_on_no_known_day_is_asked_about(tmp_path: Path) -> None:
    first = written(tmp_path, HEADER + "Statut\nC01;F1;15/01/2026;14/02/2026;100,00;Impayée\n", "a.csv")
    second = written(tmp_path, HEADER + "Statut\nC01;F1;15/01/2026;14/02/2026;100,00;Payée\n", "b.csv")
    with pytest.raises(DataError, match=r"1 item open in the book.*line 2.*--snapshot"):
        imported(tmp_path / "home", [first, second])
    listed = imported(tmp_path / "home", second, snapshot=DAY)
    assert (listed.figure("net"), listed.report.entities) == ("0.00", ("E1",))
    assert listed.figure("net", date(2026, 3, 30)) == "100.00"


def test_a_list_of_nothing_is_refused(tmp_path: Path) -> None:
    first = written(tmp_path, HEADER + "Statut\nC01;F1;15/01/2026;14/02/2026;100,00;Impayée\n", "a.csv")
    with pytest.raises(DataError, match="no line at all"):
        imported(tmp_path / "home", [first, written(tmp_path, HEADER + "Statut\n", "b.csv")], snapshot=DAY)


@pytest.mark.parametrize(
    ("values", "open_items"),
    [
        (("Oui", "Non"), ["F2"]),
        (("YES", "NO"), ["F2"]),
        (("O", "N"), ["F2"]),
        (("1", "0"), ["F2"]),
        (("-1", "0"), ["F2"]),
        (("VRAI", "FAUX"), ["F2"]),
        (("x", ""), ["F2"]),
        (("Payé", "Impayé"), ["F2"]),
        (("Soldée", "À échoir"), ["F2"]),
    ],
)
@pytest.mark.parametrize(
    "heading", ["Réglé", "Payée", "Paid", "Soldé", "Lettré", "Closed", "Réglée (O/N)", "Clôturé ?"]
)
def test_yes_and_no_under_headings_that_may_be_amounts_or_dates(
    tmp_path: Path, heading: str, values: tuple[str, str], open_items: list[str]
) -> None:
    lines = [f"C01;F{n};15/01/2026;14/02/2026;{n}00,00;{value}\n" for n, value in enumerate(values, 1)]
    reading = read(tmp_path, HEADER + heading + "\n" + "".join(lines), snapshot=DAY)
    assert column(reading, "item") == open_items


@pytest.mark.parametrize("heading", ["Open", "Ouvert", "Impayé", "Non réglé", "Outstanding", "Unpaid"])
def test_yes_may_say_open(tmp_path: Path, heading: str) -> None:
    text = HEADER + heading + "\nC01;F1;15/01/2026;;100,00;Oui\nC01;F2;15/01/2026;;50,00;Non\n"
    assert column(read(tmp_path, text, snapshot=DAY), "item") == ["F1"]


def test_the_same_headings_still_hold_amounts_and_dates(tmp_path: Path) -> None:
    lines = "C01;F1;15/01/2026;;100,00;40,00\nC01;F2;15/01/2026;;50,00;0\n"
    assert column(read(tmp_path, HEADER + "Réglé\n" + lines, snapshot=DAY), "_open") == [6_000_000, 5_000_000]
    lines = "C01;F1;15/01/2026;;100,00;20/02/2026\nC01;F2;15/01/2026;;50,00;\n"
    assert column(read(tmp_path, HEADER + "Réglé\n" + lines), "item") == ["F1", "F2", "F1/paid"]


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        (
            "Payée|PAID|Réglé(e)|Soldées|Paid on 12/03/2026|Réglé par chèque|Paid/Closed|in_payment|Facture payée",
            "settled",
        ),
        ("Annulée|VOIDED|Canceled|Reversed|Voided/Deleted|Cancelled (credit note)", "void"),
        ("Brouillon (à valider)|DRAFT|Pro forma|Awaiting approval|En attente de validation", "draft"),
        ("Partiellement payée|PartiallyPaid|Règlement commencé|50 % paid|Paid (partial)", "partial"),
        (
            "Impayée|NOT_PAID|past_due|Overdue by 12 days|Échue depuis 3 jours|En attente|Late 12 days|2ème relance",
            "due",
        ),
        ("Uncollectible|Irrécouvrable|Written-Off|Passée en perte", "lost"),
        ("Envoyée|Posted|AUTHORISED|Émise|Comptabilisé", "neutral"),
        ("Payment|Late payment|Payée en 2 fois|Sous réserve|Rejetée", None),
    ],
)
def test_the_words_of_usual_programs(words: str, standing: str | None) -> None:
    assert {standing_of(word, {}) for word in words.split("|")} == {standing}
