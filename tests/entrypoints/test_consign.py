"""``showsafe consign``: two units at two terminals send each other a revolver, and what of it is refused."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.application import consigned
from showsafe.application.consigned import Words
from showsafe.entrypoints import consigning
from showsafe.errors import ShowsafeError
from tests.entrypoints.cli import run
from tests.entrypoints.keyboards import served
from tests.evidence import units

BY = "by=armorer"
SOON = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()


def a_unit(path: Path, name: str) -> Path:
    """Return a data directory with a producer, an armorer and an assistant, and its key beside it."""
    assert run("init", path, "--profile", "common", "--unit", name).status == 0
    for words in (
        ("person=producer", "roles=producer"),
        ("person=armorer", "roles=armorer", "duties=weapons", "credentials=firearms,course", "age=40"),
        ("person=assistant", "roles=assistant-armorer", "age=30"),
    ):
        assert run("report", path, "enrol", "by=producer", *words).status == 0
    path.with_suffix(".vkey").write_text(run("vkey", path).out)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two units and the slip of a revolver that left the first one; nobody writes into it."""
    folder = tmp_path_factory.mktemp("consign")
    north, _ = a_unit(folder / "north", "north-ridge"), a_unit(folder / "south", "south-ridge")
    gun = (
        "class=live-capable",
        "action=single-action-revolver",
        "capacity=6",
        "serial=OM-1042",
        "maker=Uberti",
    )
    assert run("report", north, "register", BY, "weapon=r1", *gun).status == 0
    assert run("report", north, "consign", BY, "weapon=r1", "to=Road Freight", "number=WB-7").status == 0
    said = slip(north, folder / "s.json")
    assert said.status == 0, said.err
    assert "On its way with Road Freight" in said.flat
    return folder


def slip(north: Path, out: Path, *more: str, carrier: str = "Road Freight"):  # type: ignore[no-untyped-def] # noqa: ANN201
    """Write the slip of the revolver."""
    way = ("--carrier", carrier, "--to", "south-ridge", "--expected", SOON, "--seals", "C1,C2")
    return run("consign", "slip", north, "r1", *way, "--by", "armorer", "--out", out, *more)


@pytest.fixture
def at(made: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    shutil.copytree(made, tmp_path / "at")
    return tmp_path / "at"


def take(at: Path, *words: str, key: str = "north.vkey", receipt: str = "r.json"):  # type: ignore[no-untyped-def] # noqa: ANN201
    """Take the slip at the second unit."""
    line = ("consign", "take", at / "south", at / "s.json", *words, BY)
    return run(*line, "--vkey", at / key, "--receipt", at / receipt)


def test_from_the_slip_to_the_receipt(at: Path) -> None:
    """Awaited, taken hot, closed: both ends then show both records, and both data directories hold."""
    north, south = at / "north", at / "south"
    key = ("--vkey", at / "north.vkey")
    awaited = run("consign", "expect", south, at / "s.json", BY, *key)
    assert "r1 (north-ridge#6), expected by" in awaited.flat
    came = take(at, "thing=r1:om 1042", "seals=C1,C2")
    assert came.status == 0, came.err
    assert "Hot: nobody here knows what is in it" in came.flat
    assert "register weapon=r1 class=live-capable action=single-action-revolver" in came.flat
    assert "Contents not known. HOT." in run("board", south).flat
    closed = run("consign", "close", north, at / "r.json", BY, "--vkey", at / "south.vkey")
    assert "It came, and both records say so." in closed.flat
    shown = run("consign", "show", north, "r1", "--json").json["consignments"][0]
    theirs = run("consign", "show", south, "north-ridge#6", "--json").json["consignments"][0]
    assert shown["closed"][0]["answer"] == theirs["arrivals"][0]["of"]
    assert theirs["left"] == shown["left"]
    assert "answers south-ridge record" in run("consign", "show", north, "r1").flat
    for path in (north, south):
        assert run("verify", path, "--vkey", path.with_suffix(".vkey")).status == 0


def test_a_slip_is_refused_with_a_sentence_and_the_thing_recorded_without(at: Path) -> None:
    """An unknown key, a byte changed, another serial, used twice: refused; what came stands on record all the same."""
    assert "consign.unknown-log" in take(at, "thing=r1:OM-1042", key="south.vkey").err
    assert "consign.other-serial" in take(at, "thing=r1:OM-9").err
    assert "consign.not-in-it" in take(at, "thing=r2:OM-9").err
    assert "input.unknown-word" in take(at, "thing=r1:OM-9", "differs=r1:gone").err
    assert "consign.not-in-it" in take(at, "as=r1:x").err
    assert not (at / "r.json").exists()
    value = json.loads((at / "s.json").read_bytes())
    value["things"][0]["left"]["record"] += 1
    whole = (at / "s.json").read_bytes()
    (at / "s.json").write_text(json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False))
    assert "consign.altered" in take(at, "thing=r1:OM-1042").err
    arrived = run(
        "consign", "arrived", at / "south", "n1", BY, "serial=OM-1042", "why=altered slip", "owner=producer"
    )
    assert "looked after by producer" in arrived.flat
    (at / "s.json").write_bytes(whole)
    assert take(at, "thing=r1:OM-1042", "seals=C1,C2").status == 0
    assert "export.there" in take(at, "thing=r1:OM-1042").err
    assert "consign.slip-used" in take(at, "thing=r1:OM-1042", receipt="r2.json").err
    assert "export.inside" in take(at, "thing=r1:OM-1042", receipt="south/r.json").err


