"""Scenes with weapons are proposed with their words; what means something else is shown with why, and never dropped."""

from __future__ import annotations

import pytest

from showsafe.books.planning import finding
from showsafe.books.planning.fdx import Line, read_fdx
from tests.books.planning import scripts


def words(text: str, kind: str = "Action") -> list[tuple[str, str]]:
    """Return each word that is found in a paragraph, with how much it says, or why it means something else."""
    return [(each.word, each.why or each.says) for each in finding.look_at(Line(kind, text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She draws a REVOLVER.", [("REVOLVER", "sure")]),
        ("He fires two shots.", [("fires two", "sure"), ("shots", "maybe")]),
        ("An AK-47, a six shooter, a .45 and 9 mm.", None),
        ("Shots ring out.", [("Shots ring out", "sure")]),
        ("Two shots. He falls.", [("shots", "maybe")]),
        ("WIDE SHOT: the bay. Close-up shot.", [("SHOT", "camera"), ("shot", "camera")]),
        ("He pours gunpowder tea.", [("gunpowder", "drink")]),
        ("She orders a shot of whiskey.", [("shot", "drink")]),
        ("He rifles through the drawers.", [("rifles", "idiom")]),
        ("Ana guns the engine.", [("guns", "idiom")]),
        ("Don\u2019t shoot!", [("Don\u2019t shoot", "sure")]),
        ("Saca la PISTOLA y dispara.", [("PISTOLA", "sure"), ("dispara", "sure")]),
        ("Dispararon con fusiles.", [("Dispararon", "sure"), ("fusiles", "sure")]),
        ("Sale disparado a la calle.", [("disparado", "idiom")]),
        ("Bebe jugo de granada.", [("granada", "drink")]),
        ("El REVOLVER sin acento, el revólver con él.", [("REVOLVER", "sure"), ("revólver", "sure")]),
        ("Carga el cañón. El canon literario.", [("Carga", "maybe"), ("cañón", "maybe")]),
        ("Two men talk. Nada pasa.", []),
    ],
)
def test_words_as_they_stand(text: str, found: list[tuple[str, str]] | None) -> None:
    """Words in English and Spanish are found in every form, as they stand, with how much they say."""
    if found is None:
        assert [word for word, says in words(text) if says == "sure"] == [
            "AK-47",
            "six shooter",
            ".45",
            "9 mm",
        ]
    else:
        assert words(text) == found


def test_scene_stands_by_its_strongest_word() -> None:
    """A weapon to be seen is likely, one that is spoken of may be, a figure of speech is not, and all are shown."""
    standings = {
        scene.key: (proposal.standing if (proposal := finding.look(scene)) else "")
        for scene in read_fdx(scripts.script(*scripts.RIDGE)).scenes
    }
    assert standings == {"12": "likely", "13": "unlikely", "14": "", "A15": "maybe"}
    spoken = read_fdx(scripts.script(scripts.scene("1", "INT. A", ("Dialogue", "He has a gun.")))).scenes[0]
    assert finding.look(spoken) is not None
    assert getattr(finding.look(spoken), "standing", "") == "maybe"
    done = read_fdx(
        scripts.script(scripts.scene("1", "INT. A", ("Parenthetical", "(raises the gun)")))
    ).scenes[0]
    assert getattr(finding.look(done), "standing", "") == "likely"


def test_same_word_is_shown_once_with_its_times() -> None:
    """What stands again in the same element is counted, so that a long scene stays readable."""
    scene = read_fdx(scripts.script(scripts.action("1", "INT. A", *["The gun."] * 5))).scenes[0]
    proposal = finding.look(scene)
    assert proposal is not None
    assert [(each.word, each.times) for each in proposal.found] == [("gun", 5)]
    assert (proposal.found[0].before, proposal.found[0].after) == ("The ", ".")


def test_breakdown_outweighs_the_list() -> None:
    """Somebody tagged it as a weapon, though no word of the list stands there."""
    tagged = scripts.paragraph("Action", "She has it.", more=' TagNumber="317"')
    content = scripts.script(
        scripts.paragraph("Scene Heading", "INT. A", "1"), tagged, more=scripts.BREAKDOWN
    )
    proposal = finding.look(read_fdx(content).scenes[0])
    assert proposal is not None
    assert (proposal.standing, proposal.found[0].word, proposal.found[0].says) == (
        "likely",
        "Service pistol",
        "tagged",
    )


def test_omitted_scene_is_not_proposed() -> None:
    """What stood in an omitted scene proposes nothing."""
    (gone,) = read_fdx(scripts.script(scripts.omitted("1", "INT. A", "He fires his gun."))).scenes
    assert finding.look(gone) is None


def test_list_says_nothing_twice() -> None:
    """No form is listed under two strengths, and every phrase of the list covers a word of it."""
    strengths: dict[tuple[str, ...], set[str]] = {}
    for form, says in finding.listed():
        strengths.setdefault(form, set()).add(says)
    assert [form for form, says in strengths.items() if len(says) > 1] == []
    idle = [
        " ".join(phrase)
        for phrase in finding.phrases()
        if not any(each.why for each in finding.look_at(Line("Action", " ".join(phrase))))
    ]
    assert idle == []
