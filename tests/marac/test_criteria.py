"""Any one criterion is enough; all that match are kept; none needs more than a sentence of judgement."""

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import Refused
from core.models import Duty, Entry
from incidents.models import Case
from law import thresholds
from law.further import OF_A_CHILD
from marac import queries, services
from marac.models import Referral
from risk import queries as risk_queries
from risk import services as risk

FIRST = datetime(2025, 11, 16, 10, 0, tzinfo=UTC)


@pytest.fixture
def old_case(call, everybody, officer):
    """A case first reported a year before `at`."""
    call(FIRST - timedelta(hours=3))
    return Case.objects.get()


@pytest.fixture
def referred_a_year_ago(old_case, officer):
    """That case, referred, listed and heard a year before `at`."""
    referral = services.refer_case(
        case_id=old_case.pk, judgement_reasons="Fear", victim_told="TOLD", by=officer, at=FIRST
    )
    Referral.objects.filter(pk=referral.pk).update(
        state="HEARD", heard_at=FIRST, heard_by=officer, summary="Heard then"
    )
    return old_case


def test_nothing_that_counts_and_no_words_is_refused_with_the_way_forward(refer):
    with pytest.raises(Refused) as refused:
        refer(judgement_reasons="  ")

    assert refused.value.field == "judgement_reasons"
    assert "say why" in refused.value.sentence
    assert Referral.objects.count() == 0


def test_words_of_judgement_are_enough(refer):
    referral = refer(judgement_reasons="She will not say his name")

    assert referral.criteria == ["PROFESSIONAL_JUDGEMENT"]
    assert referral.judgement == "She will not say his name"


@pytest.mark.parametrize("reports", [1, 2, 3])
def test_the_third_report_in_twelve_months_is_an_escalation(case, refer, again, at, reports):
    for number in range(1, reports):
        again(at + timedelta(minutes=number))
    threshold = thresholds.ESCALATION_COUNT.on(at.date())

    referral = refer(at=at + timedelta(hours=1))

    assert ("POTENTIAL_ESCALATION" in referral.criteria) == (reports >= threshold)


@pytest.mark.parametrize("yes", [13, 14, 15])
def test_visible_high_risk_counts_the_answers_of_the_latest_assessment(case, refer, officer, at, yes):
    threshold = thresholds.VISIBLE_HIGH_RISK.on(at.date())
    started = risk.start_assessment(case_id=case.pk, by=officer, at=at)
    questions = risk_queries.question_set_of(started)
    last = (*questions.not_counted, *OF_A_CHILD)
    codes = sorted((item.code for item in questions.items), key=lambda code: code in last)
    risk.submit_assessment(
        assessment_id=started.pk,
        grade="HIGH",
        grade_reasons="As she told me",
        answers={code: {"value": "YES" if place < yes else "NO"} for place, code in enumerate(codes)},
        children="NONE",
        further_unasked=True,
        assessed_at=at,
        by=officer,
        at=at,
    )

    assert ("VISIBLE_HIGH_RISK" in refer().criteria) == (yes >= threshold)


@pytest.mark.parametrize(
    ("reported", "repeat"),
    [
        (datetime(2026, 11, 15, 12, tzinfo=UTC), True),
        (datetime(2026, 11, 16, 9, tzinfo=UTC), True),
        (datetime(2026, 11, 16, 23, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 17, 0, 1, tzinfo=UTC), False),
        (datetime(2026, 11, 17, 12, tzinfo=UTC), False),
    ],
)
def test_a_further_matter_within_twelve_months_of_the_last_referral_is_a_repeat(
    referred_a_year_ago, call, officer, reported, repeat
):
    case = referred_a_year_ago
    call(
        reported,
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "person_id": case.suspect_id},
        ],
    )

    referral = services.refer_case(
        case_id=case.pk, judgement_reasons="Again", victim_told="TOLD", by=officer, at=reported + timedelta(minutes=5)
    )

    assert ("REPEAT" in referral.criteria, referral.repeat) == (repeat, repeat)


