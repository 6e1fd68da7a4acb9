"""The loader of check_in.yml: an editor is told what is wrong and where."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.check_ins.policy import load_check_in_policy
from actions.flows.words import load_words
from knowledge.policy_files import POLICY, PolicyError
from knowledge.sources import load_sources
from tests.actions.flows.talks import FLOWS


def changed(tmp_path: Path, *where: Any, to: Any) -> Path:
    content = yaml.safe_load((POLICY / "check_in.yml").read_text(encoding="utf-8"))
    inner = content
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = to
    file = tmp_path / "check_in.yml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


def test_what_we_ship_is_whole_and_has_words_in_every_language() -> None:
    policy = load_check_in_policy()
    policy.refuse_other_words(load_words(FLOWS / "check_in"))
    assert all(source.document in load_sources() for source in policy.sources)


@pytest.mark.parametrize(
    ("where", "to", "said"),
    [
        (("stages", "2", "when"), [{"answers": {"morning": ["most"]}}], "names the question morning"),
        (("stages", "2", "when"), [{"answers": {"mornings": ["awful"]}}], "names mornings: awful"),
        (("stages", "4", "when"), [{"percents": 10}], "percents"),
        (("stages", "3", "when"), [], "stages > 3 > when"),
        (("stages", "0", "when"), [{"points": 1}], '"0" is for everybody else'),
        (("easy", "body"), "fine", "easy names body: fine"),
        (("enough", "one_of"), ["absence"], "enough names the question absence"),
        (("questions", "days", "options", "few", "days"), -1, "questions > days > options > few > days"),
        (("school_days",), 40, "school_days"),
        (("owner",), "", "owner"),
        (("reviewed",), "soon", "reviewed"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, where: tuple[str, ...], to: Any, said: str) -> None:
    with pytest.raises(PolicyError, match=r"check_in\.yml") as error:
        load_check_in_policy(changed(tmp_path, *where, to=to))
    assert said in str(error.value)


def test_a_stage_left_out_is_named(tmp_path: Path) -> None:
    content = yaml.safe_load((POLICY / "check_in.yml").read_text(encoding="utf-8"))
    del content["stages"]["3"]
    (tmp_path / "check_in.yml").write_text(yaml.safe_dump(content))
    with pytest.raises(PolicyError, match='stages has no "3"'):
        load_check_in_policy(tmp_path / "check_in.yml")


def test_an_option_without_words_is_named(tmp_path: Path) -> None:
    file = changed(tmp_path, "questions", "body", "options", "hourly", to={"points": 3})
    with pytest.raises(PolicyError, match="differ in body: hourly"):
        load_check_in_policy(file).refuse_other_words(load_words(FLOWS / "check_in"))
