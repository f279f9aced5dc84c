"""Recording what happened: once for each number at its source, in every case that it concerns."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from core.errors import AlreadyDone, Refused
from core.models import Duty, Entry
from custody import events, queries, services
from custody.models import CustodyEvent
from custody.policies import check_open
from incidents import services as incidents
from incidents.models import Case
from people.models import Person


@pytest.fixture
def message(case, officer, at):
    """Return a function that sends one message of a custody system; any keyword may be replaced."""

    def sent(**changes):
        arguments = {
            "kind": "RELEASED",
            "suspect_id": case.suspect_id,
            "effective_at": at - timedelta(hours=1),
            "source": "prison",
            "source_event_id": "r-1",
            "details": {"route": "LICENCE"},
            "by": officer,
            "at": at,
        }
        return services.record_event(**(arguments | changes))

    return sent


@pytest.fixture
def second_case(case, call, days):
    """A second open case of the same suspect: another victim."""
    incident = call(
        days(-3),
        people=[
            {"role": "victim", "given_name": "Mirela", "family_name": "Stone"},
            {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
        ],
    )
    return Case.objects.get(allegations__incident=incident)


def test_an_event_is_kept_with_its_own_time_and_ours(message, case, at):
    event = message()

    entry = Entry.objects.get(event=events.RELEASED)
    assert (entry.occurred_at, entry.recorded_at, entry.case_id) == (event.effective_at, at, case.pk)
    assert entry.subject_id == event.pk
    assert entry.facts["level"] == case.risk_level


def test_the_same_message_again_changes_nothing_and_says_so(message):
    event = message()

    with pytest.raises(AlreadyDone) as again:
        message()

    assert again.value.entry.subject_id == event.pk
    assert CustodyEvent.objects.count() == 1
    assert Duty.objects.filter(code="REASSESS_RELEASE").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"details": {"route": "TEMPORARY"}},
        {"kind": "RECALLED"},
        {"effective_at": "earlier"},
        {"suspect_id": "victim"},
    ],
)
def test_other_content_under_the_same_number_is_refused(message, case, at, changes):
    message()
    if "effective_at" in changes:
        changes = {"effective_at": at - timedelta(hours=2)}
    if "suspect_id" in changes:
        changes = {"suspect_id": case.victim_id}

    with pytest.raises(Refused, match="another event under the number r-1") as refusal:
        message(**changes)

    assert refusal.value.field == "source_event_id"


def test_two_sources_may_use_the_same_number(message):
    message()
    message(source="court")

    assert CustodyEvent.objects.count() == 2


def test_it_reaches_every_open_case_of_the_suspect_once_each(message, case, second_case):
    event = message()

    told = Entry.objects.filter(event=events.RELEASED, subject_id=event.pk).values_list("case_id", flat=True)
    assert sorted(told) == sorted([case.pk, second_case.pk])
    assert queries.position(second_case.pk).status == "ON_LICENCE"


def test_it_reaches_the_cases_of_every_record_of_the_same_person(message, case, call, days, cru):
    other = call(
        days(-2),
        people=[
            {"role": "victim", "given_name": "Mirela", "family_name": "Stone"},
            {"role": "suspect", "given_name": "Dorian", "family_name": "Krane"},
        ],
    )
    twin = Case.objects.get(allegations__incident=other)
    Person.objects.filter(pk=twin.suspect_id).update(identity=case.suspect.identity)

    event = message()

    assert event.concerns.filter(case=twin).exists()


def test_an_event_given_for_one_case_stays_in_it(message, case, second_case):
    event = message(case_id=case.pk)

    assert [each.case_id for each in event.concerns.all()] == [case.pk]


def test_an_event_reaches_a_restricted_case_that_its_sender_may_not_see(
    message, second_case, safeguarding, officer, days
):
    incidents.restrict_case(case_id=second_case.pk, officers=[], by=safeguarding, at=days(-1))

    event = message()

    assert Duty.objects.filter(case_id=second_case.pk, code="REASSESS_RELEASE").exists()
    assert second_case.pk not in [each.pk for each in queries.cases_shown(event, reader=officer)]


def test_a_suspect_without_an_open_case_is_kept_and_owes_nothing(message, case):
    event = message(suspect_id=case.victim_id)

    assert Entry.objects.get(subject_id=event.pk).event == events.EVENT_KEPT
    assert not Duty.objects.filter(subject_id=event.pk).exists()


@pytest.mark.parametrize("unknown", ["no such number", "00000000-0000-7000-8000-000000000000"])
def test_an_unknown_suspect_is_refused(message, unknown):
    with pytest.raises(Refused, match="not on record") as refusal:
        message(suspect_id=unknown)

    assert refusal.value.field == "suspect"


def test_a_suspect_may_be_named_by_the_senders_own_number(message, case):
    Person.objects.filter(pk=case.suspect_id).update(source="import", external_id="p-17")

    assert message(suspect_id="p-17").suspect_id == case.suspect_id


def test_in_a_case_of_another_suspect_nothing_is_recorded_and_the_message_is_kept(message, case):
    event = message(suspect_id=case.victim_id, case_id=case.pk)

    assert not event.concerns.exists()
    assert Entry.objects.get(subject_id=event.pk).facts["named"] == str(case.pk)


def test_a_moment_from_now_is_refused_and_now_is_not(message, at):
    with pytest.raises(Refused, match="in the future") as refusal:
        message(effective_at=at + timedelta(seconds=1))
    assert refusal.value.field == "effective_at"

    assert message(effective_at=at).effective_at == at


def test_a_year_for_which_days_cannot_be_counted_is_refused(message, at):
    with pytest.raises(Refused, match="Check the year"):
        message(effective_at=at.replace(year=1980))


def test_only_those_who_record_custody_may(message, auditor):
    with pytest.raises(Refused, match="may not record custody"):
        message(by=auditor)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"conditions": "no contact"}, "conditions"),
        ({"conditions": [{"kind": "NO_CONTACT", "because": "x"}]}, "conditions"),
        ({"conditions": [{"kind": "OTHER"}]}, "conditions"),
        ({"bail_ends_on": "soon"}, "bail_ends_on"),
        ({"bail_ends_on": "9999-12-31"}, "bail_ends_on"),
        ({"hearing_at": "2027-02-23T10:00:00"}, "hearing_at"),
        ({"months": True}, "months"),
        ({"months": 1.5}, "months"),
        ({"by_court": "yes"}, "by_court"),
        ({"route": "TUNNEL"}, "route"),
        ({"note": "x\x00y"}, "note"),
        ({"note": "\ud800"}, "note"),
        ({"anything": {"nested": 1}}, "anything"),
        ({"not a name": 1}, "details"),
    ],
)
def test_a_detail_that_cannot_be_kept_is_refused_by_name(message, details, field):
    with pytest.raises(Refused) as refusal:
        message(details=details)

    assert refusal.value.field == field


def test_a_detail_that_no_rule_knows_is_kept(message):
    assert message(details={"cell": "B4", "route": "LICENCE"}).details == {"cell": "B4", "route": "LICENCE"}


def test_by_hand_bail_goes_through_its_own_page_and_investigation_asks_for_a_notice(case, officer, at):
    arguments = {"case_id": case.pk, "effective_at": at, "by": officer, "at": at}

    with pytest.raises(Refused, match="victim's views"):
        services.enter_event(kind="BAIL_GRANTED", **arguments)
    with pytest.raises(Refused, match="protection notice was considered"):
        services.enter_event(kind="RELEASED_UNDER_INVESTIGATION", **arguments)
    assert services.enter_event(
        kind="RELEASED_UNDER_INVESTIGATION", details={"notice_considered": "DVPN asked for"}, **arguments
    ).pk


def test_a_release_and_a_breach_have_commands_of_their_own(case, officer, at):
    arguments = {"case_id": case.pk, "effective_at": at, "by": officer, "at": at}

    assert services.record_release(route="LICENCE", **arguments).kind == "RELEASED"
    breach = {"breach_of": "BAIL", "terms": ["No contact with her"], "arrested": True}
    assert services.record_breach(**breach, **arguments).details["breach_of"] == "BAIL"


def test_a_closed_case_is_reopened_first(case):
    check_open(case)
    case.state = "CLOSED"

    with pytest.raises(Refused, match="Reopen it first"):
        check_open(case)


@pytest.mark.django_db(transaction=True)
def test_six_systems_sending_one_message_at_one_moment_leave_one_event(message):
    start, answers = Barrier(6), []

    def send():
        start.wait()
        try:
            answers.append(message().pk)
        except AlreadyDone as already:
            answers.append(already.entry.subject_id)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 6
    assert len(set(answers)) == CustodyEvent.objects.count() == 1
    assert Duty.objects.filter(code="REASSESS_RELEASE").count() == 1


@pytest.mark.django_db(transaction=True)
def test_different_events_of_one_case_at_one_moment_leave_the_position_of_both(message, case, at):
    start, failed = Barrier(4), []

    def send(number):
        start.wait()
        try:
            message(
                kind="BAIL_VARIED",
                source_event_id=f"v-{number}",
                effective_at=at - timedelta(hours=number),
                details={"bail_ends_on": f"2027-02-0{number}", "conditions": []},
            )
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=send, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    assert str(queries.position(case.pk).bail_ends_on) == "2027-02-01"
    assert Duty.objects.filter(code="DECIDE_BEFORE_BAIL_ENDS", ended_at=None).count() == 1


def test_an_event_with_all_its_duties_takes_few_statements_and_a_repeat_takes_fewer(
    message, django_assert_max_num_queries
):
    message(kind="ARRESTED", source_event_id="a-1", details={})
    bail = {"kind": "BAIL_GRANTED", "source_event_id": "a-2", "details": {"by_court": True, "conditions": []}}

    with django_assert_max_num_queries(16):
        message(**bail)
    with django_assert_max_num_queries(7), pytest.raises(AlreadyDone):
        message(**bail)
