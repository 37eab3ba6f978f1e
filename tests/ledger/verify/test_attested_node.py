"""What the node says of itself is no witness, and what is attested is read to the letter."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import notes, policy, signing, tokens
from showsafe.ledger.verify.attested import FROM_THE_DATA, NO_ML_DSA, Attestations, Trust
from showsafe.ledger.verify.block import ATTESTED, Event
from showsafe.ledger.verify.history import History, Life
from showsafe.ledger.verify.notes import COSIGNER, Vkey
from showsafe.ledger.verify.report import Fault, Notebook
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.tokens import Anchor
from tests.ledger.verify.logs import (
    NODE,
    ORIGIN,
    OTHER,
    PERSON,
    b64,
    canonical,
    cosigned,
    line_of,
    note_of,
    vkey_of,
)
from tests.ledger.verify.test_tokens import ROOT

WITNESS, SECOND = "studio.example/witness", "archive.example/witness"
POLICY = f"witness studio {vkey_of(PERSON, WITNESS, 4)}\nwitness archive {vkey_of(OTHER, SECOND, 4)}\n"
ALL = f"{POLICY}group both all studio archive\nquorum both\n"
FIRST, LATER = MlDsaKey(bytes(32)), MlDsaKey(bytes(range(32)))


def root(size: int) -> bytes:
    """Return the tree hash of a size."""
    return size.to_bytes(32)


def checkpoint(size: int) -> bytes:
    """Return the node's checkpoint of a size."""
    return note_of(f"{ORIGIN}\n{size}\n{b64(root(size))}\n", ORIGIN, NODE)


def ml_dsa_line(key: MlDsaKey, size: int, at: int, name: str = ORIGIN) -> bytes:
    """Return the line of an ML-DSA-44 cosigner about the checkpoint of a size."""
    told, origin = name.encode(), ORIGIN.encode()
    said = b"subtree/v1\n\x00" + bytes((len(told),)) + told + at.to_bytes(8) + bytes((len(origin),)) + origin
    said += bytes(8) + size.to_bytes(8) + root(size)
    return line_of(name, 6, key.public, at.to_bytes(8) + key.sign(said)).encode()


class Audit:
    """What others said of one log, heard event by event."""

    def __init__(self, given: str = "", lives: Sequence[tuple[MlDsaKey, int]] = ()) -> None:
        self.book = Notebook()
        self.kept: dict[str, bytes] = {}
        self.history = History()
        self.history.node = [Life(NODE.id, NODE.public, "ed25519", "node", 1)]
        self.history.node_ml_dsa = [Life("", key.public, "ml-dsa-44", "node", since) for key, since in lives]
        trust = Trust(policy.read(given.encode(), policy.ALWAYS) if given else None)
        self.heard = Attestations(self.book, trust, self.history, root, self.kept.get)
        self.heard.origin = ORIGIN

    def take(self, number: int, what: str, who: str, size: int, *contents: bytes | None) -> Audit:
        """Hear a record; None is a content that is not kept here."""
        names = [f"{number}-{place}" for place in range(len(contents))]
        self.kept |= {
            name: content for name, content in zip(names, contents, strict=True) if content is not None
        }
        act = {"what": what, "who": who, "size": size}
        self.heard.take(Event(number, ATTESTED, act, names, []))
        return self

    def end(self, size: int = 9) -> Audit:
        """Hear the end of the log."""
        self.heard.end(size)
        return self


TRUSTED = Vkey(WITNESS, COSIGNER, PERSON.public)


@pytest.mark.parametrize("at", [0, 1_700_000_000])
def test_the_nodes_own_signature_on_the_checkpoint_is_no_witness(at: int) -> None:
    """The node vouches for itself under its second key: with or without a time that holds, and nobody saw the log."""
    audit = Audit(lives=[(FIRST, 2)])
    audit.heard.on_checkpoint(notes.read_checkpoint(checkpoint(9) + ml_dsa_line(FIRST, 9, at)))
    audit.end()
    assert (audit.book.faults, audit.heard.witnessed(), audit.heard.seen.cosignatures) == ({}, 0, 1)
    assert audit.book.notes == []
    assert "No witness has said how far the log had come: it is witnessed up to 0." in (
        audit.book.could_not_know
    )


