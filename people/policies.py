"""May this be done to these records now? Each check raises Refused with the sentence."""

from zoneinfo import ZoneInfo

from core.errors import Refused

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
