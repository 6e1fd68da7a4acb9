"""The cast of the desk: coordinators of two schools, an administrator, an outsider, two parents; a clock to turn."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from actions.check_ins import open_check_ins
from actions.contacts import Booking, load_retention, open_contacts
from actions.groups import load_groups, open_groups
from actions.sheets import open_sheets
from actions.staff import Passwords, open_staff
from actions.store import open_store
from api.desk import Desk, router
from api.desk.services import TEXTS
from api.middleware import SafeHeaders
from api.problems import install
from channels.texts import Texts
from tests.contact_world import MUNICIPALITIES, NOW, SECRET, World

FLOWS = Path(__file__).parents[3] / "assistant" / "flows"
PASSWORD = "fire grønne cykler ved vandet"
SIGNE = "signe@soelvbaek.example.org"
AMINA = "amina@soelvbaek.example.org"
KAREN = "karen@soelvbaek.example.org"
RAGNHILD = "ragnhild@lyngvaag.example.org"
ACCOUNTS = (
    (SIGNE, "Signe Birkemose", "coordinator", "dk-birkemose", "da"),
    (AMINA, "Amina Holmskov", "coordinator", "dk-holmskov", "da"),
    (KAREN, "Karen Agerskov", "administrator", "dk-team", "en"),
    (RAGNHILD, "Ragnhild Tangvoll", "coordinator", "no-tangvoll", "nb"),
)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


class Browser(TestClient):
    """One browser with its cookies. `post` sends a form as a page would: with the proof the page carries."""

    proof = ""

    def read(self, address: str) -> Response:
        answer = self.get(address)
        self.remember(answer)
        return answer

    def remember(self, answer: Response) -> None:
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        if found:
            self.proof = found[1]

    def submit(self, address: str, **fields: str) -> Response:
        answer = self.post(address, data={"csrf": self.proof, **fields})
        self.remember(answer)
        return answer

    def sign_in(self, login: str, password: str = PASSWORD, **fields: str) -> Response:
        self.read("/desk/sign-in")
        return self.submit("/desk/sign-in", login=login, password=password, **fields)


@dataclass
class Office:
    """The desk over a store of its own."""

    world: World
    desk: Desk
    app: FastAPI
    clock: Clock
    opened: list[Browser] = field(default_factory=list)

    def browser(self, https: bool = False) -> Browser:
        made = Browser(self.app, base_url="https://desk.example.org" if https else "http://testserver")
        self.opened.append(made)
        return made

    def signed_in(self, login: str) -> Browser:
        browser = self.browser()
        assert browser.sign_in(login).url.path == "/desk"
        return browser

    def book(self, school: str = "demo-dk", number: int | None = 0, **answers: object) -> Booking:
        """A parent's booking at the number-th free time, or to be called."""
        slot = None
        if number is not None:
            free = self.desk.contacts.calendar.free_slots(school, 3, None, self.clock.now, number + 1)
            slot = free[number]
        return self.world.book(school=school, slot=slot, now=self.clock.now, **answers)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = _office(tmp_path)
    yield made
    for browser in made.opened:
        browser.close()
    made.world.store.close()


@pytest.fixture
def https_office(tmp_path: Path) -> Iterator[Office]:
    """The same, reached over https."""
    made = _office(tmp_path, https=True)
    yield made
    for browser in made.opened:
        browser.close()
    made.world.store.close()


def _office(folder: Path, https: bool = False) -> Office:
    url, clock = f"sqlite:///{folder / 'skolevej.db'}", Clock()
    store = open_store(url)
    contacts = open_contacts(store, MUNICIPALITIES, SECRET, load_retention())
    staff = open_staff(store, MUNICIPALITIES, Passwords(PasswordHasher.from_parameters(CHEAPEST)))
    for login, name, role, coordinator, language in ACCOUNTS:
        staff.accounts.add(
            login=login,
            name=name,
            password=PASSWORD,
            role="administrator" if role == "administrator" else "coordinator",
            coordinator=coordinator,
            language=language,
            now=clock(),
        )
    groups = open_groups(store, MUNICIPALITIES, load_groups(), SECRET, load_retention(), mails=True)
    desk = Desk(
        municipalities=MUNICIPALITIES,
        contacts=contacts,
        groups=groups,
        check_ins=open_check_ins(store, MUNICIPALITIES, SECRET, load_retention(), FLOWS),
        sheets=open_sheets(store, SECRET),
        staff=staff,
        texts=Texts.load(TEXTS),
        https=https,
        mails=True,
        now=clock,
    )
    return Office(World(url, store, contacts), desk, _app(desk), clock)


def _app(desk: Desk) -> FastAPI:
    app = FastAPI()
    app.state.desk = desk
    app.include_router(router)
    app.add_middleware(SafeHeaders)
    install(app, Texts.load())
    return app


Words = Callable[..., str]


@pytest.fixture
def words(office: Office) -> Words:
    """What the pages say: words("da", key)."""
    return office.desk.texts
