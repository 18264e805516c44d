"""Conditions and formulas in the words of their reader; what is kept is the identifier."""

from __future__ import annotations

import pytest

from encours.cube.filters import canonical, parse
from encours.errors import UsageError
from encours.i18n import speaking
from encours.indicators import formula_words
from encours.indicators.formula import indicator_of
from encours.indicators.record import Unit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("pays=FR", "country=FR"),
        ("Pays = FR,BE", "country=FR,BE"),
        ("chargé de recouvrement~dup", "collector~dup"),
        ("CHARGE DE RECOUVREMENT!~dup", "collector!~dup"),
        ("montant>=1000", "amount>=1000"),
        ("jours de retard>90", "days_late>90"),
        ("échéance=2026-01-01..", "due_date=2026-01-01.."),
        ("country=FR", "country=FR"),
        ("nature=other", "nature=other"),  # the identifier of one field, before the label of another
    ],
)
def test_a_condition_takes_labels_of_either_language(typed: str, kept: str) -> None:
    assert canonical(typed, {}) == kept
    assert parse(typed, {}) == parse(kept, {})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("type=Facture, avoir", "kind=invoice,credit_note"),
        ("kind!=Règlement", "kind!=payment"),
        ("douteux=oui", "doubtful=true"),
        ("doubtful=0", "doubtful=false"),
        ("doubtful=", "doubtful="),
        ("tranche=1–30 j,91 j et plus,non échu", "bucket=1-30,91+,not_due"),
        ("bucket=91 d and more", "bucket=91+"),
        ("bucket=15-15", "bucket=15-15"),
        ("nature=à-nouveau", "nature=opening"),
        ("nature=a word of a source", "nature=a word of a source"),
        ("Due date origin=As given", "due_source=read"),
    ],
)
def test_a_value_is_named_by_its_label_too(typed: str, kept: str) -> None:
    assert canonical(typed, {}) == kept
    assert parse(typed, {}) == parse(kept, {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("kind=invoise", "Did you mean invoice"),
        ("bucket=zzz", "there is no zzz"),
        ("douteux=peut-être", "neither yes nor no"),
        ("kind~fact", "= or !="),
        ("kind>facture", "= or !="),
        ("doubtful>oui", "= or !="),
    ],
)
def test_what_no_book_can_hold_is_refused(typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse(typed, {})


def test_a_field_of_ones_own_comes_before_the_label_of_another() -> None:
    assert parse("Pays=FR", {"Pays": "customers"}).field == "Pays"
    assert parse("montant=1", {"montant": "items"}).field == "montant"


@pytest.mark.parametrize(
    ("typed", "near"), [("payz=1", "Pays"), ("contry=1", "country"), ("secteurs=1", "Secteur")]
)
def test_a_field_that_is_not_known_is_told_the_nearest_word(typed: str, near: str) -> None:
    with speaking("fr"), pytest.raises(UsageError) as refused:
        parse(typed, {})
    assert near in str(refused.value)
    assert len(str(refused.value)) < 100


def test_a_word_near_none_is_told_a_few_not_all() -> None:
    with pytest.raises(UsageError) as refused:
        parse("qwxz=1", {})
    assert str(refused.value).count(",") == 6


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("échu / encours net", "overdue / net"),
        ("(Échu - en litige) / ventes * jours", "(overdue - disputed) / sales * days"),
        ("Crédits non lettrés@début", "unapplied@start"),
        ("max(net - échu, 0)", "max(net - overdue, 0)"),
        ("overdue_count / item_count", "overdue_count / item_count"),
        ("truc / net", "truc / net"),
    ],
)
def test_a_formula_takes_labels_of_either_language(typed: str, kept: str) -> None:
    assert formula_words.canonical(typed) == kept


def test_an_indicator_keeps_identifiers() -> None:
    assert (
        indicator_of("part_echue", "Part", "échu / encours brut", Unit.RATE, "").formula == "overdue / gross"
    )
