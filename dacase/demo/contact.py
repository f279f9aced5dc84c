"""Keeping in touch with the victim: how she is reached safely, and what was said."""

from datetime import time

from dacase.demo import words
from dacase.demo.protecting import owner_of
from incidents import queries, services
from law.safe_times import LATER

NEVER = "Never leave a message, never write, and never say that it is the police"
SAID = (
    "That he stays away, and whom to ring when he does not; she sleeps badly and wants to speak again in a week",
    "What happens next and when; she asked for nothing, and knows the number",
    "She is at her sister's over the weekend and comes back on Monday; the plan holds as it is",
)

WEEKDAYS, EVERY_DAY = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6, 7)
WHEN = (
    ("Weekdays after ten, while he works", ((WEEKDAYS, time(10), time(16)),)),
    ("Before noon", ((EVERY_DAY, time(7), time(12)),)),
    ("Any time but Sunday", (((1, 2, 3, 4, 5, 6), time(0), time(0)),)),
    (
        "While he is on nights, and at her mother's at the weekend",
        (((1, 2), time(22), time(6)), ((6,), time(10), time(18))),
    ),
    ("When the children are at school; she will say from week to week", ()),
)


def ask(month, duty, *, at):
    """The owner asks how the victim can be reached; she says when, and with which word she knows who it is."""
    when_safe, safe_times = month.random.choice(WHEN)
    services.record_safe_contact(
        case_id=duty.case_id,
        channels={"PHONE": words.phone(month.random)},
        when_safe=when_safe,
        safe_times=safe_times,
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
    """The owner rings in the way that she said is safe, or she rings at a time that she did not name."""
    found = queries.reach(queries.case_of_entry(duty.case_id).victim, at)
    as_named = found and found.timing.state != LATER
    services.record_contact(
        case_id=duty.case_id,
        channel="PHONE",
        outcome="REACHED",
        safe_how="Rang at the time she gave; she answered and gave the word" if as_named else "She rang, alone",
        what_said=month.random.choice(SAID),
        exception_reason="" if as_named else "She rang the station herself",
        by=owner_of(month, duty.case_id),
        at=at,
    )
