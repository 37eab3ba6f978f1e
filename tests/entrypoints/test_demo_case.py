"""The demonstration's case: made as any case is made, finished, audited, and kept as it is from then on."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.adapters import case_directory
from showsafe.bootstrap import rules_of
from showsafe.casefile import adding, exported
from showsafe.casefile.case import Case
from showsafe.casefile.exports.exporting import Wanted, files_of
from showsafe.casefile.reviewing import PROPOSED, joined
from showsafe.casefile.views.look import Kept, Look, look
from showsafe.casefile.views.overview import overview
from showsafe.casefile.views.people import history, people
from showsafe.entrypoints.demo_case import CASE, cast, prepare, story
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.ledger.verify import verify
from tests.casefile.exports.uco_shapes import faults
from tests.entrypoints.cli import run, size
from tests.evidence import tools

FIVE = ("s1", "s2", "s4", "s5", "s6")
"""The five sources that tell of the shot, and disagree."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the set would be, with the case beside it, made once."""
    place = tmp_path_factory.mktemp("demo-case") / "data"
    prepare(place)
    return place


@pytest.fixture(scope="module")
def case(data: Path) -> Iterator[Case]:
    """Return the case, opened."""
    with bootstrap.open_case(place_of(data)) as opened:
        yield opened


@pytest.fixture(scope="module")
def seen(case: Case) -> Look:
    """Return what its owner sees, with names."""
    return look(case, cast.OWNER, Kept(), names=True)


def place_of(data: Path) -> Path:
    """Return the directory of the case."""
    return case_directory.place(case_directory.folder_of(data), CASE)


def test_the_case_and_the_ledger_of_the_second_unit_pass_the_audit(data: Path) -> None:
    """Both were written as any is written, by the rules that they name."""
    assert case_directory.cases(case_directory.folder_of(data)) == [CASE]
    for place in (place_of(data), data.with_name("data.second-unit")):
        said = run("verify", place, "--json")
        assert said.status == 0, said.out


def test_it_is_finished_and_says_what_is_missing(seen: Look) -> None:
    """People, sources, reviews, links, pairs, exports; one source sealed, one hold, one erasure refused."""
    shown = overview(seen)
    counts = shown["counts"]
    assert (counts["people"], counts["sources"], counts["gone"]) == (6, 7, 1)
    assert (counts["links"], counts["pairs_labelled"], counts["history"]) == (8, 7, 3)
    assert counts["exports"] == len(story.EXPORTS)
    assert {"confirmed", "corrected", "rejected", PROPOSED} == set(counts["states"])
    assert [(each["source"], each["how"]) for each in shown["gone"]] == [("s7", "sealed")]
    assert [each["open"] for each in shown["holds"]] == [True]
    assert [(each["what"], each["refused"]) for each in shown["erasures"]] == [("s7", True)]
    assert shown["production"] == "demonstration-second-unit"
    assert "invented" in shown["title"]


def test_two_people_review_and_the_one_who_is_a_party_is_flagged(seen: Look) -> None:
    """Their reviews count, each with the flag; where both were at the same statement the later one is kept, refused."""
    reviews = [each for source in seen.shown() for told in source.reviews.values() for each in told]
    assert {each.by.by for each in reviews} == {cast.OWNER, cast.REVIEWER, cast.PARTY}
    assert {each.by.by for each in reviews if each.party} == {cast.PARTY}
    refused = [each for each in reviews if each.refused]
    assert [(each.by.by, each.as_) for each in refused] == [(cast.PARTY, "rejected")]


def test_five_sources_tell_of_the_shot_and_disagree(seen: Look) -> None:
    """Each has statements that people confirmed, and pairs of different sources are labelled as differing."""
    for name in FIVE:
        source = seen.state.sources[name]
        assert any(each.standing.state == "confirmed" for each in seen.kept.ordered.of(source)), name
    labels = [each[-1] for each in seen.state.pairs.values()]
    differ = [(each.a.partition(".")[0], each.b.partition(".")[0]) for each in labels if each.as_ == "differ"]
    assert len(differ) == 3
    assert all(a != b for a, b in differ)
    assert {each.as_ for each in labels} == {"differ", "same", "open", "not-about-the-same"}


def test_the_correction_of_an_article_stands_beside_it(seen: Look) -> None:
    """What the paper took back is said of the article, which is kept as it was."""
    assert seen.state.sources["s3"].corrects == "s1"
    assert seen.state.sources["s1"].gone is None


def test_what_is_quoted_is_in_its_source_to_the_letter(seen: Look) -> None:
    """Every direct statement is its slice of the text; what names nobody is nobody's unless a person said so."""
    told = seen.kept.ordered.all(seen.state)
    assert len(told) >= 30
    for each in told:
        text = seen.opened(each.source.sealed["text"])
        one = each.standing.statement
        assert joined(text, one.spans) == one.text
        assert each.standing.who == "" or each.standing.review is not None


