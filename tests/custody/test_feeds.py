"""Silence is an alarm: a feed that stops is noticed, a named person is told once, and it recovers by itself."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from core import escalation
from core.errors import Absent, Refused
from core.models import Duty, Entry
from custody import queries, services
from custody.models import CustodyEvent, Feed
from custody.states import Kind
from law.duties import BY_CODE
from law.feeds import RHYTHMS, rhythm_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def heard(case, officer):
    """Return a function that lets a source speak at a moment."""
    count = iter(range(100))

    def spoken(at, source="custody-suite", kind="ARRESTED"):
        services.record_event(
            kind=kind,
            suspect_id=case.suspect_id,
            effective_at=at,
            source=source,
            source_event_id=str(next(count)),
            by=officer,
            at=at,
        )
        return Feed.objects.get(source=source)

    return spoken


def silence():
    """Return the open duties about silent feeds."""
    return list(Duty.objects.filter(code="FEED_SILENT", ended_at=None))


@pytest.mark.parametrize(("minutes", "told"), [(-1, 0), (0, 1), (1, 1)])
def test_a_custody_feed_heard_by_day_may_be_silent_for_six_hours_to_the_minute(
    heard, at, control_supervisor, minutes, told
):
    heard(at)

    escalation.sweep(at + timedelta(hours=6) + minutes * MINUTE)

    assert len(silence()) == told
    if told:
        assert silence()[0].owner_id == control_supervisor.pk
        assert silence()[0].due_at == at + timedelta(hours=7)


@pytest.mark.parametrize(
    ("rhythm", "heard_at", "silent_from"),
    [
        ("CUSTODY", datetime(2026, 11, 16, 22, 59, tzinfo=UTC), datetime(2026, 11, 17, 4, 59, tzinfo=UTC)),
        ("CUSTODY", datetime(2026, 11, 16, 23, 0, tzinfo=UTC), datetime(2026, 11, 17, 9, 0, tzinfo=UTC)),
        ("CUSTODY", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 10, 30, tzinfo=UTC)),
        ("COURT", datetime(2026, 12, 24, 15, 0, tzinfo=UTC), datetime(2026, 12, 30, 0, 0, tzinfo=UTC)),
        ("PRISON", datetime(2026, 11, 19, 15, 0, tzinfo=UTC), datetime(2026, 11, 25, 0, 0, tzinfo=UTC)),
    ],
)
def test_each_rhythm_counts_nights_weekends_and_holidays_as_its_source_does(rhythm, heard_at, silent_from):
    assert RHYTHMS[rhythm].silent_from(heard_at) == silent_from


def test_sweeping_again_tells_nobody_twice(heard, at, control_supervisor):
    heard(at)
    escalation.sweep(at + timedelta(hours=6))
    entries = Entry.objects.count()

    escalation.sweep(at + timedelta(hours=6, minutes=1))

    assert Entry.objects.count() == entries


def test_a_feed_that_speaks_again_ends_the_alarm_by_itself(heard, at, control_supervisor):
    heard(at)
    escalation.sweep(at + timedelta(hours=6))

    heard(at + timedelta(hours=6, minutes=30), kind="CHARGED")
    escalation.sweep(at + timedelta(hours=6, minutes=31))

    assert silence() == []
    assert Duty.objects.get(code="FEED_SILENT").ended_as == "MET"


def test_a_scheduler_that_slept_for_three_days_tells_of_the_same_moment(heard, at, control_supervisor):
    heard(at)

    escalation.sweep(at + timedelta(hours=72))

    (duty,) = silence()
    assert duty.started_at == at + timedelta(hours=6)
    assert duty.level == len(BY_CODE["FEED_SILENT"].escalates_to)


def test_a_source_is_known_by_what_it_tells_of(heard, at):
    assert heard(at).rhythm == "CUSTODY"
    assert heard(at, source="court-results", kind="COURT_HEARD").rhythm == "COURT"
    assert heard(at, source="probation", kind="RELEASE_DATE_KNOWN").rhythm == "PRISON"


def test_a_new_feed_says_why_it_has_its_rhythm_and_whose_figure_that_is(heard, at):
    feed = heard(at, source="court-results", kind="COURT_HEARD")

    assert "by the first thing that it told of: heard in court" in feed.rhythm_reason
    assert RHYTHMS["COURT"].source in feed.rhythm_reason


def test_each_kind_of_event_belongs_to_one_rhythm_at_most_and_is_one_that_there_is():
    told = [kind for rhythm in RHYTHMS.values() for kind in rhythm.tells]

    assert len(told) == len(set(told)) and set(told) <= set(Kind.values)
    assert rhythm_of("ARRESTED").code == "CUSTODY"


@pytest.mark.parametrize(("who", "sets"), [("administrator", True), ("sergeant", True), ("officer", False)])
def test_the_page_shows_each_feed_and_its_last_sign_of_life_and_who_may_changes_the_rhythm(
    heard, at, everybody, client_for, who, sets
):
    feed, browser = heard(at), client_for(everybody[who])

    page = browser.get("/custody/feeds/").content.decode()
    form = browser.get(f"/custody/feeds/{feed.pk}/")

    assert "custody-suite" in page and "16 Nov 2026, 10:00 GMT" in page
    assert (f"/custody/feeds/{feed.pk}/" in page) is sets is (form.status_code == 200)
    assert ("Alarm after 6 hours of silence, 10 where it was last heard at night." in form.content.decode()) is sets


def test_a_sergeant_changes_the_rhythm_with_a_reason_that_stays(heard, at, sergeant, client_for, everybody):
    feed, browser = heard(at), client_for(sergeant)

    no = browser.post(f"/custody/feeds/{feed.pk}/", {"rhythm": "PRISON", "reason": ""})
    yes = browser.post(f"/custody/feeds/{feed.pk}/", {"rhythm": "PRISON", "reason": "A small suite"}, follow=True)

    assert no.status_code == 422
    assert "A small suite" in yes.content.decode()
    feed.refresh_from_db()
    assert (feed.rhythm, feed.history.count()) == ("PRISON", 2)
    assert Entry.objects.filter(event="custody.feed_set", subject_id=feed.pk, by_id=sergeant.pk).count() == 1


def test_officers_are_no_feed(happened):
    happened("ARRESTED")

    assert not Feed.objects.exists()


def test_a_feed_that_was_switched_off_is_watched_no_more_and_nothing_is_owed(heard, at, control_supervisor):
    feed = heard(at)
    escalation.sweep(at + timedelta(hours=6))

    services.set_feed_rhythm(
        feed_id=feed.pk, rhythm="NOT_WATCHED", reason="Replaced", by=control_supervisor, at=at + timedelta(hours=7)
    )
    escalation.sweep(at + timedelta(hours=20))

    assert silence() == []


@pytest.mark.parametrize(("rhythm", "reason", "field"), [("WEEKLY", "Why not", "rhythm"), ("COURT", " ", "reason")])
def test_a_rhythm_without_reason_or_sense_is_refused(heard, at, control_supervisor, rhythm, reason, field):
    feed = heard(at)

    with pytest.raises(Refused) as refusal:
        services.set_feed_rhythm(feed_id=feed.pk, rhythm=rhythm, reason=reason, by=control_supervisor, at=at)

    assert refusal.value.field == field


def test_an_officer_may_look_and_not_change(heard, at, officer, client_for):
    feed = heard(at)

    page = client_for(officer).get("/custody/feeds/").content.decode()
    assert "custody-suite" in page
    assert "Silent" in page
    assert f"/custody/feeds/{feed.pk}/" not in page
    assert client_for(officer).get(f"/custody/feeds/{feed.pk}/").status_code == 403
    with pytest.raises(Refused, match="you may not"):
        services.set_feed_rhythm(feed_id=feed.pk, rhythm="COURT", reason="So", by=officer, at=at)


def test_the_rhythm_is_changed_on_its_page(heard, at, control_supervisor, client_for):
    feed = heard(at)

    answer = client_for(control_supervisor).post(
        f"/custody/feeds/{feed.pk}/", {"rhythm": "COURT", "reason": "It is the court's"}, follow=True
    )

    assert "Court results" in answer.content.decode()
    feed.refresh_from_db()
    assert feed.rhythm == "COURT"


def test_a_feed_of_another_force_is_not_there(heard, at, control_supervisor):
    heard(at)

    with pytest.raises(Absent):
        queries.feed(uuid.uuid4(), reader=control_supervisor)


def test_the_health_page_counts_feeds_and_names_none(heard, at, client):
    heard(at)

    said = client.get("/healthz").json()

    assert said["feeds"] == {"watched": 1, "silent": 1}
    assert "custody-suite" not in str(said)


@pytest.fixture
def takes_back(officer):
    """Return a function by which a source takes back at a moment what it told under a number, known here or not."""

    def taken(at, number="0", source="custody-suite"):
        said = {"source": source, "source_event_id": number, "reason": "Another man"}
        return services.withdraw_by_number(**said, by=officer, at=at)

    return taken


@pytest.mark.parametrize("number", ["0", "99"])
@pytest.mark.parametrize(("minutes", "told"), [(-1, 0), (0, 1), (1, 1)])
def test_a_feed_that_takes_something_back_has_spoken_also_where_it_does_so_in_vain(
    heard, takes_back, at, control_supervisor, number, minutes, told
):
    heard(at)
    takes_back(at + timedelta(hours=5), number)

    escalation.sweep(at + timedelta(hours=11) + minutes * MINUTE)

    assert len(silence()) == told
    assert queries.with_heard().get().heard_at == at + timedelta(hours=5)


@pytest.mark.parametrize("number", ["0", "99"])
def test_a_silence_ends_when_the_feed_takes_something_back(heard, takes_back, at, control_supervisor, number):
    heard(at)
    escalation.sweep(at + timedelta(hours=6))

    takes_back(at + timedelta(hours=7), number)

    assert silence() == []


def test_a_correction_in_vain_counts_as_its_feed_speaking_and_the_same_again_does_not(heard, at, officer):
    heard(at)
    said = {"source": "custody-suite", "source_event_id": "2", "corrects": "7", "reason": "Wrong hour", "by": officer}

    for hours in (2, 3):
        services.correct_by_number(**said, at=at + timedelta(hours=hours))

    assert queries.with_heard().get().heard_at == at + timedelta(hours=2)


def test_what_an_officer_takes_back_is_no_word_of_the_feed(heard, at, sergeant):
    heard(at)

    services.withdraw_event(
        event_id=CustodyEvent.objects.get().pk, reason="Another man", by=sergeant, at=at + timedelta(hours=2)
    )

    assert queries.with_heard().get().heard_at == at


def test_a_source_that_never_told_anything_and_takes_something_back_is_no_feed_yet(takes_back, at):
    takes_back(at, source="unheard")

    assert not Feed.objects.exists()
