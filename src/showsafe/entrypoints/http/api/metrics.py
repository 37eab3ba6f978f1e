"""Counters for whoever looks after the node, in the text form of Prometheus. None of them counts a person."""

from __future__ import annotations

from collections import Counter
from threading import Lock


class Metrics:
    """How many requests there were, by route and status, and how long they took together."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment] # counts of seconds have parts

    def text(self, gauges: dict[str, int]) -> str:
        """Return everything, with what stands at this moment."""
        lines = []
        for name, value in sorted(gauges.items()):
            lines += [f"# TYPE showsafe_{name} gauge", f"showsafe_{name} {value}"]
        with self._lock:
            lines.append("# TYPE showsafe_requests_total counter")
            lines += [
                f'showsafe_requests_total{{route="{route}",status="{status}"}} {count}'
                for (route, status), count in sorted(self._requests.items())
            ]
            lines.append("# TYPE showsafe_request_seconds_total counter")
            lines += [
                f'showsafe_request_seconds_total{{route="{route}"}} {seconds:.6f}'
                for route, seconds in sorted(self._seconds.items())
            ]
        return "\n".join(lines) + "\n"
