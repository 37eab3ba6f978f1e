"""A real browser makes and uses a passkey: it takes what the node asks for, and the node takes what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession, Page

from showsafe.adapters.certificates.hosts import unit_name
from showsafe.application.access.authenticators import site_of
from showsafe.entrypoints.demo_set import UNIT
from tests.browser.stage import Stage

_MAKE = """async (options) => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({ publicKey })).toJSON();
}"""
_USE = """async (options) => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  try {
    return (await navigator.credentials.get({ publicKey })).toJSON();
  } catch (error) {
    return error.name;
  }
}"""
_A_TOKEN = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def a_page(stage: Stage) -> Iterator[tuple[Page, CDPSession, str]]:
    """Open a page of the node by its name, in a browser with a token that verifies whoever holds it."""
    origin = f"https://{unit_name(UNIT)}:{stage.process.port}"
    stage.process.desk.passkeys.site = site_of(origin)
    context = stage.browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/health")
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": _A_TOKEN})
    try:
        yield page, session, made["authenticatorId"]
    finally:
        context.close()


def sign_in(stage: Stage, page: Page) -> Any:  # noqa: ANN401 - an answer of the client
    """Sign in over the API with what the page answers, and with nobody's badge."""
    cart = stage.hand("bob")
    cart.post("session/end")
    cart.token = ""
    options = cart.post("session/passkey/options").json()
    said = {**cart.signing_in(""), "badge": "", "pin": "", "passkey": page.evaluate(_USE, options)}
    return cart.http.post("/api/v1/session", json=said)


def test_a_browser_makes_a_passkey_and_signs_in_with_it(stage: Stage) -> None:
    """Made in a token after badge and PIN, it signs in on another device, again and again."""
    with a_page(stage) as (page, _, _):
        ann = stage.hand("ann")
        made = page.evaluate(_MAKE, ann.post("passkeys/options").json())
        answer = ann.post("passkeys", {"passkey": made})
        assert answer.status_code == 200, answer.text
        for _ in range(2):
            answer = sign_in(stage, page)
            assert answer.status_code == 200, answer.text
            assert (answer.json()["person"], answer.json()["proof"]) == ("ann", "passkey")
        assert (
            ann.post(f"passkeys/{ann.get('passkeys').json()['passkeys'][0]['id']}/withdrawal").status_code
            == 200
        )
        assert sign_in(stage, page).json()["code"] == "access.passkey-not-proven"


def test_a_browser_turns_away_who_is_not_verified(stage: Stage) -> None:
    """A face that is another's signs nothing: the browser keeps to what the node asks for."""
    with a_page(stage) as (page, session, token):
        ann = stage.hand("ann")
        made = page.evaluate(_MAKE, ann.post("passkeys/options").json())
        assert ann.post("passkeys", {"passkey": made}).status_code == 200
        session.send("WebAuthn.setUserVerified", {"authenticatorId": token, "isUserVerified": False})
        assert page.evaluate(_USE, ann.post("session/passkey/options").json()) == "NotAllowedError"
