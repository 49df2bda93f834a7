"""A live page answers to mouse, finger and keyboard, and is whole without a script."""

import pytest
from helpers import opened

import aibyhand
from aibyhand.core.numbers import number
from aibyhand.pages.shown import Shown

pytestmark = pytest.mark.slow

PAGE = "attention/self-attention.html"
only = pytest.mark.parametrize("page_name", [PAGE])

# Where a cell of a figure stands in the window, by the matrix and the cell as the page has them.
WHERE = """([label, name, i, j]) => {
  const figure = abh.figures.find((one) => one.box.parentElement.ariaLabel === label);
  figure.box.scrollIntoView({ block: "center" });
  const block = figure.blocks.find((one) => abh.live.matrices[one.k].name === name);
  const { x, y } = block.place(i, j), around = figure.svg.getBoundingClientRect();
  const share = around.width / figure.width, middle = block.side / 2;
  return [around.left + (x + middle - figure.left) * share,
          around.top + (y + middle - figure.top) * share];
}"""
# The line below a figure as text, and how many cells are lit in it.
SEEN = """(label) => {
  const figure = abh.figures.find((one) => one.box.parentElement.ariaLabel === label);
  const lit = (figure.lit.getAttribute("d") ?? "").split("M").length - 1;
  return [figure.caption.textContent.replace(/\\s/g, ""), lit];
}"""
SCORES = "Figure of step 4"


@only
@pytest.mark.parametrize("width", [390, 1280])
def test_a_cell_pointed_at_lights_what_goes_in_and_shows_its_sum(open_page, width):
    page = opened(open_page, width=width)
    printed = page.evaluate(SEEN, SCORES)
    page.mouse.move(*page.evaluate(WHERE, [SCORES, "S", 1, 2]))

    # Worked out by hand: key 2 is [2, 1, 0], query 3 is [0, 1, 2].
    assert page.evaluate(SEEN, SCORES) == ["S[2,3]=2⋅0+1⋅1+0⋅2=1", 6]
    assert not page.locator(".abh-pointing .abh-mark").first.is_visible()

    page.mouse.move(2, 2)
    assert page.evaluate(SEEN, SCORES) == printed
    assert printed[1] == 0


@only
def test_what_a_finger_showed_stays_until_it_taps_elsewhere(open_page):
    page = opened(open_page)
    x, y = page.evaluate(WHERE, [SCORES, "S", 1, 2])
    tap = """([x, y]) => {
      const at = document.elementFromPoint(x, y);
      const options = { bubbles: true, clientX: x, clientY: y, pointerType: "touch" };
      for (const type of ["pointerdown", "pointerup", "pointerleave"]) {
        at.dispatchEvent(new PointerEvent(type, options));
      }
    }"""
    page.evaluate(tap, [x, y])
    assert page.evaluate(SEEN, SCORES)[1] == 6

    page.evaluate(tap, [5, 5])
    assert page.evaluate(SEEN, SCORES)[1] == 0


@only
def test_the_keyboard_walks_over_the_sheet_and_every_cell_says_its_sum(open_page):
    page = opened(open_page)
    figure = page.locator(f".abh-scroll[aria-label='{SCORES}']").first
    cell = figure.locator("[role=grid] [role=row] [role=gridcell]")
    assert figure.locator("[tabindex]").count() == 1
    assert figure.get_attribute("tabindex") is None

    cell.focus()
    said = [cell.get_attribute("aria-label")]
    for key in ["ArrowDown"] * 4 + ["ArrowRight", "ArrowLeft", "ArrowLeft"]:
        page.keyboard.press(key)
        said.append(cell.get_attribute("aria-label"))

    assert said[0].startswith("Q, row 1, tok 1: ")
    assert said[3] == "S, tok 1, tok 1: 0 · 2 + 0 · 0 + 1 · 3 = 3"
    assert said[4] == "S, tok 2, tok 1: 2 · 2 + 1 · 0 + 0 · 3 = 4"
    assert said[5] == "S, tok 2, tok 2: 2 · 1 + 1 · 1 + 0 · 2 = 3"
    assert said[7].startswith("K, row 3, tok 2: ")  # to the left of S its transpose is drawn
    assert page.evaluate(SEEN, SCORES)[0].startswith("K[3,2]=")

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    assert page.evaluate(SEEN, SCORES)[1] == 0


