"""A new version of the questions comes into force: all are told what it changes, and who has not read it is known."""

from dataclasses import replace

import pytest
from django.utils import timezone

from law import clocks, questionnaires
from risk import services
from risk.models import Assessment
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = questionnaires.load("DASH_2009_POLICE")


@pytest.fixture
def draft(case, everybody):
    """Every question answered under the version that is over as soon as the new one stands."""
    given = {"answers": {item.code: "NO" for item in FIRST.items}, "children": "NONE"}
    by = {"by": everybody["officer"], "at": timezone.now()}
    begun = services.start_assessment(case_id=case.pk, **by)
    services.save_answers(assessment_id=begun.pk, **given, **by)
    return begun


@pytest.fixture
def second(draft, monkeypatch):
    """A version that stands from today, with one question reworded, one more, and a lower threshold."""
    reworded = replace(FIRST.items[0], text="Were you hurt just now?")
    added = replace(FIRST.items[-1], code="new_thing", number="28", text="Does this person have your keys?")
    today = clocks.london_day(timezone.now())
    items = (reworded, *FIRST.items[1:], added)
    found = replace(FIRST, version="2", in_force_from=today, items=items, visible_high_risk_at=12)
    # Whatever else is announced would stand in the same lines.
    frequency = replace(questionnaires.load("FREQUENCY", "1"), in_force_until=None)
    others = tuple(each for each in questionnaires.ALL if each.code != "FREQUENCY")
    monkeypatch.setattr(questionnaires, "ALL", (*others, frequency, found))
    return found


def test_an_officer_reads_the_digest_acknowledges_it_and_the_supervisor_sees_who_has_not(reader_for, everybody, second):
    phone = reader_for(everybody["officer"], PHONE)
    phone.see("Read what changed").click("Read what changed")
    phone.click(f"{second.title}, version 2")
    phone.see("is now 12 answers of yes", "Does this person have your keys?", "Were you hurt just now?").check()
    desk = reader_for(everybody["sergeant"]).go("/questions/")
    desk.see(f"{everybody['officer']}: {second.title}, version 2").check()

    phone.click("I have read this")

    phone.see("You acknowledged the new version.")
    assert f"{everybody['officer']}: {second.title}" not in desk.go("/questions/").page.inner_text("main")


def test_what_was_answered_under_a_version_that_is_over_is_refused_with_a_way_on_and_nothing_is_lost(
    reader_for, everybody, case, draft, second
):
    phone = reader_for(everybody["officer"], PHONE)
    phone.go(f"/assessments/{draft.pk}/answer/").see("A newer version of these questions holds today").check()
    phone.go(f"/assessments/{draft.pk}/submit/").choose("grade", "STANDARD").write("grade_reasons", "First report")
    phone.click("Submit for sign-off")
    phone.see("was not in force on", "set this draft aside and start a new assessment. Your draft is kept.")
    assert phone.page.locator('textarea[name="grade_reasons"]').input_value() == "First report"
    assert phone.page.locator('input[name="grade"][value="STANDARD"]').is_checked()
    assert Assessment.objects.get(pk=draft.pk).answers.filter(value="NO").count() == 27

    phone.click("set this draft aside", exact=True)
    phone.write("reason", "A newer version holds").click("Set aside", exact=True)
    phone.go(f"/cases/{case.pk}/assess/").see("The questions changed since you last read them").click("Start")

    phone.see("Were you hurt just now?", "Does this person have your keys?")
    assert "A newer version" not in phone.page.inner_text("main")
    phone.faults.clear()
    phone.check()
