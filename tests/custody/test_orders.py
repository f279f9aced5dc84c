"""Orders and notices: their terms stand until their last day, and no end goes by in silence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import escalation, rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from custody import queries, services

TERMS = [{"kind": "STAY_AWAY", "text": "Harbour Row"}, {"kind": "VACATE", "text": "14 Harbour Row"}]


@pytest.fixture
def order(case, officer, at):
    """Return a function that records an order of the case; any keyword may be replaced."""

    def recorded(**changes):
        arguments = {
            "case_id": case.pk,
            "order": "NON_MOLESTATION",
            "effective_at": at - timedelta(hours=2),
            "expires_on": date(2027, 5, 16),
            "court": "Dover Family Court",
            "conditions": TERMS,
            "views_sought": True,
            "victim_views": "She asked for it herself",
            "by": officer,
            "at": at,
        }
        return services.record_order(**(arguments | changes))

    return recorded


@pytest.fixture
def page(client_for, officer):
    """Return a function that opens a page and gives its text."""
    return lambda path, by=None: client_for(by or officer).get(path).content.decode()


def test_an_order_stands_with_its_terms_line_by_line(order, case, at):
    order()

    live = queries.live_conditions(case.pk, at)
    assert [(each["of"], each["kind"], each["until"]) for each in live] == [
        ("NON_MOLESTATION", "STAY_AWAY", date(2027, 5, 16)),
        ("NON_MOLESTATION", "VACATE", date(2027, 5, 16)),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"views_sought": None}, "whether the victim was asked", "views_sought"),
        ({"victim_views": ""}, "what she said", "victim_views"),
        ({"conditions": []}, "one term on a line", "condition_other"),
        ({"order": "LETTER"}, "Say which order", "order"),
        ({"order": "DVPN"}, "Say which order", "order"),
        ({"expires_on": date(2026, 11, 15)}, "cannot end before", "expires_on"),
        ({"order": "DVPO", "expires_on": None}, "14 to 28 days", "expires_on"),
        ({"order": "DVPO", "expires_on": date(2026, 11, 28)}, "14 to 28 days", "expires_on"),
        ({"order": "DVPO", "expires_on": date(2026, 12, 14)}, "14 to 28 days", "expires_on"),
        ({"order": "STALKING", "expires_on": date(2028, 11, 14)}, "at least two years", "expires_on"),
    ],
)
def test_an_order_that_cannot_be_so_is_refused_with_what_would_put_it_right(order, changes, sentence, field):
    with pytest.raises(Refused, match=sentence) as refusal:
        order(**changes)

    assert refusal.value.field == field


@pytest.mark.parametrize("last", ["2026-11-29", "2026-12-13"])
def test_a_dvpo_of_14_days_and_one_of_28_are_both_orders(order, last):
    assert order(order="DVPO", expires_on=date.fromisoformat(last)).pk


def test_an_interim_stalking_order_and_one_without_end_are_both_orders(order):
    assert order(order="STALKING", expires_on=None).pk
    assert order(order="STALKING", expires_on=date(2028, 11, 15)).pk


def test_the_subject_of_a_dapo_has_three_days_to_give_name_and_address(order, owed, happened):
    order(order="DAPO", expires_on=None)

    assert owed()["DAPO_NOTIFICATION"].due_at == datetime(2026, 11, 20, tzinfo=UTC)
    happened("ADDRESS_NOTIFIED", hours_ago=1)
    assert "DAPO_NOTIFICATION" not in owed()


def test_of_other_orders_no_name_and_address_is_asked(order, owed):
    order(order="RESTRAINING")

    assert "DAPO_NOTIFICATION" not in owed()


# The order of 16 November 2026 ends with 16 May 2027; that Sunday is over at midnight in London (BST).
@pytest.mark.parametrize(("seconds", "lapsed"), [(-1, False), (0, True), (1, True)])
def test_an_order_that_nobody_renewed_asks_for_telling_and_reassessing_from_the_midnight_after(
    order, owed, seconds, lapsed
):
    event = order()

    escalation.sweep(datetime(2027, 5, 16, 23, tzinfo=UTC) + timedelta(seconds=seconds))

    found = set(owed("REASSESS_ORDER_LAPSED", "TELL_VICTIM_ORDER_LAPSED", "REVIEW_PLAN_ORDER_LAPSED", about=event))
    assert len(found) == (3 if lapsed else 0)


def test_a_lapse_is_said_once_however_often_and_late_it_is_looked_at(order, case):
    order()
    end = datetime(2027, 5, 16, 23, tzinfo=UTC)

    escalation.sweep(end + timedelta(hours=72))
    escalation.sweep(end + timedelta(hours=73))

    (entry,) = Entry.objects.filter(event="custody.order_lapsed")
    assert entry.occurred_at == end
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_an_order_that_ended_before_its_last_day_does_not_lapse(order, happened):
    order()
    happened("ORDER_ENDED", hours_ago=1, order="NON_MOLESTATION")

    escalation.sweep(datetime(2027, 6, 1, tzinfo=UTC))

    assert not Entry.objects.filter(event="custody.order_lapsed").exists()


# Served on Friday 13 November 2026 at 10:00: Saturday counts, Sunday does not, so that it lapses on Monday at 10:00.
@pytest.mark.parametrize(("minutes", "holds"), [(-1, True), (0, False), (1, False)])
def test_a_notice_holds_for_48_hours_without_the_sunday_and_then_lapses(happened, case, at, minutes, holds):
    happened("DAPN_SERVED", hours_ago=72, conditions=TERMS)
    moment = at + timedelta(minutes=minutes)

    escalation.sweep(moment)

    assert bool(queries.live_conditions(case.pk, moment)) == holds
    assert Duty.objects.filter(case_id=case.pk, code="REASSESS_ORDER_LAPSED").exists() != holds


@pytest.mark.parametrize("kind", ["ORDER_MADE", "ORDER_REFUSED"])
@pytest.mark.parametrize(
    ("order", "answers"),
    [("DVPO", True), ("DAPO", True), (None, True), ("NON_MOLESTATION", False), ("RESTRAINING", False)],
)
@pytest.mark.parametrize("first", ["notice", "decision"])
def test_only_its_own_order_made_or_refused_answers_a_notice_in_either_order_of_arrival(
    happened, case, owed, at, kind, order, answers, first
):
    steps = {
        "notice": lambda: happened("DVPN_SERVED", hours_ago=9, conditions=TERMS),
        "decision": lambda: happened(kind, hours_ago=2, **({"order": order} if order else {})),
    }
    for step in sorted(steps, key=lambda each: each != first):
        steps[step]()

    assert ("DVPN_TO_COURT" in owed()) != answers
    assert bool([each for each in queries.position(case.pk).orders if each["order"] == "DVPN"]) != answers
    escalation.sweep(at + timedelta(days=4))
    assert Entry.objects.filter(event="custody.order_lapsed", facts__kind="DVPN").exists() != answers
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_a_notice_whose_hearing_was_adjourned_continues(happened, case, at):
    happened("DAPN_SERVED", hours_ago=72, conditions=TERMS)
    happened("COURT_HEARD", hours_ago=2, result="ADJOURNED")

    escalation.sweep(at + timedelta(hours=5))

    assert queries.live_conditions(case.pk, at + timedelta(hours=5))
    assert not Entry.objects.filter(event="custody.order_lapsed").exists()


def test_the_register_shows_the_first_to_run_out_first(order, page, at):
    order(order="RESTRAINING", expires_on=None)
    order(order="OCCUPATION", expires_on=date(2027, 3, 1))
    order(order="NON_MOLESTATION", expires_on=date(2027, 1, 10))

    text = page("/custody/orders/")

    places = [text.index(f'header">{words} order') for words in ("Non-molestation", "Occupation", "Restraining")]
    assert places == sorted(places)
    assert "Leave the home: 14 Harbour Row" in text


@pytest.mark.parametrize(("days", "shown"), [(6, True), (7, True), (8, False)])
def test_the_register_is_filtered_by_what_runs_out_in_a_week(order, case, officer, at, days, shown):
    order(expires_on=(at + timedelta(days=days)).date())

    assert bool(queries.register(reader=officer, at=at, within_days=7)) == shown


def test_the_register_says_which_order_was_breached_since_it_was_made(order, happened, page):
    order(order="RESTRAINING", expires_on=None)
    happened("BREACHED", hours_ago=3, breach_of="RESTRAINING")
    happened("BREACHED", hours_ago=1, breach_of="BAIL")
    assert "Breached" not in page("/custody/orders/")

    happened("BREACHED", hours_ago=1, breach_of="RESTRAINING")
    assert page("/custody/orders/").count("Breached</strong>") == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"authorised_by_name": "Ada Marsh", "authorised_rank": "SUPERINTENDENT"}, "Ada Marsh, superintendent"),
        ({}, "not on record"),
    ],
    ids=["said", "not said"],
)
def test_the_register_says_who_authorised_a_notice_on_its_page_and_to_machines(
    happened, page, client_for, officer, case, said, words
):
    happened("DVPN_SERVED", **said)

    assert f"Authorised by: {words}<" in page("/custody/orders/")
    (row,) = client_for(officer).get("/api/v1/orders/").json()["results"]
    assert (row["case"], row["order"]) == (str(case.pk), "DVPN")
    assert [row["authorised_by"], row["authorised_rank"]] == (list(said.values()) or ["", ""])
    assert client_for(officer).get("/api/v1/orders/?kind=DVPO").json() == {"results": [], "more": 0}


def test_the_register_says_of_an_order_which_a_court_made_no_officer(order, page):
    order()

    assert "Authorised by" not in page("/custody/orders/")


def test_the_page_for_an_order_says_whose_it_is(page, case):
    assert "Suspect: Dorian Crane" in page(f"/cases/{case.pk}/orders/new/")


def test_the_register_is_filtered_by_kind_and_says_when_there_is_none(order, page):
    order()

    assert "Harbour Row" in page("/custody/orders/?kind=NON_MOLESTATION")
    assert "No order of this kind" in page("/custody/orders/?kind=DAPO")
    assert "Harbour Row" in page("/custody/orders/?kind=nonsense&expiring=soon")


def test_the_register_shows_nothing_of_a_restricted_case(order, page, case, safeguarding, officer, other_officer, at):
    from incidents import services as incidents

    order()
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)

    assert "Harbour Row" in page("/custody/orders/")
    assert "No order stands" in page("/custody/orders/", by=other_officer)
    assert '"results":[]' in page("/api/v1/orders/", by=other_officer).replace(" ", "")
    assert str(case.pk) in page("/api/v1/orders/")


def test_an_order_is_recorded_on_its_page(client_for, officer, case):
    answer = client_for(officer).post(
        f"/cases/{case.pk}/orders/new/",
        {
            "order": "RESTRAINING",
            "court": "Dover",
            "effective_at_day": "16",
            "effective_at_month": "11",
            "effective_at_year": "2026",
            "effective_at_time": "10:00",
            "condition_no_contact": "Asha Vale",
            "views_sought": "yes",
            "victim_views": "She is relieved",
        },
        follow=True,
    )

    assert "Restraining order" in answer.content.decode()
    assert [each.order for each in queries.folded(case.pk).orders] == ["RESTRAINING"]


def test_whoever_goes_to_the_call_sees_what_is_in_force(order, incident, page):
    order()

    text = page(f"/incidents/{incident.pk}/")

    assert "In force against the suspect" in text
    assert "Stay away from a place: Harbour Row" in text
