"""Whatever somebody sends, the office answers with a sentence: nothing of it is a fault of the program."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from showsafe.entrypoints.http.office.app import PAGES
from tests.entrypoints.office.offices import Served

BAD = (
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e",
    "x" * 3_000,
    "' OR 1=1 --",
    "99999999999999999999",
    "\u0664",
    "<script>alert(1)</script>",
)
NAMES = ("page", "only", "kind", "within", "unit", "id", "record", "before", "then", "language")
QUERIES = ("?&&=&%zz=%&page", "?" + "a=b&" * 2_000, "?id=%ff%fe&unit=%00")


def test_no_address_is_a_fault_of_the_program(served: Served) -> None:
    """Every page with every bad value in every place: an answer, never a 5xx, and nothing of it as markup."""
    wrong = []
    for handler in PAGES:
        path = next(iter(handler.paths)).replace("{number:int}", "1").replace("{name:str}", "office.css")
        if "GET" not in handler.http_methods or handler.opt["route"] in (
            "sign-in-go",
            "sign-in-back",
            "proof",
        ):
            continue
        browser = served.browser("adm-1" if path.startswith("/office/") else "producer")
        own = path.replace("{production:str}", "north")
        values = [quote(bad, safe="") for bad in BAD]
        asked = [own + each for each in QUERIES]
        asked += [f"{own}?{'&'.join(f'{name}={value}' for name in NAMES)}&unit=north-1" for value in values]
        if handler.opt["route"] in ("production", "person"):
            asked += [path.replace("{production:str}", value) for value in values if "%2F" not in value]
        for each in asked:
            served.forget()
            answer = browser.get(each)
            if answer.status >= 500 or b"<script" in answer.body:
                wrong.append((each[:80], answer.status))
    assert wrong == []


def test_no_form_is_a_fault_of_the_program(served: Served) -> None:
    """Every form with every bad value in every field of it."""
    fields = ("to", "role", "production", "title", "owner", "origin", "kind", "key", "says", "unit", "id")
    more = ("other-production", "other-unit", "other-id")
    wrong = []
    for handler in PAGES:
        if "POST" not in handler.http_methods or handler.opt["route"] in ("sign-out", "look"):
            continue
        path = next(iter(handler.paths)).replace("{production:str}", "north").replace("{number:int}", "1")
        browser = served.browser("adm-1" if "/office/" in path else "producer")
        for bad in BAD:
            served.forget()
            sent = dict.fromkeys((*fields, *more), bad)
            for form in (sent, {**sent, "kind": "gap", "production": "north", "other-production": "north"}):
                answer = browser.post(path, {"token": served.token(browser), **form})
                if answer.status >= 500:
                    wrong.append((path, bad[:20], answer.status))
    assert wrong == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "X"])
def test_other_methods_do_nothing(served: Served, method: str) -> None:
    """They are answered in a sentence, and nothing is recorded."""
    browser, size = served.browser("adm-1"), served.office.log.store.size()
    for path in ("/", "/office/roles", "/office/roles/give", "/nothing"):
        assert browser.send(method, path).status < 500
    assert served.office.log.store.size() == size


@pytest.mark.parametrize("cookie", ["", "x", "\x7f", "a" * 4_000, "%00", '"', "=;="])
def test_no_cookie_is_a_fault_of_the_program(served: Served, cookie: str) -> None:
    """A secret that nobody has signs nobody in, and a look that is none is the usual one."""
    browser = served.browser()
    for name in ("__Host-showsafe-office", "__Host-showsafe-sign-in", "showsafe-look"):
        browser.cookies = {name: cookie}
        assert browser.get("/").status == 303
        assert browser.get("/sign-in/back?state=x&code=y").status == 400


def test_a_body_that_is_none_is_refused(served: Served) -> None:
    """Neither a file, nor bytes that are no text, nor one field a thousand times."""
    browser = served.browser("adm-1")
    token = served.token(browser)
    kinds = (
        "multipart/form-data; boundary=x",
        "application/json",
        "",
        "application/x-www-form-urlencoded; charset=x",
    )
    for kind in kinds:
        for body in (b"\xff\xfe", b"token=" + token.encode(), b"a=1&" * 1_000, b"--x\r\n\r\n"):
            answer = browser.send("POST", "/office/roles/give", body, {"content-type": kind})
            assert answer.status in (400, 403), (kind, body[:10])