def test_a_link_goes_to_the_record_that_it_means(seen: Look) -> None:
    """The concern, the safe, the load, the take and the shot, as they stand in the production's record."""
    kinds = {
        each.statement: seen.side.by_number[each.record].kind
        for source in seen.shown()
        for each in source.links
    }
    assert set(kinds.values()) == {"concern-raised", "unlocked", "loaded", "take-started", "discharged"}


def test_beside_what_is_alleged_stand_the_matter_and_the_reply(seen: Look) -> None:
    """Two are under investigation, nobody is charged, one replied, one did not answer; history of a person expires."""
    shown = {each["id"]: each for each in people(seen)["people"]}
    assert [each["state"] for each in shown["p2"]["matters"]] == ["under-investigation"]
    assert all(each["no_charge_as_of"] for each in shown.values())
    assert [each["received"] for each in shown["p1"]["replies"]] == [False]
    assert shown["p2"]["replies"][0]["text"]
    entries = history(seen)["entries"]
    assert {next(iter(each["about"])) for each in entries} == {"weapon", "lot", "person"}
    assert all(each["expires"] and each["contested"] for each in entries if "person" in each["about"])


def files(case: Case, name: str, *, names: bool = False) -> dict[str, bytes]:
    """Return the files of a format as they are made now."""
    return files_of(case, Wanted(format=name, names=names), by=cast.OWNER, kept=Kept(), rules_of=rules_of)[1]


def test_nobody_of_the_production_stands_in_its_record_by_their_id(case: Case) -> None:
    """Without names the role of the case stands for an id, else a number; with names ids stand."""
    told = {
        names: [
            row["what"]
            for row in json.loads(files(case, "timeline", names=names)["timeline.json"])["rows"]
            if row["side"] == "recorded"
        ]
        for names in (False, True)
    }
    assert any("property-master collects dock-revolver" in each for each in told[True])
    assert any(re.match(r"person \d+ collects dock-revolver, from performer", each) for each in told[False])
    assert any(each.startswith("node begins") for each in told[False])
    assert not any("first-ad" in each or "focus-puller" in each for each in told[False])


def test_the_duties_show_no_record_where_a_check_did_not_happen(case: Case) -> None:
    """Of the second revolver no look is on record before load, hand-over and take; the morning's meeting is."""
    table: dict[str, Any] = json.loads(files(case, "duties")["duties.json"])
    uses = {use["act"]: {each["gate"]: each["found"] for each in use["ought"]} for use in table["uses"]}
    assert {use["weapon"] for use in table["uses"]} == {"dock-revolver"}
    for act in ("load", "hand-over", "take"):
        assert uses[act]["check"] == "no-record"
        assert uses[act]["bore"] == "no-record"
    assert uses["load"]["meeting"] == "recorded"
    roles = {tuple(part["who"].get("roles", ())) for each in table["entries"] for part in each["parts"]}
    assert ("assistant-armorer",) in roles


def test_what_was_handed_out_is_what_would_be_handed_out_now(case: Case) -> None:
    """The files of each export are kept as they were, and the same state gives the same bytes."""
    state = case.state()
    for each in state.exports:
        kept = exported.files_of(state, each.by.number, case.opened)[1]
        assert not each.opened
        assert kept == files(case, each.format)
        assert {name: hashlib.sha256(content).hexdigest() for name, content in kept.items()} == each.sums


@pytest.mark.parametrize("names", [False, True])
def test_its_exports_have_no_name_unless_asked_and_the_shapes_of_case_and_uco(
    case: Case,
    names: bool,  # noqa: FBT001
) -> None:
    """Who is in the case stands in every format by role; with names the same shapes hold."""
    whole = [part for each in cast.PEOPLE for part in each[1].split()]
    told = b"".join(
        content
        for name in ("timeline", "sources", "web-annotation", "schema-org", "prov", "case-uco", "brat")
        for content in files(case, name, names=names).values()
    ).decode()
    assert [name for name in whole if name in told] == (whole if names else [])
    assert "shut the box before lunch" not in told
    assert faults(json.loads(files(case, "case-uco", names=names)["case.jsonld"])) == []


