"""``showsafe profiles``: whose rules there are, and what one of them asks for."""

from __future__ import annotations

from typing import Any

import click

from showsafe import bootstrap
from showsafe.entrypoints.answers import sources
from showsafe.entrypoints.cli import act, say, whose
from showsafe.entrypoints.cli.answer import source_in_words
from showsafe.entrypoints.cli.app import DONE
from showsafe.rules.profile import Profile


@click.command("profiles", short_help="whose rules there are, and what one asks for")
@click.argument("name", required=False, metavar=f"[{whose.METAVAR}]")
@act.IN_JSON
def profiles(name: str | None, *, in_json: bool) -> int:
    """List the profiles; or show every value of one, the clause behind it, and what differs from what it rests on."""
    if name is None:
        listed = [{"id": id_, "title": bootstrap.profile(id_).title} for id_ in bootstrap.profiles()]
        if in_json:
            say.as_json({"profiles": listed})
        else:
            for each in listed:
                say.text(f"{each['id']:<8} {each['title']}", hang=9)
        return DONE
    said = as_json(whose.rules(name).profile)
    if in_json:
        say.as_json(said)
    else:
        show(said)
    return DONE


def as_json(profile: Profile) -> dict[str, Any]:
    """Return a profile with the ground of every value."""
    common = bootstrap.profile(bootstrap.COMMON)
    base = bootstrap.profile(profile.base or bootstrap.COMMON)
    labels = profile.labels
    values = [
        {
            "name": name,
            "is": value.is_,
            "label": labels[name],
            "why": value.why,
            "clauses": sources(value.clauses),
            "own": name in profile.own and profile.base is not None,
            "in_common": common.values[name].is_,
            "in_base": base.values[name].is_,
            "laxer_by": value.adr,
        }
        for name, value in profile.values.items()
    ]
    head = {"id": profile.id, "title": profile.title, "edition": profile.edition, "base": profile.base}
    return {**head, "values": values}


def show(said: dict[str, Any]) -> None:
    """Print a profile; what differs from what it rests on comes first."""
    base = said["base"]
    say.text(f"{said['id']}: {said['title']} (edition {said['edition']})", style="bold")
    own = [value for value in said["values"] if value["own"]]
    if base:
        say.text()
        say.text(f"Differs from {base}:" if own else f"No value differs from {base}.", style="bold")
    for value in own:
        _show(value)
        say.text(f"in {base}: {_plain(value['in_base'])}", indent=6)
        if value["laxer_by"]:
            say.text(f"LAXER than {base}; decision {value['laxer_by']} allows it", style="bold", indent=6)
    say.text()
    say.text(f"As in {base}:" if base else "Values:", style="bold")
    for value in said["values"]:
        if not value["own"]:
            _show(value)


def _show(value: dict[str, Any]) -> None:
    say.text(f"{value['name']}: {_plain(value['is'])}", indent=2)
    shown = "; ".join(source_in_words(source) for source in value["clauses"]) or value["label"]
    say.text(f"{value['why']} ({shown})", style=say.QUIET, indent=6)


def _plain(value: Any) -> str:  # noqa: ANN401 - a flag, a number, words or groups of words
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return ", ".join(each if isinstance(each, str) else " or ".join(each) for each in value) or "none"
