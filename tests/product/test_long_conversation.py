"""A long conversation stays as short for Rasa as a new one, and loses nothing that matters."""

import sqlite3
from contextlib import closing

from tests.conftest import RunningProduct
from tests.product.visitor import Visitor

SHORT = 160
"""Events of Rasa's that ten turns of a form may leave; uncut, the conversation below leaves over three hundred."""
QUESTIONS = (
    "skal jeg tvinge ham afsted",
    "hvad kan skolen gøre for ham",
    "hvad gør vi når han bliver mobbet",
    "hvordan taler jeg med mit barn om skolen",
)


def rasa_events(product: RunningProduct, conversation: str) -> int:
    with closing(sqlite3.connect(product.data_dir / "rasa" / "tracker.db")) as db:
        row = db.execute("SELECT count(*) FROM events WHERE sender_id = ?", (conversation,)).fetchone()
    return int(row[0])


def test_a_walk_begun_long_ago_is_finished(visitor: Visitor, product: RunningProduct) -> None:
    visitor.say("kan vi se på tegnene sammen")
    assert visitor.say("ondt i maven")["outcome"] == "flow"
    for number in range(24):
        asked = visitor.say(QUESTIONS[number % len(QUESTIONS)])
        assert asked["outcome"] == "answered", (number, asked)
        assert "hvor længe" in asked["replies"][-1]["text"].lower(), "the walk goes on where it was"
    assert rasa_events(product, visitor.conversation) < SHORT
    assert visitor.say("nogle uger")["outcome"] == "flow"
    done = visitor.say("4. klasse")
    cited = [c["document"] for reply in done["replies"] for c in reply["citations"]]
    assert cited == ["stomach-ache-in-the-morning"]
    assert len([item for item in visitor.items() if item["sender"] == "person"]) == 28


def test_the_language_chosen_at_the_beginning_holds(visitor: Visitor) -> None:
    visitor.say("English please")
    for _ in range(14):
        said = visitor.say("ok thanks")
    assert {reply["language"] for reply in said["replies"]} == {"en"}
