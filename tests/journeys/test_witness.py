"""The victim as a witness, in a browser: from the charge to the sentence, with somebody named at each step."""

import pytest

from core.models import Duty
from custody.models import ContactOwner
from tests.journeys.conftest import PHONE, day_of, submit
from witness_care.models import SpecialMeasure

pytestmark = pytest.mark.django_db(transaction=True)
SAFE = "She chose the time and said that nobody else was there"


def test_a_witness_is_cared_for_from_the_charge_to_the_sentence(reader_for, case, everybody):
    officer, carer = reader_for(everybody["officer"], PHONE), reader_for(everybody["witness_carer"])
    charge(officer, case)
    assert owed(case) >= {"NAME_WITNESS_CONTACT", "WITNESS_NEEDS"}
    ask_to_care(officer, carer, case, everybody["witness_carer"])
    list_a_hearing(carer, case)
    special_measure(carer, case)
    go_through_it(carer, case)
    statement(carer, case)
    sentence(officer, case, everybody["officer"])
    statement_at_sentence(carer, case)

    assert not owed(case) & {"NAME_WITNESS_CONTACT", "WITNESS_NEEDS", "APPLY_MEASURE", "NAME_VICTIM_CONTACT_OWNER"}
    carer.go(f"/cases/{case.pk}/").see("Witness Carer Example cares for the victim as a witness").check()


def owed(case):
    """Return the codes of what is owed in the case."""
    return set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))


def speak(reader, said):
    """Write down a conversation with her: the way, what was said, that it was safe, and why in this way."""
    reader.choose("method", "PHONE").write("said", said).write("safe_how", SAFE)
    return reader.write("exception_reason", "She rang the station herself")


def charge(reader, case):
    """The suspect is charged."""
    reader.go(f"/cases/{case.pk}/custody/new/?kind=CHARGED").check()
    day_of(reader, "effective_at", -1, "09:00")
    submit(reader, "Charged")


def ask_to_care(officer, carer, case, carer_officer):
    """The officer asks witness care; nothing changes hands until they accept."""
    officer.go(f"/cases/{case.pk}/witness/").see("Nobody is named").check()
    officer.click("Name somebody").check().officer("officer_id", carer_officer)
    officer.write("must_know", "Call before three; he fetches the children then")
    submit(officer, "Until somebody accepts, nothing changes hands", "has not answered yet")
    carer.go("/").see("Accept to care for the victim as a witness")
    carer.go(f"/cases/{case.pk}/witness/").click("Accept", exact=True).see("he fetches the children then").check()
    submit(carer, "You care for this witness now", "Witness Carer Example, since")


def list_a_hearing(reader, case):
    """The court lists the trial, and moves it a week."""
    reader.click("A hearing was listed").check()
    day_of(reader, "effective_at", -1, "10:00")
    reader.choose("hearing", "TRIAL").fill("Court", "Dover Crown Court").fill("Who gave the date", "The court's list")
    day_of(reader, "hearing_at", 20, "10:00")
    submit(reader)
    reader.go(f"/cases/{case.pk}/witness/").see("Trial", "Dover Crown Court", "Given by The court's list")
    reader.click("Another time or place").see("Trial:").check()
    day_of(reader, "hearing_at", 27, "10:00")
    day_of(reader, "as_at")
    submit(reader, "The old time stays on record", "What was listed before").check()


def special_measure(reader, case):
    """She wants screens: asked, applied for, granted, told."""
    reader.click("Ask the victim what is needed").see("eligible without having to show fear").check()
    reader.choose("needs", "SEPARATE_WAY").choose("measures", "SCREENS")
    speak(reader, "I cannot look at him")
    submit(reader, "I cannot look at him", "Screens", "Wanted")
    reader.click("Applied for").check()
    day_of(reader, "applied_on")
    reader.fill("Court", "Dover Crown Court")
    submit(reader)
    reader.click("Decided").choose("granted", "yes")
    day_of(reader, "decided_on")
    submit(reader, "Granted")
    speak(reader.click("Victim told"), "Screens are granted")
    submit(reader, "victim told").check()
    assert SpecialMeasure.objects.get(case=case).told_at


def go_through_it(reader, case):
    """The hearing is gone through with her."""
    speak(reader.click("Go through it with the victim"), "The way in, the screens")
    submit(reader, "Gone through with the victim").check()


def statement(reader, case):
    """The statement is offered; it is made and kept elsewhere."""
    reader.click("Offer it, or record the answer").check().choose("answer", "MADE").choose("reading", "SELF")
    speak(reader, "What it is for, and that it can wait")
    submit(reader, "Give the reference under which the statement is kept")
    reader.faults.clear()  # The browser writes down the status of a refusal.
    reader.fill("Where is the statement kept", "File 12")
    submit(reader, "The victim reads it aloud", "Kept under File 12").check()


def sentence(reader, case, officer):
    """The sentence names who keeps in touch with her while it lasts."""
    reader.go(f"/cases/{case.pk}/custody/new/").choose("kind", "SENTENCED")
    submit(reader).check()
    day_of(reader, "effective_at", 0, "00:01")
    reader.fill("Court", "Dover Crown Court").choose("sentence", "CUSTODY").page.locator('input[name="months"]').fill(
        "14"
    )
    submit(reader, "Name who keeps in touch with the victim while the suspect is in prison")
    reader.faults.clear()
    reader.officer("officer_id", officer).write("release_known", "The prison was asked").check()
    submit(reader, "The sentence is recorded")
    assert ContactOwner.objects.get(case=case).officer == officer


def statement_at_sentence(reader, case):
    """What became of it is recorded."""
    reader.go(f"/cases/{case.pk}/witness/").click("What became of it at sentence").choose("use", "READ_BY_VICTIM")
    day_of(reader, "used_on")
    submit(reader, "the victim read it aloud").check()
