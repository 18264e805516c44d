"""How the text of an interchange file becomes a value: SQL expressions, and what is said when it cannot."""

from __future__ import annotations

from encours.book.columns import Column, Table, Type
from encours.book.engine import name, quoted
from encours.book.follow_up import MOST_GRACE_DAYS
from encours.book.records import CREDITS, DEBITS, Kind
from encours.i18n import mark
from encours.money import SCALE, UNIT
from encours.money.currencies import CODES

SQL_TYPES = {
    Type.TEXT: "VARCHAR",
    Type.DATE: "DATE",
    Type.MOMENT: "TIMESTAMP",
    Type.MONEY: "BIGINT",
    Type.NUMBER: "DECIMAL(38,9)",
    Type.WHOLE: "BIGINT",
    Type.FLAG: "BOOLEAN",
}
CUSTOM_TYPE = "MAP(VARCHAR, VARCHAR)"

EXPECTED = {
    Type.TEXT: mark("text"),
    Type.DATE: mark("a date such as 2025-06-30"),
    Type.MOMENT: mark("a date and time such as 2025-06-30T14:05:00"),
    Type.MONEY: mark("an amount such as -1234.56, with at most 5 decimals, and less than 92 233 720 368 547"),
    Type.NUMBER: mark("a number with at most 9 decimals"),
    Type.WHOLE: mark("a whole number"),
    Type.FLAG: mark("true or false"),
}

CURRENCY_EXPECTED = mark("an ISO 4217 code such as EUR")

_TRUE = "('true', '1', 'yes', 'oui', 'vrai', 't', 'y', 'o')"
_FALSE = "('false', '0', 'no', 'non', 'faux', 'f', 'n')"


def text_of(column: str) -> str:
    """The trimmed text of a source column, null when empty."""
    return f"NULLIF(TRIM(CAST({name(column)} AS VARCHAR)), '')"


def value_of(column: Column, source_type: str) -> str:
    """The typed value of a source column, null when empty or not understood.

    Columns a Parquet file already types exactly are taken as they are: no detour through text.
    """
    source = name(column.name)
    if column.type is Type.DATE and source_type == "DATE":
        return source
    if column.type is Type.FLAG and source_type == "BOOLEAN":
        return source
    if column.type is Type.MOMENT and source_type.startswith("TIMESTAMP"):
        return f"CAST({source} AS TIMESTAMP)"
    if column.type is Type.MONEY and _exact(source_type):
        return f"TRY_CAST(CAST({source} AS DECIMAL(25,{SCALE})) * {UNIT} AS BIGINT)"
    return _from_text(column.type, text_of(column.name))


def _exact(source_type: str) -> bool:
    if source_type in ("BIGINT", "INTEGER", "SMALLINT", "TINYINT"):
        return True
    return source_type.startswith("DECIMAL(") and int(source_type[8:-1].split(",")[1]) <= SCALE


def _from_text(kind: Type, text: str) -> str:
    match kind:
        case Type.TEXT:
            return text
        case Type.DATE:
            return f"CASE WHEN LENGTH({text}) = 10 THEN TRY_CAST({text} AS DATE) END"
        case Type.MOMENT:
            return f"TRY_CAST({text} AS TIMESTAMP)"
        case Type.MONEY:
            plain = f"regexp_full_match({text}, '[+-]?[0-9]{{1,14}}(\\.[0-9]{{0,{SCALE}}}0*)?')"
            return f"CASE WHEN {plain} THEN TRY_CAST(TRY_CAST({text} AS DECIMAL(25,{SCALE})) * {UNIT} AS BIGINT) END"
        case Type.NUMBER:
            plain = f"regexp_full_match({text}, '[+-]?[0-9]{{1,20}}(\\.[0-9]{{0,9}}0*)?')"
            return f"CASE WHEN {plain} THEN TRY_CAST({text} AS DECIMAL(38,9)) END"
        case Type.WHOLE:
            return f"CASE WHEN regexp_full_match({text}, '[+-]?[0-9]{{1,18}}') THEN TRY_CAST({text} AS BIGINT) END"
        case Type.FLAG:
            return (
                f"CASE WHEN LOWER({text}) IN {_TRUE} THEN TRUE WHEN LOWER({text}) IN {_FALSE} THEN FALSE END"
            )


