"""Words for the care of a witness, its page, and its part of the case page."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from custody import queries as custody
from custody.states import Hearing, Kind
from law import clocks
from law.witness import ELIGIBILITY, ELIGIBILITY_BEFORE, ELIGIBILITY_SOURCE, MEASURES, RIGHTS
from witness_care import events, queries
from witness_care.states import Answer, Measure, Need, Outcome, Right, Use

# As many conversations as the contact log shows of each kind.
MOST_TELLINGS = 50
TAGS = {
    "ASKED": "govuk-tag--yellow",
    "APPLIED": "govuk-tag--blue",
    "GRANTED": "govuk-tag--green",
    "REFUSED": "govuk-tag--red",
    "DROPPED": "govuk-tag--grey",
}


def said(words):
    """Return a sentence that does not depend on the facts."""
    return lambda facts: words


def measure_said(words):
    """Return a sentence that names the special measure."""
    return lambda facts: f"Special measure {words}: {Measure(facts['code']).label.lower()}."


SENTENCES = {
    events.CONTACT_OFFERED: said("Somebody was asked to care for the victim as a witness."),
    events.CONTACT_ACCEPTED: said("Somebody cares for the victim as a witness from now on."),
    events.CONTACT_CONFIRMED: said("It was confirmed who cares for the victim as a witness."),
    events.CONTACT_REFUSED: said("Who was asked cannot care for the witness; somebody else is to be found."),
    events.CONTACT_OFFER_WITHDRAWN: said("The request to care for the witness was withdrawn."),
    events.NEEDS_ASSESSED: said("The victim was asked what is needed in court."),
    events.MEASURE_ASKED: measure_said("wanted"),
    events.MEASURE_APPLIED: measure_said("applied for"),
    events.MEASURE_DECIDED: lambda facts: measure_said("granted" if facts.get("granted") else "refused by the court")(
        facts
    ),
    events.MEASURE_TOLD: measure_said("told of"),
    events.MEASURE_DROPPED: measure_said("no longer wanted"),
    events.WITNESS_PREPARED: said("The hearing was gone through with the victim."),
    events.STATEMENT_OFFERED: lambda facts: (
        f"Victim Personal Statement offered: {Answer(facts['answer']).label.lower()}."
    ),
    events.STATEMENT_USED: lambda facts: f"Victim Personal Statement at sentence: {Use(facts['use']).label.lower()}.",
    events.RIGHT_TOLD: lambda facts: f"Victim told of a right: {Right(facts['right']).label.lower()}.",
    events.REVIEW_ASKED: said("The victim asked that a decision be reviewed."),
    events.REVIEW_DECIDED: lambda facts: f"Review decided: {Outcome(facts['outcome']).label.lower()}.",
    events.REVIEW_TOLD: said("Victim told what the review decided."),
}


def of_case(name, **query):
    """Return the way to a page of the case."""
    more = f"?{urlencode(query)}" if query else ""
    return lambda duty: reverse(name, args=[duty.case_id]) + more


def of_subject(name):
    """Return the way to a page of what the duty is about."""
    return lambda duty: reverse(name, args=[duty.subject_id])


def of_hearing(name):
    """Return the way to a page of the hearing that the duty is about."""
    return lambda duty: reverse(name, args=[duty.case_id, duty.subject_id])


def of_right(duty):
    """Return the way to tell of the right that the duty names."""
    right = "CONFIRMATION" if duty.code == "WRITTEN_CONFIRMATION" else "REVIEW"
    return of_case("right_tell", right=right)(duty)


def of_contact(duty):
    """Return the way to accept what one was asked, or to name somebody."""
    if duty.code == "ACCEPT_WITNESS_CONTACT":
        return reverse("witness_contact_accept", args=[duty.subject_id])
    return reverse("witness_contact", args=[duty.case_id])


WAYS = {
    events.CONTACT_ACCEPTED: of_contact,
    events.NEEDS_ASSESSED: of_case("witness_needs"),
    events.MEASURE_APPLIED: of_subject("special_measure_apply"),
    events.MEASURE_DECIDED: of_subject("special_measure_decide"),
    events.MEASURE_TOLD: of_subject("special_measure_tell"),
    events.WITNESS_PREPARED: of_hearing("hearing_prepare"),
    events.STATEMENT_OFFERED: of_case("statement_offer"),
    events.STATEMENT_USED: of_case("statement_used"),
    events.RIGHT_TOLD: of_right,
    events.REVIEW_DECIDED: of_subject("decision_review_decide"),
    events.REVIEW_TOLD: of_subject("decision_review_tell"),
}


def hearing_label(event):
    """Return what a hearing is for."""
    kind = event.details.get("hearing", Hearing.OTHER)
    return event.details.get("hearing_text") or Hearing(kind).label


def hearing_time(event):
    """Return when a listing says that the hearing is, or None."""
    named = event.details.get("hearing_at")
    return datetime.fromisoformat(named) if named else None


def hearing_words(event):
    """Return a listing in one line."""
    named = hearing_time(event)
    when = f"{named.astimezone(clocks.LONDON):%-d %B %Y, %H:%M}" if named else "no time is known"
    return f"{hearing_label(event)}: {when}{', ' if event.details.get('court') else ''}{event.details.get('court', '')}"


def typed(event):
    """Return a listing as the inputs of the page are filled with it."""
    details = event.details
    return {
        "hearing": details.get("hearing"),
        "hearing_at": hearing_time(event),
        "court": details.get("court", ""),
        "hearing_source": details.get("hearing_source", ""),
    }


def listing_row(event):
    """Return one listing of a hearing in words, with its source and the day on which it was given."""
    as_at = event.details.get("as_at")
    source = event.details.get("hearing_source") or (
        str(event.recorded_by) if event.source == "OFFICER" else event.source
    )
    return {
        "event": event,
        "vacated": event.kind == Kind.HEARING_VACATED,
        "at": hearing_time(event),
        "court": event.details.get("court", ""),
        "source": source,
        "as_at": date.fromisoformat(as_at) if as_at else clocks.london_day(event.received_at),
        "reason": event.details.get("reason", ""),
    }


def hearing_rows(found, preparations, tellings):
    """Return hearings for the page: what stands, and every listing before it."""
    rows = []
    for each in found:
        listings = [listing_row(event) for event in each.listings if each.stands is None or event.pk != each.stands.pk]
        prepared = each.stands and preparations.get(each.stands.pk)
        rows.append(
            {
                "label": hearing_label(each.latest),
                "stands": each.stands and listing_row(each.stands),
                "before": listings,
                "prepared": prepared,
                "said": prepared and tellings.get(prepared.pk),
            }
        )
    return rows


def eligibility():
    """Return who is eligible for special measures, and by which law."""
    return [f"{ELIGIBILITY} {ELIGIBILITY_BEFORE}", ELIGIBILITY_SOURCE]


def measure_lines(measure):
    """Return a special measure in words, with the law it rests on."""
    law = next(each for each in MEASURES if each.code == measure.code)
    return [f"{law.title}: {measure.get_state_display().lower()}. {law.what}", *filter(None, [law.only]), law.source]


def contact_log(case_id):
    """Return the conversations with a victim as a witness as rows of the contact log of her case."""
    return [
        {
            "pk": each.pk,
            "spoke_of": each.get_kind_display(),
            "get_channel_display": way_words(each),
            "tried_by": each.told_by,
            "tried_at": each.told_at,
            "what_said": each.said,
            "safe_how": each.safe_how,
            "exception_reason": each.exception_reason,
        }
        for each in queries.tellings(case_id)[:MOST_TELLINGS]
    ]


def way_words(telling):
    """Return by which way the victim was spoken with."""
    return telling.get_method_display() or "By a way that was not written down"


def page(case, reader):
    """Return everything about the victim as a witness."""
    needs = queries.needs(case.pk)
    tellings = {each.of: {"row": each, "way": way_words(each)} for each in reversed(queries.tellings(case.pk))}
    contact, offer = queries.contacts(case.pk)
    open_case = case.state == "OPEN"
    found = queries.hearings(case)
    preparations = queries.preparations(case.pk) if found else {}
    return {
        "case": case,
        "contact": contact,
        "offer": offer,
        "refused": queries.contact_refused(case.pk),
        "charges": custody.charges(case),
        "hearings": hearing_rows(found, preparations, tellings),
        "needs": needs,
        "needs_said": needs and tellings.get(needs.pk),
        "needs_words": [Need(code).label for code in needs.needs] if needs else [],
        "measures": [
            {"row": each, "tag": TAGS[each.state], "told": tellings.get(each.pk)} for each in queries.measures(case.pk)
        ],
        "eligibility": eligibility(),
        "statements": [(each, tellings.get(each.pk)) for each in queries.statements(case.pk)],
        "uses": queries.uses(case.pk),
        "told": [(each, tellings.get(each.pk)) for each in queries.rights(case.pk)],
        "rights": RIGHTS,
        "reviews": [(each, tellings.get(each.pk)) for each in queries.reviews(case.pk)],
        "open": open_case,
        "may_care": reader.may("VICTIM_TELL", case) is None,
        "may_list": open_case and reader.may("CUSTODY_RECORD", case) is None,
        "may_review": reader.may("CASE_REVIEW", case) is None,
        "reader": reader,
    }


def panel(case, reader, at):
    """Return the next hearings and who cares for the witness, for the case page."""
    standing = [each.stands for each in queries.hearings(case) if each.stands]
    ahead = [each for each in standing if hearing_time(each) and hearing_time(each) >= at]
    return {
        "id": "witness",
        "title": "The victim as a witness",
        "template": "witness_care/panel.html",
        "case": case,
        "contact": queries.contact(case.pk),
        "ahead": [
            {"label": hearing_label(each), "at": hearing_time(each), "court": each.details.get("court", "")}
            for each in ahead[:3]
        ],
    }


def witness_json(case):
    """Return the victim of a case as a witness for a machine: codes, days and courts; no words, no other place."""
    contact, offer = queries.contacts(case.pk)
    needs = queries.needs(case.pk)
    return {
        "case": str(case.pk),
        "contact": str(contact.officer_id) if contact else None,
        "asked": str(offer.officer_id) if offer else None,
        "needs": needs.needs if needs else None,
        "hearings": [hearing_json(each) for each in queries.hearings(case)],
        "measures": [measure_json(each) for each in queries.measures(case.pk)],
        "statements": [
            {"id": str(each.pk), "answer": each.answer, "offered_at": each.offered_at, "again_on": each.again_on}
            for each in queries.statements(case.pk)
        ],
        "statement_used": [{"use": each.use, "used_on": each.used_on} for each in queries.uses(case.pk)],
        "rights": [
            {"right": each.right, "wish": each.wish, "told_at": each.told_at} for each in queries.rights(case.pk)
        ],
        "reviews": [review_json(each) for each in queries.reviews(case.pk)],
    }


def hearing_json(hearing):
    """Return a hearing: the listing that stands, by the number that its commands take, or that it was vacated."""
    named = hearing_time(hearing.latest)
    return {
        "id": str(hearing.stands.pk) if hearing.stands else None,
        "vacated": hearing.stands is None,
        "hearing": hearing.latest.details.get("hearing", Hearing.OTHER),
        "hearing_at": named and named.isoformat(),
        "court": hearing.latest.details.get("court", ""),
    }


def measure_json(measure):
    """Return where a special measure stands."""
    return {
        "id": str(measure.pk),
        "code": measure.code,
        "state": measure.state,
        "applied_on": measure.applied_on,
        "decided_on": measure.decided_on,
        "told_at": measure.told_at,
    }


def review_json(review):
    """Return where a review stands."""
    return {
        "id": str(review.pk),
        "asked_at": review.asked_at,
        "outcome": review.outcome or None,
        "decided_at": review.decided_at,
        "told_at": review.told_at,
    }
