// A page's runs: every matrix from the given numbers, and one cell of any of them. The data comes
// from aibyhand/pages/live.py, which says what is in it.
((abh) => {
  "use strict";

  class Live {
    constructor(data) {
      Object.assign(this, data);
      this.given = this.matrices.map(({ given }) => given); // those that the reader has changed, too
      this.all = this.recomputed(this.given);
    }

    // Every matrix from these given numbers. Throws an Error that names the one without a number.
    recomputed(given) {
      const all = [];
      for (const [k, { op, of, settings }] of this.matrices.entries()) {
        const made = op === undefined
          ? abh.matrix(given[k])
          : abh.result(this.ops[op].cell, of.map((operand) => all[operand]), settings ?? {});
        if (!made) throw Error(`${this.printed(k)} has no number then`);
        all.push(made);
      }
      return all;
    }

    // The index of a matrix by the run that it belongs to and its name there.
    find(run, name) {
      return this.runs[run]?.find((k) => this.matrices[k].name === name);
    }

    symbol(k) {
      const { tex, op, of, name } = this.matrices[k];
      return tex ?? (name || op === undefined ? name : `${this.symbol(of[0])}^\\top`);
    }

    printed(k) {
      return abh.plain(this.symbol(k), this.signs);
    }

    // What an unnamed transpose is the transpose of.
    upright(k) {
      return this.matrices[k].name ? k : this.matrices[k].of[0];
    }

    // The word at a row or a column, counted from 0; none where there is only one.
    label(k, side, index) {
      if (this.all[k][side] === 1) return "";
      const axis = this.axes[this.matrices[k][side]];
      if (!axis) return `${side.slice(0, -1)} ${index + 1}`;
      const [pattern, first, ...words] = axis;
      if (index < words.length) return words[index];
      const letter = String.fromCharCode(65 + (index % 26)) + (Math.floor(index / 26) || "");
      return abh.filled(pattern, { n: index + first, letter });
    }

    isGiven(k) {
      return this.matrices[k].op === undefined;
    }

    // One number as it is printed.
    shown(k, i, j) {
      const matrix = this.all[k];
      return abh.number(matrix.values[i][j], matrix.digits);
    }

    // A computed cell worked in full: {tex, met, sign, shown}, where `met` lists the cells that go
    // in, each as the matrix's index, its row and its column.
    worked(k, i, j) {
      const { op, of, settings } = this.matrices[k], { values, digits, noise } = this.all[k];
      const operands = of.map((operand) => this.all[operand]);
      const work = abh.worked(this.ops[op].cell[2], operands, settings ?? {}, i, j, {
        spellings: this.spellings, value: values[i][j], digits, noise, approximate: this.ops[op].about,
      });
      work.met = work.met.map(([which, row, column]) => [of[which], row, column]);
      return work;
    }

    // The same as one line of TeX.
    line(k, i, j) {
      const start = `${this.symbol(k)}[${i + 1},${j + 1}]`;
      if (this.isGiven(k)) return `${start} = ${this.shown(k, i, j).replace(abh.MINUS, "-")}`;
      const { tex, sign, shown } = this.worked(k, i, j);
      return tex === shown ? `${start} ${sign} ${shown}` : `${start} = ${tex} ${sign} ${shown}`;
    }
  }

  Object.assign(abh, { Live });
})(globalThis.abh ??= {});