@pytest.fixture(scope="module", params=[False, True])
def bundled(
    data: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[Path, bool]:
    """Return the bundle of a copy of the case, and whether names are in it; beside it the key of its log."""
    place = tmp_path_factory.mktemp("bundled")
    copy, out, names = place / CASE, place / "case.zip", bool(request.param)
    shutil.copytree(place_of(data), copy, ignore=shutil.ignore_patterns("lock"))
    said = run("case", "bundle", copy, "--as", cast.OWNER, "--out", out, *(["--names"] if names else []))
    assert said.status == 0, said.err
    (place / "kept.vkey").write_text(run("vkey", copy).out, "utf-8")
    return out, names


def test_its_bundle_holds_for_the_auditor_restricted_and_redacted(
    bundled: tuple[Path, bool], tmp_path: Path
) -> None:
    """The whole log in one file, from a copy: no source is in it whole, and nothing of the one that is sealed."""
    out, names = bundled
    assert verify(out).ok
    assert tools.node(tmp_path, out, "--vkey", out.with_name("kept.vkey")).json["ok"]
    content = out.read_bytes()
    assert (b"Tamsin Orrell" in content) is names
    assert b"shut the box before lunch" not in content


def test_the_whole_beside_it_is_vouched_for_by_the_log_in_it(bundled: tuple[Path, bool]) -> None:
    """The bundle is in it to the byte, every file has its sum, and a record of that log has the sums of the parts."""
    out, names = bundled
    held = whole_of(out)
    assert held["bundle.zip"] == out.read_bytes()
    told = dict(line.split("  ")[::-1] for line in held.pop("SHA256SUMS").decode().splitlines())
    assert told == {name: hashlib.sha256(each).hexdigest() for name, each in held.items()}
    number = re.search(r"Record (\d+) of that log", held["VERIFY.txt"].decode())
    assert number is not None
    with zipfile.ZipFile(out) as archive:
        act = record.read(archive.read(f"leaves/{int(number[1]):08}")[1:]).body["act"]
    assert (act["format"], act["opened"]) == ("case-parts", names)
    assert act["sums"] == {
        name.removeprefix("case/"): digest for name, digest in told.items() if name.startswith("case/")
    }


def test_the_parts_are_all_there_by_role_unless_names_were_asked_for(bundled: tuple[Path, bool]) -> None:
    """Duties, timeline, sources, custody and report; whoever is numbered is numbered alike in each."""
    out, names = bundled
    held = whole_of(out)
    parts = {name.removeprefix("case/"): each for name, each in held.items() if name.startswith("case/")}
    assert {*parts} == {
        *("duties.csv", "duties.json", "timeline.csv", "timeline.json", "sources.csv", "sources.json"),
        *("custody-1.svg", "report.pdf"),
    }
    words = b"".join(each for name, each in parts.items() if not name.endswith(".pdf")).decode()
    assert ("Tamsin Orrell" in words) is names
    assert "shut the box before lunch" not in words
    picture = parts["custody-1.svg"].decode()
    assert ["ferryman" in picture, "property-master" in picture] == [names, names]
    timeline = json.loads(parts["timeline.json"])["rows"]
    collected = re.search(r"(person \d+) collects", " ".join(each["what"] for each in timeline))
    assert names or (collected is not None and f"with {collected[1]}." in picture)


def whole_of(out: Path) -> dict[str, bytes]:
    """Return the files of the zip beside a bundle."""
    with zipfile.ZipFile(out.with_name("case-whole.zip")) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def test_a_case_that_is_there_stays_as_it_is(data: Path) -> None:
    """Whoever begins the demonstration again finds what was done in it."""
    before = size(place_of(data))
    assert "sue (owner)" in prepare(data)[0]
    assert size(place_of(data)) == before
    assert sorted(each.name for each in data.parent.iterdir()) == ["data.cases", "data.second-unit"]
    assert [each.name for each in place_of(data).parent.iterdir()] == [CASE]


@pytest.mark.parametrize("there", ["data.cases/boathouse", "data.second-unit"])
def test_nothing_that_is_not_ours_is_touched(tmp_path: Path, there: str) -> None:
    """Whatever else lies at one of its places stays, and is named."""
    other = tmp_path / there
    other.mkdir(parents=True)
    other.joinpath("notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Unusable) as refused:
        prepare(tmp_path / "data")
    assert refused.value.code == "demo.not-ours"
    assert other.joinpath("notes.txt").read_text("utf-8") == "mine"


def test_what_the_reader_proposes_no_more_a_person_adds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a reader that finds nothing the same case comes about: every statement is added by who reviews it."""
    nothing: dict[str, Any] = {"quotes": [], "dates": [], "statements": []}
    monkeypatch.setattr(adding, "proposals", lambda *_: nothing)
    place = tmp_path / "data"
    prepare(place)
    with bootstrap.open_case(place_of(place)) as made:
        counts = overview(look(made, cast.OWNER, Kept()))["counts"]
    assert (counts["links"], counts["pairs_labelled"]) == (8, 7)
    assert counts["states"] == {"corrected": 20}
