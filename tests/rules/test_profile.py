"""The committed profiles are sound, and what is not sound is refused by name."""

from __future__ import annotations

import pickle

import pytest

from showsafe.domain import words
from showsafe.errors import ShowsafeError
from showsafe.rules.profile import ProfileError, profile_from
from showsafe.rules.profile_values import VALUES, at_least_as_strict
from tests.rules.reading import EDITION, PLACES, RULES, change, common, known, parsed, place, stating


@pytest.mark.parametrize("name", PLACES)
def test_committed_profile_loads(name: str) -> None:
    """Each place's file loads on top of the base, keeps its own name and its edition, and has a title."""
    profile = place(name)
    assert (profile.id, profile.base, profile.edition) == (name, "common", EDITION)
    assert profile.title


def test_every_committed_file_is_tested_here() -> None:
    """The folder of profiles holds the base and the eight places, and nothing that no test reads."""
    assert {path.stem for path in (RULES / "profiles").iterdir()} == {"common", *PLACES}


def test_common_is_what_the_protocol_says() -> None:
    """The base holds the protocol's numbers, and asks for nothing that only one place asks for."""
    base = common()
    assert (base.load_to_take_s, base.proof_good_s) == (300, 3600)
    assert (base.misfire_wait_s, base.misfire_wait_muzzle_loader_s) == (30, 120)
    assert (base.min_distance_mm, base.max_hot_out, base.max_out) == (6100, 1, 2)
    assert (base.custodian_min_age, base.receiver_min_age) == (18, 18)
    assert base.custodian_credentials == (("firearms",), ("course",))
    assert base.needs_risk_assessment
    assert base.needs_compliance_contact
    assert base.needs_open_day
    assert base.muzzle_line_must_be_clear
    assert (base.day_notices, base.permissions, base.minor_papers, base.live_exceptions) == ((), (), (), ())
    asked = (base.needs_first_aid, base.near_course, base.acquisition_record, base.ppe_list)
    assert not any((*asked, base.release_cause, base.deactivation_certificate, base.pass_empty))


def test_common_speaks_the_words_of_the_domain() -> None:
    """The base's roles and classes of weapon are those that the state knows, all of them."""
    base = common()
    assert base.custodian_roles == words.CUSTODIAN_ROLES
    assert set(base.weapon_classes) == set(words.WEAPON_CLASSES)


OWN = {
    "us-ca": {
        "custodian_min_age": "CA-PC-29500",
        "custodian_credentials": "CA-9153(b)(1)",
        "near_course": "CA-9156",
        "acquisition_record": "CFR-478.125(e)-acq",
        "live_exceptions": "CA-9155(a)",
    },
    "us-nm": {"acquisition_record": "CFR-478.125(e)-acq"},
    "gb": {
        "needs_first_aid": "UK-ETIS20/FIRST-AID",
        "release_cause": "UK-NOS-SKSAR8/cause",
        "deactivation_certificate": "UK-DEAC",
    },
    "ca-on": {"ppe_list": "ON-39/SHIELD"},
    "ca-mb": {},
    "au-nsw": {"custodian_credentials": "NSW-35A(1)", "minor_papers": "NSW-P634/MINOR"},
    "au-qld": {"custodian_credentials": "QLD-119", "weapon_classes": "QLD-WR-39"},
    "nz": {
        "custodian_credentials": "NZ-FSA/SUPERVISE",
        "day_notices": "NZ-SS/POLICE-DAY",
        "permissions": "NZ-SS/POLICE-PERM",
    },
}


@pytest.mark.parametrize("name", PLACES)
def test_each_value_that_differs_is_listed_with_its_clause(name: str) -> None:
    """A place differs from the base in exactly the listed values, each resting on the listed clause first."""
    profile, base = place(name), common()
    differing = {value for value in VALUES if getattr(profile, value) != getattr(base, value)}
    assert {value: profile.values[value].clauses[0] for value in differing} == OWN[name]
    assert set(profile.own) == differing
    assert all(profile.values[value].basis == "" for value in differing)


