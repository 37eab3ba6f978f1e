"""The plugin that guards the test run does what it says, tried on small runs of its own."""

from __future__ import annotations

import socket

import pytest

from tests.house import cores, on_this_machine, pytest_xdist_auto_num_workers

pytest_plugins = ["pytester"]

SKIPS = '''
import pytest

def test_sometimes():
    """It cannot run here."""
    pytest.skip("no such disk")
'''


def outcomes(pytester: pytest.Pytester, source: str) -> tuple[pytest.RunResult, dict[str, int]]:
    """Run one small test file under the plugin, in this process, and return its outcomes."""
    pytester.makepyfile(source)
    result = pytester.runpytest_inprocess("-p", "tests.house", "-p", "no:xdist", "-p", "no:cacheprovider")
    return result, result.parseoutcomes()


def test_silent_test_stops_the_run(pytester: pytest.Pytester) -> None:
    """A test without a docstring stops the run and is named."""
    result, counts = outcomes(pytester, "def test_mute():\n    assert True\n")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "test_mute" in "\n".join(result.errlines + result.outlines)
    assert "passed" not in counts


def test_two_workers_more_than_cores() -> None:
    """While a worker waits for a browser or a disk, another one has the core."""
    assert pytest_xdist_auto_num_workers() == cores() + 2 >= 3


def test_skip_fails_in_ci(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """In CI a skipped test fails, and its reason is shown."""
    monkeypatch.setenv("CI", "true")
    result, counts = outcomes(pytester, SKIPS)
    assert counts == {"failed": 1}
    result.stdout.fnmatch_lines(["*nothing may be skipped*no such disk*"])


def test_skipped_module_fails_in_ci(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """In CI a module that skips itself while it is read counts as an error."""
    monkeypatch.setenv("CI", "true")
    result, counts = outcomes(pytester, "import pytest\npytest.importorskip('no_such_package_here')\n")
    assert result.ret != pytest.ExitCode.OK
    assert "errors" in counts


def test_skip_is_a_skip_elsewhere(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside CI a skipped test stays a skip."""
    monkeypatch.delenv("CI", raising=False)
    _, counts = outcomes(pytester, SKIPS)
    assert counts == {"skipped": 1}


def test_expected_failure_is_no_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """In CI a failure that was announced as expected stays one."""
    monkeypatch.setenv("CI", "true")
    source = '''
import pytest

@pytest.mark.xfail(strict=True)
def test_known():
    """It is known to fail."""
    assert False
'''
    _, counts = outcomes(pytester, source)
    assert counts == {"xfailed": 1}


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        (("127.0.0.1", 80), True),
        (("127.3.2.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("/run/some.socket", True),
        (("192.0.2.7", 80), False),
        (("example.org", 80), False),
        (("2001:db8::1", 80, 0, 0), False),
    ],
)
def test_address_is_judged(address: object, stays: bool) -> None:  # noqa: FBT001
    """Loopback and local sockets are this machine; every other address is not."""
    assert on_this_machine(address) is stays


def test_leaving_the_machine_is_refused() -> None:
    """A test that connects to another machine fails before a byte is sent."""
    with socket.socket() as reached, pytest.raises(RuntimeError, match="stay on this machine"):
        reached.connect(("192.0.2.7", 80))
