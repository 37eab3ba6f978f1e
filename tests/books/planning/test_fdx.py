"""Scripts are read as Final Draft writes them; a hostile or damaged one is refused in words."""

from __future__ import annotations

import pytest

from showsafe.books.planning import fdx
from showsafe.errors import WrongInput
from tests.books.planning import scripts
from tests.books.planning.scripts import action, omitted, paragraph, scene, script


def test_scenes_with_what_stands_in_them() -> None:
    """Numbers, slug lines, action, dialogue and who speaks come out in order, with title and revision."""
    read = fdx.read_fdx(
        script(
            scene(
                "1A",
                "INT. BAR - NIGHT",
                ("Action", "Rain."),
                ("Character", "EVE (CONT'D)"),
                ("Dialogue", "No."),
            ),
            action("2", "EXT. ROAD - DAY", "A car."),
            revision="Blue 2026-03-01",
        )
    )
    first, second = read.scenes
    assert (read.title, read.revision) == ("North Ridge", "Blue 2026-03-01")
    assert (first.key, first.slug, first.when, first.characters) == (
        "1A",
        "INT. BAR - NIGHT",
        "night",
        ("EVE",),
    )
    assert [line.text for line in first.lines] == ["INT. BAR - NIGHT", "Rain.", "EVE (CONT'D)", "No."]
    assert (second.key, second.when, second.omitted) == ("2", "day", False)


def test_elements_named_in_spanish() -> None:
    """A template in Spanish names its elements in Spanish; they are the same elements."""
    spanish = paragraph("Encabezado de escena", "INT. BAR - NOCHE", "1") + paragraph("Acción", "Él dispara.")
    (only,) = fdx.read_fdx(
        script(spanish + paragraph("Personaje", "EVA") + paragraph("Diálogo", "No."))
    ).scenes
    assert [line.kind for line in only.lines] == ["Scene Heading", "Action", "Character", "Dialogue"]
    assert only.characters == ("EVA",)


def test_omitted_scene_is_a_card_with_its_number() -> None:
    """What stood in an omitted scene is not played, and the scene after it is read again."""
    read = fdx.read_fdx(
        script(omitted("21", "EXT. YARD - DUSK", "She fires."), action("22", "INT. HALL", "Quiet."))
    )
    gone, after = read.scenes
    assert (gone.key, gone.omitted, gone.slug, gone.lines) == ("21", True, "EXT. YARD - DUSK", ())
    assert (after.key, [line.text for line in after.lines]) == ("22", ["INT. HALL", "Quiet."])


def test_notes_and_summaries_are_no_scenes() -> None:
    """A note, a summary and a title page hold paragraphs that are not of the script; dual dialogue is of it."""
    note = "<ScriptNote><Paragraph Type='Action'><Text>a gun?</Text></Paragraph></ScriptNote>"
    dual = f"<DualDialogue>{paragraph('Character', 'ANA')}{paragraph('Dialogue', 'Ya.')}</DualDialogue>"
    content = script(
        paragraph("Scene Heading", "INT. BAR", "1", note),
        paragraph("General", "", "", dual),
        paragraph("Action", "Ok."),
    )
    (only,) = fdx.read_fdx(content).scenes
    assert [line.text for line in only.lines] == ["INT. BAR", "ANA", "Ya.", "Ok."]


def test_tags_of_the_breakdown_are_kept() -> None:
    """What somebody tagged as a weapon in the script stands with its line."""
    tagged = paragraph("Action", "She has it.", more=' TagNumber="317"')
    read = fdx.read_fdx(script(paragraph("Scene Heading", "INT. BAR", "1"), tagged, more=scripts.BREAKDOWN))
    assert read.scenes[0].lines[1].tags == (("Weapons", "Service pistol"),)


def test_hidden_characters_hide_no_word() -> None:
    """A character that nobody can see is taken out of a word before the list looks at it."""
    (only,) = fdx.read_fdx(script(action("1", "INT. BAR", "A g\u200bu\u00adn."))).scenes
    assert only.lines[1].text == "A gun."


def test_missing_and_double_numbers_are_said() -> None:
    """A scene without a number gets a name of its own, one number used twice stays two scenes, and both are said."""
    read = fdx.read_fdx(
        script(action("", "INT. A", "x"), action("4", "INT. B", "x"), action("4", "INT. C", "x"))
    )
    assert [each.key for each in read.scenes] == ["#1", "4", "4(2)"]
    assert "1 scenes have no number" in read.notes[0]
    assert "stand more than once: 4" in read.notes[1]


def test_revision_changes_the_sum_and_white_space_does_not() -> None:
    """The digest of a scene follows its words, and not how they are wrapped."""
    was, wrapped, other = (
        fdx.read_fdx(script(action("1", "INT. BAR", text))).scenes[0].sum
        for text in ("He sits down.", "He  sits\ndown.", "He stands up.")
    )
    assert was == wrapped != other


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<FinalDraft><Content><Paragraph Type="Scene Heading"><Text>&b;</Text></Paragraph></Content></FinalDraft>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE f SYSTEM "file:///etc/passwd"><FinalDraft><Content/></FinalDraft>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LAUGHS, "script.hostile"),
        (OUTSIDE, "script.hostile"),
        (b"", "script.not-fdx"),
        (b"%PDF-1.7 ...", "script.not-fdx"),
        (b"<FinalDraft><Content>", "script.not-fdx"),
        (b"<html><body/></html>", "script.not-fdx"),
        (b"<?xml version='1.0' encoding='klingon'?><FinalDraft/>", "script.not-fdx"),
        ('<?xml version="1.0" encoding="UTF-8"?><FinalDraft>\xe9'.encode("latin-1"), "script.not-fdx"),
        (script(paragraph("Action", "No heading.")), "script.no-scenes"),
        (b"<FinalDraft>" + b"<a>" * 100 + b"</a>" * 100 + b"</FinalDraft>", "script.too-large"),
        (b" " * (fdx.MOST_BYTES + 1), "script.too-large"),
    ],
)
def test_bad_files_are_refused_in_words(content: bytes, code: str) -> None:
    """Entities, other files, damaged XML, other formats and endless nesting are each refused with what to do."""
    with pytest.raises(WrongInput) as refused:
        fdx.read_fdx(content)
    assert refused.value.code == code
    assert refused.value.now


def test_other_encodings_are_read() -> None:
    """A script in UTF-16 says so in its first bytes, and is read."""
    content = script(action("1", "INT. CAFÉ - NOCHE", "Él dispara."))
    as_16 = content.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    (only,) = fdx.read_fdx(as_16).scenes
    assert (only.slug, only.when) == ("INT. CAFÉ - NOCHE", "night")


def test_too_many_scenes_are_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a file is bounded: scenes, paragraphs, and the length of each."""
    monkeypatch.setattr(fdx, "MOST_SCENES", 3)
    with pytest.raises(WrongInput, match="more than 3 scenes"):
        fdx.read_fdx(script(*(action(str(n), "INT.", "x") for n in range(4))))
    monkeypatch.setattr(fdx, "MOST_PARAGRAPHS", 3)
    with pytest.raises(WrongInput, match="more than 3 paragraphs"):
        fdx.read_fdx(script(action("1", "INT.", "x", "y", "z")))
    monkeypatch.undo()
    long = fdx.read_fdx(script(action("1", "INT.", "gun " * fdx.MOST_TEXT)))
    assert len(long.scenes[0].lines[1].text) == fdx.MOST_TEXT
    assert "were longer" in long.notes[-1]
