"""A finished case of an invented accident, to look at what a case is before there is one."""

from __future__ import annotations

from showsafe.entrypoints.demo_case.making import CASE as CASE
from showsafe.entrypoints.demo_case.making import prepare as prepare
