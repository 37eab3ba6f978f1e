"""Signing in at a provider: who comes back is whom its own signed word names, for this office, now, and once."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from showsafe.adapters.openid import provider as module
from showsafe.adapters.openid.provider import Client, Identity, Provider
from showsafe.application.office.sessions import Attempt
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput
from tests.openid_provider import CLIENT, NOW, SECRET, OpenIdProvider, key_of, provider

BACK = "http://127.0.0.1:9/sign-in/back"


class At:
    """A clock that a test sets."""

    seconds = float(NOW)

    def now(self) -> datetime:
        """Return the time that the test says."""
        return datetime.fromtimestamp(self.seconds, UTC)


class Stays(HTTPRedirectHandler):
    """Follows nothing, so that a test sees where it was sent."""

    def redirect_request(self, *_: object) -> None:
        """Go nowhere."""


@pytest.fixture(scope="module")
def started() -> Iterator[OpenIdProvider]:
    """Return one provider for all tests of this file."""
    with provider() as one:
        yield one


FIRST, RSA = key_of("ES256"), key_of("RS256")


@pytest.fixture
def served(started: OpenIdProvider) -> OpenIdProvider:
    """Return the provider as it was, without a lie."""
    fresh = OpenIdProvider(url=started.url, keys={"k1": FIRST})
    for name in fresh.__dataclass_fields__:
        setattr(started, name, getattr(fresh, name))
    return started


@pytest.fixture
def clock() -> At:
    """Return a clock."""
    return At()


@pytest.fixture
def relying(served: OpenIdProvider, clock: At) -> Provider:
    """Return the office's side."""
    return Provider(Client(served.url, CLIENT, SECRET, BACK), clock)


def attempt(nonce: str = "n" * 43) -> Attempt:
    """Return a sign-in that was begun."""
    return Attempt("s" * 43, nonce, "v" * 43, datetime.fromtimestamp(NOW, UTC))


def came_back(relying: Provider, one: Attempt) -> dict[str, str]:
    """Go to the provider, and return what comes back."""
    with pytest.raises(Exception, match="303") as sent:
        build_opener(Stays()).open(relying.url(one), timeout=10)
    sent.value.close()  # type: ignore[attr-defined] # the answer of urllib
    where = sent.value.headers["Location"]  # type: ignore[attr-defined] # as above
    assert where.startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(where).query).items()}


def signed_in(relying: Provider) -> Identity:
    """Sign in from end to end."""
    one = attempt()
    return relying.identity(one, came_back(relying, one))


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "PS256"])
def test_somebody_signs_in(relying: Provider, served: OpenIdProvider, algorithm: str) -> None:
    """With keys of either kind; they are whom the token names, and are called what it says."""
    served.algorithm, served.subject, served.name = algorithm, "sub-7", "A\u202eN\nName "
    if algorithm != "ES256":
        served.keys = {"k1": RSA}
    assert signed_in(relying) == Identity("sub-7", "ANName")


def test_the_description_is_asked_for_once(relying: Provider, served: OpenIdProvider, clock: At) -> None:
    """And again after an hour, with the keys."""
    signed_in(relying)
    signed_in(relying)
    assert served.asked.count("/.well-known/openid-configuration") == 1
    assert served.asked.count("/jwks") == 1
    clock.seconds += 3_601
    served.clock = lambda: clock.seconds
    signed_in(relying)
    assert served.asked.count("/.well-known/openid-configuration") == 2
    assert served.asked.count("/jwks") == 2


def test_a_new_key_is_looked_for(relying: Provider, served: OpenIdProvider, clock: At) -> None:
    """But not at every wrong token: an unknown key makes the provider answer once a minute at the most."""
    signed_in(relying)
    served.keys["k2"], served.kid = key_of("ES256"), "k2"
    with pytest.raises(NotVerified):
        signed_in(relying)
    assert served.asked.count("/jwks") == 1
    clock.seconds += 61
    assert signed_in(relying).subject == "sub-0"
    served.kid, served.signs_with = "k3", key_of("ES256")
    for _ in range(3):
        with pytest.raises(NotVerified):
            signed_in(relying)
    assert served.asked.count("/jwks") == 2


