"""What the journal keeps of an event, for one case: codes, identifiers, numbers and days, as the rules ask for them.

A day on which something will run out is a fact only while it stands after all events of the case, and then it is
the day that stands: so a message that comes late neither moves a duty to an old day nor opens one that is over.
"""

from datetime import datetime

from custody.fold import reference
from custody.states import Hearing, Kind, Order, Sentence, Status
from law import clocks


def of(event, position):
    """Return the facts of an event, given the position of the case after it."""
    found = {"kind": event.kind, "event": event.pk, "corrects": event.corrects_id}
    return found | OF_KIND.get(Kind(event.kind), nothing)(event, position)


def nothing(event, position):
    """Return no further facts."""
    return {}


def of_bail(event, position):
    """Return who decided on bail, and the last day of police bail as it stands now. Once charged it is the court."""
    by_court = bool(event.details.get("by_court")) or event.pk in position.court_bail
    return {
        "by_court": by_court,
        "source": "court" if by_court else "police",
        "conditions": len(event.details.get("conditions", ())),
        "bail_ends_on": bail_end(position),
    }


def bail_end(position):
    """Return the last day of police bail where it is in force, or None."""
    return position.bail_ends_on if position.status == Status.PRE_CHARGE_BAIL else None


def of_sentence(event, position):
    """Return whether he is detained, for how many months, and whether it is one of liberty, at once or suspended."""
    sentence, months = event.details.get("sentence"), event.details.get("months")
    custodial = bool(event.details.get("custodial", sentence in (Sentence.CUSTODY, Sentence.HOSPITAL)))
    liberty = custodial or months is not None or sentence == Sentence.SUSPENDED
    return {"custodial": custodial, "months": months, "sentence": sentence, "liberty": liberty}


def of_release_date(event, position):
    """Return the date of release as it stands now."""
    return {"release_on": position.release_on}


def of_release(event, position):
    """Return how he came out."""
    return {"route": event.details.get("route")}


def of_charge(event, position):
    """Return the offence by its code; words of it stay with the event."""
    return {"offence": event.details.get("offence")}


def of_breach(event, position):
    """Return what was breached, and whether he was arrested for it."""
    arrested = event.kind == Kind.ARRESTED or bool(event.details.get("arrested"))
    return {"breach_of": event.details.get("breach_of"), "arrested": arrested}


def of_order(event, position):
    """Return which order it is, and its last day while it stands. `kind` is the kind of order."""
    standing = next((each for each in position.orders if each.event == event.pk), None)
    return {"kind": event.details.get("order", Order.OTHER), "expires_on": standing and standing.expires_on}


def of_order_varied(event, position):
    """Return which order was varied; its last day is said where it stands, and what became less by itself."""
    return {"kind": event.details.get("order", Order.OTHER)}


def of_order_ended(event, position):
    """Return which order it is that has ended: `of` is the event that made it."""
    return {"kind": event.details.get("order", Order.OTHER), "of": position.ended.get(event.pk)}


def of_release_under_investigation(event, position):
    """Return whether a protection notice was considered before he was let go, and whether something holds him since."""
    considered = bool(event.details.get("notice_considered"))
    return {"notice_considered": considered, "held_since": event.pk not in position.unheld}


def of_listing(event, position):
    """Return what the hearing is for, and its day while this is what stands; `of` is the listing that it replaces."""
    stands = position.hearings.get(reference(event)) == event.pk
    return {
        "hearing": event.details.get("hearing", Hearing.OTHER),
        "hearing_on": hearing_day(event) if stands else None,
        "stands": stands,
        "of": position.replaced.get(event.pk),
    }


def hearing_day(event):
    """Return the London day of a hearing, or None where no time was named."""
    named = event.details.get("hearing_at")
    return clocks.london_day(datetime.fromisoformat(named)) if named else None


def of_vacated(event, position):
    """Return which listing was taken away, and whether nothing is listed in its place."""
    return {
        "hearing": event.details.get("hearing", Hearing.OTHER),
        "stands": reference(event) not in position.hearings,
        "of": position.replaced.get(event.pk),
    }


def of_hearing(event, position):
    """Return what the court decided."""
    return {"result": event.details.get("result")}


OF_KIND = {
    Kind.ARRESTED: of_breach,
    Kind.BREACHED: of_breach,
    Kind.CHARGED: of_charge,
    Kind.BAIL_GRANTED: of_bail,
    Kind.BAIL_VARIED: of_bail,
    Kind.SENTENCED: of_sentence,
    Kind.RELEASE_DATE_KNOWN: of_release_date,
    Kind.RELEASED: of_release,
    Kind.ORDER_MADE: of_order,
    Kind.ORDER_VARIED: of_order_varied,
    Kind.ORDER_REFUSED: of_order,
    Kind.ORDER_ENDED: of_order_ended,
    Kind.RELEASED_UNDER_INVESTIGATION: of_release_under_investigation,
    Kind.HEARING_LISTED: of_listing,
    Kind.HEARING_VACATED: of_vacated,
    Kind.COURT_HEARD: of_hearing,
}
