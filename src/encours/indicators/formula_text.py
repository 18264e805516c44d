"""The text of a user-defined indicator, read into a tree: numbers, measures, four operations, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from encours.cube.measures import BY_NAME, PUBLISHED
from encours.cube.spoken import hint
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.formula_tree import (
    DAYS,
    FUNCTIONS,
    SPOKEN_MOMENTS,
    Call,
    Chain,
    Negated,
    Number,
    Reference,
    Tree,
)
from encours.indicators.record import When

LONGEST = 500
DEEPEST = 20
DIGITS = 15
MOMENTS = ("start", "year")
WORDS = (*PUBLISHED, DAYS, *FUNCTIONS)

_TOKEN = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[^\W\d_][\w]*)|(?P<sign>[-+*/(),@])")
_BLANK = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula and where it begins, counted from 1; the last one is empty."""

    kind: str
    text: str
    at: int


def parse(text: str) -> Tree:
    """The tree of a formula such as `(overdue - disputed) / sales * days` or `net - net@start`.

    A measure alone is taken on the date (flows: over the window); `@start` before the window, for positions;
    `@year` over twelve months, for flows. UsageError says at which character the formula is not understood.
    """
    if len(text) > LONGEST:
        raise UsageError(_("A formula has at most {0} characters, not {1}.").format(LONGEST, len(text)))
    reader = _Reader(_tokens(text))
    tree = reader.sum()
    if reader.next.kind != "end":
        raise reader.unexpected()
    return tree


def _tokens(text: str) -> list[Token]:
    found, at = [], _skipped(text, 0)
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise UsageError(
                _("Character {0}: {1} has no place in a formula.").format(at + 1, _quoted(text[at]))
            )
        found.append(Token(str(token.lastgroup), token[0], at + 1))
        at = _skipped(text, token.end())
    return [*found, Token("end", "", len(text) + 1)]


def _skipped(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


class _Reader:
    """Reads tokens from left to right, one function for each level of the grammar."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._place, self._depth = tokens, 0, -1  # the whole formula is inside nothing

    @property
    def next(self) -> Token:
        return self._tokens[self._place]

    def sum(self) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            message = _("Character {0}: more than {1} parentheses or signs inside one another.")
            raise UsageError(message.format(self.next.at, DEEPEST))
        parts = [("+", self._product())]
        while self.next.text in ("+", "-"):
            parts.append((self._take().text, self._product()))
        self._depth -= 1
        return parts[0][1] if len(parts) == 1 else Chain(tuple(parts))

    def _product(self) -> Tree:
        parts = [("*", self._signed())]
        while self.next.text in ("*", "/"):
            parts.append((self._take().text, self._signed()))
        return parts[0][1] if len(parts) == 1 else Chain(tuple(parts))

    def _signed(self) -> Tree:
        minus = False
        while self.next.text == "-":
            self._take()
            minus = not minus
        tree = self._atom()
        return Negated(tree) if minus else tree

    def _atom(self) -> Tree:
        token = self.next
        if token.kind == "number":
            return self._number(self._take())
        if token.kind == "name":
            return self._named(self._take())
        if token.text != "(":
            raise self.unexpected()
        self._take()
        inside = self.sum()
        self._expect(")")
        return inside

    def _number(self, token: Token) -> Tree:
        if len(token.text.replace(".", "")) > DIGITS:
            raise UsageError(_("Character {0}: a number has at most {1} digits.").format(token.at, DIGITS))
        return Number(Decimal(token.text))

    def _named(self, token: Token) -> Tree:
        if token.text in FUNCTIONS:
            return self._call(token)
        if token.text == DAYS:
            return Reference(DAYS, When.WINDOW)
        if token.text not in PUBLISHED:
            raise UsageError(_unknown(token))
        flow = BY_NAME[token.text].flow
        if self.next.text != "@":
            return Reference(token.text, When.WINDOW if flow else When.END)
        self._take()
        return Reference(token.text, self._moment(token, flow))

    def _moment(self, of: Token, flow: bool) -> When:
        token = self.next
        if token.text not in MOMENTS:
            raise UsageError(_("Character {0}: after @ comes {1} or {2}.").format(token.at, *_moments()))
        if flow and token.text == "start":
            message = _(
                "Character {0}: {1} is summed over days, it has no value at the start. Write {1}@year."
            )
            raise UsageError(message.format(token.at, of.text))
        if not flow and token.text == "year":
            message = _("Character {0}: {1} is a position, not summed over a year. Write {1}@start.")
            raise UsageError(message.format(token.at, of.text))
        self._take()
        return When(token.text)

    def _call(self, function: Token) -> Tree:
        self._expect("(")
        arguments = [self.sum()]
        while self.next.text == ",":
            self._take()
            arguments.append(self.sum())
        self._expect(")")
        wanted = FUNCTIONS[function.text]
        if len(arguments) != wanted:
            message = _("Character {0}: {1} takes {2} values, not {3}.")
            raise UsageError(message.format(function.at, function.text, wanted, len(arguments)))
        return Call(function.text, tuple(arguments))

    def _take(self) -> Token:
        token = self.next
        self._place += 1
        return token

    def _expect(self, text: str) -> None:
        if self.next.text != text:
            message = _("Character {0}: {1} is expected, not {2}.")
            raise UsageError(message.format(self.next.at, text, _quoted(self.next.text)))
        self._take()

    def unexpected(self) -> UsageError:
        token = self.next
        if token.kind == "end":
            return UsageError(_("Character {0}: the formula is not finished.").format(token.at))
        message = _("Character {0}: {1} is not expected here.")
        return UsageError(message.format(token.at, _quoted(token.text)))


def _unknown(token: Token) -> str:
    near = hint(token.text, WORDS, {name: BY_NAME[name].label for name in PUBLISHED})
    return _("Character {0}: there is no measure {1}.").format(token.at, _quoted(token.text)) + " " + near


def _moments() -> tuple[str, str]:
    """The two moments a measure may be taken at, in the words of the reader."""
    start, year = (_(said).lstrip("@") for said in SPOKEN_MOMENTS.values())
    return start, year


def _quoted(text: str) -> str:
    return repr(text[:40])
