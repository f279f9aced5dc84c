"""Where a suspect stands: worked out from all events by the time at which they took effect.

Pure: no database, no clock. The same events in any order of arrival give the same position; of two events of one
instant the table `IN_ONE_INSTANT` says which is read first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from custody import beneath, protection
from custody.protection import NOTICES, Standing, day
from custody.states import (
    FOR_THE_TIME_BEING,
    IN_CUSTODY,
    IN_ONE_INSTANT,
    ON_BAIL,
    RESULTS,
    ROUTES,
    SENTENCES,
    Kind,
    Result,
    Sentence,
    Status,
)
from law.clocks import london_day

PLACE = {kind: place for place, kind in enumerate(IN_ONE_INSTANT)}
DETAINED = (Status.CHARGED_REMANDED, *beneath.IN_PRISON)
# Of these she is told the same day by themselves.
SAYS_SO = (Kind.BAIL_GRANTED, Kind.RELEASED, Kind.LICENCE_ENDED)


@dataclass(frozen=True)
class Position:
    """Where the suspect stands. The events named are identifiers; `ended` maps an ending to what it ended.

    `hearings` maps the reference of a hearing to the event that says when it is; `replaced` maps an event to the
    one whose date it took away. `unheld` are the releases under investigation since which nothing came to hold him,
    `court_bail` the grants of bail that were the court's, `freed` what let him out of remand, prison or hospital and
    does not say so by its kind, `weakened` the variations after which an order asks less of him or ends sooner.
    `beneath` is where he stands in an earlier matter that goes on, `newest` the event that was read last.
    """

    status: str = Status.NOT_KNOWN
    since: datetime | None = None
    from_event: Any = None
    conditions: tuple = ()
    bail_ends_on: date | None = None
    bail_event: Any = None
    remanded: bool = False
    charged: bool = False
    release_on: date | None = None
    release_as_at: date | None = None
    release_source: str = ""
    release_event: Any = None
    orders: tuple[Standing, ...] = ()
    ended: dict = field(default_factory=dict)
    answered: dict = field(default_factory=dict)
    hearings: dict = field(default_factory=dict)
    replaced: dict = field(default_factory=dict)
    unheld: tuple = ()
    court_bail: tuple = ()
    freed: tuple = ()
    weakened: tuple = ()
    newest: Any = None
    # Each last day of police bail that passed before the next event, to the event by which that bail stood.
    ran_out: dict = field(default_factory=dict)
    beneath: Any = None


def position(events: Iterable[Any]) -> Position:
    """The position after these events; those that were withdrawn count for nothing."""
    now = Position()
    for event in sorted((each for each in events if each.withdrawn_at is None), key=reading_order):
        now = bail_run_out(now, london_day(event.effective_at))
        then = STEPS.get(Kind(event.kind), unmoved)(now, event, event.details)
        freed = (event.pk,) if sets_free(now, event, then) else ()
        now = replace(then, freed=(*then.freed, *freed), newest=event.pk)
    return now


def bail_run_out(now, today):
    """The position on a day, with the last day of police bail noted where that has passed."""
    if now.status != Status.PRE_CHARGE_BAIL or now.bail_ends_on is None or now.bail_ends_on >= today:
        return now
    return replace(now, ran_out={now.bail_ends_on: now.bail_event} | now.ran_out)


def sets_free(before, event, after):
    """Whether he walked out by an event whose kind does not say so, such as an acquittal of somebody on remand."""
    held = before.status in DETAINED and after.status not in (*IN_CUSTODY, Status.DECEASED, Status.VOLUNTARY_INTERVIEW)
    return held and event.kind not in SAYS_SO


def reading_order(event):
    """The order in which events are read: effective time, then kind, then source and its number."""
    return event.effective_at, PLACE[Kind(event.kind)], event.source, event.source_event_id


def unmoved(now, event, details):
    """An event that says nothing of where the suspect stands."""
    return now


def moved(now, event, status, **changes):
    """The position in a new status. What belonged to the last one, such as bail, ends with it."""
    fresh = {"conditions": (), "bail_ends_on": None, "bail_event": None, "remanded": False}
    since = now.since if status == now.status else event.effective_at
    return replace(now, **(fresh | {"status": status, "since": since, "from_event": event.pk} | changes))


def wanted(now, event, details):
    """He is looked for; what goes on beneath holds him all the same."""
    return moved(now, event, Status.WANTED, beneath=beneath.kept(now))


def arrested(now, event, details):
    """An arrest begins a new matter: what was charged before no longer tells police bail from court bail."""
    return moved(now, event, Status.ARRESTED, charged=False, beneath=beneath.kept(now))


def interviewed(now, event, details):
    """A volunteer stays at liberty; whoever is held, on bail or serves a sentence stays where he is."""
    stays = not details.get("voluntary") or now.status in beneath.STAYS
    return now if stays else moved(now, event, Status.VOLUNTARY_INTERVIEW)


def charged(now, event, details):
    """Charge ends police bail; what follows (bail, remand) comes as an event of its own. What goes on stands again."""
    now = replace(now, unheld=())
    if now.status in beneath.GOES_ON:
        return replace(now, charged=True)
    if now.beneath:
        return beneath.back(now, charged=True)
    return moved(now, event, Status.CHARGED_UNCONDITIONAL, charged=True)


def let_go(status):
    """A step by which a matter ends or waits: he is at liberty without conditions, unless an earlier matter goes on."""

    def step(now, event, details):
        if now.status in beneath.GOES_ON:
            return now
        return beneath.back(now) if now.beneath else moved(now, event, status, charged=False)

    return step


def released_under_investigation(now, event, details):
    """He is let go and nothing holds him, until he is on bail, charged or dead."""
    now = let_go(Status.UNDER_INVESTIGATION)(now, event, details)
    return replace(now, unheld=(*now.unheld, event.pk))


def bail_granted(now, event, details):
    """Bail begins with its conditions; by the court once charged.

    Of a prisoner as well: bail while an appeal waits frees him, and whoever is wrongly taken to be free is watched. The
    date of release that is known stands beside it.
    """
    by_court = details.get("by_court") or now.charged
    now = replace(now, unheld=(), court_bail=(*now.court_bail, event.pk) if by_court else now.court_bail)
    # Bail of the court takes the place of bail and remand before it; a licence goes on beside any bail.
    earlier = beneath.kept(now) if now.status in beneath.AT_LIBERTY else now.beneath
    return moved(
        now,
        event,
        Status.CHARGED_COURT_BAIL if by_court else Status.PRE_CHARGE_BAIL,
        conditions=tuple(details.get("conditions", ())),
        bail_ends_on=day(details, "bail_ends_on"),
        bail_event=event.pk,
        beneath=beneath.only(earlier, beneath.SENTENCE) if by_court else earlier,
    )


def bail_varied(now, event, details):
    """What the variation names is new; what it does not name stays. A variation tells that there is bail."""
    if now.status not in ON_BAIL and beneath.only(now.beneath, ON_BAIL):
        now = beneath.back(now)
    if now.status not in ON_BAIL:
        return bail_granted(now, event, details)
    conditions = details.get("conditions", now.conditions)
    ends_on = day(details, "bail_ends_on") or now.bail_ends_on
    now = replace(now, unheld=())
    return moved(now, event, now.status, conditions=tuple(conditions), bail_ends_on=ends_on, bail_event=event.pk)


def bail_ended(now, event, details):
    """He is at liberty without conditions, or where an earlier matter has him; not on bail, he stays where he is."""
    if now.status not in ON_BAIL:
        return replace(now, beneath=None) if beneath.only(now.beneath, ON_BAIL) else now
    if now.beneath:
        return beneath.back(now)
    return moved(now, event, Status.CHARGED_UNCONDITIONAL if now.charged else Status.BAIL_ENDED)


def remanded(now, event, details):
    """Kept in custody, in place of any bail; a sentence goes on beneath."""
    earlier = beneath.only(beneath.kept(now), beneath.SENTENCE)
    return moved(now, event, Status.CHARGED_REMANDED, remanded=True, beneath=earlier)


def court_heard(now, event, details):
    """A decision moves him; a hearing without one does not. Before sentence, bail and remand run on."""
    status = RESULTS.get(details.get("result"))
    if details.get("result") == Result.ADJOURNED:
        now = replace(now, orders=tuple(replace(each, continued=each.order in NOTICES.values()) for each in now.orders))
    if status is None:
        return now
    if status == Status.CONVICTED_AWAITING:
        if now.status in (*beneath.GOES_ON, *ON_BAIL):
            return replace(now, charged=True)
        return moved(now, event, status)
    if now.status in beneath.SENTENCE:
        return replace(now, charged=False)
    if beneath.only(now.beneath, beneath.SENTENCE):
        return beneath.back(now)
    return moved(now, event, status, charged=False, beneath=None)


def sentenced(now, event, details):
    """The sentence replaces bail and remand, and what he served at liberty; a licence goes on beside one at liberty."""
    sentence = details.get("sentence") or (Sentence.CUSTODY if details.get("custodial") else Sentence.OTHER)
    conditions = () if sentence == Sentence.CUSTODY else tuple(details.get("conditions", ()))
    earlier = None if SENTENCES[sentence] in beneath.IN_PRISON else beneath.only(beneath.kept(now), beneath.LICENCE)
    return moved(now, event, SENTENCES[sentence], conditions=conditions, charged=False, beneath=earlier)


def release_date_known(now, event, details):
    """The newest date stands, with its source and the day it was given."""
    return replace(
        now,
        release_on=day(details, "release_on"),
        release_as_at=day(details, "as_at"),
        release_source=details.get("release_source") or event.source,
        release_event=event.pk,
    )


def without_release_date(now):
    """The position with no release ahead."""
    return replace(now, release_on=None, release_as_at=None, release_source="", release_event=None)


def still_ahead(now, event, details):
    """Whether the known date of release stands although he came out, before it and for the time being."""
    before = now.release_on is not None and london_day(event.effective_at) < now.release_on
    return before and details.get("route") in FOR_THE_TIME_BEING


def released(now, event, details):
    """He is out. Released on bail he stays on bail; a release never tells of conditions that it does not name."""
    if not still_ahead(now, event, details):
        now = without_release_date(now)
    if now.beneath and now.status in IN_CUSTODY and not details.get("route"):
        now = beneath.back(now)
        if now.status in beneath.AT_LIBERTY:
            return now
    if now.status not in (*IN_CUSTODY, *ROUTES.values(), Status.RELEASED, Status.NOT_KNOWN, Status.WANTED):
        return now
    status = ROUTES.get(details.get("route"), Status.RELEASED)
    if status == Status.RELEASED and now.status in (Status.SENTENCED_CUSTODY, Status.RECALLED):
        status = Status.ON_LICENCE
    licence = status in (Status.ON_LICENCE, Status.HOME_DETENTION_CURFEW, Status.TEMPORARY_RELEASE)
    conditions = tuple(details.get("conditions", ())) if licence else ()
    return moved(now, event, status, conditions=conditions, beneath=None)


def recalled(now, event, details):
    """Back in prison; when he will come out again is not known."""
    return moved(without_release_date(now), event, Status.RECALLED, beneath=None)


def licence_ended(now, event, details):
    """The sentence is served; whoever is held or on bail in another matter stays so."""
    if now.status in beneath.NOT_ON_LICENCE:
        return replace(now, beneath=None if beneath.only(now.beneath, beneath.SENTENCE) else now.beneath)
    return moved(now, event, Status.LICENCE_EXPIRED, beneath=None)


def deceased(now, event, details):
    """No release lies ahead, and nothing forbids him anything any more."""
    return replace(moved(without_release_date(now), event, Status.DECEASED), orders=(), unheld=(), beneath=None)


def hearing_listed(now, event, details):
    """A hearing is listed; the same reference again moves it to another time."""
    return relisted(now, event, {reference(event): event.pk})


def hearing_vacated(now, event, details):
    """A hearing does not take place; it may be listed again under its reference."""
    return relisted(now, event, {})


def relisted(now, event, stands):
    """The position in which an event says what becomes of the hearing of its reference."""
    earlier = now.hearings.get(reference(event))
    others = {ref: pk for ref, pk in now.hearings.items() if ref != reference(event)}
    replaced = now.replaced | ({event.pk: earlier} if earlier else {})
    return replace(now, hearings=others | stands, replaced=replaced)


def reference(event):
    """The reference by which every listing of one hearing is known."""
    return event.details.get("hearing_ref") or str(event.pk)


STEPS = protection.STEPS | {
    Kind.WANTED: wanted,
    Kind.ARRESTED: arrested,
    Kind.INTERVIEWED: interviewed,
    Kind.CHARGED: charged,
    Kind.BAIL_GRANTED: bail_granted,
    Kind.BAIL_VARIED: bail_varied,
    Kind.BAIL_ENDED: bail_ended,
    Kind.REMANDED: remanded,
    Kind.RELEASED_UNDER_INVESTIGATION: released_under_investigation,
    Kind.NO_FURTHER_ACTION: let_go(Status.NO_FURTHER_ACTION),
    Kind.HEARING_LISTED: hearing_listed,
    Kind.HEARING_VACATED: hearing_vacated,
    Kind.COURT_HEARD: court_heard,
    Kind.SENTENCED: sentenced,
    Kind.RELEASE_DATE_KNOWN: release_date_known,
    Kind.RELEASED: released,
    Kind.RECALLED: recalled,
    Kind.LICENCE_ENDED: licence_ended,
    Kind.DECEASED: deceased,
}
