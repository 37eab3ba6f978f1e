"""The directory of a unit's certificates: beside its data directory, never inside, for its owner only.

::

    authority.pem   the production's authority: private key and certificate
    leaf.pem        what it issued to this machine: private key and certificate
    own.pem         the studio's own: private key, certificate, and those above it
    hosts.json      names and addresses that somebody gave by hand
    lock            held while one of them is written

Key and certificate are one file, so a power cut leaves no pair that does not fit. A copy of the data directory, a
backup of it or an export holds none of this; and what the auditor does not know in a data directory is a fault.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from showsafe.adapters import files, key_file, settings_file
from showsafe.adapters.certificates import authority as authorities
from showsafe.adapters.certificates import leaf as leaves
from showsafe.adapters.certificates import own as owned
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.hosts import Hosts
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.adapters.lock import WriterLock
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from showsafe.ledger import canonical

AUTHORITY, LEAF, OWN, HOSTS, LOCK = "authority.pem", "leaf.pem", "own.pem", "hosts.json", "lock"
SUFFIX = ".certificates"
FORMAT = "showsafe-hosts/1"
_OWNER_ONLY = 0o700
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Place:
    """The directory of certificates of one unit; it need not be there yet."""

    path: Path

    def authority(self) -> Authority | None:
        """Return the production's authority; raises Unusable ``ca.damaged``, ``ca.key-open``."""
        data = self._secret(AUTHORITY)
        return None if data is None else authorities.read(data)

    def leaf(self, authority: Authority) -> Leaf | None:
        """Return what the authority issued to this machine; None also where that is damaged: it is issued again."""
        data = self._secret(LEAF)
        return None if data is None else leaves.read(data, authority)

    def own(self) -> Leaf | None:
        """Return the studio's own certificate, also one that has ended; raises Unusable ``ca.own-damaged``."""
        data = self._secret(OWN)
        return None if data is None else owned.read(data)

    def hosts(self) -> Hosts:
        """Return what was given by hand; raises Unusable ``ca.hosts-damaged``."""
        with files.translated(self.path):
            data = (self.path / HOSTS).read_bytes() if (self.path / HOSTS).exists() else None
        found = Hosts() if data is None else _hosts_in(data)
        if found is None:
            raise Unusable(
                "ca.hosts-damaged",
                f"The file {HOSTS} beside the certificates is damaged.",
                "Remove it, and give the names and addresses again: showsafe ca issue DIR --name NAME",
            )
        return found

    def create_authority(self, unit: str, now: datetime, own_names: tuple[str, ...] = ()) -> Authority:
        """Make the production's authority, once.

        Raises Unusable ``ca.there-already``; WrongInput ``ca.name-too-wide``, ``ca.not-a-name``.
        """
        made = authorities.new(unit, now, own_names)
        with self._writing():
            if os.path.lexists(self.path / AUTHORITY):
                raise Unusable(
                    "ca.there-already",
                    "This unit has a certificate authority already, and phones that trust it.",
                    "Go on with it: showsafe ca show DIR. To begin anew, move authority.pem away first.",
                )
            files.write(self.path / AUTHORITY, made.as_pem(), key_file.OWNER_ONLY)
        return made

    def keep_leaf(self, leaf: Leaf) -> None:
        """Put what was issued in the place of what was there."""
        self._keep(LEAF, leaf.as_pem())

    def keep_own(self, own: Leaf) -> None:
        """Put the studio's own certificate, once checked, in the place of the one before."""
        self._keep(OWN, own.as_pem())

    def drop_own(self) -> bool:
        """Forget the studio's own certificate; say whether there was one."""
        if not self.path.is_dir():
            return False
        with self._writing():
            there = (self.path / OWN).exists()
            (self.path / OWN).unlink(missing_ok=True)
            files.sync_directory(self.path)
        return there

    def keep_hosts(self, hosts: Hosts) -> None:
        """Keep what was given by hand, for every certificate to come."""
        content = {
            "format": FORMAT,
            "names": list(hosts.names),
            "addresses": [str(each) for each in hosts.addresses],
        }
        self._keep(HOSTS, canonical.encode(content))

    def file(self, name: str) -> Path:
        """Return the path of one of the files."""
        return self.path / name

    def _keep(self, name: str, data: bytes) -> None:
        with self._writing():
            files.write(self.path / name, data, key_file.OWNER_ONLY)

    def _secret(self, name: str) -> bytes | None:
        file = self.path / name
        try:
            with file.open("rb") as opened:
                if os.name != "nt" and os.fstat(opened.fileno()).st_mode & _OTHERS:
                    raise _open_to_others(name)
                return opened.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise files.of(error, file) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with files.translated(self.path):
            if self.path.exists() and not self.path.is_dir():
                raise files.is_a_file(self.path)
            if not self.path.exists():
                files.make_directory(self.path)
                self.path.chmod(_OWNER_ONLY)
            try:
                lock = WriterLock(self.path / LOCK)
            except ShowsafeError as error:
                raise _in_use(error) from error
            try:
                yield
            finally:
                lock.release()


def of(data: Path, elsewhere: Path | None = None) -> tuple[Place, str]:
    """Return where the certificates of a unit lie, and the unit's name.

    ``data`` is its data directory: they lie beside it, in one of the same name with ``.certificates`` behind.
    Raises Unusable as ``settings_file.read``; WrongInput ``ca.inside-data``.
    """
    unit = settings_file.read(data).unit
    whole = data.resolve()
    path = whole.with_name(whole.name + SUFFIX) if elsewhere is None else elsewhere.resolve()
    for each in (path, *path.parents):
        if (each / settings_file.NAME).exists():
            raise WrongInput(
                "ca.inside-data",
                "Certificates do not belong inside a data directory: their keys would be copied with the records.",
                "Choose a directory outside of it, or leave the option out.",
            )
    return Place(path), unit


def _hosts_in(data: bytes) -> Hosts | None:
    try:
        content = canonical.decode(data)
        sound = content["format"] == FORMAT
        return Hosts.of(content["names"], content["addresses"]) if sound else None
    except (WrongInput, KeyError, TypeError, AttributeError):
        return None


def _open_to_others(name: str) -> Unusable:
    return Unusable(
        "ca.key-open",
        f"Other users of this machine may read the private key in {name}.",
        f"Close it (chmod 600 {name}). If one of them may have taken it, make a new one; every phone joins again.",
    )


def _in_use(error: ShowsafeError) -> ShowsafeError:
    if error.code != "directory.in-use":
        return error
    return Unusable(
        "ca.in-use", "Another program is writing the certificates at this moment.", "Try again in a moment."
    )
