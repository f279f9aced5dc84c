"""Children of a call, in a browser: named, placed, the school told with a receipt, and social care by its criteria."""

from datetime import timedelta

import pytest
from django.utils import timezone

from children.models import Notice, Part, School
from core.models import Duty
from incidents.models import Case
from law import clocks
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_children_of_one_call_are_each_told_of_as_they_need(reader_for, everybody, force):
    school = School.objects.create(
        force=force,
        reference="900101",
        name="Harbour School",
        area="Kent",
        lead="Ida Lead",
        lead_contact="01632 960101",
        confirmed_on=clocks.london_day(timezone.now()),
    )
    log_the_call(reader_for(everybody["operator"]))
    case = Case.objects.get()
    officer = reader_for(everybody["officer"], PHONE)
    attend(officer, case)
    name_children(officer, case)
    place(officer, case, "Robin Vale", "PRESENT", "YES", "SCHOOL", school)
    place(officer, case, "Kit Vale", "RESIDENT", "NOT_KNOWN", "HOME")
    place(officer, case, "Unborn child Vale", "UNBORN", "NO", "UNDER_FIVE")
    safeguarding = reader_for(everybody["safeguarding"])
    tell_school(safeguarding, case)
    tell_authority(safeguarding, case)
    nobody_is_told_of_the_unborn_child(safeguarding, case)
    refer(safeguarding, case)

    assert not Duty.objects.filter(case_id=case.pk, code__startswith="SCHOOL", ended_at=None).exists()
    assert not Duty.objects.filter(case_id=case.pk, code__startswith="SOCIAL", ended_at=None).exists()


def log_the_call(reader):
    """The operator logs a call with a child in the house."""
    reader.go("/calls/new/").fill("Address", "14 Harbour Row").fill("What is happening", "Shouting, a child crying")
    page = reader.page
    for name, value in {"0-given": "Asha", "0-family": "Vale", "1-given": "Dorian", "1-family": "Crane"}.items():
        page.locator(f'input[name="people-{name}_name"]').fill(value)
    reader.select("people-1-relation", "ex_partner").choose("children", "LISTED").choose("connected", "YES")
    reader.click("Add a child or somebody else")
    page.locator('input[name="people-2-family_name"]').wait_for()
    reader.select("people-2-role", "child")
    page.locator('input[name="people-2-given_name"]').fill("Robin")
    page.locator('input[name="people-2-family_name"]').fill("Vale")
    page.locator('input[name="people-2-born_on"]').fill("2016-05-01")
    reader.check().click("Save the call").see("The call is saved").check()


def attend(reader, case):
    """The officer goes there; the child is on the list already."""
    incident = case.allegations.get().incident
    reader.go(f"/incidents/{incident.pk}/attend/").fill("What did you do", "Spoke to both apart")
    reader.fill("why not", "He had gone").choose("children", "LISTED").click("Save").see("You own this case")


def name_children(reader, case):
    """One more child is taught at home, and one is not born yet."""
    reader.go(f"/cases/{case.pk}/").click("Children: where each was").see("Robin Vale", "Nobody has said yet").check()
    reader.click("Name a child").check()
    reader.fill("First name", "Kit").fill("Last name", "Vale").fill("Date of birth", "2014-02").click("Name the child")
    reader.see("The child is named", "Kit Vale").click("Name a child")
    reader.page.get_by_label("The child is not born yet").check()
    reader.fill("Last name", "Vale").click("Name the child").see("Unborn child Vale", "Of 3 children").check()


def place(reader, case, child, where, affected, schooling, school=None):
    """Say where a child was and where they are taught."""
    reader.go(f"/cases/{case.pk}/children/").click(f"Say where the child was of {child}").see(f"Where was {child}?")
    reader.choose("where", where).choose("affected", affected).choose("related", "BOTH").choose("schooling", schooling)
    if school:
        reader.select("school_id", str(school.pk))
    if school:
        reader.check()
    submit(reader)
    reader.see("It is recorded", child)


def submit(reader):
    """Press the page's own button."""
    reader.page.locator("main form button.govuk-button").last.click()
    reader.page.wait_for_load_state()


def refused(reader, sentence, typed):
    """Press the button, read the sentence that says why not, and find what was typed still there."""
    submit(reader)
    reader.faults.clear()  # The browser writes down the status of a refusal.
    reader.see(sentence).check()
    assert reader.page.locator('textarea[name="words"]').input_value() == typed


def tell_school(reader, case):
    """The school is told before the next school day, and somebody there has it."""
    part = Part.objects.get(case=case, where="PRESENT")
    due = Duty.objects.get(code="SCHOOL_NOTICE_CHILD", subject_id=part.pk, ended_at=None).due_at
    assert due > timezone.now()
    reader.go(f"/cases/{case.pk}/children/").click("Tell it about Robin Vale").see(
        "Before school begins on", "Ida Lead, 01632 960101", "The child is not asked about it"
    )
    assert "Harbour Row" not in reader.page.inner_text("main")
    reader.choose("how", "PHONE").write("words", "He was there, at 14 Harbour Row").check()
    refused(reader, "names no address", "He was there, at 14 Harbour Row")
    reader.write("words", "He was there and cried; he was not hurt")
    refused(reader, "Read every word of it first", "He was there and cried; he was not hurt")
    read(reader)
    submit(reader)
    reader.see("See that somebody has received it")
    receive(reader, "Robin Vale", "Ida Lead")


def read(reader):
    """Say that every word was read."""
    reader.page.check('input[name="read_through"]')


def receive(reader, child, who):
    """Somebody has it."""
    reader.click(f"Record the receipt for {child}").fill("Who has it", who)
    submit(reader)
    reader.see("The receipt is recorded", "Received")


def tell_authority(reader, case):
    """Of a child taught at home the local authority hears, and nobody at the address."""
    reader.go(f"/cases/{case.pk}/children/").click("Tell it about Kit Vale").see(
        "team for education at home; nobody at the address", "Whoever teaches the child may be one of the adults"
    )
    reader.fill("Who was told", "Ola Home, education at home team").choose("how", "SECURE_EMAIL")
    reader.write("words", "The child lives there and was not at home that night")
    read(reader)
    submit(reader)
    receive(reader, "Kit Vale", "Ola Home")
    assert set(Notice.objects.values_list("kind", flat=True)) == {"SCHOOL", "AUTHORITY"}


def nobody_is_told_of_the_unborn_child(reader, case):
    """Midwives hear of it through social care."""
    reader.go(f"/cases/{case.pk}/children/").see("Midwives hear of it through children's social care")
    assert not reader.page.get_by_role("link", name="Tell it").count()


def refer(reader, case):
    """The criteria ask for a referral: less needs a reason; it is received by name."""
    reader.click("Record a notification or referral").see("Refer to children's social care", "not born yet").check()
    reader.choose("kind", "NOTIFY").fill("Who was told", "Sol Duty, front door").choose("how", "PORTAL")
    reader.write("words", "Three children; one is not born yet")
    read(reader)
    refused(reader, "The criteria ask for a referral", "Three children; one is not born yet")
    reader.choose("kind", "REFER")
    submit(reader)
    reader.see("Referral to children's social care").click("Record the receipt").fill("Who has it", "Sol Duty")
    submit(reader)
    reader.see("The receipt is recorded").check()
    assert timezone.now() - Notice.objects.get(kind="REFER").received_at < timedelta(minutes=5)
