"""Which environments a checkout uses on this machine, built or not."""

from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import pythons, shell
from api.bootstrap.environments import Environment, describe

CPU, CUDA = "app", "app-cuda"
APP_PYTHON, RASA_PYTHON = "3.11", "3.10"


@dataclass(frozen=True)
class Environments:
    """The three environments of a checkout; `dev` is there for tests only."""

    app: Environment
    rasa: Environment
    dev: Environment | None = None

    def parts(self) -> dict[str, Environment]:
        """Each environment by the part it plays."""
        named = {"app": self.app, "rasa": self.rasa, "dev": self.dev}
        return {part: one for part, one in named.items() if one}


def environments(root: Path, cache: Path, dev: bool = False) -> Environments:
    """Those that the checkout at `root` asks for; the test tools if `dev`, or if they happen to stand already."""
    base = app(root, cache)
    tools = describe("dev", root, APP_PYTHON, cache, base=base)
    return Environments(
        base, describe("rasa", root, RASA_PYTHON, cache), tools if dev or tools.whole() else None
    )


def app(root: Path, cache: Path) -> Environment:
    """The app environment: the one that stands already, else the one that can be built here.

    The small lock names torch's CPU build, which not every machine's pip finds; the large one the registry's own.
    """
    small, large = describe(CPU, root, APP_PYTHON, cache), describe(CUDA, root, APP_PYTHON, cache)
    for built in (small, large):
        if built.whole():
            return built
    return small if cpu_build(small) else large


def cpu_build(one: Environment) -> bool:
    """Whether pip finds the CPU build of the torch version in the lock (only lists are read, nothing is fetched).

    True as well if pip gets no list at all: it then can't install either, and says why when it tries.
    """
    versions = [pin.version for pin in one.lock.pins if pin.key == "torch"]
    listed = shell.output([str(pythons.base()), "-m", "pip", "index", "versions", "torch"], seconds=180)
    return listed is None or any(f"{version}+cpu" in listed for version in versions)
