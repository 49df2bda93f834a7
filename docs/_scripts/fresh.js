// Fresh numbers from a seed, the same as aibyhand/practice/fresh.py draws.
((abh) => {
  "use strict";
  const TRIES = 50;
  const ROOM = 0.25; // so much larger may the share of zeros among the results become
  const TIMES = 10; // and so many times as large the largest result

  // Numbers from 0 to 1 from a text: FNV-1a makes a state of it, mulberry32 goes on.
  function randomOf(seed) {
    let state = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193);
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  // The share of zeros among the computed numbers of the first run, and the largest size.
  function extent(live, all) {
    const made = Object.values(live.runs)[0].filter((k) => !live.isGiven(k))
      .flatMap((k) => all[k].values.flat()).map(Math.abs);
    return [made.filter((size) => size < abh.SAME).length / made.length, Math.max(...made)];
  }

  // The given numbers that a seed draws. Throws an Error where none of its draws will do.
  function fresh(live, source, seed) {
    const [few, large] = extent(live, live.recomputed(source));
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const random = randomOf(`${seed}.${attempt}`), given = [...source];
      for (const [k, low, high, count] of live.fresh) {
        given[k] = source[k].map((row) => row.map(
          () => (low + Math.floor(random() * (high - low + 1))) / 10 ** count,
        ));
      }
      try {
        const [zeros, largest] = extent(live, live.recomputed(given));
        if (zeros <= few + ROOM && largest <= large * TIMES) return given;
      } catch { /* these can't be computed with: the next ones */ }
    }
    throw Error(`seed ${seed} gives no numbers that this page can use`);
  }

  // A seed that nobody has had: four characters.
  const newSeed = () => Math.floor(Math.random() * 36 ** 4).toString(36).padStart(4, "0");

  Object.assign(abh, { fresh, newSeed });
})(globalThis.abh ??= {});
