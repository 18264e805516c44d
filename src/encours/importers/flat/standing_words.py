"""What became of a document, by the words its status goes by: the one table of them.

| Standing | What is made of the line |
|---|---|
| settled | owes nothing: left out, unless the list says when it was settled or what of it is open |
| void, draft, lost | owes nothing: left out |
| partial | owes what the list says is open; where it does not say, it is counted whole and that is told |
| due | owes its amount; a settlement date beside it is not believed |
| neutral | says nothing of settlement (posted, validated, sent) |

`[statuses]` in a mapping says what other words stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from encours.importers.headers import plain
from encours.importers.standing import Standing

_WORDS: dict[Standing, tuple[str, ...]] = {
    Standing.SETTLED: (
        "Payé", "Paid", "Réglé", "Soldé", "Acquitté", "Encaissé", "Lettré", "Closed", "Clos", "Close", "Clôturé",
        "Fermé", "Cleared", "Settled", "Applied", "Fully applied", "Completed", "Complete", "Paid in full",
        "Fully paid", "Full paid", "Entièrement payé", "Entièrement réglé", "Totalement payé", "Totalement réglé",
        "Payé en totalité", "Réglé en totalité", "Payé intégralement", "In payment", "En paiement",
        "En cours de paiement", "Auto paid", "Deposited", "Paid offline", "Marked as paid", "Payment received",
        "Paiement reçu", "Paiement effectué", "Règlement effectué", "Refunded", "Remboursé", "Credited", "Terminé",
        "Rapproché", "Reconciled", "Matched", "Overpaid", "Trop payé", "Facture payée", "Facture réglée",
        "Invoice paid", "Classée payée", "Paid on time", "Paid late", "Payé en retard", "Compensé", "Offset",
        "Succeeded", "Paid out", "Collected", "Fully settled", "Settled in full", "Payé par client", "Crédité",
        "Prélevé", "Auto closed", "Totalement lettré", "Entièrement lettré", "Closed by credit", "Facture soldée",
    ),
    Standing.VOID: (
        "Annulé", "Cancelled", "Canceled", "Cancel", "Annulation", "Void", "Voided", "Deleted", "Supprimé",
        "Reversed", "Extourné", "Contrepassé", "Remplacé", "Replaced", "Superseded", "Corrective", "Avoirisé",
        "Invalid", "Invalide", "Facture annulée", "Annulé par avoir", "Abandonné", "Classée abandonnée",
        "Archived void", "Storniert", "Corrected", "Rectifié",
    ),
    Standing.DRAFT: (
        "Brouillon", "Draft", "Brouillon à valider", "À valider", "Proforma", "Pro forma", "Provisoire",
        "En préparation", "Submitted", "Awaiting approval", "Pending approval", "To approve", "Unapproved",
        "Not approved", "En attente de validation", "En attente d'approbation", "Non validé", "Parked",
        "Préenregistré", "Unposted", "Not posted", "Non comptabilisé", "Estimate", "Quote", "Devis",
        "En cours de saisie", "À émettre", "À envoyer", "To send", "Planifié", "Scheduled", "Simulation", "Simulé",
        "Recurring template", "In preparation", "Not issued", "Non émis", "Saved", "Held", "New draft",
        "Awaiting authorisation", "Awaiting authorization", "Non finalisé", "Not finalized", "Non définitif",
    ),
    Standing.LOST: (
        "Written off", "Write off", "Uncollectible", "Irrécouvrable", "Perte", "Passé en perte", "Bad debt",
        "Créance irrécouvrable", "Passé en irrécouvrable", "Forgiven", "Waived", "En perte",
        "Passé en pertes et profits", "Perdu", "Perte sèche", "Uncollectable", "Charged off",
    ),
    Standing.PARTIAL: (
        "Partially paid", "Partial", "Partially", "Partly paid", "Part paid", "Partial payment", "Paid partially",
        "Partiel", "Partiellement payé", "Partiellement réglé", "Partiellement soldé", "Partiellement lettré",
        "Payé partiellement", "Réglé partiellement", "Payé en partie", "Réglé en partie", "Règlement commencé",
        "Règlement partiel", "Paiement partiel", "Paiement commencé", "Règlement en cours", "Partially applied",
        "Partially settled", "Partially cleared", "Acompte versé", "Acompte reçu", "Deposit paid",
        "Partiellement encaissé", "Commencé", "Fermé payé partiellement", "Underpaid", "Short paid",
        "Partially closed", "En partie payé", "Incomplet",
    ),
    Standing.DUE: (
        "Impayé", "Unpaid", "Not paid", "Non payé", "Non réglé", "Non soldé", "Non lettré", "Non encaissé",
        "Overdue", "Past due", "Late", "En retard", "Échu", "Non échu", "À échoir", "À échéance", "À payer",
        "À régler", "À encaisser", "En attente", "En attente de paiement", "En attente de règlement",
        "En attente d'encaissement", "En attente paiement", "Awaiting payment", "Pending", "Pending payment",
        "Payment pending", "Payment due", "Payment requested", "Due", "Due today", "Due later", "Due in",
        "Due in days", "Due on", "Not due", "Not yet due", "Open", "Ouvert", "Outstanding", "Unsettled",
        "Not settled", "Uncleared", "Unapplied", "Non rapproché", "Opened", "Reminded", "Relancé", "Relance",
        "En relance", "Litige", "En litige", "Disputed", "In dispute", "Contesté", "Contentieux", "En contentieux",
        "In collection", "In collections", "Collection", "Recouvrement", "En recouvrement", "Retry", "Failed",
        "Payment failed", "Échec de paiement", "Rejeté au paiement", "Reste dû", "En retard de paiement",
        "Paiement en retard", "Overdue by days", "Overdue days", "Past due days", "En retard de jours",
        "Échu depuis jours", "Days overdue", "Days late", "Unpaid late", "Impayé en retard", "Promised",
        "Promesse de paiement", "Owing", "Debt", "Non paid", "To pay", "To be paid", "To collect", "Receivable",
        "Requires payment method", "Requires action", "Incomplete payment", "Payable", "Awaiting", "Unreconciled",
        "Unmatched", "Facture impayée", "Non acquitté", "Mise en demeure", "À relancer", "Échéance dépassée",
        "Current", "Courant", "Upcoming", "À venir", "Reste à payer", "Prélèvement en cours", "Virement en cours",
        "Procédure collective", "Uncollected", "Douteux", "Client douteux", "Reminder sent", "Not yet paid",
        "Awaiting collection", "Non recouvré", "Date dépassée", "À lettrer", "Non affecté", "À rembourser",
        "À affecter", "To refund", "Unallocated",
    ),
    Standing.NEUTRAL: (
        "Sent", "Envoyé", "Viewed", "Vu", "Posted", "Comptabilisé", "Validé", "Validated", "Authorised",
        "Authorized", "Approved", "Approuvé", "Émis", "Issued", "Confirmed", "Confirmé", "Finalized", "Finalisé",
        "Définitif", "Final", "En cours", "In progress", "Transmis", "Transmitted", "Déposé", "Reçu", "Delivered",
        "Livré", "Mise à disposition", "Accepted", "Accepté", "Active", "Actif", "Facturé", "Invoiced", "Enregistré",
        "Recorded", "Imprimé", "Printed", "Transféré", "Exporté", "Exported", "Archivé", "Archived", "Emailed",
        "Processed", "Normal", "Standard", "Prise en charge", "Released", "Registered", "Saisi", "Non envoyé",
        "Not sent", "Unsent", "Edité", "Nouveau", "New", "Sent to customer", "Delivered to customer",
        "Partially delivered", "OK", "Créé", "Created", "Bloqué", "Traité", "On hold", "En suspens",
    ),
}  # fmt: skip
_FILLERS = frozenset((
    "days", "day", "jours", "jour", "j", "d", "ago", "since", "depuis", "by", "par", "on", "in", "dans", "il", "y",
    "with", "avec", "eur", "usd", "invoice", "facture", "customer", "client", "card", "carte", "virement", "cheque",
    "transfer", "check", "prelevement", "especes", "cash", "hors", "delai", "delais", "avance",
    "ailleurs", "elsewhere", "eme", "er", "ere", "nd", "rd", "th", "st", "janvier", "fevrier", "mars", "avril", "mai",
    "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december",
))  # fmt: skip
_ENDINGS = re.compile(r"[(](e|s|es)[)]", re.IGNORECASE)
_REMARK = re.compile(r"\s*(,|;|/|[(]| [-–—] ).*$")
_PART = re.compile(r"\bpart(iel|ial|ly|ie)", re.IGNORECASE)
_SHARE = re.compile(r"(?<![0-9])(?!100)[0-9]{1,3}([.,][0-9]+)? ?%")


def standing_of(text: str, said: Mapping[str, Standing]) -> Standing | None:
    """The standing a status word says: the mapping's, else by its usual names; None when it is not known.

    >>> standing_of("Payée", {}), standing_of("Overdue by 12 days", {}), standing_of("Payée à 50 %", {})
    (<Standing.SETTLED: 'settled'>, <Standing.DUE: 'due'>, <Standing.PARTIAL: 'partial'>)
    >>> standing_of("Non payée", {}), standing_of("Sous réserve", {})
    (<Standing.DUE: 'due'>, None)
    """
    if text in said:
        return said[text]
    if _SHARE.search(text):
        return Standing.PARTIAL
    text = _ENDINGS.sub("", text)
    found = _by_stems(text)
    if found is None and _PART.search(text):
        return Standing.PARTIAL
    return found or _by_stems(_REMARK.sub("", text))


def _by_stems(text: str) -> Standing | None:
    stems = [stem for stem in _stems(text) if not stem.isdigit()]
    bare = [stem for stem in stems if stem not in _FILLER_STEMS]
    return _BY_STEMS.get(tuple(stems)) or _BY_STEMS.get(tuple(bare))


def _stems(text: str) -> list[str]:
    """The words of a status without gender and number: payé, payée, payés and payées are one."""
    return [re.sub(r"(?<=[a-z]{2})[es]+$", "", word) for word in plain(text).split()]


_FILLER_STEMS = frozenset(stem for word in _FILLERS for stem in _stems(word))
_BY_STEMS = {tuple(_stems(word)): standing for standing, words in _WORDS.items() for word in words}
