"""A demonstration production in the middle of its shooting day, to look at the set before it is one's own."""

from __future__ import annotations

from showsafe.entrypoints.demo_set.inviting import invite as invite
from showsafe.entrypoints.demo_set.making import UNIT as UNIT
from showsafe.entrypoints.demo_set.making import prepare as prepare
