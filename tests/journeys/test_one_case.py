"""One case from the 999 call to the reassessment after bail is varied, in a browser, each step by its own role."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import outbox
from core.models import Duty, Entry
from incidents.models import Case, Incident, Ownership
from law import questionnaires
from marac.models import Referral
from risk.models import Assessment
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

YES = ("injury", "frightened", "separation", "stalking", "threat_kill", "strangle")


def test_one_case_from_the_call_to_the_reassessment(reader_for, everybody):
    log_the_call(reader_for(everybody["operator"]))
    case = Case.objects.get()
    officer = reader_for(everybody["officer"], PHONE)
    attend(officer, Incident.objects.get())
    assess(officer, case, grade="HIGH")
    the_author_cannot_sign_off(officer)
    sign_off(reader_for(everybody["sergeant"]))
    review(reader_for(everybody["cru"]), everybody["neighbourhood"])
    hand_over(officer, reader_for(everybody["neighbourhood"], PHONE), case, everybody["neighbourhood"])
    neighbourhood = reader_for(everybody["neighbourhood"], PHONE)
    plan(neighbourhood, case)
    refer(neighbourhood, reader_for(everybody["marac_coordinator"]), case, everybody["safeguarding"])
    custody(neighbourhood, case, everybody["sergeant"])
    told(neighbourhood, case)
    reassess(neighbourhood, reader_for(everybody["sergeant"]), reader_for(everybody["administrator"]), case, everybody)
    story(neighbourhood, case)
    work_lists(reader_for, everybody)
    assert_cover(case)


def log_the_call(reader):
    """The operator logs the call; the page that confirms it shows the grade and why."""
    reader.see("Nothing is owed on this list").check()
    reader.click("Log a call").check()
    reader.fill("Address", "14 Harbour Row").fill("Postcode", "CT16 1AA").fill("What is happening", "He is here")
    page = reader.page
    page.locator('input[name="people-0-given_name"]').fill("Asha")
    page.locator('input[name="people-0-family_name"]').fill("Vale")
    page.locator('input[name="people-1-given_name"]').fill("Dorian")
    page.locator('input[name="people-1-family_name"]').fill("O'Crane 🌿")
    reader.select("people-1-relation", "ex_partner")
    reader.choose("violence", "used").choose("facts", "strangulation")
    reader.click("Save the call").see("The call is saved", "Grade: Immediate", "O'Crane 🌿", "Strangling").check()


def attend(reader, incident):
    """The officer attends on a phone, and owns the case from then."""
    reader.go(f"/incidents/{incident.pk}/attend/").check()
    reader.fill("What did you do", "He had gone. First account, photographs of her neck.")
    reader.fill("why not", "Not found at two addresses")
    reader.choose("children", "LISTED").fill("Names of the children", "Iris, Vale, 2019")
    reader.click("Save").see("You own this case", "Officer Example (you)").check()


def assess(reader, case, grade, answers=YES):
    """The officer asks all questions on a phone, leaves one out, is told so, and submits."""
    reader.go(f"/cases/{case.pk}/assess/").check()
    reader.choose("instrument", "DASH_2009_POLICE")
    reader.page.locator("main form button.govuk-button").first.click()
    reader.page.wait_for_load_state()
    reader.check()
    items = questionnaires.load("DASH_2009_POLICE").items
    for item in items[1:]:
        value = "YES" if item.code in answers else "DONT_KNOW" if item.code == "criminal" else "NO"
        reader.choose(f"answer_{item.code}", value)
    reader.choose("children", "LISTED")
    leave_out(reader, ("S_DASH", "CHILD"))
    check(reader).see("1 question without an answer")
    reader.click("Change the answers")
    reader.choose(f"answer_{items[0].code}", "YES" if items[0].code in answers else "NO")
    check(reader).see("What the answers suggest").check()
    reader.choose("grade", grade).fill("Why this grade", "Strangled, threatened, he is following her.")
    reader.page.locator("main form button.govuk-button").last.click()
    reader.page.wait_for_load_state()
    assert Assessment.objects.filter(state="SUBMITTED").exists(), reader.page.inner_text("main")


def check(reader):
    """The officer goes on to the check once every answer is saved."""
    with reader.page.expect_navigation():
        reader.click("Check and submit")
    return reader


def leave_out(reader, sets):
    """The officer says why the further questions must wait."""
    for code in sets:
        further = reader.page.locator(f"#further_{code}")
        if further.get_attribute("open") is None:
            further.locator("summary").first.click()
        reader.write(f"left_out_{code}", "She is in the ambulance")


def the_author_cannot_sign_off(reader):
    """The page says no before the officer tries."""
    assessment = Assessment.objects.get(state="SUBMITTED")
    reader.go(f"/assessments/{assessment.pk}/sign-off/")
    assert "may not sign off" in reader.page.inner_text("body")
    reader.faults.clear()


def sign_off(reader):
    """The sergeant reads it and signs it off."""
    reader.click("Sign off").check()
    assessment = Assessment.objects.get(state="SUBMITTED")
    reader.go(f"/assessments/{assessment.pk}/sign-off/").see("Strangled, threatened").check()
    reader.page.locator("main form button.govuk-button").last.click()
    reader.page.wait_for_load_state()
    assessment.refresh_from_db()
    assert assessment.state == "SIGNED_OFF", reader.page.inner_text("main")


def review(reader, neighbourhood):
    """The CRU confirms the grade and recommends a measure, which arrives in the plan by the outbox."""
    reader.click("Review").check()
    assessment = Assessment.objects.get(state="SIGNED_OFF")
    reader.go(f"/assessments/{assessment.pk}/review/").check()
    reader.choose("grade", "HIGH").fill("What did you look at", "All reports; strangulation and stalking.")
    reader.page.locator('select[name="measure_1"]').select_option(index=1)
    reader.officer("owner_1", neighbourhood)
    date_parts(reader, "due_on_1", timezone.localdate() + timedelta(days=3))
    reader.page.locator("main form button.govuk-button").last.click()
    reader.page.wait_for_load_state()
    assert Entry.objects.filter(event="risk.grade_reviewed").exists(), reader.page.inner_text("main")
    outbox.deliver_due(timezone.now() + timedelta(seconds=1))
    assert Entry.objects.filter(event="safety_plans.measure_proposed").exists()


def date_parts(reader, name, day):
    """Type a day into its three boxes."""
    for part in ("day", "month", "year"):
        reader.page.locator(f'input[name="{name}_{part}"]').fill(str(getattr(day, part)))


def hand_over(giver, receiver, case, to):
    """The officer offers the case; it is theirs until the neighbourhood officer accepts."""
    giver.go(f"/cases/{case.pk}/offer/").check()
    giver.officer("to_id", to).fill("How is the victim reached safely", "Ring her at work only.")
    giver.fill("Anything else, or why", "The rest is in the assessment.")
    giver.click("Offer the case").see("You own it until it is accepted")
    assert Ownership.objects.get(case=case, until_at=None).officer != to
    receiver.go("/").see("offers you a case").check()
    receiver.click("Answer", exact=True).see("Ring her at work only").check()
    receiver.click("Accept the case").see("You own this case now").check()
    assert Ownership.objects.get(case=case, until_at=None).officer == to


def plan(reader, case):
    """The neighbourhood officer takes on the recommended measure, proves it, and agrees the plan."""
    reader.go(f"/cases/{case.pk}/plan/").check()
    measure = case.plan.measures.get()
    reader.go(f"/measures/{measure.pk}/accept/").check()
    reader.choose("victim_agrees", "YES")
    submit(reader)
    reader.go(f"/measures/{measure.pk}/done/").check()
    reader.choose("evidence_kind", "VICTIM")
    reader.fill("What proves it", "Tested with her at the front door at noon")
    submit(reader)
    reader.go(f"/cases/{case.pk}/plan/agree/").check()
    reader.fill("What does the victim want", "To stay in her home")
    reader.fill("why is the plan right", "The rest follows after the meeting")
    submit(reader)
    assert Entry.objects.filter(event="safety_plans.plan_agreed").exists(), reader.page.inner_text("main")
    reader.go(f"/cases/{case.pk}/plan/").see("Tested with her").check()


def submit(reader):
    """Press the page's own button."""
    reader.page.locator("main form button.govuk-button").last.click()
    reader.page.wait_for_load_state()


