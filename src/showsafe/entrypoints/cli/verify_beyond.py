"""What ``showsafe verify`` asks of a data directory beyond its ledger: its views, and step 10, its rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters.directory import open_for_reading
from showsafe.assurance.happened import Judged
from showsafe.entrypoints.cli import say
from showsafe.errors import ShowsafeError
from showsafe.ledger.verify import DIRECTORY, Fault, Report, State
from showsafe.projections.numbers import counted
from showsafe.projections.rebuild import Difference, differences

_KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Beyond:
    """What differs in the views, and what came of deciding every act again; ``judged`` is None where it broke off."""

    views: list[Difference]
    judged: Judged | None


def beyond_of(directory: Path, *, in_json: bool) -> Beyond:
    """Rebuild and compare every view, then decide every act again; what cannot even be read differs."""
    judged = None
    try:
        with open_for_reading(directory) as opened, opened.store.reading():
            with say.bar("views", shown=not in_json) as tell:
                views = differences(opened.store, tell)
            with say.bar("rules", shown=not in_json) as tell:
                rules = bootstrap.rules_in(directory, opened.settings)
                judged = bootstrap.judged(opened.store, opened.settings.profile, tell, rules)
    except ShowsafeError as error:
        views = [Difference("views", error.code, error.says.rstrip("."))]
    return Beyond(views, judged)


def with_beyond(report: Report, beyond: Beyond | None) -> Report:
    """Return the report with its tenth step, and its ninth failed where a view does not say what the records say."""
    if report.what != DIRECTORY:
        why = "Whether the rules give the answers on record can be checked in a data directory alone."
        return report.joined(State.NOT_ASKED, unknown=(why,))
    if beyond is None:
        return report.joined(State.INCOMPLETE)
    if beyond.views:
        says = f"{counted(len(beyond.views), 'line')} of the views not as the records have it"
        report = report.failing(_KEYS, Fault("verify.views", says))
    return _judged(report, beyond.judged)


def _judged(report: Report, judged: Judged | None) -> Report:
    if judged is None:
        return report.joined(State.INCOMPLETE)
    unknown = tuple(_unknown(judged))
    if judged.first is not None:
        fault = Fault(
            "verify.rules", f"record {judged.first.number}: {judged.first.why}", judged.first.number
        )
        return report.joined(State.FAILED, judged.checked, fault, unknown)
    state = State.PASSED if judged.ok else State.INCOMPLETE
    return report.joined(state, judged.checked, None, unknown)


def _unknown(judged: Judged) -> list[str]:
    said = []
    if judged.editions:
        names = ", ".join(sorted(judged.editions)[:3])
        said.append(
            f"Records under other rules than this program has ({names}) could not be decided again: "
            "check them with the version that wrote them."
        )
    if judged.erased:
        where = ", ".join(map(str, judged.erased))
        said.append(
            "Some answers rest on what is erased since, and cannot be decided again any more: "
            f"{counted(judged.unknown, 'record')}, first at {where}."
        )
    return said
