"""The notes people leave and the next steps they plan, in the language of their company. Every sentence is invented."""

from __future__ import annotations

from decimal import Decimal

from encours.demo.group.pieces import Account

Words = dict[str, tuple[str, ...]]

_FRENCH: Words = {
    "no_answer": ("Pas de réponse au standard.", "Sonne dans le vide, rappeler le matin."),
    "message_left": ("Message laissé sur le répondeur.", "Message transmis à l’assistante."),
    "reached": (
        "Factures bien reçues, en attente de validation du responsable.",
        "Le règlement part avec la prochaine campagne de paiement.",
        "Relevé de compte renvoyé pendant l’appel, pointage en cours.",
        "Trésorerie tendue ce mois-ci, reste coopératif.",
    ),
    "call_back": ("Demande à être rappelé après la clôture.", "Le comptable est absent, rappeler."),
    "copy_asked": ("Duplicata demandé et envoyé.", "N’a pas le bon de livraison : copie envoyée."),
    "paid_already": ("Annonce le virement déjà émis.", "Virement lancé hier selon la comptabilité."),
    "refused": ("Refuse de se prononcer sur une date.", "Renvoie vers le gérant, injoignable."),
    "promised": ("S’engage à régler {amount} au {day}.", "Règlement de {amount} annoncé pour le {day}."),
    "broken": ("Rien reçu de la promesse du {day} : relancé.", "Promesse du {day} non tenue."),
    "disputed": ("Conteste la facture : {cause}.", "Bloque le paiement, motif : {cause}."),
    "credit_note": ("Litige clos : avoir émis, le solde redevient exigible.",),
    "partial": ("Litige clos : geste commercial accordé, le solde est dû.",),
    "upheld": ("Litige clos : réclamation rejetée, facture due en totalité.",),
    "plan": ("Échéancier accepté, {amount} par le {day}.",),
    "visit": ("Point sur place avec la comptabilité, relevé signé.", "Visite avec le commercial du compte."),
    "written": ("Relevé de compte envoyé.", "Courriel récapitulatif avec copies des factures."),
    "legal": ("Dossier transmis au contentieux.",),
    "note": ("Changement de comptable annoncé.", "Portail fournisseur à utiliser pour les factures."),
    "step": ("Rappeler", "Vérifier le virement", "Relancer par écrit", "Envoyer le relevé de compte"),
    "check": ("Vérifier le règlement promis",),
    "chase": ("Relancer la réponse : {owner}",),
}
_ENGLISH: Words = {
    "no_answer": ("No answer from the switchboard.", "Rang out, try in the morning."),
    "message_left": ("Left a voicemail.", "Message left with a colleague."),
    "reached": (
        "Invoices received, waiting for sign-off.",
        "Payment will go with the next run.",
        "Statement sent again during the call, being checked.",
        "Cash is tight this month, still cooperative.",
    ),
    "call_back": ("Asks to be called after month end.", "Ledger clerk away, call again."),
    "copy_asked": ("Copy invoice asked for and sent.", "Proof of delivery missing: copy sent."),
    "paid_already": ("Says the transfer has gone.", "Paid yesterday according to accounts."),
    "refused": ("Will not give a date.", "Refers us to the owner, who is unreachable."),
    "promised": ("Will pay {amount} by {day}.", "Payment of {amount} announced for {day}."),
    "broken": ("Nothing received for the promise of {day}: chased.", "Promise of {day} not kept."),
    "disputed": ("Contests the invoice: {cause}.", "Payment blocked, reason: {cause}."),
    "credit_note": ("Dispute closed: credit note issued, the rest is due again.",),
    "partial": ("Dispute closed: goodwill credit given, the rest is due.",),
    "upheld": ("Dispute closed: claim rejected, the invoice is due in full.",),
    "plan": ("Instalments agreed, {amount} by {day}.",),
    "visit": ("Met accounts on site, statement agreed.", "Visit together with sales."),
    "written": ("Statement sent.", "Summary sent with copies of the invoices."),
    "legal": ("Handed over to the lawyers.",),
    "note": ("New ledger clerk announced.", "Invoices must go through their supplier portal."),
    "step": ("Call again", "Check the transfer", "Chase in writing", "Send the statement"),
    "check": ("Check the payment promised",),
    "chase": ("Chase the answer: {owner}",),
}


def words(account: Account) -> Words:
    """Those of the company that has the account."""
    return _ENGLISH if _english(account) else _FRENCH


def spelt(account: Account, amount: Decimal) -> str:
    """An amount as they write it: 1,234.50 or 1 234,50."""
    written = f"{amount:,.2f}"
    return written if _english(account) else written.translate({ord(","): " ", ord("."): ","})


def _english(account: Account) -> bool:
    return account.company.code == "GB01"