def test_a_repeat_goes_back_without_any_other_ground(referred_a_year_ago, call, officer, days):
    case = referred_a_year_ago
    refer = {"case_id": case.pk, "victim_told": "TOLD", "by": officer, "at": days(-1)}
    with pytest.raises(Refused):
        services.refer_case(**refer)
    call(
        days(-2),
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "person_id": case.suspect_id},
        ],
    )

    assert services.refer_case(**refer).criteria == ["REPEAT"]


@pytest.mark.parametrize(
    ("reported", "owed"),
    [
        (FIRST - timedelta(minutes=1), 0),
        (FIRST + timedelta(minutes=1), 1),
        (datetime(2026, 11, 15, 12, tzinfo=UTC), 1),
        (datetime(2026, 11, 16, 12, tzinfo=UTC), 1),
        (datetime(2026, 11, 17, 12, tzinfo=UTC), 0),
    ],
    ids=["reported before it", "just after", "a day short of a year", "a year to the day", "a day more"],
)
@pytest.mark.parametrize("restricted", [False, True])
def test_a_further_report_within_twelve_months_owes_the_referral_of_a_repeat_whatever_the_level(
    referred_a_year_ago, call, operator, reported, owed, restricted
):
    case = referred_a_year_ago
    Case.objects.update(restricted=restricted)
    pair = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]

    call(max(reported, FIRST + timedelta(hours=1)), reported_at=reported, people=pair)

    asked = Duty.objects.filter(code="REFER_REPEAT_TO_MARAC", ended_at=None).values_list("due_at", flat=True)
    assert list(asked) == [reported + timedelta(hours=24)] * owed
    refer = {"judgement_reasons": "Again", "victim_told": "TOLD", "by": operator}
    services.refer_case(case_id=case.pk, at=max(reported, FIRST) + timedelta(hours=2), **refer)
    assert not asked.all().exists()


def test_a_further_report_of_another_pair_owes_no_repeat(referred_a_year_ago, call, days):
    other = {"role": "suspect", "given_name": "Rufus", "family_name": "Hale", "born_on": "1980-03-03"}
    call(days(-2), people=[{"role": "victim", "person_id": referred_a_year_ago.victim_id}, other])

    assert not Duty.objects.filter(code="REFER_REPEAT_TO_MARAC").exists()


def test_every_criterion_that_matches_is_kept_with_its_source_and_reason(case, refer, again, at):
    for number in (1, 2):
        again(at + timedelta(minutes=number))

    referral = refer(at=at + timedelta(hours=1))

    assert referral.criteria == ["PROFESSIONAL_JUDGEMENT", "POTENTIAL_ESCALATION"]
    assert all(ground["source"] and ground["why"] for ground in referral.grounds)
    facts = Entry.objects.get(event="marac.case_referred").facts
    assert facts["criteria"] == referral.criteria


@pytest.mark.parametrize(("day", "found"), [("2026-11-15", True), ("2026-11-16", True), ("2026-11-17", False)])
def test_the_files_are_flagged_for_twelve_months_from_the_referral(referred_a_year_ago, day, found):
    on = datetime.fromisoformat(day).date()

    assert (queries.in_last_12_months(queries.of_case(referred_a_year_ago.pk), on) is not None) == found


def test_a_withdrawn_referral_neither_flags_nor_makes_a_repeat(
    case, referral, marac_coordinator, refer, again, at, days
):
    services.withdraw_referral(referral_id=referral.pk, reason="Wrong case", by=marac_coordinator, at=at)
    again(days(1))

    assert queries.in_last_12_months(queries.of_case(case.pk), at.date()) is None
    assert refer(at=days(2)).repeat is False


def test_what_is_new_joins_the_referral_that_waits(case, refer, again, at, days):
    first = refer()
    again(days(1))
    again(days(2))

    second = refer(judgement_reasons="He bought a car with her name", at=days(3))

    assert second.pk == first.pk
    assert second.criteria == ["PROFESSIONAL_JUDGEMENT", "POTENTIAL_ESCALATION"]
    assert second.judgement == "She is afraid to speak\n\nHe bought a car with her name"
    assert list(Entry.objects.filter(event__startswith="marac.").order_by("pk").values_list("event", flat=True)) == [
        "marac.case_referred",
        "marac.referral_updated",
    ]
