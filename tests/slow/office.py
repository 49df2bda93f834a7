"""LibreOffice without a window: convert and recalculate files, and read what it printed."""

import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from html import unescape
from io import BytesIO
from pathlib import Path

# LibreOffice shows the stored values of a workbook unless it is told to recalculate on load.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
SPOILT = "-987.625"  # in place of every stored result: what is read back was computed


def convert(program: str, files: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """Convert files into a folder, with a profile of its own; workbooks are recalculated."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", to, "--outdir", str(folder), *map(str, files),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=30 + 20 * len(files))
    made = [folder / f"{path.stem}.{to.split(':')[0]}" for path in files]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, f"LibreOffice did not make {missing}: {done.stdout} {done.stderr}"
    return made


def has_writer(program: str, folder: Path) -> bool:
    """Is Writer there, too? It is a part of its own: without it no text can be opened."""
    text = folder / "probe.txt"
    text.write_text("Is anybody there?", encoding="utf-8")
    try:
        return bool(convert(program, [text], "pdf", folder))
    except AssertionError:
        return False


def words(program: str, pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Give every word of every page, with its box in points."""
    done = subprocess.run(
        [program, "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return [
        [(*map(float, found[:4]), unescape(found[4])) for found in WORD.findall(page)]
        for page in done.stdout.split("<page ")[1:]
    ]


def edited(workbook: bytes, changes: Mapping[str, Mapping[str, float]]) -> bytes:
    """The workbook with numbers put into cells, by sheet and cell, and every stored result spoilt.

    The file's own text is changed: a library that reads and writes it would lose a part of it.
    """
    source = zipfile.ZipFile(BytesIO(workbook))
    written = BytesIO()
    titles = re.findall(r'<sheet name="([^"]*)"', source.read("xl/workbook.xml").decode())
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if number:
                cells = changes.get(titles[int(number[1]) - 1], {})
                text = _put(_spoilt(text.decode()), cells).encode()
            target.writestr(name, text)
    return written.getvalue()


def _spoilt(page: str) -> str:
    return re.sub(r"(</f><v>)[^<]*(</v>)", rf"\g<1>{SPOILT}\2", page)


def _put(page: str, cells: Mapping[str, float]) -> str:
    for cell, value in cells.items():
        page, count = re.subn(
            rf'<c r="{cell}"((?: s="\d+")?)(?:/>|>.*?</c>)',
            rf'<c r="{cell}"\1><v>{value!r}</v></c>',
            page,
        )
        assert count == 1, f"no cell {cell} to change"
    return page
