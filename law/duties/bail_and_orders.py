"""Duties with a last day: bail periods, protection notices and orders, and the referrals that follow a sentence."""

from collections.abc import Mapping

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import AtLeast, Rule

BAIL_DATED = ("custody.bail_granted", "custody.bail_varied", "custody.bail_restated")
BAIL_OVER = (
    "custody.charged",
    "custody.no_further_action",
    "custody.bail_ended",
    "custody.released_under_investigation",
)
ORDER_MADE = ("custody.order_made", "custody.order_restated")
# The last: the order has no last day any more, else a new one is opened.
ORDER_OVER = ("custody.order_ended", "custody.order_lapsed", "custody.order_restated")
# The last: the decision was on record before the notice that it answers.
IN_COURT = ("custody.order_made", "custody.order_varied", "custody.order_refused", "custody.notice_answered")
WITHDRAWN = ("custody.event_withdrawn",)
# Nothing of a matter runs on once he has died; what was voided is owed again where that proves wrong.
NO_MORE = ("custody.deceased", *WITHDRAWN)
ANY: Mapping[str, object] = {}


def _to_court(notice: str, event: str, within: T.Threshold, source: str, timer: int) -> Rule:
    """A protection notice lapses unless the court hears the application in time."""
    return Rule(
        code=f"{notice}_TO_COURT",
        what=f"Bring the {notice} before the court, or it lapses",
        opens_on=(event,),
        met_by=IN_COURT,
        # An order that she asked a family court for leaves the notice as it is.
        met_when={"kind": ("DVPO", "DAPO", "OTHER")},
        within=within,
        clock="court_hours",
        owed_by="case_owner",
        needs="CUSTODY_RECORD",
        source=source,
        confidence="V",
        per="subject",
        met_per="case",
        said_again=True,
        void_on=NO_MORE,
        escalates_to=ladders.CASE,
        timer=timer,
        evidence="Court, time of the hearing, and its result",
    )


