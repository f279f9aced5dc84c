"""The clock of police bail: from the day after the arrest, step by step by rank, and never begun anew."""

from datetime import date, timedelta

import pytest

from core.errors import Refused
from custody import queries, services
from law import bail as law_of_bail

ARRESTED = date(2026, 11, 13)


@pytest.fixture
def superintendent(post):
    """A superintendent of the force."""
    return post("superintendent", "CRU", "cru", "superintendent")


@pytest.fixture
def chief(post):
    """An assistant chief constable of the force."""
    return post("assistant-chief", "CRU", "cru", "assistant chief constable")


@pytest.fixture
def extend(case, at):
    """Return a function that extends the bail of the case to a day by an officer."""

    def extended(ends_on, by, **changes):
        return services.extend_bail(
            case_id=case.pk,
            bail_ends_on=ends_on,
            effective_at=at,
            views_sought=True,
            victim_views="She wants it",
            reason="Designated by the prosecutor; the phones are still being read",
            by=by,
            at=at,
            **changes,
        )

    return extended


@pytest.fixture
def browse(client_for, officer):
    """Return a function that opens a page and gives its text."""
    return lambda path, by=None: client_for(by or officer).get(path).content.decode()


@pytest.mark.parametrize(("ends_on", "refused"), [("2027-11-12", ""), ("2027-11-13", ""), ("2027-11-14", "court")])
def test_an_exceptionally_complex_case_may_wait_twelve_months_and_no_longer(
    bail, extend, happened, chief, ends_on, refused
):
    happened("ARRESTED", hours_ago=72)
    bail()

    if refused:
        with pytest.raises(Refused, match=refused):
            extend(date.fromisoformat(ends_on), chief, exceptionally_complex=True)
    else:
        assert extend(date.fromisoformat(ends_on), chief, exceptionally_complex=True).pk


def test_without_the_designation_nine_months_are_the_end(bail, extend, happened, chief):
    happened("ARRESTED", hours_ago=72)
    bail()

    with pytest.raises(Refused, match="magistrates' court"):
        extend(date(2027, 8, 14), chief, exceptionally_complex=False)


def test_a_superintendent_does_not_give_twelve_months(bail, extend, happened, superintendent):
    happened("ARRESTED", hours_ago=72)
    bail()

    with pytest.raises(Refused, match="an assistant chief constable or above"):
        extend(date(2027, 8, 14), superintendent, exceptionally_complex=True)


def test_releasing_him_again_does_not_begin_the_months_anew(bail, happened, case, at):
    happened("ARRESTED", hours_ago=72)
    bail(effective_at=at - timedelta(hours=70))
    happened("ARRESTED", hours_ago=20, breach_of="BAIL")
    bail(effective_at=at - timedelta(hours=18))

    assert queries.arrested_on(case.pk) == ARRESTED


def test_an_arrest_in_another_matter_after_the_decision_begins_its_own_months(happened, case):
    happened("ARRESTED", hours_ago=200)
    happened("NO_FURTHER_ACTION", hours_ago=100)
    happened("ARRESTED", hours_ago=72)

    assert queries.arrested_on(case.pk) == ARRESTED


@pytest.mark.parametrize(
    ("arrested_on", "ranks"),
    [
        (date(2017, 4, 2), ["SERGEANT"]),
        (date(2017, 4, 3), ["INSPECTOR", "SUPERINTENDENT"]),
        (date(2022, 10, 27), ["INSPECTOR", "SUPERINTENDENT"]),
        (date(2022, 10, 28), ["SERGEANT", "INSPECTOR", "SUPERINTENDENT", "ASSISTANT_CHIEF_CONSTABLE"]),
    ],
)
def test_the_steps_are_those_of_the_day_of_the_arrest(arrested_on, ranks):
    assert [rank for rank, _ in law_of_bail.steps_left(arrested_on, None, complex_case=True)] == ranks


def test_the_case_page_says_who_may_extend_and_until_when(bail, happened, browse, case):
    happened("ARRESTED", hours_ago=72)
    bail()

    page = browse(f"/cases/{case.pk}/")

    assert "an inspector, to 13 May 2027 at the latest" in page
    assert "a superintendent, to 13 Aug 2027 at the latest" in page
    assert "court after that" in page


def test_bail_that_ends_in_eight_days_has_its_review_ahead_and_in_six_the_decision_alone(bail, owed, at):
    bail(bail_ends_on=(at + timedelta(days=8)).date())
    assert {"REVIEW_BEFORE_BAIL_ENDS", "DECIDE_BEFORE_BAIL_ENDS"} <= set(owed())

    bail(bail_ends_on=(at + timedelta(days=6)).date())
    assert "REVIEW_BEFORE_BAIL_ENDS" not in owed()
    assert "DECIDE_BEFORE_BAIL_ENDS" in owed()


def test_a_release_without_conditions_that_a_system_tells_of_asks_for_a_notice_to_be_considered(happened, owed, at):
    event = happened("RELEASED_UNDER_INVESTIGATION")

    duty = owed("CONSIDER_PROTECTION_NOTICE")["CONSIDER_PROTECTION_NOTICE"]
    assert duty.subject_id == event.pk
    assert duty.due_at.date() == (at + timedelta(days=1)).date()


def test_where_a_notice_was_considered_before_he_was_let_go_nobody_is_asked_again(happened, owed):
    happened("RELEASED_UNDER_INVESTIGATION", notice_considered="The superintendent refused: no grounds")

    assert owed("CONSIDER") == {}


@pytest.mark.parametrize(
    ("kind", "details"), [("NOTICE_CONSIDERED", {"notice_considered": "No grounds"}), ("DAPN_SERVED", {})]
)
def test_the_question_is_answered_by_a_notice_or_by_the_reason_for_none(happened, owed, kind, details):
    happened("RELEASED_UNDER_INVESTIGATION", hours_ago=3)
    happened(kind, hours_ago=1, **details)

    assert owed("CONSIDER") == {}


def test_a_reason_for_no_notice_must_be_given(case, officer, at):
    with pytest.raises(Refused, match="why no protection notice is given"):
        services.enter_event(case_id=case.pk, kind="NOTICE_CONSIDERED", effective_at=at, details={}, by=officer, at=at)


def test_released_under_investigation_no_page_and_no_machine_ever_shows_conditions(
    bail, happened, browse, case, api_for, officer, at
):
    bail()
    answer = api_for(officer).post(
        "/api/v1/custody-events/",
        {
            "source": "custody-system",
            "source_event_id": "77",
            "kind": "RELEASED_UNDER_INVESTIGATION",
            "suspect": str(case.suspect_id),
            "case": str(case.pk),
            "effective_at": (at - timedelta(hours=1)).isoformat(),
            "details": {"conditions": [{"kind": "NO_CONTACT", "text": "Asha Vale"}]},
        },
        format="json",
        headers={"Idempotency-Key": "one"},
    )

    assert answer.status_code == 201
    assert answer.json()["positions"][0]["conditions"] == []
    assert queries.live_conditions(case.pk, at) == []
    live = browse(f"/cases/{case.pk}/").partition("Conditions in force now")[2].partition("What happened")[0]
    assert "No contact" not in live
    assert "Released under investigation there are no conditions" in live
