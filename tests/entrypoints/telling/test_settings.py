"""Adding and removing whom to tell: somebody of the office answers, and only the office lets names leave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from showsafe.adapters import telling_file
from showsafe.application.telling.topics import TOPICS
from showsafe.entrypoints.telling import settings
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.outbox import ASIDE, Mark
from tests.entrypoints.telling.sets import NOBODY_THERE, URL, add, telling

MAIL = {
    "kind": "mail",
    "url": "",
    "host": "mail.example.org",
    "from": "set@example.org",
    "to": "office@example.org",
}


def mail(**said: str) -> dict[str, str]:
    """Return the words of a mail destination."""
    return {key: value for key, value in {**MAIL, **said}.items() if value}


def test_what_is_added_is_told_from_the_next_record_on(data: Path) -> None:
    """A destination hears of what comes after it, and one that is removed of nothing more; what waited is set aside."""
    with telling(data, adds=False) as here:
        here.stop()
        add(here.unit, here.path)
        here.end.answers = NOBODY_THERE
        number = here.stop()
        here.tell()
        assert here.waiting == [number]
        done = settings.done(here.unit, here.path, {"do": settings.REMOVE, "name": "board", "by": "producer"})
        assert (done["waited"], here.waiting, here.aside) == (1, [], [number])
        here.stop()
        assert (here.waiting, here.aside) == ([], [number])
        assert telling_file.secrets_of(here.path) == {}
        assert here.teller.destinations() == ()


def test_a_key_is_made_once_and_shown_once(data: Path) -> None:
    """A hook without a key gets one, which stands in the file of secrets alone; a given one is not shown again."""
    with telling(data, adds=False) as here:
        made = add(here.unit, here.path)["key"]
        assert made.startswith("whsec_")
        assert telling_file.secrets_of(here.path)["board"] == {"url": URL, "key": made}
        assert add(here.unit, here.path, secret=made)["record"] == 0


def test_a_name_that_is_taken_stays_what_it_is(data: Path) -> None:
    """Another destination or key under a name that somebody has is refused, unless --replace is said."""
    with telling(data, adds=False) as here:
        made = add(here.unit, here.path)["key"]
        for said in ({}, {"topics": "stop"}, {"url": "https://elsewhere.example.org/hook", "secret": made}):
            with pytest.raises(WrongInput) as found:
                add(here.unit, here.path, **said)
            assert (found.value.code, "hook at" in found.value.says) == ("telling.name-taken", True)
        assert telling_file.secrets_of(here.path)["board"] == {"url": URL, "key": made}
        other = add(here.unit, here.path, topics="stop", replace="yes")
        assert (bool(other["record"]), other["key"] in ("", made)) == (True, False)
        assert [each.topics for each in here.teller.destinations()] == [("stop",)]


def test_mail_with_and_without_a_password(data: Path) -> None:
    """STARTTLS and its port where nothing else is said; a password is kept as a secret."""
    with telling(data, adds=False) as here:
        shown = add(here.unit, here.path, "office", **mail(user="set", secret="word", topics="stop"))["shown"]  # noqa: S106 - made up
        add(here.unit, here.path, "relay", **mail(security="tls"))
        office, relay = here.teller.destinations()
        assert shown == "mail to office@example.org by mail.example.org"
        assert (office.security, office.port, office.topics) == ("starttls", 587, ("stop",))
        assert (relay.port, relay.topics) == (465, TOPICS)
        assert telling_file.secrets_of(here.path) == {"office": {"password": "word"}}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"by": "nobody"}, "telling.not-the-office"),
        ({"by": "performer"}, "telling.not-the-office"),
        ({"by": "armorer", "names": "yes"}, "telling.not-the-office"),
        ({"names": "perhaps"}, "telling.yes-or-no"),
        ({"topics": "gossip"}, "telling.unknown"),
        ({"url": "http://board.example.org"}, "telling.not-an-url"),
        ({"network": "everywhere"}, "telling.unknown"),
        ({"secret": "whsec_short"}, "telling.not-a-key"),
        ({"colour": "red"}, "input.usage"),
        ({"kind": "slack"}, "telling.url-is-secret"),
        ({"kind": "slack", "url": ""}, "telling.not-an-url"),
        ({"kind": "pigeon", "url": "", "secret": URL}, "telling.unknown"),
        (mail(user="set"), "telling.no-password"),
        (mail(secret="word"), "telling.no-password"),  # noqa: S106 - made up
        (mail(port="smtp"), "telling.no-port"),
        (mail(to="office"), "telling.not-an-address"),
    ],
)
def test_what_is_refused_changes_nothing(data: Path, said: dict[str, Any], code: str) -> None:
    """Each mistake has its code; nothing is recorded, and no secret is kept."""
    with telling(data, adds=False) as here:
        size = here.unit.store.size()
        with pytest.raises(WrongInput) as refused:
            add(here.unit, here.path, **said)
        assert refused.value.code == code
        assert here.unit.store.size() == size
        assert telling_file.secrets_of(here.path) == {}


def test_names_are_let_out_on_record(data: Path) -> None:
    """That names leave, where to and by whom stands in a record."""
    with telling(data, adds=False) as here:
        number = add(here.unit, here.path, kind="slack", url="", secret=URL, names="yes")["record"]
        says = record.read(here.unit.store.entry(number).raw).body["act"]["says"]
        assert says.startswith("board (slack) is told of")
        assert "by producer. Names may be told." in says
        assert here.teller.destinations()[0].names


def test_no_more_than_so_many(data: Path) -> None:
    """The ninth is refused; who is there already can be given anew."""
    with telling(data, adds=False) as here:
        for number in range(8):
            add(here.unit, here.path, f"hook-{number}")
        with pytest.raises(WrongInput) as refused:
            add(here.unit, here.path, "one-more")
        assert refused.value.code == "telling.too-many"
        assert add(here.unit, here.path, "hook-3", topics="stop", replace="yes")["record"]


def test_who_is_not_told_cannot_be_removed(data: Path) -> None:
    """A name that is not there is named with those that are."""
    with telling(data) as here:
        for do in (settings.REMOVE, settings.RETRY):
            with pytest.raises(WrongInput) as refused:
                settings.done(here.unit, here.path, {"do": do, "name": "office", "by": "producer"})
            assert refused.value.code == "telling.no-such-destination"
            assert "board" in refused.value.now


def test_trying_again(data: Path) -> None:
    """What waits for its time and what was set aside is due at once, and told in order."""
    with telling(data) as here:
        numbers = [here.stop(), here.stop()]
        here.end.answers = NOBODY_THERE
        here.tell()
        line = here.unit.store.outbox("board", "waiting")[1]
        here.unit.store.mark([Mark(line.number, ASIDE, 5)])
        assert (here.waiting, here.aside) == (numbers[:1], numbers[1:])
        done = settings.done(here.unit, here.path, {"do": settings.RETRY, "name": "board"})
        assert (done["waiting"], here.waiting) == (2, numbers)
