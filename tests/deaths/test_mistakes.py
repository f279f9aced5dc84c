"""A death recorded by mistake: nothing that was owed to the victim is lost, and no page says that somebody died."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import rebuilding
from core.models import Duty
from custody import services as custody
from deaths import queries, services
from incidents import queries as incidents_queries
from incidents import services as incidents
from incidents.models import Case

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SAFE = {"channel": "PHONE", "safe_how": "She rang us", "exception_reason": "She rang us"}


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def mistaken(case, die, officer, at):
    """A death recorded while it was owed to tell the victim of an arrest, and withdrawn after two hours."""
    custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=at - HOUR, by=officer, at=at - HOUR)
    death = die()
    services.withdraw_death(death_id=death.pk, words="She rang us herself", by=officer, at=at + 2 * HOUR)
    return death


@pytest.fixture
def shown(client_for, officer):
    """Return a function that gives what a page says to the owner of the case."""
    return lambda name, pk: client_for(officer).get(reverse(name, args=[pk])).content.decode()


def codes(case):
    """Return the codes of what is owed again after the mistake."""
    return {duty.code for duty in queries.owed_again(case_now(case), reader=incidents_queries.owner_of(case.pk))}


def test_what_the_mistake_ended_stands_where_somebody_speaks_with_her_and_leads_on(case, mistaken, shown):
    for page in (shown("case", case.pk), shown("contact", case.pk), shown("contact_record", case.pk)):
        assert "Still owed to the victim" in page
        assert "Tell the victim that the suspect was arrested</a>" in page


def test_to_speak_with_her_of_something_else_does_not_tell_her_of_the_arrest(case, mistaken, officer, at):
    incidents.record_contact(
        case_id=case.pk, outcome="REACHED", what_said="She is well", **SAFE, by=officer, at=at + 3 * HOUR
    )

    assert "TELL_VICTIM_ARREST" in codes(case)


def test_once_she_was_told_nothing_of_it_is_owed(case, mistaken, officer, shown, at):
    duty = Duty.objects.get(code="TELL_VICTIM_ARREST", ended_at=None)
    custody.record_victim_told(
        event_id=duty.subject_id,
        case_id=case.pk,
        told_at=at + 3 * HOUR,
        method="PHONE",
        reached=True,
        what_said="He was arrested",
        safe_how="She rang us",
        exception_reason="She rang us",
        by=officer,
        at=at + 3 * HOUR,
    )

    assert "TELL_VICTIM_ARREST" not in codes(case)


def test_while_the_death_stands_nothing_is_owed_to_her(case, die, officer, at):
    custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=at - HOUR, by=officer, at=at - HOUR)
    die()

    assert codes(case) == set()


def test_the_page_of_a_mistake_does_not_say_that_somebody_has_died(case, mistaken, shown):
    page = shown("death", mistaken.pk)

    assert f"{mistaken.person}: a death recorded by mistake</h1>" in page
    assert "has died" not in page


@pytest.mark.parametrize("name", ["family_contact", "family_told", "partnership_told", "recommend", "death_withdraw"])
def test_each_step_after_a_death_says_whose_it_is(die, safeguarding, client_for, name):
    death = die()

    page = client_for(safeguarding).get(reverse(name, args=[death.pk])).content.decode()

    assert f"<strong>{death.person}</strong>" in page


def case_now(case):
    """Return the case as it is on record now."""
    return Case.objects.get(pk=case.pk)