@only
def test_blank_cells_say_nothing_before_they_are_filled_in(open_page):
    page = opened(open_page)
    blank = page.evaluate(
        """() => abh.figures.flatMap((figure) => figure.blocks.filter((one) => one.blank)
          .map((block) => {
            figure.show(block.cell(0, 0));
            return [abh.spoken(abh.live, block.cell(0, 0)), figure.caption.textContent];
          }))"""
    )
    assert blank
    assert all(said.endswith(", to fill in") and not line for said, line in blank)


@only
def test_the_picture_keeps_its_role_and_words(open_page):
    page = opened(open_page)
    kept = "svgs => svgs.every(s => s.getAttribute('role') === 'img' && s.ariaLabel.length > 20)"
    assert page.locator("svg.abh-figure[role]").evaluate_all(kept)


@only
def test_without_a_script_the_page_is_whole(book, browser, page_name):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((book / page_name).as_uri())
    figure = page.locator(f".abh-scroll[aria-label='{SCORES}']").first

    assert figure.locator("svg").get_attribute("aria-label").startswith("Step 4, Scores.")
    assert figure.get_attribute("tabindex") == "0"
    assert page.locator(".abh-worked math").count() > 5
    assert "{" not in page.locator("article").inner_text()
    context.close()


@only
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_barrier_with_a_cell_pointed_at(open_page, need, theme):
    axe = need("axe_playwright_python.sync_playwright").Axe()
    page = opened(open_page, theme=theme)
    page.locator(f".abh-scroll[aria-label='{SCORES}'] [role=gridcell]").first.focus()
    options = {
        "resultTypes": ["violations"],
        "rules": {"empty-table-header": {"enabled": False}},  # it takes MathML for empty
        "preload": False,  # it would fetch the styles again, which a file may not
    }
    found = axe.run(page, options=options).response["violations"]

    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


# Every figure of the first run: its drawn digits by matrix and cell, its words, and its caption.
DRAWN = """() => abh.figures.filter((one) => one.run === "0").map((figure) => ({
  label: figure.box.parentElement.ariaLabel,
  words: figure.svg.getAttribute("aria-label"),
  caption: figure.caption.textContent.replace(/\\s/g, ""),
  cells: figure.blocks.flatMap((block) => block.texts.map((text, n) => {
    const { i, j } = block.cell(Math.floor(n / block.wide), n % block.wide);
    return [abh.live.matrices[block.k].name, i, j, text.textContent];
  })),
}))"""


def edit(page, name, i, j, *keys):
    """Click a given number in the figure of step 1 and press keys; wait until all has followed."""
    page.mouse.click(*page.evaluate(WHERE, ["Figure of step 1", name, i, j]))
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(300)


def check_page(page, trace):
    """Check every digit, every text alternative and every worked cell against Python's run."""
    drawn = page.evaluate(DRAWN)
    views = Shown(trace)
    assert len(drawn) > 10
    for figure in drawn:
        for name, i, j, shown in figure["cells"]:
            matrix = trace[name]
            assert shown == number(float(matrix.values[i, j]), matrix.digits), (name, i, j)
        if figure["label"].startswith("Figure of step "):
            view = views.step(int(figure["label"].split()[-1]))
            assert without_worked(figure["words"]) == without_worked(view.drawing.words)


def without_worked(words):
    """Leave the worked cell out: other numbers may have another that tells most."""
    return words.partition(" One cell worked")[0]


@only
def test_every_number_and_word_follows_a_changed_number(open_page):
    page = opened(open_page)
    edit(page, "X", 0, 1, "3", "Enter", "Escape")
    X = aibyhand.find("self-attention").run()["X"].values.copy()
    X[0, 1] = 3
    check_page(page, aibyhand.find("self-attention").run(X=X))

    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(300)
    check_page(page, aibyhand.find("self-attention").run())


@only
@pytest.mark.parametrize(
    ("keys", "value"),
    [("1/3", 1 / 3), ("0,5", 0.5), ("−2", -2), ("-2", -2), (".25", 0.25)],
)
def test_a_number_can_be_written_in_several_ways(open_page, keys, value):
    page = opened(open_page)
    x, y = page.evaluate(WHERE, ["Figure of step 1", "X", 0, 1])
    page.mouse.click(x, y)
    page.keyboard.insert_text(keys)

    assert page.evaluate("abh.live.given[abh.live.find('0', 'X')][0][1]") == value


