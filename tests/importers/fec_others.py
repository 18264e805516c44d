"""Small ledgers of bank entries with more than cash, of other debits and of openings, with figures worked out by hand.

Terms are thirty days: FA1, of 10 January, falls due on 9 February. Each is a name, a ledger, a day and its figures.
"""

from __future__ import annotations

from tests.importers.fec_returns import SALE, Figures

IN_THE_BANK: list[tuple[str, str, str, Figures]] = [
    (
        "a discount and its VAT",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1176, 665000 20, 445710 4, 411000/A -1200 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "gross": 0, "receipts": 1176, "credit_notes": 24, "sales": 1176},
    ),
    (
        "a discount, and VAT that falls due as it is paid",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1176, 665000 20, 445710 4, 445740 196, 445710 -196, "
        "411000/A -1200 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "gross": 0, "receipts": 1176, "credit_notes": 24, "sales": 1176},
    ),
    (
        "an exchange loss",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1180, 666000 20, 411000/A -1200 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "receipts": 1180, "credit_notes": 0, "write_offs": 0, "sales": 1200},
    ),
    (
        "an exchange gain",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1210, 766000 -10, 411000/A -1200 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "receipts": 1200, "sales": 1200},
    ),
    (
        "a gap written off",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1199.99, 658000 0.01, 411000/A -1200 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "receipts": 1199.99, "write_offs": 0.01, "sales": 1200},
    ),
    (
        "the fees of our bank",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1195, 627000 5, 411000/A -1200 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "receipts": 1200, "sales": 1200},
    ),
    (
        "a retention of the factor",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1080, 467000 120, 411000/A -1200 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "receipts": 1080, "sales": 1200},
    ),
    (
        "a supplier paid in the same entry",
        f"{SALE}\nBQ 2 2025-02-10: 512000 1200, 411000/A -1200 V1 =A@2025-02-10, 401000/F 400, 512000 -400",
        "2025-12-31",
        {"net": 0, "receipts": 1200, "sales": 1200},
    ),
]
DEPOSITS: list[tuple[str, str, str, Figures]] = [
    (
        "received, then deducted from the sale",
        "BQ 1 2025-01-05: 512000 300, 419100/A -300 AC1 =D@2025-03-01\n"
        "VE 2 2025-03-01: 411000/A 900 FA1, 419100/A 300 =D@2025-03-01, 706000 -1000, 445710 -200",
        "2025-12-31",
        {"net": 900, "sales": 1200, "receipts": 300},
    ),
    (
        "invoiced on a customer's account of deposits, then deducted",
        "VE 1 2025-01-05: 411000/A 300 FD1 =A@2025-01-20, 419100/A -250 =D@2025-03-01, 445710 -50\n"
        "BQ 2 2025-01-20: 512000 300, 411000/A -300 V1 =A@2025-01-20\n"
        "VE 3 2025-03-01: 411000/A 900 FA1, 419100/A 250 =D@2025-03-01, 706000 -1000, 445710 -150",
        "2025-12-31",
        {"net": 900, "sales": 1200, "receipts": 300},
    ),
    (
        "invoiced on a global account of deposits, then deducted",
        "VE 1 2025-01-05: 411000/A 300 FD1 =A@2025-01-20, 419100 -250, 445710 -50\n"
        "BQ 2 2025-01-20: 512000 300, 411000/A -300 V1 =A@2025-01-20\n"
        "VE 3 2025-03-01: 411000/A 900 FA1, 419100 250, 706000 -1000, 445710 -150",
        "2025-12-31",
        {"net": 900, "overdue": 900, "sales": 1200, "receipts": 300},
    ),
]
OTHERS: list[tuple[str, str, str, Figures]] = [
    (
        "interest",
        f"{SALE}\nOD 2 2025-03-01: 411000/A 40 INT1, 763100 -40",
        "2025-12-31",
        {"net": 1240, "sales": 1200},
    ),
    (
        "an indemnity",
        f"{SALE}\nVE 2 2025-03-01: 411000/A 40 IND1, 778800 -40",
        "2025-12-31",
        {"net": 1240, "sales": 1200},
    ),
    (
        "interest within an invoice",
        "VE 1 2025-01-10: 411000/A 1240 FA1, 706000 -1000, 445710 -200, 763100 -40",
        "2025-12-31",
        {"net": 1240, "sales": 1200},
    ),
    (
        "an exchange gain",
        f"{SALE}\nOD 2 2025-03-01: 411000/A 15, 766000 -15",
        "2025-12-31",
        {"net": 1215, "sales": 1200},
    ),
    (
        "an exchange loss",
        f"{SALE}\nOD 2 2025-03-01: 666000 15, 411000/A -15",
        "2025-12-31",
        {"net": 1185, "sales": 1200, "receipts": 0, "write_offs": 0},
    ),
    (
        "a correction of VAT",
        f"{SALE}\nOD 2 2025-03-01: 411000/A 12, 445710 -12",
        "2025-12-31",
        {"net": 1212, "sales": 1200},
    ),
    (
        "a correction of VAT, in less",
        f"{SALE}\nOD 2 2025-03-01: 445710 12, 411000/A -12",
        "2025-12-31",
        {"net": 1188, "sales": 1200, "credit_notes": 0},
    ),
    ("rebilling", "OD 1 2025-03-01: 411000/A 120, 625100 -100, 445710 -20", "2025-12-31", {"sales": 120}),
    (
        "an asset sold",
        "OD 1 2025-03-01: 411000/A 600, 775000 -500, 445710 -100",
        "2025-12-31",
        {"sales": 600},
    ),
    ("a discount alone", f"{SALE}\nOD 2 2025-03-01: 665000 20, 411000/A -20", "2025-12-31", {"sales": 1180}),
    (
        "an extract of the customers' accounts alone",
        "VE 1 2025-01-10: 411000/A 1200 FA1 =A@2025-02-10\n"
        "BQ 2 2025-02-10: 411000/A -1200 V1 =A@2025-02-10\n"
        "BQ 3 2025-03-05: 411000/A 1200 X9 | Impayé V1",
        "2025-03-31",
        {"net": 1200, "overdue": 1200, "sales": 1200},
    ),
]
OPENINGS: list[tuple[str, str, str, Figures]] = [
    (
        "in one line, paid later",
        "AN 1 2025-01-01: 411000/A 5000 =O@2025-02-01, 110000 -5000\n"
        f"BQ 9 2025-02-01: 512000 5000, 411000/A -5000 V0 =O@2025-02-01\n{SALE}",
        "2025-12-31",
        {"net": 1200, "sales": 1200, "dso": 365, "receipts": 5000},
    ),
    (
        "in detail, with credits and bills",
        "AN 1 2025-01-01: 411000/A 5000 F9, 411000/B -300 =B@2025-03-01, 413000/A 70, 110000 -4770\n"
        "VE 2 2025-02-01: 411000/B 300 FB =B@2025-03-01, 706000 -300",
        "2025-12-31",
        {"net": 5070, "gross": 5070, "unapplied": 0, "sales": 300, "receipts": 0},
    ),
    (
        "of a deposit",
        "AN 1 2025-01-01: 419100/A -300 =B@2025-03-01, 512000 300\n"
        "VE 2 2025-03-01: 411000/A 900 FB, 419100/A 300 =B@2025-03-01, 706000 -1200",
        "2025-12-31",
        {"net": 900, "sales": 1200, "receipts": 0},
    ),
    (
        "doubtful",
        "AN 1 2025-01-01: 416000/A 800, 110000 -800",
        "2025-12-31",
        {"net": 800, "doubtful": 800, "sales": 0},
    ),
]
