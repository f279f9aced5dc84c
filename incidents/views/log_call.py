"""The page on which a call is logged. Whatever is pressed, what was typed is kept."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import Permission
from core import heartbeat
from core.doors import CommandView
from core.errors import AlreadyDone, Refused
from core.numbers import identifier
from incidents import drafting, forms, presenters, queries, services
from incidents.views.drafts import as_base, compared, next_base, posted, restored
from incidents.views.lookups import panel_of, press, rows_of

FIND = "find"
KEEP = "keep"
SETTLE = "settle"
NOT_SEARCHED = (
    "Whether somebody in this call is on record twice could not be looked up in time. It is looked up again by itself; "
    "look for earlier records by hand if you need them now."
)


class LogCall(CommandView):
    """Log a call: people are matched as they are typed, with JavaScript or with the button."""

    permission = Permission.CALL_LOG
    command = services.log_call
    form_class = forms.LogCall
    template_name = "incidents/log_call.html"
    heading = "Log a call"
    button = "Save the call"
    done = "The call is saved."
    draft = kept = None

    def get(self, request):
        """Show the empty page with a victim and a suspect."""
        self.subject, self.data, self.base = None, {}, {}
        self.people = forms.People(initial=[{"role": "victim"}, {"role": "suspect"}], prefix="people")
        return self.show(self.form())

    def post(self, request):
        """Begin with the draft of this page, if there is one yet."""
        page_id = identifier(request.POST.get("command_id")) or uuid.uuid4()
        self.draft_id = drafting.draft_id(request.user.pk, page_id)
        self.draft = queries.draft_or_none(self.draft_id, reader=request.user)
        return self.take(request)

    def take(self, request):
        """Save the call, or only look: a chosen match, more rows, and searching keep what was typed."""
        self.subject, self.ids = None, {}
        self.data = posted(request)
        self.data["command_id"] = str(self.draft_id)
        self.base = drafting.read_base(self.data.get("draft_base"))
        if gone := self.gone():
            return gone
        looking = self.look()
        refusal = self.keep() if looking or self.draft else None
        form = self.bound()
        if refusal:
            form.add_error(None, refusal.sentence)
            return self.show(form, status=409)
        if KEEP in request.POST and not self.kept.merged.conflicts:
            messages.success(request, "The draft is kept. It is no call yet: log it, or say why it is none.")
            return redirect("call_draft", self.draft_id)
        if looking or self.kept and self.kept.merged.conflicts:
            quiet(form, self.people)
            return self.show(form, status=200 if looking else 409)
        return self.log(form)

    def gone(self):
        """Return the way on from a draft that became a call or was discarded, else None."""
        if self.draft is None or not (self.draft.incident_id or self.draft.discarded_at):
            return None
        if self.draft.incident_id:
            messages.info(self.request, "This call is logged already; here it is.")
            return self.to_incident(self.draft.incident_id)
        messages.info(self.request, f"This unfinished call was discarded: {self.draft.discard_reason}")
        return redirect("call_drafts")

    def look(self):
        """Carry out a button that only looks; return whether one was pressed."""
        if SETTLE in self.data:
            self.settle(*self.data[SETTLE].rpartition(":")[::2])
            return True
        return press(self.data) or FIND in self.data or KEEP in self.data

    def settle(self, name, choice):
        """Take mine, theirs or both where two hands disagreed; from now the page stands on theirs."""
        theirs = self.draft.content.get(name, []) if self.draft else []
        mine = self.data.getlist(name)
        self.base[name] = theirs
        if choice == "theirs":
            self.data.setlist(name, theirs)
        elif choice == "both":
            self.data.setlist(name, [("\n" if name == "what" else " / ").join([*mine, *theirs])])

    def keep(self):
        """Put what this page holds into the draft, and take into this page what others typed; or return the refusal."""
        content = drafting.typed(self.data.lists())
        try:
            self.kept = services.save_draft(
                draft_id=self.draft_id, content=content, base=self.base, by=self.request.user, at=self.now
            )
        except Refused as refusal:
            return refusal
        merged = self.kept.merged
        mine = {name: values for name, (_, values) in merged.conflicts.items()}
        self.draft = self.kept.draft
        self.base = next_base(self.base, merged)
        self.data = restored({**merged.content, **mine}, self.draft_id)
        return None

    def bound(self):
        """Return the form with what was typed, and keep its rows of people."""
        self.people = forms.People(self.data, prefix="people")
        return self.form(data=self.data)

    def log(self, form):
        """Log the call; when the answer is no, everything typed stays, on the page and in the draft."""
        if not all([form.is_valid(), self.people.is_valid()]):
            return self.refused(form, 422)
        try:
            incident = services.log_call(by=self.request.user, at=self.now, **self.arguments_of(form))
        except AlreadyDone as already:
            return self.saved(already.entry.subject_id)
        except Refused as refusal:
            self.draft = queries.draft_or_none(self.draft_id, reader=self.request.user)
            if gone := self.gone():
                return gone
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            return self.refused(form, 409)
        if not getattr(incident, "searched", True):
            messages.warning(self.request, NOT_SEARCHED)
        if form.cleaned_data["dropped"]:
            messages.warning(self.request, "The call was cut off. Look at its grade again now: keep it, or change it.")
            self.say_silence()
            return redirect("regrade", incident.pk)
        return self.saved(incident.pk)

    def refused(self, form, status):
        """Show the form with what is wrong, and see that a draft of it is kept."""
        if self.kept is None and (refusal := self.keep()):
            form.add_error(None, refusal.sentence)
        return self.show(form, status=status)

    def arguments_of(self, form):
        """Return the command's keywords from the form and its rows of people."""
        cleaned = form.cleaned_data
        kept = (
            "command_id channel caller_number dropped address postcode what kind connected children "
            "grade grade_note reported_at"
        ).split()
        return {name: cleaned[name] for name in kept} | {
            "draft_id": self.draft_id,
            "people": self.people.rows(),
            "facts": form.facts_given(),
            "thrive": form.thrive_given(),
            "script": form.script_given(),
        }

    def saved(self, incident_id):
        """Show the incident, with what it raised, as the page that confirms the save."""
        messages.success(self.request, self.done)
        self.say_silence()
        return self.to_incident(incident_id)

    def say_silence(self):
        """Say on the page that confirms the save what does not happen by itself while the background is silent."""
        if silence := heartbeat.warning(self.now):
            messages.warning(self.request, silence)

    def to_incident(self, incident_id):
        """Go to the incident where this reader may see it."""
        if not queries.incidents_visible_to(self.request.user, self.now).filter(pk=incident_id).exists():
            # It belongs to a case that is not for this reader: the call is kept, and its owner has it.
            return redirect("work")
        return redirect("incident", incident_id)

    def context(self):
        """Return the rows, their matches, what is known of those chosen, and where the draft stands."""
        reader = self.request.user
        rows = rows_of(self.people, reader)
        chosen = [row["chosen"].pk for row in rows if row["chosen"]]
        unfinished = presenters.drafts(queries.open_drafts(reader=reader), reader) if self.draft is None else []
        return {
            "people": self.people,
            "rows": rows,
            "draft": self.draft,
            "draft_base": as_base(self.base),
            "address": self.draft and reverse("call_draft", args=[self.draft.pk]),
            "saves": reverse("call_draft_save", args=[self.draft.pk]) if self.draft else reverse("call_draft_begin"),
            "conflicts": compared(self.kept, self.form_class(), self.people, reader) if self.kept else [],
            "unfinished": unfinished,
            "asks_at_once": self.draft is not None and self.request.method == "GET",
            **(panel_of(self.data, chosen, reader, self.now) if self.request.method == "POST" else {}),
        }


class Draft(LogCall):
    """Go on with a call that was begun, whoever began it."""

    def get(self, request, call_draft_id):
        """Show the page as it was left."""
        self.subject = None
        self.begin(call_draft_id)
        if gone := self.gone():
            return gone
        self.base, self.data = self.draft.content, restored(self.draft.content, call_draft_id)
        form = self.bound()
        quiet(form, self.people)
        return self.show(form)

    def post(self, request, call_draft_id):
        """Go on with it."""
        self.begin(call_draft_id)
        return self.take(request)

    def begin(self, call_draft_id):
        """Fetch the draft within the reader's scope."""
        self.draft_id = call_draft_id
        self.draft = queries.draft(call_draft_id, reader=self.request.user)


def quiet(form, people):
    """Let a page that only looks show no faults yet."""
    for each in (form, *people):
        each.is_valid()
        each.errors.clear()
