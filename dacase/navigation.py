"""The menu: what this reader may open. The daily pages of the role stand first, everything else below "More"."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from accounts.permissions import Permission, Role


class Entry(NamedTuple):
    """One page of the menu, and who may open it; without a permission, everybody."""

    text: str
    route: str
    permission: Permission | None = None


MENU = {
    "Calls and cases": (
        Entry("Work list", "work"),
        Entry("Log a call", "log_call", Permission.CALL_LOG),
        Entry("Live board", "board", Permission.CASE_READ),
        Entry("Cases", "cases", Permission.CASE_READ),
        Entry("Search people", "people_search", Permission.PERSON_SEARCH),
        Entry("Duplicates", "duplicates", Permission.PERSON_MERGE),
        Entry("Disclosures", "disclosures", Permission.DISCLOSURE_WORK),
        Entry("MARAC", "marac", Permission.MARAC_RUN),
    ),
    "Risk": (
        Entry("Sign off", "sign_off_list", Permission.RISK_SIGN_OFF),
        Entry("Review", "review_list", Permission.RISK_REVIEW),
        Entry("Questions", "questions", Permission.RISK_SUBMIT),
        Entry("Review policy", "workload", Permission.POLICY_WEIGH),
        Entry("Agreement", "review_agreement", Permission.RISK_ARBITRATE),
    ),
    "Custody and courts": (
        Entry("Custody events", "custody_events", Permission.CUSTODY_RECORD),
        Entry("Orders", "orders", Permission.CUSTODY_RECORD),
        Entry("Feeds", "feeds", Permission.FEED_READ),
    ),
    "Quality": (
        Entry("Looking back", "quality", Permission.QUALITY_CHECK),
        Entry("Feedback", "feedback"),
        Entry("After a death", "deaths", Permission.DEATH_REVIEW),
        Entry("Check measures", "measures_to_check", Permission.MEASURE_CHECK),
    ),
    "Administration": (
        Entry("Cover", "cover", Permission.COVER_READ),
        Entry("Away", "absences", Permission.ABSENCE_RECORD),
        Entry("Schools", "schools", Permission.SCHOOL_KEEP),
        Entry("Regular returns", "regular", Permission.REGULAR_DO),
        Entry("Access", "access_log", Permission.AUDIT_READ),
        Entry("Postings", "postings", Permission.POSTING_GRANT),
    ),
}
# What each role opens on an ordinary day, in the order of its work.
DAILY = {
    Role.CONTROL: ("work", "log_call", "board", "people_search", "cases", "custody_events"),
    Role.CONTROL_SUPERVISOR: ("work", "board", "log_call", "people_search", "cases", "cover"),
    Role.RESPONSE: ("work", "cases", "people_search", "board", "orders"),
    Role.NEIGHBOURHOOD: ("work", "cases", "people_search", "board", "orders"),
    Role.SERGEANT: ("work", "sign_off_list", "board", "cases", "people_search", "measures_to_check"),
    Role.CRU: ("work", "review_list", "cases", "people_search", "disclosures", "duplicates"),
    Role.SAFEGUARDING: ("work", "cases", "people_search", "board", "disclosures", "measures_to_check"),
    Role.WITNESS_CARE: ("work", "cases", "people_search", "custody_events"),
    Role.MARAC: ("work", "marac", "cases", "people_search"),
    Role.AUDITOR: ("work", "access_log", "cases", "people_search", "cover"),
    Role.ADMINISTRATOR: ("work", "postings", "absences", "schools"),
}
FEW = 8  # so many entries need no "More"


def navigation(request):
    """Give every template the menu, who is signed in and as what, and whether the data is invented."""
    officer = getattr(request, "user", None)
    if officer is None or not officer.is_authenticated:
        return {"nav": [], "demo": settings.DEMO}
    posting = officer.posting
    first, more = menu(officer, request.path)
    return {
        "nav": first,
        "nav_more": more,
        "nav_here": next((each["text"] for group in more for each in group["pages"] if each["current"]), ""),
        "demo": settings.DEMO,
        "officer": str(officer),
        "role": str(posting) if posting else "No posting",
        "force": str(posting.force) if posting else "",
    }


def menu(officer, path):
    """Return the daily pages of an officer as items, and the others as [{"title", "pages"}], on the page of a path."""
    groups = {title: [item(entry) for entry in entries if opens(officer, entry)] for title, entries in MENU.items()}
    items = [each for found in groups.values() for each in found]
    here = max((each for each in items if leads(each, path)), key=lambda each: len(each["href"]), default=None)
    if here:
        here["current"] = True
    daily = DAILY[Role(officer.posting.role)] if officer.posting else ()
    first = sorted((each for each in items if each["route"] in daily), key=lambda each: daily.index(each["route"]))
    if len(items) <= FEW:
        return first + [each for each in items if each not in first], []
    left = {title: [each for each in found if each not in first] for title, found in groups.items()}
    return first, [{"title": title, "pages": found} for title, found in left.items() if found]


def opens(officer, entry):
    """Say whether an officer may open an entry of the menu."""
    return entry.permission is None or officer.may(entry.permission) is None


def item(entry):
    """Return an entry as the templates show it."""
    return {"text": entry.text, "route": entry.route, "href": reverse(entry.route), "current": False}


def leads(item, path):
    """Say whether a page lies at or below an entry of the menu."""
    return path == item["href"] or (item["href"] != "/" and path.startswith(item["href"]))
