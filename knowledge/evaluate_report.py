"""What `knowledge.evaluate` measured, as a table for people and as JSON for the next comparison."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.evaluate import Outcome
from knowledge.model import Passage

SYSTEMS = ("ours", "bm25", "encoder")


def summarise(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Recall and MRR by system and group, refusals, latency in milliseconds, and the misses by id."""
    inside = [outcome for outcome in outcomes if outcome.question.gold]
    outside = [outcome for outcome in outcomes if not outcome.question.gold]
    return {
        "questions": {"inside": len(inside), "outside": len(outside)},
        "recall": {name: _recall(group) for name, group in _groups(inside).items()},
        "refusal": _refusal(inside, outside),
        "latency_ms": _latency(outcomes),
        "missed": [outcome.question.id for outcome in inside if not _within(outcome, "ours", 5)],
        "gold_not_in_index": [outcome.question.id for outcome in inside if not outcome.findable],
    }


def as_text(summary: Mapping[str, Any], outcomes: Sequence[Outcome], passages: Mapping[str, Passage]) -> str:
    """The table, then each miss in words."""
    lines = [f"{'':14}{'n':>4}  " + "  ".join(f"{name:^25}" for name in SYSTEMS)]
    lines.append(f"{'':20}" + "  ".join(f"{'@1':>6}{'@3':>6}{'@5':>6}{'MRR':>7}" for _ in SYSTEMS))
    for group, measured in summary["recall"].items():
        cells = (measured[name] for name in SYSTEMS)
        row = "  ".join(f"{c['1']:6.2f}{c['3']:6.2f}{c['5']:6.2f}{c['mrr']:7.3f}" for c in cells)
        lines.append(f"{group:14}{measured['n']:>4}  {row}")
    lines += [f"refusal: {summary['refusal']}", f"latency: {summary['latency_ms']}", ""]
    missed = [outcome for outcome in outcomes if outcome.question.id in summary["missed"]]
    return "\n".join([*lines, *(_miss(outcome, passages) for outcome in missed)])


def write_results(path: Path, summary: Mapping[str, Any], outcomes: Iterable[Outcome]) -> None:
    """The summary and one row for each question (ids, ranks and confidence; no question's text)."""
    rows = [
        {
            "id": o.question.id,
            "ranks": dict(o.ranks),
            "confidence": round(o.confidence, 4),
            "answerable": o.answerable,
        }
        for o in outcomes
    ]
    content = json.dumps({"summary": summary, "questions": rows}, ensure_ascii=False, indent=1)
    path.write_text(content + "\n", encoding="utf-8")


def _groups(inside: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    keys: list[tuple[str, Callable[[Outcome], bool]]] = [("all", lambda _: True)]
    for language in sorted({outcome.question.language for outcome in inside}):
        keys.append((language, lambda o, code=language: o.question.language == code))  # type: ignore[misc]
    for audience in sorted({outcome.question.audience for outcome in inside}):
        keys.append((audience, lambda o, who=audience: o.question.audience == who))  # type: ignore[misc]
    return {name: [outcome for outcome in inside if belongs(outcome)] for name, belongs in keys}


def _recall(group: Sequence[Outcome]) -> dict[str, Any]:
    measured: dict[str, Any] = {"n": len(group)}
    for system in SYSTEMS:
        at = {str(k): _share(_within(outcome, system, k) for outcome in group) for k in (1, 3, 5)}
        mrr = [1 / rank if (rank := outcome.ranks[system]) else 0.0 for outcome in group]
        measured[system] = {**at, "mrr": round(float(np.mean(mrr)) if mrr else 0.0, 4)}
    return measured


def _refusal(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> dict[str, Any]:
    kinds = sorted({outcome.question.kind for outcome in outside})
    refused = {kind: _share(not o.answerable for o in outside if o.question.kind == kind) for kind in kinds}
    kept = np.array([outcome.confidence for outcome in inside])
    out = np.array([outcome.confidence for outcome in outside])
    auroc = round(float((kept[:, None] > out[None]).mean()), 3) if len(kept) and len(out) else None
    return {**refused, "false_refusal": _share(not o.answerable for o in inside), "auroc": auroc}


def _latency(outcomes: Sequence[Outcome]) -> dict[str, float]:
    spent = [outcome.milliseconds for outcome in outcomes] or [0.0]
    return {f"p{p}": round(float(np.percentile(spent, p)), 1) for p in (50, 95)}


def _within(outcome: Outcome, system: str, k: int) -> bool:
    rank = outcome.ranks[system]
    return rank is not None and rank <= k


def _share(values: Iterable[bool]) -> float:
    counted = list(values)
    return round(sum(counted) / len(counted), 4) if counted else 0.0


def _miss(outcome: Outcome, passages: Mapping[str, Passage]) -> str:
    asked = outcome.question
    first = [passages[name] for name in outcome.found[:3]]
    shown = "; ".join(f"{p.document[:3]} {' > '.join(p.heading_path) or p.title}"[:60] for p in first)
    return f"missed {asked.id} ({asked.language}) “{asked.text}”\n   right at {outcome.ranks['ours']}; found: {shown}"
