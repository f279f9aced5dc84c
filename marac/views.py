"""Doors of MARAC for people."""

from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission
from core.doors import CommandView, PageView
from incidents import queries as incidents
from law import clocks
from marac import forms, presenters, queries, services


class Marac(PageView):
    """What waits for MARAC: referrals to list, actions to do, and the meetings."""

    permission = Permission.CASE_READ
    template_name = "marac/marac.html"

    def context(self):
        """Read what this reader may know of."""
        reader = self.request.user
        return {
            "heading": "MARAC",
            "waiting": queries.waiting(reader=reader),
            "open": queries.with_open_actions(reader=reader),
            "meetings": queries.meetings(reader=reader),
            "may_run": reader.may(Permission.MARAC_RUN) is None,
        }


class Referral(PageView):
    """One referral: every ground, what the meeting said, the actions."""

    permission = Permission.CASE_READ
    template_name = "marac/referral.html"

    def context(self, referral_id):
        """Read the referral, and write down that the reader looked."""
        reader = self.request.user
        referral = queries.open_referral(referral_id, reader=reader, at=self.now)
        return {
            "heading": "Referral to MARAC",
            "referral": referral,
            "card": presenters.card(referral, reader, self.now),
            "attempts": queries.attempts_of(referral),
        }


class Meeting(PageView):
    """The agenda of a meeting, to be read or printed."""

    permission = Permission.CASE_READ
    template_name = "marac/meeting.html"

    def context(self, meeting_id):
        """Read the agenda, and write down that the reader looked at each case on it."""
        reader = self.request.user
        meeting = queries.meeting(meeting_id, reader=reader)
        listed = queries.open_agenda(meeting, reader=reader, at=self.now)
        return {
            "heading": str(meeting),
            "meeting": meeting,
            "listings": [
                {"listing": each, "card": presenters.card(each.referral, reader, self.now)} for each in listed
            ],
            "sendings": queries.sendings_of(meeting),
            "may_run": reader.may(Permission.MARAC_RUN) is None,
            "change_owed": queries.change_owed(meeting),
        }


class Refer(CommandView):
    """Refer a case; which criteria match, and why, is shown first."""

    permission = Permission.MARAC_REFER
    command = services.refer_case
    form_class = forms.Refer
    template_name = "marac/refer.html"
    heading = "Refer to MARAC"
    button = "Refer the case"
    done = "The case is referred. Act now on what cannot wait for the meeting."

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        return incidents.case(case_id, reader=self.request.user)

    def context(self):
        """Show what speaks for a referral by itself, and a referral that waits already."""
        waiting = next(
            (each for each in queries.of_case(self.subject.pk) if each.state in ("SUBMITTED", "LISTED")), None
        )
        return {
            "grounds": queries.grounds(self.subject, judgement="", at=self.now, but=waiting),
            "waiting": waiting,
        }

    def after(self, result):
        """Show the referral."""
        return reverse("marac_referral", args=[result.pk])

    def cancel(self):
        """Go back to the case."""
        return reverse("case", args=[self.ids["case_id"]])


class OnReferral(CommandView):
    """A command about one referral."""

    template_name = "marac/on_referral.html"

    def fetch(self, referral_id):
        """Return the referral within the reader's scope."""
        self.ids = {"referral_id": referral_id}
        return queries.one(referral_id, reader=self.request.user)

    def after(self, result):
        """Go back to the referral."""
        return reverse("marac_referral", args=[self.ids["referral_id"]])

    def cancel(self):
        """Go back to the referral."""
        return reverse("marac_referral", args=[self.ids["referral_id"]])


class ListCase(OnReferral):
    """List a case for a meeting."""

    permission = Permission.MARAC_RUN
    command = services.list_case
    form_class = forms.ListCase
    heading = "List this case for a meeting"
    button = "List the case"
    done = "The case is listed."

    def form_arguments(self):
        """Offer the meetings from today on."""
        found = queries.meetings_from(clocks.london_day(self.now), reader=self.request.user)
        return {"meetings": presenters.meeting_choices(found)}


