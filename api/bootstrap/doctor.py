"""All that `doctor` looks at before any package is installed."""

from pathlib import Path

from api.bootstrap import checks, chosen
from api.bootstrap.checks import Check


def findings(root: Path, cache: Path, port: int, host: str = "127.0.0.1") -> list[Check]:
    """The machine, the environments of the checkout at `root`, and the port the server wants; nothing is changed."""
    found = chosen.environments(root, cache).parts().values()
    missing = [one for one in found if not one.whole()]
    return [
        *checks.machine(cache, missing),
        *(checks.environment(one) for one in found),
        checks.port(port, host),
    ]
