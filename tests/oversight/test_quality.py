"""Looking back: the system draws, a supervisor scores, the person reads, and small numbers say nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import escalation, rebuilding
from core.errors import Absent, Refused
from core.models import Duty
from incidents import services as incidents
from incidents.models import Case
from law import clocks, sampling
from law.quality import BY_CODE
from oversight import presenters, queries, services
from oversight.models import Check, Round

pytestmark = pytest.mark.django_db

OCTOBER = datetime(2026, 10, 12, 10, 0, tzinfo=UTC)
FIRST = datetime(2026, 11, 1, 0, 5, tzinfo=UTC)
GOOD = dict.fromkeys([question.code for question in BY_CODE["GRADE"].questions], "YES")


@pytest.fixture(autouse=True)
def staff(everybody):
    """Somebody in every role, so that each duty has its owner."""
    return everybody


@pytest.fixture
def calls(call):
    """Fourteen domestic calls in October."""
    return [call(OCTOBER + timedelta(hours=number), address=f"{number} Harbour Row") for number in range(14)]


@pytest.fixture
def begun():
    """The November round of calls."""
    services.sweep(FIRST)
    return Round.objects.get(track="CALLS")


@pytest.fixture
def drawn(calls, begun, control_supervisor):
    """That round, its sample drawn on the theme of the grade."""
    return services.draw_sample(round_id=begun.pk, theme="GRADE", by=control_supervisor, at=FIRST)


def score(check, by, at=FIRST, answers=None):
    """Score one record."""
    return services.score_check(check_id=check.pk, answers=answers or GOOD, note="Well asked", by=by, at=at)


def test_each_month_begins_its_rounds_once_and_each_has_a_duty_with_an_owner(control_supervisor, safeguarding):
    for moment in (FIRST, FIRST, FIRST + timedelta(days=20)):
        escalation.sweep(moment)

    assert sorted(Round.objects.values_list("track", "month")) == [
        ("CALLS", date(2026, 11, 1)),
        ("MEASURES", date(2026, 11, 1)),
    ]
    owners = dict(Duty.objects.filter(code__startswith="QUALITY_SAMPLE").values_list("code", "owner_id"))
    assert owners == {
        "QUALITY_SAMPLE_CALLS": control_supervisor.pk,
        "QUALITY_SAMPLE_MEASURES": safeguarding.pk,
    }
    assert not any(rebuilding.rebuild(apply_changes=False).values())


@pytest.mark.parametrize("days", [0, 3, 20])
def test_a_round_is_owed_within_a_month_of_its_month_whenever_the_scheduler_came_to_it(
    control_supervisor, safeguarding, days
):
    escalation.sweep(FIRST.replace(day=1) + timedelta(days=days))

    due = set(Duty.objects.filter(code__startswith="QUALITY_SAMPLE").values_list("due_at", flat=True))
    assert due == {clocks.end_of_day(date(2026, 12, 1))}


def test_a_month_that_was_not_looked_at_is_owed_beside_the_next(begun):
    services.sweep(FIRST + timedelta(days=31))

    assert Duty.objects.filter(code="QUALITY_SAMPLE_CALLS", ended_at=None).count() == 2


def test_the_sample_is_drawn_by_the_seed_and_can_be_drawn_again(drawn, calls):
    population = [str(incident.pk) for incident in calls]

    subjects = [str(pk) for pk in drawn.checks.order_by("place").values_list("subject_id", flat=True)]

    assert len(subjects) == 10
    assert subjects == sampling.draw(population, drawn.seed, 10)
    assert (drawn.population, drawn.fingerprint) == (14, sampling.fingerprint(population))


def test_nobody_draws_twice(drawn, control_supervisor):
    with pytest.raises(Refused, match="not drawn again"):
        services.draw_sample(round_id=drawn.pk, theme="HARASSMENT", by=control_supervisor, at=FIRST)


@pytest.mark.parametrize(
    ("theme", "sentence"),
    [("MEASURES_REAL", "themes for this kind of work"), ("NONE", "themes"), ("HARASSMENT", "no such work")],
)
def test_a_theme_that_cannot_be_looked_at_is_refused(calls, begun, control_supervisor, theme, sentence):
    with pytest.raises(Refused, match=sentence):
        services.draw_sample(round_id=begun.pk, theme=theme, by=control_supervisor, at=FIRST)


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        (datetime(2026, 9, 30, 22, 59, tzinfo=UTC), 0),
        (datetime(2026, 9, 30, 23, 0, tzinfo=UTC), 1),
        (datetime(2026, 10, 31, 23, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 1, 0, 0, tzinfo=UTC), 0),
    ],
)
def test_the_month_before_is_a_month_of_london_days(call, begun, control_supervisor, at, counted):
    call(at)

    assert len(queries.population(begun, "GRADE", reader=control_supervisor)) == counted


def test_a_restricted_case_is_in_no_sample_of_those_who_may_not_see_it(calls, begun, control_supervisor, safeguarding):
    incidents.restrict_case(case_id=Case.objects.first().pk, officers=[], by=safeguarding, at=FIRST)

    assert len(queries.population(begun, "GRADE", reader=control_supervisor)) == 14 - (
        Case.objects.first().allegations.count()
    )


def test_what_was_drawn_before_it_was_restricted_is_hidden_too(drawn, control_supervisor, safeguarding):
    check = drawn.checks.get(place=1)
    incidents.restrict_case(case_id=check.matter_id, officers=[], by=safeguarding, at=FIRST)

    shown = queries.checks_of(drawn, reader=control_supervisor)

    assert check not in shown
    with pytest.raises(Absent):
        score(check, control_supervisor)


def test_the_last_record_scored_finishes_the_round_and_each_person_is_owed_the_feedback(
    drawn, control_supervisor, operator
):
    *most, last = drawn.checks.order_by("place")
    for check in most:
        score(check, control_supervisor)
    assert Duty.objects.get(code="QUALITY_SAMPLE_CALLS").ended_at is None

    score(last, control_supervisor)

    assert Duty.objects.get(code="QUALITY_SAMPLE_CALLS").ended_as == "MET"
    owed = Duty.objects.filter(code="READ_FEEDBACK", ended_at=None)
    assert set(owed.values_list("owner_id", flat=True)) == {operator.pk}
    services.read_feedback(check_id=last.pk, reply="I see", by=operator, at=FIRST)
    assert owed.count() == 9


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [({}, "Answer every question"), (GOOD | {"RIGHT": "PERHAPS"}, "Answer every"), (GOOD | {"MORE": "YES"}, "not ask")],
)
def test_a_score_without_an_answer_to_each_question_is_refused(drawn, control_supervisor, answers, sentence):
    with pytest.raises(Refused, match=sentence):
        services.score_check(check_id=drawn.checks.first().pk, answers=answers, by=control_supervisor, at=FIRST)


def test_nobody_judges_their_own_work(call, begun, control_supervisor):
    call(OCTOBER, by=control_supervisor)
    found = services.draw_sample(round_id=begun.pk, theme="GRADE", by=control_supervisor, at=FIRST)

    with pytest.raises(Refused, match="your own work"):
        score(found.checks.get(), control_supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.update(scored_at=FIRST, scored_by=control_supervisor, answers=GOOD)


def test_only_the_person_says_that_it_was_read(drawn, control_supervisor, operator):
    check = score(drawn.checks.first(), control_supervisor)

    with pytest.raises(Refused, match="Only the person"):
        services.read_feedback(check_id=check.pk, by=control_supervisor, at=FIRST)


@pytest.mark.parametrize(("records", "small"), [(4, True), (5, False), (6, False)])
def test_a_month_of_few_records_gives_no_share(drawn, control_supervisor, records, small):
    for check in drawn.checks.order_by("place")[:records]:
        score(check, control_supervisor, answers=GOOD | {"RIGHT": "NO", "UNIT": "NOT_APPLICABLE"})

    (row,) = presenters.trend("GRADE", reader=control_supervisor)

    assert (row["records"], row["yes"], row["of"]) == (records, 2 * records, 3 * records)
    assert row["small"] is small
    assert (row["share"] is None) is small


def test_pages_lead_from_the_theme_to_the_feedback(client_for, calls, begun, control_supervisor, operator):
    browser = client_for(control_supervisor)
    page = reverse("quality_round", args=[begun.pk])
    assert "Not chosen yet" in browser.get(reverse("quality")).content.decode()
    assert browser.post(page, {"theme": "GRADE"}).status_code == 302
    check = begun.checks.get(place=1)
    scoring = reverse("quality_check", args=[check.pk])
    assert browser.post(scoring, GOOD | {"RIGHT": ""}).status_code == 422
    assert browser.post(scoring, GOOD | {"note": "Good questions"}).status_code == 302
    assert "Record 1" in browser.get(page).content.decode()

    mine = client_for(operator)
    assert "not read yet" in mine.get(reverse("feedback")).content.decode()
    reading = reverse("feedback_read", args=[check.pk])
    assert "Good questions" in mine.get(reading).content.decode()
    mine.post(reading, {"reply": "Thank you"})

    assert Check.objects.get(pk=check.pk).reply == "Thank you"
    assert "Too few to say" in browser.get(reverse("quality_trend", args=["GRADE"])).content.decode()
    assert client_for(operator).get(reverse("quality")).status_code == 403


def test_the_trend_is_a_picture_with_its_table(client_for, drawn, control_supervisor):
    for check in drawn.checks.all():
        score(check, control_supervisor)

    said = client_for(control_supervisor).get(reverse("quality_trend", args=["GRADE"])).content.decode()

    assert "<svg" in said
    assert "100% (" in said