def test_a_policy_cannot_make_the_node_its_own_witness() -> None:
    """Whatever name a policy gives to the key of the node, what it signs counts for nobody but the node."""
    own = f"witness own {vkey_of(NODE, WITNESS, 4)}\nquorum own\n"
    audit = Audit(own)
    audit.heard.on_checkpoint(notes.read_checkpoint(cosigned(checkpoint(9), WITNESS, NODE)))
    says = "no checkpoint is cosigned by as many witnesses as the policy asks for"
    audit.end()
    assert audit.book.faults == {"cosignatures": Fault("verify.cosignatures", says)}
    assert audit.heard.witnessed() == 0


def test_the_last_ml_dsa_key_signs_the_checkpoint() -> None:
    """Of two keys of the node the later one counts; a false line under it is told, one of the earlier is not read."""
    lives = [(FIRST, 2), (LATER, 5)]
    audit = Audit(lives=lives)
    audit.heard.on_checkpoint(notes.read_checkpoint(checkpoint(9) + ml_dsa_line(LATER, 9, 0)))
    assert (audit.book.faults, audit.heard.seen.cosignatures) == ({}, 1)
    old = ml_dsa_line(FIRST, 9, 0)
    false = line_of(ORIGIN, 6, LATER.public, bytes(8) + FIRST.sign(b"x")).encode()
    audit = Audit(lives=lives)
    audit.heard.on_checkpoint(notes.read_checkpoint(checkpoint(9) + old))
    assert (audit.book.faults, audit.heard.seen.cosignatures) == ({}, 0)
    audit.heard.on_checkpoint(notes.read_checkpoint(checkpoint(9) + false))
    says = f"the cosignature of {ORIGIN} that the checkpoint carries does not hold"
    assert audit.book.faults == {"cosignatures": Fault("verify.cosignatures", says)}


def test_the_ml_dsa_signature_of_a_record() -> None:
    """It is of the key that the node had then: none enrolled, another, or none at all in the record is a fault."""
    signed = checkpoint(3) + ml_dsa_line(FIRST, 3, 7)
    for lives in ([(FIRST, 2)], [(FIRST, 4)], [(FIRST, 2), (LATER, 5)]):
        audit = Audit(lives=lives).take(4, "ml-dsa", ORIGIN, 3, signed)
        assert (audit.book.faults, audit.heard.seen.cosignatures) == ({}, 1)
        assert audit.heard.witnessed() == 0
    for lives, content, says in (
        ([], signed, "record 4 names an ML-DSA-44 signature, and no such key is enrolled"),
        ([(FIRST, 5)], signed, "record 4 names an ML-DSA-44 signature, and no such key is enrolled"),
        ([(LATER, 2)], signed, "record 4 does not carry the ML-DSA-44 signature that it names"),
        ([(FIRST, 2)], checkpoint(3), "record 4 does not carry the ML-DSA-44 signature that it names"),
        ([(FIRST, 2)], b"x", "the checkpoint that record 4 carries is not a signed note, or is too long"),
    ):
        audit = Audit(lives=lives).take(4, "ml-dsa", ORIGIN, 3, content)
        assert audit.book.faults == {"cosignatures": Fault("verify.cosignatures", says, 4)}
    false = checkpoint(3) + line_of(ORIGIN, 6, FIRST.public, bytes(8) + LATER.sign(b"x")).encode()
    audit = Audit(lives=[(FIRST, 2)]).take(4, "ml-dsa", ORIGIN, 3, false)
    says = f"the cosignature of {ORIGIN} that record 4 carries does not hold"
    assert audit.book.faults == {"cosignatures": Fault("verify.cosignatures", says, 4)}