def raw(column: str) -> str:
    """The name under which staging keeps the text a value was read from, for messages."""
    return name(f"_raw_{column}")


def defect(table: Table, present: set[str], parsed: set[str]) -> str:
    """SQL giving the first thing wrong with a row as `column|what was expected|value`, null when all is well.

    `parsed` names the columns read from text: a text that gave no value is wrong.
    """
    cases = []
    for column in table.columns:
        if column.name in parsed:
            test = f"{raw(column.name)} IS NOT NULL AND {name(column.name)} IS NULL"
            cases.append(_case(test, column.name, EXPECTED[column.type], raw(column.name)))
        if column.required:
            value = name(column.name) if column.name in present else "NULL"
            cases.append(_case(f"{value} IS NULL", column.name, mark("a value: it is required"), "NULL"))
    cases += [
        _case(test, column, expected, value) for test, column, expected, value in _sense(table, present)
    ]
    return f"CASE {' '.join(cases)} END"


def _case(test: str, column: str, expected: str, value: str) -> str:
    return f"WHEN {test} THEN CONCAT({quoted(column)}, '|', {quoted(expected)}, '|', COALESCE({value}, ''))"


def _sense(table: Table, present: set[str]) -> list[tuple[str, str, str, str]]:
    """Rules on one row: (SQL test of the fault, column, what was expected, value shown)."""
    rules = list(_OWN_RULES.get(table.name, ()))
    if "currency" in present:
        codes = ", ".join(f"'{code}'" for code in sorted(CODES))
        test = f"currency IS NOT NULL AND currency NOT IN ({codes})"
        rules.append((test, "currency", CURRENCY_EXPECTED, "currency"))
    for column in table.columns:
        if column.type is Type.DATE and column.name in present:
            value = name(column.name)
            test = f"{value} < DATE '1900-01-01' OR {value} > DATE '2200-12-31'"
            rules.append(
                (test, column.name, mark("a date between 1900 and 2200"), f"CAST({value} AS VARCHAR)")
            )
    return [rule for rule in rules if rule[1] in present]


def kinds(which: tuple[Kind, ...]) -> str:
    """The kinds as a SQL list, without parentheses."""
    return ", ".join(f"'{kind}'" for kind in which)


_AMOUNT = f"CAST(amount / {UNIT}.0 AS VARCHAR)"
_OWN_RULES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "items": (
        (
            f"kind NOT IN ({kinds(DEBITS + CREDITS)})",
            "kind",
            mark(
                "a kind: invoice, debit_note, bill, other_debit, credit_note, payment, advance, write_off "
                "or other_credit"
            ),
            "kind",
        ),
        (
            f"kind IN ({kinds(DEBITS)}) AND amount < 0",
            "amount",
            mark(
                "a positive amount: a negative one is a credit_note, payment, advance, write_off or other_credit"
            ),
            _AMOUNT,
        ),
        (
            f"kind IN ({kinds(CREDITS)}) AND amount > 0",
            "amount",
            mark("a negative amount: a positive one is an invoice, debit_note, bill or other_debit"),
            _AMOUNT,
        ),
    ),
    "allocations": (("amount <= 0", "amount", mark("a positive amount"), _AMOUNT),),
    "promises": (
        (
            f"grace_days NOT BETWEEN 0 AND {MOST_GRACE_DAYS}",
            "grace_days",
            mark("days of grace, from 0 to 90"),
            "CAST(grace_days AS VARCHAR)",
        ),
    ),
    "rates": (("rate <= 0", "rate", mark("a positive rate"), "CAST(rate AS VARCHAR)"),),
}
