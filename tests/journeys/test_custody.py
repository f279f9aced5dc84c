"""From arrest through charge, remand, court bail, variation and release, in a browser: what each asks of whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Duty
from custody import queries
from law import clocks
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_arrest_to_release_with_the_right_duties_on_the_right_lists(reader_for, case, everybody):
    officer = reader_for(everybody["officer"], PHONE)
    record(officer, case, "ARRESTED", 9)
    record(officer, case, "CHARGED", 10)
    record(officer, case, "REMANDED", 11)
    grant_court_bail(officer, case)
    record(officer, case, "RELEASED", 13, route="COURT")
    vary(officer, case)

    officer.go(f"/cases/{case.pk}/").see("On court bail", "Curfew: 20:00 to 07:00").check()
    owed = set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", "owner_id"))
    for code in ("CHARGE", "REMAND", "BAIL", "COURT_BAIL", "RELEASE", "BAIL_VARIED"):
        assert (f"TELL_VICTIM_{code}", everybody["officer"].pk) in owed
    for code in ("REMAND", "BAIL", "RELEASE", "BAIL_VARIATION"):
        assert (f"REASSESS_{code}", everybody["officer"].pk) in owed

    officer.go("/").see("Tell the victim that the court released the suspect on bail", "Reassess the risk").check()
    reader_for(everybody["neighbourhood"]).go("/").see("Nothing is owed on this list")


def when(reader, hour, name="effective_at"):
    """Say that it happened yesterday, at an hour."""
    day = clocks.london_day(timezone.now() - timedelta(days=1))
    for part, value in {"day": day.day, "month": day.month, "year": day.year, "time": f"{hour:02}:00"}.items():
        reader.page.locator(f'input[name="{name}_{part}"]').fill(str(value))


def save(reader):
    """Press the button of the form, and come back to the case."""
    reader.page.locator("main form button.govuk-button").last.click()
    reader.page.wait_for_load_state()
    assert "/cases/" in reader.page.url, reader.page.inner_text("main")


def record(reader, case, kind, hour, **choices):
    """Record one event in its second step."""
    reader.go(f"/cases/{case.pk}/custody/new/?kind={kind}").check()
    when(reader, hour)
    for name, value in choices.items():
        reader.choose(name, value)
    save(reader)
    assert queries.events_of(case.pk)[0].kind == kind


def grant_court_bail(reader, case):
    """The court lets him go on bail; the victim was asked."""
    reader.go(f"/cases/{case.pk}/bail/grant/").check()
    when(reader, 12)
    reader.write("condition_no_contact", "Asha Vale")
    reader.page.locator('input[name="by_court"]').check()
    reader.choose("views_sought", "yes").write("victim_views", "She fears him at night")
    save(reader)


def vary(reader, case):
    """The court adds a curfew."""
    reader.go(f"/cases/{case.pk}/bail/vary/").see("No contact").check()
    when(reader, 14)
    reader.write("condition_curfew", "20:00 to 07:00")
    reader.page.locator('input[name="by_court"]').check()
    reader.write("reason", "Asked for by the prosecutor")
    reader.choose("views_sought", "yes").write("victim_views", "She is glad of it")
    save(reader)
