"""May this be recorded, changed or said of this case now? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, may
from core.errors import Refused
from custody import fold
from custody.policies.dates import check_hearing_date, check_release_date
from custody.policies.orders import (
    check_moved_on_order,
    check_moved_order,
    check_not_varied,
    check_order,
    check_order_end,
    check_terms,
    check_varied,
    check_varied_end,
    order_in_force,
)
from custody.states import (
    ON_BAIL,
    ON_LICENCE,
    ConditionKind,
    FeedRhythm,
    Kind,
    Sentence,
    Status,
)
from incidents import queries as incidents
from law import bail, clocks
from law.holidays import FIRST_YEAR, LAST_YEAR
from law.ranks import MAY_AUTHORISE, RANKS

__all__ = [
    "check_hearing_date",
    "check_moved_order",
    "check_moved_on_order",
    "check_order",
    "check_order_end",
    "check_release_date",
    "check_terms",
    "check_not_varied",
    "check_varied",
    "check_varied_end",
    "order_in_force",
]

# What people record through a door of its own, which asks what the law asks.
BY_ITS_OWN_DOOR = (Kind.BAIL_GRANTED, Kind.BAIL_VARIED)


def check_kind(kind):
    """Refuse a kind that there is not."""
    if kind not in Kind.values:
        raise Refused("Say what happened: there is no such kind of event.", "kind")


def check_time(effective_at, at):
    """Refuse a time that has not come yet, or for which days cannot be counted."""
    if effective_at.tzinfo is None:
        raise Refused("Give the time with its time zone.", "effective_at")
    if effective_at > at:
        raise Refused(
            "This time is in the future. Give the time at which it happened; "
            "a hearing or release to come is an event of today that names its day.",
            "effective_at",
        )
    if not FIRST_YEAR <= clocks.london_day(effective_at).year <= LAST_YEAR:
        raise Refused(f"This is before {FIRST_YEAR}. Check the year.", "effective_at")


def check_source(source, source_event_id):
    """Refuse a source or number that cannot be kept."""
    for name, value, longest in (("source", source, 60), ("source_event_id", source_event_id, 200)):
        if not isinstance(value, str) or len(value) > longest or "\x00" in value:
            raise Refused(f"This must be text of at most {longest} ordinary characters.", name)
    if not source.strip():
        raise Refused("Say which system or officer this comes from.", "source")


def check_same(known, digest, person):
    """Refuse another content under a number that the source has used before."""
    if known.digest != digest or not is_suspect(known, person):
        raise Refused(
            f"{known.source} has sent another event under the number {known.source_event_id}. "
            "Send what is new under a new number; correct what was wrong on the case's page.",
            "source_event_id",
        )


def is_suspect(of, person):
    """Say whether a person, by whichever of their records, is the suspect of an event or a case."""
    return of.suspect_id == person.pk or of.suspect.identity_id == person.identity_id


def check_open(case):
    """Refuse a closed case: what follows would have nobody to answer for it."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it first, so that somebody answers for what follows.", "case")


def check_sentence(sentence, officer_id, release_known, *, named):
    """Refuse a sentence that is none, and one of prison while nobody keeps in touch with the victim."""
    if sentence not in Sentence.values:
        raise Refused("Say what the sentence is.", "sentence")
    if sentence != Sentence.CUSTODY or named and not officer_id:
        return
    if not officer_id:
        raise Refused("Name who keeps in touch with the victim while the suspect is in prison.", "officer_id")
    if not release_known.strip():
        raise Refused("Give the earliest date of release, or say whom you asked for it.", "release_known")


def check_prison_terms(sentence, conditions):
    """Refuse conditions of a sentence of prison: nothing would hold him to them, and nobody would see that."""
    if sentence == Sentence.CUSTODY and conditions:
        raise Refused(
            "A sentence of prison has no conditions of its own. An order that the court made is recorded as an order, "
            "and what holds him once he is out with the release. Take them out here, or check the sentence.",
            "sentence",
        )


def check_by_hand(kind, details, named=None):
    """Refuse an event that asks for more than this door asked."""
    if kind in BY_ITS_OWN_DOOR:
        raise Refused("Bail is recorded with the victim's views. Use the page for bail.", "kind")
    if kind == Kind.RELEASED_UNDER_INVESTIGATION and not details.get("notice_considered"):
        raise Refused(
            "Nothing holds a suspect who is released under investigation. "
            "Say whether a protection notice was considered, and what was decided.",
            "notice_considered",
        )
    if kind == Kind.SENTENCED and not named:
        check_sentence(details.get("sentence"), None, "", named=None)
    if kind == Kind.NOTICE_CONSIDERED and not details.get("notice_considered"):
        raise Refused("Say why no protection notice is given, so that it can be looked at.", "notice_considered")
    check_authority(kind, details)
    if Kind(kind) in fold.NOTICES:
        check_terms(details.get("conditions"), of="notice")
    if kind == Kind.RELEASED:
        check_release(details)
    if kind == Kind.RELEASE_DATE_KNOWN and not details.get("release_on"):
        raise Refused("Give the date of release that prison or probation has named.", "release_on")


