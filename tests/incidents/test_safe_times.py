"""The safe days and hours of a victim: how they are told, kept, shown, and minded when she is rung."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from core.errors import Refused
from incidents import queries, services
from people.models import SafeTime

MORNINGS = ((1, 2, 3, 4, 5), time(9), time(12))
NIGHT = ((6,), time(22), time(6))


@pytest.fixture
def told(case, officer, at):
    """Return a function that records what she said, with safe times; any keyword may be replaced."""

    def record(*safe_times, moment=at, **changes):
        arguments = {
            "channels": {"PHONE": "07700 900123"},
            "when_safe": "Mornings, while he works",
            "never": "A message on the machine",
            "code_word": "Library book",
        }
        return services.record_safe_contact(
            case_id=case.pk, safe_times=safe_times, by=officer, at=moment, **(arguments | changes)
        )

    return record


@pytest.fixture
def ring(case, officer):
    """Return a function that records that she was rung at a moment."""

    def record(moment, reason=""):
        return services.record_contact(
            case_id=case.pk,
            channel="PHONE",
            outcome="REACHED",
            safe_how="Alone, and gave the word",
            what_said="All is well",
            exception_reason=reason,
            by=officer,
            at=moment,
        )

    return record


@pytest.fixture
def page_at(case, officer, client_for, monkeypatch):
    """Return a function that opens a page of the case at a moment."""

    def read(moment, name="contact", by=officer):
        monkeypatch.setattr("core.doors.timezone.now", lambda: moment)
        return client_for(by).get(reverse(name, args=[case.pk])).content.decode()

    return read


def test_the_times_are_kept_with_their_version_and_never_changed(told, case, at):
    told(MORNINGS, NIGHT)

    assert queries.reach(case.victim, at).spans == [([1, 2, 3, 4, 5], time(9), time(12)), ([6], time(22), time(6))]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SafeTime.objects.update(ends=time(23))


def test_what_she_confirms_keeps_its_times(told, case, officer, at, days):
    told(MORNINGS)

    services.confirm_safe_contact(case_id=case.pk, seen=1, by=officer, at=days(2))

    found = queries.reach(case.victim, days(2))
    assert (found.contact.version, found.spans) == (2, [([1, 2, 3, 4, 5], time(9), time(12))])


def test_a_time_on_no_day_of_the_week_is_refused(told):
    for days in ((), (0,), (8,)):
        with pytest.raises(Refused, match="which days") as refused:
            told((days, time(9), time(12)))
        assert refused.value.field == "days_1"


def test_the_database_refuses_a_day_that_is_none(told, case, at):
    contact = told()

    with pytest.raises(IntegrityError, match="safe_time_is_on_a_day"), transaction.atomic():
        SafeTime.objects.create(contact=contact, day=8, begins=time(9), ends=time(12))


@pytest.mark.parametrize(("minutes", "safe"), [(-1, False), (0, True), (179, True), (180, False)])
def test_ringing_her_outside_her_times_needs_a_reason_that_stays(told, ring, case, minutes, safe, days, at):
    nine = datetime(2026, 11, 17, 9, tzinfo=UTC)
    told(MORNINGS)

    if safe:
        assert ring(nine + timedelta(minutes=minutes)).exception_reason == ""
        return
    with pytest.raises(Refused, match="none of the times that the victim named") as refused:
        ring(nine + timedelta(minutes=minutes))
    assert refused.value.field == "exception_reason"
    assert ring(nine + timedelta(minutes=minutes), "He was at the door again").exception_reason


def test_where_no_times_are_named_ringing_her_needs_none(told, ring, days):
    told()

    assert ring(days(1)).exception_reason == ""


def test_every_page_that_shows_how_says_whether_now_is_safe(told, page_at):
    told(MORNINGS)
    before, within = (datetime(2026, 11, 17, hour, tzinfo=UTC) for hour in (8, 10))

    for name in ("contact", "contact_record", "safe_contact_confirm", "plan", "plan_wishes", "plan_agree"):
        page = page_at(before, name)
        assert "Not now" in page and "Now is a safe time" not in page, name
        assert "The next safe time is Tuesday 17 Nov 2026, 09:00 GMT, until Tuesday 17 Nov 2026, 12:00 GMT." in page
        page = page_at(within, name)
        assert "Now is a safe time" in page and "Not now" not in page, name
        assert "ends Tuesday 17 Nov 2026, 12:00 GMT." in page
    assert "Monday to Friday, 09:00 to 12:00" in page


def test_no_times_are_never_shown_as_any_time(told, page_at, days):
    told()

    page = page_at(days(1))

    assert "No safe days and hours are recorded" in page
    assert "never means at any time" in page
    assert "Now is a safe time" not in page


def test_what_is_too_old_is_not_shown_as_safe(told, page_at, days):
    told(((1, 2, 3, 4, 5, 6, 7), time(0), time(0)))

    assert "Now is a safe time" in page_at(days(1))
    page = page_at(days(31))
    assert "Now is a safe time" not in page
    assert "if what the victim said still holds" in page


def test_where_no_way_is_safe_no_time_is(told, case, page_at, days):
    from people import services as people

    told(((1, 2, 3, 4, 5, 6, 7), time(0), time(0)))
    people.add_phone(case.suspect, "07700 900123")

    page = page_at(days(1))

    assert "Now is a safe time" not in page
    assert "no way that the victim named is safe any more" in page


def test_who_may_not_know_how_learns_of_no_time_either(told, page_at, other_officer, days):
    told(MORNINGS)

    page = page_at(days(1), by=other_officer)

    for words in ("Now is a safe time", "Not now", "next safe time", "09:00 to 12:00", "No safe days"):
        assert words not in page
    assert "Protected" in page


def typed(**changes):
    """Return a filled form of safe contact."""
    return {"seen": "0", "phone": "07700 900123", "when_safe": "Mornings", "never": "Letters"} | changes


def test_the_days_and_hours_are_typed_on_the_page_and_shown_again_to_be_changed(case, officer, client_for):
    browser, way = client_for(officer), reverse("safe_contact_record", args=[case.pk])

    browser.post(
        way,
        typed(days_1=["1", "3"], begins_1="9.30", ends_1="3:00 pm", days_2=["6"], begins_2="22:00", ends_2="24:00"),
    )

    spans = queries.reach(case.victim, datetime(2026, 11, 17, tzinfo=UTC)).spans
    assert spans == [([1, 3], time(9, 30), time(15)), ([6], time(22), time(0))]
    page = browser.get(way).content.decode()
    assert 'value="09:30"' in page and 'value="15:00"' in page
    assert 'name="begins_3"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days_1": ["1"], "begins_1": "09:00"}, "Say until when it is safe, or leave safe time 1 empty."),
        ({"begins_2": "09:00", "ends_2": "10:00"}, "Say on which days this time is safe, or leave safe time 2 empty."),
        ({"days_1": ["1"], "begins_1": "morning", "ends_1": "12:00"}, "Give the hours of safe time 1 as times such as"),
        ({"days_1": ["1"], "begins_1": "09:00 BST", "ends_1": "12:00"}, "Give the hours of safe time 1"),
    ],
)
def test_half_a_time_is_asked_for_and_what_was_typed_is_kept(case, officer, client_for, changes, sentence):
    page = client_for(officer).post(reverse("safe_contact_record", args=[case.pk]), typed(**changes))

    assert page.status_code == 422
    assert sentence in page.content.decode()
    for name, value in changes.items():
        if name.startswith(("begins", "ends")):
            assert f'value="{value}"' in page.content.decode()
