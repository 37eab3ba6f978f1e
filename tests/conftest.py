"""What every test run shares: the plugin of the house."""

from __future__ import annotations

pytest_plugins = ["tests.house"]
