"""Words for what happens to a suspect, and custody's part of the case page."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from core.journal_queries import duty_json
from custody import details as detail_table
from custody import events, fold, policies, queries
from custody.presenters.asking import asked_of, terms_typed, typed
from custody.states import ON_LICENCE, ORDERS_OF_COURT, Kind, Order, Rank, Status
from custody.wording import SENTENCES, asked_words, choice_words, condition_words, said_rows, shown
from law import bail
from law.feeds import RHYTHMS

__all__ = [
    "SENTENCES",
    "WAYS",
    "asked_of",
    "choice_words",
    "event_json",
    "panel",
    "said_rows",
    "terms_typed",
    "typed",
]


NO_CONDITIONS = "Nothing. Released under investigation there are no conditions."
# What was said of one victim does not stand in the case of another.
NOT_HERE = "Kept with the message, since it may be of others as well."
MOST_ORDERS = 200
MOST_TELLINGS = 50


def way_to_tell(duty):
    """Return the page on which the telling of an event or of the end of a case is recorded, else the case."""
    if duty.subject_type == "incidents.case":
        return reverse("contact_record", args=[duty.case_id])
    if duty.subject_type != "custody.custodyevent":
        return reverse("case", args=[duty.case_id])
    return reverse("victim_told", args=[duty.subject_id, duty.case_id])


def way_to_record(kind):
    """Return the way to the page on which an event of a kind is recorded."""
    return lambda duty: f"{reverse('custody_event', args=[duty.case_id])}?{urlencode({'kind': kind})}"


WAYS = {
    events.VICTIM_TOLD: way_to_tell,
    events.VICTIM_CONTACT_OWNER_NAMED: lambda duty: reverse("victim_contact_owner", args=[duty.case_id]),
    events.CHARGED: lambda duty: reverse("custody_event", args=[duty.case_id]),
    events.NOTICE_CONSIDERED: way_to_record(Kind.NOTICE_CONSIDERED),
    events.ORDER_MADE: lambda duty: reverse("order_record", args=[duty.case_id]),
    events.ADDRESS_NOTIFIED: way_to_record(Kind.ADDRESS_NOTIFIED),
    events.FEED_HEARD: lambda duty: reverse("feeds"),
    events.COURT_HEARD: way_to_record(Kind.COURT_HEARD),
    events.VCS_REFERRED: way_to_record(Kind.VCS_REFERRED),
    events.RELEASE_DATE_KNOWN: way_to_record(Kind.RELEASE_DATE_KNOWN),
    events.MATTER_TAKEN: lambda duty: reverse("event_matter", args=[duty.subject_id, duty.case_id]),
    events.MESSAGE_SETTLED: lambda duty: reverse("refused_message", args=[duty.subject_id]),
    events.EVENT_PLACED: lambda duty: reverse("event_place", args=[duty.subject_id]),
    events.ADDRESS_LOOKED_AT: lambda duty: reverse("address_look", args=[duty.subject_id]),
    events.ADDRESS_TOLD: lambda duty: reverse("address_told", args=[duty.subject_id]),
}


def titles(event_ids):
    """Return the kind, time and source of those events of which it is still asked which case they concern."""
    return {pk: asked_words(event) for pk, event in queries.titles_asked(event_ids).items()}


NAMES = {"custody.custodyevent": titles, queries.ADDRESS_LOOK: queries.titles_of_looks}
# Of the duties about such a thing only these are given its title.
NAMED = {"custody.custodyevent": ("WHICH_MATTER", "PLACE_EVENT")}


def contact_log(case_id):
    """Return the tellings of a case as rows of its contact log."""
    return [
        {
            "pk": notice.pk,
            "told_of": notice.event.get_kind_display(),
            "reached": notice.reached,
            "get_channel_display": notice.get_method_display(),
            "tried_by": notice.told_by,
            "tried_at": notice.told_at,
            "what_said": notice.what_said,
            "safe_how": notice.safe_how,
            "exception_reason": notice.exception_reason,
        }
        for notice in queries.notices(case_id)[:MOST_TELLINGS]
    ]


def detail_rows(event):
    """Return the details of an event as (key, value) in words, conditions as {"lines": one for each}."""
    rows = []
    details = queries.details_shown(event)
    for name, value in details.items():
        if name in detail_table.NUMBERS or (name == "authorised_rank" and "authorised_by_name" in details):
            continue
        if (name, value) == ("conditions", []) and is_no_licence(event):
            continue
        if name in detail_table.YES_OR_NO:
            value, name = detail_table.YES_OR_NO[name][not value], name
            rows += [("", value)] if value else []
        elif name == "authorised_by_name" and "authorised_rank" in details:
            rows.append((detail_table.DETAIL_WORDS[name], f"{value}, {Rank(details['authorised_rank']).label.lower()}"))
        elif name in detail_table.TERMS:
            rows.append(
                (detail_table.TERMS[name], {"lines": [condition_words(each) for each in value]} if value else "None")
            )
        elif name in detail_table.CODES:
            in_words = value == "OTHER" and f"{name}_text" in details
            rows += [] if in_words else [(detail_table.DETAIL_WORDS[name], detail_table.CODES[name](value).label)]
        else:
            rows.append((detail_table.DETAIL_WORDS.get(name, name.replace("_", " ").capitalize()), shown(name, value)))
    return rows + kept_back(event, len(details) < len(event.details))


def kept_back(event, words):
    """Return the row that says where the words of an event are, where some are kept back from its cases."""
    if not words:
        return []
    ask = f"{event.recorded_by}" if event.source == "OFFICER" else f"{event.source} for number {event.source_event_id}"
    return [("Words", f"{NOT_HERE} Ask {ask}.")]


def why_withdrawn(event):
    """Return why an event was withdrawn, as its cases show it."""
    return NOT_HERE if event.withdrawn_at and queries.words_kept_back(event) else event.withdrawn_reason


def is_no_licence(event):
    """Say whether an event is a release without conditions of its own: bail or an order may hold him all the same."""
    return event.kind == Kind.RELEASED and event.details.get("route") not in ON_LICENCE


def listed(rows):
    """Return the events of a list with the words of what is still owed for each."""
    for row in rows:
        row.owed_words = [duty_json(duty)["what"] for duty in row.owed]
        row.late_at = min((duty.due_at for duty in row.owed), default=None)
    return rows


def bail_steps(events, position):
    """Return who may still extend the police bail in force, until when: [(words, last day)]; the court comes last."""
    start = queries.bail_counts_from(events)
    if position.status != Status.PRE_CHARGE_BAIL or start is None:
        return []
    complex_case = any(each.details.get("exceptionally_complex") for each in events if not each.withdrawn_at)
    steps = bail.steps_left(start, position.bail_ends_on, complex_case)
    return [(policies.article(rank), last) for rank, last in steps] + [("a magistrates' court", None)]


def panel(case, reader, at):
    """Return where the suspect stands, what is in force, what happened, and of what the victim was told."""
    position = queries.position(case.pk)
    told = {}
    for notice in queries.notices(case.pk):
        told.setdefault(notice.event_id, []).append(notice)
    owed = owed_of(case)
    may = case.state == "OPEN" and reader.may("CUSTODY_RECORD", case) is None
    events_of = queries.events_in(case)
    # Nobody is named before a sentence.
    sentenced = any(each.kind == Kind.SENTENCED for each in events_of)
    on_bail = position.status in (Status.PRE_CHARGE_BAIL, Status.CHARGED_COURT_BAIL)
    return {
        "id": "custody",
        "title": "Where the suspect stands",
        "template": "custody/panel.html",
        "case": case,
        "position": position,
        "earlier": position.beneath and Status(position.beneath["status"]).label,
        "earlier_since": position.beneath and datetime.fromisoformat(position.beneath["since"]),
        "bail_is_over": queries.bail_is_over(position, at),
        "live": groups_of(position, at),
        "run_out": [(Order(code).label, last) for code, last in queries.run_out(position, at)],
        "nothing": NO_CONDITIONS if position.status == Status.UNDER_INVESTIGATION else "No conditions are on record.",
        "rows": [
            {
                "event": each,
                "details": detail_rows(each),
                "why": why_withdrawn(each),
                "told": told.get(each.pk, []),
                "owed": owed.get(each.pk, []),
            }
            for each in events_of
        ],
        "contact_owner": queries.contact_owner(case.pk) if sentenced else None,
        "asked": queries.questions_in(case) if case.state == "OPEN" else [],
        "may_record": may,
        "may_tell": reader.may("VICTIM_TELL", case) is None,
        "on_bail": on_bail,
        "orders": orders_to_vary(position),
        "steps": bail_steps(events_of, position),
        "on_police_bail": position.status == Status.PRE_CHARGE_BAIL,
        "now": at,
    }


def owed_of(case):
    """Return {event id: what the victim is still to be told of it, as (words, due time), the first due first}.

    Of one event she may have to hear more than once, as of an order that was made and has run out since.
    """
    found = {}
    for duty in queries.not_told(case):
        found.setdefault(duty.subject_id, []).append((duty_json(duty)["what"], duty.due_at))
    return found


def changed_words(event, case):
    """Return what a variation changed as {gone, new, kept, last_day}, each term in words, or None where it is none."""
    found = queries.changed_terms(event, case.pk)
    if found is None:
        return None
    words = {name: [condition_words(each) for each in getattr(found, name)] for name in ("gone", "new", "kept")}
    return words | {"last_day": found.ended_on != found.ends_on and (found.ended_on, found.ends_on)}


def feed_rows(feeds, at):
    """Return the feeds with the moment from which each is silent, those that are silent first."""
    rows = []
    for feed in feeds:
        rhythm = RHYTHMS.get(feed.rhythm)
        silent_from = rhythm and rhythm.silent_from(feed.heard_at)
        rows.append({"feed": feed, "silent_from": silent_from, "silent": bool(rhythm and silent_from <= at)})
    return sorted(rows, key=lambda row: not row["silent"])


def order_rows(rows, at):
    """Return orders of the register in words."""
    return [
        {
            "case": row["case"],
            "label": Order(row["standing"]["order"]).label,
            "last": row["lapses_at"],
            "over": bool(row["lapses_at"] and row["lapses_at"] <= at),
            "terms": [condition_words(each) for each in row["standing"]["conditions"]],
            "breached_at": row["breached_at"],
            "authority": authority(row["standing"]),
        }
        for row in rows
    ]


def order_last_day(standing):
    """Return the last day of an order that stands, or None."""
    return standing["expires_on"] and date.fromisoformat(standing["expires_on"])


def orders_to_vary(position):
    """Return the orders of a court that stand in a case, each kind once, as (code for its page, label)."""
    kinds = dict.fromkeys(each["order"] for each in position.orders if each["order"] in ORDERS_OF_COURT)
    return [(kind.lower(), Order(kind).label) for kind in kinds]


def authority(standing):
    """Return who authorised a notice, in words; None of an order, which a court made."""
    if standing["order"] not in fold.NOTICES.values():
        return None
    if not standing.get("authorised_by"):
        return "not on record"
    return f"{standing['authorised_by']}, {Rank(standing['authorised_rank']).label.lower()}"


def order_json(row):
    """Return an order of the register as the API shows it."""
    return row["standing"] | {
        "case": str(row["case"].pk),
        "runs_out_at": row["lapses_at"] and row["lapses_at"].isoformat(),
        "breached_at": [at.isoformat() for at in row["breached_at"]],
    }


def in_force(case_ids, at):
    """Return what holds the suspects of some cases now, for whoever goes there: as `groups_of` does."""
    return [group for stands in queries.positions(case_ids).values() for group in groups_of(stands, at)]


def groups_of(stands, at):
    """Return what holds the suspect under a position as [{of, until, lapses_at, conditions in words}]."""
    return [
        held
        | {
            "of": Order(held["of"]).label if held["of"] in Order.values else held["of"],
            "conditions": [condition_words(each) for each in held["conditions"]],
        }
        for held in queries.holding(stands, at)
    ]


def position_json(position):
    """Return a position as the API shows it."""
    return {
        "status": position.status or None,
        "since": position.since and position.since.isoformat(),
        "from_event": str(position.from_event_id) if position.from_event_id else None,
        "conditions": position.conditions,
        "bail_ends_on": position.bail_ends_on and position.bail_ends_on.isoformat(),
        "remanded": position.remanded,
        "release_on": position.release_on and position.release_on.isoformat(),
        "release_as_at": position.release_as_at and position.release_as_at.isoformat(),
        "release_source": position.release_source,
        "orders": position.orders,
        "beneath": position.beneath,
    }


def event_json(event, *, reader):
    """Return an event with its cases, their positions and the duties it opened, within the reader's scope."""
    cases = queries.cases_shown(event, reader=reader)
    return {
        "id": str(event.pk),
        "source": event.source,
        "source_event_id": event.source_event_id,
        "kind": event.kind,
        "effective_at": event.effective_at.astimezone(UTC).isoformat(),
        "cases": [str(case.pk) for case in cases],
        "positions": [{"case": str(case.pk)} | position_json(queries.position(case.pk)) for case in cases],
        "duties": [opened_json(duty, reader) for duty in queries.duties_opened(event, cases, reader=reader)],
        "unused": detail_table.unknown(event.details),
    }


