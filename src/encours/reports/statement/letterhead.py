"""The paper of an entity: who writes, where it is paid, what the law wants said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`address` and `legal` may have several lines. `logo` is a picture of the kind `logo_kind` says (`png`, `jpg`,
    `svg`), "" without one. `language` is that of the letters to customers of whom none is known: `fr`, `en`, or "" for
    that of who asks."""

    name: str = ""
    address: str = ""
    logo: bytes = b""
    logo_kind: str = ""
    iban: str = ""
    bic: str = ""
    bank: str = ""
    legal: str = ""
    language: str = ""
