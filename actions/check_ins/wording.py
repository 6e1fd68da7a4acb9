"""A check-in in words: the result, how it was counted, what moved, and what may be shown to somebody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date

from actions.check_ins.arithmetic import place
from actions.check_ins.check_in import CheckIn
from actions.check_ins.comparison import Moved, compare
from actions.check_ins.policy import CheckInPolicy, Condition
from actions.contacts.slots import LOCALES
from actions.flows.words import FlowWords

DECIMAL_COMMA = ("da", "nb")


class CheckInWording:
    """One language's words for check-ins."""

    def __init__(self, policy: CheckInPolicy, words: FlowWords) -> None:
        self._policy = policy
        self._words = words
        self._language = words.language

    def stage(self, stage: int | None) -> str:
        """The stage in words, or that there were too few answers."""
        return self._text("no_stage") if stage is None else self._text(f"stage_{stage}")

    def result(self, answers: Mapping[str, Any], *, coordinator: str, service: str) -> str:
        """Stage, meaning, this week's steps, whom to involve; what helps; what this is not."""
        placing = place(self._policy, answers)
        if placing.stage is None:
            return self._text("unplaced")
        meaning = self._text(f"meaning_{placing.stage}", coordinator=coordinator, service=service)
        helps = f"helps_{answers.get('helps')}"
        parts = [f"{self.stage(placing.stage)}.", meaning]
        if helps in self._words.says:
            parts.append(self._text(helps))
        parts.append(self._text("skipped_some" if placing.skipped else "only_guidance"))
        return "\n\n".join(parts)

    def counted(self, answers: Mapping[str, Any]) -> str:
        """Every answer's points, the share of days, and the rule that held."""
        placing = place(self._policy, answers)
        if placing.stage is None or placing.rule is None:
            return self._text("unplaced_counted", answers=self._policy.enough.answers)
        return self._text(
            "counting",
            answers="\n".join(self._counted_lines(answers)),
            points=placing.points,
            days=self._decimal(placing.days),
            school_days=placing.school_days,
            percent=round(placing.percent),
            number=placing.stage,
            stage=self.stage(placing.stage),
            rule=self._rule(placing.rule),
        )

    def label(self, question: str, option: str | None) -> str:
        """An answer as its button says it; a dash for a question skipped."""
        return self._words.label(question, option) if option else "–"

    def name(self, question: str) -> str:
        """What a question is about, in a word or two."""
        return self._words.questions[question].called[0]

    def comparison(self, then: CheckIn, now: Mapping[str, Any]) -> str:
        """The direction, both stages, and what moved."""
        found = compare(self._policy, then.answers, now)
        if found is None:
            return self._text("nothing_to_compare")
        lines = [
            self._text(
                "compared",
                date=self.day(then.at),
                direction=self._text(f"direction_{found.direction}"),
                then=self.stage(then.stage),
                now=self.stage(place(self._policy, now).stage),
            )
        ]
        for move in ("better", "harder"):
            if moved := found.of(move):
                lines.append("\n".join([self._text(move), *map(self._moved, moved)]))
        if same := found.of("same"):
            names = ", ".join(self.name(each.question) for each in same)
            lines.append(self._text("same", names=names))
        return "\n\n".join(lines)

    def shareable(self, check_in: CheckIn) -> str:
        """What was answered, a line each, with the day: no stage, no points."""
        lines = [
            f"- {self.name(q)}: {self.label(q, str(check_in.answers[q]))}"
            for q in self._policy.questions
            if check_in.answers.get(q)
        ]
        return "\n".join([self._text("shared", date=self.day(check_in.at)), *lines])

    def day(self, moment: datetime) -> str:
        return format_date(moment.date(), "long", locale=LOCALES[self._language])

    def short_day(self, moment: datetime) -> str:
        """For the head of a column."""
        return format_date(moment.date(), "medium", locale=LOCALES[self._language])

    def _counted_lines(self, answers: Mapping[str, Any]) -> list[str]:
        lines = []
        for question, each in self._policy.questions.items():
            option = answers.get(question)
            if option and each.weight:
                points = each.weight * each.options[str(option)].points
                lines.append("- " + self._line(question, str(option), points))
        return lines

    def _line(self, question: str, option: str, points: int) -> str:
        return self._text(
            "line", called=self.name(question), label=self.label(question, option), points=points
        )

    def _rule(self, rule: Condition) -> str:
        parts = [self._text("rule_percent", percent=self._decimal(rule.percent))] if rule.percent else []
        if rule.points:
            parts.append(self._text("rule_points", points=rule.points))
        parts += [self._answer_named(question, rule) for question in rule.answers]
        *most, last = parts or [self._text("rule_rest")]
        return self._text("rule_and").join([", ".join(most), last]) if most else last

    def _answer_named(self, question: str, rule: Condition) -> str:
        """ "The answer A or B"; where that would be nearly all of them, "another answer than C"."""
        named = rule.answers[question]
        others = [option for option in self._policy.questions[question].options if option not in named]
        key, shown = ("rule_other", others) if len(others) < len(named) else ("rule_answers", named)
        said = self._text("rule_or").join(self.label(question, option) for option in shown)
        return self._text(key, label=said, called=self.name(question))

    def _moved(self, moved: Moved) -> str:
        then, now = self.label(moved.question, moved.then), self.label(moved.question, moved.now)
        return "- " + self._text("moved", called=self.name(moved.question), then=then, now=now)

    def _decimal(self, number: float) -> str:
        shown = f"{number:g}"
        return shown.replace(".", ",") if self._language in DECIMAL_COMMA else shown

    def _text(self, key: str, **values: object) -> str:
        return self._words.says[key].text.format_map({k: str(v) for k, v in values.items()})
