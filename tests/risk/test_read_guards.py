"""A read that is higher than the level holds until it is settled, also against whoever writes past the services."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from core.models import new_id
from incidents.models import Case
from risk import services
from risk.models import Selection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]
HOLDS = "a read that is higher holds until it is settled"
LEVEL = "UPDATE incidents_case SET risk_level = %s WHERE id = %s"
READ = """
    INSERT INTO risk_read (id, selection_id, place, reader_id, grade, reasons, recommendations, at)
    VALUES (%s, %s, 1, %s, %s, 'Records read', '[]', now())
"""


def written(*statements):
    """Write past the services, and let what the database asks at the end of a transaction be asked."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, *values in statements:
            cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def refused(*statements):
    """Say that what is written is refused because of the read."""
    with pytest.raises(DatabaseError, match=HOLDS):
        written(*statements)


def read(assessment, by, at, grade):
    """Hand in a read as a specialist does, and let the database look at it at once."""
    services.read_assessment(assessment_id=assessment.pk, by=by, at=at, grade=grade, reasons="Records read")
    written()


def level(case):
    """Return the level of the case."""
    return Case.objects.values_list("risk_level", flat=True).get(pk=case.pk)


def test_no_level_is_written_below_a_higher_read(signed, case, cru, at):
    read(signed, cru, at, "HIGH")

    refused((LEVEL, "MEDIUM", case.pk))
    assert level(case) == "HIGH"


def test_a_case_that_was_read_before_the_raise_is_not_saved_over_it(signed, case, cru, at):
    stale = Case.objects.get(pk=case.pk)
    read(signed, cru, at, "HIGH")

    with pytest.raises(DatabaseError, match=HOLDS), transaction.atomic():
        stale.save()


def test_no_higher_read_is_written_that_does_not_raise_the_level(signed, case, cru):
    insert = (READ, new_id(), Selection.objects.get().pk, cru.pk)

    refused((*insert, "HIGH"))
    written((LEVEL, "HIGH", case.pk), (*insert, "HIGH"))
    assert level(case) == "HIGH"


@pytest.mark.parametrize("grade", ["MEDIUM", "STANDARD"])
def test_one_that_is_not_higher_is_written(signed, case, cru, grade):
    written((READ, new_id(), Selection.objects.get().pk, cru.pk, grade))

    assert level(case) == "MEDIUM"


@pytest.mark.parametrize(("grade", "holds"), [("HIGH", "HIGH"), ("MEDIUM", "MEDIUM"), ("STANDARD", "MEDIUM")])
def test_what_an_arbiter_decides_is_written(signed, case, cru, other_cru, safeguarding, at, grade, holds):
    read(signed, cru, at, "HIGH")
    read(signed, other_cru, at, "MEDIUM")

    services.arbitrate(assessment_id=signed.pk, grade=grade, reasons="Heard both", by=safeguarding, at=at)

    written()
    assert level(case) == holds


def test_a_read_that_was_set_aside_holds_until_another_specialist_has_reviewed(signed, case, cru, other_cru, at):
    read(signed, cru, at, "HIGH")
    services.declare_conflict(assessment_id=signed.pk, reason="My cousin", by=cru, at=at)
    refused((LEVEL, "MEDIUM", case.pk))

    services.review_grade(assessment_id=signed.pk, grade="MEDIUM", reasons="Records read", by=other_cru, at=at)

    assert level(case) == "MEDIUM"


def test_what_is_signed_off_later_decides_anew(signed, case, cru, officer, sergeant, submit, days):
    read(signed, cru, days(0), "HIGH")
    newer = services.start_assessment(case_id=case.pk, by=officer, at=days(1))
    newer = submit(assessment_id=newer.pk, grade_reasons="He went away", at=days(1))

    services.sign_off_assessment(
        assessment_id=newer.pk, content_hash=newer.content_hash, by=sergeant, at=days(1) + timedelta(hours=1)
    )

    written()
    assert level(case) == "STANDARD"
