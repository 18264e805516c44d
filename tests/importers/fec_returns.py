"""Small ledgers of money that goes back and of what is moved, with figures worked out by hand.

Terms are thirty days: FA1, of 10 January, falls due on 9 February. Each is a name, a ledger, a day and its figures.
"""

from __future__ import annotations

SALE = "VE 1 2025-01-10: 411000/A 1200 FA1 =A@2025-02-10, 706000 -1000, 445710 -200"
PAID = "BQ 2 2025-02-10: 512000 1200, 411000/A -1200 V1 =A@2025-02-10 | Virement Alpha"
BARE_SALE, BARE_PAID = SALE.replace(" =A@2025-02-10", ""), PAID.replace(" =A@2025-02-10", "")
BACK = "BQ 3 2025-03-05: 411000/A 1200 X9, 512000 -1200"
Figures = dict[str, int | float | str]

RETURNED: list[tuple[str, str, str, Figures]] = [
    *(
        (
            words or "no word",
            f"{SALE}\n{PAID}\n{BACK} | {words}",
            "2025-03-31",
            {"net": 1200, "gross": 1200, "overdue": 1200, "sales": 1200, "dso": 90, "write_offs": 0},
        )
        for words in (
            "Impayé V1",
            "Rejet prélèvement",
            "Retour chèque Alpha",
            "Returned direct debit",
            "Bounced cheque",
            "Unpaid V1",
            "Annulation règlement V1",
            "Extourne virement",
            "Payment cancelled",
            "Reversal of V1",
            "",
        )
    ),
    (
        "matched with the payment, the invoice left open",
        f"{BARE_SALE}\n{PAID}\n{BACK.replace('X9', 'X9 =A@2025-02-10')} | Impayé",
        "2025-03-31",
        {"net": 1200, "gross": 1200, "unapplied": 0, "overdue": 1200, "sales": 1200, "receipts": 0},
    ),
    (
        "no letter at all",
        f"{BARE_SALE}\n{BARE_PAID}\n{BACK} | Impayé V1",
        "2025-03-31",
        {"net": 1200, "gross": 1200, "unapplied": 0, "overdue": 1200, "sales": 1200, "receipts": 0},
    ),
    (
        "with the fees of the bank",
        f"{SALE}\n{PAID}\n{BACK.replace('1200', '1215')} | Impayé V1 et frais",
        "2025-03-31",
        {"net": 1215, "overdue": 1215, "sales": 1200},
    ),
    (
        "paid again",
        f"{SALE}\n{PAID}\n{BACK.replace('X9', 'X9 =B@2025-04-02')} | Impayé V1\n"
        "BQ 4 2025-04-02: 512000 1200, 411000/A -1200 V2 =B@2025-04-02",
        "2025-12-31",
        {"net": 0, "gross": 0, "overdue": 0, "sales": 1200},
    ),
    (
        "of an earlier payment of the same amount, once each",
        f"{SALE}\n{PAID}\n"
        "VE 5 2025-02-20: 411000/A 1200 FA5 =C@2025-02-28, 706000 -1200\n"
        "BQ 6 2025-02-28: 512000 1200, 411000/A -1200 V6 =C@2025-02-28\n"
        f"{BACK} | Impayé\nBQ 4 2025-03-06: 411000/A 1200 X10, 512000 -1200 | Impayé",
        "2025-03-20",  # FA5 falls due on the 22nd
        {"net": 2400, "overdue": 1200, "sales": 2400},
    ),
    (
        "named by its document rather than the latest",
        f"{SALE}\n{PAID}\n"
        "VE 5 2025-02-20: 411000/A 1200 FA5 =C@2025-02-28, 706000 -1200\n"
        "BQ 6 2025-02-28: 512000 1200, 411000/A -1200 V6 =C@2025-02-28\n"
        f"{BACK} | Impayé V1",
        "2025-03-20",
        {"net": 1200, "overdue": 1200, "not_due": 0},
    ),
    (
        "named by the invoice",
        f"{SALE}\n{PAID}\n"
        "VE 5 2025-02-20: 411000/A 1200 FA5 =C@2025-02-28, 706000 -1200\n"
        "BQ 6 2025-02-28: 512000 1200, 411000/A -1200 V6 =C@2025-02-28\n"
        f"{BACK} | Impayé facture FA1",
        "2025-03-20",
        {"net": 1200, "overdue": 1200, "not_due": 0},
    ),
]
TWO_DUE = (
    "VE 1 2025-01-10: 411000/A 1200 FA1 =A@2025-02-15, 706000 -1200\n"
    "VE 2 2025-02-01: 411000/A 600 FA2 =A@2025-02-15, 706000 -600\n"
    "BQ 3 2025-02-15: 512000 1800, 411000/A -1800 V1 =A@2025-02-15\n"
    "BQ 4 2025-02-20: 411000/A 1800 R1, 512000 -1800 | Rejet V1"
)
CANCELLED: list[tuple[str, str, str, Figures]] = [
    (
        "by a negative credit",
        f"{SALE}\n{PAID}\nBQ 3 2025-02-10: 512000 1200, 411000/A -1200 V2\n"
        "BQ 4 2025-02-12: 512000 -1200!, 411000/A 1200! V2 | Virement Alpha",
        "2025-12-31",
        {"net": 0, "gross": 0, "unapplied": 0, "sales": 1200, "receipts": 1200},
    ),
    (
        "matched with what it cancels",
        f"{SALE}\n{PAID}\nBQ 3 2025-02-10: 512000 1200, 411000/A -1200 V2 =B@2025-02-12\n"
        "BQ 4 2025-02-12: 411000/A 1200 V2 =B@2025-02-12, 512000 -1200 | Annulation V2",
        "2025-12-31",
        {"net": 0, "gross": 0, "sales": 1200, "receipts": 1200},
    ),
]
REFUNDS: list[tuple[str, str, str, Figures]] = [
    (
        "of what was paid too much",
        "VE 1 2025-01-10: 411000/A 1200 FA1 =A@2025-02-20, 706000 -1200\n"
        "BQ 2 2025-02-10: 512000 1300, 411000/A -1300 V1 =A@2025-02-20\n"
        "BQ 3 2025-02-20: 411000/A 100 R1 =A@2025-02-20, 512000 -100 | Remboursement trop perçu",
        "2025-12-31",
        {"net": 0, "gross": 0, "sales": 1200, "receipts": 1200},
    ),
    (
        "of a credit note, without a word",
        "VE 1 2025-03-01: 411000/A -500 AV1 =A@2025-03-15, 706000 500\n"
        "BQ 2 2025-03-15: 411000/A 500 R1 =A@2025-03-15, 512000 -500 | Virement",
        "2025-12-31",
        {"net": 0, "sales": -500, "receipts": 0, "credit_notes": 500},
    ),
    (
        "in English, not matched",
        f"{SALE}\n{PAID}\nBQ 3 2025-04-01: 411000/A 50 R1, 512000 -50 | Refund to customer",
        "2025-12-31",
        {"net": 50, "overdue": 50, "sales": 1200, "receipts": 1200},
    ),
    (
        "of a deposit",
        "BQ 1 2025-01-05: 512000 300, 419100/A -300 AC1 =D@2025-02-01\n"
        "BQ 2 2025-02-01: 419100/A 300 R1 =D@2025-02-01, 512000 -300 | Restitution acompte",
        "2025-12-31",
        {"net": 0, "sales": 0, "receipts": 0},
    ),
]
MOVED: list[tuple[str, str, str, Figures]] = [
    (
        "to another customer, the day of the due date",
        f"{SALE}\nOD 2 2025-01-20: 411000/B 1200 FA1, 411000/A -1200 FA1 =A@2025-02-10",
        "2025-02-09",
        {"net": 1200, "overdue": 0, "sales": 1200, "receipts": 0},
    ),
    (
        "to another customer, the day after",
        f"{SALE}\nOD 2 2025-01-20: 411000/B 1200, 411000/A -1200 =A@2025-02-10",
        "2025-02-10",
        {"net": 1200, "gross": 1200, "overdue": 1200, "sales": 1200},
    ),
    (
        "to another customer, who pays",
        f"{SALE}\nOD 2 2025-01-20: 411000/B 1200 =B@2025-02-20, 411000/A -1200 =A@2025-02-10\n"
        "BQ 3 2025-02-20: 512000 1200, 411000/B -1200 V1 =B@2025-02-20",
        "2025-12-31",
        {"net": 0, "sales": 1200, "receipts": 1200, "dbt": 11},
    ),
    (
        "a payment put on another customer",
        "VE 1 2025-01-10: 411000/A 1200 FA1 =A@2025-03-01, 706000 -1200\n"
        "BQ 2 2025-02-10: 512000 1200, 411000/B -1200 V1 =B@2025-03-01\n"
        "OD 3 2025-03-01: 411000/B 1200 =B@2025-03-01, 411000/A -1200 =A@2025-03-01",
        "2025-12-31",
        {"net": 0, "gross": 0, "sales": 1200, "receipts": 1200},
    ),
    (
        "to a bill, before it is cashed",
        f"{SALE}\nOD 2 2025-01-20: 413000/A 1200 LCR1, 411000/A -1200 FA1 =A@2025-02-10",
        "2025-03-01",
        {"net": 1200, "gross": 1200, "sales": 1200, "receipts": 0},
    ),
    (
        "to a bill that is cashed",
        f"{SALE}\nOD 2 2025-01-20: 413000/A 1200 LCR1 =L@2025-03-31, 411000/A -1200 FA1 =A@2025-02-10\n"
        "BQ 3 2025-03-31: 512000 1200, 413000/A -1200 LCR1 =L@2025-03-31",
        "2025-12-31",
        {"net": 0, "sales": 1200, "receipts": 1200},
    ),
    (
        "to doubtful, the day of the due date",
        f"{SALE}\nOD 2 2025-02-01: 416000/A 1200 FA1, 411000/A -1200 FA1 =A@2025-02-10",
        "2025-02-09",
        {"net": 1200, "doubtful": 1200, "overdue": 0, "sales": 1200, "write_offs": 0},
    ),
    (
        "to doubtful, the day after",
        f"{SALE}\nOD 2 2025-02-01: 416000/A 1200, 411000/A -1200 =A@2025-02-10",
        "2025-02-10",
        {"net": 1200, "doubtful": 1200, "overdue": 1200, "write_offs": 0, "weighted_age": 31},
    ),
    (
        "to doubtful, with its provision in the entry",
        f"{SALE}\nOD 2 2025-06-01: 416000/A 1200, 411000/A -1200 =A@2025-02-10, 681700 500, 491000 -500",
        "2025-12-31",
        {"net": 1200, "doubtful": 1200, "write_offs": 0, "sales": 1200},
    ),
    (
        "to doubtful, then lost",
        f"{SALE}\nOD 2 2025-06-01: 416000/A 1200 =D@2025-09-01, 411000/A -1200 =A@2025-02-10\n"
        "OD 3 2025-09-01: 654000 1000, 445710 200, 416000/A -1200 =D@2025-09-01",
        "2025-12-31",
        {"net": 0, "doubtful": 0, "write_offs": 1200, "sales": 1200, "receipts": 0},
    ),
    (
        "from a deposit",
        "BQ 1 2025-01-05: 512000 300, 419100/A -300 AC1 =D@2025-01-31\n"
        f"{SALE}\nOD 3 2025-01-31: 419100/A 300 =D@2025-01-31, 411000/A -300 =A@2025-02-10\n"
        "BQ 4 2025-02-10: 512000 900, 411000/A -900 V1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "gross": 0, "sales": 1200, "receipts": 1200},
    ),
    (
        "to a factor",
        f"{SALE}\nOD 2 2025-01-20: 467000 1200, 411000/A -1200 FA1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "sales": 1200, "receipts": 0, "write_offs": 0},
    ),
    (
        "set off with a supplier",
        f"{SALE}\nOD 2 2025-01-20: 401000/A 1200, 411000/A -1200 FA1 =A@2025-02-10",
        "2025-12-31",
        {"net": 0, "sales": 1200, "receipts": 0, "credit_notes": 0},
    ),
]
