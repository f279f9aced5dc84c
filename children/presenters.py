"""Words for children: the story, the page of a case, and what a notice to a school says and never says."""

from django.urls import reverse

from accounts.permissions import Permission
from children import events, queries
from children.states import SOCIAL_CARE, NoticeKind, Where
from law import children as law
from law import clocks
from law import thresholds as T

ASKED = {
    "AT_ONCE": "Refer to children's social care at once",
    "REFER": "Refer to children's social care",
    "NOTIFY": "Notify children's social care",
    "": "No ground for children's social care is known",
}
SILENCE = (
    "The school tells nobody of either household that this notice exists: no parent, no partner, nobody who brings or "
    "fetches the child.",
    "The child is not asked about it. The school watches, listens, and keeps what it hears as it keeps any concern.",
    "It stays with the safeguarding lead and those who must act on it, and out of any file that a parent may read.",
    "No address is given here, and none is asked for by telephone: whoever asks may be somebody else.",
)


def placed_words(facts):
    """Say which part a child had, and whether the Act calls the child a victim."""
    victim = ", and is a victim in their own right" if facts.get("victim") else ""
    return f"A child's part recorded: {Where(facts['where']).label.lower()}{victim}."


SENTENCES = {
    events.CHILD_ADDED: lambda facts: "An unborn child was named." if facts.get("unborn") else "A child was named.",
    events.CHILD_PLACED: placed_words,
    events.PART_JUDGED_AGAIN: lambda facts: (
        f"A child's part judged again, since the level of risk rose: {ASKED[facts['social_care']].lower()}."
    ),
    events.NONE_FOUND: lambda facts: "There is no child in this case after all.",
    events.NOTICE_NOT_WANTED: lambda facts: f"No school is told of a child: {law.PATHS[facts['path']].words.lower()}.",
    events.SCHOOL_TOLD: lambda facts: f"{NoticeKind(facts['kind']).label} of a child.",
    events.NOTICE_RECEIVED: lambda facts: "Receipt of a notice about a child recorded.",
    events.SOCIAL_CARE_TOLD: lambda facts: f"{NoticeKind(facts['kind']).label} made.",
    events.LEAD_CONFIRMED: lambda facts: "Safeguarding lead of a school confirmed.",
    events.SCHOOL_CLOSED_ON: lambda facts: "A day on which a school is closed was recorded.",
    events.DIRECTORY_IMPORTED: lambda facts: "Directory of schools brought up to date.",
}
WAYS = {
    events.CHILD_PLACED: lambda duty: reverse("children", args=[duty.case_id]),
    events.NOTICE_RECEIVED: lambda duty: reverse("children", args=[duty.case_id]),
    events.SCHOOL_TOLD: lambda duty: reverse("school_tell", args=[duty.subject_id]),
    events.SOCIAL_CARE_TOLD: lambda duty: reverse("social_care_tell", args=[duty.case_id]),
}


class Family:
    """The children of a case, with what was said of each in every incident, for a reader; read once."""

    def __init__(self, case, reader):
        self.reader = reader
        self.asked, self.named = queries.asked_in(case.pk), queries.named_in_order(case.pk)
        self.parts = queries.parts(case.pk)
        self.latest = next(iter(self.asked), None)

    @property
    def children(self):
        """Return the children, by name."""
        return [child for child, _ in self.named]

    def cards(self):
        """Return each child with their part in the latest incident, or None where nobody said."""
        placed = {part.person_id: part for part in self.parts if part.incident == self.latest}
        return [card(child, placed.get(child.pk), self.reader) for child in self.children]

    def left(self):
        """Return [(incident, child)] of whom nobody has said where they were."""
        return queries.left_of(self.asked, self.named, {(part.incident_id, part.person_id) for part in self.parts})

    def earlier(self):
        """Return the earlier incidents of which something is still to be said or told, newest first, with their cards.

        Only those that the reader may open, and of them the children of whom something is left.
        """
        cards = [(incident, card(child, None, self.reader)) for incident, child in self.left()]
        cards += [(part.incident, card(part.person, part, self.reader)) for part in self.parts]
        found = {}
        for incident, each in cards:
            if incident != self.latest and waits(each):
                found.setdefault(incident, []).append(each)
        known = queries.known_of(found, reader=self.reader) if found else ()
        return [
            {"incident": each, "cards": found[each], "left": sum(one["part"] is None for one in found[each])}
            for each in sorted(found, key=lambda of: of.reported_at, reverse=True)
            if each.pk in known
        ]


