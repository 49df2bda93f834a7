// Filling in blank cells, and being told what went wrong. The rule of what is right is that of
// aibyhand/practice/judging.py; which slips there are comes with the page (practice/slips.py).
((abh) => {
  "use strict";
  const HOW = "Fill in the blank cells, here or on paper. Two decimals are enough.";
  const SVG = "http://www.w3.org/2000/svg";

  // Is a written number right at its decimals? Without any, only where the matrix prints none.
  function fits({ value, decimals }, right, digits) {
    const spare = decimals || !digits ? 0.5 * 10 ** -decimals : 0;
    return Math.abs(value - right) <= spare + 1e-9 * Math.max(1, Math.abs(right));
  }

  // Judges what was written into a cell: {right, from, reasons}. `own` are operands' numbers as the
  // reader filled them in, by the matrix's index.
  function judge(live, k, i, j, written, own = new Map()) {
    const { op, of, settings } = live.matrices[k], { cell, slips } = live.ops[op];
    const { values, digits } = live.all[k];
    const isGiven = (data, operands) => {
      const one = abh.cell(operands, settings ?? {}, i, j), found = Number(abh.value(one, data));
      return !one.outside && Number.isFinite(found) && fits(written, found, digits);
    };
    if (fits(written, values[i][j], digits)) return { right: true, from: "", reasons: [] };
    const operands = of.map((one) => live.all[one]);
    if (isGiven(cell[2], operands.map(printed))) return { right: true, from: "printed", reasons: [] };
    if (of.some((one) => own.has(one))) {
      const theirs = of.map((one, n) => ({ ...operands[n], values: own.get(one) ?? operands[n].values }));
      if (isGiven(cell[2], theirs)) return { right: true, from: "own", reasons: [] };
    }
    const names = Object.fromEntries(of.map((one, n) => [n, live.printed(one)]));
    const reasons = slips.filter(([, data]) => isGiven(data, operands))
      .map(([reason]) => abh.filled(live.reasons[reason], names));
    return { right: false, from: "", reasons: [...new Set(reasons)] };
  }

  function printed(matrix) {
    const shown = (value) => Number(abh.number(value, matrix.digits).replaceAll(abh.MINUS, "-"));
    return { ...matrix, values: matrix.values.map((row) => row.map(shown)) };
  }

  // What a reader has filled in on one figure.
  class Answers {
    constructor(figure) {
      this.figure = figure;
      this.all = new Map(); // by place: what was written, and what came of it
      this.said = abh.make("p", { role: "status", class: "abh-said" }, HOW);
      this.marks = document.createElementNS(SVG, "g");
      figure.lit.parentNode.append(this.marks);
      const again = abh.make("button", { type: "button", class: "abh-fresh" }, "Fresh numbers");
      again.addEventListener("click", () => abh.numbers.draw(abh.newSeed()));
      figure.box.parentElement.after(this.said, ...(figure.live.fresh.length ? [again] : []));
    }

    key({ block, i, j }) {
      return `${block.k}.${i}.${j}`;
    }

    get(cell) {
      return this.all.get(this.key(cell));
    }

    clear() {
      this.all.clear();
      this.draw();
      this.said.textContent = HOW;
    }

    // The operands of a cell as the reader filled them in, where a number of them was wrong.
    own() {
      const own = new Map();
      for (const { cell, written, right } of this.all.values()) {
        if (right || !written) continue;
        const { block: { k }, i, j } = cell;
        if (!own.has(k)) own.set(k, this.figure.live.all[k].values.map((row) => [...row]));
        own.get(k)[i][j] = written.value;
      }
      return own;
    }

    take(cell, text) {
      const { live } = this.figure, { block: { k }, i, j } = cell, before = this.get(cell);
      if (text.trim() === (before?.text ?? "")) return;
      if (!text.trim()) this.all.delete(this.key(cell));
      else {
        const written = abh.written(text);
        const found = written && judge(live, k, i, j, written, this.own());
        const tries = (before?.tries ?? 0) + (found?.right ? 0 : 1);
        this.all.set(this.key(cell), { cell, text: text.trim(), written, tries, ...found });
      }
      this.draw();
      this.said.textContent = this.words(cell);
    }

    words(cell) {
      const { live } = this.figure, { block: { k }, i, j } = cell, now = this.get(cell);
      if (!now) return HOW;
      if (!now.written) return `${now.text} is no number.`;
      const blanks = this.figure.blocks.filter(({ blank }) => blank);
      const count = new Set(blanks.flatMap((block) => this.cells(block).map((one) => this.key(one)))).size;
      const done = [...this.all.values()].filter(({ right }) => right).length;
      if (now.right) {
        const from = { printed: ", from the numbers as they are printed", own: ", from your own numbers" };
        return `Right${from[now.from] ?? ""}. ${done} of ${count}.`;
      }
      if (now.tries === 1) return "Not yet.";
      if (now.tries === 2 && now.reasons.length) return `Not yet. ${this.reason(now, k)}.`;
      return `It is ${abh.plain(live.line(k, i, j), live.signs)}.`;
    }

    // The slip that explains most of what is wrong in the matrix; of several, two.
    reason({ reasons }, k) {
      const wrong = [...this.all.values()].filter(({ cell, right }) => cell.block.k === k && !right);
      const explained = (reason) => wrong.filter((one) => one.reasons?.includes(reason)).length;
      const most = Math.max(...reasons.map(explained));
      return reasons.filter((reason) => explained(reason) === most).slice(0, 2).join(", or: ");
    }

    cells(block) {
      const rows = [...Array(block.high).keys()], columns = [...Array(block.wide).keys()];
      return rows.flatMap((down) => columns.map((across) => block.cell(down, across)));
    }

    draw() {
      this.marks.replaceChildren(...[...this.all.values()].flatMap(({ cell, text, right }) => {
        const { x, y } = cell.block.place(cell.i, cell.j), { side } = cell.block;
        const size = Math.min(15, (1.65 * (side - 8)) / text.length);
        const put = (words, left, top, high, name) => {
          const made = document.createElementNS(SVG, "text");
          made.setAttribute("class", name);
          made.setAttribute("x", left);
          made.setAttribute("y", top);
          made.setAttribute("font-size", high);
          made.textContent = words;
          return made;
        };
        const kind = right ? "abh-right" : "abh-not-yet";
        return [
          put(text, x + side / 2, y + side / 2 + 0.36 * size, size, kind),
          put(right ? "✓" : "✗", x + side - 6, y + 10, 10, kind),
        ];
      }));
    }
  }

  class Answer extends abh.Entry {
    constructor(pointing, cell, text) {
      const { answers } = pointing.figure;
      super(pointing, cell, text ?? answers.get(cell)?.text ?? "");
      this.answers = answers;
      if (text === undefined) this.field.select();
    }

    done() {
      if (!this.given) this.answers.take(this.cell, this.field.value);
    }

    giveUp() {
      this.given = true;
    }
  }

  Object.assign(abh, { Answer, Answers, judge });
})(globalThis.abh ??= {});
