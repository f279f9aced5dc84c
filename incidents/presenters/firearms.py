"""Words for firearms in an incident."""

from django.urls import reverse

from incidents import events, queries
from incidents.acts import ACTS
from incidents.states import FirearmsOutcome, Response


def found_words(facts):
    """Say that certificates were found, and whether somebody had gone there already."""
    later = ", after somebody had attended" if facts["attended"] else ""
    return f"Firearms certificate found{later}."


def acknowledged_words(facts):
    """Say that an officer knows, or went there without having been told."""
    if facts["told"]:
        return "Firearms acknowledged by an officer who goes there."
    return "An officer arrived without having been told of the firearms."


SENTENCES = {
    events.FIREARMS_FOUND: found_words,
    events.FIREARMS_ACKNOWLEDGED: acknowledged_words,
    events.FIREARMS_REVIEWED: lambda facts: f"Inspector on the firearms: {Response(facts['response']).label}.",
    events.FIREARMS_REFERRED: lambda facts: "Firearms licensing asked for a review.",
    events.FIREARMS_OUTCOME_KNOWN: lambda facts: (
        f"Firearms certificate: {FirearmsOutcome(facts['outcome']).label.lower()}."
    ),
}
WAYS = {
    events.FIREARMS_ACKNOWLEDGED: lambda duty: reverse("firearms_acknowledge", args=[duty.subject_id]),
    events.FIREARMS_REVIEWED: lambda duty: reverse("firearms_review", args=[duty.subject_id]),
    events.FIREARMS_REFERRED: lambda duty: reverse("firearms_refer", args=[duty.subject_id]),
    events.FIREARMS_OUTCOME_KNOWN: lambda duty: reverse("firearms", args=[duty.subject_id]),
}
ACT = ACTS["explain-firearms"]


def certificate_words(firearm, here):
    """Say which certificate, whose, whether it is for the house of the incident, and until when.

    `here` says that its address is this house. Another address is not named: it may be one that nobody here may know.
    """
    whose = f", held by {firearm.holder}" if firearm.holder_id else ""
    where = ""
    if firearm.address_id:
        where = ", at this address" if here else ", for another address"
    until = f", until {firearm.valid_until:%-d %B %Y}" if firearm.valid_until else ""
    return f"Certificate {firearm.certificate}{whose}{where}{until}"


def panel(incident, reader):
    """Return the alert of an incident as its pages show it, or None: certificates, who knows, what was decided."""
    alert = queries.firearms_alert(incident) if incident.firearms else None
    if alert is None:
        return None
    return {
        "alert": alert,
        "certificates": [
            {"row": row, "text": certificate_words(row.firearm, row.here)} for row in alert.certificates.all()
        ],
        "knows": queries.knows_of_firearms(alert, reader),
        "acknowledged": [row for row in alert.acknowledgements.all() if row.at >= alert.found_at],
        "may_acknowledge": reader.may("ATTEND", incident) is None,
        "may_manage": reader.may("FIREARMS_MANAGE", incident) is None,
    }