def test_what_cannot_be_checked_here_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ML-DSA-44 on this machine its step is not complete, and nothing is accused or counted."""
    monkeypatch.setattr(signing, "ml_dsa_holds", lambda *_: None)
    audit = Audit(lives=[(FIRST, 2)]).take(4, "ml-dsa", ORIGIN, 3, checkpoint(3) + ml_dsa_line(FIRST, 3, 7))
    assert (audit.book.faults, audit.book.could_not_know) == ({}, [NO_ML_DSA])
    assert (audit.book.short, audit.heard.seen.cosignatures) == ({"cosignatures"}, 0)


def test_a_witness_of_the_first_record() -> None:
    """A log of one record can be witnessed, and the size of what was said is the size that counts."""
    audit = Audit(f"{POLICY}quorum studio\n")
    audit.take(2, "cosignature", WITNESS, 1, cosigned(checkpoint(1), WITNESS, PERSON)).end()
    assert (audit.book.faults, audit.heard.witnessed()) == ({}, 1)
    assert audit.book.notes == [f"Witnessed up to 1 of 9, by {WITNESS}."]
    assert audit.book.could_not_know == []
    assert audit.book.not_asked == {"time"}


def test_the_largest_size_counts_whatever_came_last() -> None:
    """A witness that comes back with an older size takes nothing away from what it said before."""
    audit = Audit(f"{POLICY}quorum studio\n")
    for number, size in ((6, 5), (7, 3)):
        audit.take(number, "cosignature", WITNESS, size, cosigned(checkpoint(size), WITNESS, PERSON))
    audit.end()
    assert audit.book.notes == [f"Witnessed up to 5 of 9, by {WITNESS}."]


def test_both_witnesses_are_named() -> None:
    """Who saw a size is told by name, in the order of the names, each that said so."""
    audit = Audit(ALL)
    audit.take(4, "cosignature", WITNESS, 3, cosigned(checkpoint(3), WITNESS, PERSON))
    assert audit.heard.witnessed() == 0
    audit.take(5, "cosignature", SECOND, 3, cosigned(checkpoint(3), SECOND, OTHER)).end()
    assert audit.book.notes == [f"Witnessed up to 3 of 9, by {SECOND}, {WITNESS}."]
    assert (audit.book.not_asked, audit.book.covered["cosignatures"]) == ({"time"}, 3)
    assert audit.heard.seen.cosignatures == 2


def test_a_second_witness_of_one_size_is_named_though_one_was_enough() -> None:
    """Whoever was asked in between how far others saw the log: all who saw its largest size are named at the end."""
    audit = Audit(f"{POLICY}group both any studio archive\nquorum both\n")
    audit.take(4, "cosignature", WITNESS, 3, cosigned(checkpoint(3), WITNESS, PERSON))
    assert audit.heard.witnessed() == 3
    audit.take(5, "cosignature", SECOND, 3, cosigned(checkpoint(3), SECOND, OTHER)).end()
    assert audit.book.notes == [f"Witnessed up to 3 of 9, by {SECOND}, {WITNESS}."]


def test_a_witness_whose_key_nobody_says() -> None:
    """Only a stranger's word is unchecked; where the key is known, nothing is said of not knowing it."""
    signed = cosigned(checkpoint(3), WITNESS, PERSON)
    audit = Audit(f"{POLICY}quorum none\n").take(4, "cosignature", WITNESS, 3, signed).end()
    assert audit.book.could_not_know == []
    audit = Audit("quorum none\n").take(4, "cosignature", WITNESS, 3, signed).end()
    says = f"Cosignatures of {WITNESS} were not checked: nobody says what its key is."
    assert says in audit.book.could_not_know


def test_what_was_not_asked_for() -> None:
    """Without a policy nobody asked for witnesses; with one that asks for none, the step was done and is asked."""
    assert Audit().end().book.not_asked == {"cosignatures", "time"}
    assert Audit("quorum none\n").end().book.not_asked == {"time"}
    audit = Audit()
    audit.book.not_asked = {"chains"}
    assert audit.end().book.not_asked == {"chains", "cosignatures", "time"}


def test_an_anchor_out_of_the_data_is_said_loudly() -> None:
    """Where the data names its own witness, and only there: with a policy, trust came from outside."""
    signed = cosigned(checkpoint(3), WITNESS, PERSON)
    audit = Audit()
    audit.heard.trust.witnesses = [TRUSTED]
    audit.take(4, "cosignature", WITNESS, 3, signed).end()
    assert FROM_THE_DATA in audit.book.could_not_know
    assert audit.book.not_asked == {"time"}
    audit = Audit(f"{POLICY}quorum none\n").take(4, "cosignature", WITNESS, 3, signed).end()
    assert FROM_THE_DATA not in audit.book.could_not_know
    assert FROM_THE_DATA not in Audit().end().book.could_not_know


def test_what_is_not_kept_here_is_counted() -> None:
    """Each record whose evidence is not here is counted once, though half of it be here."""
    audit = Audit("quorum none\n")
    audit.take(4, "cosignature", WITNESS, 3, None).take(5, "time-token", "clock", 3, checkpoint(3), None)
    says = "2 records name cosignatures or time tokens that are not kept here; not checked."
    assert says in audit.end().book.could_not_know
    assert audit.book.faults == {}


