"""`make bench`: how long turns take, how much memory all processes hold, how soon a second start is ready.

Starts the real product on a free port. Figures vary with the machine: compare within one run, as the
ratio to a request that does nothing (`/healthz`) shows.
"""

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
TURNS = 60
USERS = 20
THINK_SECONDS = 5.0
ROUNDS = 6
QUESTIONS = (
    "min søn har ondt i maven hver morgen",
    "skal jeg tvinge hende afsted",
    "hvad kan skolen gøre for ham",
    "gutten min får ikke sove søndag kveld",
    "hva gjør vi når hun blir mobbet",
    "how do I talk with my child about school",
)
CRISIS = "hun siger hun ikke vil leve mere"


class Talk:
    """One conversation."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.choices: list[dict[str, str]] = []

    async def start(self) -> "Talk":
        body = (await self._client.post("/api/v1/conversations", json={"school": "demo-dk"})).json()
        self._path = f"/api/v1/conversations/{body['conversation']}/messages"
        self._headers = {"Authorization": f"Bearer {body['token']}"}
        self.choices = body["replies"][-1]["choices"]
        return self

    async def say(self, **message: str) -> dict[str, object]:
        response = await self._client.post(self._path, json=message, headers=self._headers)
        response.raise_for_status()
        body: dict[str, object] = response.json()
        return body


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    start = time.perf_counter()
    await work()
    return (time.perf_counter() - start) * 1000


def line(name: str, samples: list[float], base: float) -> str:
    p50, p95 = statistics.median(samples), statistics.quantiles(samples, n=20)[-1]
    return f"{name:38} {p50:8.1f} {p95:8.1f} {p50 / base:8.1f}x   n={len(samples)}"


async def one_user(client: httpx.AsyncClient) -> list[str]:
    nothing = [await timed(lambda: client.get("/healthz")) for _ in range(TURNS)]
    base = statistics.median(nothing)
    flow: list[float] = []
    answers: list[float] = []
    crisis: list[float] = []
    for number in range(TURNS // 6):
        talk = await Talk(client).start()
        flow.append(await timed(lambda talk=talk: talk.say(text="hej")))  # type: ignore[misc]
        for question in QUESTIONS:
            answers.append(await timed(lambda talk=talk, q=question: talk.say(text=q)))  # type: ignore[misc]
        for text in (
            "kan vi se på tegnene sammen",
            "ondt i maven",
            "nogle uger",
            f"{number % 9 + 1}. klasse",
        ):
            flow.append(await timed(lambda talk=talk, t=text: talk.say(text=t)))  # type: ignore[misc]
        crisis.append(await timed(lambda talk=talk: talk.say(text=CRISIS)))  # type: ignore[misc]
    crisis += [await timed(lambda talk=talk: talk.say(text=CRISIS)) for _ in range(20)]
    return [
        line("nothing (/healthz)", nothing, base),
        line("flow step", flow, base),
        line("cited answer", answers, base),
        line("crisis reply", crisis, base),
    ]


async def long_talk(client: httpx.AsyncClient) -> list[str]:
    """The same few messages around the fifth turn and around the sixtieth, of five conversations."""
    early: list[float] = []
    late: list[float] = []
    for _ in range(5):
        talk = await Talk(client).start()
        for turn in range(64):
            spent = await timed(lambda talk=talk, t=turn: talk.say(text=QUESTIONS[t % 3]))  # type: ignore[misc]
            if 3 <= turn < 9:
                early.append(spent)
            elif turn >= 58:
                late.append(spent)
    base = statistics.median(early)
    return [line("turns 4 to 9", early, base), line("turns 59 to 64 (x: of turns 4 to 9)", late, base)]


async def many_users(client: httpx.AsyncClient) -> list[str]:
    flow: list[float] = []
    answers: list[float] = []

    async def user(number: int) -> None:
        await asyncio.sleep(number * THINK_SECONDS / USERS)
        talk = await Talk(client).start()
        for turn in range(ROUNDS):
            if turn % 2:
                flow.append(await timed(lambda: talk.say(text="tak")))
            else:
                answers.append(
                    await timed(lambda: talk.say(text=QUESTIONS[(number + turn) % len(QUESTIONS)]))
                )
            await asyncio.sleep(THINK_SECONDS)

    await asyncio.gather(*(user(number) for number in range(USERS)))
    base = min(flow)
    return [
        line(f"flow step, {USERS} users", flow, base),
        line(f"cited answer, {USERS} users", answers, base),
    ]


def start(data_dir: Path) -> tuple[subprocess.Popen[str], str, float]:
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve"],
        cwd=ROOT,
        env={**os.environ, "SKOLEVEJ_DATA_DIR": str(data_dir), "SKOLEVEJ_PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    for said in process.stdout:
        if said.startswith("Ready: "):
            return process, said.split()[1].removesuffix("/demo"), time.perf_counter() - began
    sys.exit("the product did not start; try `make serve`")


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(30)


def megabytes(root: int) -> dict[str, float]:
    """Resident memory by process, of the app and everything it started."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            status = dict(x.split(":", 1) for x in (entry / "status").read_text().splitlines() if ":" in x)
        except OSError:
            continue
        if int(entry.name) == root or int(status.get("PPid", "0")) == root:
            kind = "app" if int(entry.name) == root else "rasa"
            found[kind] = found.get(kind, 0) + int(status.get("VmRSS", "0 kB").split()[0]) / 1024
    return found


async def measure(url: str) -> list[str]:
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        for _ in range(5):
            talk = await Talk(client).start()
            await talk.say(text=QUESTIONS[0])
        return [*await one_user(client), *await long_talk(client), *await many_users(client)]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        process, _, first = start(Path(folder))
        stop(process)
        process, url, second = start(Path(folder))
        try:
            lines = asyncio.run(measure(url))
            memory = megabytes(process.pid)
        finally:
            stop(process)
    print(f"{'milliseconds':38} {'p50':>8} {'p95':>8} {'p50 to nothing':>8}")
    print("\n".join(lines))
    print(f"\nmemory: {sum(memory.values()):.0f} MB ({', '.join(f'{k} {v:.0f}' for k, v in memory.items())})")
    print(f"ready after {first:.0f} s (new data directory), {second:.0f} s (second start)")


if __name__ == "__main__":
    main()
