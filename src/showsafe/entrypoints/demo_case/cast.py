"""Who works in the demonstration's case, who is in it, and which sources it has. Data only, and all of it invented."""

from __future__ import annotations

from dataclasses import dataclass

OWNER, REVIEWER, PARTY, READER = "sue", "moe", "bob", "pru"
"""Four people of the demonstration set: its safety advisor opens the case, and one who reviews is a party to it."""

ACCESS = (
    (REVIEWER, "reviewer", "second pair of eyes in the safety inquiry"),
    (PARTY, "party", "was the assistant's trainer, and is heard"),
    (READER, "reader", "answers for the production"),
)
"""Who has access, in which role, and what for; who opens the case is its owner."""

PEOPLE = (
    ("p1", "Tamsin Orrell", "1st AD", "boathouse-2026/first-ad", True),
    ("p2", "Jonas Peverel", "armorer", "boathouse-2026/armorer", True),
    ("p3", "Dilys Wragg", "assistant armorer", "boathouse-2026/assistant", True),
    ("p4", "Corin Haddow", "performer", "boathouse-2026/ferryman", False),
    ("p5", "Mina Strake", "focus puller", "boathouse-2026/focus-puller", True),
    ("p6", "Ossie Fenn", "branch secretary", "", False),
)
"""The people of the case: id, name, role, id in the production's ledger, and whether they are a party to the matter."""


@dataclass(frozen=True, slots=True)
class Given:
    """One source: its file, the day on which it came into the case, what it is, and what it says of itself."""

    id: str
    file: str
    on: str
    type: str
    published: str
    title: str
    publisher: str
    author: str = ""
    corrects: str = ""


SOURCES = (
    Given(
        *("s1", "courier.html", "2026-04-22T09:10", "article", "2026-04-18"),
        title="Focus puller hurt by blank in old boathouse",
        publisher="Harrow Sound Courier (invented)",
        author="Nell Aspin",
    ),
    Given(
        *("s2", "trade-press.txt", "2026-04-22T09:20", "article", "2026-04-21"),
        title="Boathouse shot: what the crew says",
        publisher="The Clapper Ledger (invented)",
        author="Rufus Tarn",
    ),
    Given(
        *("s3", "courier-correction.html", "2026-04-23T10:05", "article", "2026-04-22"),
        title="Correction",
        publisher="Harrow Sound Courier (invented)",
        corrects="s1",
    ),
    Given(
        *("s4", "newsletter.txt", "2026-04-27T11:30", "article", "2026-04-24"),
        title="The Standby, 24 April",
        publisher="Camera branch (invented)",
    ),
    Given(
        *("s5", "interview.vtt", "2026-04-28T16:00", "interview", "2026-04-28"),
        title="Interview of the assistant armorer, captions",
        publisher="Safety inquiry (invented)",
    ),
    Given(
        *("s6", "notice.pdf", "2026-05-08T14:20", "regulator", "2026-05-08"),
        title="Notice of investigation 26-117",
        publisher="Office for Safe Stages (invented)",
    ),
    Given(
        *("s7", "statement.txt", "2026-05-11T09:00", "statement", "2026-05-02"),
        title="Statement of a child",
        publisher="County police (invented)",
    ),
)
"""Every source, in the order in which it came."""

SAID = {
    "hot-called": ("s1", "I called it hot before the take"),
    "shot-at-two": ("s1", "a single shot was fired at about 2 p.m."),
    "checked-twice": ("s1", "had been checked twice after lunch"),
    "two-loaded": ("s1", "Two rounds were loaded, as planned"),
    "told-ready": ("s1", "he had been told that it was ready"),
    "looked-down": ("s1", "I was handed it and I looked down the line"),
    "not-called": ("s2", "Nobody called it hot after lunch"),
    "three-metres": ("s2", "The camera stood three metres from the door"),
    "box-locked": ("s2", "the box with the half loads had been locked"),
    "two-quarter": ("s2", "Two quarter loads were on the bench"),
    "was-told": ("s2", "I was told that somebody had checked it"),
    "only-a-blank": ("s3", "a blank was fired"),
    "full-loads": ("s3", "full loads had been in the revolver"),
    "raised": ("s4", "Our member raised the distance at lunch"),
    "three-went": ("s4", "three rounds went into the revolver, not two"),
    "watched-three": ("s4", "I watched three go in"),
    "who-took": ("s5", "Who took the second revolver out of the safe?"),
    "fetched": ("s5", "I did, a bit before half past one"),
    "looked": ("s5", "I looked into it. Six empty chambers."),
    "loaded-three": ("s5", "I loaded three rounds from the box on the cart"),
    "habit": ("s5", "Ninety-nine percent of the time Jonas says it aloud"),
    "cylinder": ("s6", "the cylinder of the revolver held one spent case"),
    "three-point-one": ("s6", "the camera had stood 3.1 metres from the muzzle"),
    "no-record": ("s6", "it had seen no written record of a look"),
}
"""The statements that the story speaks of: the source of each, and words by which it is found there."""
