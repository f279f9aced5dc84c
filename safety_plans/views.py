"""Doors of safety plans for people."""

from datetime import timedelta

from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission
from core import access
from core.doors import CommandView, PageView
from incidents import queries as incidents
from law import clocks
from law import measures as menu
from safety_plans import forms, policies, presenters, queries, services

ONE_WEEK = timedelta(days=7)


class Plan(PageView):
    """The plan of a case: the victim's wishes, every measure with its owner and day, and the reviews."""

    permission = Permission.CASE_READ
    template_name = "safety_plans/plan.html"

    def context(self, case_id):
        """Read the plan, and write down that the reader looked."""
        reader = self.request.user
        case, plan = queries.open_plan(case_id, reader=reader, at=self.now)
        reach = incidents.safe_contact(case, reader=reader, at=self.now)
        changed = queries.changed_since(case, plan)
        return {"heading": "Safety plan", "reach": reach, "changed": changed} | presenters.whole(
            case, plan, reader, self.now
        )


class PlanPrint(Plan):
    """The same on paper, with nothing to press."""

    template_name = "safety_plans/plan_print.html"


class OnPlan(CommandView):
    """A command about the plan of one case."""

    template_name = "incidents/on_case.html"

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        return incidents.case(case_id, reader=self.request.user)

    def after(self, result):
        """Go back to the plan."""
        return reverse("plan", args=[self.ids["case_id"]])

    def cancel(self):
        """Go back to the plan."""
        return reverse("plan", args=[self.ids["case_id"]])


class Wishes(OnPlan):
    """Write down what the victim wants."""

    permission = Permission.PLAN_WRITE
    command = services.draft_plan
    form_class = forms.Wishes
    template_name = "incidents/contact_form.html"
    heading = "What the victim wants"
    done = "What the victim wants is written down."

    def initial(self):
        """Start with what is known."""
        plan = queries.of_case(self.subject.pk)
        return {"victim_wishes": plan.victim_wishes if plan else ""}

    def context(self):
        """Show how the victim is reached safely: their wishes come from them."""
        return {
            "case": self.subject,
            "reach": incidents.safe_contact(self.subject, reader=self.request.user, at=self.now),
        }


class Propose(OnPlan):
    """Propose a measure."""

    permission = Permission.PLAN_WRITE
    command = services.propose_measure
    form_class = forms.Propose
    heading = "Propose a measure"
    button = "Propose the measure"
    done = "The measure is proposed. It stands on its owner's list until they accept or decline it."

    def initial(self):
        """Start with the measure asked for, who usually does it, and a week."""
        code = self.request.GET.get("code", "")
        return {
            "code": code if code in {each.code for each in menu.ALL} else "",
            "owner_id": usual_owners(self, [code])[code],
            "due_on": clocks.london_day(self.now) + ONE_WEEK,
            "victim_agrees": "NOT_ASKED_YET",
        }

    def form_arguments(self):
        """Offer everybody in the force who can take a measure."""
        return {"officers": officer_choices(self.request.user)}


class ProposeSet(OnPlan):
    """Propose in one go what is usual at the level and not in the plan."""

    permission = Permission.PLAN_WRITE
    command = services.propose_set
    form_class = forms.ProposeSet
    template_name = "safety_plans/propose_set.html"
    heading = "Propose the measures of the set"
    button = "Propose these measures"
    done = "The measures are proposed. Each stands on its owner's list until they accept or decline it."

    def fetch(self, case_id):
        """Return the case within the reader's scope; keep what its plan lacks."""
        case = super().fetch(case_id)
        held = queries.measures_of(queries.of_case(case.pk))
        self.lacking = queries.lacking(held, incidents.level_asked(case, self.request.user))
        return case

    def form_arguments(self):
        """Offer everybody who can take a measure, for each that the plan lacks."""
        return {"lacking": self.lacking, "officers": officer_choices(self.request.user)}

    def initial(self):
        """Start each with who usually does it, and a week."""
        owners = usual_owners(self, [each.code for each in self.lacking])
        due = clocks.london_day(self.now) + ONE_WEEK
        rows = [{f"owner_id_{code}": owner, f"due_on_{code}": due} for code, owner in owners.items()]
        return {name: value for row in rows for name, value in row.items()}

    def form(self, **arguments):
        """Return the form, kept for its rows."""
        self.shown = super().form(**arguments)
        return self.shown

    def arguments(self, cleaned):
        """Return the measures for which an officer was named."""
        return {**self.ids, "measures": self.shown.measures()}

    def context(self):
        """Say at which level, how she is reached safely, and where nothing is lacking."""
        return {
            "lacking": self.lacking,
            "withheld": self.subject.pk in access.levels_kept_from(self.request.user),
            "reach": incidents.safe_contact(self.subject, reader=self.request.user, at=self.now),
        }


def usual_owners(page, codes):
    """Return {code: who usually answers for that measure in the case of a page, else its reader}, as text."""
    reader, case = page.request.user, page.subject
    found = queries.usual_owners(case, page.now, access.level_for(case, reader), codes)
    return {code: str(owner or reader.pk) for code, owner in found.items()}


def officer_choices(reader):
    """Return the officers who can take a measure, as choices."""
    return accounts.choices(queries.officers_for(reader))


