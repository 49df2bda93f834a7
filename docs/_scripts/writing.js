// One cell written out in TeX, as aibyhand/core/writing.py and worked.py write it. How functions
// are spelt comes with the page.
((abh) => {
  "use strict";
  const LONGEST_SUM = 100; // characters of TeX; of a longer sum the middle is left out
  const LONGEST_START = 60; // of what stands before that, three terms or two

  // How tightly a piece of writing holds together.
  const [CONDITION, PLUS, TIMES, POWER, ATOM] = [0, 1, 2, 3, 4];
  const SIGNS = { "<=": " \\leq ", ">=": " \\geq " };

  const written = (text, level = ATOM) => ({ text, level });
  const within = (piece, level) => (piece.level >= level ? piece.text : `(${piece.text})`);
  const isNegative = (piece) => piece.text.startsWith("-");
  const headOf = (data) => (Array.isArray(data) ? data[0] : "");

  // A pattern of Python's format(): {0} and {name} are filled, a doubled brace is one brace.
  const filled = (pattern, values) => pattern.replace(
    /\{\{|\}\}|\{(\w+)\}/g, (found, key) => (key === undefined ? found[0] : values[key]),
  );

  const numeral = (text) => written(text, text.startsWith("-") ? PLUS : ATOM);
  const inTex = (value, count) => abh.number(value, count).replace(abh.MINUS, "-");

  // One number of an operand, with up to two more decimals where its matrix's don't hold it.
  function digit(operand, row, column) {
    const value = operand.values[row][column];
    return inTex(value, abh.writtenDecimals(value, operand.digits));
  }

  // Writes the expressions of one cell.
  class Writer {
    constructor(cell, spellings) {
      Object.assign(this, { cell, spellings });
    }

    write(data) {
      if (!Array.isArray(data)) return numeral(typeof data === "number" ? abh.general(data) : data);
      const [head, ...parts] = data;
      switch (head) {
        case "x": case "at": case "at0": case "beside":
          return this.operand(data);
        case "sum":
          return total(this.terms(data));
        case "max": case "argmax":
          return this.listed(data);
        case "if":
          return this.write(abh.value(this.cell, parts[0]) ? parts[1] : parts[2]);
        case "rows": case "cols": case "set": case "whole":
          return numeral(abh.general(abh.value(this.cell, data)));
        case "pi":
          return written(parts[0] === 1 ? "\\pi" : `${parts[0]}\\pi`);
        case "as": case "round":
          return this.write(parts[0]);
        case "by":
          return written(filled(parts[0], [this.write(parts[1]).text]));
        case "neg":
          return written(`-${within(this.write(parts[0]), TIMES)}`, PLUS);
        case "[]":
          return written(`[${this.write(parts[0]).text}]`);
        case "+": case "-": case "*": case "/": case "^":
          return this.two(head, ...parts);
        case "<": case "<=": case ">": case ">=": case "=": {
          const [a, b] = parts.map((part) => this.write(part).text);
          return written(`${a}${SIGNS[head] ?? ` ${head} `}${b}`, CONDITION);
        }
      }
      return written(filled(this.spellings[head], [this.write(parts[0]).text]));
    }

    operand(data) {
      const alone = { ...this.cell, met: [] };
      const value = abh.value(alone, data);
      if (!alone.met.length) return numeral(abh.general(value)); // a zero beside the operand
      const [which, row, column] = alone.met.at(-1); // what says where it is comes before
      return numeral(digit(this.cell.operands[which], row, column));
    }

    // The terms of a sum or of a list, those of sums within it too.
    terms(data) {
      const [head, ...parts] = data;
      const each = (term) => (headOf(term) === head ? this.terms(term) : [this.write(term)]);
      return abh.terms(this.cell, parts, each).flat();
    }

    summands(data) {
      if (headOf(data) === "sum") return this.terms(data);
      if (headOf(data) !== "+") return [this.write(data)];
      return [...this.summands(data[1]), ...this.summands(data[2])];
    }

    listed(data) {
      const terms = this.terms(data);
      if (data[0] === "max" && terms.length === 1) return terms[0];
      const name = data[0] === "max" ? "\\max" : "\\operatorname{argmax}";
      return written(`${name}(${shortened(terms.map((term) => term.text)).join(", ")})`);
    }

    two(head, left, right) {
      if (head === "+" && holdsSum(left)) {
        return total([...this.summands(left), ...this.summands(right)]);
      }
      if (head === "^" && headOf(right) === "whole" && abh.value(this.cell, right) === 1) {
        return this.write(left);
      }
      const a = this.write(left), b = this.write(right);
      switch (head) {
        case "+":
          return written(`${within(a, PLUS)} + ${later(b)}`, PLUS);
        case "-":
          return written(`${within(a, PLUS)} - ${within(b, TIMES)}`, PLUS);
        case "*":
          return written(`${within(a, TIMES)} \\cdot ${within(b, TIMES)}`, TIMES);
        case "/": {
          const isLeaf = !Array.isArray(left) || ["x", "at", "at0"].includes(left[0]);
          const above = isNegative(a) && isLeaf ? a.text : within(a, TIMES);
          return written(`${above} / ${within(b, POWER)}`, TIMES);
        }
      }
      const up = b.text.length === 1 ? b.text : `{${b.text}}`;
      return written(`${within(a, ATOM)}^${up}`, POWER);
    }
  }

  const later = (piece) => (isNegative(piece) ? `(${piece.text})` : within(piece, PLUS));

  const holdsSum = (data) => (
    headOf(data) === "sum" || (headOf(data) === "+" && data.slice(1).some(holdsSum))
  );

  // A written-out sum.
  function total(terms) {
    if (!terms.length) return written("0");
    if (terms.length === 1) return terms[0];
    const [first, ...others] = shortened(terms.map((term) => term.text));
    const parts = others.map((text) => (text.startsWith("-") ? `(${text})` : text));
    return written([first, ...parts].join(" + "), PLUS);
  }

  function shortened(texts) {
    const long = (some) => some.join("").length;
    if (long(texts) <= LONGEST_SUM) return texts;
    const first = long(texts.slice(0, 3)) <= LONGEST_START ? 3 : 2;
    return [...texts.slice(0, first), "\\cdots", texts.at(-1)];
  }

  const holds = (data, head) => (
    Array.isArray(data) && (data[0] === head || data.slice(1).some((part) => holds(part, head)))
  );

  // Is the result a place among numbers that keep their order however they are rounded?
  function isSettled(data, operands, met) {
    if (!holds(data, "argmax")) return false;
    const texts = met.map(([which, row, column]) => digit(operands[which], row, column));
    return new Set(texts).size === texts.length;
  }

  // A cell worked in full: the sum, the sign before its value, the value, and the cells that go in.
  function worked(data, operands, settings, i, j, { spellings, value, digits, noise, approximate }) {
    const seen = new Map(), cell = abh.cell(operands, settings, i, j, []);
    abh.value(cell, data);
    for (const place of cell.met) seen.set(place.join(), place);
    const met = [...seen.values()];
    cell.met = null;
    const tex = new Writer(cell, spellings).write(data).text;
    const kept = ([which, row, column]) => {
      const one = operands[which].values[row][column];
      const { digits: own, noise: added } = operands[which];
      return abh.isExact(one, abh.writtenDecimals(one, own), added);
    };
    const whole = abh.isExact(value, digits, noise) && met.every(kept);
    const exact = whole || isSettled(data, operands, met);
    return { tex, met, sign: exact && !approximate ? "=" : "\\approx", shown: inTex(value, digits) };
  }

  Object.assign(abh, { worked, filled });
})(globalThis.abh ??= {});
