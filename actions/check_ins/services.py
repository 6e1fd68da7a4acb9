"""Everything around check-ins, put together once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actions.check_ins.amounts import Amounts
from actions.check_ins.check_in import FLOW, CheckIn
from actions.check_ins.flow import CheckInFlow
from actions.check_ins.policy import load_check_in_policy
from actions.check_ins.service import CheckIns
from actions.check_ins.wording import CheckInWording
from actions.contacts.codes import PrivateCodes
from actions.contacts.retention import RetentionPolicy
from actions.flows.drafts import FlowDrafts
from actions.flows.words import FlowWords, load_words
from actions.schools import Municipalities
from actions.store.engine import Store


@dataclass(frozen=True, slots=True)
class CheckInServices:
    """`check_ins` keeps and erases, `flow` is the conversation, `wording` by language puts them into words."""

    check_ins: CheckIns
    flow: CheckInFlow
    wording: Mapping[str, CheckInWording]
    words: Mapping[str, FlowWords]

    def shareable_text(self, check_in: CheckIn, language: str) -> str:
        """What a parent may send along with a booking: her answers in words, without stage or points.

        The school never sees a score: a number would be read as a measurement of the child.
        """
        return self.wording[language].shareable(check_in)


def open_check_ins(
    store: Store,
    municipalities: Municipalities,
    secret: bytes,
    retention: RetentionPolicy,
    flows: Path,
) -> CheckInServices:
    """The services over one store; `flows` is the folder assistant/flows. Raises PolicyError, ValueError.

    Raises PolicyError too where the words lack a question or option of the policy.
    """
    policy, words = load_check_in_policy(), load_words(flows / FLOW)
    policy.refuse_other_words(words)
    check_ins = CheckIns(store, PrivateCodes(secret), FlowDrafts(store), policy, retention)
    amounts = Amounts.load(flows / FLOW / "amounts.yml")
    flow = CheckInFlow(check_ins, municipalities, amounts, retention.kinds["check_in"].days)
    wording = {language: CheckInWording(policy, each) for language, each in words.items()}
    return CheckInServices(check_ins, flow, wording, words)
