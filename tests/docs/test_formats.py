"""The pages on formats are complete, and what they show was made by the code."""

from __future__ import annotations

import re
import tomllib

import pytest

from showsafe.application.keys import KEYS
from showsafe.application.scenario import file
from showsafe.application.scenario.run import Numbered, Telling
from showsafe.bootstrap import rules_of
from showsafe.domain import words
from showsafe.domain.acts import BY_THE_NODE, KINDS
from tests.docs import format_pages
from tests.docs.rule_pages import blocks

PAGE = format_pages.SCENARIO.read_text("utf-8")
RECORD = format_pages.RECORD.read_text("utf-8")
AGAIN = "the code has changed: run `python -m tests.docs.format_pages`, then read the words around it again"
GROUPS = {
    "keys of acts": tuple(KEYS),
    "the head": file.HEAD,
    "steps": (*file.STEP_OWN, "harm"),
    "what is given": tuple(file.GIVEN),
    "people": file.PERSON,
    "weapons": tuple(file.WEAPON),
    "lots": file.LOT,
    "roles": words.ROLES,
    "classes": words.WEAPON_CLASSES,
    "actions": words.ACTIONS,
    "kinds of rounds": words.LOT_KINDS,
    "states of lots": words.LOT_STATES,
    "sizes of blanks": words.BLANK_SIZES,
    "tests of rounds": words.PROOF_METHODS,
    "credentials": words.CREDENTIALS,
    "looks": words.LOOKS,
    "doors": file.DOORS,
    "reserved acts": words.RESERVED_ACTS,
}


@pytest.mark.parametrize("group", GROUPS)
def test_the_page_on_scenarios_names_every_key_and_word(group: str) -> None:
    """Every key that a scenario file may have, and every word with a list of its own, stands on the page."""
    written = set(re.findall(r"`\"?([^`\"\s]+)\"?`", PAGE))
    assert set(GROUPS[group]) - written == set()


def test_every_key_of_acts_has_its_line() -> None:
    """Every key of an act is explained in the table of keys, and the table explains no other."""
    table = PAGE.partition("## Keys of acts\n")[2].partition("\nOn a line")[0]
    first = [row.split(" | ")[0] for row in table.splitlines() if row.startswith("| `")]
    assert {key for cell in first for key in re.findall(r"`(\w+)`", cell)} == set(KEYS)


def test_the_table_of_acts_is_that_of_the_code() -> None:
    """Every act that a person may ask or report stands in the table, as the code has it."""
    assert blocks(PAGE) == format_pages.made_scenario(), AGAIN


def test_no_act_of_the_program_is_offered_to_people() -> None:
    """Acts that only the program records are not in the table."""
    table = blocks(PAGE)["acts"]
    named = set(re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE))
    assert named == set(KINDS) - set(BY_THE_NODE)


def test_the_scenario_on_the_page_is_one() -> None:
    """The file that the page shows can be read, and the rules answer as it expects."""
    source = PAGE.partition("```toml\n")[2].partition("```")[0]
    assert tomllib.loads(source)["id"] == "one-dummy-too-few"
    scenario = file.read("page.toml", source.encode())
    rules = rules_of(scenario.profile)
    telling = Telling(scenario, rules, Numbered(rules))
    telling.begin()
    assert [step.missed for step in telling.steps()] == [()]


def test_the_record_on_the_page_was_made_by_the_code() -> None:
    """The record that the page shows is, to the byte, what the code writes."""
    assert blocks(RECORD) == format_pages.made_record(), AGAIN


def test_every_field_of_a_record_is_on_its_page() -> None:
    """Every field of the body and of a second person's word has its line on the page, also those of some records."""
    lines = RECORD.partition("## The body\n")[2].partition("\nTimes are")[0].splitlines()
    first = [row.split(" | ")[0] for row in lines if row.startswith("| `")]
    named = {field for cell in first for field in re.findall(r"`(\w+)`", cell)}
    some = {"asked", "attachments", "proof", "completes", "did", "second", "unprotected"}
    assert named == {*format_pages.body(), *some, "says", "waited_ms"}
