"""Adding, removing and trying again: what is done at the node's own keyboard, here or in the program that serves it.

Somebody of the office answers for a destination, and only the office lets names leave: both stand in a record, which
holds no address and no secret.
"""

from __future__ import annotations

import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from showsafe.adapters import directory, settings_file, settings_held, telling_file
from showsafe.adapters.telling import hooks, places
from showsafe.application import selfkept
from showsafe.application.access import table
from showsafe.application.access.keyboard import SAID_HERE
from showsafe.application.telling import destinations, forms
from showsafe.application.telling.destinations import HOOK, MAIL, PORTS, STARTTLS, Destination
from showsafe.application.telling.subscribed import redirected
from showsafe.application.telling.topics import TOPICS
from showsafe.application.unit import SET, Unit
from showsafe.errors import WrongInput
from showsafe.ledger.outbox import ASIDE, WAITING, Mark

ADD, REMOVE, RETRY = "telling-add", "telling-remove", "telling-retry"
WORDS = {
    *(
        "topics",
        "by",
        "names",
        "language",
        "network",
        "to",
        "from",
        "host",
        "port",
        "security",
        "user",
        "url",
    ),
    "secret",
}
_KEY_BYTES = 32


def done(unit: Unit, path: Path, said: Mapping[str, Any]) -> dict[str, Any]:
    """Do one of ``ADD``, ``REMOVE`` and ``RETRY``, and return what there is to show.

    Raises WrongInput ``telling.*``, ``input.*``; and what the ledger and the disk say.
    """
    ways = {ADD: _add, REMOVE: _remove, RETRY: _retry}
    told = {name: str(value) for name, value in said.items() if name != "do"}
    return ways[str(said["do"])](unit, path, told)


def _now(unit: Unit, path: Path) -> dict[str, Destination]:
    held = settings_held.settled(path, unit.store, mending=True)
    telling_file.settle(path, held.telling)
    return {each.name: each for each in telling_file.read(path, held.telling)}


def _add(unit: Unit, path: Path, said: dict[str, str]) -> dict[str, Any]:
    now = _now(unit, path)
    replaces = _yes(said.pop("replace", "no"))
    new, secret, made = _destination(said)
    _answers(unit, new.by, names=new.names)
    if new.name not in now and len(now) >= destinations.MOST:
        raise WrongInput(
            "telling.too-many",
            f"A unit tells at most {destinations.MOST} destinations.",
            "Remove one first: showsafe telling remove",
        )
    kept = {name: told for name, told in telling_file.secrets_of(path).items() if name in now}
    if new.name in now and not replaces and (now[new.name], kept.get(new.name, {})) != (new, secret):
        raise WrongInput(
            "telling.name-taken",
            f"{new.name} is told already: {now[new.name].shown}.",
            "Give the new one another name; or say --replace to put it, with its key, in the place of that one.",
        )
    # First the secret, which is of no use without its destination, then the destination.
    telling_file.write_secrets(path, {**kept, new.name: secret})
    names = "Names may be told." if new.names else "No names are told."
    says = f"{new.name} ({new.kind}) is told of {', '.join(new.topics)}, by {new.by}. {names} {SAID_HERE}"
    record = _change(unit, path, [*({**now, new.name: new}.values())], says)
    return {"destination": new.name, "shown": new.shown, "record": record, "key": made}


def _remove(unit: Unit, path: Path, said: dict[str, str]) -> dict[str, Any]:
    now, name = _now(unit, path), said.get("name", "")
    _known(now, name)
    by = said.get("by", "")
    _answers(unit, by, names=False)
    says = f"{name} is told no more, by {by}. {SAID_HERE}"
    record = _change(unit, path, [each for each in now.values() if each.name != name], says)
    kept = {
        other: told for other, told in telling_file.secrets_of(path).items() if other in now and other != name
    }
    telling_file.write_secrets(path, kept)
    left = unit.store.outbox(name, WAITING)
    unit.store.mark([Mark(each.number, ASIDE, each.tries, "", "It is told no more.") for each in left])
    return {"destination": name, "record": record, "waited": len(left)}


def _retry(unit: Unit, path: Path, said: dict[str, str]) -> dict[str, Any]:
    now, name = _now(unit, path), said.get("name", "")
    _known(now, name)
    aside = [*unit.store.outbox(name, ASIDE), *unit.store.outbox(name, WAITING)]
    unit.store.mark([Mark(each.number, WAITING, 0) for each in aside])
    unit.telling.wake()
    return {"destination": name, "waiting": len(aside)}


