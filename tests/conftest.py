"""What every test run shares: the plugin of the house, time authorities, and the sum of all faults."""

from __future__ import annotations

pytest_plugins = ["tests.house", "tests.time_authority", "tests.postgres", "tests.faults.summary"]
