"""Holds today's figures of `knowledge.evaluate` against an earlier results file: what got better, what got worse."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.evaluate import EvaluationError, Outcome

FAR = 10_000
"""The rank of what was not found."""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier run: its summary, and by question the rank of the first right passage and what was decided."""

    summary: Mapping[str, Any]
    ranks: Mapping[str, int | None]
    answerable: Mapping[str, bool]


def read_results(path: Path) -> Before:
    """The file `knowledge evaluate --results` wrote. Raises EvaluationError when it is no such file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        rows = content["questions"]
        ranks = {row["id"]: row["ranks"]["ours"] for row in rows}
        decided = {row["id"]: row["answerable"] for row in rows if "answerable" in row}
        return Before(content["summary"], ranks, decided)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            f"{path.name} holds no results ({error!r}). Write one with `knowledge evaluate FILE --results OUT`."
        ) from error


def compared(before: Before, summary: Mapping[str, Any], outcomes: Sequence[Outcome]) -> str:
    """Figures side by side, then each question that moved, the worst move first."""
    moves = sorted(_moves(before, outcomes))
    new = [o.question.id for o in outcomes if o.question.id not in before.ranks]
    gone = sorted(set(before.ranks) - {o.question.id for o in outcomes})
    lines = [*_figures(before.summary, summary), "", f"moved: {len(moves)}", *(line for _, line in moves)]
    lines += [f"only now: {', '.join(new)}"] if new else []
    lines += [f"only before: {', '.join(gone)}"] if gone else []
    return "\n".join(lines)


def _figures(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for group, measured in now["recall"].items():
        old = before.get("recall", {}).get(group)
        if old:
            yield f"{group:14}" + "  ".join(
                _change(k, old["ours"][k], measured["ours"][k]) for k in ("1", "5", "mrr")
            )
    for name, value in now["refusal"].items():
        old_value = before.get("refusal", {}).get(name)
        if value is not None and old_value is not None:
            yield f"{'refusal':14}" + _change(name, old_value, value)
    for name, value in now["latency_ms"].items():
        yield f"{'latency ms':14}" + _change(name, before.get("latency_ms", {}).get(name, value), value)


def _change(name: str, before: float, now: float) -> str:
    return f"{name} {before:.3f} → {now:.3f} ({now - before:+.3f})"


def _moves(before: Before, outcomes: Sequence[Outcome]) -> Iterator[tuple[int, str]]:
    for outcome in outcomes:
        asked = outcome.question
        if asked.id not in before.ranks:
            continue
        old, now = before.ranks[asked.id], outcome.ranks["ours"]
        if asked.gold and old != now:
            step = (old or FAR) - (now or FAR)
            yield (
                step,
                f"{'better' if step > 0 else 'worse'} {asked.id} ({asked.language}): rank {old} → {now}",
            )
        decided = before.answerable.get(asked.id, outcome.answerable)
        if decided != outcome.answerable:
            right = outcome.answerable == bool(asked.gold)
            what = "answered" if outcome.answerable else "refused"
            yield (
                (FAR if right else -FAR),
                f"{'better' if right else 'worse'} {asked.id} ({asked.language}): now {what}",
            )
