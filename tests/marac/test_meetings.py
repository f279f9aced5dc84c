"""The meeting: listed, sent out, heard and acted on, and what is owed at each step."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts import services as accounts
from core.errors import Refused
from core.models import Duty
from core.rebuilding import rebuild
from dacase import story
from marac import queries, services
from marac.models import Action, Meeting, Referral


def test_listing_meets_its_duty_and_owes_the_agenda_five_working_days_before(listed, duty):
    assert (listed.state, duty("LIST_CASE").ended_as) == ("LISTED", "MET")
    assert duty("SEND_AGENDA").due_at == datetime(2026, 11, 23, tzinfo=UTC)


def test_a_case_moved_to_a_later_meeting_leaves_the_first_agenda(listed, meeting, marac_coordinator, at, soon, duty):
    later = services.plan_meeting(
        held_on=soon + timedelta(days=14), place="County Hall", chair="Chair", by=marac_coordinator, at=at
    )

    services.list_case(referral_id=listed.pk, meeting_id=later.pk, by=marac_coordinator, at=at)

    assert list(queries.agenda(meeting, reader=marac_coordinator)) == []
    assert [each.referral for each in queries.agenda(later, reader=marac_coordinator)] == [listed]
    assert list(Duty.objects.filter(code="SEND_AGENDA").order_by("due_at").values_list("ended_as", flat=True)) == [
        "RENEWED",
        "",
    ]


def test_a_case_is_not_listed_twice_for_one_meeting_nor_for_one_that_is_over(
    listed, meeting, marac_coordinator, at, days
):
    arguments = {"referral_id": listed.pk, "meeting_id": meeting.pk, "by": marac_coordinator}

    with pytest.raises(Refused, match="listed for that meeting already"):
        services.list_case(**arguments, at=at)
    with pytest.raises(Refused, match="is over"):
        services.list_case(**arguments, at=days(15))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": " "}, "place"),
        ({"chair": ""}, "chair"),
        ({"held_on": datetime(2026, 11, 15, tzinfo=UTC).date()}, "held_on"),
        ({"place": "county hall"}, "held_on"),
    ],
)
def test_a_meeting_has_a_day_ahead_a_place_and_a_chair_and_is_planned_once(
    meeting, marac_coordinator, at, soon, changes, field
):
    arguments = {"held_on": soon, "place": "Town Hall", "chair": "Chair", "by": marac_coordinator, "at": at}

    with pytest.raises(Refused) as refused:
        services.plan_meeting(**(arguments | changes))

    assert refused.value.field == field
    assert services.plan_meeting(**arguments).place == "Town Hall"
    assert Meeting.objects.count() == 2


def test_the_agenda_sent_meets_the_duty_of_every_case_on_it(listed, meeting, marac_coordinator, at, duty):
    services.record_agenda_sent(
        read_through=True, meeting_id=meeting.pk, sent_to="All core agencies", by=marac_coordinator, at=at
    )

    assert duty("SEND_AGENDA").ended_as == "MET"
    assert queries.sendings_of(meeting).get().sent_to == "All core agencies"


def test_a_listed_case_owes_its_outcome_by_the_end_of_the_working_day_after_the_meeting(
    listed, marac_coordinator, held, duty, client_for
):
    owed = duty("RECORD_OUTCOME")
    assert (owed.owner_id, owed.due_at) == (marac_coordinator.pk, datetime(2026, 12, 2, tzinfo=UTC))
    assert client_for(marac_coordinator).get(story.way_for(owed, marac_coordinator)).status_code == 200

    services.record_outcome(referral_id=listed.pk, summary="Heard", by=marac_coordinator, at=held)

    assert duty("RECORD_OUTCOME").ended_as == "MET"
    assert not any(rebuild(apply_changes=False).values())


def test_a_case_moved_to_a_later_meeting_owes_the_outcome_of_that_one_and_a_withdrawn_one_owes_none(
    listed, marac_coordinator, at, soon, duty
):
    later = services.plan_meeting(
        held_on=soon + timedelta(days=4), place="County Hall", chair="Chair", by=marac_coordinator, at=at
    )
    services.list_case(referral_id=listed.pk, meeting_id=later.pk, by=marac_coordinator, at=at)
    assert duty("RECORD_OUTCOME").due_at == datetime(2026, 12, 8, tzinfo=UTC), "Friday's meeting, by Monday's end"

    services.withdraw_referral(referral_id=listed.pk, reason="Not theirs", by=marac_coordinator, at=at)

    ended = Duty.objects.filter(code="RECORD_OUTCOME").order_by("due_at").values_list("ended_as", flat=True)
    assert list(ended) == ["RENEWED", "VOID"]


def test_nothing_is_sent_to_nobody_or_about_nothing(meeting, marac_coordinator, at):
    for send in (services.record_agenda_sent, services.record_actions_sent):
        with pytest.raises(Refused, match="to which agencies"):
            send(read_through=True, meeting_id=meeting.pk, sent_to=" ", by=marac_coordinator, at=at)
        with pytest.raises(Refused, match="no case"):
            send(read_through=True, meeting_id=meeting.pk, sent_to="Housing", by=marac_coordinator, at=at)


def test_an_outcome_with_its_action_owes_the_action_and_the_sending(heard, neighbourhood, duty):
    assert (heard.state, heard.summary) == ("ACTIONS_OPEN", "High and rising")
    assert duty("DO_MARAC_ACTION").owner_id == neighbourhood.pk
    assert duty("DO_MARAC_ACTION").due_at == datetime(2026, 12, 8, tzinfo=UTC)
    assert duty("CIRCULATE_ACTIONS").due_at == datetime(2026, 12, 3, tzinfo=UTC)


def test_the_sending_of_the_actions_meets_its_duty(heard, meeting, marac_coordinator, held, duty):
    services.record_actions_sent(
        read_through=True, meeting_id=meeting.pk, sent_to="Housing", by=marac_coordinator, at=held
    )

    assert duty("CIRCULATE_ACTIONS").ended_as == "MET"


@pytest.mark.parametrize(("moment", "refused"), [(13, True), (14, False), (15, False)])
def test_an_outcome_is_recorded_on_the_day_of_the_meeting_or_later(listed, marac_coordinator, days, moment, refused):
    def record():
        return services.record_outcome(referral_id=listed.pk, summary="Heard", by=marac_coordinator, at=days(moment))

    if refused:
        with pytest.raises(Refused, match="not taken place"):
            record()
    else:
        assert record().heard_at.date() == days(14).date()


def test_an_outcome_without_a_summary_is_refused_and_leaves_nothing(listed, marac_coordinator, held, action):
    with pytest.raises(Refused) as refused:
        services.record_outcome(referral_id=listed.pk, summary=" ", actions=[action], by=marac_coordinator, at=held)

    assert refused.value.field == "summary"
    assert (Referral.objects.get().state, Action.objects.count()) == ("LISTED", 0)


def test_one_action_that_cannot_be_refuses_the_whole_outcome(listed, marac_coordinator, held, action, auditor):
    with pytest.raises(Refused) as refused:
        services.record_outcome(
            referral_id=listed.pk,
            summary="Heard",
            actions=[action, action | {"owner_id": auditor.pk}],
            by=marac_coordinator,
            at=held,
        )

    assert refused.value.field == "owner_id"
    assert (Referral.objects.get().state, Action.objects.count()) == ("LISTED", 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": " "}, "what"),
        ({"agency": "CIRCUS"}, "agency"),
        ({"due_on": datetime(2026, 11, 29, tzinfo=UTC).date()}, "due_on"),
    ],
)
def test_an_action_says_what_by_whom_and_by_when(heard, marac_coordinator, held, action, changes, field):
    with pytest.raises(Refused) as refused:
        services.give_action(referral_id=heard.pk, **(action | changes), by=marac_coordinator, at=held)

    assert refused.value.field == field


def test_the_last_action_done_closes_the_actions_and_a_new_one_opens_them(
    heard, neighbourhood, marac_coordinator, held, action, duty
):
    second = services.give_action(referral_id=heard.pk, **action, by=marac_coordinator, at=held)
    first = Action.objects.exclude(pk=second.pk).get()

    services.complete_action(action_id=first.pk, outcome="Visited", by=neighbourhood, at=held)
    assert Referral.objects.get().state == "ACTIONS_OPEN"
    services.complete_action(action_id=second.pk, outcome="Visited again", by=neighbourhood, at=held)
    assert Referral.objects.get().state == "ACTIONS_CLOSED"
    assert not Duty.objects.filter(code="DO_MARAC_ACTION", ended_at=None).exists()

    services.give_action(referral_id=heard.pk, **action, by=marac_coordinator, at=held)
    assert Referral.objects.get().state == "ACTIONS_OPEN"


def test_an_action_that_moved_with_an_absence_comes_back_with_its_duty(
    heard, neighbourhood, officer, administrator, held, days
):
    away = {"kind": "LEAVE", "from_at": days(15), "deputy_id": officer.pk}
    absence = accounts.record_absence(officer_id=neighbourhood.pk, **away, by=administrator, at=days(15))
    assert Action.objects.get().owner == officer

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=days(16))

    action = Action.objects.get()
    assert action.owner == neighbourhood
    assert set(Duty.objects.filter(subject_id=action.pk, ended_at=None).values_list("owner_id")) == {
        (neighbourhood.pk,)
    }


def test_papers_go_out_only_once_somebody_has_read_every_word(listed, meeting, marac_coordinator, at):
    send = {"meeting_id": meeting.pk, "sent_to": "Housing", "by": marac_coordinator, "at": at}
    with pytest.raises(Refused, match="Read every word") as refusal:
        services.record_agenda_sent(read_through=False, **send)
    assert refusal.value.field == "read_through"

    services.record_agenda_sent(read_through=True, **send)

    assert meeting.sendings.get().sent_to == "Housing"
