"""Acts: what a person asks to do, or reports as done. One frozen value, and one visible table of kinds.

An act is a command in the imperative (``load``); what comes of it is an event in the past tense (``loaded``).
The table ``KINDS`` joins the two, and says which keys an act may carry, which it needs, who the second person is,
and whether it is *safe* (the safe direction: never refused) or *told* (something that happened).
Two doors lead in: *ask*, before it happens, and *report*, after it (ADR 0002).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from showsafe.domain.counting_acts import ROWS as _COUNTING
from showsafe.domain.kind import Kind as Kind  # noqa: PLC0414 - known under this room's name too
from showsafe.domain.kind import kind as _kind
from showsafe.domain.things import Certificate, Credential


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """So many rounds of one lot, or of one kind where the lot is not known."""

    count: int
    lot: str = ""
    kind: str = ""
    load: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One scripted pass of a weapon from one performer to another."""

    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice to an authority: its kind and the number that was given for it."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What somebody who watched a weapon says of it: so many rounds, or the digits of the seal."""

    count: int | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One weapon of a file, and the tag or serial that was scanned or read on it."""

    weapon: str
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act with its keys; what is None or empty was not said. Times are aware; lengths in millimetres.

    The names follow the scenario format, but for ``in_`` (in), ``from_`` (from), ``set_`` (set), ``class_`` (class)
    and ``sort`` (kind: of a paper or a lot), which Python or the act's own kind have taken. ``of`` is a count; where it
    names an act it is ``of_act``, and of a key it is ``key_of``.
    """

    kind: str
    act_id: str
    by: str
    at: datetime
    weapon: str = ""
    lot: str = ""
    person: str = ""
    witness: str = ""
    countersigned_by: str = ""
    reviewed_by: str = ""
    from_: str = ""
    to: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    in_: str = ""
    place: str = ""
    rounds: tuple[Draw, ...] | None = None
    found: tuple[Draw, ...] | None = None
    seen: int | None = None
    of: int | None = None
    witness_seen: int | None = None
    bore: str = ""
    looked: tuple[str, ...] | None = None
    magazine: str = ""
    count: int | None = None
    missing: int | None = None
    methods: tuple[str, ...] = ()
    word: str = ""
    says: str = ""
    sight: Sight | None = None
    scene: str = ""
    user: str = ""
    attendees: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    distance_mm: int | None = None
    muzzle_line_clear: bool | None = None
    ammunition: str = ""
    load: str = ""
    shots: int | None = None
    passes: tuple[Pass, ...] = ()
    line: tuple[str, ...] | None = None
    reason: str = ""
    ppe: tuple[str, ...] = ()
    notice: Notice | None = None
    exceptions: tuple[str, ...] = ()
    sort: str = ""
    number: str = ""
    about: str = ""
    expires: date | None = None
    approver: str = ""
    medic: str = ""
    type: str = ""
    set_: bool = False
    cause: str = ""
    harm: str = ""
    of_act: str = ""
    roles: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    credentials: tuple[Credential, ...] = ()
    instructed: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    age: int | None = None
    prohibited: bool | None = None
    class_: str = ""
    action: str = ""
    calibre: str = ""
    capacity: int | None = None
    serial: str = ""
    maker: str = ""
    model: str = ""
    owner: str = ""
    tag: str = ""
    feed: str = ""
    barrel: str = ""
    seal: str = ""
    permit_class: str = ""
    last_service: date | None = None
    supplier: str = ""
    takes: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    modified: bool | None = None
    closure: str = ""
    state: str = ""
    openers: tuple[str, ...] = ()
    enrolled: bool | None = None
    on_set: bool | None = None
    holder: str = ""
    profile: str = ""
    offset_minutes: int | None = None
    device_key: str = ""
    settings: str = ""
    name: str = ""
    contact: str = ""
    key: str = ""
    key_id: str = ""
    new_key_id: str = ""
    algorithm: str = ""
    key_of: str = ""
    what: str = ""
    size: int | None = None
    who: str = ""
    commitments: tuple[str, ...] = ()
    file: str = ""
    scans: tuple[Scan, ...] = ()
    flags: int | None = None
    photos: tuple[str, ...] = ()
    pile: str = ""
    steps: tuple[Act, ...] = ()
    """The single acts of one cycle of a run, in order; what they do not say, the cycle and its run say."""

    @property
    def given_to(self) -> str:
        """Who it is given to: the first of ``to``, or "" where nobody is named."""
        return self.to[0] if self.to else ""


_FIELDS = {"of": "of_act", "set": "set_", "in": "in_", "from": "from_", "class": "class_", "kind": "sort"}
"""Keys whose field in ``Act`` has another name."""


def said(act: Act, key: str) -> bool:
    """Whether an act says a key at all; a count of 0 is a count."""
    field = "key_of" if key == "of" and act.kind == "enrol-key" else _FIELDS.get(key, key)
    value = getattr(act, field)
    return value is not False and value not in (None, "", ())