def _before_end(
    code: str,
    what: str,
    within: T.Threshold,
    timer: int,
    ended_by: tuple[str, ...],
    *,
    opens_on: tuple[str, ...],
    starts: str,
    per: str,
    when: Mapping[str, object] = ANY,
) -> Rule:
    """Look at risk and plan some days before protection runs out; a new last day opens it anew."""
    return Rule(
        code=code,
        what=what,
        opens_on=opens_on,
        renews_on=opens_on,
        when=when,
        met_by=("safety_plans.plan_reviewed", "risk.assessment_signed_off"),
        met_window=T.EXPIRY_REVIEW,
        within=within,
        clock="days_before",
        starts=starts,
        owed_by="case_owner",
        needs="PLAN_REVIEW",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per=per,
        met_per="case",
        only_ahead=True,
        void_on=(*NO_MORE, *ended_by),
        escalates_to=ladders.CASE,
        timer=timer,
        evidence="A review of the plan or a signed-off assessment in the week before",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="DECIDE_BEFORE_BAIL_ENDS",
        what="Decide before the bail period ends: charge, no further action, or extend by the rank that may",
        opens_on=BAIL_DATED,
        renews_on=BAIL_DATED,
        met_by=BAIL_OVER,
        within=T.BAIL_ENDS,
        clock="calendar_days",
        starts="bail_ends_on",
        owed_by="case_owner",
        needs="CUSTODY_RECORD",
        source=sources.BAIL_2022,
        confidence="V",
        void_on=NO_MORE,
        escalates_to=ladders.CASE,
        timer=32,
        evidence="The decision, who made it, and the victim's views",
    ),
    _before_end(
        "REVIEW_BEFORE_BAIL_ENDS",
        "Review risk and plan: bail ends within days",
        T.EXPIRY_REVIEW,
        50,
        BAIL_OVER,
        opens_on=BAIL_DATED,
        starts="bail_ends_on",
        per="case",
    ),
    _before_end(
        "REVIEW_BEFORE_ORDER_ENDS",
        "Review risk and plan: an order ends within days",
        T.EXPIRY_REVIEW,
        50,
        ORDER_OVER,
        opens_on=ORDER_MADE,
        starts="expires_on",
        per="subject",
    ),
    _before_end(
        "REVIEW_DVPO_LAST",
        "Review risk and plan: the domestic violence protection order ends tomorrow",
        T.DVPO_LAST_REVIEW,
        27,
        ORDER_OVER,
        opens_on=ORDER_MADE,
        starts="expires_on",
        per="subject",
        when={"kind": "DVPO"},
    ),
    _to_court("DVPN", "custody.dvpn_served", T.DVPN_COURT, sources.CRIME_AND_SECURITY_2010, 24),
    _to_court("DAPN", "custody.dapn_served", T.DAPN_COURT, sources.DOMESTIC_ABUSE_ACT_29, 25),
    Rule(
        code="ORDER_BREACH_TO_COURT",
        what="Bring the person arrested for breach of the notice or order before the court",
        # A breach of which is said that he was arrested counts until the arrest is on record by itself.
        opens_on=("custody.arrested", "custody.breached"),
        # A breach of a DAPO is a crime of its own: that arrest goes the way of every other one.
        when={"breach_of": ("DVPN", "DVPO", "DAPN"), "arrested": True},
        met_by=("custody.court_heard", "custody.remanded", "custody.breach_answered"),
        within=T.ORDER_BREACH_COURT,
        clock="court_hours",
        owed_by="case_owner",
        needs="CUSTODY_RECORD",
        source=f"{sources.CRIME_AND_SECURITY_2010}; {sources.DOMESTIC_ABUSE_ACT_26}",
        confidence="G",
        per="subject",
        met_per="case",
        ended_not_before=True,
        said_again=True,
        void_on=("custody.breach_arrest_known", *NO_MORE),
        escalates_to=ladders.CASE,
        timer=26,
        evidence="Court and time of the hearing",
    ),
    Rule(
        code="NAME_VICTIM_CONTACT_OWNER",
        what="Name the officer who keeps in touch with the victim while the sentence lasts",
        opens_on=("custody.sentenced",),
        when={"custodial": True},
        met_by=("custody.victim_contact_owner_named",),
        within=T.VICTIM_CONTACT_OWNER,
        clock="same_day",
        owed_by="case_owner",
        needs="VICTIM_TELL",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        per="subject",
        met_per="case",
        met_not_before=True,
        void_on=WITHDRAWN,
        escalates_to=ladders.CASE,
        timer=42,
        evidence="Name of the officer, and the earliest release date known",
    ),
    Rule(
        code="BEGIN_PRISON_CONTACT",
        what="You keep in touch with the victim while the sentence lasts: speak, and agree how and when",
        opens_on=("custody.victim_contact_owner_named",),
        renews_on=("custody.victim_contact_owner_named",),
        met_by=("incidents.prison_contact_begun",),
        void_on=("incidents.case_closed",),
        within=T.PRISON_CONTACT,
        clock="working_days",
        owed_by="offered_to",
        needs="VICTIM_TELL",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        escalates_to=ladders.CASE,
        evidence="When you spoke with the victim, and how and how often you keep in touch",
    ),
    Rule(
        code="REFER_TO_VICTIM_CONTACT_SCHEME",
        what="Refer the victim to the Victim Contact Scheme, if the offence qualifies",
        opens_on=("custody.sentenced",),
        when={"custodial": True, "months": AtLeast(T.VCS_MONTHS.latest.value)},
        met_by=("custody.vcs_referred", "custody.vcs_not_qualifying"),
        within=T.VCS_REFERRAL,
        clock="working_days",
        owed_by="witness_contact",
        needs="CUSTODY_RECORD",
        source=sources.VICTIMS_CODE_RIGHT_11,
        confidence="V",
        per="subject",
        met_per="case",
        said_again=True,
        void_on=NO_MORE,
        escalates_to=ladders.CASE,
        timer=40,
        evidence="Date of referral, or why the offence does not qualify",
    ),
    Rule(
        code="VICTIM_LIAISON_CONTACT",
        what="See that the victim liaison officer has made first contact, and tell the victim",
        opens_on=("custody.vcs_referred",),
        met_by=("custody.victim_told",),
        within=T.VLO_CONTACT,
        clock="working_days",
        # Probation owes the contact and has no part in this record: whoever referred her sees that it comes.
        owed_by="witness_contact",
        needs="VICTIM_TELL",
        source=sources.VICTIMS_CODE_RIGHT_11,
        confidence="V",
        per="subject",
        void_on=WITHDRAWN,
        escalates_to=ladders.CASE,
        timer=41,
        evidence="Date of first contact",
    ),
)
