"""A sealed first read does not stay sealed: another reads at once, and where nobody can or does, it opens."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.models import Officer
from core import escalation, rebuilding
from core.errors import Refused
from core.models import Delivery, Duty, Entry
from people import services as people
from risk import services
from risk.models import Review, Selection
from tests.risk.test_second_reads import level, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]


@pytest.fixture
def third_cru(post):
    """A third specialist, the last who came."""
    return post("third-cru", "CRU", "cru", since=timedelta(days=10))


@pytest.fixture
def leave(administrator, at):
    """Return a function that closes an account for a deputy."""
    return lambda officer, deputy: accounts.deactivate_officer(
        officer_id=officer.pk, deputy_id=deputy.pk, by=administrator, at=at + timedelta(hours=1)
    )


def owed():
    """Return the second read that is owed now."""
    return Duty.objects.filter(code="SECOND_READ", ended_at=None).get()


def opened():
    """Say whether the first read is open."""
    return Selection.objects.get().opened_at is not None


def close_to(signed, officer, at):
    """Let an officer say that somebody in the case is close to them."""
    return services.declare_conflict(assessment_id=signed.pk, reason="Her brother is mine", by=officer, at=at)


def test_the_second_read_of_a_leaver_never_goes_to_the_first_reader(signed, cru, other_cru, third_cru, leave, at):
    read(signed, cru, at, grade="HIGH")
    assert owed().owner_id == other_cru.pk

    leave(other_cru, cru)

    assert (owed().owner_id, owed().due_at) == (third_cru.pk, at + timedelta(hours=24))
    assert not opened()
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_where_the_only_other_specialist_leaves_the_first_read_opens_in_that_transaction(
    signed, cru, other_cru, case, leave, at
):
    read(signed, cru, at, grade="HIGH")

    leave(other_cru, cru)

    assert opened() and level(signed) == "HIGH"
    assert (Selection.objects.get().settled_as, Review.objects.get().reviewer) == ("ALONE", cru)
    assert Entry.objects.get(event="risk.read_opened").facts["why"] == "NOBODY"
    assert not Duty.objects.filter(code="SECOND_READ", ended_at=None).exists()
    assert Duty.objects.filter(code="REFER_TO_MARAC_READ", case_id=case.pk, ended_at=None).exists()
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_where_the_only_other_specialist_goes_on_leave_it_opens_as_the_leave_begins(
    signed, cru, other_cru, administrator, at
):
    read(signed, cru, at, grade="HIGH")
    begins = at + timedelta(hours=3)
    away = {"officer_id": other_cru.pk, "kind": "LEAVE", "deputy_id": cru.pk, "by": administrator}
    accounts.record_absence(from_at=begins, at=at, **away)

    escalation.sweep(begins - timedelta(minutes=1))
    assert not opened()
    escalation.sweep(begins)

    assert opened() and level(signed) == "HIGH"


def test_where_the_only_other_specialist_is_close_to_the_case_it_opens_at_once(signed, cru, other_cru, at):
    read(signed, cru, at, grade="HIGH")

    close_to(signed, other_cru, at)

    assert opened() and level(signed) == "HIGH"
    assert not Duty.objects.filter(code="SECOND_READ", ended_at=None).exists()


def test_where_a_third_is_there_a_conflict_moves_the_second_read_and_the_seal_holds(
    signed, cru, other_cru, third_cru, at
):
    read(signed, cru, at, grade="HIGH")

    close_to(signed, other_cru, at)

    assert owed().owner_id == third_cru.pk
    assert not opened()
    told = Entry.objects.get(event="risk.decisions_moved", facts__to=str(third_cru.pk))
    assert Delivery.objects.filter(entry=told, name="tell_officer").exists()
    with pytest.raises(Refused, match="close to you"):
        read(signed, other_cru, at)


def test_a_sealed_read_of_somebody_close_to_the_case_counts_no_more(signed, cru, other_cru, at):
    read(signed, cru, at, grade="STANDARD")

    close_to(signed, cru, at)

    assert Selection.objects.get().twice is False
    assert not Duty.objects.filter(code="SECOND_READ", ended_at=None).exists()
    review = Duty.objects.get(code="CRU_REVIEW_MEDIUM", ended_at=None)
    assert review.owner_id == other_cru.pk
    services.review_grade(assessment_id=signed.pk, grade="HIGH", reasons="A knife", by=other_cru, at=at)
    assert level(signed) == "HIGH"
    assert not any(rebuilding.rebuild(apply_changes=False).values())


@pytest.mark.parametrize(("grade", "holds"), [("HIGH", "HIGH"), ("MEDIUM", "MEDIUM"), ("STANDARD", "MEDIUM")])
def test_a_higher_read_of_somebody_close_to_the_case_holds_until_another_has_reviewed(
    signed, cru, other_cru, at, grade, holds
):
    read(signed, cru, at, grade="HIGH")

    close_to(signed, cru, at)

    assert level(signed) == "HIGH"
    services.review_grade(assessment_id=signed.pk, grade=grade, reasons="Records read", by=other_cru, at=at)
    assert level(signed) == holds


def test_an_account_closed_past_every_hand_over_is_found_by_the_sweep(signed, cru, other_cru, third_cru, at):
    read(signed, cru, at, grade="HIGH")
    Officer.objects.filter(pk=other_cru.pk).update(is_active=False)

    escalation.sweep(at + timedelta(minutes=5))

    assert owed().owner_id == third_cru.pk
    assert not opened()


def test_with_nobody_left_the_sweep_opens_it(signed, cru, other_cru, at):
    read(signed, cru, at, grade="HIGH")
    Officer.objects.filter(pk=other_cru.pk).update(is_active=False)

    escalation.sweep(at + timedelta(minutes=5))

    assert opened() and level(signed) == "HIGH"


@pytest.mark.parametrize("grade", ["HIGH", "MEDIUM", "STANDARD"])
@pytest.mark.parametrize(("minutes", "opened"), [(-1, False), (0, True), (1, True)])
def test_a_read_waits_a_day_at_most_whatever_its_grade(signed, cru, other_cru, at, grade, minutes, opened):
    """Opened whatever it says: if only a graver one opened, waiting on would tell the second reader that it was not."""
    read(signed, cru, at, grade=grade)

    escalation.sweep(at + timedelta(hours=24, minutes=minutes))

    assert (Selection.objects.get().settled_as == "ALONE") is opened
    assert Review.objects.exists() is opened
    assert level(signed) == ("HIGH" if grade == "HIGH" else "MEDIUM")


def test_it_opens_once_however_often_the_clock_looks(signed, cru, other_cru, at):
    read(signed, cru, at, grade="HIGH")

    for _ in range(2):
        escalation.sweep(at + timedelta(hours=25))

    assert Review.objects.count() == 1
    with pytest.raises(Refused, match="Both reads are in"):
        read(signed, other_cru, at + timedelta(hours=25))


def test_who_is_the_only_one_left_to_read_decides_with_the_first_read(signed, cru, other_cru, at):
    Officer.objects.filter(pk=other_cru.pk).update(is_active=False)

    read(signed, cru, at, grade="HIGH")

    assert opened() and level(signed) == "HIGH"


def test_what_a_tie_takes_from_the_second_reader_goes_to_another_reader(
    signed, case, cru, other_cru, third_cru, safeguarding, sergeant, at
):
    read(signed, cru, at, grade="HIGH")

    people.declare_tie(officer_id=other_cru.pk, person_id=case.victim_id, kind="FRIEND", by=sergeant, at=at)

    assert owed().owner_id == third_cru.pk


@pytest.mark.parametrize("left", ["close", "on leave"])
def test_it_is_not_read_twice_where_one_of_two_may_not_or_is_away(submit, sergeant, other_cru, administrator, at, left):
    submitted = submit(grade="MEDIUM", grade_reasons="He lost his work")
    if left == "close":
        close_to(submitted, other_cru, at)
    else:
        away = {"officer_id": other_cru.pk, "kind": "LEAVE", "from_at": at, "by": administrator, "at": at}
        accounts.record_absence(**away)

    signed = services.sign_off_assessment(
        assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=at
    )

    assert signed.selection.twice is False
