"""Docs are held to the code: every setting, route, table and decision stands in them, and nothing invented does."""

import re
from pathlib import Path

from actions.contacts.retention import load_retention
from actions.store import contact_tables, staff_tables, tables
from api.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def test_every_setting_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `SKOLEVEJ_([A-Z_]+)`", (DOCS / "settings.md").read_text(), re.M))
    assert documented == {name.upper() for name in Settings.model_fields}


def test_every_table_is_in_the_privacy_document() -> None:
    text = (DOCS / "privacy.md").read_text()
    assert contact_tables.Base is staff_tables.Base is tables.Base
    missing = [name for name in tables.Base.metadata.tables if f"`{name}`" not in text]
    assert not missing, f"docs/privacy.md says nothing of {missing}"


def test_every_retention_period_is_in_the_privacy_document() -> None:
    text = (DOCS / "privacy.md").read_text()
    for name, kind in load_retention().kinds.items():
        assert re.search(rf"`{name}`: {kind.days} days?\b", text), (
            f"docs/privacy.md: {name} is {kind.days} days"
        )


def test_links_between_our_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_paths_named_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in re.findall(
        r"`((?:actions|api|assistant|channels|docs|knowledge|scripts|tests)/[\w./-]*)`", text
    ):
        assert (ROOT / path).exists(), f"README.md names {path}"
