"""The commands after a death. Nothing here labels anybody: a review asks what can be learnt."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow, lacks
from core import duties, ladder
from core.duties import NO_LONGER_OWED, REASSIGNED
from core.journal import command, record, record_many
from core.journal_queries import moved_because
from core.models import Duty
from deaths import events, policies, queries
from deaths.models import Death, FamilyContact, Recommendation, Step
from deaths.states import Kind
from incidents import queries as incidents
from incidents import services as incident_services
from law import call_script, clocks
from law.duties import TO_VICTIM

OWED_BY = "family_contact"
EVENTS = {
    Kind.FAMILY_TOLD: events.FAMILY_TOLD,
    Kind.PARTNERSHIP_TOLD: events.PARTNERSHIP_TOLD,
    Kind.DECIDED: events.REVIEW_DECIDED,
    Kind.FINISHED: events.REVIEW_FINISHED,
    Kind.WITHDRAWN: events.RECORD_WITHDRAWN,
}


@command
def record_death(*, case_id, person_id, died_on, factor, circumstances, by, at, command_id=None):
    """Record that somebody of a case has died and that domestic abuse is or may be a factor; return the Death.

    In every case in which they were the victim, what was owed to them in person ends, and their family is told instead.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.DEATH_RECORD, case)
    person = incidents.person(person_id, reader=by)
    policies.check_death(
        person=person.pk,
        people=queries.people_in(case),
        died_on=died_on,
        factor=factor,
        circumstances=circumstances,
        there=queries.stands(case, person),
        at=at,
    )

    death = Death.objects.create(
        case=case,
        person=person,
        died_on=died_on,
        factor=factor,
        circumstances=circumstances.strip(),
        recorded_at=at,
        recorded_by=by,
    )

    say(events.DEATH_RECORDED, death, by=by, at=at, command_id=command_id, factor=factor, died_on=died_on)
    incident_services.note_death(case, True)
    for hers in incident_services.set_victim_died(person, True):
        end_what_she_was_owed(hers, death if hers.pk == case.pk else copied(death, hers), by=by, at=at)
    for closed in incidents.closed_cases_of_victim(person):
        end_owed_in_person(closed, by=by, at=at)
    return death


def case_opened(case, *, by, at):
    """Let a case that is opened, or opened again, after its victim's death know of it before anything is owed there."""
    death = queries.first_of(case.victim)
    if death and not queries.stands(case, case.victim):
        incident_services.note_victim_died(case)
        end_what_she_was_owed(case, copied(death, case), by=by, at=at)


def identities_changed(people, *, by, at, parted_since=None):
    """Let the cases of people who were found to be one know of a death, and those of people parted of none.

    A copy whose first record is of somebody else is withdrawn, and whoever has the case speaks with her.
    """
    for case in incidents.open_not_known_dead(people):
        case_opened(case, by=by, at=at)
    for copy in queries.of_nobody_any_more(people):
        take_back(copy, "The records of two people had been taken for one.", by=by, at=at)
        if not queries.stands_anywhere(copy.person):
            lives(copy.person, by=by, at=at)


def copied(death, case):
    """Return the record of a death for another case of the same victim. Its words stay where they were said."""
    return Death.objects.create(
        case=case,
        person=case.victim,
        died_on=death.died_on,
        factor=death.factor,
        circumstances="On record in another case of the same person.",
        recorded_at=death.recorded_at,
        recorded_by=death.recorded_by,
        first=death,
    )


def end_what_she_was_owed(case, death, *, by, at):
    """End each open duty to reach or tell the victim of a case in person; whoever else is at risk is looked at."""
    end_owed_in_person(case.pk, by=by, at=at)
    record(events.VICTIM_DIED, about=death, case_id=case.pk, by=by, at=at, level=case.risk_level)


def end_owed_in_person(case_id, *, by, at):
    """End each open duty to reach or tell the victim of a case in person, also in a closed one."""
    for duty in Duty.objects.select_for_update().filter(case_id=case_id, code__in=TO_VICTIM, ended_at=None):
        record(NO_LONGER_OWED, about=duty, case_id=case_id, by=by, at=at, duty=duty.code)


def say(event, death, *, by, at, command_id=None, occurred_at=None, **facts):
    """Record what happened after a death, in its case."""
    more = {"by": by, "at": at, "command_id": command_id, "occurred_at": occurred_at}
    record(event, about=death, case_id=death.case_id, **more, **facts)


@command
def name_family_contact(*, death_id, officer_id, family, reached, by, at, command_id=None):
    """Name the officer who is there for the family, and who speaks for them; return the FamilyContact."""
    case, death, taken = queries.death_for_change(death_id, reader=by)
    allow(by, Permission.DEATH_RECORD, case)
    officer = accounts.officer(officer_id)
    sees = incidents.visible_to(officer, at).filter(pk=case.pk).exists()
    policies.check_contact(officer, case, sees=sees, family=family, reached=reached)

    return be_there(death, officer, family.strip(), reached.strip(), by=by, at=at, command_id=command_id)


