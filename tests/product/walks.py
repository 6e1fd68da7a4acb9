"""A random walk through a form: what may be said or pressed, and what must hold after each turn and at the end."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from hypothesis import strategies as st

from tests.conftest import RunningProduct
from tests.conversations.another_parent import AnotherParent
from tests.product.visitor import Visitor, numbers, stored

CPR = "070761-4285"
IN_CRISIS = {"demo-dk": "han siger han ikke vil leve mere", "demo-no": "hun sier at hun ikke vil leve lenger"}
BEGIN: dict[str, dict[str, str]] = {
    "demo-dk": {
        "early_signs": "kan vi se på tegnene sammen",
        "check_in": "hvor er vi i udviklingen lige nu",
        "prepare_meeting": "jeg vil forberede mig til mødet med skolen",
        "follow_up": "jeg vil følge op på det vi aftalte med skolen",
        "join_group": "jeg vil skrive mig op til en gruppe",
        "booking": "jeg vil gerne booke en samtale",
        "manage_booking": "jeg vil flytte min tid",
    },
    "demo-no": {
        "early_signs": "kan vi se på tegnene sammen",
        "check_in": "hvor er vi i utviklingen nå",
        "prepare_meeting": "hjelp meg å forberede et møte med skolen",
        "follow_up": "vi må følge opp tiltakene vi ble enige om på møtet",
        "join_group": "jeg vil gjerne bli med i en foreldregruppe",
        "booking": "jeg vil gjerne bestille en samtale",
        "manage_booking": "jeg vil flytte timen min",
    },
}
FLOWS = tuple(BEGIN["demo-dk"])
SAID = {
    "demo-dk": """ja|nej|spring over|tilbage|hvorfor spørger du om det|gentag|stop|start forfra|4. klasse
ondt i maven hver morgen|nogle uger|skal jeg tvinge ham afsted|hvad er en underretning?|32 12 34 57|mor@example.org
torsdag formiddag|nej, jeg mente sjældent|kan vi tage det på engelsk|farvel|jeg kan ikke mere, jeg er så træt
gem det|ret det|1 og 3|jeg vil gerne tale med et menneske|hej|tak|hej igen|hvad mener du|slet det|fortsæt""",
    "demo-no": """ja|nei|hopp over|gå tilbake|hvorfor spør du om det|gjenta|stopp|start på nytt|4. trinn
