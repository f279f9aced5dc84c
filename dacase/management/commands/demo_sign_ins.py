"""`manage.py demo_sign_ins`: one line for each role, and for another force: user name, role, password."""

from django.core.management.base import BaseCommand, CommandError

from dacase.demo import force


class Command(BaseCommand):
    help = "Print a sign-in of the demo force for each role."

    def handle(self, **options):
        if not force.is_there():
            raise CommandError("There is no demo force here. Load it with: manage.py load_demo")
        for username, role in force.SIGN_INS:
            self.stdout.write(f"{username:20}{role.label:26}{force.PASSWORD}")
        # A demo force that was loaded before there was another force has none.
        if force.is_there(force.ELSEWHERE):
            self.stdout.write(f"{force.SIGN_IN_ELSEWHERE:20}{'Officer of another force':26}{force.PASSWORD}")
