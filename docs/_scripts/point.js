// Pointing at a cell, by mouse, finger and keyboard. The picture stays one image with its text;
// over it stands a grid with one cell that has the focus and walks over the sheet.
((abh) => {
  "use strict";
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  // What a cell is called and what it holds, read aloud.
  function spoken(live, { block, i, j }, answered) {
    const { k, blank } = block;
    const where = [live.printed(k), live.label(k, "rows", i), live.label(k, "columns", j)];
    const name = where.filter(Boolean).join(", ");
    if (blank && !answered) return `${name}, to fill in`;
    if (blank) return `${name}: ${answered.text}, ${answered.right ? "right" : "not yet right"}`;
    if (live.isGiven(k)) {
      const open = abh.numbers.mayChange(k) ? "; Enter changes it" : "";
      return `${name}: ${live.shown(k, i, j)}, given${open}`;
    }
    return `${name}: ${abh.plain(live.line(k, i, j).replace(/^.*?\](?: =)? /, ""), live.signs)}`;
  }

  class Pointing {
    constructor(figure) {
      this.figure = figure;
      if (figure.blocks.some((block) => this.isBlank(block))) figure.answers = new abh.Answers(figure);
      this.byMouse();
      this.byKeyboard();
    }

    byMouse() {
      const { svg } = this.figure;
      svg.addEventListener("pointermove", (event) => this.point(this.figure.under(event)));
      svg.addEventListener("pointerdown", (event) => this.point(this.figure.under(event)));
      svg.addEventListener("click", (event) => this.edit(this.figure.under(event)));
      svg.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse") this.point(null); // what a finger showed stays
      });
      document.addEventListener("pointerdown", (event) => {
        if (this.now && !this.figure.box.contains(event.target)) this.point(null);
      });
    }

    // Shows a cell, or what was there before.
    point(cell) {
      const { now } = this;
      const same = cell && now && cell.block === now.block && cell.i === now.i && cell.j === now.j;
      if (same || cell === now) return;
      this.now = cell;
      if (cell) this.figure.show(cell);
      else if (document.activeElement === this.cell) this.figure.show(this.at);
      else this.figure.rest();
    }

    byKeyboard() {
      const { box } = this.figure, around = box.parentElement;
      this.cell = abh.make("div", { role: "gridcell", class: "abh-cell", tabindex: "0" });
      const grid = abh.make("div", { role: "grid", class: "abh-grid" });
      grid.setAttribute("aria-label", `${around.getAttribute("aria-label")}: its cells`);
      grid.append(abh.make("div", { role: "row" }, this.cell));
      box.append(grid);
      around.removeAttribute("tabindex"); // the focused cell scrolls the box by itself
      this.cell.addEventListener("focus", () => this.show(this.at));
      this.cell.addEventListener("blur", () => this.figure.rest());
      this.cell.addEventListener("keydown", (event) => this.key(event));
      this.move(this.figure.blocks[0].cell(0, 0));
    }

    isBlank({ blank, k }) {
      return blank && !this.figure.live.isGiven(k);
    }

    // Opens a field over a given number or a blank cell; says whether there is one.
    edit(cell, text) {
      const isBlank = cell && this.isBlank(cell.block);
      if (!isBlank && (!cell || cell.block.blank || !this.figure.live.isGiven(cell.block.k))) return false;
      const why = isBlank ? "" : abh.numbers.whyNot(cell.block.k);
      abh.bar.say(why);
      if (why) return false;
      this.show(cell);
      new (isBlank ? abh.Answer : abh.Field)(this, cell, text);
      return true;
    }

    // Shows once more what is shown, with the numbers of now.
    again() {
      const shown = this.now ?? (this.figure.box.contains(document.activeElement) ? this.at : null);
      this.move(this.at);
      if (shown) this.figure.show(shown);
      else this.figure.rest();
    }

    move(cell) {
      this.at = cell;
      this.figure.cover(this.cell, cell);
      this.cell.setAttribute("aria-label", spoken(this.figure.live, cell, this.figure.answers?.get(cell)));
    }

    show(cell) {
      this.now = null;
      this.move(cell);
      this.figure.show(cell);
      this.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key in WAYS) this.show(this.figure.next(this.at, ...WAYS[event.key]) ?? this.at);
      else if (event.key === "Escape") this.cell.blur();
      else if (event.key === "Enter" || event.key === "F2") {
        if (!this.edit(this.at)) return;
      } else if (/^[-−\d.,]$/.test(event.key)) {
        if (!this.edit(this.at, event.key)) return;
      }
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
  }

  Object.assign(abh, { Pointing, spoken });
})(globalThis.abh ??= {});
