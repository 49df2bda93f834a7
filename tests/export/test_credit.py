"""Whoever changes the numbers says so; a student's sheet quotes no licence."""

import aibyhand
from aibyhand.export import files
from aibyhand.export.shared.credit import changed, credits


def test_other_numbers_are_said_in_every_file_that_credits_a_source():
    softmax = aibyhand.find("softmax")
    own, other = softmax.run(), softmax.run(x=[[3], [1], [0], [-1], [4]])
    assert changed(own) == changed(softmax.run(x=own["x"].values)) == ""
    assert changed(other) == "Numbers changed."
    assert credits(other) == f"{credits(own)} Numbers changed."
    for to in ("tex", "beamer", "ipynb", "moodle", "gift"):
        before, after = (next(iter(files(t, to).values())).decode() for t in (own, other))
        assert "Numbers changed." in after, to
        assert "Numbers changed." not in before, to


def test_a_students_sheet_names_no_licence_of_the_source():
    licensed = next(
        w for w in map(aibyhand.find, aibyhand.slugs()) if "UNLICENSED" in credits(w.run())
    )
    assert "UNLICENSED" not in credits(licensed.run(), licences=False)


def test_a_sheet_and_its_key_say_the_same_seed():
    from io import BytesIO

    from pypdf import PdfReader

    from aibyhand.practice.fresh import redrawn

    made = files(redrawn(aibyhand.find("softmax").run(), "monday-7"), "worksheet")
    for name, data in made.items():
        text = PdfReader(BytesIO(data)).pages[0].extract_text()
        assert "seed monday-7" in " ".join(text.split()), name
