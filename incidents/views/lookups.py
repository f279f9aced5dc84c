"""What answers while a call is typed: who may be meant, and what is known. Asked by post: no name is in an address."""

from django.shortcuts import render

from accounts.permissions import Permission
from core.doors import Door
from core.errors import Absent
from core.looking import Looking
from core.numbers import identifier
from incidents import drafting, forms, presenters, queries, services
from incidents.presenters.knowledge import Typed, known, number_of, suggested
from incidents.states import Role
from law import clocks
from people import queries as people_queries
from people.states import PERSONALLY_CONNECTED

MORE = "more"
CHOOSE = "choose"
FREE = "free"
# Rows of people that are looked up on the page at once.
ROWS_LOOKED_UP = 8


def press(data):
    """Carry out in `data` a button about one row of people; return whether one was pressed."""
    if CHOOSE in data:
        row, _, person_id = data[CHOOSE].partition(":")
        data[f"people-{row}-person_id"] = person_id
    elif FREE in data:
        data[f"people-{data[FREE]}-person_id"] = ""
    elif MORE in data:
        total = drafting.count([data.get("people-TOTAL_FORMS", "")]) or 2
        data.setdefault(f"people-{total}-role", "child")
        data["people-TOTAL_FORMS"] = str(min(total + 1, drafting.ROWS))
    else:
        return False
    return True


class Matches(Door):
    """The people who may be meant by one row of the call, as they are typed."""

    permission = Permission.PERSON_SEARCH

    def post(self, request, row):
        """Show the matches of one row."""
        get = lambda name: request.POST.get(f"people-{row}-{name}", "").strip()  # noqa: E731
        looking = Looking()
        matches = matches_for(get, request.user, looking)
        context = {"matches": matches, "row": row, "unsearched": looking.failed, "now": self.now}
        return render(request, "incidents/matches.html", context)


class Row(Door):
    """One row of people after a button in it: somebody was chosen or set free, or the row is new."""

    permission = Permission.CALL_LOG

    def post(self, request, row):
        """Show the row as it stands now."""
        data = request.POST.copy()
        press(data)
        total = max(drafting.count([data.get("people-TOTAL_FORMS", "")]), row + 1)
        data["people-TOTAL_FORMS"], data["people-INITIAL_FORMS"] = str(min(total, drafting.ROWS)), "0"
        people = forms.People(data, prefix="people")
        if row >= len(people.forms):
            raise Absent()
        form = people.forms[row]
        form.is_valid()
        form.errors.clear()
        context = {"row": row_context(form, request.user, Looking()), "place": row, "people": people, "now": self.now}
        return render(request, "incidents/person_row_alone.html", context | {"grew": MORE in request.POST})


class Known(Door):
    """What is known of the address and the people as they are typed."""

    permission = Permission.CALL_LOG

    def post(self, request):
        """Show what the record knows of the people chosen so far, the numbers and the address."""
        sent = [identifier(value) for name, value in request.POST.items() if name.endswith("-person_id")]
        seen = people_queries.visible_to(request.user, self.now).filter(pk__in=[pk for pk in sent if pk])
        chosen = list(seen.values_list("pk", flat=True))
        context = panel_of(request.POST, chosen, request.user, self.now) | {"now": self.now}
        return render(request, "incidents/known.html", context)


def rows_of(people, reader):
    """Return every row of people with the person chosen, or those who may be meant."""
    looking, looked_up, rows = Looking(), 0, []
    for form in people:
        row = row_context(form, reader, looking if looked_up < ROWS_LOOKED_UP else None)
        looked_up += bool(form.is_bound and not row["chosen"])
        rows.append(row)
    return rows


def row_context(form, reader, looking):
    """Return one row of people with the person chosen, or those who may be meant; without `looking` nobody is."""
    row = {"form": form, "chosen": None, "matches": [], "unsearched": False}
    if not form.is_bound:
        return row
    get = lambda name: (form[name].value() or "").strip()  # noqa: E731
    if get("person_id"):
        return row | {"chosen": chosen_person(get("person_id"), reader)}
    if looking is None:
        return row
    before = len(looking.failed)
    matches = matches_for(get, reader, looking)
    return row | {"matches": matches, "unsearched": len(looking.failed) > before}


def chosen_person(text, reader):
    """Return the person of an identifier that a page sent, or raise Absent: none, absent and hidden look the same."""
    number = identifier(text)
    if number is None:
        raise Absent()
    return people_queries.person(number, reader=reader)


def matches_for(get, reader, looking):
    """Return the people who may be meant by what was typed in a row; nothing typed finds nobody."""
    typed = {name: get(name) for name in ("given_name", "family_name", "born_on", "phone")}
    if not any(typed.values()):
        return []

    def look():
        try:
            return people_queries.find(**typed, reader=reader, limit=5)
        except ValueError:
            return []

    return looking.ask("people", look, [])


def panel_of(data, chosen, reader, at):
    """Return what is known of the chosen people, the numbers and the address, and the grade that is suggested."""
    numbers = {number_of(data.get(name, "")) for name in data if name == "caller_number" or name.endswith("-phone")}
    address = people_queries.address(data.get("address", ""), data.get("postcode", ""))
    typed = Typed(tuple(chosen), address, tuple(sorted(numbers - {""})))
    answer = known(typed, flag_cards, reader, at)
    return {"known": answer, "suggested": suggested(facts_of(data, chosen, answer, at)) if data else None}


def flag_cards(people, *, reader, at):
    """Return the flags of some people, any record of each, as cards."""
    return presenters.flag_cards(queries.identities(people), reader=reader, at=at)


def facts_of(data, chosen, answer, at):
    """Return what the grading rules look at, from what was typed and what the record answers.

    Of the people chosen it is what the grade will rest on when the call is logged.
    """
    form = forms.LogCall(data)
    form.is_valid()
    said = {"facts": [], "violence": "", **form.cleaned_data}
    connected = said.get("connected") or connection_on_record(data)
    grave = {section["title"] for section in answer["sections"]}
    sides = (queries.identities(chosen_as(role, data, chosen)) for role in (Role.VICTIM, Role.SUSPECT))
    return (
        dict.fromkeys(said["facts"], True)
        | {
            "violence": said["violence"],
            "kind": said.get("kind") or "",
            "connected": connected,
            "domestic": connected != "NO",
            "children": said.get("children") == "LISTED" or "children_present" in said["facts"],
            "dropped": bool(said.get("dropped")),
            "firearms": "Firearms" in grave,
        }
        | services.history_before(*sides, clocks.london_day(at))
    )


def chosen_as(role, data, chosen):
    """Return those of the people chosen who have a role in what was typed."""
    names = (
        name for name in data if name.endswith("-person_id") and data.get(name.replace("person_id", "role")) == role
    )
    return {identifier(data[name]) for name in names} & set(chosen)


def connection_on_record(data):
    """Return YES when the record says that the victim and the suspect chosen are connected, else ""."""
    victim, suspect = (identifier(data.get(f"people-{place}-person_id", "")) for place in (0, 1))
    if not (victim and suspect):
        return ""
    return "YES" if people_queries.related([victim], [suspect], PERSONALLY_CONNECTED) else ""