LIES: dict[str, dict[str, Any]] = {
    "another audience": {"claims": {"aud": "somebody-else"}},
    "an audience beside ours": {"claims": {"aud": [CLIENT, "somebody-else"]}},
    "another party": {"claims": {"aud": [CLIENT, "x"], "azp": "x"}},
    "another issuer": {"claims": {"iss": "https://login.other.example"}},
    "expired": {"claims": {"exp": NOW - 61}},
    "no end": {"without": ("exp",)},
    "an end that never comes": {"claims": {"exp": True}},
    "from tomorrow": {"claims": {"iat": NOW + 3600, "exp": NOW + 7200}},
    "not yet": {"claims": {"nbf": NOW + 3600}},
    "another nonce": {"claims": {"nonce": "m" * 43}},
    "no nonce": {"without": ("nonce",)},
    "no subject": {"without": ("sub",)},
    "an empty subject": {"claims": {"sub": ""}},
    "a subject that is no text": {"claims": {"sub": 7}},
    "a subject too long": {"claims": {"sub": "s" * 256}},
    "a subject beyond ASCII": {"claims": {"sub": "s\u00e9"}},
    "the keyboard of the office": {"claims": {"sub": "keyboard"}},
    "a foreign access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "another key": {"signs_with": key_of("ES256")},
    "an unknown key": {"kid": "k9", "signs_with": key_of("ES256")},
}


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_a_token_that_lies_is_refused(relying: Provider, served: OpenIdProvider, lie: str) -> None:
    """Whatever is wrong with it, nobody is signed in, and the answer tells nothing of the token."""
    for name, value in LIES[lie].items():
        setattr(served, name, value)
    with pytest.raises(NotVerified) as refused:
        signed_in(relying)
    assert refused.value.code == "signin.token"
    assert refused.value.__cause__ is None


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_token_that_nobody_signed_is_refused(relying: Provider, served: OpenIdProvider) -> None:
    """Neither one of the algorithm none, nor one signed with the public key or the shared secret as a password."""
    public = served.keys["k1"].as_dict(private=False)
    as_secret = OctKey.import_key(json.dumps(public))
    shared = OctKey.import_key(SECRET)

    def hs256(key: OctKey) -> Any:  # noqa: ANN401 - a function of a test
        return lambda claims: jwt.encode({"alg": "HS256", "kid": "k1"}, claims, key, ["HS256"])

    def none(claims: dict[str, Any]) -> str:
        return f"{_part({'alg': 'none'})}.{_part(claims)}."

    def other_case(claims: dict[str, Any]) -> str:
        return f"{_part({'alg': 'nOnE', 'kid': 'k1'})}.{_part(claims)}."

    for raw in (
        none,
        other_case,
        hs256(as_secret),
        hs256(shared),
        lambda _: "x",
        lambda _: "",
        lambda _: "." * 40_000,
    ):
        served.raw_token = raw
        with pytest.raises(NotVerified):
            signed_in(relying)


def test_a_code_is_for_one_use(relying: Provider) -> None:
    """Replayed, the provider does not know it, and nobody is signed in."""
    one = attempt()
    back = came_back(relying, one)
    relying.identity(one, back)
    with pytest.raises(WrongInput) as refused:
        relying.identity(one, back)
    assert refused.value.code == "signin.code"


def test_a_code_of_another_browser_is_worth_nothing(relying: Provider) -> None:
    """State, verifier and issuer are those of the browser that left."""
    one = attempt()
    back = came_back(relying, one)
    for other in ({**back, "state": "t" * 43}, {**back, "iss": "https://login.other.example"}, {"code": "c"}):
        with pytest.raises(WrongInput) as refused:
            relying.identity(one, other)
        assert refused.value.code == "signin.not-begun-here"
    with pytest.raises(WrongInput) as refused:
        relying.identity(Attempt(one.state, one.nonce, "w" * 43, one.begun), back)
    assert refused.value.code == "signin.code"


def test_the_provider_may_refuse(relying: Provider, served: OpenIdProvider) -> None:
    """Then nobody is signed in, in one sentence."""
    served.refuses = True
    with pytest.raises(WrongInput) as refused:
        signed_in(relying)
    assert refused.value.code == "signin.refused"


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": "https://login.other.example"},
        {"token_endpoint": "http://login.other.example/token"},
        {"jwks_uri": 7},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_provider_that_describes_another_is_not_used(
    relying: Provider, served: OpenIdProvider, description: dict[str, Any]
) -> None:
    """Nor one whose addresses can be read on the way."""
    served.description = description
    with pytest.raises(Unusable) as refused:
        relying.url(attempt())
    assert refused.value.code == "signin.provider-wrong"


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize("here", ["http://127.0.0.1:5432/", "https://localhost/", "http://[::1]:8008/"])
def test_a_provider_elsewhere_sends_nobody_to_this_machine(clock: At, name: str, here: str) -> None:
    """What a provider of another host says of itself makes the office ask nothing that listens on its own machine."""
    elsewhere = "https://login.studio.example"
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    said = {"issuer": elsewhere, **{each: f"{elsewhere}/{each}" for each in names}}
    assert module._described(said, elsewhere, clock.now()).keys == f"{elsewhere}/jwks_uri"
    with pytest.raises(Unusable) as refused:
        module._described({**said, name: here}, elsewhere, clock.now())
    assert refused.value.code == "signin.provider-wrong"


def test_a_provider_that_is_broken_or_away(served: OpenIdProvider, clock: At) -> None:
    """Is said in one sentence, and the secret stands in no message."""
    served.broken = True
    client = Client(served.url, CLIENT, SECRET, BACK)
    away = Client("http://127.0.0.1:9", CLIENT, SECRET, BACK)
    assert SECRET not in repr(client)
    for one, code in ((client, "signin.provider-wrong"), (away, "signin.provider-away")):
        with pytest.raises(ShowsafeError) as refused:
            Provider(one, clock).url(attempt())
        assert refused.value.code == code


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.studio.example",
        "ftp://x",
        "https://a b",
        "https://u:p@x.example",
        "https://",
        "x",
        "https://x:0",
    ],
)
def test_an_issuer_has_to_be_reached_over_tls(clock: At, issuer: str) -> None:
    """Anything else is refused before anybody is asked."""
    with pytest.raises(ShowsafeError):
        Provider(Client(issuer, CLIENT, "", BACK), clock).url(attempt())
