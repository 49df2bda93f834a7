// The given numbers that a page shows: changed, undone, reset, and carried by its address.
((abh) => {
  "use strict";
  const VERSION = "numbers-1"; // an address with another word is left alone
  const EXACT = 9; // the decimals of a fraction such as 1/3
  const NUMBER = /^([-+]?(?:\d+\.?(\d*)|\.(\d+)))(?:\s*\/\s*(\d+(?:\.\d+)?))?$/;
  const SOON = 100; // milliseconds after which what is out of sight follows, too

  // A number as it may be written, and its decimals: 1/3, 0,5 and the true minus sign too. null for
  // anything else. As aibyhand/practice/judging.py has it.
  function written(text) {
    const plain = text.trim().replace(/[−–]/g, "-").replace(",", ".");
    const [, above, , , below] = NUMBER.exec(plain) ?? [];
    const value = Number(above) / Number(below ?? 1);
    if (above === undefined || !Number.isFinite(value)) return null;
    return { value, decimals: below ? EXACT : (above.split(".")[1] ?? "").length };
  }

  const typed = (text) => written(text)?.value ?? NaN;

  class Numbers {
    constructor(live) {
      this.live = live;
      this.undone = []; // what was given before each change
      live.first = live.all;
      this.source = live.given;
      this.base = live.given; // the source's, or what a seed has drawn
      this.seed = "";
      this.size = abh.size(live); // such as tokens.5, where it is another one than the source's
      this.step = 0; // where one is shown at a time
      this.address();
    }

    mayChange(k) {
      return this.live.isGiven(k) && !this.whyNot(k);
    }

    // Why a given matrix stays as it is; nothing for one that may be changed.
    whyNot(k) {
      const { live } = this, name = live.printed(k);
      if (!live.runs["0"].includes(k)) return `${name} belongs to other numbers than those of the steps`;
      if (!live.fixed.includes(k)) return "";
      return `${name} decides what is calculated, and the page can't write other steps; the command `
        + "line can";
    }

    // Puts a number in place of a given one. Throws an Error that names what has no number then.
    change(k, i, j, value) {
      const given = [...this.live.given];
      given[k] = given[k].map((row) => [...row]);
      given[k][i][j] = value;
      this.put(given);
    }

    put(given) {
      this.live.all = this.live.recomputed(given);
      this.live.given = given;
      this.tell();
    }

    // To be called before a change that can be undone.
    keep() {
      this.undone.push({ given: this.live.given, base: this.base, seed: this.seed });
    }

    // Draws fresh numbers; says whether there are any.
    draw(seed) {
      const given = abh.fresh(this.live, this.source, seed);
      this.keep();
      Object.assign(this, { base: given, seed });
      this.put(given);
      this.settle();
    }

    // Forgets what was kept where nothing came of it.
    settle() {
      if (this.undone.at(-1)?.given === this.live.given) this.undone.pop();
      this.write();
      this.changed?.();
    }

    undo() {
      if (this.undone.length) {
        const { given, base, seed } = this.undone.pop();
        Object.assign(this, { base, seed });
        this.put(given);
      }
      this.settle();
    }

    reset() {
      if (this.size) {
        Object.assign(this, { base: this.live.given, seed: "" });
        this.sized("");
        return;
      }
      this.keep();
      Object.assign(this, { base: this.source, seed: "" });
      this.put(this.source);
      this.settle();
    }

    // Loads the page anew with another size, and with what was changed where that still stands.
    sized(size) {
      this.size = size;
      this.write();
      location.reload();
    }

    get differs() {
      return Boolean(this.seed || this.size) || this.differences().length > 0;
    }

    differences() {
      return this.live.given.flatMap((rows, k) => (rows ?? []).flatMap((row, i) => row
        .map((value, j) => ({ k, i, j, value }))
        .filter(({ j, value }) => value !== this.base[k][i][j])));
    }

    // What is in sight follows at once, everything else soon.
    tell() {
      for (const figure of abh.figures) figure.behind = true;
      for (const figure of abh.figures) if (figure.seen) abh.follow(figure);
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => {
        for (const figure of abh.figures) if (figure.behind) abh.follow(figure);
      }, SOON);
      this.changed?.();
    }

    // The address carries the seed, the step where one is shown at a time, and what is changed,
    // counted from 1: #numbers-1&size=tokens.5&seed=7f3a&step=4&X.2.3=0.5
    write() {
      const parts = this.differences().map(({ k, i, j, value }) => (
        `${this.live.matrices[k].name}.${i + 1}.${j + 1}=${value}`
      ));
      const before = location.hash.startsWith(`#${VERSION}`) ? "" : location.hash;
      if (this.step) parts.unshift(`step=${this.step}`);
      if (this.seed) parts.unshift(`seed=${this.seed}`);
      if (this.size) parts.unshift(`size=${this.size}`);
      const hash = parts.length ? `#${[VERSION, ...parts].join("&")}` : before;
      if (hash !== location.hash) history.replaceState(null, "", hash || location.href.split("#")[0]);
    }

    address() {
      const [version, ...parts] = this.asked();
      if (version !== VERSION) return;
      const lost = [];
      if (/^size=/.test(parts[0])) {
        const said = parts.shift();
        if (said !== `size=${this.size}`) lost.push(said);
      }
      let seed = /^seed=(\w+)$/.exec(parts[0] ?? "")?.[1] ?? "", base = this.source;
      if (seed) {
        const said = parts.shift();
        try {
          base = abh.fresh(this.live, this.source, seed);
        } catch {
          lost.push(said);
          seed = ""; // what is shown are the source's numbers, and they are called so
        }
      }
      const given = base.map((rows) => rows?.map((row) => [...row]));
      this.step = Number(/(?:^|&)step=(\d+)/.exec(parts.join("&"))?.[1] ?? 0);
      for (const part of parts) {
        if (/^step=\d+$/.test(part)) continue;
        const [, name, i, j, text] = /^(\w+)\.(\d+)\.(\d+)=(.+)$/.exec(part) ?? [];
        const k = this.live.find("0", name), value = Number(text);
        const isThere = k !== undefined && this.mayChange(k) && Number.isFinite(value)
          && given[k][i - 1]?.[j - 1] !== undefined;
        if (isThere) given[k][i - 1][j - 1] = value;
        else lost.push(part);
      }
      try {
        this.live.all = this.live.recomputed(given);
        Object.assign(this, { base, seed });
        this.live.given = given;
      } catch (error) {
        this.problem = `The numbers of this address can't be computed with: ${error.message}`;
      }
      if (lost.length) {
        this.problem = `This address says ${lost.join(", ")}, which can't be followed on this page`;
      }
    }

    // The parts of the address; none where it isn't written as one.
    asked() {
      try {
        return decodeURIComponent(location.hash.slice(1)).split("&");
      } catch {
        return [];
      }
    }
  }

  Object.assign(abh, { Numbers, typed, written });
})(globalThis.abh ??= {});
