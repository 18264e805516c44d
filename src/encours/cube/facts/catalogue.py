"""Every fact, in the order they are made of one another."""

from __future__ import annotations

from encours.cube.facts.action import ACTION
from encours.cube.facts.attribution import FIRST, LAST, LINEAR
from encours.cube.facts.billing import BILLING
from encours.cube.facts.chase import CHASE
from encours.cube.facts.dispute import DISPUTE
from encours.cube.facts.due import DUE
from encours.cube.facts.fact import Fact
from encours.cube.facts.position import POSITION
from encours.cube.facts.promise import AWAITED, PROMISE
from encours.cube.facts.reach import REACH
from encours.cube.facts.recovery import RECOVERY
from encours.cube.facts.reminded import REMINDED
from encours.cube.facts.settlement import SETTLEMENT

CATALOGUE: tuple[Fact, ...] = (
    POSITION,
    BILLING,
    SETTLEMENT,
    DUE,
    RECOVERY,
    DISPUTE,
    PROMISE,
    AWAITED,
    ACTION,
    LAST,
    FIRST,
    LINEAR,
    CHASE,
    REACH,
    REMINDED,
)
