"""The parts of a page, and the files that give them their look."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string

from core.access import Withheld
from tests.look.page import Page

NOW = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
STYLES = ["app.css", "moj.css", "dacase.css"]


def part(name, **context):
    return Page(render_to_string(f"components/{name}.html", {"now": NOW} | context))


def page(name, request=None, **context):
    return Page(render_to_string(name, {"now": NOW} | context, request=request))


@pytest.fixture
def request_(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    request.csp_nonce = "a-nonce"
    return request


class Variation(forms.Form):
    reason = forms.CharField()


DUTY = {
    "what": "Tell the victim that bail was varied",
    "owner": "DC A. Example",
    "due_at": NOW - timedelta(hours=3),
    "code": "TELL_VICTIM_BAIL_VARIED",
    "basis": "TELL_VICTIM@2024-11-01",
    "source": "The Victims' Code",
}


@pytest.mark.parametrize("name", STYLES)
def test_no_style_sheet_asks_for_the_typeface_of_govuk(name):
    css = Path(settings.DACASE_ASSETS, name).read_text()

    assert len(css) > 1000
    assert "GDS Transport" not in css
    assert "@font-face" not in css


@pytest.mark.parametrize("name", STYLES)
def test_every_image_that_a_style_sheet_names_is_there(name):
    css = Path(settings.DACASE_ASSETS, name).read_text()

    for address in re.findall(r'url\("?([^")]+)"?\)', css):
        assert address.startswith("data:") or Path(settings.DACASE_ASSETS, address).is_file(), address


def test_no_crown_crest_or_typeface_is_served():
    names = [str(path).lower() for path in Path(settings.DACASE_ASSETS).rglob("*") if path.is_file()]

    assert len(names) > 8
    for word in ("crown", "crest", "logotype", "opengraph", "woff", "govuk-icon"):
        assert not [name for name in names if word in name]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_style_or_handler_within_its_elements(path):
    elements = Page(path.read_text()).elements

    for element in elements:
        assert not {name for name in element.attributes if name == "style" or name.startswith("on")}, element.tag


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_script_and_style_of_a_template_carries_the_nonce(path):
    for tag, attributes in re.findall(r"<(script|style)\b([^>]*)>", path.read_text()):
        assert 'nonce="{{ request.csp_nonce }}"' in attributes, tag


@pytest.mark.parametrize(
    ("level", "words"),
    [("HIGH", "High risk"), ("MEDIUM", "Medium risk"), ("STANDARD", "Standard risk"), (None, "Risk not assessed")],
)
def test_a_risk_level_is_said_in_words(level, words):
    shown = Page(engines["django"].from_string("{% load dacase %}{% risk_tag level %}").render({"level": level}))

    assert shown.one("strong").text == words


def test_protected_looks_unlike_missing():
    rows = [{"key": "Address", "value": Withheld("address")}, {"key": "Telephone", "value": ""}]

    address, telephone = part("summary_list", rows=rows).all("dd")

    assert address.text == "Protected: you may not see this"
    assert telephone.text == "Not recorded"


def test_a_way_to_change_says_what_it_changes():
    shown = part("summary_list", rows=[{"key": "Address", "value": "1 High Street", "href": "/change"}])

    assert shown.one("a", href="/change").text == "Change Address"


def test_a_late_duty_says_by_how_long_whose_it_is_and_why():
    shown = part("duty_clock", duty=DUTY)

    words = shown.words(shown.one("div", class_="dacase-clock--late"))
    assert "Late by 3 hours, 23 Nov 2026, 01:05 GMT" in words
    assert "Owner: DC A. Example" in words
    assert "Rule TELL_VICTIM_BAIL_VARIED, figure TELL_VICTIM@2024-11-01. Source: The Victims' Code" in words


@pytest.mark.parametrize(("seconds", "late"), [(-1, True), (0, False), (1, False)])
def test_a_duty_is_late_only_once_its_time_has_passed(seconds, late):
    shown = part("duty_clock", duty=DUTY | {"due_at": NOW + timedelta(seconds=seconds)})

    assert bool(shown.all("div", class_="dacase-clock--late")) is late


def test_a_duty_that_was_done_is_no_longer_late():
    shown = part("duty_clock", duty=DUTY | {"ended_at": NOW})

    assert not shown.all("div", class_="dacase-clock--late")
    assert "Done 23 Nov 2026, 04:05 GMT (late by 3 hours)" in shown.words(shown.one("div", class_="dacase-clock"))


def test_a_flag_has_its_rule_and_its_evidence_within_reach():
    flag = {
        "title": "Repeat victim",
        "rule": "Two or more reports in 12 months.",
        "since": NOW,
        "evidence": [{"text": "Incident 1", "href": "/incidents/1", "on": NOW}, Withheld("incident")],
    }

    shown = part("flag", flag=flag)

    assert "Two or more reports in 12 months. Since 23 Nov 2026." in shown.words(shown.one("div", class_="dacase-flag"))
    assert shown.one("a", href="/incidents/1").text == "Incident 1"
    assert shown.words(shown.all("li")[1]) == "Protected: you may not see this"


@pytest.mark.parametrize(("minutes", "told"), [(59, False), (60, True), (61, True)])
def test_a_timeline_tells_when_we_heard_of_it_much_later(minutes, told):
    entry = {"title": "Call logged", "at": NOW, "recorded_at": NOW + timedelta(minutes=minutes)}

    shown = part("timeline", entries=[entry])

    assert bool(shown.all("p", class_="dacase-timeline__recorded")) is told
    assert shown.one("time")["datetime"] == NOW.isoformat()


def test_an_empty_timeline_says_so():
    assert "Nothing has been recorded yet." in part("timeline", entries=[]).one("p").text


def test_a_panel_without_a_body_says_so():
    shown = part("panel", panel={"title": "Custody"})

    assert shown.one("section")["aria-label"] == shown.one("h2").text == "Custody"
    assert shown.one("p").text == "Nothing has been recorded yet."


def test_a_count_leads_to_its_list():
    shown = part("task_count", counts=[{"number": 3, "text": "Late duties", "href": "/late", "late": True}])

    assert shown.words(shown.one("li", class_="dacase-count--late")) == "3Late duties"
    assert shown.one("a")["href"] == "/late"


def test_a_list_without_numbers_leads_on_and_back():
    shown = part("pagination", previous="?before=2", next="?after=9")

    assert [(one["rel"], one["href"]) for one in shown.all("a")] == [("prev", "?before=2"), ("next", "?after=9")]


def test_a_short_list_has_no_pages():
    assert part("pagination").elements == []


def test_the_menu_marks_where_the_officer_is():
    nav = [{"text": "Work list", "href": "/", "current": True}, {"text": "Cases", "href": "/cases/", "current": False}]

    shown = page("page.html", heading="Work list", nav=nav)

    links = shown.all("a", class_="govuk-service-navigation__link")
    assert [(one.text, one["aria-current"]) for one in links] == [("Work list", "true"), ("Cases", "")]


@pytest.mark.parametrize("demo", [True, False])
def test_invented_data_is_announced(demo):
    shown = page("page.html", heading="Cases", demo=demo)

    banners = [shown.words(one) for one in shown.all("span", class_="govuk-phase-banner__text")]
    assert banners == ["Demonstration data: no real people"] * demo


def test_a_page_with_a_request_has_scripts_with_its_nonce(request_):
    shown = page("page.html", request_, heading="Cases")

    assert [one["nonce"] for one in shown.all("script")] == ["a-nonce"] * 3


def test_no_copy_of_a_page_is_left_in_the_browser_by_htmx(request_):
    config = page("page.html", request_, heading="Cases").one("meta", name="htmx-config")["content"]

    assert '"historyCacheSize": 0' in config
    assert '"includeIndicatorStyles": false' in config
    assert '"allowEval": false' in config


def test_the_page_of_a_command_keeps_the_form_after_a_refusal(request_):
    form = Variation({"reason": "He moved"})

    shown = page(
        "command.html", request_, form=form, heading="Vary the bail", refused="The bail has ended.", cancel="/case"
    )

    assert shown.one("title").text == "Error: Vary the bail - dacase"
    assert shown.words(shown.one("ul", class_="govuk-error-summary__list")) == "The bail has ended."
    assert shown.by_id("id_reason")["value"] == "He moved"
    assert [one.text for one in shown.all("a", href="/case")] == ["Back", "Cancel"]
    assert shown.one("button", class_="govuk-button").text == "Save"


def test_what_someone_else_changed_stands_beside_what_was_typed(request_):
    refusal = {"changes": {"Grade": ("High", "Medium")}}

    shown = page("command.html", request_, form=Variation({}), heading="Regrade", refusal=refusal)

    assert [one.text for one in shown.all("td", class_="govuk-table__cell")] == ["High", "Medium"]


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_page_for_trouble_stands_without_a_request(name):
    shown = page(name)

    assert shown.one("h1").text in shown.one("title").text
    assert not shown.all("script")


def test_a_refused_page_gives_the_reason():
    shown = page("403.html", exception="only a sergeant may sign off")

    assert "Only a sergeant may sign off." in shown.one("main").text
