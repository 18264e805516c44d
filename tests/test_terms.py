"""Payment terms: every wording of a duration gives the same terms, and each limit falls on its day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encours.terms import Terms, due_date, parse_terms

WORDINGS = [
    (Terms(30), ["30", "30 jours", "30j", "30 J.", "net 30", "Net 30 days", "à 30 jours", "30 jours nets"]),
    (Terms(30), ["30 jours date de facture", "30 days from invoice date", "sous 30 jours", "within 30 days"]),
    (Terms(30), ["30 jours à compter de la date d'émission de la facture", "30 jours après facture"]),
    (Terms(45, "A"), ["45 FDM", "45 jours fin de mois", "45j fdm", "45 jours, fin de mois", "45FDM"]),
    (Terms(60, "A"), ["60 EOM", "60 days end of month", "60 days EOM", "60eom", "net 60 EOM"]),
    (Terms(45, "B"), ["fin de mois 45 jours", "FDM 45", "fin de mois + 45 jours", "end of month 45 days"]),
    (Terms(45, "B"), ["45 jours après la fin du mois", "45 days after the end of the month"]),
    (
        Terms(30, "A", 10),
        ["30 FDM le 10", "30 jours fin de mois le 10", "30 days EOM on the 10th", "30 FDM 10"],
    ),
    (Terms(30, "A", 1), ["30 jours fin de mois le 1er"]),
    (Terms(0, "A"), ["fin de mois", "FDM", "EOM", "0 FDM"]),
    (Terms(0, "A", 15), ["FDM le 15"]),
    (
        Terms(0),
        ["0", "comptant", "au comptant", "paiement comptant", "à réception", "à réception de facture"],
    ),
    (Terms(0), ["due on receipt", "upon receipt", "cash", "cash on delivery", "COD", "immédiat"]),
]


@pytest.mark.parametrize(("terms", "text"), [(terms, text) for terms, texts in WORDINGS for text in texts])
def test_terms_are_read_in_french_and_english(terms: Terms, text: str) -> None:
    assert parse_terms(text) == terms
    assert parse_terms(text.upper()) == terms


MEANINGLESS = [
    "",
    "net",
    "2/10 net 30",
    "-30",
    "30.5",
    "30-45",
    "366",
    "10000",
    "30 le 10",
    "45 FDM le 0",
    "30 %",
]
MEANINGLESS += ["45 FDM le 32", "FDM 45 le 10", "2 mois", "trente jours", "30 FDM 10 20", "comptant 30"]


@pytest.mark.parametrize("text", MEANINGLESS)
def test_what_is_not_understood_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"payment terms not understood|expected"):
        parse_terms(text)


def test_the_contract_says_what_end_of_month_means_where_the_text_does_not() -> None:
    assert parse_terms("45 jours fin de mois", reading="B") == Terms(45, "B")
    assert parse_terms("fin de mois 45 jours", reading="A") == Terms(45, "B")
    assert parse_terms("30 FDM le 10", reading="B") == Terms(30, "A", 10)
    assert parse_terms("30", reading="B") == Terms(30)


VECTORS = [
    ("2008-03-12", "45 FDM", "2008-04-30"),
    ("2008-03-12", "FDM 45", "2008-05-15"),
    ("2023-01-15", "45 FDM", "2023-03-31"),
    ("2023-12-12", "30 FDM le 10", "2024-02-10"),
    ("2023-12-12", "30 FDM le 31", "2024-02-29"),
    ("2022-01-31", "30", "2022-03-02"),
]


@pytest.mark.parametrize(("issue", "terms", "due"), VECTORS)
def test_the_vectors_of_the_definitions(issue: str, terms: str, due: str) -> None:
    assert due_date(date.fromisoformat(issue), parse_terms(terms)) == date.fromisoformat(due)


BOUNDARIES = [
    ("2024-01-30", "30", "2024-02-29"),  # 29 February exists
    ("2023-01-30", "30", "2023-03-01"),
    ("2024-03-31", "0", "2024-03-31"),
    ("2024-03-30", "FDM", "2024-03-31"),
    ("2024-03-31", "FDM", "2024-03-31"),
    ("2024-04-01", "FDM", "2024-04-30"),
    ("2024-01-16", "45 FDM", "2024-03-31"),  # 16/01 + 45 = 1 March
    ("2024-01-15", "45 FDM", "2024-02-29"),  # 15/01 + 45 = 29 February
    ("2024-02-28", "FDM 45", "2024-04-14"),
    ("2024-02-29", "FDM 45", "2024-04-14"),
    ("2024-03-01", "FDM 45", "2024-05-15"),
    ("2023-12-01", "30 FDM le 10", "2024-01-10"),  # 1/12 + 30 = 31 December
    ("2023-12-02", "30 FDM le 10", "2024-02-10"),  # 1 January
    ("2024-12-31", "FDM le 31", "2025-01-31"),
    ("2024-03-31", "FDM le 31", "2024-04-30"),
    ("2024-12-31", "1", "2025-01-01"),
]


@pytest.mark.parametrize(("issue", "terms", "due"), BOUNDARIES)
def test_the_day_before_the_day_and_the_day_after_the_end_of_a_month(
    issue: str, terms: str, due: str
) -> None:
    assert due_date(date.fromisoformat(issue), parse_terms(terms)) == date.fromisoformat(due)


@st.composite
def any_terms(draw: st.DrawFn) -> Terms:
    days, end = draw(st.integers(0, 365)), draw(st.sampled_from(["", "A", "B"]))
    return Terms(days, end, draw(st.none() | st.integers(1, 31)) if end == "A" else None)


@given(any_terms(), st.sampled_from(["A", "B"]))
def test_terms_written_are_terms_read(terms: Terms, reading: str) -> None:
    """Text of reading A is read as such under its own reading only: the contract decides."""
    assert parse_terms(str(terms)) == terms
    if terms.end_of_month == "B":
        assert parse_terms(str(terms), reading="B") == terms


@given(any_terms(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_due_dates_agree_with_counting_days_one_by_one(terms: Terms, issue: date) -> None:
    assert due_date(issue, terms) == counted(issue, terms)


def counted(day: date, terms: Terms) -> date:
    """The same arithmetic, one day at a time."""
    if terms.end_of_month == "B":
        day = to_month_end(day)
    for _ in range(terms.days):
        day += timedelta(1)
    if terms.end_of_month == "A":
        day = to_month_end(day)
    if terms.day:
        day += timedelta(1)
        while day.day < terms.day and day != to_month_end(day):
            day += timedelta(1)
    return day


def to_month_end(day: date) -> date:
    while day.day != calendar.monthrange(day.year, day.month)[1]:
        day += timedelta(1)
    return day


@pytest.mark.parametrize("bad", [(-1, "", None), (366, "", None), (30, "", 10), (30, "B", 10), (30, "A", 32)])
def test_terms_that_mean_nothing_cannot_be_made(bad: tuple[int, str, int | None]) -> None:
    with pytest.raises(ValueError, match="expected"):
        Terms(*bad)  # type: ignore[arg-type]