def test_what_differs_is_listed_until_two_settle_it(at: Path) -> None:
    """Another weapon in the box, other seals: open until two people say how it was settled."""
    came = take(at, "thing=r1:OM-9", "as=r1:odd", "differs=r1:serial", "why=r1:a look-alike", "seals=C1,C9")
    assert came.status == 0, came.err
    south = at / "south"
    listed = run("consign", "list", south, "--open").flat
    assert "Another thing came in its place" in listed
    assert "Settle which is which" in listed
    number = run("consign", "list", south, "--json").json["consignments"][0]["differences"][0]["of"]["record"]
    alone = run("consign", "settle", south, number, BY, "witness=armorer", "why=it is the spare")
    assert "consign.same-person" in alone.err
    assert run("consign", "settle", south, number, BY, "witness=assistant", "why=it is the spare").status == 0
    assert run("consign", "list", south, "--json").json["consignments"][0]["differences"] == []
    assert "odd" in run("consign", "rows", south, "odd").flat


def test_on_its_way_it_changes_hands_is_lost_and_comes_back(at: Path) -> None:
    """Another carrier, lost with its clocks among the tasks, and back at its sender, where it is hot."""
    north = at / "north"
    rail = run("consign", "carrier", north, "r1", "carrier=rail", "why=the van broke down", BY)
    assert "On its way with rail" in rail.flat
    assert "consign.other-carrier" in slip(north, at / "t.json").err
    assert slip(north, at / "t.json", carrier="rail").status == 0
    assert "input.wrong-value" in run("consign", "missing", north, "r1", "as=loss", "found=noon", BY).err
    lost = run("consign", "missing", north, "r1", "as=loss", "found=2026-03-01T08:00-06:00", BY)
    assert "rail had it last" in lost.flat
    assert "CFR-478.39a" in run("tasks", north).flat
    assert "consign.other-serial" in run("consign", "back", north, "r1:OM-9", BY).err
    back = run("consign", "back", north, "r1:OM-1042", BY)
    assert "It came back to its sender." in back.flat
    assert "Contents not known. HOT." in run("board", north).flat
    assert "consign.not-sent" in run("consign", "back", north, "r1:OM-1042", BY).err
    row = run("consign", "rows", north, "r1", "--json").json["rows"]
    assert [each["kind"] for each in row] == ["dispose", "acquire"]


