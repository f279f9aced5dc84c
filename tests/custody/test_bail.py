"""Bail: the victim is asked, the rank is high enough, and what follows is owed by the right moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import Refused, Stale
from custody import queries, services
from custody.models import CustodyEvent

CURFEW = {"kind": "CURFEW", "text": "20:00 to 07:00"}


@pytest.fixture
def vary(case, sergeant, at):
    """Return a function that varies the bail of the case; any keyword may be replaced."""

    def varied(**changes):
        arguments = {
            "case_id": case.pk,
            "conditions": [CURFEW],
            "effective_at": at - timedelta(hours=1),
            "views_sought": True,
            "victim_views": "She agrees if he stays in at night",
            "reason": "He works at the harbour by day",
            "by": sergeant,
            "at": at,
        }
        return services.vary_bail(**(arguments | changes))

    return varied


@pytest.fixture
def extend(case, control_supervisor, at):
    """Return a function that extends the bail of the case by an inspector; any keyword may be replaced."""

    def extended(ends_on, **changes):
        arguments = {
            "case_id": case.pk,
            "bail_ends_on": ends_on,
            "effective_at": at,
            "views_sought": False,
            "victim_views": "She could not be reached since Friday",
            "reason": "The phone is still being read",
            "by": control_supervisor,
            "at": at,
        }
        return services.extend_bail(**(arguments | changes))

    return extended


def test_bail_stands_with_its_conditions_last_day_and_authority(bail, case, sergeant):
    event = bail()

    position = queries.position(case.pk)
    assert position.status == "PRE_CHARGE_BAIL"
    assert [each["kind"] for each in position.conditions] == ["NO_CONTACT", "STAY_AWAY"]
    assert position.bail_ends_on == date(2027, 2, 13)
    assert event.authorised_by == sergeant


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"views_sought": None}, "whether the victim was asked", "views_sought"),
        ({"victim_views": " "}, "what she said", "victim_views"),
        ({"views_sought": False, "victim_views": ""}, "why she was not asked", "victim_views"),
        ({"bail_ends_on": None}, "last day of bail", "bail_ends_on"),
        ({"bail_ends_on": date(2026, 11, 1)}, "cannot end before it begins", "bail_ends_on"),
    ],
)
def test_bail_without_what_the_law_asks_is_refused(bail, changes, sentence, field):
    with pytest.raises(Refused, match=sentence) as refusal:
        bail(**changes)

    assert refusal.value.field == field


def test_a_constable_does_not_authorise_bail_and_may_name_the_sergeant_who_did(bail, officer, sergeant):
    with pytest.raises(Refused, match="a sergeant or above"):
        bail(by=officer)

    assert bail(by=officer, authorised_by_id=sergeant.pk).authorised_by == sergeant


# Arrested on 13 November 2026: the first period runs from the 14th and ends with 13 February 2027.
@pytest.mark.parametrize(("ends_on", "allowed"), [("2027-02-12", True), ("2027-02-13", True), ("2027-02-14", False)])
def test_a_sergeant_grants_bail_to_the_last_day_of_the_first_period_and_no_further(bail, happened, ends_on, allowed):
    happened("ARRESTED", hours_ago=72)

    if allowed:
        assert bail(bail_ends_on=date.fromisoformat(ends_on)).pk
    else:
        with pytest.raises(Refused, match="an inspector or above"):
            bail(bail_ends_on=date.fromisoformat(ends_on))


@pytest.mark.parametrize(
    ("ends_on", "refusal"), [("2027-05-12", ""), ("2027-05-13", ""), ("2027-05-14", "a superintendent or above")]
)
def test_an_inspector_extends_to_six_months_and_no_further(bail, extend, happened, ends_on, refusal):
    happened("ARRESTED", hours_ago=72)
    bail()

    if refusal:
        with pytest.raises(Refused, match=refusal):
            extend(date.fromisoformat(ends_on))
    else:
        assert extend(date.fromisoformat(ends_on)).kind == "BAIL_VARIED"


def test_beyond_nine_months_only_a_court_extends(bail, extend, happened):
    happened("ARRESTED", hours_ago=72)
    bail()

    with pytest.raises(Refused, match="magistrates' court"):
        extend(date(2027, 8, 14))


def test_an_extension_moves_the_last_day_and_keeps_the_conditions(bail, extend, owed, case):
    bail()
    extend(date(2027, 5, 1))

    position = queries.position(case.pk)
    assert (position.bail_ends_on, len(position.conditions)) == (date(2027, 5, 1), 2)
    assert owed()["DECIDE_BEFORE_BAIL_ENDS"].due_at == datetime(2027, 5, 1, 23, tzinfo=UTC)


def test_court_bail_needs_no_rank_and_no_last_day_and_cannot_be_extended_by_the_police(bail, extend, officer, owed):
    bail(by=officer, by_court=True, bail_ends_on=None)

    assert "TELL_VICTIM_COURT_BAIL" in owed()
    with pytest.raises(Refused, match="Only a court"):
        extend(date(2027, 5, 1))


def test_a_variation_opens_telling_reassessing_and_reviewing_with_their_times(bail, vary, owed, case_at, at):
    case_at("MEDIUM")
    bail()

    event = vary()

    found = owed("TELL_VICTIM", "REASSESS", "REVIEW_PLAN", about=event)
    assert {code: duty.due_at for code, duty in found.items()} == {
        "TELL_VICTIM_BAIL_VARIED": datetime(2026, 11, 18, tzinfo=UTC),
        "REASSESS_BAIL_VARIATION": at + timedelta(hours=23),
        "REVIEW_PLAN_BAIL_VARIED": at + timedelta(hours=23),
    }


@pytest.mark.parametrize(
    ("level", "due"),
    [
        ("HIGH", datetime(2026, 11, 17, tzinfo=UTC)),
        ("MEDIUM", datetime(2026, 11, 17, 9, tzinfo=UTC)),
        ("STANDARD", datetime(2026, 11, 19, 9, tzinfo=UTC)),
    ],
)
def test_the_higher_the_risk_the_sooner_it_is_reassessed(bail, vary, owed, case_at, level, due):
    case_at(level)
    bail()
    vary()

    assert owed()["REASSESS_BAIL_VARIATION"].due_at == due


def test_a_variation_replaces_the_conditions_and_keeps_the_last_day(bail, vary, case):
    bail()
    vary()

    position = queries.position(case.pk)
    assert (position.conditions, position.bail_ends_on) == ([CURFEW], date(2027, 2, 13))


def test_bail_that_is_not_in_force_cannot_be_varied_extended_or_ended(vary, extend, case, officer, at):
    with pytest.raises(Refused, match="No bail is in force"):
        vary()
    with pytest.raises(Refused, match="No bail is in force"):
        extend(date(2027, 5, 1))
    with pytest.raises(Refused, match="No bail is in force"):
        services.end_bail(case_id=case.pk, effective_at=at, reason="Over", by=officer, at=at)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"views_sought": None}, "views_sought"), ({"victim_views": ""}, "victim_views"), ({"reason": ""}, "reason")],
)
def test_a_variation_without_the_victims_views_or_a_reason_is_refused(bail, vary, changes, field):
    bail()

    with pytest.raises(Refused) as refusal:
        vary(**changes)

    assert refusal.value.field == field


@pytest.mark.parametrize(("day", "refused"), [(12, False), (13, False), (14, True)])
@pytest.mark.parametrize("what", ["varied", "extended"])
def test_bail_is_varied_and_extended_until_its_last_day_and_not_once_it_has_run_out(
    bail, vary, extend, happened, owed, what, day, refused
):
    happened("ARRESTED", hours_ago=72)
    bail()
    moment = datetime(2027, 2, day, 23, 30, tzinfo=UTC)

    def change():
        if what == "varied":
            return vary(effective_at=moment, at=moment + timedelta(days=2))
        return extend(date(2027, 5, 1), effective_at=moment, at=moment + timedelta(days=2))

    if refused:
        with pytest.raises(Refused, match="last day of this bail was 13 February 2027") as refusal:
            change()
        assert refusal.value.field == "effective_at"
        assert owed("DECIDE_BEFORE")["DECIDE_BEFORE_BAIL_ENDS"].due_at == datetime(2027, 2, 14, tzinfo=UTC)
    else:
        assert change().kind == "BAIL_VARIED"


def test_a_variation_before_the_bail_itself_is_refused(bail, vary, at):
    bail()

    with pytest.raises(Refused, match="not in force yet"):
        vary(effective_at=at - timedelta(hours=4))


def test_conditions_that_changed_since_they_were_read_are_shown_beside_yours(bail, vary):
    first = bail()
    vary()

    with pytest.raises(Stale) as stale:
        vary(read_at=first.pk, conditions=[{"kind": "REPORT", "text": "Dover, daily"}])

    assert stale.value.changes == {"Conditions": (["20:00 to 07:00"], ["Dover, daily"])}
    assert CustodyEvent.objects.filter(kind="BAIL_VARIED").count() == 1


def test_the_end_of_bail_leaves_no_conditions_and_is_answered(bail, owed, case, officer, at):
    bail()

    event = services.end_bail(case_id=case.pk, effective_at=at, reason="Charge is ready", by=officer, at=at)

    assert queries.live_conditions(case.pk, at) == []
    assert set(owed(about=event)) == {"TELL_VICTIM_BAIL_ENDED", "REASSESS_BAIL_END", "REVIEW_PLAN_BAIL_END"}
    assert "DECIDE_BEFORE_BAIL_ENDS" not in owed()


@pytest.mark.parametrize(("day", "held"), [("2027-02-12", True), ("2027-02-13", True), ("2027-02-14", False)])
def test_conditions_hold_to_the_last_day_of_bail_and_not_after(bail, case, day, held):
    bail()
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")

    assert bool(queries.live_conditions(case.pk, noon)) is held
    assert queries.bail_is_over(queries.position(case.pk), noon) is not held


def test_released_under_investigation_nothing_holds_him(bail, happened, case, at):
    bail()
    happened("RELEASED_UNDER_INVESTIGATION", conditions=[CURFEW])

    assert queries.live_conditions(case.pk, at) == []
    assert queries.position(case.pk).conditions == []


def test_an_order_that_stands_holds_him_beside_his_bail(bail, happened, case, at):
    bail()
    happened("ORDER_MADE", order="DVPO", expires_on="2026-12-03", conditions=[{"kind": "NO_CONTACT", "text": "Asha"}])

    assert [each["of"] for each in queries.live_conditions(case.pk, at)] == ["On police bail"] * 2 + ["DVPO"]
    assert "DVPO" not in [each["of"] for each in queries.live_conditions(case.pk, at + timedelta(days=18))]


@pytest.mark.parametrize(("by_court", "watched"), [(False, True), (True, False)])
def test_only_police_bail_asks_for_a_decision_before_its_last_day(bail, owed, by_court, watched):
    bail(by_court=by_court)

    assert ("DECIDE_BEFORE_BAIL_ENDS" in owed()) is watched
