"""Who has still to read an assessment apart is told the level of its case nowhere, and that it is withheld."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.models import Duty
from law.duties import BY_CODE
from tests.risk.test_blind_reads import every_operation_said, everything_said
from tests.risk.test_second_reads import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]
TAG, WHY = "Level withheld until your read is in", "are withheld from you"
LEVELS = ("High risk", "Medium risk", "Standard risk")


@pytest.fixture
def now(monkeypatch, at):
    """An hour after `at`, for every page."""
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(hours=1))


def in_a_world_where(grade, *, sign_off, crawl):
    """Return what is said everywhere after a sign-off of this grade, and then undo it."""
    with transaction.atomic():
        said = crawl(sign_off(grade=grade, grade_reasons="He lost his work"))
        transaction.set_rollback(True)
    return said


@pytest.mark.parametrize("walk", [everything_said, every_operation_said])
def test_no_page_and_no_operation_of_the_api_tells_the_level_to_who_has_still_to_read(
    sign_off, case, everybody, client_for, now, walk
):
    """The same walk in two worlds that differ in the grade alone: not a letter may differ."""
    ids = {"case_id": case.pk, "incident_id": case.allegations.get().incident_id, "person_id": case.victim_id}
    asking = {"other_cru": everybody["other_cru"]}
    crawl = lambda signed: walk(client_for, asking, ids | {"assessment_id": signed.pk})  # noqa: E731

    high, medium = [in_a_world_where(grade, sign_off=sign_off, crawl=crawl) for grade in ("HIGH", "MEDIUM")]

    assert high.keys() == medium.keys()
    assert sum(status == 200 for status, _ in high.values()) > (40 if walk is everything_said else 10)
    assert sorted(key for key in high if high[key] != medium[key]) == []


def test_it_is_said_that_the_level_is_withheld_and_why_until_the_own_read_is_in(
    signed, cru, other_cru, sergeant, case, client_for, now, at
):
    page, listed = reverse("case", args=[case.pk]), reverse("cases")

    def shown(reader, address):
        return client_for(reader).get(address).content.decode()

    for reader in (cru, other_cru):
        said = shown(reader, page)
        assert TAG in said and WHY in said and reverse("assessment_read", args=[signed.pk]) in said
        assert not [level for level in LEVELS if level in said]
        assert TAG in shown(reader, listed)
        # A list by level would tell which: a withheld one may be any.
        assert all(str(case.pk) in shown(reader, f"{listed}?level={level}") for level in ("HIGH", "MEDIUM"))
    assert "Medium risk" in shown(sergeant, page) and TAG not in shown(sergeant, page)
    told = json.dumps(client_for(other_cru).get(f"/api/v1/cases/{case.pk}/timeline/").json())
    assert '"grade": {"withheld": "level of risk"}' in told and '"grade": "MEDIUM"' not in told

    read(signed, cru, at)

    assert "Medium risk" in shown(cru, page) and TAG not in shown(cru, page)
    assert TAG in shown(other_cru, page)
    read(signed, other_cru, at)
    assert "Medium risk" in shown(other_cru, page) and TAG not in shown(other_cru, page)


def test_who_owes_something_because_of_the_level_is_told_when_and_not_which(
    signed, case, cru, other_cru, client_for, now
):
    owed = Duty.objects.get(code="CRU_REVIEW_MEDIUM", ended_at=None)
    reader = next(each for each in (cru, other_cru) if each.pk == owed.owner_id)

    work = client_for(reader).get(reverse("work")).content.decode()
    told = client_for(reader).get(f"/api/v1/duties/?case={case.pk}").json()["results"]

    assert "Owed because of the level of risk, which is withheld" in work
    assert TAG in work and not re.search("medium[ -]risk", work.lower())
    mine = next(each for each in told if each["id"] == str(owed.pk))
    assert mine["code"] == {"withheld": "level of risk"} and mine["due_at"] == owed.due_at.isoformat()
    assert not [each for each in told if each["owner"] != str(reader.pk) and each["code"] == "KEEP_IN_TOUCH_MEDIUM"]


def test_every_duty_whose_words_name_a_level_is_known_to_tell_it():
    words = re.compile(r"(high|medium|standard)[ -]risk|risk is high")
    named = [code for code, rule in BY_CODE.items() if words.search(rule.what)]

    assert named and all(BY_CODE[code].tells_level for code in named)


def test_no_template_shows_the_level_of_a_case_but_by_the_tag_that_withholds_it():
    found = [str(each) for each in Path("templates").rglob("*.html") if ".risk_level" in each.read_text()]

    assert not found
