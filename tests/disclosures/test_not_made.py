"""A disclosure on which the panel decided and which cannot be made ends with why, and with who confirmed it."""

import pytest
from django.db import IntegrityError, transaction

from accounts import services as accounts
from core import rebuilding
from core.errors import Refused
from core.models import Entry
from disclosures import services
from disclosures.models import Step
from incidents import services as incidents
from tests.disclosures.test_disclosures import owed

KNOW = {"route": "KNOW", "applicant": "POLICE", "applicant_name": ""}


@pytest.mark.parametrize("why", ["DECLINED", "NOT_FOUND", "UNSAFE"])
@pytest.mark.parametrize("route", [KNOW, {}])
def test_what_was_to_be_disclosed_and_cannot_be_is_closed_with_why_and_nothing_is_owed(
    decided, step, confirmed, route, why
):
    request = decided("DISCLOSE", **route)
    assert "DVDS_WHOLE" in owed(request)

    step(services.record_non_disclosure, request, 3, **(confirmed | {"why_not": why}))

    assert owed(request) == {}
    assert Step.objects.get(kind="NOT_DISCLOSED").why_not == why
    assert Entry.objects.filter(event="disclosures.not_disclosed", subject_id=request.pk).count() == 1
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"why_not": ""}, "why_not"),
        ({"why_not": "BUSY"}, "why_not"),
        ({"confirmed_by_id": ""}, "confirmed_by_id"),
        ({"confirmed_by_id": "nobody of ours"}, "confirmed_by_id"),
    ],
)
def test_it_is_not_left_undone_without_a_reason_or_by_one_person_alone(decided, step, confirmed, changes, field):
    request = decided("DISCLOSE")

    with pytest.raises(Refused) as refusal:
        step(services.record_non_disclosure, request, 3, **(confirmed | changes))

    assert refusal.value.field == field
    assert "DVDS_WHOLE" in owed(request)


@pytest.mark.parametrize(
    "who", ["whoever closes it", "whoever recorded the decision", "no supervisor", "left", "elsewhere"]
)
def test_it_is_confirmed_by_somebody_else_who_supervises_and_is_in_post(
    decided, step, cru, sergeant, safeguarding, officer, who
):
    request = decided("DISCLOSE")
    chosen = {
        "whoever closes it": cru,
        "whoever recorded the decision": safeguarding,
        "no supervisor": officer,
        "left": sergeant,
        "elsewhere": sergeant,
    }[who]
    if who == "left":
        sergeant.is_active = False
        sergeant.save()
    if who == "elsewhere":
        away = accounts.found_force(code="essex", name="Essex", units={"r": "Response"}, guest=True)
        sergeant.postings.update(force=away, unit=away.units.get())

    with pytest.raises(Refused, match="Choose who confirmed it"):
        step(
            services.record_non_disclosure,
            request,
            3,
            read_through=True,
            why_not="UNSAFE",
            confirmed_by_id=chosen.pk,
            by=cru,
        )


def test_nobody_confirms_about_somebody_who_is_hidden_from_them(decided, step, case, sergeant, safeguarding, at):
    request = decided("DISCLOSE")
    incidents.restrict_case(case_id=case.pk, officers=[safeguarding.pk], by=safeguarding, at=at)

    with pytest.raises(Refused, match="cannot confirm"):
        step(
            services.record_non_disclosure, request, 3, read_through=True, why_not="UNSAFE", confirmed_by_id=sergeant.pk
        )


def test_the_database_refuses_a_confirmation_by_whoever_closed_it(decided, safeguarding, at):
    columns = {"taken_at": at, "recorded_at": at, "by": safeguarding, "confirmed_by": safeguarding, "words": "No"}

    with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
        Step.objects.create(request=decided("DISCLOSE"), kind="NOT_DISCLOSED", why_not="DECLINED", **columns)


def test_where_the_panel_withheld_its_own_reasons_stand(decided, step, confirmed):
    request = decided("WITHHOLD")

    with pytest.raises(Refused, match="did not decide to disclose"):
        step(services.record_non_disclosure, request, 3, **confirmed)


def test_the_database_refuses_a_reason_without_whoever_confirmed_it(decided, safeguarding, at):
    request = decided("DISCLOSE")
    columns = {"request": request, "taken_at": at, "recorded_at": at, "by": safeguarding, "words": "She said no"}

    with pytest.raises(IntegrityError, match="disclosure_not_made_confirmed"), transaction.atomic():
        Step.objects.create(kind="NOT_DISCLOSED", why_not="DECLINED", **columns)


def test_the_page_asks_why_and_leads_to_a_new_decision(decided, confirmed, client_for, safeguarding, sergeant):
    request, browser = decided("DISCLOSE"), client_for(safeguarding)
    page, none = f"/disclosures/{request.pk}/", f"/disclosures/{request.pk}/none/"
    assert none in browser.get(page).content.decode()
    when = {"taken_at_day": "27", "taken_at_month": "11", "taken_at_year": "2026", "taken_at_time": "10:00"}

    refused = browser.post(none, when | {"words": "She said no"})
    assert refused.status_code == 422 and "She said no" in refused.content.decode()
    assert browser.post(none, when | confirmed | {"words": "She said no"}).status_code == 302

    closed = browser.get(page).content.decode()
    assert "the person did not want to be told" in closed and f"Confirmed by {sergeant}" in closed
    assert "/disclosures/new/?at_risk=" in closed


def test_the_panel_decides_anew_on_a_new_request_about_the_same_two(decided, step, confirmed):
    step(services.record_non_disclosure, decided("DISCLOSE", **KNOW), 3, **confirmed)

    assert "DVDS_WHOLE" in owed(decided("DISCLOSE", **KNOW))
