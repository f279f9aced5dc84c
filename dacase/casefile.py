"""The page that shows a whole case: each app offers its panel, the desk lays them out in story order."""

from django.urls import reverse

from accounts.permissions import Permission
from children import presenters as children
from core import journal_queries
from core.doors import PageView
from custody import presenters as custody
from dacase import story
from dacase.words import ago
from deaths import presenters as deaths
from incidents import presenters as incidents
from incidents import queries as incidents_queries
from marac import presenters as marac
from risk import presenters as risk
from safety_plans import presenters as safety_plans
from witness_care import presenters as witness_care

PANELS = (
    incidents.owners_panel,
    deaths.panel,
    incidents.contact_panel,
    incidents.counter.panel,
    incidents.allocation.panel,
    incidents.panel,
    children.panel,
    risk.panel,
    custody.panel,
    witness_care.panel,
    safety_plans.panel,
    marac.panel,
)


class Case(PageView):
    """One case: who answers for it, what is owed, its flags, and its story."""

    permission = Permission.CASE_READ
    template_name = "case.html"

    def context(self, case_id):
        """Read the case for this reader, write down that they looked, and ask each app for its panel."""
        reader = self.request.user
        case = incidents_queries.open_case(case_id, reader=reader, at=self.now)
        open_duties = story.clocks(journal_queries.open_duties_in(case, reader), reader)
        owners, *panels = [panel for offer in PANELS if (panel := offer(case, reader, self.now))]
        return {
            "heading": str(case),
            "case": case,
            "owners": owners,
            "panels": panels,
            "duties": story.grouped(open_duties),
            "late": sum(duty["due_at"] < self.now for duty in open_duties),
            "timeline": story.timeline(case.pk, reader, latest=LATEST),
            "ways": ways(case, reader, owners, self.now),
        }


class Story(PageView):
    """Everything that happened in one case, from the first call on: to be read, and to be printed."""

    permission = Permission.CASE_READ
    template_name = "story.html"

    def context(self, case_id):
        """Read the case for this reader, and write down that they looked."""
        reader = self.request.user
        case = incidents_queries.open_case(case_id, reader=reader, at=self.now)
        return {"heading": "The whole story", "case": case, "timeline": story.timeline(case.pk, reader)}


LATEST = 20
WAYS = (
    ("Assess the risk", "assessment_start", Permission.RISK_SUBMIT),
    ("Record a custody or court event", "custody_event", Permission.CUSTODY_RECORD),
    ("Care for the victim as a witness", "witness", Permission.VICTIM_TELL),
    ("Open the safety plan", "plan", Permission.CASE_READ),
    ("Refer to MARAC", "marac_refer", Permission.MARAC_REFER),
    ("Add information", "information_add", Permission.INFORMATION_ADD),
    ("Record that somebody has died", "death_record", Permission.DEATH_RECORD),
    ("Restrict this case", "case_restrict", Permission.CASE_RESTRICT),
)

# What may be done with a case that is closed.
CLOSED = (
    ("Reopen this case", "case_reopen", Permission.CASE_CLOSE),
    ("Restrict this case", "case_restrict", Permission.CASE_RESTRICT),
)


def ways(case, reader, owners, at):
    """Return what this reader may do with the case, as (words, address); `owners` is its panel of owners."""
    may_close = reader.may(Permission.CASE_CLOSE, case) is None
    closed = case.state == "CLOSED"
    offered = CLOSED if closed else WAYS
    found = [(words, name) for words, name, permission in offered if reader.may(permission, case) is None]
    if closed:
        return [(words, reverse(name, args=[case.pk])) for words, name in found]
    offering = owners["mine"] and reader.may(Permission.CASE_OFFER, case) is None
    if offering and not owners["waits"]:
        found.append(("Offer to another officer or force", "case_offer"))
    if may_close:
        found.append(("Close this case", "case_close"))
    ways = [(words, reverse(name, args=[case.pk])) for words, name in found]
    return [*ways, *(taking_back(owners, at) if offering else ())]


def taking_back(owners, at):
    """Return the way to take back the offer that waits: to whom, and since when."""
    if offer := owners["offer"]:
        to, since, href = offer.to, offer.offered_at, reverse("offer_withdraw", args=[offer.pk])
    elif owners["waits"]:
        sent = owners["transfer"]
        to, since, href = sent.force_name, sent.sent_at, reverse("transfer_withdraw", args=[sent.pk])
    else:
        return []
    return [(f"Withdraw the offer to {to}, made {ago(since, at)}", href)]
