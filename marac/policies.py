"""May this be done to this referral, meeting or action now? Each check raises Refused with the sentence."""

from accounts.permissions import Permission, lacks, may
from core.errors import Refused
from law import clocks
from marac import queries
from marac.states import AFTER_MEETING, Agency, Consent, VictimTold


def check_open(case):
    """Refuse work on a closed case."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it first.")


def check_papers(case, **texts):
    """Refuse a text for the agencies' papers that says where or how somebody of the case is found; by its field."""
    for field, text in texts.items():
        if text.strip() and queries.gives_away(text, case):
            raise Refused(
                "The papers go to every agency, and name no address and no postcode, no school of a child, and no "
                "number, e-mail address or code word of the victim: one may reach the suspect. Take it out; who has "
                "to know it asks you.",
                field,
            )


def check_grounds(grounds):
    """Refuse a referral for which no criterion speaks, judgement included."""
    if not grounds:
        raise Refused(
            "No count speaks for a referral: fewer answers of yes than visible high risk, fewer reports than an "
            "escalation, and no repeat. If you are seriously concerned all the same, say why; that is enough.",
            "judgement_reasons",
        )


def check_telling(victim_told, consent, note):
    """Refuse a referral that leaves open whether the victim knows, or does not say why not."""
    if victim_told not in VictimTold.values:
        raise Refused("Say whether the victim was told of this referral.", "victim_told")
    if consent not in Consent.values:
        raise Refused("Say whether the victim agrees.", "consent")
    if consent != Consent.NOT_ASKED and victim_told != VictimTold.TOLD:
        raise Refused("Nobody can agree or disagree without being told. Correct one of the two.", "consent")
    untold = victim_told in (VictimTold.NOT_SAFE_TO_TELL, VictimTold.NOT_REACHED)
    if (untold or consent == Consent.DOES_NOT_AGREE) and not note.strip():
        raise Refused(
            "Say why the victim was not told, or why the risk justifies sharing without agreement.", "telling_note"
        )


def check_idva_told(idva_told_at, *, at):
    """Refuse a time that has not come yet."""
    if idva_told_at and idva_told_at > at:
        raise Refused("This time is in the future. Give the time at which the IDVA was told.", "idva_told_at")


def check_attempt(method, attempted_at, *, at):
    """Refuse an attempt that names no method, or has not happened yet."""
    if not method.strip():
        raise Refused("Say how the IDVA tried to reach the victim.", "method")
    if attempted_at > at:
        raise Refused("This time is in the future. Give the time of the attempt.", "attempted_at")


def check_meeting(held_on, place, chair, *, there, at):
    """Refuse a meeting in the past, without place or chair, or twice at one place on one day."""
    if held_on < clocks.london_day(at):
        raise Refused("This day has passed. Give the day of the meeting.", "held_on")
    if not place.strip():
        raise Refused("Say where the meeting is held.", "place")
    if not chair.strip():
        raise Refused("Say who chairs the meeting, by post: for example detective inspector, safeguarding.", "chair")
    if there:
        raise Refused("A meeting at this place on this day is planned already. List the case there.", "held_on")


def check_can_list(case, meeting, *, listing, at):
    """Refuse to list for a meeting that is over or another force's, or for the one where it is listed already."""
    if meeting.force_id != case.force_id:
        raise Refused("This meeting is another force's. Choose one of the force that has the case.", "meeting_id")
    if meeting.held_on < clocks.london_day(at):
        raise Refused("This meeting is over. Choose a later one.", "meeting_id")
    if listing and listing.meeting_id == meeting.pk:
        raise Refused("This case is listed for that meeting already.", "meeting_id")


def check_can_hear(listing, summary, *, at):
    """Refuse an outcome without a summary, before the meeting, or of a case that is on no agenda."""
    if listing is None:
        raise Refused("This case is not listed for a meeting. List it first.")
    if listing.meeting.held_on > clocks.london_day(at):
        raise Refused("The meeting has not taken place yet. Record the outcome afterwards.")
    if not summary.strip():
        raise Refused("Summarise the risk as the meeting saw it, and what was decided.", "summary")


def check_can_take(held, to, takers):
    """Refuse a deputy who cannot complete an action, and an action that would be left without anybody."""
    if held and (reason := lacks(to, Permission.ACTION_COMPLETE)):
        raise Refused(f"{to} cannot answer for MARAC actions: {reason} Choose somebody else.", "deputy_id")
    if left := takers.count(None):
        raise Refused(
            f"{left} of the MARAC actions cannot go to {to}. Choose another deputy, or have them done first.",
            "deputy_id",
        )


def check_action(case, *, what, agency, owner, due_on, at):
    """Refuse an action that says nothing, or that nobody can answer for."""
    if not what.strip():
        raise Refused("Say what is to be done.", "what")
    if agency not in Agency.values:
        raise Refused("Say which agency does it.", "agency")
    if due_on < clocks.london_day(at):
        raise Refused("This day has passed. Give a day from today on.", "due_on")
    posting = owner.posting_at(at)
    if not owner.is_active or posting is None or posting.force_id != case.force_id:
        raise Refused(f"{owner} has no posting in your force now. Choose somebody else.", "owner_id")
    if reason := lacks(owner, Permission.ACTION_COMPLETE, case):
        raise Refused(f"{owner} cannot answer for this: {reason} Choose somebody else.", "owner_id")
    if not queries.can_see(owner, case, at):
        raise Refused(f"{owner} cannot answer for this: the case is restricted.", "owner_id")


def check_heard(referral):
    """Refuse actions of a case that the meeting has not heard."""
    if referral.state not in AFTER_MEETING:
        raise Refused("This case was not heard yet. Record the outcome of the meeting first.")


def check_can_complete(action, case, *, by, outcome):
    """Refuse to complete twice, for somebody else, or without an outcome."""
    if action.done_at:
        raise Refused("This action is done already. Open it to see the outcome.")
    if action.owner_id != by.pk and (reason := may(by, Permission.MARAC_RUN, case)):
        raise Refused(f"{action.owner} answers for this action. {reason}")
    if not outcome.strip():
        raise Refused("Say what was done and what came of it.", "outcome")


def check_reason(reason):
    """Refuse to withdraw without a reason."""
    if not reason.strip():
        raise Refused("Say why the referral is withdrawn or sent back, and what happens instead.", "reason")


def check_change_told(sent_to, *, owed):
    """Refuse to tell of a change that nobody waits to hear of, or to tell nobody."""
    if not owed:
        raise Refused("No case has left this agenda since the agencies were last told.")
    if not sent_to.strip():
        raise Refused("Say which agencies were told, or that none had the agenda yet.", "sent_to")


def check_sent(sent_to, cases):
    """Refuse to record a sending to nobody, or of an empty agenda."""
    if not sent_to.strip():
        raise Refused("Say to which agencies it was sent.", "sent_to")
    if not cases:
        raise Refused("There is no case to send out. List or hear a case first.")
