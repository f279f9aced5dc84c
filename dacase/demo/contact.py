"""Keeping in touch with the victim: how she is reached safely, and what was said."""

from dacase.demo import words
from dacase.demo.protecting import owner_of
from incidents import queries, services

NEVER = "Never leave a message, never write, and never say that it is the police"
SAID = (
    "That he stays away, and whom to ring when he does not; she sleeps badly and wants to speak again in a week",
    "What happens next and when; she asked for nothing, and knows the number",
    "She is at her sister's over the weekend and comes back on Monday; the plan holds as it is",
)


def ask(month, duty, *, at):
    """The owner asks how the victim can be reached; she says when, and with which word she knows who it is."""
    services.record_safe_contact(
        case_id=duty.case_id,
        channels={"PHONE": words.phone(month.random)},
        when_safe=month.random.choice(("Weekdays after ten, while he works", "Before noon", "Any time but Sunday")),
        never=NEVER,
        code_word="Is that the dentist?",
        by=owner_of(month, duty.case_id),
        at=at,
    )


def confirm(month, duty, *, at):
    """The owner asks whether it still holds."""
    officer, victim = owner_of(month, duty.case_id), queries.case_of_entry(duty.case_id).victim
    services.confirm_safe_contact(
        case_id=duty.case_id, seen=queries.reach(victim, at).contact.version, by=officer, at=at
    )


def speak(month, duty, *, at):
    """The owner rings in the way that she said is safe."""
    services.record_contact(
        case_id=duty.case_id,
        channel="PHONE",
        outcome="REACHED",
        safe_how="Rang at the time she gave; she answered and gave the word",
        what_said=month.random.choice(SAID),
        exception_reason="" if queries.reach(queries.case_of_entry(duty.case_id).victim, at) else "She asked for it",
        by=owner_of(month, duty.case_id),
        at=at,
    )
