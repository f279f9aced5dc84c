"""Cases at every stage that somebody may want to see, each told in a few steps before now.

They belong to the officers who sign in, so that each finds something of their own to do.
"""

from datetime import timedelta

from dacase.demo import assessing, calls, custody, protecting
from dacase.demo.cases import SIGNED_AFTER, assessed, attended, reported
from incidents import queries as incidents
from incidents import services
from law import clocks, measures
from people import queries as people
from people import services as people_services
from risk import services as risk
from safety_plans import services as plans

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def tell_all(month, every):
    """Play these stories; each may lean on the officers of the roster."""
    for story in every:
        month.carry_out(story, at=month.now)
    # What these cases owe is what they are there to show.
    month.seen = month.latest()
    month.play()
    month.catch_up(month.now - 3 * DAY)


def nobody_has_gone_yet(month, *, at):
    """A call of some minutes ago: children in the house, nobody there yet."""
    reported(month, 6 * MINUTE, gone_to=False, children=True, facts={"violence": "threatened", "in_progress": True})


def firearms_at_the_address(month, *, at):
    """A call about a man who holds a certificate, from the imported past."""
    holder = people.with_external_id(month.firearm_holder)[0] if month.firearm_holder else None
    if holder:
        victim = {"role": "victim", **calls.somebody(month, "F")}
        suspect = {"role": "suspect", "person_id": holder.pk, "relation": "partner"}
        services.log_call(
            channel="999",
            people=[victim, suspect],
            what="Says that he has been drinking and talks of his guns",
            connected="YES",
            facts={"violence": "threatened", "threat_to_kill": True},
            by=month.staff["operator"],
            at=at - 20 * MINUTE,
        )


def draft_half_full(month, *, at):
    """An assessment that the response officer has begun."""
    case_id = reported(month, 3 * HOUR)
    some = dict(list(assessing.answers(month.random, "MEDIUM", "NONE", at.date()).items())[:11])
    risk.start_assessment(case_id=case_id, answers=some, by=month.staff["response"], at=at - 2 * HOUR)


def waits_for_sign_off(month, *, at):
    """An assessment of a high risk that the sergeant should have signed off hours ago."""
    assessed(month, 14 * HOUR, sign=False, level="HIGH", children=True)
    assessed(month, 4 * HOUR, sign=False, level="STANDARD")


def sent_back(month, *, at):
    """An assessment that the sergeant has sent back."""
    _, found = assessed(month, 20 * HOUR, sign=False)
    risk.return_assessment(
        assessment_id=found.pk,
        reason="Ask about the children again: the school says there are two",
        by=month.staff["sergeant"],
        at=at - 15 * HOUR,
    )


def on_bail(month, *, at):
    """A suspect on bail with conditions; the victim has been told."""
    case_id, _ = assessed(month, 3 * DAY)
    month.at(at - 3 * DAY + 2 * HOUR, custody.arrest, case_id, month.staff["response"])
    month.at(at - 2 * DAY, custody.grant, case_id, month.staff["response"])


def bail_varied_and_nobody_told_her(month, *, at):
    """Bail was varied two days ago, and the victim does not know."""
    case_id, _ = assessed(month, 9 * DAY, level="HIGH")
    officer = month.staff["response"]
    custody.arrest(month, case_id, officer, at=at - 9 * DAY + 2 * HOUR)
    custody.grant(month, case_id, officer, at=at - 8 * DAY)
    custody.vary(month, case_id, officer, at=at - 2 * DAY)


def released_today(month, *, at):
    """A suspect who left prison this morning, on licence."""
    case_id, _ = assessed(month, 28 * DAY, level="HIGH")
    officer, began = month.staff["response"], at - 27 * DAY
    custody.arrest(month, case_id, officer, at=began)
    custody.charged(case_id, officer, at=began + 6 * HOUR)
    custody.remand(month, case_id, officer, at=began + 20 * HOUR)
    custody.services.record_sentence(
        case_id=case_id,
        effective_at=at - 20 * DAY,
        sentence="CUSTODY",
        months=2,
        officer_id=officer.pk,
        release_known="The prison was asked",
        by=officer,
        at=at - 20 * DAY,
    )
    custody.services.record_release(
        case_id=case_id, effective_at=at - 2 * HOUR, route="LICENCE", by=officer, at=at - HOUR
    )


def offered(month, *, at):
    """A case offered to the neighbourhood officer, who has not answered."""
    case_id, _ = assessed(month, 2 * DAY)
    services.offer_case(
        case_id=case_id,
        to_id=month.staff["neighbourhood"].pk,
        must_know="She works nights; call before ten in the morning. He does not know of the new number.",
        by=month.staff["response"],
        at=at - 2 * HOUR,
    )


