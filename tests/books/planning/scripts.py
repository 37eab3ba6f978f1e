"""Scripts and schedules made up for tests, as Final Draft writes them."""

from __future__ import annotations

from xml.sax.saxutils import escape

BREAKDOWN = """
<TagData>
<TagCategories><TagCategory Color="#0" Id="c1" Name="Weapons" Number="9"/></TagCategories>
<TagDefinitions><TagDefinition CatId="c1" Id="d1" Label="Service pistol" Number="0"/></TagDefinitions>
<Tags><Tag Number="317"><DefId>d1</DefId></Tag></Tags>
</TagData>
"""


def paragraph(kind: str, text: str, number: str = "", inner: str = "", more: str = "") -> str:
    """Return one paragraph; ``inner`` is XML within it, ``more`` further attributes of its text."""
    numbered = f' Number="{escape(number)}"' if number else ""
    return f'<Paragraph{numbered} Type="{kind}"><Text{more}>{escape(text)}</Text>{inner}</Paragraph>'


def scene(number: str, slug: str, *lines: tuple[str, str]) -> str:
    """Return a scene: its heading, and what stands in it as pairs of element and text."""
    said = "".join(paragraph(kind, text) for kind, text in lines)
    return paragraph("Scene Heading", slug, number) + said


def action(number: str, slug: str, *texts: str) -> str:
    """Return a scene in which these paragraphs of action stand."""
    return scene(number, slug, *(("Action", text) for text in texts))


def omitted(number: str, slug: str, text: str) -> str:
    """Return a scene that was taken out, as Final Draft leaves it in the file."""
    inner = f"<OmittedScene>{paragraph('Scene Heading', slug)}{paragraph('Action', text)}</OmittedScene>"
    return paragraph("Scene Heading", "OMITTED", number, inner)


def script(*scenes: str, revision: str = "", more: str = "") -> bytes:
    """Return a whole script."""
    revisions = f'<Revisions><Revision ID="1" Name="{escape(revision)}"/></Revisions>' if revision else ""
    title = f"<TitlePage><Content>{paragraph('General', 'North Ridge')}</Content></TitlePage>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
        '<FinalDraft DocumentType="Script" Template="No" Version="5">'
        f"<Content>{''.join(scenes)}</Content>{title}{revisions}{more}</FinalDraft>"
    ).encode()


RIDGE = (
    action("12", "EXT. RIDGE - DUSK", "The DUELIST draws her REVOLVER and fires two shots."),
    action("13", "INT. KITCHEN - DAY", "WIDE SHOT. He pours gunpowder tea."),
    action("14", "INT. BAR - NIGHT", "Two men talk quietly."),
    action("A15", "EXT. ROAD - DAY", "A COP leans on his car."),
)
"""Four scenes: one that is likely, one that is not, one in which nothing is found, one that may be."""
