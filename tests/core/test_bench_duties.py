"""The measuring of the duties keeps nothing, and says what it found."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.models import Duty, Entry


def test_measuring_says_every_figure_and_keeps_nothing(case, capsys):
    before = Duty.objects.count(), Entry.objects.count()

    call_command("bench_duties", duties=2000, json=True)

    found = json.loads(capsys.readouterr().out)
    assert found["sweep_due"] == 20
    assert found["work_list_ratio"] > 0
    assert found["custody_event_ratio"] > 1
    assert (Duty.objects.count(), Entry.objects.count()) == before


@pytest.mark.django_db
def test_without_a_case_there_is_nothing_to_measure_with():
    with pytest.raises(CommandError, match="Load the demo force first"):
        call_command("bench_duties", duties=10)
