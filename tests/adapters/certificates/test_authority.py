"""What the production's authority is, byte by byte where phones care, and what it refuses to issue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from showsafe.adapters.certificates import authority, leaf
from showsafe.adapters.certificates.hosts import Hosts, chosen_name, permitted
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from tests.adapters.certificates.set_up import MORNING, hosts, issued

DAY = timedelta(days=1)


def extension(
    certificate: x509.Certificate, kind: type[x509.ExtensionType]
) -> x509.Extension[x509.ExtensionType]:
    """Return one extension of a certificate."""
    return certificate.extensions.get_extension_for_class(kind)


def test_the_authority_is_bound() -> None:
    """It is on P-256, holds two years, has no authority below it, and its constraints are critical."""
    made = authority.new("north-ridge", MORNING).certificate
    assert isinstance(made.public_key(), ec.EllipticCurvePublicKey)
    assert made.not_valid_after_utc - made.not_valid_before_utc == timedelta(days=730)
    assert made.not_valid_before_utc == MORNING - 2 * DAY
    assert extension(made, x509.BasicConstraints).value == x509.BasicConstraints(ca=True, path_length=0)
    for kind in (x509.BasicConstraints, x509.NameConstraints, x509.KeyUsage):
        assert extension(made, kind).critical
    usage = made.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]


def test_the_authority_may_speak_for_a_set_alone() -> None:
    """Every private network, loopback, .local, localhost and the chosen name are permitted, and nothing else."""
    made = authority.new("north-ridge", MORNING, ("Cart.Studio.Example",))
    permits = made.certificate.extensions.get_extension_for_class(
        x509.NameConstraints
    ).value.permitted_subtrees
    assert [str(each.value) for each in permits or ()] == [
        "local",
        "localhost",
        "cart.studio.example",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    ]
    assert made.own_names == ("cart.studio.example",)


@pytest.mark.parametrize("name", ["com", "example", "studio.example", "co.uk", "local.example"])
def test_a_name_that_others_share_is_refused(name: str) -> None:
    """A name so short that others live below it is not permitted to any authority."""
    with pytest.raises(WrongInput) as said:
        chosen_name(name)
    assert said.value.code == "ca.name-too-wide"


@pytest.mark.parametrize("name", ["cart.local", "set.lan", "node.internal", "cart.studio.example"])
def test_a_name_of_the_unit_alone_is_taken(name: str) -> None:
    """A name below one that nobody can buy, or long enough to be one machine's, is taken."""
    assert chosen_name(name) == name


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "-a.local", "a..local", "x" * 64 + ".local", "1.2.3.4", "\u0430.local"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    """What no machine can be called, an address among it, is refused as a name."""
    with pytest.raises(WrongInput) as said:
        Hosts.of([name])
    assert said.value.code == "ca.not-a-name"


@pytest.mark.parametrize("address", ["", "300.1.1.1", "cart.local", "192.168.1.0/24", "fd00::g"])
def test_what_is_no_address_is_refused(address: str) -> None:
    """What is not one address is refused as an address."""
    with pytest.raises(WrongInput) as said:
        Hosts.of((), [address])
    assert said.value.code == "ca.not-an-address"


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "2001:db8::1", "100.64.0.1", "bank.example", "local.example", "notlocal"]
)
def test_what_is_outside_is_not_issued(host: str) -> None:
    """For a name or address outside its constraints the authority issues nothing."""
    with pytest.raises(WrongInput) as said:
        issued("127.0.0.1", host, at=MORNING)
    assert said.value.code == "ca.outside"
    assert host in said.value.says


@given(st.ip_addresses())
def test_public_addresses_are_never_permitted(address: object) -> None:
    """No address that is routed on the internet is within what an authority may speak for."""
    kept = permitted(Hosts.of((), [str(address)])).addresses
    assert all(not each.is_global for each in kept)


