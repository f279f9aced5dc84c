"""The front door of manage.py: makes the environment, then hands the command to the module that does it."""

import signal
from importlib import import_module

from dacase.local import environment, signals
from dacase.local.places import CannotRun
from dacase.local.steps import say

REQUIREMENTS = ("requirements.txt",)
TEST_REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
OWN_COMMANDS = {"up": "dacase.local.up", "down": "dacase.local.down", "test": "dacase.local.testing"}


def main(arguments):
    """Run a manage.py command and return its exit status: 0 done, 1 refused or failed, 2 wrong arguments."""
    command, rest = (arguments[1], arguments[2:]) if len(arguments) > 1 else ("help", [])
    try:
        with signals.watched():
            environment.ensure(TEST_REQUIREMENTS if command == "test" else REQUIREMENTS, [command, *rest])
            # Imported only now: the environment is there.
            module = import_module(OWN_COMMANDS.get(command, "dacase.local.commands"))
            return module.run(rest if command in OWN_COMMANDS else [command, *rest])
    except CannotRun as refusal:
        if refusal.detail:
            say(refusal.detail)
        say(str(refusal))
        return 1
    except signals.Stopped as stopped:
        return 128 + stopped.number
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
