// A figure follows the numbers: what is printed in it, the worked cell below it, and its words.
((abh) => {
  "use strict";
  const FAINT = "#50565f"; // exactly zero is greyed, as aibyhand/core/role.py has it
  const WORKED = /One cell worked in full: (.*)\[(\d+),(\d+)\]/;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");

  function flash(text) {
    if (!isStill.matches) text.animate([{ opacity: 0.1 }, { opacity: 1 }], 600);
  }

  function ink(text, value) {
    if (Math.abs(value) < abh.SAME) {
      if (!text.hasAttribute("fill")) text.setAttribute("fill", FAINT);
    } else if (text.getAttribute("fill") === FAINT) text.removeAttribute("fill");
  }

  // Long numbers need smaller type: as aibyhand/draw/cells.py does it.
  function resize(block, matrix) {
    const shown = matrix.values.flat().map((value) => abh.number(value, matrix.digits).length);
    const size = Math.min(15, (1.65 * (block.side - 4)) / Math.max(...shown));
    const text = String(Number(size.toPrecision(6)));
    if (block.group.getAttribute("font-size") === text) return;
    block.group.setAttribute("font-size", text);
    const top = Number(block.group.querySelector("rect").getAttribute("y"));
    block.texts.forEach((one, n) => {
      const middle = top + (Math.floor(n / block.wide) + 0.5) * block.side;
      one.setAttribute("y", Math.round((middle + 0.36 * size) * 10) / 10);
    });
  }

  function refill(block, live) {
    const matrix = live.all[block.k];
    if (block.blank) return;
    resize(block, matrix);
    block.texts.forEach((text, n) => {
      const { i, j } = block.cell(Math.floor(n / block.wide), n % block.wide);
      const shown = live.shown(block.k, i, j);
      if (text.textContent === shown) return;
      text.textContent = shown;
      ink(text, matrix.values[i][j]);
      flash(text);
    });
  }

  // The rows of a matrix as its figure's words have them (aibyhand/render/words.py); of one that
  // stands there transposed, its columns.
  function rowsOfNumbers(live, matrix, k, turned) {
    const { values, digits } = matrix, side = turned ? "columns" : "rows";
    const rows = turned ? values[0].map((_, j) => values.map((row) => row[j])) : values;
    const said = rows.map((row, i) => {
      const shown = row.map((value) => abh.number(value, digits)).join(", ");
      return rows.length > 1 ? `${live.label(k, side, i)}: ${shown}` : shown;
    });
    return said.join("; ");
  }

  // The words of a figure, with the source's numbers replaced by today's.
  function words(figure) {
    const { live, own } = figure;
    const met = new Set();
    let said = ` ${own}`;
    for (const { k, turned, blank } of figure.blocks) {
      const name = abh.plain(`${live.symbol(k)}${turned ? "^\\top" : ""}`, live.signs);
      if (met.has(name)) continue; // it is said once, however often it is drawn
      met.add(name);
      const start = said.indexOf(` ${name}, `);
      const old = `: ${rowsOfNumbers(live, live.first[k], k, turned)}.`;
      const at = start < 0 || blank ? -1 : said.indexOf(old, start);
      if (at < 0) continue;
      const now = `: ${rowsOfNumbers(live, live.all[k], k, turned)}.`;
      said = said.slice(0, at) + now + said.slice(at + old.length);
    }
    said = said.slice(1);
    if (!figure.worked) return said;
    const line = abh.plain(live.line(...figure.worked), live.signs);
    return `${said.slice(0, said.search(WORKED))}One cell worked in full: ${line}.`;
  }

  // Which cell is worked below a figure, as its words name it.
  function workedCell(figure) {
    const found = WORKED.exec(figure.own);
    if (!found) return null;
    const block = figure.blocks.find(({ k }) => figure.live.printed(k) === found[1]);
    return block ? [block.k, found[2] - 1, found[3] - 1] : null;
  }

  function follow(figure) {
    const { live } = figure;
    figure.own ??= figure.svg.getAttribute("aria-label");
    figure.worked ??= workedCell(figure);
    figure.behind = false;
    figure.answers?.clear(); // what was filled in is about other numbers
    for (const block of figure.blocks) refill(block, live);
    if (figure.worked) figure.printed = [abh.mathml(live.line(...figure.worked), live.signs)];
    figure.svg.setAttribute("aria-label", words(figure));
    figure.pointing?.again();
  }

  Object.assign(abh, { follow });
})(globalThis.abh ??= {});
