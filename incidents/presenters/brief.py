"""What the attending unit reads on the way: what can kill first, then who, where and what to ask."""

from django.urls import reverse

from incidents import events, queries
from incidents.presenters import checks, counter, firearms
from incidents.states import Role
from law.at_the_door import ASK
from law.evidence import BY_CODE, ITEMS, WORDS

# Facts of the call that can kill, in the order in which they are read out, and their words.
DANGERS = (
    ("weapon", "A weapon or object was used or shown"),
    ("strangulation", "Hands or something around the neck"),
    ("threat_to_kill", "Threat to kill"),
    ("suspect_at_scene", "The suspect is there"),
    ("in_progress", "It is happening now"),
    ("sexual_assault", "Sexual assault"),
    ("injury", "Somebody is hurt"),
    ("children_present", "Children are there"),
)
SENTENCES = {
    events.BRIEF_READ: lambda facts: "The brief was read by an officer who goes there.",
    events.EVIDENCE_RECORDED: lambda facts: f"{BY_CODE[facts['kind']].title}: {WORDS[facts['status']].lower()}.",
    events.EVIDENCE_COMPLETE: lambda facts: "Something is said about every kind of evidence.",
}
WAYS = {
    events.EVIDENCE_COMPLETE: lambda duty: reverse("evidence", args=[duty.subject_id]),
    events.EVIDENCE_RECORDED: lambda duty: reverse("evidence", args=[duty.subject_id]),
}


def brief(incident, pairs, reader, at):
    """Return everything the page of the attending unit shows."""
    knows = checks.known(incident, pairs=pairs, reader=reader, at=at)
    rows = checks.shown(incident, knows)
    found = [row for row in rows if row["check"].result == "FOUND"]
    return {
        "markers": knows["MARKERS"],
        "firearms": firearms.panel(incident, reader),
        "dangers": [words for fact, words in DANGERS if incident.facts.get(fact)],
        "violence": incident.facts.get("violence", ""),
        "held": [line["text"] for code in ("BAIL", "ORDERS") for line in knows[code]],
        "found": found,
        "waiting": [row["title"] for row in rows if not row["check"].result],
        "not_possible": [row for row in rows if row["check"].result == "NOT_POSSIBLE"],
        "children": [line["text"] for line in knows["CHILDREN"]],
        "earlier": knows["EARLIER"],
        "accuses": counter.of_incident(pairs, reader),
        "people": [(Role(row.role).label, row.person) for row in incident.involvements.all()],
        "ask": ASK,
    }


def evidence_rows(incident):
    """Return each kind of evidence with what was said of it last."""
    known = queries.evidence_of(incident)
    return [{"item": item, "row": known.get(item.code)} for item in ITEMS]
