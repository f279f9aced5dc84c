"""What is done in the demo force for victims as witnesses, and for their rights."""

from accounts.permissions import Role
from law import clocks
from witness_care import services

# How each conversation was held, and why in a way that she had not named.
HELD = {"method": "PHONE", "exception_reason": "She rang the station herself"}
SAFE = "On the number and at the time that the victim named; nobody else was there"


def tell_right(month, duty, *, at):
    """The owner tells the victim of the right that is owed."""
    services.tell_right(
        case_id=duty.case_id,
        right="CONFIRMATION" if duty.code == "WRITTEN_CONFIRMATION" else "REVIEW",
        wish=month.random.choice(["WANTS", "DECLINES", "THINKS"]),
        said="Read out what the right is, and where the leaflet can be had; she knew of it from a friend",
        safe_how=SAFE,
        **HELD,
        by=month.owner(duty),
        at=at,
    )


def name_contact(month, duty, *, at):
    """The owner asks witness care, who accept."""
    (carer,) = month.holders(Role.WITNESS_CARE)
    asked = services.name_contact(case_id=duty.case_id, officer_id=carer.pk, by=month.owner(duty), at=at)
    if asked.state == "OFFERED":
        services.accept_contact(contact_id=asked.pk, by=carer, at=at)


def ask_needs(month, duty, *, at):
    """The victim says what is needed in court."""
    services.assess_needs(
        case_id=duty.case_id,
        needs=["SEPARATE_WAY"],
        measures=month.random.choice([["SCREENS"], ["LIVE_LINK"], []]),
        said="Does not want to meet the suspect or the suspect's family anywhere in the building",
        safe_how=SAFE,
        **HELD,
        by=month.owner(duty),
        at=at,
    )


def apply(month, duty, *, at):
    """The measure is applied for."""
    services.apply_for_measure(
        measure_id=duty.subject_id,
        applied_on=clocks.london_day(at),
        court="Canterbury Magistrates' Court",
        by=month.owner(duty),
        at=at,
    )


def offer_statement(month, duty, *, at):
    """The statement is offered."""
    answer = month.random.choice(["MADE", "DECLINED"])
    made = {"reference": f"VPS {month.random.randrange(100, 1000)}", "reading": "UNDECIDED"} if answer == "MADE" else {}
    said = {"said": "What it is for, who reads it, and that it can be made later", "safe_how": SAFE, **HELD}
    services.offer_statement(case_id=duty.case_id, answer=answer, by=month.owner(duty), at=at, **said, **made)
