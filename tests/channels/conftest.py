"""The composing parts of the channels room over the invented corpus of the knowledge tests."""

from pathlib import Path

import pytest

from actions.schools import Municipalities, load_municipalities
from channels.compose import Composer
from channels.contact import Contacts
from channels.law_notes import LawNotes
from channels.sources import SourceLines
from channels.texts import Texts
from knowledge.changed_law import changed_law
from knowledge.service import Knowledge
from knowledge.sources import load_sources
from tests.knowledge.conftest import (  # noqa: F401  (fixtures)
    articles,
    both_encoders,
    encoder,
    index_dir,
    knowledge,
    onnx_encoder,
    passages,
    questions,
)

FOLDER = Path(__file__).parents[2] / "knowledge" / "policy" / "municipalities"


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture(scope="session")
def municipalities() -> Municipalities:
    return load_municipalities(FOLDER)


@pytest.fixture(scope="session")
def contacts(municipalities: Municipalities, texts: Texts) -> Contacts:
    return Contacts(municipalities, texts)


@pytest.fixture(scope="session")
def law_notes(texts: Texts) -> LawNotes:
    return LawNotes(changed_law(), SourceLines(load_sources(), texts), texts)


@pytest.fixture(scope="session")
def composer(knowledge: Knowledge, contacts: Contacts, texts: Texts, law_notes: LawNotes) -> Composer:  # noqa: F811
    return Composer(knowledge, contacts, texts, law_notes)
