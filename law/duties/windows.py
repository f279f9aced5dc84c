"""How far rules look back: from the day of the new event, first and last day included, never a calendar year."""

from law import sources
from law import thresholds as T
from law.duties.rule import Window

WINDOWS: tuple[Window, ...] = (
    Window(
        code="REPEAT_VICTIM",
        what="The same victim in another matter",
        months=T.REPEAT_VICTIM_MONTHS,
        source="Common police practice; forces use their own definitions (HMIC Kent 2014)",
        confidence="L",
    ),
    Window(
        code="MARAC_REPEAT",
        what="A further event of the same victim and suspect after the last MARAC referral",
        months=T.MARAC_REPEAT_MONTHS,
        source=sources.SAFELIVES_REPEAT,
        confidence="V",
        timer=21,
    ),
    Window(
        code="POTENTIAL_ESCALATION",
        what="The third domestic abuse event",
        months=T.ESCALATION_MONTHS,
        count=T.ESCALATION_COUNT,
        source=sources.SAFELIVES_CRITERIA,
        confidence="V",
        timer=22,
    ),
    Window(
        code="SERIAL_PERPETRATOR",
        what="Violence used or threatened against a second, unconnected partner",
        years=T.SERIAL_YEARS,
        count=T.SERIAL_VICTIMS,
        source=sources.ACPO_SERIAL,
        confidence="S",
    ),
)