@pytest.mark.parametrize(
    ("what", "seen"),
    [("fork", "another branch of this log"), ("rolled-back", "more records than were here")],
)
def test_evidence_against_the_log_is_told_in_words(what: str, seen: str) -> None:
    """A court reads who had seen what, about which size, and where it is kept; also where it is not kept here."""
    for content in (b"shown", None):
        audit = Audit("quorum none\n").take(4, what, WITNESS, 3, content).end()
        told = f"LOOK AT RECORD 4: {WITNESS} had seen {seen} when asked about size 3. "
        assert audit.book.notes == [f"{told}What it showed is kept there as evidence."]
        assert (audit.book.faults, audit.heard.absent) == ({}, 0)


def test_many_sizes_are_remembered_and_the_oldest_let_go() -> None:
    """More than a thousand sizes do not fill the memory: the newest are kept, and what was witnessed stays."""
    audit = Audit()
    for size in range(1, 1025):
        audit.heard._remember(size, TRUSTED)
    assert len(audit.heard.seen.cosigners) == 1024
    audit.heard._remember(1025, TRUSTED)
    assert min(audit.heard.seen.cosigners) == min(audit.heard.seen.names) == 513
    assert audit.heard.witnessed() == 1025


SETTINGS = {"witnesses": [{"vkey": vkey_of(PERSON, WITNESS, 4), "url": "https://studio.example/"}]}


def test_the_witnesses_that_settings_name() -> None:
    """Both kinds of keys of witnesses are taken; without any list there is none, and nothing is wrong."""
    trust = Trust()
    trust.learn(canonical(SETTINGS))
    assert trust.witnesses == [TRUSTED]
    second = vkey_of(SimpleNamespace(public=FIRST.public), SECOND, 6)  # type: ignore[arg-type]
    trust.learn(canonical({"witnesses": [{"vkey": second, "url": ""}]}))
    assert trust.witnesses == [Vkey(SECOND, 6, FIRST.public)]
    trust.learn(b"{}")
    assert (trust.witnesses, trust.anchors) == ([], [])


def test_the_time_authorities_that_settings_name() -> None:
    """Without a policy each is an anchor under its name; with one, its certificates only help to get to a root."""
    settings = canonical({"time_authorities": [{"name": "clock", "certificates": ROOT.pem}]})
    own = Trust()
    own.learn(settings)
    own.learn(settings)
    assert own.anchors == [Anchor("clock", ROOT.sum, (ROOT.der,))]
    given = Trust(policy.read(b"quorum none\n", policy.ALWAYS), anchors=[Anchor("outside", "aa")])
    given.learn(settings)
    assert (given.anchors, given.witnesses) == ([Anchor("outside", "aa", (ROOT.der,))], [])


NOT_ALL = "does not say all that it should"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"witnesses": {}}, "has no list of witnesses"),
        ({"witnesses": None}, "has no list of witnesses"),
        ({"time_authorities": "x"}, "has no list of time_authorities"),
        ({"witnesses": ["x"]}, NOT_ALL),
        ({"witnesses": [{"vkey": vkey_of(PERSON, WITNESS, 4)}]}, NOT_ALL),
        ({"witnesses": [{"url": ""}]}, NOT_ALL),
        ({"witnesses": [{"vkey": 7, "url": ""}]}, NOT_ALL),
        ({"witnesses": [{"vkey": vkey_of(PERSON, WITNESS, 4), "url": None}]}, NOT_ALL),
        ({"time_authorities": [{"name": "clock"}]}, NOT_ALL),
        ({"time_authorities": [None]}, NOT_ALL),
        ({"witnesses": [{"vkey": vkey_of(NODE), "url": ""}]}, "is not a verifier key of the kind"),
        ([], "is not a JSON object"),
    ],
)
def test_settings_that_cannot_be_used(settings: object, says: str) -> None:
    """Nobody is trusted by what does not say all that it should: the record that carries it is named."""
    with pytest.raises(Malformed, match=says):
        Trust().learn(canonical(settings))
    audit = Audit()
    audit.kept["s"] = canonical(settings)
    audit.heard.settings(Event(4, "settings-changed", {"settings": "s"}, ["a", "s"], []))
    assert audit.book.faults["keys"].record == 4
    assert audit.book.faults["keys"].says.startswith(
        "the settings that record 4 carries cannot be used: one of them "
    )


