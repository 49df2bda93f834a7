// Computing one cell from its expression, as aibyhand/core/evaluate.py does: every operation is
// such an expression, so that none of them is known here. A matrix is {rows, columns, values}.
((abh) => {
  "use strict";

  // The functions of aibyhand/core/functions.py. How they are written comes with the page.
  const FUNCTIONS = {
    exp: Math.exp,
    power_of_e: Math.exp,
    ln: Math.log,
    log: Math.log,
    sqrt: Math.sqrt,
    tanh: Math.tanh,
    cos: Math.cos,
    sin: Math.sin,
    atan: Math.atan,
    abs: Math.abs,
    floor: Math.floor,
    relu: (z) => Math.max(z, 0),
    sigmoid: (z) => 1 / (1 + Math.exp(-z)),
    softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  };

  const TWO = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "^": (a, b) => a ** b,
    div: (a, b) => Math.floor(a / b),
    mod: (a, b) => ((a % b) + b) % b,
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
    "=": (a, b) => a === b,
  };

  // A cell: operands, settings, the indices by name, and the cells met so far, if they are wanted.
  // It is `outside` as soon as a part of it has no number, whatever is computed from that.
  const cell = (operands, settings, i, j, met = null) => (
    { operands, settings, indices: { i, j }, met }
  );

  function value(cell, data) {
    if (typeof data === "string") return cell.indices[data];
    if (typeof data === "number") return data;
    const [head, ...parts] = data;
    const special = SPECIAL[head];
    if (special) return special(cell, ...parts);
    const one = value(cell, parts[0]);
    const found = FUNCTIONS[head] ? FUNCTIONS[head](one) : TWO[head](one, value(cell, parts[1]));
    if (typeof found === "number" && !Number.isFinite(found)) cell.outside = true;
    return found;
  }

  // The number of an operand in a row and a column; where it has none, what follows has none.
  function number(cell, which, row, column) {
    const operand = cell.operands[which];
    if (!(row in operand.values && column in operand.values[row])) {
      cell.outside = true;
      return NaN;
    }
    if (cell.met) cell.met.push([which, row, column]);
    return operand.values[row][column];
  }

  function isInside(cell, which, row, column) {
    const { rows, columns } = cell.operands[which];
    return row >= 0 && row < rows && column >= 0 && column < columns;
  }

  function beside(cell, row, column) {
    let left = value(cell, column), which = 0;
    while (left >= cell.operands[which].columns) left -= cell.operands[which++].columns;
    return number(cell, which, value(cell, row), left);
  }

  // What `each` makes of a term while its index runs.
  function terms(cell, [index, count, term], each = (part) => value(cell, part)) {
    const before = cell.indices[index], found = [], all = value(cell, count);
    for (let k = 0; k < all; k++) {
      cell.indices[index] = k;
      found.push(each(term));
    }
    cell.indices[index] = before;
    return found;
  }

  const SPECIAL = {
    x(cell, which) {
      const { rows, columns } = cell.operands[which];
      return number(cell, which, rows > 1 ? cell.indices.i : 0, columns > 1 ? cell.indices.j : 0);
    },
    at: (cell, which, row, column) => (
      number(cell, value(cell, which), value(cell, row), value(cell, column))
    ),
    at0(cell, which, row, column) {
      const place = [which, value(cell, row), value(cell, column)];
      return isInside(cell, ...place) ? number(cell, ...place) : 0;
    },
    beside,
    rows: (cell, which) => cell.operands[value(cell, which)].rows,
    cols: (cell, which) => cell.operands[value(cell, which)].columns,
    set: (cell, name) => cell.settings[name],
    sum: (cell, ...parts) => terms(cell, parts).reduce((sum, term) => sum + term, 0),
    max: (cell, ...parts) => Math.max(...terms(cell, parts)),
    argmax(cell, ...parts) {
      const found = terms(cell, parts);
      return found.indexOf(Math.max(...found));
    },
    if: (cell, condition, yes, no) => value(cell, value(cell, condition) ? yes : no),
    "[]": (cell, condition) => Number(value(cell, condition)),
    as: (cell, printed, computed) => value(cell, computed),
    by: (cell, template, argument, computed) => value(cell, computed),
    whole: (cell, inside) => value(cell, inside),
    longer: (cell, a, b) => Math.max(value(cell, a), value(cell, b)),
    pi: (cell, count) => count * Math.PI,
    neg: (cell, inside) => -value(cell, inside),
    round: (cell, inside, count) => abh.rounded(value(cell, inside), count),
  };

  // A matrix from its numbers, row by row, with the decimals that it is printed with.
  // A matrix; the machine's own rounding is no more than `noise` for each unit of the largest.
  function matrix(values, noise = 0) {
    const all = values.flat(), largest = Math.max(...all.map(Math.abs));
    return {
      rows: values.length, columns: values[0].length, values,
      digits: abh.decimals(all), noise: noise * largest,
    };
  }

  // The whole result of an operation, or null where a cell of it has no number.
  function result([rows, columns, data], operands, settings) {
    const whole = cell(operands, settings, 0, 0), values = [];
    const size = [value(whole, rows), value(whole, columns)];
    for (let i = 0; i < size[0]; i++) {
      values.push([]);
      for (let j = 0; j < size[1]; j++) {
        const found = Number(value(cell(operands, settings, i, j), data));
        if (!Number.isFinite(found)) return null;
        values[i].push(found);
      }
    }
    return values.length && values[0].length ? matrix(values, abh.NOISE) : null;
  }

  Object.assign(abh, { cell, value, terms, matrix, result });
})(globalThis.abh ??= {});