def test_a_leaf_is_for_a_server_and_short() -> None:
    """What is issued holds for 397 days at most, begins a day early, and is a server's and no authority's."""
    made, shown = issued("127.0.0.1", "cart.local", at=MORNING)
    assert shown.begins == MORNING - DAY
    assert shown.ends - shown.begins < timedelta(days=397)
    assert shown.hosts == hosts("127.0.0.1", "cart.local")
    assert extension(shown.certificate, x509.BasicConstraints).value == x509.BasicConstraints(
        ca=False, path_length=None
    )
    assert (
        ExtendedKeyUsageOID.SERVER_AUTH
        in shown.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    )
    assert shown.certificate.public_key() != made.certificate.public_key()


def test_a_leaf_ends_with_its_authority_at_the_latest() -> None:
    """What is issued late in the authority's life does not outlive it."""
    made = authority.new("north-ridge", MORNING)
    assert leaf.issue(made, hosts("127.0.0.1"), made.ends - 10 * DAY).ends == made.ends


@pytest.mark.parametrize(("days", "code"), [(728, "ca.ended"), (-3, "ca.clock")])
def test_outside_its_time_nothing_is_issued(days: int, code: str) -> None:
    """An authority that has ended, or that a clock says is not made yet, issues nothing."""
    made = authority.new("north-ridge", MORNING)
    with pytest.raises(Unusable) as said:
        leaf.issue(made, hosts("127.0.0.1"), MORNING + days * DAY)
    assert said.value.code == code


def test_nothing_and_too_much_are_refused() -> None:
    """A certificate for nobody, and one for more than 64 hosts, are refused."""
    many = hosts(*(f"10.0.0.{number}" for number in range(65)))
    for wanted, code in ((Hosts(), "ca.no-hosts"), (many, "ca.too-many")):
        with pytest.raises(WrongInput) as said:
            leaf.issue(authority.new("u", MORNING), wanted, MORNING)
        assert said.value.code == code


@pytest.mark.parametrize(
    ("wanted", "days", "again"),
    [
        (("127.0.0.1",), 0, False),
        (("127.0.0.1", "cart.local"), 0, False),
        (("127.0.0.1", "192.168.1.21"), 0, True),
        (("other.local",), 0, True),
        (("127.0.0.1",), 365, False),
        (("127.0.0.1",), 366, True),
        (("127.0.0.1",), 500, True),
        (("127.0.0.1",), -2, True),
    ],
)
def test_when_a_leaf_is_issued_again(wanted: tuple[str, ...], days: int, again: bool) -> None:  # noqa: FBT001
    """A new host, an end within 30 days, or a clock before its beginning ask for a new one; one that left does not."""
    _, shown = issued("127.0.0.1", "cart.local", at=MORNING)
    assert leaf.needs_reissue(shown, hosts(*wanted), MORNING + days * DAY) is again


def test_a_leaf_that_ends_with_its_authority_is_left_alone() -> None:
    """In the last month of the authority nothing longer can be issued, so nothing is issued every minute."""
    made = authority.new("north-ridge", MORNING)
    shown = leaf.issue(made, hosts("127.0.0.1"), made.ends - 20 * DAY)
    assert leaf.needs_reissue(shown, hosts("127.0.0.1"), made.ends - 19 * DAY)
    assert not leaf.needs_reissue(shown, hosts("127.0.0.1"), made.ends - 19 * DAY, made.ends)


def test_no_text_shows_a_key() -> None:
    """Printing an authority or a certificate shows nothing of its private key."""
    made, shown = issued("127.0.0.1", at=MORNING)
    assert "key" not in repr(made).lower().replace("keyusage", "")
    assert "key=" not in repr(shown)


def test_errors_are_for_people() -> None:
    """An error of this room has a code of its own, a sentence, and what to do now."""
    with pytest.raises(ShowsafeError) as said:
        Hosts.of(["a b"])
    assert said.value.as_json().keys() == {"code", "says", "now"}
