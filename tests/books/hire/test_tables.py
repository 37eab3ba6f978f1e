"""Hires and services as files: exported, read back as known, and a stranger's list judged row by row."""

from __future__ import annotations

import pytest

from showsafe.books.book import Book
from showsafe.books.hire.state import hires_of
from showsafe.books.tables import exporting, importing, registry
from showsafe.books.tables.importing import Import
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput
from tests.books.hire.days import AT, Unit, back, book, enter, gun, opened

WISH = Wish(by="armorer")


def source(unit: Unit, office: Book) -> Source:
    """Return what a table reads from and writes to."""
    return Source(unit.unit.state(), unit.unit.store, AT, unit.unit, lambda _: office)


def exported(office: Book, table: str, form: str, wish: Wish = WISH) -> bytes:
    """Return a table as a file."""
    unit = Unit()
    reads = Source(unit.unit.state(), unit.unit.store, AT, None, lambda _: office.pages())
    return exporting.export(registry.table(table), reads, wish, form)


def judged(office: Book, content: str | bytes, table: str = "hires", wish: Wish = WISH) -> Import:
    """Judge a file."""
    data = content.encode() if isinstance(content, str) else content
    return importing.judge(registry.table(table), data, source(Unit(), office), wish)


def outcomes(found: Import) -> list[tuple[str, list[str]]]:
    """Return what would become of each row, and why not."""
    return [(each.outcome, [fault.code for fault in each.faults]) for each in found.judged]


def test_a_rental_house_s_list_becomes_its_hires() -> None:
    """Two contracts, three things: two entries; the same file again adds nothing, one row more is one entry more."""
    office = book()
    text = (
        "Contract No;Rental House;From;To;Weapon;Serial No;Qty\\n"
        "mill-1;Old Mill Armoury;02.03.2026;27.03.2026;rifle;OM 77;\\n"
        "mill-1;Old Mill Armoury;02.03.2026;27.03.2026;sling;;2\\n"
        "mill-2;Old Mill Armoury;02.03.2026;10.04.2026;blanks;;100\\n"
    ).replace("\\n", "\n")
    found = judged(office, text)
    assert outcomes(found) == [("new", [])] * 3
    assert found.take().rows == 3
    hires = hires_of(office.pages())
    assert [(hire.id, hire.until, list(hire.items)) for hire in hires] == [
        ("mill-1", "2026-03-27", ["rifle", "sling"]),
        ("mill-2", "2026-04-10", ["blanks"]),
    ]
    assert hires.hires["mill-1"].items["sling"].sent == 2
    assert outcomes(judged(office, text)) == [("known", [])] * 3
    more = judged(office, text + "mill-1;Old Mill Armoury;02.03.2026;27.03.2026;case;;\n")
    assert [outcome for outcome, _ in outcomes(more)] == ["known", "known", "known", "new"]
    more.take()
    assert "case" in hires_of(office.pages()).hires["mill-1"].items


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_is_exported_is_read_back_as_known(form: str) -> None:
    """Every format holds every thing with its days, over or not; into another book it comes as it was sent."""
    office = book()
    opened(
        office,
        "mill-1",
        gun("rifle", "OM 77"),
        {"thing": "sling", "sort": "other", "count": 2},
        carrier="road",
    )
    opened(office, "mill-2", gun())
    back(office, "mill-2", gun())
    content = exported(office, "hires", form)
    assert outcomes(judged(office, content)) == [("known", [])] * 3
    other = book()
    assert judged(other, content).take().rows == 3
    assert hires_of(other.pages()).hires["mill-1"].items["sling"].sent == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("h;in;x;2026-03-27;2026-03-02;thing;", "hire.dates"),
        ("h;in;;2026-03-02;2026-03-27;thing;", "hire.unknown"),
        ("h;in;x;2026-03-02;2026-03-27;rifle;OM 78", "hire.other-serial"),
        ("h;in;x;2026-03-02;2026-03-27;revolver;", "hire.away-already"),
        ("h;in;x;2026-03-02;2026-03-27;;", "table.missing"),
        ("h;up;x;2026-03-02;2026-03-27;thing;", "input.unknown-word"),
        ("h;in;x;03/04/2026;2026-03-27;thing;", "table.two-dates"),
        ("h;in;x;2026-04-02;2026-04-27;thing;", "hire.not-yet"),
    ],
)
def test_a_bad_row_is_named_with_its_cell_and_nothing_is_taken(row: str, code: str) -> None:
    """The code, the address, and as many entries as before."""
    office = book()
    opened(office)
    before = len(office.entries())
    found = judged(office, f"hire;way;party;since;until;thing;serial\n{row}\n")
    assert outcomes(found) == [("bad", [code])]
    assert "2" in found.judged[0].faults[0].at
    with pytest.raises(WrongInput) as refused:
        found.take()
    assert refused.value.code == "table.bad-rows"
    assert len(office.entries()) == before


def test_a_hire_is_taken_whole() -> None:
    """A thing twice, or rows that do not agree, spoil their hire; with the good rows alone the other hire is taken."""
    office = book()
    head = "hire;party;since;until;thing\n"
    text = (
        f"{head}a;x;2026-03-02;2026-03-27;one\na;x;2026-03-02;2026-03-28;two\n"
        "b;x;2026-03-02;2026-03-27;three\nb;x;2026-03-02;2026-03-27;three\nc;x;2026-03-02;2026-03-27;four\n"
    )
    found = judged(office, text, wish=Wish(by="armorer", only_good=True))
    assert outcomes(found) == [
        ("bad", ["hires.differs"]),
        ("bad", ["hires.differs"]),
        ("bad", ["hires.not-whole"]),
        ("bad", ["hires.twice"]),
        ("new", []),
    ]
    assert found.take().rows == 1
    assert list(hires_of(office.pages()).hires) == ["c"]


def test_services_come_and_go() -> None:
    """Each once; a weapon that nobody knows is named; who did it leaves only where names may."""
    office = book()
    head = "weapon,date,certificate,gunsmith,valid until\n"
    text = f"{head}rifle,2026-03-05,S-1,a smith,2026-09-05\ncannon,2026-03-05,,,\n"
    found = judged(office, text, "services")
    assert outcomes(found) == [("new", []), ("bad", ["hire.unknown-weapon"])]
    good = judged(office, text, "services", Wish(by="armorer", only_good=True))
    assert good.take().rows == 1
    assert outcomes(judged(office, text, "services"))[0] == ("known", [])
    enter(office, "record-service", weapon="rifle", on="2026-03-09", result="unfit", who="another smith")
    plain = exported(office, "services", "json").decode()
    named = exported(office, "services", "json", Wish(by="armorer", names=True)).decode()
    assert "smith" not in plain
    assert "another smith" in named


@pytest.mark.parametrize(
    ("table", "content"),
    [
        ("hires", "hire;since;until;thing\na;2026-03-02;2026-03-03;b\n"),
        ("services", "weapon;on\na;2026-03-02\n"),
    ],
)
def test_somebody_answers_for_an_import(table: str, content: str) -> None:
    """Nothing is imported by nobody."""
    with pytest.raises(WrongInput) as refused:
        judged(book(), content, table, Wish())
    assert refused.value.code == "table.nobody"
