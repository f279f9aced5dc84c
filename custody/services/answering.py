"""Answering of which case an event is that was told without one."""

from accounts.permissions import Permission, allow
from core.journal import command
from custody import events, policies, queries
from custody.services.lapsing import say_lapsed_before
from custody.services.matters import ask, leave_unclaimed, say
from custody.services.recording import attach, enter
from custody.states import Kind
from incidents import queries as incidents
from incidents import services as incidents_services


@command
def answer_matter(*, event_id, case_id, concerns, reason="", by, at, command_id=None):
    """Say for a case whether an event, of a matter that was not named, concerns it; a no needs its `reason`.

    With a yes it goes into the case as if it had just been told, from when it took effect. With the last no, where
    nobody said yes, the CRU is asked. Returns the CustodyEvent.
    """
    question, case = queries.question_for_change(event_id, case_id, reader=by)
    allow(by, Permission.CUSTODY_RECORD, case)
    policies.check_can_answer(question, case, concerns=concerns, reason=reason)
    event = question.event

    question.answer(concerns, reason="" if concerns else reason.strip(), by=by, at=at)

    told = {"case": case, "by": by, "at": at}
    if concerns:
        say(events.MATTER_TAKEN, event, **told, command_id=command_id)
        end_search(event, by=by, at=at)
        take_in(event, case, by=by, at=at)
    else:
        say(events.MATTER_DECLINED, event, **told, command_id=command_id)
        decline(event, case, by=by, at=at)
    return event


def take_in(event, case, *, by, at):
    """Let an event concern a case, once, as if it had just been told."""
    if queries.concerns_case(event.pk, case.pk):
        return
    say_lapsed_before(event, [case], at)
    attach(event, [case], by=by, at=at)


def decline(event, case, *, by, at):
    """Leave a case as it is, but for an arrest that went into every case and has ended; ask the CRU after the last no.

    Whoever went free in another matter is not under arrest here, and the victim was told of that arrest.
    """
    if queries.ends_shared_arrest(event, case):
        enter(
            person=event.suspect,
            cases=[case],
            kind=Kind.RELEASED,
            effective_at=event.effective_at,
            details={},
            by=by,
            at=at,
            command_id=None,
        )
    if queries.nobody_claims(event.pk):
        leave_unclaimed(event, by=by, at=at)


@command
def place_event(*, event_id, case_id=None, reason="", by, at, command_id=None):
    """Take an event that reached no case into one, reopened where it was closed, or say why it concerns none.

    Whoever reopens a case owns it. Returns the CustodyEvent.
    """
    question, case = queries.unplaced_for_change(event_id, case_id, reader=by)
    allow(by, Permission.CUSTODY_RECORD, case)
    policies.check_can_place(question, case, reason=reason)
    event = question.event

    question.answer(case is not None, reason="" if case else reason.strip(), by=by, at=at)

    say(
        events.EVENT_PLACED, event, by=by, at=at, command_id=command_id, concerns=case is not None, force=event.force_id
    )
    if case:
        if case.state == "CLOSED":
            incidents_services.reopen(case, reason="An event of custody or court was taken into it.", by=by, at=at)
            (case,) = incidents.cases_to_record_in([case.pk])
        if asked := queries.open_question(event.pk, case.pk):
            asked.answer(True, by=by, at=at)
            say(events.MATTER_TAKEN, event, case=case, by=by, at=at)
        take_in(event, case, by=by, at=at)
    return event


def end_search(event, *, by, at):
    """End the CRU's search for the case of an event, where one was on."""
    if sought := queries.open_question(event.pk):
        sought.answer(True, by=by, at=at)
        say(events.EVENT_PLACED, event, by=by, at=at, concerns=True, force=event.force_id)


def case_opened(case, *, by, at):
    """Let a case that is opened know what happened to its suspect before, in the transaction that opens it.

    What happened to the person while it was closed goes into it, as into every open case; its owner is asked about a
    matter that nobody has named yet. A case that is opened for the first time hears of a release that lies ahead.
    Where an event names another case, somebody goes on looking for that one.
    """
    newly = case.opened_at == at
    missed = queries.ahead(case, at) if newly else queries.missed(case)
    sought = [] if newly else queries.still_sought(case)
    if not missed and not sought:
        return
    (case,) = incidents.cases_to_record_in([case.pk])
    for event in missed:
        if queries.named_for(event.pk) in (None, str(case.pk)):
            end_search(event, by=by, at=at)
        take_in(event, case, by=by, at=at)
    for event in sought:
        ask(event, [case], by=by, at=at)


def leave_questions(case, *, by, at):
    """Answer with no what is still asked in a case that another force has now: nobody here would answer it."""
    for question in queries.questions_left(case.pk):
        question.answer(False, reason=f"The case is closed here: {case.close_reason}", by=by, at=at)
        say(events.MATTER_DECLINED, question.event, case=case, by=by, at=at)
        if queries.nobody_claims(question.event_id):
            leave_unclaimed(question.event, by=by, at=at)
