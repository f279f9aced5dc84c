"""Nobody is sent to prison in our record without somebody who keeps in touch with the victim."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import Refused
from custody import queries, services
from people import services as people


@pytest.fixture
def sentence(case, officer, at):
    """Return a function that records a sentence of prison; any keyword may be replaced."""

    def recorded(**changes):
        arguments = {
            "case_id": case.pk,
            "effective_at": at - timedelta(hours=1),
            "sentence": "CUSTODY",
            "months": 10,
            "court": "Canterbury",
            "officer_id": officer.pk,
            "release_known": "Asked probation on Monday",
            "by": officer,
            "at": at,
        }
        return services.record_sentence(**(arguments | changes))

    return recorded


def test_a_sentence_of_prison_names_who_keeps_in_touch_in_the_same_step(sentence, case, officer, owed):
    sentence()

    assert queries.contact_owner(case.pk).officer == officer
    assert "NAME_VICTIM_CONTACT_OWNER" not in owed()
    assert {"TELL_VICTIM_SENTENCE", "REASSESS_SENTENCE"} <= set(owed())


@pytest.mark.parametrize(
    ("changes", "field"), [({"officer_id": None}, "officer_id"), ({"release_known": " "}, "release_known")]
)
def test_prison_without_somebody_for_the_victim_is_refused_and_nothing_is_recorded(sentence, case, changes, field):
    with pytest.raises(Refused) as refusal:
        sentence(**changes)

    assert refusal.value.field == field
    assert queries.events_of(case.pk) == []


def test_nobody_keeps_in_touch_with_a_victim_of_whom_they_may_not_know(
    sentence, case, officer, neighbourhood, administrator, at
):
    people.declare_tie(person_id=case.suspect_id, kind="FRIEND", by=neighbourhood, at=at)
    with pytest.raises(Refused, match="cannot keep in touch with this victim"):
        sentence(officer_id=neighbourhood.pk)

    sentence()
    with pytest.raises(Refused, match="cannot keep in touch with all of these victims"):
        services.move_contact_owners(giver=officer, to=neighbourhood, because_id=case.pk, by=administrator, at=at)
    assert queries.contact_owner(case.pk).officer == officer


def test_where_somebody_was_named_before_nobody_need_be_named_again(sentence, case, officer):
    sentence()

    assert sentence(officer_id=None, months=4).pk
    assert queries.contact_owner(case.pk).officer == officer


def test_a_community_sentence_needs_nobody(sentence, case):
    sentence(sentence="COMMUNITY", months=12, officer_id=None, release_known="")

    assert queries.contact_owner(case.pk) is None


def test_prison_cannot_be_recorded_past_the_gate(case, officer, at):
    with pytest.raises(Refused, match="Name who keeps in touch"):
        services.enter_event(
            case_id=case.pk, kind="SENTENCED", effective_at=at, details={"sentence": "CUSTODY"}, by=officer, at=at
        )


def test_a_sentence_that_a_system_tells_of_asks_the_same_day_who_keeps_in_touch(happened, owed):
    happened("SENTENCED", sentence="CUSTODY", months=10)

    assert owed()["NAME_VICTIM_CONTACT_OWNER"].due_at == datetime(2026, 11, 17, tzinfo=UTC)


def test_a_new_date_of_release_ends_the_old_ladder_and_begins_its_own(happened, owed):
    happened("RELEASE_DATE_KNOWN", 5, release_on="2027-01-20", release_source="HMP Elmley", as_at="2026-11-15")
    before = owed("RELEASE_")
    happened("RELEASE_DATE_KNOWN", 2, release_on="2026-11-25", release_source="HMP Elmley", as_at="2026-11-16")

    assert {"RELEASE_28", "RELEASE_PLAN_28", "RELEASE_14", "RELEASE_TELL_14"} <= set(before)
    assert {code: duty.due_at.date() for code, duty in owed("RELEASE_").items()} == {
        "RELEASE_7": date(2026, 11, 18),
        "RELEASE_TELL_7": date(2026, 11, 18),
        "RELEASE_1": date(2026, 11, 24),
        "RELEASE_0": date(2026, 11, 26),
    }


def test_the_page_asks_who_keeps_in_touch_and_keeps_what_was_typed(client_for, officer, case):
    typed = {
        "sentence": "CUSTODY",
        "months": "10",
        "court": "Canterbury",
        "effective_at_day": "16",
        "effective_at_month": "11",
        "effective_at_year": "2026",
        "effective_at_time": "10:00",
    }

    refused = client_for(officer).post(f"/cases/{case.pk}/sentence/", typed)
    done = client_for(officer).post(
        f"/cases/{case.pk}/sentence/", typed | {"officer_id": str(officer.pk), "release_known": "Asked probation"}
    )

    assert refused.status_code == 409
    assert "Canterbury" in refused.content.decode()
    assert done.status_code == 302
    assert queries.position(case.pk).status == "SENTENCED_CUSTODY"


TERMS = [{"kind": "NO_CONTACT", "text": "Asha Vale"}]


@pytest.mark.parametrize(
    ("kind", "terms", "taken"),
    [("CUSTODY", TERMS, False), ("CUSTODY", [], True), ("SUSPENDED", TERMS, True), ("COMMUNITY", TERMS, True)],
)
def test_prison_has_no_conditions_that_would_hold_nobody(sentence, case, kind, terms, taken):
    if not taken:
        with pytest.raises(Refused, match="recorded as an order") as refused:
            sentence(sentence=kind, conditions=terms)
        assert refused.value.field == "sentence" and queries.events_of(case.pk) == []
        return

    sentence(sentence=kind, conditions=terms)

    assert queries.position(case.pk).conditions == terms


def test_a_sentence_with_conditions_is_not_corrected_to_prison_with_them(sentence, officer, at):
    said = sentence(sentence="COMMUNITY", conditions=TERMS)
    right = {"event_id": said.pk, "reason": "Misread", "by": officer, "at": at}

    with pytest.raises(Refused, match="recorded as an order"):
        services.correct_event(details=said.details | {"sentence": "CUSTODY"}, **right)
    assert services.correct_event(details=said.details | {"sentence": "CUSTODY", "conditions": []}, **right).pk


# Named on Monday 16 November 2026.
@pytest.mark.parametrize(("day", "taken"), [(15, False), (16, True), (17, True)])
def test_a_date_of_release_had_not_passed_when_it_was_named(sentence, case, officer, at, day, taken):
    sentence()

    def named(day):
        told = {"release_on": date(2026, 11, day), "release_source": "HMP Elmley"}
        said = {"kind": "RELEASE_DATE_KNOWN", "effective_at": at, "details": told}
        return services.enter_event(case_id=case.pk, **said, by=officer, at=at)

    if not taken:
        with pytest.raises(Refused, match="This day had passed") as refused:
            named(day)
        assert refused.value.field == "release_on"
        event, wrong = named(20), {"release_on": f"2026-11-{day}", "release_source": "HMP Elmley"}
        with pytest.raises(Refused, match="This day had passed"):
            services.correct_event(event_id=event.pk, details=wrong, reason="Misread", by=officer, at=at)
        return

    assert named(day).details["release_on"] == f"2026-11-{day}"


# Listed on Monday 16 November 2026.
@pytest.mark.parametrize(("day", "taken"), [(15, False), (16, True), (17, True)])
def test_the_day_of_a_hearing_had_not_passed_when_it_was_listed(case, officer, at, day, taken):
    def listed(day):
        told = {"hearing": "TRIAL", "hearing_at": datetime(2026, 11, day, 9, tzinfo=UTC), "court": "Dover"}
        said = {"kind": "HEARING_LISTED", "effective_at": at, "details": told}
        return services.enter_event(case_id=case.pk, **said, by=officer, at=at)

    if taken:
        assert listed(day).pk
        return
    with pytest.raises(Refused, match="This day had passed when the hearing was listed") as refused:
        listed(day)
    assert refused.value.field == "hearing_at"
    event = listed(20)
    wrong = event.details | {"hearing_at": "2026-11-15T09:00:00+00:00"}
    with pytest.raises(Refused, match="This day had passed when the hearing was listed"):
        services.correct_event(event_id=event.pk, details=wrong, reason="Misread", by=officer, at=at)
