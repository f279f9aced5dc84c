"""The menu: what this reader may open, in the order of the work."""

from django.conf import settings
from django.urls import reverse

from accounts.permissions import Permission

MENU = (
    ("Work list", "work", None),
    ("Log a call", "log_call", Permission.CALL_LOG),
    ("Live board", "board", Permission.CASE_READ),
    ("Cases", "cases", Permission.CASE_READ),
    ("Search people", "people_search", Permission.PERSON_SEARCH),
    ("Duplicates", "duplicates", Permission.PERSON_MERGE),
    ("Sign off", "sign_off_list", Permission.RISK_SIGN_OFF),
    ("Review", "review_list", Permission.RISK_REVIEW),
    ("Questions", "questions", Permission.RISK_SUBMIT),
    ("Review policy", "workload", Permission.POLICY_WEIGH),
    ("Agreement", "review_agreement", Permission.RISK_ARBITRATE),
    ("Custody events", "custody_events", Permission.CUSTODY_RECORD),
    ("Orders", "orders", Permission.CUSTODY_RECORD),
    ("Disclosures", "disclosures", Permission.DISCLOSURE_WORK),
    ("MARAC", "marac", Permission.MARAC_RUN),
    ("Looking back", "quality", Permission.QUALITY_CHECK),
    ("Feedback", "feedback", None),
    ("Check measures", "measures_to_check", Permission.MEASURE_CHECK),
    ("Cover", "cover", Permission.COVER_READ),
    ("Away", "absences", Permission.ABSENCE_RECORD),
    ("Schools", "schools", Permission.SCHOOL_KEEP),
    ("Regular returns", "regular", Permission.REGULAR_DO),
    ("Access", "access_log", Permission.AUDIT_READ),
    ("Postings", "postings", Permission.POSTING_GRANT),
)


def navigation(request):
    """Give every template the menu, who is signed in and as what, and whether the data is invented."""
    officer = getattr(request, "user", None)
    if officer is None or not officer.is_authenticated:
        return {"nav": [], "demo": settings.DEMO}
    here = request.path
    items = [
        {"text": text, "href": href, "current": here == href or (href != "/" and here.startswith(href))}
        for text, name, permission in MENU
        if permission is None or officer.may(permission) is None
        for href in [reverse(name)]
    ]
    posting = officer.posting
    return {
        "nav": items,
        "demo": settings.DEMO,
        "officer": str(officer),
        "role": str(posting) if posting else "No posting",
        "force": str(posting.force) if posting else "",
    }