class Agree(OnPlan):
    """Agree the plan."""

    permission = Permission.PLAN_WRITE
    command = services.agree_plan
    form_class = forms.Agree
    template_name = "safety_plans/agree.html"
    heading = "Agree the safety plan"
    button = "Agree the plan"
    done = "The safety plan is agreed."

    def initial(self):
        """Start with the wishes as they are known."""
        plan = queries.of_case(self.subject.pk)
        return {"victim_wishes": plan.victim_wishes if plan else ""}

    def context(self):
        """Show what the plan still lacks before the officer tries."""
        plan = queries.of_case(self.subject.pk)
        measures = list(queries.measures_of(plan))
        return {
            "reach": incidents.safe_contact(self.subject, reader=self.request.user, at=self.now),
            "missing": queries.missing_beside(measures, incidents.level_asked(self.subject, self.request.user)),
            "lacking": queries.lacking(measures, incidents.level_asked(self.subject, self.request.user)),
            "withheld": self.subject.pk in access.levels_kept_from(self.request.user),
            "waiting": presenters.waiting(measures),
            "not_asked": [queries.title_of(each) for each in queries.not_asked(plan)] if plan else [],
        }


class Review(OnPlan):
    """Review the plan, measure by measure."""

    permission = Permission.PLAN_REVIEW
    command = services.review_plan
    form_class = forms.Review
    template_name = "safety_plans/review.html"
    heading = "Review the safety plan"
    button = "Record the review"
    done = "The review is recorded."

    def context(self):
        """Show every measure and the latest review."""
        plan = queries.of_case(self.subject.pk)
        held, _ = presenters.cards(plan, self.subject, self.request.user, self.now)
        return {"cards": held, "latest": queries.reviews_of(plan).first(), "plan": plan} | {
            "changed": queries.changed_since(self.subject, plan)
        }


class OnMeasure(CommandView):
    """A command about one measure."""

    template_name = "safety_plans/measure.html"

    def fetch(self, measure_id):
        """Return the measure, with its case within the reader's scope."""
        self.ids = {"measure_id": measure_id}
        return queries.measure(measure_id, reader=self.request.user)

    def context(self):
        """Show the measure above the form."""
        case = self.subject.plan.case
        return {"case": case, "card": presenters.card(self.subject, case, self.request.user, self.now)}

    def after(self, result):
        """Go to the plan."""
        return reverse("plan", args=[self.subject.plan.case_id])

    def cancel(self):
        """Go to the plan."""
        return reverse("plan", args=[self.subject.plan.case_id])


class Accept(OnMeasure):
    """Accept a measure."""

    permission = Permission.ACTION_COMPLETE
    command = services.accept_measure
    form_class = forms.Accept
    heading = "Accept this measure"
    button = "Accept the measure"
    done = "You accepted the measure. It is yours until it is done."


class ToCheck(PageView):
    """A few measures, drawn by lot, that are recorded as done: are they in place?"""

    permission = Permission.MEASURE_CHECK
    template_name = "safety_plans/to_check.html"

    def context(self):
        """Draw this week's lot within the reader's scope."""
        reader = self.request.user
        found = queries.sample_to_check(reader=reader, at=self.now)
        return {
            "heading": "Measures to check",
            "rows": [(each.plan.case, presenters.card(each, each.plan.case, reader, self.now)) for each in found],
        }


class Check(OnMeasure):
    """Record whether a measure that is recorded as done is in place."""

    permission = Permission.MEASURE_CHECK
    command = services.check_measure
    form_class = forms.Check
    heading = "Is this measure in place?"
    button = "Record the check"
    done = "The check is recorded."


class Decline(OnMeasure):
    """Decline a measure."""

    permission = Permission.ACTION_COMPLETE
    command = services.decline_measure
    form_class = forms.Reason
    heading = "Decline this measure"
    button = "Decline the measure"
    done = "You declined the measure. Whoever proposed it owns it again."


class Done(OnMeasure):
    """Record a measure as done, with what proves it."""

    permission = Permission.ACTION_COMPLETE
    command = services.complete_measure
    form_class = forms.Done
    heading = "Record this measure as done"
    button = "Record as done"
    done = "The measure is recorded as done."

    def form_arguments(self):
        """Offer the kinds of proof that fit this measure, and the contacts of its case's log."""
        code = self.subject.code
        found = incidents.conversations(self.subject.plan.case_id)
        contacts = [(str(each.pk), presenters.contact_words(each)) for each in found]
        return {"kinds": menu.proof_kinds(code), "unfit": policies.unfit(code), "contacts": contacts}


class NotDone(OnMeasure):
    """Say why a measure was not done."""

    permission = Permission.ACTION_COMPLETE
    command = services.mark_not_done
    form_class = forms.Reason
    heading = "This measure was not done"
    button = "Save the reason"
    done = "The reason is kept. The measure is still owed."


class ProposeAgain(OnMeasure):
    """Propose a declined measure to another owner."""

    permission = Permission.PLAN_WRITE
    command = services.propose_again
    form_class = forms.ProposeAgain
    heading = "Propose this measure again"
    button = "Propose the measure"
    done = "The measure is proposed again."

    def initial(self):
        """Start with a week."""
        return {"due_on": clocks.london_day(self.now) + ONE_WEEK}

    def form_arguments(self):
        """Offer everybody in the force who can take a measure."""
        return {"officers": officer_choices(self.request.user)}


class Remove(OnMeasure):
    """Take a measure out of the plan."""

    permission = Permission.PLAN_WRITE
    command = services.remove_measure
    form_class = forms.Reason
    heading = "Remove this measure from the plan"
    button = "Remove the measure"
    done = "The measure is removed. The risk has to be assessed again."
