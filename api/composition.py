"""Puts the rooms together: one Product from the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from rasa_sdk.executor import ActionExecutor

from actions.booking_talk import BookingWords, Opened
from actions.check_ins import CheckInServices, open_check_ins
from actions.child import load_child_words
from actions.contacts import ContactServices, load_retention, open_contacts
from actions.conversations import Conversation, Conversations
from actions.early_signs import EarlySigns
from actions.feedback import Feedback
from actions.flows import Flow
from actions.flows.drafts import FlowDrafts
from actions.flows.engine import FlowEngine
from actions.flows.registry import Flows, open_flows
from actions.gaps import Gaps
from actions.groups import GroupServices, load_groups, open_groups
from actions.groups.flow import JoinGroupFlow
from actions.guidance import Guidance
from actions.kept_elsewhere import KeptElsewhere
from actions.rasa import Services, build_executor
from actions.rasa.booking import BookingTalk
from actions.rasa.flows import FlowTalk
from actions.safety.floor import CrisisFloor
from actions.safety.listener import Listener
from actions.safety.second_net import SecondNet
from actions.said import Said
from actions.schools import Municipalities, load_municipalities
from actions.sharing import Sharing
from actions.sheets import SheetServices, open_sheets
from actions.sheets.flows import sheet_flows
from actions.store import Store, open_store
from api.desk import Desk, open_desk
from api.local_secrets import LocalSecrets, local_secrets
from api.settings import CHECKOUT, Settings
from assistant.project import load_all_replies
from channels.compose import Composer
from channels.compose_booking import BookingComposer, BookingTools
from channels.compose_child import ChildComposer
from channels.compose_flow import FlowComposer
from channels.contact import Contacts
from channels.language import LanguageDetector, OwnLines
from channels.law_notes import LawNotes
from channels.meant import Meant
from channels.normalise import normalise
from channels.rasa import RasaClient
from channels.reply import CallNumber, Numbers, Reply
from channels.sources import SourceLines
from channels.texts import Texts
from channels.turn import TakenTurn, Tools, TurnService
from knowledge.changed_law import changed_law
from knowledge.encoder.protocol import Encoder
from knowledge.own_lines import ArticleLines
from knowledge.service import Knowledge
from knowledge.shelf import Shelf
from knowledge.sources import load_sources

POLICY = CHECKOUT / "knowledge" / "policy"
FLOWS = CHECKOUT / "assistant" / "flows"


@dataclass(frozen=True, slots=True)
class Product:
    """Everything the routes need."""

    settings: Settings
    secrets: LocalSecrets
    texts: Texts
    municipalities: Municipalities
    store: Store
    conversations: Conversations
    feedback: Feedback
    gaps: Gaps
    knowledge: Knowledge
    shelf: Shelf
    source_lines: SourceLines
    law_notes: LawNotes
    floor: CrisisFloor
    contacts: Contacts
    rasa: RasaClient
    turns: TurnService
    executor: ActionExecutor
    contact_services: ContactServices
    group_services: GroupServices
    check_ins: CheckInServices
    sheets: SheetServices
    flows: Flows
    desk: Desk

    def without_store(self, text: str, language: str, own: Conversation | None) -> TakenTurn:
        """The answer while the store is down: crisis help if it is called for, else an honest word and numbers."""
        text = normalise(text)
        country = own.country if own else None
        found = self.floor.check(text)
        if found:
            fixed = self.floor.reply(found.kind, language, country)
            numbers = [CallNumber(label=n.label, tel=n.tel, hours=n.hours) for n in fixed.numbers]
            crisis = Reply(type="crisis", text=fixed.text, language=language, data=Numbers(numbers=numbers))
            return TakenTurn([crisis], language, "crisis")
        numbers = self.contacts.numbers(own.school, language) if own else []
        lines = self.floor.numbers(country, language)
        numbers += [CallNumber(label=n.label, tel=n.tel, hours=n.hours) for n in lines]
        honest = Reply(
            type="error",
            text=self.texts(language, "paused.everything"),
            language=language,
            data=Numbers(numbers=numbers),
        )
        return TakenTurn([honest], language, "error")


def compose(
    settings: Settings,
    knowledge: Knowledge,
    encoder: Encoder,
    shelf: Shelf,
    rasa_url: str,
    listener: Listener | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Product:
    """Open the store, read every policy file and wire the rooms. `encoder` is for Rasa and the listener.

    Raises StoreUnavailableError, PolicyFileError, SafetyDataError, ProjectError, TextsError.
    """
    texts = Texts.load()
    municipalities = load_municipalities(settings.municipalities_dir)
    secrets = local_secrets(settings.data_dir)
    store = open_store(settings.store_url)
    conversations = Conversations(store, now)
    retention = load_retention()
    gaps = Gaps(store, retention, knowledge.knows, now)
    secret, mails = secrets.private_codes.encode(), settings.smtp_host is not None
    contact_services = open_contacts(store, municipalities, secret, retention)
    groups = open_groups(store, municipalities, load_groups(), secret, retention, mails=mails)
    floor, second_net = CrisisFloor.load(), SecondNet.load()
    contacts = Contacts(municipalities, texts)
    source_lines = SourceLines(load_sources(), texts)
    law_notes = LawNotes(changed_law(), source_lines, texts)
    said, opened = Said(), Opened(now)
    child_words = load_child_words(CHECKOUT / "assistant" / "child")
    check_ins = open_check_ins(store, municipalities, secret, retention, FLOWS)
    words = BookingWords.load(CHECKOUT / "assistant" / "booking")
    join_group = JoinGroupFlow(groups.interests, municipalities, words)
    sheets = open_sheets(store, secret)
    own = sheet_flows(sheets, municipalities, retention, words, FLOWS, mails=mails, now=now)
    flows = open_flows((*_flows(check_ins, join_group), *own), FlowDrafts(store), FLOWS)
    sharing = Sharing(flows, check_ins, now)
    booking_tools = BookingTools(contact_services, municipalities, opened, texts, now, sharing)
    rasa = RasaClient(rasa_url, secrets.front_door)
    tools = Tools(
        conversations=conversations,
        floor=floor,
        listener=listener,
        second_net=second_net,
        detector=LanguageDetector.load(),
        own_lines=OwnLines.load(),
        article_lines=ArticleLines.load(knowledge.articles()),
        meant=Meant.load(),
        rasa=rasa,
        encoder=encoder,
        knowledge=knowledge,
        composer=Composer(knowledge, contacts, texts, law_notes),
        booking=BookingComposer(booking_tools),
        flows=FlowComposer(flows, texts),
        child=ChildComposer(child_words, floor, municipalities),
        contacts=contacts,
        texts=texts,
        gaps=gaps,
        replies=load_all_replies(),
        said=said,
        now=now,
    )
    signs = EarlySigns.load(CHECKOUT / "assistant" / "early_signs", POLICY / "early_signs.yml")
    guidance = Guidance(knowledge)
    talk = BookingTalk(
        contact_services,
        municipalities,
        guidance,
        words,
        said,
        opened,
        now,
        groups.interests,
        sharing,
        KeptElsewhere(check_ins.check_ins, sheets.sheets),
    )
    flow_talk = FlowTalk(flows, FlowEngine(flows), guidance, words, said, now)
    return Product(
        settings=settings,
        secrets=secrets,
        texts=texts,
        municipalities=municipalities,
        store=store,
        conversations=conversations,
        feedback=Feedback(store, retention, now),
        gaps=gaps,
        knowledge=knowledge,
        shelf=shelf,
        source_lines=source_lines,
        law_notes=law_notes,
        floor=floor,
        contacts=contacts,
        rasa=rasa,
        turns=TurnService(tools),
        contact_services=contact_services,
        group_services=groups,
        check_ins=check_ins,
        sheets=sheets,
        flows=flows,
        desk=open_desk(
            store,
            municipalities,
            contact_services,
            groups,
            check_ins,
            sheets,
            https=(settings.public_url or "").startswith("https://"),
            mails=mails,
            now=now,
        ),
        executor=build_executor(Services(guidance, signs, talk, flow_talk, child_words, said)),
    )


def _flows(check_ins: CheckInServices, join_group: JoinGroupFlow) -> tuple[Flow, ...]:
    """The conversations with questions; one line each (actions/flows says how to add one)."""
    return (check_ins.flow, join_group)
