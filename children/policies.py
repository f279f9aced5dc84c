"""May this be recorded of these children now? Each check raises Refused with the sentence."""

from children import queries
from children.states import CONCERNS, SOCIAL_CARE, Affected, How, NoneKnown, NoticeKind, Related, Schooling, Where
from core.errors import Refused
from law import children as law
from law import clocks

ADDRESS = (
    "What leaves the force names no address and no postcode: whoever reads it may know the other adult. "
    "Take the place out and send it again."
)
ADULT = (
    "What leaves the force names neither of the two adults, and neither of them is told. "
    "Write 'an adult of the family' instead, and name the person who was told."
)
FIRST_NAME = (
    "What leaves the force names neither of the two adults, and '{word}' is the first name of one of them, or a short "
    "form of it. Write 'an adult of the family' instead. If you mean somebody else, add their family name; if it is a "
    "word and no name, write it in small letters or say it in another way."
)


def check_incident(incident):
    """Refuse a child where there is no incident to which they could belong."""
    if incident is None:
        raise Refused("This case has no incident in which a child could have a part. Log it first.")


def check_open(case):
    """Refuse new parts in a closed case."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you record children.")


def check_child(person, incident):
    """Refuse somebody who was no child on the day of the incident."""
    if not law.is_child(person.born_on, incident.reported_on):
        raise Refused("This person was 18 or older on that day, and so is no child here. Check the date of birth.")


def check_part(*, where, affected, related, concerns):
    """Refuse a part that is not said whole."""
    if where not in Where.values:
        raise Refused("Say where the child was: there, living there, elsewhere, or not born yet.", "where")
    if affected not in Affected.values:
        raise Refused("Say whether the child saw, heard or felt it. 'Not known yet' is an answer.", "affected")
    if related not in Related.values:
        raise Refused("Say to whom of the two the child is related.", "related")
    if where == Where.UNBORN and affected == Affected.YES:
        raise Refused(
            "A child that is not born yet has seen and heard nothing. Choose 'No sign of it so far'.", "affected"
        )
    if set(concerns) - {code for code, _ in CONCERNS}:
        raise Refused("One of these concerns is not on the list. Choose from the list.", "concerns")


def check_schooling(schooling, school):
    """Refuse a school without its name, and a name without a school."""
    if schooling not in Schooling.values:
        raise Refused("Say where the child is taught. 'Not known yet' is an answer.", "schooling")
    if (schooling == Schooling.SCHOOL) != (school is not None):
        raise Refused(
            "Choose the school from the directory, or say why there is none. A school that is missing is added by "
            "whoever keeps the directory.",
            "school_id",
        )


def check_words(words, case, field="words"):
    """Refuse a notice without words, or with a place or an adult of the case."""
    if not words.strip():
        raise Refused("Say what was told.", field)
    check_names_nobody(words, case, field)


def check_names_nobody(text, case, field):
    """Refuse a text that will leave the force and names a home, or one of the two adults, be it by first name."""
    if queries.names_a_home(text, case):
        raise Refused(ADDRESS, field)
    if queries.names_an_adult(text, case):
        raise Refused(ADULT, field)
    if word := queries.first_name_of_adult(text, case):
        raise Refused(FIRST_NAME.format(word=word), field)


def check_told(*, to_whom, how, told_at, since, at, case):
    """Refuse a telling without a person, by an open way, or at a time that cannot be."""
    if not to_whom.strip():
        raise Refused("Name the person who was told, and their part: a school or office alone is nobody.", "to_whom")
    check_names_nobody(to_whom, case, "to_whom")
    if how not in How.values:
        raise Refused("Say by which secure way it was told.", "how")
    if not since.replace(second=0, microsecond=0) <= told_at <= at:
        raise Refused("Give a time between the report of the incident and now.", "told_at")


def check_notice_wanted(part):
    """Refuse to tell a school of a child of whom nobody is told."""
    if part.school_day is None:
        raise Refused(
            "Nobody is told of this child: " + law.PATHS[part.path].words.lower() + ". See the page of children."
        )


def check_receipt(notice, *, received_from, received_at, at):
    """Refuse a receipt twice, from nobody, or before it was sent."""
    if notice.received_at:
        raise Refused("The receipt is recorded already. Nothing more is to be done.")
    if notice.kind in SOCIAL_CARE and not received_from.strip():
        raise Refused("Name who at children's social care has it.", "received_from")
    if not received_from.strip():
        raise Refused("Name the person who has it. A reply by a machine is no receipt.", "received_from")
    if queries.names_an_adult(received_from, notice.case):
        raise Refused(
            "Neither of the two adults may have it. Name who has it at the place that was told. Where one of them has "
            "learnt of it all the same, tell your supervisor now, and record a change of circumstances in the case.",
            "received_from",
        )
    if not notice.told_at <= received_at <= at:
        raise Refused("Give a time between the notice and now.", "received_at")


def check_strength(kind, asked, why_less):
    """Refuse a notification where the criteria ask for a referral, unless it is said why."""
    if kind not in SOCIAL_CARE:
        raise Refused("Say whether it is a notification or a referral.", "kind")
    if kind == NoticeKind.NOTIFY and asked == "AT_ONCE":
        raise Refused("A child was hurt or is in danger: this is a referral, and it is made at once.", "kind")
    if kind == NoticeKind.NOTIFY and asked == "REFER" and not why_less.strip():
        raise Refused("The criteria ask for a referral. Refer, or say why a notification is enough.", "why_less")


def check_none(how_known, children):
    """Refuse 'no child after all' where children are named."""
    if children:
        raise Refused("Children are named in this case, so there are some. Say of each where they were.")
    if how_known not in NoneKnown.values:
        raise Refused("Say how it is known that there is no child.", "how_known")


def check_lead(lead, lead_contact):
    """Refuse a lead without a name or a way."""
    if not lead.strip():
        raise Refused("Name the designated safeguarding lead. Ring the school until there is a name.", "lead")
    if not lead_contact.strip():
        raise Refused("Say how the lead is reached: a direct number or a secure address.", "lead_contact")


def check_day_off(on, why, at):
    """Refuse a closed day that is over, or without a reason."""
    if on < clocks.london_day(at):
        raise Refused("This day is over. A day off is recorded ahead.", "on")
    if not why.strip():
        raise Refused("Say why the school is closed that day: an inset day, snow, an election.", "why")