@pytest.mark.parametrize("name", PLACES)
def test_no_committed_value_is_laxer_without_a_decision(name: str) -> None:
    """No place is laxer than the base, save the three declared exceptions of California, by their ADR."""
    profile, base = place(name), common()
    laxer = {v for v in VALUES if not at_least_as_strict(v, profile.values[v].is_, base.values[v].is_)}
    assert laxer == set(profile.laxer)
    assert laxer == ({"live_exceptions"} if name == "us-ca" else set())


def test_what_each_place_asks_for() -> None:
    """The values of the places reach the attributes that the gates read."""
    assert place("us-ca").custodian_min_age == 21
    assert place("us-ca").custodian_credentials[-1] == ("firearms-permit", "dangerous-weapons")
    assert place("us-ca").live_exceptions == ("9155(a)(1)", "9155(a)(2)", "9155(a)(3)")
    assert place("au-nsw").minor_papers == ("parent", "commissioner")
    assert not {"live-capable", "airsoft"} & set(place("au-qld").weapon_classes)
    assert place("nz").day_notices == ("police-event",)
    assert place("nz").permissions == ("police",)
    assert place("gb").needs_first_aid
    assert place("ca-on").ppe_list


@pytest.mark.parametrize("name", ["common", *PLACES])
def test_every_clause_named_exists(name: str) -> None:
    """Each clause behind a value or beside a finding is in the list of clauses."""
    profile = common() if name == "common" else place(name)
    named = {id_ for value in profile.values.values() for id_ in value.clauses}
    named |= {id_ for ids in profile.cite.values() for id_ in ids}
    assert named
    assert named <= set(known())


def test_nothing_of_the_base_is_shown_as_law() -> None:
    """Every value of the base is called trade practice or our own default, also where it follows a law."""
    assert {common().labels[name] for name in VALUES} == {"trade practice", "our own default"}


def test_labels_say_law_practice_or_second_hand() -> None:
    """Beside a value stands the clause that was read, that it is second-hand, or whose habit it is."""
    labels = place("gb").labels
    assert labels["release_cause"] == "UK-NOS-SKSAR8/cause"
    assert labels["deactivation_certificate"] == "known second-hand; not shown as law"
    assert labels["min_distance_mm"] == "trade practice"
    assert labels["load_to_take_s"] == "our own default"
    assert labels["UK-ETIS20/CONTROL"] == "known second-hand; not shown as law"
    assert place("us-ca").labels["custodian_credentials"] == "CA-9153(b)(1)"


def test_a_finding_shows_the_clauses_of_the_place() -> None:
    """Beside a finding's code stand the place's clauses, and none where the place has nothing to say."""
    assert [clause.id for clause in place("us-ca").cited("hands.giver")] == ["CA-9153(a)(2)-give"]
    assert place("us-ca").cited("sight.count-differs") == ()


def test_a_profile_can_be_sent_to_another_process() -> None:
    """A profile survives pickling and is hashable, so that a search can spread it over workers."""
    profile = place("nz")
    again = pickle.loads(pickle.dumps(profile))  # noqa: S301  (our own bytes, made in this line)
    assert again == profile
    assert hash(again) == hash(profile)


