"""The command that measures how fast everything of a leaver moves."""

import json

import pytest
from django.core.management import call_command

from accounts.models import Officer
from incidents.models import Case


@pytest.mark.django_db
def test_it_moves_every_case_leaves_none_uncovered_and_keeps_nothing(capsys):
    call_command("bench_cover", 12, "--json")

    found = json.loads(capsys.readouterr().out)
    assert (found["cases"], found["uncovered_minutes"]) == (12, 0)
    assert not Officer.objects.filter(username__startswith="bench-").exists()
    assert not Case.objects.exists()
