"""Doors of calls and incidents for people."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import Permission
from core import access
from core.doors import CommandView, PageView
from core.errors import Absent, AlreadyDone, Refused
from core.numbers import identifier
from incidents import forms, presenters, queries, services
from people import queries as people_queries

MORE = "more"
CHOOSE = "choose"
FIND = "find"
FREE = "free"


class LogCall(CommandView):
    """Log a call: people are matched as they are typed, with JavaScript or with the button."""

    permission = Permission.CALL_LOG
    command = services.log_call
    form_class = forms.LogCall
    template_name = "incidents/log_call.html"
    heading = "Log a call"
    button = "Save the call"
    done = "The call is saved."

    def get(self, request):
        """Show the empty page with a victim and a suspect."""
        self.subject = None
        self.people = forms.People(initial=[{"role": "victim"}, {"role": "suspect"}], prefix="people")
        return self.show(self.form())

    def post(self, request):
        """Save the call, or only look: a chosen match, more rows, and searching keep what was typed."""
        self.subject, self.ids = None, {}
        data = request.POST.copy()
        looking = self.look(data)
        self.people = forms.People(data, prefix="people")
        form = self.form(data=data)
        valid = form.is_valid() and self.people.is_valid()
        if looking:
            form.errors.clear()
            return self.show(form)
        if not valid:
            return self.show(form, status=422)
        try:
            incident = services.log_call(by=request.user, at=self.now, **self.arguments_of(form))
        except AlreadyDone as already:
            return self.saved(already.entry.subject_id)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            return self.show(form, status=409)
        return self.saved(incident.pk)

    def look(self, data):
        """Carry out a button that only looks; return whether one was pressed."""
        prefix = "people"
        if CHOOSE in data:
            row, _, person_id = data[CHOOSE].partition(":")
            data[f"{prefix}-{row}-person_id"] = person_id
        elif FREE in data:
            data[f"{prefix}-{data[FREE]}-person_id"] = ""
        elif MORE in data:
            total = int(data.get(f"{prefix}-TOTAL_FORMS") or 2)
            data[f"{prefix}-{total}-role"] = "child"
            data[f"{prefix}-TOTAL_FORMS"] = str(min(total + 1, 60))
        elif FIND not in data:
            return False
        return True

    def arguments_of(self, form):
        """Return the command's keywords from the form and its rows of people."""
        cleaned = form.cleaned_data
        kept = (
            "command_id channel caller_number dropped address postcode what kind connected children "
            "grade grade_note reported_at"
        ).split()
        return {name: cleaned[name] for name in kept} | {
            "people": self.people.rows(),
            "facts": form.facts_given(),
        }

    def saved(self, incident_id):
        """Show the incident, with what it raised, as the page that confirms the save."""
        messages.success(self.request, self.done)
        if not queries.incidents_visible_to(self.request.user, self.now).filter(pk=incident_id).exists():
            # It belongs to a case that is not for this reader: the call is kept, and its owner has it.
            return redirect("work")
        return redirect("incident", incident_id)

    def context(self):
        """Return the rows, their matches and what is known of those chosen."""
        rows = [row_context(form, self.request.user) for form in self.people]
        chosen = [row["chosen"].pk for row in rows if row["chosen"]]
        return {"people": self.people, "rows": rows, **panel_of(self.request, chosen, self.now)}


def row_context(form, reader):
    """Return one row of people with the person chosen, or those who may be meant."""
    if not form.is_bound:
        return {"form": form, "chosen": None, "matches": []}
    get = lambda name: (form[name].value() or "").strip()  # noqa: E731
    if get("person_id"):
        return {"form": form, "chosen": chosen_person(get("person_id"), reader), "matches": []}
    return {"form": form, "chosen": None, "matches": matches_for(get, reader)}


def chosen_person(text, reader):
    """Return the person of an identifier that a page sent, or raise Absent: none, absent and hidden look the same."""
    number = identifier(text)
    if number is None:
        raise Absent()
    return people_queries.person(number, reader=reader)


