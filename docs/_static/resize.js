// Rectangles that a reader resizes, by their corners or by typing: the sizes flow through every
// product. The data and the grid come from aibyhand/pages/resizing.py.
(() => {
  "use strict";
  const { make } = globalThis.abh;
  const LARGEST = 40; // the side of a cell where there are few, in pixels
  const HIGHEST = 380; // of a chain, in pixels; cells become smaller until it fits
  const GAP = 56; // beside a chain
  const TWO = 560; // so wide a place holds two chains side by side
  const NARROWEST = 40; // a side that would be shorter is drawn so long, to hold its size
  const MOST = 4096; // the longest side
  const AXES = ["rows", "columns"];
  const TIMES = "\u2009·\u2009";

  const button = (word, act) => {
    const made = make("button", { type: "button" }, word);
    made.addEventListener("click", act);
    return made;
  };
  const grouped = (count) => count.toLocaleString("en");
  const side = (count, axis) => `${count} ${count === 1 ? axis.slice(0, -1) : axis}`;

  class Resize {
    constructor(box) {
      this.box = box;
      Object.assign(this, JSON.parse(box.querySelector("script").textContent));
      this.first = this.sizes;
      this.figures = [...box.querySelectorAll("figure")].map((figure, c) => ({
        grid: figure.querySelector(".abh-chain"),
        boxes: [...figure.querySelectorAll(".abh-box")],
        work: figure.appendChild(make("p")),
        products: this.chains[c],
      }));
      for (const { boxes } of this.figures) for (const one of boxes) this.prepare(one);
      this.build();
      box.hidden = false;
      this.again();
      addEventListener("resize", () => this.draw());
      box.addEventListener("toggle", () => this.draw()); // nothing has a width in a fold
    }

    // --- How large everything is ---------------------------------------------------------------

    length(sum) {
      return sum.reduce((all, [count, ...names]) => (
        all + names.reduce((product, name) => product * this.sizes[name], count)
      ), 0);
    }

    // Rows and columns, or null where the product doesn't exist.
    shape(k) {
      const { axes, of } = this.matrices[k];
      if (axes) return this.own?.[k] ?? axes.map((sum) => this.length(sum));
      const shapes = of.map((operand) => this.shape(operand));
      if (shapes.includes(null)) return null;
      const [[rows, columns], right] = shapes;
      if (!right) return [columns, rows];
      return columns === right[0] ? [rows, right[1]] : null;
    }

    // Which given matrix an axis belongs to, through transposes: its index and 0 or 1.
    owner(k, axis) {
      const { axes, of } = this.matrices[k];
      if (axes) return [k, axis];
      return of.length === 1 ? this.owner(of[0], 1 - axis) : null;
    }

    // The name of a size that can be set; none where it follows from others.
    named([k, axis]) {
      const sum = this.matrices[k].axes[axis];
      const [[count, ...names]] = sum;
      return sum.length === 1 && count === 1 && names.length === 1 ? names[0] : "";
    }

    set([k, axis], count) {
      const bounded = Math.min(Math.max(count, 1), MOST);
      if (this.own) this.own[k][axis] = bounded;
      else if (this.named([k, axis])) this.size(this.named([k, axis]), bounded);
    }

    size(name, count) {
      this.sizes = { ...this.sizes, [name]: count };
    }

    // --- What is typed and pressed --------------------------------------------------------------

    build() {
      this.fields = make("div", { class: "abh-edges" });
      this.said = make("p", { role: "status" });
      const loose = this.matrices.every(({ axes, of }) => axes || of.length === 2);
      this.follow = make("input", { type: "checkbox" });
      this.follow.checked = true;
      this.follow.addEventListener("change", () => this.again());
      const acts = make("div", { class: "abh-edges" });
      if (loose) acts.append(make("label", {}, this.follow, " Edges that meet follow each other"));
      acts.append(button("The sizes as they were", () => this.restore()));
      this.box.querySelector("summary").after(this.fields, acts, this.said);
    }

    restore() {
      this.sizes = this.first;
      this.follow.checked = true;
      this.again();
    }

    // Other fields: one for each size, or one for each side of each matrix.
    again() {
      const given = [...this.matrices.keys()].filter((k) => this.matrices[k].axes);
      this.own = null;
      if (!this.follow.checked) this.own = Object.fromEntries(given.map((k) => [k, this.shape(k)]));
      this.inputs = this.own
        ? given.flatMap((k) => AXES.map((axis, a) => this.field(
          `${this.matrices[k].name}, ${axis}`, () => this.own[k][a], (count) => this.set([k, a], count),
        )))
        : Object.keys(this.sizes).map((name) => this.field(
          name, () => this.sizes[name], (count) => this.size(name, count),
        ));
      this.fields.replaceChildren(...this.inputs.map(({ label }) => label));
      this.draw();
    }

    field(word, now, put) {
      const input = make("input", { type: "number", min: 1, max: MOST, step: 1, inputmode: "numeric" });
      const take = () => {
        const count = Number(input.value), fits = Number.isInteger(count) && count >= 1 && count <= MOST;
        input.setAttribute("aria-invalid", String(!fits));
        if (fits) {
          put(count);
          this.draw();
        } else this.said.textContent = `${word}: a whole number from 1 to ${MOST} is needed`;
      };
      input.addEventListener("input", take);
      return { now, input, label: make("label", {}, `${word} `, input) };
    }

    // A corner to take hold of: the one that meets nobody. The fields do the same by keyboard.
    prepare(box) {
      const k = Number(box.dataset.matrix), ends = [0, 1].map((axis) => this.owner(k, axis));
      box.style.setProperty("grid-area", `${box.dataset.row} / ${box.dataset.column}`);
      box.style.setProperty("background", box.dataset.fill);
      box.style.setProperty("border-color", box.dataset.frame);
      if (ends.includes(null)) return;
      const hold = make("span", { class: "abh-hold", "aria-hidden": "true" });
      const [down, across] = box.matches(".abh-right") ? [-1, 1] : [1, -1];
      hold.addEventListener("pointerdown", (event) => {
        const from = this.shape(k), { clientX: x, clientY: y } = event, { cell } = this;
        hold.setPointerCapture(event.pointerId);
        event.preventDefault();
        hold.onpointermove = (moved) => {
          this.set(ends[0], Math.round(from[0] + down * (moved.clientY - y) / cell));
          this.set(ends[1], Math.round(from[1] + across * (moved.clientX - x) / cell));
          this.draw(cell);
        };
        hold.onpointerup = hold.onpointercancel = () => {
          hold.onpointermove = null;
          this.draw();
        };
      });
      box.append(hold);
    }

    // --- What is seen ---------------------------------------------------------------------------

    // All chains with cells of one size; while a corner is held, the size stays as it is.
    draw(held = 0) {
      const whole = this.box.querySelector(".abh-chains").clientWidth;
      if (!whole) return;
      const width = whole / (this.figures.length > 1 && whole > TWO ? 2 : 1) - GAP;
      const room = this.figures.map((figure) => this.tracks(figure));
      const fits = (cell) => room.every(([rows, columns]) => (
        this.extent(rows, cell) <= HIGHEST && this.extent(columns, cell) <= width
      ));
      let cell = held || LARGEST;
      while (!held && cell > 0.01 && !fits(cell)) cell *= 0.9;
      this.cell = cell;
      this.figures.forEach((figure, c) => this.show(figure, room[c]));
      for (const { now, input } of this.inputs) {
        if (input !== document.activeElement) {
          input.value = now();
          input.setAttribute("aria-invalid", "false");
        }
      }
      this.said.textContent = this.problem() ?? "";
    }

    // How long every row and column of the grid is, in cells.
    tracks({ boxes }) {
      const longest = [[], []];
      for (const box of boxes) {
        const shape = this.shape(Number(box.dataset.matrix)) ?? [0, 0];
        [box.dataset.row, box.dataset.column].forEach((track, axis) => {
          longest[axis][track - 1] = Math.max(longest[axis][track - 1] ?? 0, shape[axis]);
        });
      }
      return longest;
    }

    pixels(count, cell = this.cell) {
      return Math.max(count * cell, NARROWEST);
    }

    extent(counts, cell) {
      return counts.reduce((all, count) => all + this.pixels(count, cell), 0);
    }

    show({ grid, boxes, work, products }, [rows, columns]) {
      const template = (counts) => counts.map((count) => `${this.pixels(count)}px`).join(" ");
      grid.style.setProperty("grid-template-rows", template(rows));
      grid.style.setProperty("grid-template-columns", template(columns));
      for (const box of boxes) {
        const shape = this.shape(Number(box.dataset.matrix));
        box.classList.toggle("abh-none", !shape);
        AXES.forEach((axis, a) => {
          box.querySelector(`.abh-${axis}`).textContent = shape ? shape[a] : "";
          box.style.setProperty(["height", "width"][a], shape ? `${this.pixels(shape[a])}px` : "auto");
        });
      }
      work.textContent = this.count(products);
    }

    // The multiplications of a chain, and the numbers that are learned.
    count(products) {
      const terms = products.map((k) => {
        const [left, right] = this.matrices[k].of.map((operand) => this.shape(operand));
        const { name } = this.matrices[k];
        if (!this.shape(k)) return { text: `${name}: doesn't fit`, count: NaN };
        const count = left[0] * left[1] * right[1];
        const sum = [left[0], left[1], right[1]].map(grouped).join(TIMES);
        return { text: `${name} ${left[0]} × ${right[1]}: ${sum} = ${grouped(count)}`, count };
      });
      const all = terms.reduce((sum, { count }) => sum + count, 0);
      const total = terms.length > 1 && !Number.isNaN(all) ? `; together ${grouped(all)}` : "";
      const weights = this.weights(products);
      const learned = weights ? `. Weights: ${grouped(weights)}` : "";
      return `Multiplications: ${terms.map(({ text }) => text).join("; ")}${total}${learned}.`;
    }

    weights(products) {
      const met = new Set(), meet = (k) => {
        met.add(k);
        this.matrices[k].of?.forEach(meet);
      };
      products.forEach(meet);
      return [...met].filter((k) => this.matrices[k].weight)
        .reduce((sum, k) => sum + this.shape(k)[0] * this.shape(k)[1], 0);
    }

    // The first product that doesn't exist, and why.
    problem() {
      for (const k of this.chains.flat()) {
        const [left, right] = this.matrices[k].of.map((operand) => [operand, this.shape(operand)]);
        if (this.shape(k) || !left[1] || !right[1]) continue;
        const name = ([operand]) => this.matrices[operand].name;
        return `${name(left)} has ${side(left[1][1], "columns")} and ${name(right)} has `
          + `${side(right[1][0], "rows")}: inner edges have to be equal, so there is no `
          + `${this.matrices[k].name}.`;
      }
      return null;
    }
  }

  for (const box of document.querySelectorAll(".abh-resize")) new Resize(box);
})();
