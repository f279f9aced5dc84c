"""Words for who investigates."""

from django.urls import reverse

from core.access import levels_kept_from
from incidents import events, queries
from law.allocation import GROUNDS, ROUTES, SOURCE
from law.offences import BANDS, BOOK, BY_CODE

SENTENCES = {
    events.INVESTIGATION_ALLOCATED: lambda facts: (
        f"Who investigates was decided: {ROUTES[facts['route']].lower()}"
        f"{', below what the case needs, by an inspector' if facts.get('below_floor') else ''}."
    ),
    events.ALLOCATION_OUTGROWN: lambda facts: (
        f"The case needs more skill now than whoever investigates: {ROUTES[facts['floor']].lower()}."
    ),
    events.INVESTIGATOR_MOVED: lambda facts: "Another officer investigates, by the same decision.",
    events.INVESTIGATOR_UNREACHABLE: lambda facts: "Whoever investigates cannot be reached. A supervisor was told.",
    events.INVESTIGATOR_REACHABLE: lambda facts: "Whoever investigates can be reached again.",
}
WAYS = {events.INVESTIGATION_ALLOCATED: lambda duty: reverse("investigation_allocate", args=[duty.case_id])}
TEXTS = {each.code: each.text for each in GROUNDS}
BY_LEVEL = {each.code for each in GROUNDS if each.level}


def suggestion(case):
    """Return who should investigate, below whom it must not go, and why, for the page that decides."""
    found = queries.suggested_investigators(case)
    return {
        "suggested": ROUTES[found.route],
        "floor": ROUTES[found.floor],
        "grounds": [each.text for each in found.grounds],
        "offences": [crime_words(each) for each in queries.crimes_in(case)],
        "source": SOURCE,
        "bands_source": BOOK.bands_source,
        "decisions": queries.allocations_of(case.pk),
    }


def crime_words(crime):
    """Return a crime with its band; one that was recorded in words alone is named as not coded."""
    offence = BY_CODE.get(crime.offence_code)
    return {"words": crime.offence, "band": BANDS[offence.band].title if offence else ""}


def case_json(case):
    """Return who should investigate a case and who does, for a machine: codes and names of officers, no words."""
    found, stands = queries.suggested_investigators(case), queries.allocation_of(case.pk)
    return {
        "case": str(case.pk),
        "suggested": found.route,
        "floor": found.floor,
        "grounds": [each.code for each in found.grounds],
        "offences": [each.offence_code or None for each in queries.crimes_in(case)],
        "stands": stands
        and {
            "id": str(stands.pk),
            "route": stands.route,
            "below_floor": stands.below_floor,
            "investigator": str(stands.investigator_id) if stands.investigator_id else None,
            "decided_at": stands.decided_at.isoformat(),
            "decided_by": str(stands.decided_by_id),
            "moved_at": stands.moved_at and stands.moved_at.isoformat(),
        },
    }


def panel(case, reader, at):
    """Return who investigates, for the case page: nothing by which a withheld level could be told."""
    stands = queries.allocation_of(case.pk)
    kept = BY_LEVEL if case.pk in levels_kept_from(reader) else ()
    return {
        "id": "investigation",
        "title": "Who investigates",
        "template": "incidents/allocation_panel.html",
        "stands": stands,
        "grounds": [TEXTS[code] for code in stands.grounds if code in TEXTS and code not in kept] if stands else [],
        "below_floor": bool(stands and stands.below_floor and not kept),
        "may_allocate": case.state == "OPEN" and reader.may("INVESTIGATION_ALLOCATE", case) is None,
        "case": case,
    }