def be_there(death, officer, family, reached, *, by, at, command_id=None, **facts):
    """Let an officer be there for a family from now on; what is owed to it is theirs."""
    contact = FamilyContact.objects.create(
        death=death, officer=officer, family=family, reached=reached, named_at=at, named_by=by
    )
    facts |= {"to": officer.pk, "owner": officer.pk}
    say(events.FAMILY_CONTACT_NAMED, death, by=by, at=at, command_id=command_id, **facts)
    return contact


def families_held(officer, at):
    """Return the sentence that keeps an officer in post while they are there for families, or None."""
    count = queries.count_held(officer, at)
    if count:
        families = f"{count} families" if count > 1 else "1 family"
        return f"{officer} is still there for {families} of somebody who died. Name somebody else first."
    return None


def move_families(*, giver, to, because_id, by, at):
    """Let the deputy be there for every family of somebody who leaves or is away; return how many."""
    held = list(queries.held_by(giver))
    case_ids = {each.death.case_id for each in held}
    policies.check_can_take(case_ids, to, seen_by(to, case_ids))
    for each in held:
        be_there(each.death, to, each.family, each.reached, by=by, at=at, because=because_id)
    return len(held)


def seen_by(officer, case_ids):
    """Return the identifiers of those of some cases of which an officer may know, as a set."""
    return (
        set(incidents.visible_to(officer).filter(pk__in=case_ids).values_list("pk", flat=True)) if case_ids else set()
    )


def move_families_back(*, giver, to, because_id, by, at):
    """Let an officer who is back be there again for the families that moved because of it; return how many.

    A family of whose case the officer may not know any more, or may not record, stays with the deputy.
    """
    held = list(queries.held_by(giver).filter(death__in=moved_because(events.FAMILY_CONTACT_NAMED, because_id)))
    if not held or lacks(to, Permission.DEATH_RECORD):
        return 0
    seen = seen_by(to, {each.death.case_id for each in held})
    back = [each for each in held if each.death.case_id in seen]
    for each in back:
        be_there(each.death, to, each.family, each.reached, by=by, at=at)
    return len(back)


def cross_families(case, *, to, by, at):
    """Let the new owner of a case be there for its families where somebody of the old force was."""
    there = accounts.posted_ids(case.force_id, at)
    for each in queries.holding().filter(death__case=case).exclude(officer__in=there).select_related("death__case"):
        be_there(each.death, to, each.family, each.reached, by=by, at=at)


def case_given(case_id, *, giver_id, to, by, at):
    """Where nobody who can be reached is there for the family, what it is owed goes with the case."""
    if queries.contact_there(case_id, at):
        return
    owed = Duty.objects.select_for_update().filter(case_id=case_id, owed_by=OWED_BY, owner_id=giver_id, ended_at=None)
    if rows := [(duty, case_id, {"owner": to.pk}) for duty in owed.order_by("pk")]:
        record_many(REASSIGNED, rows, by=by, at=at)


@command
def tell_family(*, death_id, words, of=None, taken_at=None, by, at, command_id=None):
    """Record that the family was told of something, of a custody or court event where `of` names it."""
    return take(Kind.FAMILY_TOLD, Permission.DEATH_RECORD, death_id, words, taken_at, by, at, command_id, of=of)


@command
def tell_partnership(*, death_id, words, taken_at=None, by, at, command_id=None):
    """Record that the community safety partnership was told of the death, who there, and their reference."""
    return take(Kind.PARTNERSHIP_TOLD, Permission.DEATH_REVIEW, death_id, words, taken_at, by, at, command_id)


@command
def record_decision(*, death_id, decision, words, taken_at=None, by, at, command_id=None):
    """Record whether there will be a review, and why."""
    more = {"decision": decision}
    return take(Kind.DECIDED, Permission.DEATH_REVIEW, death_id, words, taken_at, by, at, command_id, **more)


@command
def finish_review(*, death_id, words, taken_at=None, by, at, command_id=None):
    """Record that the review is finished, and where it can be read."""
    return take(Kind.FINISHED, Permission.DEATH_REVIEW, death_id, words, taken_at, by, at, command_id)


@command
def withdraw_death(*, death_id, words, by, at, command_id=None):
    """Record that nobody died: in every case of theirs, what it ended that is still due is owed again, at once."""
    step = take(Kind.WITHDRAWN, Permission.DEATH_RECORD, death_id, words, None, by, at, command_id)
    for other in step.death.others.select_related("case"):
        take_back(other, step.words, by=by, at=at)
    if not queries.stands_anywhere(step.death.person):
        lives(step.death.person, by=by, at=at)
    return step


