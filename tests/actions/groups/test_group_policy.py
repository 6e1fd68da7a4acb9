"""groups.yml: read, and refused with the place of the mistake."""

from pathlib import Path

import pytest
import yaml

from actions.groups import load_groups
from knowledge.policy_files import POLICY, PolicyError


def changed(tmp_path: Path, **fields: object) -> Path:
    content = yaml.safe_load((POLICY / "groups.yml").read_text(encoding="utf-8"))
    file = tmp_path / "groups.yml"
    file.write_text(yaml.safe_dump({**content, **fields}), encoding="utf-8")
    return file


def test_the_policy_has_every_theme_of_the_domain() -> None:
    policy = load_groups()
    assert {theme.id for theme in policy.themes} == {
        "grief", "divorce", "anxiety", "autism_adhd", "transitions", "open",
    }  # fmt: skip
    assert all(choice.shown(language) for choice in policy.themes for language in ("da", "nb", "en"))


@pytest.mark.parametrize("country", ["dk", "no"])
def test_every_grade_has_one_band(country: str) -> None:
    bands = load_groups().bands[country]  # type: ignore[index]
    grades = [grade for band in bands for grade in band.grades]
    assert sorted(grades) == list(range(0 if country == "dk" else 1, 11))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"enough": 1}, "enough"),
        ({"themes": []}, "themes"),
        ({"times": [{"id": "a", "label": {"da": "x", "nb": "x"}}]}, "label > en"),
        ({"colour": "blue"}, "colour"),
        (
            {"areas": [{"id": "here", "label": {"da": "x", "nb": "x", "en": "x"}}] * 2},
            "areas: the id 'here' stands twice",
        ),
    ],
)
def test_mistakes_are_named(tmp_path: Path, fields: dict[str, object], named: str) -> None:
    with pytest.raises(PolicyError, match=named):
        load_groups(changed(tmp_path, **fields))
