"""A month played as it happens: calls come in, duties open, and whoever owes them does them, mostly in time.

Nothing here writes a row: every step is a command, by an officer who may. What a rule refuses (a case that is
offered already, a duty that somebody else has done) is passed over, as it would be in the office.
"""

import heapq
from collections import Counter
from datetime import timedelta
from itertools import count

from django.db import transaction

from core.errors import Absent, Refused
from core.models import Duty, Entry

MINUTE = timedelta(minutes=1)
# Of a hundred duties so many are done late, and so many not at all.
LATE, NEVER = 3, 2
# Somebody always goes, however late: no control room leaves a call on its board for weeks.
ALWAYS = ("RECORD_ATTENDANCE",)
# How often what follows from work that is caught up with is looked for.
ROUNDS = 3


class Month:
    """The clock and the list of what happens next. `do` is {start of a duty's code: function(month, duty, at)}.

    `elsewhere` is an officer of another force.
    """

    def __init__(self, random, staff, now, do, *, firearm_holder=None, elsewhere=None):
        self.random, self.staff, self.now, self.do = random, staff, now, do
        self.firearm_holder = firearm_holder
        self.elsewhere = elsewhere
        self.by_id = {officer.pk: officer for officer in staff.values()}
        self.waiting, self.turn = [], count()
        self.levels, self.refused = {}, Counter()
        self.seen = self.latest()

    @property
    def minutes(self):
        """How many minutes there are between what happens first and now."""
        return int((self.now - self.waiting[0][0]) / MINUTE) if self.waiting else 0

    def latest(self):
        """Return the number of the latest entry: duties opened up to it are not taken up any more."""
        return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def holders(self, role):
        """Return the officers posted as something, longest in post first."""
        return [officer for officer in self.staff.values() if officer.posting.role == role]

    def at(self, moment, step, *arguments):
        """Let something happen at a moment; what lies ahead of now does not happen."""
        if moment <= self.now:
            heapq.heappush(self.waiting, (moment, next(self.turn), step, arguments))

    def play(self, told=lambda minutes: None):
        """Play everything that is waiting, and what follows from it, in the order of the clock."""
        before = self.waiting[0][0] if self.waiting else self.now
        while self.waiting:
            moment, _, step, arguments = heapq.heappop(self.waiting)
            told(int((moment - before) / MINUTE))
            before = max(before, moment)
            self.carry_out(step, *arguments, at=moment)
            self.take_up_duties(moment)

    def carry_out(self, step, *arguments, at):
        """Do one thing; return what came of it, or None where a rule refused it."""
        try:
            with transaction.atomic():
                return step(self, *arguments, at=at)
        except (Refused, Absent) as refusal:
            self.refused[f"{step.__name__}: {refusal}"] += 1
            return None

    def take_up_duties(self, moment):
        """Put every duty that has just opened on the list of what somebody will do."""
        opened = Duty.objects.filter(opened_by_id__gt=self.seen, ended_at=None).order_by("opened_by_id", "code")
        for duty in list(opened):
            self.seen = max(self.seen, duty.opened_by_id)
            if step := self.step_for(duty.code):
                when = self.when(duty, moment)
                if when:
                    self.at(when, do_duty, step, duty.pk)

    def step_for(self, code):
        """Return what is done about a duty, by the longest beginning of its code that is known."""
        known = [start for start in self.do if code.startswith(start)]
        return self.do[max(known, key=len)] if known else None

    def when(self, duty, moment):
        """Return when a duty will be done: mostly well in time, sometimes late, now and then never."""
        chance, span = self.random.random() * 100, max(duty.due_at - moment, 2 * MINUTE)
        if chance < NEVER and not duty.code.startswith(ALWAYS):
            return None
        share = self.random.uniform(1.1, 1.6) if chance < NEVER + LATE else self.random.uniform(0.15, 0.85)
        return moment + max(span * share, MINUTE)

    def catch_up(self, before):
        """Let what fell due before a moment be done some hours late, and what follows from each before the next."""
        for _ in range(ROUNDS):
            for duty in list(Duty.objects.filter(ended_at=None, due_at__lt=before).order_by("due_at", "pk")):
                if step := self.step_for(duty.code):
                    late = duty.due_at + timedelta(hours=self.random.randint(1, 20))
                    self.carry_out(do_duty, step, duty.pk, at=late)
                    self.play()

    def owner(self, duty):
        """Return the officer who answers for a duty."""
        return self.by_id[duty.owner_id]


def do_duty(month, step, duty_id, *, at):
    """Do what a duty asks, unless it is done already."""
    duty = Duty.objects.filter(pk=duty_id, ended_at=None).first()
    if duty:
        step(month, duty, at=at)