def refer(reader, coordinator, case, owner):
    """The case is referred, listed, heard, and an action is given and done."""
    reader.go(f"/cases/{case.pk}/marac/refer/").check()
    reader.fill("What concerns you", "Strangulation, stalking, a child")
    reader.choose("victim_told", "TOLD") if reader.page.locator('input[value="TOLD"]').count() else reader.page.locator(
        'input[name="victim_told"]'
    ).first.check()
    submit(reader)
    referral = Referral.objects.get(case=case)
    coordinator.go("/marac/meetings/new/").check()
    date_parts(coordinator, "held_on", timezone.localdate())
    coordinator.fill("Place", "Room 1").fill("Chair", "Detective inspector, safeguarding")
    submit(coordinator)
    coordinator.go(f"/marac/referrals/{referral.pk}/list/").check()
    coordinator.page.locator('select[name="meeting_id"]').select_option(index=1)
    submit(coordinator)
    coordinator.go(f"/marac/referrals/{referral.pk}/outcome/").check()
    coordinator.fill("The risk as the meeting saw it", "High; he knows her work")
    coordinator.page.locator('textarea[name="what_1"]').fill("Alarm at her work")
    coordinator.page.locator('select[name="agency_1"]').select_option(index=1)
    coordinator.officer("owner_id_1", owner)
    date_parts(coordinator, "due_on_1", timezone.localdate() + timedelta(days=5))
    submit(coordinator)
    referral.refresh_from_db()
    assert referral.state == "ACTIONS_OPEN", coordinator.page.inner_text("main")
    coordinator.go("/marac/").check()


