"""Schools and coordinators: who is designated, when they answer, and what an editor is told about a mistake."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.schools import Municipalities, PolicyError, UnknownSchoolError, load_municipalities

FOLDER = Path(__file__).parents[2] / "knowledge" / "policy" / "municipalities"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
UTC = ZoneInfo("UTC")


@pytest.fixture(scope="module")
def municipalities() -> Municipalities:
    return load_municipalities(FOLDER)


@pytest.fixture
def editable(tmp_path: Path) -> Path:
    """A copy of the folder that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "municipalities"))


def spoil(folder: Path, old: str, new: str, name: str = "demo-dk.yml") -> Path:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_two_demo_schools_speak_their_countrys_language(municipalities: Municipalities) -> None:
    danish, norwegian = municipalities.school("demo-dk"), municipalities.school("demo-no")
    assert danish is not None
    assert norwegian is not None
    assert (danish.country, danish.language) == ("dk", "da")
    assert (norwegian.country, norwegian.language) == ("no", "nb")


def test_each_municipality_has_another_school_with_its_own_coordinator(
    municipalities: Municipalities,
) -> None:
    for place in municipalities.all:
        assert len(place.schools) == 2
        designated = {municipalities.coordinator_for(school.id, grade=3).id for school in place.schools}
        assert len(designated) == 2


def test_an_unknown_school_is_none_and_never_gets_a_coordinator(municipalities: Municipalities) -> None:
    assert municipalities.school("demo-se") is None
    with pytest.raises(UnknownSchoolError):
        municipalities.coordinator_for("demo-se")


@pytest.mark.parametrize(
    ("school", "grade", "topic", "expected"),
    [
        ("demo-dk", None, None, "dk-birkemose"),
        ("demo-dk", 8, None, "dk-birkemose"),
        ("demo-dk", 8, "bullying", "dk-lundager"),
        ("demo-dk", 3, "bullying", "dk-birkemose"),
        ("demo-dk", 8, "family", "dk-birkemose"),
        ("demo-no", 9, None, "no-solvang"),
        ("demo-no", 2, None, "no-tangvoll"),
        ("demo-no", None, None, "no-tangvoll"),
        ("demo-dk-2", 9, None, "dk-team"),
        ("demo-no-2", 9, "absence", "no-team"),
    ],
)
def test_the_designated_coordinator(
    municipalities: Municipalities, school: str, grade: int | None, topic: str | None, expected: str
) -> None:
    assert municipalities.coordinator_for(school, grade, topic).id == expected


def test_only_the_fallback_is_a_team(municipalities: Municipalities) -> None:
    assert municipalities.coordinator_for("demo-dk-2", grade=9).is_team
    assert not municipalities.coordinator_for("demo-dk-2", grade=3).is_team


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 7, 44, tzinfo=COPENHAGEN), False),
        (datetime(2026, 11, 23, 7, 45, tzinfo=COPENHAGEN), True),
        (datetime(2026, 11, 23, 15, 0, tzinfo=COPENHAGEN), False),
        (datetime(2026, 11, 22, 10, 0, tzinfo=COPENHAGEN), False),  # a Sunday
        (datetime(2026, 11, 23, 6, 50, tzinfo=UTC), True),  # winter: 07:50 in Copenhagen
        (datetime(2026, 8, 24, 5, 50, tzinfo=UTC), True),  # summer: 07:50 in Copenhagen
        (datetime(2026, 8, 24, 13, 30, tzinfo=UTC), False),  # summer: 15:30 in Copenhagen
        (datetime(2026, 12, 22, 10, 0, tzinfo=COPENHAGEN), False),  # Christmas holiday
    ],
)
def test_the_school_office_is_open(municipalities: Municipalities, moment: datetime, expected: bool) -> None:
    school = municipalities.school("demo-dk")
    assert school is not None
    assert school.is_open(moment) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 6, 0, tzinfo=COPENHAGEN), datetime(2026, 11, 23, 7, 45, tzinfo=COPENHAGEN)),
        (datetime(2026, 11, 27, 20, 0, tzinfo=COPENHAGEN), datetime(2026, 11, 30, 7, 45, tzinfo=COPENHAGEN)),
        (datetime(2026, 12, 18, 20, 0, tzinfo=UTC), datetime(2027, 1, 4, 7, 45, tzinfo=COPENHAGEN)),
        # The night the clocks go forward: still a quarter to eight on the wall on Monday, past the Easter break.
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2027, 3, 30, 7, 45, tzinfo=COPENHAGEN)),
    ],
)
def test_the_next_opening(municipalities: Municipalities, moment: datetime, expected: datetime) -> None:
    school = municipalities.school("demo-dk")
    assert school is not None
    assert school.next_opening(moment) == expected


def test_while_open_the_next_opening_is_now(municipalities: Municipalities) -> None:
    coordinator = municipalities.coordinator_for("demo-dk")
    now = datetime(2026, 11, 25, 13, 0, tzinfo=COPENHAGEN)
    assert coordinator.next_opening(now) == now


def test_lunch_is_a_gap_and_the_afternoon_the_next_opening(municipalities: Municipalities) -> None:
    coordinator = municipalities.coordinator_for("demo-dk")
    lunch = datetime(2026, 11, 25, 12, 0, tzinfo=COPENHAGEN)
    assert not coordinator.is_open(lunch)
    assert coordinator.next_opening(lunch) == lunch + timedelta(minutes=30)


