"""Conversations with questions, all of them alike: check-in, preparing a meeting, following up, joining a group.

To add a flow called `my_flow` (the name of its intent):

1. Write what it says: assistant/flows/my_flow/da.yml, nb.yml and en.yml. `begin`, `resumed`, `paused`,
   `set_aside` and `thrown_away`; under `questions` for each one `ask`, `why`, `not_understood`, `called` (how a
   parent names it when she wants to change it; the first is a button) and its `options` with `label` and
   `phrases`; under `says` every other text. An option with `leads: /book_contact` is a way out of the flow.
   A text under `says` may be `{text: …, choices: [{label: …, leads: /book_contact}]}`. All three files need
   the same keys; the loader (actions/flows/words.py) says what is missing.

2. Write a class that subclasses `Flow` (actions/flows/model.py): `name = "my_flow"` and `questions(answers)`,
   the questions in order as these answers make them. The kinds: `choice` (one option), `choices` (several),
   `text` (her own words), `act` (something to do). Ids such as `what.1`, `what.2` share the words of `what`.
   Put an `act` question last and give it options such as `keep`, `edit` (the engine knows that one), `done`:
   `act(name, draft, now)` does it and says what became of it. `values(key, draft, words)` fills the {words in
   braces} of a text, for example the summary shown before the last question. Override `read` only where
   phrases are not enough; it may return a `Refusal` with the key under `says` that tells why (an e-mail
   address that is none). Whatever is kept for good goes into a table and a service of your own; the flow is
   given that service when it is made.

3. Register it: one line in `_flows` in api/composition.py.

Done so far for every flow, by the engine (actions/flows/engine.py) and the rules (assistant/data/rules/flows.yml):
answers, corrections ("no, I meant …"), skip, back, why, repeat, a question in the middle, not understood (the
second time with a way on and a person), "I don't understand" and coming back after a while, stop (the draft stays,
to go on with or to throw away), goodbye, restart, another language, a crisis (pauses until she
takes it up again), being upset, leaving for another flow or a booking with the draft kept. Drafts live in the
store (`flow_draft`) until the conversation is erased; what leaves the app for Rasa are ids only.

Other services reach a draft with `flows.drafts.of_conversation(conversation, "my_flow")`.
"""

from actions.flows.model import EDIT, Done, Flow, FlowDraft, Slip
from actions.flows.question import Answers, Heard, Kind, Question, Read, Refusal
from actions.flows.words import FlowWords, Option, Said, load_words

__all__ = [
    "EDIT",
    "Answers",
    "Done",
    "Flow",
    "FlowDraft",
    "FlowWords",
    "Heard",
    "Kind",
    "Option",
    "Question",
    "Read",
    "Refusal",
    "Said",
    "Slip",
    "load_words",
]
