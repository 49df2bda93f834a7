"""A live page answers to mouse, finger and keyboard, and is whole without a script."""

import pytest

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


def opened(open_page, **options):
    page = open_page(**options)
    page.wait_for_selector("html[data-live=ready]")
    return page


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
    for key in ["ArrowDown"] * 3 + ["ArrowDown", "ArrowRight", "ArrowLeft", "ArrowLeft"]:
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