def test_a_time_without_a_zone_is_refused(municipalities: Municipalities) -> None:
    school = municipalities.school("demo-dk")
    assert school is not None
    with pytest.raises(ValueError, match="time zone"):
        school.is_open(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


def test_closed_without_end_has_no_next_opening(editable: Path) -> None:
    spoil(editable, "to: 2027-01-03", "to: 2028-12-31")
    school = load_municipalities(editable).school("demo-dk")
    assert school is not None
    assert school.next_opening(datetime(2026, 12, 22, 9, 0, tzinfo=COPENHAGEN)) is None


def test_a_demo_page_may_stand_on_any_local_port_and_nowhere_else(municipalities: Municipalities) -> None:
    place = municipalities.municipality_of("demo-dk")
    assert place.allows("http://localhost:8123")
    assert place.allows("http://127.0.0.1")
    assert not place.allows("http://localhost.evil.example:8123")
    assert not place.allows("https://school.example:443")


MISTAKES = [
    (
        "coordinators: [dk-holmskov]",
        "coordinators: []",
        "the whole file",
        "nobody is designated for school 'demo-dk-2'",
    ),
    ("coordinators: [dk-holmskov]", "coordinators: [dk-hol]", "the whole file", "'dk-hol', who is not under"),
    (
        "coordinators: [dk-holmskov]",
        "coordinators: [dk-lundager]",
        "the whole file",
        "does not list that school",
    ),
    (
        "    schools: [demo-dk-2]",
        "    schools: [demo-dk-2, demo-se]",
        "the whole file",
        "'demo-se', which does not",
    ),
    ('country: "dk"', "country: no", "country", "'dk' or 'no' (found: false)"),
    ('mon: "07:45-15:00"', 'mon: "07.45-15"', "schools > 0 > office_hours > mon", "not a time of day"),
    ('mon: "07:45-15:00"', 'mon: "15:00-07:45"', "schools > 0 > office_hours > mon", "ends before it starts"),
    ('mon: "07:45-15:00"', 'man: "07:45-15:00"', "schools > 0 > office_hours > man > [key]", "'mon'"),
    (
        '["08:30-11:30", "12:30-15:00"]',
        '["08:30-13:30", "12:30-15:00"]',
        "coordinators > 0 > hours > wed",
        "overlap",
    ),
    ('phone: "+45 00 00 00 10"', "phone: 4500000010", "schools > 0 > phone", "valid string"),
    ('phone: "+45 00 00 00 10"', 'phone: "00000010"', "schools > 0 > phone", "not a phone number"),
    ("name: Sølvbæk Skole\n", "nam: Sølvbæk Skole\n", "schools > 0 > name", "required"),
    ("timezone: Europe/Copenhagen", "timezone: Danmark", "timezone", "not a time zone"),
    ("email: signe.birkemose@", "email: signe.birkemose.", "coordinators > 0 > email", "not an e-mail"),
    ("http://localhost\n", "localhost/demo\n", "origins > 0", "not a web origin"),
    ("topics: [anxiety,", "topics: [angst,", "coordinators > 1 > topics > 0", "'anxiety'"),
    ('grades: "0-9"', 'grades: "9-0"', "schools > 0 > grades", "not grades"),
    (
        "from: 2026-12-21, to: 2027-01-03",
        "from: 2027-01-03, to: 2026-12-21",
        "closed > 0",
        "before it starts",
    ),
    ("fallback:\n", "fallbak:\n", "fallback", "required"),
    ("  - id: demo-dk  ", "  - id: Demo DK  ", "schools > 0 > id", "pattern"),
]


@pytest.mark.parametrize(("old", "new", "field", "says"), MISTAKES)
def test_an_editors_mistake_is_named_with_its_field(
    editable: Path, old: str, new: str, field: str, says: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        load_municipalities(spoil(editable, old, new))
    first, *lines = str(caught.value).splitlines()
    assert first.startswith("demo-dk.yml: ")
    assert any(line.startswith(f"  {field}: ") and says in line.lower() for line in lines), str(caught.value)


def test_two_files_cannot_share_a_school_id(editable: Path) -> None:
    spoil(editable, "- id: demo-no-2", "- id: demo-dk-2", "demo-no.yml")
    spoil(editable, "schools: [demo-no-2]", "schools: [demo-dk-2]", "demo-no.yml")
    with pytest.raises(
        PolicyError, match=r"demo-no\.yml: the school id 'demo-dk-2' already stands in demo-dk"
    ):
        load_municipalities(editable)


def test_two_people_cannot_share_an_id(editable: Path) -> None:
    spoil(editable, "id: dk-team", "id: dk-lundager")
    with pytest.raises(PolicyError, match="coordinator id 'dk-lundager'"):
        load_municipalities(editable)


def test_a_file_that_is_not_yaml_says_where(editable: Path) -> None:
    spoil(editable, "name: Sølvbæk Kommune", "name: [Sølvbæk Kommune")
    with pytest.raises(PolicyError, match=r"(?s)demo-dk\.yml: .*line 14"):
        load_municipalities(editable)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="holds no municipality file"):
        load_municipalities(tmp_path)
