"""Doors of the care for a witness: one page, and the commands that it leads to."""

from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission
from core.doors import CommandView, PageView
from incidents import queries as incidents
from witness_care import forms, presenters, queries, services


class Witness(PageView):
    """Everything about the victim as a witness of one case."""

    permission = Permission.CASE_READ
    template_name = "witness_care/witness.html"

    def context(self, case_id):
        """Read it for this reader, and write down that they looked."""
        case = incidents.open_case(case_id, reader=self.request.user, at=self.now)
        return {"heading": "The victim as a witness", **presenters.page(case, self.request.user)}


class OnCase(CommandView):
    """A command about one case, with the safe ways to the victim above the form."""

    permission = Permission.VICTIM_TELL
    template_name = "witness_care/command.html"
    done = "It is recorded."
    button = "Record it"

    def fetch(self, case_id):
        """Return the case within the reader's scope, and how its victim is reached."""
        self.ids = {"case_id": case_id}
        self.case = incidents.case(case_id, reader=self.request.user)
        return self.case

    def initial(self):
        """Start with now, where a conversation is recorded."""
        return {"told_at": self.now}

    def context(self):
        """Show how the victim is reached safely, and what the form is about."""
        reach = incidents.safe_contact(self.case, reader=self.request.user, at=self.now)
        return {"case": self.case, "reach": reach, "lines": self.lines()}

    def lines(self):
        """Return what the officer needs to read first, line by line."""
        return []

    def after(self, result):
        """Go back to the witness."""
        return self.cancel()

    def cancel(self):
        """Go back to the witness."""
        return reverse("witness", args=[self.case.pk])


class NameContact(OnCase):
    """Ask somebody to care for the witness."""

    command = services.name_contact
    form_class = forms.NameContact
    heading = "Who cares for the victim as a witness?"
    button = "Ask them"
    done = "It is recorded. Until somebody accepts, nothing changes hands."

    def form_arguments(self):
        """Offer the officers of the force who may tell her."""
        return {"officers": accounts.who_may(Permission.VICTIM_TELL, reader=self.request.user, at=self.now, here=True)}


class AssessNeeds(OnCase):
    """Ask the victim what they need."""

    command = services.assess_needs
    form_class = forms.AssessNeeds
    heading = "What does the victim need as a witness?"

    def lines(self):
        """Say who is eligible, and by which law."""
        return presenters.eligibility()

    def initial(self):
        """Start with what was said before."""
        found = queries.needs(self.case.pk)
        wanted = sorted(queries.wanted(self.case.pk))
        return super().initial() | {"needs": found.needs if found else [], "measures": wanted}


class OfferStatement(OnCase):
    """Offer the statement."""

    command = services.offer_statement
    form_class = forms.OfferStatement
    heading = "Victim Personal Statement"


class StatementUsed(OnCase):
    """Say what became of it."""

    command = services.record_statement_use
    form_class = forms.StatementUsed
    heading = "What became of the Victim Personal Statement?"


class TellRight(OnCase):
    """Tell of a right."""

    command = services.tell_right
    form_class = forms.TellRight
    heading = "Tell the victim of a right"

    def initial(self):
        """Start with now, and with the right that the link names."""
        return super().initial() | {"right": self.request.GET.get("right", "")}


class AskReview(OnCase):
    """Record that the victim wants a review."""

    command = services.ask_review
    form_class = forms.AskReview
    heading = "The victim wants a decision to be reviewed"


class OnHearing(OnCase):
    """A command about a hearing that stands."""

    def fetch(self, case_id, event_id):
        """Return the hearing, in a case within the reader's scope."""
        super().fetch(case_id)
        self.ids = {"case_id": case_id, "event_id": event_id}
        self.hearing = queries.hearing(self.case, event_id)
        return self.hearing

    def lines(self):
        """Say which hearing it is."""
        return [presenters.hearing_words(self.hearing.stands)]


class ChangeHearing(OnHearing):
    """List it at another time."""

    permission = Permission.CUSTODY_RECORD
    command = services.change_hearing
    form_class = forms.ChangeHearing
    heading = "The hearing is at another time or place"
    done = "It is recorded. The old time stays on record, and the victim is to be told of the new one."

    def initial(self):
        """Start with what is listed."""
        return presenters.typed(self.hearing.stands)

    def arguments(self, cleaned):
        """Return the new listing."""
        return {**self.ids, "details": cleaned}


