"""``showsafe office`` at its own keyboard: made, brought up, given people and units, served, and stopped."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import urllib.request
from pathlib import Path

import psycopg
import pytest

from showsafe.adapters import office_directory, postgres
from tests.entrypoints.cli import PROGRAM, Said, run
from tests.postgres import Database

ISSUER = "http://127.0.0.1:9"
PASSWORD = "a-password-of-the-database"  # noqa: S105 - of a test


def made(folder: Path, database: Database, *more: object) -> Said:
    """Make an office over a database, as its owner; the tables are made with it."""
    for name, dsn in (("dsn", f"{database.dsn} password={PASSWORD}"), ("owner", database.owner)):
        (folder / name).write_text(dsn)
    words = ("--address", "http://127.0.0.1:7399", "--issuer", ISSUER, "--client-id", "office")
    files = ("--dsn-file", folder / "dsn", "--owner-dsn-file", folder / "owner")
    return run("office", "init", folder / "office", *words, *files, "--administrator", "adm-1", *more)


@pytest.fixture
def office(tmp_path: Path, office_database: Database) -> Path:
    """Return the directory of an office with two administrators and a production."""
    assert made(tmp_path, office_database).status == 0
    where = tmp_path / "office"
    keyboard = ("--by", "adm-1")
    assert run("office", "role", "give", where, "administrator", "--to", "adm-2", *keyboard).status == 0
    assert run("office", "production", "add", where, "north", "--title", "North Ridge", *keyboard).status == 0
    return where


def test_an_office_is_made_with_its_first_administrator(tmp_path: Path, empty_database: Database) -> None:
    """Its secrets are for its owner alone and in no answer; a second one at the same place is refused."""
    said = made(tmp_path, empty_database, "--json")
    assert said.status == 0
    assert said.json["back"] == "http://127.0.0.1:7399/sign-in/back"
    where = tmp_path / "office"
    for name in (office_directory.NAME, office_directory.KEY, office_directory.WITNESS_KEY):
        assert stat.S_IMODE((where / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(where.stat().st_mode) == 0o700
    assert PASSWORD not in said.out + (where / office_directory.NAME).read_text()
    listed = json.loads(run("office", "role", "list", where, "--json").out)
    assert [(each["subject"], each["role"], each["by"]) for each in listed] == [
        ("adm-1", "administrator", "keyboard")
    ]
    again = made(tmp_path, empty_database)
    assert (again.status, "office.already-there" in again.err) == (2, True)
    assert run("office", "migrate", where, "--owner-dsn-file", tmp_path / "owner").status == 0


def test_a_making_that_did_not_end_is_gone_on_with(tmp_path: Path, empty_database: Database) -> None:
    """What is wrong is found before anything is written; nothing stands in the log before its opening; init goes on."""
    wrong = made(tmp_path, empty_database, "--secret-file", tmp_path / "nothing")
    where = tmp_path / "office"
    assert (wrong.status, "office.no-secret" in wrong.err, where.exists()) == (2, True, False)
    assert made(tmp_path, empty_database).status == 0
    with psycopg.connect(empty_database.owner, autocommit=True) as owner:
        owner.execute("DROP SCHEMA showsafe CASCADE")
    assert run("office", "migrate", where, "--owner-dsn-file", tmp_path / "owner").status == 0
    for words in (
        ("role", "give", where, "administrator", "--to", "eve"),
        ("production", "add", where, "north", "--title", "North", "--by", "adm-1"),
        ("verify", where),
    ):
        said = run("office", *words)
        assert (said.status, "office.not-begun" in said.err) == (2, True), words
    assert made(tmp_path, empty_database).status == 0
    assert run("office", "verify", where).status == 0
    assert "office.already-there" in made(tmp_path, empty_database).err


def test_roles_are_given_by_two_people(office: Path) -> None:
    """The keyboard names no second administrator, nobody gives themselves a role, and what is taken is gone."""
    give = ("office", "role", "give", office)
    by_nobody = run(*give, "administrator", "--to", "eve")
    assert "office.administrator-only" in by_nobody.err
    own = run(*give, "producer", "--production", "north", "--to", "adm-1", "--by", "adm-1")
    assert (own.status, "office.own-role" in own.err) == (2, True)
    words = ("producer", "--production", "north", "--to", "sub-1")
    assert run(*give, *words, "--by", "adm-1").status == 0
    assert run(*give, "reader", "--production", "every", "--to", "sub-2", "--by", "adm-2").status == 0
    listed = run("office", "role", "list", office)
    assert "sub-1: producer, north; by adm-1" in listed.flat
    assert "sub-2: reader, every production; by adm-2" in listed.flat
    assert run("office", "role", "take", office, *words, "--by", "adm-2").status == 0
    listed = json.loads(run("office", "role", "list", office, "--production", "north", "--json").out)
    assert listed == []


def test_a_unit_is_added_with_its_key_and_a_token(office: Path, tmp_path: Path) -> None:
    """The token is written once, for its owner alone; a new one takes its place; a wrong key is refused."""
    assert run("init", tmp_path / "set", "--profile", "common").status == 0
    vkey = run("vkey", tmp_path / "set").out.strip()
    add = ("office", "unit", "add", office, "north", vkey, "--by", "adm-1", "--token-file")
    said = run(*add, tmp_path / "token", "--json")
    assert said.status == 0
    assert said.json["witness"] == json.loads(run("office", "vkey", office, "--json").out)["witness"]
    token = (tmp_path / "token").read_text()
    assert len(token.strip()) >= 43
    assert token.strip() not in said.out
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600
    assert "office.file-there" in run(*add, tmp_path / "token").err
    fresh = ("office", "unit", "token", office, said.json["unit"], "--token-file", tmp_path / "second")
    assert run(*fresh).status == 0
    assert (tmp_path / "second").read_text() != token
    witness = run(
        "office", "unit", "add", office, "north", said.json["witness"], "--token-file", tmp_path / "x"
    )
    assert "office.not-a-unit" in witness.err
    nowhere = run(
        "office", "unit", "add", office, "west", vkey, "--by", "adm-1", "--token-file", tmp_path / "y"
    )
    assert "office.no-such-production" in nowhere.err
    assert not (tmp_path / "y").exists()
    units = json.loads(run("office", "unit", "list", office, "--json").out)
    assert [(each["production"], each["records"]) for each in units] == [("north", 0)]
    assert run("office", "production", "list", office).flat.startswith("1 production.")
    assert run("office", "access", office, "north").flat == "0 looks at people of north."
    assert "office.no-such-production" in run("office", "access", office, "west").err


def test_its_own_log_is_checked_as_the_logs_of_sets_are(
    office: Path, tmp_path: Path, office_database: Database
) -> None:
    """By the auditor and by the rules of roles; a role that was written into the database by hand is found."""
    assert (
        run("office", "role", "give", office, "producer", "--production", "north", "--to", "adm-1").status
        == 2
    )
    assert run("office", "verify", office, "--tiles", tmp_path / "log", "--json").json["ok"] is True
    (tmp_path / "seen").write_bytes((tmp_path / "log" / "checkpoint").read_bytes())
    said = run("office", "verify", office, "--seen", tmp_path / "seen")
    assert (said.status, "let 4 records happen" in said.flat) == (0, True)
    assert json.loads(run("office", "vkey", office, "--json").out)["log"] in run("office", "vkey", office).out
    with psycopg.connect(office_database.owner) as connection:
        forged = (
            "INSERT INTO showsafe.rows SELECT log, name, "
            "convert_to(replace(convert_from(key, 'UTF8'), 'adm-2', 'eve'), 'UTF8'), value FROM showsafe.rows "
            "WHERE name = 'office-role' AND convert_from(key, 'UTF8') LIKE '%adm-2%'"
        )
        assert connection.execute(forged).rowcount == 1
    said = run("office", "verify", office)
    assert (said.status, "A role stands that no record gives: administrator." in said.flat) == (1, True)


def test_it_is_served_until_it_is_stopped(office: Path, tmp_path: Path) -> None:
    """It says where, answers, and ends well; its log names nobody."""
    words = ("office", "serve", str(office), "--port", "0", "--log", "requests", "--json")
    with subprocess.Popen(
        [*PROGRAM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "NO_COLOR": "1"},
    ) as served:
        assert served.stdout is not None
        told = json.loads(served.stdout.readline())
        with urllib.request.urlopen(f"{told['url']}/health", timeout=20) as answer:  # noqa: S310 - loopback
            assert json.load(answer)["ok"] is True
        served.send_signal(signal.SIGTERM)
        _, log = served.communicate(timeout=40)
    assert served.returncode == 0
    assert "health 200" in log
    assert PASSWORD not in log


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--host", "0.0.0.0"), "office.no-tls"),  # noqa: S104 - what is refused
        (("--certificate", "nothing.pem"), "office.certificate"),
        (("--host", "no.such.example."), "office.no-tls"),
    ],
)
def test_it_is_not_served_where_others_could_read(office: Path, words: tuple[str, ...], code: str) -> None:
    """Without a certificate it answers on its own machine alone."""
    assert code in run("office", "serve", office, *words).err


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--address", "http://office.studio.example", "signin.address"),
        ("--address", "https://office.studio.example/path", "office.wrong-settings"),
        ("--issuer", "http://login.studio.example", "signin.address"),
        ("--name", "Not An Id", "office.wrong-settings"),
        ("--dsn-file", "nothing", "office.no-secret"),
        ("--administrator", "keyboard", "office.wrong-value"),
    ],
)
def test_wrong_settings_make_no_office(
    tmp_path: Path, office_database: Database, option: str, value: str, code: str
) -> None:
    """What cannot be right is said in one sentence, before anything is there that would be taken for an office."""
    said = made(tmp_path, office_database, option, value)
    assert (said.status, code in said.err) == (2, True)
    assert not (tmp_path / "office").exists()


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"format":9}', b"\xff"])
def test_a_damaged_office_says_so(tmp_path: Path, damage: bytes) -> None:
    """Neither a traceback nor a guess."""
    for words in (("vkey",), ("serve",), ("verify",), ("migrate",), ("role", "list")):
        assert "office.not-ours" in run("office", *words, tmp_path).err
    (tmp_path / office_directory.NAME).write_bytes(damage)
    said = run("office", "vkey", tmp_path)
    assert said.status == 2
    assert "office.damaged" in said.err or "directory.newer" in said.err


def test_a_set_without_the_parts_of_an_office_is_told_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, by every command that needs them."""
    monkeypatch.setattr(postgres, "find_spec", lambda _: None)
    words = ("--address", "https://o.example", "--issuer", ISSUER, "--client-id", "o", "--administrator", "x")
    for said in (run("office", "init", tmp_path / "o", *words), run("office", "serve", tmp_path)):
        assert (said.status, "showsafe[office]" in said.err) == (2, True)
