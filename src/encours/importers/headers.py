"""What a column is, from its header: French and English names, SAP and ERP habits, whatever the spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

from encours.importers.fields import BY_CONTENT, CUSTOMER_ACCOUNTS, LOCAL_AMOUNT, LOCAL_CURRENCY, SYNONYMS

_SMALL_WORDS = frozenset(("de", "du", "d", "la", "le", "l", "des", "the", "of", "en", "a", "au"))
_SAME_WORD = {
    **dict.fromkeys(("n", "num", "nr", "nbr", "numero", "number", "no"), "no"),
    **dict.fromkeys(("mt", "mnt", "mtt", "montants"), "montant"),
    **dict.fromkeys(("amt", "amounts"), "amount"),
    **dict.fromkeys(("ref", "references"), "reference"),
    **dict.fromkeys(("ech", "echeances"), "echeance"),
    **dict.fromkeys(("cpt", "cpte"), "compte"),
    **dict.fromkeys(("clt", "cli", "clients"), "client"),
    **dict.fromkeys(("cust", "customers"), "customer"),
    **dict.fromkeys(("acct",), "account"),
    **dict.fromkeys(("fact", "fac", "factures"), "facture"),
    **dict.fromkeys(("inv", "invoices"), "invoice"),
    **dict.fromkeys(("curr", "cur"), "currency"),
    **dict.fromkeys(("doc", "docs"), "document"),
    **dict.fromkeys(("dt",), "date"),
    **dict.fromkeys(("ste", "soc"), "societe"),
    **dict.fromkeys(("cond",), "conditions"),
    **dict.fromkeys(("reglt", "rglt", "regl"), "reglement"),
    **dict.fromkeys(("lettr",), "lettrage"),
    **dict.fromkeys(("euro", "euros"), "eur"),
    **dict.fromkeys(("identifiant",), "id"),
    **dict.fromkeys(("cmde", "cde"), "commande"),
    **dict.fromkeys(("gl",), "gl"),
}
_MONEY = "eur|usd|gbp|chf|cad|aud|mad|xof|tnd|jpy"
_ASIDE = re.compile(
    rf"\s*[(\[](o/n|y/n|oui ?/ ?non|yes ?/ ?no|0/1|utc|gmt|[€$£]|{_MONEY})[)\]]\s*$|\s+((en|in)\s+)?({_MONEY})\s*$",
    re.IGNORECASE,
)
_LEAST_TELLING = ("open", "paid")  # as headers these may mean yes or no as well
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def plain(text: str) -> str:
    """A name without accents, case, punctuation, small words or habits of abbreviation.

    >>> plain("N° de Pièce"), plain("Num. pièce"), plain("invoiceNumber"), plain("Date d'échéance")
    ('no piece', 'no piece', 'invoice no', 'date echeance')
    """
    spaced = _CAMEL.sub(" ", text.replace("°", " ").replace("º", " ").replace("œ", "oe"))
    bare = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"\bdu(?=\W*$|\W+signe)", "due", bare)  # "Montant dû", not "du"
    words = [_SAME_WORD.get(word, word) for word in re.findall(r"[a-z]+|[0-9]+", bare)]
    return " ".join(word for word in words if word not in _SMALL_WORDS) or bare.strip()


@cache
def names() -> dict[str, tuple[tuple[str, int], ...]]:
    """For each plain name, the fields it may stand for, with its rank in the field's list."""
    found: dict[str, dict[str, int]] = {}
    for field, phrases in SYNONYMS.items():
        own = field.replace("_", " ")
        for rank, phrase in enumerate((*phrases, own) if field in _LEAST_TELLING else (own, *phrases)):
            found.setdefault(plain(phrase), {}).setdefault(field, rank)
    return {name: tuple(fields.items()) for name, fields in found.items()}


