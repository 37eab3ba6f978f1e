"""A profile is read whole, and whatever is wrong in it is named by its place in the file."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.rules.clause import Clause
from showsafe.rules.profile import Profile, ProfileError, Value, profile_from
from showsafe.rules.profile_values import VALUES, Is, at_least_as_strict, read_is
from tests.rules.reading import common, stating

READ = Clause(id="R/1", says="So.", grade="F", klass="H", force="law", sources=())
PART = Clause(id="R/2", says="So.", grade="P", klass="H", force="law", sources=())
HEARD = Clause(id="H/1", says="So.", grade="S", klass="H", force="law", sources=())
CLAUSES = {clause.id: clause for clause in (READ, PART, HEARD)}
ONE = {"is": 1, "clauses": ["R/1"], "why": "One is enough."}
BASE = common()


def made(**keys: Any) -> Profile:  # noqa: ANN401
    """Return a profile on top of the base, in which these keys are so, or left out where they are None."""
    said = {"id": "elsewhere", "title": "Elsewhere", "base": "common", **keys}
    return profile_from({key: value for key, value in said.items() if value is not None}, BASE, CLAUSES, "e")


def valued(**keys: Any) -> Profile:  # noqa: ANN401
    """Return a profile that states one value, with these keys of it so, or left out where they are None."""
    said = {key: value for key, value in {**ONE, **keys}.items() if value is not None}
    return made(value={"max_out": said})


def refused(**keys: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the refusal of a profile, in full."""
    with pytest.raises(ProfileError) as caught:
        made(**keys)
    error = caught.value
    assert error.as_json()["says"].startswith(f"{error.key}: ")
    return {"key": error.key, **error.as_json()}


def test_what_a_profile_does_not_say_is_its_bases() -> None:
    """A profile that says nothing of its own is its base under its own name, title, edition and clauses."""
    read = made()
    assert (read.id, read.title, read.base, read.edition) == ("elsewhere", "Elsewhere", "common", "e")
    assert {name: getattr(read, name) for name in VALUES} == {name: getattr(BASE, name) for name in VALUES}
    assert (read.values, read.own, read.cite) == (BASE.values, (), BASE.cite)
    assert read.clauses == CLAUSES
    assert read.laxer == {}
    assert BASE.base is None


def test_what_a_profile_says_comes_before_its_base() -> None:
    """What it states has all its grounds, stands among its own values, and changes no other."""
    entries = {"max_out": {**ONE, "basis": "ours"}, "pass_empty": {"is": True, "basis": "ours", "why": "So."}}
    read = made(value={**entries, "pass_empty": {**entries["pass_empty"], "adr": "0042"}})
    stated = {
        "max_out": Value(is_=1, clauses=("R/1",), basis="ours", why="One is enough.", adr=""),
        "pass_empty": Value(is_=True, clauses=(), basis="ours", why="So.", adr="0042"),
    }
    assert read.values == {**BASE.values, **stated}
    assert (read.max_out, read.pass_empty, read.own) == (1, True, ("max_out", "pass_empty"))
    assert read.laxer == {"pass_empty": "0042"}
    others = [name for name in VALUES if name not in stated]
    assert {name: getattr(read, name) for name in others} == {name: getattr(BASE, name) for name in others}


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ({}, "R/1"),
        ({"clauses": ["R/1", "H/1", "R/2"]}, "R/1, R/2"),
        ({"clauses": ["H/1"]}, "known second-hand; not shown as law"),
        ({"basis": "ours"}, "our own default"),
        ({"basis": "practice", "clauses": []}, "trade practice"),
        ({"basis": "practice", "clauses": None}, "trade practice"),
    ],
)
def test_what_is_said_beside_a_value(keys: dict[str, Any], label: str) -> None:
    """Whose habit it is, else the clauses that were read, else that it is known second-hand only."""
    assert valued(**keys).labels["max_out"] == label


def test_beside_each_value_and_each_clause_something_is_said() -> None:
    """What is said beside the clauses is their id where they were read, and every value has its own label too."""
    labels = valued().labels
    assert set(labels) == {*VALUES, *CLAUSES}
    of_clauses = {"R/1": "R/1", "R/2": "R/2", "H/1": "known second-hand; not shown as law"}
    assert {id_: labels[id_] for id_ in CLAUSES} == of_clauses


