"""What the commands of ``showsafe ca`` do and say. No private key is ever shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from showsafe.adapters.certificates import (
    addresses,
    codes,
    context,
    hosts,
    issuing,
    modes,
    own,
    pem,
    place,
    rehearsal,
    words,
)
from showsafe.adapters.certificates import join as joining
from showsafe.adapters.certificates import leaf as leaves
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.hosts import Hosts
from showsafe.adapters.certificates.join import Material
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.adapters.certificates.place import Place
from showsafe.adapters.clock import SystemClock
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.errors import WrongInput

QR_STYLE = "#000000 on #ffffff"
Where = tuple[Path, Path | None]


@dataclass(frozen=True, slots=True)
class How:
    """How joining is to be shown."""

    qr: bool
    address: str | None
    port: int | None
    language: str
    out: Path | None


def init(directory: Path, elsewhere: Path | None, names: tuple[str, ...], *, in_json: bool) -> int:
    """Make the authority, and a first certificate for this machine."""
    here, unit = place.of(directory, elsewhere)
    made = here.create_authority(unit, _now(), names)
    leaf, _ = issuing.issued(here, addresses.present(), _now())
    if in_json:
        say.as_json({"certificates": str(here.path), "authority": _authority(made), "leaf": _leaf(leaf)})
        return DONE
    say.text(f"The certificate authority {made.name} is in {here.path}, until {_day(made.ends)}.")
    say.text(
        "Whoever has that folder can pass for this node on any network like this one: keep it to yourself."
    )
    _say_words(words.spoken(made.der))
    say.text("Next, on each phone:")
    say.command(f"showsafe ca join {quote(str(directory))} --qr")
    return DONE


def issue(
    where: Where, given: tuple[tuple[str, ...], tuple[str, ...]], *, forget: bool, in_json: bool
) -> int:
    """Issue to this machine anew."""
    here, _ = place.of(*where)
    leaf = issuing.issued_for(here, Hosts.of(*given), addresses.present(), _now(), forget=forget)
    if in_json:
        say.as_json({"leaf": _leaf(leaf)})
        return DONE
    say.text(f"Issued, until {_day(leaf.ends)}, for:")
    for text in leaf.hosts.texts():
        say.command(text)
    return DONE


def use(where: Where, certificate: Path, key: Path, *, in_json: bool) -> int:
    """Take the studio's own certificate, if all of it holds."""
    here, _ = place.of(*where)
    taken = own.checked(_read(certificate), _read(key), _now())
    here.keep_own(taken)
    known = _known_here(here, taken)
    if in_json:
        say.as_json({"own": _leaf(taken), "known_here": known})
        return DONE
    say.text(f"Taken, until {_day(taken.ends)}, for: {', '.join(taken.hosts.texts())}.")
    if not known:
        say.text(
            "This machine does not know who is at the end of its chain. If phones do not either, they will refuse it."
        )
    say.text("The name has to lead to this machine on the set's own network: see to that in its router.")
    return DONE


def drop(directory: Path, elsewhere: Path | None, *, in_json: bool) -> int:
    """Forget the studio's own certificate."""
    here, _ = place.of(directory, elsewhere)
    there = here.drop_own()
    if in_json:
        say.as_json({"dropped": there})
    else:
        say.text("The studio's own certificate is not used any more." if there else "There was none.")
    return DONE


def join(directory: Path, elsewhere: Path | None, how: How, *, in_json: bool) -> int:
    """Show how a phone joins."""
    here, _ = place.of(directory, elsewhere)
    authority = issuing.needed(here)
    url, others = _urls(how)
    made = joining.material(authority, url, how.language)
    written = joining.write(made, how.out) if how.out else []
    if in_json:
        say.as_json(
            {"url": url, "others": others, "files": [str(each) for each in written], **_as_json(made)}
        )
        return DONE
    say.text(f"{made.says['title']}: {made.name}", style="bold")
    say.text(made.says["why"])
    say.text()
    for each in (url, *others):
        say.command(each)
    if how.qr:
        for row in codes.rows(url):
            say.console().print(row, style=QR_STYLE, soft_wrap=True)
    say.text(made.says["compare"])
    _say_words(made.words)
    _say_hexadecimal(made.fingerprint)
    _say_steps(made)
    for file in written:
        say.command(str(file))
    return DONE


def compare(directory: Path, elsewhere: Path | None, heard: str, *, in_json: bool) -> int:
    """Say whether words that were read out are those of the authority; no is status 1."""
    here, _ = place.of(directory, elsewhere)
    same = words.heard(heard) == words.spoken(issuing.needed(here).der)
    if in_json:
        say.as_json({"same": same})
    elif same:
        say.text("The same: these are the words of this unit's authority.")
    else:
        say.text(
            "Not the same. These words are of another authority: do not trust it, and remove it where it was taken.",
            style=say.HOT_STYLE,
        )
    return DONE if same else NO


