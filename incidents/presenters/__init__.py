"""Words for what happens to incidents and cases, and their part of the case page."""

from urllib.parse import urlencode

from django.urls import reverse

from accounts.permissions import Permission
from core.access import levels_kept_from
from incidents import events, queries
from incidents.acts import BY_EVENT
from incidents.presenters import allocation, brief, checks, closing, counter, firearms, supervision
from incidents.presenters.drafts import drafts, person_in_words, row_name, set_aside, touched  # noqa: F401
from incidents.presenters.script import script_rows  # noqa: F401
from incidents.states import FlagCode, Grade, IncidentKind, OfferAnswer, Role
from law import thrive

FLAG_WORDS = {
    "REPEAT_VICTIM": (
        "Repeat victim",
        "Victim in two or more reports by people personally connected, within 12 months.",
    ),
    "SERIAL_PERPETRATOR ACPO_2009": (
        "Serial perpetrator (ACPO 2009)",
        "Violence used or threatened against two or more partners or ex-partners, "
        "not related to each other, within 3 years.",
    ),
    "SERIAL_PERPETRATOR NORTHUMBRIA_MATAC": (
        "Serial perpetrator (MATAC)",
        "Suspect aged 16 or over of two or more victims, partners or family, violent or not, within 3 years.",
    ),
    "REPEAT_PERPETRATOR ORDINARY": (
        "Repeat perpetrator",
        "Suspect in two or more reports by the same victim.",
    ),
    "THIRD_REPORT": ("Third report", "The third report of this victim within 12 months."),
    "ESCALATION": ("Escalation", "Graver than every earlier report between these two people."),
}


# Functions (case ids, at) that return what holds the suspects now: [{of, until, conditions}]; the front desk fills it.
IN_FORCE = []


def in_force(case_ids, at):
    """Return what holds the suspects of some cases now, for whoever goes there."""
    return [group for ask in IN_FORCE for group in ask(case_ids, at)]


def grade_words(facts):
    """Return the grade of an entry in words."""
    return Grade(facts["grade"]).label if facts.get("grade") else "not graded yet"


def call_words(facts):
    """Say that a call was logged, of what, and how it was graded."""
    extra = " Firearms certificate at the address or held by somebody in it." if facts.get("firearms") else ""
    return f"Call logged: {IncidentKind(facts['kind']).label.lower()}, {grade_words(facts)}.{extra}"


def flag_words(facts):
    """Say which flag was raised."""
    found = " (found when the records were checked again)" if facts.get("healed") else ""
    return f"Flag raised: {FlagCode(facts['flag']).label}{found}."


def compromised_words(facts):
    """Say that a way of contact must not be used any more, and why."""
    if facts["channels"] and facts.get("lost") == facts["channels"]:
        return "A safe way of contact turned out to lead no longer to the victim."
    return "A safe way of contact turned out to be shared with the suspect, or to name a protected place."


SENTENCES = {
    events.CALL_DRAFT_STARTED: lambda facts: "Call begun.",
    events.CALL_DRAFT_LOGGED: lambda facts: "Call logged from what was typed.",
    events.CALL_DRAFT_DISCARDED: lambda facts: "Unfinished call discarded with a reason.",
    events.CALL_LOGGED: call_words,
    events.INFORMATION_ADDED: lambda facts: "Information added.",
    events.REGRADED: lambda facts: f"Call graded {grade_words(facts)}.",
    events.GRADE_CONFIRMED: lambda facts: f"Grade looked at again: stays {grade_words(facts)}.",
    events.ATTENDED: lambda facts: "Officers attended.",
    events.FLAG_RAISED: flag_words,
    events.FLAG_WITHDRAWN: lambda facts: (
        f"Flag no longer holds, since what it rested on has changed: {FlagCode(facts['flag']).label}."
    ),
    events.CASE_OPENED: lambda facts: "Case opened.",
    events.CASE_MOVED: lambda facts: "Case moved to another owner, without an instant between.",
    events.OWNER_UNREACHABLE: lambda facts: "The owner of this case cannot be reached. A supervisor was told.",
    events.OWNER_REACHABLE: lambda facts: "The owner of this case can be reached again.",
    events.CASE_OFFERED: lambda facts: "Case offered to another officer.",
    events.CASE_ACCEPTED: lambda facts: (
        "Case taken over by a new owner in another force, with everything that was owed."
        if facts.get("crossed")
        else "Case taken over by a new owner."
    ),
    events.TRANSFER_SENT: lambda facts: "Case offered to another force. Until it accepts, the case is ours.",
    events.TRANSFER_ACCEPTED: lambda facts: (
        "Another force accepted the case. "
        + ("Something stays owed here." if facts["stays"] else "Everything that was owed went along.")
    ),
    events.TRANSFER_REFUSED: lambda facts: "Another force refused the case. It stays with its owner.",
    events.TRANSFER_WITHDRAWN: lambda facts: "Offer of the case to another force withdrawn.",
    events.CASE_TRANSFERRED: lambda facts: "Our part of the case has ended: another force has it.",
    events.OFFER_REFUSED: lambda facts: "Offer of the case refused.",
    events.OFFER_WITHDRAWN: lambda facts: "Offer of the case withdrawn.",
    events.CASE_CLOSED: lambda facts: "Case closed.",
    events.CASE_REOPENED: lambda facts: "Case reopened.",
    events.SAFE_CONTACT_RECORDED: lambda facts: "Safe way of contact recorded.",
    events.SAFE_CONTACT_CONFIRMED: lambda facts: "Safe way of contact confirmed by the victim.",
    events.SAFE_CONTACT_COMPROMISED: compromised_words,
    events.VICTIM_REACHED: lambda facts: "Spoke with the victim.",
    events.VICTIM_NOT_REACHED: lambda facts: "Tried to reach the victim, without success.",
    events.RESTRICTED_OPENED: lambda facts: "Restricted case opened with a reason.",
    events.CASE_RESTRICTED: lambda facts: "Case restricted to named officers.",
}

