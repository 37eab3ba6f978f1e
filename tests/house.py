"""The pytest plugin of the house: every test is a sentence, CI skips nothing, no test leaves the machine.

* A test function without a docstring stops the run before the first test.
* With ``CI`` set, a skipped test counts as failed: a test that cannot run on the reference machine
  would otherwise vanish without anyone noticing.
* A connection to anything but this machine is refused.
* There are two workers more than cores: a third of the time of a worker goes by while it waits, for a browser, a disk
  or a process that is about to be killed.
* Hypothesis has no deadline, since two workers share few cores and a slow moment is no fault of the code;
  in CI it tries the same examples every time, so that a red build can be repeated.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Generator, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings


def in_ci() -> bool:
    """Tell whether this run is the one that decides (the environment variable ``CI``)."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers run tests where nobody says it (``-n auto``)."""
    return cores() + 2


def pytest_configure() -> None:
    """Settle how hypothesis works, the same for every test."""
    settings.register_profile(
        "house",
        deadline=None,
        derandomize=in_ci(),
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("house")


def says_nothing(item: pytest.Item) -> bool:
    """Tell whether a test has no docstring."""
    function = getattr(item, "function", None)
    return function is not None and not (function.__doc__ or "").strip()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stop the run where a test does not say in a sentence what it specifies."""
    silent = sorted({item.nodeid.split("[")[0] for item in items if says_nothing(item)})
    if silent:
        message = "Every test says in its docstring what it specifies. Missing in:\n  "
        raise pytest.UsageError(message + "\n  ".join(silent))


def skip_as_failure(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that keeps the reason; an expected failure stays one."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"Skipped, and in CI nothing may be skipped. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let no test be skipped in CI."""
    report = yield
    if in_ci():
        skip_as_failure(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let no whole module be skipped in CI."""
    report = yield
    if in_ci():
        skip_as_failure(report)
    return report


def on_this_machine(address: object) -> bool:
    """Tell whether a socket address stays on this machine (a path, loopback, or ``localhost``)."""
    if not isinstance(address, tuple) or not address:
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave the machine."""

    def guard(names: Iterable[str]) -> None:
        for name in names:
            original = getattr(socket.socket, name)

            def guarded(self: socket.socket, address: Any, *, _call: Any = original) -> Any:  # noqa: ANN401
                if not on_this_machine(address):
                    message = f"A test tried to reach {address!r}; tests stay on this machine."
                    raise RuntimeError(message)
                return _call(self, address)

            monkeypatch.setattr(socket.socket, name, guarded)

    guard(("connect", "connect_ex"))
