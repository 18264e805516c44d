"""An act recorded in English words is read in the reader's language."""

from __future__ import annotations

import pytest


def test_every_act_is_told_in_french() -> None:
    from encours.i18n import speaking
    from encours.web.audit import labels
    from encours.web.workflow.acts import ALL

    with speaking("fr"):
        english = {words for words in ALL if labels.said(words) == words}
    assert english == set()


def test_no_two_acts_have_the_same_words() -> None:
    from encours.web.workflow import acts

    declared = [one for one in vars(acts).values() if isinstance(one, acts.Act)]
    assert len(declared) == len(acts.ALL) > 40


@pytest.mark.parametrize(
    ("what", "said"),
    [("audit", "Audit trail"), ("rest:show", "API · show"), ("key made", "key made"), ("?", "?")],
)
def test_pages_and_operations_are_told_by_their_names(what: str, said: str) -> None:
    from encours.i18n import speaking
    from encours.web.audit import labels

    with speaking("en"):
        assert labels.said(what) == said


def test_every_address_that_someone_signed_in_may_ask_has_words(db: None) -> None:
    from encours.web.audit.labels import INTERFACE, SEEN
    from encours.web.workflow.trail.record import SILENT
    from tests.web.addresses import NAMELESS, names

    apart = (INTERFACE, *NAMELESS)
    wordless = [name for name in names() if name not in SEEN and not name.startswith(apart)]
    assert [name for name in wordless if name not in SILENT] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_of_signing_in_has_words_in_both_languages(db: None, language: str) -> None:
    from encours.i18n import speaking
    from encours.web.audit.labels import said
    from encours.web.people.sign_urls import urlpatterns

    with speaking("en"):
        english = {pattern.name: said(pattern.name) for pattern in urlpatterns}
    with speaking(language):
        told = {pattern.name: said(pattern.name) for pattern in urlpatterns}
    assert [name for name, words in told.items() if words == name] == []
    assert len(set(told.values())) == len(urlpatterns) > 25
    assert language == "en" or not [name for name, words in told.items() if words == english[name]]


def test_what_an_act_changed_is_told_in_words_and_what_stayed_is_not() -> None:
    from encours.i18n import speaking
    from encours.web.audit.labels import changed

    fields = {
        "due_on": ("2026-12-04", "2026-12-11"),
        "made_on": ("2026-11-20", "2026-11-20"),
        "comment": (None, ""),
        "channel": ("", "phone"),
        "withdrawn": (None, True),
        "rows": (None, 3),
    }
    with speaking("en"):
        assert changed(fields) == [
            ("Promised for", "4 Dec 2026", "11 Dec 2026"),
            ("Channel", "", "telephone"),
            ("Taken back", "", "yes"),
            ("Rows", "", "3"),
        ]
    assert changed({"withdrawn": (None, False)}) == []
