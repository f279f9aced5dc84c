"""The pages on which people record custody, tell the victim, and put things right."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from custody import queries, services
from custody.forms import KINDS
from custody.models import CustodyEvent, Notice
from incidents import services as incidents
from tests.look.page import Page


@pytest.fixture
def browse(client_for, sergeant):
    """Return a function that opens a page as the sergeant: browse(name, *ids)."""
    client = client_for(sergeant)
    return lambda name, *ids, query="": client.get(reverse(name, args=ids) + query)


@pytest.fixture
def submit(client_for, sergeant):
    """Return a function that sends a form as the sergeant and follows where it leads."""
    client = client_for(sergeant)

    def sent(name, *ids, query="", **typed):
        data = {}
        for field, value in typed.items():
            if hasattr(value, "hour"):
                data |= {f"{field}_{part}": getattr(value, part) for part in ("day", "month", "year")}
                data[f"{field}_time"] = f"{value:%H:%M}"
            elif hasattr(value, "year"):
                data |= {f"{field}_{part}": getattr(value, part) for part in ("day", "month", "year")}
            else:
                data[field] = value
        return client.post(reverse(name, args=ids) + query, data, follow=True)

    return sent


@pytest.fixture
def now():
    """A minute ago, in London."""
    return timezone.localtime() - timedelta(minutes=1)


def words(answer):
    """Return the text of a page."""
    page = Page(answer.content.decode())
    return page.words(page.one("body"))


def test_the_first_step_asks_what_happened(browse, case):
    page = Page(browse("custody_event", case.pk).content.decode())

    assert {radio["value"] for radio in page.all("input", type="radio")} == {kind.value for kind in KINDS}


def test_the_first_step_without_an_answer_says_what_is_missing(browse, case):
    button = Page(browse("custody_event", case.pk).content.decode()).one("button", name="continue")

    # A browser sends nothing of radios among which none is chosen, and the button that was pressed.
    answer = browse("custody_event", case.pk, query=f"?{button['name']}={button['value']}")

    assert answer.status_code == 422
    assert "Choose what happened." in words(answer)


def test_the_listing_of_a_hearing_asks_for_two_times_and_says_which_is_which(browse, case):
    page = words(browse("custody_event", case.pk, query="?kind=HEARING_LISTED"))

    assert "When was it listed?" in page
    assert "When is the hearing?" in page
    assert "When did it happen?" not in page


OWN_PAGE = {
    "BAIL_GRANTED": "bail_grant",
    "BAIL_ENDED": "bail_end",
    "ORDER_MADE": "order_record",
    "SENTENCED": "sentence",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_second_step(browse, case, kind):
    answer = browse("custody_event", case.pk, query=f"?kind={kind}")

    if kind in OWN_PAGE:
        assert answer.url == reverse(OWN_PAGE[kind], args=[case.pk])
    else:
        assert kind.label in words(answer)


def test_a_release_is_recorded_in_two_steps_and_stands_on_the_case_page(submit, case, now):
    answer = submit("custody_event", case.pk, query="?kind=RELEASED", effective_at=now, route="LICENCE")

    assert answer.redirect_chain[0][0] == f"/cases/{case.pk}/#custody"
    assert "Released on licence" in words(answer)
    assert "Suspect released from custody: on licence." in words(answer)
    assert queries.position(case.pk).status == "ON_LICENCE"


def test_what_is_missing_is_said_and_what_was_typed_stays(submit, case, now):
    answer = submit(
        "custody_event", case.pk, query="?kind=RELEASED_UNDER_INVESTIGATION", effective_at=now, note="Typed before"
    )

    assert answer.status_code == 422
    assert "Typed before" in words(answer)
    assert CustodyEvent.objects.count() == 0


def test_sending_the_second_step_without_a_kind_leads_to_the_first(submit, case):
    assert submit("custody_event", case.pk).redirect_chain[0][0] == f"/cases/{case.pk}/custody/new/"


def test_bail_is_granted_with_conditions_one_on_each_line(submit, case, now):
    answer = submit(
        "bail_grant",
        case.pk,
        effective_at=now,
        bail_ends_on=(now + timedelta(days=60)).date(),
        condition_no_contact="Asha Vale\r\nher mother",
        condition_curfew="20:00 to 07:00",
        views_sought="yes",
        victim_views="She wants no contact",
    )

    assert "No contact: her mother" in words(answer)
    assert [each["text"] for each in queries.position(case.pk).conditions] == [
        "Asha Vale",
        "her mother",
        "20:00 to 07:00",
    ]


def test_a_variation_shows_the_conditions_before_beside_those_after(bail, browse, case):
    bail()
    page = Page(browse("bail_vary", case.pk).content.decode())

    assert "No contact: Asha Vale" in [page.words(item) for item in page.all("li")]
    assert page.by_id("id_condition_no_contact").text.strip() == "Asha Vale"


def test_conditions_that_changed_meanwhile_are_shown_and_yours_can_be_saved_after_that(
    bail, submit, case, now, happened
):
    first = bail()
    happened("BAIL_VARIED", hours_ago=1, conditions=[{"kind": "REPORT", "text": "Dover, daily"}])
    typed = {
        "effective_at": now,
        "condition_curfew": "20:00 to 07:00",
        "views_sought": "yes",
        "victim_views": "She agrees",
        "reason": "Work",
    }

    refused = submit("bail_vary", case.pk, read_at=str(first.pk), **typed)
    page = Page(refused.content.decode())

    assert refused.status_code == 409
    assert "Dover, daily" in words(refused)
    shown = page.one("input", name="read_at")["value"]
    assert submit("bail_vary", case.pk, read_at=shown, **typed).status_code == 200
    assert queries.position(case.pk).conditions == [{"kind": "CURFEW", "text": "20:00 to 07:00"}]


def test_bail_by_too_low_a_rank_says_who_may_and_keeps_what_was_typed(client_for, officer, case, now):
    day = (now + timedelta(days=60)).date()
    typed = {
        "effective_at_day": now.day,
        "effective_at_month": now.month,
        "effective_at_year": now.year,
        "effective_at_time": f"{now:%H:%M}",
        "bail_ends_on_day": day.day,
        "bail_ends_on_month": day.month,
        "bail_ends_on_year": day.year,
        "views_sought": "no",
        "victim_views": "Not reached",
    }

    answer = client_for(officer).post(reverse("bail_grant", args=[case.pk]), typed)

    assert answer.status_code == 409
    assert "a sergeant or above" in words(answer)
    assert "Not reached" in words(answer)


def test_bail_is_extended_and_ended_on_pages_of_their_own(bail, submit, case, now):
    bail()
    submit(
        "bail_extend",
        case.pk,
        effective_at=now,
        bail_ends_on=(now + timedelta(days=80)).date(),
        reason="Phone",
        views_sought="yes",
        victim_views="She agrees",
    )
    assert queries.position(case.pk).bail_ends_on == (now + timedelta(days=80)).date()

    answer = submit("bail_end", case.pk, effective_at=now, reason="Charge")
    assert "No conditions are on record." in words(answer)


@pytest.mark.parametrize(("name", "told"), [("bail_extend", True), ("bail_end", False), ("sentence", False)])
def test_who_may_extend_bail_stands_only_where_bail_goes_on(happened, bail, browse, case, name, told):
    happened("ARRESTED", hours_ago=4)
    bail()

    assert ("Beyond that day bail may be extended by" in words(browse(name, case.pk))) is told


def test_telling_the_victim_is_recorded_and_the_page_asks_no_more(happened, submit, case, now):
    event = happened("RELEASED")
    told = {"told_at": now, "method": "PHONE", "safe_how": "Her own number", "what_said": "He is out"}
    told["exception_reason"] = "She came to the counter"

    answer = submit("victim_told", event.pk, case.pk, reached="yes", **told)

    assert "Victim told" in words(answer)
    assert "Record that the victim was told" not in words(answer)
    assert Notice.objects.get().reached


def test_whoever_offers_or_accepts_a_case_reads_the_conditions_in_force_and_what_is_owed(
    bail, case, officer, everybody, client_for, now
):
    bail(bail_ends_on=(now + timedelta(days=60)).date(), effective_at=now - timedelta(hours=3), at=now)
    to = everybody["neighbourhood"]
    offering = client_for(officer).get(reverse("case_offer", args=[case.pk])).content.decode()
    offer = incidents.offer_case(case_id=case.pk, to_id=to.pk, must_know="Ring after six", by=officer, at=now)

    accepting = client_for(to).get(reverse("case_accept", args=[offer.pk])).content.decode()

    for page in (offering, accepting):
        assert "On police bail" in page and "still open in this case" in page


def test_an_attempt_that_failed_leaves_the_page_asking(happened, submit, case, now):
    event = happened("RELEASED")

    told = {"told_at": now, "method": "PHONE", "safe_how": "Her number", "exception_reason": "She gave it at the door"}
    answer = submit("victim_told", event.pk, case.pk, reached="no", **told)

    assert "Victim not reached" in words(answer)
    assert "Record that the victim was told" in words(answer)


def test_a_correction_starts_with_what_is_on_record_and_keeps_what_it_does_not_ask(happened, submit, browse, now):
    event = happened("RELEASED", route="LICENCE", cell="B4")
    page = Page(browse("custody_correct", event.pk).content.decode())
    assert [each["value"] for each in page.all("input", name="route") if "checked" in each.attributes] == ["LICENCE"]

    submit("custody_correct", event.pk, effective_at=now, route="TEMPORARY", reason="Misread")

    assert CustodyEvent.objects.get(corrects=event).details == {"route": "TEMPORARY", "cell": "B4"}


def test_correcting_an_extension_leaves_the_conditions_alone(bail, submit, happened, case, now):
    bail()
    longer = happened("BAIL_VARIED", hours_ago=1, bail_ends_on="2027-03-01")

    submit("custody_correct", longer.pk, effective_at=now, bail_ends_on=now.date().replace(year=2027), reason="Misread")

    assert len(queries.position(case.pk).conditions) == 2


def test_withdrawing_shows_the_event_struck_out_with_its_reason(happened, submit):
    answer = submit("custody_withdraw", happened("ARRESTED").pk, reason="Another Dorian Crane")

    assert "Withdrawn: arrested." in words(answer)
    assert "Another Dorian Crane" in words(answer)


def test_what_was_taken_back_shows_by_whom_why_and_that_the_victim_was_told_and_none_of_its_words(
    bail, submit, browse, case, sergeant, at
):
    granted = bail()
    services.record_victim_told(
        event_id=granted.pk,
        case_id=case.pk,
        told_at=at,
        method="IN_PERSON",
        reached=True,
        what_said="He may not come near her",
        safe_how="At her sister's",
        exception_reason="She named no way yet",
        by=sergeant,
        at=at,
    )
    submit("custody_withdraw", granted.pk, reason="Another Dorian Crane")

    page = Page(browse("case", case.pk).content.decode())
    panel = page.words(page.by_id("custody"))
    shown = panel[panel.index("Taken back") :]
    assert f"by {sergeant}: Another Dorian Crane" in shown
    assert "Victim told" in shown
    told = words(browse("victim_told", granted.pk, case.pk))
    assert "was told of this: Bail granted" in told and "He may not come near her" in told
    again = [browse(name, granted.pk) for name in ("custody_withdraw", "custody_correct")]
    assert all("nothing more can be done with it" in words(each) for each in again)
    assert not any("Harbour Row" in each for each in (panel, told, *(each.content.decode() for each in again)))


def test_released_under_investigation_the_case_page_says_that_nothing_holds_him(bail, happened, browse, case):
    bail()
    happened("RELEASED_UNDER_INVESTIGATION")
    page = Page(browse("case", case.pk).content.decode())

    panel = page.words(page.by_id("custody"))
    held = panel[panel.index("Conditions in force now") : panel.index("What happened")]
    assert "Released under investigation there are no conditions." in held
    assert "No contact" not in held


def test_the_list_shows_the_newest_events_with_what_is_owed(happened, browse):
    happened("ARRESTED", 5)
    happened("RELEASED", 2)

    answer = browse("custody_events")

    assert "Reassess the risk: the suspect was released" in words(answer)
    assert "Arrested" in words(answer)


def test_the_list_shows_nothing_of_a_restricted_case(happened, browse, case, safeguarding, days):
    happened("ARRESTED")
    incidents.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=days(0))

    assert "No custody event has reached us yet." in words(browse("custody_events"))


def test_the_list_is_read_in_as_many_questions_for_many_events_as_for_few(
    happened, browse, django_assert_max_num_queries
):
    for hours in range(1, 9):
        happened("BREACHED", hours, breach_of="BAIL")

    with django_assert_max_num_queries(16):
        browse("custody_events")


@pytest.mark.parametrize("name", ["custody_correct", "custody_withdraw"])
def test_an_event_of_a_hidden_case_looks_like_one_that_is_not_there(happened, browse, case, safeguarding, days, name):
    event = happened("ARRESTED")
    incidents.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=days(0))

    assert browse(name, event.pk).status_code == 404


def test_an_auditor_reads_the_panel_and_is_offered_nothing_to_do(bail, client_for, auditor, case):
    bail()
    page = Page(client_for(auditor).get(reverse("case", args=[case.pk])).content.decode())

    panel = page.words(page.by_id("custody"))
    assert "On police bail" in panel
    assert "The victim is still to be told" in panel
    assert not [offer for offer in ("Correct", "Withdraw", "Change bail", "Record") if offer in panel]
