"""Small acts that meet a duty: somebody was told, referred or shown, by whom, when, with what proof.

One table: the code of the act, its event, the words of its page, and who may do it.
"""

from dataclasses import dataclass

from accounts.permissions import Permission
from incidents import events


@dataclass(frozen=True)
class Act:
    """One kind of act: its event, heading, what its note must say, and the permission."""

    code: str
    event: str
    heading: str
    note: str
    permission: str
    on_incident: bool = False


ACTS = {
    act.code: act
    for act in (
        Act(
            "explain-firearms",
            events.FIREARMS_FAILURE_EXPLAINED,
            "Firearms: why the unit was not told",
            "What went wrong, whom you asked, and what was done about it.",
            Permission.FIREARMS_MANAGE,
            on_incident=True,
        ),
        Act(
            "review-flag",
            events.FLAG_REVIEWED,
            "Review this flag",
            "What you looked at, what you decided, and why.",
            Permission.RISK_REVIEW,
        ),
        Act(
            "review-access",
            events.ACCESS_REVIEWED,
            "Review why this restricted case was opened",
            "Whom you asked, what you found, and whether it was right.",
            Permission.CASE_RESTRICT,
        ),
        Act(
            "tell-force",
            events.OTHER_FORCE_TOLD,
            "Other force told of what was reported here",
            "Whom you told there, when and how, and who answers for her from now on.",
            Permission.CASE_OFFER,
        ),
        Act(
            "keep-case",
            events.CASE_KEPT,
            "Offer refused: the case stays with its owner",
            "Why you keep it, and whom you asked.",
            Permission.CASE_OFFER,
        ),
        Act(
            "prison-contact",
            events.PRISON_CONTACT_BEGUN,
            "Keeping in touch with the victim while the sentence lasts",
            "When you spoke with the victim, and how and how often you keep in touch from now on.",
            Permission.VICTIM_TELL,
        ),
        Act(
            "refer-support",
            events.SUPPORT_REFERRED,
            "Referred to a support service",
            "Which service, when, and what the victim wished.",
            Permission.VICTIM_TELL,
        ),
    )
}
BY_EVENT = {act.event: act for act in ACTS.values()}