class Outcome(OnReferral):
    """Record what the meeting made of a case."""

    permission = Permission.MARAC_RUN
    command = services.record_outcome
    form_class = forms.Outcome
    heading = "Record the outcome"
    button = "Save the outcome"
    done = "The outcome is recorded, and each action stands on its owner's list."

    def form_arguments(self):
        """Offer everybody in the force who can answer for an action."""
        return {"officers": officer_choices(self.request.user)}


def officer_choices(reader):
    """Return the officers who can answer for an action, as choices."""
    return accounts.choices(queries.officers_for(reader))


class GiveAction(OnReferral):
    """Add an action to a case that was heard."""

    permission = Permission.MARAC_RUN
    command = services.give_action
    form_class = forms.GiveAction
    heading = "Add an action"
    button = "Add the action"
    done = "The action stands on its owner's list."

    def form_arguments(self):
        """Offer everybody in the force who can answer for an action."""
        return {"officers": officer_choices(self.request.user)}


class IdvaAttempt(OnReferral):
    """Record an attempt of the IDVA to reach the victim."""

    permission = Permission.MARAC_REFER
    command = services.record_idva_attempt
    form_class = forms.IdvaAttempt
    heading = "Record an attempt of the IDVA"
    done = "The attempt is recorded."

    def initial(self):
        """Start with now."""
        return {"attempted_at": self.now}


class Withdraw(OnReferral):
    """Withdraw a referral or send it back."""

    permission = Permission.MARAC_RUN
    command = services.withdraw_referral
    form_class = forms.Reason
    heading = "Withdraw this referral or send it back"
    button = "Withdraw the referral"
    done = "The referral is withdrawn."


class ActionDone(CommandView):
    """Complete an action."""

    permission = Permission.ACTION_COMPLETE
    command = services.complete_action
    form_class = forms.ActionDone
    template_name = "marac/action.html"
    heading = "Record this action as done"
    button = "Record as done"
    done = "The action is done."

    def fetch(self, action_id):
        """Return the action, with its case within the reader's scope."""
        self.ids = {"action_id": action_id}
        return queries.action(action_id, reader=self.request.user)

    def after(self, result):
        """Show the referral."""
        return reverse("marac_referral", args=[self.subject.referral_id])

    def cancel(self):
        """Show the referral."""
        return reverse("marac_referral", args=[self.subject.referral_id])


class NewMeeting(CommandView):
    """Plan a meeting."""

    permission = Permission.MARAC_RUN
    command = services.plan_meeting
    form_class = forms.NewMeeting
    heading = "Plan a meeting"
    button = "Plan the meeting"
    done = "The meeting is planned."

    def after(self, result):
        """Show the meeting."""
        return reverse("meeting", args=[result.pk])

    def cancel(self):
        """Go back to MARAC."""
        return reverse("marac")


class OnMeeting(CommandView):
    """A command about one meeting."""

    template_name = "marac/on_meeting.html"
    permission = Permission.MARAC_RUN
    form_class = forms.Sent

    def fetch(self, meeting_id):
        """Return the meeting of the reader's force."""
        self.ids = {"meeting_id": meeting_id}
        return queries.meeting(meeting_id, reader=self.request.user)

    def after(self, result):
        """Go back to the meeting."""
        return reverse("meeting", args=[self.ids["meeting_id"]])

    def cancel(self):
        """Go back to the meeting."""
        return reverse("meeting", args=[self.ids["meeting_id"]])


class AgendaSent(OnMeeting):
    """Record that the agenda was sent."""

    command = services.record_agenda_sent
    heading = "Record that the agenda was sent"
    done = "The sending of the agenda is recorded for every case on it."


class AgendaChangeTold(OnMeeting):
    """Record that the agencies know of a case that left the agenda."""

    command = services.record_agenda_change_told
    form_class = forms.ChangeTold
    heading = "A case left this agenda, because another force has it"
    done = "It is recorded who was told."


class ActionsSent(OnMeeting):
    """Record that the actions were sent."""

    command = services.record_actions_sent
    heading = "Record that the actions were sent"
    done = "The sending of the actions is recorded for every case that was heard."
