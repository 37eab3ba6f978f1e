"""Signing in at the office, from end to end, and what stands around every answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from showsafe.adapters.postgres.private import PrivateServer
from showsafe.application.office.words import KEYBOARD, OFFICE
from showsafe.entrypoints.http.api.limits import Buckets, Rate
from showsafe.entrypoints.http.office.app import PAGES
from showsafe.entrypoints.http.office.words import texts
from showsafe.errors import Unusable
from tests.entrypoints.office.offices import ADDRESS, Answered, Browser, Served, furnish, office_in
from tests.openid_provider import OpenIdProvider, provider
from tests.postgres import database

SESSION, WAY = "__Host-showsafe-office", "__Host-showsafe-sign-in"


class Stays(HTTPRedirectHandler):
    """Follows nothing, so that a test sees where it was sent."""

    def redirect_request(self, *_: object) -> None:
        """Go nowhere."""


@pytest.fixture(scope="module")
def studio(postgres_server: PrivateServer) -> Iterator[tuple[Served, OpenIdProvider]]:
    """Return an office, and the provider at which its people sign in."""
    with provider() as login, database(postgres_server) as made, office_in(made.dsn, login.url) as one:
        login.clock = lambda: one.clock.now().timestamp()
        log = one.office.log
        log.say("give-role", KEYBOARD, role="administrator", to="adm-1", production=OFFICE, through=KEYBOARD)
        yield one, login


def at_provider(url: str) -> str:
    """Sign in at the provider, and return the path that the browser comes back to."""
    with pytest.raises(Exception, match="303") as sent:
        build_opener(Stays()).open(url, timeout=10)
    sent.value.close()  # type: ignore[attr-defined] # the answer of urllib
    where: str = sent.value.headers["Location"]  # type: ignore[attr-defined] # as above
    assert where.startswith(f"{ADDRESS}/sign-in/back?")
    return where.removeprefix(ADDRESS)


def signed_in(browser: Browser, path: str = "/sign-in/go") -> Answered:
    """Go to the provider and come back."""
    return browser.get(at_provider(browser.get(path).headers["location"]))


def kinds(served: Served) -> list[str]:
    """Return what the office's log says, in order."""
    size = served.office.log.store.size()
    return [line.kind for line in served.office.log.lines(size, size)][::-1]


def test_somebody_signs_in_and_out(studio: tuple[Served, OpenIdProvider]) -> None:
    """They come back to where they were going; both are on record, and the cookie is worth nothing afterwards."""
    served, login = studio
    login.subject, login.name = "adm-1", "Ada <b>"
    browser = served.browser()
    away = browser.get("/office/roles")
    assert (away.status, away.headers["location"]) == (303, "/sign-in?then=%2Foffice%2Froles")
    page = browser.get(away.headers["location"])
    assert "/sign-in/go?then=%2Foffice%2Froles" in page.text
    back = signed_in(browser, "/sign-in/go?then=%2Foffice%2Froles")
    assert (back.status, back.headers["location"]) == (303, "/office/roles")
    shown = browser.get("/office/roles")
    assert shown.status == 200
    assert "Ada &lt;b&gt;" in shown.text
    before = dict(browser.cookies)
    out = browser.post("/sign-out", {"token": served.token(browser)})
    assert (out.status, out.headers["location"]) == (303, "/sign-in")
    browser.cookies = before
    assert browser.get("/office/roles").status == 303
    assert kinds(served)[-2:] == ["signed-in", "signed-out"]


def test_cookies_are_kept_to_this_host(studio: tuple[Served, OpenIdProvider]) -> None:
    """Over TLS alone, out of reach of scripts, and not sent along from other sites with anything that changes."""
    served, _ = studio
    browser = served.browser()
    answer = browser.get("/sign-in/go")
    back = browser.get(at_provider(answer.headers["location"]))
    for jar, name in ((answer.cookies, WAY), (back.cookies, SESSION)):
        cookie = jar[name]
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "/",
            "",
        )
        assert cookie["samesite"].lower() == "lax"
        assert len(cookie.value) >= 43


def test_a_sign_in_belongs_to_one_browser_and_one_use(studio: tuple[Served, OpenIdProvider]) -> None:
    """What comes back in another browser, or a second time, signs nobody in."""
    served, _ = studio
    browser, other = served.browser(), served.browser()
    where = at_provider(browser.get("/sign-in/go").headers["location"])
    other.get("/sign-in/go")
    way = dict(browser.cookies)
    for strange in (served.browser(), other):
        answer = strange.get(where)
        assert answer.status == 400
        assert SESSION not in strange.cookies
        assert "signin.not-begun-here" in answer.text
    assert browser.get(where).status == 303
    browser.cookies = way
    assert browser.get(where).status == 400


