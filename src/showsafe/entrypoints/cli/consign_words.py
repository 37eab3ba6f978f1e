"""What the commands of ``showsafe consign`` share: words of a line, keys of other logs, files, recording."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from showsafe import bootstrap
from showsafe.adapters import control, files
from showsafe.adapters.clock import SystemClock
from showsafe.application.along import Along
from showsafe.application.nearest import did_you_mean
from showsafe.application.records import findings_of
from showsafe.application.states import loaded
from showsafe.application.unit import SET, Answer, Unit
from showsafe.books.consign import slip, views
from showsafe.books.consign.sending import Prepared
from showsafe.books.consign.slip import Proven
from showsafe.books.consign.state import Consignments
from showsafe.domain.state import State
from showsafe.entrypoints import consigning
from showsafe.entrypoints.cli import act
from showsafe.entrypoints.cli.hire_words import pairs
from showsafe.entrypoints.cli.reading import View, looking
from showsafe.entrypoints.cli.say import plain
from showsafe.entrypoints.keyboard import IN_USE
from showsafe.errors import Unusable, WrongInput
from showsafe.evidence import checkpoints, proofs
from showsafe.evidence.attestations import attestations
from showsafe.ledger import record
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Store
from showsafe.ledger.trust import policy_in
from showsafe.projections import consigned as projected
from showsafe.projections.project import of_this_layout

_LARGEST_KEY = 8192

VKEY = click.option(
    "--vkey",
    "vkeys",
    multiple=True,
    required=True,
    metavar="FILE|TEXT",
    help="The public key of the other unit, as it came by another way (showsafe vkey); once for each key.",
)
POLICY = click.option(
    "--policy",
    type=act.PLACE,
    metavar="FILE",
    help="Which witnesses have to have seen the other log (tlog-policy).",
)
FORCE = click.option("--force", is_flag=True, help="Write over a file that is there.")


@dataclass
class Line:
    """The words of a line: those that stand for all, each once, and those of single things, as NAME:VALUE."""

    said: dict[str, str] = field(default_factory=dict)
    of_things: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, key: str) -> dict[str, str]:
        """Return what was said under a key of each thing."""
        return self.of_things.get(key, {})

    def listed(self, key: str) -> tuple[str, ...]:
        """Return the parts of a list with commas."""
        return tuple(part.strip() for part in self.said.get(key, "").split(",") if part.strip())

    def need(self, key: str, what: str) -> str:
        """Return what was said under a key; raises WrongInput ``input.missing-key``."""
        if not self.said.get(key):
            raise WrongInput("input.missing-key", f"Nobody says {what}.", f"Add {key}=...")
        return self.said[key]


def line(words: Sequence[str], known: Sequence[str], of_things: Sequence[str] = ()) -> Line:
    """Return what a line says; raises WrongInput: ``input.unknown-key``, ``input.key-twice``, ``consign.twice``."""
    found = Line()
    for key, value in pairs(words):
        if key in of_things:
            name, _, about = value.partition(":")
            if name in found.of_things.setdefault(key, {}):
                raise WrongInput("consign.twice", f"{plain(name)} is there twice.", "Say of each thing once.")
            found.of_things[key][name] = about
            continue
        if key not in known:
            everything = (*known, *of_things)
            meant = did_you_mean(key, everything, f"Keys here: {', '.join(everything)}.")
            raise WrongInput("input.unknown-key", f"The key {plain(key)!r} is not known here.", meant)
        if key in found.said:
            raise WrongInput("input.key-twice", f"The key {plain(key)!r} is there twice.", "Say it once.")
        found.said[key] = value
    return found


def keys_of(given: Sequence[str]) -> list[VerifierKey]:
    """Return the keys that were given as text or as files; raises WrongInput ``key.missing``, ``note.not-a-vkey``."""
    found = []
    for each in given:
        text = each
        if "+" not in each or Path(each).is_file():
            text = content_of(Path(each), _LARGEST_KEY).decode(errors="replace")
        found += [VerifierKey.parse(part.strip()) for part in text.splitlines() if part.strip()]
    return found


def proven(file: Path, vkeys: Sequence[str], policy: Path | None) -> tuple[Proven, bytes]:
    """Return a slip or receipt whose records are proven, and its bytes; raises as ``slip.read`` and ``slip.prove``."""
    data = content_of(file).removesuffix(b"\n")
    asked = policy_in(content_of(policy, _LARGEST_KEY)) if policy is not None else None
    return slip.prove(slip.read(data), keys_of(vkeys), asked), data


def content_of(path: Path, largest: int = slip.LARGEST) -> bytes:
    """Return a file's bytes, one more than the largest at most; raises WrongInput ``input.no-file``."""
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise WrongInput(
            "input.no-file", f"{path} cannot be read: {error.strerror}.", "Name the file that is meant."
        ) from None


