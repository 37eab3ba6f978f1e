"""Every route, driven by a program that knows nothing of this one but the schema that the node shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from showsafe.books.kinds import SORTS
from showsafe.entrypoints.http.api.front import Config
from showsafe.entrypoints.http.api.limits import Rate, Rates
from showsafe.entrypoints.http.api.shelf import Shelf
from tests.books import ready
from tests.entrypoints.api.sets import serving

FAST = Rate(10**9, 10**9)
OPEN = Config(secure=False, rates=Rates(FAST, FAST, FAST, FAST))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
ENDLESS = "/api/v1/events"
ENDING = "/api/v1/session/end"


@pytest.mark.slow
@pytest.mark.parametrize("role", ["producer", "armorer", ""])
def test_no_route_fails_or_answers_what_its_schema_does_not_say(role: str, tmp_path: Path) -> None:
    """As the office, as a custodian, as a stranger: no 5xx, and no status, type or shape outside of the schema.

    Values at the edges are tried as the office alone, which reaches most: they are the schema's, and no role's.
    """
    books = {name: ready.book(name) for name in SORTS}
    with serving(OPEN, shelf=Shelf(given=books)) as served:
        headers = []
        if role:
            phone = served.phone()
            assert phone.sign_in(role).status_code == 200
            headers = [
                f"Cookie: showsafe={phone.http.cookies['showsafe']}",
                f"X-Showsafe-Token: {phone.token}",
            ]
        done = subprocess.run(
            [
                str(Path(sys.prefix, "bin", "schemathesis")),
                "run",
                f"{served.url}/schema/openapi.json",
                *(part for header in headers for part in ("--header", header)),
                *("--exclude-path", ENDLESS, "--exclude-path", ENDING),
                *(
                    "--phases",
                    "coverage,fuzzing" if role == "producer" else "fuzzing",
                    "--max-examples",
                    "2",
                    "--seed",
                    "1",
                    "--checks",
                    CHECKS,
                ),
                *("--request-timeout", "30", "--no-color"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:]
    assert " passed" in done.stdout
