"""``showsafe office``: the studio's server across productions, and what is done at its own keyboard."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

import click

from showsafe import bootstrap_office
from showsafe.adapters import office_directory
from showsafe.adapters.office_directory import SIGNATURES, OfficeSettings
from showsafe.adapters.postgres import require
from showsafe.application.office import kinds
from showsafe.application.office.words import KEYBOARD, OFFICE
from showsafe.entrypoints.cli import act, office_roles, office_serve, office_units, office_verify, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger.note import VerifierKey

DSN = "SHOWSAFE_OFFICE_DSN"
"""How the database is reached, in the environment: where it holds a password, it is in no list of commands."""

_FILE = click.Path(path_type=Path)


@click.group(
    "office", short_help="the studio's server across productions", epilog="Every command has --json."
)
def office() -> None:
    """Keep what many productions recorded, witness it, and show it to those who have a role.

    No set needs it. Its database is PostgreSQL; people sign in at the studio's own OpenID provider.
    """


@office.command("init", short_help="make an office: its directory, its tables, its first administrator")
@act.DIRECTORY
@click.option("--name", "name", default="office", show_default=True, help="What its own log is called.")
@click.option("--address", required=True, help="What people open, such as https://office.studio.example")
@click.option("--issuer", required=True, help="The sign-in service, such as https://login.studio.example")
@click.option("--client-id", required=True, help="What the sign-in service calls this office.")
@click.option("--secret-file", type=_FILE, help="A file with the office's secret at the sign-in service.")
@click.option(
    "--witness", default="", help="What its cosignatures are called, such as studio.example/witness"
)
@click.option("--dsn-file", type=_FILE, help=f"A file that says how the database is reached; else {DSN}.")
@click.option("--owner-dsn-file", type=_FILE, help="As its owner: then the tables are made as well.")
@click.option("--signatures", type=click.Choice(SIGNATURES), default="tree", show_default=True)
@click.option("--administrator", required=True, metavar="SUBJECT", help="The first administrator's id there.")
@act.IN_JSON
def init(directory: Path, *, name: str, administrator: str, in_json: bool, **said: object) -> int:
    """Make the directory of an office with new keys, and open its log with its first administrator.

    With --owner-dsn-file the tables are made as well; else showsafe office migrate has to have made them.
    """
    require()
    if not kinds.is_subject(administrator):
        raise WrongInput(
            "office.wrong-value",
            "The first administrator cannot be called so.",
            "Give their id at the sign-in service, as it says it: sub.",
        )
    settings = _settings(name, said)
    dsn = _dsn(said["dsn_file"])
    # Whatever can be wrong is found before anything is written.
    if settings.secret_file:
        office_directory.text_of(Path(settings.secret_file), "the secret of the sign-in")
    owner = said["owner_dsn_file"]
    if isinstance(owner, Path):
        _migrated(_read(owner), dsn)
    with bootstrap_office.open_pool(dsn, most=1):
        _create(directory, settings, dsn="" if said["dsn_file"] else dsn)
    with bootstrap_office.open_office(directory, begun=False) as opened:
        bootstrap_office.begin_log(opened)
        log = opened.log
        log.say("set-sign-in", KEYBOARD, client=settings.client_id)
        log.say(
            "give-role", KEYBOARD, role="administrator", to=administrator, production=OFFICE, through=KEYBOARD
        )
    return _made(directory, settings, in_json=in_json)


OPENING = 3
"""How many records an office begins with: its opening, where people sign in, and its first administrator."""


def _create(directory: Path, settings: OfficeSettings, dsn: str) -> None:
    """Make the directory; one whose making did not end is gone on with, by the same words."""
    try:
        office_directory.create(directory, settings, dsn=dsn)
    except Unusable as error:
        if error.code != "office.already-there" or office_directory.read(directory) != settings:
            raise
        with bootstrap_office.open_office(directory, begun=False) as opened:
            if opened.log.store.size() >= OPENING:
                raise


def _made(directory: Path, settings: OfficeSettings, *, in_json: bool) -> int:
    if in_json:
        say.as_json(
            {
                "office": settings.office,
                "address": settings.address,
                "back": settings.back,
                "vkey": _vkey(directory),
            }
        )
        return DONE
    where = quote(str(directory))
    say.text(
        f"The office is at {directory}. Enter this address at the sign-in service, as the one to come back to:"
    )
    say.command(settings.back)
    say.text("Next: start it, add productions and their units, and have a second administrator:")
    say.command(f"showsafe office serve {where}")
    say.command(f"showsafe office production add {where} PRODUCTION --title TITLE --by SUBJECT")
    say.command(f"showsafe office role give {where} administrator --to SUBJECT --by SUBJECT")
    return DONE


@office.command("migrate", short_help="bring the database up to this version")
@act.DIRECTORY
@click.option("--owner-dsn-file", type=_FILE, help="A file that says how its owner reaches the database.")
@act.IN_JSON
def migrate(directory: Path, *, owner_dsn_file: Path | None, in_json: bool) -> int:
    """Make the tables of this version in one transaction, with everything in them kept; then the office is started.

    As the owner of the database: the user of a running office may not change tables.
    """
    require()
    settings = office_directory.read(directory)
    dsn = office_directory.secrets_of(directory, settings).dsn
    done = _migrated(_read(owner_dsn_file) if owner_dsn_file else os.environ.get(DSN, dsn), dsn)
    if in_json:
        say.as_json({"from": done[0], "to": done[1]})
        return DONE
    say.text(
        f"The database is at step {done[1]} already."
        if done[0] == done[1]
        else f"The database went from step {done[0] or 'none'} to {done[1]}."
    )
    return DONE


@office.command("vkey", short_help="print the keys of an office")
@act.DIRECTORY
@act.IN_JSON
def vkey(directory: Path, *, in_json: bool) -> int:
    """Print the vkey of the office's own log, and that of its witness, which a set's machine adds."""
    from showsafe.ledger import cosignature  # noqa: PLC0415 - as the database, only where it is used

    settings = office_directory.read(directory)
    _, witness = office_directory.keys_of(directory)
    keys = {"log": _vkey(directory), "witness": str(cosignature.vkey_of(settings.witness, witness))}
    if in_json:
        say.as_json(keys)
        return DONE
    say.text("The office's own log:")
    say.command(keys["log"])
    say.text("Its witness:")
    say.command(keys["witness"])
    return DONE


def _vkey(directory: Path) -> str:
    from showsafe.ledger.checkpoint import origin_of  # noqa: PLC0415 - as above

    key, _ = office_directory.keys_of(directory)
    return str(VerifierKey(origin_of(office_directory.read(directory).office), key.public))


def _settings(name: str, said: dict[str, object]) -> OfficeSettings:
    secret, dsn = said["secret_file"], said["dsn_file"]
    address = str(said["address"]).rstrip("/")
    host = address.partition("://")[2].partition(":")[0]
    return OfficeSettings(
        office=name,
        address=address,
        issuer=str(said["issuer"]),
        client_id=str(said["client_id"]),
        witness=str(said["witness"]) or f"{host}/witness",
        dsn_file=str(dsn.absolute()) if isinstance(dsn, Path) else office_directory.DSN,
        secret_file=str(secret.absolute()) if isinstance(secret, Path) else "",
        signatures=str(said["signatures"]),
    )


def _dsn(file: object) -> str:
    if isinstance(file, Path):
        return _read(file)
    if os.environ.get(DSN):
        return os.environ[DSN]
    raise WrongInput(
        "office.no-database",
        "Nobody said how the database is reached.",
        f"Write it into a file and give --dsn-file FILE, or set {DSN}.",
    )


def _read(file: Path) -> str:
    return office_directory.text_of(file, "how the database is reached")


def _migrated(owner: str, dsn: str) -> tuple[str, str]:
    """Bring the database up, and let the user of the office in; return the step before and after."""
    from showsafe.adapters.postgres import migrate  # noqa: PLC0415 - only where it is used

    before = migrate.schema_state(owner)
    user = office_directory.user_of(dsn)
    # One user for both, as on a machine to try it out, has every right already.
    migrate.upgrade(owner, login="" if user == office_directory.user_of(owner) else user)
    return before.revision, migrate.schema_state(owner).revision


for each in (
    office_serve.serve,
    office_units.production,
    office_units.unit,
    office_roles.role,
    office_roles.access,
    office_verify.verify,
):
    office.add_command(each)
