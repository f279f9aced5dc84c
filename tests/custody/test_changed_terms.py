"""What a variation changed stands where the victim is told of it: what fell away, what is new, and what stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from custody import queries, services
from custody.models import CustodyEvent

NO_CONTACT = {"kind": "NO_CONTACT", "text": "Asha Vale"}
STAY_AWAY = {"kind": "STAY_AWAY", "text": "Harbour Row"}
CURFEW = {"kind": "CURFEW", "text": "Seven in the evening to seven in the morning"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def tells(case, officer, at):
    """Return a function by which a system tells of an event of the suspect so many minutes ago; returns the event."""

    def told(kind, minutes, **details):
        return services.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            case_id=case.pk,
            effective_at=at - timedelta(minutes=minutes),
            source="courts",
            source_event_id=f"{kind}-{minutes}",
            details=details,
            by=officer,
            at=at,
        )

    return told


def changed(event, case):
    """Return what a variation changed, as (gone, new, kept)."""
    found = queries.changed_terms(CustodyEvent.objects.get(pk=event.pk), case.pk)
    return found and (found.gone, found.new, found.kept)


def test_of_bail_it_is_said_what_fell_away_what_is_new_and_what_stays(case, tells):
    tells("CHARGED", 300)
    tells("BAIL_GRANTED", 200, by_court=True, conditions=[NO_CONTACT, STAY_AWAY])
    varied = tells("BAIL_VARIED", 100, conditions=[STAY_AWAY, CURFEW])

    assert changed(varied, case) == ([NO_CONTACT], [CURFEW], [STAY_AWAY])


def test_of_an_order_the_last_day_before_is_said_too(case, tells):
    tells("ORDER_MADE", 200, order="NON_MOLESTATION", conditions=[NO_CONTACT], expires_on="2027-05-16")
    varied = tells("ORDER_VARIED", 100, order="NON_MOLESTATION", expires_on="2027-05-15")

    found = queries.changed_terms(varied, case.pk)

    assert (found.gone, found.new, found.kept) == ([], [], [NO_CONTACT])
    assert (found.ended_on, found.ends_on) == (date(2027, 5, 16), date(2027, 5, 15))


def test_what_took_effect_before_and_reached_us_later_is_counted(case, tells):
    tells("CHARGED", 300)
    tells("BAIL_GRANTED", 200, by_court=True, conditions=[NO_CONTACT])
    varied = tells("BAIL_VARIED", 100, conditions=[NO_CONTACT])
    assert changed(varied, case) == ([], [], [NO_CONTACT])

    tells("BAIL_VARIED", 150, conditions=[NO_CONTACT, CURFEW])
    tells("BAIL_VARIED", 50, conditions=[STAY_AWAY])

    assert changed(varied, case) == ([CURFEW], [], [NO_CONTACT])


def test_another_order_is_not_compared_with(case, tells):
    tells("ORDER_MADE", 200, order="RESTRAINING", conditions=[STAY_AWAY], expires_on="2027-05-16")
    tells("ORDER_MADE", 150, order="NON_MOLESTATION", conditions=[NO_CONTACT], expires_on="2027-05-16")
    varied = tells("ORDER_VARIED", 100, order="NON_MOLESTATION", conditions=[CURFEW])

    assert changed(varied, case) == ([NO_CONTACT], [CURFEW], [])


def test_the_first_that_is_known_and_what_was_taken_back_are_compared_with_nothing(case, tells, officer, at):
    first = tells("BAIL_VARIED", 200, conditions=[STAY_AWAY])
    assert changed(first, case) is None
    again = tells("BAIL_VARIED", 100, conditions=[CURFEW])
    assert changed(again, case) == ([STAY_AWAY], [CURFEW], [])

    services.withdraw_event(event_id=again.pk, reason="Another man", by=officer, at=at)

    assert changed(again, case) is None
    assert changed(tells("CHARGED", 90), case) is None


def test_where_the_victim_is_told_it_stands_in_words(case, tells, officer, client_for):
    tells("CHARGED", 300)
    tells("BAIL_GRANTED", 200, by_court=True, conditions=[NO_CONTACT, STAY_AWAY])
    varied = tells("BAIL_VARIED", 100, conditions=[STAY_AWAY])
    browser = client_for(officer)

    page = browser.get(reverse("victim_told", args=[varied.pk, case.pk])).content.decode()

    gone = page[page.index("No longer holds") : page.index("As before")]
    assert "Asha Vale" in gone and "Harbour Row" not in gone and "Nothing new" in gone
    granted = CustodyEvent.objects.get(kind="BAIL_GRANTED")
    assert "What changed" not in browser.get(reverse("victim_told", args=[granted.pk, case.pk])).content.decode()