def test_clauses_beside_a_finding() -> None:
    """What is cited beside a code is shown in its order; beside another code there is none."""
    read = made(cite={"hands.giver": ["H/1", "R/1"]})
    assert read.cited("hands.giver") == (HEARD, READ)
    assert read.cited("hands.none") == ()
    above = profile_from(
        {"id": "above", "title": "Above", "base": "elsewhere", "cite": {"hands.giver": ["R/2", "R/1"]}},
        read,
        CLAUSES,
        "e",
    )
    assert above.cite == {**BASE.cite, "hands.giver": ("R/2", "R/1", "H/1")}
    assert read.cite == {**BASE.cite, "hands.giver": ("H/1", "R/1")}


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"titel": "Elsewhere"}, "profile.titel"),
        *(({"id": name}, "id") for name in (None, "", 7, "Else", "else-", "-else", "else--where", "else2")),
        ({"title": None}, "title"),
        ({"title": 7}, "title"),
        ({"base": None}, "base"),
        ({"base": "us-ca"}, "base"),
        ({"base": "common", "base_": 1}, "profile.base_"),
        ({"value": []}, "value"),
        ({"value": {"max_in": {}}}, "value.max_in"),
        ({"value": {"max_out": 1}}, "value.max_out"),
        ({"cite": []}, "cite"),
        ({"cite": {"hands.giver": "R/1"}}, "cite.hands.giver"),
        ({"cite": {"hands.giver": []}}, "cite.hands.giver"),
        ({"cite": {"hands.giver": ["R/1", "R/9"]}}, "cite.hands.giver"),
        *(({"cite": {code: ["R/1"]}}, f"cite.{code}") for code in ("hands", "hands.", "Hands.giver", "a.b-")),
    ],
)
def test_what_is_wrong_is_named_by_its_place(keys: dict[str, Any], key: str) -> None:
    """Whatever is missing, unknown or of another kind is refused, and said by where it stands in the file."""
    refusal = refused(**keys)
    assert (refusal["code"], refusal["key"]) == ("profile.invalid", key)
    assert refusal["now"]


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"if": 1}, ".if"),
        ({"is": None}, ".is"),
        ({"is": "1"}, ".is"),
        ({"clauses": "R/1"}, ".clauses"),
        ({"clauses": ["R/1", "R/9"]}, ".clauses"),
        ({"basis": "law"}, ".basis"),
        ({"basis": ""}, ".basis"),
        ({"why": None}, ".why"),
        ({"why": ""}, ".why"),
        ({"adr": 42, "is": 3}, ".adr"),
        ({"adr": "42", "is": 3}, ".adr"),
        ({"adr": "00042", "is": 3}, ".adr"),
        ({"adr": "", "is": 3}, ".adr"),
        ({"adr": "0042"}, ".adr"),
        ({"clauses": None}, ""),
        ({"clauses": []}, ""),
        ({"is": 2}, ""),
        ({"is": 3}, ""),
    ],
)
def test_what_is_wrong_with_a_value_is_named_by_its_place(keys: dict[str, Any], where: str) -> None:
    """A value without grounds, of another kind, laxer, or the same as its base, is refused where it stands."""
    with pytest.raises(ProfileError) as caught:
        valued(**keys)
    assert caught.value.key == f"value.max_out{where}"
    assert caught.value.as_json()["says"].startswith(f"value.max_out{where}: ")
    assert caught.value.as_json()["now"]


def test_the_refusals_say_what_was_meant() -> None:
    """What was said and what was wanted stand in the refusal, and what to do about it."""
    assert refused(base="us-ca")["says"] == "base: the file says us-ca, and common was given."
    assert refused(base=None)["says"] == "base: the file says no base, and common was given."
    alone = {"id": "nowhere", "title": "Nowhere", "base": "common"}
    with pytest.raises(ProfileError, match=r"^base: the file says common, and no base was given\."):
        profile_from(alone, None, CLAUSES, "e")
    id_ = refused(id="Else")
    assert (id_["says"], id_["now"]) == (
        "id: Else is not written as it has to be.",
        "Use small letters and hyphens.",
    )
    cite = refused(cite={"hands.giver": ["R/9"]})
    assert cite["says"] == "cite.hands.giver: there is no clause R/9."


def test_the_base_of_all() -> None:
    """The base of all stands alone: it states every value, and no decision allows it anything."""
    entries = {name: {"is": value.is_, "basis": "ours", "why": "So."} for name, value in BASE.values.items()}
    alone: dict[str, Any] = {"id": "ground", "title": "Ground", "value": entries}
    read = profile_from(alone, None, CLAUSES, "e")
    assert (read.base, read.own, read.cite) == (None, tuple(BASE.values), {})
    assert {name: getattr(read, name) for name in VALUES} == {name: getattr(BASE, name) for name in VALUES}
    for name in ("max_out", "live_exceptions"):
        said = {**entries, name: {**entries[name], "adr": "0042"}}
        with pytest.raises(ProfileError) as caught:
            profile_from({**alone, "value": said}, None, CLAUSES, "e")
        assert caught.value.key == f"value.{name}.adr"
    with pytest.raises(ProfileError) as caught:
        profile_from({"id": "ground", "title": "Ground"}, None, CLAUSES, "e")
    assert caught.value.key == f"value.{next(iter(VALUES))}"