def matches_for(get, reader):
    """Return the people who may be meant by what was typed in a row; nothing typed finds nobody."""
    typed = {name: get(name) for name in ("given_name", "family_name", "born_on", "phone")}
    if not any(typed.values()):
        return []
    try:
        return people_queries.find(**typed, reader=reader, limit=5)
    except ValueError:
        return []


def panel_of(request, chosen, at):
    """Return what is known of the chosen people and the typed address."""
    data = request.POST or request.GET
    address = people_queries.address(data.get("address", ""), data.get("postcode", ""))
    return {"known": presenters.known(chosen, address, request.user, at)}


class Matches(PageView):
    """The people who may be meant by one row of the call, as they are typed."""

    permission = Permission.PERSON_SEARCH
    template_name = "incidents/matches.html"

    def context(self, row):
        """Return the matches of one row."""
        get = lambda name: self.request.GET.get(f"people-{row}-{name}", "").strip()  # noqa: E731
        return {"matches": matches_for(get, self.request.user), "row": row}


class Known(PageView):
    """What is known of the address as it is typed."""

    permission = Permission.CALL_LOG
    template_name = "incidents/known.html"

    def context(self):
        """Return what the record knows of the people chosen so far and the address."""
        sent = [identifier(value) for name, value in self.request.GET.items() if name.endswith("-person_id")]
        seen = people_queries.visible_to(self.request.user, self.now).filter(pk__in=[pk for pk in sent if pk])
        return panel_of(self.request, list(seen.values_list("pk", flat=True)), self.now)


class Incident(PageView):
    """One incident: what is known, its grade and why, what was raised, and its cases."""

    permission = Permission.CASE_READ
    template_name = "incidents/incident.html"

    def context(self, incident_id):
        """Read the incident for this reader."""
        incident = queries.incident(incident_id, reader=self.request.user)
        pairs = list(queries.visible_pairs(incident, reader=self.request.user))
        for pair in pairs:
            access.note(self.request.user, "incident", case_id=pair.case_id, subject_id=incident.pk, at=self.now)
        people = {person for pair in pairs for person in (pair.victim_id, pair.suspect_id)}
        return {
            "heading": f"Incident {incident.number}",
            "incident": incident,
            "pairs": pairs,
            "people": presenters.people_in(incident),
            "flags": presenters.flag_cards(people, reader=self.request.user, at=self.now) if people else [],
            "raised": queries.raised_by(incident, reader=self.request.user),
            "may_attend": self.request.user.may(Permission.ATTEND) is None,
            "may_regrade": self.request.user.may(Permission.CALL_REGRADE) is None,
        }


class OnIncident(CommandView):
    """A command about one incident."""

    def fetch(self, incident_id):
        """Return the incident within the reader's scope."""
        self.ids = {"incident_id": incident_id}
        return queries.incident(incident_id, reader=self.request.user)

    def after(self, result):
        """Go back to the incident."""
        return reverse("incident", args=[self.ids["incident_id"]])

    def cancel(self):
        """Go back to the incident."""
        return reverse("incident", args=[self.ids["incident_id"]])


class Attend(OnIncident):
    """Record attendance."""

    permission = Permission.ATTEND
    command = services.record_attendance
    form_class = forms.RecordAttendance
    template_name = "incidents/attend.html"
    heading = "Record attendance"
    done = "Attendance is recorded. You own this case until somebody accepts it from you."

    def initial(self):
        """Start with now."""
        return {"arrived_at": self.now, "children": self.subject.children}

    def after(self, result):
        """Go on to the case."""
        return reverse("case", args=[queries.case_ids_of(self.subject)[0]])


class Regrade(OnIncident):
    """Change the grade."""

    permission = Permission.CALL_REGRADE
    command = services.regrade
    form_class = forms.Regrade
    heading = "Change the grade"
    done = "The grade is changed."

    def initial(self):
        """Start with what holds."""
        return {"connected": self.subject.connected, "grade": self.subject.grade}
