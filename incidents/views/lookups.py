"""What answers while a call is typed: who may be meant, and what is known. Asked by post: no name is in an address."""

from django.shortcuts import render

from accounts.permissions import Permission
from core.doors import Door
from core.errors import Absent
from core.numbers import identifier
from incidents import presenters
from people import queries as people_queries

# Rows of people that are looked up on one page; more are looked up one by one, as they are typed.
ROWS_LOOKED_UP = 8


class Matches(Door):
    """The people who may be meant by one row of the call, as they are typed."""

    permission = Permission.PERSON_SEARCH

    def post(self, request, row):
        """Show the matches of one row."""
        get = lambda name: request.POST.get(f"people-{row}-{name}", "").strip()  # noqa: E731
        context = {"matches": matches_for(get, request.user), "row": row, "now": self.now}
        return render(request, "incidents/matches.html", context)


class Known(Door):
    """What is known of the address and the people as they are typed."""

    permission = Permission.CALL_LOG

    def post(self, request):
        """Show what the record knows of the people chosen so far and the address."""
        sent = [identifier(value) for name, value in request.POST.items() if name.endswith("-person_id")]
        seen = people_queries.visible_to(request.user, self.now).filter(pk__in=[pk for pk in sent if pk])
        chosen = list(seen.values_list("pk", flat=True))
        context = panel_of(request.POST, chosen, request.user, self.now) | {"now": self.now}
        return render(request, "incidents/known.html", context)


def rows_of(people, reader):
    """Return every row of people with the person chosen, or those who may be meant."""
    looked_up, rows = 0, []
    for form in people:
        row = row_context(form, reader, look=looked_up < ROWS_LOOKED_UP)
        looked_up += bool(form.is_bound and not row["chosen"])
        rows.append(row)
    return rows


def row_context(form, reader, look=True):
    """Return one row of people with the person chosen, or those who may be meant."""
    if not form.is_bound:
        return {"form": form, "chosen": None, "matches": []}
    get = lambda name: (form[name].value() or "").strip()  # noqa: E731
    if get("person_id"):
        return {"form": form, "chosen": chosen_person(get("person_id"), reader), "matches": []}
    return {"form": form, "chosen": None, "matches": matches_for(get, reader) if look else []}


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


def panel_of(data, chosen, reader, at):
    """Return what is known of the chosen people and the typed address."""
    address = people_queries.address(data.get("address", ""), data.get("postcode", ""))
    return {"known": presenters.known(chosen, address, reader, at)}
