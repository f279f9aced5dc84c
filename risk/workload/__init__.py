"""What a review policy costs in hours, and what it misses: a queue of work, people at desks, and a year of it.

Nothing here reads a record: volumes come in as numbers, so that a plan can be tried for a force that does not exist.
"""

from risk.workload.formula import expected
from risk.workload.plans import Plan, Staffing, Stream, Unusable, read
from risk.workload.simulation import Year, simulate

__all__ = ["Plan", "Staffing", "Stream", "Unusable", "Year", "expected", "read", "simulate"]
