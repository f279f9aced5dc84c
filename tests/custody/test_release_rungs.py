"""Before a release each rung asks for its own thing, of whoever owes it: the risk, the plan, or the victim told."""

from datetime import UTC, datetime

import pytest

from core import rebuilding
from core.journal import record
from core.models import Duty
from custody import services
from deaths import services as deaths
from incidents import services as incidents
from law import clocks

pytestmark = pytest.mark.django_db
PLAN = {"RELEASE_PLAN_28", "RELEASE_14", "RELEASE_7"}
TELL = {"RELEASE_TELL_14", "RELEASE_TELL_7", "RELEASE_1", "RELEASE_0"}
# He comes out on 20 January 2027. In each pair of weeks before, what of it one act meets.
BY_ASSESSING = {"2026-12-08": set(), "2026-12-09": {"RELEASE_28", "ASSESS_BEFORE_RELEASE"}}
BY_REVIEWING = {
    "2026-12-08": set(),
    "2026-12-09": {"RELEASE_PLAN_28"},
    "2026-12-22": {"RELEASE_PLAN_28"},
    "2026-12-23": {"RELEASE_PLAN_28", "RELEASE_14"},
    "2027-01-05": {"RELEASE_PLAN_28", "RELEASE_14"},
    "2027-01-06": {"RELEASE_PLAN_28", "RELEASE_14", "RELEASE_7"},
}
BY_TELLING = {
    "2026-12-22": set(),
    "2026-12-23": {"RELEASE_TELL_14"},
    "2027-01-05": {"RELEASE_TELL_14"},
    "2027-01-06": {"RELEASE_TELL_14", "RELEASE_TELL_7"},
    "2027-01-11": {"RELEASE_TELL_14", "RELEASE_TELL_7"},
    "2027-01-12": TELL - {"RELEASE_0"},
    "2027-01-19": TELL - {"RELEASE_0"},
    "2027-01-20": TELL,
}


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def happens(case, officer, at):
    """Return a function that records an event of the suspect, by default at `at`."""

    def told(kind, when=at, **details):
        who = {"suspect_id": case.suspect_id, "case_id": case.pk, "by": officer}
        return services.record_event(kind=kind, effective_at=when, details=details, at=when, **who)

    return told


@pytest.fixture
def known(happens):
    """Prison has named the day of release."""
    return happens("RELEASE_DATE_KNOWN", release_on="2027-01-20", release_source="HMP Elmley")


@pytest.fixture
def name_contact(case, officer, happens, at):
    """Return a function that names who keeps in touch with the victim of the sentence."""
    happens("SENTENCED", sentence="CUSTODY", months=10)

    def named(who, when=at):
        arguments = {"officer_id": who.pk, "release_known": "Prison asked", "by": officer, "at": when}
        return services.name_victim_contact_owner(case_id=case.pk, **arguments)

    return named


def owed(case, codes):
    """Return {code: owner} of those of some codes that are owed now."""
    return dict(Duty.objects.filter(case_id=case.pk, code__in=codes, ended_at=None).values_list("code", "owner_id"))


def noon(day):
    """Return noon of a day."""
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


@pytest.mark.parametrize(("day", "met"), BY_ASSESSING.items())
def test_the_risk_is_reassessed_once_and_by_nothing_but_an_assessment(case, officer, known, day, met):
    asked = {"RELEASE_28", "ASSESS_BEFORE_RELEASE"}
    before = {*owed(case, asked | PLAN | TELL)}

    facts = {"grade": "MEDIUM", "dated": clocks.london_day(noon(day))}
    record("risk.assessment_signed_off", about=case, case_id=case.pk, by=officer, at=noon(day), **facts)

    assert before - {*owed(case, before)} == met


