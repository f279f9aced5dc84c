"""Run the nightly checks now: every flag and reassessment that is missing is put right and counted."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from custody import services as custody
from incidents import services as incidents
from incidents.states import FlagCode
from risk import services as risk

CHECKS = {
    "repeat-victims": lambda at: incidents.heal_flags(at=at, codes=[FlagCode.REPEAT_VICTIM]),
    "serial-perpetrators": lambda at: incidents.heal_flags(
        at=at, codes=[FlagCode.SERIAL_PERPETRATOR, FlagCode.REPEAT_PERPETRATOR]
    ),
    "safe-contact": lambda at: incidents.heal_contacts(at=at),
    "reassessments": lambda at: {"REASSESS_DUE": custody.heal_reassessments(at=at)},
    "addresses": lambda at: {"ADDRESS": custody.heal_addresses(at)},
    "intervals": lambda at: {"REASSESS_INTERVAL": risk.heal_intervals(at=at)},
}


class Command(BaseCommand):
    help = "Heal missing flags and reassessments now, for everybody, and say how many."

    def add_arguments(self, parser):
        parser.add_argument("checks", nargs="*", choices=[*CHECKS, []], metavar="CHECK", help=", ".join(CHECKS))

    def handle(self, *, checks, **options):
        for name in checks or CHECKS:
            healed = CHECKS[name](timezone.now())
            count = sum(healed.values())
            self.stdout.write(f"{name}: {count} healed" if count else f"{name}: nothing was missing")
