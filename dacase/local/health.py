"""Asks the running service how it is."""

import json
import urllib.error
import urllib.request

# Never through a proxy: the service is on this machine.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(address, seconds=5):
    """Return (healthy, sentence) from GET /healthz; the sentence says what is not well."""
    try:
        with OPENER.open(f"{address}/healthz", timeout=seconds) as answer:
            if answer.status == 200:
                return True, "all parts are alive"
            return False, f"the health page answered {answer.status}"
    except urllib.error.HTTPError as error:
        return False, f"the health page answered {error.code}{_parts(error.read(4000))}"
    except OSError as error:
        return False, f"the web server does not answer ({getattr(error, 'reason', error)})"


def _parts(body):
    """Return the names of the parts that are not well, when the answer is JSON, else its first line."""
    text = body.decode("utf-8", "replace").strip()
    try:
        said = json.loads(text)
    except ValueError:
        first = text.splitlines()[0] if text else ""
        return f": {first[:200]}" if first and not first.startswith("<") else ""
    silent = said.get("silent") if isinstance(said, dict) else None
    return f": not alive: {', '.join(silent)}" if silent else f": {json.dumps(said)[:200]}"