def recognise(headers: Sequence[str], taken: Sequence[int] = (), done: Sequence[str] = ()) -> dict[str, int]:
    """The column of each field recognised; where two columns fit one field, the more telling name wins.

    `taken` are columns and `done` fields already settled elsewhere. "Paid" or "Réglé" may hold a date or an
    amount: both fields then point to the one column, and its values decide.
    """
    offers = []
    for index, header in enumerate(headers):
        if index not in taken:
            offers += [(rank, index, field) for field, rank in fields_named(header)]
    found: dict[str, int] = {}
    for _rank, index, field in sorted(offers):
        if field not in done:
            found.setdefault(field, index)
    if "customer_name" in found and found["customer_name"] == found.get("customer"):
        del found["customer_name"]
    return _prefer_local(headers, _account_apart(headers, _without_rivals(found), done))


def fields_named(header: str) -> tuple[tuple[str, int], ...]:
    """The fields a header may stand for, each with its rank; what it says in brackets is passed over where needed."""
    told = names().get(plain(header)) or names().get(plain(_ASIDE.sub("", header)))
    return told or _by_words().get(" ".join(sorted(plain(header).split())), ())


@cache
def _by_words() -> dict[str, tuple[tuple[str, int], ...]]:
    """The same by their words in any order ("Date issued" is "Issued date"), where one name alone has them."""
    found: dict[str, list[tuple[tuple[str, int], ...]]] = {}
    for name, fields in names().items():
        if " " in name:
            found.setdefault(" ".join(sorted(name.split())), []).append(fields)
    return {words: several[0] for words, several in found.items() if len(several) == 1}


def _without_rivals(found: dict[str, int]) -> dict[str, int]:
    """Fields that only the values of their column tell are left out where its header stands for another."""
    sure = {index for field, index in found.items() if field not in BY_CONTENT}
    return {field: index for field, index in found.items() if field not in BY_CONTENT or index not in sure}


def _account_apart(headers: Sequence[str], found: dict[str, int], done: Sequence[str]) -> dict[str, int]:
    """An account is the customer's where nothing else is; a column that names the customer is no account."""
    account = found.get("account")
    if account is None:
        return found
    if account in (found.get("customer"), found.get("customer_name")):
        del found["account"]
        return found
    own = "customer_name" not in found or may_be_customers(headers[account])
    if own and "customer" not in {*found, *done}:
        found["customer"] = found.pop("account")
    return found


def may_be_customers(header: str) -> bool:
    """Whether an account under this header may be a customer's own, rather than one of the general ledger."""
    return plain(header) in map(plain, CUSTOMER_ACCOUNTS)


def _prefer_local(headers: Sequence[str], found: dict[str, int]) -> dict[str, int]:
    """SAP lists amounts in two currencies: without the document's currency, only the local one is sure."""
    local = [i for i, header in enumerate(headers) if plain(header) == plain(LOCAL_AMOUNT)]
    currency = found.get("currency")
    unsure = currency is None or plain(headers[currency]) == plain(LOCAL_CURRENCY)
    chosen = plain(headers[found["amount"]]) if "amount" in found else ""
    if local and unsure and ("document" in chosen or "currency" in chosen):
        return {**found, "amount": local[0]}
    return found


def is_ledger(headers: Sequence[str]) -> bool:
    """Whether these headers are enough to read receivables: a customer, an amount and a date."""
    return not lacks(recognise(headers)) and not is_fec(headers)


def lacks(found: Collection[str]) -> list[str]:
    """What a list of receivables cannot do without, and these fields do not hold: customer, amount, date."""
    amount = "amount" in found or "open" in found or ("debit" in found and "credit" in found)
    dated = any(field in found for field in ("posting_date", "issue_date", "due_date"))
    named = "customer" in found or "customer_name" in found
    return [what for what, there in (("customer", named), ("amount", amount), ("date", dated)) if not there]


def is_fec(headers: Sequence[str]) -> bool:
    """Whether these are the headers of a FEC, which has its own reader."""
    bare = {header.strip().lower() for header in headers}
    return {"journalcode", "comptenum"} <= bare


def french(headers: Sequence[str]) -> bool:
    """Whether the headers speak French, where the decimal mark is a comma."""
    words = {word for header in headers for word in plain(header).split()}
    return bool(
        words & {"montant", "echeance", "facture", "piece", "client", "devise", "compte", "solde", "tiers"}
    )
