"""``showsafe weapon``: one weapon, its proofs with the records they rest on, and its chain of custody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from showsafe.application.nearest import did_you_mean
from showsafe.application.states import loaded
from showsafe.entrypoints.cli import act, say, tags, weapon_passport
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.board import show_weapon
from showsafe.entrypoints.cli.line import as_typed, newest_name
from showsafe.entrypoints.cli.reading import View, looking
from showsafe.errors import WrongInput
from showsafe.projections import board, consigned, custody, proven, whole_set
from showsafe.projections.rows import SET, read, short

SECONDS = ("witness", "countersigned_by", "reviewed_by")


@click.command("weapon", short_help="one weapon: its proofs and its chain of custody")
@act.DIRECTORY
@click.argument("tag", metavar="TAG")
@click.option("--passport", "whole", is_flag=True, help="From unit to unit: stays, carriers, papers, gaps.")
@act.IN_JSON
def weapon(directory: Path, tag: str, *, whole: bool, in_json: bool) -> int:
    """Show what is believed of one weapon, on which records that rests, and who had it from when to when.

    TAG is its id, or the tag that is on it where no other weapon has the same. With --passport, where it was before
    and after this unit, as far as the slips and receipts that came here show it.
    """
    with looking(directory, board.NAME, custody.NAME, consigned.NAME) as view:
        key, line = _find(view, tag)
        if whole:
            return _passport(view, directory, key, line, in_json=in_json)
        proofs = {of: list(_steps(view, line["rests_on"][of])) for of in ("contents", "bore")}
        if in_json:
            say.as_json(_as_json(view, key, line, proofs))
            return DONE
        offset = _offset(view, line["scope"])
        say.text(view.header(), style="bold")
        show_weapon(line, offset, as_typed(line["weapon"], line["scope"], tuple(view.store.scopes())))
        say.text()
        for of, steps in proofs.items():
            _show_proof(of, line, steps, offset)
        show_chain(view, key, offset)
        _show_proven(view, key, line)
    return DONE


def _passport(view: View, directory: Path, key: str, line: dict[str, Any], *, in_json: bool) -> int:
    if line["scope"] != SET:
        raise WrongInput(
            "weapon.told-day",
            "A weapon of a told day goes nowhere else, and has no passport.",
            "Name a weapon of the set: showsafe board DIR",
        )
    made = weapon_passport.of_unit(view, directory, key)
    if in_json:
        say.as_json(made)
    else:
        weapon_passport.show(view, made)
    return DONE


def _find(view: View, tag: str) -> tuple[str, dict[str, Any]]:
    names = (newest_name(tag, view.store.scopes()), tag, "") if tag.isprintable() else ()
    for name in names:
        key = name or tags.named(tag, loaded(view.store, SET).state.weapons)
        value = view.store.row(board.NAME, key)
        if value is not None:
            return key, read(value)
    known = [key for key, _ in view.store.rows(board.NAME)]
    raise WrongInput(
        "input.unknown-weapon",
        f"No weapon {say.plain(tag)} is on record.",
        f"{did_you_mean(tag, known)} All weapons: showsafe board DIR".strip(),
    )


def _offset(view: View, scope: str) -> int:
    value = view.store.row(whole_set.NAME, scope)
    return int(read(value)["utc_offset_minutes"]) if value else 0


def _steps(view: View, proof: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """Yield who did and said what in each record that a proof rests on."""
    for number in proof["records"] if proof else ():
        body = view.body(number)
        deed = body.get("completes", body)
        seconds = [deed["act"][key] for key in SECONDS if key in deed["act"]]
        yield {
            "record": number,
            "at": body["as_of"],
            "kind": body["kind"],
            "by": deed["by"],
            "with": seconds or list(deed["act"].get("to", ())),
            "lot": deed["act"].get("lot", ""),
        }


def _as_json(view: View, key: str, line: dict[str, Any], proofs: dict[str, Any]) -> dict[str, Any]:
    out = custody.out_of_store(custody.chain(view.store, key))
    times = [
        {"from": first.begins, "from_record": first.first, "to": last.ends, "to_record": last.last}
        for first, last in out
    ]
    chain = [span.as_json() for span in custody.chain(view.store, key)]
    return {
        "record": view.size,
        "as_of": view.as_of,
        "weapon": line,
        "proofs": proofs,
        "chain": chain,
        "out_of_store": times,
        "proven": proven.records(view.store, proven.of_weapon(line, chain)),
    }


def _show_proof(of: str, line: dict[str, Any], steps: list[dict[str, Any]], offset: int) -> None:
    proof = line["rests_on"][of]
    if proof is None:
        say.text(f"Proof of {of}: none on record.")
        return
    state = "stands"
    if proof["voided_by"]:
        state = f"void since record {proof['voided_by']}, {proof['because']}"
    say.text(f"Proof of {of}: {proof['says']}, said by two, {state}. It rests on:")
    for step in steps:
        people = " and ".join(short(line["scope"], name) for name in (step["by"], *step["with"]))
        thing = f" {short(line['scope'], step['lot'])}" if step["lot"] else ""
        at = say.local(step["at"], offset)
        say.text(f"- record {step['record']}, {at}: {step['kind']}{thing}, by {people}", indent=2)


def show_chain(view: View, key: str, offset: int) -> None:
    """Print the chain of custody, and when it was out of the safe."""
    say.text("Chain of custody:")
    for span in custody.chain(view.store, key):
        ends = say.local(span.ends, offset) or "now"
        records = f"records {span.first} to {span.last}" if span.last else f"record {span.first} on"
        odd = ", a deviation" if span.says["deviation"] else ""
        odd += _reset(span)
        begins = say.local(span.begins, offset)
        where = f"{span.says['where']}. {span.says['spoken']} ({records}{odd})"
        say.text(f"- {begins} to {ends}: {where}", indent=2)
    for first, last in custody.out_of_store(custody.chain(view.store, key)):
        ends = say.local(last.ends, offset) or "now"
        say.text(f"Out of the safe: {say.local(first.begins, offset)} to {ends}, {key}.")


def _show_proven(view: View, key: str, line: dict[str, Any]) -> None:
    """Print how it is known who said what; of a told day nobody was asked."""
    if line["scope"] != SET:
        return
    say.text("How it is known who said it:")
    chain = (span.says for span in custody.chain(view.store, key))
    for number, found in proven.records(view.store, proven.of_weapon(line, chain)).items():
        say.text(f"- record {number}: {found['says']}", indent=2)


def _reset(span: custody.Span) -> str:
    """Say that the weapon went through its custodian's hands within the one record that begins a span."""
    reset = span.says.get("reset")
    if not reset:
        return ""
    steps = ", ".join(reset["steps"])
    by = short(span.says["scope"], reset["by"])
    if reset.get("refused"):
        return f"; a reset by {by} that was refused, of which this counts: {steps}"
    return f"; a reset by {by} in one record: {steps}"
