"""Who has still to read an assessment apart is told the level of its case nowhere, and that it is withheld."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from core import escalation
from core.journal import record
from core.models import Duty, Unseen
from incidents.presenters.knowledge import Typed, known
from incidents.services import record_contact
from incidents.services.cases import take_over
from law.duties import BY_CODE
from risk.models import Assessment
from tests.risk import worlds
from tests.risk.test_second_reads import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]
TAG, WHY = "Level withheld until your read is in", "are withheld from you"
LEVELS = ("High risk", "Medium risk", "Standard risk")


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


def test_what_is_late_because_of_the_level_is_said_in_words_that_name_none(
    signed, case, cru, other_cru, client_for, monkeypatch, at
):
    """A line of the story tells of the late duty of whoever has still to read."""
    late = at + timedelta(days=8)
    escalation.sweep(late)
    monkeypatch.setattr(timezone, "now", lambda: late)
    owner_id = Duty.objects.get(code="CRU_REVIEW_MEDIUM", ended_at=None).owner_id
    reader = next(each for each in (cru, other_cru) if each.pk == owner_id)

    page = client_for(reader).get(reverse("case_story", args=[case.pk])).content.decode()
    told = client_for(reader).get(f"/api/v1/cases/{case.pk}/timeline/").json()["results"]

    assert "Late: owed because of the level of risk, which is withheld" in page
    assert not re.search("medium[ -]risk|medium risk", page.lower())
    climbed = [each["facts"]["duty"] for each in told if each["event"] == "core.duty_escalated"]
    assert {"withheld": "level of risk"} in climbed
    assert "CRU_REVIEW_MEDIUM" not in climbed and "KEEP_IN_TOUCH_MEDIUM" not in climbed


def test_the_place_on_the_list_does_not_tell_the_grade_of_what_is_still_to_be_read(
    call, everybody, client_for, now, at
):
    """Three cases, the one in the middle of medium risk: it stands apart, by its age alone."""
    names = ("Ash", "Birch", "Cedar")
    for name, grade in zip(names, ("HIGH", "MEDIUM", "STANDARD"), strict=True):
        people = [
            {"role": "victim", "given_name": name, "family_name": f"{name}worth", "born_on": "1990-04-05"},
            {"role": "suspect", "given_name": "Noel", "family_name": f"{name}by", "relation": "ex_partner"},
        ]
        about = call(at - timedelta(hours=2), people=people, address=f"{name} Row").allegations.get().case
        take_over(about, officer=everybody["officer"], by=everybody["officer"], at=at)
        worlds.sign_off_at(grade, about, everybody, at)
    first = Assessment.objects.get(case__victim__given_name="Birch")
    reader = everybody["other_cru"]

    def shown():
        text = client_for(reader).get(reverse("review_list")).content.decode()
        return re.findall(r"(Ash|Birch|Cedar) \w+worth and", text), text

    order, text = shown()
    assert order == list(names) and "To be read apart" in text
    assert not [level for level in LEVELS if level in text]

    read(first, reader, at)

    order, text = shown()
    assert order == ["Ash", "Cedar", "Birch"]
    assert "Medium risk" in text and "High risk" not in text and "Standard risk" not in text


def test_what_a_later_sign_off_has_overtaken_withholds_nothing_for_ever(
    signed, cru, other_cru, officer, everybody, case, client_for, monkeypatch, at
):
    """No read of it can be made any more: what is withheld is withheld for the later one, until that one is read."""
    later = at + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(hours=1))
    newer = worlds.sign_off_at("HIGH", case, everybody, later, children="NONE")
    page = reverse("case", args=[case.pk])
    for reader in (cru, other_cru):
        assert TAG in client_for(reader).get(page).content.decode()

    for reader in (cru, other_cru):
        read(newer, reader, later, grade="HIGH")

    for reader in (cru, other_cru):
        said = client_for(reader).get(page).content.decode()
        assert "High risk" in said and TAG not in said


def test_an_earlier_assessment_of_the_case_says_no_grade_to_who_has_still_to_read_the_later_one(
    signed, cru, other_cru, everybody, case, client_for, now, at
):
    read(signed, cru, at)
    read(signed, other_cru, at)
    worlds.sign_off_at("HIGH", case, everybody, at + timedelta(minutes=30), children="NONE")

    page = client_for(other_cru).get(reverse("assessment", args=[signed.pk])).content.decode()
    told = client_for(other_cru).get(f"/api/v1/assessments/{signed.pk}/").json()

    assert not [level for level in LEVELS if level in page] and "Signed off as" not in page
    assert "signed_off_grade" in told["withheld"] and "signed_off_grade" not in told


def test_how_an_earlier_dispute_was_decided_is_withheld_from_who_has_still_to_read_and_is_read_afterwards(
    call, everybody, client_for, now, at
):
    case, _ = worlds.before(call, everybody, at)
    ids = worlds.earlier("MEDIUM", case, everybody, at)
    newer = worlds.sign_off_at("HIGH", case, everybody, at + timedelta(minutes=10))
    reader, about = everybody["other_cru"], reverse("dispute_read", args=[ids["dispute_id"]])

    def told():
        one = client_for(reader).get(f"/api/v1/cases/{case.pk}/disputes/").json()["results"][0]
        return one["withheld"], set(one), client_for(reader).get(about).content.decode()

    withheld, shown, page = told()
    assert withheld == ["stands", "wanted", "decided", "ended_by_review"] and not shown & set(withheld)
    assert "withheld from you until your own read" in page
    assert not re.search(r"medium|standard|high", page.split("govuk-inset-text")[1].split("</div>")[0].lower())

    read(newer, reader, at + timedelta(minutes=20), grade="HIGH")

    withheld, shown, page = told()
    assert withheld == [] and {"stands", "wanted", "decided"} <= shown
    assert "Other Cru Example answers for medium" in page


def test_nobody_says_that_they_read_how_a_dispute_was_decided_while_it_is_withheld(
    call, everybody, client_for, now, at
):
    case, _ = worlds.before(call, everybody, at)
    worlds.earlier("MEDIUM", case, everybody, at, read_by=())
    newer = worlds.sign_off_at("HIGH", case, everybody, at + timedelta(minutes=10))
    reader, dispute = everybody["other_cru"], case.grade_disputes.get()
    owed = Duty.objects.filter(code="READ_DISPUTE_GRADED", owner_id=reader.pk, ended_at=None)

    refused = client_for(reader).post(reverse("dispute_read", args=[dispute.pk]))
    assert refused.status_code == 409 and "read that first" in refused.content.decode() and owed.exists()

    read(newer, reader, at + timedelta(minutes=20), grade="HIGH")

    assert client_for(reader).post(reverse("dispute_read", args=[dispute.pk])).status_code == 302
    assert not owed.exists()


def test_what_is_known_while_a_call_is_taken_names_no_level_that_is_withheld(signed, case, cru, sergeant, now, at):
    """Whoever takes a call reviews nothing today; a role that did both would be told no level here either."""

    def levels(reader):
        sections = known(Typed(people=(case.victim_id,)), lambda people, **_: [], reader, at)["sections"]
        return {str(line["level"]) for each in sections for line in each["lines"] if line["level"] is not None}

    assert levels(cru) == {"Protected"}
    assert levels(sergeant) == {"MEDIUM"}


def test_two_records_that_may_be_one_person_name_no_level_that_is_withheld(call, everybody, client_for, now, at):
    case, _ = worlds.before(call, everybody, at)
    worlds.sign_off_at("HIGH", case, everybody, at)
    page = reverse("duplicates")

    withheld = client_for(everybody["other_cru"]).get(page).content.decode()
    open_to = client_for(everybody["safeguarding"]).get(page).content.decode()

    assert "Open case, level withheld until your read is in" in withheld and "high-risk" not in withheld
    assert "Open high-risk case" in open_to


def test_every_duty_whose_words_name_a_level_is_known_to_tell_it():
    words = re.compile(r"(high|medium|standard)[ -]risk|risk is high")
    named = [code for code, rule in BY_CODE.items() if words.search(rule.what)]

    assert named and all(BY_CODE[code].tells_level for code in named)


def test_no_template_shows_the_level_of_a_case_but_by_the_tag_that_withholds_it():
    found = [str(each) for each in Path("templates").rglob("*.html") if ".risk_level" in each.read_text()]

    assert not found


def test_what_others_ended_of_what_a_reader_owed_because_of_the_level_is_told_after_their_own_read(
    case, other_cru, cru, officer, signed, client_for, now, at
):
    """Whoever has still to read owns the case: a colleague speaks with her, and refers her to a support service."""
    record("incidents.case_moved", about=case, case_id=case.pk, by=cru, at=at, owner=other_cru.pk)
    record("incidents.support_referred", about=case, case_id=case.pk, by=officer, at=at)
    reached = {"outcome": "REACHED", "safe_how": "She rang us", "exception_reason": "She rang us", "what_said": "Safe"}
    record_contact(case_id=case.pk, channel="PHONE", **reached, by=officer, at=at + timedelta(minutes=1))
    assert Unseen.objects.filter(duty__code="KEEP_IN_TOUCH_MEDIUM", officer_id=other_cru.pk).exists()
    page, machine = reverse("done_by_others"), "/api/v1/duties/done-by-others/"

    def told():
        browser = client_for(other_cru)
        codes = {each["code"] for each in browser.get(machine).json()["results"]}
        return codes, browser.get(page).content.decode(), browser.get(page).context["counts"]["ended"]

    codes, said, count = told()
    assert codes == {"SUPPORT_REFERRAL"} and count == 1
    assert not re.search("medium|high|standard", said.split("<h2")[1].lower())

    read(signed, other_cru, at)

    codes, said, count = told()
    assert {"SUPPORT_REFERRAL", "KEEP_IN_TOUCH_MEDIUM"} <= codes and count == len(codes)
    assert "medium" in said
