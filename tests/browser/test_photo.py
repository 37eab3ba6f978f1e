"""Photos in place of a camera: one that is none, one that is huge, one that moves, one with no code, and a good one."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage


def png(width: int, height: int) -> bytes:
    """Return a grey picture of any size, which takes few bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    packer = zlib.compressobj(1)
    row = b"\0" + b"\x80" * width
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif() -> bytes:
    """Return a picture of two frames that follow each other for ever."""
    lasts, size = b"\x21\xf9\x04\x00\x0a\x00\x00\x00", b",\x00\x00\x00\x00\x08\x00\x08\x00\x00"
    frame = lasts + size + b"\x02\x07\x84\x8f\xa9\xcb\xed\x0f\x5b\x00"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    head = b"GIF89a\x08\x00\x08\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    return head + loop + frame + frame + b";"


def asked(stage: Stage) -> Page:
    """Return the page that asks for a badge."""
    phone = stage.phone("ann", signed_in=False)
    phone.goto("/sign-in")
    expect(phone.page.locator("main input[type=file]")).to_be_attached()
    return phone.page


def shown(page: Page, content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> None:
    """Give a photo to the page."""
    page.set_input_files("main input[type=file]", {"name": name, "mimeType": kind, "buffer": content})


NOT_A_PICTURE = "This is not a picture"
NO_CODE = "There is no code to be seen"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            b"\xff\xd8\xff\xe0" + bytes(range(256)) * 19_000, NOT_A_PICTURE, id="five-megabytes-of-noise"
        ),
        pytest.param(b"<svg onload='globalThis.ran=1'>" * 99, NOT_A_PICTURE, id="a-script"),
        pytest.param(b"", NOT_A_PICTURE, id="nothing"),
        pytest.param(png(40, 40)[:60], NO_CODE, id="cut-off"),
        pytest.param(gif(), NO_CODE, id="it-moves"),
        pytest.param(png(4000, 3000), NO_CODE, id="twelve-megapixels-without-a-code"),
        pytest.param(png(1, 1), NO_CODE, id="one-pixel"),
        pytest.param(png(9000, 1), NO_CODE, id="a-line"),
    ],
)
def test_what_gives_no_code_says_what_to_do(stage: Stage, content: bytes, said: str) -> None:
    """Whatever it is, the page says in words why there is no code, and the badge can still be typed."""
    page = asked(stage)
    shown(page, content)
    expect(page.locator("main .fault")).to_contain_text(said)
    assert page.evaluate("globalThis.ran") is None
    stage.phones[-1].scan(stage.scene.badges["ann"])
    expect(page.locator("main input[type=password]")).to_be_visible()


def test_a_picture_of_four_hundred_megapixels_takes_the_page_with_it_nowhere(stage: Stage) -> None:
    """A file of few bytes that unpacks to far more than a phone has is refused, and the page goes on."""
    page = asked(stage)
    shown(page, png(20_000, 20_000), "bomb.png", "image/png")
    expect(page.locator("main .fault")).to_contain_text("too large")
    stage.phones[-1].scan(stage.scene.badges["ann"])
    expect(page.locator("main input[type=password]")).to_be_visible()


def test_a_file_that_is_too_large_is_not_read(stage: Stage, tmp_path: Path) -> None:
    """Forty megabytes and more are no photo of a badge."""
    page = asked(stage)
    large = tmp_path / "film.jpg"
    with large.open("wb") as opened:
        opened.truncate(40_000_001)
    page.set_input_files("main input[type=file]", large)
    expect(page.locator("main .fault")).to_contain_text("too large")


def test_a_good_photo_of_a_badge_is_read(stage: Stage, tmp_path: Path) -> None:
    """The reader comes from the node, and gives what the code says."""
    page = asked(stage)
    picture = tmp_path / "badge.png"
    segno.make(stage.scene.badges["ann"], micro=False).save(str(picture), scale=8, border=4)
    page.set_input_files("main input[type=file]", picture)
    page.locator("main input[type=password]").fill(stage.scene.pins["ann"])
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_have_text("ann")
