"""An empty document, A4, with the styles that its texts and tables take.

Every look is a style with a name, so that a lecturer changes it in one place.
"""

from typing import Any

from aibyhand.core.role import FAINT, INK
from aibyhand.export.shared.office import describe
from aibyhand.walk import Walkthrough

WIDE, HIGH, SIDE = 595.3, 841.9, 56.7  # A4 and its margins, in points
ACROSS = WIDE - 2 * SIDE
LANGUAGE = "en-GB"
FONT = "Arial"  # measured the same everywhere
DIGITS, WORDS = 11.0, 8.0  # the type of a table's cells, and of the words at its edges
_NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACE = f'xmlns:w="{_NAMES}"'
KEEP = "<w:keepNext/><w:keepLines/>"
_LINE = f'<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{round(20 * ACROSS)}"/></w:tabs>'
_CENTRED = '<w:jc w:val="center"/>'
# Each style's name, size of type, room before and after, and its paragraph before and after those.
_STYLES = (
    ("heading 1", 20.0, (18, 8), INK, KEEP, '<w:outlineLvl w:val="0"/>'),
    ("heading 2", 13.0, (18, 3), INK, KEEP, '<w:outlineLvl w:val="1"/>'),
    ("Instruction", 11.0, (0, 4), INK, KEEP, ""),
    ("Matrix", 11.0, (10, 3), INK, KEEP, ""),
    ("Reading", 9.0, (0, 4), FAINT, KEEP, ""),
    ("Line to fill in", 11.0, (8, 4), INK, _LINE, ""),
    ("Cell", DIGITS, (1.5, 1.5), INK, "", _CENTRED),
    ("Cell head", WORDS, (1, 1), FAINT, "", _CENTRED),
    ("footer", 8.0, (0, 0), FAINT, "", ""),
)


def empty(walkthrough: Walkthrough) -> Any:
    """An empty document with our styles and properties, and a number at the foot of each page."""
    from docx import Document
    from docx.oxml.parser import parse_xml
    from docx.shared import Pt

    document: Any = Document()
    describe(document, walkthrough)
    page = document.sections[0]
    page.page_width, page.page_height = Pt(WIDE), Pt(HIGH)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Pt(SIDE)
    _drop(document.part.rels, "stylesWithEffects", "customXml", "numbering")  # none is used
    _drop(document.part.package.rels, "thumbnail")
    old = document.styles.element
    for style in list(old):
        old.remove(style)
    for style in parse_xml(_styles()):
        old.append(style)
    settings = document.settings.element
    settings.xpath("//w:compatSetting[@w:name='compatibilityMode']")[0].set(
        f"{{{_NAMES}}}val", "15"  # else Word opens it as the file of an older Word
    )  # fmt: skip
    settings.xpath("//w:themeFontLang")[0].set(f"{{{_NAMES}}}val", LANGUAGE)
    foot = page.footer.paragraphs[0]
    foot.style = "Footer"
    foot.add_run(f"{walkthrough.title}, page ")
    number = f'<w:fldSimple {NAMESPACE} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot._p.append(parse_xml(number))
    return document


def _drop(relations: Any, *kinds: str) -> None:
    """Leave parts out of the file that nothing refers to."""
    for key in [key for key, part in relations.items() if part.reltype.split("/")[-1] in kinds]:
        del relations[key]


def _styles() -> str:
    """The styles as XML: font and language of everything, then each style."""
    styles = "".join(_style(*one) for one in _STYLES)
    font = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{font}"
        f'<w:color w:val="{ink(INK)}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{LANGUAGE}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/></w:style>'
        f"{styles}</w:styles>"
    )


def _style(
    name: str, size: float, room: tuple[float, float], colour: str, first: str, last: str
) -> str:
    bold = "<w:b/>" if name.startswith("heading") else ""
    before, after = (round(20 * points) for points in room)
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier(name)}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{first}<w:spacing w:before="{before}" w:after="{after}"/>{last}</w:pPr>'
        f'<w:rPr>{bold}<w:color w:val="{ink(colour)}"/><w:sz w:val="{round(2 * size)}"/>'
        f'<w:szCs w:val="{round(2 * size)}"/></w:rPr></w:style>'
    )


def identifier(name: str) -> str:
    """The key of a style in the file: its name without spaces, its words with capitals."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def ink(colour: str) -> str:
    """A colour as Word writes it."""
    return colour.lstrip("#").upper()
