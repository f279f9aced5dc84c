"""Doors to one person: search, page, connections, merges, protected address."""

from django.shortcuts import render
from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission
from core.doors import CommandView, PageView
from people import forms, presenters, queries, services


class Search(PageView):
    """Find somebody. What is typed is posted, so that no name stands in an address."""

    permission = Permission.PERSON_SEARCH
    template_name = "people/search.html"

    def get(self, request):
        """Show the empty form."""
        return self.show(forms.Search())

    def post(self, request):
        """Show the people who may be meant; with htmx only their list, as it is typed."""
        form = forms.Search(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        asked = any(form.cleaned_data.values())
        found = queries.find(**form.cleaned_data, reader=request.user, at=self.now) if asked else None
        if found:
            presenters.with_markers(found, request.user, self.now)
        return self.show(form, found=found)

    def show(self, form, status=200, found=None):
        """Render the page, or its list alone."""
        name = "people/found.html" if self.request.htmx else self.template_name
        context = {"heading": "Search people", "form": form, "found": found, "now": self.now}
        return render(self.request, name, context, status=status)


class Person(PageView):
    """What is known of one person."""

    permission = Permission.PERSON_SEARCH
    template_name = "people/person.html"

    def context(self, person_id):
        """Read the person with everything that belongs to them."""
        reader = self.request.user
        person, records = queries.profile(person_id, reader, self.now)
        head = next((each for each in records if each.pk == person.identity_id), person)
        safe_address = queries.safe_address(head, reader, self.now)
        ways = (
            ("Record a connection", "person_link", Permission.PERSON_LINK),
            ("Set a marker", "marker_set", Permission.MARKER_SET),
            ("Merge with another record", "person_merge", Permission.PERSON_MERGE),
            ("Record a protected address", "person_safe_address", Permission.SAFE_ADDRESS_SEE),
            ("I know this person, or am this person", "person_tie", Permission.PERSON_SEARCH),
        )
        members, crowded = queries.household(records, reader, self.now)
        return {
            "markers": presenters.markers_of(records, reader, self.now),
            "may_mark": reader.may(Permission.MARKER_SET) is None,
            "household": members,
            "crowded": crowded,
            "heading": "Person",
            "person": head,
            "rows": presenters.facts_of(head, records, safe_address),
            "connections": presenters.connections(records, reader, self.now),
            **presenters.from_above(head, reader, self.now),
            "merges": queries.merges_of(each.pk for each in records),
            "may_unmerge": reader.may(Permission.PERSON_MERGE) is None,
            "ways": [
                (words, reverse(name, args=[head.pk])) for words, name, needed in ways if reader.may(needed) is None
            ],
        }


class AboutPerson(CommandView):
    """A command about one person; afterwards we are back on that person's page."""

    def fetch(self, person_id):
        """Return the person in hand."""
        self.ids = {"person_id": person_id}
        return queries.person(person_id, self.request.user, self.now)

    def cancel(self):
        """Lead back to the person."""
        return reverse("person", args=[self.subject.pk])

    def after(self, result):
        """Show the person."""
        return self.cancel()

    def context(self):
        """Say whom this is about."""
        return {"lead": str(self.subject)}


class AboutTwo(AboutPerson):
    """A command about this person and another, who may be among those that are like this one."""

    def form_arguments(self):
        """Offer those who are like this person."""
        return {"alike": presenters.alike(self.subject, self.request.user, self.now)}


class MergePeople(AboutTwo):
    """Find that another record is the same person."""

    permission = Permission.PERSON_MERGE
    command = services.merge_people
    form_class = forms.MergePeople
    heading = "Merge with another record"
    button = "Merge"
    done = "The records are now known to be one person."

    def arguments(self, cleaned):
        """Keep this record and merge the other into it."""
        return {"keep_id": self.subject.pk, "merge_id": cleaned["other_id"], "reason": cleaned["reason"]}


class UnmergePeople(AboutPerson):
    """Find that a record is not the same person after all."""

    permission = Permission.PERSON_MERGE
    command = services.unmerge_people
    form_class = forms.UnmergePeople
    heading = "Undo a merge"
    button = "Undo the merge"
    done = "The records are as they were before the merge."


class LinkPeople(AboutPerson):
    """Record what another person is to this one."""

    permission = Permission.PERSON_LINK
    command = services.link_people
    form_class = forms.LinkPeople
    heading = "Record a connection"
    done = "Connection recorded."

    def arguments(self, cleaned):
        """The other person is the <kind> of this one."""
        return {"of_id": cleaned.pop("other_id"), "to_id": self.subject.pk, **cleaned}


class RecordSafeAddress(AboutPerson):
    """Record a protected address in place of an earlier one."""

    permission = Permission.SAFE_ADDRESS_SEE
    command = services.record_safe_address
    form_class = forms.SafeAddress
    heading = "Record a protected address"
    done = "Protected address recorded."


class DeclareTie(AboutPerson):
    """Say that one is this person or near to them, or that a colleague is."""

    permission = Permission.PERSON_SEARCH
    command = services.declare_tie
    form_class = forms.DeclareTie
    heading = "Do you know this person?"
    button = "Declare it"
    done = "It is recorded. No case of this person can be opened with that account any more."

    def form_arguments(self):
        """Let those who may do so name a colleague."""
        reader = self.request.user
        if reader.may(Permission.TIE_RECORD):
            return {}
        return {"officers": accounts.choices(queries.colleagues(reader, self.now), at=self.now)}

    def after(self, result):
        """Go to the work list: the person may be out of sight now."""
        return reverse("work")
