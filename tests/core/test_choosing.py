"""An officer is chosen by what is typed: the whole words, the name, or parts of it; never by a list of thousands."""

import pytest
from django import forms
from django.http import QueryDict

from core.choosing import OfficerChoice, OfficersChoice, offer

OFFICERS = [
    ("1", "Ada Hart, 4711, sergeant, Response team 1"),
    ("2", "Ada Hartley, 4712, response officer, Response team 2"),
    ("3", "Bo Li, CRU officer, CRU"),
]


class Form(forms.Form):
    """Two who are chosen, and several."""

    one = OfficerChoice(label="Who?", help_text="They accept it.")
    other = OfficerChoice(label="Who else?", required=False)
    several = OfficersChoice(label="Who may see it?", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, OFFICERS, "one", "other", "several")


def chosen(typed):
    """Return the form after something was typed."""
    form = Form(QueryDict(f"one={typed}"))
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("typed", "officer"),
    [
        ("Ada Hart, 4711, sergeant, Response team 1", "1"),
        ("ada  hart", "1"),
        ("4712", "2"),
        ("response 2", "2"),
        ("hart sergeant", "1"),
        ("cru", "3"),
        ("3", "3"),
    ],
)
def test_whoever_is_meant_is_found_by_words_name_number_or_unit(typed, officer):
    assert chosen(typed).cleaned_data["one"] == officer


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "required"),
        ("hart", "Several officers fit “hart”: Ada Hart, 4711, sergeant, Response team 1; Ada Hartley, 4712"),
        ("Zoe", "Nobody who can be chosen here fits “Zoe”"),
        ("99", "Nobody who can be chosen here fits “99”"),
    ],
)
def test_what_means_nobody_or_several_is_refused_with_who_they_are_and_stays_typed(typed, sentence):
    form = chosen(typed)

    assert sentence in form.errors["one"][0]
    assert f'value="{typed}"' in str(form["one"])


def test_an_identifier_is_shown_as_words():
    assert 'value="Bo Li, CRU officer, CRU"' in str(Form(initial={"one": "3"})["one"])
    assert 'value="Bo Li, CRU officer, CRU"' in str(chosen("3")["one"])


def test_the_suggestions_stand_once_on_a_page_whatever_the_number_of_inputs():
    form = Form()
    page = f"{form['one']}{form['other']}{form['several']}"

    assert page.count("<datalist") == 1 and page.count("Bo Li") == 1
    assert page.count('list="one-among"') == 2 + 10


def test_it_is_said_how_one_is_chosen():
    assert Form().fields["one"].help_text.startswith("They accept it. Type a name")


def test_several_are_named_each_once_with_boxes_to_spare():
    form = Form(QueryDict("one=3&several=4711&several=&several=bo&several=Ada Hart"))

    assert form.is_valid() and form.cleaned_data["several"] == ["1", "3"]
    assert str(form["several"]).count("<input") == 10


def test_one_of_several_that_means_nobody_is_refused():
    form = Form(QueryDict("one=3&several=4711&several=Zoe"))

    assert not form.is_valid() and "“Zoe”" in form.errors["several"][0]
