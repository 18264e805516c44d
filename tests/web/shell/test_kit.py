"""What pages are made of: the head of a page, forms, deeds, buttons that post, lists of choices."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = '{% extends "shell/page.html" %}{% block title %}Promises{% endblock %}'
WEB = Path(__file__).parents[3] / "src" / "encours" / "web"


def drawn(source: str, **context: Any) -> str:
    """The page or part, its spaces made one."""
    from django.template import engines

    text = engines["django"].from_string(source).render({"csrf_token": "T", **context})
    return re.sub(r">\s+|\s+<", lambda space: space[0].strip(), re.sub(r"\s+", " ", text)).strip()


def test_a_page_says_its_title_once_and_shows_it_twice() -> None:
    page = drawn(PAGE)
    assert "<title>Promises· Encours</title>" in page.replace(" ·", "·")
    assert '<div class="pagehead"><div><h1>Promises</h1></div></div>' in page


def test_what_a_page_does_not_fill_leaves_no_empty_place() -> None:
    nothing = "{% block actions %} {% if False %}<a>x</a>{% endif %} {% endblock %}"
    head = drawn(PAGE + nothing)
    assert 'class="acts"' not in head
    assert 'class="quick"' not in head


def test_each_part_of_the_head_has_its_place() -> None:
    blocks = {"crumbs": "<a>All</a>", "heading": "<b>One</b>", "lead": "As of today", "actions": "<a>Go</a>"}
    head = drawn(
        PAGE + "".join(f"{{% block {name} %}}{text}{{% endblock %}}" for name, text in blocks.items())
    )
    assert '<p class="quick"><a>All</a></p>' in head
    assert "<h1><b>One</b></h1><p>As of today</p>" in head
    assert '<div class="acts"><a>Go</a></div>' in head


def test_the_head_does_not_change_what_the_page_calls_by_the_same_name() -> None:
    page = PAGE + "{% block heading %}H{% endblock %}{% block content %}[{{ heading }}]{% endblock %}"
    assert "[mine]" in drawn(page, heading="mine")


def test_a_title_is_escaped_where_it_is_shown() -> None:
    page = drawn('{% extends "shell/page.html" %}{% block title %}{{ name }}{% endblock %}', name="<b>&")
    assert page.count("&lt;b&gt;&amp;") == 2


def test_a_form_carries_its_token_and_its_pairs_and_says_how_to_leave_it() -> None:
    form = drawn('{% form "Save" action="/x/" cancel="/y/" act="rule" number=3 %}<i>f</i>{% endform %}')
    assert form.startswith('<form method="post" action="/x/" class="form">')
    assert 'name="csrfmiddlewaretoken" value="T"' in form
    assert (
        '<input type="hidden" name="act" value="rule"><input type="hidden" name="number" value="3">' in form
    )
    assert '<i>f</i><div class="r"><button class="btn primary">Save</button>' in form
    assert '<a class="btn" href="/y/">Cancel</a>' in form
    assert "action=" not in drawn('{% form "Save" %}{% endform %}')


def test_a_deed_asks_once_more() -> None:
    deed = drawn('{% deed "Remove" "/x/" danger=True %}<p>Really.</p>{% enddeed %}')
    assert '<summary class="btn danger">Remove</summary>' in deed
    assert deed.endswith('<p>Really.</p><button class="btn danger">Remove</button></form></details>')
    slim = drawn('{% deed "Remove" "/x/" confirm="Yes" slim=True open=True %}{% enddeed %}')
    assert slim.startswith('<details class="card in slim" open><summary>Remove</summary>')
    assert '<button class="btn">Yes</button>' in slim


def test_a_button_posts_and_is_called_by_its_own_name() -> None:
    button = drawn('{% post_button "/x/" icon="trash-2" css="btn icon" called=name version=2 %}', name='"a"')
    assert '<input type="hidden" name="version" value="2">' in button
    assert 'class="btn icon" aria-label="&quot;a&quot;"><svg' in button
    assert '<form method="post"><input' in drawn('{% post_button None "Again" %}')


@pytest.mark.parametrize("tag", ['form "Save" action=there', 'deed "Go" there', 'post_button there "Go"'])
def test_an_address_that_no_page_has_is_not_passed_over(tag: str) -> None:
    end = "" if tag.startswith("post") else "{% end" + tag.split()[0] + " %}"
    with pytest.raises(ValueError, match="no page has"):
        drawn("{% url 'nowhere' as there %}{% " + tag + " %}" + end)


def test_choices_are_escaped_and_one_is_chosen() -> None:
    choices = drawn("{% options pairs chosen %}", pairs=[("a", "A & B"), ("b", "B")], chosen="b")
    assert choices == '<option value="a">A &amp; B</option><option value="b" selected>B</option>'
    assert drawn("{% hidden pairs %}", pairs=[("q", '"')]) == '<input type="hidden" name="q" value="&quot;">'


def test_a_field_is_drawn_with_its_label_hint_and_errors() -> None:
    from django import forms

    class Form(forms.Form):
        name = forms.CharField(label="Name", help_text="As on the invoice.")
        on = forms.BooleanField(label="On", required=False)

    form = drawn('{% include "shell/fields.html" %}', form=Form({}))
    assert '<div class="stack"><label for="id_name">Name</label>' in form
    assert '<p class="helptext" id="id_name_helptext">As on the invoice.</p><ul class="errorlist"' in form
    assert 'aria-describedby="id_name_helptext id_name_error"' in form
    assert (
        '<div class="tickbox"><input type="checkbox" name="on" id="id_on"><label for="id_on">On</label>'
        in form
    )
    quiet = drawn('{% include "shell/field.html" with field=form.name quiet=True %}', form=Form({}))
    assert "errorlist" not in quiet


def test_the_head_of_a_page_is_written_in_one_place() -> None:
    places = [path.name for path in WEB.rglob("templates/**/*.html") if 'class="pagehead' in path.read_text()]
    assert places == ["page_head.html"]