def check_authority(kind, details, *, asked=True):
    """Refuse a notice of which is not said who authorised it, or whom the law does not let authorise one.

    What a machine sends need not say it (`asked` False), but what it says must be whole and of the rank.
    """
    notice = fold.NOTICES.get(Kind(kind))
    name, rank = (details.get(each) for each in ("authorised_by_name", "authorised_rank"))
    if notice is None or not (asked or name or rank):
        return
    lowest = MAY_AUTHORISE[notice].rank
    if not name:
        raise Refused("Give the name of the officer who authorised the notice.", "authorised_by_name")
    if not rank:
        raise Refused("Give the rank of the officer who authorised the notice.", "authorised_rank")
    if not at_least(rank, lowest):
        raise Refused(
            f"A {notice.label.lower()} must be authorised by {article(lowest)} or above. Check who authorised it; "
            "where nobody of that rank did, have it authorised before it is served.",
            "authorised_rank",
        )


def check_breach(details, standing):
    """Refuse a breach that does not say which term was breached, and whether he was arrested or why not.

    `standing` are the (what can be breached, term) that hold him; a term in other words is always taken.
    """
    terms, arrested = details.get("breached_terms"), details.get("arrested")
    if not details.get("breach_of"):
        raise Refused("Say what was breached.", "breach_of")
    if not terms:
        raise Refused(
            "Say which term was breached: choose it from the list, or write it where it is not there.",
            "breached_terms",
        )
    allowed = [term for of, term in standing if of == details["breach_of"]]
    if any(term["kind"] != ConditionKind.OTHER and term not in allowed for term in terms):
        raise Refused(
            "A term that you chose is not one of what was breached. Choose terms of one order, "
            "or record a breach of each.",
            "breached_terms",
        )
    if arrested is None:
        raise Refused("Say whether the suspect was arrested.", "arrested")
    if not arrested and not details.get("not_arrested_why"):
        raise Refused("Say why the suspect was not arrested.", "not_arrested_why")


def check_views(views_sought, victim_views):
    """Refuse a decision on bail without the victim's views, or the reason why they were not sought."""
    if views_sought is None:
        raise Refused("Say whether the victim was asked for her views.", "views_sought")
    if not victim_views.strip():
        rest = "what she said" if views_sought else "why she was not asked"
        raise Refused(f"Say {rest}. The law asks for her views wherever that is practicable.", "victim_views")


def check_on_bail(position):
    """Refuse to change or end bail that is not in force."""
    if position.status not in ON_BAIL:
        raise Refused(
            f"No bail is in force in this case: {position.get_status_display().lower()}. "
            "Record first that bail was granted."
        )


def check_police_bail(position):
    """Refuse to extend what only a court can extend."""
    check_on_bail(position)
    if position.status != Status.PRE_CHARGE_BAIL:
        raise Refused("Only a court changes how long court bail lasts. Record what the court decided.")


def check_still_runs(position, effective_on):
    """Refuse to change or extend police bail from a day on which it had run out already."""
    last = position.bail_ends_on
    if position.status == Status.PRE_CHARGE_BAIL and last and effective_on > last:
        raise Refused(
            f"The last day of this bail was {last:%-d %B %Y}, and nothing of it can be changed after that. Check when "
            "this was decided. If it was later, record what followed: that bail has ended, or a new release on bail.",
            "effective_at",
        )


def check_not_before(moment, position):
    """Refuse a change of bail that would take effect before the bail itself."""
    if position.since and moment < position.since:
        raise Refused("Bail was not in force yet at this time. Check when the change took effect.", "effective_at")


def check_moved_variation(before, *, was):
    """Refuse to move a change of bail to a time at which no bail was in force; `was` is where he stood as it is kept.

    Where none is known at that time either, the grant has not reached us yet.
    """
    if was.status in ON_BAIL and before.status not in ON_BAIL:
        raise Refused("Bail was not in force at this time. Check when the change took effect.", "effective_at")


def check_bail_end(ends_on, *, effective_on, arrested_on, officer, by_court, complex_case=False):
    """Refuse a last day of police bail that is past, or that this officer's rank may not authorise.

    Without an arrest on record the months are counted from the day of bail.
    """
    if by_court:
        return
    if ends_on is None:
        raise Refused("Give the last day of bail. Police bail without a last day cannot be watched.", "bail_ends_on")
    check_last_day(ends_on, effective_on=effective_on)
    needed = bail.rank_needed(arrested_on or effective_on, ends_on, complex_case)
    if needed == "COURT":
        raise Refused("Bail as long as this can only be given by a magistrates' court.", "bail_ends_on")
    if not at_least(officer.rank, needed):
        raise Refused(
            f"Bail to this day must be authorised by {article(needed)} or above. Name the officer who authorised it.",
            "authorised_by_id",
        )


def check_last_day(ends_on, *, effective_on):
    """Refuse a last day of bail that lies before it."""
    if ends_on < effective_on:
        raise Refused("Bail cannot end before it begins. Check the last day.", "bail_ends_on")


