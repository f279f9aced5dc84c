"""File locks between runs. The kernel lets go of them when the process ends, however it ends."""

import fcntl
import os


class Lock:
    """One lock file. Hold it alone, or shared with others who hold it shared."""

    def __init__(self, path):
        self.path = path
        self.handle = None

    def take(self, shared=False, wait=True):
        """Take the lock, or change how it is held; return False when it is not free and `wait` is False."""
        if self.handle is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self.handle, how if wait else how | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            return False
        return True

    def release(self):
        """Let go; harmless when nothing is held."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None

    def __enter__(self):
        self.take()
        return self

    def __exit__(self, *_):
        self.release()


def is_held(path):
    """Return True while some process holds the lock, shared or alone."""
    if not path.exists():
        return False
    lock = Lock(path)
    taken = lock.take(wait=False)
    lock.release()
    return not taken
