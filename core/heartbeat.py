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


def forget():
    """Forget the signs of life of an earlier run, so that a quick restart cannot look healthy too early."""
    Heartbeat.objects.all().delete()
