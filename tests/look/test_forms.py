"""What a form looks like: labels, hints, errors and kept input, as screen readers and officers meet them."""

from contextlib import suppress
from datetime import date
from importlib import import_module

import pytest
from django import forms
from django.template import engines

from core.doors import CommandForm
from core.fields import Choice, Choices, DateParts, LongText, speak_plainly
from tests.architecture.house import APPS
from tests.look.page import Page

ANSWERS = [("YES", "Yes"), ("NO", "No"), ("DONT_KNOW", "Don't know")]


class Report(forms.Form):
    groups = [("The victim", ["given_name", "born_on"])]

    command_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    given_name = forms.CharField(max_length=20, help_text="As she gives it herself")
    born_on = DateParts(label="Date of birth", past=True)
    email = forms.EmailField(required=False)
    children = forms.IntegerField(label="How many children?", min_value=0)
    words = LongText(label="What she said", help_text="Her own words", max_length=30)
    grade = forms.ChoiceField(choices=[("", "Choose"), ("HIGH", "High")])
    strangled = Choice(ANSWERS, label="Has he ever choked you?")
    relation = Choice([("A", "Partner"), ("B", "Ex-partner")], hints={"B": "At any time"}, inline=False)
    seen = Choices([("W", "Weapon"), ("C", "Children")], required=False)
    read_back = forms.BooleanField(label="I have read it back", help_text="Slowly")
    secret = forms.CharField(widget=forms.PasswordInput, label="Password")
    photograph = forms.FileField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)


def render(source, **context):
    return Page(engines["django"].from_string("{% load dacase %}" + source).render(context))


@pytest.fixture
def empty():
    return render("{{ form }}", form=Report())


TYPED = {
    "given_name": "Ann <b>",
    "born_on_day": "31",
    "born_on_month": "2",
    "born_on_year": "1990",
    "email": "nonsense",
    "children": "two",
    "words": "far too long " * 4,
    "strangled": "YES",
    "seen": ["C"],
    "secret": "never shown again",
}


@pytest.fixture
def sent():
    return render("{% error_summary form %}{{ form }}", form=Report(TYPED))


def test_every_input_has_a_label_of_its_own(empty):
    inputs = [one for one in empty.elements if one.tag in {"input", "select", "textarea"} and one["type"] != "hidden"]

    assert len(inputs) == 18
    for one in inputs:
        assert len(empty.all("label", **{"for": one["id"]})) == 1, one["name"]


def test_ids_are_never_used_twice(sent):
    ids = [one["id"] for one in sent.elements if one["id"]]

    assert len(ids) == len(set(ids))


def test_everything_that_describes_an_input_is_on_the_page(sent):
    described = [one for one in sent.elements if one["aria-describedby"]]

    assert len(described) >= 8
    for one in described:
        for id_ in one["aria-describedby"].split():
            assert sent.by_id(id_)


def test_hint_and_error_describe_the_input_in_that_order():
    page = render("{{ form.given_name.as_field_group }}", form=Report({}))

    field = page.by_id("id_given_name")
    assert field["aria-describedby"] == "id_given_name_helptext id_given_name_error"
    assert page.words(page.by_id("id_given_name_helptext")) == "As she gives it herself"
    assert page.words(page.by_id("id_given_name_error")) == "Error: Enter given name"


def test_an_error_says_so_to_those_who_cannot_see_red(sent):
    messages = sent.all("p", class_="govuk-error-message")
    hidden = [one for one in sent.all("span", class_="govuk-visually-hidden") if one.text == "Error:"]

    assert len(messages) == len(hidden) == 7


def test_what_was_typed_is_kept_and_escaped(sent):
    assert sent.by_id("id_given_name")["value"] == "Ann <b>"
    assert sent.by_id("id_email")["value"] == "nonsense"
    assert sent.by_id("id_children")["value"] == "two"
    assert sent.by_id("id_born_on_day")["value"] == "31"
    assert sent.by_id("id_words").text.strip() == ("far too long " * 4).strip()
    assert "checked" in sent.one("input", name="strangled", value="YES").attributes
    assert "checked" in sent.one("input", name="seen", value="C").attributes
    assert "checked" not in sent.one("input", name="seen", value="W").attributes


