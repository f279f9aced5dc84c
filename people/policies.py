"""May this be done to these records now? Each check raises Refused with the sentence."""

from zoneinfo import ZoneInfo

from accounts.permissions import Permission, may
from core.errors import Refused
from law import clocks
from law.thresholds import ALL as FIGURES
from people.states import MARKED, MarkerKind

LONDON = ZoneInfo("Europe/London")


def check_can_merge(keep, merged):
    """Two records may be merged unless they are one person already."""
    if keep.identity_id == merged.identity_id:
        raise Refused("These records are already known to be one person.")


# Functions (keep, merged, by, at) -> a sentence where these two cannot be one person, or None. The desk fills it.
NEVER_ONE = []


def check_not_both_sides(keep, merged, *, by, at):
    """Two people who stand on two sides of one report are two."""
    for rule in NEVER_ONE:
        if sentence := rule(keep, merged, by, at):
            raise Refused(sentence)


def check_waiting(pair):
    """A pair is decided once; a decision is taken back before there is another."""
    if pair.one.identity_id == pair.other.identity_id:
        raise Refused("These records are already known to be one person.")
    if pair.state != "WAITING":
        raise Refused("Somebody has decided this pair already. Undo that decision first if it was wrong.")


def check_decided(pair):
    """Only a decision that stands can be taken back."""
    if pair.state == "WAITING":
        raise Refused("This pair waits for a decision, so there is nothing to undo.")


def check_can_unmerge(merge, person, later):
    """A merge may be undone while it stands and no later merge has moved its records on."""
    if merge is None:
        raise Refused("No merge of this record stands, so there is nothing to undo.")
    if later:
        raise Refused(
            f"A later merge stands in the way: {later.merged} was merged into {later.keep} on "
            f"{later.at.astimezone(LONDON):%-d %B %Y}. Undo that one first."
        )
    if person.identity_id != merge.keep_id:
        raise Refused("These records have changed since they were merged. Ask for them to be looked at.")


def check_reason(reason):
    """A merge and its undoing need a reason that somebody else can follow."""
    if not reason.strip():
        raise Refused("Say why, so that somebody else can follow it.", "reason")


def check_can_link(of, to):
    """Two people may be linked unless they are one."""
    if of.identity_id == to.identity_id:
        raise Refused("Both are the same person. Choose two different people.", "to_id")


def check_names(given_name, family_name, unknown):
    """A person has a name, or is said not to be identified; a name has room for 300 letters."""
    if not given_name and not family_name and not unknown:
        raise Refused("Enter a name, or say that the person has not been identified.", "family_name")
    for field, name in (("given_name", given_name), ("family_name", family_name)):
        if len(name) > 300:
            raise Refused("A name must be 300 characters or fewer.", field)


def check_born(born, at):
    """Nobody was born after the day on which they are recorded."""
    if born and born.on > at.date():
        raise Refused("The date of birth must be in the past.", "born_on")


def check_period(from_on, until_on):
    """A period ends on or after the day on which it began."""
    if from_on and until_on and until_on < from_on:
        raise Refused("The end must be on or after the start.", "until_on")


def check_marked(kind, *, person, address, number):
    """A marker is about exactly one thing, and one to which its kind belongs."""
    about = [name for name, thing in (("person", person), ("address", address), ("phone", number)) if thing]
    if len(about) != 1:
        raise Refused("Say whom or what the marker is about: one person, one address or one telephone number.", "about")
    allowed = MARKED[MarkerKind(kind)]
    if about[0] not in allowed:
        words = " or ".join(
            {"person": "a person", "address": "an address", "phone": "a number"}[each] for each in allowed
        )
        raise Refused(f"\u201c{MarkerKind(kind).label}\u201d is a marker for {words}. Choose another kind.", "kind")


def check_marker_reason(reason):
    """A marker says what is known, so that somebody who has never met them can act on it."""
    if not reason.strip():
        raise Refused("Say what is known and how, so that somebody who has never met them can act on it.", "reason")


def check_marker_days(from_on, expires_on, today):
    """A marker is looked at again after a while: none stands unseen for longer than the figure says."""
    longest = FIGURES["MARKER_LONGEST"].on(today)
    if expires_on < max(from_on, today):
        raise Refused("The day of review must not lie in the past.", "expires_on")
    if expires_on > clocks.months_after(today, longest):
        raise Refused(f"A marker is looked at again within {longest} months. Give an earlier day.", "expires_on")


def check_marker_owner(owner, *, by, at):
    """Whoever answers for a marker works in the same force and may change it."""
    posting = owner.posting_at(at)
    if owner != by and (
        posting is None or posting.force_id != by.posting.force_id or may(owner, Permission.MARKER_SET)
    ):
        raise Refused("The owner must be somebody in your force who may set markers.", "owner_id")


def check_not_marked_yet(known):
    """The same marker stands once; it is confirmed rather than set again."""
    if known:
        raise Refused("This marker stands already. Confirm it, or end it first if it was wrong.", "kind")


def check_standing(marker):
    """A marker that was ended is set anew, not brought back."""
    if marker.ended_at:
        raise Refused("This marker was ended. Set a new one if it is right again.")
