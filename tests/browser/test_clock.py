"""A phone whose clock is hours off: what is said there has the time of the node, and the ages are right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Stage

HOURS = timedelta(hours=3)


@pytest.mark.parametrize("off", [HOURS, -HOURS], ids=["ahead", "behind"])
def test_ages_are_those_of_the_node(stage: Stage, off: timedelta) -> None:
    """What was looked into a minute ago was looked into a minute ago, whatever the phone thinks the time is."""
    stage.clock.advance(-60)
    stage.check("pump-shotgun", "pat")
    stage.clock.advance(60)
    phone = stage.stranger()
    phone.context.clock.install(time=stage.clock.now() + off)
    phone.goto("/")
    expect(phone.page.locator(".banner", has_text="180 minutes")).to_be_visible()
    expect(phone.page.locator("[data-weapon=pump-shotgun]")).to_contain_text("1 minute ago")