def test_what_lies_beside_the_settings_is_not_read_as_them() -> None:
    """An opening carries its profile, too: only what the act names as settings says who is trusted."""
    audit = Audit()
    audit.kept |= {"a": b"a profile", "s": canonical(SETTINGS), "z": b"a profile"}
    audit.heard.settings(Event(1, "unit-opened", {"settings": "s"}, ["a", "s", "z"], []))
    assert (audit.book.faults, audit.heard.trust.witnesses) == ({}, [TRUSTED])
    audit.heard.settings(Event(2, "settings-changed", {"settings": "gone"}, ["gone"], []))
    assert audit.heard.trust.witnesses == [TRUSTED]


def test_certificates_help_and_are_no_roots() -> None:
    """With a policy its root stays the root, whatever the data brings; without one, the data's own are the roots."""
    given = Trust(policy.read(b"quorum none\n", policy.ALWAYS), anchors=[Anchor("clock", "aa", (b"1",))])
    given.help([Anchor("forged", "bb", (b"2", b"3"))])
    (anchor,) = given.anchors
    assert (anchor.name, anchor.root, set(anchor.certificates)) == ("clock", "aa", {b"1", b"2", b"3"})
    given.help([Anchor("newer", "cc", (b"4", b"3")), Anchor("newest", "dd", (b"5", b"4"))])
    assert [each.certificates for each in given.anchors] == [(b"4", b"3", b"5", b"2", b"1")]
    own = Trust()
    own.help([Anchor("clock", "aa")])
    own.help([Anchor("clock", "aa"), Anchor("other", "bb")])
    assert own.anchors == [Anchor("clock", "aa"), Anchor("other", "bb")]


def test_which_anchors_a_token_is_held_against(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the name that the record gives; where none has it, all: the name in a record is only a hint."""
    asked: list[list[str]] = []

    def check(_: bytes, __: bytes, anchors: Sequence[Anchor]) -> tuple[str, Any]:
        asked.append([anchor.root for anchor in anchors])
        return "clock", datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)

    monkeypatch.setattr(tokens, "check", check)
    audit = Audit()
    audit.heard.trust.anchors = [Anchor("one", "1"), Anchor("clock", "2"), Anchor("clock", "3")]
    audit.take(7, "time-token", "clock", 5, checkpoint(5), b"answer")
    audit.take(8, "time-token", "nobody", 3, checkpoint(3), b"answer").end()
    assert asked == [["2", "3"], ["1", "2", "3"]]
    assert audit.book.notes == ["Stamped up to 5 of 9, at 2025-03-04T05:06:07Z by clock."]
    assert (audit.heard.seen.tokens, audit.book.not_asked) == (2, {"cosignatures"})
    assert FROM_THE_DATA in audit.book.could_not_know


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        ((checkpoint(3),), "record 4 does not carry one checkpoint and one time token"),
        ((b"answer",), "record 4 does not carry one checkpoint and one time token"),
        (
            (checkpoint(3), checkpoint(2), b"answer"),
            "record 4 does not carry one checkpoint and one time token",
        ),
        ((checkpoint(3), b"x", b"y"), "record 4 does not carry one checkpoint and one time token"),
        (
            (checkpoint(2), b"answer"),
            "the checkpoint that record 4 carries is not the one of this log that the record names",
        ),
        ((checkpoint(3), b"answer"), "the time token of record 4 is not a time token"),
    ],
)
def test_a_time_token_that_does_not_hold(contents: tuple[bytes, ...], says: str) -> None:
    """What is no token, or is not beside the one checkpoint of this log, is a fault of its step and its record."""
    audit = Audit("quorum none\n").take(4, "time-token", "clock", 3, *contents).end()
    assert audit.book.faults == {"time": Fault("verify.time", says, 4)}
    assert audit.book.notes == []


def test_a_machine_that_cannot_read_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package for tokens the step is not complete; nothing is accused, and nothing is fine."""
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    audit = Audit("quorum none\n").take(4, "time-token", "clock", 3, checkpoint(3), b"answer")
    says = "Time tokens were not checked: the package rfc3161-client is not here."
    assert (audit.book.faults, audit.book.could_not_know) == ({}, [says])
    assert audit.book.short == {"time"}
