"""A request for disclosure, in a browser: from who asks to what is said in person, and the auditor who finds it."""

import pytest

from disclosures.models import Request
from tests.journeys.conftest import PHONE, submit

pytestmark = pytest.mark.django_db(transaction=True)
AWAY = "Only through her sister"


def test_a_request_goes_from_who_asks_to_what_is_said_in_person(reader_for, case, everybody):
    phone = reader_for(everybody["safeguarding"], PHONE)
    ask(phone)
    step(phone, "Record the first checks", words="He hurt two partners before")
    step(phone, "Record the meeting face to face", words="At the sister's")
    phone.click("Record the panel's decision").choose("decision", "DISCLOSE")
    phone.write("words", "She is in danger").write("panel", "Ms A, health")
    submit(phone, "One person alone does not decide").faults.clear()
    write(phone, panel="Ms A, health\nInspector B, police")
    tell(phone)

    found = Request.objects.get()
    phone.page.emulate_media(media="print")
    assert AWAY not in phone.page.inner_text("main")
    auditor = reader_for(everybody["auditor"])
    auditor.go("/access/").fill("Case, person or request", f"/disclosures/{found.pk}/").click("Show")
    auditor.see("Read: disclosure", str(found.pk), str(everybody["safeguarding"])).check()
    reader_for(everybody["officer"]).go(f"/cases/{found.pk}/").see("Page not found")


def write(reader, **texts):
    """Fill the long texts of a step, and save it."""
    for name, text in texts.items():
        reader.write(name, text)
    return submit(reader)


def step(reader, link, **texts):
    """Take one step: left empty it is refused with the question that the page asks."""
    reader.click(link)
    question = reader.page.locator('label[for="id_words"]').inner_text()
    submit(reader, f"Answer the question: {question}")
    reader.faults.clear()  # The browser writes down the status of a refusal.
    write(reader, **texts)


def ask(reader):
    """Somebody who is worried asks about two people, one of whom is on no record."""
    reader.go("/disclosures/new/").fill("at risk", "Betwyn Stone").fill("danger", "Dorian Crane").click("Continue")
    reader.check().page.locator('input[name="subject_id"]').first.check()
    reader.choose("route", "ASK").choose("applicant", "OTHER").write("concern", "He told a neighbour")
    submit(reader, "Give the name of whoever applied, and how to reach them safely")
    reader.faults.clear()
    reader.fill("Name of whoever applied", "Rowan Stone").write("applicant_contact", AWAY)
    submit(reader, "Betwyn Stone", "What is owed", "(you)", AWAY).check()


def tell(reader):
    """What is said names no place, nothing is in writing, and then nothing more is owed."""
    reader.click("Record the disclosure").choose("to_whom", "AT_RISK").write("words", "He lives at CT1 2AB")
    reader.write("safe_how", "At work")
    for name in ("in_person", "nothing_written", "read_through"):
        reader.page.locator(f'input[name="{name}"]').check()
    submit(reader, "names no address and no postcode")
    reader.faults.clear()
    write(reader, words="He has hurt partners before; a plan was made").see("Disclosed in person", "Safe because")
    assert "What is owed" not in reader.page.inner_text("main")
