"""The work list: what stands together there belongs together, and each line leads on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.models import Duty
from dacase import work
from disclosures import services as disclosures
from people import services as people
from people.models import Firearm

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(client_for):
    """Return a function that gives what the work list says to an officer."""
    return lambda officer: client_for(officer).get(reverse("work")).content.decode()


def test_what_is_owed_in_no_case_stands_under_its_own_heading_and_not_under_the_case_above(
    case, safeguarding, listed, at
):
    disclosures.receive_request(
        at_risk_id=case.victim_id,
        subject_id=case.suspect_id,
        route="ASK",
        applicant="OTHER",
        applicant_name="Her sister",
        concern="He has moved in",
        by=safeguarding,
        at=at,
    )

    page = listed(safeguarding)

    before, line, _ = page.partition("Disclosure request: make the first checks")
    assert line
    assert before.rpartition("<h3")[2].partition("</h3>")[0].endswith(">In no case")


def test_a_duty_that_somebody_else_must_do_leads_whoever_owes_it_to_the_incident(
    call, operator, listed, shown_case, at
):
    Firearm.objects.create(certificate="F-1", address=people.place("14 Harbour Row", "CT16 1AA"))
    incident = call(at - timedelta(minutes=10))
    way = reverse("incident", args=[incident.pk])

    for page in (listed(operator), shown_case(operator, incident)):
        for what in ("Tell the attending unit of the firearms certificate", "Attend and record the attendance"):
            assert f'href="{way}">{what}' in page


@pytest.fixture
def shown_case(client_for):
    """Return a function that gives what the page of the case of an incident says to an officer."""

    def shown(officer, incident):
        case_id = incident.allegations.get().case_id
        return client_for(officer).get(reverse("case", args=[case_id])).content.decode()

    return shown


@pytest.mark.parametrize(
    ("which", "words"), [("team", "My team"), ("told", "Late, and I was told"), ("ended", "Done by others")]
)
def test_the_counts_that_come_anew_go_on_saying_on_which_list_one_is(case, officer, client_for, which, words):
    page = client_for(officer).get(reverse("work_counts"), {"list": which}).content.decode()

    assert page.count('aria-current="page"') == 1
    assert page.partition('aria-current="page">')[2].startswith(words)


def test_what_others_ended_is_counted_beside_what_is_still_owed(case, operator, officer, neighbourhood, at):
    """The operator owed it that somebody went there, and the officer attended and has the rest since."""
    for who, others in ((operator, 4), (officer, 0), (neighbourhood, 0)):
        counted = work.counts(who, at)

        owed = Duty.objects.filter(owner_id=who.pk, ended_at=None)
        assert counted["ended"] == others
        assert counted["mine"]["total"] == owed.count()
        assert counted["mine"]["late"] == owed.filter(due_at__lt=at).count()
    assert counted["mine"] == {"total": 0, "soon": 0, "late": 0}
