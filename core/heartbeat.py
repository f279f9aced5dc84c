"""Signs of life: each background part says so by doing real work, and /healthz asks when it last did."""

from datetime import timedelta

from core.models import Heartbeat

LIMITS = {
    "deliver": timedelta(seconds=30),
    "worker": timedelta(seconds=90),
    "beat": timedelta(seconds=90),
}


def beat(name, at):
    """Write down that the part `name` was alive at `at`."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})


def silent(at):
    """Return the parts that have not been heard of within their limit, in order."""
    heard = dict(Heartbeat.objects.values_list("name", "at"))
    return [name for name, limit in LIMITS.items() if name not in heard or at - heard[name] > limit]


def warning(at):
    """Return in a sentence what does not happen by itself while parts are silent, or "" while all are alive.

    Late duties are swept by `deliver` and, beside it, by the worker on the word of the beat: only where both ways are
    silent does nothing climb.
    """
    gone = silent(at)
    if not gone:
        return ""
    if "deliver" in gone and len(gone) > 1:
        return (
            "The background work is silent. What is saved is safe, but nothing late goes up to a supervisor by itself "
            "and nobody is sent a message: watch the clock, and tell your supervisor by telephone."
        )
    return (
        "Part of the background work is silent. What is saved is safe; what is late goes up to a minute later than "
        "usual, and what is looked over at night is not checked."
    )


def forget():
    """Forget the signs of life of an earlier run, so that a quick restart cannot look healthy too early."""
    Heartbeat.objects.all().delete()
