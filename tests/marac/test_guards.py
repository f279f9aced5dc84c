"""What must never be in the record of MARAC cannot be: the database refuses it, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.models import new_id
from marac import services
from marac.models import Action, Listing


def refused(sql, *values, by):
    """Check that the database refuses a statement with the named rule."""
    with pytest.raises(IntegrityError, match=by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


UPDATES = {
    "referral_on_some_ground": "criteria = '{}', repeat = false",
    "referral_judgement_with_reasons": "judgement = ''",
    "referral_repeat_is_a_ground": "repeat = true",
    "referral_untold_with_note": "victim_told = 'NOT_REACHED'",
    "referral_heard_whole": "state = 'HEARD'",
    "referral_withdrawn_with_reason": "state = 'WITHDRAWN'",
}


@pytest.mark.parametrize("rule", UPDATES)
def test_a_referral_without_what_it_needs_is_refused(referral, rule):
    refused(f"UPDATE marac_referral SET {UPDATES[rule]} WHERE id = %s", referral.pk, by=rule)


def test_two_waiting_referrals_of_one_case_are_refused(referral):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE another ON COMMIT DROP AS SELECT * FROM marac_referral")
        cursor.execute("UPDATE another SET id = %s", [new_id()])

    refused("INSERT INTO marac_referral SELECT * FROM another", by="referral_one_waiting_per_case")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("done_at = now()", "action_done_with_outcome"),
        ("outcome = 'Done'", "action_done_with_outcome"),
        ("what = ''", "action_says_what"),
        ("owner_id = NULL", "owner_id"),
    ],
)
def test_an_action_without_what_it_needs_is_refused(heard, change, rule):
    refused(f"UPDATE marac_action SET {change} WHERE id = %s", Action.objects.get().pk, by=rule)


def test_two_listings_of_one_referral_are_refused(listed, meeting, marac_coordinator, at):
    with pytest.raises(IntegrityError, match="listing_one_for_a_referral"), transaction.atomic():
        Listing.objects.create(meeting=meeting, referral=listed, place=2, listed_at=at, listed_by=marac_coordinator)


@pytest.mark.parametrize(
    "table",
    ["historicalreferral", "historicalmeeting", "historicallisting", "historicalaction", "idvaattempt", "sending"],
)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_what_was_written_down_is_never_changed(heard, meeting, marac_coordinator, held, table, statement):
    services.record_idva_attempt(
        referral_id=heard.pk, attempted_at=held, method="Call", reached=True, by=marac_coordinator, at=held
    )
    services.record_actions_sent(
        read_through=True, meeting_id=meeting.pk, sent_to="Housing", by=marac_coordinator, at=held
    )

    refused(statement.format(f"marac_{table}"), by="append-only")
