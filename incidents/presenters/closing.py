"""Words for the end of an incident: its qualifier, its crimes, and what the record says of each element."""

from django.urls import reverse

from incidents import events, queries
from incidents.states import Role
from law import definition, offences


def offence_words(facts):
    """Return the offence of a recorded crime for its sentence, nothing where it was given in words alone."""
    offence = offences.BY_CODE.get(facts.get("offence", ""))
    return f": {offence.title[0].lower()}{offence.title[1:]}" if offence else ""


SENTENCES = {
    events.QUALIFIER_QUESTIONED: lambda facts: (
        "Somebody asked that this be no domestic abuse; a second person decides."
    ),
    events.QUALIFIER_REMOVED: lambda facts: "Decided by a second person: no domestic abuse.",
    events.QUALIFIER_KEPT: lambda facts: "Decided by a second person: it stays domestic abuse.",
    events.CRIME_RECORDED: lambda facts: f"Crime recorded{offence_words(facts)}.",
    events.NO_CRIME_FOUND: lambda facts: "No crime recorded, with a reason.",
    events.INCIDENT_REOPENED: lambda facts: "Incident opened again for the control room.",
}
WAYS = {
    events.QUALIFIER_REMOVED: lambda duty: reverse("qualifier_decide", args=[duty.subject_id]),
    events.CRIME_RECORDED: lambda duty: reverse("crime_record", args=[duty.subject_id]),
}


def offence_choices(day):
    """Return what was an offence on a day, for a list: [(group, [(code, words)])]."""
    return [(group, [(each.code, each.title) for each in found]) for group, found in offences.on(day).items()]


def elements(incident):
    """Return each element of the definition of the day, with what our own record says of it."""
    law = definition.on(incident.reported_on)
    said = {"AGE": ages(incident), "CONNECTION": incident.get_connected_display(), "BEHAVIOUR": incident.what}
    return {
        "law": law,
        "rows": [{"element": element, "record": said[element.code] or "Nothing"} for element in law.elements],
    }


def ages(incident):
    """Say of each victim and suspect whether the record holds them old enough on the day."""
    words = []
    for row in incident.involvements.all():
        if row.role not in (Role.VICTIM, Role.SUSPECT):
            continue
        born_on = row.person.born_on
        known = "date of birth not known"
        if born_on:
            old = definition.of_age(born_on, incident.reported_on)
            known = "old enough on that day" if old else "too young on that day"
        words.append(f"{row.person}: {known}")
    return "; ".join(words)


def panel(incident, reader):
    """Return the end of the incident for its page: doubts, crimes, and what this reader may do."""
    doubts = queries.doubts_of(incident)
    return {
        "doubts": doubts,
        "waiting": next((doubt for doubt in doubts if doubt.decided_at is None), None),
        "crimes": queries.crimes_of(incident),
        "may_question": reader.may("QUALIFIER_QUESTION", incident) is None,
        "may_decide": reader.may("QUALIFIER_DECIDE", incident) is None,
        "may_record": reader.may("CRIME_RECORD", incident) is None,
    }