WAYS = {
    events.CALL_DRAFT_LOGGED: lambda duty: reverse("call_draft", args=[duty.subject_id]),
    events.ATTENDED: lambda duty: reverse("attend", args=[duty.subject_id]),
    events.REGRADED: lambda duty: reverse("regrade", args=[duty.subject_id]),
    events.GRADE_CONFIRMED: lambda duty: reverse("regrade", args=[duty.subject_id]),
    events.SAFE_CONTACT_RECORDED: lambda duty: reverse("safe_contact_record", args=[duty.case_id]),
    events.SAFE_CONTACT_CONFIRMED: lambda duty: reverse("contact", args=[duty.case_id]),
    events.VICTIM_REACHED: lambda duty: reverse("contact_record", args=[duty.case_id]),
    events.CASE_ACCEPTED: lambda duty: reverse("case_accept", args=[duty.subject_id]),
    events.CASE_MOVED: lambda duty: reverse("case_move", args=[duty.case_id]),
    events.CASE_CLOSED: lambda duty: reverse("case_close", args=[duty.case_id]),
    events.TRANSFER_ACCEPTED: lambda duty: reverse("transfer_accept", args=[duty.subject_id]),
    events.CASE_TRANSFERRED: lambda duty: reverse("transfer_finish", args=[duty.case_id]),
}
SENTENCES |= supervision.SENTENCES
WAYS |= supervision.WAYS
SENTENCES |= {event: lambda facts, words=act.heading: f"{words}." for event, act in BY_EVENT.items()}

SENTENCES |= (
    allocation.SENTENCES
    | checks.SENTENCES
    | firearms.SENTENCES
    | brief.SENTENCES
    | closing.SENTENCES
    | counter.SENTENCES
)
WAYS |= allocation.WAYS | checks.WAYS | firearms.WAYS | brief.WAYS | closing.WAYS | counter.WAYS


def act_way(act):
    """Return the way to the page of one small act, about the subject of the duty."""

    def way(duty):
        query = {"of": duty.subject_id}
        if duty.code.startswith("REVIEW_FLAG_"):
            query["flag"] = duty.code.removeprefix("REVIEW_FLAG_")
        return f"{reverse('act', args=[duty.case_id, act.code])}?{urlencode(query)}"

    return way


WAYS |= {event: act_way(act) for event, act in BY_EVENT.items()}


def flag_cards(identities, *, reader, at=None):
    """Return the flags of some identities as cards: title, rule, since, and the incidents that they rest on."""
    cards = []
    for held, evidence in queries.flags_of(identities, reader=reader, at=at):
        title, rule = FLAG_WORDS[f"{held.code} {held.variant}".strip()]
        cards.append(
            {
                "title": title,
                "rule": rule,
                "since": held.since,
                "code": held.code,
                "version": held.variant,
                "person_id": held.person_id,
                "evidence": [
                    {"text": f"Incident {number}", "href": reverse("incident", args=[pk])} for pk, number in evidence
                ],
            }
        )
    return cards


