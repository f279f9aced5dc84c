"""Speaking with the victim as a witness: every time is one contact, by a way that is checked, with what was said."""

from custody.states import CHANNEL
from incidents import services as incident_services
from law import clocks
from witness_care import policies
from witness_care.models import Telling


def spoken(case, *, kind, method, said, safe_how, exception_reason, told_at, by, at):
    """Return a conversation that is not saved yet, or refuse it.

    A way or a time that the victim did not name as safe needs a reason. `told_at` is now where it is not given.
    """
    told_at = told_at or at
    policies.check_past(told_at, at, "told_at")
    policies.check_told(said, safe_how)
    incident_services.check_way(case, CHANNEL.get(method), tried_at=told_at, reason=exception_reason, at=at)
    return Telling(
        case=case,
        kind=kind,
        method=method,
        told_at=told_at,
        told_by=by,
        recorded_at=at,
        said=said.strip(),
        safe_how=safe_how.strip(),
        exception_reason=exception_reason.strip(),
    )


def keep(telling, *, of):
    """Save a conversation beside what came of it; return what its entry says of it.

    In a closed case it says no level: nobody has to keep in touch there.
    """
    telling.of = of.pk
    telling.save(force_insert=True)
    case = telling.case
    return {
        "occurred_at": telling.told_at,
        "method": telling.method,
        "dated": clocks.london_day(telling.told_at),
        "level": case.risk_level if case.state == "OPEN" else "",
    }
