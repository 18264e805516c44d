"""Actions that reach a customer, as the facts about what they bring read them."""

from __future__ import annotations

from encours.cube.facts.beside import Column

UNSENT = ("note", "status")  # kinds of action by which nobody is reached
REACHING = f"(a.deed IS NULL OR a.deed NOT IN ({', '.join(map(repr, UNSENT))}))"
# The dimensions of an action, which no item has.
OF_ACTIONS = frozenset({"author", "action_kind", "action_channel", "level", "automatic"})
COLUMNS = {
    "action": Column("f.action"),
    "author": Column("f.author"),
    "action_kind": Column("f.deed"),
    "action_channel": Column("f.channel"),
    "level": Column("f.level"),
    "done_on": Column("f.done_on"),
}
