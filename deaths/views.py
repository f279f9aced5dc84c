"""Doors after a death."""

from django.core.paginator import Paginator
from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission, Role
from core.doors import CommandView, PageView
from core.numbers import identifier
from deaths import forms, presenters, queries, services
from deaths.states import Decision, Kind
from incidents import queries as incidents
from law import call_script, clocks


class Deaths(PageView):
    """The deaths that the force reviews, and how far each review is."""

    permission = Permission.DEATH_REVIEW
    template_name = "deaths/deaths.html"

    def context(self):
        """Read a page within the reader's scope."""
        found = Paginator(queries.latest(reader=self.request.user), queries.PAGE).get_page(self.request.GET.get("page"))
        return {"heading": "After a death", "page": found, "deaths": found.object_list}


class Death(PageView):
    """One death: what is known, who is there for the family, the review, and what it asks to be changed."""

    permission = Permission.CASE_READ
    template_name = "deaths/death.html"

    def context(self, death_id):
        """Read it for this reader; the reading is noted."""
        found = queries.open_death(death_id, reader=self.request.user, at=self.now)
        steps = list(found.steps.select_related("by").order_by("recorded_at"))
        stands = not any(each.kind == Kind.WITHDRAWN for each in steps)
        return {
            "heading": f"{found.person} has died" if stands else f"{found.person}: a death recorded by mistake",
            "death": found,
            "contact": queries.family_contact(found),
            "told": [each for each in steps if each.kind == Kind.FAMILY_TOLD],
            "steps": [each for each in steps if each.kind != Kind.FAMILY_TOLD],
            "next_steps": presenters.next_steps(found, steps),
            "recommendations": presenters.recommendations(found),
            "had_ended": [] if stands else presenters.had_ended(found, self.request.user),
            "may_record": stands and self.request.user.may(Permission.DEATH_RECORD, found.case) is None,
            "may_recommend": not any(each.decision == Decision.NO_REVIEW for each in steps),
            "may_review": stands and self.request.user.may(Permission.DEATH_REVIEW, found.case) is None,
        }


class RecordDeath(CommandView):
    """Record that somebody of a case has died."""

    permission = Permission.DEATH_RECORD
    command = services.record_death
    form_class = forms.RecordDeath
    heading = "Somebody has died"
    done = "It is recorded. What was owed to them in person has ended; name somebody who is there for the family."

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        return incidents.case(case_id, reader=self.request.user)

    def form_arguments(self):
        """Name the people of the case."""
        return {"people": queries.people_in(self.subject)}

    def after(self, result):
        """Go to the page of the death."""
        return reverse("death", args=[result.pk])

    def cancel(self):
        """Go back to the case."""
        return reverse("case", args=[self.ids["case_id"]])


class OnDeath(CommandView):
    """Something done after a death."""

    template_name = "deaths/on_death.html"
    permission = Permission.DEATH_REVIEW
    form_class = forms.Words
    done = "It is recorded."

    def fetch(self, death_id):
        """Return the death within the reader's scope."""
        self.ids = {"death_id": death_id}
        return queries.death(death_id, reader=self.request.user)

    def context(self):
        """Say whose death it is."""
        return {"death": self.subject}

    def initial(self):
        """Start with now."""
        return {"taken_at": self.now}

    def cancel(self):
        """Go back to the death."""
        return reverse("death", args=[self.subject.pk])

    def officers(self, permission):
        """Return the officers of the force who are on duty and whose role allows something as choices."""
        found = accounts.on_duty(self.request.user.posting.force_id, at=self.now)
        return accounts.choices(found, at=self.now, roles=[role for role in Role if permission in ROLES[role]])


class FamilyContact(OnDeath):
    """Name somebody who is there for the family."""

    permission = Permission.DEATH_RECORD
    command = services.name_family_contact
    form_class = forms.FamilyContact
    heading = "Who is there for the family"

    def form_arguments(self):
        """Name whoever is on duty in the force and may record that the family was told."""
        return {"officers": self.officers(Permission.DEATH_RECORD)}


class FamilyTold(OnDeath):
    """The family was told."""

    permission = Permission.DEATH_RECORD
    command = services.tell_family
    form_class = forms.FamilyTold
    heading = "The family was told"

    def initial(self):
        """Carry the event of which they were told."""
        return super().initial() | {"of": identifier(self.request.GET.get("of", ""))}


class PartnershipTold(OnDeath):
    """The partnership was told."""

    command = services.tell_partnership
    heading = "The community safety partnership was told"


class Decided(OnDeath):
    """The partnership decided."""

    command = services.record_decision
    form_class = forms.Decided
    heading = "What the partnership decided"


class Finished(OnDeath):
    """The review is finished."""

    command = services.finish_review
    heading = "The review is finished"


class Withdraw(OnDeath):
    """The record was a mistake."""

    permission = Permission.DEATH_RECORD
    command = services.withdraw_death
    form_class = forms.Why
    heading = "This record is a mistake"


class Recommend(OnDeath):
    """What the review asks to be changed."""

    command = services.make_recommendation
    form_class = forms.Recommend
    heading = "What the review asks to be changed"

    def form_arguments(self):
        """Name whoever is on duty in the force and may open the death that it is about."""
        return {"officers": self.officers(Permission.CASE_READ)}


class OnRecommendation(CommandView):
    """Something done about a recommendation, by whoever answers for it or works on reviews."""

    template_name = "deaths/on_death.html"
    permission = Permission.CASE_READ
    done = "It is recorded."

    def fetch(self, recommendation_id):
        """Return the recommendation within the reader's scope."""
        self.ids = {"recommendation_id": recommendation_id}
        return queries.recommendation(recommendation_id, reader=self.request.user)

    def context(self):
        """Say what is asked, and after whose death."""
        return {"death": self.subject.death, "recommendation": self.subject}

    def cancel(self):
        """Go back to the death."""
        return reverse("death", args=[self.subject.death_id])


class Chased(OnRecommendation):
    """Asked for evidence of the change."""

    command = services.chase_recommendation
    form_class = forms.Chased
    heading = "Evidence of change so far"


class Questions(OnRecommendation):
    """The questions of a call that a recommendation put there."""

    permission = Permission.DEATH_REVIEW
    command = services.name_questions
    form_class = forms.Questions
    heading = "Questions of a call"

    def form_arguments(self):
        """Offer the questions that stand today, and those that were named before."""
        items = call_script.script(clocks.london_day(self.now)).items
        standing = {item.code: item.text for item in items}
        return {"questions": list((standing | call_script.wording(self.subject.questions)).items())}

    def initial(self):
        """Start with those that were named before."""
        return {"questions": self.subject.questions}


class Done(OnRecommendation):
    """The change is made."""

    command = services.complete_recommendation
    form_class = forms.Done
    heading = "The change is made"
