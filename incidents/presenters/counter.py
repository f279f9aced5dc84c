"""Words for a counter-allegation, without a label for anybody before somebody has signed."""

from django.urls import reverse

from incidents import events, queries
from incidents.states import Aggressor
from law.aggressor import SOURCE, WEIGH

SENTENCES = {
    events.COUNTER_ALLEGED: lambda facts: "Each accuses the other: two linked cases, and nobody is labelled.",
    events.COUNTER_PARTED: lambda facts: "Not the same two people: the two cases are linked no more.",
    events.AGGRESSOR_SIGNED: lambda facts: "Somebody signed who the primary aggressor is.",
    events.AGGRESSOR_UPHELD: lambda facts: "A supervisor upheld who the primary aggressor is.",
    events.AGGRESSOR_OVERTURNED: lambda facts: (
        "A supervisor sent back who the primary aggressor is; nobody is labelled."
    ),
}
WAYS = {
    events.AGGRESSOR_SIGNED: lambda duty: reverse("aggressor_sign", args=[duty.subject_id]),
    events.AGGRESSOR_UPHELD: lambda duty: reverse("aggressor_check", args=[duty.subject_id]),
}


def who(counter, aggressor):
    """Return a decision in words, with the name."""
    named = {Aggressor.FIRST: counter.first.suspect, Aggressor.SECOND: counter.second.suspect}
    return str(named.get(aggressor, "Neither of them more than the other"))


def choices(counter):
    """Return the answers to the question who it is, by name."""
    return [(code, who(counter, code)) for code in Aggressor.values]


def page(counter, reader):
    """Return both sides alike, every decision, and what is weighed."""
    decisions = queries.decisions_of(counter)
    return {
        "counter": counter,
        "cases": [(case, case.force_id == reader.posting.force_id) for case in (counter.first, counter.second)],
        "decisions": [{"row": row, "who": who(counter, row.aggressor)} for row in decisions],
        "stands": decisions[0] if decisions and decisions[0].upheld is not False else None,
        "weigh": WEIGH,
        "source": SOURCE,
        "may_sign": reader.may("AGGRESSOR_SIGN") is None,
        "may_check": reader.may("AGGRESSOR_CHECK") is None,
    }


def accuses(case, reader):
    """Return the link of a case with its other side and who signed, or None where the two do not accuse each other."""
    found = queries.counter_of(case, reader=reader)
    if found is None:
        return None
    latest = max(found.decisions.all(), key=lambda row: (row.signed_at, row.pk), default=None)
    stands = latest if latest and latest.upheld is not False else None
    return {"counter": found, "signed_by": stands and stands.signed_by}


def of_incident(pairs, reader):
    """Return the first such link among the pairs of an incident, or None."""
    found = (accuses(pair.case, reader) for pair in pairs if pair.case and pair.case.counter_case_id)
    return next(filter(None, found), None)


def panel(case, reader, at):
    """Return the notice on the case page, where the two accuse each other."""
    found = accuses(case, reader)
    return found and {
        "id": "counter",
        "title": "Each accuses the other",
        "template": "incidents/counter_panel.html",
        **found,
    }
