"""A small invented corpus in a real index, and the real encoder, built once for all tests here."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.articles import article_questions
from knowledge.encoder.default import open_bundled
from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.vector_cache import CachedEncoder, VectorCache
from knowledge.index.build import build_index
from knowledge.model import Article, Asked, Detail, Language, Passage
from knowledge.service import Knowledge

TOPICS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "stomach": ("Ondt i maven før skole", "Maven kan gøre ondt, når noget i skolen er svært. Tal roligt med barnet, og notér, hvornår det sker. Fortæl det til læreren.",
        ("min søn får ondt i maven hver morgen", "hovedpine før skole", "hun har kvalme når vi skal af sted", "er det fysisk eller psykisk", "skal han til lægen med mavepine")),
    "force": ("Skal jeg tvinge mit barn?", "Tvang flytter sjældent det, der er svært. Stands ved panik, og aftal et mindre skridt med barnet bagefter.",
        ("skal jeg tvinge ham i skole", "må jeg bære hende ud i bilen", "kan man presse en teenager", "hvor hårdt skal jeg presse", "skal jeg give efter når hun græder")),
    "meeting": ("Forbered mødet med skolen", "Skriv tre ting ned: det I ser, det der virker, og det I håber på. Bed om et referat.",
        ("vi er indkaldt til møde på skolen", "hvad skal jeg sige til mødet", "hvordan forbereder jeg mig til samtalen", "må jeg tage en bisidder med", "hvem sidder med til netværksmødet")),
    "sleep": ("Søvn og søndag aften", "Faste tider hjælper kroppen. Gør søndag aften forudsigelig, og læg skærmen væk i god tid.",
        ("hun kan ikke sove søndag aften", "han er vågen hele natten", "hvordan får vi døgnrytmen tilbage", "mareridt om skolen", "han sover til middag")),
    "screen": ("Dagen derhjemme", "Når barnet er hjemme, hjælper en dag med små gøremål mere end en dag med skærm.",
        ("han spiller computer når han er hjemme", "må hun se fjernsyn når hun bliver væk", "hvad laver vi på en dag uden skole", "skal jeg slukke for internettet", "hvordan får dagen en form")),
    "group": ("Forældregrupper", "I en forældregruppe møder du andre, der kender det. Tovholderen danner gruppen, når der er nok.",
        ("kan jeg tale med andre forældre", "findes der en gruppe for forældre", "hvordan kommer man med i et netværk", "jeg mangler nogen at snakke med", "mødes forældre i samme situation")),
    "bully": ("Mobning", "Skolen skal handle, når et barn bliver mobbet. Skriv ned, hvad der sker, og bed om en plan.",
        ("hun bliver mobbet i klassen", "de holder ham udenfor", "nogen driller min datter", "hvad skal skolen gøre ved mobning", "han har ingen venner")),
    "autism": ("Autisme og tilpasning", "Mange børn med autisme har brug for færre skift, en rolig plads og en kendt voksen.",
        ("mit barn har autisme", "hvordan tilpasser skolen til adhd", "larm i klassen er for meget for ham", "hun skal have en fast voksen", "kan man få ro til pauser")),
    "return": ("Tilbage i små skridt", "Begynd med det, barnet kan. Øg tiden lidt ad gangen, og aftal, hvem der tager imod.",
        ("hvordan kommer hun tilbage efter lang tid", "kan han starte med en time om dagen", "halve dage i starten", "hvem møder barnet i døren", "en plan for at vende tilbage")),
    "fault": ("Er det min skyld?", "Nej. Fravær er barnets svar på noget svært, ikke en fejl hos dig.",
        ("er det min skyld", "er jeg en dårlig mor", "jeg skammer mig", "hvad har vi gjort galt som forældre", "alle tror vi ikke opdrager ham")),
    "siblings": ("Søskende", "Søskende ser alt. Giv dem et ærligt, kort svar, og tid alene med dig.",
        ("lillebror vil nu også blive hjemme", "hvad siger jeg til hendes søster", "storesøster synes det er uretfærdigt", "søskende bliver påvirket", "begge mine børn bliver væk")),
    "register": ("Når I skriver fravær op", "Skriv alt fravær op samme dag, og se hver måned efter mønstre: ugedag, time, klasse.",
        ("hvordan registrerer vi fravær", "hvilke mønstre skal vi lede efter", "skal for sent fremmøde tælle", "hvem følger op på fraværet i teamet", "hvornår gennemgår teamet fraværet")),
}  # fmt: skip
TRANSLATED: dict[tuple[str, Language], tuple[str, str, tuple[str, ...]]] = {
    ("stomach", "nb"): ("Vondt i magen før skolen", "Magen kan gjøre vondt når noe på skolen er vanskelig. Snakk rolig med barnet, og skriv ned når det skjer.",
        ("sønnen min har vondt i magen hver morgen", "hodepine før skolen", "hun er kvalm når vi skal gå")),
    ("stomach", "en"): ("Stomach ache before school", "A stomach can hurt when something at school is hard. Talk calmly with the child and note when it happens.",
        ("my son has a stomach ache every morning", "headache before school", "she feels sick when we leave")),
    ("force", "en"): ("Should I force my child?", "Force seldom moves what is hard. Stop when there is panic, and agree on a smaller step afterwards.",
        ("should I force him to go", "may I carry her to the car", "how hard should I push")),
}  # fmt: skip
GUIDE = (
    "Fraværsguide for Lindeskolen. Når en elev har været væk i tre dage, ringer klasselæreren hjem samme dag. "
    "Efter ti procent fravær på en måned indkalder skolesocialrådgiveren til et møde. Her laver skolen og hjemmet en "
    "skriftlig aftale. Aftalen bliver evalueret hver fredag. Tovholderen er skolesocialrådgiveren, og hun tager imod i "
    "døren på elevens første dag. Skolen skriver fravær op i hver lektion. Teamet gennemgår fraværet den første mandag i "
    "måneden og ser efter mønstre. Er der tegn på mobning, handler ledelsen inden for ti dage."
)
NORWEGIAN_LAW = (
    "I Norge har skolen plikt til å følge opp elever med fravær. Rektor varsler når en elev er borte uten grunn. "
    "Kontaktlæreren ringer hjem den første dagen."
)


DETAILS: dict[tuple[str, Language], tuple[Detail, ...]] = {
    ("force", "da"): (
        Detail(
            "carry",
            ("må jeg løfte hende ud i bilen", "er det i orden at bære barnet ind i skolen", "hun skreg og jeg bar hende"),
            "Nej, et barn i panik bæres ikke.",
        ),
    )
}  # fmt: skip


def article(name: str, language: Language, written: tuple[str, str, tuple[str, ...]]) -> Article:
    title, body, questions = written
    return Article(
        id=name,
        language=language,
        title=title,
        audience="staff" if name == "register" else "parent",
        country="both",
        stages=(1,),
        sources=(),
        questions=questions,
        reviewed=date(2026, 11, 22),
        review_by=date(2027, 5, 22),
        owner="tests",
        body=body,
        details=DETAILS.get((name, language), ()),
    )


def passage_of(told: Article) -> Passage:
    return Passage(
        id=f"a-{told.id}-{told.language}",
        kind="article",
        document=told.id,
        title=told.title,
        heading_path=(),
        text=told.body,
        version="1",
        language=told.language,
        audience=told.audience,
        country=told.country,
    )


@pytest.fixture(scope="session")
def articles() -> list[Article]:
    danish = [article(name, "da", written) for name, written in TOPICS.items()]
    return danish + [article(name, language, written) for (name, language), written in TRANSLATED.items()]


@pytest.fixture(scope="session")
def passages(articles: list[Article]) -> list[Passage]:
    guide = Passage(
        "g-0", "document", "lindeskolen", "Fraværsguide", ("Procedure",), GUIDE, "1", "da", "both", "dk"
    )
    own = [
        Passage(
            "s-0",
            "document",
            "own-guide",
            "Vores guide",
            ("Trin",),
            GUIDE,
            "1",
            "da",
            "both",
            "dk",
            "linde",
            1,
        )
    ]
    law = Passage(
        "n-0", "document", "no-law", "Plikt", (), NORWEGIAN_LAW, "1", "nb", "both", "no", None, 2, 0
    )
    staff = Passage(
        "t-0",
        "document",
        "staff-note",
        "Til teamet",
        (),
        GUIDE[::1].replace("Linde", "Elme"),
        "1",
        "da",
        "staff",
        "dk",
    )
    return [*(passage_of(told) for told in articles), guide, *own, law, staff]


@pytest.fixture(scope="session")
def questions(articles: list[Article]) -> dict[str, tuple[Asked, ...]]:
    return {passage_of(told).id: article_questions(told) for told in articles}


@pytest.fixture(scope="session")
def both_encoders(tmp_path_factory: pytest.TempPathFactory) -> tuple[OnnxEncoder, OnnxEncoder]:
    """The plain one and the one that has learnt."""
    return open_bundled(tmp_path_factory.mktemp("encoder"), lambda _: None)


@pytest.fixture(scope="session")
def plain_encoder(both_encoders: tuple[OnnxEncoder, OnnxEncoder]) -> OnnxEncoder:
    return both_encoders[0]


@pytest.fixture(scope="session")
def onnx_encoder(both_encoders: tuple[OnnxEncoder, OnnxEncoder]) -> OnnxEncoder:
    """The one search uses."""
    return both_encoders[1]


@pytest.fixture(scope="session")
def encoder(onnx_encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CachedEncoder]:
    cache = VectorCache(tmp_path_factory.mktemp("vectors") / "vectors.sqlite")
    yield CachedEncoder(onnx_encoder, cache)
    cache.close()


@pytest.fixture(scope="session")
def index_dir(
    passages: list[Passage],
    questions: dict[str, tuple[Asked, ...]],
    encoder: CachedEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(passages, questions, encoder, folder, lambda _: None)
    return folder


@pytest.fixture(scope="session")
def knowledge(index_dir: Path, encoder: CachedEncoder, articles: list[Article]) -> Knowledge:
    return Knowledge.open(index_dir, encoder, articles)
