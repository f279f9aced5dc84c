"""A state machine is a small dictionary that can refuse."""

from core.errors import Refused


class Transitions(dict):
    """Allowed moves: {state: {next states}}. A state with no moves is final."""

    def check(self, now, wanted, labels=None):
        """Raise Refused unless `now` may become `wanted`; `labels` maps codes to words for the sentence."""
        if wanted not in self.get(now, ()):
            words = labels or {}
            raise Refused(
                f"This is {words.get(now, now).lower()} and cannot become "
                f"{words.get(wanted, wanted).lower()}. Open the record again to see where it stands."
            )


class Machine:
    """Mixin for a model with `state` and a class attribute `TRANSITIONS`."""

    def move_to(self, state):
        """Set the state, or refuse with a sentence; the caller saves."""
        labels = dict(type(self)._meta.get_field("state").choices)
        self.TRANSITIONS.check(self.state, state, labels)
        self.state = state
