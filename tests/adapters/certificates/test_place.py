"""Where the certificates lie: beside the data, for their owner only, whole, and never overwritten unasked."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showsafe.adapters import settings_file
from showsafe.adapters.certificates import authority, issuing, leaf, place
from showsafe.adapters.certificates.hosts import Hosts
from showsafe.adapters.certificates.place import Place
from showsafe.adapters.lock import WriterLock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from tests.adapters.certificates.set_up import MORNING, hosts

DAY = timedelta(days=1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return what looks like a unit's data directory to whoever reads its settings."""
    made = tmp_path / "north-ridge"
    made.mkdir()
    settings_file.write(made, UnitSettings("north-ridge", "common"))
    return made


@pytest.fixture
def here(data: Path) -> Place:
    """Return the place of that unit's certificates, with an authority in it."""
    found, unit = place.of(data)
    found.create_authority(unit, MORNING)
    return found


def code(refused: pytest.ExceptionInfo[ShowsafeError]) -> str:
    """Return the code of an error."""
    return refused.value.code


def test_they_lie_beside_the_data(data: Path, here: Place) -> None:
    """The certificates of a unit are in a directory of their own, and none of them is inside the data directory."""
    assert here.path == data.with_name("north-ridge.certificates")
    assert [each.name for each in data.iterdir()] == [settings_file.NAME]
    assert here.authority() is not None


