"""A file of background rifles on the demonstration set, and what hands do with each of them."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.benches import act
from tests.browser.phones import Phone
from tests.browser.runs import type_in
from tests.browser.stage import Stage

RIDERS = tuple(f"rider-{number}" for number in range(1, 9))
LOOK: dict[str, Any] = {"seen": 5, "of": 5, "witness_seen": 5, "bore": True, "found": ()}


def rifle(number: int) -> str:
    """Return what a rifle is called, by its mark."""
    return f"rifle-{number}"


def tag(number: int) -> str:
    """Return what is read on a rifle."""
    return f"FA-010{number}"


def planned(stage: Stage, count: int = 8) -> None:
    """Plan so many empty rifles for as many riders at the ford, and hold the meeting."""
    stage.ask("lock", "pat", weapon="pump-shotgun", in_="gun-safe", witness="bob")
    stage.ask("assess", "moe", scene="ford", witness="pat")
    for number, rider in enumerate(RIDERS[:count], start=1):
        known: dict[str, Any] = {"roles": ("background",), "age": 25, "instructed": ("lever-rifle",)}
        stage.report("enrol", "moe", person=rider, **known)
        kind: dict[str, Any] = {
            "class_": "live-capable",
            "action": "lever-rifle",
            "calibre": ".45 Colt",
            "capacity": 5,
        }
        serial = f"LR-70{number}"
        stage.ask("register", "pat", weapon=rifle(number), serial=serial, tag=tag(number), **kind)
        plan: dict[str, Any] = {"user": rider, "distance_m": "9", "muzzle_line_clear": True, "line": (rider,)}
        stage.ask("plan", "pat", scene="ford", weapon=rifle(number), witness="eve", **plan)
    there = ("pat", "bob", "eve", *RIDERS[:count])
    stage.ask("meet", "eve", scene="ford", attendees=there, witness="pat")


def ready(stage: Stage, count: int = 8) -> None:
    """Have a file of so many rifles, each drawn in, looked into by both, shown and said."""
    planned(stage, count)
    stage.ask("open-file", "pat", file="ford", scene="ford", witness="bob")
    for number, rider in enumerate(RIDERS[:count], start=1):
        name = rifle(number)
        drawn: dict[str, Any] = {"weapon": name, "tag": tag(number), "number": str(number), "user": rider}
        stage.ask("draw-in", "pat", file="ford", **drawn)
        stage.ask("check", "pat", weapon=name, witness="bob", **LOOK)
        stage.ask("show", "pat", weapon=name, to=("eve", rider))
        stage.ask("declare", "pat", weapon=name, word="cold", says="Empty. Cold.")


def issued(stage: Stage, count: int = 8) -> None:
    """Have them handed out."""
    ready(stage, count)
    scans = [{"weapon": rifle(number), "tag": tag(number)} for number in range(1, count + 1)]
    stage.ask("issue-file", "pat", file="ford", scans=scans, flags=count, witness="bob")


def at_the_file(stage: Stage, person: str = "pat", **options: Any) -> Phone:  # noqa: ANN401 - as Stage.phone takes them
    """Return the phone of the file's custodian with the file open."""
    phone = stage.phone(person, **options)
    phone.goto("/file?f=ford")
    expect(phone.main.locator("[data-file=ford]")).to_be_visible()
    phone.forget_taps()
    return phone


def second_looks(bob: Phone, number: int) -> None:
    """The watcher looks into a rifle by themselves, and says their own number on their own phone."""
    look = bob.main.locator("[data-look=check]")
    expect(look).to_contain_text(rifle(number))
    serial = bob.main.get_by_label("Last three characters of the serial")
    if serial.count():
        serial.fill(f"70{number}")
    type_in(bob, "5")
    bob.press("Say my count")


def made_ready(pat: Phone, bob: Phone, number: int) -> None:
    """One scan, and a rifle is drawn in, looked into by both, shown, and its word said."""
    pat.scan(tag(number))
    pat.sees(f"For {RIDERS[number - 1]}, as planned.")
    type_in(pat, str(number))
    pat.press(f"Draw in {rifle(number)}")
    act(pat, "check")
    type_in(pat, "50")
    pat.press("Looked: clear")
    pat.press("I looked")
    second_looks(bob, number)
    act(pat, "show")
    expect(pat.main.locator(".aloud")).to_have_text("Empty. Cold.")
    pat.press("Shown, and said aloud")
    pat.sees(f"{rifle(number)} is ready to be handed out.")


def second_there(bob: Phone, kind: str) -> None:
    """The watcher says by themselves that they are there."""
    bob.main.locator(f"[data-look={kind}] .button.main").click()
