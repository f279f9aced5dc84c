#!/usr/bin/env python3
"""Start Django; `up`, `down` and `test` first make the environment (the work is in dacase/local)."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("dacase needs Python 3.11 or later; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

from dacase.local.front import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
