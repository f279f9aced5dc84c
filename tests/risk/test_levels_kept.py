"""Who has still to read an assessment apart is told the level of its case nowhere, and that it is withheld."""

import json
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core import escalation
from core.models import Duty
from incidents.presenters.knowledge import Typed, known
from incidents.services.cases import take_over
from law import questionnaires
from law.duties import BY_CODE
from law.further import SETS
from risk import services
from risk.models import Assessment
from risk.states import POLICE
from tests.attack.doors import paths
from tests.risk import worlds
from tests.risk.doing import every_body_sent, every_form_sent
from tests.risk.said import every_operation_said, everything_said
from tests.risk.test_second_reads import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]
TAG, WHY = "Level withheld until your read is in", "are withheld from you"
LEVELS = ("High risk", "Medium risk", "Standard risk")


@pytest.fixture
def now(monkeypatch, at):
    """An hour after `at`, for every page."""
    later = at + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    return later


def sign_off_at(grade, case, everybody, at, children="LISTED"):
    """Have an assessment of a case made and signed off at this grade; return it."""
    named = [{"given_name": "Oren", "family_name": "Vale"}] if children == "LISTED" else []
    begun = services.start_assessment(case_id=case.pk, by=everybody["officer"], at=at)
    handed_in = services.submit_assessment(
        assessment_id=begun.pk,
        answers={item.code: "NO" for item in questionnaires.load(POLICE).items},
        children=children,
        children_named=named,
        left_out=dict.fromkeys(SETS, "She had to leave for the hospital"),
        grade=grade,
        grade_reasons="He lost his work",
        by=everybody["officer"],
        at=at,
    )
    return services.sign_off_assessment(
        assessment_id=begun.pk, content_hash=handed_in.content_hash, by=everybody["sergeant"], at=at
    )


def in_a_world_where(grade, case, everybody, at, crawl, lived=True):
    """Return what is said everywhere once an assessment of this grade is signed off and more was done, and undo it.

    `lived` in before, it has an earlier assessment, with a dispute and a lower level.
    """
    with transaction.atomic():
        before = worlds.earlier(grade, case, sign_off_at, everybody, at) if lived else {}
        signed = sign_off_at(grade, case, everybody, at + timedelta(minutes=10))
        ids = before | {"assessment_id": signed.pk} | worlds.after(case, everybody, at + timedelta(minutes=10))
        said = crawl(ids)
        for key, each in crawl(ids | before, about="assessment_id").items() if lived else ():
            said["earlier", *key] = each
        transaction.set_rollback(True)
    return said


# The number of a choice among others.
PLACES = re.compile(r"(?<=id_stays_)\d+")
PARTS = re.compile(r"\n|(?=<li|<tr|<label)|(?<=\}),(?=\{)")


def differing(key, *answers):
    """Return the door and what of its answers is not in all of them, as text; nothing where they are alike.

    What is due at one moment stands in no fixed order.
    """
    if len(set(answers)) == 1:
        return []
    said = [Counter([str(status), *PARTS.split(PLACES.sub("", text.decode()))]) for status, text in answers]
    every = set().union(*said)
    odd = sorted(part for part in every if len({each[part] for each in said}) > 1)
    return [f"{key}: {part} ({[each[part] for each in said]})" for part in odd][:4]


# These are of an officer who is away, and of no case.
OF_AN_ABSENCE = {"absence_id", "subject_id"}


