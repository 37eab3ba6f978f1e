"""What leaves a case: made once, on record with its sums, and given again as long as nothing in it is gone."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import httpx
import pytest

from showsafe.casefile.exports.table import FORMATS
from showsafe.ledger.verify import BUNDLE, verify
from tests.entrypoints.api.cases.conftest import NAMES, Room


def export(room: Room, person: str, name: str = "sources", **said: object) -> httpx.Response:
    """Ask for something to leave the case."""
    body = {"act_id": f"out-{name}-{said.get('names', False)}", **said}
    return room.of(person).post(f"cases/bang/exports/{name}", body)


def test_the_overview_lists_every_format(room: Room) -> None:
    """What can leave the case is said from the one table of formats."""
    listed = room.get("safety").json()["formats"]
    assert [each["name"] for each in listed] == [*FORMATS, "bundle"]


def test_a_file_that_leaves_is_on_record_with_its_sum(room: Room) -> None:
    """By role: no name is in it; the sum in the log is that of the file, and who fetched it is recorded too."""
    made = export(room, "producer").json()
    for name, digest in made["sums"].items():
        answer = room.get("armorer", f"/exports/{made['record']}/{name}")
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert [each for each in NAMES if each in answer.text] == []
    assert room.looks()[-1] == ("armorer", f"export {made['record']}")
    assert room.case.state().exports[-1].sums == made["sums"]
    assert export(room, "producer").json() == {**made, "repeated": True}
    assert export(room, "safety").json()["code"] == "case.other-act"


def test_files_with_names_are_for_those_who_see_names(room: Room) -> None:
    """An owner makes and fetches them; a reader and a party are turned away, and make no export at all."""
    made = export(room, "safety", "web-annotation", names=True).json()
    name = next(iter(made["sums"]))
    path = f"/exports/{made['record']}/{name}"
    assert "Wenna Tollifax" in json.dumps(room.get("producer", path).text, ensure_ascii=False)
    for person in ("first-ad", "armorer"):
        assert room.get(person, path).json()["code"] == "case.no-names"
        assert export(room, person).json()["code"] == "case.not-yours"


@pytest.mark.parametrize("names", [False, True])
def test_the_bundle_of_a_case_passes_the_auditor(room: Room, tmp_path: Path, *, names: bool) -> None:
    """The log of the case leaves as an evidence bundle that any auditor checks; names are in it where asked for."""
    made = export(room, "safety", "bundle", names=names).json()
    content = room.get("safety", f"/exports/{made['record']}/bang.zip").content
    file = tmp_path / "bang.zip"
    file.write_bytes(content)
    report = verify(file)
    assert (report.what, report.ok) == (BUNDLE, True), report.first_fault
    assert (b"Tollifax" in content) is names
    whole = room.get("safety", f"/exports/{made['record']}/bang-whole.zip").content
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.read("bundle.zip") == content
        assert {"case/timeline.json", "case/sources.json", "case/report.pdf"} <= set(archive.namelist())
        timeline = archive.read("case/timeline.json").decode()
        assert json.loads(timeline)["names"] == ("shown" if names else "covered")
        assert names or not [each for each in NAMES if each in timeline]
        told = archive.read("VERIFY.txt").decode()
    assert "no table of duties" in told
    assert room.case.state().exports[-2].format == "case-parts"


def test_what_is_gone_since_is_not_given_again(room: Room) -> None:
    """After a source was sealed, the files that may hold its words are withheld."""
    made = export(room, "safety").json()
    path = f"/exports/{made['record']}/{next(iter(made['sums']))}"
    assert room.get("safety", path).status_code == 200
    room.act("safety", "seal-source", source="s1", order="By the court.", on="2024-11-20")
    assert room.get("safety", path).json()["code"] == "case.source-gone"


def test_what_is_no_export_is_refused(room: Room) -> None:
    """A format that is not known, a record that is none, a file that is not in it, a source of a whole-case format."""
    made = export(room, "safety").json()
    assert export(room, "safety", "poem").json()["code"] == "export.unknown-format"
    assert export(room, "safety", "timeline", source="s1").json()["code"] == "export.whole-case"
    assert room.get("safety", "/exports/1/a.csv").status_code == 404
    assert room.get("safety", f"/exports/{made['record']}/a.csv").status_code == 404


def test_duties_come_from_the_record_that_was_taken(room: Room) -> None:
    """Without a record, or without an incident, there is no table, and nothing is made up."""
    assert room.get("safety", "/duties").json() == {"table": None}
