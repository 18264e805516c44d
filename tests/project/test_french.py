"""Every sentence a person reads exists in French, complete and compiled."""

from __future__ import annotations

import re
import string
from gettext import GNUTranslations

from babel.messages.catalog import Message

from tools import messages

CATALOGUE = messages.read(messages.FRENCH)
SENTENCES = messages.sentences()


def test_every_sentence_has_its_french_translation() -> None:
    missing = [f"{place(m)}: {m.id}" for m in SENTENCES if m.id and not french(str(m.id))]
    assert missing == [], "translate these in encours.po, then: make messages"


def test_the_catalogue_holds_nothing_that_the_code_no_longer_says() -> None:
    said = {str(message.id) for message in SENTENCES}
    assert [m.id for m in CATALOGUE if str(m.id) not in said] == [], "run: make messages"


def test_no_translation_is_a_guess_left_to_confirm() -> None:
    assert [m.id for m in CATALOGUE if m.id and m.fuzzy] == []


def test_what_is_filled_in_at_run_time_is_the_same_in_french() -> None:
    lost = [m.id for m in CATALOGUE if m.string and fields(str(m.id)) != fields(str(m.string))]
    assert lost == []


def test_an_apostrophe_is_that_of_print() -> None:
    straight = [m.string for m in CATALOGUE if re.search(r"\w'\w", str(m.string))]
    assert straight == [], "write ’"


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with messages.FRENCH.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    stale = [m.id for m in CATALOGUE if m.id and m.string and compiled.gettext(str(m.id)) != m.string]
    extra = {str(key) for key in compiled._catalog} - {str(m.id) for m in CATALOGUE}
    assert (stale, extra) == ([], set()), "run: make messages"


def test_fields_are_found_in_both_ways_of_writing_them() -> None:
    assert fields("{0} of {name:>3}: %d, %(n)s, 50 %%") == sorted(["0", "name", "%d", "%(n)s"])


def french(sentence: str) -> str:
    message = CATALOGUE.get(sentence)
    return str(message.string) if message and message.string else ""


def place(message: Message) -> str:
    return ", ".join(sorted({file for file, _ in message.locations}))


def fields(sentence: str) -> list[str]:
    """Names to be filled in, whatever their order in the sentence: `{name}`, `%(name)s`, `%d`."""
    percent = re.findall(r"%(?:\(\w+\))?[sd]", sentence.replace("%%", ""))
    try:
        braces = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
    except ValueError:
        braces = []
    return sorted(percent + braces)