def answered_json(result, *, reader):
    """Return an event that was corrected or withdrawn by its number, or why that could not be taken in."""
    if hasattr(result, "why"):
        return {"taken_in": False, "id": str(result.pk), "why": result.why}
    return {"taken_in": True, **event_json(result, reader=reader)}


def opened_json(duty, reader):
    """Return a duty that an event opened, as it was then: what, for whom, by when, under which rule."""
    return {name: each for name, each in duty_json(duty, reader).items() if not name.startswith("ended")}


def known(cases, people, reader, at):
    """Return where each suspect stands, and the conditions and orders that hold now, for whoever takes a call."""
    stands = queries.positions(case.pk for case in cases)
    lines = [each for case in cases if case.pk in stands for each in known_lines(case, stands[case.pk], at)]
    return [{"title": "Bail and orders", "grave": bool(lines), "lines": lines}]


def known_lines(case, position, at):
    """Return the position of one suspect and what holds him, each as a line."""
    href = reverse("case", args=[case.pk])
    lines = []
    if position.status:
        text = f"{case.suspect}: {position.get_status_display().lower()}"
        lines.append({"text": text, "at": position.since, "href": href, "note": "", "level": None})
    for held in groups_of(position, at):
        note = f"until {held['until']:%-d %B %Y}" if held["until"] else ""
        for words in held["conditions"] or [f"{held['of']}: its terms are not on record"]:
            lines.append({"text": words, "at": None, "href": href, "note": note, "level": None})
    return lines
