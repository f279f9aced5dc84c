"""Assessments that were telephoned: the officer who asked and whoever typed, confirmed, and always reviewed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.models import Duty
from dacase import story
from risk import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(case, neighbourhood, other_officer, at):
    """A draft that somebody types for the neighbourhood officer."""
    return services.start_assessment(case_id=case.pk, for_officer_id=neighbourhood.pk, by=other_officer, at=at)


def test_the_author_owes_a_confirmation_within_a_day(typed, submit, neighbourhood, other_officer, at):
    submit(assessment_id=typed.pk, by=other_officer)

    owed = Duty.objects.get(code="CONFIRM_ASSESSMENT", ended_at=None)
    assert (owed.owner_id, owed.due_at) == (neighbourhood.pk, at + timedelta(hours=24))
    assert story.way(owed) == reverse("assessment_confirm", args=[typed.pk])

    services.confirm_assessment(assessment_id=typed.pk, by=neighbourhood, at=at)
    owed.refresh_from_db()
    assert owed.ended_as == "MET"


def test_an_author_who_hands_in_what_was_typed_has_confirmed_it(typed, submit, neighbourhood, at):
    submitted = submit(assessment_id=typed.pk, by=neighbourhood)
    assert submitted.confirmed_at == at
    assert not Duty.objects.filter(code="CONFIRM_ASSESSMENT").exists()


def test_what_was_not_telephoned_needs_no_confirmation(submit):
    submit()
    assert not Duty.objects.filter(code="CONFIRM_ASSESSMENT").exists()


def test_a_confirmation_does_not_outlive_another_text(typed, submit, sergeant, neighbourhood, other_officer, at):
    submitted = submit(assessment_id=typed.pk, by=other_officer)
    services.confirm_assessment(assessment_id=typed.pk, by=neighbourhood, at=at)
    services.return_assessment(assessment_id=submitted.pk, reason="Ask about money", by=sergeant, at=at)

    again = submit(assessment_id=typed.pk, by=other_officer, at=at + timedelta(hours=1))

    assert again.confirmed_at is None
    assert Duty.objects.filter(code="CONFIRM_ASSESSMENT", ended_at=None).exists()


def test_a_telephoned_standard_assessment_is_reviewed_and_another_is_not(
    typed, submit, sign_off, sergeant, other_officer, at
):
    submitted = submit(assessment_id=typed.pk, by=other_officer)
    signed = services.sign_off_assessment(
        assessment_id=typed.pk, content_hash=submitted.content_hash, by=sergeant, at=at
    )
    assert signed.needs_review
    owed = Duty.objects.get(code__startswith="CRU_REVIEW", ended_at=None)
    assert (owed.code, owed.due_at) == ("CRU_REVIEW_PHONED_IN", at + timedelta(hours=72))


def test_an_assessment_of_ones_own_at_standard_is_not_reviewed(sign_off):
    assert not sign_off().needs_review
    assert not Duty.objects.filter(code__startswith="CRU_REVIEW").exists()
