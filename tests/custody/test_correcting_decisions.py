"""A correction is no way around the gates: what the door of a kind asks is asked again."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.models import Posting
from core.errors import Refused
from custody import queries, services
from custody.models import CustodyEvent
from tests.custody.test_notices_and_breaches import when

VIEWS = {"views_sought": True, "victim_views": "She wants him kept away for longer"}


@pytest.fixture
def correct(officer, at):
    """Return a function by which a constable corrects an event; any keyword may be replaced."""

    def corrected(event, *, effective_at=None, asked=None, **details):
        said = {"event_id": event.pk, "reason": "Misread", "effective_at": effective_at, "by": officer, "at": at}
        return services.correct_event(**said, details=event.details | details, **(asked or {}))

    return corrected


@pytest.fixture
def of_rank(officer, at):
    """Return a function that enrols an officer of a rank in the same force."""

    def enrolled(rank):
        found = accounts.enrol(username=f"a-{rank}", first_name="R", last_name=rank.title(), rank=rank)
        place = {"force": officer.posting.force, "unit": officer.posting.unit, "role": "RESPONSE"}
        Posting.objects.create(officer=found, from_at=at - timedelta(days=9), **place)
        return found

    return enrolled


@pytest.mark.parametrize("details", [{"conditions": []}, {"bail_ends_on": "2027-02-12"}])
def test_her_views_are_asked_anew_where_conditions_or_the_last_day_of_bail_change(bail, correct, sergeant, details):
    event = bail()

    with pytest.raises(Refused, match="asked for her views") as refused:
        correct(event, asked={"authorised_by_id": sergeant.pk}, **details)

    assert refused.value.field == "views_sought"
    right = correct(event, asked=VIEWS | {"authorised_by_id": sergeant.pk}, **details)
    assert (right.views_sought, right.victim_views) == (True, VIEWS["victim_views"])


@pytest.mark.parametrize("details", [{"conditions": []}, {"bail_ends_on": "2027-02-12"}])
def test_a_constable_cannot_lean_on_the_sergeant_who_authorised_something_else(bail, correct, sergeant, case, details):
    event = bail()

    with pytest.raises(Refused, match="authorised by a sergeant or above") as refused:
        correct(event, asked=VIEWS, **details)

    assert refused.value.field == "authorised_by_id"
    assert CustodyEvent.objects.get().withdrawn_at is None
    assert correct(event, asked=VIEWS | {"authorised_by_id": sergeant.pk}, **details).authorised_by == sergeant


@pytest.mark.parametrize(
    ("last", "rank", "refusal"),
    [
        ("2027-02-16", "sergeant", ""),
        ("2027-02-17", "sergeant", "an inspector"),
        ("2027-02-17", "inspector", ""),
        ("2027-08-17", "superintendent", "magistrates"),
        ("2027-12-31", "superintendent", "magistrates"),
    ],
)
def test_a_corrected_last_day_is_within_the_rank_that_authorises_it(bail, correct, of_rank, last, rank, refusal):
    asked = VIEWS | {"authorised_by_id": of_rank(rank).pk}
    event = bail()

    if not refusal:
        assert correct(event, asked=asked, bail_ends_on=last).details["bail_ends_on"] == last
        return
    with pytest.raises(Refused, match=refusal):
        correct(event, asked=asked, bail_ends_on=last)


def test_where_only_the_time_was_wrong_her_views_and_the_authority_stand(bail, correct, at):
    event = bail()

    right = correct(event, effective_at=at - timedelta(hours=5))

    assert (right.victim_views, right.authorised_by) == (event.victim_views, event.authorised_by)


def test_bail_that_a_system_sent_is_moved_without_an_authority_but_not_behind_its_last_day(happened, correct, at):
    sent = happened("BAIL_GRANTED", hours_ago=72, bail_ends_on="2026-11-15")

    with pytest.raises(Refused, match="end before it begins"):
        correct(sent, effective_at=at)
    assert correct(sent, effective_at=at - timedelta(hours=71)).authorised_by is None


def test_bail_of_a_court_has_no_rank_to_ask_for(bail, happened, correct):
    event = bail(by_court=True, bail_ends_on=None)

    assert correct(event, asked=VIEWS, conditions=[]).authorised_by is None


def test_a_change_of_bail_is_not_moved_to_before_that_bail(bail, officer, correct, case, at):
    bail()
    changed = services.vary_bail(
        case_id=case.pk, conditions=[], effective_at=at - timedelta(hours=1), reason="Work", by=officer, at=at, **VIEWS
    )

    with pytest.raises(Refused, match="not in force at this time"):
        correct(changed, effective_at=at - timedelta(hours=4))
    with pytest.raises(Refused, match="asked for her views"):
        correct(changed, conditions=[{"kind": "CURFEW", "text": "At night"}])


@pytest.mark.parametrize(("length", "taken"), [(13, False), (14, True), (28, True), (29, False)])
def test_a_corrected_order_lasts_as_long_as_such_an_order_may(order, correct, at, length, taken):
    day = (at.date() - timedelta(days=1) + timedelta(days=length - 1)).isoformat()
    made = order()

    if taken:
        assert correct(made, asked=VIEWS, expires_on=day).victim_views == VIEWS["victim_views"]
        return
    with pytest.raises(Refused, match="14 to 28 days"):
        correct(made, asked=VIEWS, expires_on=day)


@pytest.fixture
def order(case, officer, at):
    """Return a function that records a protection order of twenty days."""

    def made():
        last = at.date() + timedelta(days=18)
        terms = [{"kind": "NO_CONTACT", "text": "Asha"}]
        said = {"order": "DVPO", "conditions": terms, "expires_on": last, "views_sought": True, "victim_views": "Yes"}
        return services.record_order(
            case_id=case.pk, effective_at=at - timedelta(days=1), court="Dover", by=officer, at=at, **said
        )

    return made


def test_an_order_keeps_its_terms_and_a_change_of_them_asks_for_her_views(order, correct):
    made = order()

    with pytest.raises(Refused, match="asked for her views"):
        correct(made, conditions=[])
    with pytest.raises(Refused, match="what the order forbids"):
        correct(made, asked=VIEWS, conditions=[])


def test_a_sentence_that_turns_out_to_be_prison_names_who_keeps_in_touch(happened, correct):
    community = happened("SENTENCED", sentence="COMMUNITY")

    with pytest.raises(Refused, match="who keeps in touch with the victim"):
        correct(community, sentence="CUSTODY")


def test_the_page_asks_for_views_and_authority_and_keeps_what_was_typed(bail, case, officer, sergeant, client_for, at):
    event, browser = bail(), client_for(officer)
    path = f"/custody-events/{event.pk}/correct/"
    typed = when(event.effective_at) | {
        "bail_ends_on_day": 12,
        "bail_ends_on_month": 2,
        "bail_ends_on_year": 2027,
        "condition_no_contact": "Asha Vale",
        "reason": "The last day was misread",
    }
    assert "Who authorised the right conditions or last day?" in browser.get(path).content.decode()

    no = browser.post(path, typed)
    yes = browser.post(path, typed | VIEWS | {"views_sought": "yes", "authorised_by_id": str(sergeant.pk)})

    assert no.status_code == 409 and "Say whether the victim was asked for her views." in no.content.decode()
    assert "The last day was misread" in no.content.decode()
    assert yes.status_code == 302
    assert len(queries.position(case.pk).conditions) == 1