def lives(person, *, by, at):
    """Let what the record of a death ended of what somebody was owed in person be owed again, in each case of theirs.

    Each at its own time and by whoever owes it today, but for what is not due any more.
    """
    cases = incident_services.set_victim_died(person, False)
    for case_id in sorted({*(case.pk for case in cases), *incidents.closed_cases_of_victim(person)}):
        for duty in queries.still_due(case_id):
            owner = duties.OWNERS[duty.owed_by](ladder.question(duty, at))
            facts = {"duty": duty.code, "owner": owner.officer_id, "role": owner.role, "unit": owner.unit_id}
            record(duties.OWED_AGAIN, about=duty, case_id=case_id, by=by, at=at, **facts)


def take_back(copy, words, *, by, at):
    """Withdraw the record that was made for another case of the same person."""
    Step.objects.create(death=copy, kind=Kind.WITHDRAWN, taken_at=at, recorded_at=at, by=by, words=words)
    say(events.RECORD_WITHDRAWN, copy, by=by, at=at, level=copy.case.risk_level)


def take(kind, permission, death_id, words, taken_at, by, at, command_id, *, decision="", of=None):
    """Write down one step after a death, if it may follow what was done before."""
    case, death, taken = queries.death_for_change(death_id, reader=by)
    allow(by, permission, case)
    taken_at = taken_at or at
    policies.check_step(kind, taken, words=words, decision=decision, taken_at=taken_at, first=death.first_id, at=at)
    step = Step.objects.create(
        death=death,
        kind=kind,
        of=of,
        taken_at=taken_at,
        recorded_at=at,
        by=by,
        words=words.strip(),
        decision=decision,
    )
    facts = {"decision": decision or None, "of": of, "level": case.risk_level}
    say(EVENTS[kind], death, by=by, at=at, command_id=command_id, occurred_at=taken_at, **facts)
    return step


@command
def make_recommendation(*, death_id, text, owner_id, due_on, by, at, command_id=None):
    """Record what a review asks to be changed, and who answers for it until when; return the Recommendation."""
    case, death, taken = queries.death_for_change(death_id, reader=by)
    allow(by, Permission.DEATH_REVIEW, case)
    owner = accounts.officer(owner_id)
    sees = incidents.visible_to(owner, at).filter(pk=case.pk).exists()
    policies.check_review_asks(queries.decisions(death))
    policies.check_recommendation(text=text, owner=owner, sees=sees, due_on=due_on, at=at)

    made = Recommendation.objects.create(
        death=death, text=text.strip(), owner=owner, due_on=due_on, made_at=at, made_by=by
    )

    facts = {"owner": owner.pk, "due_on": due_on}
    record(events.RECOMMENDATION_MADE, about=made, case_id=case.pk, by=by, at=at, command_id=command_id, **facts)
    return made


@command
def chase_recommendation(*, recommendation_id, words, by, at, command_id=None):
    """Record what was found when somebody asked for evidence of change; it is asked again in a month."""
    found = in_hand(recommendation_id, by)
    policies.check_open(found, words, "words")
    found.chased_at, found.chased_words = at, words.strip()
    found.save(update_fields=["chased_at", "chased_words"])
    facts = {"dated": clocks.london_day(at)}
    case_id = found.death.case_id
    record(events.RECOMMENDATION_CHASED, about=found, case_id=case_id, by=by, at=at, command_id=command_id, **facts)
    return found


@command
def complete_recommendation(*, recommendation_id, evidence, by, at, command_id=None):
    """Record that a recommendation is done, and what shows the change."""
    found = in_hand(recommendation_id, by)
    policies.check_open(found, evidence, "evidence")
    found.done_at, found.done_by, found.evidence = at, by, evidence.strip()
    found.save(update_fields=["done_at", "done_by", "evidence"])
    case_id = found.death.case_id
    record(events.RECOMMENDATION_DONE, about=found, case_id=case_id, by=by, at=at, command_id=command_id)
    return found


@command
def name_questions(*, recommendation_id, questions, by, at, command_id=None):
    """Record which questions of a call a recommendation put there: these, and no others."""
    found = queries.recommendation_for_change(recommendation_id, reader=by)
    allow(by, Permission.DEATH_REVIEW, found.death.case)
    script = call_script.script(clocks.london_day(at))
    policies.check_questions(questions, {item.code for item in script.items}.union(found.questions))

    found.script_version = questions and (found.script_version or script.version) or ""
    found.questions = sorted(set(questions))
    found.save(update_fields=["questions", "script_version"])

    facts = {"version": script.version, "questions": found.questions}
    case_id = found.death.case_id
    record(events.RECOMMENDATION_IN_SCRIPT, about=found, case_id=case_id, by=by, at=at, command_id=command_id, **facts)
    return found


def in_hand(recommendation_id, by):
    """Return a recommendation, locked, for whoever answers for it or works on reviews."""
    found = queries.recommendation_for_change(recommendation_id, reader=by)
    if found.owner_id != by.pk:
        allow(by, Permission.DEATH_REVIEW, found.death.case)
    return found
