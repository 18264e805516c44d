"""What the words of a line say of money that goes back: returned, cancelled, refunded."""

from __future__ import annotations

import re
import unicodedata

from encours.book.natures import Nature

# In this order: "Rejet du remboursement" is a return, "Remboursement suite à annulation" a refund.
_WORDS: tuple[tuple[Nature, re.Pattern[str]], ...] = (
    (
        Nature.RETURNED,
        re.compile(
            r"\bimpaye|\brejet|\bnsf\b|\binsufficient|\brefus(e|ed)?\b|\bopposition\b|\bbounced?\b|\bunpaid\b"
            r"|\bdishonou?r|\bchargeback|\breturned\b|\bsans provision|\bincident (de )?paiement|\brlcr\b"
            r"|\b(retour|return) (de |du |of )?(cheque|check|cheq|chq|prlv|prelevement|virement|lcr|traite|effet"
            r"|payment|direct debit|sepa|bank)"
            r"|\b(imp|rej|ret)\.? (chq|cheque|prlv|prelevement|lcr|vir|virement|effet|sepa|traite)|^(imp|rej)[ -]?\d"
        ),
    ),
    (
        Nature.REFUND,
        re.compile(
            r"\brembours|\brefund|\btrop[ -]?(percu|verse|paye)|\boverpa|\brestitution"
            r"|\b(rbt|rbmt|rmbt|remb|rembt|rembst|rbst)\b"
        ),
    ),
    (
        Nature.CANCELLED,
        re.compile(
            r"\bannul|\bextourn|\bcontre[ -]?pass|\bcancel|\bvoid|\brevers|\bstorno|\berreur|\bcorrection"
        ),
    ),
    (Nature.RETURNED, re.compile(r"\bretour|\breturn")),
)


def nature_of(*texts: str) -> Nature | None:
    """
    >>> nature_of("Impayé CHQ1"), nature_of("Remboursement AV1"), nature_of("Annulation règlement"), nature_of("VIR")
    (<Nature.RETURNED: 'returned'>, <Nature.REFUND: 'refund'>, <Nature.CANCELLED: 'cancelled'>, None)
    """
    known = [folded(text) for text in texts if text]
    for nature, words in _WORDS:
        if any(words.search(text) for text in known):
            return nature
    return None


def mentions(text: str, reference: str) -> bool:
    """Whether a text names a document, as a word of its own; what has no figure is no number.

    >>> mentions("Impayé CHQ1 du 12/03", "CHQ1"), mentions("Impayé CHQ12", "CHQ1"), mentions("Rejet VIR", "VIR")
    (True, False, False)
    """
    wanted = folded(reference)
    if len(wanted) < 2 or not any(c.isdigit() for c in wanted):
        return False
    return re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", folded(text)) is not None


def folded(text: str) -> str:
    """Lower case, without accents."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in letters if not unicodedata.combining(c))
