"""Node.js and npm, which build the widget."""

import re

from api.bootstrap import shell

OLDEST = 20


def version() -> int | None:
    """Major version of the `node` on PATH; None if there is none that runs."""
    match = re.match(r"v(\d+)\.", shell.output(["node", "--version"]) or "")
    return int(match[1]) if match else None


def trouble() -> tuple[str, str] | None:
    """What is wrong with Node.js here and the remedy; None if nothing is."""
    found = version()
    remedy = f"Install Node.js {OLDEST} or newer with npm; it is needed to build the chat widget."
    if found is None:
        return "Node.js is missing.", remedy
    if found < OLDEST:
        return f"Node.js {found} is too old.", remedy
    if shell.output(["npm", "--version"]) is None:
        return "npm is missing.", remedy
    return None
