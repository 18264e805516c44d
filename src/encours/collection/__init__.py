"""Whom to work on first, and why: facts of each customer in, ranked proposals with their reasons out."""

from encours.collection.facts import BUCKETS, Facts
from encours.collection.proposals import Factor, Proposal, proposals
from encours.collection.ranking import Line, line_of, ranked
from encours.collection.reasons import Reason, doing, reasons, why_not

__all__ = [
    "BUCKETS",
    "Factor",
    "Facts",
    "Line",
    "Proposal",
    "Reason",
    "doing",
    "line_of",
    "proposals",
    "ranked",
    "reasons",
    "why_not",
]
