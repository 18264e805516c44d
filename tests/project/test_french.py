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
    missing = [f"{place(m)}: {m.id}" for m in SENTENCES if m.id and not french(m)]
    assert missing == [], "translate these in encours.po, then: make messages"


def test_the_catalogue_holds_nothing_that_the_code_no_longer_says() -> None:
    sentences = {str(message.id) for message in SENTENCES}
    assert [m.id for m in CATALOGUE if str(m.id) not in sentences] == [], "run: make messages"


def test_no_translation_is_a_guess_left_to_confirm() -> None:
    assert [m.id for m in CATALOGUE if m.id and m.fuzzy] == []


def test_what_is_filled_in_at_run_time_is_the_same_in_french() -> None:
    lost = [
        m.id
        for m in CATALOGUE
        for english, french_one in zip(said(m), messages.strings(m), strict=True)
        if fields(english) != fields(french_one)
    ]
    assert lost == []


def test_an_apostrophe_is_that_of_print() -> None:
    straight = [form for m in CATALOGUE for form in messages.strings(m) if re.search(r"\w'\w", form)]
    assert straight == [], "write ’"


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with messages.FRENCH.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    stale = [m.id for m in CATALOGUE if m.id and told(compiled, m) != messages.strings(m)]
    extra = {key[0] if isinstance(key, tuple) else key for key in compiled._catalog} - {
        said(m)[0] for m in CATALOGUE
    }
    assert (stale, extra) == ([], set()), "run: make messages"


def test_fields_are_found_in_both_ways_of_writing_them() -> None:
    assert fields("{0} of {name:>3}: %d, %(n)s, 50 %%") == sorted(["0", "name", "%d", "%(n)s"])


def french(sentence: Message) -> bool:
    message = CATALOGUE.get(sentence.id)
    return message is not None and all(messages.strings(message))


def said(message: Message) -> tuple[str, ...]:
    """The sentence in English: of one and of several where it counts."""
    return tuple(message.id) if isinstance(message.id, tuple | list) else (str(message.id),)


def told(compiled: GNUTranslations, message: Message) -> tuple[str, ...]:
    forms = said(message)
    if len(forms) == 1:
        return (compiled.gettext(forms[0]),)
    return tuple(compiled.ngettext(*forms, count) for count in (1, 2))


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
