"""Could this log have happened under the rules that it names? Step 10 of the audit.

The ledger's auditor knows no rules: to it, any signed answer is as good as another. Here every act is put to the
production ``decide`` and ``apply`` again, in its place, as of the time by which it was decided, and what comes out is
held against what was recorded: the outcome, what the gates said, the act that a confirm let happen. A node that
signed *permit* where its rules refuse is found here, however well it keeps its sums.

What an act once said of somebody may be erased since. Where an answer differs and the act names such a person, nobody
can know any more, and that is said; it is no fault. A record under rules that this program does not have is not known
either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from showsafe.domain.apply import apply
from showsafe.domain.events import ASK, RECORD, Event
from showsafe.domain.named import people_named
from showsafe.domain.state import State
from showsafe.errors import WrongInput
from showsafe.rules.decide import decide
from showsafe.rules.rulebook import Rulebook

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One record as it was read.

    ``codes`` are those of its findings; ``silent`` whether something that it once said of a person is erased.
    """

    scope: str
    event: Event
    codes: tuple[str, ...]
    rulebook: str
    profile: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Impossible:
    """The first record that could not have happened under its rules, and why."""

    number: int
    why: str


@dataclass(slots=True)
class Judged:
    """What came out: how many records were decided again, the first that does not fit, and what cannot be known.

    ``unknown`` counts records that could not be decided again; ``editions`` are rules that this program does not have,
    ``erased`` the first records whose answers rest on what is erased.
    """

    checked: int = 0
    unknown: int = 0
    first: Impossible | None = None
    editions: set[str] = field(default_factory=set)
    erased: list[int] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when nothing differs and every record was decided again, or may not be any more."""
        return self.first is None and not self.editions


def judge(records: Iterable[Recorded], rules_of: Callable[[str], Rulebook], profile: str) -> Judged:
    """Decide every record again, in order.

    ``rules_of`` returns the rulebook of a profile by its id (or raises WrongInput); ``profile`` is the unit's own,
    by which a scope is decided until it says another.
    """
    judged = Judged()
    states: dict[str, State] = {}
    silent: dict[str, set[str]] = {}
    for record in records:
        before = states.get(record.scope, State())
        if record.silent:
            silent.setdefault(record.scope, set()).add(record.event.act.person)
        _one(judged, record, before, rules_of, profile, silent.get(record.scope, set()))
        states[record.scope] = apply(before, record.event)
    return judged


def _one(
    judged: Judged,
    record: Recorded,
    before: State,
    rules_of: Callable[[str], Rulebook],
    profile: str,
    silent: set[str],
) -> None:
    book = _book(rules_of, before.profile or record.event.act.profile or profile)
    if book is None or book.edition != record.rulebook:
        judged.unknown += 1
        judged.editions.add(record.rulebook)
        return
    why = differs(record, before, book)
    if why and silent and _names(record.event, silent):
        judged.unknown += 1
        if len(judged.erased) < _MOST_NAMED:
            judged.erased.append(record.event.number)
        return
    judged.checked += 1
    if why and judged.first is None:
        judged.first = Impossible(record.event.number, why)


def differs(record: Recorded, before: State, book: Rulebook) -> str:
    """Return why a record could not have come of its act under these rules, or nothing."""
    event = record.event
    decided = decide(before, event.act, book, event.at, event.door)
    decision = decided.decision
    outcome = decision.outcome if event.door == ASK else RECORD
    if event.outcome != outcome:
        return f"it says {event.outcome}, and the rules say {outcome}"
    if event.would != decision.outcome:
        return f"it says that the rules would {event.would}, and they say {decision.outcome}"
    codes = tuple(finding.code for finding in decision.findings)
    if record.codes != codes:
        missing = sorted(set(codes) ^ set(record.codes)) or ["their order"]
        return f"its findings are not those of the rules: {', '.join(missing[:_MOST_NAMED])}"
    if event.did != decided.did:
        return "what it says of its steps is not what the rules say of them"
    if event.completes != decided.completes:
        return "the act that it lets happen is not the one that was asked"
    return ""


def _book(rules_of: Callable[[str], Rulebook], profile: str) -> Rulebook | None:
    try:
        return rules_of(profile)
    except WrongInput:
        return None


def _names(event: Event, people: set[str]) -> bool:
    named = {who for act in (event.act, event.completes) if act for _, who in people_named(act)}
    return bool((named | {event.act.by}) & people)