@only
def test_escape_gives_up_arrows_step_and_enter_goes_on(open_page):
    page = opened(open_page)
    now = "abh.live.given[abh.live.find('0', 'X')].map((row) => row[1])"
    before = page.evaluate(now)
    edit(page, "X", 0, 1, "7", "Escape")
    assert page.evaluate(now) == before
    assert page.locator(".abh-cell:focus").count() == 1
    assert page.locator(".abh-bar").is_hidden()

    edit(page, "X", 0, 1, "ArrowUp", "ArrowUp", "Enter", "9", "Enter", "Escape")
    assert page.evaluate(now) == [before[0] + 2, 9, *before[2:]]


@only
def test_the_address_carries_the_numbers_and_reset_gives_the_source_s_back(open_page):
    page = opened(open_page)
    edit(page, "X", 0, 1, "3", "Enter", "Escape")
    address = page.evaluate("location.hash")
    assert address == "#numbers-1&X.1.2=3"
    other = opened(open_page, query=address)
    X = aibyhand.find("self-attention").run()["X"].values.copy()
    X[0, 1] = 3
    other.wait_for_timeout(200)
    check_page(other, aibyhand.find("self-attention").run(X=X))

    other.get_by_role("button", name="Reset").click()
    other.wait_for_timeout(300)
    check_page(other, aibyhand.find("self-attention").run())
    assert other.evaluate("location.hash") == ""
    assert other.locator("html.abh-changed").count() == 0


@only
def test_what_cannot_be_computed_is_refused_with_the_matrix_named(open_page):
    page = opened(open_page)
    page.mouse.click(*page.evaluate(WHERE, ["Figure of step 1", "X", 0, 1]))
    page.keyboard.insert_text("9" * 300)
    assert "has no number then" in page.locator(".abh-bar [role=status]").inner_text()
    page.keyboard.press("Escape")
    check_page(page, aibyhand.find("self-attention").run())


@only
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("#numbers-1&X.9.1=3", "X.9.1=3"),
        ("#numbers-1&nobody.1.1=3", "nobody.1.1=3"),
        ("#numbers-1&X.1.1=many", "X.1.1=many"),
        ("#numbers-1&Q.1.1=3", "Q.1.1=3"),
        ("#numbers-1&seed=!", "seed=!"),
        ("#numbers-1&step=last", "step=last"),
        ("#numbers-1&X.1.1=1e308&WQ.1.1=1e308", "has no number then"),
    ],
)
def test_an_address_that_cannot_be_followed_says_so(open_page, query, said):
    page = opened(open_page, query=query)
    assert said in page.locator(".abh-bar [role=status]").inner_text()


@only
def test_a_seed_that_gives_nothing_is_not_said_to_be_shown(open_page):
    page = opened(open_page)
    found = page.evaluate("""() => {
      const { fresh } = abh;
      abh.fresh = () => { throw Error("nothing"); };
      location.hash = "#numbers-1&seed=7f3a&X.1.2=3";
      const numbers = new abh.Numbers(abh.live);
      abh.fresh = fresh;
      return [numbers.seed, numbers.problem, numbers.differences().length];
    }""")
    seed, problem, changed = found
    assert (seed, changed) == ("", 1)
    assert "seed=7f3a" in problem


@only
def test_an_address_that_can_be_followed_says_nothing(open_page):
    page = opened(open_page, query="#numbers-1&step=2&X.1.2=3")
    assert page.locator(".abh-bar [role=status]").inner_text() == ""


@pytest.mark.parametrize("page_name", ["signals/gcn.html"])
def test_a_matrix_that_stays_as_it_is_says_why(open_page):
    page = opened(open_page)
    page.mouse.click(*page.evaluate(WHERE, ["Figure of step 2", "Adj", 0, 0]))
    said = page.locator(".abh-bar [role=status]")
    assert said.inner_text().startswith("Adj decides what is calculated")
    page.mouse.click(*page.evaluate(WHERE, ["Figure of step 1", "X", 0, 0]))
    assert said.inner_text() == ""
    assert page.locator("input.abh-field").count() == 1