@pytest.mark.parametrize("walk", [everything_said, every_operation_said])
def test_no_page_and_no_operation_of_the_api_tells_the_level_to_who_has_still_to_read(
    call, everybody, client_for, now, at, walk
):
    """The same walk in three worlds that differ in the grades alone, of a case with everything: no letter differs."""
    case, ids = worlds.before(call, everybody, at)
    asking = {"other_cru": everybody["other_cru"]}
    asked = {name for route, _ in paths() for name in re.findall(r"uuid:(\w+)>", route)} - OF_AN_ABSENCE

    def crawl(more, about=""):
        assert asked <= {*ids, *more}
        return walk(client_for, asking, ids | more, about)

    high, medium, standard = [
        in_a_world_where(grade, case, everybody, at, crawl) for grade in ("HIGH", "MEDIUM", "STANDARD")
    ]

    assert high.keys() == medium.keys() == standard.keys()
    assert sum(status == 200 for status, _ in high.values()) > (60 if walk is everything_said else 10)
    found = [line for key in high for line in differing(key, high[key], medium[key], standard[key])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("walk", [everything_said, every_operation_said, every_form_sent, every_body_sent])
def test_a_first_read_that_lets_a_higher_level_hold_is_told_nowhere_to_who_has_still_to_read(
    call, everybody, post, client_for, now, at, walk
):
    """The same walk after a first read that raises a case with everything from standard to high, and after one that
    leaves it: no letter differs. A third is there, so that nothing opens where the second says that they may not."""
    post("third-cru", "CRU", "cru", since=timedelta(days=10))
    case, ids = worlds.before(call, everybody, at)
    asking, later = {"other_cru": everybody["other_cru"]}, at + timedelta(minutes=10)
    more = {"at": now} if walk in (every_form_sent, every_body_sent) else {}

    def world(grade):
        with transaction.atomic():
            signed = sign_off_at("STANDARD", case, everybody, later)
            read(signed, everybody["cru"], later, grade=grade)
            case.refresh_from_db()
            assert case.risk_level == grade
            made = {"assessment_id": signed.pk} | worlds.after(case, everybody, later)
            said = walk(client_for, asking, ids | made, "", **more)
            transaction.set_rollback(True)
        return said

    raised, left = world("HIGH"), world("STANDARD")

    assert raised.keys() == left.keys() and len(raised) > 60
    found = [line for key in raised for line in differing(key, raised[key], left[key])]
    assert not found, "\n".join(found)


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
        sign_off_at(grade, about, everybody, at)
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
    newer = sign_off_at("HIGH", case, everybody, later, children="NONE")
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
    sign_off_at("HIGH", case, everybody, at + timedelta(minutes=30), children="NONE")

    page = client_for(other_cru).get(reverse("assessment", args=[signed.pk])).content.decode()
    told = client_for(other_cru).get(f"/api/v1/assessments/{signed.pk}/").json()

    assert not [level for level in LEVELS if level in page] and "Signed off as" not in page
    assert "signed_off_grade" in told["withheld"] and "signed_off_grade" not in told


@pytest.mark.parametrize("days", [3, 12])
def test_no_clock_that_runs_by_the_level_tells_it_as_the_days_go_by(call, everybody, client_for, monkeypatch, at, days):
    """What is late in one world and not in another is said nowhere to who has still to read: days later, all swept."""
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(hours=1))
    case, ids = worlds.before(call, everybody, at)

    later = at + timedelta(days=days)

    def crawl(more):
        services.watch_contact(later)
        escalation.sweep(later)
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda: later)
            return everything_said(client_for, {"other_cru": everybody["other_cru"]}, ids | more)

    high, standard = [
        in_a_world_where(grade, case, everybody, at, crawl, lived=False) for grade in ("HIGH", "STANDARD")
    ]

    assert sum(status == 200 for status, _ in high.values()) > 60
    found = [line for key in high for line in differing(key, high[key], standard[key])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("send", [every_form_sent, every_body_sent])
def test_no_command_answers_by_a_level_that_is_withheld_from_who_gives_it(
    call, everybody, client_for, no_to_all, now, at, send
):
    """Every form and every body, with and without what may be left empty, in two worlds: nothing goes by the level."""
    case, ids = worlds.before(call, everybody, at)
    reader = everybody["other_cru"]

    def crawl(more, about=""):
        found = send(client_for, {"other_cru": reader}, ids | more, about, at=now)
        if about:
            return found
        # An assessment of their own, begun beside the one that they have still to read.
        draft = services.start_assessment(case_id=case.pk, by=reader, at=at + timedelta(minutes=20))
        given = {"answers": no_to_all, "children": "LISTED", "left_out": dict.fromkeys(SETS, "She had to leave")}
        services.save_answers(assessment_id=draft.pk, **given, by=reader, at=now)
        own = send(client_for, {"own": reader}, ids | more | {"assessment_id": draft.pk}, "assessment_id", at=now)
        return found | own

    high, standard = [in_a_world_where(grade, case, everybody, at, crawl) for grade in ("HIGH", "STANDARD")]

    assert high.keys() == standard.keys()
    answered = Counter(status for status, _ in high.values())
    # Done, or refused by the command itself; of a machine also by the shape.
    assert answered[302] + answered[409] + answered[201] + answered[422] > 70
    found = [line for key in high for line in differing(key, high[key], standard[key])]
    assert not found, "\n".join(found)


def test_how_an_earlier_dispute_was_decided_is_withheld_from_who_has_still_to_read_and_is_read_afterwards(
    call, everybody, client_for, now, at
):
    case, _ = worlds.before(call, everybody, at)
    ids = worlds.earlier("MEDIUM", case, sign_off_at, everybody, at)
    newer = sign_off_at("HIGH", case, everybody, at + timedelta(minutes=10))
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
    worlds.earlier("MEDIUM", case, sign_off_at, everybody, at, read_by=())
    newer = sign_off_at("HIGH", case, everybody, at + timedelta(minutes=10))
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
    sign_off_at("HIGH", case, everybody, at)
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