def custody(reader, case, sergeant):
    """Arrest, bail with conditions, and a variation; each opens what is owed."""
    reader.go(f"/cases/{case.pk}/custody/new/").check()
    reader.choose("kind", "ARRESTED")
    submit(reader)
    now_parts(reader, "effective_at")
    submit(reader)
    reader.go(f"/cases/{case.pk}/bail/grant/").check()
    now_parts(reader, "effective_at")
    reader.write("condition_no_contact", "Asha Vale").write("condition_stay_away", "Harbour Row")
    date_parts(reader, "bail_ends_on", timezone.localdate() + timedelta(days=80))
    reader.officer("authorised_by_id", sergeant)
    views(reader, "She wants him kept away")
    submit(reader)
    assert Entry.objects.filter(event="custody.bail_granted").exists(), reader.page.inner_text("main")
    reader.go(f"/cases/{case.pk}/bail/vary/").see("Asha Vale").check()
    now_parts(reader, "effective_at")
    reader.write("condition_stay_away", "").write("reason", "He has moved to another town")
    views(reader, "She is afraid that he will come back to the street")
    submit(reader)
    codes = set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))
    wanted = {"TELL_VICTIM_BAIL_VARIED", "REASSESS_BAIL_VARIATION", "REVIEW_PLAN_BAIL_VARIED"}
    assert wanted <= codes, (codes, reader.page.inner_text("main"))


def now_parts(reader, name):
    """Type the present time into a moment's boxes."""
    now = timezone.localtime()
    date_parts(reader, name, now)
    reader.page.locator(f'input[name="{name}_time"]').fill(f"{now:%H:%M}")


def views(reader, words):
    """Say what the victim thinks of it."""
    reader.choose("views_sought", "yes").write("victim_views", words)


def told(reader, case):
    """The victim is told of the variation, safely; just that duty is met."""
    duty = Duty.objects.get(code="TELL_VICTIM_BAIL_VARIED")
    reader.go(f"/cases/{case.pk}/").see("Tell the victim that the bail conditions were changed").check()
    reader.go(f"/custody-events/{duty.subject_id}/{case.pk}/told/").check()
    reader.choose("reached", "yes")
    now_parts(reader, "told_at")
    reader.page.locator('input[name="method"]').first.check()
    reader.write("safe_how", "She chose the time").write("what_said", "That he may come nearer")
    reader.write("exception_reason", "She came to us herself")
    submit(reader)
    duty.refresh_from_db()
    assert duty.ended_as == "MET", reader.page.inner_text("main")


def reassess(author, sergeant, administrator, case, everybody):
    """A new assessment, signed off, closes every reassessment that was due; only the next at its time is owed."""
    due = Duty.objects.filter(case_id=case.pk, code__startswith="REASSESS", ended_at=None)
    assert due.count() >= 2
    assess(author, case, grade="HIGH")
    sign_off_latest(sergeant)
    assert list(due.all().values_list("code", flat=True)) == ["REASSESS_INTERVAL"]


def sign_off_latest(sergeant):
    """Sign off what waits."""
    assessment = Assessment.objects.get(state="SUBMITTED")
    sergeant.go(f"/assessments/{assessment.pk}/sign-off/")
    submit(sergeant)


def story(reader, case):
    """The case page tells what is owed and what was last; the whole story has a page of its own."""
    reader.go(f"/cases/{case.pk}/").see("The story so far", "Neighbourhood Example (you)", "What is owed").check()
    reader.go(f"/cases/{case.pk}/story/").see(
        "Call logged: domestic disturbance or abuse, immediate", "Risk assessment signed off, graded high"
    ).check()


def work_lists(reader_for, everybody):
    """Every role signs in to a work list without a fault."""
    for officer in everybody.values():
        reader_for(officer).see("Work list").check()


def assert_cover(case):
    """One owner at every instant from the first to now."""
    periods = list(Ownership.objects.filter(case=case).order_by("from_at"))
    assert periods[0].from_at == case.opened_at
    assert all(one.until_at == two.from_at for one, two in zip(periods, periods[1:], strict=False))
    assert periods[-1].until_at is None
