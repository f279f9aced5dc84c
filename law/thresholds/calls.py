"""Figures of the control room: attendance, supervision, crime recording and history windows."""

from datetime import date

from law import sources
from law.thresholds.figure import Since, always, figure

ATTEND_IMMEDIATE = figure(
    "ATTEND_IMMEDIATE",
    "minutes",
    "attend an immediate call in a town",
    always(15, sources.RESPONSE_POLICY, "L"),
)
ATTEND_IMMEDIATE_RURAL = figure(
    "ATTEND_IMMEDIATE_RURAL",
    "minutes",
    "attend an immediate call in the country",
    always(20, sources.RESPONSE_POLICY, "L"),
)
ATTEND_HIGH = figure(
    "ATTEND_HIGH",
    "minutes",
    "attend a high (priority) call",
    always(60, sources.RESPONSE_POLICY, "L"),
)
ATTEND_SCHEDULED = figure(
    "ATTEND_SCHEDULED",
    "hours",
    "attend a scheduled call, which is an exception for domestic abuse",
    always(48, sources.RESPONSE_POLICY, "L"),
)
GRADE_CALL = figure(
    "GRADE_CALL",
    "minutes",
    "answer whether the parties are connected, and grade the call",
    always(5, sources.OURS_HARASSMENT, "D"),
)
ACKNOWLEDGE_GRADE = figure(
    "ACKNOWLEDGE_GRADE",
    "minutes",
    "supervisor looks at a call that met a supervision criterion",
    always(10, sources.OURS_RECOMMENDATION_1, "D"),
)
RECORD_CRIME = figure(
    "RECORD_CRIME",
    "hours",
    "record a reported crime",
    always(72, sources.COUNTING_RULES, "G"),
    Since(date(2015, 4, 1), 24, sources.COUNTING_RULES + "; the first day of the shorter limit was not verified", "G"),
)
REPEAT_VICTIM_MONTHS = figure(
    "REPEAT_VICTIM_MONTHS",
    "months",
    "look back for another matter of the same victim",
    always(12, "Common police practice; forces use their own definitions (HMIC Kent 2014)", "L"),
)
ESCALATION_MONTHS = figure(
    "ESCALATION_MONTHS",
    "months",
    "look back when counting events for escalation",
    always(12, sources.SAFELIVES_CRITERIA, "V"),
)
ESCALATION_COUNT = figure(
    "ESCALATION_COUNT",
    "events",
    "domestic abuse events that make a potential escalation",
    always(3, sources.SAFELIVES_CRITERIA, "V"),
)
SERIAL_YEARS = figure(
    "SERIAL_YEARS",
    "years",
    "look back for a serial perpetrator",
    always(3, sources.ACPO_SERIAL, "S"),
)
SERIAL_VICTIMS = figure(
    "SERIAL_VICTIMS",
    "victims",
    "unconnected victims that make a serial perpetrator",
    always(2, sources.ACPO_SERIAL, "S"),
)
SERIAL_REVIEW = figure(
    "SERIAL_REVIEW",
    "working days",
    "review a newly flagged serial perpetrator",
    always(5, sources.LOCAL, "L"),
)
FLAG_REVIEW = figure(
    "FLAG_REVIEW",
    "hours",
    "look at a new flag of a third report or an escalation",
    always(24, sources.OURS, "D"),
)
BREAK_GLASS_REVIEW = figure(
    "BREAK_GLASS_REVIEW",
    "hours",
    "review why a restricted case was opened with a reason",
    always(24, sources.OURS, "D"),
)
