"""A phone, or a television, in the browser of the tests: what a hand does with it, and what it shows."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import BrowserContext, Locator, Page, Response, Route, expect

from showsafe.entrypoints.demo_set import UNIT
from showsafe.ledger.keys import DeviceKey

if TYPE_CHECKING:
    from tests.browser.stage import Stage

TOUCH = {"has_touch": True, "is_mobile": True, "device_scale_factor": 1}
"""How a phone differs from a screen with a mouse."""

_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")

_KEEP_KEY = """async ({ pkcs8, open, secret, unit }) => {
  const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const subtle = globalThis.crypto?.subtle;
  const key = { unit };
  if (subtle) {
    const privateKey = await subtle.importKey("pkcs8", bytes(pkcs8), "Ed25519", false, ["sign"]);
    const publicKey = await subtle.importKey("raw", bytes(open), "Ed25519", true, ["verify"]);
    key.pair = { privateKey, publicKey };
  } else {
    key.secret = bytes(secret);
  }
  const done = (asked) => new Promise((fulfil, fail) => {
    asked.onsuccess = () => fulfil(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const asked = indexedDB.open("showsafe", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("kept");
    asked.result.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
  };
  const store = await done(asked);
  await done(store.transaction("kept", "readwrite").objectStore("kept").put(key, "key"));
  store.close();
}"""
"""What `web/src/core/keys.ts` keeps of a key that was made and enrolled here."""

_SCAN = """(text) => {
  const target = document.activeElement ?? document.body;
  for (const key of [...text, "Enter"]) {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}"""

_FOLLOW = """(path) => {
  const link = Object.assign(document.createElement("a"), { href: path });
  document.body.append(link);
  link.click();
  link.remove();
}"""

_COUNT_TAPS = """addEventListener("click", (event) => {
  const key = event.target.closest?.(".digits") ? "digits" : "taps";
  if (event.isTrusted && event.detail > 0) sessionStorage[key] = Number(sessionStorage[key] ?? 0) + 1;
}, true);"""

_LOSE = """(path) => {
  const before = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    const answer = await before(...asked);
    if (new URL(asked[0], location.href).pathname.endsWith(path)) throw new TypeError("the answer was lost");
    return answer;
  };
}"""

_HOLD_BACK = """(path) => {
  const before = globalThis.fetch;
  const free = new Promise((resume) => { globalThis.letGo = resume; });
  globalThis.fetch = async (...asked) => {
    if (new URL(asked[0], location.href).pathname.endsWith(path)) {
      document.documentElement.dataset.heldBack = "yes";
      await free;
      delete asked[1].signal;
    }
    return before(...asked);
  };
}"""

_KEPT = """() => new Promise((fulfil, fail) => {
  const worker = navigator.serviceWorker;
  if (worker.controller) fulfil();
  worker.addEventListener("controllerchange", () => fulfil());
  setTimeout(() => fail(new Error("no worker keeps the app")), 30000);
})"""

_REFUSED = "addEventListener('securitypolicyviolation', (e) => console.error('refused by the policy: ' + \
e.effectiveDirective + ' ' + e.blockedURI));"


@dataclass(slots=True)
class Phone:
    """One browser profile of its own, with one page."""

    stage: Stage
    name: str
    context: BrowserContext
    page: Page
    has_clock: bool
    complaints: list[str] = field(default_factory=list)
    went_unanswered: list[str] = field(default_factory=list)

    def bring_in(self, key: DeviceKey) -> None:
        """Keep a key on the phone that is enrolled already, as the screen for it would have."""
        self.load("/icon.svg")
        seed = bytes(key.seed)
        sent = {"pkcs8": _PKCS8 + seed, "open": key.public, "secret": seed}
        coded = {name: base64.b64encode(each).decode() for name, each in sent.items()}
        self.page.evaluate(_KEEP_KEY, {**coded, "unit": UNIT})

    def goto(self, path: str = "/") -> None:
        """Go to a screen: within the app where it is open, as by a link; else the address is opened."""
        if self.page.url.startswith(self.stage.url) and self.page.locator("#app header").count():
            self.page.evaluate(_FOLLOW, path)
        else:
            self.load(path)

    def load(self, path: str = "/", **settings: str) -> Response | None:
        """Open an address of the node anew; a ``theme`` or a ``language`` is chosen before, and shown then."""
        if settings:
            self.page.evaluate("(each) => Object.assign(localStorage, each)", settings)
        answer = self.page.goto(self.stage.url + path)
        for name, attribute in (("theme", "data-theme"), ("language", "lang")):
            if name in settings:
                expect(self.page.locator("html")).to_have_attribute(attribute, settings[name])
        return answer

    def sign_in(self, person: str, to: str = "/") -> None:
        """Sign somebody in on the screen: the badge is scanned, then the PIN typed."""
        self.load(f"/sign-in?to={to}")
        pin = self.page.locator("main input[type=password]")
        field = self.page.locator("main input").first
        expect(field).to_be_visible()
        if pin.count() == 0:
            self.scan(self.stage.scene.badges[person])
        pin.fill(self.stage.scene.pins[person])
        pin.press("Enter")
        expect(self.page.locator(".who")).to_have_text(person)
        expect(self.page).not_to_have_url(re.compile("/sign-in"))

    def scan(self, code: str) -> None:
        """Read a code with a scanner that types: faster than fingers, and Enter."""
        self.page.evaluate(_SCAN, code)

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press the button of a name, in the screen rather than in what stands around it."""
        self.page.locator("main, dialog").get_by_role("button", name=name, exact=exact).click()

    def sees(self, text: str) -> None:
        """Wait until a text is to be seen in the screen."""
        expect(self.main.get_by_text(text).first).to_be_visible()

    @property
    def main(self) -> Locator:
        """The screen, without what stands around it."""
        return self.page.locator("main")

    @property
    def taps(self) -> int:
        """How often it was tapped since the profile was opened, digits and counts aside."""
        return int(self.page.evaluate("Number(sessionStorage.taps ?? 0)"))

    def forget_taps(self) -> None:
        """Count from nothing again."""
        self.page.evaluate("sessionStorage.taps = 0")

    def offline(self, away: bool = True) -> None:  # noqa: FBT001, FBT002 - as the browser takes it
        """Take the network away, or give it back."""
        self.context.set_offline(away)

    def keeps_the_app(self) -> None:
        """Wait until the app itself is kept on the phone, so that it opens with no node in reach."""
        self.page.evaluate(_KEPT)

    def lose_answers(self, path: str) -> None:
        """Let the node get what is sent to a path, and the page no answer, until the page is loaded anew."""
        self.page.evaluate(_LOSE, path)

    @contextmanager
    def unanswered(self, path: str) -> Iterator[None]:
        """Let the node be out of reach for what is asked of it at a path, for as long as this lasts."""
        wanted = re.compile(rf"/api/v1/{path}(\?|$)")

        def away(route: Route) -> None:
            self.went_unanswered.append(path)
            route.abort()

        self.page.route(wanted, away)
        yield
        self.page.unroute(wanted)

    def missed(self, path: str) -> None:
        """Wait until something was asked at a path that is out of reach."""
        expect(self.page.locator("main h1")).to_be_visible()
        while path not in self.went_unanswered:
            self.page.wait_for_event("requestfailed")

    def hold_back(self, path: str) -> None:
        """Keep what is sent to a path on its way, until it is let go."""
        self.page.evaluate(_HOLD_BACK, path)

    def has_sent(self) -> None:
        """Wait until something was sent that is held back."""
        expect(self.page.locator("html")).to_have_attribute("data-held-back", "yes")

    def let_go(self) -> None:
        """Let what was held back arrive."""
        self.page.evaluate("letGo()")

    def kept(self, name: str) -> Any:  # noqa: ANN401 - whatever the app keeps
        """Return what the phone keeps under a name; None where nothing is."""
        return self._store("readonly", f"tx.objectStore('kept').get({json.dumps(name)})")

    def outbox(self) -> list[dict[str, Any]]:
        """Return what was not sent yet, in order."""
        return list(self._store("readonly", "tx.objectStore('outbox').getAll()"))

    def put_aside(self, **entry: Any) -> None:  # noqa: ANN401 - whatever the app keeps
        """Have a report wait on the phone, as the app would have kept it."""
        whole = {"path": "reports", "act_id": "0" * 20, "body": {}, **entry}
        self._store("readwrite", f"tx.objectStore('outbox').put({json.dumps(whole)})")

    def _store(self, mode: str, asked: str) -> Any:  # noqa: ANN401 - whatever the app keeps
        return self.page.evaluate(
            f"""() => new Promise((fulfil, fail) => {{
              const opening = indexedDB.open("showsafe");
              opening.onsuccess = () => {{
                const tx = opening.result.transaction(["kept", "outbox"], "{mode}");
                const asked = {asked};
                tx.oncomplete = () => {{ opening.result.close(); fulfil(asked.result ?? null); }};
                tx.onerror = () => fail(tx.error);
              }};
            }})"""
        )

    def close(self) -> None:
        """Switch it off."""
        self.context.close()


def opened(stage: Stage, name: str, options: dict[str, Any], *, clock: bool) -> Phone:
    """Open a profile of its own, in which errors and refusals of the page are noted."""
    context = stage.browser.new_context(**{"locale": "en-GB", "reduced_motion": "reduce", **options})
    context.set_default_timeout(30_000)
    context.add_init_script(_COUNT_TAPS)
    context.add_init_script(_REFUSED)
    if clock:
        context.clock.install(time=stage.clock.now())
    page = context.new_page()
    phone = Phone(stage, name, context, page, clock)
    page.on("pageerror", lambda error: phone.complaints.append(f"{name}: {error}"))
    page.on("console", lambda message: _note(phone, message.type, message.text))
    return phone


def _note(phone: Phone, kind: str, text: str) -> None:
    """Note what a page complains of, other than of answers that are no, networks that are gone, and plain HTTP."""
    expected = ("Failed to load resource", "ERR_", "Cross-Origin-Opener-Policy header has been ignored")
    if kind == "error" and not any(each in text for each in expected):
        phone.complaints.append(f"{phone.name}: {text}")
