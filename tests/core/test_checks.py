"""The system checks of the tables, and the command that replays the journal."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from core import checks, outbox
from core.models import Delivery, Duty, Entry


@pytest.fixture
def waiting(case):
    """A delivery of that case that is not done yet."""
    return Delivery.objects.create(
        entry=Entry.objects.filter(case_id=case.pk).first(), name="tell_somebody", next_attempt_at=timezone.now()
    )


def rebuild(**options):
    """Run the command and return what it printed."""
    said = StringIO()
    call_command("rebuild_duties", stdout=said, **options)
    return said.getvalue()


def test_a_delivery_whose_reaction_is_gone_is_named(waiting):
    (found,) = checks.check_deliveries(None, databases=["default"])

    assert "tell_somebody" in found.msg
    assert waiting.entry.event in found.msg
    assert found.id == "core.E004"


def test_a_delivery_whose_reaction_is_there_is_not_named(waiting, monkeypatch):
    monkeypatch.setitem(outbox.REACTIONS, waiting.entry.event, {"tell_somebody": print})

    assert checks.check_deliveries(None, databases=["default"]) == []


def test_a_delivery_that_was_made_is_not_named(waiting):
    waiting.done_at = timezone.now()
    waiting.save()

    assert checks.check_deliveries(None, databases=["default"]) == []


def test_the_database_is_not_asked_unless_it_is_named():
    # Without its mark, a test that asks the database fails.
    assert checks.check_deliveries(None) == []


def test_duties_that_follow_the_journal_are_left_alone(case):
    before = set(Duty.objects.values_list("pk", "ended_at", "due_at"))

    said = rebuild(apply=True)

    assert before
    assert "Nothing to change." in said
    assert set(Duty.objects.values_list("pk", "ended_at", "due_at")) == before


def test_a_lost_and_an_invented_duty_are_shown_and_nothing_is_changed_until_told(case):
    lost, invented = Duty.objects.filter(case_id=case.pk, ended_at=None).order_by("pk")[:2]
    Duty.objects.filter(pk=lost.pk).delete()
    Duty.objects.filter(pk=invented.pk).update(basis="INVENTED@2026-01-01")

    shown = rebuild()

    assert f"added: 1\n  {lost.code}: 1" in shown
    assert f"changed: 1\n  {invented.code}: 1" in shown
    assert "Nothing was changed" in shown
    assert not Duty.objects.filter(pk=lost.pk).exists()

    done = rebuild(apply=True)

    assert "Done" in done
    assert Duty.objects.get(pk=lost.pk).due_at == lost.due_at
    assert Duty.objects.get(pk=invented.pk).basis == invented.basis
