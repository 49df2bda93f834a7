"""Keep the outlines of the book's names: python tools/make_outlines.py.

Run it after adding a walkthrough or changing how something is printed. It draws everything, writes
each piece of TeX that was asked for into aibyhand/draw/outlines.json, and leaves out worked cells:
these change with the numbers.
"""

import json
import re
from dataclasses import astuple

import aibyhand
from aibyhand.draw import glyphs
from aibyhand.export import files

WORKED = re.compile(r"\[\d+,\d+\] (=|\\approx)")


def draw_everything() -> None:
    """Ask for every name: each walkthrough in every lane and variant."""
    for walkthrough in map(aibyhand.find, aibyhand.slugs()):
        runs = [walkthrough.run(lane=lane) for lane in walkthrough.lanes]
        runs += [walkthrough.run(variant=name) for name, _ in walkthrough.variants]
        for trace in runs:
            files(trace, "svg")


def names_asked() -> list[str]:
    """The pieces of TeX that were set in this process, without worked cells."""
    asked: list[str] = []
    typeset = glyphs.typeset

    def noting(tex: str) -> glyphs.Outline:
        asked.append(tex)
        return typeset(tex)

    glyphs.typeset = noting
    draw_everything()
    glyphs.typeset = typeset
    return sorted(tex for tex in asked if not WORKED.search(tex))


if __name__ == "__main__":
    glyphs.KEPT.write_text("{}", encoding="utf-8")
    lines = [
        f"{json.dumps(tex, ensure_ascii=False)}: {json.dumps(astuple(glyphs.typeset(tex)))}"
        for tex in names_asked()
    ]
    glyphs.KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{glyphs.KEPT}: {len(lines)} names")
