"""Doors of children and of the directory of schools."""

from django.urls import reverse

from accounts.permissions import Permission
from children import forms, presenters, queries, services
from core.doors import CommandView, PageView
from incidents import queries as incidents
from law import children as law


class Children(PageView):
    """The children of a case: the part of each, who was told, and what social care must know and why."""

    permission = Permission.CASE_READ
    template_name = "children/children.html"

    def context(self, case_id):
        """Read the case for this reader; the reading is noted."""
        case = incidents.open_case(case_id, reader=self.request.user, at=self.now)
        return {"heading": "Children", "case": case} | presenters.page(case, self.request.user)


class OnCase(CommandView):
    """A command about the children of one case."""

    permission = Permission.CHILD_TELL

    def fetch(self, case_id, **ids):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id, **ids}
        return incidents.case(case_id, reader=self.request.user)

    def context(self):
        """Say which case it is about."""
        return {"lead": str(self.subject)}

    def cancel(self):
        """Go back to the children."""
        return reverse("children", args=[self.ids["case_id"]])


class AddChild(OnCase):
    """Name one more child."""

    command = services.add_child
    form_class = forms.AddChild
    heading = "Name a child"
    button = "Name the child"
    done = "The child is named. Say now where they were."


class NoChild(OnCase):
    """There is no child after all."""

    command = services.find_none
    form_class = forms.NoChild
    heading = "There is no child"
    done = "It is recorded."


class PlaceChild(OnCase):
    """Say where a child was and where they are taught."""

    command = services.place_child
    form_class = forms.PlaceChild
    done = "It is recorded. What follows from it stands beside the child."

    def fetch(self, case_id, person_id, incident_id=None):
        """Return the case; the child and the incident must be its own. Without one it is the latest."""
        case = super().fetch(case_id, person_id=person_id, incident_id=incident_id)
        self.child = queries.child(case.pk, person_id)
        self.incident = queries.incident_of(case.pk, incident_id, reader=self.request.user)
        return case

    def context(self):
        """Say of which incident it is asked."""
        return super().context() | {"lead": presenters.of_incident(self.subject, self.incident)}

    @property
    def heading(self):
        """Return whose part it is."""
        return f"Where was {self.child}?"

    def form_arguments(self):
        """Offer the schools of the directory."""
        return {"schools": queries.school_choices(reader=self.request.user)}

    def initial(self):
        """Start with what was said before, of this incident or of the school."""
        known = queries.schooling_for(self.child, reader=self.request.user)
        found = {"schooling": known.kind, "school_id": str(known.school_id or "")} if known else {}
        part = queries.parts_of(self.incident, self.subject.pk).get(self.child.pk)
        if part:
            found |= {name: getattr(part, name) for name in ("where", "affected", "related", "said", "concerns")}
        return found


class TellSocialCare(OnCase):
    """Record what children's social care was told."""

    command = services.tell_social_care
    form_class = forms.TellSocialCare
    template_name = "children/tell_social_care.html"
    heading = "Children's social care"
    done = "It is recorded."

    def initial(self):
        """Start with now."""
        return {"told_at": self.now}

    def context(self):
        """Show what the criteria ask for and why."""
        parts = queries.for_social_care(queries.parts(self.subject.pk), queries.latest_incident(self.subject))
        return {
            "asked_words": presenters.ASKED[
                law.asked_by(queries.grounds_for(part, self.request.user) for part in parts)
            ],
            "grounds": presenters.grounds(parts, self.request.user),
            "silence": presenters.SILENCE,
        }


class TellSchool(CommandView):
    """Record that the school of a child was told, with what may be told before one's eyes."""

    permission = Permission.CHILD_TELL
    command = services.tell_school
    form_class = forms.Telling
    template_name = "children/tell_school.html"
    heading = "Tell the school"
    done = "It is recorded. See that somebody has received it."

    def fetch(self, part_id):
        """Return the child's part within the reader's scope."""
        self.ids = {"part_id": part_id}
        return queries.part(part_id, reader=self.request.user)

    def initial(self):
        """Start with the lead of the school, and with now."""
        school = self.subject.school
        return {"told_at": self.now, "to_whom": school.lead if school else ""}

    def cancel(self):
        """Go back to the children of the case."""
        return reverse("children", args=[self.subject.case_id])

    def context(self):
        """Show what may be told, to whom, and what nobody may be told."""
        return {
            "lines": presenters.notice_lines(self.subject),
            "due_at": presenters.due_at(self.subject),
            "path": law.PATHS[self.subject.path],
            "school": self.subject.school,
            "silence": presenters.SILENCE,
        }


class Receipt(CommandView):
    """Record who has a notice."""

    permission = Permission.CHILD_TELL
    command = services.record_receipt
    form_class = forms.Receipt
    template_name = "children/receipt.html"
    heading = "Who has received it?"
    done = "The receipt is recorded."

    def fetch(self, notice_id):
        """Return the notice within the reader's scope."""
        self.ids = {"notice_id": notice_id}
        return queries.notice(notice_id, reader=self.request.user)

    def initial(self):
        """Start with now."""
        return {"received_at": self.now}

    def cancel(self):
        """Go back to the children of the case."""
        return reverse("children", args=[self.subject.case_id])


class Schools(PageView):
    """The directory of schools, and until when their terms are known."""

    permission = Permission.SCHOOL_KEEP
    template_name = "children/schools.html"

    def context(self):
        """Read the directory of the reader's force."""
        q = self.request.GET.get("school", "")[:100]
        return {
            "heading": "Schools",
            "q": q,
            "schools": queries.schools(reader=self.request.user, q=q),
            "calendars": queries.calendars(reader=self.request.user, at=self.now),
            "most": queries.SHOWN,
        }


class OnSchool(CommandView):
    """A command about one school of the directory."""

    permission = Permission.SCHOOL_KEEP

    def fetch(self, school_id):
        """Return the school of the reader's force."""
        self.ids = {"school_id": school_id}
        return queries.school(school_id, reader=self.request.user)

    @property
    def heading(self):
        """Return which school it is."""
        return str(self.subject)

    def cancel(self):
        """Go back to the directory."""
        return reverse("schools")


class Lead(OnSchool):
    """Confirm who leads on safeguarding."""

    command = services.confirm_lead
    form_class = forms.Lead
    done = "The safeguarding lead is confirmed."

    def initial(self):
        """Start with what is known."""
        return {"lead": self.subject.lead, "lead_contact": self.subject.lead_contact}


class DayOff(OnSchool):
    """Write down a day on which it is closed."""

    command = services.close_on
    form_class = forms.DayOff
    done = "The day is recorded. Notices from now on know it."