vondt i magen hver morgen|noen uker|skal jeg tvinge henne på skolen?|hva er PPT?|21 23 45 69|far@example.org
torsdag formiddag|nei, jeg mente av og til|kan vi ta det på engelsk?|ha det|jeg orker ikke mer, jeg er så sliten
lagre|endre det|1 og 3|kan jeg få snakke med noen|hei|takk|hei igjen|hva mener du|slett det|fortsett""",
}
ODD = (
    "blorf knirk zappelu",
    "🌧🙂",
    "?",
    "{worries} <b>&amp;",
    "hun sover dårligt " * 150,
    "ابنتي خائفة",
    "x" * 4100,
)
Move = tuple[str, Any]
KEPT = {
    "booking": ("contact_request", "contact_draft"),
    "check_in": ("check_in", "flow_draft"),
    "sheet": ("sheet", "flow_draft"),
    "interest": ("group_interest", "flow_draft"),
}


def moves(school: str) -> st.SearchStrategy[list[Move]]:
    """Buttons most of all; typed answers and steering; now and then another flow, nonsense, danger, a number."""
    said = [one for line in SAID[school].splitlines() for one in line.split("|")]
    press = st.tuples(st.just("press"), st.integers(0, 7))
    rare = st.one_of(
        st.tuples(st.just("say"), st.sampled_from(ODD)),
        st.tuples(st.just("say"), st.sampled_from(sorted(BEGIN[school].values()))),
        st.just(("crisis", IN_CRISIS[school])),
        st.just(("number", f"hun hedder det og har {CPR}")),
        st.tuples(st.just("old"), st.integers(0, 200)),
        st.just(("code", None)),
        st.just(("reload", None)),
    )
    typed = st.tuples(st.just("say"), st.sampled_from(said))
    return st.lists(st.one_of(press, typed, press, typed, rare), min_size=8, max_size=12)


@dataclass
class Walk:
    """One conversation under way, with what it was promised."""

    product: RunningProduct
    visitor: Visitor
    school: str
    offered: list[dict[str, str]] = field(default_factory=list)
    ever: list[dict[str, str]] = field(default_factory=list)
    receipts: list[dict[str, Any]] = field(default_factory=list)
    booked: dict[str, Any] | None = None
    turns: int = 0

    @classmethod
    def begin(cls, client: httpx.Client, product: RunningProduct, school: str, flow: str) -> "Walk":
        """A fresh conversation in this flow; to manage a booking one is made first."""
        booked = AnotherParent(client, school).book() if flow == "manage_booking" else None
        walk = cls(product, Visitor.begin(client, school), school, booked=booked)
        walk.see({"replies": walk.visitor.greeting, "outcome": "flow"}, "greeting")
        walk.take(("say", BEGIN[school][flow]))
        if booked:
            walk.take(("code", None))
        return walk

    def take(self, move: Move) -> None:
        kind, what = move
        choices = self.ever if kind == "old" else self.offered
        if kind in ("press", "old") and choices:
            value = choices[what % len(choices)]["value"]
            answer = self.post({"choice": value})
        elif kind == "reload":
            assert self.visitor.items()
            return
        elif kind == "code":
            known = self.booked or next((r for r in self.receipts if r.get("code")), {})
            said = f"{known.get('reference', 'K7M-4QX')} {known.get('code', 'W34CD-W34CD-W34CD-W34CD')}"
            answer = self.post({"text": said})
        else:
            answer = self.post({"text": "ja" if kind in ("press", "old") else what})
        self.turns += 1
        self.see(answer, f"{move!r}")
        if kind == "crisis":
            assert answer["outcome"] == "crisis" and numbers(answer), answer
        if kind == "number":
            assert answer["outcome"] == "blocked" and CPR not in str(answer), answer

    def post(self, message: dict[str, str]) -> dict[str, Any]:
        response = self.visitor.post(message)
        assert response.status_code == 200, f"{message}: {response.text}"
        body: dict[str, Any] = response.json()
        return body

    def see(self, answer: dict[str, Any], where: str) -> None:
        """No silent turn, no error, and words on whatever can be pressed."""
        replies = answer["replies"]
        assert answer["outcome"] != "error", f"{where}: {replies}"
        assert replies and all(reply["text"].strip() for reply in replies), f"{where}: {replies}"
        assert all("{" not in r["text"] or "{worries}" in r["text"] for r in replies), f"{where}: {replies}"
        choices = [choice for reply in replies for choice in reply.get("choices", [])]
        assert all(choice["label"].strip() for choice in choices), f"{where}: {choices}"
        self.offered = choices or self.offered
        self.ever += choices
        self.receipts += [r["data"] for r in replies if "reference" in (r.get("data") or {})]

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        return stored(self.product.data_dir / "skolevej.db", query, *values)

    def check_store(self) -> None:
        """Each turn once; each receipt one whole row, unless it was erased; nothing without a receipt."""
        own = self.visitor.conversation
        numbered = self.rows("SELECT number FROM turn WHERE conversation = ? ORDER BY number", own)
        assert [number for (number,) in numbered] == list(range(self.turns + 1))
        erased = {plain(r["reference"]) for r in self.receipts if r["kind"] == "erasure"}
        for kind, (table, drafts) in KEPT.items():
            promised = {plain(r["reference"]) for r in self.receipts if r["kind"] == kind and r.get("code")}
            found = [
                plain(reference)
                for (reference,) in self.rows(
                    f"SELECT k.reference FROM {table} k JOIN {drafts} d ON d.id = k.draft WHERE d.conversation = ?",
                    own,
                )
            ]
            assert sorted(found) == sorted(promised - erased), (kind, found, promised, erased)
        unreachable = "SELECT r.reference FROM contact_request r LEFT JOIN contact_way w ON w.request = r.id WHERE w.id IS NULL"
        assert self.rows(unreachable) == []

    def erase(self) -> None:
        """The whole conversation goes, drafts too; what was kept under a private code stays."""
        before = {table: self.rows(f"SELECT count(*) FROM {table}") for table, _ in KEPT.values()}
        response = self.visitor.erase()
        assert response.status_code == 200, response.text
        named = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'conversation' WHERE m.type = 'table'"
        tables = [table for (table,) in self.rows(named)]
        assert {"turn", "message", "choice", "contact_draft", "flow_draft"} <= set(tables)
        for table in tables:
            left = self.rows(f"SELECT * FROM {table} WHERE conversation = ?", self.visitor.conversation)
            assert left == [], f"{table} holds {left}"
        assert before == {table: self.rows(f"SELECT count(*) FROM {table}") for table in before}
        assert self.visitor.post({"text": "hej"}).status_code == 401


def plain(reference: str) -> str:
    return reference.replace("-", "")