def test_a_relative_path_leads_to_the_same_place(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named from inside, as a dot, the unit has the same certificates."""
    monkeypatch.chdir(data)
    assert place.of(Path())[0] == place.of(data)[0]


@pytest.mark.parametrize("inside", ["", "keys", "a/b/c"])
def test_they_never_lie_inside_a_data_directory(data: Path, inside: str) -> None:
    """A place in a data directory, at whatever depth, is refused."""
    with pytest.raises(WrongInput) as refused:
        place.of(data, data / inside)
    assert code(refused) == "ca.inside-data"


def test_another_place_is_taken(data: Path, tmp_path: Path) -> None:
    """Told otherwise, they lie where they were told to."""
    assert place.of(data, tmp_path / "safe" / "set")[0].path == tmp_path / "safe" / "set"


def test_every_key_is_for_its_owner_only(here: Place) -> None:
    """The directory and every file with a key in it can be read by nobody else."""
    made = issuing.needed(here)
    here.keep_leaf(leaf.issue(made, hosts("127.0.0.1"), MORNING))
    here.keep_own(leaf.issue(made, hosts("cart.local"), MORNING))
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in here.path.iterdir()}
    assert stat.S_IMODE(here.path.stat().st_mode) == 0o700
    assert {modes[name] for name in (place.AUTHORITY, place.LEAF, place.OWN)} == {0o600}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_not_used(here: Place, mode: int) -> None:
    """A key that was opened to others is refused until it is closed again."""
    here.file(place.AUTHORITY).chmod(mode)
    with pytest.raises(Unusable) as refused:
        here.authority()
    assert code(refused) == "ca.key-open"
    here.file(place.AUTHORITY).chmod(0o600)
    assert here.authority() is not None


def test_a_second_authority_never_takes_the_place_of_the_first(here: Place) -> None:
    """Making one where one is, also a damaged one, is refused, and no byte of it changes."""
    for before in (here.file(place.AUTHORITY).read_bytes(), b"damaged"):
        here.file(place.AUTHORITY).write_bytes(before)
        with pytest.raises(Unusable) as refused:
            here.create_authority("north-ridge", MORNING)
        assert code(refused) == "ca.there-already"
        assert here.file(place.AUTHORITY).read_bytes() == before


def test_a_lost_link_is_not_overwritten_either(data: Path, tmp_path: Path) -> None:
    """Where the authority is a link to a stick that is not plugged in, no new one is made in its place."""
    here, unit = place.of(data)
    here.path.mkdir()
    here.file(place.AUTHORITY).symlink_to(tmp_path / "stick" / "authority.pem")
    with pytest.raises(Unusable) as refused:
        here.create_authority(unit, MORNING)
    assert code(refused) == "ca.there-already"


def refusal(content: bytes) -> ShowsafeError | None:
    """Return why a file is not taken for an authority; None where it is."""
    try:
        authority.read(content)
    except ShowsafeError as error:
        return error
    return None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_authority_is_never_used(here: Place, data: st.DataObject) -> None:
    """Whatever byte of the file is changed or cut off, it is read as it was or refused as damaged, and nothing else."""
    whole = issuing.needed(here).as_pem()
    at = data.draw(st.integers(0, len(whole) - 1))
    hurt = data.draw(
        st.sampled_from([whole[:at], whole[:at] + b"A" + whole[at + 1 :], whole[:at] + whole[at + 1 :]])
    )
    if (said := refusal(hurt)) is None:
        assert authority.read(hurt).as_pem() == whole
    else:
        assert said.code == "ca.damaged"
        assert "PRIVATE" not in str(said)


@pytest.mark.parametrize("hurt", ["swapped key", "no key", "no certificate", "a leaf"])
def test_parts_that_do_not_fit_are_damage(here: Place, hurt: str) -> None:
    """Another's key, a missing part, or something that is no authority, is refused as damaged."""
    whole, other = issuing.needed(here), authority.new("north-ridge", MORNING)
    key, certificate = whole.as_pem().split(b"-----END PRIVATE KEY-----\n")
    key += b"-----END PRIVATE KEY-----\n"
    content = {
        "swapped key": other.as_pem().split(b"-----BEGIN CERTIFICATE")[0] + certificate,
        "no key": certificate,
        "no certificate": key,
        "a leaf": leaf.issue(whole, hosts("127.0.0.1"), MORNING).as_pem(),
    }
    here.file(place.AUTHORITY).write_bytes(content[hurt])
    with pytest.raises(Unusable) as refused:
        here.authority()
    assert code(refused) == "ca.damaged"


def test_a_damaged_leaf_is_issued_again(here: Place) -> None:
    """What was issued is no loss: damaged, or of an authority before, it is issued again."""
    first, new = issuing.issued(here, (), MORNING)
    assert new
    for hurt in (b"", b"damaged", leaf.issue(authority.new("u", MORNING), first.hosts, MORNING).as_pem()):
        here.file(place.LEAF).write_bytes(hurt)
        again, fresh = issuing.issued(here, (), MORNING)
        assert fresh
        assert again.hosts == first.hosts
        assert here.file(place.LEAF).read_bytes() == again.as_pem()


def test_what_is_there_is_kept_while_it_fits(here: Place) -> None:
    """Without a change nothing is issued; a new address, or the last month, asks for a new one."""
    home, away = hosts("192.168.1.20").addresses, hosts("10.1.2.3").addresses
    first, _ = issuing.issued(here, home, MORNING)
    assert issuing.issued(here, home, MORNING + 300 * DAY) == (first, False)
    second, new = issuing.issued(here, away, MORNING)
    assert new
    assert set(away) <= set(second.hosts.addresses)
    assert issuing.issued(here, away, MORNING + 370 * DAY)[1]


def test_public_addresses_of_the_machine_are_left_out(here: Place) -> None:
    """A machine that has a public address too gets a certificate for the others."""
    shown, _ = issuing.issued(here, hosts("8.8.8.8", "10.1.2.3").addresses, MORNING)
    assert "10.1.2.3" in shown.hosts.texts()
    assert "8.8.8.8" not in shown.hosts.texts()


def test_a_machine_full_of_networks_still_gets_one(here: Place) -> None:
    """Of hundreds of present addresses the likeliest are taken, instead of refusing all."""
    many = hosts(*(f"10.0.{number}.1" for number in range(200))).addresses
    shown, _ = issuing.issued(here, many, MORNING)
    assert many[0] in shown.hosts.addresses


def test_what_was_given_by_hand_stays(here: Place) -> None:
    """Names and addresses given once are in every later certificate, until they are forgotten."""
    issuing.issued_for(here, hosts("set.local", "10.9.9.9"), (), MORNING)
    issuing.issued_for(here, hosts("other.local"), (), MORNING)
    later, _ = issuing.issued(here, hosts("192.168.1.20").addresses, MORNING)
    assert later.hosts.covers(hosts("set.local", "other.local", "10.9.9.9", "192.168.1.20"))
    forgotten = issuing.issued_for(here, Hosts(), (), MORNING, forget=True)
    assert "set.local" not in forgotten.hosts.names


def test_what_is_refused_changes_nothing(here: Place) -> None:
    """A host outside the constraints is neither issued nor kept for later."""
    shown, _ = issuing.issued(here, (), MORNING)
    with pytest.raises(WrongInput) as refused:
        issuing.issued_for(here, hosts("bank.example"), (), MORNING)
    assert code(refused) == "ca.outside"
    assert here.hosts() == Hosts()
    assert issuing.issued(here, (), MORNING) == (shown, False)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"addresses":[],"format":"x","names":[]}', b"\xff"])
def test_damaged_hosts_are_told(here: Place, content: bytes) -> None:
    """A damaged list of hosts given by hand is said to be damaged; none is guessed."""
    here.file(place.HOSTS).write_bytes(content)
    with pytest.raises(Unusable) as refused:
        here.hosts()
    assert code(refused) == "ca.hosts-damaged"


def test_without_an_authority_nothing_is_issued(data: Path) -> None:
    """Issuing before an authority was made says how one is made."""
    with pytest.raises(Unusable) as refused:
        issuing.issued(place.of(data)[0], (), MORNING)
    assert code(refused) == "ca.none"


def test_two_programs_do_not_write_at_once(here: Place) -> None:
    """While another program writes there, writing is refused, and reading goes on."""
    lock = WriterLock(here.file(place.LOCK))
    try:
        with pytest.raises(Unusable) as refused:
            here.keep_hosts(Hosts())
        assert code(refused) == "ca.in-use"
        assert here.authority() is not None
    finally:
        lock.release()


def test_a_file_where_the_directory_should_be(data: Path) -> None:
    """A file of that name is said to be one."""
    here, unit = place.of(data)
    here.path.write_text("x")
    with pytest.raises(Unusable) as refused:
        here.create_authority(unit, MORNING)
    assert code(refused) == "directory.is-a-file"
