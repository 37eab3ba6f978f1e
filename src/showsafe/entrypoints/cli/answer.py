"""Showing an answer: what was recorded, every reason with its next step, and what the board says now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from showsafe.application.unit import Answer
from showsafe.domain.acts import KINDS, Act
from showsafe.domain.events import ASK, HOLD, REFUSE
from showsafe.entrypoints.answers import sources
from showsafe.entrypoints.cli import say
from showsafe.projections.numbers import agreed
from showsafe.projections.retold import retold, to_confirm
from showsafe.projections.rows import short
from showsafe.rules.clause import GRADES
from showsafe.rules.decision import Finding, Weight

NOTHING_AGAINST = "Nothing recorded stands against it."
"""All that a permitted ask says; it claims nothing about the weapon."""

NO_LOOK = ("check.partial", "check.counts-differ", "check.not-by-two", "check.before")
"""Findings by which a look is written down and proves nothing."""

WEIGHTS = {Weight.REFUSE: "", Weight.HOLD: "Waits: ", Weight.NOTE: "Note: "}
"""How the sentence of a finding begins."""


def source_in_words(source: dict[str, str]) -> str:
    """Return one clause as it is shown in text."""
    if source["force"]:
        return f"{source['id']} ({source['force']}; {GRADES[source['grade']]})"
    return f"{source['id']} ({source['label']})"


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer with the act it answers, the act that a confirm completes, and what the board says of both now."""

    answer: Answer
    act: Act
    completes: Act | None = None
    scope: str = "set"
    now: tuple[str, ...] = ()

    @property
    def happens(self) -> Act:
        """The act that happens where nothing stands against it."""
        return self.completes or self.act


def show(asked: Asked, where: str, *, why: bool) -> None:
    """Print an answer for a person; ``where`` is the directory, for the command that comes next."""
    answer = asked.answer
    if answer.repeated:
        say.text("This act was answered before; the first answer stands.")
    if asked.completes is not None:
        by = short(asked.scope, asked.act.by)
        meant = replace(asked.completes, sight=asked.act.sight or asked.completes.sight)
        say.text(f"{by} {asked.act.kind}s: {retold(asked.scope, meant)}.")
    say.text(headline(asked), style="bold")
    findings = sorted(answer.findings, key=lambda each: (each.code not in NO_LOOK, -each.weight))
    for finding in findings:
        show_finding(finding, why=why)
    for line in asked.now:
        say.text(line)
    if answer.outcome == HOLD:
        say.text("The second person says:")
        say.command(f"showsafe confirm {where} {answer.number} {to_confirm(asked.scope, asked.happens)}")
    if findings and findings[0].weight > Weight.NOTE and not why:
        say.text(f"More on a reason: showsafe explain {findings[0].code}", style=say.QUIET)


def headline(asked: Asked) -> str:
    """Return the first sentence of an answer: what was recorded, and whether anything is left to say."""
    answer, kind = asked.answer, KINDS[asked.happens.kind]
    number = f"record {answer.number}"
    if answer.outcome == REFUSE:
        return f"Refused. Recorded as asked, {number}."
    if answer.outcome == HOLD:
        return f"Held: it waits for a second person. Recorded as asked, {number}."
    if answer.deviation:
        return f"Recorded, as a deviation, {number}: asked before, it would have been refused."
    if any(finding.code in NO_LOOK for finding in answer.findings):
        return f"Written down, {number}. This look proves nothing:"
    if kind.told or kind.safe:
        return f"Written down, {number}."
    if answer.door == ASK:
        return f"{NOTHING_AGAINST} Recorded as done, {number}: do not report it again."
    held = "; asked before, it would have been held" if answer.would == HOLD else ""
    return f"Recorded as done, {number}{held}."


def show_finding(finding: Finding, *, why: bool = False, indent: int = 2) -> None:
    """Print one finding: its sentence, what to do next, and its code with the ids of the clauses behind it."""
    say.text(f"{WEIGHTS[finding.weight]}{agreed(finding.says)}", indent=indent)
    say.text(f"Next: {agreed(finding.next)}", indent=indent + 2)
    shown = sources(finding.clauses)
    ids = "; ".join(source_in_words(source) for source in shown) if why else ids_of(shown)
    say.text(f"[{finding.code}] {ids}".rstrip(), style=say.QUIET, indent=indent + 2)


def ids_of(shown: list[dict[str, str]]) -> str:
    """Return the ids of clauses on one short line; those that were not read themselves apart, never as law."""
    read = ", ".join(source["id"] for source in shown if source["force"])
    heard = ", ".join(source["id"] for source in shown if not source["force"])
    return "; ".join(part for part in (read, f"second-hand: {heard}" if heard else "") if part)
