"""Bank details as they are typed."""

from __future__ import annotations

import pytest

from encours.errors import UsageError
from encours.reports.statement.bank import bic, iban


@pytest.mark.parametrize(
    "typed",
    [
        "FR76 3000 6000 0112 3456 7890 189",
        "gb29nwbk60161331926819",
        "BE68 5390 0754 7034",
        "DE89 3704 0044 0532 0130 00",
    ],
)
def test_a_true_account_number_is_taken_however_it_is_spaced(typed: str) -> None:
    assert iban(typed) == typed.replace(" ", "").upper()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("FR76 3000 6000 0112 3456 7890 188", "does not check"),
        ("FR76 3000 6000 0112 3456 7809 189", "does not check"),  # two digits have changed places
        ("FR76 3000 6000 0112 3456 7890 18", "27 characters; this one has 26"),
        ("FR76 3000 6000 0112 3456 7890 1891", "27 characters; this one has 28"),
        ("XX76 3000 6000 0112", "two letters of its country"),
        ("FR76 3000 6000 0112 3456 7890 18é", "two letters of its country"),
        ("١٢", "two letters of its country"),
    ],
)
def test_one_that_cannot_be_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        iban(typed)


@pytest.mark.parametrize(
    "typed", ["AGRIFRP", "AGRIFRPPX", "AGRIFRPP88", "AGRI0RPP", "AGRIFRPP8822", "AGRIFRPÉ"]
)
def test_a_bank_code_of_another_form_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="8 or 11"):
        bic(typed)


def test_a_bank_code_is_of_eight_or_eleven() -> None:
    assert (bic("agri frpp"), bic("AGRIFRPP882")) == ("AGRIFRPP", "AGRIFRPP882")
