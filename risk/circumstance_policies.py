"""May this change be recorded, and this profile be chosen? Each check raises Refused with the sentence."""

from core.errors import Refused
from law import circumstances, intervals
from law.thresholds.figure import FIRST_DAY


def check_circumstance(case, *, kind, occurred_on, day):
    """Refuse a change in a closed case, of no known kind, in the future, or before any figure."""
    if case.state != "OPEN":
        raise Refused("This case is closed. Reopen it before you record a change.")
    if kind not in {each.code for each in circumstances.CHOSEN}:
        raise Refused("Choose from the list what has changed.", "kind")
    if occurred_on > day:
        raise Refused("This day is in the future. Give the day on which it happened or was heard of.", "occurred_on")
    if occurred_on < FIRST_DAY:
        raise Refused(f"This is before {FIRST_DAY:%Y}. Check the year.", "occurred_on")


def check_interval_policy(*, profile, from_on, day):
    """Refuse a profile that is not there, and a day that is over: what was late then was late by another profile."""
    if profile not in intervals.PROFILES:
        raise Refused("Choose a profile from the list.", "profile")
    if from_on < day:
        raise Refused("A profile holds from today on or from a later day, never backwards.", "from_on")
