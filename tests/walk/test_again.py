"""Which given numbers decide what is calculated, and are no live cells of a workbook."""

from aibyhand import Role, given
from aibyhand.walk import Step, Walkthrough
from aibyhand.walk.again import deciding

TWO = given("c", 2, Role.NUMBER)


def test_a_number_of_places_decides_what_is_calculated():
    def steps(c=TWO):
        for k in range(int(c.values.item())):
            yield Step("Step", "Do it.", ((c + c).named(f"d{k}", Role.NUMBER),))

    counted = Walkthrough("counted", "Counted", "", steps)

    assert [m.name for m in deciding(counted.run())] == ["c"]
