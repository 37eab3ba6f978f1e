"""Photos that come with an act: what is taken, what is turned away, and who sees them."""

from __future__ import annotations

import hashlib
import random
from contextlib import suppress
from typing import Any

import httpx
import pytest

from showsafe.application.pictures import LARGEST, LONGEST, media_type
from showsafe.errors import WrongInput
from showsafe.ledger import record
from tests.entrypoints.api.pictures import EOI, SOI, chunk, jpeg, part, png
from tests.entrypoints.api.sets import Phone, Served, b64

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXIF = part(0xE1, b"Exif\0\0MM\0*GPS 40.4N 3.7W")


def sum_of(photo: bytes) -> str:
    """Return the name of a photo in a record."""
    return hashlib.sha256(photo).hexdigest()


def fell(phone: Phone, *photos: bytes, named: list[str] | None = None, **changes: Any) -> httpx.Response:  # noqa: ANN401
    """Report that the revolver fell, with photos of it."""
    names = [sum_of(photo) for photo in photos] if named is None else named
    keys = {"photos": names} if names else {}
    body = phone.saying("drop", "armorer", door="report", weapon="revolver", **keys)
    return phone.post("reports", {**body, "photos": [b64(photo) for photo in photos], **changes})


def test_a_photo_is_kept_with_its_act_and_shown(served: Served, cart: Phone) -> None:
    """It is named in the signed act, an attachment of the record, listed with the weapon, and shown as what it is."""
    photo = jpeg()
    answer = fell(cart, photo)
    assert answer.status_code == 200, answer.text
    body = record.read(served.node.store.entry(answer.json()["record"]).raw).body
    assert (body["act"]["photos"], body["attachments"]) == ([sum_of(photo)], [sum_of(photo)])
    listed = cart.get("weapons/revolver").json()["photos"]
    assert [(each["sha256"], each["kind"], each["by"]) for each in listed] == [
        (sum_of(photo), "drop", "armorer")
    ]
    shown = cart.get(f"photos/{sum_of(photo)}")
    assert shown.content == photo
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["content-disposition"].startswith("inline; filename=")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in shown.headers["cache-control"]
    assert "sandbox" in shown.headers["content-security-policy"]


def test_a_photo_is_shown_to_every_role_and_to_nobody_without_a_sign_in(cart: Phone) -> None:
    """Who is not signed in is asked to sign in."""
    photo = png()
    fell(cart, photo)
    assert cart.get(f"photos/{sum_of(photo)}").headers["content-type"] == "image/png"
    cart.sign_in("grip")
    assert cart.get(f"photos/{sum_of(photo)}").status_code == 200
    cart.http.cookies.clear()
    assert cart.get(f"photos/{sum_of(photo)}").status_code == 401


def test_the_same_photo_twice_is_one_photo(served: Served, cart: Phone) -> None:
    """Sent twice with one act, or with two acts, it is kept once; each record names it, and each act is listed."""
    photo = jpeg()
    assert fell(cart, photo, photo, named=[sum_of(photo)]).status_code == 200
    assert fell(cart, photo).status_code == 200
    assert list(served.node.store.attachments()).count(sum_of(photo)) == 1
    assert len(cart.get("weapons/revolver").json()["photos"]) == 2


def test_an_act_that_is_sent_again_with_its_photo_gets_its_first_answer(served: Served, cart: Phone) -> None:
    """A phone that got no answer sends it again, photo and all."""
    photo = jpeg()
    keys = {"weapon": "revolver", "photos": [sum_of(photo)]}
    body = {**cart.saying("drop", "armorer", door="report", **keys), "photos": [b64(photo)]}
    first, again = cart.post("reports", body).json(), cart.post("reports", body).json()
    assert (again["record"], again["repeated"]) == (first["record"], True)
    assert served.node.store.size() == first["record"]


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        (jpeg(4000, 3000), "photo.too-large"),
        (jpeg(65535, 65535), "photo.too-large"),
        (jpeg(0, 480), "photo.too-large"),
        (png(2**31 - 1, 2**31 - 1), "photo.too-large"),
        (b"12 megapixels, they said", "photo.no-picture"),
        (b"", "photo.no-picture"),
        (jpeg()[:-2], "photo.no-picture"),
        (jpeg()[:40], "photo.no-picture"),
        (png()[:-5], "photo.no-picture"),
        (png()[:20], "photo.no-picture"),
        (SOI + EOI, "photo.no-picture"),
        (jpeg() + SCRIPT, "photo.no-picture"),
        (png() + SCRIPT, "photo.no-picture"),
        (jpeg(more=part(0xFE, SCRIPT)), "photo.says-more"),
        (jpeg(more=EXIF), "photo.says-more"),
        (jpeg(more=part(0xE0, SCRIPT)), "photo.says-more"),
        (png(more=chunk(b"tEXt", b"Comment\0" + SCRIPT)), "photo.says-more"),
        (png(more=chunk(b"eXIf", b"MM\0*")), "photo.says-more"),
        (png().replace(b"IDAT", b"IDAX"), "photo.no-picture"),
        (SVG, "photo.no-picture"),
        (b"GIF89a" + SCRIPT, "photo.no-picture"),
        (b"%PDF-1.7", "photo.no-picture"),
        (b"BM" + bytes(60), "photo.no-picture"),
    ],
)
def test_what_is_no_photo_is_turned_away_and_nothing_is_recorded(
    served: Served, cart: Phone, photo: bytes, code: str
) -> None:
    """Sizes that are none, files that are cut short or go on, scripts, and what says where it was taken."""
    before = served.node.store.size()
    answer = fell(cart, photo)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["now"]
    assert served.node.store.size() == before
    assert cart.get(f"photos/{sum_of(photo)}").status_code == 404


