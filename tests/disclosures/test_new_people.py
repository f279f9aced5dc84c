"""Somebody who is on no record is registered with the request for disclosure, and nothing typed is lost."""

from datetime import date

import pytest

from core.errors import Refused
from core.models import Entry
from disclosures import services
from disclosures.models import Request
from people.models import Person

pytestmark = pytest.mark.django_db
NEW = {"given_name": "Zelda", "family_name": "Quist", "born_on": "1984-03"}
LOOKED_FOR = "/disclosures/new/?at_risk=Ysolde+Quist&subject=Zelda+Maria+Quist"


@pytest.fixture
def receive(case, safeguarding, at):
    """Return a function that records a request; any keyword may be replaced."""

    def received(**changes):
        told = {"route": "KNOW", "applicant": "POLICE", "concern": "He moved in", "by": safeguarding, "at": at}
        return services.receive_request(**({"at_risk_id": case.victim_id, "subject_new": NEW} | told | changes))

    return received


def test_somebody_new_is_registered_in_the_same_moment(receive, case, at):
    request = receive()

    assert (str(request.subject), request.subject.born_on) == ("Zelda Quist", date(1984, 3, 1))
    assert request.at_risk_id == case.victim_id
    entry = Entry.objects.get(event="people.person_registered", subject_id=request.subject_id)
    assert (entry.recorded_at, entry.case_id, entry.facts) == (at, None, {})


def test_both_may_be_new(receive):
    request = receive(at_risk_id=None, at_risk_new={"given_name": "Ysolde", "family_name": "Quist"})

    assert (str(request.at_risk), str(request.subject)) == ("Ysolde Quist", "Zelda Quist")


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"given_name": " ", "family_name": ""}, "subject_family_name", "Give the name of this person"),
        ({"born_on": "some day"}, "subject_born_on", "."),
        ({"born_on": "2026-11-17"}, "subject_born_on", "must be in the past"),
    ],
)
def test_what_cannot_be_names_the_input_and_registers_nobody(receive, change, field, sentence):
    before = Person.objects.count()

    with pytest.raises(Refused, match=sentence) as refused:
        receive(subject_new=NEW | change)

    assert refused.value.field == field
    assert (Person.objects.count(), Request.objects.count()) == (before, 0)


def test_a_request_that_is_refused_registers_nobody(receive):
    with pytest.raises(Refused, match="what gives concern"):
        receive(concern=" ")

    assert not Person.objects.filter(family_name="Quist").exists()


def test_the_page_starts_with_the_name_that_was_looked_for(client_for, safeguarding, case):
    answer = client_for(safeguarding).get(LOOKED_FOR)

    page = answer.content.decode()
    assert answer.status_code == 200 and page.count("Nobody of this name is on record") == 2
    for name, value in (("at_risk_given_name", "Ysolde"), ("subject_given_name", "Zelda Maria")):
        assert answer.context["form"].initial[name] == value and f'value="{value}"' in page


def test_a_name_on_record_is_offered_and_somebody_else_of_that_name_as_well(client_for, safeguarding, case):
    page = client_for(safeguarding).get("/disclosures/new/?at_risk=Asha+Vale&subject=Dorian+Crane").content.decode()

    assert str(case.victim_id) in page and str(case.suspect_id) in page
    assert page.count("Somebody else, who is not on record") == 2


def test_on_the_page_what_was_typed_stays_after_a_no_and_is_recorded_after_that(client_for, safeguarding, case):
    browser = client_for(safeguarding)
    typed = {
        **{f"received_at_{part}": value for part, value in zip(("day", "month", "year"), (27, 11, 2026), strict=True)},
        "received_at_time": "10:00",
        "at_risk_id": "NEW",
        "at_risk_given_name": "Ysolde",
        "at_risk_family_name": "Quist",
        "subject_id": "NEW",
        "subject_family_name": "Quist",
        "subject_given_name": "Zelda",
        "subject_born_on": "99/99/1984",
        "route": "ASK",
        "applicant": "AT_RISK",
        "concern": "What did she do before?",
    }

    no = browser.post(LOOKED_FOR, typed)
    yes = browser.post(LOOKED_FOR, typed | {"subject_born_on": "1984"}, follow=True)

    assert no.status_code == 409 and not Person.objects.filter(given_name="Ysolde").count() > 1
    for kept in ("Ysolde", "99/99/1984", "What did she do before?"):
        assert kept in no.content.decode()
    page = yes.content.decode()
    assert "Ysolde Quist" in page and "Zelda Quist" in page
    assert Person.objects.filter(family_name="Quist").count() == 2
