"""What must never be in a plan cannot be: the database refuses it, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.models import new_id
from safety_plans import services


def refused(sql, *values, by):
    """Check that the database refuses a statement with the named rule."""
    with pytest.raises(IntegrityError, match=by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


UPDATES = {
    "measure_done_with_evidence": "state = 'DONE'",
    "measure_declined_with_reason": "state = 'DECLINED'",
    "measure_not_done_with_reason": "state = 'NOT_DONE'",
    "measure_removed_with_reason": "state = 'REMOVED'",
    "measure_accepted_when": "state = 'ACCEPTED'",
    "measure_says_what": "code = 'OTHER'",
    "measure_proved_by_one_contact": "evidence_kind = 'CONTACT'",
    "measure_photograph_kept_somewhere": "evidence_kind = 'PHOTOGRAPH'",
    "owner_id": "owner_id = NULL",
    "due_on": "due_on = NULL",
}


@pytest.mark.parametrize("rule", UPDATES)
def test_a_measure_without_what_it_needs_is_refused(measure, rule):
    refused(f"UPDATE safety_plans_measure SET {UPDATES[rule]} WHERE id = %s", measure.pk, by=rule)


def test_half_of_who_and_when_is_refused(measure, at):
    refused(
        "UPDATE safety_plans_measure SET done_at = %s WHERE id = %s", at, measure.pk, by="measure_done_with_evidence"
    )


def test_two_measures_of_one_recommendation_are_refused(propose):
    recommendation = new_id()
    first, second = propose(code="ALARM"), propose(code="CCTV")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE safety_plans_measure SET recommendation = %s WHERE id = %s", [recommendation, first.pk])

    refused(
        "UPDATE safety_plans_measure SET recommendation = %s WHERE id = %s",
        recommendation,
        second.pk,
        by="measure_once_per_recommendation",
    )


@pytest.mark.parametrize(
    ("change", "rule"),
    [("state = 'AGREED'", "plan_agreed"), ("last_reviewed_at = now()", "plan_reviewed_by_somebody")],
)
def test_a_plan_agreed_or_reviewed_by_nobody_is_refused(measure, change, rule):
    refused(f"UPDATE safety_plans_plan SET {change} WHERE id = %s", measure.plan_id, by=rule)


@pytest.mark.parametrize("table", ["historicalplan", "historicalmeasure", "planreview"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_what_was_written_down_is_never_changed(measure, case, sergeant, at, table, statement):
    services.review_plan(
        case_id=case.pk, outcome="CONTINUE", what_changed="Nothing", next_steps="Call", by=sergeant, at=at
    )

    refused(statement.format(f"safety_plans_{table}"), by="append-only")


def test_a_second_plan_of_one_case_is_refused(measure, case, officer, at):
    refused(
        "INSERT INTO safety_plans_plan"
        " (id, case_id, state, level, victim_wishes, deviation_reason, drafted_at, drafted_by_id)"
        " VALUES (%s, %s, 'DRAFT', '', '', '', %s, %s)",
        new_id(),
        case.pk,
        at,
        officer.pk,
        by="case_id",
    )