class VacateHearing(OnHearing):
    """Record that it does not take place."""

    permission = Permission.CUSTODY_RECORD
    command = services.vacate_hearing
    form_class = forms.Reason
    heading = "The hearing does not take place"
    done = "It is recorded, and the victim is to be told."


class PrepareWitness(OnHearing):
    """Go through it with the victim."""

    command = services.prepare_witness
    form_class = forms.PrepareWitness
    heading = "Go through the hearing with the victim"


class OnContact(OnCase):
    """A command about an offer to care for a witness."""

    def fetch(self, contact_id):
        """Return the offer within the reader's scope."""
        self.ids = {"contact_id": contact_id}
        found = queries.offer(contact_id, reader=self.request.user)
        self.case = incidents.case(found.case_id, reader=self.request.user)
        self.offer = found
        return found

    def lines(self):
        """Say who asked whom, and what must be known."""
        asked = f"{self.offer.named_by} asked {self.offer.officer} to care for the victim as a witness."
        return [asked, *filter(None, [self.offer.must_know])]


class AcceptContact(OnContact):
    """Accept it."""

    command = services.accept_contact
    form_class = forms.Confirm
    heading = "Will you care for this witness?"
    button = "Accept"
    done = "You care for this witness now. What is owed to them is on your list."


class RefuseContact(OnContact):
    """Refuse it."""

    command = services.refuse_contact
    form_class = forms.Reason
    heading = "You cannot care for this witness"
    button = "Refuse"


class WithdrawContact(OnContact):
    """Take it back."""

    command = services.withdraw_contact_offer
    form_class = forms.Confirm
    heading = "Withdraw what was asked"
    button = "Withdraw it"
    done = "It is withdrawn. You can ask somebody else now."


class OnMeasure(OnCase):
    """A command about a special measure."""

    def fetch(self, special_id):
        """Return the measure within the reader's scope."""
        self.ids = {"measure_id": special_id}
        self.measure = queries.measure(special_id, reader=self.request.user)
        self.case = incidents.case(self.measure.case_id, reader=self.request.user)
        return self.measure

    def lines(self):
        """Say which measure it is, where it stands, and by which law."""
        return presenters.measure_lines(self.measure)


class ApplyForMeasure(OnMeasure):
    """Record the application."""

    command = services.apply_for_measure
    form_class = forms.ApplyForMeasure
    heading = "The special measure was applied for"


class MeasureDecision(OnMeasure):
    """Record the court's answer."""

    command = services.record_measure_decision
    form_class = forms.MeasureDecision
    heading = "The court decided on the special measure"
    done = "It is recorded, and the victim is to be told."


class TellMeasure(OnMeasure):
    """Tell the victim."""

    command = services.tell_measure
    form_class = forms.Spoken
    heading = "Tell the victim what became of the special measure"


class DropMeasure(OnMeasure):
    """Drop it."""

    command = services.drop_measure
    form_class = forms.Reason
    heading = "The special measure is no longer wanted"


class OnReview(OnCase):
    """A command about a review."""

    def fetch(self, review_id):
        """Return the review within the reader's scope."""
        self.ids = {"review_id": review_id}
        self.review = queries.review(review_id, reader=self.request.user)
        self.case = incidents.case(self.review.case_id, reader=self.request.user)
        return self.review

    def lines(self):
        """Say what is asked to be looked at again, and what was decided."""
        return [self.review.decision, *filter(None, [self.review.get_outcome_display(), self.review.reason])]


class DecideReview(OnReview):
    """Decide it."""

    permission = Permission.CASE_REVIEW
    command = services.decide_review
    form_class = forms.DecideReview
    heading = "Look again at a decision"
    button = "Decide"
    done = "It is decided, and the victim is to be told."


class TellReview(OnReview):
    """Tell the victim of it."""

    command = services.tell_review
    form_class = forms.Spoken
    heading = "Tell the victim what the review decided"
