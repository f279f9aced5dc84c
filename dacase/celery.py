"""The Celery app. It makes things faster, never truer: every promise is a row in PostgreSQL.

A message holds nothing but ids. Losing every message changes nothing but the delay until the `deliver` sweep.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dacase.settings")

from django.conf import settings

# What runs when: one line per job, with its reason. Beat runs in UTC: see `timezone` below.
BEAT = {
    # A sign of life of beat and worker that only they can give.
    "pulse": {"task": "core.tasks.pulse", "schedule": 5, "options": {"expires": 30}},
    # The ladder of late duties; the deliver process climbs it too, so that Redis is not needed.
    "sweep_duties": {"task": "core.tasks.sweep_duties", "schedule": 60, "options": {"expires": 55}},
    # Heal every flag and reassessment that is missing, at night, when the windows of a new day have begun.
    "flag_repeat_victims": {"task": "incidents.tasks.flag_repeat_victims", "schedule": crontab(hour=1, minute=10)},
    "flag_serial_perpetrators": {
        "task": "incidents.tasks.flag_serial_perpetrators",
        "schedule": crontab(hour=1, minute=20),
    },
    "compare_safe_contacts": {"task": "incidents.tasks.compare_safe_contacts", "schedule": crontab(hour=1, minute=40)},
    "notice_firearms": {"task": "incidents.tasks.notice_firearms", "schedule": crontab(hour=1, minute=40)},
    "flag_reassessments": {"task": "custody.tasks.flag_reassessments", "schedule": crontab(hour=1, minute=30)},
    "look_for_addresses": {"task": "custody.tasks.look_for_addresses", "schedule": crontab(hour=1, minute=45)},
    # Each open case with a level is to be assessed anew by the profile of its force.
    "follow_intervals": {"task": "risk.tasks.follow_intervals", "schedule": crontab(hour=1, minute=50)},
}

app = Celery("dacase")
app.conf.update(
    broker_url=settings.REDIS_URL,
    # A beat that follows London time falls silent for an hour when the clocks go back.
    timezone="UTC",
    enable_utc=True,
    accept_content=["json"],
    task_serializer="json",
    result_serializer="json",
    task_ignore_result=True,
    # A task that its worker did not finish is given to another one. It may run twice.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_soft_time_limit=40,
    task_time_limit=45,
    # A request that nudges a worker never waits for the broker: it gives up within about a second.
    task_publish_retry=False,
    broker_connection_timeout=1,
    broker_transport_options={
        "max_retries": 0,
        "socket_connect_timeout": 0.5,
        "socket_timeout": 1,
        # Unfinished tasks come back after a minute, and are looked for every second.
        "visibility_timeout": 60,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    },
    # The worker itself waits for a broker that is away, as long as it takes.
    broker_connection_retry=True,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    beat_schedule=BEAT,
)
app.autodiscover_tasks()
