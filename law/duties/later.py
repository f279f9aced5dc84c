"""Regular dates, and timers of features whose events the record does not hold yet. Listed so that none is forgotten.

There is none now: every timer has an event that opens it.
"""

from law.duties.rule import Later

CALENDAR_OR_LATER: tuple[Later, ...] = ()