def waits(found):
    """Say whether something is still to be said of a child in an incident, to be told, or to be received."""
    return found["part"] is None or found["owed"] or any(each.received_at is None for each in found["notices"])


def due_at(part):
    """Return the moment at which the school of a child begins before which it is told, or None where nobody is."""
    return part.school_day and clocks.before_next_school_day(clocks.start_of_day(part.school_day))


def card(person, part, reader):
    """Return one child with what was said, what follows, and who was told."""
    if part is None:
        return {"person": person, "part": None}
    path = law.PATHS[part.path]
    notices = sorted(part.notices.all(), key=lambda each: (each.told_at, str(each.pk)))
    return {
        "person": person,
        "part": part,
        "path": path,
        "told": path.told if part.school_day else "",
        "due_at": due_at(part),
        "notices": notices,
        "owed": part.school_day and all(each.school_id != part.school_id for each in notices),
        "grounds": queries.grounds_for(part, reader),
    }


def of_incident(case, incident):
    """Say of which incident of a case something is asked."""
    return (
        f"{case}: incident {incident.number}, reported on {incident.reported_on:%-d %B %Y}" if incident else str(case)
    )


def page(case, reader):
    """Return what the page of the children of a case shows."""
    family = Family(case, reader)
    found, incident = family.cards(), family.latest
    parts = queries.for_social_care(family.parts, incident)
    asked = law.asked_by(queries.grounds_for(part, reader) for part in parts)
    reports = queries.reports_around(case, family.children, incident, reader=reader) if found else []
    return {
        "incident": incident,
        "cards": found,
        "left": sum(of == incident for of, _ in family.left()),
        "earlier": family.earlier(),
        "asked": asked,
        "asked_words": ASKED[asked],
        "grounds": grounds(parts, reader),
        "months": T.CHILD_MONTHS.on(incident.reported_on) if incident else None,
        "reports": reports,
        "told_social_care": queries.told_of(case.pk),
        "may_tell": reader.may(Permission.CHILD_TELL, case) is None and case.state == "OPEN",
        "silence": SILENCE,
    }


def grounds(parts, reader):
    """Return every ground that holds for any of some children, the strongest first: words, source, for whom."""
    held = {part: queries.grounds_for(part, reader) for part in parts}
    return [
        {
            "words": ground.said(parts[0].incident.reported_on),
            "source": ground.source,
            "asks": ASKED[ground.asks],
            "children": [str(part.person) for part in parts if ground.code in held[part]],
        }
        for ground in law.BY_CODE.values()
        if any(ground.code in codes for codes in held.values())
    ]


def notice_lines(part):
    """Return what may be told to a school of one child, as (what, words): never a place, never an adult's name."""
    incident, person = part.incident, part.person
    return [
        ("Child", str(person)),
        ("Born", person.born_on or ""),
        ("Police reference", incident.number),
        ("Happened", incident.occurred_at),
        ("Where the child was", part.get_where_display()),
        ("How it touched the child", part.get_affected_display()),
        ("What the child said", part.said or "The child has not been spoken with yet"),
        ("What happened", "The police were called to domestic abuse in the child's family."),
    ]


def panel(case, reader, at):
    """Return the children's part of the case page."""
    return {
        "id": "children",
        "title": "Children",
        "template": "children/panel.html",
        "children": [
            {"person": row.person, "where": Where(row.where).label.lower() if row.where else "", "victim": row.victim}
            for row in queries.children_with_latest(case.pk)
        ],
        "case": case,
    }


def part_json(card):
    """Return one child for a machine: what was said, what is owed; no place and no words."""
    part = card["part"]
    if part is None:
        return {"person": str(card["person"].pk), "placed": False}
    return {
        "person": str(card["person"].pk),
        "placed": True,
        "where": part.where,
        "victim": part.victim,
        "path": part.path,
        "school": part.school and part.school.reference,
        "school_day": part.school_day,
        "grounds": card["grounds"],
        "told": [
            {"kind": each.kind, "told_at": each.told_at, "received_at": each.received_at} for each in card["notices"]
        ],
    }


def incident_json(incident, cards, **also):
    """Return the children of a case in one of its incidents for a machine."""
    return {"incident": incident and str(incident.pk), "results": [part_json(each) for each in cards]}


def receipt_words(notice):
    """Say what a receipt is of."""
    return "Social care has it" if notice.kind in SOCIAL_CARE else "The school or authority has it"
