"""Makes sure there is a listener taught from exactly the examples in this checkout."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from actions.safety.floor import CrisisFloor
from actions.safety.listener import Listener
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
        vectors = encoder.encode_queries([normalise_query(one.text) for one in known])
        teach(known, vectors, CrisisFloor.load()).save(file)
    return Listener.load(file)


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