@pytest.mark.parametrize("edition", ["", " "])
def test_no_edition(edition: str) -> None:
    """A profile that cannot be told from another edition of itself is refused at that."""
    with pytest.raises(ProfileError) as caught:
        profile_from({"id": "x", "title": "X", "base": "common"}, BASE, CLAUSES, edition)
    assert caught.value.key == "edition"


STRICTER: list[tuple[str, Is, Is]] = [
    ("receiver_min_age", 18, 19),
    ("max_out", 2, 1),
    ("max_out", 1, 0),
    ("near_course", False, True),
    ("pass_empty", True, False),
    ("weapon_classes", ("rubber", "blade"), ("blade",)),
    ("weapon_classes", ("rubber", "blade", "replica"), ("replica", "rubber")),
    ("permissions", (), ("police",)),
    ("permissions", ("police",), ("mayor", "police")),
    ("custodian_credentials", (("a", "b"),), (("b",),)),
    ("custodian_credentials", (("a", "b"),), (("a", "b"), ("c",))),
    ("custodian_credentials", (("a", "b"), ("c", "d")), (("d",), ("a",))),
]


@pytest.mark.parametrize(("name", "base", "stricter"), STRICTER)
def test_one_way_only(name: str, base: Is, stricter: Is) -> None:
    """Of two values that differ the stricter one is as strict as the other, and the other is not as strict as it."""
    assert at_least_as_strict(name, stricter, base)
    assert not at_least_as_strict(name, base, stricter)
    assert at_least_as_strict(name, base, base)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("weapon_classes", ("rubber",), ("blade",)),
        ("permissions", ("police",), ("mayor",)),
        ("custodian_credentials", (("a",),), (("b",),)),
        ("custodian_credentials", (("a", "b"),), (("b", "c"),)),
        ("max_out", 1, ("a",)),
        ("receiver_min_age", 18, ("a",)),
        ("near_course", True, ("a",)),
        ("pass_empty", False, ("a",)),
        ("permissions", ("a",), 1),
        ("weapon_classes", ("a",), 1),
        ("custodian_credentials", (("a",),), 1),
    ],
)
def test_what_cannot_be_compared_is_laxer(name: str, one: Is, other: Is) -> None:
    """Where neither is the stricter, or they are of different kinds, each is laxer than the other."""
    assert not at_least_as_strict(name, one, other)
    assert not at_least_as_strict(name, other, one)


@pytest.mark.parametrize(
    ("name", "value", "is_"),
    [
        ("max_out", 0, 0),
        ("max_out", 7, 7),
        ("near_course", False, False),
        ("near_course", True, True),
        ("permissions", [], ()),
        ("minor_papers", [], ()),
        ("day_notices", [], ()),
        ("live_exceptions", [], ()),
        ("permissions", ["b", "a"], ("b", "a")),
        ("weapon_classes", ("b", "a"), ("b", "a")),
        ("custodian_credentials", [["b"], ["a", "c"]], (("b",), ("a", "c"))),
        ("custodian_credentials", (("b",),), (("b",),)),
    ],
)
def test_the_kinds_of_values(name: str, value: object, is_: Is) -> None:
    """Numbers from zero, true and false, lists of words and lists of lists are kept as they are said."""
    assert read_is(name, value) == is_


@pytest.mark.parametrize("value", [True, False, 1.0, "1", None, -1])
@pytest.mark.parametrize("name", ["max_out", "receiver_min_age"])
def test_what_is_no_number(name: str, value: object) -> None:
    """A whole number from zero is wanted, and *true* is none."""
    with pytest.raises(ProfileError) as caught:
        read_is(name, value)
    assert caught.value.key == f"value.{name}.is"


NO_FLAGS: tuple[object, ...] = (0, 1, "true", None, [])
NO_GROUPS: tuple[object, ...] = ([[]], [["a"], []], ["a"], [["a", "a"]], [["a"], 7], 7, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in ("near_course", "pass_empty") for value in NO_FLAGS),
        *((name, []) for name in ("custodian_roles", "weapon_classes", "custodian_credentials")),
        *((name, "a") for name in ("permissions", "weapon_classes", "custodian_credentials")),
        *(("custodian_credentials", value) for value in NO_GROUPS),
    ],
)
def test_what_is_no_flag_or_list(name: str, value: object) -> None:
    """True or false are wanted, or a list with words; empty is only what may ask for nothing."""
    with pytest.raises(ProfileError) as caught:
        read_is(name, value)
    assert caught.value.key == f"value.{name}.is"
    with pytest.raises(ProfileError) as again:
        profile_from(stating(name, value), BASE, {}, "e")
    assert again.value.key == f"value.{name}.is"
