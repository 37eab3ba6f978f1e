"""Tasks of the bound book: what lacks, thefts and losses, prints, backups, requests, the licence itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from showsafe.application.records import unstamp
from showsafe.books.bound import clock, judging, words
from showsafe.books.bound.flags import Flags
from showsafe.books.bound.lines import Bound, Line, Loss, Version
from showsafe.books.material import Material
from showsafe.books.tasks import BOUND_BOOK, Shown, Task

PRINT_MONTHS = 6
REQUEST_HOURS = 24


def due(material: Material) -> Iterator[Task]:
    """Yield the tasks of the bound book; nothing where none is kept, and nothing where the business ended."""
    book = material.bound
    if not len(material.book) or book.ended:
        return
    yield from _licence(book)
    flags = Flags(book, material.offset_minutes)
    for line in book.lines:
        yield from _odd(flags, line)
        if line.acquired.struck is None:
            yield from _lacking(book, line)
            for loss in line.losses:
                if loss.version.struck is None:
                    yield from _loss(material, line, loss)
    yield from _copies(material)
    for asked in book.requests:
        answered = next((each for each in book.prints if each["request"] == asked.number), None)
        yield Task(
            id=f"bound.answer-request:{asked.number}",
            code="bound.answer-request",
            ends=words.PRINTED,
            about={"entry": asked.number},
            moment=unstamp(asked["asked"]) + timedelta(hours=REQUEST_HOURS),
            clause=words.PRINT,
            rests=(_entry(asked.number),),
            done=_entry(answered.number) if answered else None,
        )


def _entry(number: int) -> Shown:
    return Shown(BOUND_BOOK, number)


def _licence(book: Bound) -> Iterator[Task]:
    """The licence is stated, and one that ends is followed by another."""
    stated = [each for each in book.licences if each.struck is None]
    if not stated:
        yield Task(
            id="bound.state-licence", code="bound.state-licence", ends=words.LICENCE, clause=words.FACTS
        )
        return
    last = max(stated, key=lambda each: (each.now["since"], each.kept.number))
    if last.now["expires"]:
        yield Task(
            id=f"bound.renew-licence:{last.kept.number}",
            code="bound.renew-licence",
            about={"number": last.now["number"]},
            due=last.now["expires"],
            rests=(_entry(last.kept.number),),
        )


def _odd(flags: Flags, line: Line) -> Iterator[Task]:
    """Somebody looks at what is odd, and corrects or strikes what is wrong, or says that it was looked at."""
    for each in flags.of(line):
        yield Task(
            id=f"bound.{each.what}:{each.entry}",
            code=f"bound.{each.what}",
            about={"line": line.number, "entry": each.entry, "other": each.other},
            rests=tuple(_entry(number) for number in (each.other, each.entry) if number),
        )


def _lacking(book: Bound, line: Line) -> Iterator[Task]:
    for version in (line.acquired, *line.disposed):
        lacks = judging.lacks(version, version.now)
        if version.struck is not None or not lacks:
            continue
        number = version.kept.number
        yield Task(
            id=f"bound.lacks:{number}",
            code="bound.lacks",
            ends=words.CORRECT,
            about={"entry": number, "facts": [fact for fact, _ in lacks]},
            due=judging.due_of(book, version, version.now).day.isoformat(),
            clause=lacks[0][1],
            rests=(_entry(number),),
        )


def _loss(material: Material, line: Line, loss: Loss) -> Iterator[Task]:
    """Within 48 hours the agency and the local police are told; within seven days it is entered as a disposition."""
    number = loss.version.kept.number
    found = unstamp(loss.version.now["found"])
    for to in (words.AGENCY, words.POLICE):
        told = next((each for each in loss.told if each.now["to"] == to and each.struck is None), None)
        yield Task(
            id=f"bound.report-missing:{number}:{to}",
            code=f"bound.report-missing-{to}",
            ends=words.TOLD,
            about={"line": line.number, "as": loss.version.now["as"]},
            moment=clock.loss_report(found),
            clause=words.LOSS_REPORT,
            rests=(_entry(number),),
            done=_entry(told.kept.number) if told else None,
        )
    gone = next((each for each in line.disposed if each.struck is None and _as_lost(each, number)), None)
    entry = clock.loss_entry(material.day_of(found))
    if gone is not None or loss.found is None:
        yield Task(
            id=f"bound.enter-missing:{number}",
            code="bound.enter-missing",
            ends=words.DISPOSE,
            about={"line": line.number, "as": loss.version.now["as"]},
            due=entry.day.isoformat(),
            clause=entry.clause if loss.version.now["in_transit"] else words.DISPOSITION,
            rests=(_entry(number),),
            done=_entry(gone.kept.number) if gone else None,
        )
    if loss.found is not None:
        yield from _found(material, line, loss.found, gone)


def _as_lost(version: Version, number: int) -> bool:
    return version.now["missing"] == number or version.now["how"] in ("lost", "stolen")


def _found(material: Material, line: Line, found: Version, gone: Version | None) -> Iterator[Task]:
    """What was found again: the agency is told, and what was entered as gone comes into the book again."""
    number, on = found.kept.number, date.fromisoformat(found.now["on"])
    yield Task(
        id=f"bound.tell-found:{number}",
        code="bound.tell-found",
        about={"line": line.number},
        due=on.isoformat(),
        clause=words.LOSS_ENTRY,
        rests=(_entry(number),),
    )
    if gone is None:
        return
    book = material.bound
    back = next(
        (
            each.acquired
            for each in book.lines
            if each.acquired.struck is None and each.acquired.now["after"] == gone.kept.number
        ),
        None,
    )
    yield Task(
        id=f"bound.enter-found:{number}",
        code="bound.enter-found",
        ends=words.ACQUIRE,
        about={"line": line.number},
        due=book.opening_on(on).next_after(on).isoformat(),
        clause=words.LOSS_ENTRY,
        rests=(_entry(number), _entry(gone.kept.number)),
        done=_entry(back.kept.number) if back else None,
    )


def _copies(material: Material) -> Iterator[Task]:
    """Yield when the book is printed next, and when it is backed up; usual practice, known second-hand."""
    book, pages = material.bound, material.book
    written = [each for each in pages if each.kind not in (words.PRINTED, words.BACKED_UP)]
    if not book.lines:
        return
    last = book.prints[-1].received if book.prints else book.lines[0].acquired.kept.received
    yield Task(
        id=f"bound.print:{book.prints[-1].number if book.prints else 0}",
        code="bound.print",
        ends=words.PRINTED,
        due=months_after(material.day_of(last), PRINT_MONTHS).isoformat(),
        clause=words.PRINT,
    )
    saved = max((each["last"] for each in book.backups), default=0)
    first = next((each for each in written if each.number > saved), None)
    if first is not None:
        yield Task(
            id=f"bound.backup:{first.number}",
            code="bound.backup",
            ends=words.BACKED_UP,
            about={"entries": sum(each.number > saved for each in written)},
            due=material.day_of(first.received).isoformat(),
            clause=words.BACKUP,
            rests=(_entry(first.number),),
        )


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
