"""Duties to tell the victim what happened to the suspect.

A person does it, by a method that is safe for her: no message is ever sent by itself. Each event opens its own
duty, met only by telling her of that event.
"""

from collections.abc import Mapping

from law import sources
from law import thresholds as T
from law.duties import ladders
from law.duties.rule import Rule

WITHDRAWN = ("custody.event_withdrawn",)
NOT_SO = ("custody.not_so",)
ANY: Mapping[str, object] = {}


def _tell(
    suffix: str,
    event: str,
    what: str,
    *,
    within: T.Threshold = T.TELL_VICTIM,
    clock: str = "working_days",
    source: str = sources.VICTIMS_CODE_RIGHT_6,
    confidence: str = "V",
    timer: int | None = 29,
    starts: str = "occurred_at",
    when: Mapping[str, object] = ANY,
    also_on: tuple[str, ...] = (),
    void_on: tuple[str, ...] = (),
    owed_by: str = "case_owner",
    said_again: bool = False,
    also_met_by: tuple[str, ...] = (),
) -> Rule:
    """One thing the victim must be told, by default within the enhanced time of the Victims' Code."""
    return Rule(
        code=f"TELL_VICTIM_{suffix}",
        what=f"Tell the victim that {what}",
        opens_on=(event, *also_on),
        when=when,
        met_by=("custody.victim_told", *also_met_by),
        within=within,
        clock=clock,
        owed_by=owed_by,
        needs="VICTIM_TELL",
        source=source,
        confidence=confidence,
        starts=starts,
        per="subject",
        said_again=said_again,
        void_on=(*WITHDRAWN, *void_on),
        escalates_to=ladders.CASE,
        timer=timer,
        evidence="Who told whom, when, by what method, and that it was safe",
    )


def _tell_same_day(
    suffix: str,
    event: str,
    what: str,
    timer: int | None = None,
    *,
    starts: str = "occurred_at",
    when: Mapping[str, object] = ANY,
    also_on: tuple[str, ...] = (),
    void_on: tuple[str, ...] = (),
    owed_by: str = "case_owner",
    said_again: bool = False,
) -> Rule:
    """What she must hear the same day: he is at liberty, or what protects her is less, or holds for hours only."""
    return _tell(
        suffix,
        event,
        what,
        within=T.TELL_VICTIM_SAME_DAY,
        clock="same_day",
        starts=starts,
        when=when,
        also_on=also_on,
        void_on=void_on,
        owed_by=owed_by,
        said_again=said_again,
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        timer=timer,
    )


def _tell_of_order(suffix: str, event: str, what: str) -> Rule:
    """What she must hear of an order that protects her."""
    return _tell(
        suffix,
        event,
        what,
        within=T.TELL_VICTIM_ORDER,
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        timer=None,
    )