def _change(unit: Unit, path: Path, told: Sequence[Destination], says: str) -> int:
    """Record other destinations and write them, safe against a kill at any moment; 0 where nothing changes."""
    held = settings_held.settled(path, unit.store, mending=True)
    content = destinations.as_bytes(told)
    telling_file.stage(path, content)
    settings = replace(held, telling=telling_file.sum_of(content))
    write = partial(directory.write_settings, path, settings)
    answer = selfkept.change_settings(unit, settings_file.as_bytes(settings), write, says)
    telling_file.settle(path, settings.telling)
    unit.telling = redirected(unit.telling, told)
    return answer.number if answer is not None else 0


def _destination(said: dict[str, str]) -> tuple[Destination, dict[str, str], str]:
    """Return a destination, its secret, and the key that was made for it, or ""."""
    unknown = set(said) - WORDS - {"name", "kind"}
    if unknown:
        raise WrongInput(
            "input.usage",
            f"This is not said of a destination: {', '.join(sorted(unknown))}.",
            f"Say some of: {', '.join(sorted(WORDS - {'secret'}))}.",
        )
    topics = tuple(TOPICS) if said.get("topics") == "all" else _listed(said.get("topics", ""))
    common: dict[str, Any] = {
        "name": said.get("name", ""),
        "kind": said.get("kind", ""),
        "topics": topics,
        "by": said.get("by", ""),
        "names": _yes(said.get("names", "no")),
        "language": said.get("language", destinations.LANGUAGES[0]),
        "network": said.get("network", destinations.PUBLIC),
    }
    return _mail(common, said) if common["kind"] == MAIL else _hook(common, said)


def _mail(common: dict[str, Any], said: dict[str, str]) -> tuple[Destination, dict[str, str], str]:
    security = said.get("security", STARTTLS)
    port = said.get("port", str(PORTS.get(security, 0)))
    new = Destination(
        **common,
        host=said.get("host", ""),
        port=int(port) if port.isascii() and port.isdecimal() and len(port) < len("100000") else 0,
        security=security,
        user=said.get("user", ""),
        sender=said.get("from", ""),
        to=_listed(said.get("to", "")),
    )
    if bool(new.user) != bool(said.get("secret", "")):
        raise WrongInput(
            "telling.no-password",
            "A user of a mail server has a password, and a password a user.",
            "Say user=NAME, and give the password with --secret FILE, or where it is asked for.",
        )
    return new, {"password": said["secret"]} if new.user else {}, ""


def _hook(common: dict[str, Any], said: dict[str, str]) -> tuple[Destination, dict[str, str], str]:
    signed = common["kind"] == HOOK
    url = said.get("url", "") if signed else said.get("secret", "")
    if not signed and said.get("url"):
        raise WrongInput(
            "telling.url-is-secret",
            "Whoever knows this address can write there, so it is given as a secret, and never as a word.",
            "Give it with --secret FILE, or where it is asked for.",
        )
    network = common["network"] if common["network"] in destinations.NETWORKS else destinations.PUBLIC
    places.url_of(url, network)
    new = Destination(**common, host=str(urlsplit(url).hostname), url_sum=hooks.sum_of(url))
    if not signed:
        return new, {"url": url}, ""
    key = said.get("secret", "") or forms.new_key(random.token_bytes(_KEY_BYTES))
    forms.key_in(key)
    return new, {"url": url, "key": key}, "" if said.get("secret") else key


def _answers(unit: Unit, by: str, *, names: bool) -> None:
    """Let somebody pass who may answer for it."""
    who = unit.state(SET).people.get(by)
    roles = set(who.roles) if who is not None else set()
    if not roles & (table.OFFICE if names else table.GIVERS):
        may = sorted(table.OFFICE if names else table.GIVERS)
        raise WrongInput(
            "telling.not-the-office",
            "Only the office lets names leave the set."
            if names
            else "Nobody of the office answers for this.",
            f"Say by=PERSON, somebody on record with one of these roles: {', '.join(may)}.",
        )


def _known(now: Mapping[str, Destination], name: str) -> None:
    if name not in now:
        raise WrongInput(
            "telling.no-such-destination",
            f"Nobody called {name[:40]!r} is told.",
            f"Destinations of this unit: {', '.join(now) or 'none'}.",
        )


def _listed(said: str) -> tuple[str, ...]:
    return tuple(each for each in said.split(",") if each)


def _yes(said: str) -> bool:
    if said not in ("yes", "no"):
        raise WrongInput(
            "telling.yes-or-no", "Whether names are told is yes or no.", "Say names=yes or names=no."
        )
    return said == "yes"
