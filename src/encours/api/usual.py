"""What a company chose once for all its figures: used wherever a question does not say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Usual:
    """`settings` of every figure (`window`, `edges`), those `of` one figure alone (the `k` of `on_time_rate`), and the
    currency; all empty, each figure is as its definition says."""

    settings: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str = ""


AS_DEFINED = Usual()
