"""Doors to what was told without a case: does it concern this case, which does it concern, and what reached none."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView, PageView
from custody import forms, presenters, queries, services
from incidents.queries import moment

PAGE = 50


class AnswerMatter(CommandView):
    """Say whether an event of a matter that was not named concerns a case."""

    permission = Permission.CUSTODY_RECORD
    command = services.answer_matter
    form_class = forms.AnswerMatter
    template_name = "custody/matter.html"
    heading = "Does this concern this case?"
    done = "Your answer is recorded."

    def fetch(self, event_id, case_id):
        """Return the case within the reader's scope; keep what is asked of it."""
        self.ids = {"event_id": event_id, "case_id": case_id}
        self.question, case = queries.question(event_id, case_id, reader=self.request.user)
        return case

    def context(self):
        """Show the kind, the time and the source, and nothing else that was said of it."""
        return {
            "question": self.question,
            "event": self.question.event,
            "position": queries.position(self.subject.pk),
            "goes_free": queries.ends_shared_arrest(self.question.event, self.subject),
        }

    def cancel(self):
        """Go back to the case."""
        return f"{reverse('case', args=[self.ids['case_id']])}#custody"


class PlaceEvent(CommandView):
    """Take an event that reached no case into one, or say why it concerns none."""

    permission = Permission.CUSTODY_RECORD
    command = services.place_event
    form_class = forms.PlaceEvent
    template_name = "custody/place.html"
    heading = "Which case does this concern?"
    done = "Your answer is recorded."

    def fetch(self, event_id):
        """Return what is asked, for whoever may know of a case against this suspect."""
        self.ids = {"event_id": event_id}
        return queries.unplaced(event_id, reader=self.request.user)

    def form_arguments(self):
        """Offer the cases against the suspect that the reader may know of."""
        cases = queries.cases_to_choose(self.subject.event, reader=self.request.user)
        return {"cases": [(str(case.pk), presenters.choice_words(case)) for case in cases]}

    def context(self):
        """Show the kind, the time and the source, and which of the cases offered it names, where it names one."""
        event = self.subject.event
        named = queries.named_for(event.pk)
        offered = queries.cases_to_choose(event, reader=self.request.user) if named else []
        case = next((each for each in offered if str(each.pk) == named), None)
        return {"question": self.subject, "event": event, "named": named, "named_case": case}

    def cancel(self):
        """Go back to what reached no case."""
        return reverse("kept_events")


class Refused(CommandView):
    """What a system corrected or withdrew and what could not be taken in: look at it, and say what was done."""

    permission = Permission.CUSTODY_RECORD
    command = services.settle_message
    form_class = forms.SettleMessage
    template_name = "custody/refused.html"
    heading = "A message that could not be taken in"
    done = "It is recorded what you did."

    def fetch(self, refused_id):
        """Return the message, for whoever may know of a case that it is about."""
        self.ids = {"refused_id": refused_id}
        return queries.refused(refused_id, reader=self.request.user)

    def context(self):
        """Show what was wanted and why it was refused, beside what is on record."""
        event = self.subject.event
        known = event and queries.shown_to(event.pk, reader=self.request.user)
        return {
            "message": self.subject,
            "said": presenters.said_rows(self.subject),
            "event": known or event,
            "details": presenters.detail_rows(known) if known and not known.withdrawn_at else [],
            "case": known and queries.cases_shown(known, reader=self.request.user)[0],
        }

    def cancel(self):
        """Go back to the custody events."""
        return reverse("custody_events")


class Kept(PageView):
    """What custody, courts and prisons told us and what reached no case, newest first."""

    permission = Permission.CUSTODY_RECORD
    template_name = "custody/kept.html"

    def context(self):
        """Read a page of it within the reader's scope."""
        before = moment(self.request.GET.get("before", ""))
        found = queries.kept(reader=self.request.user, before=before, count=PAGE)
        return {
            "heading": "Events without a case",
            "events": found,
            "last": found[-1].received_at.isoformat() if len(found) == PAGE else None,
        }