def test_a_password_is_not_sent_back(sent):
    assert sent.by_id("id_secret")["value"] == ""


def test_each_line_of_the_summary_leads_to_the_input_at_fault(sent):
    summary = [(one["href"], one.text) for one in sent.all("a")]

    assert summary == [
        ("#id_born_on_day", "Date of birth must be a real date"),
        ("#id_email", "Email must be an email address, such as name@example.org"),
        ("#id_children", 'The answer to "How many children?" must be a whole number'),
        ("#id_words", "What she said must be 30 characters or fewer"),
        ("#id_grade", "Choose grade"),
        ("#id_relation_0", "Choose relation"),
        ("#id_read_back", 'Tick "I have read it back" to go on'),
    ]
    for href, _ in summary:
        assert sent.by_id(href.removeprefix("#"))


def test_a_complaint_about_the_whole_form_is_in_summary_and_form():
    form = Report(TYPED)
    form.add_error(None, "Someone else must sign off your own assessment.")

    page = render("{% error_summary form %}{{ form }}", form=form)

    assert page.words(page.all("li")[0]) == "Someone else must sign off your own assessment."
    assert "Someone else must sign off" in page.all("p", class_="govuk-error-message")[0].text


def test_a_form_that_was_not_sent_has_no_summary():
    assert render("{% error_summary form nothing %}", form=Report()).elements == []


def test_a_refusal_stands_first_in_the_summary():
    page = render("{% error_summary form refused=refused %}", form=Report(TYPED), refused="The bail has ended.")

    assert page.words(page.all("li")[0]) == "The bail has ended."


def test_fields_of_a_group_share_a_legend(empty):
    legends = [empty.words(one) for one in empty.all("legend")]

    assert legends == ["The victim", "Date of birth", "Has he ever choked you?", "Relation", "Seen (optional)"]


def test_only_what_may_be_left_empty_says_optional(empty):
    marked = [empty.words(one) for one in empty.elements if one.tag in {"label", "legend"} and "(optional)" in one.text]

    assert marked == ["Email (optional)", "Seen (optional)", "Photograph (optional)"]


def test_a_search_form_need_not_say_optional():
    class Search(forms.Form):
        mark_optional = False
        name = forms.CharField(required=False)

    assert render("{{ form }}", form=Search()).one("label").text == "Name"


def test_what_another_answer_may_ask_for_is_not_called_optional():
    class Review(forms.Form):
        next_steps = LongText(label="What happens next?", conditional=True)

    assert Review({}).is_valid()
    assert render("{{ form }}", form=Review()).one("label").text == "What happens next?"


def test_few_short_answers_stand_side_by_side_unless_told_otherwise(empty):
    inline = [one for one in empty.all("div", class_="govuk-radios") if "govuk-radios--inline" in one["class"]]

    assert len(empty.all("div", class_="govuk-radios")) == 2
    assert [empty.words(one) for one in inline] == ["Yes No Don't know"]


def test_an_option_hint_describes_its_own_option(empty):
    option = empty.one("input", name="relation", value="B")

    assert empty.by_id(option["aria-describedby"]).text == "At any time"
    assert empty.one("input", name="relation", value="A")["aria-describedby"] == ""


def test_long_text_is_counted_but_never_cut_off(empty):
    box = empty.by_id("id_words")

    assert empty.one("div", class_="govuk-character-count")["data-maxlength"] == "30"
    assert "maxlength" not in box.attributes
    assert box["aria-describedby"] == "id_words-info id_words_helptext"
    assert empty.by_id("id_words-info").text == "You can enter up to 30 characters"


def test_long_text_counts_a_line_end_once():
    class Note(forms.Form):
        text = LongText(max_length=5)

    form = Note({"text": "ab\r\ncd"})

    assert form.is_valid()
    assert form.cleaned_data["text"] == "ab\ncd"


def test_numbers_are_typed_as_text_so_that_nothing_is_lost(empty):
    box = empty.by_id("id_children")

    assert (box["type"], box["inputmode"]) == ("text", "numeric")
    assert "min" not in box.attributes


