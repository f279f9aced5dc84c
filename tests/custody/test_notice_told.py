"""She is told the same day, and once, of a notice that protects her; what is said again is not told anew."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core import escalation, rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from custody import queries, services
from dacase import words
from law import clocks

pytestmark = pytest.mark.django_db
TERMS = [{"kind": "NO_CONTACT", "text": "Asha Vale"}]
AUTHORITY = {"DVPN_SERVED": "SUPERINTENDENT", "DAPN_SERVED": "INSPECTOR"}


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def served(case, officer, at):
    """Return a function that serves a notice by hand, by default an hour ago."""

    def serve(kind="DVPN_SERVED", when=None, heard=None):
        details = {"conditions": TERMS, "authorised_by_name": "Ada Marsh", "authorised_rank": AUTHORITY[kind]}
        when = when or at - timedelta(hours=1)
        heard = heard or max(at, when)
        return services.enter_event(
            case_id=case.pk, kind=kind, effective_at=when, details=details, by=officer, at=heard
        )

    return serve


@pytest.fixture
def tell(case, officer, at):
    """Return a function that tells the victim of an event."""

    def told(event, **changes):
        said = {"method": "PHONE", "safe_how": "She rang us", "what_said": "He may not come near you until Wednesday"}
        who = {"event_id": event.pk, "case_id": case.pk, "exception_reason": "She rang us", "by": officer, "at": at}
        return services.record_victim_told(**(said | who | changes))

    return told


def told_of(event):
    """Return how each duty to tell her of a notice has ended so far; empty where it is still owed."""
    return [each.ended_as for each in Duty.objects.filter(code="TELL_VICTIM_NOTICE", subject_id=event.pk)]


@pytest.mark.parametrize("kind", AUTHORITY)
def test_a_notice_that_is_served_asks_in_its_own_entry_for_the_victim_to_be_told(served, owed, officer, kind):
    event = served(kind)

    duty = owed()["TELL_VICTIM_NOTICE"]
    assert (duty.subject_id, duty.owner_id, duty.opened_by.event) == (event.pk, officer.pk, f"custody.{kind.lower()}")
    assert duty.opened_by == Entry.objects.get(subject_id=event.pk)


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("2026-11-15T23:59", "2026-11-16T00:00"),
        ("2026-11-16T00:00", "2026-11-17T00:00"),
        ("2026-11-16T23:59", "2026-11-17T00:00"),
    ],
)
def test_she_is_told_of_it_on_the_day_on_which_it_is_served(served, owed, when, due):
    served(when=datetime.fromisoformat(when).replace(tzinfo=UTC))

    assert owed()["TELL_VICTIM_NOTICE"].due_at == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_only_what_reached_her_with_what_was_said_of_this_notice_meets_it(served, tell, happened, owed):
    event, other = served(), happened("ARRESTED")

    tell(other)
    tell(event, reached=False, what_said="")
    with pytest.raises(Refused, match="what she was told"):
        tell(event, what_said=" ")
    assert "TELL_VICTIM_NOTICE" in owed()

    tell(event)
    assert told_of(event) == ["MET"]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("kind", AUTHORITY)
def test_a_notice_that_goes_back_to_court_is_told_of_once(served, tell, happened, owed, officer, at, kind, told):
    event = served(kind, when=at - timedelta(hours=9))
    if told:
        tell(event)
    order = happened("ORDER_MADE", order="DVPO")

    services.withdraw_event(event_id=order.pk, reason="Another man", by=officer, at=at)

    assert f"{kind[:4]}_TO_COURT" in owed()
    assert told_of(event) == (["MET"] if told else [""])


def test_a_notice_heard_of_after_the_order_that_answers_it_is_told_of_once(happened, served, at):
    happened("ORDER_MADE", order="DVPO")

    event = served(when=at - timedelta(hours=9))

    assert told_of(event) == [""]
    assert Entry.objects.filter(event="custody.notice_answered").exists()


def test_of_a_corrected_notice_she_is_told_what_is_right_and_of_the_wrong_one_no_more(served, officer, at):
    wrong = served()

    right = services.correct_event(
        event_id=wrong.pk, reason="An hour out", effective_at=at - timedelta(hours=2), by=officer, at=at
    )

    assert (told_of(wrong), told_of(right)) == (["VOID"], [""])


def test_what_is_said_again_asks_anew_only_for_what_its_answer_had_met(happened, tell, owed, officer, at):
    arrest = happened("ARRESTED", 9, breach_of="DVPN")
    tell(arrest)
    heard = happened("COURT_HEARD", 2)
    before = set(owed(about=arrest))
    assert "ORDER_BREACH_TO_COURT" not in before

    services.withdraw_event(event_id=heard.pk, reason="Another man", by=officer, at=at)

    assert set(owed(about=arrest)) == before | {"ORDER_BREACH_TO_COURT"}


def test_the_page_says_what_protects_her_and_until_when_and_goes_with_what_was_said(
    served, case, officer, client_for, happened
):
    now = timezone.now()
    happened("ORDER_MADE", order="RESTRAINING")
    event = served(when=now - timedelta(minutes=1), heard=now)
    browser, path = client_for(officer), f"/custody-events/{event.pk}/{case.pk}/told/"

    page = browser.get(path).content.decode()

    assert "What protects the victim now" in page and "No contact: Asha Vale" in page
    lapses_at = clocks.court_hours(event.effective_at, 48)
    assert f"until a court decides; without a court it lapses {words.deadline(lapses_at)}" in page
    assert "Restraining order" in page and "Its terms are not on record." in page


@pytest.mark.parametrize(("hours", "stands"), [(47, True), (48, False), (49, False)])
def test_a_notice_protects_until_the_hours_of_the_court_are_over(served, case, at, hours, stands):
    served(when=at)
    escalation.sweep(at)

    held = queries.holding(queries.position(case.pk), at + timedelta(hours=hours))

    assert bool(held) is stands