def show(directory: Path, elsewhere: Path | None, *, in_json: bool) -> int:
    """Show which way holds now."""
    here, _ = place.of(directory, elsewhere)
    now = _now()
    mode = modes.choose(here, modes.AUTO, now)
    authority, taken = here.authority(), here.own()
    leaf = here.leaf(authority) if authority else None
    if in_json:
        say.as_json(
            {
                "mode": mode.name,
                "until": mode.until.isoformat() if mode.until else None,
                "notes": list(mode.notes),
                "certificates": str(here.path),
                "own": _leaf(taken) if taken else None,
                "authority": _authority(authority) if authority else None,
                "leaf": _leaf(leaf) if leaf else None,
            }
        )
        return DONE
    say.text(mode.says, style="bold")
    for note in mode.notes:
        say.text(note)
    if taken:
        say.text(f"The studio's own, until {_day(taken.ends)}: {', '.join(taken.hosts.texts())}.")
    if authority:
        say.text(f"The authority {authority.name}, until {_day(authority.ends)}. Its words:")
        _say_words(words.spoken(authority.der))
    if authority and leaf:
        say.text(f"This machine's certificate, until {_day(leaf.ends)}: {', '.join(leaf.hosts.texts())}.")
    if authority and (leaf is None or _out_of_date(here, authority, leaf, now)):
        say.text(
            "It is not for where this machine is now: the server issues it anew by itself when it starts."
        )
    if mode.name == modes.OFF and authority is None:
        say.text("To have HTTPS:")
        say.command(f"showsafe ca init {quote(str(directory))}")
    return DONE


def _out_of_date(here: Place, authority: Authority, leaf: Leaf, now: datetime) -> bool:
    wanted = issuing.wanted(authority, here.hosts(), addresses.present())
    return leaves.needs_reissue(leaf, wanted, now, authority.ends)


def _urls(how: How) -> tuple[str, list[str]]:
    """Return where the join page is, the likeliest first: an address, since phones do not find every ``.local``."""
    port = how.port or joining.PORT
    if how.address:
        return joining.url_of(hosts.address_of(how.address), port), []
    found = [joining.url_of(each, port) for each in (*addresses.present(), hosts.own_name())]
    return found[0], found[1:]


def _known_here(here: Place, taken: Leaf) -> bool:
    server = context.server_context()
    server.load_cert_chain(here.file(place.OWN))
    name = taken.hosts.texts()[0].replace("*", "set", 1)
    return rehearsal.accepted(server, name, rehearsal.trusting())


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(pem.LONGEST + 1)
    except OSError:
        raise WrongInput(
            "ca.no-file", f"There is no file to read at {file}.", "Check the path, and who may read there."
        ) from None
    if len(data) > pem.LONGEST:
        raise WrongInput(
            "ca.own-too-long", "That file is too long to be a certificate or a key.", "Check the path."
        )
    return data


def _say_steps(made: Material) -> None:
    for system in made.steps:
        say.text()
        say.text(system.name, style="bold")
        for number, line in enumerate(system.join, start=1):
            say.text(f"{number}. {line}", indent=2)
        say.text(f"{made.says['leaving']} {' '.join(system.leave)}", indent=2, style=say.QUIET)


def _say_words(said: tuple[str, ...]) -> None:
    for start in range(0, len(said), 4):
        say.command(" ".join(said[start : start + 4]))


def _say_hexadecimal(fingerprint: str) -> None:
    pairs = fingerprint.split(":")
    say.command("SHA-256")
    for start in range(0, len(pairs), 16):
        say.command(" ".join(pairs[start : start + 16]))


def _authority(authority: Authority) -> dict[str, Any]:
    return {
        "name": authority.name,
        "until": authority.ends.isoformat(),
        "own_names": list(authority.own_names),
        "words": " ".join(words.spoken(authority.der)),
        "fingerprint": words.hexadecimal(authority.der),
        "certificate": authority.certificate.public_bytes(Encoding.PEM).decode(),
    }


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return {
        "from": leaf.begins.isoformat(),
        "until": leaf.ends.isoformat(),
        "hosts": list(leaf.hosts.texts()),
        "serial": f"{leaf.certificate.serial_number:x}",
    }


def _as_json(made: Material) -> dict[str, Any]:
    return {
        "name": made.name,
        "until": made.ends.isoformat(),
        "words": " ".join(made.words),
        "fingerprint": made.fingerprint,
        "says": made.says,
        "steps": [
            {
                "system": each.system,
                "name": each.name,
                "file": each.file,
                "join": each.join,
                "leave": each.leave,
            }
            for each in made.steps
        ],
    }


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _now() -> datetime:
    return SystemClock().now()