_WEAPON_IS = (
    *("class", "action", "calibre", "capacity", "serial", "tag", "maker", "model", "owner"),
    *("feed", "barrel", "permit_class", "last_service", "takes", "certificates", "modified"),
)
_LOT_IS = ("kind", "load", "calibre", "closure", "count", "state", "supplier", "maker", "barrel", "seal")
_PERSON_IS = (
    *("name", "contact", "roles", "duties", "credentials", "instructed", "age", "prohibited", "papers"),
)
_THING = (("weapon", "lot"),)
_W = (("weapon",),)


_ROWS = (
    # intake and store
    _kind(
        "register", "registered", " ".join(["weapon lot", *_WEAPON_IS, *_LOT_IS, "countersigned_by"]), _THING
    ),
    _kind(
        "bring", "brought", " ".join(["weapon lot from", *_WEAPON_IS, *_LOT_IS, "countersigned_by"]), _THING
    ),
    _kind(
        "receive",
        "received",
        " ".join(["lot from countersigned_by", *_LOT_IS]),
        (("lot",),),
        "countersigned_by",
    ),
    _kind("prove", "proven", "lot count of methods witness", (("lot",), ("count",)), "witness"),
    _kind("seal", "sealed", "weapon lot number", _THING),
    _kind("quarantine", "quarantined", "weapon lot in", _THING, safe=True),
    _kind("lock", "locked", "weapon lot in witness", _THING, "witness"),
    _kind("unlock", "unlocked", "weapon lot in witness", _THING, "witness"),
    _kind("isolate", "isolated", "weapon in witness", _W, safe=True),
    _kind("consign", "consigned", "weapon lot to number", _THING),
    _kind("return-to-owner", "returned-to-owner", "weapon lot to number", _THING),
    # people
    _kind(
        "enrol",
        "enrolled",
        " ".join(["person", *_PERSON_IS]),
        (("person",),),
    ),
    _kind("assign-role", "role-assigned", "person roles", (("person",), ("roles",))),
    _kind("staff", "staffed", "person duties", (("person",), ("duties",)), "person"),
    _kind(
        "record-paper", "paper-recorded", "kind number about expires class place approver medic", (("kind",),)
    ),
    _kind("instruct", "instructed", "person type", (("person",), ("type",)), "person"),
    _kind("acknowledge", "acknowledged", "about says", (("about",),)),
    # keys of people, and what is forgotten of them: both are done by being recorded
    _kind(
        "enrol-key",
        "key-enrolled",
        "of key key_id algorithm witness",
        (("of",), ("key",), ("witness",)),
        "witness",
    ),
    _kind(
        "rotate-key",
        "key-rotated",
        "key_id key new_key_id witness",
        (("key_id",), ("key",), ("witness",)),
        "witness",
    ),
    _kind("revoke-key", "key-revoked", "key_id reason", (("key_id",),), safe=True),
    _kind("erase", "erased", "person reason", (("person",),)),
    # plan
    _kind("assess", "assessed", "scene says", (), "witness"),
    _kind("meet", "met", "scene attendees topics place", (("scene",), ("attendees",)), "witness"),
    _kind(
        "plan",
        "planned",
        "scene weapon user distance_m muzzle_line_clear ammunition load shots passes line reason ppe",
        (("scene",), ("weapon",)),
        "witness",
    ),
    _kind("open-day", "day-opened", "notice", (), "witness"),
    _kind("close-day", "day-closed", "notice exceptions", (), "witness"),
    # make ready
    _kind(
        "check",
        "checked",
        "weapon seen of bore found witness witness_seen looked magazine says",
        _W,
        "witness",
        safe=True,
    ),
    _kind("show", "shown", "weapon to declined", (("weapon",), ("to",)), "to"),
    _kind("load", "loaded", "weapon rounds magazine witness scene", (("weapon",), ("rounds",)), "witness"),
    _kind("unload", "unloaded", "weapon found witness magazine says", _W, "witness", safe=True),
    _kind("declare", "declared", "weapon word says", (("weapon",), ("word",))),
    _kind("preset", "preset-placed", "weapon place witness scene", _W),
    # custody
    _kind("offer", "offered", "weapon lot from to scene", (*_THING, ("to",))),
    _kind("accept", "accepted", "weapon lot from to witness sight scene", _THING, "witness"),
    _kind(
        "hand-over", "handed-over", "weapon lot from to witness sight scene", (*_THING, ("to",)), "witness"
    ),
    _kind("decline", "declined", "weapon lot from to reason", _THING, safe=True, told=True),
    _kind("withdraw", "withdrawn", "weapon lot from to reason", _THING, safe=True, told=True),
    _kind("collect", "collected", "weapon lot from witness", _THING, safe=True),
    _kind("pass-open", "passed-open", "weapon from to witness", (("weapon",), ("to",)), "to"),
    _kind("leave", "left", "weapon lot place", _THING, told=True),
    _kind("pick-up", "picked-up", "weapon lot place witness", _THING),
    # use
    _kind("rehearse", "rehearsed", "weapon user scene", _W),
    _kind("take", "take-started", "weapon user scene", _W),
    _kind("cut", "cut-called", "weapon scene", (), safe=True, told=True),
    _kind("discharge", "discharged", "weapon count user witness sight scene", _W, told=True),
    _kind("clear", "cleared", "weapon found witness says", _W, "witness", safe=True),
    _kind("reconcile", "reconciled", "weapon lot count missing", (), "witness"),
    *_COUNTING,
    # a run: quick resets between takes, of one weapon for one performer in one set-up
    _kind(
        "open-run",
        "run-opened",
        "weapon user scene rounds place sight witness",
        (("weapon",), ("user",), ("scene",), ("rounds",)),
        "witness",
    ),
    _kind("cycle", "cycled", "weapon steps user scene sight witness", (("weapon",), ("steps",)), "witness"),
    _kind("end-run", "run-ended", "weapon reason", _W, safe=True),
    # a file: many background weapons under one custodian and one watcher
    _kind("open-file", "file-opened", "file scene place witness", (("file",), ("scene",)), "witness"),
    _kind(
        "draw-in",
        "drawn-in",
        "file weapon tag number user",
        (("file",), ("weapon",), ("tag",), ("number",), ("user",)),
    ),
    _kind("drop-out", "dropped-out", "weapon file reason", _W, safe=True),
    _kind(
        "issue-file",
        "file-issued",
        "file scans flags witness",
        (("file",), ("scans",), ("flags",)),
        "witness",
    ),
    _kind("return-file", "file-returned", "file scans flags witness", (("file",),), "witness", safe=True),
    _kind("close-file", "file-closed", "file flags witness", (("file",), ("flags",)), "witness"),
    # trouble
    _kind("misfire", "misfired", "weapon cause count", _W, safe=True, told=True),
    _kind("drop", "dropped", "weapon cause", _W, safe=True, told=True),
    _kind("foul", "fouled", "weapon cause", _W, safe=True, told=True),
    _kind("unplanned-discharge", "discharged-unplanned", "weapon cause count", _W, safe=True, told=True),
    _kind("find-live", "live-found", "in count weapon lot", (("in", "weapon", "lot"),), safe=True, told=True),
    _kind("raise-concern", "concern-raised", "about says", (), safe=True, told=True),
    _kind("answer-concern", "concern-answered", "about of says", (("about", "of"),)),
    _kind("hold", "held", "about says", (), safe=True),
    _kind("stop", "stopped", "about says", (), safe=True, told=True),
    _kind(
        "release",
        "released",
        "weapon lot in set reviewed_by cause witness",
        (("weapon", "lot", "in", "set"),),
        "reviewed_by",
    ),
    _kind("incident", "incident-opened", "weapon lot in harm says", (), safe=True, told=True),
    _kind("freeze", "frozen", "weapon lot in about", (), safe=True),
    # answers to an answer
    _kind("confirm", "confirmed", "of sight", (("of",),)),
    _kind("override", "overridden", "of reason", (("of",), ("reason",)), "witness"),
    # recorded by the program: a unit is opened, its settings change, what others attested of its checkpoints; a told
    # day begins, and what its file says before the first step
    _kind("open-unit", "unit-opened", "profile utc_offset device_key settings", (), safe=True),
    _kind("change-settings", "settings-changed", "settings", (("settings",),), safe=True),
    _kind("attest", "attested", "what size who", (("what",),), safe=True),
    _kind("begin", "begun", "profile utc_offset says", (), safe=True),
    _kind(
        "describe",
        "described",
        " ".join(
            ["weapon lot person in", *_WEAPON_IS, *_LOT_IS, *_PERSON_IS, "openers enrolled on_set holder"]
        ),
        (("weapon", "lot", "person", "in"),),
    ),
)

