"""What leaves a case in whatever format: nothing that may not, the same bytes every time, and a record of it."""

from __future__ import annotations

import hashlib
import json

import pytest

from showsafe.bootstrap import rules_of
from showsafe.casefile import exported
from showsafe.casefile.case import Case
from showsafe.casefile.exports.exporting import Wanted, export
from showsafe.casefile.exports.table import FORMATS
from showsafe.casefile.views.look import Kept
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.exports.handed import NAMES, REJECTED, WITHHELD, case, files, rows

MADE = [name for name in FORMATS if name != "duties"]
"""Every format but the one that needs the record of a production, which this case has none of."""

WORDS = [name for name in MADE if name != "report"]
"""Those whose words can be searched as they are."""


@pytest.fixture(scope="module")
def made() -> Case:
    """Return a case that no test changes but by exports."""
    return case()


_TEXTS: dict[tuple[str, bool], str] = {}


def text_of(made: Case, name: str, *, names: bool) -> str:
    """Return all files of a format in one text, made once."""
    if (name, names) not in _TEXTS:
        _TEXTS[name, names] = "\n".join(each.decode() for each in files(made, name, names=names).values())
    return _TEXTS[name, names]


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("names", [False, True])
def test_the_same_state_gives_the_same_bytes(made: Case, name: str, names: bool) -> None:  # noqa: FBT001
    """Whatever was handed out or looked at between changes nothing."""
    first = files(made, name, names=names)
    cases.do(made, "look", what="s1")
    wanted = Wanted(format=name, names=names)
    done, second = export(
        made,
        wanted,
        by=cases.OWNER,
        at=cases.AT,
        act_id=f"{name}-{names}",
        kept=Kept(),
        rules_of=rules_of,
    )
    assert files(made, name, names=names) == first == second
    assert done.act["sums"] == {file: hashlib.sha256(content).hexdigest() for file, content in first.items()}
    assert (done.record, done.act["opened"]) == ("exported", names)
    assert exported.files_of(made.state(), done.number, made.opened)[1] == first


@pytest.mark.parametrize("name", WORDS)
def test_no_name_stands_where_none_was_asked_for(made: Case, name: str) -> None:
    """Names of the case's people, of authors, and those that only a reader found are covered; with names they show."""
    assert [each for each in NAMES if each in text_of(made, name, names=False)] == []
    assert any(each in text_of(made, name, names=True) for each in NAMES) or name in (
        "prov",
        "brat",
    )


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("names", [False, True])
def test_what_is_sealed_or_rejected_is_left_out_and_that_is_said(made: Case, name: str, names: bool) -> None:  # noqa: FBT001
    """The words are not there, in any format; where a format can say so, it says what is missing."""
    text = text_of(made, name, names=names)
    assert WITHHELD not in text
    assert REJECTED not in text or name == "sources"
    assert name == "brat" or ("s5" in text and "sealed" in text)


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("names", [False, True])
def test_no_source_leaves_whole(made: Case, name: str, names: bool) -> None:  # noqa: FBT001
    """What stands between the statements of a source is in no file."""
    text = text_of(made, name, names=names)
    assert "who looks after the weapons" not in text
    assert made.opened(made.state().sources["s1"].sealed["original"]) not in text


STATES = {
    "web-annotation": ('"value": "proposed, confirmed by nobody"', '"value": "confirmed"'),
    "prov": ('"showsafe:state": "proposed"', '"showsafe:state": "confirmed"'),
    "schema-org": (
        '"creativeWorkStatus": "proposed, confirmed by nobody"',
        '"creativeWorkStatus": "confirmed"',
    ),
    "case-uco": ('"uco-core:objectStatus": "Draft"', '"uco-core:objectStatus": "Final"'),
    "brat": ("\tState T1 proposed", "\tState T2 confirmed"),
    "timeline": ('"state": "proposed, confirmed by nobody"', '"state": "confirmed"'),
}
"""How each format says that nobody confirmed s2.1, and that somebody confirmed s2.2."""


@pytest.mark.parametrize("name", STATES)
def test_what_nobody_confirmed_is_a_proposal(made: Case, name: str) -> None:
    """Each statement says of itself which it is: a proposal is never taken for what a person confirmed."""
    proposed, confirmed = STATES[name]
    draft, final = (rows(made, name, which) for which in ("s2.1", "s2.2"))
    assert draft
    assert all(proposed in each and confirmed not in each for each in draft)
    assert confirmed in final[-1]
    assert len(final) == (2 if name == "prov" else 1)
    assert proposed not in final[-1]


def test_provenance_of_a_proposal_ends_with_the_reader(made: Case) -> None:
    """No person stands behind what nobody confirmed; behind what somebody did stands that person, and when."""
    (draft,) = (json.loads(each) for each in rows(made, "prov", "s2.1"))
    assert "prov:wasRevisionOf" not in draft
    read, final = (json.loads(each) for each in rows(made, "prov", "s2.2"))
    assert final["prov:wasRevisionOf"] == {"@id": read["@id"]}
    assert draft["prov:wasAttributedTo"] == read["prov:wasAttributedTo"] != final["prov:wasAttributedTo"]


def test_a_reader_gets_no_names_and_nobody_from_outside_gets_anything(made: Case) -> None:
    """Rights are those of the case."""
    for by, names, code in ((cases.READER, True, "case.no-names"), ("stranger", False, "case.no-access")):
        with pytest.raises(WrongInput) as refused:
            export(
                made,
                Wanted(format="prov", names=names),
                by=by,
                at=cases.AT,
                act_id=f"no-{by}",
                kept=Kept(),
                rules_of=rules_of,
            )
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "of", "code"),
    [
        ("prof", "case", "export.unknown-format"),
        ("timeline", "s1", "export.whole-case"),
        ("prov", "s99", "export.no-such-source"),
        ("prov", "s5", "case.source-gone"),
        ("duties", "case", "export.no-record"),
    ],
)
def test_what_cannot_be_handed_out_is_answered_plainly(made: Case, name: str, of: str, code: str) -> None:
    """Each with its own code, and nothing is recorded."""
    before = made.state().number
    with pytest.raises(WrongInput) as refused:
        files(made, name, of=of)
    assert refused.value.code == code
    assert made.state().number == before


def test_one_source_alone_is_that_source(made: Case) -> None:
    """Nothing of another source is in it, and nothing is said of what was left out elsewhere."""
    text = "\n".join(each.decode() for each in files(made, "web-annotation", of="s4").values())
    assert '"showsafe:source": "s4"' in text
    assert '"showsafe:source": "s1"' not in text
    assert "s5" not in text
