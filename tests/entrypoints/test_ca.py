"""``showsafe ca`` at the terminal: what it makes, what it says, and that no key is ever in it."""

from __future__ import annotations

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from showsafe.adapters.certificates import addresses, hosts, leaf, place, words
from showsafe.adapters.certificates.authority import Authority
from tests.adapters.certificates.set_up import now
from tests.adapters.certificates.test_own import GOOD, KEY, NAME, STUDIO, key_pem, pem
from tests.entrypoints.cli import Said, run

AT = hosts.address_of("192.168.1.20")


@pytest.fixture(autouse=True)
def _on_wifi(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine be at one private address."""
    monkeypatch.setattr(addresses, "present", lambda: (AT,))


@pytest.fixture
def joined(data: Path) -> Path:
    """Return a unit with an authority."""
    assert run("ca", "init", data).status == 0
    return data


def authority_of(data: Path) -> Authority:
    """Return the authority of a unit."""
    made = place.of(data)[0].authority()
    assert made is not None
    return made


def error(said: Said) -> str:
    """Return the code of the one error in JSON that was said."""
    assert said.status == 2
    assert "Traceback" not in said.out + said.err
    return str(said.json["error"]["code"])


def test_making_an_authority(data: Path) -> None:
    """It is made beside the data, with a first certificate for where the machine is, and its words are said."""
    said = run("ca", "init", data, "--name", "cart.studio.example", "--json").json
    assert said["certificates"] == f"{data}.certificates"
    assert {"192.168.1.20", "localhost", "127.0.0.1", "::1", "cart.studio.example"} <= set(
        said["leaf"]["hosts"]
    )
    assert said["authority"]["own_names"] == ["cart.studio.example"]
    assert said["authority"]["words"] == " ".join(words.spoken(authority_of(data).der))


def test_the_data_directory_stays_as_it_was(data: Path) -> None:
    """No command leaves anything in the data directory, and the checker finds it whole."""
    before = {each: each.read_bytes() for each in data.rglob("*") if each.is_file()}
    for words_ in (("init",), ("issue",), ("join", "--qr"), ("show",)):
        assert run("ca", words_[0], data, *words_[1:]).status == 0
    assert {each: each.read_bytes() for each in data.rglob("*") if each.is_file()} == before
    assert run("verify", data, "--json").status == 0


def test_a_second_authority_is_refused(joined: Path) -> None:
    """Making one again is refused, and the first one stays."""
    before = authority_of(joined).der
    assert error(run("ca", "init", joined, "--json")) == "ca.there-already"
    assert authority_of(joined).der == before


def test_no_key_is_ever_shown(joined: Path) -> None:
    """Nothing that any command prints, in words or in JSON, has a line of a private key in it."""
    here = place.of(joined)[0]
    secret = {
        line
        for name in (place.AUTHORITY, place.LEAF)
        for line in here.file(name).read_text().split("-----END PRIVATE KEY")[0].splitlines()
        if len(line) > 20
    }
    assert len(secret) >= 4
    for command in (("show",), ("join", "--qr"), ("issue",), ("init",), ("use", "--none")):
        for extra in ((), ("--json",)):
            said = run("ca", command[0], joined, *command[1:], *extra)
            assert not any(line in said.out + said.err for line in secret)


def test_issuing_for_more(joined: Path) -> None:
    """A name and an address given once are in this certificate and the next, until they are forgotten."""
    more = ("--name", "set.local", "--address", "10.1.2.3")
    assert {"set.local", "10.1.2.3"} <= set(run("ca", "issue", joined, *more, "--json").json["leaf"]["hosts"])
    assert "set.local" in run("ca", "issue", joined).out
    assert "set.local" not in run("ca", "issue", joined, "--forget").out


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("issue", "--address", "8.8.8.8"), "ca.outside"),
        (("issue", "--name", "bank.example"), "ca.outside"),
        (("issue", "--address", "cart"), "ca.not-an-address"),
        (("issue", "--name", "a b"), "ca.not-a-name"),
        (("issue", "--name", ""), "ca.not-a-name"),
        (("join", "--language", "xx"), "ca.no-language"),
        (("join", "--address", "x"), "ca.not-an-address"),
        (("join", "--port", "0"), "input.usage"),
        (("join", "--heard", "one two"), "ca.words-unknown"),
        (("use",), "input.usage"),
        (("use", "--certificate", "x"), "input.usage"),
        (("use", "--none", "--key", "x"), "input.usage"),
        (("use", "--certificate", "nothing", "--key", "nothing"), "ca.no-file"),
        (("show", "--certificates", ""), "input.usage"),
    ],
)
def test_typed_wrong(joined: Path, given: tuple[str, ...], code: str) -> None:
    """What is typed wrong is one clear error."""
    assert error(run("ca", given[0], joined, *given[1:], "--json")) == code


@pytest.mark.parametrize("command", ["init", "issue", "join", "show"])
def test_where_there_is_no_unit(tmp_path: Path, command: str) -> None:
    """Certificates belong to a unit: without its data directory nothing is made."""
    assert error(run("ca", command, tmp_path / "none", "--json")).startswith("directory.")
    assert list(tmp_path.glob("*.certificates")) == []


@pytest.mark.parametrize("command", ["issue", "join"])
def test_before_an_authority_is_made(data: Path, command: str) -> None:
    """Without an authority there is nothing to issue or to join, and it is said how one is made."""
    assert error(run("ca", command, data, "--json")) == "ca.none"


def test_inside_the_data_is_refused(data: Path) -> None:
    """A place inside the data directory is refused for every command alike."""
    assert error(run("ca", "init", data, "--certificates", data / "keys", "--json")) == "ca.inside-data"


def test_another_place(data: Path, tmp_path: Path) -> None:
    """Told otherwise, everything lies there, and nothing beside the data."""
    elsewhere = tmp_path / "safe"
    assert run("ca", "init", data, "--certificates", elsewhere).status == 0
    assert run("ca", "show", data, "--certificates", elsewhere, "--json").json["mode"] == "ca"
    assert run("ca", "show", data, "--json").json["mode"] == "off"


def test_how_a_phone_joins(joined: Path) -> None:
    """The terminal has the words, the fingerprint, the address and the steps of every system, in both languages."""
    made = authority_of(joined)
    for language, title in (("en", "Join the set"), ("es", "Unirse al set")):
        said = run("ca", "join", joined, "--language", language)
        assert title in said.flat
        assert " ".join(words.spoken(made.der)) in said.flat
        assert words.hexadecimal(made.der).replace(":", " ") in said.flat
        assert "http://192.168.1.20:7381/join" in said.flat
        assert hosts.own_name() in said.flat
        assert all(system in said.flat for system in ("iPhone", "Android", "Windows", "macOS", "Firefox"))
        assert "\u2588" not in said.out
    assert "\u2588" in run("ca", "join", joined, "--qr").out


def test_where_the_page_is_can_be_said(joined: Path) -> None:
    """Another address and port are taken as they are given."""
    said = run("ca", "join", joined, "--address", "fd00::9", "--port", "8000", "--json").json
    assert (said["url"], said["others"]) == ("http://[fd00::9]:8000/join", [])


def test_on_no_network_the_name_is_left(joined: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no address yet still says how phones join: by its name."""
    monkeypatch.setattr(addresses, "present", lambda: ())
    assert run("ca", "join", joined, "--json").json["url"] == f"http://{hosts.own_name()}:7381/join"


def test_files_for_a_cable(joined: Path, tmp_path: Path) -> None:
    """What phones take is written as files, which hold the certificate and no key."""
    assert run("ca", "join", joined, "--files", tmp_path / "out").status == 0
    profile = plistlib.loads((tmp_path / "out" / "showsafe-ca.mobileconfig").read_bytes())
    taken = x509.load_der_x509_certificate((tmp_path / "out" / "showsafe-ca.crt").read_bytes())
    assert profile["PayloadContent"][0]["PayloadContent"] == taken.public_bytes(Encoding.DER)
    assert taken == authority_of(joined).certificate


def test_words_that_were_read_out(joined: Path) -> None:
    """The right words are the same; those of another authority are not, with the status of a no."""
    right = " ".join(words.spoken(authority_of(joined).der))
    assert run("ca", "join", joined, "--heard", right).status == 0
    other = run("ca", "join", joined, "--heard", " ".join(words.spoken(b"other")))
    assert other.status == 1
    assert "do not trust it" in other.flat
    assert run("ca", "join", joined, "--heard", right, "--json").json == {"same": True}


def test_the_studio_s_own(joined: Path, tmp_path: Path) -> None:
    """Taken, it comes before the authority; dropped, the authority holds again; and the unknown issuer is mentioned."""
    (tmp_path / "chain.pem").write_bytes(pem(GOOD, STUDIO.between))
    (tmp_path / "key.pem").write_bytes(key_pem(KEY))
    files = ("--certificate", tmp_path / "chain.pem", "--key", tmp_path / "key.pem")
    said = run("ca", "use", joined, *files)
    assert said.status == 0
    assert "does not know who is at the end of its chain" in said.flat
    assert run("ca", "use", joined, *files, "--json").json["own"]["hosts"] == [NAME]
    shown = run("ca", "show", joined, "--json").json
    assert shown["mode"] == "own"
    assert shown["until"] == GOOD.not_valid_after_utc.isoformat()
    assert "studio's own" in run("ca", "show", joined).flat
    assert run("ca", "use", joined, "--none", "--json").json == {"dropped": True}
    assert run("ca", "show", joined, "--json").json["mode"] == "ca"
    assert "none" in run("ca", "use", joined, "--none").flat


def test_a_file_that_is_far_too_long(joined: Path, tmp_path: Path) -> None:
    """A film given as a certificate is refused, and is not read to its end."""
    with (tmp_path / "film").open("wb") as film:
        film.truncate(10**9)
    files = ("--certificate", tmp_path / "film", "--key", tmp_path / "film")
    assert error(run("ca", "use", joined, *files, "--json")) == "ca.own-too-long"


def test_which_way_holds(data: Path) -> None:
    """Plain HTTP is called what it is, with the way out of it; with an authority its words and hosts are shown."""
    plain = run("ca", "show", data)
    assert "nothing is encrypted" in plain.flat
    assert f"showsafe ca init {data}" in plain.flat
    assert run("ca", "init", data).status == 0
    shown = run("ca", "show", data)
    assert "production's own certificate authority" in shown.flat
    assert " ".join(words.spoken(authority_of(data).der)) in shown.flat
    assert "not for where this machine is now" not in shown.flat


def test_a_machine_that_moved_is_mentioned(joined: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of network it is said that the certificate will be issued anew."""
    monkeypatch.setattr(addresses, "present", lambda: (hosts.address_of("10.1.2.3"),))
    assert "not for where this machine is now" in run("ca", "show", joined).flat
    assert run("ca", "issue", joined).status == 0
    assert "not for where this machine is now" not in run("ca", "show", joined).flat


def test_a_damaged_authority_is_told(joined: Path) -> None:
    """A damaged key file is one clear error for every command, and nothing is made in its place."""
    file = place.of(joined)[0].file(place.AUTHORITY)
    file.write_bytes(file.read_bytes()[:200])
    for command in ("show", "issue", "join"):
        assert error(run("ca", command, joined, "--json")) == "ca.damaged"
    assert error(run("ca", "init", joined, "--json")) == "ca.there-already"


def test_a_wide_umask(data: Path) -> None:
    """Whatever the user's mask of new files is, the keys are for their owner alone."""
    line = "import os, sys; os.umask(0); from showsafe.entrypoints.cli.main import main; main(sys.argv[1:])"
    subprocess.run(
        [sys.executable, "-c", line, "ca", "init", str(data)], check=True, capture_output=True, timeout=120
    )
    here = place.of(data)[0]
    assert {here.file(name).stat().st_mode & 0o777 for name in (place.AUTHORITY, place.LEAF)} == {0o600}
    assert here.path.stat().st_mode & 0o777 == 0o700
    kept = here.leaf(authority_of(data))
    assert kept is not None
    assert not leaf.needs_reissue(kept, hosts.Hosts.of(["localhost"]), now())