@pytest.mark.parametrize(("day", "met"), BY_REVIEWING.items())
def test_a_look_at_the_plan_meets_the_looks_at_the_plan_of_its_weeks_and_tells_nobody(case, officer, known, day, met):
    before = {*owed(case, {"RELEASE_28", "ASSESS_BEFORE_RELEASE"} | PLAN | TELL)}

    record("safety_plans.plan_reviewed", about=case, case_id=case.pk, by=officer, at=noon(day))

    assert before - {*owed(case, before)} == met


@pytest.mark.parametrize(("day", "met"), BY_TELLING.items())
def test_telling_her_of_the_release_meets_the_tellings_of_its_weeks_and_is_no_look(case, officer, known, day, met):
    before = {*owed(case, {"RELEASE_28", "ASSESS_BEFORE_RELEASE"} | PLAN | TELL)}

    said = {"method": "PHONE", "safe_how": "She was alone", "what_said": "The day", "exception_reason": "She rang"}
    services.record_victim_told(event_id=known.pk, case_id=case.pk, by=officer, at=noon(day), **said)

    assert before - {*owed(case, before)} == met


def test_whoever_keeps_in_touch_owes_the_tellings_and_the_owner_of_the_case_the_looks(
    case, officer, safeguarding, name_contact, happens
):
    name_contact(safeguarding)

    happens("RELEASE_DATE_KNOWN", release_on="2027-01-20")

    assert owed(case, TELL) == dict.fromkeys(TELL, safeguarding.pk)
    assert owed(case, PLAN | {"RELEASE_28"}) == dict.fromkeys(PLAN | {"RELEASE_28"}, officer.pk)


def test_the_tellings_go_to_whoever_is_named_later_and_to_nobody_else(
    case, officer, safeguarding, neighbourhood, name_contact, known, days
):
    assert owed(case, TELL) == dict.fromkeys(TELL, officer.pk)

    for who, when in ((safeguarding, days(1)), (neighbourhood, days(2))):
        name_contact(who, when)
        assert owed(case, TELL) == dict.fromkeys(TELL, who.pk)

    assert set(owed(case, PLAN).values()) == {officer.pk}


@pytest.mark.parametrize("named", [True, False])
def test_a_hand_over_of_the_case_takes_the_tellings_along_only_where_nobody_is_named(
    case, officer, safeguarding, neighbourhood, name_contact, known, at, named
):
    if named:
        name_contact(safeguarding)

    offer = incidents.offer_case(case_id=case.pk, to_id=neighbourhood.pk, must_know="Ring", by=officer, at=at)
    incidents.accept_case(offer_id=offer.pk, by=neighbourhood, at=at)

    assert owed(case, TELL) == dict.fromkeys(TELL, safeguarding.pk if named else neighbourhood.pk)
    assert set(owed(case, PLAN).values()) == {neighbourhood.pk}


@pytest.mark.parametrize(("kind", "code"), [("RELEASED", "TELL_VICTIM_RELEASE"), ("RECALLED", "TELL_VICTIM_RECALL")])
def test_of_the_release_itself_and_of_a_recall_she_is_told_by_whoever_keeps_in_touch(
    case, officer, safeguarding, name_contact, happens, days, kind, code
):
    name_contact(safeguarding)

    happens(kind, days(1))

    assert owed(case, {code}) == {code: safeguarding.pk}
    assert set(owed(case, {f"REASSESS_{code.rpartition('_')[2]}"}).values()) == {officer.pk}


def test_nobody_tells_a_victim_who_has_died_and_the_looks_stay_owed_once(case, officer, known, happens, days):
    death = {"died_on": clocks.london_day(days(1)), "factor": "MAY_BE", "circumstances": "Found by a neighbour"}
    deaths.record_death(case_id=case.pk, person_id=case.victim_id, by=officer, at=days(1), **death)
    assert owed(case, TELL) == {}

    for day in (2, 3):
        happens("HEARING_LISTED", days(day), court="Dover")

    assert set(owed(case, PLAN)) == PLAN
    assert Duty.objects.filter(case_id=case.pk, code="RELEASE_7").count() == 1
