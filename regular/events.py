"""What happens at regular times."""

PERIOD_BEGAN = "regular.period_began"
TASK_DONE = "regular.task_done"
