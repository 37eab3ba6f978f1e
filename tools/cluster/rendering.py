"""Fills the templates of ``deploy/templates`` for each host of an inventory: one tree of files a host.

The tree of a host lies as it will lie there: ``etc/showsafe-cluster`` with the settings, and, for a host of its own,
``etc/systemd/system`` with the units. What holds a secret has mode 600.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.cluster.inventory import Host, Inventory
from tools.cluster.secrets import USES, kept

TEMPLATES = Path(__file__).parents[2] / "deploy" / "templates"
POSTGRESQL = "/usr/lib/postgresql/15/bin"
_SHOWN, _SECRET, _RUN = 0o644, 0o600, 0o755

# What a host gets for each part that it runs: the template, the file, and who may read it.
FILES: dict[str, tuple[tuple[str, str, int], ...]] = {
    "etcd": (("etcd.yml", "etcd.yml", _SHOWN),),
    "data": (
        ("patroni.yml", "patroni/10-patroni.yml", _SHOWN),
        ("patroni-secrets.yml", "patroni/20-secrets.yml", _SECRET),
        ("guarded-patroni.py", "bin/guarded-patroni", _RUN),
        ("first-time.sh", "bin/first-time", _RUN),
        ("patronictl.sh", "bin/patronictl", _RUN),
        ("pgbackrest.conf", "pgbackrest.conf", _SHOWN),
        ("restore.sh", "bin/restore", _RUN),
    ),
    "proxy": (("haproxy.cfg", "haproxy.cfg", _SHOWN),),
    "repository": (
        ("pgbackrest.conf", "pgbackrest.conf", _SECRET),
        ("backup.sh", "bin/backup", _RUN),
    ),
}
UNITS: dict[str, tuple[str, ...]] = {
    "etcd": ("showsafe-etcd.service",),
    "data": ("showsafe-patroni.service", "showsafe-pgbackrest.service"),
    "proxy": ("showsafe-haproxy.service",),
    "repository": (
        "showsafe-pgbackrest.service",
        "showsafe-backup-full.service",
        "showsafe-backup-full.timer",
        "showsafe-backup-incr.service",
        "showsafe-backup-incr.timer",
    ),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the files are made for: who runs them, and where PostgreSQL's programs are."""

    system_user: str = "postgres"
    postgresql_bin: str = POSTGRESQL


def rendered(
    inventory: Inventory, host: Host, secrets: dict[str, str], setting: Setting
) -> Iterator[tuple[str, str, int]]:
    """Yield every file of a host: its path from the root of that host, its text, and its mode."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (settings of servers, no page of a browser)
    )
    words = _words(inventory, host, setting) | {"secrets": secrets}
    etc = "etc/showsafe-cluster"
    for part in host.runs:
        for template, path, mode in FILES[part]:
            yield f"{etc}/{path}", environment.get_template(f"{template}.j2").render(words), mode
        if not inventory.one_machine:
            for unit in UNITS[part]:
                text = environment.get_template(f"units/{unit}.j2").render(words)
                yield f"etc/systemd/system/{unit}", text, _SHOWN
    if "data" in host.runs:
        for name in ("owner", "office"):
            yield f"{etc}/{name}.password", secrets[name], _SECRET


def _words(inventory: Inventory, host: Host, setting: Setting) -> dict[str, object]:
    votes = tuple(f"{voter.address}:{voter.ports['etcd']}" for voter in inventory.running("etcd"))
    data, proxies = inventory.running("data"), inventory.running("proxy")
    me = {name: getattr(host, name) for name in ("name", "address", "runs", "ports", "root", "links")}
    me |= {name: getattr(host, name) for name in ("etc", "tls", "var", "data", "run", "reached")}
    return {
        "me": me | {"votes": host.votes or votes},
        "cluster": inventory,
        "timing": inventory.timing,
        "postgresql": inventory.postgresql,
        "voters": inventory.running("etcd"),
        "data": data,
        "repositories": inventory.running("repository"),
        "data_networks": sorted({f"{one.address}/32" for one in data}),
        "proxy_networks": sorted({f"{one.address}/32" for one in proxies}),
        "system_user": setting.system_user,
        "postgresql_bin": setting.postgresql_bin,
    }


def write(
    inventory: Inventory, host: Host, keys: Path, secrets: dict[str, str], setting: Setting, out: Path
) -> None:
    """Write the tree of a host below a folder, with its certificate and key."""
    for path, text, mode in rendered(inventory, host, secrets, setting):
        kept(out / path, text.encode(), mode)
    tls = out / "etc" / "showsafe-cluster" / "tls"
    kept(tls / "ca.crt", (keys / "ca.crt").read_bytes(), _SHOWN)
    for use in USES:
        kept(tls / f"{use}.crt", (keys / f"{host.name}-{use}.crt").read_bytes(), _SHOWN)
        kept(tls / f"{use}.key", (keys / f"{host.name}-{use}.key").read_bytes(), _SECRET)


def dsn(inventory: Inventory, place: str, *, port: str = "primary", user: str = "") -> str:
    """Return how clients connect: through every proxy in turn, under the one name that certificates carry.

    ``place`` is the folder with ``ca.crt`` and ``pgpass``; the password itself is not in the text. ``user`` is the
    running office unless it is said. Where writes go, a server that takes none is passed by: just after
    a death the proxy may still lead to the old primary, which is a standby by then.
    """
    proxies = inventory.running("proxy")
    hosts = ",".join(inventory.service for _ in proxies)
    addresses = ",".join(host.address for host in proxies)
    ports = ",".join(str(host.ports[port]) for host in proxies)
    return (
        f"host={hosts} hostaddr={addresses} port={ports} dbname={inventory.database} user={user or inventory.role} "
        f"sslmode=verify-full sslrootcert={place}/ca.crt passfile={place}/pgpass"
        + (" target_session_attrs=read-write" if port == "primary" else "")
    )


def pgpass(secrets: dict[str, str], inventory: Inventory) -> str:
    """Return the password file of a client: of the running office, and of who owns the tables."""
    users = ((inventory.role, "office"), (inventory.owner, "owner"))
    return "".join(f"*:*:{inventory.database}:{role}:{secrets[name]}\n" for role, name in users)
