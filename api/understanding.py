"""`skolevej understand`: what Rasa, the crisis floor and the language detector make of messages."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.safety.floor import CrisisFloor, CrisisMatch
from actions.safety.listener import Listener, Vectors
from actions.safety.second_net import SecondNet
from api.bootstrap.trouble import Trouble
from api.danger_figures import outside_rows, report_danger
from api.intent_figures import report_confusion, report_intents
from api.listening import ensure_listener, vectors_of
from api.local_secrets import local_secrets
from api.paths import paths_of
from api.ports import free_port
from api.preparation import Say, open_library
from api.rasa_process import RasaProcess
from api.settings import Settings
from api.training import ensure_model
from channels.language import LanguageDetector
from channels.normalise import normalise
from channels.rasa import RasaClient, Understanding
from knowledge.encoder.protocol import Encoder
from knowledge.text import normalise_query

READY_SECONDS = 120
BATCH = 100
COUNTRY = {"da": "dk", "nb": "no"}


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as understood: what each part made of it."""

    understanding: Understanding
    language: str
    floor: CrisisMatch | None
    danger: float
    crisis: bool
    """Whether floor and second net together give the crisis reply."""

    def row(self) -> dict[str, Any]:
        return {
            "predicted": self.understanding.intent,
            "confidence": round(self.understanding.confidence, 4),
            "language": self.language,
            "crisis": self.crisis,
            "floor": None if self.floor is None else "doubtful" if self.floor.doubtful else "sure",
            "danger": round(self.danger, 4),
        }


def understand_one(settings: Settings, text: str, say: Say) -> None:
    """Print intent with its nearest rivals, language and crisis kind."""
    heard = _understand(settings, [text], [None], say)[0]
    ranking = sorted(heard.understanding.ranking.items(), key=lambda item: -item[1])[:3]
    say(f"intent    {heard.understanding.intent} ({heard.understanding.confidence:.2f})")
    say(f"ranking   {', '.join(f'{name} {value:.2f}' for name, value in ranking)}")
    say(f"language  {heard.language}")
    doubt = " in doubt" if heard.floor and heard.floor.doubtful else ""
    floor = f"floor {heard.floor.kind}{doubt}" if heard.floor else "floor nothing"
    say(f"crisis    {'yes' if heard.crisis else 'no'} ({floor}, second net {heard.danger:.2f})")


def evaluate_file(settings: Settings, file: Path, out: Path | None, say: Say) -> None:
    """Understand every row of a file; print figures and misses per language, write the rows to `out`."""
    done = _understood(settings, _rows(file), say)
    if out:
        lines = (json.dumps(row, ensure_ascii=False) for row in done)
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")
        say(f"Wrote {len(done)} rows to {out}")
    report_intents(done, say)


def evaluate_files(settings: Settings, files: list[Path], outside: list[Path], say: Say) -> None:
    """The figures of several files and of the outside sets of danger, with Rasa started once."""
    rows = [{**row, "file": file.name} for file in files for row in _rows(file)]
    done = _understood(settings, [*rows, *outside_rows(outside)], say)
    for file in files:
        say(f"\n{file.name}")
        report_intents([row for row in done if row["file"] == file.name], say)
    say("\nAll files together")
    report_confusion([row for row in done if row.get("intent")], say)
    say("\nDanger, unread half of the outside sets")
    report_danger([row for row in done if row.get("outside")], say)


def _understood(settings: Settings, rows: list[dict[str, Any]], say: Say) -> list[dict[str, Any]]:
    heard = _understand(settings, [row["text"] for row in rows], [row.get("lang") for row in rows], say)
    return [{**row, **one.row()} for row, one in zip(rows, heard, strict=True)]


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise Trouble(
            f"{file} can't be read: {error}.", "Give a file of JSON lines {lang, intent, text}."
        ) from error
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise Trouble(f"{file}, line {number}: no text.", "Every line needs {lang, intent, text}.")
    return rows


def _understand(settings: Settings, texts: list[str], languages: list[str | None], say: Say) -> list[Heard]:
    paths = paths_of(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    library = open_library(settings, paths, say)
    model = ensure_model(settings, paths, library.remembered.plain, say)
    listener = ensure_listener(paths, library.remembered.plain, say)
    secrets = local_secrets(settings.data_dir)
    rasa = RasaProcess(settings, paths, secrets, model=model, port=free_port(), app_port=free_port())
    rasa.start()
    try:
        found = asyncio.run(_ask(rasa, secrets.front_door, texts, library.live.plain))
    finally:
        rasa.stop()
    spoken = vectors_of(texts, library.live.plain)
    detector, danger = LanguageDetector.load(), _Danger(CrisisFloor.load(), SecondNet.load(), listener)
    return [
        Heard(one, _heard(detector, text, language), *danger.of(text, pieces))
        for one, text, language, pieces in zip(found, texts, languages, spoken, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Danger:
    """What a turn makes of danger before Rasa is asked."""

    floor: CrisisFloor
    net: SecondNet
    listener: Listener

    def of(self, text: str, pieces: Vectors) -> tuple[CrisisMatch | None, float, bool]:
        found, danger = self.floor.check(text), self.listener.hear(pieces).danger
        return found, danger, self.net.alarms(found, danger)


async def _ask(rasa: RasaProcess, secret: str, texts: list[str], encoder: Encoder) -> list[Understanding]:
    client = RasaClient(rasa.url, secret)
    try:
        if not await rasa.ready(client, READY_SECONDS):
            raise Trouble(
                "Rasa did not start.", "Its own words are in logs/rasa.log under the data directory."
            )
        found: list[Understanding] = []
        for start in range(0, len(texts), BATCH):
            batch = [normalise(text).lstrip("/") or "?" for text in texts[start : start + BATCH]]
            vectors = _vectors(batch, encoder)
            found += await client.understand(batch, ["da"] * len(batch), vectors)
        return found
    finally:
        await client.close()


def _vectors(texts: list[str], encoder: Encoder) -> Vectors:
    return encoder.encode_queries([normalise_query(text) for text in texts])


def _heard(detector: LanguageDetector, text: str, language: str | None) -> str:
    """As in a conversation at a school of that language's country."""
    return detector.detect(text, session=None, country=COUNTRY.get(language or "")).heard
