"""What every test run shares: the plugin of the house, and time authorities."""

from __future__ import annotations

pytest_plugins = ["tests.house", "tests.time_authority"]
