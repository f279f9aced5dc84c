"""Whoever was held and walks out, by whatever decision: she is told the same day, and the plan is reviewed."""

from datetime import timedelta

import pytest

from core import rebuilding
from core.models import Duty, Entry
from custody import services
from law import clocks

LIBERTY = {"TELL_VICTIM_AT_LIBERTY", "REVIEW_PLAN_AT_LIBERTY"}
WALKS_OUT = [
    ("COURT_HEARD", {"result": "ACQUITTED"}),
    ("COURT_HEARD", {"result": "DISCONTINUED"}),
    ("SENTENCED", {"sentence": "SUSPENDED"}),
    ("SENTENCED", {"sentence": "COMMUNITY"}),
]
STAYS = [
    ("COURT_HEARD", {"result": "ADJOURNED"}),
    ("COURT_HEARD", {"result": "CONVICTED"}),
    ("SENTENCED", {"sentence": "CUSTODY"}),
    ("SENTENCED", {"sentence": "HOSPITAL"}),
    ("DECEASED", {}),
    # Of another matter: what a court ordered, no decision of the police ends.
    ("NO_FURTHER_ACTION", {}),
]


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(("kind", "details"), WALKS_OUT)
def test_a_person_on_remand_who_walks_out_is_told_of_the_same_day(happened, owed, at, kind, details, late):
    if late:
        event = happened(kind, 2, **details)
        assert not LIBERTY & set(owed())
        happened("REMANDED", 30)
    else:
        happened("REMANDED", 30)
        event = happened(kind, 2, **details)

    found = owed(about=event)
    assert set(found) >= LIBERTY
    assert found["TELL_VICTIM_AT_LIBERTY"].due_at == clocks.end_of_day(clocks.london_day(at))


@pytest.mark.parametrize(("kind", "details"), STAYS)
def test_of_somebody_who_stays_inside_no_liberty_is_told(happened, owed, kind, details):
    happened("REMANDED", 30)
    happened(kind, 2, **details)

    assert not LIBERTY & set(owed())


@pytest.mark.parametrize(("kind", "details"), WALKS_OUT)
def test_of_somebody_who_was_free_before_nothing_more_is_told(happened, owed, kind, details):
    happened("CHARGED", 30)
    happened(kind, 2, **details)

    assert not LIBERTY & set(owed())


@pytest.mark.parametrize(("kind", "details"), [("RELEASED", {"route": "COURT"}), ("BAIL_GRANTED", {"by_court": True})])
def test_what_says_by_itself_that_he_is_free_is_told_once(happened, owed, kind, details):
    happened("REMANDED", 30)
    happened(kind, 2, **details)

    assert not LIBERTY & set(owed())


def test_it_is_said_once_whatever_follows_and_is_over_when_it_did_not_happen(happened, owed, officer, at):
    happened("REMANDED", 30)
    event = happened("COURT_HEARD", 2, result="ACQUITTED")
    happened("HEARING_LISTED", 1)
    assert Entry.objects.filter(event="custody.at_liberty").count() == 1

    services.withdraw_event(event_id=event.pk, reason="Another man", by=officer, at=at)

    assert not LIBERTY & set(owed())


@pytest.mark.parametrize("charged_first", [True, False])
def test_bail_after_a_charge_is_the_courts_whether_or_not_the_message_says_so(happened, owed, charged_first):
    if charged_first:
        happened("CHARGED", 9)
    granted = happened("BAIL_GRANTED", 2)
    assert ("TELL_VICTIM_COURT_BAIL" in owed()) is charged_first
    if not charged_first:
        happened("CHARGED", 9)
        happened("HEARING_LISTED", 1)

    assert owed()["TELL_VICTIM_COURT_BAIL"].subject_id == granted.pk
    assert Duty.objects.filter(code="TELL_VICTIM_COURT_BAIL").count() == 1
    assert Duty.objects.filter(code="TELL_VICTIM_BAIL").count() == 1


def test_bail_before_a_charge_is_of_the_police(happened, owed):
    happened("BAIL_GRANTED", 9, bail_ends_on="2027-02-01")
    happened("CHARGED", 2)

    assert "TELL_VICTIM_COURT_BAIL" not in owed()


@pytest.mark.parametrize(
    ("details", "asked"),
    [
        ({"sentence": "CUSTODY"}, True),
        ({"sentence": "SUSPENDED"}, True),
        ({"sentence": "HOSPITAL"}, True),
        ({"custodial": True}, True),
        ({"sentence": "COMMUNITY", "months": 12}, True),
        ({"sentence": "COMMUNITY"}, False),
        ({}, False),
    ],
)
def test_a_sentence_of_liberty_asks_for_a_new_assessment_although_its_length_is_not_known(
    happened, owed, details, asked
):
    happened("SENTENCED", **details)

    assert ("REASSESS_SENTENCE" in owed()) is asked


@pytest.mark.parametrize(("sentence", "asked"), [("CUSTODY", True), ("HOSPITAL", True), ("SUSPENDED", False)])
def test_while_he_is_detained_somebody_is_named_who_keeps_in_touch(happened, owed, sentence, asked):
    happened("SENTENCED", sentence=sentence)

    assert ("NAME_VICTIM_CONTACT_OWNER" in owed()) is asked


def test_told_of_late_it_is_owed_on_the_day_we_heard_of_it(happened, owed, at):
    happened("REMANDED", 200)
    happened("COURT_HEARD", 150, result="ACQUITTED")

    due = owed()["TELL_VICTIM_AT_LIBERTY"].due_at
    assert at < due <= at + timedelta(days=1)
