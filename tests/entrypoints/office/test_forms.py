"""What people of the office say by its forms: who answers, what came of it, and whose two claims are."""

from __future__ import annotations

from typing import Any

from showsafe.application.facts.values import CONCERN, Asked
from showsafe.ledger.archive import Branch
from tests.entrypoints.office.offices import Answered, Browser, Served

NORTH = frozenset({"north"})


def sent(served: Served, browser: Browser, path: str, **fields: str) -> Answered:
    """Send a form with its token; a line in a name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return browser.post(path, {"token": served.token(browser), **named})


def last(served: Served) -> Any:  # noqa: ANN401 - a line of the log
    """Return the last record of the office."""
    return next(iter(served.office.log.lines(served.office.log.store.size(), 1)))


def concern(served: Served, production: str) -> dict[str, str]:
    """Return an open concern of a production as a form names it."""
    asked = Asked(kinds=(CONCERN,), production=production)
    found = next(iter(served.office.facts.lines(frozenset({production}), asked)))
    return {"origin": found.origin, "kind": CONCERN, "key": found.line.key}


def test_who_answers_is_named_by_whoever_sees_it(served: Served) -> None:
    """It stands on the page as the word of the office, and in its log; a custodian names nobody."""
    path, about = "/productions/north/matters/owner", concern(served, "north")
    producer = served.browser("producer")
    assert sent(served, producer, path, **about, owner="yan").status == 303
    assert (last(served).kind, last(served).act["owner"], last(served).by) == (
        "owner-named",
        "yan",
        "producer",
    )
    page = producer.get("/productions/north/matters").text
    assert "named by the office" in page
    assert sent(served, served.browser("custodian"), path, **about, owner="eve").status == 404


def test_a_matter_of_another_production_is_not_there(served: Served) -> None:
    """Whatever origin a form names, only those of the production in the address are meant."""
    size, about = served.office.log.store.size(), concern(served, "south")
    producer = served.browser("producer")
    answer = sent(served, producer, "/productions/north/matters/owner", **about, owner="yan")
    assert answer.status == 404
    for kind in ("weapon", "branch", ""):
        wrong = {**concern(served, "north"), "kind": kind}
        assert sent(served, producer, "/productions/north/matters/owner", **wrong, owner="yan").status in (
            400,
            404,
        )
    assert served.office.log.store.size() == size


def test_what_a_record_of_the_set_closes_is_not_answered_here(served: Served) -> None:
    """A concern is closed on the set; the office says so in one sentence."""
    path, about = "/productions/north/matters/answer", concern(served, "north")
    size = served.office.log.store.size()
    answer = sent(served, served.browser("producer"), path, **about, says="seen")
    assert (answer.status, served.office.log.store.size()) == (400, size)
    assert "facts.closed-by-record" in answer.text


def test_a_refused_branch_is_looked_into(served: Served) -> None:
    """Then it does not alarm any more, and stays as evidence."""
    origin = served.nodes["north"].origin
    kept = Branch(origin, "fork", "Two pasts.", served.clock.now(), seen=b"a\n1\nb\n\n", shown=b"a\n1\nc\n\n")
    number = served.office.archive.keep_branch(kept)
    producer = served.browser("producer")
    assert "refused" in producer.get("/").text
    path = f"/productions/north/witness/{number}"
    assert "Two pasts." in producer.get(path).text
    assert sent(served, served.browser("reader"), f"{path}/answer", says="x").status == 404
    assert sent(served, served.browser("producer-of-south"), f"{path}/answer", says="x").status == 404
    for wrong in ("0", "999999999", "99999999999999999999"):
        elsewhere = f"/productions/north/witness/{wrong}"
        assert producer.get(elsewhere).status == 404
        assert sent(served, producer, f"{elsewhere}/answer", says="x").status == 404
    assert served.browser("safety-of-all").get(f"/productions/south/witness/{number}").status == 404
    assert sent(served, producer, f"{path}/answer", says="The node was restored.").status == 303
    assert last(served).kind == "matter-answered"
    assert "refused, and is kept" not in producer.get("/").text
    assert "Two pasts." in producer.get(path).text


def test_two_claims_are_of_one_person_where_somebody_says_so(served: Served) -> None:
    """By whoever sees people of both; side by side from then on, with who said it; and taken apart again."""
    path = "/productions/north/person"
    page = f"{path}?unit=north-1&id=yan"
    other = {"other_production": "south", "other_unit": "south-1", "other_id": "yan"}
    own = {"unit": "north-1", "id": "yan"}
    safety, producer = served.browser("safety-of-all"), served.browser("producer")
    assert "south-1" not in safety.get(page).text
    size = served.office.log.store.size()
    assert sent(served, producer, f"{path}/join", **own, **other).status == 404
    assert sent(served, safety, f"{path}/join", **own, **{**other, "other_id": "nobody"}).status == 404
    assert sent(served, safety, f"{path}/join", **own, **{**other, "other_unit": "north-1"}).status == 404
    assert served.office.log.store.size() == size
    assert sent(served, safety, f"{path}/join", **own, **other).status == 303
    assert last(served).kind == "persons-joined"
    assert "south-1" in safety.get(page).text
    assert [each.production for each in served.office.log.rows.looks("south", 1)] == ["south"]
    assert "south" not in producer.get(page).text
    assert sent(served, safety, f"{path}/part", **own).status == 303
    assert last(served).kind == "person-parted"
    assert "south-1" not in safety.get(page).text


def test_a_production_is_added_by_its_form(served: Served) -> None:
    """An administrator adds it; what cannot be an id or a title is said in one sentence, and nothing is added."""
    admin = served.browser("adm-1")
    assert sent(served, admin, "/office/productions/add", production="west", title="West <i>").status == 303
    page = admin.get("/office/productions").text
    assert "West &lt;i&gt;" in page
    for wrong in ({"production": "West Side", "title": "x"}, {"production": "w", "title": "a\u202eb"}):
        answer = sent(served, admin, "/office/productions/add", **wrong)
        assert answer.status == 400
        assert "Traceback" not in answer.text
    for word in ("every", "whole-office"):
        # A role in it would be a role in all of them, or of the office.
        assert sent(served, admin, "/office/productions/add", production=word, title="x").status == 400
        assert not served.office.log.rows.has_production(word)
    again = sent(served, admin, "/office/productions/add", production="west", title="West")
    assert "office.production-there" in again.text
