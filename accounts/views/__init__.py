"""Doors of signing in and of postings."""

from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.core.paginator import Paginator
from django.urls import reverse

from accounts import forms, presenters, queries, services, throttle
from accounts.permissions import ROLES, Permission, Role
from core.choosing import fitting
from core.doors import OPEN, CommandView, PageView


class SignIn(LoginView):
    """Sign in; after five failures in a quarter of an hour the name has to wait."""

    permission = OPEN
    authentication_form = forms.SignIn
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        """Try to sign in, unless this name has failed too often."""
        name = request.POST.get("username", "")
        if throttle.waits(name):
            form = self.get_form()
            form.add_error(None, "Too many failed attempts. Wait a quarter of an hour, or ask your administrator.")
            return self.render_to_response(self.get_context_data(form=form), status=429)
        response = super().post(request, *args, **kwargs)
        throttle.note(name, failed=response.status_code != 302)
        return response


class Postings(PageView):
    """Who is posted where, now."""

    permission = Permission.POSTING_GRANT
    template_name = "accounts/postings.html"

    def context(self):
        """List the officers of the reader's force with their postings."""
        posts = queries.postings(self.request.user.posting.force_id, at=self.now)
        q = self.request.GET.get("q", "")
        found = [post for post, _ in fitting(q, [(post, ", ".join(queries.words_for(post))) for post in posts])]
        return {
            "heading": "Postings",
            "q": q,
            "page": Paginator(found, queries.PAGE).get_page(self.request.GET.get("page")),
            "unposted": queries.unposted(at=self.now),
        }


class HandsOver(CommandView):
    """A command that gives what an officer holds to a deputy: the page says how much it is, and then who has it."""

    template_name = "accounts/hands_over.html"

    def after(self, result):
        """Say how much the deputy received and who has the rest, and go where 'Cancel' leads."""
        why = self.because(result)
        for sentence in (*presenters.received(why, self.now), *presenters.elsewhere([why]).get(why, ())):
            messages.info(self.request, sentence)
        return self.cancel()

    def giver(self):
        """Return whose it is."""
        return getattr(self.subject, "officer", self.subject)

    def context(self):
        """Say whose it is, and how much."""
        return {"lead": str(self.giver()), "holds": presenters.holds(self.giver(), self.now)}

    def because(self, result):
        """Return the id of the posting, absence or officer because of which it moved."""
        return result.pk


class GrantPosting(HandsOver):
    """Post an officer to a unit."""

    permission = Permission.POSTING_GRANT
    command = services.grant_posting
    form_class = forms.GrantPosting
    heading = "Grant a posting"
    button = "Grant the posting"
    done = "The posting is granted."

    def fetch(self, officer_id):
        """Return an officer of the force, or one without a posting."""
        self.ids = {"officer_id": officer_id}
        return queries.officer_to_post(officer_id, reader=self.request.user, at=self.now)

    def form_arguments(self):
        """Offer the units of the force."""
        units = queries.units(self.request.user.posting.force_id)
        return {"units": [(str(unit.pk), str(unit)) for unit in units], "officers": deputies(self, self.subject.pk)}

    def because(self, result):
        """Return the posting that ended with this one's beginning; where there was none, nothing moved."""
        before = queries.posting_before(result)
        return before.pk if before else result.pk

    def cancel(self):
        """Go back to the list."""
        return reverse("postings")


def deputies(view, officer_id):
    """Return as choices who is on duty and may stand in: who may own cases, or is in the officer's own role."""
    found = queries.on_duty(view.request.user.posting.force_id, at=view.now)
    return queries.choices(found, at=view.now, but=officer_id, roles=stand_ins(officer_id, view.now))


def stand_ins(officer_id, at):
    """Return the roles that can take what an officer holds."""
    post = queries.posting_of(officer_id, at)
    return [role for role in Role if Permission.CASE_ACCEPT in ROLES[role] or (post and role == post.role)]


class EndPosting(HandsOver):
    """End a posting; what its officer holds goes to a deputy."""

    permission = Permission.POSTING_GRANT
    command = services.end_posting
    form_class = forms.EndPosting
    heading = "End this posting"
    button = "End the posting"
    done = "The posting is ended."

    def fetch(self, posting_id):
        """Return a posting of the force."""
        self.ids = {"posting_id": posting_id}
        return queries.posting_to_end(posting_id, reader=self.request.user)

    def form_arguments(self):
        """Offer who may stand in."""
        return {"officers": deputies(self, self.subject.officer_id)}

    def cancel(self):
        """Go back to the list."""
        return reverse("postings")