def panel(case, reader, at):
    """Return the incidents' part of the case page: flags, reports, information."""
    cards = flag_cards([case.victim.identity_id, case.suspect.identity_id], reader=reader, at=at)
    names = {case.victim.identity_id: case.victim, case.suspect.identity_id: case.suspect}
    for card in cards:
        card["person"] = str(names.get(card["person_id"], ""))
    return {
        "id": "reports",
        "title": "Flags and reports",
        "template": "incidents/panel.html",
        "flags": cards,
        "raised": [flag_words(entry.facts) for entry in queries.raised_in(case.pk)],
        "incidents": list(queries.incidents_of(case.pk)[:20]),
        "information": queries.information_of(case.pk)[:20],
        "may_add": reader.may("INFORMATION_ADD", case) is None,
        "case": case,
    }


def came(because_id, reader):
    """Return (names, address, case) of each open case that came to a reader because of an absence or a posting."""
    found = queries.came_to(reader, because_id)
    return [(f"{case.victim} and {case.suspect}", reverse("case", args=[case.pk]), case) for case in found]


def owners_panel(case, reader, at):
    """Return who owned the case and who does, and any offer that waits."""
    offer = queries.waiting_offer(case.pk)
    owners = list(queries.owners(case.pk))
    # Both never wait at once, and hardly any case was ever offered to another force.
    sent = queries.newest_transfer(case.pk) if case.ever_sent and not offer else None
    owner = next((period.officer for period in owners if period.until_at is None), None)
    return {
        "id": "owner",
        "title": "Who answers for this case",
        "template": "incidents/owners.html",
        "owners": owners,
        "owner": owner,
        "offer": offer,
        "refused": None if offer else queries.refused_offer(case.pk),
        "mine": owner == reader,
        "for_me": offer and offer.to_id == reader.pk,
        "transfer": sent,
        "waits": bool(offer or sent and sent.state == OfferAnswer.WAITING),
        "may_answer": owner == reader or owner and reader.may(Permission.CASE_MOVE, case) is None,
        "case": case,
    }


# Functions (case id) -> rows of a contact log: tellings of the victim that apps above keep. The desk fills it.
ALSO_TOLD = []


# Functions (case, reader) -> what is owed to the victim again since a death was recorded by mistake: rows of
# {what, owner, due_at, href}. The desk fills it.
STILL_OWED = []


def still_owed(case, reader):
    """Return what is owed to the victim of a case again after a mistake, for whoever speaks with her."""
    return [row for ask in STILL_OWED for row in ask(case, reader)]


def contact_log(case_id):
    """Return every attempt to reach the victim of a case, newest first, with those to tell of something above."""
    rows = [*queries.contact_log(case_id), *(row for ask in ALSO_TOLD for row in ask(case_id))]
    return sorted(rows, key=lambda row: row["tried_at"] if isinstance(row, dict) else row.tried_at, reverse=True)


def contact_panel(case, reader, at):
    """Return the contact's part of the case page: when she was last spoken with, and whether that is too long ago."""
    return {
        "id": "contact",
        "title": "Contact with the victim",
        "template": "incidents/contact_panel.html",
        "last": queries.last_reached(case.pk),
        "out_of_touch": queries.out_of_touch(case, at, reader),
        "withheld": case.pk in levels_kept_from(reader),
        "still_owed": still_owed(case, reader),
        "href": reverse("contact", args=[case.pk]),
        "link": "How to reach the victim safely, and every attempt",
        "case": case,
    }


def must_be_looked_at(incident):
    """Say whether a call about an incident read for its page was cut off, and nobody has looked at its grade since."""
    cut_off = any(call.dropped for call in incident.calls.all())
    return cut_off and not any(decision.again for decision in incident.grade_decisions.all())


def thrive_rows(found):
    """Return each letter of THRIVE as (word, what was said), or None where nothing was recorded."""
    return found and [(part.word, getattr(found, part.code)) for part in thrive.PARTS]


def people_in(incident):
    """Return the people of an incident as (role in words, person) in the order of the story."""
    order = list(Role.values)
    rows = sorted(incident.involvements.all(), key=lambda each: order.index(each.role))
    return [(Role(row.role).label, row.person) for row in rows]


def matches_of(incident, reader):
    """Return, for each person of a call, others on record who may be the same human being."""
    found = []
    for row in incident.involvements.select_related("person").order_by("pk"):
        person = row.person
        if person.unknown:
            continue
        for match in queries.lookalikes(person, reader=reader):
            found.append(
                {
                    "of": str(person.pk),
                    "id": str(match.person.pk),
                    "score": round(match.score, 3),
                    "why": list(match.why),
                }
            )
    return found


def of_person(person, reader, at):
    """Return the flags and cases of a person for the person's own page."""
    return {
        "flags": flag_cards([person.identity_id], reader=reader, at=at),
        "cases": queries.cases_of_identities([person.identity_id], reader=reader)[:20],
    }
