"""The benchmark of risk says what it measured, for every role, and leaves nothing behind."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Officer
from accounts.permissions import Role
from dacase.bench_plans import plans_of
from dacase.work import LISTS
from risk import queries
from risk.models import Assessment

pytestmark = pytest.mark.django_db
SIGNING = (Role.SERGEANT, Role.CONTROL_SUPERVISOR)


def test_it_measures_one_answer_and_every_list_of_every_role_and_leaves_nothing():
    told = StringIO()
    call_command("bench_risk", "--assessments", "400", "--answers", "20", "--here", "--json", stdout=told)
    found = json.loads(told.getvalue())
    assert found["assessments"] >= 400
    wanted = {f"{role}: work, {which}" for role in Role for which in (*LISTS, "done by others")}
    signing = {f"{role}: {which}" for role in SIGNING for which in ("sign off", "sign off elsewhere")}
    assert set(found["lists"]) == wanted | signing | {"CRU: review"}
    waiting = [("SERGEANT: sign off", 45), ("CONTROL_SUPERVISOR: sign off", 5), ("CRU: review", 50)]
    for name, least in [*waiting, ("RESPONSE: work, mine", 50), ("RESPONSE: work, done by others", 50)]:
        assert found["lists"][name]["rows"] >= least, name
    assert not (Assessment.objects.exists() or Officer.objects.exists())


def test_the_plan_that_is_shown_is_the_one_that_a_list_is_read_by(sergeant):
    *_, plan = plans_of(lambda: queries.waiting_for_sign_off(sergeant))

    assert "assessment_signing" in plan and "(waits_in_id = $" in plan and "actual time" in plan


@pytest.mark.parametrize("arguments", [("--assessments", "399"), ("--answers", "19")])
def test_too_little_to_measure_is_one_sentence(arguments):
    with pytest.raises(CommandError, match="At least 400 assessments and 20 answers"):
        call_command("bench_risk", *arguments)