def offered_to_another_force(month, *, at):
    """A case offered to an officer of another force, where the victim has moved to; nobody there has answered."""
    case_id, _ = assessed(month, 3 * DAY, level="HIGH")
    services.offer_case(
        case_id=case_id,
        to_id=month.elsewhere.pk,
        must_know="She has moved to her sister in Colchester and starts work there on Monday. He knows the town.",
        by=month.staff["response"],
        at=at - 3 * HOUR,
    )


def restricted(month, *, at):
    """A suspect who works for the police: only those named may open the case."""
    case_id, _ = assessed(month, 5 * DAY, level="HIGH")
    services.restrict_case(
        case_id=case_id,
        officers=[month.staff["safeguarding"].pk, month.staff["sergeant"].pk],
        by=month.staff["safeguarding"],
        at=at - 4 * DAY,
    )


def in_a_refuge(month, *, at):
    """A victim whose address is protected."""
    case_id, _ = assessed(month, 6 * DAY, level="HIGH", children=True)
    people_services.record_safe_address(
        person_id=incidents.case_of_entry(case_id).victim_id,
        text="A refuge; ask the safeguarding team",
        by=month.staff["safeguarding"],
        at=at - 5 * DAY,
    )


def measure_declined(month, *, at):
    """A measure that the officer asked could not take on, back with the one who proposed it."""
    case_id, _ = assessed(month, 2 * DAY)
    other = month.staff["neighbourhood2"]
    measure = plans.propose_measure(
        case_id=case_id,
        code=measures.minimum_set("MEDIUM")[4].code,
        owner_id=other.pk,
        due_on=clocks.london_day(at) + 3 * DAY,
        victim_agrees="YES",
        by=month.staff["response"],
        at=at - DAY,
    )
    plans.decline_measure(
        measure_id=measure.pk, reason="On leave from tomorrow; ask the ward sergeant", by=other, at=at - 20 * HOUR
    )


def accused_each_other(month, *, at):
    """Two people who accuse each other: two cases, both attended, and nobody has signed who the aggressor is."""
    rows = calls.new_couple(month)
    rows[1]["relation"] = "partner"
    first = services.log_call(
        channel="999",
        people=rows,
        what="She says that he pushed her",
        connected="YES",
        facts={"violence": "used"},
        by=month.staff["operator"],
        at=at - 5 * DAY,
    )
    pair = incidents.pairs(first)[0]
    turned = [{"role": "victim", "person_id": pair.suspect_id}, {"role": "suspect", "person_id": pair.victim_id}]
    second = services.log_call(
        channel="101",
        people=turned,
        what="He says that she threw a cup at him",
        connected="YES",
        facts={"violence": "used"},
        by=month.staff["operator2"],
        at=at - 5 * DAY + 2 * HOUR,
    )
    for incident, reported_at in ((first, at - 5 * DAY), (second, at - 5 * DAY + 2 * HOUR)):
        attended(month, incident, reported_at)


def read_by_one_of_two(month, *, at):
    """An assessment that two specialists read apart: the first read is in, and sealed."""
    decides, signed = month.staff["safeguarding"], at - 30 * HOUR + SIGNED_AFTER
    # For the second of its signature alone: what is caught up with beside it is read by one.
    risk.set_review_policy(twice_percent=100, by=decides, at=signed)
    _, found = assessed(month, 30 * HOUR, level="MEDIUM")
    risk.set_review_policy(twice_percent=0, by=decides, at=signed + SECOND)
    risk.read_assessment(
        assessment_id=found.pk,
        grade="HIGH",
        reasons="She has left him, he follows her, and it grows worse: read with the reports of both",
        by=month.staff["cru2"],
        at=at - 12 * HOUR,
    )
    risk.set_review_policy(twice_percent=10, by=decides, at=at)


STORIES = (
    nobody_has_gone_yet,
    firearms_at_the_address,
    draft_half_full,
    waits_for_sign_off,
    sent_back,
    on_bail,
    bail_varied_and_nobody_told_her,
    released_today,
    offered,
    restricted,
    in_a_refuge,
    measure_declined,
    accused_each_other,
    read_by_one_of_two,
    offered_to_another_force,
)


def open_the_office(month):
    """Plan what stands in the calendar, say how often cases are assessed anew, and let nothing be read twice yet."""
    protecting.plan_meetings(month)
    before = month.now - timedelta(days=60)
    risk.set_interval_policy(
        profile="KENT", from_on=clocks.london_day(before), by=month.staff["safeguarding"], at=before
    )
    risk.set_review_policy(twice_percent=0, by=month.staff["safeguarding"], at=before)
