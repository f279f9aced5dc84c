"""Wherever an officer is chosen, their role and unit stand beside their name."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from accounts import queries, services

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
        ("officer", "/cases/{case}/bail/grant/"),
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
