"""Late, twice and out of order: the same position and the same duties, once each."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from django.db import transaction

from core import rebuilding
from core.errors import AlreadyDone
from core.models import Duty
from custody import queries, services
from custody.services.restating import columns

START = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
CONDITIONS = [{"kind": "NO_CONTACT", "text": "Asha"}]
ENDS, LATER = "2027-02-10", "2027-03-10"
STORIES = {
    "arrest to a longer bail": [
        ("ARRESTED", 0, {}),
        ("INTERVIEWED", 1, {}),
        ("BAIL_GRANTED", 2, {"conditions": CONDITIONS, "bail_ends_on": ENDS}),
        ("BREACHED", 3, {"breach_of": "BAIL"}),
        ("BAIL_VARIED", 4, {"conditions": [], "bail_ends_on": LATER}),
        ("HEARING_LISTED", 5, {"court": "Dover"}),
    ],
    "an older bail that ended before the one in force": [
        ("BAIL_GRANTED", 0, {"bail_ends_on": ENDS}),
        ("NO_FURTHER_ACTION", 1, {}),
        ("ARRESTED", 2, {}),
        ("BAIL_GRANTED", 3, {"bail_ends_on": LATER, "conditions": CONDITIONS}),
        ("BAIL_VARIED", 4, {"conditions": []}),
        ("RELEASED", 5, {"route": "OTHER"}),
    ],
    "charge, prison and a release date that moves": [
        ("CHARGED", 0, {}),
        ("SENTENCED", 1, {"sentence": "CUSTODY", "months": 14}),
        ("RELEASED", 2, {"route": "LICENCE"}),
        ("RECALLED", 3, {}),
        ("RELEASE_DATE_KNOWN", 4, {"release_on": "2027-02-01"}),
        ("RELEASE_DATE_KNOWN", 5, {"release_on": "2027-01-20"}),
    ],
    "prison, a temporary release, and a release before the day that was named": [
        ("SENTENCED", 0, {"sentence": "CUSTODY", "months": 14}),
        ("RELEASE_DATE_KNOWN", 1, {"release_on": "2027-02-01"}),
        ("RELEASED", 2, {"route": "TEMPORARY"}),
        ("RELEASE_DATE_KNOWN", 3, {"release_on": "2027-01-20"}),
        ("RELEASED", 4, {"route": "LICENCE"}),
    ],
    "a temporary release before the day that was named, and a recall before that": [
        ("SENTENCED", 0, {"sentence": "CUSTODY", "months": 14}),
        ("RELEASED", 1, {"route": "LICENCE"}),
        ("RECALLED", 2, {}),
        ("RELEASE_DATE_KNOWN", 3, {"release_on": "2027-02-01"}),
        ("RELEASED", 4, {"route": "TEMPORARY"}),
    ],
    "a notice, its order, and the order's end": [
        ("ARRESTED", 0, {"breach_of": "DVPO"}),
        ("COURT_HEARD", 1, {"result": "ADJOURNED"}),
        ("DVPN_SERVED", 2, {}),
        ("ORDER_MADE", 3, {"order": "DVPO", "expires_on": "2026-12-20"}),
        ("ORDER_MADE", 4, {"order": "RESTRAINING", "expires_on": "2027-12-20"}),
        ("ORDER_ENDED", 5, {"order": "DVPO"}),
    ],
    "a release under investigation after a charge and a bail": [
        ("CHARGED", 0, {}),
        ("BAIL_GRANTED", 3, {"conditions": CONDITIONS, "bail_ends_on": ENDS}),
        ("NOTICE_CONSIDERED", 3.5, {"notice_considered": "He left the country"}),
        ("RELEASED_UNDER_INVESTIGATION", 4, {}),
    ],
    "a release under investigation before a bail": [
        ("RELEASED_UNDER_INVESTIGATION", 0, {}),
        ("RELEASED_UNDER_INVESTIGATION", 1, {}),
        ("BAIL_GRANTED", 2, {"conditions": CONDITIONS, "bail_ends_on": ENDS}),
        ("RELEASED_UNDER_INVESTIGATION", 3, {}),
    ],
    "an arrest for breach of a notice three days after a hearing": [
        ("COURT_HEARD", 0, {"result": "ADJOURNED"}),
        ("REMANDED", 1, {}),
        ("COURT_HEARD", 2.9, {"result": "OTHER"}),
        ("ARRESTED", 3, {"breach_of": "DVPN"}),
    ],
    "a breach with its arrest, and the same without one on record by itself": [
        ("BREACHED", 0, {"breach_of": "DVPO", "arrested": True}),
        ("ARRESTED", 0.1, {"breach_of": "DVPO"}),
        ("BREACHED", 3, {"breach_of": "DVPO", "arrested": True}),
        ("BREACHED", 4, {"breach_of": "DVPO", "arrested": False}),
    ],
}


@pytest.fixture
def receive(case, officer, at):
    """Return a function that receives an order of messages, each twice, and tells what follows; nothing stays."""

    def received(name, story, order):
        with transaction.atomic():
            for number in order:
                for again in (False, True):
                    kind, days, details = story[number]
                    try:
                        services.record_event(
                            kind=kind,
                            suspect_id=case.suspect_id,
                            effective_at=START + timedelta(days=days),
                            source="custody-system",
                            source_event_id=f"{name}/{number}",
                            details=details,
                            by=officer,
                            at=at,
                        )
                        assert not again
                    except AlreadyDone:
                        assert again
            found = outcome(case)
            transaction.set_rollback(True)
        return found

    return received


def outcome(case):
    """Return the position and the open duties of a case, without identifiers."""
    number = {each.pk: each.source_event_id for each in queries.events_of(case.pk)}
    row = columns(queries.folded(case.pk))
    stands = {name: number.get(value) if name.endswith("_id") else value for name, value in row.items()}
    stands["orders"] = [(each["order"], each["expires_on"]) for each in row["orders"]]
    open_now = Duty.objects.filter(case_id=case.pk, ended_at=None)
    per_case = ("DECIDE_BEFORE", "REVIEW_BEFORE_BAIL", "RELEASE_", "ASSESS_BEFORE")
    owed = sorted(
        (each.code, each.due_at, "" if each.code.startswith(per_case) else number.get(each.subject_id, ""))
        for each in open_now
    )
    return stands, owed


@pytest.mark.parametrize("name", STORIES)
def test_any_order_of_arrival_twice_over_ends_in_the_same_position_with_the_same_duties(receive, name):
    story = STORIES[name]
    orders = list(permutations(range(len(story))))
    chosen = [orders[0], orders[-1], *random.Random(7).sample(orders, min(len(orders), 14))]

    found = [receive(name, story, order) for order in chosen]

    differing = [order for order, each in zip(chosen, found, strict=True) if each != found[0]]
    assert not differing, (differing[0], found[0], found[chosen.index(differing[0])])
    assert len(found[0][1]) == len(set(found[0][1]))


def test_duties_rebuilt_from_the_journal_are_the_same_as_those_that_grew(case, officer, at):
    story = STORIES["an older bail that ended before the one in force"]
    for number, (kind, days, details) in enumerate(reversed(story)):
        services.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            effective_at=START + timedelta(days=days),
            source="custody-system",
            source_event_id=str(number),
            details=details,
            by=officer,
            at=at,
        )

    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_a_grant_that_arrives_after_its_variation_leaves_the_later_end_owed(happened, owed, case):
    happened("BAIL_VARIED", hours_ago=1, bail_ends_on=LATER)
    happened("BAIL_GRANTED", hours_ago=5, bail_ends_on=ENDS)

    assert queries.position(case.pk).bail_ends_on == date(2027, 3, 10)
    assert owed()["DECIDE_BEFORE_BAIL_ENDS"].due_at == datetime(2027, 3, 11, tzinfo=UTC)


def test_an_old_decision_that_arrives_late_does_not_take_the_watch_off_the_bail_in_force(happened, owed):
    happened("BAIL_GRANTED", hours_ago=1, bail_ends_on=LATER)
    happened("NO_FURTHER_ACTION", hours_ago=9)

    assert "DECIDE_BEFORE_BAIL_ENDS" in owed()


def test_bail_of_a_suspect_who_was_charged_since_is_not_watched(happened, owed):
    happened("CHARGED", hours_ago=1)
    happened("BAIL_GRANTED", hours_ago=9, bail_ends_on=LATER)

    assert "DECIDE_BEFORE_BAIL_ENDS" not in owed()


def test_an_old_release_that_arrives_late_leaves_the_coming_one_watched(happened, owed):
    happened("RELEASE_DATE_KNOWN", hours_ago=1, release_on="2027-02-01")
    happened("RELEASED", hours_ago=9)

    assert {"RELEASE_28", "RELEASE_14", "RELEASE_7", "RELEASE_1", "RELEASE_0"} <= set(owed("RELEASE_"))


def test_a_recall_that_arrives_after_the_new_date_asks_for_no_date(happened, owed):
    happened("RELEASE_DATE_KNOWN", hours_ago=1, release_on="2027-02-01")
    happened("RECALLED", hours_ago=9)

    assert "FIND_NEW_RELEASE_DATE" not in owed()


@pytest.mark.parametrize(("hours", "open_still"), [(59, False), (60, False), (61, True)])
@pytest.mark.parametrize("kind", ["CHARGED", "BAIL_GRANTED", "BAIL_VARIED"])
def test_what_came_before_a_release_under_investigation_leaves_the_notice_to_be_considered(
    happened, owed, kind, hours, open_still
):
    happened("RELEASED_UNDER_INVESTIGATION", hours_ago=60)

    happened(kind, hours_ago=hours)

    assert ("CONSIDER_PROTECTION_NOTICE" in owed()) is open_still
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.mark.parametrize("kind", ["CHARGED", "BAIL_GRANTED", "BAIL_VARIED"])
def test_a_release_under_investigation_that_reaches_us_after_what_followed_it_asks_for_no_notice(happened, owed, kind):
    happened(kind, hours_ago=1)

    happened("RELEASED_UNDER_INVESTIGATION", hours_ago=9)

    assert "CONSIDER_PROTECTION_NOTICE" not in owed()


@pytest.mark.parametrize(("hours", "open_still"), [(59, False), (60, False), (61, True), (132, True)])
@pytest.mark.parametrize("kind", ["COURT_HEARD", "REMANDED"])
def test_a_hearing_before_the_arrest_for_breach_does_not_bring_him_before_the_court(
    happened, owed, kind, hours, open_still
):
    happened("ARRESTED", hours_ago=60, breach_of="DVPN")

    happened(kind, hours_ago=hours)

    assert ("ORDER_BREACH_TO_COURT" in owed()) is open_still


def test_an_older_order_does_not_answer_a_newer_notice(happened, owed):
    happened("DVPN_SERVED", hours_ago=1)
    happened("ORDER_MADE", hours_ago=9, order="RESTRAINING")

    assert "DVPN_TO_COURT" in owed()