def test_missing_value_of_the_base_is_refused() -> None:
    """The base of all has to state every value; each that is left out is named."""
    for name in VALUES:
        mapping = parsed("profiles/common.toml")
        del mapping["value"][name]
        with pytest.raises(ProfileError) as refused:
            profile_from(mapping, None, known(), EDITION)
        assert refused.value.key == f"value.{name}"


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("titel", "Nowhere", "profile.titel"),
        ("value/load_to_cut_s", {"is": 1}, "value.load_to_cut_s"),
        ("value/max_out/if", 1, "value.max_out.if"),
        ("value/max_out/clauses", ["CA-0000"], "value.max_out.clauses"),
        ("value/max_out/basis", "law", "value.max_out.basis"),
        ("value/max_out/why", "", "value.max_out.why"),
        ("value/max_out/adr", "42", "value.max_out.adr"),
        ("value", [], "value"),
        ("cite/hands.giver", ["CA-0000"], "cite.hands.giver"),
        ("cite/hands.giver", [], "cite.hands.giver"),
        ("cite/hands.giver", "CA-9153(a)", "cite.hands.giver"),
        ("cite/Hands", ["CA-9153(a)"], "cite.Hands"),
        ("id", "Else Where", "id"),
        ("title", "", "title"),
        ("base", "us-ca", "base"),
    ],
)
def test_unknown_or_wrong_entry_of_a_profile_is_refused(path: str, value: object, key: str) -> None:
    """An unknown key, a clause that does not exist or a wrong word is refused, and the place is named."""
    mapping = change(stating("max_out", 1), path, value)
    with pytest.raises(ProfileError) as refused:
        profile_from(mapping, common(), known(), EDITION)
    assert refused.value.key == key


def test_value_that_rests_on_nothing_is_refused() -> None:
    """A value names clauses, or says that it is practice or ours: one of the two."""
    mapping = stating("max_out", 1)
    del mapping["value"]["max_out"]["basis"]
    with pytest.raises(ProfileError, match="rests on nothing"):
        profile_from(mapping, common(), known(), EDITION)


def test_profile_on_the_wrong_base_is_refused() -> None:
    """A file that names a base is not read without it, nor the base of all on top of another."""
    with pytest.raises(ProfileError, match="base"):
        profile_from(parsed("profiles/nz.toml"), None, known(), EDITION)
    with pytest.raises(ProfileError, match="base"):
        profile_from(parsed("profiles/common.toml"), common(), known(), EDITION)


def test_base_of_all_cannot_name_a_decision() -> None:
    """Nothing lies below the base of all, so no ADR can allow it anything."""
    mapping = change(parsed("profiles/common.toml"), "value/max_out/adr", "0042")
    with pytest.raises(ProfileError, match="nothing lies below"):
        profile_from(mapping, None, known(), EDITION)


def test_profile_without_an_edition_is_refused() -> None:
    """A rulebook that cannot be told from another edition of itself is not used."""
    with pytest.raises(ProfileError, match="edition"):
        profile_from(parsed("profiles/nz.toml"), common(), known(), "")


def test_citations_of_a_base_come_after_its_own() -> None:
    """A profile on top of another shows its own clauses first, then the base's, each once."""
    cite = {"hands.giver": ["AEAA/20FT", "CA-9153(a)(2)-give"], "bore.none": ["IWLMSC-1/BORE"]}
    mapping = {"id": "south", "title": "South", "base": "us-ca", "cite": cite}
    profile = profile_from(mapping, place("us-ca"), known(), EDITION)
    assert profile.cite["hands.giver"] == ("AEAA/20FT", "CA-9153(a)(2)-give")
    assert profile.cite["bore.none"] == ("IWLMSC-1/BORE",)
    assert profile.cite["receiver.no-course"] == ("CA-9156",)
    assert profile.laxer == {"live_exceptions": "0005"}


def test_a_refusal_reads_as_one_sentence_and_what_to_do() -> None:
    """The error has a permanent code, names the place, says what is wrong and what to do now."""
    with pytest.raises(ProfileError) as refused:
        profile_from(stating("max_out", 3), common(), known(), EDITION)
    error = refused.value
    assert isinstance(error, ShowsafeError)
    assert isinstance(error, ValueError)
    assert error.as_json() == {
        "code": "profile.invalid",
        "says": "value.max_out: it is laxer than in common; stricter is a lower number.",
        "now": "Make it stricter, or name the ADR that allows it.",
    }
