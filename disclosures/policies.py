"""May this step be taken with this request now? Each check raises Refused with the sentence."""

from core.errors import Refused
from disclosures import queries
from disclosures.states import Applicant, Decision, Kind, Route, ToWhom, WhyNot
from incidents import queries as incidents
from law import clocks
from law import thresholds as T
from law.holidays import FIRST_YEAR

TOLD = "Say how you made sure that it was safe: where you met, who else was there, and how the person came."


def check_request(*, route, applicant, applicant_name, concern, at_risk, subject):
    """Refuse a request without its two people, its concern, or whoever asked."""
    if at_risk.identity_id == subject.identity_id:
        raise Refused("These are one person. Choose the person at risk and the other one.", "subject_id")
    if route not in Route.values:
        raise Refused("Say whether somebody applied or the police began it.", "route")
    if applicant not in Applicant.values or (route == Route.KNOW) != (applicant == Applicant.POLICE):
        raise Refused("Say who applied. Where the police began it, nobody did.", "applicant")
    if applicant == Applicant.OTHER and not applicant_name.strip():
        raise Refused("Give the name of whoever applied, and how to reach them safely.", "applicant_name")
    if not concern.strip():
        raise Refused("Say what gives concern.", "concern")


def check_next(kind, allowed):
    """Refuse a step out of its order."""
    if kind not in allowed:
        words = ", ".join(Kind(each).label.lower() for each in allowed) or "nothing: it is closed"
        raise Refused(f"This step cannot be taken now. What can follow: {words}.")


def check_words(words):
    """Refuse a step without words."""
    if not words.strip():
        raise Refused("Say what was done, so that the decision can be followed later.", "words")


def check_decision(decision, panel, day):
    """Refuse a decision that is none, or that fewer made than decide on that day: never one person alone."""
    if decision not in Decision.values:
        raise Refused("Say what the panel decided.", "decision")
    least = T.DVDS_PANEL.on(day)
    if len([line for line in panel.splitlines() if line.strip()]) < least:
        raise Refused(
            f"Name each member of the panel on a line: at least {least}. One person alone does not decide.", "panel"
        )


def check_disclosure(*, to_whom, safe_how, in_person, nothing_written):
    """Refuse a disclosure to the wrong person, by another way than in person, or with anything in writing."""
    if to_whom not in ToWhom.values:
        raise Refused("Say who was told: the person at risk, or somebody who can protect them.", "to_whom")
    if not in_person:
        raise Refused("A disclosure is made in person only. Arrange to meet.", "in_person")
    if not nothing_written:
        raise Refused(
            "Nothing may be handed over in writing. Take it back, and confirm that you did.", "nothing_written"
        )
    if not safe_how.strip():
        raise Refused(TOLD, "safe_how")


def check_not_made(*, decided, why_not, confirmed_by_id, able):
    """Refuse to leave undone what the panel decided, unless it says why and somebody who is `able` confirmed it."""
    if not decided:
        if why_not or confirmed_by_id:
            raise Refused(
                "The panel did not decide to disclose, so its own reasons stand. Leave this empty.", "why_not"
            )
        return
    if why_not not in WhyNot.values:
        raise Refused("The panel decided to disclose. Say why that was not done.", "why_not")
    if str(confirmed_by_id or "") not in dict(able):
        raise Refused(
            "Choose who confirmed it: a supervisor, or somebody who works on disclosures, in post in your force. "
            "Neither you nor whoever wrote down the panel's decision.",
            "confirmed_by_id",
        )


def check_gives_nobody_away(found, words, *, reader):
    """Refuse words said to whoever asked that name a home, or somebody whom the same person had abused before."""
    cases = incidents.cases_against(found.subject, reader=reader)
    if queries.names_a_home(words, found, cases):
        raise Refused(
            "What is disclosed names no address and no postcode, nobody's. Take the place out.",
            "words",
        )
    if queries.names_a_victim(words, found, cases):
        raise Refused(
            "What is disclosed names nobody whom the same person has harmed before. Say what was done, not to whom.",
            "words",
        )


def check_confirms(knows_both):
    """Refuse a confirmation by somebody from whom one of the two people is hidden."""
    if not knows_both:
        raise Refused("This officer cannot confirm it. Choose somebody else.", "confirmed_by_id")


def check_received(moment, at):
    """Refuse a receipt in the future, or so long ago that its days cannot be counted."""
    if moment > at:
        raise Refused("This time is in the future. Give the time at which it was received.", "received_at")
    if clocks.london_day(moment).year < FIRST_YEAR:
        raise Refused(f"This is before {FIRST_YEAR}. Check the year.", "received_at")


def check_time(moment, *, received_at, at):
    """Refuse a time before the request or in the future."""
    if not received_at <= moment <= at:
        raise Refused("Give a time between the request and now.", "taken_at")
