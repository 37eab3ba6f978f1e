"""From the code of a page to an answer: as now, as then, not from this record; and what is no code of ours."""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qsl

import pytest

from showsafe.errors import NotVerified, ShowsafeError, WrongInput
from showsafe.ledger.tree import Frontier
from showsafe.papers import catalogue, checking, press, proof
from showsafe.papers.checking import NOW, OTHER, THEN
from showsafe.papers.wish import Wish
from tests.papers.seen import Stage, planned


def code_of(stage: Stage, name: str = "day-sheet", **wish: str) -> str:
    """Return what the pages of a paper say."""
    paper = catalogue.paper(name)
    return press.sheet(paper, stage.source, stage.wish(paper, **wish)).uri


def parts(code: str) -> dict[str, str]:
    """Return the parts of a code."""
    return dict(parse_qsl(code.removeprefix("showsafe:paper?")))


def test_the_code_is_what_its_page_in_the_docs_says() -> None:
    """Root and sum, made again from the format alone, are those of the code."""
    stage = planned()
    code = parts(code_of(stage, "show-safe-log", lang="es"))
    leaves = [entry.leaf for entry in stage.node.store.entries()]
    size = int(code["size"])
    root = Frontier().extend(leaves[:size]).root()
    numbers = sorted(set(stage.built("show-safe-log")["records"]))
    total = hashlib.sha256(
        b"showsafe-paper/1\nshow-safe-log\nlang=es\nsheet=a4\n" + f"{size}\n".encode() + root
    )
    for number in numbers:
        total.update(f"{number}\n".encode() + leaves[number - 1])
    assert code["root"] == proof._short(root)
    assert code["sum"] == proof._short(total.digest()[:16])
    assert code["log"] == "showsafe/north-ridge"


def test_a_page_grows_old_and_another_one_was_never_made() -> None:
    """Right after printing it is as now; after more was recorded it is as then; with another sum it is not ours."""
    stage = planned()
    code = code_of(stage)
    found = checking.check(stage.source, code)
    assert (found.word, found.same) == (NOW, True)
    stage.node.clock.advance(60)
    stage.node.report("check", weapon="revolver", seen=6, of=6, bore=True, found=[], witness="assistant")
    found = checking.check(stage.source, f" {code}\n")
    assert (found.word, found.same) == (THEN, True)
    assert found.records == tuple(range(1, stage.source.size))
    forged = code.replace("sum=", "sum=A")
    assert checking.check(stage.source, forged).word == OTHER
    other_day = code.replace("paper=day-sheet", "paper=day-sheet&day=2020-01-01")
    assert checking.check(stage.source, other_day).word == OTHER


def test_a_paper_that_a_newer_record_does_not_concern_stays_the_same() -> None:
    """A chain printed before and after another weapon and another armorer came is the same to the byte."""
    stage = planned()
    before = stage.printed("custody-chain", weapon="revolver")
    stage.node.clock.advance(60)
    stage.node.report("register", weapon="musket", **{"class": "replica"})
    stage.node.report(
        "enrol", "producer", person="zoe", roles=("armorer",), credentials=("firearms",), age=50
    )
    assert stage.printed("custody-chain", weapon="revolver").pdf == before.pdf


def test_another_ledger_is_told_from_an_older_copy_and_a_rewritten_one() -> None:
    """Each has a sentence of its own; none of them is *holds*."""
    stage = planned()
    code = code_of(stage)
    wrong = {
        "paper.other-log": code.replace("log=showsafe/north-ridge", "log=showsafe/south-ridge"),
        "paper.ahead": code.replace("size=19", "size=20"),
        "paper.other-tree": code.replace("root=", "root=A"),
    }
    for name, text in wrong.items():
        with pytest.raises(NotVerified) as raised:
            checking.check(stage.source, text)
        assert raised.value.code == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/",
        "showsafe:paper?",
        "showsafe:paper?v=2&log=a&paper=day-sheet&lang=en&sheet=a4&size=1&root=a&sum=b",
        "showsafe:paper?v=1&log=a&paper=day-sheet&lang=en&sheet=a4&size=-1&root=a&sum=b",
        "showsafe:paper?v=1&log=a&paper=day-sheet&lang=en&sheet=a4&size=1&root=a&sum=b&sum=c",
        "showsafe:paper?v=1&log=a&paper=day-sheet&lang=en&sheet=a4&size=1&root=a&sum=b&more=c",
        "showsafe:paper?v=1&log=a&paper=day-sheet&lang=en&sheet=a4&size=99999999999999999999&root=a&sum=b",
        "showsafe:paper?" + "a=1&" * 40,
        "showsafe:paper?v=1" + "x" * 3000,
        "showsafe:paper?v=1\u202e",
    ],
)
def test_what_is_no_code_of_ours_is_refused_in_one_sentence(text: str) -> None:
    """Whatever a scanner gives: one error of ours, and never anything else."""
    with pytest.raises(WrongInput) as raised:
        proof.read(text)
    assert raised.value.code == "paper.not-a-proof"


def test_a_wish_of_any_letters_survives_the_code() -> None:
    """Names with spaces, signs and other scripts come back as they went in."""
    wish = Wish(weapon="Łuk & strzała #7", scene="12A+ /=?", lang="es", size="letter", names=True)
    rests = proof.Rest("all", 3, bytes(32), bytes(16))
    claim = proof.read(proof.uri("north-ridge", "custody-chain", wish, rests))
    assert claim.wish == wish
    assert (claim.size, claim.paper) == (3, "custody-chain")


def test_what_stood_open_is_an_error_of_the_wish_and_not_of_the_program() -> None:
    """A paper that cannot be made from its own claim is not from this record, and raises nothing."""
    stage = planned()
    code = code_of(stage, "custody-chain", weapon="revolver").replace("weapon=revolver", "weapon=nothing")
    try:
        assert checking.check(stage.source, code).word == OTHER
    except ShowsafeError as error:
        pytest.fail(str(error))
