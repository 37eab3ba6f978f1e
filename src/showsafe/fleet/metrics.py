"""The office in numbers, in the text format of Prometheus (version 0.0.4), for whoever runs it.

1. No label names a person, and none ever will: labels are among ``measured.LABELS``, and the only names in them are
   those of productions and their units.
2. Every metric stands in ``METRICS`` with what it means; a number without a line there is not shown.
3. Where the database is away, that is the answer, with what this process counted itself: a page that fails looks like
   an office where nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from showsafe.application.facts.port import Facts
from showsafe.application.facts.values import Patience
from showsafe.application.measured import Counters, Labels
from showsafe.errors import ShowsafeError

PREFIX = "showsafe_office_"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
MOST_NAMED = 500
"""So many troubles are named with their unit; how many are left out is a metric too."""

GAUGE, COUNTER = "gauge", "counter"


@dataclass(frozen=True, slots=True)
class Metric:
    """What a metric is: a gauge or a counter, what it means, and which labels it has."""

    type: str
    says: str
    labels: tuple[str, ...] = ()


def _gauges() -> dict[str, str]:
    return {
        "units": "Units whose logs the office keeps.",
        "productions": "Productions that have one or more units.",
        "records": "Records in the archive.",
        "records_followed": "Records that the facts rest on.",
        "records_not_here": "Records that nodes said they have, and the archive has not.",
        "follower_behind_records": "Records of the unit that the follower is furthest behind with.",
        "witness_lag_records": "Records not cosigned of the unit with the most of them.",
        "units_grey": "Units with a record that cannot be read: facts hold as of the one before it.",
        "units_late": "Units whose node was not heard for longer than it may be.",
        "units_late_open": "Units among those that have a day open.",
        "units_never_heard": "Units whose node never called.",
        "units_open": "Units that have a day open.",
        "units_open_too_long": "Units whose day is open for longer than a day may be, by the office's clock.",
        "clocks_off": "Units whose node's clock lies ahead of the office's, or far behind it.",
        "units_with_a_fault": "Units with a record that a check of every signature did not pass.",
        "units_stopped": "Units whose set is stopped.",
        "live_rounds": "Live or unidentified rounds that were found, and are not out of the way.",
        "units_with_an_overdue_concern": "Units with a concern that had no answer for longer than it may.",
        "matters_unowned": "Open deviations, differences, concerns and gaps that nobody owns.",
        "oldest_unowned_seconds": "How long the oldest open matter without an owner has waited.",
        "oldest_open_day_seconds": "How long the oldest open day is open, by the office's clock.",
        "longest_unheard_seconds": "How long the node that was not heard the longest was not heard.",
    }


METRICS: Mapping[str, Metric] = {
    **{name: Metric(GAUGE, says) for name, says in _gauges().items()},
    "database_up": Metric(GAUGE, "Whether the database answered just now."),
    "primary_unreplicated": Metric(GAUGE, "Whether the database takes writes that no standby confirms."),
    "matters": Metric(GAUGE, "Open matters by their kind.", ("kind",)),
    "branches": Metric(GAUGE, "Refused branches that nobody has answered, by their kind.", ("kind",)),
    "unit_trouble": Metric(GAUGE, "A trouble of one unit, by its reason.", ("production", "reason", "unit")),
    "unit_troubles_left_out": Metric(GAUGE, "Troubles of units that are not named one by one."),
    "ingest_records": Metric(COUNTER, "Records that this process took into the archive."),
    "ingest_bytes": Metric(COUNTER, "Bytes of records that this process took into the archive."),
    "ingest_refused": Metric(COUNTER, "Calls of nodes that this process refused, by the code.", ("code",)),
    "followed_records": Metric(COUNTER, "Records that this process followed."),
    "follower_troubles": Metric(COUNTER, "Units that turned grey here, by the code.", ("code",)),
    "follower_waits": Metric(
        COUNTER, "Rounds that the follower waited for the database, by the code.", ("code",)
    ),
    "office_requests": Metric(COUNTER, "Answers of this process, by route and status.", ("code", "part")),
    "office_request_seconds": Metric(COUNTER, "Seconds that answers took, by route.", ("part",)),
    "series_left_out": Metric(COUNTER, "Counts that had no room as a series of their own."),
}
"""Every metric of the office, without its prefix; a counter is shown with ``_total`` after its name."""

_MATTERS = {"deviations": "deviation", "discrepancies": "discrepancy", "concerns": "concern", "gaps": "gap"}
_BRANCHES = ("fork", "rolled-back", "not-consistent", "fault", "other-key")
_FIGURES = {"follower_behind": "follower_behind_records", "witness_lag": "witness_lag_records"}

Series = tuple[str, Labels, float]


def shown_name(name: str) -> str:
    """Return the name of a metric as it is shown, and as alerts and dashboards ask for it."""
    return f"{PREFIX}{name.removeprefix('office_')}{'_total' if METRICS[name].type == COUNTER else ''}"


def text(facts: Facts, now: datetime, patience: Patience, counters: Counters) -> str:
    """Return all metrics as of now, in the text format."""
    series = [*_of_the_database(facts, now, patience), *counters.all()]
    return "".join(_written(series))


def _of_the_database(facts: Facts, now: datetime, patience: Patience) -> Iterator[Series]:
    try:
        figures = facts.figures(now, patience)
        troubles = facts.in_trouble(now, patience, MOST_NAMED + 1)
        lone = facts.lone_primary()
    except ShowsafeError:
        yield "database_up", (), 0
        return
    yield "database_up", (), 1
    if lone is not None:
        yield "primary_unreplicated", (), float(lone)
    for name, value in figures.items():
        shown = _FIGURES.get(name, name)
        if name in _MATTERS:
            yield "matters", (("kind", _MATTERS[name]),), value
        elif shown in METRICS:
            yield shown, (), value
    for kind in _BRANCHES:
        yield "branches", (("kind", kind),), figures[f"branches_{kind.replace('-', '_')}"]
    for production, unit, reason in troubles[:MOST_NAMED]:
        yield "unit_trouble", (("production", production), ("reason", reason), ("unit", unit)), 1
    yield "unit_troubles_left_out", (), float(len(troubles) > MOST_NAMED)


def _written(series: Iterable[Series]) -> Iterator[str]:
    by_name: dict[str, list[Series]] = {}
    for each in series:
        if each[0] in METRICS:
            by_name.setdefault(each[0], []).append(each)
    for name, known in METRICS.items():
        if name not in by_name:
            continue
        shown = shown_name(name)
        yield f"# HELP {shown} {known.says}\n# TYPE {shown} {known.type}\n"
        for _, labels, value in by_name[name]:
            yield f"{shown}{_labels(labels)} {_number(value)}\n"


def _labels(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
