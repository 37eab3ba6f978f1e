"""Each value has its kind and its stricter direction, and a profile may only go that way."""

from __future__ import annotations

import pytest

from showsafe.rules.profile import ProfileError, profile_from
from showsafe.rules.profile_values import VALUES, Is, Stricter
from tests.rules.reading import EDITION, common, known, stating


def as_data(value: object) -> object:
    """Return a value as a TOML reader would hand it over."""
    if not isinstance(value, tuple):
        return value
    return [list(item) if isinstance(item, tuple) else item for item in value]


def moved(name: str, base: Is, *, stricter: bool) -> object:
    """Return ``base`` moved one step to the stricter or laxer side, or None if it stands at the end."""
    match VALUES[name]:
        case Stricter.HIGHER | Stricter.LOWER as way:
            assert isinstance(base, int)
            return base + (1 if (way is Stricter.HIGHER) is stricter else -1)
        case Stricter.TRUE | Stricter.FALSE as way:
            best = way is Stricter.TRUE
            return None if (base is best) is stricter else not base
        case Stricter.GROUPS:
            assert isinstance(base, tuple)
            return as_data((*base, ("new",)) if stricter else base[1:])
        case Stricter.FEWER | Stricter.MORE as way:
            assert isinstance(base, tuple)
            grows = (way is Stricter.MORE) is stricter
            return as_data((*base, "new") if grows else base[1:]) or None


@pytest.mark.parametrize("name", sorted(VALUES))
def test_laxer_value_is_refused_and_needs_a_decision(name: str) -> None:
    """A value laxer than the base is refused; with the number of an ADR it stands, and that is shown."""
    base = common()
    laxer = moved(name, base.values[name].is_, stricter=False)
    if laxer is None:
        base = profile_from(stating(name, moved(name, base.values[name].is_, stricter=True)), base, {}, "a")
        laxer = as_data(common().values[name].is_)
    mapping = {**stating(name, laxer), "base": base.id}
    with pytest.raises(ProfileError) as refused:
        profile_from(mapping, base, known(), EDITION)
    assert refused.value.key == f"value.{name}"
    assert "laxer" in refused.value.says
    allowed = profile_from({**stating(name, laxer, adr="0042"), "base": base.id}, base, known(), EDITION)
    assert allowed.laxer == {name: "0042"}


@pytest.mark.parametrize("name", sorted(VALUES))
def test_stricter_value_is_taken_without_a_decision(name: str) -> None:
    """A value stricter than the base is taken, and an ADR beside it is refused: there is nothing to allow."""
    base = common()
    stricter = moved(name, base.values[name].is_, stricter=True)
    if stricter is None:
        laxer = moved(name, base.values[name].is_, stricter=False)
        base = profile_from(stating(name, laxer, adr="0042"), base, known(), EDITION)
        stricter = as_data(common().values[name].is_)
    mapping = {**stating(name, stricter), "base": base.id}
    profile = profile_from(mapping, base, known(), EDITION)
    assert as_data(getattr(profile, name)) == stricter
    assert profile.own == (name,)
    with pytest.raises(ProfileError, match="not laxer"):
        profile_from({**stating(name, stricter, adr="0042"), "base": base.id}, base, known(), EDITION)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_repeating_the_base_is_refused(name: str) -> None:
    """A value that repeats the base is refused, also in another order, so that a file shows what differs."""
    same = as_data(common().values[name].is_)
    if isinstance(same, list):
        same.reverse()
    with pytest.raises(ProfileError, match="already"):
        profile_from(stating(name, same), common(), known(), EDITION)


@pytest.mark.parametrize(
    ("laxer", "why"),
    [
        ([["firearms", "dealer"], ["course"]], "a wider choice"),
        ([["firearms"], ["dealer"]], "one kind exchanged for another"),
    ],
)
def test_credentials_cannot_be_widened(laxer: list[list[str]], why: str) -> None:
    """A wider choice among credentials, or another kind instead, is laxer, however many are listed."""
    with pytest.raises(ProfileError, match="laxer"):
        profile_from(stating("custodian_credentials", laxer), common(), known(), EDITION)
    assert why


WRONG: list[tuple[str, object]] = [
    ("load_to_take_s", "300"),
    ("load_to_take_s", 299.5),
    ("load_to_take_s", True),
    ("load_to_take_s", -1),
    ("load_to_take_s", None),
    ("near_course", 1),
    ("near_course", "true"),
    ("permissions", "police"),
    ("permissions", ["police", "police"]),
    ("permissions", ["police", ""]),
    ("permissions", [7]),
    ("weapon_classes", []),
    ("custodian_roles", []),
    ("custodian_credentials", []),
    ("custodian_credentials", [["firearms"], []]),
    ("custodian_credentials", ["firearms"]),
    ("custodian_credentials", "firearms"),
]


@pytest.mark.parametrize(("name", "is_"), WRONG)
def test_wrong_kind_of_value_is_refused(name: str, is_: object) -> None:
    """A value of the wrong kind, a negative number, an empty list or a word twice is refused at its place."""
    with pytest.raises(ProfileError) as refused:
        profile_from(stating(name, is_), common(), known(), EDITION)
    assert refused.value.key == f"value.{name}.is"
    assert refused.value.now
