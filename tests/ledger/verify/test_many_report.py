"""What an audit of many logs answers: green only where everything is bound, and each fault with its place."""

from __future__ import annotations

import pytest

from showsafe.ledger.verify.many import LogName, Named
from showsafe.ledger.verify.many_logs import Verdict
from showsafe.ledger.verify.many_report import GIVEN, OWN, Report

MAIN = LogName("north-ridge", "main", "showsafe/main")
SECOND = LogName("north-ridge", "second", "showsafe/second")
BAD = Named(MAIN, "audit.altered", "record 7 was altered", 7)


@pytest.mark.parametrize(
    ("verdicts", "ok"),
    [
        ([], False),
        ([Verdict(MAIN, 0)], False),
        ([Verdict(MAIN, 1)], True),
        ([Verdict(MAIN, 2)], True),
        ([Verdict(MAIN, 3), Verdict(SECOND, 4)], True),
        ([Verdict(MAIN, 3), Verdict(SECOND, 0)], True),
        ([Verdict(MAIN, 3, named=[BAD])], False),
        ([Verdict(MAIN, 3, named=[BAD]), Verdict(SECOND, 4)], False),
        ([Verdict(MAIN, 3, unbound="the rest is on its way")], False),
        ([Verdict(MAIN, 3), Verdict(SECOND, 4, unbound="the rest is on its way")], False),
    ],
)
def test_what_is_green(verdicts: list[Verdict], *, ok: bool) -> None:
    """An audit is green only where there is a record, nothing is wrong in any log, and every record is bound."""
    report = Report(GIVEN)
    for verdict in verdicts:
        report.take(verdict)
    assert report.ok is ok
    assert report.as_json()["ok"] is ok
    assert (report.logs, report.records) == (len(verdicts), sum(each.records for each in verdicts))


def test_everything_is_taken_over() -> None:
    """What was found in each log, and what is not bound of it, stands in the report under the name of that log."""
    other = Named(SECOND, "audit.size", "3 records are listed, and the signed checkpoint speaks of 4")
    report = Report(OWN)
    report.take(Verdict(MAIN, 3, named=[BAD], unbound="the rest is on its way"))
    report.take(Verdict(SECOND, 4, named=[other]))
    assert report.named == [BAD, other]
    assert report.unbound == [Named(MAIN, "audit.on-its-way", "the rest is on its way")]
    assert Report(OWN).named == []


@pytest.mark.parametrize(("keys", "word"), [(GIVEN, "given"), (OWN, "manifest")])
def test_report_as_plain_values(keys: str, word: str) -> None:
    """Another program reads whose keys were asked, and of each fault its log, numbers, code and sentence."""
    report = Report(keys)
    missing = Named(SECOND, "audit.missing", "records 8 to 9 are missing", 8, 9)
    log = Named(SECOND, "audit.no-log", "its folder is not there")
    report.take(Verdict(MAIN, 10, named=[BAD, missing, log], unbound="the rest is on its way"))
    main, second = (
        {"production": "north-ridge", "unit": "main"},
        {"production": "north-ridge", "unit": "second"},
    )
    assert report.as_json() == {
        "ok": False,
        "logs": 1,
        "records": 10,
        "keys": word,
        "faults": [
            {**main, "record": 7, "last": None, "code": "audit.altered", "says": "record 7 was altered"},
            {**second, "record": 8, "last": 9, "code": "audit.missing", "says": "records 8 to 9 are missing"},
            {
                **second,
                "record": None,
                "last": None,
                "code": "audit.no-log",
                "says": "its folder is not there",
            },
        ],
        "on_their_way": [
            {
                **main,
                "record": None,
                "last": None,
                "code": "audit.on-its-way",
                "says": "the rest is on its way",
            }
        ],
    }