def at_least(rank, needed):
    """Say whether an officer's rank, as it is written, is the one needed or above. Other words are no rank."""
    code = rank.strip().upper().replace(" ", "_")
    return code in RANKS and RANKS.index(code) >= RANKS.index(needed)


def article(rank):
    """Return a rank as words: "an inspector"."""
    words = rank.replace("_", " ").lower()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def check_release(details):
    """Refuse conditions of a release that is none on licence: nothing would hold him to them."""
    if details.get("conditions") and details.get("route") not in ON_LICENCE:
        raise Refused(
            "Only a release on licence has conditions of its own. Those of bail are recorded with the bail, "
            "and those of an order with the order. Take them out here, or check how he was released.",
            "route",
        )


def check_rhythm(feed, rhythm, reason):
    """Refuse a rhythm that there is not, or a change without its reason."""
    if rhythm not in FeedRhythm.values:
        raise Refused("Choose how often this feed is expected to speak.", "rhythm")
    if not reason.strip():
        raise Refused("Say why, so that others can follow it.", "reason")


def check_changed(conditions, position):
    """Refuse a variation that leaves every condition as it is."""
    if list(conditions) == list(position.conditions):
        raise Refused("These are the conditions that hold already. Change at least one of them.", "conditions")


def check_reason(reason):
    """Refuse a change of bail without its reason."""
    if not reason.strip():
        raise Refused("Say why, so that the victim can be told.", "reason")


def check_notice(*, safe_how, what_said, reached, told_at, at):
    """Refuse a telling that does not say how it was safe, or what was said, or that has not happened yet."""
    if told_at > at:
        raise Refused("This time is in the future. Give the time at which you told her, or tried to.", "told_at")
    if not safe_how.strip():
        raise Refused("Say how you made sure that this way of reaching her was safe.", "safe_how")
    if reached and not what_said.strip():
        raise Refused("Say what she was told.", "what_said")


def check_can_withdraw(event, reason):
    """Refuse to withdraw or correct what is withdrawn already, or without a reason."""
    if event.withdrawn_at:
        raise Refused("This event was withdrawn before. Open the case again to see where it stands.")
    if not reason.strip():
        raise Refused("Say what was wrong, so that others can follow it.", "reason")


def check_changes(event, *, effective_at, details):
    """Refuse a correction that corrects nothing."""
    if effective_at == event.effective_at and details == event.details:
        raise Refused("Nothing is different from what is on record. Change what was wrong.")


def check_can_answer(question, case, *, concerns, reason):
    """Refuse an answer that was given before or comes too late, or a no without its reason."""
    check_question(question)
    check_open(case)
    if concerns is None:
        raise Refused("Say whether it concerns this case.", "concerns")
    if not concerns and not reason.strip():
        raise Refused("Say why it does not concern this case, so that others can follow it.", "reason")


def check_can_settle(kept, how):
    """Refuse to say twice what was done about a message, or to say nothing."""
    if kept.settled_at:
        raise Refused("Somebody has looked at this message before. Open it again to see what was done.")
    if not how.strip():
        raise Refused("Say what you did, or why nothing is to be done.", "how")


def check_question(question):
    """Refuse to answer of which case an event is where that was answered before, or where the event was withdrawn."""
    if question.event.withdrawn_at:
        raise Refused("This event was withdrawn, so nothing is asked about it any more.")
    if question.concerns is not None:
        raise Refused("This was answered before. Open the case to see what was answered.")


def check_can_place(question, case, *, reason):
    """Refuse an answer that was given before, or one that names neither a case nor why there is none."""
    check_question(question)
    if case is None and not reason.strip():
        raise Refused("Choose the case that it concerns, or say why it concerns none.", "reason")


def check_contact_owner(case, officer, *, release_known, sentenced):
    """Refuse somebody who cannot keep in touch with this victim, or a naming that says nothing of release."""
    if not sentenced:
        raise Refused("No sentence is on record in this case. Record the sentence first.")
    if officer.posting is None or officer.posting.force_id != case.force_id or not officer.is_active:
        raise Refused("This officer has no posting in your force now. Choose somebody else.", "officer_id")
    if reason := may(officer, Permission.VICTIM_TELL, case):
        raise Refused(f"{officer} cannot keep in touch with a victim: {reason}", "officer_id")
    if not incidents.visible_to(officer).filter(pk=case.pk).exists():
        raise Refused(f"{officer} cannot keep in touch with this victim. Choose somebody else.", "officer_id")
    if not release_known.strip():
        raise Refused("Give the earliest date of release, or say whom you asked for it.", "release_known")


def check_can_take(held, to):
    """Refuse a deputy who may not keep in touch with a victim, or may not know of one of the cases."""
    if held and (reason := may(to, Permission.VICTIM_TELL)):
        raise Refused(f"{to} cannot keep in touch with a victim: {reason} Choose somebody else.", "deputy_id")
    if len(incidents.in_touch(held, to)) < len(held):
        raise Refused(
            f"{to} cannot keep in touch with all of these victims. Choose somebody else, or name them one by one.",
            "deputy_id",
        )
