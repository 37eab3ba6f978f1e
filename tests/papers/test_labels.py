"""Labels read back from the page: each code gives its tag, and everything lies on its label, to the millimetre."""

from __future__ import annotations

import pytest

from showsafe.errors import WrongInput
from showsafe.papers import press
from showsafe.papers.label_stock import Stock, stock
from tests.papers.pdfa import faults
from tests.papers.seen import Page, Stage

TAGS = {"gun-a": "FA-0001", "gun-b": "fa-0002", "gun-c": "O0O0-0O"}


def rack(tags: dict[str, str]) -> Stage:
    """Return a set with weapons that have these tags, and no other."""
    stage = Stage()
    stage.node.report("return-to-owner", weapon="revolver", to="house", number="1")
    for weapon, tag in tags.items():
        stage.node.report("register", weapon=weapon, tag=tag, serial=f"S-{weapon}", **{"class": "replica"})
    return stage


def inside(page: Page, of: Stock, number: int, start: int = 0) -> list[str]:
    """Return the words that lie on a label as a whole, within what has to stay clear."""
    x, y = of.place(start + number)
    left, top = x + of.clear[0], y + of.clear[1]
    right, bottom = x + of.label[0] - of.clear[0], y + of.label[1] - of.clear[1]
    return [
        each.says
        for each in page.words
        if each.x >= left - 0.3
        and each.y >= top - 0.6
        and each.x + each.wide <= right + 0.3
        and each.y + each.high <= bottom + 0.6
    ]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("avery-5160", "QR Code"),
        ("avery-l7163", "QR Code"),
        ("avery-l7651", "Micro QR Code"),
        ("avery-5167", "Micro QR Code"),
    ],
)
def test_a_code_lies_where_the_table_has_its_label(name: str, form: str) -> None:
    """Each code is read off the page, gives its tag, and stands on its label to half a millimetre, as do its words."""
    of, start = stock(name), 4
    stage = rack(TAGS)
    page = stage.printed("labels", size=name, label="weapons", start=str(start))
    built = stage.built("labels", size=name, label="weapons")["sheets"][0]
    codes = sorted(page.codes(), key=lambda each: (each.y, each.x))
    assert [(each.says, each.form) for each in codes] == [(tag, form) for tag in sorted(TAGS.values())]
    for number, code in enumerate(codes):
        x, y = of.place(start - 1 + number)
        assert code.x - x == pytest.approx(built[number]["code"]["x"], abs=0.5)
        assert code.y - y == pytest.approx(built[number]["code"]["y"], abs=0.5)
        assert code.wide == pytest.approx(built[number]["code"]["side"], abs=0.6)
        assert code.says in "".join(inside(page, of, number, start - 1))
    on_labels = sum(len(inside(page, of, number, start - 1)) for number in range(len(TAGS)))
    assert on_labels == len(page.words)


@pytest.mark.parametrize("name", ["dymo-30252", "dymo-99012", "dymo-11354", "dymo-11353"])
def test_a_roll_has_a_page_for_each_label(name: str) -> None:
    """The page is the label itself; its code is read and its words are on it."""
    of = stock(name)
    page = rack({"gun-a": "FA-0001", "gun-b": "FA-0002"}).printed("labels", size=name, label="weapons")
    for number, tag in ((1, "FA-0001"), (2, "FA-0002")):
        (code,) = page.codes(number)
        assert code.says == tag
        assert code.x > 0
        assert code.x + code.wide < of.label[0]
        words = [each for each in page.words if each.page == number]
        assert tag in [each.says for each in words]
        assert all(each.x + each.wide <= of.label[0] and each.y + each.high <= of.label[1] for each in words)


def test_a_sheet_that_is_full_goes_on_with_the_next() -> None:
    """Begun at the last label, the second one is the first of the next sheet."""
    page = rack({"gun-a": "FA-0001", "gun-b": "FA-0002"}).printed(
        "labels", size="avery-5163", label="weapons", start="10"
    )
    assert [each.says for each in page.codes(1)] == ["FA-0001"]
    (second,) = page.codes(2)
    assert (second.says, second.y < 50) == ("FA-0002", True)


def test_a_lot_says_what_it_is_and_never_that_it_is_cold() -> None:
    """A label outlives a reload: it says which box, which rounds, and nothing of a state."""
    page = Stage().printed("labels", size="avery-5163", lot="blanks", lang="es")
    assert [each.says for each in page.codes()] == ["blanks"]
    assert "salvas, media carga, .45\u00a0Colt" in page.text.replace(".45 Colt", ".45\u00a0Colt")
    assert "Cuéntalos entre dos." in page.text
    assert not any(word in page.text.lower() for word in ("fría", "cold", "empty", "vacía", "hot"))


def test_a_tag_that_no_code_gives_back_uses_the_name() -> None:
    """What the screens drop when they read a code (spaces, other scripts) is not put into one."""
    stage = rack({"gun-a": "Colt Nr 7", "gun-b": "拳銃"})
    codes = stage.printed("labels", size="avery-5163", label="weapons").codes()
    assert sorted(each.says for each in codes) == ["gun-a", "gun-b"]


@pytest.mark.parametrize(
    ("tag", "size", "code"),
    [
        ("A" * 22, "dymo-11353", "paper.label-code"),
        ("lower-case-tag-x", "avery-l7651", "paper.label-code"),
    ],
)
def test_what_does_not_fit_is_refused(tag: str, size: str, code: str) -> None:
    """Neither the code nor the letters are made smaller than can be read."""
    with pytest.raises(WrongInput) as refused:
        rack({"gun-a": tag}).built("labels", size=size, weapon="gun-a")
    assert refused.value.code == code


@pytest.mark.parametrize("start", ["0", "31", "-1", "x", "1.5", "9" * 30, "٣"])
def test_a_start_that_is_no_label_is_refused(start: str) -> None:
    """The refusal says how many labels a sheet has."""
    with pytest.raises(WrongInput, match="no label") as refused:
        Stage().built("labels", size="avery-5160", start=start)
    assert "from 1 to 30" in refused.value.now


def test_a_sheet_where_things_are_asked_for_is_said() -> None:
    """Whoever takes one wish for the other is told which is which."""
    with pytest.raises(WrongInput) as refused:
        Stage().built("labels", label="avery-l7160")
    assert (refused.value.code, "--size" in refused.value.now) == ("paper.label-which", True)


@pytest.mark.parametrize("name", ["labels", "badge-cards", "concern-poster"])
def test_what_is_cut_up_or_hung_up_is_archival_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF/A-2b by every sign, the same to the byte when it is printed again."""
    first = Stage().printed(name)
    assert faults(first.pdf) == []
    monkeypatch.setattr(press, "_KEPT", press.Kept())
    assert Stage().printed(name).pdf == first.pdf


def test_nothing_to_label_is_said() -> None:
    """A set without what is asked for gets a sentence, and no empty sheet."""
    with pytest.raises(WrongInput) as refused:
        Stage().built("labels", size="avery-5160", weapon="nobody")
    assert refused.value.code == "paper.no-such"
    empty = Stage()
    empty.node.report("return-to-owner", lot="blanks", to="house", number="1")
    with pytest.raises(WrongInput) as refused:
        empty.built("labels", size="avery-5160", label="lots")
    assert refused.value.code == "paper.nothing-to-label"