def test_nobody_is_in_before_that_is_on_record(
    studio: tuple[Served, OpenIdProvider], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the log cannot be written, nobody is signed in."""
    served, _ = studio
    browser = served.browser()
    where = at_provider(browser.get("/sign-in/go").headers["location"])

    def full(*_: object, **__: object) -> None:
        raise Unusable("postgres.full", "The disk of the database is full.", "Make room.")

    monkeypatch.setattr(served.office.log.store, "append", full)
    answer = browser.get(where)
    assert answer.status == 503
    assert SESSION not in browser.cookies


def test_a_sign_in_leads_to_this_office_alone(studio: tuple[Served, OpenIdProvider]) -> None:
    """Whatever address somebody was sent with, they come to a page of the office."""
    served, _ = studio
    for then in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:1",
        "/a%0d%0aX:%201",
        "",
    ):
        assert signed_in(served.browser(), f"/sign-in/go?then={then}").headers["location"] == "/"


def test_the_provider_is_told_what_it_has_to_know(studio: tuple[Served, OpenIdProvider]) -> None:
    """The code flow with PKCE, a state and a nonce that are never used twice, and no more than an id and a name."""
    served, login = studio
    sent = [
        parse_qs(urlsplit(served.browser().get("/sign-in/go").headers["location"]).query) for _ in range(3)
    ]
    for name in ("state", "nonce", "code_challenge"):
        assert len({each[name][0] for each in sent}) == 3
        assert all(len(each[name][0]) >= 43 for each in sent)
    assert sent[0]["scope"] == ["openid profile"]
    assert login.subject not in str(sent)


@pytest.fixture(scope="module")
def served(postgres_server: PrivateServer) -> Iterator[Served]:
    """Return a furnished office."""
    with database(postgres_server) as made, office_in(made.dsn) as one:
        furnish(one)
        yield one


FORMS = [
    next(iter(each.paths)).replace("{production:str}", "north").replace("{number:int}", "1")
    for each in PAGES
    if "POST" in each.http_methods
]
LOOK = "/look"


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_another_page_changes_nothing(served: Served, path: str) -> None:
    """Without its token, with one of another session, from another site or origin, or not as a form."""
    browser, other = served.browser("adm-1"), served.browser("adm-1")
    if path.startswith("/productions/"):
        browser, other = served.browser("producer"), served.browser("producer")
    right = {"token": served.token(browser)}
    size = served.office.log.store.size()
    tries: list[tuple[dict[str, str], dict[str, str]]] = [
        (right, {"sec-fetch-site": "cross-site"}),
        (right, {"sec-fetch-site": "same-site"}),
        (right, {"origin": "https://evil.example"}),
        (right, {"origin": "null"}),
        (right, {"origin": "http://office.studio.example"}),
        (right, {"host": "evil.example"}),
        (right, {"content-type": "text/plain"}),
    ]
    if path != LOOK:
        tries += [({}, {}), ({"token": served.token(other)}, {}), ({"token": ""}, {})]
    for fields, headers in tries:
        answer = browser.post(path, fields, headers)
        assert answer.status == 403, (fields, headers)
        assert "office.other-site" in answer.text
    assert served.office.log.store.size() == size


def test_every_answer_has_its_headers(served: Served) -> None:
    """Pages, errors, styles and what is not there: nothing is kept, framed, guessed, scripted or loaded elsewhere."""
    browser = served.browser("producer")
    for path in ("/", "/sign-in", "/nothing", "/productions/south", "/styles/office.css", "/health"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert headers["cache-control"] == ("no-cache" if path.startswith("/styles") else "no-store")
        assert "server" not in headers


def test_no_page_has_a_script_or_a_style_in_it(served: Served) -> None:
    """Everything works without them, and the policy of the pages would not let them in."""
    for who in ("producer", "adm-1"):
        browser = served.browser(who)
        for handler in PAGES:
            path = next(iter(handler.paths)).replace("{production:str}", "north")
            if "GET" in handler.http_methods and "{" not in path:
                text = browser.get(path).text.lower()
                assert "<script" not in text
                assert "<style" not in text
                assert " style=" not in text
                assert "javascript:" not in text


def test_who_asks_too_often_waits(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """From one address, and nobody else for it; what a stranger says of where they come from counts for nothing."""
    monkeypatch.setattr(served.office, "addresses", Buckets(Rate(5, 0.001)))
    flood = served.browser()
    answers = [flood.get("/styles/tokens.css", {"x-forwarded-for": f"192.0.2.{n}"}) for n in range(6)]
    assert [each.status for each in answers] == [200] * 5 + [429]
    assert answers[-1].headers["retry-after"] == "5"
    assert served.browser().get("/styles/tokens.css").status == 200


def test_a_proxy_of_our_own_says_who_asks(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last address of its header counts, which the proxy itself wrote; one that is none is the proxy's own."""
    proxied = replace(served.office.settings, proxies=("10.0.0.1",))
    monkeypatch.setattr(served.office, "settings", proxied)
    monkeypatch.setattr(served.office, "addresses", Buckets(Rate(2, 0.001)))
    browser = served.browser()
    browser.client = "10.0.0.1"
    said = [
        "192.0.2.1, 198.51.100.1",
        "192.0.2.2, 198.51.100.1",
        "192.0.2.3, 198.51.100.1",
        "198.51.100.2",
        "x",
        "",
    ]
    answers = [browser.get("/styles/tokens.css", {"x-forwarded-for": each}).status for each in said]
    assert answers == [200, 200, 429, 200, 200, 200]


def test_too_large_a_form_is_refused(served: Served) -> None:
    """Before it is read to its end."""
    browser = served.browser("adm-1")
    answer = browser.post("/office/roles/give", {"token": served.token(browser), "to": "x" * 20_000})
    assert answer.status == 413
    assert "http.too-large" in answer.text


def test_the_look_is_kept(served: Served) -> None:
    """Language and light of one's own choice, on every page from then on, also before anybody signs in."""
    browser = served.browser()
    assert (
        browser.get("/sign-in", {"accept-language": "es-MX,es;q=0.9"}).text.count("Entrar con el estudio")
        == 1
    )
    answer = browser.post("/look", {"language": "es", "theme": "night", "then": "/sign-in"})
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in")
    page = browser.get("/sign-in").text
    assert '<html lang="es-MX" data-theme="night">' in page
    browser.post("/look", {"language": "xx", "theme": "loud", "then": "//evil.example"})
    assert '<html lang="en-GB">' in browser.get("/sign-in").text


def test_both_languages_say_the_same_things() -> None:
    """Every text of one is in the other with the same values in it; Spanish alone has words for what English sends."""
    english, spanish = texts("en"), texts("es")
    own = {"says", "now", "reason", "role", "contents", "grey", "branch-says", "where"}
    assert set(english) - set(spanish) == set()
    assert {key for key in set(spanish) - set(english) if key.split(".")[0] not in own} == set()
    for key, text in english.items():
        assert sorted(part.split("}")[0] for part in text.split("{")[1:]) == sorted(
            part.split("}")[0] for part in spanish[key].split("{")[1:]
        ), key


def test_how_well_the_office_is(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever watches it is told, under any name of this machine, and nobody is named."""
    browser = served.browser()
    browser.host = "10.0.0.7:7390"
    well = browser.get("/health")
    assert (well.status, b'"ok":true' in well.body) == (200, True)

    def away() -> bool | None:
        raise Unusable("postgres.unreachable", "The database cannot be reached.", "Wait.")

    for answer, code in ((away, b"postgres.unreachable"), (lambda: None, b"postgres.read-only")):
        monkeypatch.setattr(served.office.facts, "lone_primary", answer)
        ill = browser.get("/health")
        assert (ill.status, code in ill.body, ill.headers["retry-after"]) == (503, True, "5")


def test_the_way_in_and_out_needs_no_database(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign-in, styles, the look of pages and the way out are there while it is away; pages say that it is."""

    def away(*_: object, **__: object) -> None:
        raise Unusable("postgres.unreachable", "The office's database cannot be reached.", "Try again.")

    browser = served.browser("producer")
    token = served.token(browser)
    for name in ("row", "rows", "size", "append", "frontier"):
        monkeypatch.setattr(served.office.log.store, name, away)
    for path, status in (("/", 503), ("/sign-in", 200), ("/styles/office.css", 200), ("/people", 503)):
        assert browser.get(path).status == status
    assert browser.post("/look", {"theme": "night"}).status == 303
    assert browser.post("/sign-out", {"token": token}).status == 303
    assert browser.get("/sign-in").status == 200
    assert browser.get("/").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(("lone", "banner"), [(True, "stands alone"), (None, "second copy"), (False, "")])
def test_a_lone_primary_says_so_on_every_page(
    served: Served, monkeypatch: pytest.MonkeyPatch, lone: object, banner: str
) -> None:
    """Where the database takes writes that nothing confirms, and where nobody can say so."""
    monkeypatch.setattr(served.office.facts, "lone_primary", lambda: lone)
    for who in ("producer", "adm-1"):
        browser = served.browser(who)
        for path in ("/", "/witness", "/nothing-here"):
            served.office.forget()
            text = browser.get(path).text
            assert ('class="banner' in text) == bool(banner)
            assert banner in text
