// How numbers are printed, exactly as aibyhand/core/numbers.py prints them.
((abh) => {
  "use strict";
  const MINUS = "−";
  const SAME = 1e-9; // two numbers closer than this print as the same number

  const NOISE = 1e-13; // what a machine adds to computed numbers, for each unit of the largest

  // The closest whole number; of two that are as close, the even one.
  function closest(value) {
    const near = Math.round(value);
    return near - value === 0.5 && near % 2 !== 0 ? near - 1 : near;
  }

  const toDecimals = (value, count) => closest(value * 10 ** count) / 10 ** count;

  // Halves go away from zero: what a machine adds far behind the last decimal is cleared first.
  function rounded(value, count) {
    if (!(Math.abs(value) < 2 ** 48 / 10 ** count)) return value;
    return toDecimals(toDecimals(value, count + 10) * (1 + 2 ** -50), count) + 0;
  }

  // The decimals that all numbers of a matrix share: as few as keep them exact, at most two or so.
  function decimals(values) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const exact = (count) => values.every((v) => Math.abs(v - toDecimals(v, count)) <= SAME);
    const few = (largest >= 0.1 ? [0, 1] : [0, 1, 2]).find(exact);
    if (few !== undefined) return few;
    return largest >= 100 ? 1 : largest < 0.1 ? 3 : 2;
  }

  // A large number as 1.25e+06. A half between two such numbers goes to the even one.
  function large(value) {
    const half = /^(-?\d\.\d[02468])50*e(.*)$/.exec(value.toExponential(60));
    const text = half ? `${half[1]}e${half[2]}` : value.toExponential(2);
    return text.replace(/e\+(\d)$/, "e+0$1");
  }

  function number(value, count) {
    if (Math.abs(value) >= 1e6) return large(value).replaceAll("-", MINUS);
    let text = rounded(value, count).toFixed(count);
    if (Number(text) === 0) text = text.replace("-", "");
    return text.replace("-", MINUS);
  }

  // Does printing lose nothing but the machine's noise?
  function isExact(value, count, noise = SAME) {
    const printed = Number(number(value, count).replaceAll(MINUS, "-"));
    return Math.abs(value - printed) <= Math.max(noise, 1e-15 * Math.abs(value));
  }

  // The decimals that a number gets in a written sum: as few as hold it, at most two more.
  function writtenDecimals(value, count) {
    return [count, count + 1].find((some) => isExact(value, some)) ?? count + 2;
  }

  // A number with at most six digits, as Python's format "g" writes it.
  function general(value) {
    const [digits, power] = Number(value).toExponential(5).split("e");
    if (Number(value) === 0 || (power >= -4 && power < 6)) {
      return String(Number(Number(value).toPrecision(6)));
    }
    return `${Number(digits)}e${power.replace(/^([+-])(\d)$/, "$10$2")}`;
  }

  Object.assign(abh, {
    MINUS, SAME, NOISE, rounded, decimals, number, isExact, writtenDecimals, general,
  });
})(globalThis.abh ??= {});
