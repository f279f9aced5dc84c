"""`manage.py api_token USERNAME`: prints one new token for the API."""

from django.core.management.base import BaseCommand, CommandError

from accounts import services
from core.errors import Refused


class Command(BaseCommand):
    help = "Print a new API token of an officer. It is shown this once; only its hash is kept."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        try:
            self.stdout.write(services.make_token(username=username))
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