RULES: tuple[Rule, ...] = (
    _tell("ARREST", "custody.arrested", "the suspect was arrested"),
    _tell("INTERVIEW", "custody.interviewed", "the suspect was interviewed under caution"),
    _tell("CHARGE", "custody.charged", "the suspect was charged"),
    _tell("NO_FURTHER_ACTION", "custody.no_further_action", "the suspect was released without charge, and why"),
    _tell("BAIL", "custody.bail_granted", "bail was granted, and with which conditions"),
    _tell(
        "RELEASED_UNDER_INVESTIGATION",
        "custody.released_under_investigation",
        "the suspect was released under investigation, with no conditions",
    ),
    _tell("BAIL_VARIED", "custody.bail_varied", "the bail conditions were changed", timer=30),
    _tell("BAIL_ENDED", "custody.bail_ended", "bail has ended and its conditions no longer hold", timer=30),
    _tell(
        "NO_INVESTIGATION",
        "incidents.case_closed",
        "there will be no investigation, and why",
        within=T.TELL_VICTIM_NO_INVESTIGATION,
        timer=36,
        when={"investigated": False},
        # It is about the case, not about an event: a contact that names the case told her of it.
        also_met_by=("incidents.victim_reached",),
    ),
    # The Code gives one working day from receipt; a person may walk out of court at four in the afternoon.
    _tell_same_day(
        "COURT_BAIL",
        "custody.bail_granted",
        "the court released the suspect on bail",
        38,
        starts="recorded_at",
        when={"source": "court"},
        # A charge that reaches us after the bail that followed it tells that the bail was the court's.
        said_again=True,
    ),
    # Acquitted, or sentenced to what leaves him free: the outcome of a hearing may be told a working day later.
    _tell_same_day(
        "AT_LIBERTY",
        "custody.at_liberty",
        "the suspect, who was held, is at liberty",
        starts="recorded_at",
        void_on=NOT_SO,
    ),
    _tell(
        "HEARING",
        "custody.hearing_listed",
        "a hearing has a time, date and place",
        within=T.TELL_VICTIM_HEARING,
        source=sources.VICTIMS_CODE_RIGHT_8,
        timer=39,
        owed_by="witness_contact",
        starts="recorded_at",
        # An older listing that reaches us late says nothing that she should hear; a newer one takes its place.
        when={"stands": True},
        also_on=("custody.hearing_restated",),
        void_on=("custody.hearing_listed", "custody.hearing_vacated"),
    ),
    _tell(
        "HEARING_VACATED",
        "custody.hearing_vacated",
        "a hearing will not take place as it was listed",
        within=T.TELL_VICTIM_HEARING,
        source=sources.VICTIMS_CODE_RIGHT_8,
        timer=39,
        owed_by="witness_contact",
        starts="recorded_at",
        when={"stands": True},
        void_on=("custody.hearing_listed",),
    ),
    _tell(
        "HEARING_OUTCOME",
        "custody.court_heard",
        "the court has heard the case, and what it decided",
        within=T.TELL_VICTIM_COURT,
        source=sources.VICTIMS_CODE_RIGHT_8,
        timer=38,
        owed_by="witness_contact",
        starts="recorded_at",
    ),
    _tell(
        "REMAND",
        "custody.remanded",
        "the suspect was kept in custody",
        within=T.TELL_VICTIM_COURT,
        source=sources.VICTIMS_CODE_RIGHT_8,
        timer=38,
        owed_by="witness_contact",
        starts="recorded_at",
    ),
    _tell(
        "SENTENCE",
        "custody.sentenced",
        "the suspect was sentenced, and to what",
        within=T.TELL_VICTIM_COURT,
        source=sources.VICTIMS_CODE_RIGHT_8,
        timer=38,
        owed_by="witness_contact",
        starts="recorded_at",
    ),
    _tell_same_day("RELEASE", "custody.released", "the suspect was released", 43, owed_by="victim_contact"),
    _tell_same_day("RECALL", "custody.recalled", "the suspect was recalled to prison", 44, owed_by="victim_contact"),
    _tell_same_day("LICENCE_ENDED", "custody.licence_ended", "the licence has ended, and its conditions with it"),
    _tell(
        "DEATH",
        "custody.deceased",
        "the suspect has died",
        source=sources.OURS_RECOMMENDATION_12,
        confidence="D",
        timer=None,
    ),
    # She acts on what she was told: that he is held, or that he may not come near.
    _tell_same_day(
        "WITHDRAWN",
        "custody.event_withdrawn",
        "what she was told was a mistake and did not happen",
        starts="recorded_at",
        when={"told": True},
    ),
    # It holds until a court has heard of it, two days later: a working day may be all of that.
    _tell_same_day(
        "NOTICE",
        "custody.dvpn_served",
        "a protection notice was served, what it forbids and until when",
        also_on=("custody.dapn_served",),
    ),
    _tell_of_order("ORDER_MADE", "custody.order_made", "an order was made, what it forbids and until when"),
    _tell_of_order("ORDER_VARIED", "custody.order_varied", "an order was varied, what it forbids now and until when"),
    _tell_same_day(
        "ORDER_WEAKENED",
        "custody.order_weakened",
        "an order asks less of the suspect than before, or ends sooner",
        starts="recorded_at",
        void_on=NOT_SO,
    ),
    _tell_same_day("ORDER_REFUSED", "custody.order_refused", "the order that was asked for was refused"),
    _tell_same_day("ORDER_LAPSED", "custody.order_lapsed", "an order has run out and protects her no more"),
    _tell_same_day("BAIL_LAPSED", "custody.bail_lapsed", "bail has run out and its conditions no longer hold"),
    _tell_of_order("ORDER_ENDED", "custody.order_ended", "an order has ended"),
)
