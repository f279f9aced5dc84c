"""Wherever an officer is chosen, their role and unit stand beside their name."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts import queries, services
from accounts.permissions import ROLES, Permission, Role
from deaths import services as deaths
from incidents.models import Check
from law import clocks

ROOT = Path(__file__).parents[2]
WORDS = "Cru Example, CRU officer, Central Referral Unit"


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("officer", "/cases/{case}/offer/"),
        ("sergeant", "/cases/{case}/move/"),
        ("officer", "/cases/{case}/plan/measures/new/"),
        ("sergeant", "/cases/{case}/investigation/"),
        ("officer", "/cases/{case}/witness/contact/"),
        ("officer", "/cases/{case}/custody/contact/"),
        ("safeguarding", "/cases/{case}/restrict/"),
        ("operator", "/cases/{case}/assess/"),
        ("sergeant", "/people/{person}/tie/"),
        ("administrator", "/officers/{officer}/away/"),
        ("administrator", "/officers/{officer}/close/"),
        ("administrator", "/postings/{officer}/new/"),
        ("administrator", "/absences/"),
    ],
)
def test_role_and_unit_stand_beside_the_name(case, everybody, client_for, who, path):
    ids = {"case": case.pk, "person": case.victim_id, "officer": everybody["officer"].pk}

    answer = client_for(everybody[who]).get(path.format(**ids))

    assert answer.status_code == 200
    assert WORDS in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "path", "permission"),
    [
        ("officer", "/cases/{case}/offer/", Permission.CASE_ACCEPT),
        ("sergeant", "/cases/{case}/move/", Permission.CASE_ACCEPT),
        ("sergeant", "/cases/{case}/investigation/", Permission.EVIDENCE_RECORD),
        ("officer", "/cases/{case}/witness/contact/", Permission.VICTIM_TELL),
        ("officer", "/cases/{case}/custody/contact/", Permission.VICTIM_TELL),
        ("officer", "/cases/{case}/sentence/", Permission.VICTIM_TELL),
        ("officer", "/checks/{check}/offer/", Permission.CHECK_ANSWER),
        ("safeguarding", "/cases/{case}/restrict/", Permission.CASE_READ),
        ("officer", "/deaths/{death}/family/", Permission.DEATH_RECORD),
        ("safeguarding", "/deaths/{death}/recommend/", Permission.CASE_READ),
    ],
)
def test_only_who_may_do_it_is_offered(case, check, death, everybody, client_for, who, path, permission):
    ids = {"case": case.pk, "check": check.pk, "death": death.pk}

    page = client_for(everybody[who]).get(path.format(**ids)).content.decode()

    able = {name for name, each in everybody.items() if permission in ROLES[each.posting.role]}
    offered = {name for name, each in everybody.items() if f'<option value="{each}, ' in page}
    assert offered | {who} == able | {who} and able != set(everybody)


@pytest.fixture
def check(case):
    """A check of the incident of the case."""
    return Check.objects.filter(incident__allegations__case=case).first()


@pytest.fixture
def death(case, officer, at):
    """The victim of the case has died."""
    said = {"died_on": clocks.london_day(at), "factor": "IS", "circumstances": "Found by a neighbour"}
    return deaths.record_death(case_id=case.pk, person_id=case.victim_id, by=officer, at=at, **said)


@pytest.mark.parametrize("path", ["/cases/{case}/bail/grant/", "/cases/{case}/bail/extend/"])
@pytest.mark.parametrize(
    ("rank", "offered"),
    [("constable", False), ("police staff", False), ("Sergeant", True), ("CHIEF_INSPECTOR", True), ("", False)],
)
def test_whoever_may_authorise_bail_by_rank_is_offered_with_rank_role_and_unit(
    case, officer, post, client_for, path, rank, offered
):
    post("Ames", Role.CRU, "cru", rank=rank)

    page = client_for(officer).get(path.format(case=case.pk)).content.decode()

    assert (f"Ames Example, {rank.lower()}, CRU officer, Central Referral Unit" in page) is offered
    assert ("Ames Example" in page) is offered


def test_the_posting_of_the_moment_is_shown_and_who_has_none_is_left_out(everybody, administrator, force, at):
    cru, officer = everybody["cru"], everybody["officer"]
    services.grant_posting(
        officer_id=cru.pk, role="SERGEANT", unit_id=force.units.get(code="ward-1").pk, by=administrator, at=at
    )
    services.end_posting(posting_id=officer.postings.get().pk, by=administrator, at=at)

    before, then = (dict(queries.choices([cru, officer], at=moment)) for moment in (at - timedelta(seconds=1), at))

    assert before[str(cru.pk)] == WORDS and str(officer.pk) in before
    assert then == {str(cru.pk): "Cru Example, sergeant, Ward 1"}


def test_no_page_words_the_choice_of_an_officer_by_itself():
    pages = [*ROOT.glob("*/views/*.py"), *ROOT.glob("*/views.py")]
    asks = re.compile(r"\b(officers_in_force|on_duty|officers_for|colleagues)\(")

    own = [page.name for page in pages if asks.search(text := page.read_text()) and "choices(" not in text]

    assert len(pages) > 30 and own == []
    assert not [page.name for page in pages if "(str(each.pk), str(each))" in page.read_text()]


def test_no_form_lists_every_officer_in_a_select():
    forms = [*ROOT.glob("*/forms/*.py"), *ROOT.glob("*/forms.py")]

    assert len(forms) > 10
    assert [str(each) for each in forms if "*officers]" in each.read_text()] == []


@pytest.mark.parametrize("path", ["/postings/", "/absences/"])
@pytest.mark.parametrize(("asked", "found"), [("", True), ("cru referral", True), ("cru 4711", False)])
def test_an_officer_is_found_in_a_long_list_by_name_role_or_unit(
    everybody, administrator, client_for, path, asked, found
):
    page = client_for(administrator).get(path, {"q": asked}).content.decode()

    assert ("Cru Example" in page) is found
    assert f'name="q" type="search" value="{asked}"' in page


def test_two_of_one_name_in_one_unit_are_told_apart(post):
    first, second = (post(name, Role.CRU, "cru") for name in ("ames", "ames2"))
    for officer in (first, second):
        officer.first_name, officer.last_name, officer.number = "Ames", "Lark", ""
        officer.save()

    words = dict(queries.choices([first, second]))

    assert len(set(words.values())) == 2
    first.number = "4711"
    first.save()
    assert "4711" in dict(queries.choices([first, second]))[str(first.pk)]


@pytest.mark.parametrize("path", ["/cases/{case}/witness/contact/", "/cases/{case}/custody/contact/"])
def test_whoever_is_away_is_not_offered_to_keep_in_touch(case, everybody, officer, cru, client_for, path):
    now = timezone.now()
    cru.absences.create(kind="SICK", from_at=now, recorded_at=now, recorded_by=officer, started_at=now)

    page = client_for(officer).get(path.format(case=case.pk)).content.decode()

    assert "Other Cru Example" in page and 'value="Cru Example' not in page
