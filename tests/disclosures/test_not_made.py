"""A disclosure on which the panel decided and which cannot be made ends with why, and with who confirmed it."""

import pytest
from django.db import IntegrityError, transaction

from core import rebuilding
from core.errors import Refused
from core.models import Entry
from disclosures import services
from disclosures.models import Step
from tests.disclosures.test_disclosures import decided, owed, receive, step  # noqa: F401

KNOW = {"route": "KNOW", "applicant": "POLICE", "applicant_name": ""}
WHY = {"why_not": "DECLINED", "confirmed_by": "D Ash, chair of the panel"}


@pytest.mark.parametrize("why", ["DECLINED", "NOT_FOUND", "UNSAFE"])
@pytest.mark.parametrize("route", [KNOW, {}])
def test_what_was_to_be_disclosed_and_cannot_be_is_closed_with_why_and_nothing_is_owed(decided, step, route, why):  # noqa: F811
    request = decided("DISCLOSE", **route)
    assert "DVDS_WHOLE" in owed(request)

    step(services.record_non_disclosure, request, 3, **(WHY | {"why_not": why}))

    assert owed(request) == {}
    assert Step.objects.get(kind="NOT_DISCLOSED").why_not == why
    assert Entry.objects.filter(event="disclosures.not_disclosed", subject_id=request.pk).count() == 1
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"why_not": ""}, "why_not"),
        ({"why_not": "BUSY"}, "why_not"),
        ({"confirmed_by": " "}, "confirmed_by"),
        ({"confirmed_by": "Safeguarding Example"}, "confirmed_by"),
    ],
)
def test_it_is_not_left_undone_without_a_reason_or_by_one_person_alone(decided, step, changes, field):  # noqa: F811
    request = decided("DISCLOSE")

    with pytest.raises(Refused) as refusal:
        step(services.record_non_disclosure, request, 3, **(WHY | changes))

    assert refusal.value.field == field
    assert "DVDS_WHOLE" in owed(request)


def test_where_the_panel_withheld_its_own_reasons_stand(decided, step):  # noqa: F811
    request = decided("WITHHOLD")

    with pytest.raises(Refused, match="did not decide to disclose"):
        step(services.record_non_disclosure, request, 3, **WHY)


def test_the_database_refuses_a_reason_without_whoever_confirmed_it(decided, safeguarding, at):  # noqa: F811
    request = decided("DISCLOSE")
    columns = {"request": request, "taken_at": at, "recorded_at": at, "by": safeguarding, "words": "She said no"}

    with pytest.raises(IntegrityError, match="disclosure_not_made_confirmed"), transaction.atomic():
        Step.objects.create(kind="NOT_DISCLOSED", why_not="DECLINED", **columns)


def test_the_page_asks_why_and_leads_to_a_new_decision(decided, client_for, safeguarding):  # noqa: F811
    request, browser = decided("DISCLOSE"), client_for(safeguarding)
    page, none = f"/disclosures/{request.pk}/", f"/disclosures/{request.pk}/none/"
    assert none in browser.get(page).content.decode()
    when = {"taken_at_day": "27", "taken_at_month": "11", "taken_at_year": "2026", "taken_at_time": "10:00"}

    refused = browser.post(none, when | {"words": "She said no"})
    assert refused.status_code == 422 and "She said no" in refused.content.decode()
    assert browser.post(none, when | WHY | {"words": "She said no"}).status_code == 302

    closed = browser.get(page).content.decode()
    assert "the person did not want to be told" in closed and "Confirmed by D Ash" in closed
    assert "/disclosures/new/?at_risk=" in closed


def test_the_panel_decides_anew_on_a_new_request_about_the_same_two(decided, step):  # noqa: F811
    step(services.record_non_disclosure, decided("DISCLOSE", **KNOW), 3, **WHY)

    assert "DVDS_WHOLE" in owed(decided("DISCLOSE", **KNOW))
