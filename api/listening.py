"""Makes sure there is a listener taught from exactly the examples in this checkout."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from actions.safety.floor import CrisisFloor
from actions.safety.listener import Listener, Vectors, pieces_of
from actions.safety.listening import Example, read_examples, teach
from api.paths import Paths
from assistant.project import examples
from knowledge.encoder.protocol import Encoder
from knowledge.text import normalise_query

CRISIS = "crisis"


def ensure_listener(paths: Paths, encoder: Encoder, say: Callable[[str], None]) -> Listener:
    """The listener, taught first if these examples were never taught. Raises SafetyDataError."""
    known = _examples()
    file = paths.models / f"listener-{_hash(known, encoder.id)}.npz"
    if not file.exists():
        say("Teaching the listener behind the crisis floor (about a minute) …")
        teach(known, vectors_of([one.text for one in known], encoder), CrisisFloor.load()).save(file)
    return Listener.load(file)


def vectors_of(texts: list[str], encoder: Encoder) -> list[Vectors]:
    """What the listener hears of each text: the vectors of its pieces, encoded at once."""
    pieces = [[normalise_query(piece) for piece in pieces_of(text)] for text in texts]
    found = encoder.encode_queries([piece for own in pieces for piece in own])
    return np.split(found, np.cumsum([len(own) for own in pieces])[:-1])


def _examples() -> list[Example]:
    """Each message once; Rasa's examples are danger by their intent."""
    told = [
        Example(text, intent == CRISIS, group=CRISIS if intent == CRISIS else None)
        for _, intent, text in examples()
    ]
    return list({one.text: one for one in (*told, *read_examples())}.values())


def _hash(known: list[Example], encoder_id: str) -> str:
    digest = hashlib.sha256(encoder_id.encode())
    for module in ("listener.py", "listening.py"):
        digest.update((Path(__file__).parents[1] / "actions" / "safety" / module).read_bytes())
    for one in known:
        digest.update(repr(one).encode())
    return digest.hexdigest()[:12]