def test_too_many_bytes_are_turned_away() -> None:
    """A picture with more bytes than one may have is no photo here, however it is made."""
    with pytest.raises(WrongInput, match=f"{LARGEST + 1:,}"):
        media_type(jpeg(data=bytes(LARGEST + 1 - len(jpeg(data=b"")))))


def test_the_largest_that_may_be_sent_is_taken(cart: Phone) -> None:
    """Three photos, each with as many bytes and pixels as one may have, fit into one request."""
    photos = [jpeg(LONGEST, LONGEST, data=bytes((n,)) * (LARGEST - len(jpeg(data=b"")))) for n in range(3)]
    assert fell(cart, *photos).status_code == 200


def test_a_request_that_is_too_long_is_turned_away(cart: Phone) -> None:
    """What is longer than an act with its photos is not read; other routes take no more than they did."""
    long = cart.post("reports", {"photos": ["A" * 1_800_000]})
    assert (long.status_code, long.json()["code"]) == (413, "http.too-large")
    assert cart.post("looks", {"thing": "A" * 70_000}).status_code == 413


@pytest.mark.parametrize("text", ["not base64", "////=", "AAA", "QQ=", "aé=="])
def test_wrong_base64_is_turned_away(cart: Phone, text: str) -> None:
    """There is one form of base64."""
    answer = fell(cart, named=[sum_of(b"")], photos=[text])
    assert (answer.status_code, answer.json()["code"]) == (400, "photo.not-base64")


def test_photos_and_their_names_have_to_be_the_same(served: Served, cart: Phone) -> None:
    """A photo that the signed act does not name, and a name without its photo, are both turned away."""
    before = served.node.store.size()
    for sent, named in ((jpeg(), []), (jpeg(), [sum_of(png())]), (jpeg(), [sum_of(jpeg()), sum_of(png())])):
        assert fell(cart, sent, named=named).json()["code"] == "photo.not-the-one"
    assert fell(cart, named=[sum_of(jpeg())]).json()["code"] == "photo.not-the-one"
    assert served.node.store.size() == before


def test_more_than_three_are_turned_away(cart: Phone) -> None:
    """Three belong to one act at the most."""
    answer = fell(cart, *(png(shade=shade) for shade in range(4)))
    assert answer.status_code == 400


def test_an_act_that_no_photo_belongs_to_takes_none(cart: Phone) -> None:
    """A concern, a hold or a hand-over has no photo: it would show who was where."""
    photo = jpeg()
    body = cart.saying("hold", "armorer", door="report", photos=[sum_of(photo)])
    answer = cart.post("reports", {**body, "photos": [b64(photo)]})
    assert (answer.status_code, answer.json()["code"]) == (400, "input.unknown-key")


def test_another_attachment_is_no_photo(served: Served, cart: Phone) -> None:
    """What else is attached to records, as settings, is not shown as one; nor is a name that is none."""
    for name in [*served.node.store.attachments(), "0" * 64, "x", "..%2f..%2fsettings", "one%0A"]:
        assert cart.get(f"photos/{name}").status_code == 404


def test_a_photo_is_named_nowhere_but_where_it_came(served: Served) -> None:
    """At the keyboard, where no photo comes along, an act that names one is turned away."""
    with pytest.raises(WrongInput) as caught:
        served.node.report("drop", weapon="revolver", photos=[sum_of(jpeg())])
    assert caught.value.code == "photo.not-sent"


def test_bytes_at_random_never_break_the_node() -> None:
    """A thousand files that begin as pictures do, each changed or cut somewhere: each is a picture or is none."""
    chance = random.Random(4)  # noqa: S311 - chance for a test
    for whole in (jpeg(), png()):
        for _ in range(500):
            data = bytearray(whole[: chance.randrange(len(whole) + 1)])
            for _ in range(chance.randrange(3)):
                if data:
                    data[chance.randrange(len(data))] = chance.randrange(256)
            with suppress(WrongInput):
                assert media_type(bytes(data)) in ("image/jpeg", "image/png")


def test_a_lot_shows_its_label_where_its_rounds_are_and_what_can_be_done(cart: Phone) -> None:
    """The photo of its label, the sum with its parts, the weapons that hold rounds of it, and dry runs of its acts."""
    photo = png()
    body = cart.saying("quarantine", "armorer", lot="blanks", in_="gun-safe", photos=[sum_of(photo)])
    assert cart.post("asks", {**body, "photos": [b64(photo)]}).status_code == 200
    shown = cart.get("lots/blanks").json()
    assert [each["sha256"] for each in shown["photos"]] == [sum_of(photo)]
    assert shown["lot"]["sums"]["issued"] == shown["lot"]["total"]
    assert shown["loaded_in"] == []
    assert {each["kind"] for each in shown["acts"]} >= {"release"}


def test_the_last_characters_of_a_serial_are_in_no_view_of_a_weapon(served: Served, cart: Phone) -> None:
    """Whoever looks as the second person is asked for them, and reads them on the weapon."""
    served.node.ask(
        "register", weapon="musket", serial="PR-44812", **{"class": "live-capable", "capacity": 1}
    )
    shown = cart.get("weapons/musket")
    assert shown.json()["thing"]["serial"] == "PR-44•••"
    assert "812" not in shown.text