ANONYMOUS = "anonymous"
"""Who raises a concern, presses hold or stop, or opens an incident, without a name. The node signs it as its own."""

MAY_BE_ANONYMOUS = ("raise-concern", "hold", "stop", "incident")

LEAVING = ("consign", "return-to-owner")
"""Acts by which a thing leaves the unit. Their ``to`` is a carrier or an owner, and no person on record."""

BY_THE_NODE = ("open-unit", "begin", "describe", "change-settings", "attest")
"""Acts that only the program itself records: of the unit and its ledger, or what the file of a told day says."""

OF_KEYS = ("enrol-key", "rotate-key", "revoke-key")
"""Acts about the keys that sign this ledger. They belong to the set itself, never to a told day."""

OF_A_RUN = ("open-run", "cycle", "open-file", "draw-in", "issue-file", "close-file")
"""Acts of runs and files, which nobody can override: a refusal is lifted of the single act that was refused."""

OF_THE_LEDGER = (*OF_KEYS, "erase")
"""Acts that are done by being recorded. One that the rules do not permit in full changes nothing."""

KINDS: dict[str, Kind] = {row.name: row for row in _ROWS}
"""Every act by its name in the imperative."""

EVENTS: dict[str, str] = {row.event: row.name for row in _ROWS}
"""Every event in the past tense, and the act that it comes from."""