def test_the_browser_keeps_no_copy_of_names(empty):
    for id_ in ("id_given_name", "id_email", "id_born_on_day", "id_words"):
        assert empty.by_id(id_)["autocomplete"] == "off"


def test_a_form_may_ask_for_help_from_the_browser():
    class SignIn(forms.Form):
        username = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))

    assert render("{{ form }}", form=SignIn()).by_id("id_username")["autocomplete"] == "username"


def test_label_size_is_for_the_page_and_not_for_the_input():
    class Question(forms.Form):
        why = forms.CharField(widget=forms.TextInput(attrs={"label_size": "l", "width": "10"}))

    page = render("{{ form }}", form=Question())

    assert "govuk-label--l" in page.one("label")["class"]
    assert "govuk-input--width-10" in page.by_id("id_why")["class"]
    assert not {"label_size", "width"} & page.by_id("id_why").attributes.keys()


def test_hidden_inputs_are_there_without_a_group(empty):
    assert empty.one("input", name="command_id")["type"] == "hidden"


def test_boxes_of_a_date_are_a_named_group(empty):
    group = empty.one("fieldset", role="group")

    assert group["aria-describedby"] == "id_born_on_helptext"
    assert [empty.by_id(f"id_born_on_{part}")["name"] for part in ("day", "month", "year")] == [
        "born_on_day",
        "born_on_month",
        "born_on_year",
    ]


def test_a_missing_year_marks_only_the_box_of_the_year():
    form = Report(TYPED | {"born_on_year": ""})

    page = render("{% error_summary form %}{{ form.born_on.as_field_group }}", form=form)

    wrong = [one["name"] for one in page.all("input") if "govuk-input--error" in one["class"]]
    assert wrong == ["born_on_year"]
    assert page.one("a", href="#id_born_on_year").text == "Date of birth must include a year"


def test_a_first_value_fills_the_boxes():
    page = render("{{ form.born_on }}", form=Report(initial={"born_on": date(1990, 3, 1)}))

    assert [one["value"] for one in page.all("input")] == ["1", "3", "1990"]


def test_a_formset_shows_each_form_under_its_own_legend():
    children = forms.formset_factory(Report, extra=2)
    children.title = "Child"

    page = render("{{ formset }}", formset=children())

    legends = [page.words(one) for one in page.all("legend")]
    assert [one for one in legends if one.startswith("Child")] == ["Child 1", "Child 2"]
    assert page.one("input", name="form-TOTAL_FORMS")["value"] == "2"
    assert page.by_id("id_form-1-born_on_day")["name"] == "form-1-born_on_day"


def test_faults_in_a_formset_reach_the_summary():
    children = forms.formset_factory(Report, extra=1)
    sent = children({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-given_name": "Ann"})

    page = render("{% error_summary formset %}{{ formset }}", formset=sent)

    assert page.all("a")[0]["href"] == "#id_form-0-born_on_day"
    assert page.by_id("id_form-0-born_on_day")


def test_a_sentence_that_the_form_wrote_itself_stays():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Say who called."})

    form = Own({})
    speak_plainly(form)

    assert form.errors["name"] == ["Say who called."]


def kinds_below(kind):
    """Return every kind of form below one, itself not among them."""
    return [each for below in kind.__subclasses__() for each in (below, *kinds_below(below))]


def made(kind):
    """Return a form that was sent empty, or None where it must be told what it is about."""
    with suppress(TypeError, KeyError):
        return kind({})


def every_form():
    """Return the forms of the house that can be made without knowing what they are about, sent empty."""
    for app in APPS:
        import_module(f"{app}.forms")
    found = [kind for kind in kinds_below(CommandForm) if kind.__module__.split(".")[0] in APPS]
    return [form for form in map(made, found) if form]


@pytest.mark.parametrize("form", every_form(), ids=lambda form: f"{form.__module__}.{type(form).__name__}")
def test_what_was_left_empty_is_named_as_the_page_names_it(form):
    asked = [(form[name].label, sentence) for name, errors in form.errors.items() for sentence in errors]

    wrong = [(label, said) for label, said in asked if said.startswith("Answer the question:") and label not in said]
    assert not wrong
