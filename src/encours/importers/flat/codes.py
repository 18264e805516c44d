"""The currency column of a list: codes, or the names and signs people write in their place."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from encours.book.codes import currency_fault
from encours.book.parse import CURRENCY_EXPECTED
from encours.importers.flat.faults import Faults
from encours.money.currencies import is_currency
from encours.said import _

MOST_EXPLAINED = 50  # different codes that are none, each told with the one probably meant
_NAMES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "US$": "USD"}


def read_codes(text: pa.Array, header: str, faults: Faults) -> pa.Array:
    """ISO codes in capitals, null where the column is empty; what is no code is a fault of its lines."""
    encoded = text.dictionary_encode()
    codes = [_NAMES.get(code.upper(), code.upper()) for code in encoded.dictionary.to_pylist()]
    wrong = [place for place, code in enumerate(codes) if not is_currency(code)]
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    for place in wrong[:MOST_EXPLAINED]:
        faults.add(np.flatnonzero(indices == place).tolist(), header, currency_fault(codes[place]))
    others = np.flatnonzero(np.isin(indices, wrong[MOST_EXPLAINED:]))
    faults.add(others.tolist(), header, _("expected {0}").format(_(CURRENCY_EXPECTED)))
    return pa.array(codes, pa.string()).take(encoded.indices)
