"""Progress of a long run, on standard error."""

from contextlib import contextmanager

from tqdm import tqdm


class Bars:
    """A bar for each part of the run."""

    def __init__(self, stream):
        self.stream = stream

    @contextmanager
    def bar(self, title, total):
        """Show a bar with a title; gives the function that moves it on."""
        with tqdm(total=total, desc=title, unit="", unit_scale=True, file=self.stream, mininterval=0.5) as bar:
            yield bar.update


class Silent:
    """No progress: for tests and for callers that show their own."""

    @contextmanager
    def bar(self, title, total):
        """Give a function that does nothing."""
        yield lambda size: None
