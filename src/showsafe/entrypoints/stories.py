"""What the search found, as a day on set: for people to read, and as a scenario file that ``showsafe replay`` runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from showsafe.adapters import files
from showsafe.application.scenario.file import read
from showsafe.application.scenario.run import Numbered, Telling
from showsafe.application.scenario.writing import Around, Told, as_answered, day_file, id_of
from showsafe.assurance.search.canon import TICK
from showsafe.assurance.search.explore import Step
from showsafe.assurance.search.move import CLOCK
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, PERMIT, RECORD
from showsafe.rules.rulebook import Rulebook

SOURCE = "found by showsafe verify-rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One way to harm: the name of the property that is ``broken``, what it says, what was on record, what happens.

    ``without`` are the gates that were taken away for it; where there are none, the rules themselves let it happen.
    ``bound`` says in which search it was found.
    """

    broken: str
    sentence: str
    head: tuple[Act, ...]
    steps: Sequence[Step]
    bound: str
    without: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the day is called."""
        return f"Without {' and '.join(self.without)}: {self.broken}" if self.without else self.broken

    @property
    def id(self) -> str:
        """The id of the day, and the name of its file."""
        return id_of(self.title)


def lines(story: Story) -> Iterator[str]:
    """Yield one line a step: how late it is, who does what, what was answered; what nobody sees stands in brackets."""
    late = timedelta()
    for step in story.steps:
        late += TICK if step.door == CLOCK else timedelta()
        minutes = int(late.total_seconds()) // 60
        at = f"{minutes // 60}:{minutes % 60:02}"
        if step.act is None:
            yield f"{at}  ({step.remark})"
            continue
        remark = f" ({step.remark})" if step.remark else ""
        yield f"{at}  {in_words(step.act)} - {_answer(step)}{remark}"


def in_words(act: Act) -> str:
    """Return who does what, with whom, in a few words."""
    named = (act.weapon, act.lot, act.person, act.file, act.scene, act.in_, "the set" if act.set_ else "")
    about = next((each for each in named if each), "")
    rounds = ", ".join(f"{each.count} of {each.lot or each.kind}" for each in act.rounds or ())
    parts = (
        f"{act.by}: {act.kind} {about}".strip(),
        f"with {rounds}" if rounds else "",
        f"of {', '.join(scan.weapon for scan in act.scans)}" if act.scans else "",
        f"({', '.join(step.kind for step in act.steps)})" if act.steps else "",
        f"to {', '.join(act.to)}" if act.to else "",
        act.word,
        f"before {act.witness}" if act.witness else "",
    )
    return " ".join(part for part in parts if part)


def text_of(story: Story, book: Rulebook) -> str:
    """Return the scenario file of a story, with what a rulebook answers to it; it holds when it is replayed by that.

    Of gates that were taken away the file shows where they stand against it: what they refuse is asked, and reported
    all the same.
    """
    told = tuple(_told(story))
    around = Around(
        id=story.id,
        profile=book.profile.id,
        sources=(SOURCE, story.bound),
        wrong=story.sentence,
        notes=_notes(story),
        after=tuple(_after(story)),
    )
    written = day_file(story.title, story.head, told, around)
    if holds(written, book):
        return written
    return day_file(story.title, story.head, as_answered(story.head, told, book), around)


def holds(written: str, book: Rulebook) -> bool:
    """Whether every expectation of a day is met under a rulebook."""
    scenario = read("a story", written.encode())
    telling = Telling(scenario, book, Numbered(book))
    telling.begin()
    return not any(each.missed for each in telling.steps())


def write(folder: Path, story: Story, book: Rulebook, place: int = 1) -> Path:
    """Write the scenario file of a story into a folder, over an older one of its name, and return where it lies.

    ``place`` counts the stories of one name, so that none is written over another. Raises Unusable as
    ``files.translated``.
    """
    content = text_of(story, book).encode()
    path = folder / f"{story.id if place == 1 else f'{story.id}-{place}'}.toml"
    with files.translated(folder):
        files.make_directory(folder)
        files.write(path, content)
    return path


def write_all(folder: Path, every: Sequence[Story], book: Rulebook) -> list[Path]:
    """Write every story into a folder, and return where they lie; raises Unusable as ``files.translated``."""
    met: Counter[str] = Counter()
    written = []
    for story in every:
        met[story.id] += 1
        written.append(write(folder, story, book, met[story.id]))
    return written


def ready(folder: Path) -> None:
    """Make the folder of stories before a long search; raises Unusable as ``files.translated``."""
    with files.translated(folder):
        files.make_directory(folder)


def folder_near(directory: Path) -> Path:
    """Return where the stories about a data directory lie: beside it, since nothing of ours is in it but its own."""
    return directory.with_name(f"{directory.name}.stories")


def _told(story: Story) -> Iterator[Told]:
    remarks: list[str] = []
    late = timedelta()
    for step in story.steps:
        late += TICK if step.door == CLOCK else timedelta()
        if step.remark:
            remarks.append(step.remark)
        if step.act is not None:
            yield Told(
                act=replace(step.act, at=step.act.at + late),
                door=step.door,
                at=step.act.at + late,
                expect=step.outcome if step.door == ASK else RECORD,
                gates=step.gates if step.door == ASK and step.outcome != PERMIT else (),
                remarks=tuple(remarks),
                text=f"{in_words(step.act)}.",
            )
            remarks = []


def _after(story: Story) -> Iterator[str]:
    """What nobody sees after the last act, and what comes of it all."""
    last = len(story.steps)
    while last and story.steps[last - 1].act is None:
        last -= 1
    yield from (step.remark for step in story.steps[last:] if step.remark)
    yield f"What has to hold, and does not here: {story.sentence}"


def _notes(story: Story) -> str:
    if story.without:
        named = " and ".join(story.without)
        return (
            f"The rules without {named} let all of it happen; expected here is what all of the rules answer."
        )
    return "The rules let all of it happen."


def _answer(step: Step) -> str:
    if step.door != ASK:
        return "written down"
    words = {PERMIT: "nothing against it"}.get(step.outcome, step.outcome)
    return f"{words} ({', '.join(step.gates)})" if step.outcome != PERMIT and step.gates else words