def refuse_place(directory: Path, out: Path, *, force: bool) -> None:
    """Refuse a file in the data directory, or one that is there; raises WrongInput ``export.inside``, ``export.there``.

    Asked before anything is recorded, so that no record waits for a file that cannot be.
    """
    if out.resolve().is_relative_to(directory.resolve()):
        raise WrongInput(
            "export.inside", "The file lies in the data directory itself.", "Choose another place."
        )
    if out.exists() and not force:
        raise WrongInput("export.there", f"{out} is there already.", "Choose another name, or add --force.")


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with files.translated(path):
        files.write(path, content)


class Open(ABC):
    """A unit whose record can be read, and to which something can be said of what travels."""

    def __init__(self, origin: str, clock: SystemClock) -> None:
        """Take the name of its log."""
        self.origin = origin
        self.clock = clock

    @property
    @abstractmethod
    def store(self) -> Store:
        """Its ledger."""

    @property
    def state(self) -> State:
        """The state of the set."""
        return loaded(self.store, SET).state

    @abstractmethod
    def say(self, made: Prepared, by: str, file: Path | None) -> int:
        """Record one act, with what is attached to it; return the number of its record."""

    @property
    def mine(self) -> Consignments:
        """The consignments as the record has them now."""
        return views.of_store(self.store, self.origin)

    @property
    def today(self) -> str:
        """The day where the set is."""
        return self.state.local_date(self.clock.now()).isoformat()

    def report(self, made: Sequence[Prepared], by: str, file: Path | None = None) -> list[Answer]:
        """Record acts in their order; ``file`` is the slip or receipt that is attached to them."""
        numbers = [self.say(each, by, file) for each in made]
        return [answered(self.store, number) for number in numbers]


def answered(store: Store, number: int) -> Answer:
    """Return what was answered in a record."""
    body = record.read(store.entry(number).raw).body
    return Answer(
        number=number,
        act_id=body["act_id"],
        door=body["door"],
        outcome=body["outcome"],
        would=body["would"],
        deviation=body["deviation"],
        findings=findings_of(body),
    )


class Alone(Open):
    """A unit that nobody else has open: it is written here."""

    def __init__(self, unit: Unit, clock: SystemClock) -> None:
        """Take the unit as it was opened."""
        super().__init__(origin_of(unit.writer.unit), clock)
        self.unit = unit

    @property
    def store(self) -> Store:
        """Its ledger."""
        return self.unit.store

    def say(self, made: Prepared, by: str, file: Path | None) -> int:  # noqa: ARG002 - the bytes are here
        """Record one act."""
        along = Along(attachments=made.attachments)
        return self.unit.report(made.act(by, self.clock.now()), SET, along).number


class Served(Open):
    """A unit that a program serves: it is read here, and that program writes (ADR 0026)."""

    def __init__(self, directory: Path, clock: SystemClock) -> None:
        """Open it for reading, as of now."""
        self._directory = directory
        self._looking = ExitStack()
        self._view = self._looked()
        super().__init__(origin_of(self._view.settings.unit), clock)

    def _looked(self) -> View:
        self._looking.close()
        return self._looking.enter_context(looking(self._directory, projected.NAME))

    @property
    def store(self) -> Store:
        """Its ledger, as of the last record that was said here."""
        return self._view.store

    def say(self, made: Prepared, by: str, file: Path | None) -> int:
        """Have one act recorded, and look again."""
        answer = control.ask(self._directory, consigning.request_of(made, by, file))
        self._view = self._looked()
        return int(answer["answer"]["number"])

    def close(self) -> None:
        """Look no more."""
        self._looking.close()


@contextmanager
def opened(directory: Path) -> Iterator[Open]:
    """Open a unit for saying something of consignments: here, or by the program that serves it.

    Raises WrongInput ``consign.old-views`` where its views are older than this: nothing is told from them then.
    """
    clock = SystemClock()
    with ExitStack() as held:
        try:
            here: Open = Alone(held.enter_context(bootstrap.open_unit(directory, clock)), clock)
        except Unusable as error:
            if error.code != IN_USE:
                raise
            here = served = Served(directory, clock)
            held.callback(served.close)
        if not of_this_layout(here.store):
            raise WrongInput(
                "consign.old-views",
                "The views of this unit were written by another version of the program.",
                f"The records are whole; make the views anew: showsafe rebuild {directory}",
            )
        yield here


def signed(store: Store, last: int) -> bytes:
    """Return a checkpoint over a record: one that witnesses cosigned where there is one, else the newest."""
    newest = store.checkpoint()
    attested = attestations(store, last, proofs.tree_of(store, store.size()))
    led = checkpoints.choose(newest, b"", attested, None, [])
    return led.main if led.size >= last else newest
