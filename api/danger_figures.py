"""What floor and second net hear of an outside set: misses and false alarms apart, per language and kind."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from actions.safety.second_net import SecondNet

Row = dict[str, Any]
DANGER, EVERYDAY = "danger", "everyday"


def outside_rows(files: list[Path]) -> list[Row]:
    """The messages of `{danger: {kind: [text]}, everyday: {kind: [text]}}` files named by language."""
    return [
        {"lang": file.stem, "text": text, "outside": part, "kind": kind, "file": str(file)}
        for file in files
        for part, kinds in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        for kind, texts in kinds.items()
        for text in texts
    ]


def heard_as(row: Row, net: SecondNet) -> str:
    """`alarm` for the crisis reply, `numbers` for numbers under the answer, else `nothing`."""
    sure = row["predicted"] == "crisis" and row["confidence"] >= net.intent_reply_from
    if row["crisis"] or sure:
        return "alarm"
    below = row["floor"] or row["danger"] >= net.numbers_from or row["predicted"] == "crisis"
    return "numbers" if below else "nothing"


def report_danger(rows: list[Row], say: Callable[[str], None]) -> None:
    """`rows`: outside rows with what was understood of them. Messages are counted, never named."""
    net = SecondNet.load()
    for language in sorted({row["lang"] for row in rows}):
        for part in (DANGER, EVERYDAY):
            own = [row for row in rows if row["lang"] == language and row["outside"] == part]
            say(f"{language} {part}: {_line(own, net)}")
            for kind in dict.fromkeys(row["kind"] for row in own):
                say(f"  {kind}: {_line([row for row in own if row['kind'] == kind], net)}")
    for part in (DANGER, EVERYDAY):
        say(f"all {part}: {_line([row for row in rows if row['outside'] == part], net)}")


def false_alarms(rows: list[Row]) -> str:
    """One line on rows with an intent: what was heard as danger though it is none."""
    net = SecondNet.load()
    calm = [row for row in rows if row["intent"] != "crisis"]
    heard = Counter(heard_as(row, net) for row in calm)
    return f"not danger {len(calm)}: false alarms {heard['alarm']}, numbers {heard['numbers']}"


def _line(rows: list[Row], net: SecondNet) -> str:
    heard = Counter(heard_as(row, net) for row in rows)
    floor = sum(row["floor"] is not None for row in rows)
    either = heard["alarm"] + heard["numbers"]
    shares = [f"{count} ({count / max(len(rows), 1):.1%})" for count in (floor, heard["alarm"], either)]
    return (
        f"{len(rows)} messages, floor {shares[0]}, with second net {shares[1]}, numbers or more {shares[2]}"
    )
