"""Who the rules have to stand up to: what each adversary may do that nobody sees, and what honest people still do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adversary:
    """How people err and cheat in one search.

    ``swaps_in_hand``: a custodian whom nobody watches may exchange rounds in the weapon in their own hands.
    ``swaps_left``: so may anybody with a weapon that lies somewhere. ``signs_anything``: the witness puts their name to
    whatever they are asked for, seen or not; an honest one only to what they saw. ``skips``: whatever the rules do not
    force is left out, and is said to be somebody's who may not do it. ``swaps_in_use``: a user exchanges rounds while
    the weapon is theirs, which is a limit of every record (protocol, *What it must never claim*).
    """

    name: str
    says: str
    swaps_in_hand: bool = False
    swaps_left: bool = False
    signs_anything: bool = False
    skips: bool = False
    swaps_in_use: bool = False


INSIDER = Adversary(
    "insider",
    "Anyone with a weapon unwatched may swap rounds; the witness is honest.",
    swaps_in_hand=True,
    swaps_left=True,
)
CARELESS = Adversary(
    "careless",
    "The witness signs anything; the custodian's own hands are trusted.",
    swaps_left=True,
    signs_anything=True,
)
HURRIED = Adversary(
    "hurried",
    "Whatever the rules do not force is skipped, and done by whoever is nearest.",
    skips=True,
)
USER = Adversary(
    "user",
    "A user swaps rounds while the weapon is in their own hands.",
    swaps_left=True,
    signs_anything=True,
    swaps_in_use=True,
)
ADVERSARIES = {each.name: each for each in (INSIDER, CARELESS, HURRIED, USER)}
