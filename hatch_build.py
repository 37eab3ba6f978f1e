"""Lets no wheel and no source archive be built without the web app: a node without its screens is no node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/showsafe/entrypoints/http/web/index.html")


class WithTheApp(BuildHookInterface[Any]):
    """Looks for the built app before anything is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's own form
        """Stop where the app is missing; an install for working on the sources may go without."""
        if version != "editable" and not (Path(self.root) / BUILT).is_file():
            raise RuntimeError("The web app is not built, and nothing is packed without it. Run: make setup")
