"""The page of the API: every route from the schema that the node shows, with who may, from the one table.

``python -m tests.docs.api_pages`` writes the made part again, after a change of a route.
"""

from __future__ import annotations

from collections.abc import Iterable

import httpx

from showsafe.application.access import table
from showsafe.domain import words
from tests.docs.rule_pages import ROOT, rewritten
from tests.entrypoints.api.sets import serving

PAGE = ROOT / "docs" / "api.md"
NAMED = (
    (table.ANYBODY, "everybody, without a sign-in too"),
    (table.ALL, "every role"),
    (table.OFFICE, "the office"),
    (table.SAFETY, "the safety advisor"),
    (table.DEPARTMENT, "the weapons department"),
    (table.FLOOR, "the 1st AD"),
    (table.STUNTS, "the stunt coordinator"),
)
"""Groups of roles as the page names them; a group of more roles is named by these."""


def made() -> dict[str, str]:
    """Return what the made part of the page has to be."""
    with serving() as served:
        schema = httpx.get(f"{served.url}/schema/openapi.json", timeout=30).json()
    rows = [
        _row(f"{method.upper()} {path}", said)
        for path, item in schema["paths"].items()
        for method, said in item.items()
    ]
    head = ("| route | what it shows or does | who may |", "|---" * 3 + "|")
    order = {route: place for place, route in enumerate(table.ROUTES)}
    rows.sort(key=lambda row: order[row[0]])
    return {"routes": "\n".join((*head, *(row[1] for row in rows), ""))}


def _row(route: str, said: dict[str, str]) -> tuple[str, str]:
    does = " ".join(said.get("description", said.get("summary", "")).split()).replace("|", "\\|")
    return route, f"| `{route}` | {does} | {who(table.ROUTES[route])} |"


def who(roles: Iterable[str]) -> str:
    """Return a set of roles in words: by the largest groups that fit into it, and what is left by its names."""
    left = set(roles)
    for group, name in NAMED[:2]:
        if left == group:
            return name
    found = []
    for group, name in NAMED[2:]:
        if group <= left:
            found.append(name)
            left -= group
    found.extend(role for role in words.ROLES if role in left)
    return ", ".join(found)


def main() -> None:
    """Write the page again."""
    PAGE.write_text(rewritten(PAGE.read_text("utf-8"), made()), "utf-8")


if __name__ == "__main__":
    main()
