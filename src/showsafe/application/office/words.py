"""What tells the records of the office's own log from those of a set: its ledger is the same, its rules are its own."""

from __future__ import annotations

PROFILE = "office"
"""The profile that the opening of the office's log names: no set is run by it."""

SCOPE = "office"
"""The scope of the office's own records; those of the node about its ledger have the scope of a set."""

RULEBOOK = "office@1"
"""The edition of the rules that a record of the office names."""

KEYBOARD = "keyboard"
"""Who says something at the office's own keyboard where nobody can be named: only the first administrator is."""

OFFICE = ""
"""What stands in the place of a production where the whole office is meant."""

EVERY = "*"
"""What stands in the place of a production in a role that holds in every one of them."""

WHOLE = "whole-office"
"""What whole office is called where a person gives it, in a form or on a line."""
