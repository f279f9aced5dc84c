"""Where a suspect stands follows from what took effect when, never from what reached us first."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custody import fold
from custody.states import IN_ONE_INSTANT, MAY_HAVE_CONDITIONS, ON_BAIL, Kind, Status

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NO_CONTACT = {"kind": "NO_CONTACT", "text": "Asha"}
CURFEW = {"kind": "CURFEW", "text": "20:00 to 07:00"}


@dataclass(frozen=True)
class Event:
    """An event as the fold sees it."""

    pk: str
    kind: str
    effective_at: datetime
    source: str = "NICHE"
    source_event_id: str = ""
    details: dict = field(default_factory=dict, hash=False)
    withdrawn_at: datetime | None = None


def happened(kind, day, pk=None, **details):
    """Return an event on the so-manieth day."""
    name = pk or f"{kind}-{day}"
    return Event(name, kind, START + timedelta(days=day), source_event_id=name, details=details)


SIX = (
    happened(Kind.ARRESTED, 0),
    happened(Kind.BAIL_GRANTED, 1, conditions=[NO_CONTACT], bail_ends_on="2027-02-01"),
    happened(Kind.BAIL_VARIED, 2, conditions=[CURFEW]),
    happened(Kind.CHARGED, 3),
    happened(Kind.REMANDED, 3),
    happened(Kind.RELEASED, 5),
)


def status(*events):
    """Return the status after events on successive days: (kind, details) or a kind."""
    pairs = [each if isinstance(each, tuple) else (each, {}) for each in events]
    return fold.position(happened(kind, day, **details) for day, (kind, details) in enumerate(pairs)).status


def test_all_720_orders_of_six_events_end_in_the_same_position():
    assert len({repr(fold.position(order)) for order in permutations(SIX)}) == 1
    assert fold.position(SIX).status == Status.RELEASED


EVENTS = st.lists(
    st.builds(
        Event,
        pk=st.uuids().map(str),
        kind=st.sampled_from(Kind.values),
        effective_at=st.integers(0, 5).map(lambda day: START + timedelta(days=day)),
        source=st.sampled_from(["A", "B"]),
        source_event_id=st.uuids().map(str),
        details=st.fixed_dictionaries(
            {},
            optional={
                "conditions": st.sampled_from([[NO_CONTACT], [CURFEW], []]),
                "bail_ends_on": st.sampled_from(["2027-02-01", "2027-03-01"]),
                "release_on": st.sampled_from(["2027-02-01", "2027-03-01"]),
                "by_court": st.booleans(),
                "order": st.sampled_from(["DVPO", "OTHER"]),
                "route": st.sampled_from(["LICENCE", "ESCAPED"]),
                "result": st.sampled_from(["CONVICTED", "ACQUITTED"]),
            },
        ),
        withdrawn_at=st.sampled_from([None, None, None, START]),
    ),
    max_size=8,
)


@given(EVENTS, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_any_order_of_arrival_gives_the_same_position(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)

    assert fold.position(shuffled) == fold.position(events)


@given(EVENTS)
@settings(max_examples=200, deadline=None)
def test_conditions_and_bail_ends_are_shown_only_where_they_can_exist(events):
    found = fold.position(events)

    assert not found.conditions or found.status in MAY_HAVE_CONDITIONS
    assert found.bail_ends_on is None or found.status in ON_BAIL
    assert not found.remanded or found.status == Status.CHARGED_REMANDED


def test_every_kind_has_its_place_within_one_instant():
    assert sorted(IN_ONE_INSTANT) == sorted(Kind)


def test_nothing_on_record_is_a_position_too():
    assert fold.position([]) == fold.Position()


def test_released_under_investigation_shows_no_conditions_even_after_bail():
    found = fold.position([*SIX[:3], happened(Kind.RELEASED_UNDER_INVESTIGATION, 3, conditions=[NO_CONTACT])])

    assert (found.status, found.conditions, found.bail_ends_on) == (Status.UNDER_INVESTIGATION, (), None)


def test_a_variation_keeps_what_it_does_not_name():
    found = fold.position(SIX[:3])

    assert (found.conditions, found.bail_ends_on) == ((CURFEW,), date(2027, 2, 1))


def test_a_variation_that_takes_every_condition_away_leaves_none():
    found = fold.position([*SIX[:2], happened(Kind.BAIL_VARIED, 2, conditions=[])])

    assert (found.status, found.conditions) == (Status.PRE_CHARGE_BAIL, ())


def test_a_variation_alone_tells_that_there_is_bail():
    found = fold.position([happened(Kind.BAIL_VARIED, 1, conditions=[CURFEW])])

    assert (found.status, found.conditions) == (Status.PRE_CHARGE_BAIL, (CURFEW,))


def test_a_withdrawn_event_counts_for_nothing():
    mistaken = Event("x", Kind.NO_FURTHER_ACTION, START + timedelta(days=9), withdrawn_at=START)

    assert fold.position([*SIX[:3], mistaken]) == fold.position(SIX[:3])


def test_since_is_when_the_status_began_and_a_variation_does_not_move_it():
    assert fold.position(SIX[:3]).since == SIX[1].effective_at


def test_arrest_and_remand_of_one_instant_end_in_custody():
    assert fold.position([happened(Kind.REMANDED, 0), happened(Kind.ARRESTED, 0)]).remanded


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([Kind.ARRESTED, (Kind.INTERVIEWED, {})], Status.ARRESTED),
        ([(Kind.INTERVIEWED, {"voluntary": True})], Status.VOLUNTARY_INTERVIEW),
        ([Kind.ARRESTED, Kind.CHARGED], Status.CHARGED_UNCONDITIONAL),
        ([Kind.ARRESTED, Kind.CHARGED, Kind.BAIL_GRANTED], Status.CHARGED_COURT_BAIL),
        ([(Kind.BAIL_GRANTED, {"by_court": True})], Status.CHARGED_COURT_BAIL),
        ([Kind.BAIL_GRANTED, Kind.BAIL_ENDED], Status.BAIL_ENDED),
        ([Kind.CHARGED, Kind.BAIL_GRANTED, Kind.BAIL_ENDED], Status.CHARGED_UNCONDITIONAL),
        ([Kind.CHARGED, Kind.BAIL_GRANTED, Kind.CHARGED], Status.CHARGED_COURT_BAIL),
        ([Kind.RELEASED_UNDER_INVESTIGATION, Kind.BAIL_ENDED], Status.UNDER_INVESTIGATION),
        ([Kind.REMANDED, Kind.BAIL_GRANTED, Kind.RELEASED], Status.PRE_CHARGE_BAIL),
        ([Kind.CHARGED, Kind.REMANDED, Kind.BAIL_GRANTED, Kind.RELEASED], Status.CHARGED_COURT_BAIL),
        ([Kind.REMANDED, (Kind.COURT_HEARD, {"result": "ADJOURNED"})], Status.CHARGED_REMANDED),
        ([Kind.REMANDED, (Kind.COURT_HEARD, {"result": "CONVICTED"})], Status.CHARGED_REMANDED),
        ([Kind.REMANDED, (Kind.COURT_HEARD, {"result": "ACQUITTED"})], Status.COURT_ENDED),
        ([Kind.CHARGED, (Kind.COURT_HEARD, {"result": "CONVICTED"})], Status.CONVICTED_AWAITING),
        ([(Kind.SENTENCED, {"custodial": True, "months": 6})], Status.SENTENCED_CUSTODY),
        ([(Kind.SENTENCED, {"sentence": "SUSPENDED"})], Status.SENTENCED_SUSPENDED),
        ([(Kind.SENTENCED, {"sentence": "CUSTODY"}), Kind.RELEASED], Status.ON_LICENCE),
        ([(Kind.SENTENCED, {"sentence": "CUSTODY"}), Kind.NO_FURTHER_ACTION], Status.SENTENCED_CUSTODY),
        ([(Kind.SENTENCED, {"sentence": "CUSTODY"}), Kind.RELEASED, Kind.RECALLED], Status.RECALLED),
        ([Kind.REMANDED, (Kind.RELEASED, {"route": "IN_ERROR"})], Status.UNLAWFULLY_AT_LARGE),
        ([Kind.ARRESTED, Kind.BREACHED], Status.ARRESTED),
        ([Kind.ARRESTED, Kind.DECEASED], Status.DECEASED),
    ],
)
def test_the_story_so_far_gives_the_status(events, expected):
    assert status(*events) == expected


def test_the_newest_release_date_stands_with_its_source_until_he_is_out():
    first = happened(Kind.RELEASE_DATE_KNOWN, 1, release_on="2027-01-10", release_source="Prison")
    second = happened(Kind.RELEASE_DATE_KNOWN, 4, release_on="2027-01-03", as_at="2026-11-06")

    found = fold.position([second, first])
    assert (found.release_on, found.release_as_at, found.release_source) == (
        date(2027, 1, 3),
        date(2026, 11, 6),
        "NICHE",
    )
    assert fold.position([second, first, happened(Kind.RELEASED, 5)]).release_on is None


def test_an_order_answers_the_notice_and_stands_until_it_has_ended():
    served = happened(Kind.DVPN_SERVED, 0, conditions=[NO_CONTACT])
    made = happened(Kind.ORDER_MADE, 2, order="DVPO", expires_on="2026-12-01", conditions=[CURFEW])
    ended = happened(Kind.ORDER_ENDED, 9, order="DVPO")

    assert [each.order for each in fold.position([served]).orders] == ["DVPN"]
    assert [each.order for each in fold.position([served, made]).orders] == ["DVPO"]
    assert fold.position([made, served]).answered == {served.pk: made.pk}
    assert fold.position([ended, made, served]).orders == ()
    assert fold.position([ended, made, served]).ended == {ended.pk: made.pk}


def test_a_refused_order_leaves_no_notice_standing():
    served, refused = happened(Kind.DAPN_SERVED, 0), happened(Kind.ORDER_REFUSED, 2, order="DAPO")

    assert fold.position([refused, served]).orders == ()