def test_an_owner_without_a_log_signs_a_paper(at: Path) -> None:
    """What goes to an owner is closed by a paper; to a unit, it is not."""
    north = at / "north"
    refused = run("consign", "signed", north, "r1", "paper=note 14", BY)
    assert "consign.has-a-log" in refused.err
    way = ("--carrier", "Road Freight", "--owner", "Old Mill", "--expected", SOON)
    out = ("--by", "armorer", "--out", at / "o.json")
    assert run("consign", "slip", north, "r1", *way, *out).status == 0
    signed = run("consign", "signed", north, "r1", "paper=note 14", BY, "--json").json
    assert signed["consignments"][0]["place"]["says"]["en"] == "with Old Mill, by a paper"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "nowhere"), "directory.missing"),
        (("show", "north", "r7"), "consign.no-such"),
        (("carrier", "north", "r1", "carrier=rail"), "input.missing-key"),
        (("carrier", "north", "r1", BY), "input.missing-key"),
        (("missing", "north", "r1", BY, "as=gone"), "consign.not-sayable"),
        (("carrier", "north", "r1", BY, "cariier=x"), "input.unknown-key"),
        (("settle", "north", "6", BY, "witness=assistant", "why=x"), "consign.nothing-differs"),
        (("close", "north", "s.json", BY, "--vkey", "north.vkey"), "consign.not-a-receipt"),
        (("close", "north", "none.json", BY, "--vkey", "north.vkey"), "input.no-file"),
        (("expect", "north", "north.vkey", BY, "--vkey", "north.vkey"), "consign.not-a-slip"),
        (("expect", "north", "s.json", BY, "--vkey", "north.vkey"), "consign.own"),
        (("arrived", "north", "r1", BY, "owner=producer", "by=armorer"), "input.key-twice"),
    ],
)
def test_wrong_input_is_one_sentence(
    made: Path, words: tuple[str, ...], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong in a line is named with a code that never changes, and nothing is recorded."""
    monkeypatch.chdir(made)
    said = run("consign", *words)
    assert said.status != 0
    assert code in said.err


def test_a_slip_says_to_whom_it_goes(made: Path) -> None:
    """Neither a unit nor an owner, both, or no name of a unit: refused."""
    way = ("--carrier", "Road Freight", "--expected", SOON, "--by", "armorer", "--out", made / "x.json")
    for to in ((), ("--to", "south-ridge", "--owner", "Old Mill")):
        assert "input.usage" in run("consign", "slip", made / "north", "r1", *way, *to).err
    assert "input.not-a-name" in run("consign", "slip", made / "north", "r1", *way, "--to", "South!").err


def test_a_passport_goes_as_far_as_the_slips_and_receipts_that_are_kept(at: Path) -> None:
    """Each unit shows both ends by the proven records attached to its own, and of the other one names nobody."""
    north, south = at / "north", at / "south"
    assert take(at, "thing=r1:OM-1042", "as=r1:n1", "seals=C1,C2").status == 0
    assert run("consign", "close", north, at / "r.json", BY, "--vkey", at / "south.vkey").status == 0
    ours, theirs = (run("weapon", *of, "--passport", "--json").json for of in ((north, "r1"), (south, "n1")))
    for made in (ours, theirs):
        assert (made["place"]["name"], made["gaps"], made["disputes"]) == ("south-ridge", [], [])
        assert [stay["unit"] for stay in made["stays"]] == ["north-ridge", "south-ridge"]
        assert made["weapon"]["serial"] == "OM-1042"
    assert [stay["whole"] for stay in theirs["stays"]] == [False, True]
    assert {line["who"] for line in theirs["lines"] if line["unit"] == "north-ridge"} == {""}
    assert {line["who"] for line in theirs["lines"] if line["unit"] == "south-ridge"} == {"armorer"}
    shown = run("weapon", south, "n1", "--passport").flat
    assert "Came from north-ridge, whose record it points at." in shown
    assert "what was done there is not known here" in shown


def test_a_receiver_can_ask_for_witnesses(at: Path) -> None:
    """With a policy only a slip counts whose checkpoint the witnesses saw; written again after that, it does."""
    (at / "policy.txt").write_bytes(units.policy())
    line = ("consign", "expect", at / "south", at / "s.json", BY, "--vkey", at / "north.vkey")
    assert "policy.no-quorum" in run(*line, "--policy", at / "policy.txt").err
    units.cosign(at / "north")
    assert slip(at / "north", at / "s.json", "--force").status == 0
    assert run(*line, "--policy", at / "policy.txt").status == 0


def test_a_receipt_that_was_lost_is_written_again(at: Path) -> None:
    """The same arrival gives a receipt as often as it is asked for, and one of nothing is refused."""
    assert take(at, "thing=r1:OM-1042", "as=r1:n1", "seals=C1,C2").status == 0
    again = ("consign", "receipt", at / "south", "n1", "--out", at / "again.json")
    assert run(*again).status == 0
    closed = run(
        "consign", "close", at / "north", at / "again.json", BY, "--vkey", at / "south.vkey", "--json"
    )
    assert closed.json["consignments"][0]["state"] == "closed"
    assert (
        "consign.receipt-used"
        in run("consign", "close", at / "north", at / "r.json", BY, "--vkey", at / "south.vkey").err
    )
    assert "consign.no-such" in run("consign", "receipt", at / "south", "r9", "--out", at / "no.json").err


def test_what_travels_is_said_beside_a_program_that_serves(at: Path) -> None:
    """While both units are served all day, slip, arrival and receipt are recorded by the program that serves."""
    north, south = at / "north", at / "south"
    with served(north), served(south):
        assert slip(north, at / "s.json", "--force").status == 0
        came = take(at, "thing=r1:OM-1042", "as=r1:n1", "seals=C1,C2")
        assert came.status == 0, came.err
        closed = run("consign", "close", north, at / "r.json", BY, "--vkey", at / "south.vkey")
        assert "It came, and both records say so." in closed.flat
        assert "consign.slip-used" in take(at, "thing=r1:OM-1042", receipt="r2.json").err
        assert "input.unknown-person" in run("consign", "arrived", south, "n2", "by=nobody").err
    for path in (north, south):
        assert run("verify", path, "--vkey", path.with_suffix(".vkey")).status == 0


def test_nothing_else_comes_in_by_that_way(at: Path) -> None:
    """An act that says nothing of what travels, another file than the slip, and one that is none are refused there."""
    north, south = at / "north", at / "south"
    says = consigned.write(Words(consigned.ARRIVED, None, {"owner": "armorer", "slip": "0" * 64}))
    with bootstrap.open_unit(south) as unit:
        for request, code in (
            ({"kind": "register", "keys": {"weapon": "x", "says": says}, "by": "armorer"}, "control.unknown"),
            ({"kind": "bring", "keys": {"weapon": "x"}, "by": "armorer"}, "control.unknown"),
            ({"kind": "bring", "keys": "x", "by": "armorer"}, "control.unknown"),
            ({"kind": "bring", "keys": {"weapon": "x", "says": says}, "by": 7}, "control.unknown"),
            ({**_brought(says), "file": str(at / "s.json")}, "consign.another-file"),
            ({**_brought(says), "file": str(at / "north.vkey")}, "consign.not-a-slip"),
            ({**_brought(says), "file": str(north / "nothing")}, "input.no-file"),
        ):
            size = unit.store.size()
            with pytest.raises(ShowsafeError) as error:
                consigning.done(unit, {"do": "consign", **request})
            assert (error.value.code, unit.store.size()) == (code, size)


def _brought(says: str) -> dict[str, object]:
    return {"kind": "bring", "keys": {"weapon": "x", "says": says}, "by": "armorer"}
